package dossier

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A node is a value of dossier.json for merging: a leaf, an object whose members
// stand alone, or a list whose members are known by a key. Nil is no value.
type node struct {
	leaf jsontext.Value // of a leaf
	list bool           // a list; keys give the order
	keys []string
	kids map[string]*node
}

func (n *node) isLeaf() bool { return n != nil && n.kids == nil }

func (n *node) kid(key string) *node {
	if n == nil {
		return nil
	}
	return n.kids[key]
}

// order is the list's order of keys; nothing of no list.
func (n *node) order() []string {
	if n == nil {
		return nil
	}
	return n.keys
}

// A shape says how a value is merged. The zero shape is that of what this
// program does not know: objects member by member, all else whole.
type shape struct {
	fixed  bool // an object that is always meant to be there: none is an empty one
	whole  bool // one value, whatever is in it
	fields map[string]*shape
	each   *shape                      // of the members that fields do not name
	key    func(jsontext.Value) string // of a list's member; nil: no list
	// answer: an empty list says that there is none, so that one must not come
	// about by two sides that each still name something.
	answer  bool
	earlier bool // of two days the earlier one is true
	unit    bool // an object without an id: a conflict within it is one about all of it
}

var anyShape = &shape{}

func (s *shape) of(key string) *shape {
	if f := s.fields[key]; f != nil {
		return f
	}
	if s.each != nil {
		return s.each
	}
	return anyShape
}

var wholeShape = &shape{whole: true}

// rootShape is that of dossier.json without its lineage and conflicts.
var rootShape = &shape{fixed: true, fields: map[string]*shape{
	"candidate": {fixed: true, fields: map[string]*shape{
		"name":          {fixed: true},
		"nationalities": {key: text, answer: true, each: wholeShape},
		"studies":       {key: member("id"), answer: true},
		"languages":     {key: lower(member("tag")), answer: true},
		"experience":    {key: text, answer: true, each: &shape{unit: true}}, // its keys are made by align
		"declared":      {fixed: true},
	}},
	"documents": {key: member("id"), each: &shape{fields: map[string]*shape{
		"treatments": {fixed: true, each: &shape{fixed: true, fields: map[string]*shape{"corners": wholeShape}}},
		"backs":      wholeShape, // one word: whose, and in which order
	}}},
	"applications": {key: member("vacancy"), answer: true, each: &shape{fields: map[string]*shape{
		"competencies": {fixed: true},
		"pages":        {fixed: true, each: wholeShape},
		"bundles":      {key: member("name"), each: &shape{fields: map[string]*shape{"formerly": {key: text, each: wholeShape}}}},
		"declarations": {fixed: true, each: &shape{whole: true, earlier: true}},
		"decisions":    {key: member("item", "digest"), each: &shape{fields: map[string]*shape{"on": {whole: true, earlier: true}}}},
		"submitted":    wholeShape, // one act: its parts belong together
	}}},
}}

// text is a string as a key; another value is its own.
func text(v jsontext.Value) string {
	var s string
	if json.Unmarshal(v, &s) != nil {
		return string(v)
	}
	return s
}

func lower(key func(jsontext.Value) string) func(jsontext.Value) string {
	return func(v jsontext.Value) string { return strings.ToLower(key(v)) }
}

// member keys objects by what stands under these names.
func member(names ...string) func(jsontext.Value) string {
	return func(v jsontext.Value) string {
		var members map[string]jsontext.Value
		if json.Unmarshal(v, &members) != nil {
			return string(v)
		}
		parts := make([]string, len(names))
		for i, name := range names {
			parts[i] = text(members[name])
		}
		return strings.Join(parts, "@")
	}
}

// grow makes the tree of a value.
func grow(v jsontext.Value, s *shape) *node {
	switch {
	case len(v) == 0:
		return nil
	case s.key != nil && v.Kind() == '[':
		return growList(v, s)
	case !s.whole && v.Kind() == '{':
		var members map[string]jsontext.Value
		if json.Unmarshal(v, &members) != nil {
			break
		}
		n := &node{kids: map[string]*node{}}
		for _, key := range slices.Sorted(maps.Keys(members)) {
			n.kids[key] = grow(members[key], s.of(key))
		}
		return n
	}
	leaf := slices.Clone(v)
	if leaf.Compact() != nil {
		leaf = slices.Clone(v)
	}
	return &node{leaf: leaf}
}

func growList(v jsontext.Value, s *shape) *node {
	var members []jsontext.Value
	if json.Unmarshal(v, &members) != nil {
		return &node{leaf: slices.Clone(v)}
	}
	n := &node{list: true, kids: map[string]*node{}, keys: []string{}}
	for _, m := range members {
		key := s.key(m)
		for twice := 2; n.kids[key] != nil; twice++ { // of two equal ones both stay
			key = s.key(m) + "@" + strconv.Itoa(twice)
		}
		n.keys = append(n.keys, key)
		n.kids[key] = grow(m, s.of(""))
	}
	return n
}

// value writes a tree: the same one always the same.
func (n *node) value() jsontext.Value {
	var out bytes.Buffer
	n.write(&out)
	return out.Bytes()
}

func (n *node) write(out *bytes.Buffer) {
	switch {
	case n == nil:
		out.WriteString("null")
	case n.kids == nil:
		out.Write(n.leaf)
	case n.list:
		out.WriteByte('[')
		for i, key := range n.keys {
			if i > 0 {
				out.WriteByte(',')
			}
			n.kids[key].write(out)
		}
		out.WriteByte(']')
	default:
		out.WriteByte('{')
		comma := ""
		for _, key := range slices.Sorted(maps.Keys(n.kids)) {
			if n.kids[key] == nil {
				continue
			}
			out.WriteString(comma)
			comma = ","
			name, _ := jsontext.AppendQuote(nil, key) // what is not UTF-8 was refused when it was read
			out.Write(name)
			out.WriteByte(':')
			n.kids[key].write(out)
		}
		out.WriteByte('}')
	}
}

// same reports whether two trees say the same.
func same(a, b *node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return bytes.Equal(a.value(), b.value())
}

// treeOf makes the tree of what d says.
func treeOf(d Dossier) (*node, error) {
	d.Lineage, d.Pending = Lineage{}, nil
	data, err := Encode(d)
	if err != nil {
		return nil, err
	}
	return grow(data, rootShape), nil
}

// dossierOf reads a tree back, with these conflicts.
func dossierOf(n *node, pending []Pending) (Dossier, error) {
	d, err := Decode(fileName, n.value())
	d.Pending = pending
	return d, err
}

// A path names a value in a tree: keys with dots between. A dot within a key is
// written %2E.
func join(path, key string) string {
	if strings.ContainsAny(key, "%.") {
		key = strings.NewReplacer("%", "%25", ".", "%2E").Replace(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// split returns the keys of a path.
func split(path string) []string {
	keys := strings.Split(path, ".")
	for i, key := range keys {
		if strings.Contains(key, "%") {
			keys[i] = strings.NewReplacer("%2E", ".", "%25", "%").Replace(key)
		}
	}
	return keys
}

// at returns the value that the path names.
func (n *node) at(path string) *node {
	for _, key := range split(path) {
		n = n.kid(key)
	}
	return n
}

// natural orders keys as people do: d3 before d10.
func natural(a, b string) int {
	number := func(s string) (string, int) {
		head := strings.TrimRight(s, "0123456789")
		n, _ := strconv.Atoi(s[len(head):])
		return head, n
	}
	headA, numberA := number(a)
	headB, numberB := number(b)
	return cmp.Or(cmp.Compare(headA, headB), cmp.Compare(numberA, numberB), cmp.Compare(a, b))
}

// arrange orders the keys of a merged list: as the side has it that changed the
// order, what the other side added after what it stands behind there.
func arrange(base, mine, theirs []string, kept map[string]*node) []string {
	first, second := mine, theirs
	mineMoved, theirsMoved := movedIn(base, mine), movedIn(base, theirs)
	if theirsMoved && !mineMoved || theirsMoved == mineMoved && slices.Compare(theirs, mine) < 0 {
		first, second = theirs, mine
	}
	inFirst := indexed(first)
	out := slices.Clone(first)
	after := -1 // where the last key of second stands in out
	for _, key := range second {
		if _, there := inFirst[key]; there {
			after = slices.Index(out, key)
			continue
		}
		at := after + 1
		for at < len(out) && !slices.Contains(second, out[at]) && natural(out[at], key) < 0 {
			at++ // additions of both sides at one place stand in their own order
		}
		out = slices.Insert(out, at, key)
		after = at
	}
	return slices.DeleteFunc(out, func(key string) bool { return kept[key] == nil })
}

// movedIn reports whether the keys that both have stand in another order.
func movedIn(base, now []string) bool {
	inBase := indexed(base)
	last := -1
	for _, key := range now {
		at, there := inBase[key]
		if there && at < last {
			return true
		}
		if there {
			last = at
		}
	}
	return false
}

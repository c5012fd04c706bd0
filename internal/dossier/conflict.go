package dossier

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/message"
)

// Pending is a conflict as dossier.json keeps it until somebody has chosen: two
// sides gave one field different values. One of them stands in its place.
type Pending struct {
	Field string `json:"field"` // its path, ids for the members of lists
	// Values are all that was said, null for nothing.
	Values  []jsontext.Value `json:"values"`
	Base    jsontext.Value   `json:"base,omitzero"` // what stood there before both; absent: not known
	Unknown jsontext.Value   `json:",embed"`
}

// Conflict is a field on which two sides differ, to be shown side by side.
type Conflict struct {
	Field  string // names the conflict: as Set names fields, with applications.VACANCY. before an application's
	Label  message.Message
	Base   *Option // what stood there before both; nil: not known
	Mine   Option  // what stands there now
	Theirs []Option
}

// Option is one of the values to choose from.
type Option struct {
	Value jsontext.Value // null: nothing, or that the member is not there
	Text  message.Message
}

// Speaks reports whether one of the values other than that of now names a
// document's file.
func (c Conflict) Speaks(file string) bool {
	return slices.ContainsFunc(c.Theirs, func(o Option) bool { return bytes.Contains(o.Value, []byte(file)) }) ||
		c.Base != nil && bytes.Contains(c.Base.Value, []byte(file))
}

// null stands for no value.
var null = jsontext.Value("null")

func valueOf(n *node) jsontext.Value { return n.value() }

// Conflicts lists what a merge has left to choose, in the order of the fields.
func (d Dossier) Conflicts() []Conflict {
	if len(d.Pending) == 0 {
		return nil
	}
	tree, err := treeOf(d)
	if err != nil {
		return nil // it was read from JSON
	}
	align(tree, d.Pending)
	conflicts := make([]Conflict, 0, len(d.Pending))
	for _, p := range d.Pending {
		now := valueOf(tree.at(p.Field))
		c := Conflict{
			Field: shownField(p.Field), Label: fieldLabel(tree, p),
			Mine: Option{Value: now, Text: valueText(p.Field, now)},
		}
		if p.Base != nil {
			c.Base = &Option{Value: p.Base, Text: valueText(p.Field, p.Base)}
		}
		for _, v := range p.Values {
			if !bytes.Equal(v, now) {
				c.Theirs = append(c.Theirs, Option{Value: v, Text: valueText(p.Field, v)})
			}
		}
		conflicts = append(conflicts, c)
	}
	return conflicts
}

// Resolve returns the dossier in which this conflict is settled by one of its
// values. Errors are *message.Error: there is no such conflict or value (any
// more), or the value is not possible beside the others.
func (d Dossier) Resolve(field string, value jsontext.Value) (Dossier, error) {
	at := slices.IndexFunc(d.Pending, func(p Pending) bool { return p.Field == field || shownField(p.Field) == field })
	if at < 0 {
		return d, message.Bad("conflict-gone", message.Args{"Field": field}, nil)
	}
	p := d.Pending[at]
	tree, err := treeOf(d)
	if err != nil {
		return d, err
	}
	align(tree, d.Pending)
	rest := slices.Delete(slices.Clone(d.Pending), at, at+1)
	if len(rest) == 0 {
		rest = nil
	}
	now := valueOf(tree.at(p.Field))
	if bytes.Equal(now, value) {
		d.Pending = rest
		return d, nil
	}
	if !slices.ContainsFunc(p.Values, func(v jsontext.Value) bool { return bytes.Equal(v, value) }) {
		return d, message.Bad("conflict-other-value", message.Args{"Field": field}, nil)
	}
	if !tree.put(p.Field, value) {
		return d, message.Bad("conflict-gone", message.Args{"Field": field}, nil)
	}
	resolved, err := dossierOf(tree, rest)
	if err != nil {
		return d, message.Bad("conflict-impossible", message.Args{"Field": field}, err)
	}
	return resolved, nil
}

// put gives the place that the path names a value; it reports whether there is
// such a place.
func (n *node) put(path string, value jsontext.Value) bool {
	keys := split(path)
	s := rootShape
	for _, key := range keys[:len(keys)-1] {
		next := n.kid(key)
		s = s.of(key)
		if next == nil && s.fixed {
			next = &node{kids: map[string]*node{}}
			n.kids[key] = next
		}
		if next == nil && s.key != nil {
			next = &node{list: true, kids: map[string]*node{}, keys: []string{}}
			n.kids[key] = next
		}
		if n = next; n == nil || n.kids == nil {
			return false
		}
	}
	last := keys[len(keys)-1]
	there := n.kids[last] != nil
	if bytes.Equal(value, null) {
		delete(n.kids, last)
		n.keys = slices.DeleteFunc(n.keys, func(key string) bool { return key == last })
		return true
	}
	n.kids[last] = grow(value, s.of(last))
	if n.list && !there {
		n.keys = append(n.keys, last)
	}
	return true
}

// allValues joins values, each once, in one order whichever came first.
func allValues(values ...jsontext.Value) []jsontext.Value {
	slices.SortFunc(values, func(a, b jsontext.Value) int { return bytes.Compare(a, b) })
	return slices.CompactFunc(values, func(a, b jsontext.Value) bool { return bytes.Equal(a, b) })
}

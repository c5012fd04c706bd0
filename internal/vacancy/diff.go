package vacancy

import (
	"reflect"
	"slices"
	"strings"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// Difference says how two packs differ in one place.
type Difference string

// The differences. Moved: the members of a list are the same in another order.
const (
	Added   Difference = "added"
	Removed Difference = "removed"
	Changed Difference = "changed"
	Moved   Difference = "moved"
)

// Change is one place in which a pack differs from another.
type Change struct {
	What Difference
	Path string // in the file, members by their ids: "criteria.age.rule"
	// Where names the same place for a person, from the whole to the part: keys
	// as messages, members as their titles or ids.
	Where []any
	// Before and After are nil where there is nothing, a Wall, a Month, the
	// *Outline of a rule, or as message.Args take them.
	Before, After any
}

// Diff returns what changed from one pack to another, in the file's order. Rules
// are compared by what they say in words; comments, order of keys and the like
// are no changes.
func Diff(from, to *Pack) []Change {
	d := &differ{from: from, to: to}
	d.fields(spot{}, reflect.ValueOf(*from), reflect.ValueOf(*to))
	return d.changes
}

// spot is a place in both packs.
type spot struct {
	path  string
	where []any
}

// key is the spot of a key below.
func (s spot) key(key string) spot {
	return s.below(key, message.New("pack.key."+key, nil))
}

func (s spot) below(name string, shown any) spot {
	return spot{at{path: s.path}.key(name), append(slices.Clip(s.where), shown)}
}

// differ gathers the changes between two packs.
type differ struct {
	from, to *Pack
	changes  []Change
}

func (d *differ) tell(what Difference, s spot, before, after any) {
	d.changes = append(d.changes, Change{What: what, Path: s.path, Where: s.where, Before: before, After: after})
}

// fields compares two values of one struct type key by key.
func (d *differ) fields(s spot, a, b reflect.Value) {
	for _, f := range fieldsOf(a.Type()) {
		d.value(s.key(f.key), a.Field(f.index), b.Field(f.index))
	}
}

// value compares what stands at one key.
func (d *differ) value(s spot, a, b reflect.Value) {
	before, isWord := d.written(d.from, a)
	after, _ := d.written(d.to, b)
	switch {
	case isWord:
		if !sameWords(before, after) {
			d.tell(kindOf(before, after), s, before, after)
		}
	case a.Kind() == reflect.Pointer:
		d.pointer(s, a, b)
	case a.Kind() == reflect.Slice && memberKey(a.Type().Elem()) != "":
		d.members(s, a, b)
	case a.Kind() == reflect.Slice:
		d.list(s, a, b)
	default:
		d.fields(s, a, b)
	}
}

func (d *differ) pointer(s spot, a, b reflect.Value) {
	switch {
	case a.IsNil() && b.IsNil():
	case a.IsNil():
		d.tell(Added, s, nil, nil)
	case b.IsNil():
		d.tell(Removed, s, nil, nil)
	default:
		d.value(s, a.Elem(), b.Elem())
	}
}

// sameWords compares two values that are told as a whole. Texts are the same
// where only their spaces differ.
func sameWords(a, b any) bool {
	before, isText := a.(message.Text)
	after, isAlsoText := b.(message.Text)
	if !isText || !isAlsoText {
		return reflect.DeepEqual(a, b)
	}
	return slices.Equal(strings.Fields(before.EN), strings.Fields(after.EN)) &&
		slices.Equal(strings.Fields(before.FR), strings.Fields(after.FR))
}

func kindOf(before, after any) Difference {
	switch {
	case before == nil:
		return Added
	case after == nil:
		return Removed
	}
	return Changed
}

// written returns a value that is told as a whole, nil where it is absent, and
// reports whether it is one.
func (d *differ) written(p *Pack, v reflect.Value) (value any, isWord bool) {
	switch v := v.Interface().(type) {
	case message.Text:
		value, isWord = v, true
	case Rule:
		o := p.Outline(v)
		return &o, true
	case *Rule:
		if v == nil {
			return nil, true
		}
		o := p.Outline(*v)
		return &o, true
	case civil.Date, Size, message.Money:
		value, isWord = v, true
	case Wall, Month:
		value, isWord = v, true
	case Importance:
		return v.Word(), true
	case Group:
		return v.Word(), true
	case *bool:
		if v == nil {
			return nil, true
		}
		return yesNo(*v), true
	case bool:
		return yesNo(v), true
	case string:
		value, isWord = v, true
	case int:
		value, isWord = v, true
	}
	if isWord && v.IsZero() {
		return nil, true
	}
	return value, isWord
}

func yesNo(yes bool) message.Message {
	if yes {
		return message.New("pack.yes", nil)
	}
	return message.New("pack.no", nil)
}

// memberKey is the key by which members of a list are known again, "" where
// there is none.
func memberKey(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[Reading]():
		return "source"
	case reflect.TypeFor[PackTest]():
		return "name"
	case reflect.TypeFor[Advice]():
		return ""
	}
	if t.Kind() == reflect.Struct && t.Field(0).Tag.Get("pack") == "id" {
		return "id"
	}
	return ""
}

// members compares two lists whose members have names.
func (d *differ) members(s spot, a, b reflect.Value) {
	before, after := names(a), names(b)
	for i, name := range before {
		if !slices.Contains(after, name) {
			d.tell(Removed, d.member(s, a.Index(i), name), nil, nil)
		}
	}
	for i, name := range after {
		here := d.member(s, b.Index(i), name)
		j := slices.Index(before, name)
		switch {
		case j < 0:
			d.tell(Added, here, nil, nil)
		case b.Type().Elem() == reflect.TypeFor[PackTest]():
			if !reflect.DeepEqual(a.Index(j).Interface(), b.Index(i).Interface()) {
				d.tell(Changed, here, nil, nil)
			}
		default:
			d.fields(here, a.Index(j), b.Index(i))
		}
	}
	if common(before, after) && !slices.Equal(before, after) {
		d.tell(Moved, s, nil, nil)
	}
}

// member is the spot of a list's member: it is shown by its title where it has
// one.
func (d *differ) member(s spot, v reflect.Value, name string) spot {
	if title := v.FieldByName("Title"); title.IsValid() {
		return s.below(name, title.Interface())
	}
	return s.below(name, name)
}

func names(list reflect.Value) []string {
	all := make([]string, list.Len())
	for i := range all {
		all[i] = list.Index(i).Field(0).String() // by which they are known again
	}
	return all
}

// common reports whether two lists have the same members.
func common[T comparable](a, b []T) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(one T) bool { return !slices.Contains(b, one) })
}

// list compares two lists of words or texts: what is gone, what is new, and
// whether the rest stands in another order.
func (d *differ) list(s spot, a, b reflect.Value) {
	before, after := d.words(s, d.from, a), d.words(s, d.to, b)
	if gone := without(before, after); len(gone) > 0 {
		d.tell(Removed, s, gone, nil)
	}
	if fresh := without(after, before); len(fresh) > 0 {
		d.tell(Added, s, nil, fresh)
	}
	if common(before, after) && !slices.Equal(before, after) {
		d.tell(Moved, s, nil, nil)
	}
}

// words are the members of a list as they are told. Advice is told by its text.
func (d *differ) words(s spot, p *Pack, list reflect.Value) message.List {
	all := make(message.List, list.Len())
	for i := range all {
		switch member := list.Index(i).Interface().(type) {
		case Advice:
			all[i] = member.Text
		case string:
			all[i] = member
			if strings.HasSuffix(s.path, ".codes") {
				all[i] = message.Country(member)
			}
		default:
			all[i], _ = d.written(p, list.Index(i))
		}
	}
	return all
}

// without are the members of a list that are not in the other.
func without(list, other message.List) message.List {
	var rest message.List
	for _, member := range list {
		if !slices.Contains(other, member) {
			rest = append(rest, member)
		}
	}
	return rest
}

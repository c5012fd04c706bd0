//go:build !windows && !darwin

package reader

import (
	"fmt"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/google/go-cmp/cmp"
)

// said writes events by the names of their things.
func said(t *teller, events []event) (all []string) {
	for _, e := range events {
		name := "gone"
		if n := t.nodes[e.path]; n != nil {
			name = n.thing.Name
		}
		value := ""
		if text, ok := e.value.(string); ok && text != "" {
			value = " " + text
		}
		all = append(all, fmt.Sprintf("%s: %s %s %d%s", name, e.name[len("org.a11y.atspi.Event."):], e.detail, e.one, value))
	}
	return all
}

func page(things ...Thing) Window {
	return Window{Title: "Dossier", Active: true, Things: []Thing{{ID: "page", Name: "page", Inside: things}}}
}

// A reader is told of what changed since it was told last, and of that alone: what is
// gone before what came, and where the keyboard is at the end.
func TestWhatChangedIsTold(t *testing.T) {
	name := Thing{ID: "name", Role: Entry, Name: "Name", Value: "Zoë", At: 3, State: Focusable}
	typing := name
	typing.State |= Focused
	box := Thing{ID: "box", Role: Check, Name: "Box", State: Focusable | Focused}
	for _, test := range []struct {
		what          string
		before, after Window
		want          []string
	}{
		{"nothing", page(name, box), page(name, box), nil},
		{"a letter", page(name), func() Window { n := name; n.Value, n.At = "Zoë!", 4; return page(n) }(),
			[]string{"Name: Object.TextChanged insert 3 !", "Name: Object.TextCaretMoved  4"}},
		{"another word", page(name), func() Window { n := name; n.Value = "Zoa"; return page(n) }(),
			[]string{"Name: Object.TextChanged delete 2 ë", "Name: Object.TextChanged insert 2 a"}},
		{"a tick", page(box), func() Window { b := box; b.State |= Checked; return page(b) }(),
			[]string{"Box: Object.StateChanged checked 1"}},
		{"not to be used", page(box), func() Window { b := box; b.State = Disabled; return page(b) }(),
			[]string{"Box: Object.StateChanged focused 0", "Box: Object.StateChanged sensitive 0", "Box: Object.StateChanged enabled 0"}},
		{"the keyboard goes on", page(name, box), func() Window {
			n, b := name, box
			n.State, b.State = Focusable|Focused, Focusable
			return page(n, b)
		}(), []string{"Box: Object.StateChanged focused 0", "Name: Object.StateChanged focused 1"}},
		{"one thing for another", page(name), page(box),
			[]string{"page: Object.ChildrenChanged remove 0", "page: Object.ChildrenChanged add 0", "Box: Object.StateChanged focused 1"}},
		{"news", page(), page(Thing{ID: "news", Role: News, Name: "Saved"}),
			[]string{"page: Object.ChildrenChanged add 0", "Saved: Object.StateChanged showing 1"}},
		{"a dialog", page(name), Window{Title: "Dossier", Active: true, Things: []Thing{{ID: "dialog", Role: Dialog, Name: "Sure?", Inside: []Thing{box}}}},
			[]string{"Dossier: Object.ChildrenChanged remove 0", "Dossier: Object.ChildrenChanged add 0", "Box: Object.StateChanged focused 1"}},
		{"another program in front", page(name), func() Window { w := page(name); w.Active = false; return w }(),
			[]string{"Dossier: Window.Deactivate  0", "Dossier: Object.StateChanged active 0"}},
		{"another title", page(name), func() Window { w := page(name); w.Title = "Zoë"; return w }(),
			[]string{"Zoë: Object.PropertyChange accessible-name 0 Zoë"}},
		{"another title while one types it", page(typing), func() Window { w := page(typing); w.Title = "Zoë"; return w }(), nil},
	} {
		t.Run(test.what, func(t *testing.T) {
			tell := newTeller(Options{})
			tell.take(test.before)
			if diff := cmp.Diff(test.want, said(tell, tell.take(test.after))); diff != "" {
				t.Error(diff)
			}
			if len(tell.nodes) > 5 {
				t.Errorf("%d things are kept", len(tell.nodes))
			}
		})
	}
}

// ask asks a thing as the bus does.
func ask(t *testing.T, tell *teller, path dbus.ObjectPath, by, name string, args ...any) []any {
	t.Helper()
	object, _ := tell.LookupObject(path)
	as, ok := object.LookupInterface(by)
	if !ok {
		t.Fatalf("%s cannot be asked by %s", path, by)
	}
	method, ok := as.LookupMethod(name)
	if !ok {
		t.Fatalf("%s has no %s", by, name)
	}
	answer, err := method.Call(args...)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// A text is read by letters, words, sentences and lines.
func TestATextIsReadInParts(t *testing.T) {
	tell := newTeller(Options{})
	tell.take(page(Thing{ID: "e", Role: Entry, Value: "Éva Ng. In Brno\nsince 2019", At: 2}))
	entry := tell.frame().inside[0].inside[0].path
	for _, test := range []struct {
		method string
		at, by int
		want   []any
	}{
		{"GetStringAtOffset", 0, 0, []any{"É", int32(0), int32(1)}},
		{"GetStringAtOffset", 5, 1, []any{"Ng. ", int32(4), int32(8)}},
		{"GetStringAtOffset", 1, 2, []any{"Éva Ng. ", int32(0), int32(8)}},
		{"GetStringAtOffset", 9, 3, []any{"Éva Ng. In Brno\n", int32(0), int32(16)}},
		{"GetStringAtOffset", 26, 3, []any{"since 2019", int32(16), int32(26)}},
		{"GetStringAtOffset", 26, 0, []any{"", int32(26), int32(26)}},
		{"GetTextBeforeOffset", 17, 5, []any{"Éva Ng. In Brno\n", int32(0), int32(16)}},
		{"GetTextBeforeOffset", 3, 5, []any{"", int32(0), int32(0)}},
		{"GetTextAfterOffset", 3, 5, []any{"since 2019", int32(16), int32(26)}},
		{"GetTextAfterOffset", 20, 5, []any{"", int32(26), int32(26)}},
		{"GetStringAtOffset", 99, 9, []any{"", int32(26), int32(26)}},
		{"GetStringAtOffset", -4, 1, []any{"Éva ", int32(0), int32(4)}},
		{"GetText", 4, 6, []any{"Ng"}},
		{"GetText", 22, -1, []any{"2019"}},
	} {
		got := ask(t, tell, entry, asText, test.method, int32(test.at), int32(test.by))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s %d %d: %s", test.method, test.at, test.by, diff)
		}
	}
}

// Whatever is asked, with whatever arguments, is answered or refused.
func TestEveryQuestionIsAnswered(t *testing.T) {
	tell := newTeller(Options{Do: func(do func()) { do() }})
	tell.take(page(Thing{ID: "e", Role: Entry, Press: func() {}, Inside: []Thing{{ID: "h", Role: Heading, Level: 2}}}))
	for _, args := range [][]any{nil, {int32(-1), int32(-1)}, {int32(1 << 30), uint32(9)}, {"a", "b"}, {1.5}} {
		for path, n := range tell.nodes {
			for _, by := range n.interfaces() {
				for name := range answers[by] {
					ask(t, tell, path, by, name, args...)
				}
				ask(t, tell, path, properties, "GetAll", by)
				for name := range facts[by] {
					ask(t, tell, path, properties, "Get", by, name)
				}
			}
		}
	}
}

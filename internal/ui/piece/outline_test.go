package piece_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/ui/reader"
)

// outlined shows parts on a page and returns what a reader is told of them.
func outlined(t *testing.T, parts ...fyne.CanvasObject) (fyne.Window, []reader.Thing) {
	t.Helper()
	w := show(t, piece.Stack(0, parts...), 600, 400)
	return w, told(w)
}

func told(w fyne.Window) []reader.Thing { return piece.Outline(w.Canvas())[0].Inside }

// ids are those of things, one after the other.
func ids(things []reader.Thing) (all []any) {
	for _, t := range things {
		all = append(all, t.ID)
	}
	return all
}

// A reader is told what each piece is, what it is called and how it stands.
func TestAReaderIsToldOfEachPiece(t *testing.T) {
	light(t)
	nothing := func() {}
	named := func(control fyne.CanvasObject) fyne.CanvasObject { // without the texts around it
		piece.NewField("Question", "Help", control).SetError("Wrong")
		return control
	}
	disabled := piece.NewButton("d", "Print", piece.Primary, nil, nothing)
	disabled.Disable()
	secret := piece.NewSecret("s", "abc", nil, nil)
	for _, test := range []struct {
		what   string
		object fyne.CanvasObject
		want   reader.Thing
	}{
		{"title", piece.Title("You"), reader.Thing{Role: reader.Heading, Level: 1, Name: "You"}},
		{"heading", piece.Heading("You"), reader.Thing{Role: reader.Heading, Level: 2, Name: "You"}},
		{"body", piece.Body("You"), reader.Thing{Role: reader.Text, Name: "You"}},
		{"button", piece.NewButton("b", "Print", piece.Primary, nil, nothing), reader.Thing{Role: reader.Button, Name: "Print", State: reader.Focusable}},
		{"disabled", disabled, reader.Thing{Role: reader.Button, Name: "Print", State: reader.Disabled}},
		{"check", piece.NewCheck("c", "Agreed", true, nil), reader.Thing{Role: reader.Check, Name: "Agreed", State: reader.Focusable | reader.Checked}},
		{"unchecked", piece.NewCheck("c", "Agreed", false, nil), reader.Thing{Role: reader.Check, Name: "Agreed", State: reader.Focusable}},
		{"entry", named(piece.NewEntry("e", "Zoë", "as in your passport", nil, nil)), reader.Thing{
			Role: reader.Entry, Name: "Question, Wrong", Help: "Help", Value: "Zoë", State: reader.Focusable | reader.Wrong}},
		{"area", piece.NewArea("e", "", "Why?", 3, nil, nil), reader.Thing{Role: reader.Entry, Name: "Why?", State: reader.Focusable | reader.Lines}},
		{"secret", named(secret), reader.Thing{Role: reader.Secret, Name: "Question, Wrong", Help: "Help", Value: "•••", State: reader.Focusable | reader.Wrong}},
		{"choice", named(piece.NewChoice("c", "Choose", levels, "C1", nil)), reader.Thing{
			Role: reader.Choice, Name: "Question, C1, Wrong", Help: "Help", Value: "C1", State: reader.Focusable | reader.Wrong}},
		{"picture", piece.NewThumb("t", 40, 40, nil).Speak("Page 1"), reader.Thing{Role: reader.Picture, Name: "Page 1"}},
		{"news", piece.NewToast("t", "Saved", "", nil), reader.Thing{Role: reader.News, Name: "Saved"}},
	} {
		_, things := outlined(t, test.object)
		if len(things) != 1 {
			t.Errorf("%s: it is told of as %v", test.what, things)
			continue
		}
		got := things[0]
		got.Press, got.Focus, got.ID = nil, nil, nil
		got.X, got.Y, got.Width, got.Height = 0, 0, 0, 0
		if test.want.Role == reader.Heading && test.want.Level == 1 {
			test.want.State = reader.Focusable | reader.Focused // nothing else has the keyboard
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.what, diff)
		}
	}
}

// Of a radio group each option is told of, also those that Tab does not come to, and
// can be pressed.
func TestAReaderCanChooseAnOption(t *testing.T) {
	light(t)
	w, things := outlined(t, piece.NewRadio("r", levels[:3], levels[0].Value, nil))
	things[2].Press()
	for i, thing := range told(w) {
		if checked := thing.State&reader.Checked != 0; thing.Role != reader.Radio || checked != (i == 2) || thing.State&reader.Disabled != 0 {
			t.Errorf("option %d is %v", i, thing)
		}
	}
}

// What is at hand in a list is another thing each time, so that it is read; and two
// things that say the same are not mixed up.
func TestWhatIsAtHandIsAnotherThing(t *testing.T) {
	light(t)
	list := piece.NewList("l", []piece.ListRow{{Value: "1", Title: "One"}, {Value: "2", Title: "Two"}}, nil)
	w, before := outlined(t, list, piece.Body("same"), piece.Body("same"))
	w.Canvas().Focus(list)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	after := told(w)
	if before[0].ID == after[0].ID || after[0].Name != "Two" || after[0].State&reader.Focused == 0 {
		t.Errorf("%v, then %v", before[0], after[0])
	}
	if after[1].ID == after[2].ID {
		t.Error("two things have one ID")
	}
	if before[1].ID != after[1].ID || before[2].ID != after[2].ID {
		t.Error("a text that stayed is another")
	}
}

// While a dialog is open, a reader is told of it alone, by its title.
func TestADialogIsAllThatAReaderIsTold(t *testing.T) {
	light(t)
	w, _ := outlined(t, piece.Body("page"))
	piece.ShowDialog(w.Canvas(), "Sure?", piece.Body("It is gone for good."), piece.NewButton("no", "No", piece.Primary, nil, nil))
	all := piece.Outline(w.Canvas())
	if len(all) != 1 || all[0].Role != reader.Dialog || all[0].Name != "Sure?" || len(all[0].Inside) != 3 || len(all[0].Inside[1].Inside) != 1 {
		t.Errorf("it is told %v", all)
	}
}

// When another page comes, a reader is told of one thing that went and one that came,
// and of the rail as it was.
func TestAnotherPageIsOneThing(t *testing.T) {
	light(t)
	page := func(title string) fyne.CanvasObject {
		return piece.Scroll(piece.Stack(8, piece.Title(title), piece.Body("same"), piece.Body(title+" more")))
	}
	rail := piece.NewNav([]piece.NavItem{{Key: "one", Title: "One", Selected: true}, {Key: "two", Title: "Two"}})
	at := container.NewStack(page("One"))
	w := show(t, container.NewVBox(rail, at), 400, 300)
	before := told(w)
	at.Objects = []fyne.CanvasObject{page("Two")}
	at.Refresh()
	after := told(w)
	if len(before) != 3 || len(before[2].Inside) != 3 || before[2].ID == after[2].ID {
		t.Errorf("it is told %v, then %v", before, after)
	}
	if diff := cmp.Diff(ids(before[:2]), ids(after[:2])); diff != "" {
		t.Error(diff)
	}
}

// Tab comes to the step that is shown, however that came, and the keyboard goes with it
// from step to step; while the arrows go through the rail it stays where they came to.
func TestTabComesToTheStepShown(t *testing.T) {
	light(t)
	items := func(shown int) []piece.NavItem {
		all := []piece.NavItem{{Key: "one", Title: "One"}, {Key: "two", Title: "Two"}, {Key: "three", Title: "Three"}}
		all[shown].Selected = true
		return all
	}
	nav := piece.NewNav(items(0))
	w := show(t, nav, 300, 300)
	nav.Update(items(1))
	w.Canvas().FocusNext()
	wantFocus(t, w, "two")
	nav.Update(items(0))
	wantFocus(t, w, "one")
	nav.Update(items(1))
	press(w, fyne.KeyDown)
	nav.Update(items(0))
	wantFocus(t, w, "three")
}

// What is scrolled away is told of, and is known as such.
func TestWhatIsScrolledAway(t *testing.T) {
	light(t)
	var parts []fyne.CanvasObject
	for range 60 {
		parts = append(parts, piece.Body("text"))
	}
	w := show(t, piece.Scroll(piece.Stack(8, parts...)), 300, 200)
	things := told(w)[0].Inside
	if len(things) != 60 || things[0].State&reader.Hidden != 0 || things[59].State&reader.Hidden == 0 {
		t.Errorf("%d things, the last %v", len(things), things[len(things)-1])
	}
}

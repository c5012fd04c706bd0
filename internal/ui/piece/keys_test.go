package piece_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

func TestAButtonIsPressedByKeyAndPointer(t *testing.T) {
	light(t)
	pressed := 0
	b := piece.NewButton("b", "Faire", piece.Primary, nil, func() { pressed++ })
	w := show(t, piece.Row(0, b), 200, 60)
	focus(t, w, "b")
	press(w, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyA)
	test.Tap(b)
	if pressed != 4 {
		t.Errorf("pressed %d times, want 4", pressed)
	}
	wantFocus(t, w, "b")
	b.Disable()
	press(w, fyne.KeyReturn)
	b.Tapped(nil)
	if pressed != 4 {
		t.Error("a button was pressed that cannot be")
	}
	b.Enable()
	press(w, fyne.KeyReturn)
	if pressed != 5 {
		t.Error("a button that can be pressed again was not")
	}
}

func TestTabPassesOverWhatIsDisabled(t *testing.T) {
	light(t)
	off := piece.NewButton("off", "Non", piece.Secondary, nil, func() {})
	off.Disable()
	w := show(t, piece.Stack(0, piece.NewButton("a", "A", piece.Secondary, nil, nil), off, piece.NewThumb("picture", 50, 50, nil),
		piece.NewArea("area", "", "", 3, nil, nil), piece.NewButton("b", "B", piece.Secondary, nil, nil)), 300, 400)
	var order []string
	for range 4 {
		press(w, fyne.KeyTab)
		order = append(order, piece.FocusKey(w.Canvas()))
	}
	if want := []string{"a", "area", "b", "a"}; !slices.Equal(order, want) {
		t.Errorf("Tab goes %v, want %v", order, want)
	}
}

func TestAButtonGrowsWithItsLabel(t *testing.T) {
	light(t)
	b := piece.NewButton("b", "Oui", piece.Primary, nil, nil)
	show(t, piece.Row(0, b, piece.Body("x")), 400, 60)
	before := b.Size().Width
	b.SetText("Ajouter un document")
	if b.Size().Width <= before {
		t.Errorf("the button is %g wide, as before", b.Size().Width)
	}
}

func rowsOf(pressed *[]string) fyne.CanvasObject {
	item := func(key string, can bool) piece.RowItem {
		i := piece.RowItem{Key: key, State: piece.Met, Word: "rempli", Title: key}
		if can {
			i.Tapped = func() { *pressed = append(*pressed, key) }
		}
		return i
	}
	return piece.NewRows([]piece.RowItem{item("a", true), item("b", false), item("c", true), item("d", true)})
}

func TestArrowsGoThroughRows(t *testing.T) {
	light(t)
	var pressed []string
	w := show(t, rowsOf(&pressed), 400, 300)
	focus(t, w, "a")
	press(w, fyne.KeyUp)
	wantFocus(t, w, "a")
	press(w, fyne.KeyDown)
	wantFocus(t, w, "c")
	press(w, fyne.KeyEnd)
	wantFocus(t, w, "d")
	press(w, fyne.KeyReturn, fyne.KeyHome, fyne.KeySpace)
	wantFocus(t, w, "a")
	if !slices.Equal(pressed, []string{"d", "a"}) {
		t.Errorf("opened %v", pressed)
	}
	if piece.FindKey(w.Content(), "b") != nil {
		t.Error("a row that does nothing can have the focus")
	}
}

func navItems(selected string, opened *string) []piece.NavItem {
	var items []piece.NavItem
	for _, key := range []string{"overview", "you", "documents"} {
		items = append(items, piece.NavItem{
			Key: key, Title: key, Word: "fait", State: piece.Done, Selected: key == selected, Tapped: func() { *opened = key },
		})
	}
	return items
}

func TestTheWalkIsOneStopAndKeepsTheFocus(t *testing.T) {
	light(t)
	opened := ""
	nav := piece.NewNav(navItems("you", &opened))
	w := show(t, piece.Stack(0, nav, piece.NewButton("after", "Après", piece.Primary, nil, nil)), 260, 300)
	press(w, fyne.KeyTab)
	wantFocus(t, w, "you")
	press(w, fyne.KeyDown, fyne.KeyReturn)
	wantFocus(t, w, "documents")
	if opened != "documents" {
		t.Errorf("opened %q", opened)
	}
	nav.Update(navItems("documents", &opened))
	wantFocus(t, w, "documents")
	press(w, fyne.KeyHome)
	wantFocus(t, w, "overview")
	press(w, fyne.KeyEnd, fyne.KeyTab)
	wantFocus(t, w, "after")
	press(w, fyne.KeyTab)
	wantFocus(t, w, "documents")
	focus(t, w, "you")
	wantFocus(t, w, "you")
}

func TestTheWalkShowsOtherSteps(t *testing.T) {
	light(t)
	opened := ""
	nav := piece.NewNav(navItems("you", &opened))
	w := show(t, nav, 260, 300)
	nav.Update([]piece.NavItem{{Key: "only", Title: "Seul", Tapped: func() { opened = "only" }}})
	focus(t, w, "only")
	press(w, fyne.KeySpace)
	if opened != "only" {
		t.Errorf("opened %q", opened)
	}
}

func TestASwitchIsTurnedByKeyAndPointer(t *testing.T) {
	light(t)
	var turned []string
	s := piece.NewSwitch("s", []piece.Option{{Value: "en", Label: "EN"}, {Value: "fr", Label: "FR"}}, "en", func(v string) { turned = append(turned, v) })
	w := show(t, piece.Row(0, s), 200, 40)
	focus(t, w, "s")
	press(w, fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft, fyne.KeySpace)
	test.TapAt(s.(fyne.Tappable), fyne.NewPos(4, 10))
	test.TapAt(s.(fyne.Tappable), fyne.NewPos(6, 10))
	if want := []string{"fr", "en", "fr", "en"}; !slices.Equal(turned, want) {
		t.Errorf("turned %v, want %v", turned, want)
	}
}

func TestASwitchMayBeUndecided(t *testing.T) {
	light(t)
	var turned []string
	yes := piece.NewSwitch("s", []piece.Option{{Value: "yes", Label: "Oui"}, {Value: "no", Label: "Non"}}, "", func(v string) { turned = append(turned, v) })
	w := show(t, piece.Row(0, yes), 200, 40)
	focus(t, w, "s")
	press(w, fyne.KeyRight, fyne.KeyRight)
	if want := []string{"yes", "no"}; !slices.Equal(turned, want) {
		t.Errorf("turned %v, want %v", turned, want)
	}
}

func TestACheckIsTickedAnywhereOnItsRow(t *testing.T) {
	light(t)
	var told []bool
	c := piece.NewCheck("c", "Je déclare", false, func(on bool) { told = append(told, on) })
	w := show(t, piece.Stack(0, c), 300, 60)
	test.TapAt(c, fyne.NewPos(280, 10))
	press(w, fyne.KeySpace, fyne.KeyReturn)
	if !slices.Equal(told, []bool{true, false, true}) || !c.On() {
		t.Errorf("told %v, on %v", told, c.On())
	}
}

func TestArrowsChooseInARadio(t *testing.T) {
	light(t)
	var chosen []string
	r := piece.NewRadio("r", levels, "", func(v string) { chosen = append(chosen, v) })
	w := show(t, piece.Stack(0, r, piece.NewButton("after", "B", piece.Primary, nil, nil)), 300, 300)
	press(w, fyne.KeyTab, fyne.KeySpace, fyne.KeyDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyUp)
	wantFocus(t, w, "r")
	if want := []string{"A1", "C1", "native", "C2"}; !slices.Equal(chosen, want) {
		t.Errorf("chosen %v, want %v", chosen, want)
	}
	press(w, fyne.KeyTab)
	wantFocus(t, w, "after")
	r.(fyne.Disableable).Disable()
	if press(w, fyne.KeyTab); piece.FocusKey(w.Canvas()) != "after" {
		t.Error("Tab goes to a group that cannot be changed")
	}
}

func TestAChoiceIsMadeByKeys(t *testing.T) {
	light(t)
	var chosen []string
	c := piece.NewChoice("c", "Choisissez", levels, "", func(v string) { chosen = append(chosen, v) })
	w := show(t, piece.Stack(0, c), 300, 400)
	focus(t, w, "c")
	for _, open := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyDown, fyne.KeyUp} {
		press(w, open)
		if openPopUps(w) != 1 {
			t.Fatalf("%s opens %d pop-ups", open, openPopUps(w))
		}
		press(w, fyne.KeyEscape)
		if openPopUps(w) != 0 {
			t.Fatalf("Escape closes nothing")
		}
		wantFocus(t, w, "c")
	}
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	typed(w, "cc")
	press(w, fyne.KeyReturn)
	typed(w, "la")
	press(w, fyne.KeySpace)
	press(w, fyne.KeyDown, fyne.KeyReturn)
	wantFocus(t, w, "c")
	if want := []string{"C1", "C2", "native"}; !slices.Equal(chosen, want) || c.Selected() != "native" {
		t.Errorf("chosen %v, want %v; selected %q", chosen, want, c.Selected())
	}
}

func TestAPressOutsideClosesAChoice(t *testing.T) {
	light(t)
	c := piece.NewChoice("c", "Choisissez", levels, "", nil)
	w := show(t, piece.Stack(0, c), 300, 400)
	test.Tap(c)
	w.Canvas().Overlays().Top().(fyne.Tappable).Tapped(nil)
	if openPopUps(w) != 0 {
		t.Error("it is still open")
	}
	wantFocus(t, w, "c")
}

func TestAMenuIsUsedByPointerAndStaysInTheWindow(t *testing.T) {
	light(t)
	many := make([]piece.Option, 200)
	for i := range many {
		many[i] = piece.Option{Value: string(rune('a' + i)), Label: string(rune('a' + i))}
	}
	chosen := ""
	c := piece.NewChoice("c", "", many, "", func(v string) { chosen = v })
	w := show(t, piece.Stack(0, piece.NewMeter(1, 2, piece.Met), c), 300, 200)
	test.Tap(c)
	menu := w.Canvas().Focused()
	card := w.Canvas().Overlays().Top().(piece.Nest).Inside()[0]
	if bottom := card.Position().Y + card.Size().Height; bottom > 200 || card.Size().Height < 80 {
		t.Errorf("the pop-up goes from %g to %g in a window of 200", card.Position().Y, bottom)
	}
	menu.(fyne.Scrollable).Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	menu.(desktop.Hoverable).MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 5)}})
	menu.(fyne.Tappable).Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 5)})
	if chosen != "b" {
		t.Errorf("chosen %q, want b: one row on, the first", chosen)
	}
}

func TestAPickerFindsWhileOneTypes(t *testing.T) {
	light(t)
	var added []string
	p := piece.NewPicker("p", "Ajouter un pays", countries, []string{"FR"}, func(v string) { added = append(added, v) }, nil)
	w := show(t, piece.Stack(0, p), 300, 400)
	focus(t, w, "p")
	typed(w, "etats")
	press(w, fyne.KeyReturn)
	wantFocus(t, w, "p")
	typed(w, "u")
	press(w, fyne.KeyDown, fyne.KeyReturn) // “Royaume-Uni” comes after “États-Unis”: a word of each begins so
	press(w, fyne.KeyReturn)
	typed(w, "france")
	press(w, fyne.KeyReturn) // is chosen already, so there is nothing to add
	if openPopUps(w) != 1 {
		t.Error("Enter without a match closed the pop-up")
	}
	press(w, fyne.KeyEscape)
	wantFocus(t, w, "p")
	if want := []string{"US", "GB"}; !slices.Equal(added, want) {
		t.Errorf("added %v, want %v", added, want)
	}
}

func TestAPickerFindsAsItIsTold(t *testing.T) {
	light(t)
	var asked []string
	p := piece.NewPicker("p", "", nil, nil, func(string) {}, func(typed string) []piece.Option {
		asked = append(asked, typed)
		return countries
	})
	w := show(t, piece.Stack(0, p), 300, 400)
	focus(t, w, "p")
	typed(w, "fr")
	if !slices.Equal(asked, []string{"f", "fr"}) {
		t.Errorf("asked %v", asked)
	}
}

func TestChipsAreTakenAway(t *testing.T) {
	light(t)
	removed := ""
	w := show(t, piece.NewChips("n", countries[:2], func(label string) string { return "Retirer " + label }, func(v string) { removed = v }), 400, 60)
	focus(t, w, "n/BE")
	if label := w.Canvas().Focused().(fyne.Accessible).AccessibilityLabel(); label != "Retirer Belgique" {
		t.Errorf("a screen reader says %q", label)
	}
	press(w, fyne.KeySpace)
	if removed != "BE" {
		t.Errorf("removed %q", removed)
	}
}

func TestAnEntrySaysWhatWasTypedAndThatItWasLeft(t *testing.T) {
	light(t)
	var texts []string
	left := 0
	e := piece.NewEntry("e", "a", "", func(s string) { texts = append(texts, s) }, func() { left++ })
	w := show(t, piece.Stack(0, e, piece.NewButton("b", "B", piece.Primary, nil, nil)), 300, 100)
	e.Restore("ab", 0, 2)
	if len(texts) != 0 {
		t.Error("restoring told a change")
	}
	focus(t, w, "e")
	typed(w, "c")
	press(w, fyne.KeyReturn)
	if left != 1 {
		t.Errorf("left %d times after Enter", left)
	}
	press(w, fyne.KeyTab)
	wantFocus(t, w, "b")
	if left != 2 || !slices.Equal(texts, []string{"abc"}) {
		t.Errorf("left %d times, told %v", left, texts)
	}
	if text, row, column := e.State(); text != "abc" || row != 0 || column != 3 {
		t.Errorf("state %q, %d, %d", text, row, column)
	}
}

func TestKeysWithoutUseReachTheWindow(t *testing.T) {
	light(t)
	var got []fyne.KeyName
	w := show(t, piece.Stack(0, piece.NewButton("b", "B", piece.Primary, nil, nil), piece.NewEntry("e", "", "", nil, nil)), 200, 100)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	focus(t, w, "b")
	press(w, fyne.KeyF1)
	focus(t, w, "e")
	press(w, fyne.KeyEscape)
	if !slices.Equal(got, []fyne.KeyName{fyne.KeyF1, fyne.KeyEscape}) {
		t.Errorf("the window got %v", got)
	}
}

func TestAnErrorTakesRoomAndGivesItBack(t *testing.T) {
	light(t)
	f := piece.NewField("Nom", "", piece.NewEntry("e", "", "", nil, nil))
	below := piece.Body("dessous")
	w := show(t, piece.Scroll(piece.Page("Vous", "", nil, piece.Card(f), below)), 400, 500)
	before := below.Position().Y
	f.SetError("Ce jour n’existe pas.")
	if below.Position().Y <= before {
		t.Error("what is below did not move")
	}
	shown := false
	walk(w.Content(), func(o, _ fyne.CanvasObject) {
		line, ok := o.(*canvas.Text)
		shown = shown || ok && line.Text == "Ce jour n’existe pas." && line.Color == look.Color(look.Missing)
	})
	if !shown {
		t.Error("the error is not shown in its colour")
	}
	f.SetError("")
	if below.Position().Y != before {
		t.Error("what is below did not move back")
	}
}

func TestTheFocusScrollsIntoView(t *testing.T) {
	light(t)
	told := 0
	var parts []fyne.CanvasObject
	for i := range 40 {
		parts = append(parts, piece.NewButton(string(rune('a'+i)), "Bouton", piece.Secondary, nil, nil))
	}
	scroll := piece.Scroll(piece.Page("Longue", "", nil, parts...))
	w := show(t, scroll, 400, 300)
	scroll.OnScrolled = func(fyne.Position) { told++ }
	for _, key := range []string{"z", "a", "h"} {
		focus(t, w, key)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.Canvas().Focused().(fyne.CanvasObject))
		if at.Y < 0 || at.Y+36 > 300 {
			t.Errorf("%s is at %g in a window of 300", key, at.Y)
		}
	}
	if told == 0 {
		t.Error("nobody was told that the page scrolled")
	}
}

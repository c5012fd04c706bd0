package piece_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/piece"
)

// A dialog that is made anew keeps the keyboard by its key, its place in the body,
// and what closing it gives back.
func TestADialogIsMadeAnewInItsPlace(t *testing.T) {
	light(t)
	w := show(t, piece.NewButton("behind", "Derrière", piece.Secondary, nil, nil), 400, 300)
	focus(t, w, "behind")
	closed := 0
	body := func(word string) fyne.CanvasObject {
		var boxes []fyne.CanvasObject
		for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
			boxes = append(boxes, piece.NewCheck(key, word, false, func(bool) {}))
		}
		return piece.Stack(20, boxes...)
	}
	d := piece.ShowDialog(w.Canvas(), "Before", body("one"), piece.NewButton("ok", "OK", piece.Primary, nil, nil))
	d.OnClosed = func() { closed++ }
	last := piece.FindKey(w.Canvas().Overlays().Top(), "h")
	w.Canvas().Focus(last.(fyne.Focusable))
	at := piece.At(last)
	d.Renew("After", piece.Small("head"), body("two"), piece.NewButton("fine", "Fine", piece.Primary, nil, nil))
	wantFocus(t, w, "h")
	shown := test.RenderObjectToMarkup(w.Canvas().Overlays().Top())
	for _, want := range []string{"After", "head", "two", "Fine"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not there", want)
		}
	}
	for _, gone := range []string{"Before", "one", ">OK<"} {
		if strings.Contains(shown, gone) {
			t.Errorf("%q is still there", gone)
		}
	}
	again := piece.FindKey(w.Canvas().Overlays().Top(), "h")
	if now := piece.At(again); now.Y > 300 || now.Y < 0 {
		t.Errorf("what has the keyboard was at %v and is at %v, outside the window", at, now)
	}
	press(w, fyne.KeyEscape)
	wantFocus(t, w, "behind")
	if closed != 1 {
		t.Errorf("it was closed %d times", closed)
	}
}

// What had the keyboard may be gone: then the first place of the dialog has it.
func TestADialogMadeAnewWithoutWhatHadTheKeyboard(t *testing.T) {
	light(t)
	w := show(t, piece.NewButton("behind", "Derrière", piece.Secondary, nil, nil), 400, 300)
	d := piece.ShowDialog(w.Canvas(), "Before", piece.NewCheck("a", "one", false, func(bool) {}))
	wantFocus(t, w, "a")
	d.Renew("After", nil, piece.NewCheck("b", "two", false, func(bool) {}))
	wantFocus(t, w, "b")
}

// A row and the button at its right are pressed each for itself.
func TestARowWithAButtonBeside(t *testing.T) {
	light(t)
	opened, removed := 0, 0
	row := func(key string) piece.RowItem {
		return piece.RowItem{
			Key: key, Title: "Dossier", Note: "un chemin", Tapped: func() { opened++ },
			Beside: piece.NewButton(key+".remove", "×", piece.Quiet, nil, func() { removed++ }),
		}
	}
	w := show(t, piece.NewRows([]piece.RowItem{row("a"), row("b")}), 400, 200)
	focus(t, w, "a")
	press(w, fyne.KeyDown)
	wantFocus(t, w, "b")
	press(w, fyne.KeyReturn, fyne.KeyTab)
	wantFocus(t, w, "b.remove")
	press(w, fyne.KeyReturn)
	if opened != 1 || removed != 1 {
		t.Errorf("opened %d times, removed %d times", opened, removed)
	}
}

// The keys of help and of the whole screen reach the window out of an entry too.
func TestTheWindowsKeysOutOfAnEntry(t *testing.T) {
	light(t)
	w := show(t, piece.NewEntry("e", "", "", nil, nil), 300, 60)
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	focus(t, w, "e")
	press(w, fyne.KeyF1, fyne.KeyF11, fyne.KeyLeft)
	if len(got) != 2 {
		t.Errorf("the window got %v", got)
	}
}

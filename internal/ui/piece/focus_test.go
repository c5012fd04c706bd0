package piece_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"example.org/dossier/internal/ui/piece"
)

// pageOf is a page as a step builds it, anew at each change.
func pageOf(text string, rows *[]string) fyne.CanvasObject {
	return piece.Scroll(piece.Page("Vous", "", nil,
		piece.Card(piece.Columns(200, 16,
			piece.NewField("Nom", "", piece.NewEntry("name", text, "", nil, nil)),
			piece.NewField("Naissance", "", piece.NewDateField("birth", "", dateWords, nil, nil)))),
		container.NewVBox(piece.NewRadio("paper", levels, "C1", nil), rowsOf(rows)),
		piece.NewNotice("n", piece.Missing, "Quoi", "Que faire", piece.NewButton("again", "Réessayer", piece.Primary, nil, nil))))
}

func TestTheFocusIsFoundAgainAfterARebuild(t *testing.T) {
	light(t)
	var rows []string
	w := show(t, pageOf("abc", &rows), 700, 900)
	for _, key := range []string{"name", "birth", "birth/open", "paper", "c", "again"} {
		focus(t, w, key)
		wantFocus(t, w, key)
		kept := piece.FocusKey(w.Canvas())
		w.SetContent(pageOf("abc", &rows))
		wantFocus(t, w, "")
		focus(t, w, kept)
		wantFocus(t, w, key)
	}
}

func TestATextIsRestoredAfterARebuild(t *testing.T) {
	light(t)
	var rows []string
	w := show(t, pageOf("abc", &rows), 700, 900)
	focus(t, w, "name")
	typed(w, "xy")
	text, row, column := w.Canvas().Focused().(*piece.Entry).State()
	w.SetContent(pageOf("abc", &rows))
	piece.FindKey(w.Content(), "name").(*piece.Entry).Restore(text, row, column)
	focus(t, w, "name")
	typed(w, "z")
	if got := w.Canvas().Focused().(*piece.Entry).Text; got != "xyzabc" {
		t.Errorf("the text is %q", got)
	}
}

func TestThereIsNothingToFindForNoKey(t *testing.T) {
	light(t)
	var rows []string
	w := show(t, pageOf("", &rows), 700, 900)
	for _, key := range []string{"", "no such key"} {
		if found := piece.FindKey(w.Content(), key); found != nil {
			t.Errorf("%q: found %T", key, found)
		}
	}
	if piece.FindKey(nil, "name") != nil || piece.FocusKey(w.Canvas()) != "" {
		t.Error("found something in nothing")
	}
}

// dialog shows one over a page with the focus on its name.
func dialog(t *testing.T) (w fyne.Window, d *piece.Dialog, done *int, closed *int) {
	light(t)
	var rows []string
	w = show(t, pageOf("", &rows), 700, 500)
	focus(t, w, "name")
	done, closed = new(int), new(int)
	d = piece.ShowDialog(w.Canvas(), "Supprimer ce document\u202f?", piece.NewField("Motif", long, piece.NewEntry("why", "", "", nil, nil)),
		piece.NewButton("no", "Annuler", piece.Secondary, nil, nil),
		piece.NewButton("yes", "Supprimer", piece.Primary, nil, func() { *done++ }))
	d.OnClosed = func() { *closed++ }
	return w, d, done, closed
}

func TestEscapeClosesADialogWhereverTheFocusIs(t *testing.T) {
	for _, tabs := range []int{0, 1, 2} {
		w, _, done, closed := dialog(t)
		for range tabs {
			press(w, fyne.KeyTab)
		}
		press(w, fyne.KeyEscape)
		if openPopUps(w) != 0 || *closed != 1 || *done != 0 {
			t.Errorf("after %d tabs: %d open, closed %d times, done %d times", tabs, openPopUps(w), *closed, *done)
		}
		wantFocus(t, w, "name")
	}
}

func TestEscapeClosesADialogWithoutAFocus(t *testing.T) {
	w, _, _, closed := dialog(t)
	w.Canvas().Unfocus()
	press(w, fyne.KeyEscape)
	if *closed != 1 {
		t.Error("it is still open")
	}
	wantFocus(t, w, "name")
}

func TestTabStaysInsideADialog(t *testing.T) {
	w, _, _, _ := dialog(t)
	for _, want := range []string{"why", "no", "yes", "why"} {
		wantFocus(t, w, want)
		press(w, fyne.KeyTab)
	}
}

func TestEnterInAnEntryPressesTheDefaultButton(t *testing.T) {
	w, d, done, closed := dialog(t)
	press(w, fyne.KeyReturn)
	if *done != 1 || *closed != 0 {
		t.Errorf("done %d times, closed %d times", *done, *closed)
	}
	d.Hide()
	d.Hide()
	if *closed != 1 {
		t.Errorf("closed %d times", *closed)
	}
}

func TestAButtonThatDoesNothingClosesItsDialog(t *testing.T) {
	w, _, _, closed := dialog(t)
	press(w, fyne.KeyTab, fyne.KeyReturn)
	if *closed != 1 {
		t.Error("it is still open")
	}
	wantFocus(t, w, "name")
}

func TestTheFocusComesBackToAPageBuiltAnewMeanwhile(t *testing.T) {
	w, d, _, _ := dialog(t)
	var rows []string
	w.SetContent(pageOf("", &rows))
	d.Hide()
	wantFocus(t, w, "name")
}

func TestDialogsAndPopUpsCloseOneByOne(t *testing.T) {
	light(t)
	w := show(t, piece.NewButton("page", "Page", piece.Primary, nil, nil), 500, 500)
	focus(t, w, "page")
	piece.ShowDialog(w.Canvas(), "Un", piece.NewChoice("choice", "", levels, "", nil))
	press(w, fyne.KeyDown)
	if openPopUps(w) != 2 {
		t.Fatalf("%d open", openPopUps(w))
	}
	press(w, fyne.KeyEscape)
	wantFocus(t, w, "choice")
	press(w, fyne.KeyEscape)
	wantFocus(t, w, "page")
}

func TestClosingADialogClosesWhatIsAboveIt(t *testing.T) {
	light(t)
	keys := 0
	w := show(t, piece.NewButton("page", "Page", piece.Primary, nil, nil), 500, 500)
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { keys++ })
	focus(t, w, "page")
	d := piece.ShowDialog(w.Canvas(), "Un", piece.NewChoice("choice", "", levels, "", nil))
	press(w, fyne.KeyDown)
	d.Hide()
	if openPopUps(w) != 0 {
		t.Errorf("%d are open", openPopUps(w))
	}
	wantFocus(t, w, "page")
	press(w, fyne.KeyF1)
	if keys != 1 {
		t.Error("the window's keys did not come back")
	}
}

func TestADialogStaysInASmallWindow(t *testing.T) {
	light(t)
	w := show(t, piece.Body(""), 300, 200)
	piece.ShowDialog(w.Canvas(), long, piece.Stack(8, piece.Body(long), piece.Body(long), piece.NewEntry("e", "", "", nil, nil)),
		piece.NewButton("ok", "D’accord", piece.Primary, nil, nil))
	card := w.Canvas().Overlays().Top().(piece.Nest).Inside()[0]
	if card.Position().X < 0 || card.Position().Y < 0 || card.Position().X+card.Size().Width > 300 || card.Position().Y+card.Size().Height > 200 {
		t.Errorf("the dialog is %v at %v in a window of 300 by 200", card.Size(), card.Position())
	}
	w.Resize(fyne.NewSize(900, 700))
	if card.Size().Width < 400 {
		t.Errorf("the dialog is %v in a window of 900 by 700", card.Size())
	}
	test.Tap(piece.FindKey(w.Canvas().Overlays().Top(), "ok").(fyne.Tappable))
	if openPopUps(w) != 0 {
		t.Error("it is still open")
	}
}

// The bar of a body that scrolls lies beside what stands there.
func TestTheBarOfADialogLiesBesideItsBody(t *testing.T) {
	light(t)
	w := show(t, piece.Body(""), 400, 300)
	body := piece.Body(strings.Repeat(long+" ", 30))
	piece.ShowDialog(w.Canvas(), "Long", body)
	var scroller *piece.Scroller
	walk(w.Canvas().Overlays().Top(), func(o, _ fyne.CanvasObject) {
		if s, ok := o.(*piece.Scroller); ok {
			scroller = s
		}
	})
	right := piece.At(scroller).X + scroller.Size().Width
	if end := piece.At(body).X + body.Size().Width; right-end < fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameScrollBarSmall) {
		t.Errorf("the body ends at %g, and what it scrolls in at %g", end, right)
	}
}

func TestADialogIsAskedForOtherKeys(t *testing.T) {
	w, d, _, closed := dialog(t)
	var got []fyne.KeyName
	d.OnKey = func(ev *fyne.KeyEvent) bool {
		got = append(got, ev.Name)
		return ev.Name == fyne.KeyEscape && len(got) == 2
	}
	press(w, fyne.KeyTab, fyne.KeyRight, fyne.KeyEscape)
	if len(got) != 2 || got[0] != fyne.KeyRight || *closed != 0 {
		t.Errorf("asked for %v, closed %d times", got, *closed)
	}
	press(w, fyne.KeyEscape)
	if *closed != 1 {
		t.Error("Escape does not close it any more")
	}
}

func TestADialogIsAsWideAsItIsTold(t *testing.T) {
	w, d, _, _ := dialog(t)
	card := w.Canvas().Overlays().Top().(piece.Nest).Inside()[0]
	for _, c := range []struct{ set, want float32 }{{480, 480}, {600, 600}, {5000, 700 - 48}} {
		if d.SetWidth(c.set); card.Size().Width != c.want {
			t.Errorf("%g points: it is %g wide, want %g", c.set, card.Size().Width, c.want)
		}
	}
}

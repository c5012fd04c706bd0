package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// withPages puts a document of so many pages into an empty dossier and opens its
// pages.
func withPages(t testing.TB, pages int, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	path := filepath.Join(t.TempDir(), fmt.Sprintf("transcript of %d pages.pdf", pages))
	if err := os.WriteFile(path, pdftest.Written(pages), 0o600); err != nil {
		t.Fatal(err)
	}
	h.size(1280, 800)
	h.drop(path)
	h.tap("what.later")
	h.tap("documents.d6.thumb")
	return h
}

func (h *hall) sheets() *piece.Sheets { return h.find("pages").(*piece.Sheets) }

// saysAbove fails where the dialog does not say something.
func (h *hall) saysAbove(parts ...string) {
	h.t.Helper()
	for _, part := range parts {
		if said := h.above(); !strings.Contains(said, part) {
			h.t.Errorf("%q is not said in: %s", part, said)
		}
	}
}

// TestPagesLook makes pictures of a document's pages for somebody who wants to look.
func TestPagesLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for _, look := range []struct {
		name   string
		pages  []int
		change []func(*ui.Options)
	}{
		{"en-light", []int{1, 6, 500}, nil}, {"fr-dark", []int{6, 500}, []func(*ui.Options){inFrench, inDark}},
		{"fr-large", []int{6}, []func(*ui.Options){inFrench, inLarge}},
	} {
		for _, pages := range look.pages {
			h := withPages(t, pages, look.change...)
			for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
				name := fmt.Sprintf("%s-%d-%.0f", look.name, pages, size[0])
				h.size(size[0], size[1])
				h.settle()
				if pages > 1 {
					h.press(fyne.KeyRight)
					h.press(fyne.KeySpace)
					h.shoot("pages-" + name)
					h.press(fyne.KeyEnd)
					h.shoot("pages-end-" + name)
					h.press(fyne.KeyReturn)
				}
				h.shoot("preview-" + name)
				h.canvas().Focused().TypedRune('+')
				h.settle()
				h.shoot("preview-wide-" + name)
				h.canvas().Focused().TypedRune('-')
				if pages > 1 {
					h.press(fyne.KeyEscape)
					h.press(fyne.KeyHome)
				}
			}
		}
	}
}

func TestPagesAreLeftOutAndTakenIn(t *testing.T) {
	h := withPages(t, 6)
	h.saysAbove("All 6 pages are used.")
	if h.focused() != "pages" {
		t.Fatalf("the keyboard is at %q", h.focused())
	}
	h.press(fyne.KeyRight)
	h.press(fyne.KeySpace)
	h.saysAbove("Pages used: 5 of 6.", "left out")
	h.press(fyne.KeyEnd)
	h.press(fyne.KeySpace)
	h.saysAbove("Pages used: 4 of 6.")
	h.wantSaid("4 of 6 pages")
	h.press(fyne.KeyHome)
	h.press(fyne.KeyRight)
	h.press(fyne.KeySpace)
	h.saysAbove("Pages used: 5 of 6.")
	h.tap("pages.all")
	h.saysAbove("All 6 pages are used.")
	if h.focused() != "pages" { // the button has nothing more to do
		t.Errorf("the keyboard is at %q", h.focused())
	}
	h.press(fyne.KeyEscape)
	h.wantSaid("6 pages")
	if h.focused() != "documents.d6.thumb" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
}

// Who presses quickly loses nothing: what is not saved yet counts too.
func TestPagesAreLeftOutFasterThanTheyAreSaved(t *testing.T) {
	h := withPages(t, 6)
	at := h.canvas().Focused()
	for range 3 {
		at.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	h.settle()
	h.saysAbove("Pages used: 3 of 6.")
	h.wantSaid("3 of 6 pages")
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	h.saysAbove("All 6 pages are used.") // what was done at one go is undone so
	h.window.Press(&fyne.ShortcutRedo{})
	h.settle()
	h.saysAbove("Pages used: 3 of 6.")
}

// Leaving out every page is possible, and said.
func TestEveryPageLeftOut(t *testing.T) {
	h := withPages(t, 2)
	h.press(fyne.KeySpace)
	h.press(fyne.KeyRight)
	h.press(fyne.KeySpace)
	h.saysAbove("Pages used: 0 of 2.")
	h.press(fyne.KeyEscape)
	h.wantSaid("All its pages are left out, so it does not count.")
}

// A page is left out where it is looked at large as well, and the pages below follow.
func TestAPageIsLeftOutWhereItIsLookedAt(t *testing.T) {
	h := withPages(t, 6)
	h.press(fyne.KeyRight)
	h.press(fyne.KeyReturn)
	h.saysAbove("Page 2 of 6", "used", "Leave this page out")
	h.press(fyne.KeyRight)
	h.press(fyne.KeySpace)
	h.saysAbove("Page 3 of 6", "left out", "Use this page")
	h.press(fyne.KeyEscape)
	h.saysAbove("Pages used: 5 of 6.")
	if now := h.sheets().Now(); now != 2 || h.focused() != "pages" {
		t.Errorf("page %d is at hand, the keyboard at %q", now+1, h.focused())
	}
}

// A page is shown as large as asked for, by the switch and by keys; arrows then
// scroll it, and turn it at its end.
func TestZoom(t *testing.T) {
	h := withPages(t, 6)
	h.press(fyne.KeyReturn)
	paper := h.find("preview.page")
	whole := paper.Size()
	wide := []float32{whole.Width}
	for range 4 { // there are three larger
		h.canvas().Focused().TypedRune('+')
		h.settle()
		wide = append(wide, paper.Size().Width)
	}
	full := float32(595.0 * 96 / 72)
	if wide[1] < 1000 || wide[2] < full-1 || wide[2] > full+1 || wide[3] < 2*full-2 || wide[4] != wide[3] {
		t.Errorf("widths: %v", wide)
	}
	h.press(fyne.KeyDown)
	h.saysAbove("Page 1 of 6")
	for range 60 {
		h.press(fyne.KeyDown)
	}
	if said := h.above(); strings.Contains(said, "Page 1 of 6") {
		t.Errorf("at the end of the page: %s", said)
	}
	h.keysInto("preview.zoom", fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if got := paper.Size(); got != whole {
		t.Errorf("the whole page is %v, at first it was %v", got, whole)
	}
}

// A large page follows the window's size.
func TestTheLargePageFollowsTheWindow(t *testing.T) {
	h := withPages(t, 1)
	before := h.find("preview.page").Size()
	h.size(1024, 640)
	h.settle()
	after := h.find("preview.page").Size()
	if after.Height >= before.Height || after.Height > 640-200 {
		t.Errorf("it was %v and is %v in a window 640 high", before, after)
	}
}

// Of 500 pages only those that can be seen exist, and only their pictures and those
// next to them are asked for.
func TestManyPagesAreSeenAsTheyAreScrolledTo(t *testing.T) {
	h := withPages(t, 500)
	drawn, pictures := h.window.PagesKept()
	if drawn == 0 || drawn > 40 || pictures < drawn || pictures > 80 {
		t.Errorf("%d pages are drawn, %d pictures kept", drawn, pictures)
	}
	h.press(fyne.KeyEnd)
	if h.sheets().Now() != 499 {
		t.Errorf("page %d is at hand", h.sheets().Now()+1)
	}
	h.saysAbove("500")
	for range 200 {
		h.press(fyne.KeyPageUp)
	}
	if drawn, pictures = h.window.PagesKept(); drawn > 40 || pictures > 250 {
		t.Errorf("having scrolled through all: %d pages are drawn, %d pictures kept", drawn, pictures)
	}
	if h.sheets().Now() >= 10 {
		t.Errorf("page %d is at hand", h.sheets().Now()+1)
	}
}

// What changes the document elsewhere shows in its pages; one that goes takes them
// along.
func TestPagesFollowTheirDocument(t *testing.T) {
	h := withPages(t, 6)
	h.window.Answer("documents.d6.pages=1-2")
	h.settle()
	h.saysAbove("Pages used: 2 of 6.")
	h.window.Answer("documents.d6=")
	h.settle()
	if said := h.above(); said != "" {
		t.Errorf("above: %s", said)
	}
}

// A page that was turned is turned wherever it is shown: on its document's card and in
// the plan of the bundle.
func TestATurnedPageIsTurnedEverywhere(t *testing.T) {
	h := withPages(t, 6)
	h.press(fyne.KeyEscape)
	h.window.Visit("bundle")
	h.settle()
	h.window.Visit("documents")
	h.settle()
	card, planned := h.window.CardPicture("d6"), h.window.PlanPicture("d6", 1)
	h.tap("documents.d6.thumb")
	h.press(fyne.KeyR)
	h.press(fyne.KeyEscape)
	if now := h.window.CardPicture("d6"); now.Bounds().Dx() <= now.Bounds().Dy() || card.Bounds().Dx() >= card.Bounds().Dy() {
		t.Errorf("on the card it was %v and is %v", card.Bounds(), now.Bounds())
	}
	h.window.Visit("bundle")
	h.settle()
	if now := h.window.PlanPicture("d6", 1); now == planned || now.Bounds().Dx() <= now.Bounds().Dy() {
		t.Errorf("in the plan it was %v and is %v", planned.Bounds(), now.Bounds())
	}
}

// BenchmarkScrollPages is our own work for a line of the wheel over 500 pages.
func BenchmarkScrollPages(b *testing.B) {
	h := withPages(b, 500)
	by := float32(40)
	for b.Loop() {
		if !h.window.ScrollPages(by) {
			by = -by
		}
	}
	h.settle()
}

// BenchmarkOpenPages is our own work to show and close 500 pages whose pictures are
// there.
func BenchmarkOpenPages(b *testing.B) {
	h := withPages(b, 500)
	h.press(fyne.KeyEscape)
	for b.Loop() {
		h.tap("documents.d6.thumb")
		h.press(fyne.KeyEscape)
	}
}

// R turns a page by a quarter, as often as it is pressed; what was drawn before is
// drawn anew, and undone with the rest.
func TestPagesAreTurned(t *testing.T) {
	h := withPages(t, 6)
	lies := func(page int) bool {
		size := h.window.PagePicture(page).Bounds().Size()
		return size.X > size.Y
	}
	if lies(2) {
		t.Fatal("page 2 lies before it was turned")
	}
	h.press(fyne.KeyRight)
	at := h.canvas().Focused()
	for range 3 {
		at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyR})
	}
	h.settle()
	if turn := h.window.PageTurn(2); turn != 270 || !lies(2) || lies(1) {
		t.Errorf("turned by %d; page 2 lies: %v, page 1: %v", turn, lies(2), lies(1))
	}
	h.press(fyne.KeyReturn)
	standing := h.find("preview.page").Size()
	h.press(fyne.KeyR)
	if now := h.find("preview.page").Size(); now.Height <= now.Width || standing.Height >= standing.Width {
		t.Errorf("large it was %v and is %v", standing, now)
	}
	h.tap("preview.turn")
	h.press(fyne.KeyEscape)
	if turn := h.window.PageTurn(2); turn != 90 || !lies(2) {
		t.Errorf("turned by %d, lies: %v", turn, lies(2))
	}
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	if turn := h.window.PageTurn(2); turn == 90 {
		t.Errorf("after undoing it is turned by %d", turn)
	}
}

// alt presses a key with Alt, as the keyboard gives it to what it is at.
func (h *hall) alt(key fyne.KeyName) {
	h.t.Helper()
	h.canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
	h.settle()
}

// wantPages fails where other pages of the document are used, or in another order.
func (h *hall) wantPages(want ...int) {
	h.t.Helper()
	if got := h.window.PagesUsed("d6"); !slices.Equal(got, want) {
		h.t.Errorf("used are %v, want %v", got, want)
	}
}

// Alt with the keys that go to another page takes the page along, which is undone like
// all else.
func TestPagesAreMovedByKeys(t *testing.T) {
	h := withPages(t, 6)
	h.press(fyne.KeyRight)
	h.alt(fyne.KeyRight)
	h.wantPages(1, 3, 2, 4, 5, 6)
	h.saysAbove("All 6 pages are used, in an order of your own.")
	if h.sheets().Now() != 2 {
		t.Errorf("at hand is place %d", h.sheets().Now())
	}
	h.alt(fyne.KeyHome)
	h.wantPages(2, 1, 3, 4, 5, 6)
	h.alt(fyne.KeyLeft) // it is the first already
	h.wantPages(2, 1, 3, 4, 5, 6)
	h.alt(fyne.KeyEnd)
	h.wantPages(1, 3, 4, 5, 6, 2)
	h.press(fyne.KeyReturn)
	h.saysAbove("Page 2 of 6")
	h.press(fyne.KeyLeft) // as they stand, not as in the file
	h.saysAbove("Page 6 of 6")
	h.press(fyne.KeyEscape)
	h.window.Press(&fyne.ShortcutUndo{}) // of all moves: they are one change
	h.settle()
	h.wantPages()
	h.saysAbove("All 6 pages are used.")
	h.window.Press(&fyne.ShortcutRedo{})
	h.settle()
	h.wantPages(1, 3, 4, 5, 6, 2)
	h.tap("pages.sorted")
	h.wantPages()
	if h.focused() != "pages" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
}

// A page that is left out keeps its place, and is taken in again there.
func TestPagesThatAreLeftOutKeepTheirPlace(t *testing.T) {
	h := withPages(t, 4)
	h.alt(fyne.KeyEnd)
	h.wantPages(2, 3, 4, 1)
	h.press(fyne.KeySpace)
	h.wantPages(2, 3, 4)
	h.alt(fyne.KeyHome) // one that is left out has no place to move to
	h.wantPages(2, 3, 4)
	h.press(fyne.KeySpace)
	h.wantPages(2, 3, 4, 1)
	h.press(fyne.KeyHome)
	h.press(fyne.KeySpace)
	h.wantPages(3, 4, 1)
	h.saysAbove("Pages used: 3 of 4, in an order of your own.")
	h.press(fyne.KeyEscape)
	h.tap("documents.d6.thumb") // now from what is saved
	h.tap("pages.all")
	h.wantPages(3, 4, 1, 2)
}

// drag carries the page at a place to where another one stands, as the pointer does.
func (h *hall) drag(from, to int, let bool) {
	h.t.Helper()
	pages := h.sheets()
	at := func(place int) fyne.Position { return piece.At(pages).Add(pages.Middle(place)) }
	start, end := at(from), at(to).AddXY(-20, 0)
	for _, by := range []float32{0.5, 1} {
		move := fyne.NewDelta((end.X-start.X)*by, (end.Y-start.Y)*by)
		pages.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: start.AddXY(move.DX, move.DY)}, Dragged: move})
	}
	if let {
		pages.DragEnd()
	}
	h.settle()
}

// The pointer drags a page to where it is to stand; Escape leaves it where it was.
func TestPagesAreDragged(t *testing.T) {
	h := withPages(t, 6)
	h.drag(4, 1, true)
	h.wantPages(1, 5, 2, 3, 4, 6)
	h.drag(0, 5, true)
	h.wantPages(5, 2, 3, 4, 1, 6)
	h.drag(0, 3, false)
	h.press(fyne.KeyEscape)
	h.sheets().DragEnd()
	h.settle()
	h.wantPages(5, 2, 3, 4, 1, 6)
	h.drag(2, 2, true)
	h.wantPages(5, 2, 3, 4, 1, 6)
}

// BenchmarkMovePage is our own work for a move among 500 pages.
func BenchmarkMovePage(b *testing.B) {
	h := withPages(b, 500)
	pages := h.canvas().Focused().(fyne.Shortcutable)
	for i := 0; b.Loop(); i++ {
		key := []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome}[i%2]
		pages.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
		b.StopTimer()
		h.settle()
		b.StartTimer()
	}
}

// TestMovingLook makes pictures of a page that is carried, for somebody who wants to
// look.
func TestMovingLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}} {
		h := withPages(t, 12, change...)
		for _, width := range []float32{1280, 1024} {
			h.size(width, width*0.625)
			h.settle()
			h.press(fyne.KeyRight)
			h.alt(fyne.KeyRight)
			h.drag(0, 4, false)
			h.shoot(fmt.Sprintf("moving-%s-%.0f", name, width))
			h.press(fyne.KeyEscape)
		}
	}
}

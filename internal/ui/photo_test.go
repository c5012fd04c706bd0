package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// withPhoto puts a photograph of a sheet into the sample dossier.
func withPhoto(t testing.TB, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	path := filepath.Join(t.TempDir(), "diploma.jpg")
	if err := os.WriteFile(path, pdftest.Photo(800), 0o600); err != nil {
		t.Fatal(err)
	}
	h.size(1280, 800)
	h.drop(path)
	h.tap("what.later")
	h.settle()
	return h
}

func (h *hall) isThere(key string) bool {
	return piece.FindKey(h.canvas().Content(), key) != nil || h.canvas().Overlays().Top() != nil && piece.FindKey(h.canvas().Overlays().Top(), key) != nil
}

// shownAs is how the photograph's page is shown.
func (h *hall) shownAs() session.Treatment { return h.window.Treatment("d6", 1) }

func TestPhotoIsOffered(t *testing.T) {
	h := withPhoto(t)
	if h.shownAs() != (session.Treatment{}) {
		t.Fatal("it was changed before anybody confirmed it")
	}
	h.tap("documents.d6.photo")
	h.saysAbove("As it is in your file", "As it will be shown", "Your file stays as it is")
	h.tap("photo.leave")
	if h.shownAs() != (session.Treatment{}) || !h.isThere("documents.d6.photo") {
		t.Error("looking at it has changed something")
	}
	h.tap("documents.d6.photo")
	h.tap("photo.use")
	h.settle()
	if got := h.shownAs(); got.Corners.None() || !got.Lift || got.Turn != 0 {
		t.Errorf("shown as %v", got)
	}
	if h.isThere("documents.d6.photo") {
		t.Error("it is still offered")
	}
	h.tap("toast")
	h.settle()
	if h.shownAs() != (session.Treatment{}) {
		t.Error("it was not undone")
	}
	h.tap("documents.d6.photo-leave")
	if h.isThere("documents.d6.photo") {
		t.Error("it is offered again")
	}
}

// All of the choice is made by keys, and what is chosen by hand is kept.
func TestPhotoByKeys(t *testing.T) {
	h := withPhoto(t)
	h.tap("documents.d6.photo")
	h.settle()
	first := h.find("photo.corners").(fyne.Focusable)
	h.canvas().Focus(first)
	for _, key := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyLeft, fyne.KeyUp, fyne.KeySpace, fyne.KeySpace, fyne.KeyDown, fyne.KeyRight} {
		first.TypedKey(&fyne.KeyEvent{Name: key})
	}
	h.tap("photo.lift")
	h.tap("photo.use")
	h.settle()
	proposed := pdftest.PhotoCorners()
	got := h.shownAs()
	if got.Lift || got.Corners[0].X > proposed[0][0]-0.004 || got.Corners[0].Y > proposed[0][1]-0.001 || got.Corners[2].X < proposed[2][0]+0.001 {
		t.Errorf("shown as %v", got)
	}
	if now := h.shownAs(); now.Corners[1].X < proposed[1][0]-0.006 || now.Corners[3].X > proposed[3][0]+0.006 {
		t.Errorf("corners that nobody moved have moved: %v", now.Corners)
	}
}

// Escape closes the choice and F1 helps also while the keyboard moves the corners.
func TestPhotoKeysOfTheDialog(t *testing.T) {
	h := withPhoto(t)
	h.tap("documents.d6.photo")
	h.settle()
	h.canvas().Focus(h.find("photo.corners").(fyne.Focusable))
	h.press(fyne.KeyF1)
	h.mustShow("Have at hand")
	h.press(fyne.KeyEscape)
	h.press(fyne.KeyEscape)
	if h.canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the choice")
	}
}

// Without a crop there is no corner to move; a document of PDF is only turned.
func TestPhotoSwitches(t *testing.T) {
	h := withPhoto(t)
	h.tap("documents.d6.photo")
	h.tap("photo.crop")
	h.saysAbove("The whole picture is shown")
	if corners := h.find("photo.corners").(fyne.Disableable); !corners.Disabled() {
		t.Error("corners of no crop can be moved")
	}
	h.tap("photo.crop")
	h.saysAbove("Check that nothing is cut off.")
	h.tap("photo.leave")
	h.tap("documents.d1.change")
	h.tap("documents.d1.shown")
	if h.isThere("photo.crop") || h.isThere("photo.lift") {
		t.Error("a page of a PDF is offered to be cropped")
	}
	h.tap("photo.leave")
}

// TestPhotoLook makes pictures of the choice for somebody who wants to look.
func TestPhotoLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}} {
		h := withPhoto(t, change...)
		h.shoot("photo-offer-" + name)
		h.size(1024, 640)
		h.tap("documents.d6.photo")
		h.settle()
		h.canvas().Focus(h.find("photo.corners").(fyne.Focusable))
		h.shoot("photo-small-" + name)
		h.tap("photo.leave")
		h.size(1280, 800)
		h.tap("documents.d6.photo")
		h.settle()
		h.shoot("photo-" + name)
		h.tap("photo.use")
		h.settle()
		h.shoot("photo-used-" + name)
	}
}

// A turn that may set the page on its head says so, for as long as it is chosen.
func TestPhotoThatMayBeOnItsHead(t *testing.T) {
	h := withPhoto(t)
	h.window.ShowPhoto("d6", 1, session.Suggestion{Treatment: session.Treatment{Turn: 90}, Unsure: true})
	h.settle()
	const unsure = "It could not be told which way up this page is. If it is upside down at the right, choose 270°."
	h.saysAbove(unsure)
	h.shoot("photo-unsure")
	h.keysInto("photo.turn", fyne.KeyRight, fyne.KeyRight)
	if strings.Contains(h.above(), unsure) {
		t.Error("it still says so of another turn")
	}
	h.tap("photo.use")
	if got := h.shownAs().Turn; got != 270 {
		t.Errorf("turned by %d", got)
	}
}

package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// forTheFirstTime is a program that nobody has started before.
func forTheFirstTime(o *ui.Options) {
	_ = o.Settings.Change(func(s *settings.Settings) { s.Toured = false }) // the tour shows when it failed
}

// The first look at the sample is a tour, by the keyboard alone; the second is not.
func TestTheTourOfTheFirstStart(t *testing.T) {
	h := openSample(t, forTheFirstTime)
	h.size(1280, 800)
	h.mustShow("Nine steps", "1 of 5")
	for _, want := range []struct{ step, says string }{
		{"overview", "What to do next"}, {"eligibility", "Always with a reason"}, {"documents", "Your documents"}, {"bundle", "One PDF"},
	} {
		if at := piece.FocusKey(h.canvas()); at != "tour.next" {
			t.Fatalf("the keyboard is on %q", at)
		}
		h.press(fyne.KeyReturn)
		h.settle()
		h.mustShow(want.says)
		if step := h.window.Step(); step != want.step {
			t.Errorf("%q is said at %s", want.says, step)
		}
	}
	h.tap("tour.back")
	h.mustShow("Your documents")
	h.press(fyne.KeyEscape)
	if h.has("tour.next") {
		t.Error("Escape does not end the tour")
	}
	if at := piece.FocusKey(h.canvas()); at != "step.documents" {
		t.Errorf("the keyboard is on %q", at)
	}
	h.close()
	h.start()
	h.tap("start.sample")
	if h.has("tour.next") {
		t.Error("the tour comes again")
	}
}

func TestTheTourIsAskedForInHelp(t *testing.T) {
	h := open(t)
	copySample(t, h.sample())
	h.tap("help")
	h.tap("help.tour")
	h.mustShow("Nine steps")
	h.tap("tour.leave")
	h.tap("help")
	h.tap("help.tour") // the sample is open already
	h.mustShow("Nine steps")
	if h.window.ReadOnly() {
		t.Error("the sample was opened twice")
	}
}

// The tour goes with the language and the theme, and stands in nobody's way.
func TestTheWindowIsUsedWhileTheTourIsTaken(t *testing.T) {
	h := openSample(t, forTheFirstTime)
	h.window.Speak("fr")
	h.mustShow("Neuf étapes")
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Ana")
	h.leave()
	if got := h.saved(h.sample()).Name.Given; got != "Ana" {
		t.Errorf("on the disk is %q", got)
	}
	h.tap("tour.next")
	if step := h.window.Step(); step != "overview" {
		t.Errorf("the tour goes on at %s", step)
	}
	h.window.ToStart()
	h.settle()
	h.mustShow("Préparez votre candidature")
}

func TestGoldenTour(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light), forTheFirstTime)
		for at := range 5 {
			for _, size := range []fyne.Size{fyne.NewSize(1024, 640), fyne.NewSize(1280, 800)} {
				h.size(size.Width, size.Height)
				h.window.ShowHint()
				h.wantHintInside()
				h.shoot("tour-" + string(rune('1'+at)) + "-" + string(lang) + "-" + map[float32]string{1024: "small", 1280: "usual"}[size.Width])
			}
			h.wantGolden("tour-"+string(rune('1'+at))+"-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.window.Hint())))
			if at < 4 {
				h.tap("tour.next")
			}
		}
	}
}

// barBelow is how high the bar below is, in windows of the usual width, and the edge
// of a hint above it.
const barBelow = 36 + look.Gap16

// wantHintInside fails where a part of the hint is outside the window, or on the bar
// below, which says whether all is saved.
func (h *hall) wantHintInside() {
	h.t.Helper()
	next := h.find("tour.next")
	at, size := piece.At(next), h.canvas().Size()
	size.Height -= barBelow
	if at.X < 0 || at.Y < 0 || at.X+next.Size().Width > size.Width || at.Y+next.Size().Height > size.Height {
		h.t.Errorf("the button is at %v of %v", at, size)
	}
}

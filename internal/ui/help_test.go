package ui_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
)

// F1 helps with the step on the screen, wherever the keyboard is, and Escape gives
// the keyboard back.
func TestHelpWithEachStep(t *testing.T) {
	h := openSample(t)
	var said []string
	for _, step := range walkSteps {
		h.window.Visit(step)
		h.settle()
		h.window.TypedKey(fyne.KeyF1)
		h.settle()
		h.mustShow("Have at hand", "Good to know", "Keyboard")
		if text := h.above(); slices.Contains(said, text) {
			t.Errorf("%s: the help is that of another step", step)
		} else {
			said = append(said, text)
		}
		h.press(fyne.KeyEscape)
		if h.canvas().Overlays().Top() != nil {
			t.Fatalf("%s: Escape does not close the help", step)
		}
	}
	h.window.Visit("about")
	h.settle()
	entry := h.find("name.given").(fyne.Focusable)
	h.canvas().Focus(entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	h.settle()
	h.mustShow("passport")
	h.press(fyne.KeyEscape)
	if at := piece.FocusKey(h.canvas()); at != "name.given" {
		t.Errorf("the keyboard is on %q", at)
	}
}

func TestHelpQuotesTheNotice(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.settle()
	h.tap("help")
	if said := h.above(); !strings.Contains(said, "What the notice says") || !strings.Contains(said, "“") {
		t.Errorf("it says %s", said)
	}
}

func TestHelpWithAnotherTopic(t *testing.T) {
	h := open(t)
	h.tap("help")
	h.mustShow("nine steps")
	h.choose("help.topic", 5)
	h.mustShow("Drop files anywhere")
}

func TestGoldenHelp(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1280, 800)
		for _, step := range walkSteps {
			h.window.Visit(step)
			h.settle()
			h.tap("help")
			if step == "documents" { // it has all parts
				h.wantGolden("help-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())))
			}
			h.shoot("help-" + step + "-" + string(lang))
			h.press(fyne.KeyEscape)
		}
	}
}

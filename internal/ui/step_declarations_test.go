package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/ui/reader"
)

func TestDeclarationsAreConfirmedAndTakenBack(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("declarations")
	h.settle()
	h.wantSaid("No generative AI", "“Kindly note that NATO will not accept", "You confirmed this on 4 June 2025.", "not confirmed yet", "Why?")
	h.tap("declarations.decl-final")
	if day := h.application().Declarations["decl-final"]; day != (civil.Date{Year: 2025, Month: 6, Day: 4}) {
		t.Errorf("confirmed on %v", day)
	}
	h.tap("declarations.decl-accuracy")
	h.wantUnsaid("not confirmed yet")
	h.tap("declarations.decl-ai")
	h.wantSaid("not confirmed yet")
	if _, there := h.application().Declarations["decl-ai"]; there {
		t.Error("taken back, it is still on the disk")
	}
}

func TestDeclarationsByKeyboard(t *testing.T) {
	h := openSample(t)
	h.window.Visit("declarations")
	h.canvas().Focus(h.find("declarations.decl-accuracy").(fyne.Focusable))
	h.canvas().Focused().TypedRune(' ')
	h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.settle()
	if _, there := h.application().Declarations["decl-accuracy"]; !there {
		t.Error("the space bar confirms nothing")
	}
	if h.focused() != "declarations.decl-accuracy" {
		t.Errorf("the keyboard went to %q", h.focused())
	}
	h.tap("declarations.why.decl-ai")
	h.wantStep("declarations", "decl-ai")
	h.wantSaid("Checked for")
	h.tap("declarations.why.decl-ai")
	h.wantUnsaid("Checked for")
}

func TestDeclarationsOfADossierThatIsOnlyRead(t *testing.T) {
	h := openHeld(t)
	h.window.Visit("declarations")
	if check := h.find("declarations.decl-final").(fyne.Disableable); !check.Disabled() {
		t.Error("it can be confirmed where nothing can be saved")
	}
}

// A screen reader says of each box and button on which declaration it is.
func TestEachDeclarationIsCalledByItsTitle(t *testing.T) {
	h := openSample(t)
	h.window.Visit("declarations")
	h.settle()
	names := map[string]bool{}
	for _, thing := range flat(h.window.Outline().Things) {
		if thing.Role != reader.Check && thing.Role != reader.Button {
			continue
		}
		if names[thing.Name] {
			t.Errorf("two are called %q", thing.Name)
		}
		names[thing.Name] = true
	}
}

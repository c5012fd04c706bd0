package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestEligibilitySetsWhatIsOnlyWishedForApart(t *testing.T) {
	h := openSample(t)
	h.window.Visit("eligibility")
	h.wantSaid("National of a NATO member state", "No more than three applications", "An advantage", "Advanced user of IT tools")
	h.wantStep("eligibility", "nationality")
}

func TestEligibilityOpensWithWhatIsOpen(t *testing.T) {
	h := openChanged(t, longAgo)
	h.window.Visit("eligibility")
	h.wantStep("eligibility", "education")
}

func TestEligibilityByKeyboard(t *testing.T) {
	h := openSample(t)
	h.window.Visit("eligibility")
	h.canvas().Focus(h.find("item.nationality").(fyne.Focusable))
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	h.wantStep("eligibility", "age")
	if got := h.focused(); got != "item.age" {
		t.Errorf("the keyboard is on %q", got)
	}
	h.wantSaid("You are 22 on 22 June 2025")
}

func TestEligibilityIsWholeWhereThereIsLittleRoom(t *testing.T) {
	h := openChanged(t, longAgo, inFrench, inLarge)
	h.size(1024, 640)
	for _, item := range []string{"education", "age", "degree-relevant", "it-skills", "applications-cap"} {
		h.see("eligibility", item)
		h.wantWhole()
		h.shoot("eligibility-large-" + item)
	}
}

func TestEligibilityOfNothingAnswered(t *testing.T) {
	h := openEmpty(t)
	h.size(1024, 640)
	h.window.Visit("eligibility")
	h.wantWhole()
	h.shoot("eligibility-empty")
	h.wantSaid("Answer in “About you”")
	h.tap("why.answer")
	h.wantStep("about", "nationality")
}

func TestEligibilityInTheDark(t *testing.T) {
	h := openChanged(t, longAgo, inFrench, inDark)
	h.size(1280, 800)
	h.see("eligibility", "education")
	h.wantWhole()
	h.shoot("eligibility-fr-dark")
}

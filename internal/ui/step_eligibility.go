package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// eligibilityStep is being built.
type eligibilityStep struct{ w *Window }

func newEligibility(w *Window) step { return &eligibilityStep{w} }

func (s *eligibilityStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.eligibility", nil), "", nil), nil
}

func (s *eligibilityStep) refresh() bool { return false }

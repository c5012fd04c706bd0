package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// competenciesStep is being built.
type competenciesStep struct{ w *Window }

func newCompetencies(w *Window) step { return &competenciesStep{w} }

func (s *competenciesStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.competencies", nil), "", nil), nil
}

func (s *competenciesStep) refresh() bool { return false }

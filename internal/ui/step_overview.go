package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// overviewStep is being built.
type overviewStep struct{ w *Window }

func newOverview(w *Window) step { return &overviewStep{w} }

func (s *overviewStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.overview", nil), "", nil), nil
}

func (s *overviewStep) refresh() bool { return false }

package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// languagesStep is being built.
type languagesStep struct{ w *Window }

func newLanguages(w *Window) step { return &languagesStep{w} }

func (s *languagesStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.languages", nil), "", nil), nil
}

func (s *languagesStep) refresh() bool { return false }

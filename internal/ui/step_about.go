package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// aboutStep is being built.
type aboutStep struct{ w *Window }

func newAbout(w *Window) step { return &aboutStep{w} }

func (s *aboutStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.about", nil), "", nil), nil
}

func (s *aboutStep) refresh() bool { return false }

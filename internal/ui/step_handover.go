package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// handOverStep is being built.
type handOverStep struct{ w *Window }

func newHandOver(w *Window) step { return &handOverStep{w} }

func (s *handOverStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.hand-over", nil), "", nil), nil
}

func (s *handOverStep) refresh() bool { return false }

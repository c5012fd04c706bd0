package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// declarationsStep is being built.
type declarationsStep struct{ w *Window }

func newDeclarations(w *Window) step { return &declarationsStep{w} }

func (s *declarationsStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.declarations", nil), "", nil), nil
}

func (s *declarationsStep) refresh() bool { return false }

package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// documentsStep is being built.
type documentsStep struct{ w *Window }

func newDocuments(w *Window) step { return &documentsStep{w} }

func (s *documentsStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.documents", nil), "", nil), nil
}

func (s *documentsStep) refresh() bool { return false }

// takeIn takes files into the open dossier.
func (w *Window) takeIn(paths []string) {}

package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// bundleStep is being built.
type bundleStep struct{ w *Window }

func newBundle(w *Window) step { return &bundleStep{w} }

func (s *bundleStep) build() (page, aside fyne.CanvasObject) {
	return piece.Page(s.w.say("ui.step.bundle", nil), "", nil), nil
}

func (s *bundleStep) refresh() bool { return false }

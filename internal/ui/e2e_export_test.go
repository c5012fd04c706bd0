package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// View is the part of the screen in which the piece with a key scrolls: the
// page, what stands beside it, or all of the window.
func (w *Window) View(key string) (fyne.Position, fyne.Size) {
	if w.shell != nil && w.window.Canvas().Overlays().Top() == nil {
		if piece.FindKey(w.shell.page, key) != nil {
			return positionOf(w.shell.page), w.shell.page.Size()
		}
		if w.shell.beside.Visible() && piece.FindKey(w.shell.aside, key) != nil {
			return positionOf(w.shell.aside), w.shell.aside.Size()
		}
	}
	return fyne.Position{}, w.window.Canvas().Size()
}

func positionOf(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
}

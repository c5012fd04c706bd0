package ui

import (
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/ui/reader"
)

// Outline is what a screen reader is told of the window. It belongs on the window's
// goroutine.
func (w *Window) Outline() reader.Window {
	return reader.Window{
		Title: w.window.Title(), Lang: string(w.loc.Lang()), Active: !w.behind,
		Things: piece.Outline(w.window.Canvas()),
	}
}

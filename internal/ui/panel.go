package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// A panel is a dialog about the program itself. What is chosen in it may change
// the language, the colours or the size of text at once: it is then made anew with
// the window around it, and stays open as it was.
type panel struct {
	build  func() panelContent
	failed func(error) // hears that choices could not be kept; nil: it has none
	dialog *piece.Dialog
}

// A panelContent is what stands on a panel.
type panelContent struct {
	title      string
	head, body fyne.CanvasObject // head may be nil
	buttons    []*piece.Button
}

// showPanel shows a panel, in the place of the one that is open.
func (w *Window) showPanel(wide float32, build func() panelContent) {
	if w.panel != nil {
		w.panel.dialog.Hide()
	}
	p, l := &panel{build: build}, build()
	p.dialog = piece.ShowDialog(w.window.Canvas(), l.title, l.body, l.buttons...)
	p.dialog.SetWidth(wide)
	if l.head != nil {
		p.dialog.SetHead(l.head)
	}
	p.dialog.OnClosed = func() {
		if w.panel == p {
			w.panel = nil
		}
	}
	w.panel = p
}

// renewPanel makes the open panel anew, where there is one.
func (w *Window) renewPanel() {
	if w.panel == nil {
		return
	}
	l := w.panel.build()
	w.panel.dialog.Renew(l.title, l.head, l.body, l.buttons...)
}

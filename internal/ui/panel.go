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
	below  *panel // that is seen again when this one is closed; nil: none
	helps  bool   // it is the help
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
	w.layPanel(wide, build)
}

// layPanel shows a panel over whatever is open.
func (w *Window) layPanel(wide float32, build func() panelContent) {
	p, l := &panel{build: build, below: w.panel}, build()
	p.dialog = piece.ShowDialog(w.window.Canvas(), l.title, l.body, l.buttons...)
	p.dialog.SetWidth(wide)
	if l.head != nil {
		p.dialog.SetHead(l.head)
	}
	p.dialog.OnClosed = func() {
		if w.panel == p {
			w.panel = p.below
		}
	}
	w.panel = p
}

// renewPanel makes the open panel anew, where there is one, and those below it.
func (w *Window) renewPanel() {
	for p := w.panel; p != nil; p = p.below {
		l := p.build()
		p.dialog.Renew(l.title, l.head, l.body, l.buttons...)
	}
}

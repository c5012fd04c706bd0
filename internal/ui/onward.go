package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/piece"
)

// asideIsMinor reports whether what stands beside the step is only good to know.
func (w *Window) asideIsMinor() bool {
	step, ok := w.steps[w.step].(interface{ asideIsMinor() bool })
	return ok && step.asideIsMinor()
}

// onward is the button below a page that leads to the next step of the walk, so that
// somebody who comes here once in their life walks through it as through a form; nil
// where nothing follows, and on the overview, which says itself what is next.
func (w *Window) onward() fyne.CanvasObject {
	if w.step == stepOverview || w.shot.Pack == nil || w.isSubmitted() {
		return nil
	}
	for i, step := range walk[:len(walk)-1] {
		if step.id != w.step {
			continue
		}
		next := walk[i+1]
		label := w.say("ui.onward", message.Args{"Step": message.New(next.title, nil)})
		return piece.Row(0, piece.NewButton("onward", label, piece.Secondary, nil, func() {
			w.visit(next.id)
			w.focusOn(stepKey(next.id))
		}))
	}
	return nil
}

package ui

import (
	"time"

	"fyne.io/fyne/v2"
)

// longWork is from how long a work takes that somebody may look at another window
// meanwhile.
const longWork = 4 * time.Second

// watchFront follows whether the program has the window in front.
func (w *Window) watchFront() {
	life := w.app.Lifecycle()
	life.SetOnEnteredForeground(func() { w.behind = false })
	life.SetOnExitedForeground(func() { w.behind = true })
}

// tellFinished has the system say that a work which began then is finished, where it
// took long and another program's window is in front. The text names nobody and no
// file: others may see the screen.
func (w *Window) tellFinished(began time.Time, text string) {
	if !w.behind || w.chosenSettings.Silent || w.options.House.Now().Sub(began) < longWork {
		return
	}
	said := fyne.NewNotification(programName, w.say(text, nil))
	w.tally(+1)
	go func() { // not by run: the system may be slow to answer, and the window need not wait for it
		defer w.tally(-1)
		w.app.SendNotification(said)
	}()
}

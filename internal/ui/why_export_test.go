package ui

import "fyne.io/fyne/v2"

// Standing is the step on the screen and the item whose reasons it shows.
func (w *Window) Standing() (step, item string) { return string(w.step), w.chosen[w.step] }

// Answer gives fields new values, each written FIELD=VALUE.
func (w *Window) Answer(assignments ...string) { w.set(assignments...) }

// Middle is the part of the window that holds the page and what stands beside it.
func (w *Window) Middle() fyne.CanvasObject { return w.shell.middle }

package ui

import "fyne.io/fyne/v2"

// Vacancy is that of the application that is shown.
func (w *Window) Vacancy() string { return w.shot.Application.Vacancy }

// Bars is what stands above the page.
func (w *Window) Bars() fyne.CanvasObject { return w.shell.notices }

// SwitchTo shows another application.
func (w *Window) SwitchTo(vacancy string) { w.switchTo(vacancy, func() {}) }

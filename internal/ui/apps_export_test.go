package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/session"
)

// Vacancy is that of the application that is shown.
func (w *Window) Vacancy() string { return w.shot.Application.Vacancy }

// Bars is what stands above the page.
func (w *Window) Bars() fyne.CanvasObject { return w.shell.notices }

// SwitchTo shows another application.
func (w *Window) SwitchTo(vacancy string) { w.switchTo(vacancy, func() {}) }

// BehindItsBack changes the dossier without the window's doing, which then sees it.
func (w *Window) BehindItsBack(edit session.Edit) {
	if err := w.desk.session.Do(edit); err != nil {
		panic(err)
	}
	w.desk.refresh(func() {})
}

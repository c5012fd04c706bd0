package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
)

// Tally has the window tell of work that begins (+1) and has ended (-1).
func (w *Window) Tally(hear func(int)) { w.tally = hear }

// Visit shows a step of the walk by its name.
func (w *Window) Visit(step string) { w.visit(stepID(step)) }

// VisitItem shows a step with the reasons of an item.
func (w *Window) VisitItem(step, item string) { w.visitItem(stepID(step), item) }

// Page is the step in the middle, and Aside what stands beside it.
func (w *Window) Page() any  { return w.shell.page.Content }
func (w *Window) Aside() any { return w.shell.aside.Content }

// Toast is what floats over the page for a while; nil where no dossier is open.
func (w *Window) Toast() fyne.CanvasObject {
	if w.shell == nil {
		return nil
	}
	return w.shell.toast
}

// Frame is the toolkit's window.
func (w *Window) Frame() fyne.Window { return w.window }

// Speak changes the language.
func (w *Window) Speak(lang string) { w.speak(i18n.Lang(lang)) }

// Reword has the window say everything as change rewords it.
func (w *Window) Reword(change func(string) string) {
	loc, err := w.loc.Reworded(change)
	if err != nil {
		panic(err) // the language was read before
	}
	w.loc = loc
	w.collation.Store(loc)
}

// Open opens a dossier, and ToStart closes it.
func (w *Window) Open(path string) { w.open(path) }
func (w *Window) ToStart()         { w.toStart() }
func (w *Window) CloseDesk()       { w.closeDesk() }

// Leave is what closing the window's frame does.
func (w *Window) Leave() { w.leave() }

// Press does what a shortcut is for.
func (w *Window) Press(s fyne.Shortcut) { w.pressed(s) }

// ShowAgain takes the present snapshot as a new one.
func (w *Window) ShowAgain() { w.show(w.shot) }

// Scrolled is how far the page is scrolled.
func (w *Window) Scrolled() float32 { return w.shell.page.Offset.Y }

// ScrollEnd is how far it can be.
func (w *Window) ScrollEnd() float32 {
	return max(0, w.shell.page.Content.Size().Height-w.shell.page.Size().Height)
}

// AskNew asks for a new dossier.
func (w *Window) AskNew() { w.askNew() }

// StepWord is the word at the right of a step in the walk.
func (w *Window) StepWord(step string) string {
	for _, item := range w.navItems() {
		if item.Key == "step."+step {
			return item.Word
		}
	}
	return ""
}

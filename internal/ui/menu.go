package ui

import (
	"path/filepath"
	"runtime"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A command is something that the menu and a shortcut do.
type command struct {
	text     string // id
	key      fyne.KeyName
	modifier fyne.KeyModifier
	do       func(*Window)
	needs    func(*Window) bool // nil: always there
}

const shift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift

// commands are the menu.
func commands() []*command {
	return []*command{
		{"ui.menu.new", fyne.KeyN, fyne.KeyModifierShortcutDefault, (*Window).askNew, nil},
		{"ui.menu.open", fyne.KeyO, fyne.KeyModifierShortcutDefault, (*Window).askOpen, nil},
		{"ui.menu.receive", "", 0, (*Window).askReceive, nil},
		{"ui.menu.pass-on", "", 0, (*Window).askHandOver, (*Window).hasDossier},
		{"ui.menu.start", "", 0, (*Window).toStart, (*Window).hasDossier},
		{"ui.menu.add-application", "", 0, (*Window).askAdd, (*Window).canApply},
		{"ui.menu.switch-application", fyne.KeyA, shift, (*Window).openApplications, (*Window).hasSeveral},
		{"ui.menu.give-up", "", 0, (*Window).askGiveUp, (*Window).canApply},
		{"ui.menu.erase", "", 0, (*Window).askErase, (*Window).canErase},
		{"ui.menu.undo", fyne.KeyZ, fyne.KeyModifierShortcutDefault, (*Window).undo, (*Window).canUndo},
		{"ui.menu.redo", fyne.KeyZ, shift, (*Window).redo, (*Window).canRedo},
		{"ui.menu.history", "", 0, (*Window).askHistory, (*Window).hasDossier},
		{"ui.menu.as-of", "", 0, (*Window).askAsOf, (*Window).isJudged},
		{"ui.menu.system-theme", "", 0, func(w *Window) { w.setTheme(look.System) }, nil},
		{"ui.menu.larger", fyne.KeyPlus, fyne.KeyModifierShortcutDefault, func(w *Window) { w.resizeText(+textStep) }, nil},
		{"ui.menu.smaller", fyne.KeyMinus, fyne.KeyModifierShortcutDefault, func(w *Window) { w.resizeText(-textStep) }, nil},
		{"ui.menu.about", "", 0, (*Window).askAbout, nil},
		{"ui.menu.quit", fyne.KeyQ, fyne.KeyModifierShortcutDefault, (*Window).leave, nil},
	}
}

// textStep is by how much one choice changes the size of texts.
const textStep = 0.125

// A chord is keys pressed together.
type chord struct {
	key      fyne.KeyName
	modifier fyne.KeyModifier
}

// chords are what the keyboard does: all that the menu has a shortcut for; the
// steps by number, and one after the other for keyboards whose digits need the
// shift key; and other ways to write a plus.
func chords() map[chord]func(*Window) {
	const ctrl = fyne.KeyModifierShortcutDefault
	does := map[chord]func(*Window){
		{fyne.KeyPageDown, ctrl}: func(w *Window) { w.visitNext(+1) },
		{fyne.KeyPageUp, ctrl}:   func(w *Window) { w.visitNext(-1) },
		{fyne.KeyEqual, ctrl}:    func(w *Window) { w.resizeText(+textStep) },
		{fyne.KeyEqual, shift}:   func(w *Window) { w.resizeText(+textStep) },
		{fyne.KeyPlus, shift}:    func(w *Window) { w.resizeText(+textStep) },
	}
	for _, c := range commands() {
		if c.key != "" {
			does[chord{c.key, c.modifier}] = func(w *Window) { w.command(c) }
		}
	}
	for i, step := range walk {
		does[chord{fyne.KeyName(rune('1' + i)), ctrl}] = func(w *Window) { w.visitKnown(step.id) }
	}
	return does
}

// shortcuts lets the keyboard do what the menu does, and more.
func (w *Window) shortcuts() {
	canvas := w.window.Canvas()
	for keys := range chords() {
		canvas.AddShortcut(&desktop.CustomShortcut{KeyName: keys.key, Modifier: keys.modifier}, w.pressed)
	}
	// The toolkit has shortcuts of its own for these two.
	canvas.AddShortcut(&fyne.ShortcutUndo{}, w.pressed)
	canvas.AddShortcut(&fyne.ShortcutRedo{}, w.pressed)
}

// pressed does what a shortcut is for, unless a dialog waits for an answer.
func (w *Window) pressed(s fyne.Shortcut) {
	if w.window.Canvas().Overlays().Top() != nil && !w.pagesTake(s) {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		w.command(&command{do: (*Window).undo, needs: (*Window).canUndo})
	case *fyne.ShortcutRedo:
		w.command(&command{do: (*Window).redo, needs: (*Window).canRedo})
	case *desktop.CustomShortcut:
		if do := chords()[chord{s.KeyName, s.Modifier}]; do != nil {
			do(w)
		}
	}
}

// turned is by how much of its height a page scrolls at once: a little of what
// was seen stays, to read on from.
const turned = 0.85

// typedKey gets the keys that what has the keyboard has no use for: they scroll
// the page.
func (w *Window) typedKey(event *fyne.KeyEvent) {
	if w.shell == nil {
		return
	}
	switch event.Name {
	case fyne.KeyPageDown:
		w.shell.scrollBy(turned)
	case fyne.KeyPageUp:
		w.shell.scrollBy(-turned)
	case fyne.KeyHome:
		w.shell.page.ScrollToTop()
	case fyne.KeyEnd:
		w.shell.page.ScrollToBottom()
	}
}

// visitKnown shows a step where a dossier is open.
func (w *Window) visitKnown(id stepID) {
	if w.hasDossier() {
		w.visit(id)
	}
}

// visitNext shows the step that stands so many after the present one.
func (w *Window) visitNext(by int) {
	for i, step := range walk {
		if step.id == w.step && i+by >= 0 && i+by < len(walk) {
			w.visitKnown(walk[i+by].id)
			return
		}
	}
}

func (w *Window) command(c *command) {
	if c.needs == nil || c.needs(w) {
		c.do(w)
	}
}

func (w *Window) hasDossier() bool { return w.shell != nil }

// isJudged reports whether there is an application that is judged by the clock, or
// by another day that somebody chose: its vacancy can be read, and it was not sent.
func (w *Window) isJudged() bool { return w.hasDossier() && w.shot.Pack != nil && !w.isSubmitted() }

// canUndo counts what is typed and not saved yet: undo saves it first.
func (w *Window) canUndo() bool { return w.hasDossier() && (w.shot.CanUndo || len(w.drafts) > 0) }
func (w *Window) canRedo() bool { return w.hasDossier() && w.shot.CanRedo }

// menuButton opens the menu.
func (w *Window) menuButton() fyne.CanvasObject {
	var button *piece.Button
	button = piece.NewButton("menu", "", piece.Quiet, look.Icon("menu"), func() {
		piece.ShowMenu(button, "menu.options", w.menuOptions(), "", w.takeMenu)
	})
	button.Speak(w.say("ui.menu", nil))
	return button
}

// menuOptions are the commands that there are at the moment, and the dossiers
// that were open before.
func (w *Window) menuOptions() []piece.Option {
	var options []piece.Option
	for _, c := range commands() {
		if c.needs == nil || c.needs(w) {
			options = append(options, piece.Option{Value: c.text, Label: w.say(c.text, nil), Aside: w.keysOf(c)})
		}
	}
	for i, r := range w.chosenSettings.Recent {
		if r.Path != w.shot.Path && i < menuRecent {
			options = append(options, piece.Option{Value: r.Path, Label: filepath.Base(r.Path), Aside: w.say("ui.menu.recent", nil)})
		}
	}
	return options
}

// menuRecent is how many of the recent dossiers the menu shows; the start shows
// all of them.
const menuRecent = 3

// takeMenu does what was chosen: a command by its text, else a dossier by its
// path.
func (w *Window) takeMenu(value string) {
	for _, c := range commands() {
		if c.text == value {
			c.do(w)
			return
		}
	}
	w.open(value)
}

// keysOf writes a command's shortcut as the system does.
func (w *Window) keysOf(c *command) string {
	if c.key == "" {
		return ""
	}
	mac := runtime.GOOS == "darwin"
	id := "ui.menu.keys"
	switch {
	case c.modifier == shift && mac:
		id = "ui.menu.keys-mac-shift"
	case mac:
		id = "ui.menu.keys-mac"
	case c.modifier == shift:
		id = "ui.menu.keys-shift"
	}
	return w.say(id, message.Args{"Key": string(c.key)})
}

// toStart closes the dossier and shows the start.
func (w *Window) toStart() {
	w.afterSaving(w.shut)
}

// undo takes back what was done last, redo does it again.
func (w *Window) undo() { w.turnBack((*desk).undo, w.shot.CanUndo) }
func (w *Window) redo() { w.turnBack((*desk).redo, w.shot.CanRedo) }

func (w *Window) turnBack(turn func(d *desk, done func(error), stay bool), possible bool) {
	w.flush()
	if !possible && len(w.drafts) == 0 {
		return
	}
	w.clearToast()
	desk := w.desk
	turn(desk, func(err error) {
		switch {
		case err != nil:
			w.fail(err)
		case w.desk == desk:
			w.rebuildStep()
		}
	}, slices.ContainsFunc(w.unsaved(), ownField))
}

// turnTheme changes between light and dark.
func (w *Window) turnTheme() {
	if w.isDark() {
		w.setTheme(look.Light)
	} else {
		w.setTheme(look.Dark)
	}
}

func (w *Window) setTheme(mode look.Mode) {
	w.choose(func(s *settings.Settings) { s.Theme = settings.Theme(mode) })
}

func (w *Window) resizeText(by float64) {
	w.choose(func(s *settings.Settings) {
		s.TextSize = min(max(s.TextSize+by, settings.SmallestText), settings.LargestText)
	})
}

// choose changes how the window looks, now and at the next start.
func (w *Window) choose(change func(*settings.Settings)) {
	w.remember(change)
	w.dress()
	w.rebuild()
}

// excerpt is as much of a text as tells it from others.
func excerpt(text string) string {
	const most = 200
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// askLeave says which answers cannot be saved, and lets the person go back to
// them or go on without.
func (w *Window) askLeave(fields []string, then func()) {
	piece.HideAll(w.window.Canvas()) // the same question may be open already
	var dialog *piece.Dialog
	var lost []fyne.CanvasObject
	for _, field := range fields {
		lost = append(lost, piece.Fact(w.sentences(w.drafts[field].problem), excerpt(w.drafts[field].text)))
	}
	back := piece.NewButton("leave.back", w.say("ui.leave.back", nil), piece.Primary, nil, func() { dialog.Hide() })
	anyway := piece.NewButton("leave.anyway", w.say("ui.leave.anyway", nil), piece.Danger, nil, func() {
		dialog.Hide()
		for _, field := range fields {
			w.forget(field)
		}
		w.rebuild() // the dossier may stay open
		then()
	})
	body := piece.Stack(look.Gap12, append([]fyne.CanvasObject{
		piece.Body(w.say("ui.leave.what", message.Args{"Count": len(fields)})),
	}, lost...)...)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.leave.title", nil), body, anyway, back)
}

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
	const ctrl = fyne.KeyModifierShortcutDefault
	return []*command{
		{"ui.menu.new", fyne.KeyN, ctrl, (*Window).askNew, nil},
		{"ui.menu.open", fyne.KeyO, ctrl, (*Window).askOpen, nil},
		{"ui.menu.receive", "", 0, (*Window).askReceive, nil},
		{"ui.menu.print", fyne.KeyP, ctrl, (*Window).printChecklist, (*Window).hasChecklist},
		{"ui.menu.pass-on", "", 0, (*Window).askHandOver, (*Window).hasDossier},
		{"ui.menu.start", fyne.KeyW, ctrl, (*Window).toStart, (*Window).hasDossier},
		{"ui.menu.add-application", "", 0, (*Window).askAdd, (*Window).canApply},
		{"ui.menu.switch-application", fyne.KeyA, shift, (*Window).openApplications, (*Window).hasSeveral},
		{"ui.menu.give-up", "", 0, (*Window).askGiveUp, (*Window).canApply},
		{"ui.menu.erase", "", 0, (*Window).askErase, (*Window).canErase},
		{"ui.menu.undo", fyne.KeyZ, ctrl, (*Window).undo, (*Window).canUndo},
		{"ui.menu.redo", fyne.KeyZ, shift, (*Window).redo, (*Window).canRedo},
		{"ui.menu.history", "", 0, (*Window).askHistory, (*Window).hasDossier},
		{"ui.menu.as-of", "", 0, (*Window).askAsOf, (*Window).isJudged},
		{"ui.menu.go-to", fyne.KeyG, ctrl, (*Window).askStep, (*Window).hasDossier},
		{"ui.menu.settings", fyne.KeyComma, ctrl, (*Window).askSettings, nil},
		{"ui.menu.help", fyne.KeyF1, 0, (*Window).askHelp, nil},
		{"ui.menu.about", "", 0, (*Window).askAbout, nil},
		{"ui.menu.quit", fyne.KeyQ, ctrl, (*Window).leave, nil},
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
// steps by number, one after the other, and from a list; other usual keys for the
// same; and what needs no entry in the menu. Letters, digits and signs are those of
// the person's own keyboard, but that the toolkit takes digits from the keys'
// places: on keyboards whose digits need the shift key they are pressed without.
func chords() map[chord]func(*Window) {
	const ctrl, control = fyne.KeyModifierShortcutDefault, fyne.KeyModifierControl
	does := map[chord]func(*Window){
		{fyne.KeyPageDown, ctrl}:                       func(w *Window) { w.visitNext(+1) },
		{fyne.KeyPageUp, ctrl}:                         func(w *Window) { w.visitNext(-1) },
		{fyne.KeyTab, control}:                         func(w *Window) { w.visitNext(+1) },
		{fyne.KeyTab, control | fyne.KeyModifierShift}: func(w *Window) { w.visitNext(-1) },
		{fyne.KeyUp, fyne.KeyModifierAlt}:              func(w *Window) { w.moveFocused(-1) },
		{fyne.KeyDown, fyne.KeyModifierAlt}:            func(w *Window) { w.moveFocused(+1) },
		{fyne.KeyPlus, ctrl}:                           (*Window).largerText,
		{fyne.KeyEqual, ctrl}:                          (*Window).largerText,
		{fyne.KeyEqual, shift}:                         (*Window).largerText,
		{fyne.KeyPlus, shift}:                          (*Window).largerText,
		{fyne.KeyMinus, ctrl}:                          (*Window).smallerText,
		{fyne.Key0, ctrl}:                              (*Window).usualText,
		{fyne.KeyS, ctrl}:                              (*Window).sayWhetherSaved,
		{fyne.KeyF11, 0}:                               (*Window).turnFullScreen,
		{fyne.KeyF, control | fyne.KeyModifierSuper}:   (*Window).turnFullScreen,
		{fyne.KeySlash, shift}:                         (*Window).askHelp, // on a Mac there are no keys of functions
	}
	for _, c := range commands() {
		if c.key != "" {
			does[chord{c.key, c.modifier}] = func(w *Window) { w.command(c) }
		}
	}
	for i, step := range walk {
		does[chord{fyne.KeyName(rune('1' + i)), ctrl}] = func(w *Window) { w.visitKnown(step.id) }
	}
	// With nothing open there is only the window itself to close.
	does[chord{fyne.KeyW, ctrl}] = (*Window).closeOne
	return does
}

// shortcuts lets the keyboard do what the menu does, and more.
func (w *Window) shortcuts() {
	canvas := w.window.Canvas()
	for keys := range chords() {
		if keys.modifier == 0 {
			continue // the toolkit takes it for a plain key: see typedKey
		}
		canvas.AddShortcut(&desktop.CustomShortcut{KeyName: keys.key, Modifier: keys.modifier}, w.pressed)
	}
	// The toolkit has shortcuts of its own for these two.
	canvas.AddShortcut(&fyne.ShortcutUndo{}, w.pressed)
	canvas.AddShortcut(&fyne.ShortcutRedo{}, w.pressed)
}

// pressed does what a shortcut is for, unless a dialog waits for an answer.
func (w *Window) pressed(s fyne.Shortcut) {
	if w.window.Canvas().Overlays().Top() != nil && !w.pagesTake(s) && !asksHelp(s) {
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

// asksHelp reports whether a shortcut is the one of help, which there is over a dialog
// too. Where help has a key of its own, that gets there without being a shortcut.
func asksHelp(s fyne.Shortcut) bool {
	keys, ok := s.(*desktop.CustomShortcut)
	return ok && chord{keys.KeyName, keys.Modifier} == chord{fyne.KeySlash, shift}
}

// turned is by how much of its height a page scrolls at once: a little of what
// was seen stays, to read on from.
const turned = 0.85

// typedKey gets the keys that what has the keyboard has no use for: they do what
// they are a shortcut for, leave the tour, or scroll the page.
func (w *Window) typedKey(event *fyne.KeyEvent) {
	if do := chords()[chord{event.Name, 0}]; do != nil {
		do(w)
		return
	}
	if w.shell == nil {
		return
	}
	switch event.Name {
	case fyne.KeyEscape:
		w.leaveTour()
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

// askStep shows a list of the steps to go to one: by arrows or its first letter.
func (w *Window) askStep() {
	anchor := piece.FindKey(w.shell.above, "menu")
	var options []piece.Option
	for _, item := range w.navItems() {
		options = append(options, piece.Option{Value: item.Key, Label: item.Title, Aside: item.Word})
	}
	piece.ShowMenu(anchor, "go-to.options", options, stepKey(w.step), func(key string) {
		for _, step := range walk {
			if stepKey(step.id) == key {
				w.visitKnown(step.id)
			}
		}
	})
}

// closeOne closes the dossier, and where none is open the window.
func (w *Window) closeOne() {
	if w.hasDossier() {
		w.toStart()
	} else {
		w.leave()
	}
}

// turnFullScreen fills the screen without a frame, or ends that.
func (w *Window) turnFullScreen() {
	if !w.window.FullScreen() {
		w.framed = w.window.Canvas().Size()
	}
	w.window.SetFullScreen(!w.window.FullScreen())
}

// sayWhetherSaved answers whoever saves out of habit: what was typed goes to the
// disk at once, and the window says that it is there, or what is not.
func (w *Window) sayWhetherSaved() {
	if !w.hasDossier() || w.shot.ReadOnly != nil {
		return
	}
	w.flush()
	desk := w.desk
	desk.refresh(func() {
		switch {
		case w.desk != desk:
		case len(w.unsaved()) > 0:
			w.askLeave(w.unsaved(), func() {})
		default:
			w.news(message.New("ui.saved.by-itself", nil), "", nil)
		}
	})
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
		if r.Path != w.shot.Path && i < menuRecent && !w.gone[r.Path] {
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
	return w.keysWords(c.key, c.modifier)
}

// keysWords writes keys pressed together as the system does.
func (w *Window) keysWords(key fyne.KeyName, modifier fyne.KeyModifier) string {
	return w.chordWords(chord{key, modifier})
}

// chordWords writes a chord as the system does.
func (w *Window) chordWords(c chord) string { return w.chordOn(runtime.GOOS == "darwin", c) }

// chordOn writes a chord as a Mac does, or another system.
func (w *Window) chordOn(mac bool, c chord) string {
	word := string(c.key)
	if id, named := keyWords[c.key]; named {
		word = w.say(id, nil)
	}
	for _, with := range modifierWords {
		if with.modifier == c.modifier && mac {
			return w.say(with.mac, message.Args{"Key": word})
		} else if with.modifier == c.modifier {
			return w.say(with.usual, message.Args{"Key": word})
		}
	}
	return word
}

// modifierWords are how keys are written that are pressed with others, on a Mac and
// elsewhere. Control is the usual one but on a Mac, where it stands further down.
var modifierWords = []struct {
	modifier   fyne.KeyModifier
	usual, mac string
}{
	{fyne.KeyModifierShortcutDefault, "ui.menu.keys", "ui.menu.keys-mac"},
	{shift, "ui.menu.keys-shift", "ui.menu.keys-mac-shift"},
	{fyne.KeyModifierAlt, "ui.keys.alt", "ui.keys.alt-mac"},
	{fyne.KeyModifierControl, "ui.menu.keys", "ui.keys.control-mac"},
	{fyne.KeyModifierControl | fyne.KeyModifierShift, "ui.menu.keys-shift", "ui.keys.control-shift-mac"},
	{fyne.KeyModifierControl | fyne.KeyModifierSuper, "ui.menu.keys", "ui.keys.control-command-mac"},
}

// keyWords are the keys that have a name in each language.
var keyWords = map[fyne.KeyName]string{
	fyne.KeyPageDown: "ui.keys.page-down",
	fyne.KeyPageUp:   "ui.keys.page-up",
	fyne.KeyEscape:   "ui.keys.escape",
	fyne.KeyTab:      "ui.help.keys.tab",
	fyne.KeyPlus:     "ui.keys.plus",
	fyne.KeyMinus:    "ui.keys.minus",
	fyne.KeyUp:       "ui.keys.up",
	fyne.KeyDown:     "ui.keys.down",
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
	w.apply(func(s *settings.Settings) { s.Theme = settings.Theme(mode) })
}

func (w *Window) resizeText(by float64) {
	w.apply(func(s *settings.Settings) { s.TextSize = resized(s.TextSize, by) })
}

// resized is a size of text that was changed, within what may be chosen.
func resized(size, by float64) float64 {
	return min(max(size+by, settings.SmallestText), settings.LargestText)
}

func (w *Window) largerText()  { w.resizeText(+textStep) }
func (w *Window) smallerText() { w.resizeText(-textStep) }
func (w *Window) usualText()   { w.resizeText(-settings.LargestText) }

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

package ui

import (
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/ui/toolkit"
)

// Show puts the window on the screen: the dossier at path, or where that is
// empty the start.
func (w *Window) Show(path string) {
	w.dress()
	w.window.SetMaster()
	w.window.SetCloseIntercept(w.leave)
	w.window.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dropped(uris) })
	w.shortcuts()
	w.window.Canvas().SetOnTypedKey(w.typedKey)
	w.followSystem()
	w.watchFront()
	first := w.readFirst(path)
	w.findGone()
	w.window.Resize(w.rememberedSize())
	w.showFirst(first)
	w.framed = w.rememberedSize()
	if w.chosenSettings.Window.Full {
		w.window.SetFullScreen(true)
	}
	w.window.Show()
}

// patience is how long the window waits for what it shows first. A disk of this
// computer has it much sooner, and one frame is painted instead of two; for a slow
// one nobody waits at an empty screen.
const patience = 250 * time.Millisecond

// readFirst reads beside the window what it shows first: the dossier at path, else
// what the start offers. What comes belongs on the window's goroutine.
func (w *Window) readFirst(path string) <-chan func() {
	read := w.readPacks
	if path != "" {
		w.loadPacks()
		read = w.reading(path)
	}
	first := make(chan func(), 1)
	w.run(func() { first <- read() })
	return first
}

// reading is what opens a dossier or a hand-over file, beside the window.
func (w *Window) reading(path string) (read func() (show func())) {
	path = absolute(path)
	take := w.taking(func() (*session.Session, error) { return w.options.House.Open(path, false) })
	return func() func() {
		if isHandover(path) {
			return func() { w.options.Later(func() { w.receiveFile(path) }) } // over a window that is there
		}
		return take()
	}
}

// showFirst shows what was read; the start until it comes, where it takes long.
func (w *Window) showFirst(first <-chan func()) {
	select {
	case show := <-first:
		show()
	case <-time.After(patience):
		w.run(func() { w.options.Later(<-first) })
	}
	if w.built == 0 {
		w.rebuild()
	}
}

// rememberedSize is the size that the window had last, else one that fits every
// screen that the program is made for.
func (w *Window) rememberedSize() fyne.Size {
	last := w.chosenSettings.Window
	if last.Width == 0 || last.Height == 0 {
		return fyne.NewSize(firstWidth, firstHeight)
	}
	return fyne.NewSize(last.Width, last.Height)
}

// dress gives the program the chosen theme and the toolkit the language.
func (w *Window) dress() {
	chosen := w.chosenSettings
	w.app.Settings().SetTheme(look.New(look.Mode(chosen.Theme), float32(chosen.TextSize)))
	w.speakToolkit()
}

// followSystem builds the window anew when the system turns light or dark: what
// stands on it has its colours from when it was built.
func (w *Window) followSystem() {
	w.variant = w.app.Settings().ThemeVariant()
	w.app.Settings().AddListener(func(s fyne.Settings) {
		variant := s.ThemeVariant()
		w.options.Later(func() {
			if variant != w.variant && !w.ending {
				w.variant = variant
				w.rebuild()
			}
		})
	})
}

// speak changes the language of everything on the screen.
func (w *Window) speak(lang i18n.Lang) {
	w.turnTongue(lang)
	w.remember(func(s *settings.Settings) { s.Language = string(lang) })
	w.rebuild()
}

// turnTongue has what is built from now on speak a language.
func (w *Window) turnTongue(lang i18n.Lang) {
	if lang == w.loc.Lang() {
		return
	}
	loc, err := i18n.New(lang)
	if err != nil {
		w.fail(err)
		return
	}
	w.loc = loc
	w.collation.Store(loc)
	w.speakToolkit()
}

// speakToolkit gives the toolkit's own texts the window's language.
func (w *Window) speakToolkit() {
	if err := toolkit.Speak(w.loc); err != nil {
		w.fail(err)
	}
}

// remember changes the settings, on the disk off the window's goroutine; where
// they cannot be written the program goes on without, and says so to whoever sets
// it up.
func (w *Window) remember(change func(*settings.Settings)) {
	change(&w.chosenSettings)
	w.run(w.remembering.add(func() {
		if err := w.options.Settings.Change(change); err != nil {
			w.options.Later(func() { w.notKept(err) })
		}
	}))
}

// open opens the dossier in a folder in place of the one that is open, or shows what
// a hand-over file holds. Where the dossier is the open one it is closed first:
// nobody can have it twice.
func (w *Window) open(path string) {
	before := w.shot.Path
	w.run(func() {
		path := absolute(path)
		if isHandover(path) {
			w.options.Later(func() { w.receiveFile(path) })
			return
		}
		same := sameFolder(before, path)
		w.options.Later(func() {
			w.afterSaving(func() {
				if same && w.shot.Path == before {
					w.shut()
				}
				w.take(func() (*session.Session, error) { return w.options.House.Open(path, false) })
			})
		})
	})
}

// absolute is the path by which a dossier is remembered.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// judgeByClock judges by the real time again, or by what the program was told.
func (w *Window) judgeByClock() {
	w.asOf.Store(nil)
	if w.options.AsOf != nil {
		w.asOf.Store(&w.options.AsOf)
	}
}

// take opens a session off the window's goroutine, judged by the real time
// unless open says otherwise, and shows it. What was closed before is free by
// then, and what is open stays so until there is something to show in its place.
func (w *Window) take(open func() (*session.Session, error)) {
	taken := w.taking(open)
	w.run(func() { w.options.Later(taken()) })
}

// taking is take in two halves: read opens the session off the window's goroutine,
// show shows it there.
func (w *Window) taking(open func() (*session.Session, error)) (read func() (show func())) {
	w.opening++
	this, judged, free := w.opening, w.asOf.Load(), w.freeing.wait()
	remembered := settings.Settings{Recent: slices.Clone(w.chosenSettings.Recent)}
	w.judgeByClock()
	return func() func() {
		free()
		s, err := open()
		if err != nil {
			return func() { w.notTaken(this, judged, err) }
		}
		desk := w.newDesk(s, remembered.Shown(s.Path()))
		shot := desk.snapshot()
		return func() {
			if this == w.opening {
				w.enter(desk, shot)
			} else {
				w.run(func() { _ = desk.close() })
			}
		}
	}
}

// notTaken says why nothing was opened, unless something else is being opened
// by now.
func (w *Window) notTaken(opening int, judged *func(*time.Location) time.Time, err error) {
	if opening == w.opening {
		w.asOf.Store(judged)
		w.fail(err)
	}
}

// run does work beside the window that must end before the program does.
func (w *Window) run(work func()) {
	w.tally(+1)
	w.settling.Go(func() {
		defer w.tally(-1)
		work()
	})
}

// enter shows a newly opened dossier.
func (w *Window) enter(d *desk, shot snapshot) {
	w.closeDesk()
	w.notices, w.step, w.later = nil, w.leftAt(shot.Path), map[string]bool{}
	w.shot = snapshot{}
	w.desk = d
	w.show(shot)
	w.noteRecent()
	w.focusOn(stepKey(w.step)) // not where the keyboard was in another dossier
	w.beginTour()
	w.watchClock()
	w.watchOutside()
}

// noteRecent puts the open dossier first among the recent ones.
func (w *Window) noteRecent() {
	path, name := w.shot.Path, w.shot.Candidate.Name.Full()
	if path == w.samplePath() {
		return
	}
	recent := settings.Recent{
		Path: path, Name: name, Opened: w.options.House.Now(), Vacancy: w.shot.Application.Vacancy, Step: string(w.step),
	}
	w.remember(func(s *settings.Settings) { s.Remember(recent) })
}

// leftAt is the step at which a dossier was left, else the first.
func (w *Window) leftAt(path string) stepID {
	left := stepID(w.chosenSettings.LeftAt(path))
	for _, step := range walk {
		if step.id == left {
			return left
		}
	}
	return stepOverview
}

// closeDesk gives the open dossier free, with what was typed last. No dialog
// that asks about it stays.
func (w *Window) closeDesk() {
	if w.desk == nil {
		return
	}
	piece.HideAll(w.window.Canvas())
	w.flush()
	w.dropDrafts()
	w.tour = nil
	path, step := w.shot.Path, string(w.step)
	w.remember(func(s *settings.Settings) { s.Leave(path, step) })
	desk := w.desk
	w.desk = nil
	w.run(w.freeing.add(func() { _ = desk.close() }))
}

// shut closes the dossier and shows the start.
func (w *Window) shut() {
	w.closeDesk()
	w.opening++
	w.shot, w.notices = snapshot{}, nil
	w.rebuild()
	w.findGone()
}

// show takes a new snapshot from the desk.
func (w *Window) show(shot snapshot) {
	first, before := w.shot.Path != shot.Path, w.shot.Application.Vacancy
	w.shot = shot
	if first {
		w.chosen, w.steps, w.elsewhere = map[stepID]string{}, newSteps(w), map[string]map[stepID]step{}
		for _, warning := range shot.Warnings {
			w.warn(warning)
		}
		w.rebuild()
		return
	}
	w.forgetGone()
	if w.choosing != nil {
		w.choosing.refresh()
	}
	if before != shot.Application.Vacancy {
		w.turned(before)
		return
	}
	w.shell.update()
	w.title()
	if shown := w.steps[w.step]; shown == nil || !shown.refresh() || len(w.outside.renamed) > 0 {
		w.rebuildStep()
	}
	w.outside.renamed = nil
}

// visit shows a step of the walk.
func (w *Window) visit(id stepID) {
	w.flush()
	if w.step == id {
		return
	}
	w.step = id
	w.shell.update()
	w.rebuildStep()
	w.shell.toTop()
}

// visitItem shows a step with the reasons of one item of the checklist, or where
// it has the answers on which the item rests, at those.
func (w *Window) visitItem(id stepID, item string) {
	w.chosen[id] = item
	if w.step == id {
		w.rebuildStep()
	} else {
		w.visit(id)
	}
	if answers, ok := w.steps[id].(interface{ goTo(item string) }); ok {
		answers.goTo(item)
	}
}

// rebuild makes everything on the screen anew, in the present language and
// theme; focus, cursor and scroll stay where they are.
func (w *Window) rebuild() {
	w.built++
	keep := w.focus()
	w.title()
	if w.desk == nil || w.shot.Path == "" {
		w.shell = nil
		w.window.SetContent(w.startPage())
	} else {
		w.shell = newShell(w, w.shell)
		w.window.SetContent(w.shell.content)
		w.fillStep()
	}
	w.renewPanel()
	keep.restore()
}

// rebuildStep makes the step in the middle anew.
func (w *Window) rebuildStep() {
	keep := w.focus()
	w.fillStep()
	keep.restore()
}

func (w *Window) fillStep() {
	w.fields = map[string]*piece.Field{}
	page, aside := w.steps[w.step].build()
	if next := w.onward(); next != nil {
		piece.EndPage(page, next)
	}
	w.shell.show(page, aside)
}

// focus remembers where the keyboard is.
func (w *Window) focus() kept {
	canvas := w.window.Canvas()
	k := kept{canvas: canvas, key: w.keyNow(piece.FocusKey(canvas))}
	if entry, ok := canvas.Focused().(*piece.Entry); ok {
		k.row, k.column, k.text, k.inText = entry.CursorRow, entry.CursorColumn, entry.Text, true
	}
	return k
}

// kept is where the keyboard was before the screen was made anew.
type kept struct {
	canvas      fyne.Canvas
	key         string
	row, column int
	text        string // in which the cursor was
	inText      bool
}

// restore puts it back, where what had it is still there.
func (k kept) restore() {
	if k.key == "" {
		return
	}
	found, ok := piece.FindKey(k.canvas.Content(), k.key).(fyne.Focusable)
	if !ok {
		return
	}
	k.canvas.Focus(found)
	if entry, ok := found.(*piece.Entry); ok && k.inText && entry.Text == k.text { // else another program has changed it
		entry.CursorRow, entry.CursorColumn = k.row, k.column
		entry.Refresh()
	}
}

// title names the candidate and the vacancy on the window's frame.
func (w *Window) title() {
	title := programName
	if w.desk != nil && w.shot.Pack != nil {
		title = w.say("ui.title", message.Args{"Candidate": w.candidateName(), "Vacancy": w.vacancyName()})
	}
	if w.window.Title() != title {
		w.window.SetTitle(title)
	}
}

// leave closes the window once everything is saved; what cannot be saved is
// said first.
func (w *Window) leave() { w.afterSaving(w.end) }

// afterSaving goes on once all that was typed is on the disk. Where some of it
// cannot be saved, the person decides.
func (w *Window) afterSaving(then func()) {
	w.afterSavingThose(func(string) bool { return true }, then)
}

// afterSavingThose does so for the fields that it concerns.
func (w *Window) afterSavingThose(concerned func(field string) bool, then func()) {
	if w.desk == nil {
		then()
		return
	}
	w.flush()
	desk := w.desk
	desk.refresh(func() {
		fields := slices.DeleteFunc(w.unsaved(), func(field string) bool { return !concerned(field) })
		switch {
		case w.desk != desk:
			w.afterSavingThose(concerned, then) // something else was opened meanwhile
		case len(fields) > 0:
			w.askLeave(fields, then)
		default:
			then()
		}
	})
}

// end keeps the window's size, gives the dossier free and closes. The window is
// gone at once, so that nothing more is typed into it.
func (w *Window) end() {
	if w.ending {
		return
	}
	w.ending = true
	w.opening++
	w.stopWork()
	size, full := w.window.Canvas().Size(), w.window.FullScreen()
	if full {
		size = w.framed
	}
	w.window.Hide()
	w.remember(func(s *settings.Settings) {
		s.Window.Width, s.Window.Height, s.Window.Full = size.Width, size.Height, full
	})
	w.closeDesk()
	leftovers := w.leftovers
	w.run(func() { clearPrinted(leftovers) })
	w.tally(+1)
	go func() {
		defer w.tally(-1)
		w.settling.Wait()
		w.options.Later(w.window.Close)
	}()
}

// dropped takes files in that were dropped anywhere on the window; a dossier's
// folder is opened.
func (w *Window) dropped(uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		paths = append(paths, uri.Path())
	}
	w.receive(paths)
}

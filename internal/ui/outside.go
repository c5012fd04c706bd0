package ui

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// What other programs do to the open dossier: a change is taken over at once and
// told, copies of the dossier are offered, a folder that has gone is waited for,
// and so is who holds a dossier that can only be read here.

// An outside is what the window tells of other programs.
type outside struct {
	taken   []session.Change // taken over, and not put away yet
	copies  []session.Copy
	later   map[string]bool // names of copies that were put off in this opening
	trouble error           // why the folder cannot be read or written
	looking bool            // the desk has been asked to look
	waiting bool            // the clock runs that tries again
	asking  bool            // somebody is asked whether the dossier is free
	// renamed are members whose ids are others now, until the page is made anew:
	// "studies.s3." by what it was.
	renamed map[string]string
}

// retryPause is how often it is tried again to save, to reach a folder that has
// gone, or to have a dossier that another program holds.
const retryPause = 5 * time.Second

// A seen is what looking at the folder has found.
type seen struct {
	took   session.Outcome
	copies []session.Copy
	err    error
}

// look takes over what other programs have put into the dossier.
func (d *desk) look(then func(seen)) {
	d.join(then, func() (session.Outcome, error) { return d.session.Reload(d.ctx) })
}

// merge takes copies of the dossier over.
func (d *desk) merge(names []string, then func(seen)) {
	d.join(then, func() (session.Outcome, error) { return d.session.MergeCopies(d.ctx, names...) })
}

func (d *desk) join(then func(seen), take func() (session.Outcome, error)) {
	d.enqueue(func() {
		var found seen
		found.took, found.err = take()
		if there, err := d.session.Outside(); err == nil {
			found.copies = there.Copies
		} else if found.err == nil {
			found.err = err
		}
		shot := d.snapshot()
		d.deliver(func() {
			d.heard(found.took)
			if !errors.Is(found.err, fs.ErrNotExist) { // else nothing is to be seen at the moment
				d.show(shot)
			}
			then(found)
		})
	})
}

// hear is told that something is new in the folder, from any goroutine.
func (w *Window) hear() { w.options.Later(w.lookOutside) }

// lookOutside takes over what is new in the folder. What is being typed is saved
// before, made of what was there when it was typed: so what both sides have
// changed is found, and no side wins unseen.
func (w *Window) lookOutside() {
	if w.desk == nil || w.outside.looking {
		return
	}
	w.outside.looking = true
	for field := range w.drafts {
		w.send(field)
	}
	desk := w.desk
	desk.look(func(found seen) {
		if w.desk == desk {
			w.outside.looking = false
			w.looked(found)
		}
	})
}

// looked tells what was found in the folder.
func (w *Window) looked(found seen) {
	w.outside.copies = found.copies
	if err := found.err; err != nil || !w.stuck() {
		w.setTrouble(err)
	} else {
		w.keepTrying()
	}
	w.showNotices()
}

// tookOver tells what was taken over from another program. It comes before the
// snapshot in which it is to be seen.
func (w *Window) tookOver(took session.Outcome) {
	w.rename("documents.", took.Renamed.Documents)
	w.rename("pages.", took.Renamed.Documents)
	w.rename("studies.", took.Renamed.Studies)
	for _, step := range w.steps {
		if step, ok := step.(interface {
			rename(now func(key string) string)
		}); ok && len(w.outside.renamed) > 0 {
			step.rename(w.keyNow)
		}
	}
	if w.shot.ReadOnly != nil {
		return // whoever only reads has nothing of their own beside it
	}
	for _, c := range took.Changes {
		if !slices.ContainsFunc(w.outside.taken, func(other session.Change) bool { return w.loc.Text(other.Text) == w.loc.Text(c.Text) }) {
			w.outside.taken = append(w.outside.taken, c)
		}
		if field := w.typedIn(c.Field); field != "" {
			w.warn(message.New("ui.outside.typed", message.Args{"Change": w.loc.Text(w.named(c.Text))}))
		}
	}
}

// rename gives the drafts of members the ids that these have from now on.
func (w *Window) rename(list string, ids map[string]string) {
	if len(ids) == 0 {
		return
	}
	if w.outside.renamed == nil {
		w.outside.renamed = map[string]string{}
	}
	for id, now := range ids {
		w.outside.renamed[list+id+"."] = list + now + "."
	}
	moved := map[string]*draft{}
	for name, d := range w.drafts {
		now := w.keyNow(name)
		if now == name {
			continue
		}
		delete(w.drafts, name)
		moved[now] = d
		d.stop()
		d.stop = w.options.After(pause, func() { w.send(now) })
	}
	maps.Copy(w.drafts, moved)
}

// keyNow is the key of a field or a member after its id has become another one.
func (w *Window) keyNow(key string) string {
	for was, now := range w.outside.renamed {
		if rest, ours := strings.CutPrefix(key+".", was); ours {
			return strings.TrimSuffix(now+rest, ".")
		}
	}
	return key
}

// typedIn is the field in which something stands that cannot be saved yet, of
// those that a change is about; "" for none.
func (w *Window) typedIn(changed string) string {
	for field, d := range w.drafts {
		if d.problem != nil && (field == changed || strings.HasPrefix(field, changed+".") || strings.HasSuffix(changed, "."+field)) {
			return field
		}
	}
	return ""
}

// stuck reports whether something that was typed could not be saved for a reason
// that the person cannot mend in its field.
func (w *Window) stuck() bool {
	for _, d := range w.drafts {
		if d.problem != nil && !isBadInput(d.problem) {
			return true
		}
	}
	return false
}

// isBadInput reports whether an error is about what was typed.
func isBadInput(err error) bool {
	e := message.Of(err)
	return e != nil && e.Class == message.BadInput
}

// setTrouble notes that the folder cannot be read or written, and tries again
// until it can; nil: it can.
func (w *Window) setTrouble(err error) {
	before := w.outside.trouble
	w.outside.trouble = err
	switch {
	case err != nil:
		w.keepTrying()
	case before != nil && w.shell != nil:
		w.news(message.New("ui.outside.again", nil), "", nil)
	}
}

// troubled tells of an error of the machine when something was saved; ok is false
// for one that the person can mend.
func (w *Window) troubled(err error) {
	if !isBadInput(err) {
		w.setTrouble(err)
		w.showNotices()
	}
}

// keepTrying runs the clock by which what is not possible now is tried again.
func (w *Window) keepTrying() {
	if w.outside.waiting {
		return
	}
	w.outside.waiting = true
	desk := w.desk
	w.options.After(retryPause, func() {
		if w.desk != desk {
			return
		}
		w.outside.waiting = false
		w.tryNow()
	})
}

// tryNow tries what was not possible again: to save what was typed, to read the
// folder, to have the dossier.
func (w *Window) tryNow() {
	switch {
	case w.desk == nil:
	case mayChange(w.shot.ReadOnly):
		w.askForDossier()
	case w.outside.trouble != nil:
		for _, d := range w.drafts {
			d.sent = d.sent && isBadInput(d.problem)
		}
		for field, d := range w.drafts {
			if d.problem != nil && !isBadInput(d.problem) {
				w.send(field)
			}
		}
		w.lookOutside()
	}
}

// isHeld reports whether a dossier can only be read because another program has
// it.
func isHeld(err error) bool {
	e := message.Of(err)
	return e != nil && e.ID == "dossier-held"
}

// mayChange reports whether a dossier that can only be read now may be changed
// later: when another program lets it go, or its folder can be written.
func mayChange(readOnly error) bool {
	return isHeld(readOnly) || readOnly != nil && message.Of(readOnly) == nil
}

// askForDossier opens the dossier once more, which gives it to this window where
// the other program has let it go.
func (w *Window) askForDossier() {
	if w.outside.asking {
		return
	}
	w.outside.asking = true
	desk, opening, path, vacancy := w.desk, w.opening, w.shot.Path, w.shot.Application.Vacancy
	w.run(func() {
		again, shot := w.openAgain(path, vacancy)
		w.options.Later(func() {
			switch {
			case w.desk != desk || w.opening != opening:
				if again != nil {
					w.run(w.freeing.add(func() { _ = again.close() }))
				}
			case again == nil:
				w.outside.asking = false
				w.keepTrying()
			default:
				w.exchange(again, shot)
			}
		})
	})
}

// openAgain opens the dossier where it can be changed now; else it is nil.
func (w *Window) openAgain(path, vacancy string) (*desk, snapshot) {
	s, err := w.options.House.Open(path, false)
	if err != nil {
		return nil, snapshot{}
	}
	if s.ReadOnly() != nil {
		_ = s.Close() // it was only read
		return nil, snapshot{}
	}
	d := w.newDesk(s, vacancy)
	return d, d.snapshot()
}

// exchange puts a session that can change the dossier in the place of one that
// could only read it; the window stays where it is.
func (w *Window) exchange(d *desk, shot snapshot) {
	reader, told := w.desk, "ui.outside.again"
	if isHeld(w.shot.ReadOnly) {
		told = "ui.held.free"
	}
	w.desk, w.shot, w.outside = d, shot, outside{later: w.outside.later}
	w.steps, w.elsewhere = newSteps(w), map[string]map[stepID]step{}
	w.run(w.freeing.add(func() { _ = reader.close() }))
	w.rebuild()
	w.watchClock()
	w.news(message.New(told, nil), "", nil)
	w.lookOutside()
}

// watchOutside begins with what other programs do to a newly opened dossier.
func (w *Window) watchOutside() {
	w.outside = outside{later: map[string]bool{}}
	if mayChange(w.shot.ReadOnly) {
		w.keepTrying()
	}
	w.lookOutside()
}

// outsideBars tell of other programs, what matters most first.
func (w *Window) outsideBars() []fyne.CanvasObject {
	if w.shell == nil && w.desk == nil {
		return nil
	}
	var bars []fyne.CanvasObject
	for _, bar := range []fyne.CanvasObject{w.troubleBar(), w.readOnlyBar(), w.conflictsBar(), w.copiesBar(), w.takenBar()} {
		if bar != nil {
			bars = append(bars, bar)
		}
	}
	return bars
}

// tryButton tries again at once.
func (w *Window) tryButton(key string) *piece.Button {
	return piece.NewButton(key, w.say("ui.outside.try", nil), piece.Secondary, nil, w.tryNow)
}

// troubleBar says why the folder cannot be read or written, and that nothing
// typed is lost.
func (w *Window) troubleBar() fyne.CanvasObject {
	err := w.outside.trouble
	if err == nil {
		return nil
	}
	what, do := w.loc.Error(err)
	folder := message.Args{"Folder": w.shot.Path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what, do = w.say("ui.outside.gone", folder), w.say("ui.outside.gone-do", nil)
	case errors.Is(err, fs.ErrPermission):
		what = w.say("ui.outside.unwritable", folder)
	}
	if message.Of(err) == nil { // else to wait does not help
		do = w.say("ui.outside.kept", message.Args{"Do": do})
	}
	return piece.NewNotice("trouble", piece.Missing, what, do, w.tryButton("trouble.try"))
}

// readOnlyBar says why the dossier can only be read, and who has it.
func (w *Window) readOnlyBar() fyne.CanvasObject {
	err := w.shot.ReadOnly
	if err == nil {
		return nil
	}
	what, do := w.loc.Error(err)
	if isHeld(err) {
		do = w.say("ui.held.do", nil)
	}
	var again []*piece.Button
	if mayChange(err) {
		again = append(again, w.tryButton("notice.read-only.try"))
	}
	return piece.NewNotice("notice.read-only", piece.ToConfirm, what, do, again...)
}

// takenBar says what was taken over from another program, until it is put away.
func (w *Window) takenBar() fyne.CanvasObject {
	if len(w.outside.taken) == 0 {
		return nil
	}
	versions := piece.NewButton("taken.history", w.say("ui.menu.history", nil), piece.Secondary, nil, w.askHistory)
	close := piece.NewButton("taken.close", w.say("ui.notice.close", nil), piece.Quiet, nil, func() {
		w.outside.taken = nil
		w.showNotices()
	})
	return piece.NewNotice("taken", piece.Neutral, w.say("ui.outside.taken", nil),
		w.say("ui.outside.changes", message.Args{"Changes": w.changeWords(w.outside.taken)}), versions, close)
}

// conflictsBar says that there is something to choose, until there is not.
func (w *Window) conflictsBar() fyne.CanvasObject {
	count := len(w.shot.Conflicts)
	if count == 0 {
		return nil
	}
	choose := piece.NewButton("conflicts.choose", w.say("ui.conflicts.choose", nil), piece.Secondary, nil, w.askConflicts)
	return piece.NewNotice("conflicts", piece.ToConfirm,
		w.say("ui.conflicts.what", message.Args{"Count": count}), w.say("ui.conflicts.do", nil), choose)
}

// copiesBar offers copies of the dossier, unless they were put off.
func (w *Window) copiesBar() fyne.CanvasObject {
	copies := w.newCopies()
	if len(copies) == 0 || w.shot.ReadOnly != nil {
		return nil
	}
	see := piece.NewButton("copies.see", w.say("ui.copies.see", nil), piece.Secondary, nil, w.askCopies)
	later := piece.NewButton("copies.later", w.say("ui.copies.later", nil), piece.Quiet, nil, func() {
		for _, c := range copies {
			w.outside.later[c.Name] = true
		}
		w.showNotices()
	})
	return piece.NewNotice("copies", piece.ToConfirm,
		w.say("ui.copies.what", message.Args{"Count": len(copies)}), w.say("ui.copies.do", nil), see, later)
}

// newCopies are the copies that nobody has put off.
func (w *Window) newCopies() []session.Copy {
	return slices.DeleteFunc(slices.Clone(w.outside.copies), func(c session.Copy) bool { return w.outside.later[c.Name] })
}

// cardGap is between what stands side by side.
const cardGap = look.Gap16

package session

import (
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
)

// trailLength bounds how many changes can be undone.
const trailLength = 100

// sameBreath is how long the changes of one field count as one.
const sameBreath = time.Minute

// trail is what Undo and Redo go along. It is written down in the dossier's
// folder, so that it outlives the program.
type trail struct{ done, undone []step }

// step is a change that was made.
type step struct {
	before, after moment
	field         string // what alone was set; empty: more than one field, or another edit
	at            time.Time
}

// moment is a state: where it stands in the history, and where it is known, what
// it was.
type moment struct {
	entry string
	state *dossier.Dossier
}

// note adds a change, unless it only goes on with the last one, and returns the
// steps that nobody can go along any more.
func (t *trail) note(made step) (gone []step) {
	gone, t.undone = t.undone, nil
	if last := len(t.done) - 1; last >= 0 && made.goesOnWith(t.done[last]) {
		t.done[last].after = made.after
		return gone
	}
	t.done = append(t.done, made)
	if extra := len(t.done) - trailLength; extra > 0 {
		gone = append(gone, t.done[:extra]...)
		t.done = slices.Delete(t.done, 0, extra)
	}
	return gone
}

// goesOnWith reports whether a change is one with the last one: of the same field,
// in the same breath, and made in the very state that the last one led to. What
// another program has changed between the two is in neither.
func (made step) goesOnWith(last step) bool {
	since := made.at.Sub(last.at)
	return made.field != "" && made.field == last.field && made.before.entry == last.after.entry &&
		since >= 0 && since < sameBreath
}

// fieldOf names what the edits set where that is one field, else "".
func fieldOf(edits []Edit) string {
	if len(edits) != 1 {
		return ""
	}
	one, isSet := edits[0].(Set)
	if !isSet || len(one.Assignments) != 1 {
		return ""
	}
	field, _, _ := strings.Cut(one.Assignments[0], "=")
	return one.Vacancy + " " + field
}

// readTrail is the trail that was written down when the dossier was open last.
func readTrail(folder *dossier.Opened) trail {
	if folder.ReadOnly() != nil {
		return trail{}
	}
	journal := folder.Journal()
	t := trail{read(journal.Done), read(journal.Undone)}
	if last := len(t.done) - 1; last >= 0 {
		t.done[last].field = "" // what comes next is a change of its own
	}
	return t
}

func read(steps []dossier.Step) []step {
	out := make([]step, 0, len(steps))
	for _, made := range steps {
		out = append(out, step{
			before: moment{entry: made.Before}, after: moment{entry: made.After}, field: made.Field, at: made.At,
		})
	}
	return out
}

// writeTrail writes the trail down; the caller holds saving. Where that fails,
// the changes are saved all the same and only their undoing ends with the program.
func (s *Session) writeTrail() {
	s.mu.Lock()
	journal := dossier.Journal{Done: written(s.trail.done), Undone: written(s.trail.undone)}
	s.mu.Unlock()
	_ = s.folder.SetJournal(journal)
}

func written(steps []step) []dossier.Step {
	out := make([]dossier.Step, 0, len(steps))
	for _, made := range steps {
		out = append(out, dossier.Step{Before: made.before.entry, After: made.after.entry, Field: made.field, At: made.at})
	}
	return out
}

// noteSaved adds the last save to the trail; before is the state that the edits
// were made in. Where nothing had to be written, as another program had made the
// same change or it says nothing, there is nothing to undo. The caller holds saving.
func (s *Session) noteSaved(before dossier.Dossier, field string, now time.Time) {
	from, to := s.folder.LastSave()
	s.mu.Lock()
	if from == "" || to == s.present {
		s.present = to
		s.mu.Unlock()
		return
	}
	after := s.state
	made := step{before: moment{entry: from}, after: moment{entry: to, state: &after}, field: field, at: now}
	if from == s.present { // else the change was made in another program's state, and is what differs from that
		made.before.state = &before
	}
	gone := s.trail.note(made)
	s.present = to
	s.mu.Unlock()
	s.writeTrail()
	s.forgetUnreachable(gone)
}

// CanUndo reports whether there is a change that Undo takes back.
func (s *Session) CanUndo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.trail.done) > 0
}

// CanRedo reports whether there is a change that Redo makes again.
func (s *Session) CanRedo() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.trail.undone) > 0
}

// Undo takes the last change back and saves: also one of an earlier opening of
// this dossier on this computer. One field that is set again within a minute is
// one change; a hundred are remembered. A document that was added or taken out
// goes or comes back. What another program has changed since stays as it is;
// where it changed the very same, the error says so (session-overtaken), and the
// change is not one to undo any more. Where there is nothing to undo, Undo does
// nothing.
func (s *Session) Undo() error {
	return s.walk(func(t *trail) (from, to *[]step) { return &t.done, &t.undone },
		func(made step) (from, to moment) { return made.after, made.before })
}

// Redo makes the change again that Undo took back last, unless another was made
// since; then, and where there is none, it does nothing.
func (s *Session) Redo() error {
	return s.walk(func(t *trail) (from, to *[]step) { return &t.undone, &t.done },
		func(made step) (from, to moment) { return made.before, made.after })
}

// walk goes one step along the trail, from the end of one side to the end of the
// other: what the step changed on its way is changed in the present state.
func (s *Session) walk(sides func(*trail) (from, to *[]step), way func(step) (from, to moment)) error {
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.ReadOnly(); err != nil {
		return err
	}
	s.mu.Lock()
	from, to := sides(&s.trail)
	present := s.state
	last := len(*from) - 1
	if last < 0 {
		s.mu.Unlock()
		return nil
	}
	made := (*from)[last]
	s.mu.Unlock()
	next, err := s.along(present, made, way)
	if err == nil {
		err = s.save(next, s.house.Now())
	}
	if message.Of(err) != nil && message.Of(err).ID == overtaken {
		s.mu.Lock()
		*from = (*from)[:last]
		s.mu.Unlock()
		s.writeTrail()
		s.forgetUnreachable([]step{made})
	}
	if err != nil {
		return err
	}
	s.mu.Lock()
	*from, *to = (*from)[:last], append(*to, made)
	if last := len(s.trail.done) - 1; last >= 0 {
		s.trail.done[last].field = "" // what comes next is a change of its own
	}
	_, s.present = s.folder.LastSave()
	s.mu.Unlock()
	s.writeTrail()
	return nil
}

// overtaken is the id of the error that a change gets that cannot be taken back.
const overtaken = "session-overtaken"

// along is the present state with what a step changes on its way.
func (s *Session) along(present dossier.Dossier, made step, way func(step) (from, to moment)) (dossier.Dossier, error) {
	start, goal := way(made)
	from, err := s.known(start)
	if err != nil {
		return dossier.Dossier{}, err
	}
	to, err := s.known(goal)
	if err != nil {
		return dossier.Dossier{}, err
	}
	if same(from, present) {
		return to, nil
	}
	merged, err := dossier.Merge(&from, present, to)
	if err != nil {
		return dossier.Dossier{}, err
	}
	if len(merged.Fresh) > 0 {
		return dossier.Dossier{}, message.Bad(overtaken, message.Args{"Folder": s.Path()}, nil)
	}
	return merged.Dossier, nil
}

// known is the state of a moment, read from the history where it has to be.
func (s *Session) known(m moment) (dossier.Dossier, error) {
	if m.state != nil {
		return *m.state, nil
	}
	d, err := s.folder.State(dossier.Entry{Name: m.entry})
	if err != nil {
		return d, message.Bad(overtaken, message.Args{"Folder": s.Path()}, err)
	}
	return d, nil
}

// forgetUnreachable removes the files of documents that neither the dossier nor
// anything that can be undone names any more; gone are the steps that nobody can
// go along. Where it cannot be known what is still wanted, all stays.
func (s *Session) forgetUnreachable(gone []step) {
	candidates := map[string]bool{}
	for _, made := range gone {
		for _, m := range []moment{made.before, made.after} {
			d, err := s.known(m)
			if err != nil {
				continue
			}
			for _, file := range d.Files() {
				candidates[file] = true
			}
		}
	}
	s.mu.Lock()
	steps := slices.Concat(s.trail.done, s.trail.undone)
	present := s.state
	s.mu.Unlock()
	drop(candidates, present)
	for _, made := range steps {
		for _, m := range []moment{made.before, made.after} {
			if len(candidates) == 0 {
				return
			}
			d, err := s.known(m)
			if err != nil {
				return
			}
			drop(candidates, d)
		}
	}
	for file := range candidates {
		_ = s.folder.Forget(file) // a file that nothing names does no harm
	}
}

// drop takes the files out that a state names.
func drop(files map[string]bool, d dossier.Dossier) {
	for _, file := range d.Files() {
		delete(files, file)
	}
}

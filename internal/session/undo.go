package session

import (
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/dossier"
)

// trailLength bounds how many changes can be undone.
const trailLength = 100

// sameBreath is how long the changes of one field count as one.
const sameBreath = time.Minute

// trail is what Undo and Redo go along: the states of this opening, in memory
// alone. What they need of documents' files stays in the folder.
type trail struct{ done, undone []step }

// step is a change that was made, with the state on its other side.
type step struct {
	state dossier.Dossier
	field string // what alone was set; empty: more than one field, or another edit
	at    time.Time
}

// note adds a change, unless it only goes on with the last one.
func (t *trail) note(made step) {
	t.undone = nil
	if last := len(t.done) - 1; last >= 0 && made.field != "" && t.done[last].field == made.field {
		if since := made.at.Sub(t.done[last].at); since >= 0 && since < sameBreath {
			return
		}
	}
	t.done = append(t.done, made)
	if extra := len(t.done) - trailLength; extra > 0 {
		t.done = slices.Delete(t.done, 0, extra)
	}
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

// Undo takes the last change of this opening back and saves. One field that is
// set again within a minute is one change; a hundred are remembered. A document
// that was added or taken out goes or comes back; its file stays in any case.
// Where there is nothing to undo, Undo does nothing.
func (s *Session) Undo() error {
	return s.walk(func(t *trail) (from, to *[]step) { return &t.done, &t.undone })
}

// Redo makes the change again that Undo took back last, unless another was made
// since; then, and where there is none, it does nothing.
func (s *Session) Redo() error {
	return s.walk(func(t *trail) (from, to *[]step) { return &t.undone, &t.done })
}

// walk goes one step along the trail: the state at the end of one side becomes
// the present one, and that the end of the other.
func (s *Session) walk(sides func(*trail) (from, to *[]step)) error {
	s.saving.Lock()
	defer s.saving.Unlock()
	s.mu.Lock()
	from, to := sides(&s.trail)
	last, here := len(*from)-1, step{state: s.state}
	var there step
	if last >= 0 {
		there = (*from)[last]
	}
	s.mu.Unlock()
	if last < 0 {
		return nil
	}
	if err := s.save(there.state, s.house.Now()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	*from, *to = (*from)[:last], append(*to, here)
	if last := len(s.trail.done) - 1; last >= 0 {
		s.trail.done[last].field = "" // what comes next is a change of its own
	}
	return nil
}

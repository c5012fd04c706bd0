package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/dossier"
)

// Outside is what another program has done to the open dossier's folder: one that
// keeps folders alike, or ours on another computer.
type Outside struct {
	// Changed: dossier.json is another than the session read or saved last. Reload
	// takes it over.
	Changed bool
	// Copies are the copies of dossier.json that tools have put beside it. MergeCopies
	// takes them over.
	Copies []Copy
}

// IsEmpty reports whether there is nothing to do.
func (o Outside) IsEmpty() bool { return !o.Changed && len(o.Copies) == 0 }

// Outcome is what became of the dossier when another side's changes were taken
// over.
type Outcome struct {
	Changed bool             // the dossier says something else than before
	Fresh   []string         // conflicts that are new, named as Conflicts names them
	Copies  []string         // names of the copies that were merged
	Failed  map[string]error // copies that could not be, by name
	Renamed dossier.Renamed  // documents and studies whose ids are others now
	Changes []Change         // what is otherwise, in words
}

// Copy is a copy of dossier.json that a tool has put beside it.
type Copy = dossier.Copy

// Outside looks at the folder. It opens no document.
func (s *Session) Outside() (Outside, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	return s.outside()
}

func (s *Session) outside() (Outside, error) {
	changed, err := s.folder.ChangedOutside()
	if err != nil {
		return Outside{}, err
	}
	copies, err := s.folder.Copies()
	return Outside{Changed: changed, Copies: copies}, err
}

// Reload takes over what another program has put into dossier.json. What both
// sides have changed apart is merged field by field and saved; what cannot be
// waits in Conflicts. A dossier that is only read shows the other side's state.
// Where nothing was changed nothing happens.
func (s *Session) Reload(ctx context.Context) (Outcome, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := ctx.Err(); err != nil {
		return Outcome{}, err
	}
	return s.reload()
}

func (s *Session) reload() (Outcome, error) {
	changed, err := s.folder.ChangedOutside()
	if gone := errors.Is(err, fs.ErrNotExist); err != nil && !gone || err == nil && !changed {
		return Outcome{}, err
	}
	before := s.current()
	var out dossier.Merged
	if s.ReadOnly() != nil {
		out.Dossier, err = s.folder.Reload()
	} else {
		out, err = s.folder.Merge(before, s.house.Now())
	}
	if err != nil {
		return Outcome{}, err
	}
	return s.takeOver(before, out), nil
}

// takeOver makes what came of both sides the present state; the caller holds
// saving.
func (s *Session) takeOver(before dossier.Dossier, out dossier.Merged) Outcome {
	told := s.outcome(before, out)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = out.Dossier
	_, s.present = s.folder.LastSave()
	return told
}

// outcome is what a merge has made otherwise.
func (s *Session) outcome(before dossier.Dossier, out dossier.Merged) Outcome {
	told := Outcome{Fresh: out.Fresh, Renamed: out.Mine}
	if told.Changed = !same(before, out.Dossier); told.Changed {
		told.Changes = changes(before, out.Dossier, s.titles())
	}
	return told
}

// Merged is what saves have taken over from other programs since it was asked for
// last, and which nobody was told of: a save merges what it meets.
func (s *Session) Merged() Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	told := s.merged
	s.merged = Outcome{}
	return told
}

// noteMerged keeps what a save has taken over; the caller holds mu.
func (s *Session) noteMerged(more Outcome) {
	told := &s.merged
	told.Changed = told.Changed || more.Changed
	told.Fresh = append(told.Fresh, more.Fresh...)
	told.Changes = append(told.Changes, more.Changes...)
	if len(more.Renamed.Documents)+len(more.Renamed.Studies) > 0 {
		told.Renamed = more.Renamed
	}
}

// MergeCopies merges copies of dossier.json, all of them where none is named, one
// after the other; each then stands in the history and no longer beside
// dossier.json. What dossier.json itself holds is taken over first. One that cannot
// be merged stays, and the others go on.
func (s *Session) MergeCopies(ctx context.Context, names ...string) (all Outcome, err error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.ReadOnly(); err != nil {
		return Outcome{}, err
	}
	start := s.current()
	if all, err = s.reload(); err != nil {
		return all, err
	}
	defer func() {
		if all.Changed {
			all.Changes = changes(start, s.current(), s.titles())
		}
	}()
	if len(names) == 0 {
		copies, err := s.folder.Copies()
		if err != nil {
			return all, err
		}
		for _, c := range copies {
			names = append(names, c.Name)
		}
	}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return all, err
		}
		before := s.current()
		out, err := s.folder.MergeCopy(name, before, s.house.Now())
		if err != nil {
			if all.Failed == nil {
				all.Failed = map[string]error{}
			}
			all.Failed[name] = err
			continue
		}
		one := s.takeOver(before, out)
		all.Changed = all.Changed || one.Changed
		all.Fresh = append(all.Fresh, one.Fresh...)
		all.Copies = append(all.Copies, name)
	}
	return all, nil
}

// saveOrMerge saves a state, together with what another program has put into
// dossier.json meanwhile, and returns what was saved. The caller holds saving.
func (s *Session) saveOrMerge(next dossier.Dossier, now time.Time) (dossier.Dossier, error) {
	err := s.folder.Save(next, now)
	if err == nil {
		return next, nil
	}
	if _, isPath := errors.AsType[*fs.PathError](err); !errors.Is(err, dossier.ErrChangedOutside) && !(isPath && errors.Is(err, fs.ErrNotExist)) {
		return next, err
	}
	out, mergeErr := s.folder.Merge(next, now)
	if mergeErr != nil {
		return next, mergeErr
	}
	told := s.outcome(next, out)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.present = elsewhere
	s.noteMerged(told)
	return out.Dossier, nil
}

// CopyLook is what merging a copy of dossier.json would bring.
type CopyLook struct {
	Changes   []Change   // what the dossier would say otherwise than now
	Conflicts []Conflict // on what there would be a choice to make
}

// LookAtCopy tells what MergeCopies would make of a copy, and changes nothing.
func (s *Session) LookAtCopy(name string) (CopyLook, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	before := s.current()
	out, err := s.folder.LookAtCopy(name, before)
	if err != nil {
		return CopyLook{}, err
	}
	told := s.outcome(before, out)
	all := CopyLook{Changes: told.Changes}
	for _, c := range out.Dossier.Conflicts() {
		if slices.Contains(told.Fresh, c.Field) {
			all.Conflicts = append(all.Conflicts, c)
		}
	}
	return all, nil
}

// elsewhere stands for the entry of a state that was not this session's: what is
// saved after it was not made in the state that the session knew.
const elsewhere = "-"

// Conflict is one field on which two sides differ.
type Conflict = dossier.Conflict

// Option is one of the values that a conflict is about.
type Option = dossier.Option

// Conflicts are the fields on which two sides differ and nobody has chosen yet.
func (s *Session) Conflicts() []Conflict { return s.current().Conflicts() }

// Resolve is the Edit that settles a conflict by one of its values.
type Resolve struct {
	Field string         // as Conflicts names it
	Value jsontext.Value // of one of its options
}

func (e Resolve) apply(_ *Session, d *dossier.Dossier) error {
	settled, err := d.Resolve(e.Field, e.Value)
	if err != nil {
		return err
	}
	*d = settled
	return nil
}

// watch has the house look at the folder until the session is closed.
func (s *Session) watch() {
	if s.house.Watch == nil || s.house.Changed == nil {
		return
	}
	s.work.Go(func() {
		s.house.Watch(s.life, []string{s.Path(), s.folder.Documents()}, s.look)
	})
}

// look tells the house when there is something new outside.
func (s *Session) look() {
	s.saving.Lock()
	found, tell := s.findings()
	tell = tell && found != s.noticed
	s.noticed = found
	s.saving.Unlock()
	if tell && s.life.Err() == nil {
		s.house.Changed()
	}
}

// trouble stands for a folder that cannot be looked at.
const trouble = "?"

// findings describes what is outside, and whether it is worth a word: another
// dossier.json, copies of it, documents that are gone or have come back, or a
// folder that has gone or is back.
func (s *Session) findings() (found string, worth bool) {
	state, changed, err := s.folder.Present()
	if err != nil {
		return trouble, true
	}
	names, err := s.folder.CopyNames()
	if err != nil {
		return trouble, true
	}
	var missing []string
	for _, e := range s.current().Documents {
		if !s.folder.HasDocument(e.File) {
			missing = append(missing, e.ID)
		}
	}
	lacking := strings.Join(missing, " ")
	if !changed {
		state = ""
	}
	_, before, _ := strings.Cut(s.noticed, "\n")
	found = fmt.Sprintf("%s %q\n%s", state, names, lacking)
	return found, changed || len(names) > 0 || lacking != before || s.noticed == trouble
}

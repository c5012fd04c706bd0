package session

import (
	"errors"
	"io/fs"
	"strconv"
	"time"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/message"
)

// State is one saved state of the dossier.
type State struct {
	Number  int       // counts the saves; two computers may have given one number twice
	Name    string    // of its file in history/; no other has it
	At      time.Time // when it was saved, in UTC, by the clock of that moment
	Present bool      // it is what the dossier says now
	// Changes are what is otherwise than in the state before; none in the first
	// that is kept.
	Changes []Change
	Err     error // it cannot be read
}

// History lists the saved states that are kept, the newest first.
func (s *Session) History() ([]State, error) {
	entries, err := s.folder.History()
	if err != nil {
		return nil, err
	}
	titles := s.titles()
	present := s.current()
	var states []State
	var newer *dossier.Dossier // the state after, and where its Changes go
	at := -1
	for _, e := range entries {
		d, err := s.folder.State(e)
		if errors.Is(err, fs.ErrNotExist) {
			continue // thinned at this moment
		}
		states = append(states, State{Number: e.Number, Name: e.Name, At: e.At, Err: err})
		if err != nil {
			continue
		}
		if newer != nil {
			states[at].Changes = changes(d, *newer, titles)
		} else {
			states[len(states)-1].Present = same(d, present)
		}
		newer, at = &d, len(states)-1
	}
	return states, nil
}

// titles are the titles of checklists' items by their ids, as far as the
// vacancies are to be found.
func (s *Session) titles() map[string]message.Text {
	titles := map[string]message.Text{}
	d := s.current()
	for _, a := range d.Applications {
		standing, err := s.standing(d, a.Vacancy)
		if err != nil {
			continue // the ids have to do
		}
		for _, item := range standing.Checklist.Items {
			titles[item.ID] = item.Title
		}
	}
	return titles
}

// Restore is the Edit that makes an earlier state the present one again: all of
// it, while the states since stay in the history. Files of documents that were
// erased meanwhile do not come back; those documents are then Missing. An
// application that was sent stays as it was sent.
type Restore struct {
	Number int    // of the state; where two have it, the one that was saved later
	Name   string // of the state's file, instead of its number; empty: Number counts
}

func (e Restore) apply(s *Session, d *dossier.Dossier) error {
	entries, err := s.folder.History()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if e.Name != "" && entry.Name != e.Name || e.Name == "" && entry.Number != e.Number {
			continue
		}
		state, err := s.folder.State(entry)
		if err != nil {
			return err
		}
		*d = keepingSent(state, *d)
		return nil
	}
	asked := e.Name
	if asked == "" {
		asked = strconv.Itoa(e.Number)
	}
	return message.Bad("session-no-state", message.Args{"State": asked, "Folder": s.Path()}, nil)
}

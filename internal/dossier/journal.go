package dossier

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"example.org/dossier/internal/durable"
)

// Journal says which changes can be undone and made again. It names the states
// on both sides of each by their entries in the history, which keeps them for as
// long as it does. It belongs to one device and is never handed over.
type Journal struct {
	Present string `json:"present"` // entry of the state that it was written with
	Done    []Step `json:"done"`    // the oldest change first
	Undone  []Step `json:"undone"`  // the one that was undone first first
}

// Step is one change.
type Step struct {
	Before string    `json:"before"` // entry of the history
	After  string    `json:"after"`
	Field  string    `json:"field,omitzero"` // what alone was set; empty: more than one field, or another edit
	At     time.Time `json:"at"`
}

const (
	journalName  = "undo-%s.json" // of a device's id, or * for all
	journalLimit = 1_000_000      // bytes
)

// Journal reads what SetJournal wrote on this device; of one that is not there,
// or cannot be read, nothing can be undone. Where the dossier was changed since
// by a program that did not write it down, nothing can be made again.
func (f *Folder) Journal() Journal {
	j := readJournal(f.journal())
	if j.Present != f.entry {
		j.Undone = nil
	}
	return j
}

func readJournal(path string) Journal {
	var j Journal
	data, err := durable.ReadFile(path, journalLimit)
	if err != nil || json.Unmarshal(data, &j) != nil {
		return Journal{}
	}
	return j
}

// SetJournal replaces the journal by one about the present state.
func (f *Folder) SetJournal(j Journal) error {
	if f.readOnly != nil {
		return f.readOnly
	}
	j.Present = f.entry
	data, err := json.Marshal(j, json.Deterministic(true))
	if err != nil {
		return err
	}
	return f.disk.WriteFile(f.journal(), data, durable.FilePerm)
}

// LastSave returns the entries of the history on both sides of the last save:
// the state that it came after, which is another program's where the two were
// merged, and the one that it made. They are empty before the first save.
func (f *Folder) LastSave() (before, after string) { return f.before, f.entry }

// needed are the entries of the history that journals name: this device's, and
// those of others that the folder is shared with.
func (f *Folder) needed() map[string]bool {
	names := map[string]bool{}
	journals, _ := fs.Glob(os.DirFS(f.inner()), fmt.Sprintf(journalName, "*")) // the pattern is a good one
	for _, name := range journals {
		j := readJournal(filepath.Join(f.inner(), name))
		for _, s := range slices.Concat(j.Done, j.Undone) {
			names[s.Before], names[s.After] = true, true
		}
	}
	return names
}

// journal is the journal's file. A synchronised folder has one of each device,
// so that nobody undoes what was done on another.
func (f *Folder) journal() string {
	return filepath.Join(f.inner(), fmt.Sprintf(journalName, identify([]byte(f.device))))
}

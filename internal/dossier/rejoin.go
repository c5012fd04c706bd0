package dossier

import (
	"path/filepath"
	"slices"
	"time"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Rejoin merges what was saved on this device last with a dossier.json that does
// not come after it: a tool has put another computer's version, or an older one, in
// its place without keeping ours beside it. It reports whether it had to. Where the
// two are not of one candidate, or ours is no longer in the history, nothing happens.
func (f *Folder) Rejoin(now time.Time) (out Merged, merged bool, err error) {
	mine, at, left := f.leftBehind()
	if !left {
		return Merged{}, false, nil
	}
	theirs, since := f.saved, f.savedAt
	f.know(mine, at)
	if out, err = f.Merge(mine.dossier, now); err == nil {
		return out, true, nil
	}
	f.know(theirs, since)
	if message.Of(err) != nil { // the two cannot be merged; what could not be written has no such word
		return Merged{}, false, nil
	}
	return Merged{}, false, err
}

// leftBehind is the state that was saved on this device last, where the present one
// does not come after it.
func (f *Folder) leftBehind() (mine version, at time.Time, left bool) {
	name := readJournal(f.journal()).Present
	entry, isEntry := parseEntry(name)
	if f.readOnly != nil || !isEntry || name == f.entry {
		return version{}, at, false
	}
	data, err := durable.ReadFile(filepath.Join(f.history(), name), sizeLimit)
	if err != nil {
		return version{}, at, false
	}
	if mine, err = readVersion(name, data); err != nil {
		return version{}, at, false
	}
	states := f.shelf(f.saved)
	// The first look is nearly always enough, and the second reads the history.
	if slices.Contains(f.saved.line(), mine.id) || slices.Contains(ancestry(f.saved, states), mine.id) {
		return version{}, at, false
	}
	return states.placed(mine), entry.At, true
}

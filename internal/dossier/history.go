package dossier

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Entry is one saved state in the history.
type Entry struct {
	Name   string    // file name in history/: 20250601T120000Z-42-0123abcd.json
	At     time.Time // when it was saved, in UTC, by the clock of that moment
	Number int       // counts the saves; unlike the clock it never goes back
}

const stamp = "20060102T150405Z"

var entryName = regexp.MustCompile(`^(\d{8}T\d{6}Z)-(\d{1,9})(-[0-9a-f]{8})?\.json$`)

// History lists the saved states, the newest first.
func (f *Folder) History() ([]Entry, error) { return readHistory(f.history()) }

func readHistory(folder string) ([]Entry, error) {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for _, file := range files {
		if e, ok := parseEntry(file.Name()); ok && file.Type().IsRegular() {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), b.At.Compare(a.At))
	})
	return entries, nil
}

func parseEntry(name string) (Entry, bool) {
	parts := entryName.FindStringSubmatch(name)
	if parts == nil {
		return Entry{}, false
	}
	at, err := time.Parse(stamp, parts[1])
	if err != nil {
		return Entry{}, false
	}
	number, err := strconv.Atoi(parts[2])
	return Entry{Name: name, At: at, Number: number}, err == nil
}

// remember adds a state to the history and returns its file's name.
func (f *Folder) remember(data []byte, at time.Time) (string, error) {
	return f.writeEntry("", data, at)
}

// damagedPrefix marks a dossier.json that was kept aside because it was damaged.
const damagedPrefix = "damaged-"

// writeEntry writes a new file of the history under the next free number; a
// synchronised folder may have got one that is not counted yet. What it holds is
// in its name, so that two computers never give one name to two states.
func (f *Folder) writeEntry(prefix string, data []byte, at time.Time) (string, error) {
	if err := f.disk.MakeFolder(f.history()); err != nil {
		return "", err
	}
	for {
		f.last++
		name := entryFile(prefix, at.UTC().Format(stamp), strconv.Itoa(f.last), data)
		err := f.disk.WriteNew(filepath.Join(f.history(), name), data, durable.FilePerm)
		if !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// entryFile is the name of an entry that holds this.
func entryFile(prefix, at, number string, data []byte) string {
	return fmt.Sprintf("%s%s-%s-%s.json", prefix, at, number, identify(data)[:8])
}

func (f *Folder) forget(name string) error { return f.disk.Remove(filepath.Join(f.history(), name)) }

// removeHistory removes every entry: of a dossier that could not be created.
func (f *Folder) removeHistory() error {
	entries, err := f.History()
	for _, e := range entries {
		err = errors.Join(err, f.forget(e.Name))
	}
	return err
}

// thin removes what age makes dispensable, once a day. It is housekeeping: where
// it fails, the next save tries again.
func (f *Folder) thin(now time.Time) {
	today := now.Format(time.DateOnly)
	if f.thinned == today {
		return
	}
	entries, err := f.History()
	if err != nil {
		return
	}
	needed := f.needed()
	for _, e := range Dispensable(entries, now) {
		if needed[e.Name] {
			continue
		}
		if err := f.forget(e.Name); err != nil {
			return
		}
	}
	f.thinned = today
}

// month is how long one state a day is kept, in days.
const month = 31

// Dispensable returns the entries, given newest first, that the history can do
// without: it keeps all of today (in now's zone, and whatever a clock put later),
// the last of each day for a month, the last of each week before that.
func Dispensable(entries []Entry, now time.Time) []Entry {
	var out []Entry
	kept := map[string]bool{}
	for i, e := range entries {
		period := period(e, now)
		if i > 0 && period != "" && kept[period] {
			out = append(out, e)
		}
		kept[period] = true
	}
	return out
}

// period names the time of which one entry is kept, "" where all are.
func period(e Entry, now time.Time) string {
	at := e.At.In(now.Location())
	year, m, day := now.Date()
	midnight := time.Date(year, m, day, 0, 0, 0, 0, now.Location())
	switch {
	case !at.Before(midnight):
		return ""
	case !at.Before(midnight.AddDate(0, 0, -month)):
		return at.Format(time.DateOnly)
	}
	isoYear, week := at.ISOWeek()
	return fmt.Sprintf("%d-W%d", isoYear, week)
}

// load reads dossier.json, or where that is damaged the newest good entry of
// the history.
func (f *Folder) load(o Options) (*Opened, error) {
	entries, err := f.History()
	if err != nil {
		return nil, err
	}
	if len(entries) > 0 {
		f.last = entries[0].Number
	}
	info, err := os.Stat(f.file())
	if err == nil {
		f.savedAt = info.ModTime()
	}
	data, err := durable.ReadFile(f.file(), sizeLimit)
	if err != nil && !recoverable(err) {
		return nil, err
	}
	there, decodeErr := readVersion(f.file(), data)
	if err == nil && decodeErr == nil {
		f.saved, f.entry = f.placed(there), f.entryOf(entries, data)
		return &Opened{Folder: f, Dossier: there.dossier}, nil
	}
	if e := message.Of(decodeErr); e != nil && e.ID == "dossier-newer" {
		return nil, decodeErr
	}
	return f.recover(entries, data, decodeErr, o)
}

// recoverable reports whether the history can stand in for a dossier.json that
// could not be read: it is gone, or far too large to be one.
func recoverable(err error) bool {
	e := message.Of(err)
	return errors.Is(err, fs.ErrNotExist) || e != nil && e.ID == "file-too-large"
}

// entryOf is the newest entry where it holds these bytes, else "".
func (f *Folder) entryOf(entries []Entry, data []byte) string {
	if len(entries) == 0 {
		return ""
	}
	newest, err := durable.ReadFile(filepath.Join(f.history(), entries[0].Name), sizeLimit)
	if err != nil || !bytes.Equal(newest, data) {
		return ""
	}
	return entries[0].Name
}

// recover opens the newest good entry in place of a damaged dossier.json, which
// it keeps aside first; where the folder is only read, nothing is written.
func (f *Folder) recover(entries []Entry, damaged []byte, cause error, o Options) (*Opened, error) {
	for _, e := range entries {
		data, err := durable.ReadFile(filepath.Join(f.history(), e.Name), sizeLimit)
		if err != nil {
			continue
		}
		good, err := readVersion(e.Name, data)
		if err != nil {
			continue
		}
		warning := message.New("dossier.recovered", message.Args{
			"File": f.file(), "Saved": message.Moment{At: e.At, Zone: o.Now.Location()}, "Kept": historyName,
		})
		if f.readOnly == nil {
			if err := f.replaceDamaged(damaged, data, o.Now); err != nil {
				return nil, err
			}
		}
		f.saved, f.savedAt, f.entry = f.placed(good), e.At, e.Name
		return &Opened{Folder: f, Dossier: good.dossier, Warnings: []message.Message{warning}}, nil
	}
	return nil, cause
}

// replaceDamaged puts a good state in the place of a damaged one, which stays
// in history/ as damaged-TIME-N-ID.json.
func (f *Folder) replaceDamaged(damaged, good []byte, now time.Time) error {
	if len(damaged) > 0 {
		if _, err := f.writeEntry(damagedPrefix, damaged, now); err != nil {
			return err
		}
	}
	return f.disk.WriteFile(f.file(), good, durable.FilePerm)
}

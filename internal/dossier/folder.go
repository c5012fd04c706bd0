package dossier

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// The names in a dossier's folder.
const (
	fileName      = "dossier.json"
	documentsName = "documents"
	bundlesName   = "bundles"
	historyName   = "history"
	vacanciesName = "vacancies"
	innerName     = ".dossier"
	tempName      = "tmp"
)

// Options say how a folder is opened.
type Options struct {
	Disk     durable.Disk
	Now      time.Time // names what is saved while opening; its zone is the user's
	Holder   string    // the hint for others: who has this dossier open
	Device   string    // the computer's name: whose undoing this is; empty: not known
	ReadOnly bool      // look only: take no lock, write nothing
}

// Folder is an open dossier's folder. What changes what it holds (Save, Keep,
// Forget, KeepVacancy, Close) is asked of it by one goroutine at a time, and
// Close when nothing else is under way; all else is safe for concurrent use.
type Folder struct {
	path     string
	disk     durable.Disk
	device   string
	lock     *durable.Lock
	readOnly error     // what a change is answered with; nil: changes are possible
	saved    version   // dossier.json as last read or written
	savedAt  time.Time // when that was, as far as known
	entry    string    // saved in the history; empty: it is not there
	before   string    // entry of the state that saved came after
	last     int       // the newest history entry's number
	thinned  string    // the day on which the history was last thinned
}

// Opened is a folder with what it holds.
type Opened struct {
	*Folder
	Dossier  Dossier
	Warnings []message.Message // what was damaged, and what was done about it
}

// Path is the dossier's folder.
func (f *Folder) Path() string { return f.path }

// ReadOnly is nil where the dossier can be changed; else the error that every
// change gets: another program has it (dossier-held, with its Holder as a hint),
// the folder cannot be written, or reading was all that was asked.
func (f *Folder) ReadOnly() error { return f.readOnly }

// Create makes a dossier in a folder that is empty or not there yet, and saves
// d in it, after the packs. Where it fails nothing new remains.
func Create(path string, d Dossier, packs []Pack, o Options) (*Opened, error) {
	made, err := vacant(path)
	if err != nil {
		return nil, err
	}
	f := &Folder{path: path, disk: o.Disk, device: o.Device}
	d.Format = Format
	if err := f.furnish(d, packs, o); err != nil {
		if _, isHeld := errors.AsType[durable.ErrHeld](err); isHeld {
			return nil, err // another Create is at work here, and what is there is its own
		}
		return nil, errors.Join(err, f.unfurnish(packs, made))
	}
	return &Opened{Folder: f, Dossier: d}, nil
}

// furnish makes the folders, takes the lock and saves d for the first time.
func (f *Folder) furnish(d Dossier, packs []Pack, o Options) error {
	if err := f.found(o.Holder); err != nil {
		return err
	}
	for _, p := range packs {
		if err := f.KeepVacancy(p); err != nil {
			return err
		}
	}
	return f.Save(d, o.Now)
}

// found makes the folders of a new dossier and takes its lock.
func (f *Folder) found(holder string) error {
	for _, name := range folderNames {
		if err := f.disk.MakeFolder(filepath.Join(f.path, name)); err != nil {
			return err
		}
	}
	lock, err := f.disk.Lock(f.inner(), holder)
	if err != nil {
		return held(f.path, err)
	}
	f.lock = lock
	return nil
}

// folderNames are the folders that every dossier has, outer before inner, and
// the one that shows whose the others are before them.
var folderNames = []string{
	innerName, filepath.Join(innerName, tempName), documentsName, bundlesName, historyName, vacanciesName,
}

// unfurnish takes away what a Create that failed has left, never a file that it
// did not make; made are the folders around it that were new, inner before outer.
func (f *Folder) unfurnish(packs []Pack, made []string) error {
	err := f.Close()
	if _, statErr := os.Lstat(f.file()); statErr == nil {
		return err // saved after all, but for its last flush
	}
	for _, name := range folderNames {
		err = errors.Join(err, f.disk.Sweep(filepath.Join(f.path, name)))
	}
	for _, p := range packs {
		err = errors.Join(err, f.disk.Remove(f.vacancy(p.ID)))
	}
	err = errors.Join(err, f.disk.Sweep(f.path), f.removeHistory(), f.disk.Remove(filepath.Join(f.inner(), durable.LockName)))
	for i := len(folderNames) - 1; i >= 0; i-- {
		err = errors.Join(err, f.disk.Remove(filepath.Join(f.path, folderNames[i])))
	}
	for _, folder := range made {
		if f.disk.Remove(folder) != nil {
			break // somebody has put something there meanwhile
		}
	}
	return err
}

// nameless keeps the empty path from being the folder that the program runs in.
var nameless = message.Bad("file-missing", message.Args{"File": ""}, nil)

// vacant reports whether the path is free to become a dossier: nothing there
// yet, an empty folder, or what a Create that was killed has left. The folders
// that are not there yet are missing, inner before outer.
func vacant(path string) (missing []string, err error) {
	if path == "" {
		return nil, nameless
	}
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return nil, message.Bad("link-broken", message.Args{"File": path}, nil)
		}
		return absent(path), nil
	case err != nil:
		if info, statErr := os.Stat(path); statErr == nil && !info.IsDir() {
			return nil, message.Bad("folder-wanted", message.Args{"File": path}, nil)
		}
		return nil, err
	}
	for _, e := range entries {
		if !leftover(path, e) {
			return nil, message.Bad("dossier-not-empty", message.Args{"Folder": path}, nil)
		}
	}
	return nil, nil
}

// absent lists the path and the folders above it that are not there.
func absent(path string) []string {
	var missing []string
	for dir := filepath.Clean(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir {
			return missing
		}
		missing = append(missing, dir)
	}
}

// leftover reports whether the entry is of a Create that was killed before its
// first save: a folder of a dossier's with nothing of anybody's in it, or an
// unfinished file.
func leftover(path string, e fs.DirEntry) bool {
	if !e.IsDir() {
		return durable.IsTemp(e.Name())
	}
	switch e.Name() {
	case innerName:
		return true
	case vacanciesName: // a pack may have been kept, which the next Create replaces
		_, err := os.Stat(filepath.Join(path, innerName))
		return err == nil
	case documentsName, bundlesName, historyName:
		inside, err := os.ReadDir(filepath.Join(path, e.Name()))
		return err == nil && !slices.ContainsFunc(inside, func(e fs.DirEntry) bool { return !durable.IsTemp(e.Name()) })
	}
	return false
}

// Open opens the dossier in the folder. Where another program has it, or the
// folder cannot be written, it is opened for reading only (see ReadOnly). A
// damaged dossier.json is kept aside and the newest good one of the history
// takes its place; Warnings say so.
func Open(path string, o Options) (*Opened, error) {
	if err := isDossier(path); err != nil {
		return nil, err
	}
	f := &Folder{path: path, disk: o.Disk, device: o.Device}
	if err := f.claim(o); err != nil {
		return nil, err
	}
	opened, err := f.load(o)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return opened, nil
}

// claim takes the lock and clears what interrupted work has left, or notes why
// the dossier can only be read.
func (f *Folder) claim(o Options) error {
	if o.ReadOnly {
		f.readOnly = message.Bad("dossier-opened-to-read", message.Args{"Folder": f.path}, nil)
		return nil
	}
	err := f.disk.MakeFolder(f.temp())
	if err == nil {
		f.lock, err = f.disk.Lock(f.inner(), o.Holder)
	}
	if err != nil {
		f.readOnly = held(f.path, err)
		return nil
	}
	for _, folder := range []string{f.path, f.temp(), f.inner(), f.history(), f.sub(documentsName), f.sub(vacanciesName), f.sub(bundlesName)} {
		if err := f.settle(folder); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return nil
}

// settle clears a folder of what interrupted work has left, and makes the names
// in it durable: a program that was killed may not have come to that, and what is
// read from now on counts as saved.
func (f *Folder) settle(folder string) error {
	if err := f.disk.Sweep(folder); err != nil {
		return err
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.disk.SyncFolder(folder)
}

// held turns a refused lock into the error that a change gets: about the
// dossier, not about a file inside it.
func held(path string, err error) error {
	if h, ok := errors.AsType[durable.ErrHeld](err); ok {
		return message.Unfinished("dossier-held", message.Args{"Folder": path, "Holder": h.Holder}, err)
	}
	return &fs.PathError{Op: "change", Path: path, Err: err}
}

// DocumentsBeside is the folder of the documents of the dossier that has this
// folder of bundles; it may not be there.
func DocumentsBeside(bundles string) string {
	return filepath.Join(filepath.Dir(bundles), documentsName)
}

// CheckOutput refuses the path of a file to be made where it would take the
// place of a dossier's own: results belong into its bundles, or elsewhere.
func CheckOutput(path string) error {
	dir := filepath.Dir(path)
	if absolute, err := filepath.Abs(dir); err == nil { // else the working folder is gone, which will show
		dir = absolute
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		switch strings.ToLower(filepath.Base(dir)) { // Windows and macOS do not tell the two apart
		case innerName, documentsName, historyName, vacanciesName:
			if isDossier(filepath.Dir(dir)) == nil {
				return message.Bad("output-in-dossier", message.Args{"File": path, "Folder": filepath.Base(dir)}, nil)
			}
		case bundlesName:
			if wasSent(filepath.Dir(dir), filepath.Base(path)) {
				return message.Bad("output-submitted", message.Args{"File": path}, nil)
			}
		}
	}
	return nil
}

// isDossier reports why the path is no dossier, if it is none.
func isDossier(path string) error {
	if path == "" {
		return nameless
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return message.Bad("folder-wanted", message.Args{"File": path}, nil)
	}
	if _, err := os.ReadDir(path); err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(path, fileName)); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if entries, err := readHistory(filepath.Join(path, historyName)); err == nil && len(entries) > 0 {
		return nil
	}
	return message.Bad("dossier-none-here", message.Args{"Folder": path}, nil)
}

// Close gives the lock back. The dossier's content was saved when it changed.
func (f *Folder) Close() error {
	if f.lock == nil {
		return nil
	}
	lock := f.lock
	f.lock = nil
	f.readOnly = message.Bad("dossier-opened-to-read", message.Args{"Folder": f.path}, nil)
	return lock.Unlock()
}

// Save makes d what dossier.json says, and adds it to the history. When it
// returns nil, d is on the disk; otherwise the old content is, or the new one.
// Content that is saved already is not written again. A file that another
// program has changed meanwhile is left alone (ErrChangedOutside): see Merge.
func (f *Folder) Save(d Dossier, now time.Time) error {
	if f.readOnly != nil {
		return f.readOnly
	}
	if err := f.unchanged(); err != nil {
		return err
	}
	next, err := newVersion(d, f.saved)
	if err != nil || next.content == f.saved.content {
		return err
	}
	return f.put(next, now)
}

// put writes a state that comes after the one that the folder knows.
func (f *Folder) put(next version, now time.Time) error {
	if f.saved.bytes != nil && f.entry == "" {
		present, err := f.remember(f.saved.bytes, f.savedAt)
		if err != nil {
			return err
		}
		f.entry = present
	}
	entry, err := f.remember(next.bytes, now)
	if err != nil {
		return err
	}
	if err := f.disk.WriteFile(f.file(), next.bytes, durable.FilePerm); err != nil {
		return f.unsaved(err, next, entry)
	}
	f.saved, f.savedAt, f.before, f.entry = next, now, f.entry, entry
	f.thin(now)
	return nil
}

// unsaved notes what dossier.json holds after a write that failed: the old
// content, or the new one where only the last flush was missing.
func (f *Folder) unsaved(cause error, next version, entry string) error {
	if there, err := durable.ReadFile(f.file(), sizeLimit); err == nil && bytes.Equal(there, next.bytes) {
		f.saved, f.before, f.entry = next, f.entry, entry
		return cause
	}
	// A state that nobody was told is saved may stay in the history: it is good.
	_ = f.forget(entry)
	return cause
}

// unchanged reports whether dossier.json still holds what this folder knows.
func (f *Folder) unchanged() error {
	if f.saved.bytes == nil {
		return nil
	}
	data, err := durable.ReadFile(f.file(), sizeLimit)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, f.saved.bytes) {
		return message.Unfinished("dossier-changed-outside", message.Args{"Folder": f.path}, ErrChangedOutside)
	}
	return nil
}

func (f *Folder) file() string           { return filepath.Join(f.path, fileName) }
func (f *Folder) inner() string          { return filepath.Join(f.path, innerName) }
func (f *Folder) temp() string           { return filepath.Join(f.path, innerName, tempName) }
func (f *Folder) history() string        { return filepath.Join(f.path, historyName) }
func (f *Folder) sub(name string) string { return filepath.Join(f.path, name) }

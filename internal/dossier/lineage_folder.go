package dossier

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// ErrChangedOutside is the cause of Save's error where another program has
// changed dossier.json since this folder read or wrote it.
var ErrChangedOutside = errors.New("changed by another program")

// shelf is the archive of a folder: the states in its history and those given.
// It reads the files once, when the first state is asked for.
type shelf struct {
	folder  *Folder
	states  map[string]version // whose content is known
	bytes   map[string][]byte  // of the states on the disk, by id
	parents map[string][]string
}

func (f *Folder) shelf(more ...version) *shelf {
	s := &shelf{folder: f, states: map[string]version{}, parents: map[string][]string{}}
	for _, v := range more {
		s.states[v.id] = v
	}
	return s
}

// read takes in what the history has; also entries that a sync tool has given
// another name. What cannot be read is not known.
func (s *shelf) read() {
	if s.bytes != nil {
		return
	}
	s.bytes = map[string][]byte{}
	entries, _ := os.ReadDir(s.folder.history()) // none: nothing is known
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".json" || !e.Type().IsRegular() {
			continue
		}
		data, err := durable.ReadFile(filepath.Join(s.folder.history(), e.Name()), sizeLimit)
		if err == nil {
			s.bytes[identify(data)] = data
		}
	}
}

func (s *shelf) after(id string) []string {
	if v, known := s.states[id]; known {
		return v.after
	}
	s.read()
	if _, asked := s.parents[id]; !asked {
		var head struct {
			Lineage Lineage `json:"lineage"`
		}
		_ = json.Unmarshal(s.bytes[id], &head) // what is no dossier comes from nothing
		s.parents[id] = strings.Fields(head.Lineage.After)
	}
	return s.parents[id]
}

func (s *shelf) byID(id string) (version, bool) {
	if v, known := s.states[id]; known {
		return v, true
	}
	s.read()
	data, known := s.bytes[id]
	if !known {
		return version{}, false
	}
	v, err := readVersion(fileName, data)
	if err != nil {
		return version{}, false
	}
	v = s.placed(v)
	s.states[id] = v
	return v, true
}

// placed puts a state where it belongs that a program without lineages has
// written: after the one that it changed, or after nothing known.
func (s *shelf) placed(v version) version {
	if !v.stale {
		return v
	}
	v.after = nil
	for _, known := range s.states {
		if known.lineage.isOf(v.lineage) && known.content == v.lineage.Of {
			v.after = known.line()
			return v
		}
	}
	s.read()
	for id, data := range s.bytes {
		if id == v.id || !bytes.Contains(data, []byte(v.lineage.Of)) {
			continue
		}
		known, err := readVersion(fileName, data)
		if err == nil && known.lineage.isOf(v.lineage) && !known.stale {
			v.after = known.line()
			return v
		}
	}
	return v
}

func (l Lineage) isOf(other Lineage) bool { return l.Of == other.Of && l.After == other.After }

// placed is v after the state that it came of.
func (f *Folder) placed(v version) version {
	if !v.stale {
		return v
	}
	return f.shelf().placed(v)
}

// common is the last state that two states came of; nil where none is known. Of
// several it is what comes of merging these: virtual says so.
func (s *shelf) common(mine, theirs version, depth int) (base *Dossier, virtual bool, err error) {
	bases := meet(mine, theirs, s)
	if len(bases) == 0 || depth > deepest {
		return nil, false, nil
	}
	all := bases[0]
	for _, next := range bases[1:] {
		under, wasVirtual, err := s.common(all, next, depth+1)
		if err != nil {
			return nil, false, err
		}
		if under == nil {
			under = &Dossier{Format: Format}
		}
		merged, err := mergeSides(*under, all.dossier, next.dossier, wasVirtual)
		if err != nil {
			return nil, false, err
		}
		all = version{dossier: merged.Dossier, after: interleave(all.line(), next.line())}
		virtual = true
	}
	return &all.dossier, virtual, nil
}

// deepest bounds how often merges of merges are followed.
const deepest = 8

// ChangedOutside reports whether dossier.json is no longer what this folder read
// or wrote last.
func (f *Folder) ChangedOutside() (bool, error) {
	err := f.unchanged()
	if errors.Is(err, ErrChangedOutside) {
		return true, nil
	}
	return false, err
}

// Present identifies what dossier.json holds now, and reports whether that is
// another state than this folder read or wrote last.
func (f *Folder) Present() (id string, changed bool, err error) {
	data, err := durable.ReadFile(f.file(), sizeLimit)
	return identify(data), !bytes.Equal(data, f.saved.bytes), err
}

// Documents is the folder of the documents' files.
func (f *Folder) Documents() string { return f.sub(documentsName) }

// outside reads what another program has put in the place of dossier.json. A
// state that cannot be one is damaged; a newer format's is neither.
func (f *Folder) outside() (theirs version, at time.Time, damaged, err error) {
	info, err := os.Stat(f.file())
	if err != nil {
		return theirs, at, nil, err
	}
	data, err := durable.ReadFile(f.file(), sizeLimit)
	if err != nil {
		return theirs, at, nil, err
	}
	theirs, err = readVersion(f.file(), data)
	if e := message.Of(err); e != nil && e.ID == "dossier-newer" { // whoever saves now has given nothing wrong
		return theirs, at, nil, message.Unfinished(e.ID, e.Args, err)
	}
	theirs.bytes = data
	if err != nil {
		return theirs, info.ModTime(), err, nil
	}
	return f.shelf(f.saved).placed(theirs), info.ModTime(), nil, nil
}

// know makes a state that stands in dossier.json the one that the folder knows.
func (f *Folder) know(v version, at time.Time) {
	f.saved, f.savedAt, f.before, f.entry = v, at, "", ""
	if entries, err := f.History(); err == nil && len(entries) > 0 {
		f.last = max(f.last, entries[0].Number)
		f.entry = f.entryOf(entries, v.bytes)
	}
}

// Reload takes over what stands in dossier.json, where nothing of one's own is to
// be kept, as in a dossier that is only read.
func (f *Folder) Reload() (Dossier, error) {
	theirs, at, damaged, err := f.outside()
	if err = errors.Join(err, damaged); err != nil {
		return Dossier{}, err
	}
	f.know(theirs, at)
	return theirs.dossier, nil
}

// attempts bounds how often Merge begins again because another program has
// written once more meanwhile.
const attempts = 20

// Merge saves d, which was made of what this folder knows, together with what
// another program has put into dossier.json since. When it returns nil the
// outcome is on the disk, and so is, in the history, what each side was. Where
// what stands there cannot be read, it is kept aside in history/ and d takes its
// place, unless d says nothing new; a newer format is left alone (dossier-newer).
func (f *Folder) Merge(d Dossier, now time.Time) (Merged, error) {
	if f.readOnly != nil {
		return Merged{}, f.readOnly
	}
	for range attempts {
		out, err := f.mergeOnce(d, now)
		if !errors.Is(err, ErrChangedOutside) {
			return out, err
		}
	}
	return Merged{}, message.Unfinished("dossier-changed-outside", message.Args{"Folder": f.path}, ErrChangedOutside)
}

func (f *Folder) mergeOnce(d Dossier, now time.Time) (Merged, error) {
	theirs, at, damaged, err := f.outside()
	switch {
	case errors.Is(err, fs.ErrNotExist) && isFolder(f.path):
		return Merged{Dossier: d}, f.putAfter(d, nil, now, f.saved)
	case err != nil:
		return Merged{}, err
	case damaged != nil && f.says(d): // there is nothing to save, and it may be half written yet
		return Merged{}, damaged
	case damaged != nil:
		if _, err := f.writeEntry(damagedPrefix, theirs.bytes, at); err != nil {
			return Merged{}, err
		}
		return Merged{Dossier: d}, f.putAfter(d, theirs.bytes, now, f.saved)
	}
	out, err := f.join(d, theirs)
	if err != nil {
		return Merged{}, err
	}
	if f.entry == "" && f.saved.bytes != nil { // it may be what a third side has come from
		if f.entry, err = f.remember(f.saved.bytes, f.savedAt); err != nil {
			return Merged{}, err
		}
	}
	digest, err := contentDigest(out.Dossier)
	if err != nil {
		return Merged{}, err
	}
	if digest == theirs.content {
		f.know(theirs, at)
		return out, nil
	}
	if f.entry, err = f.remember(theirs.bytes, at); err != nil {
		return Merged{}, err
	}
	if err := f.rememberKnown(d, theirs, now); err != nil {
		return Merged{}, err
	}
	return out, f.putAfter(out.Dossier, theirs.bytes, now, f.saved, theirs)
}

// rememberKnown puts into the history what comes of the other side and the state
// that this folder knows, where d is a change of that: what the change alone makes
// otherwise is seen, and taken back, by it.
func (f *Folder) rememberKnown(d Dossier, theirs version, now time.Time) error {
	if f.says(d) {
		return nil
	}
	known, err := f.join(f.saved.dossier, theirs)
	if err != nil {
		return err
	}
	between, err := newVersion(known.Dossier, f.saved, theirs)
	if err != nil || between.content == theirs.content {
		return err
	}
	f.entry, err = f.remember(between.bytes, now)
	return err
}

// says reports whether d is what the folder read or wrote last.
func (f *Folder) says(d Dossier) bool {
	digest, err := contentDigest(d)
	return err == nil && digest == f.saved.content
}

// join merges d, which was made of what this folder knows, with another state.
func (f *Folder) join(d Dossier, theirs version) (Merged, error) {
	states := f.shelf(f.saved, theirs)
	base, virtual, err := states.common(f.saved, theirs, 0)
	switch {
	case err != nil:
		return Merged{}, err
	case base == nil && Strangers(d.Candidate, theirs.dossier.Candidate): // another dossier lies there
		return Merged{}, message.Unfinished("dossier-changed-outside", message.Args{"Folder": f.path}, nil)
	case base == nil:
		return Merge(nil, d, theirs.dossier)
	}
	return mergeSides(*base, d, theirs.dossier, virtual)
}

// Strangers reports whether two candidates are two people: their names differ, and
// no day of birth says otherwise.
func Strangers(a, b candidate.Candidate) bool {
	first, second := i18n.Plain(a.Name.Full()), i18n.Plain(b.Name.Full())
	sameDay := a.BirthDate.Known() && a.BirthDate == b.BirthDate
	return first != "" && second != "" && first != second && !sameDay
}

// putAfter writes d as the state after the parents, if dossier.json still holds
// these bytes; nil: if it is not there.
func (f *Folder) putAfter(d Dossier, there []byte, now time.Time, parents ...version) error {
	next, err := newVersion(d, parents...)
	if err != nil {
		return err
	}
	data, err := durable.ReadFile(f.file(), sizeLimit)
	if err != nil && (there != nil || !errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	if !bytes.Equal(data, there) {
		return ErrChangedOutside
	}
	return f.put(next, now)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

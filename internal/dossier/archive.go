package dossier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// IsDossier reports whether there is a dossier in the folder, be it damaged.
func IsDossier(path string) bool { return isDossier(path) == nil }

// Handing is what is handed over as dossier.json: the state that was last read or
// written, or one without the candidate's notes that comes after it, so that a
// later merge knows them from each other. Whoever asks keeps others from saving
// meanwhile, and changes nothing in the bytes.
func (f *Folder) Handing(notes bool) (Dossier, []byte, error) {
	if notes {
		return f.saved.dossier, f.saved.bytes, nil
	}
	d, err := withoutNotes(f.saved.dossier)
	if err != nil {
		return Dossier{}, nil, err
	}
	v, err := newVersion(d, f.saved)
	return v.dossier, v.bytes, err
}

// withoutNotes is d without the candidate's notes, those in conflicts included.
func withoutNotes(d Dossier) (Dossier, error) {
	d = d.Clone()
	for i := range d.Applications {
		d.Applications[i].Notes = ""
	}
	var rest []Pending
	for _, p := range d.Pending {
		keys := split(p.Field)
		if keys[0] == applicationsField && keys[len(keys)-1] == notesField {
			continue
		}
		if keys[0] == applicationsField && len(keys) <= 2 { // whole applications
			p.Values = slices.Clone(p.Values)
			for i := range p.Values {
				if err := dropNotes(&p.Values[i]); err != nil {
					return d, err
				}
			}
			if err := dropNotes(&p.Base); err != nil {
				return d, err
			}
		}
		rest = append(rest, p)
	}
	d.Pending = rest
	return d, nil
}

// The names of what holds notes in dossier.json.
const (
	applicationsField = "applications"
	notesField        = "notes"
)

// dropNotes takes the notes out of the value of an application, or of a list of
// applications.
func dropNotes(value *jsontext.Value) error {
	switch value.Kind() {
	case '[':
		var all []jsontext.Value
		if err := json.Unmarshal(*value, &all); err != nil {
			return err
		}
		for i := range all {
			if err := dropNotes(&all[i]); err != nil {
				return err
			}
		}
		data, err := json.Marshal(all)
		*value = data
		return err
	case '{':
		var members map[string]jsontext.Value
		if err := json.Unmarshal(*value, &members); err != nil {
			return err
		}
		delete(members, notesField)
		data, err := json.Marshal(members, json.Deterministic(true))
		*value = data
		return err
	}
	return nil
}

// Sources lists what is handed over with d: the documents that it names and those
// that were sent, the kept packs of its applications, the bundles of these names with their records, and
// the review. What no application or document names stays behind, and so do
// history, lock and unfinished work. A document that is gone is an error.
func (f *Folder) Sources(d Dossier, bundles []string) ([]handover.Source, error) {
	var all []handover.Source
	names := map[string]bool{}
	add := func(name string) {
		if !names[name] {
			names[name] = true
			all = append(all, handover.Source{Name: name, Path: filepath.Join(f.path, filepath.FromSlash(name))})
		}
	}
	for _, e := range d.Documents {
		if !f.HasDocument(e.File) {
			return nil, message.Bad("handover-document-gone", message.Args{"Name": cmp.Or(e.Name, e.File), "Document": e.ID}, nil)
		}
	}
	for _, file := range d.Files() {
		if f.HasDocument(file) { // one that was sent, and is gone since, is missing there too
			add(handover.Documents + file)
		}
	}
	packs, err := f.keptPacks(d)
	if err != nil {
		return nil, err
	}
	for _, name := range packs {
		add(handover.Vacancies + name)
	}
	for _, name := range bundles {
		add(handover.Bundles + name)
		if isFile(filepath.Join(f.Bundles(), name+".json")) {
			add(handover.Bundles + name + ".json")
		}
	}
	if isFile(f.sub(handover.ReviewName)) {
		add(handover.ReviewName)
	}
	return all, nil
}

func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// keptPacks are the names of the packs kept for d's applications, every version.
func (f *Folder) keptPacks(d Dossier) ([]string, error) {
	files, err := os.ReadDir(f.sub(vacanciesName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var names []string
	for _, file := range files {
		stem, isPack := strings.CutSuffix(file.Name(), ".yaml")
		id, _, _ := strings.Cut(stem, "_")
		if isPack && plainID.MatchString(stem) && file.Type().IsRegular() && d.Application(id) >= 0 {
			names = append(names, file.Name())
		}
	}
	return names, nil
}

// Handed returns what the dossier.json in a hand-over file says, with its bytes.
// Every document that it names is in the file too.
func Handed(ctx context.Context, a *handover.Archive) (Dossier, []byte, error) {
	data, err := a.Read(ctx, handover.DossierName)
	if err != nil {
		return Dossier{}, nil, err
	}
	d, err := Decode(a.Path(), data)
	if e := message.Of(err); e != nil && e.ID != "dossier-newer" {
		return Dossier{}, nil, message.Bad("handover-refused", message.Args{"File": a.Path(), "Entry": handover.DossierName}, err)
	}
	if err != nil {
		return Dossier{}, nil, err
	}
	for _, e := range d.Documents {
		if !a.Has(handover.Documents + e.File) {
			return Dossier{}, nil, message.Bad("handover-incomplete", message.Args{"File": a.Path(), "Name": cmp.Or(e.Name, e.File)}, nil)
		}
	}
	return d, data, nil
}

// incomingName is the file in .dossier/ that marks a folder which Receive is
// filling. It lists, a line each, what belongs to it. By its name it is unfinished
// work (durable.IsTemp), which whoever opens the finished dossier sweeps.
const incomingName = ".~incoming.tmp"

// incomingLimit bounds that list in bytes.
const incomingLimit = 8_000_000

// Receive makes a dossier of a hand-over file, in a folder that is empty or not
// there yet. dossier.json comes last, so that what was interrupted is no dossier;
// receiving again into that folder goes on with the files that are there already.
// Where the hand-over file is at fault, or ctx ends, nothing of it remains. tell,
// where it is not nil, hears how many of all bytes are there.
func Receive(ctx context.Context, path string, a *handover.Archive, o Options, tell func(done, of int64)) (*Opened, error) {
	if _, _, err := Handed(ctx, a); err != nil {
		return nil, err
	}
	earlier, made, err := receivable(path, a)
	if err != nil {
		return nil, err
	}
	f := &Folder{path: path, disk: o.Disk, device: o.Device}
	err = f.receive(ctx, a, earlier, o, tell)
	if _, isHeld := errors.AsType[durable.ErrHeld](err); isHeld {
		return nil, err // another program is at work here, and what is there is its own
	}
	if err != nil {
		return nil, errors.Join(err, f.abandon(ctx, err, slices.Concat(earlier, fileNames(a)), made))
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return Open(path, o)
}

func fileNames(a *handover.Archive) []string {
	var names []string
	for _, file := range a.Manifest.Files {
		names = append(names, file.Name)
	}
	return names
}

// receivable reports whether a hand-over file can be received in the folder: what a
// Receive that was interrupted has put there is listed, and so are the folders
// that are not there yet, inner before outer.
func receivable(folder string, a *handover.Archive) (earlier, missing []string, err error) {
	marked, err := durable.ReadFile(filepath.Join(folder, innerName, incomingName), incomingLimit)
	if isDossier(folder) == nil || err != nil {
		missing, err = vacant(folder)
		return nil, missing, err
	}
	for name := range strings.Lines(string(marked)) {
		if name = strings.TrimSuffix(name, "\n"); handover.Belongs(name) {
			earlier = append(earlier, name)
		}
	}
	ours := map[string]bool{innerName: true}
	for _, name := range slices.Concat(earlier, fileNames(a)) {
		ours[name] = true
	}
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		if !belongs(folder, e, ours) {
			return nil, nil, message.Bad("dossier-not-empty", message.Args{"Folder": folder}, err)
		}
	}
	return earlier, nil, err
}

// belongs reports whether an entry of a folder that is being filled is ours, or a
// dossier's folder with nothing in it that is not.
func belongs(folder string, e fs.DirEntry, ours map[string]bool) bool {
	isOurs := func(name string) bool { return ours[name] || durable.IsTemp(path.Base(name)) }
	if !e.IsDir() || !slices.Contains(folderNames, e.Name()) {
		return isOurs(e.Name())
	}
	if e.Name() == innerName {
		return true
	}
	inside, err := os.ReadDir(filepath.Join(folder, e.Name()))
	return err == nil && !slices.ContainsFunc(inside, func(within fs.DirEntry) bool {
		return !isOurs(path.Join(e.Name(), within.Name()))
	})
}

// receive fills the folder; earlier is what an interrupted one has put there.
func (f *Folder) receive(ctx context.Context, a *handover.Archive, earlier []string, o Options, tell func(done, of int64)) error {
	if err := f.found(o.Holder); err != nil {
		return err
	}
	marker := filepath.Join(f.inner(), incomingName)
	list := strings.Join(slices.Compact(slices.Sorted(slices.Values(slices.Concat(earlier, fileNames(a))))), "\n") + "\n"
	if err := f.disk.WriteFile(marker, []byte(list), durable.FilePerm); err != nil {
		return err
	}
	for _, name := range earlier {
		if !a.Has(name) {
			if err := f.disk.Remove(f.place(name)); err != nil {
				return err
			}
		}
	}
	if err := f.takeAll(ctx, a, tell); err != nil {
		return err
	}
	return f.disk.Remove(marker)
}

// takeAll takes every file of a hand-over file, dossier.json last.
func (f *Folder) takeAll(ctx context.Context, a *handover.Archive, tell func(done, of int64)) error {
	files := slices.Clone(a.Manifest.Files)
	slices.SortStableFunc(files, func(x, y handover.File) int {
		return cmp.Compare(rank(x.Name), rank(y.Name))
	})
	done := int64(0)
	for _, file := range files {
		if _, err := f.take(ctx, a, file.Name, file.Name, true); err != nil {
			return err
		}
		if done += file.Size; tell != nil {
			tell(done, a.Manifest.Size())
		}
	}
	return nil
}

// rank puts dossier.json behind all that it names.
func rank(name string) int {
	if name == handover.DossierName {
		return 1
	}
	return 0
}

// Take puts a file of a hand-over file into the folder, under a name of the same
// kind. Where these bytes are there already it does nothing, and fresh is false;
// where others are, they stay and the error is fs.ErrExist, unless they are to be
// replaced. A document's name says itself which bytes are right.
func (f *Folder) Take(ctx context.Context, a *handover.Archive, name, as string, replace bool) (fresh bool, err error) {
	if f.readOnly != nil {
		return false, f.readOnly
	}
	return f.take(ctx, a, name, as, replace || strings.HasPrefix(as, handover.Documents))
}

func (f *Folder) take(ctx context.Context, a *handover.Archive, name, as string, replace bool) (fresh bool, err error) {
	if !handover.Belongs(as) {
		return false, fmt.Errorf("take %q: no name of a dossier's", as)
	}
	final, perm := f.place(as), durable.FilePerm
	if strings.HasPrefix(as, handover.Documents) {
		perm = durable.KeptPerm
	}
	there, err := durable.Digest(ctx, final, handover.SizeLimit)
	switch {
	case err == nil && there == a.SHA256(name):
		return false, nil
	case err == nil && !replace:
		return false, &fs.PathError{Op: "take", Path: final, Err: fs.ErrExist}
	case errors.Is(err, fs.ErrNotExist):
		fresh, err = true, f.disk.MakeFolder(filepath.Dir(final))
	}
	if err != nil {
		return false, err
	}
	tmp, err := f.disk.Produce(f.temp(), perm, func(w io.Writer) error { return a.Copy(ctx, name, w) })
	if err != nil {
		return false, err
	}
	if perm != durable.KeptPerm {
		err = f.disk.Publish(tmp, final, !fresh)
	} else if err = f.disk.Remove(final); err == nil { // with other bytes it was no document
		err = f.disk.Keep(durable.Copy{Path: tmp}, final)
	}
	if err != nil {
		return false, errors.Join(err, f.disk.Remove(tmp))
	}
	return fresh, nil
}

// GiveBack removes a file that Take has put into the folder, but for a document
// that dossier.json names, or may name.
func (f *Folder) GiveBack(name string) error {
	if document, isDocument := strings.CutPrefix(name, handover.Documents); isDocument {
		return f.Forget(document)
	}
	return f.disk.Remove(f.place(name))
}

// Joined is what came of a dossier and a hand-over file.
type Joined struct {
	Merged
	// Handed is what the hand-over file says of each conflict's field, null for
	// nothing.
	Handed map[string]jsontext.Value
}

// Join merges d, which was made of what this folder knows, with a hand-over
// file's dossier.json, and writes nothing. Notes that are not in theirs are those
// of d: they were not handed over. Bundles that were sent get the names that they
// are taken under, where these are others.
func (f *Folder) Join(d Dossier, handed []byte, bundles map[string]string) (Joined, error) {
	theirs, err := readVersion(fileName, handed)
	if err != nil {
		return Joined{}, err
	}
	theirs = f.shelf(f.saved).placed(theirs)
	theirs.dossier = theirs.dossier.Clone()
	for i, a := range theirs.dossier.Applications {
		if at := d.Application(a.Vacancy); at >= 0 && a.Notes == "" {
			theirs.dossier.Applications[i].Notes = d.Applications[at].Notes
		}
		theirs.dossier.Applications[i].Submitted = a.Submitted.renamed(bundles)
	}
	merged, err := f.join(d, theirs)
	if err != nil {
		return Joined{}, err
	}
	tree, err := treeOf(theirs.dossier.renamed(merged.Theirs))
	if err != nil {
		return Joined{}, err
	}
	align(tree, merged.Dossier.Pending)
	out := Joined{Merged: merged, Handed: map[string]jsontext.Value{}}
	for _, p := range merged.Dossier.Pending {
		out.Handed[shownField(p.Field)] = valueOf(tree.at(p.Field))
	}
	return out, nil
}

// SaveJoined saves what came of Join as the state after both; what was handed
// over stands in the history too, as of the day at which it was made. Where d says
// what the folder says already, that is done only if something was decided between
// the two, which nobody should have to decide again.
func (f *Folder) SaveJoined(d Dossier, handed []byte, decided bool, made, now time.Time) error {
	if f.readOnly != nil {
		return f.readOnly
	}
	theirs, err := readVersion(fileName, handed)
	if err != nil {
		return err
	}
	if err := f.unchanged(); err != nil {
		return err
	}
	if digest, err := contentDigest(d); err != nil || digest == f.saved.content && !decided {
		return err
	}
	if theirs.id != f.saved.id {
		if _, err := f.remember(handed, made); err != nil {
			return err
		}
	}
	return f.putAfter(d, f.saved.bytes, now, f.saved, theirs)
}

// Digest is that of a file in the folder, by its name in a hand-over file;
// fs.ErrNotExist where it is not there.
func (f *Folder) Digest(name string) (string, error) {
	return durable.Digest(context.Background(), f.place(name), handover.SizeLimit)
}

// place is where a file of a hand-over file goes.
func (f *Folder) place(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// abandon takes away what a Receive has put into the folder that failed of the
// hand-over file or was ended. What a disk or a drive was in the way of stays: the
// next Receive goes on with it.
func (f *Folder) abandon(ctx context.Context, cause error, names, made []string) error {
	e := message.Of(cause)
	if ctx.Err() == nil && (e == nil || e.Class != message.BadInput) {
		return f.Close()
	}
	var err error
	for _, name := range names {
		err = errors.Join(err, f.disk.Remove(f.place(name)))
	}
	err = errors.Join(err, f.disk.Remove(filepath.Join(f.inner(), incomingName)))
	return errors.Join(err, f.unfurnish(nil, made))
}

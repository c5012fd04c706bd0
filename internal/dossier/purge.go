package dossier

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Purged is what became of a dossier that was erased.
type Purged struct {
	Files int   // that were removed
	Bytes int64 // they had
	// Left are the files that are not the dossier's, slashed, from its folder, which
	// stays for them.
	Left []string
}

// ours says of each folder of a dossier which files in it are the dossier's, with
// the copies that sync tools have made of them. dossier.json is not among them:
// it goes last, so that what was interrupted can be purged again.
var ours = []struct {
	folder string
	name   *regexp.Regexp
}{
	{documentsName, regexp.MustCompile(`^[0-9a-f]{64}([^0-9a-f].*)?$`)},
	{vacanciesName, regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}.*\.yaml$`)},
	{bundlesName, regexp.MustCompile(`^checklist(-[A-Za-z0-9_-]+)?\.pdf$`)}, // reports have no record
	{historyName, regexp.MustCompile(`\.json$`)},
	{".", regexp.MustCompile(`^review.*\.json$`)},
}

var ownCopy = regexp.MustCompile(`^dossier\b.*\.json$`)

// Purge erases a dossier: dossier.json with its history and undo, documents,
// bundles, kept vacancies, review, whatever the program has put aside. A file that
// the program has not put there stays, and so do the folders around it. What
// Receive has left unfinished is purged too. A dossier that is open somewhere is not
// (dossier-held).
func Purge(path string, o Options) (Purged, error) {
	if absolute, err := filepath.Abs(path); err == nil && path != "" {
		path = absolute // the folder that the program runs in cannot be removed as "."
	}
	f := &Folder{path: path, disk: o.Disk}
	if err := isDossier(path); err != nil && !isFile(filepath.Join(f.inner(), incomingName)) {
		return Purged{}, err
	}
	if err := f.disk.MakeFolder(f.temp()); err != nil {
		return Purged{}, err
	}
	lock, err := f.disk.Lock(f.inner(), o.Holder)
	if err != nil {
		return Purged{}, held(path, err)
	}
	f.lock = lock
	p := &purging{folder: f}
	err = p.files()
	err = errors.Join(err, f.Close())
	if err == nil {
		err = p.rest()
	}
	return p.Purged, err
}

// purging is a dossier that is being erased.
type purging struct {
	Purged
	folder *Folder
}

// files removes the dossier's files, dossier.json last.
func (p *purging) files() error {
	if err := p.bundles(); err != nil {
		return err
	}
	for _, kind := range ours {
		err := p.remove(p.folder.sub(kind.folder), func(name string) bool { return kind.name.MatchString(name) || durable.IsTemp(name) })
		if err != nil {
			return err
		}
	}
	if err := p.inner(); err != nil {
		return err
	}
	return p.remove(p.folder.path, ownCopy.MatchString)
}

// inner removes the files in .dossier/, which is the program's alone, but for those
// of the lock.
func (p *purging) inner() error {
	inner := p.folder.inner()
	return filepath.WalkDir(inner, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || slices.Contains(durable.LockNames(), e.Name()) {
			return err
		}
		p.Files++
		return p.folder.disk.Remove(path)
	})
}

// bundles removes what was built: records, and the files that have one.
func (p *purging) bundles() error {
	entries, err := os.ReadDir(p.folder.Bundles())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	recorded := map[string]bool{}
	for _, e := range entries {
		if bundle, isRecord := strings.CutSuffix(e.Name(), ".json"); isRecord && strings.Contains(bundle, ".pdf") {
			recorded[bundle] = true
		}
	}
	// The file before its record, without which it would be nobody's.
	for _, isOurs := range []func(name string) bool{
		func(name string) bool { return recorded[name] || durable.IsTemp(name) },
		func(name string) bool { return recorded[strings.TrimSuffix(name, ".json")] },
	} {
		if err := p.remove(p.folder.Bundles(), isOurs); err != nil {
			return err
		}
	}
	return nil
}

// remove removes the files of a folder that are ours, none in folders below it.
func (p *purging) remove(folder string, isOurs func(name string) bool) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() || !isOurs(e.Name()) {
			continue
		}
		info, err := e.Info()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := p.folder.disk.Remove(filepath.Join(folder, e.Name())); err != nil {
			return err
		}
		if p.Files++; info != nil {
			p.Bytes += info.Size()
		}
	}
	return nil
}

// rest removes what is left of .dossier/ and the folders that are empty now, and
// lists what stays.
func (p *purging) rest() error {
	if err := os.RemoveAll(p.folder.inner()); err != nil {
		return err
	}
	for _, name := range folderNames {
		// One that is not empty stays, and is listed.
		_ = p.folder.disk.Remove(p.folder.sub(name))
	}
	err := filepath.WalkDir(p.folder.path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(p.folder.path, path)
		p.Left = append(p.Left, filepath.ToSlash(name))
		return err
	})
	if err != nil || len(p.Left) > 0 {
		return err
	}
	if entries, err := os.ReadDir(p.folder.path); err != nil || len(entries) > 0 {
		return err // folders of somebody's, without a file
	}
	return p.folder.disk.Remove(p.folder.path)
}

// Erase removes every trace of a document, which no entry of dossier.json names
// any more: its file, and its entries in every state of the history and in copies
// that sync tools have made of dossier.json; id is what it is called there, empty
// where only its file is to be gone by. What is damaged and speaks of it goes whole.
func (f *Folder) Erase(ctx context.Context, id, file string) error {
	if f.readOnly != nil {
		return f.readOnly
	}
	digest, _, _ := strings.Cut(file, ".")
	if digest == "" || bytes.Contains(f.saved.bytes, []byte(digest)) {
		return message.Unfinished("dossier-changed-outside", message.Args{"Folder": f.path}, errors.New("the document is still named"))
	}
	copies := func(name string) bool { return name != fileName && ownCopy.MatchString(name) }
	if err := f.eraseFrom(ctx, f.path, copies, id, digest); err != nil {
		return err
	}
	if err := f.eraseFrom(ctx, f.history(), func(string) bool { return true }, id, digest); err != nil {
		return err
	}
	if err := f.eraseAside(ctx, digest); err != nil {
		return err
	}
	documents, err := os.ReadDir(f.sub(documentsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range documents {
		if strings.HasPrefix(e.Name(), digest) && !e.IsDir() { // copies of sync tools too
			if err := f.disk.Remove(f.DocumentPath(e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// eraseFrom takes a document out of the states in a folder.
func (f *Folder) eraseFrom(ctx context.Context, folder string, isState func(name string) bool, id, digest string) error {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if e.Type().IsRegular() && isState(e.Name()) {
			if err := f.eraseIn(filepath.Join(folder, e.Name()), id, digest); err != nil {
				return err
			}
		}
	}
	return nil
}

// eraseIn takes a document out of a state. One of the history keeps its time and
// its number; its name says what it holds now.
func (f *Folder) eraseIn(path, id, digest string) error {
	data, err := durable.ReadFile(path, sizeLimit)
	if err != nil || !bytes.Contains(data, []byte(digest)) {
		return err
	}
	d, err := Decode(filepath.Base(path), data)
	if err != nil {
		return f.disk.Remove(path)
	}
	d = d.without(func(e Document) bool { return strings.HasPrefix(e.File, digest) }, id, digest)
	if data, err = Encode(d); err == nil && bytes.Contains(data, []byte(digest)) {
		err = errors.New("a field that this program does not know speaks of it")
	}
	if err == nil {
		err = d.Validate()
	}
	if err != nil {
		return f.disk.Remove(path)
	}
	renamed := renamedEntry(path, data)
	if err := f.disk.WriteFile(renamed, data, durable.FilePerm); err != nil || renamed == path {
		return err
	}
	return f.disk.Remove(path)
}

// renamedEntry is the path of an entry of the history that holds this now; any
// other path is as it is.
func renamedEntry(path string, data []byte) string {
	parts := entryName.FindStringSubmatch(filepath.Base(path))
	if parts == nil || parts[3] == "" {
		return path
	}
	return filepath.Join(filepath.Dir(path), entryFile("", parts[1], parts[2], data))
}

// Without is d without a document, and without what else was said of it; what
// translated it translates nothing.
func (d Dossier) Without(id string) Dossier {
	return d.without(func(e Document) bool { return e.ID == id }, id, "")
}

// without is d without the documents that go, without what was said of them and
// of the id, which no other document has, and without conflicts that speak of the
// digest.
func (d Dossier) without(goes func(Document) bool, id, digest string) Dossier {
	d = d.Clone()
	gone := map[string]bool{}
	d.Documents = slices.DeleteFunc(d.Documents, func(e Document) bool {
		if !goes(e) {
			return false
		}
		gone[e.ID] = true
		return true
	})
	if d.Document(id) < 0 {
		gone[id] = true
	}
	for i := range d.Documents {
		if gone[d.Documents[i].Of] {
			d.Documents[i].Of = ""
		}
		if b := d.Documents[i].Backs; b != nil && gone[b.Of] {
			d.Documents[i].Backs = nil
		}
	}
	for i, a := range d.Applications {
		d.Applications[i].Pages = withoutKeys(a.Pages, gone)
		d.Applications[i].Bundles = a.bundles(withoutIDs(gone))
		d.Applications[i].Submitted = a.Submitted.without(goes, digest)
	}
	d.Pending = slices.DeleteFunc(d.Pending, func(p Pending) bool {
		keys := split(p.Field)
		isOf := len(keys) > 1 && keys[0] == documentsName && gone[keys[1]]
		return isOf || digest != "" && speaks(p, digest)
	})
	if len(d.Pending) == 0 {
		d.Pending = nil
	}
	return d
}

// without is what was sent but for the documents that go, where they go for good:
// the digest is theirs.
func (s *Submission) without(goes func(Document) bool, digest string) *Submission {
	if s == nil || digest == "" {
		return s
	}
	rest := *s
	gone := map[string]bool{}
	rest.Documents = slices.DeleteFunc(slices.Clone(s.Documents), func(e Document) bool {
		if goes(e) {
			gone[e.ID] = true
		}
		return gone[e.ID]
	})
	for i := range rest.Documents {
		if gone[rest.Documents[i].Of] {
			rest.Documents[i].Of = ""
		}
		if b := rest.Documents[i].Backs; b != nil && gone[b.Of] {
			rest.Documents[i].Backs = nil
		}
	}
	rest.Application.Pages = withoutKeys(s.Application.Pages, gone)
	rest.Application.Bundles = s.Application.bundles(withoutIDs(gone))
	return &rest
}

func withoutKeys(pages map[string][]int, gone map[string]bool) map[string][]int {
	var rest map[string][]int
	for id, chosen := range pages {
		if gone[id] {
			continue
		}
		if rest == nil {
			rest = map[string][]int{}
		}
		rest[id] = chosen
	}
	return rest
}

// speaks reports whether a conflict's values name the file.
func speaks(p Pending, digest string) bool {
	if bytes.Contains(p.Base, []byte(digest)) {
		return true
	}
	for _, v := range p.Values {
		if bytes.Contains(v, []byte(digest)) {
			return true
		}
	}
	return false
}

// eraseAside removes what was put aside and is the document, or speaks of it.
func (f *Folder) eraseAside(ctx context.Context, digest string) error {
	folder := filepath.Join(f.inner(), asideName)
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !strings.Contains(e.Name(), digest) {
			sum, err := durable.Digest(ctx, path, handoverLimit)
			if err != nil {
				return err
			}
			data, err := durable.ReadFile(path, sizeLimit)
			if sum != digest && (err != nil || !bytes.Contains(data, []byte(digest))) {
				return nil
			}
		}
		return f.disk.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// handoverLimit is more than any file that was put aside has, in bytes.
const handoverLimit = 4_000_000_000

// Remembers returns the file of a document by its id in the newest state of the
// history that has it; "" where none has.
func (f *Folder) Remembers(id string) (string, error) {
	entries, err := f.History()
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		d, err := f.State(e)
		if err != nil {
			continue // damaged, or thinned at this moment
		}
		if at := d.Document(id); at >= 0 {
			return d.Documents[at].File, nil
		}
	}
	return "", nil
}

package dossier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Finding is one thing in a dossier's folder that is not as it should be: texts
// doctor.ID.what and doctor.ID.do say it.
type Finding struct {
	ID    string
	File  string // what it is about, slashed, from the dossier's folder; "." is that itself
	Args  message.Args
	Cause error // says more; may be nil
	Note  bool  // worth knowing, and nothing has to be done
	// Mend puts it right; nil: only a person can. What it replaces is moved to
	// .dossier/aside/, never deleted.
	Mend func(ctx context.Context) error
}

// What is the sentence on what is wrong.
func (f Finding) What() message.Message { return message.New("doctor."+f.ID+".what", f.args()) }

// Do is the sentence on what a person can do.
func (f Finding) Do() message.Message { return message.New("doctor."+f.ID+".do", f.args()) }

func (f Finding) args() message.Args {
	args := maps.Clone(f.Args)
	if args == nil {
		args = message.Args{}
	}
	args["File"] = f.File
	return args
}

// Patient is a dossier's folder that is looked through without being opened, as
// it may be too damaged for that.
type Patient struct {
	folder  *Folder
	options Options
	before  []Finding         // of what is otherwise once the lock is taken
	spare   map[string]string // paths of all files by the digest of their bytes
}

// Attend takes the dossier in the folder to be looked through; where o does not
// say ReadOnly, to be mended too, which needs its lock.
func Attend(path string, o Options) (*Patient, error) {
	if err := isDossier(path); err != nil {
		return nil, err
	}
	p := &Patient{folder: &Folder{path: path, disk: o.Disk}, options: o}
	p.before = append(p.missingFolders(), p.leftovers()...)
	if o.ReadOnly {
		return p, nil
	}
	err := o.Disk.MakeFolder(p.folder.temp())
	if err == nil {
		p.folder.lock, err = o.Disk.Lock(p.folder.inner(), o.Holder)
	}
	if err != nil {
		return nil, held(path, err)
	}
	return p, nil
}

// Close gives the dossier free.
func (p *Patient) Close() error { return p.folder.Close() }

// Path is where a file of the dossier is, given slashed.
func (p *Patient) Path(file string) string {
	return filepath.Join(p.folder.path, filepath.FromSlash(file))
}

// Findings looks at everything but what the files mean to other rooms: packs and
// bundles. The dossier is what dossier.json says, or the newest good state in its
// place; nil where there is none. A newer format is an error (dossier-newer).
func (p *Patient) Findings(ctx context.Context) ([]Finding, *Dossier, error) {
	found := append(slices.Clone(p.before), p.rights()...)
	present, fault, err := p.present()
	if err != nil {
		return nil, nil, err
	}
	found = append(append(found, fault...), p.copies()...)
	found = append(found, p.history()...)
	documents, err := p.documents(ctx, present)
	return append(found, documents...), present, err
}

// missingFolders finds the folders that every dossier has and this one lacks.
func (p *Patient) missingFolders() []Finding {
	var found []Finding
	for _, name := range folderNames {
		path := p.folder.sub(name)
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			continue
		}
		found = append(found, Finding{ID: "folder-missing", File: filepath.ToSlash(name), Mend: func(context.Context) error {
			return p.folder.makeSub(path)
		}})
	}
	return found
}

// leftovers finds what interrupted work has left, which the next opening clears.
func (p *Patient) leftovers() []Finding {
	var left []string
	for _, folder := range append([]string{"."}, folderNames...) {
		entries, _ := os.ReadDir(p.folder.sub(folder)) // one that is not there is found elsewhere
		for _, e := range entries {
			if durable.IsTemp(e.Name()) && e.Type().IsRegular() {
				left = append(left, filepath.Join(folder, e.Name()))
			}
		}
	}
	if len(left) == 0 {
		return nil
	}
	return []Finding{{
		ID: "leftover", File: filepath.ToSlash(left[0]), Args: message.Args{"Count": len(left)}, Note: true,
		Mend: func(context.Context) error {
			var err error
			for _, name := range left {
				err = errors.Join(err, p.folder.disk.Remove(p.folder.sub(name)))
			}
			return err
		},
	}}
}

// rights finds what others than the owner may read, write or list. Windows has
// its own rights, which come from the folder around.
func (p *Patient) rights() []Finding {
	if runtime.GOOS == "windows" {
		return nil
	}
	wrong := map[string]fs.FileMode{} // paths with the rights that they are to have
	p.judge(".", durable.FolderPerm, wrong)
	p.judge(fileName, durable.FilePerm, wrong)
	for _, folder := range folderNames {
		p.judge(folder, durable.FolderPerm, wrong)
		entries, _ := os.ReadDir(p.folder.sub(folder)) // one that is not there is found elsewhere
		for _, e := range entries {
			perm := durable.FilePerm
			if folder == documentsName && documentFile.MatchString(e.Name()) {
				perm = durable.KeptPerm
			}
			if e.Type().IsRegular() && !durable.IsTemp(e.Name()) {
				p.judge(filepath.Join(folder, e.Name()), perm, wrong)
			}
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	names := slices.Sorted(maps.Keys(wrong))
	return []Finding{{
		ID: "rights", File: filepath.ToSlash(names[0]), Args: message.Args{"Count": len(names)},
		Mend: func(context.Context) error {
			var err error
			for _, name := range names {
				err = errors.Join(err, p.folder.disk.SetRights(p.folder.sub(name), wrong[name]))
			}
			return err
		},
	}}
}

// judge notes a file or folder that is not its owner's alone, and a document that
// can be written.
func (p *Patient) judge(name string, perm fs.FileMode, wrong map[string]fs.FileMode) {
	info, err := os.Lstat(p.folder.sub(name))
	if err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return
	}
	forbidden := fs.FileMode(0o077)
	if perm == durable.KeptPerm {
		forbidden |= 0o200
	}
	if info.Mode().Perm()&forbidden != 0 {
		wrong[name] = perm
	}
}

// present reads what the dossier says, and finds what is wrong with dossier.json.
func (p *Patient) present() (*Dossier, []Finding, error) {
	data, err := durable.ReadFile(p.folder.file(), sizeLimit)
	if err != nil && !recoverable(err) {
		return nil, nil, err
	}
	fault := Finding{ID: "json-missing", File: fileName}
	if !errors.Is(err, fs.ErrNotExist) {
		d, decodeErr := Decode(p.folder.file(), data)
		if decodeErr == nil && err == nil {
			return &d, nil, nil
		}
		if e := message.Of(decodeErr); e != nil && e.ID == "dossier-newer" {
			return nil, nil, decodeErr
		}
		fault.ID, fault.Cause = "json-damaged", cmp.Or(err, decodeErr)
	}
	entries, err := p.folder.History()
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if d, err := p.folder.State(e); err == nil {
			fault.Args = message.Args{"Saved": message.Moment{At: e.At, Zone: p.options.Now.Location()}}
			fault.Mend = p.recover
			return &d, []Finding{fault}, nil
		}
	}
	fault.ID = "json-lost"
	return nil, []Finding{fault}, nil
}

// recover puts the newest good state in the place of dossier.json, as opening
// does.
func (p *Patient) recover(context.Context) error {
	_, err := p.folder.load(p.options)
	return err
}

// copies finds what sync tools have put beside dossier.json, which the program
// merges when it is asked to.
func (p *Patient) copies() []Finding {
	names, _ := p.folder.CopyNames() // that the folder cannot be listed was an error before
	var found []Finding
	for _, name := range names {
		found = append(found, Finding{ID: "conflict-copy", File: name, Note: true})
	}
	return found
}

// history finds the states that cannot be read, or are not what was saved.
func (p *Patient) history() []Finding {
	entries, _ := p.folder.History() // that it cannot be listed was an error before
	var found []Finding
	for _, e := range entries {
		f := Finding{ID: "history-unreadable", File: historyName + "/" + e.Name}
		f.Mend = p.SettingAside(f.File)
		_, err := p.folder.State(e)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			f.Cause = err
		case p.isAsSaved(e):
			continue
		default:
			f.ID = "history-changed"
		}
		found = append(found, f)
	}
	return found
}

// isAsSaved holds a state against its name, which says what was saved, but in a
// history of an older program.
func (p *Patient) isAsSaved(e Entry) bool {
	said := entryName.FindStringSubmatch(e.Name)[3]
	data, err := durable.ReadFile(filepath.Join(p.folder.history(), e.Name), sizeLimit)
	return err != nil || said == "" || strings.HasPrefix(identify(data), said[1:])
}

// documents holds every file among the documents against its name, which is the
// digest of its bytes.
func (p *Patient) documents(ctx context.Context, present *Dossier) ([]Finding, error) {
	names := map[string]string{} // what the candidate calls the files that are named
	if present != nil {
		for _, d := range present.everyDocument() {
			names[d.File] = cmp.Or(names[d.File], d.Name, d.ID)
		}
	}
	entries, err := os.ReadDir(p.folder.sub(documentsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	all := slices.Collect(maps.Keys(names))
	for _, e := range entries {
		if _, isNamed := names[e.Name()]; !isNamed && !durable.IsTemp(e.Name()) {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	var found []Finding
	for _, file := range all {
		f, err := p.document(ctx, file)
		if err != nil {
			return nil, err
		}
		if f == nil {
			continue
		}
		name, isNamed := names[file]
		f.File, f.Args, f.Note = documentsName+"/"+file, message.Args{"Name": cmp.Or(name, file)}, !isNamed
		found = append(found, *f)
	}
	return found, nil
}

// document finds what is wrong with one file among the documents; nil: nothing.
// The error is the context's.
func (p *Patient) document(ctx context.Context, file string) (*Finding, error) {
	if !documentFile.MatchString(file) {
		return &Finding{ID: "document-foreign"}, nil
	}
	digest, _, _ := strings.Cut(file, ".")
	path := p.folder.DocumentPath(file)
	info, err := os.Stat(path)
	found := &Finding{ID: "document-missing"}
	if err == nil {
		got, err := durable.Digest(ctx, path, info.Size())
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && got == digest {
			return nil, nil
		}
		found = &Finding{ID: "document-changed", Cause: err}
	}
	source, err := p.find(ctx, digest)
	if source != "" {
		found.Mend = func(ctx context.Context) error { return p.replace(ctx, file, source) }
	}
	return found, err
}

// find returns a file of the dossier's that holds bytes of this digest, wherever
// it is; "" for none. It reads all files once.
func (p *Patient) find(ctx context.Context, digest string) (string, error) {
	if p.spare != nil {
		return p.spare[digest], nil
	}
	spare := map[string]string{}
	err := filepath.WalkDir(p.folder.path, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return ctx.Err() // what cannot be read holds nothing to mend with
		}
		info, err := e.Info()
		if err != nil {
			return nil
		}
		if got, err := durable.Digest(ctx, path, info.Size()); err == nil {
			spare[got] = path
		}
		return ctx.Err()
	})
	if err != nil {
		return "", err
	}
	p.spare = spare
	return p.spare[digest], nil
}

// replace puts the bytes of source in the place of a document, which is set
// aside where it is there.
func (p *Patient) replace(ctx context.Context, file, source string) error {
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	good, err := p.folder.disk.CopyIn(ctx, source, p.folder.temp(), info.Size())
	if err != nil {
		return err
	}
	if !strings.HasPrefix(file, good.SHA256) {
		return errors.Join(message.Unfinished("document-changed", message.Args{"File": source}, nil), p.folder.Drop(good))
	}
	if _, err := os.Lstat(p.folder.DocumentPath(file)); err == nil {
		if err := p.setAside(documentsName + "/" + file); err != nil {
			return errors.Join(err, p.folder.Drop(good))
		}
	}
	if err := p.folder.makeSub(p.folder.sub(documentsName)); err != nil {
		return err
	}
	return p.folder.disk.Keep(good, p.folder.DocumentPath(file))
}

// asideName is the folder, inside .dossier/, of what was moved out of the way.
const asideName = "aside"

// SettingAside is a Finding's Mend that moves a file, given slashed, out of the
// way.
func (p *Patient) SettingAside(file string) func(context.Context) error {
	return func(context.Context) error { return p.setAside(file) }
}

func (p *Patient) setAside(file string) error {
	folder := filepath.Join(p.folder.inner(), asideName)
	if err := p.folder.makeSub(folder); err != nil {
		return err
	}
	for n := 1; ; n++ {
		name := fmt.Sprintf("%d-%s", n, filepath.Base(file))
		err := p.folder.disk.Publish(p.Path(file), filepath.Join(folder, name), false)
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
}

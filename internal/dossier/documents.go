package dossier

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// TakeIn copies a file of at most limit bytes into the dossier's temporary
// folder, where it can be examined; Keep or Drop ends that.
func (f *Folder) TakeIn(ctx context.Context, source string, limit int64) (durable.Copy, error) {
	if f.readOnly != nil {
		return durable.Copy{}, f.readOnly
	}
	return f.disk.CopyIn(ctx, source, f.temp(), limit)
}

// makeSub makes a folder inside the dossier's, never that one: where it has
// vanished, nothing is to appear in its place.
func (f *Folder) makeSub(path string) error {
	if _, err := os.Stat(f.path); err != nil {
		return err
	}
	return f.disk.MakeFolder(path)
}

// Drop removes a copy that is not to be kept.
func (f *Folder) Drop(c durable.Copy) error { return f.disk.Remove(c.Path) }

// Keep puts a copy among the documents, read-only, under its name SHA256.EXT.
// Where the same bytes are there already those stay (fresh is false), and a file
// of that name whose bytes have changed is mended.
func (f *Folder) Keep(ctx context.Context, c durable.Copy, name string) (fresh bool, err error) {
	if err := f.makeSub(f.sub(documentsName)); err != nil {
		return false, err
	}
	final := f.DocumentPath(name)
	err = f.disk.Keep(c, final)
	if !errors.Is(err, fs.ErrExist) {
		return err == nil, err
	}
	digest, err := durable.Digest(ctx, final, c.Size)
	if err == nil && digest == c.SHA256 {
		return false, f.Drop(c)
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return false, f.disk.Replace(c, final)
}

// Forget removes a document's file, unless dossier.json names it, or may do so.
func (f *Folder) Forget(name string) error {
	data, err := durable.ReadFile(f.file(), sizeLimit)
	if err != nil || bytes.Contains(data, []byte(name)) {
		return err
	}
	return f.disk.Remove(f.DocumentPath(name))
}

// DocumentPath is where a document's file is, or would be.
func (f *Folder) DocumentPath(file string) string { return filepath.Join(f.path, documentsName, file) }

// HasDocument reports whether a document's file is there and not empty. It does
// not read it.
func (f *Folder) HasDocument(file string) bool {
	info, err := os.Stat(f.DocumentPath(file))
	return err == nil && info.Mode().IsRegular() && info.Size() > 0
}

// BundlePath is where a bundle of this name goes; its folder is there when
// BundlePath returns.
func (f *Folder) BundlePath(name string) (string, error) {
	if f.readOnly != nil {
		return "", f.readOnly
	}
	return filepath.Join(f.Bundles(), name), f.makeSub(f.Bundles())
}

// Bundles is the folder of what was built, whether it is there or not.
func (f *Folder) Bundles() string { return f.sub(bundlesName) }

// PackLimit bounds the file of a vacancy pack in bytes. vacancy.Decode takes
// less, and has better words for one that is too large.
const PackLimit = 4_000_000

// Pack is a vacancy pack that the program does not carry itself.
type Pack struct {
	ID    string
	Bytes []byte
}

// KeepVacancy keeps a pack in the dossier, in the place of an earlier one.
func (f *Folder) KeepVacancy(p Pack) error {
	if f.readOnly != nil {
		return f.readOnly
	}
	if !plainID.MatchString(p.ID) {
		return message.Bad("dossier-bad-vacancy-id", message.Args{"Vacancy": p.ID}, nil)
	}
	if err := f.makeSub(f.sub(vacanciesName)); err != nil {
		return err
	}
	return f.disk.WriteFile(f.vacancy(p.ID), p.Bytes, durable.FilePerm)
}

// Vacancy returns the bytes of a pack that KeepVacancy kept, with the path they
// were read from; fs.ErrNotExist where there is none.
func (f *Folder) Vacancy(id string) (path string, pack []byte, err error) {
	if !plainID.MatchString(id) {
		return "", nil, fs.ErrNotExist
	}
	pack, err = durable.ReadFile(f.vacancy(id), PackLimit)
	return f.vacancy(id), pack, err
}

func (f *Folder) vacancy(id string) string {
	return filepath.Join(f.path, vacanciesName, id+".yaml")
}

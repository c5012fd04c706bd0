package handover

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Archive is a hand-over file that is open for reading. It is for one goroutine
// at a time.
type Archive struct {
	Manifest Manifest
	Sealed   bool  // with a passphrase
	Size     int64 // of the file itself, in bytes

	path  string
	file  io.Closer
	plain io.ReaderAt
	held  map[string]held
}

// held is a file as directory and manifest tell of it.
type held struct {
	entry
	sha256 string
}

// IsSealed reports whether the file is one that only a passphrase opens, and how
// large it is, in bytes. A file that is neither sealed nor a zip is refused
// (handover-not-one).
func IsSealed(path string) (sealed bool, size int64, err error) {
	f, size, err := open(path)
	if err != nil {
		return false, 0, err
	}
	sealed, err = isSealed(path, f, size)
	return sealed, size, errors.Join(err, f.Close())
}

// Open opens a hand-over file, sealed or not, and checks all but the bytes of
// its files, which Read and Copy hold against the manifest. The errors,
// *message.Error, name the path.
func Open(path, passphrase string) (*Archive, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	a, err := read(path, f, size, passphrase)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	a.file = f
	return a, nil
}

func open(path string) (*os.File, int64, error) {
	f, err := durable.OpenRegular(path, SizeLimit)
	if err != nil {
		if e := message.Of(err); e != nil && e.ID == "file-too-large" {
			err = message.Bad("handover-too-large", e.Args, err)
		}
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// read opens what r holds; path is how errors call it.
func read(path string, r io.ReaderAt, size int64, passphrase string) (*Archive, error) {
	a := &Archive{Size: size, path: path, plain: r, held: map[string]held{}}
	var err error
	if a.Sealed, err = isSealed(path, r, size); err != nil {
		return nil, err
	}
	if a.Sealed {
		if a.plain, size, err = unseal(path, r, size, passphrase); err != nil {
			return nil, err
		}
		if twice, err := isSealed(path, a.plain, size); err != nil || twice {
			return nil, foreign(path, "", errors.Join(errors.New("no zip behind the seal"), err))
		}
	}
	entries, err := directory(path, a.plain, size)
	if err != nil {
		return nil, err
	}
	return a, a.check(entries)
}

func isSealed(path string, r io.ReaderAt, size int64) (bool, error) {
	if size == 0 {
		return false, message.Bad("file-empty", message.Args{"File": path}, nil)
	}
	head := make([]byte, min(size, int64(len(ageMagic))))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return false, unreadable(path, err)
	}
	switch {
	case string(head) == ageMagic:
		return true, nil
	case !bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return false, message.Bad("handover-not-one", message.Args{"File": path}, nil)
	}
	return false, nil
}

// check holds the manifest against the entries that are there.
func (a *Archive) check(entries []entry) error {
	if len(entries) == 0 || entries[0].name != manifestName {
		return foreign(a.path, manifestName, errors.New("not the first entry"))
	}
	first := entries[0]
	if first.size > manifestLimit {
		return foreign(a.path, manifestName, errors.New("too large"))
	}
	data, err := section(a.path, a.plain, first.next(), first.body(), first.size)
	if err != nil {
		return err
	}
	if crc32.ChecksumIEEE(data) != first.crc {
		return damaged(a.path, errors.New("manifest"))
	}
	if a.Manifest, err = decodeManifest(a.path, data); err != nil {
		return err
	}
	return a.match(entries[1:])
}

// match holds the files of the manifest against the entries behind it.
func (a *Archive) match(entries []entry) error {
	files := a.Manifest.Files
	if err := checkAll(a.path, files); err != nil {
		return err
	}
	for i, e := range entries {
		if i >= len(files) || e.name != files[i].Name || e.size != files[i].Size {
			return foreign(a.path, e.name, errors.New("not as the manifest has it"))
		}
		a.held[e.name] = held{e, files[i].SHA256}
	}
	if len(files) > len(entries) {
		return foreign(a.path, files[len(entries)].Name, errors.New("only in the manifest"))
	}
	return nil
}

// Path is where the file lies, as it was given.
func (a *Archive) Path() string { return a.path }

// SHA256 is the digest of a file's bytes, empty where there is none of this name.
func (a *Archive) SHA256(name string) string { return a.held[name].sha256 }

// Has reports whether there is a file of this name.
func (a *Archive) Has(name string) bool {
	_, ok := a.held[name]
	return ok
}

// Read returns the bytes of a file that holds text, all but documents and
// bundles. They are those that the manifest tells of, or there is an error.
func (a *Archive) Read(ctx context.Context, name string) ([]byte, error) {
	var b bytes.Buffer
	if h, ok := a.held[name]; !ok || h.size > textLimit {
		return nil, foreign(a.path, name, errors.New("no text"))
	}
	err := a.Copy(ctx, name, &b)
	return b.Bytes(), err
}

// piece is how much is read between two looks at the context.
const piece = 256 << 10

// Copy writes the bytes of a file to w. With an error w may have got any bytes;
// without one, those that the manifest tells of.
func (a *Archive) Copy(ctx context.Context, name string, w io.Writer) error {
	e, ok := a.held[name]
	if !ok {
		return foreign(a.path, name, errors.New("not there"))
	}
	digest, check := sha256.New(), crc32.NewIEEE()
	in := io.NewSectionReader(a.plain, e.body(), e.size)
	buffer := make([]byte, min(piece, max(e.size, 1)))
	for left := e.size; left > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.ReadFull(in, buffer[:min(left, int64(len(buffer)))])
		if err != nil {
			return unreadable(a.path, err)
		}
		left -= int64(n)
		digest.Write(buffer[:n])
		check.Write(buffer[:n])
		if _, err := w.Write(buffer[:n]); err != nil {
			return err
		}
	}
	if hex.EncodeToString(digest.Sum(nil)) != e.sha256 || check.Sum32() != e.crc {
		return damaged(a.path, fmt.Errorf("%s: its bytes are not those of the manifest", name))
	}
	return nil
}

// Verify reads every file and holds it against the manifest.
func (a *Archive) Verify(ctx context.Context) error {
	for _, f := range a.Manifest.Files {
		if err := a.Copy(ctx, f.Name, io.Discard); err != nil {
			return err
		}
	}
	return nil
}

// Close closes the file.
func (a *Archive) Close() error { return a.file.Close() }

package durable

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"example.org/dossier/internal/message"
)

// Copy is a file as it was taken in: private, read-only, complete, and not yet
// under its own name. Whoever has it publishes or removes it.
type Copy struct {
	Path   string // where it waits
	SHA256 string // of the bytes that were copied: 64 lower-case hexadecimal digits
	Size   int64  // in bytes
}

// chunk is how much of a file is copied between two looks at the context.
const chunk = 256 << 10

// CopyIn copies the regular file source, of at most limit bytes, into folder
// under a name that Sweep recognises, and digests what it copies: a source that
// changes meanwhile cannot make the digest lie. The source is only read.
func (d Disk) CopyIn(ctx context.Context, source, folder string, limit int64) (Copy, error) {
	in, err := OpenRegular(source, limit)
	if err != nil {
		return Copy{}, err
	}
	defer in.Close()
	out, err := d.create(filepath.Join(folder, filepath.Base(source)))
	if err != nil {
		return Copy{}, about(folder, err)
	}
	copied := Copy{Path: out.Name()}
	digest := sha256.New()
	copied.Size, err = d.copyAll(ctx, io.MultiWriter(digest, out), in, out.Name(), limit)
	sealed := d.seal(out, KeptPerm, err)
	switch {
	case err != nil:
		return Copy{}, sealed
	case sealed != nil:
		return Copy{}, about(folder, sealed)
	}
	copied.SHA256 = hex.EncodeToString(digest.Sum(nil))
	return copied, nil
}

// copyAll copies until the source in ends, and returns the bytes copied. Its
// error names the source, or the folder of the copy.
func (d Disk) copyAll(ctx context.Context, out io.Writer, in *os.File, path string, limit int64) (int64, error) {
	buffer := make([]byte, chunk)
	for size := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return size, err
		}
		n, readErr := in.Read(buffer)
		if size += int64(n); size > limit {
			return size, tooLarge(in.Name(), size, limit)
		}
		err := d.try(StepWrite, path, func() error {
			_, err := out.Write(buffer[:n])
			return err
		})
		switch {
		case err != nil:
			return size, about(filepath.Dir(path), err)
		case readErr == io.EOF:
			return size, nil
		case readErr != nil:
			return size, about(in.Name(), readErr)
		}
	}
}

// Keep gives a copy its final name, on the same volume, which must be free:
// otherwise the error is fs.ErrExist. Where it fails the copy still waits, unless
// only the flush of the folder failed: then it is gone.
func (d Disk) Keep(c Copy, final string) error {
	moved, err := d.publish(c.Path, final, false)
	if err != nil && moved {
		err = d.discard(final, err) // what was not promised must not turn up later
	}
	return about(final, err)
}

// Replace gives a copy its final name in the place of a file that has it.
func (d Disk) Replace(c Copy, final string) error {
	_, err := d.publish(c.Path, final, true)
	return about(final, err)
}

// OpenRegular opens a file for reading if it is one of at most limit bytes, or a
// link to one. What the path names is looked at before and after opening, and
// the opening itself does not wait, so that a pipe that nobody writes to never
// blocks, even one put there in between.
func OpenRegular(path string, limit int64) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, about(path, err)
	}
	if err := regular(path, info, limit); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, about(path, err)
	}
	if info, err = f.Stat(); err == nil {
		err = regular(path, info, limit)
	}
	if err != nil {
		return nil, errors.Join(about(path, err), f.Close())
	}
	return f, nil
}

// regular refuses what holds no bytes of its own, or too many.
func regular(path string, info fs.FileInfo, limit int64) error {
	args := message.Args{"File": path}
	switch {
	case info.IsDir():
		return message.Bad("folder-given", args, nil)
	case !info.Mode().IsRegular():
		return message.Bad("file-is-special", args, nil)
	case info.Size() > limit:
		return tooLarge(path, info.Size(), limit)
	}
	return nil
}

func tooLarge(path string, size, limit int64) error {
	return message.Bad("file-too-large", message.Args{
		"File": path, "Size": message.Bytes(size), "Limit": message.Bytes(limit),
	}, nil)
}

// Digest returns the SHA-256 of a file's bytes, as Copy has it.
func Digest(ctx context.Context, path string, limit int64) (string, error) {
	in, err := OpenRegular(path, limit)
	if err != nil {
		return "", err
	}
	defer in.Close()
	digest, buffer := sha256.New(), make([]byte, chunk)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := in.Read(buffer)
		digest.Write(buffer[:n])
		if err == io.EOF {
			return hex.EncodeToString(digest.Sum(nil)), nil
		}
		if err != nil {
			return "", about(path, err)
		}
	}
}

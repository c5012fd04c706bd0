package handover

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

// Source is a file to be handed over.
type Source struct {
	Name  string // in the hand-over file
	Path  string // where it lies; empty: Bytes are all of it
	Bytes []byte
}

// Options say how a hand-over file is written.
type Options struct {
	Output     string
	Overwrite  bool   // replace what stands at Output
	Passphrase string // seals the file; empty: it stays open
	Made       time.Time
	Program    string
	Notes      bool // see Manifest
	// Tell, where it is set, hears how many of all bytes to be worked on are.
	Tell func(done, of int64)

	work int // scrypt's power of two; 0: workFactor
}

// passes is how often the files' bytes go by: to be digested, written, verified.
const passes = 3

// Write makes a hand-over file of the sources, in whatever order they come. It
// gets its name only when it is complete on the disk and was read again; where
// Write fails, nothing of it remains.
func Write(ctx context.Context, disk durable.Disk, sources []Source, o Options) (Manifest, error) {
	w := &writing{ctx: ctx, disk: disk, o: o}
	if err := w.list(sources); err != nil {
		return Manifest{}, err
	}
	tmp, err := disk.Produce(filepath.Dir(o.Output), durable.FilePerm, w.write)
	if err != nil {
		return Manifest{}, err
	}
	if err = w.verify(tmp); err == nil {
		err = disk.Publish(tmp, o.Output, o.Overwrite)
	}
	if err != nil {
		return Manifest{}, errors.Join(about(o.Output, tmp, err), disk.Remove(tmp))
	}
	return w.manifest, nil
}

// about makes an error about the unfinished file one about what it was to be.
func about(path, tmp string, err error) error {
	if e := message.Of(err); e != nil && e.Args["File"] == tmp {
		return e.About(path)
	}
	return err
}

// writing is a hand-over file that is being made.
type writing struct {
	ctx      context.Context
	disk     durable.Disk
	o        Options
	manifest Manifest
	sources  []Source // in the manifest's order
	entries  []entry
	done     int64
}

// list digests the sources, puts them in order and makes the manifest of them.
func (w *writing) list(sources []Source) error {
	type listed struct {
		File
		source Source
		crc    uint32
	}
	var all []listed
	var total int64
	for _, s := range sources {
		size, err := s.size()
		if err != nil {
			return err
		}
		if total += size; total > SizeLimit {
			return tooLarge(w.o.Output, total)
		}
	}
	w.manifest = Manifest{Files: []File{{Size: total}}} // until it is known, for progress
	for _, s := range sources {
		f, crc, err := w.digest(s)
		if err != nil {
			return err
		}
		if err := f.check(cmp.Or(s.Path, s.Name)); err != nil {
			return err
		}
		all = append(all, listed{f, s, crc})
	}
	slices.SortFunc(all, func(a, b listed) int { return compare(a.File, b.File) })
	w.manifest = Manifest{Format: Format, Made: w.o.Made.UTC().Truncate(time.Second), Program: w.o.Program, Notes: w.o.Notes}
	for _, l := range all {
		w.manifest.Files = append(w.manifest.Files, l.File)
		w.sources = append(w.sources, l.source)
		w.entries = append(w.entries, entry{name: l.Name, size: l.Size, crc: l.crc})
	}
	return checkAll(w.o.Output, w.manifest.Files)
}

func (s Source) size() (int64, error) {
	if s.Path == "" {
		return int64(len(s.Bytes)), nil
	}
	info, err := os.Stat(s.Path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (s Source) open() (io.ReadCloser, error) {
	if s.Path == "" {
		return io.NopCloser(bytes.NewReader(s.Bytes)), nil
	}
	return durable.OpenRegular(s.Path, SizeLimit)
}

func (w *writing) digest(s Source) (File, uint32, error) {
	digest, check := sha256.New(), crc32.NewIEEE()
	size, err := w.copy(s, io.MultiWriter(digest, check))
	return File{s.Name, size, hex.EncodeToString(digest.Sum(nil))}, check.Sum32(), err
}

// copy writes a source's bytes to out and returns how many there were.
func (w *writing) copy(s Source, out io.Writer) (int64, error) {
	in, err := s.open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	for size := int64(0); ; {
		if err := w.ctx.Err(); err != nil {
			return size, err
		}
		n, err := io.CopyN(out, in, piece)
		size += n
		w.tell(n)
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}

func (w *writing) tell(n int64) {
	w.done += n
	if w.o.Tell != nil {
		of := passes * w.manifest.Size()
		w.o.Tell(min(w.done, of), of)
	}
}

// write puts the zip into the file, through the seal where there is one.
func (w *writing) write(file io.Writer) error {
	buffered := bufio.NewWriterSize(file, piece)
	if w.o.Passphrase == "" {
		return errors.Join(w.zip(buffered), buffered.Flush())
	}
	sealed, err := seal(buffered, w.o.Passphrase, cmp.Or(w.o.work, workFactor))
	if err != nil {
		return err
	}
	return errors.Join(w.zip(sealed), sealed.Close(), buffered.Flush())
}

func (w *writing) zip(out io.Writer) error {
	text, err := w.manifest.encode()
	if err != nil {
		return err
	}
	entries := append([]entry{{name: manifestName, size: int64(len(text)), crc: crc32.ChecksumIEEE(text)}}, w.entries...)
	sources := append([]Source{{Name: manifestName, Bytes: text}}, w.sources...)
	offset := int64(0)
	var records []byte
	for i, e := range entries {
		e.offset = offset
		if e.next() > SizeLimit {
			return tooLarge(w.o.Output, e.next())
		}
		if _, err := out.Write(e.local()); err != nil {
			return err
		}
		if err := w.body(e, sources[i], out); err != nil {
			return err
		}
		records, offset = append(records, e.central()...), e.next()
	}
	_, err = out.Write(append(records, directoryEnd(len(entries), int64(len(records)), offset)...))
	return err
}

// body writes the bytes of an entry, which are those that were digested.
func (w *writing) body(e entry, s Source, out io.Writer) error {
	check := crc32.NewIEEE()
	size, err := w.copy(s, io.MultiWriter(out, check))
	if err == nil && (size != e.size || check.Sum32() != e.crc) {
		err = message.Unfinished("handover-changed", message.Args{"File": cmp.Or(s.Path, s.Name)}, nil)
	}
	return err
}

// verify reads the file again as whoever gets it will.
func (w *writing) verify(path string) error {
	a, err := Open(path, w.o.Passphrase)
	if err != nil {
		return err
	}
	for _, f := range a.Manifest.Files {
		if err = a.Copy(w.ctx, f.Name, io.Discard); err != nil {
			break
		}
		w.tell(f.Size)
	}
	return errors.Join(err, a.Close())
}

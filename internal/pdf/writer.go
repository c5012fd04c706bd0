package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
)

// writer writes a PDF 1.7 file as it goes: streams at once, other objects
// packed into object streams (ISO 32000-1, 7.5.7), the cross-reference stream
// at the end. The same objects in the same order give the same bytes: no
// clock, no chance.
type writer struct {
	to     *spool
	size   int64
	sum    hash.Hash // of all so far, in which streams stand for themselves by their digests
	places []spot    // by object number; the first is the free list's head
	pack   []packed
	packed int // bytes in pack
}

// spot is where an object stands (ISO 32000-1, table 18).
type spot struct {
	kind  byte  // 0 free, 1 at an offset, 2 in an object stream
	where int64 // offset, or the number of the object stream
	index int
}

type packed struct {
	number int
	body   []byte
}

// An object stream is closed at either limit: readers unpack it whole.
const (
	packObjects = 200
	packBytes   = 64 << 10
)

// newWriter begins a file, and has its digest taken where that is wanted. close has to be
// called whatever becomes of it.
func newWriter(to io.Writer, digested bool) (*writer, error) {
	w := &writer{to: newSpool(to, digested), sum: sha256.New(), places: make([]spot, 1)}
	return w, w.write(fileHead)
}

// What stands before all objects, and around a stream's bytes. Four bytes above 127
// tell file transfer programs that this is binary.
const (
	fileHead    = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"
	streamBegin = "\nstream\n"
	streamEnd   = "\nendstream\nendobj\n"
)

func (w *writer) close() { w.to.close() }

// reserve returns a fresh object number.
func (w *writer) reserve() int {
	w.places = append(w.places, spot{})
	return len(w.places) - 1
}

func (w *writer) write(s string) error { return w.bytes([]byte(s)) }

func (w *writer) bytes(b []byte) error {
	w.sum.Write(b)
	return w.unsummed(b)
}

func (w *writer) unsummed(b []byte) error {
	w.size += int64(len(b))
	return w.to.put(b)
}

// weight is about what was written so far weighs: what waits to be packed gets
// smaller by two thirds.
func (w *writer) weight() int64 { return w.size + int64(w.packed)/3 }

// writeError is the output's failure: no source is to blame for it.
type writeError struct{ err error }

func (e *writeError) Error() string { return "write: " + e.err.Error() }

func (e *writeError) Unwrap() error { return e.err }

func isWriting(err error) bool {
	_, ok := errors.AsType[*writeError](err)
	return ok
}

// stream writes a stream whose dictionary already has its Length, and what tells that and
// its bytes from all others. The bytes must stay as they are until they are written.
func (w *writer) stream(number int, dict, raw []byte, is digest) error {
	w.places[number] = spot{kind: 1, where: w.size}
	if err := w.write(strconv.Itoa(number) + " 0 obj\n"); err != nil {
		return err
	}
	if err := errors.Join(w.bytes(dict), w.write(streamBegin)); err != nil {
		return err
	}
	w.sum.Write(is[:])
	return errors.Join(w.unsummed(raw), w.write(streamEnd))
}

// object writes an object that is no stream.
func (w *writer) object(number int, body []byte) error {
	w.pack = append(w.pack, packed{number, body})
	w.packed += len(body)
	if len(w.pack) < packObjects && w.packed < packBytes {
		return nil
	}
	return w.flush()
}

// flush writes the object stream that is being filled.
func (w *writer) flush() error {
	if len(w.pack) == 0 {
		return nil
	}
	number := w.reserve()
	var index, bodies bytes.Buffer
	for i, o := range w.pack {
		fmt.Fprintf(&index, "%d %d ", o.number, bodies.Len())
		bodies.Write(o.body)
		bodies.WriteByte('\n')
		w.places[o.number] = spot{kind: 2, where: int64(number), index: i}
	}
	raw, err := deflate(index.Bytes(), bodies.Bytes())
	if err != nil {
		return err
	}
	dict := fmt.Sprintf("<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>", len(w.pack), index.Len(), len(raw))
	w.pack, w.packed = nil, 0
	return w.stream(number, []byte(dict), raw, sha256.Sum256(raw))
}

// finish writes what is left and the cross-reference stream with the
// trailer's entries. The file's identifier is the digest of all before it, in which
// streams stand for themselves by their own.
func (w *writer) finish(root, info int) error {
	if err := w.flush(); err != nil {
		return err
	}
	id := fmt.Sprintf("%X", w.sum.Sum(nil)[:16])
	number := w.reserve()
	start := w.size
	w.places[number] = spot{kind: 1, where: start}
	var rows bytes.Buffer
	for i, p := range w.places {
		index := uint16(p.index)
		if i == 0 {
			index = 65535
		}
		rows.WriteByte(p.kind)
		var cell [8]byte
		binary.BigEndian.PutUint64(cell[:], uint64(p.where))
		rows.Write(cell[3:])
		rows.Write(binary.BigEndian.AppendUint16(nil, index))
	}
	raw, err := deflate(rows.Bytes())
	if err != nil {
		return err
	}
	dict := fmt.Sprintf("<</Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>",
		len(w.places), root, info, id, id, len(raw))
	if err := w.stream(number, []byte(dict), raw, digest{}); err != nil {
		return err
	}
	if err := w.write(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", start)); err != nil {
		return err
	}
	return w.to.flush()
}

// deflate joins and compresses the parts as FlateDecode wants them.
func deflate(parts ...[]byte) ([]byte, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	for _, part := range parts {
		if _, err := z.Write(part); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

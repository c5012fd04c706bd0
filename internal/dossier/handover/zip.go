package handover

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"example.org/dossier/internal/message"
)

// entry is a file as the zip's headers tell of it. What else they could say is
// always the same, or follows from this.
type entry struct {
	name   string
	size   int64
	crc    uint32
	offset int64 // of its local header
}

// The sizes of the headers of a zip without their names, in bytes.
const (
	localSize   = 30
	centralSize = 46
	endSize     = 22
)

// The fixed values in the headers.
const (
	localSignature   = 0x04034b50
	centralSignature = 0x02014b50
	endSignature     = 0x06054b50
	zipVersion       = 20
	madeOnUnix       = 3<<8 | zipVersion
	namesAreUTF8     = 0x0800
	stored           = 0
	noTime, noDay    = 0, 0x0021        // 1 January 1980, the zero of a zip's calendar
	privateFile      = 0o100600 << 16   // an ordinary file, its owner's alone
	longestPath      = longestName + 16 // of an entry, its folder included
)

// local is the header before the entry's bytes.
func (e entry) local() []byte {
	b := make([]byte, 0, localSize+len(e.name))
	b = binary.LittleEndian.AppendUint32(b, localSignature)
	b = binary.LittleEndian.AppendUint16(b, zipVersion)
	return e.common(b)
}

// central is the entry's record in the directory at the end.
func (e entry) central() []byte {
	b := make([]byte, 0, centralSize+len(e.name))
	b = binary.LittleEndian.AppendUint32(b, centralSignature)
	b = binary.LittleEndian.AppendUint16(b, madeOnUnix)
	b = binary.LittleEndian.AppendUint16(b, zipVersion)
	b = e.common(b)
	b = b[:len(b)-len(e.name)]
	b = append(b, 0, 0, 0, 0, 0, 0) // no comment, the first disk, no text
	b = binary.LittleEndian.AppendUint32(b, privateFile)
	b = binary.LittleEndian.AppendUint32(b, uint32(e.offset))
	return append(b, e.name...)
}

// common is the part that both headers have, ending with the name.
func (e entry) common(b []byte) []byte {
	b = binary.LittleEndian.AppendUint16(b, namesAreUTF8)
	b = binary.LittleEndian.AppendUint16(b, stored)
	b = binary.LittleEndian.AppendUint16(b, noTime)
	b = binary.LittleEndian.AppendUint16(b, noDay)
	b = binary.LittleEndian.AppendUint32(b, e.crc)
	b = binary.LittleEndian.AppendUint32(b, uint32(e.size))
	b = binary.LittleEndian.AppendUint32(b, uint32(e.size))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(e.name)))
	b = binary.LittleEndian.AppendUint16(b, 0) // nothing extra
	return append(b, e.name...)
}

// body is where the entry's bytes begin.
func (e entry) body() int64 { return e.offset + localSize + int64(len(e.name)) }

// next is where what follows the entry begins.
func (e entry) next() int64 { return e.body() + e.size }

// directoryEnd is the last record of a zip with count entries whose directory
// begins at offset.
func directoryEnd(count int, size, offset int64) []byte {
	b := binary.LittleEndian.AppendUint32(nil, endSignature)
	b = append(b, 0, 0, 0, 0) // the first disk, and the only one
	b = binary.LittleEndian.AppendUint16(b, uint16(count))
	b = binary.LittleEndian.AppendUint16(b, uint16(count))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	b = binary.LittleEndian.AppendUint32(b, uint32(offset))
	return append(b, 0, 0) // no comment
}

// directory reads the entries of the zip of size bytes, and holds each against
// the one form that is written: what differs anywhere is refused. Nothing is
// allocated before its size is known to be possible.
func directory(path string, r io.ReaderAt, size int64) ([]entry, error) {
	end, err := section(path, r, size, size-endSize, endSize)
	if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(end) != endSignature {
		return nil, damaged(path, errors.New("the zip's end is not where it belongs"))
	}
	count := int(binary.LittleEndian.Uint16(end[10:]))
	length, start := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	switch {
	case count > FileLimit+1:
		return nil, tooMany(path, count)
	case !bytes.Equal(end, directoryEnd(count, length, start)):
		return nil, foreign(path, "", errors.New("the zip's end"))
	case start+length != size-endSize || length > int64(count)*(centralSize+longestPath):
		return nil, damaged(path, errors.New("the zip's directory is not where it belongs"))
	}
	records, err := section(path, r, size, start, length)
	if err != nil {
		return nil, err
	}
	return entries(path, r, records, count, start)
}

// entries reads the records of a directory that begins at start.
func entries(path string, r io.ReaderAt, records []byte, count int, start int64) ([]entry, error) {
	all := make([]entry, 0, count)
	at := int64(0) // where the next entry has to begin
	for range count {
		e, err := record(path, records)
		if err != nil {
			return nil, err
		}
		if e.offset != at || e.next() > start {
			return nil, damaged(path, fmt.Errorf("%q: not behind the one before it", e.name))
		}
		local, err := section(path, r, start, e.offset, localSize+int64(len(e.name)))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(local, e.local()) {
			return nil, foreign(path, e.name, errors.New("its two headers differ"))
		}
		all = append(all, e)
		records, at = records[centralSize+len(e.name):], e.next()
	}
	if len(records) > 0 || at != start {
		return nil, damaged(path, errors.New("something between the entries and the directory"))
	}
	return all, nil
}

// record reads the first record in what is left of a directory.
func record(path string, records []byte) (entry, error) {
	if len(records) < centralSize {
		return entry{}, damaged(path, errors.New("the directory is too short"))
	}
	length := int(binary.LittleEndian.Uint16(records[28:]))
	if length > longestPath || centralSize+length > len(records) {
		return entry{}, foreign(path, "", fmt.Errorf("a name of %d bytes", length))
	}
	e := entry{
		name:   string(records[centralSize : centralSize+length]),
		crc:    binary.LittleEndian.Uint32(records[16:]),
		size:   int64(binary.LittleEndian.Uint32(records[24:])),
		offset: int64(binary.LittleEndian.Uint32(records[42:])),
	}
	if written := e.central(); !bytes.Equal(records[:len(written)], written) {
		return entry{}, foreign(path, e.name, difference(records, written))
	}
	return e, nil
}

// difference says for developers where a record differs from what is written.
func difference(records, written []byte) error {
	for i := range written {
		if records[i] != written[i] {
			return fmt.Errorf("byte %d of its record is %#02x, not %#02x", i, records[i], written[i])
		}
	}
	return nil
}

// section reads length bytes from offset, all of them within the first size.
func section(path string, r io.ReaderAt, size, offset, length int64) ([]byte, error) {
	if offset < 0 || length < 0 || offset > size-length {
		return nil, damaged(path, io.ErrUnexpectedEOF)
	}
	b := make([]byte, length)
	n, err := r.ReadAt(b, offset)
	if int64(n) == length {
		return b, nil
	}
	return nil, unreadable(path, err)
}

// unreadable is the error about bytes that could not be read: the system's own,
// or that they are not there, or are not what was sealed.
func unreadable(path string, err error) error {
	if isSystems(err) || message.Of(err) != nil {
		return err
	}
	return damaged(path, err)
}

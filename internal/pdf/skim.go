package pdf

import (
	"bytes"
	"context"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// memory is a file whose bytes are all there, and stay as they are while a
// document parsed from them is in use: its larger streams are parts of them, not
// copies.
type memory struct {
	*bytes.Reader
	data []byte
}

func inMemory(data []byte) memory { return memory{bytes.NewReader(data), data} }

// readFile has pdfcpu read a file; configure gives what it goes by, each time anew.
func readFile(ctx context.Context, data source, configure func() *model.Configuration) (*model.Context, error) {
	if whole, ok := data.(memory); ok {
		s := &skim{memory: whole, promised: map[*byte]int64{}, short: map[int64]int{}}
		if c, err, ok := s.read(ctx, configure()); ok {
			return c, err
		}
	}
	if _, err := data.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return pdfcpu.ReadWithContext(ctx, data, configure())
}

// skim has pdfcpu read a file without the bytes of its larger streams, for all of
// which it would make room. A stream that says its length itself is shown to it as a
// short one; the bytes of others are promised where they are asked for. All are put in
// place when all is parsed. What is not asked for in the one way in which pdfcpu asks
// for a stream is read as ever.
type skim struct {
	memory
	fresh    bool            // nothing was read since the last Seek
	promised map[*byte]int64 // where the bytes stand for which room was made, by its first
	short    map[int64]int   // the lengths of the streams shown as short ones, by where they stand
}

// promisedFrom is how long a stream is whose bytes are promised: pdfcpu's reader
// reads shorter ones through a buffer of this size.
const promisedFrom = 4096

// shownLength is what the streams shown as short ones say of their length.
const shownLength = 7

// read reads the file. It is false where that has to be done without promises.
func (s *skim) read(ctx context.Context, conf *model.Configuration) (c *model.Context, err error, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // it will again, where it is not for the promises
		}
	}()
	c, err = pdfcpu.ReadWithContext(ctx, s, conf)
	return c, err, len(s.promised)+len(s.short) == 0 || err == nil && s.settle(c)
}

// Seek is bytes.Reader's.
func (s *skim) Seek(offset int64, whence int) (int64, error) {
	s.fresh = true
	return s.memory.Seek(offset, whence)
}

// Read fills p, or promises to.
func (s *skim) Read(p []byte) (int, error) {
	fresh := s.fresh
	s.fresh = false
	if fresh && len(p) > promisedFrom {
		at := s.Size() - int64(s.Len())
		if isStreamIn(s.data, at, len(p)) {
			s.promised[&p[0]] = at
			return len(p), s.skip(len(p))
		}
	}
	at := s.Size() - int64(s.Len())
	n, err := s.memory.Read(p)
	if fresh {
		s.shorten(p[:n], at)
	}
	return n, err
}

// shorten shows a large stream as a short one where an object begins in what was read
// of the file from there on, which is p.
func (s *skim) shorten(p []byte, at int64) {
	const dictionary = 1024 // longer ones are those of no picture
	head := p[:min(len(p), dictionary)]
	if len(head) == 0 || head[0] < '0' || head[0] > '9' {
		return
	}
	dict, _, found := bytes.Cut(head, []byte("stream"))
	if !found {
		return
	}
	number, ok := ownLength(dict)
	if !ok {
		return
	}
	length, end, _ := rawNumber(number, 0)
	if length <= promisedFrom || !opensStream(dict) {
		return // as almost all are
	}
	from := len(dict) + len("stream")
	for _, eol := range []string{"\r\n", "\n"} {
		if bytes.HasPrefix(p[from:], []byte(eol)) {
			from += len(eol)
			break
		}
	}
	if end != len(number) || int64(length) > s.Size()-at-int64(from) {
		return
	}
	s.short[at+int64(from)] = length
	copy(number, bytes.Repeat([]byte("0"), len(number)-1))
	number[len(number)-1] = '0' + shownLength
}

// opensStream reports whether one object with a dictionary that every reader reads in
// one way, and of no kind that is decoded while the file is read, stands before the
// word that opens its stream.
func opensStream(dict []byte) bool {
	_, _, end, ok := rawPair(dict, 0, "obj")
	return ok && bytes.HasSuffix(bytes.TrimRight(dict, " \t\r\n"), []byte(">>")) &&
		bytes.HasPrefix(bytes.TrimLeft(dict[end:], " \t\r\n"), []byte("<<")) &&
		!bytes.ContainsAny(dict, "#%(") && !bytes.Contains(dict, []byte("endobj")) &&
		!bytes.Contains(dict, []byte("/ObjStm")) && !bytes.Contains(dict, []byte("/XRef"))
}

// ownLength is the number in a dictionary that speaks of a length once, and not of one
// that stands elsewhere. Whether it is that of the stream shows when all is parsed.
func ownLength(dict []byte) (number []byte, ok bool) {
	for rest := dict; ; {
		_, after, found := bytes.Cut(rest, []byte("/Length"))
		if !found {
			return number, number != nil
		}
		rest = after
		if len(after) > 0 && isRegular(after[0]) {
			continue // another name
		}
		at := pastSpace(after, 0)
		_, end, ok := rawNumber(after, at)
		if !ok || number != nil {
			return nil, false
		}
		if next := pastSpace(after, end); next >= len(after) || after[next] != '/' && after[next] != '>' {
			return nil, false
		}
		number = after[at:end:end]
	}
}

func (s *skim) skip(n int) error {
	_, err := s.memory.Seek(int64(n), io.SeekCurrent)
	return err
}

// isStreamIn reports whether the bytes of a stream stand there, and not one whose
// content pdfcpu looks into while it reads (ISO 32000-1, 7.3.8).
func isStreamIn(data []byte, at int64, length int) bool {
	if at > int64(len(data)) || int64(length) > int64(len(data))-at {
		return false
	}
	const dictionary = 400
	before := data[max(0, at-dictionary):at]
	if !bytes.HasSuffix(bytes.TrimRight(before, "\r\n"), []byte("stream")) {
		return false
	}
	return !bytes.Contains(before, []byte("/ObjStm")) && !bytes.Contains(before, []byte("/XRef"))
}

// settle puts the bytes in place that were left out. It is false where somebody else
// than the owner of a stream may have seen that they were not there.
func (s *skim) settle(c *model.Context) bool {
	if len(s.promised)+len(s.short) == 0 {
		return true
	}
	if c.E != nil {
		return false // decrypted already
	}
	found := map[int64]bool{}
	for _, entry := range c.Table {
		if entry == nil {
			continue
		}
		stream, ok := entry.Object.(types.StreamDict)
		if !ok || len(stream.Raw) == 0 {
			continue
		}
		if length, ok := s.short[stream.StreamOffset]; ok {
			if !wasShown(stream) {
				return false
			}
			found[stream.StreamOffset] = true
			long := int64(length)
			stream.StreamLength, stream.Dict["Length"] = &long, types.Integer(length)
			stream.Raw = s.data[stream.StreamOffset:][:length:length]
			entry.Object = stream
			continue
		}
		at, ok := s.promised[&stream.Raw[0]]
		if !ok {
			continue
		}
		delete(s.promised, &stream.Raw[0])
		end := at + int64(len(stream.Raw))
		stream.Raw = s.data[at:end:end]
		entry.Object = stream
	}
	return len(s.promised) == 0 && len(found) == len(s.short)
}

// wasShown reports whether a stream was read as one of the length that was shown.
func wasShown(s types.StreamDict) bool {
	return len(s.Raw) == shownLength && s.StreamLength != nil && *s.StreamLength == shownLength &&
		s.Dict["Length"] == types.Object(types.Integer(shownLength))
}

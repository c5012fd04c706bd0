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
		s := &skim{memory: whole, promised: map[*byte]int64{}}
		if c, err, ok := s.read(ctx, configure()); ok {
			return c, err
		}
	}
	if _, err := data.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return pdfcpu.ReadWithContext(ctx, data, configure())
}

// skim has pdfcpu read a file without the bytes of its larger streams, which it
// would copy, all of them. A stream's bytes are promised where they are asked
// for, and put in place when all is parsed. What is not asked for in the one way
// in which pdfcpu asks for a stream is read as ever.
type skim struct {
	memory
	fresh    bool            // nothing was read since the last Seek
	promised map[*byte]int64 // where the bytes stand for which room was made, by its first
}

// promisedFrom is how long a stream is whose bytes are promised: pdfcpu's reader
// reads shorter ones through a buffer of this size.
const promisedFrom = 4096

// read reads the file. It is false where that has to be done without promises.
func (s *skim) read(ctx context.Context, conf *model.Configuration) (c *model.Context, err error, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // it will again, where it is not for the promises
		}
	}()
	c, err = pdfcpu.ReadWithContext(ctx, s, conf)
	return c, err, len(s.promised) == 0 || err == nil && s.settle(c)
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
	return s.memory.Read(p)
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

// settle puts the promised bytes in place. It is false where somebody else than
// the owner of a stream may have seen that they were not there.
func (s *skim) settle(c *model.Context) bool {
	if len(s.promised) == 0 {
		return true
	}
	if c.E != nil {
		return false // decrypted already
	}
	for _, entry := range c.Table {
		if entry == nil {
			continue
		}
		stream, ok := entry.Object.(types.StreamDict)
		if !ok || len(stream.Raw) == 0 {
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
	return len(s.promised) == 0
}

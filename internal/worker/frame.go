package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// A frame is its length, four bytes, big-endian, and so many bytes of gob:
// each frame is decoded on its own, so that nothing lasts from one to another.

// maxFrame bounds a frame: the longest asks to verify a bundle of fifty thousand
// pages.
const maxFrame = 32 << 20

// setup is the first frame that the child gets.
type setup struct {
	CacheDir    string
	Limits      pdf.Limits
	MemoryBytes int64
	Key         [16]byte // pdf.Options.Key
}

// held is the first frame that the child sends: what the system took from it.
type held struct{ By []string }

// request asks for one thing; one field beside the first ones is set.
type request struct {
	Within   time.Duration
	Handed   []handed // the files that come with it, where the child opens none
	output   *os.File // the file to write, to be handed over; nil where the child makes it
	Beside   bool     // PDFium is to be started meanwhile
	Warm     bool
	Inspect  *pdf.File
	Assemble *pdf.Assembly
	Verify   *verification
	Weigh    *weighing
	Show     *showing
	Render   *rendering
	Picture  *picturing
	Look     *looking
	Suggest  *suggesting
}

// handed is a file that comes open with a request, under the path that stands in
// it, or why it does not.
type handed struct {
	Path    string
	Failure *failure
}

// reads are the files that a request reads, each once.
func (r request) reads() []string {
	var paths []string
	switch {
	case r.Inspect != nil:
		paths = []string{r.Inspect.Path}
	case r.Assemble != nil:
		paths = pathsOf(r.Assemble.Sources)
	case r.Verify != nil:
		paths = append(pathsOf(r.Verify.Sources), r.Verify.Path)
	case r.Weigh != nil:
		paths = pathsOf(r.Weigh.Of.Sources)
	case r.Show != nil:
		paths = pathsOf(r.Show.Of.Sources)
	case r.Render != nil:
		paths = []string{r.Render.File.Path}
	case r.Picture != nil:
		paths = []string{r.Picture.File.Path}
	case r.Look != nil:
		paths = []string{r.Look.File.Path}
	case r.Suggest != nil:
		paths = []string{r.Suggest.File.Path}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func pathsOf(sources []pdf.Source) []string {
	var paths []string
	for _, s := range sources {
		paths = append(paths, s.Path)
	}
	return paths
}

type verification struct {
	Path    string
	Made    pdf.Outcome
	Sources []pdf.Source
}

type weighing struct {
	Of     pdf.Assembly
	Levels []pdf.Shrink
}

type showing struct {
	Of   pdf.Assembly
	Page int
	Box  image.Point
}

type rendering struct {
	File pdf.File
	Page int
	DPI  float64
}

type picturing struct {
	File pdf.File
	Page int
	Box  image.Point
	// Treatment is how the page is to be shown.
	Treatment scan.Treatment
}

type suggesting struct {
	File pdf.File
	Page int
}

type looking struct {
	File         pdf.File
	First, Count int
}

// answer is what came of a request, or, with Begun, word of its progress. (Gob
// leaves out what is zero, even behind a pointer: Begun counts from 1.)
type answer struct {
	Begun      int // the source whose turn it is, the first is 1; 0: the answer itself
	Facts      pdf.Facts
	Outcome    pdf.Outcome
	Suggestion scan.Suggestion
	// The size of the picture whose pixels follow the frame; 0 for none.
	Wide, High int
	picture    *image.RGBA
	// More says that the next frame goes on with the lists of this one.
	More    bool
	Seen    []pdf.Seen
	Weights []pdf.Weight
	Failure *failure
}

func writeFrame(to io.Writer, v any) error {
	b := bytes.NewBuffer(make([]byte, 4))
	if err := gob.NewEncoder(b).Encode(v); err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	n := b.Len() - 4
	if n > maxFrame {
		return fmt.Errorf("frame of %d bytes", n)
	}
	binary.BigEndian.PutUint32(b.Bytes(), uint32(n))
	_, err := to.Write(b.Bytes())
	return err
}

// readFrame reads a frame of at most so many bytes. It returns io.EOF, as it is,
// where none begins.
func readFrame(from io.Reader, v any, most uint32) error {
	var head [4]byte
	if _, err := io.ReadFull(from, head[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > most {
		return fmt.Errorf("frame of %d bytes", n)
	}
	var body bytes.Buffer // grows with what arrives, not with what is promised
	if _, err := io.CopyN(&body, from, int64(n)); err != nil {
		return fmt.Errorf("read frame: %w", err)
	}
	if err := gob.NewDecoder(&body).Decode(v); err != nil {
		return fmt.Errorf("decode frame: %w", err)
	}
	return nil
}

// failure is an error on its way between the processes: this room's own kinds
// and the system's keep what they say, all others their words.
type failure struct {
	Known   *known
	System  *system
	Context contextEnd
	Words   string
}

// known is a pdf.Error without its cause.
type known struct {
	Reason      pdf.Reason
	Path        string
	Page        int
	Size, Limit int64
}

// system is an fs.PathError with the system's number.
type system struct {
	Op, Path string
	Number   uintptr
}

type contextEnd int

const (
	notEnded contextEnd = iota
	cancelled
	pastDeadline
)

func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	f := &failure{Words: err.Error()}
	if e, ok := errors.AsType[*pdf.Error](err); ok {
		f.Known = &known{e.Reason, e.Path, e.Page, e.Size, e.Limit}
		if e.Err != nil {
			f.Words = e.Err.Error()
		}
		return f
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		if number, ok := errors.AsType[syscall.Errno](e.Err); ok {
			f.System = &system{e.Op, e.Path, uintptr(number)}
		}
	}
	switch {
	case errors.Is(err, context.Canceled):
		f.Context = cancelled
	case errors.Is(err, context.DeadlineExceeded):
		f.Context = pastDeadline
	}
	return f
}

// err rebuilds the error; nil for no failure.
func (f *failure) err() error {
	if f == nil {
		return nil
	}
	switch {
	case f.Known != nil:
		k := f.Known
		return &pdf.Error{Reason: k.Reason, Path: k.Path, Page: k.Page, Size: k.Size, Limit: k.Limit, Err: errors.New(f.Words)}
	case f.System != nil:
		return &fs.PathError{Op: f.System.Op, Path: f.System.Path, Err: syscall.Errno(f.System.Number)}
	case f.Context == cancelled:
		return context.Canceled
	case f.Context == pastDeadline:
		return &pdf.Error{Reason: pdf.TimeLimit, Err: context.DeadlineExceeded}
	}
	return errors.New(f.Words)
}

// Package intake takes a first look at a file that a candidate gives: what it
// is by its content, whether it can be used, and what is worth knowing about it
// before it goes into a bundle. It reads and reports; it copies nothing, changes
// nothing, and never judges whether a document is genuine. Reading the inside of
// a file is pdf's business; keeping the file is session's.
package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// DefaultSize is the largest file taken in where no other limit is set, in
// bytes: some forty times what a portal takes, so that only a file chosen by
// mistake (a film, a disk image) meets it.
const DefaultSize = 200_000_000

// Options say how a file is examined. The zero value works.
type Options struct {
	// As is the path that a person knows the file by, where what is examined is
	// a copy of it; empty: the file's own. Names and errors come from it.
	As   string
	Size int64 // largest file in bytes; 0 is DefaultSize
}

// Inspector reads the inside of a file that Examine has recognised: the engines
// themselves (pdf.Engines) or the child process that holds them (worker.Worker).
type Inspector interface {
	Inspect(ctx context.Context, f pdf.File) (pdf.Facts, error)
}

// Examined is what is known of a usable file.
type Examined struct {
	Name     string   // the file's own name without its folder, fit to be shown
	Kind     pdf.Kind // what it is by its content
	Size     int64    // bytes
	SHA256   string   // of its bytes, 64 lower-case hexadecimal digits
	Pages    int      // 1 for a picture
	Facts    pdf.Facts
	Findings []Finding // what the candidate should know, in the order of the table of checks
}

// Severity says how much a finding matters.
type Severity string

// The severities: a Warning is something that the recruiter may trip over or
// that the bundle will not carry; Info is good to know.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
)

// Finding is a fact about a usable file that its owner should know.
type Finding struct {
	ID       string // stable, e.g. "signed"
	Severity Severity
	Page     int             // the first page concerned, from 1; 0 where it is the whole file
	Pages    []int           // all of them; nil where it is the whole file
	Message  message.Message // one or two sentences: the fact, then what follows from it
}

// Examine recognises a file by its content, hashes it and has it inspected. A
// file that cannot be used is a *message.Error which names it: it is missing, a
// folder, no ordinary file, unreadable, empty, too large, of another kind,
// locked or damaged. Examine never blocks on a pipe or a device.
func Examine(ctx context.Context, file pdf.File, inspector Inspector, o Options) (Examined, error) {
	o.As = shown(cmp.Or(o.As, file.Path))
	o.Size = cmp.Or(o.Size, DefaultSize)
	content, err := read(ctx, file.Path, o)
	if err != nil {
		return Examined{}, err
	}
	what := recognise(content.head)
	if err := what.refused(o.As); err != nil {
		return Examined{}, err
	}
	facts, err := inspector.Inspect(ctx, file)
	if err != nil {
		return Examined{}, explain(err, o.As)
	}
	e := Examined{
		Name:   baseName(o.As),
		Kind:   what.kind,
		Size:   content.size,
		SHA256: content.sha256,
		Pages:  len(facts.Pages),
		Facts:  facts,
	}
	e.Findings = Findings(e, Look{}, About{})
	return e, nil
}

// Refused says of a file that the engines do not support what it is and what to do,
// under the name that a person knows: a *message.Error, or nil where it can be read
// or nothing can be told.
func Refused(path, as string) error {
	file, err := durable.OpenRegular(path, DefaultSize)
	if err != nil {
		return nil
	}
	defer file.Close() // read only: nothing is lost when closing fails
	head, err := io.ReadAll(io.LimitReader(file, headSize))
	if err != nil {
		return nil
	}
	return recognise(head).refused(shown(as))
}

// refused is the error for a format that is not taken in; nil for the others.
func (f format) refused(as string) error {
	if f.kind != "" {
		return nil
	}
	return message.Bad(f.refusal, message.Args{"File": as, "Format": f.name}, nil)
}

// explain says what the engines found wrong, under the name that a person knows.
func explain(err error, as string) error {
	failed, ok := errors.AsType[*pdf.Error](err)
	if !ok {
		return fmt.Errorf("inspecting: %w", err)
	}
	named := *failed
	named.Path = as
	return pdf.Explain(&named)
}

// baseName returns the last element of a path as any system writes it.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// shown returns a name or path fit to be shown: composed as the user's own
// alphabet writes it (macOS hands out decomposed names), and with what would
// steer a terminal or turn a line around replaced.
func shown(name string) string {
	const replacement = string(unicode.ReplacementChar)
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(name, replacement)))
}

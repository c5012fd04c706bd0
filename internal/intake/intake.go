// Package intake takes a first look at a file that a candidate gives: what it
// is by its content, whether it can be used, and what is worth knowing about it
// before it goes into a bundle. It reads and reports; it copies nothing, changes
// nothing, and never judges whether a document is genuine. Reading the inside of
// a file is pdf's business; keeping the file is session's.
package intake

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// DefaultSize is the largest file taken in where no other limit is set, in
// bytes: some forty times what a portal takes, so that only a file chosen by
// mistake (a film, a disk image) meets it.
const DefaultSize = 200_000_000

// Limits are what a file may cost.
type Limits struct {
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
	Findings []Finding // what the candidate should know, in the order of the findings table
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
	Message  message.Message // one or two sentences: the fact, then what follows from it
}

// Examine recognises a file by its content, hashes it and has it inspected. A
// file that cannot be used is a *message.Error which names it: it is missing, a
// folder, no ordinary file, unreadable, empty, too large, of another kind,
// locked or damaged. Examine never blocks on a pipe or a device.
func Examine(ctx context.Context, file pdf.File, inspector Inspector, limits Limits) (Examined, error) {
	content, err := read(ctx, file.Path, limits)
	if err != nil {
		return Examined{}, err
	}
	what := recognise(content.head)
	if what.kind == "" {
		return Examined{}, message.Bad(what.refusal,
			message.Args{"File": shown(file.Path), "Format": what.name}, nil)
	}
	facts, err := inspector.Inspect(ctx, file)
	if err != nil {
		return Examined{}, pdf.Explain(err)
	}
	e := Examined{
		Name:   DisplayName(file.Path),
		Kind:   what.kind,
		Size:   content.size,
		SHA256: content.sha256,
		Pages:  len(facts.Pages),
		Facts:  facts,
	}
	e.Findings = look(e)
	return e, nil
}

// DisplayName returns the name of the file at the path as Examined has it, for
// whoever examines a copy that has another name.
func DisplayName(path string) string { return shown(baseName(path)) }

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

// Package bundle makes one PDF of chosen documents: it looks at each source,
// plans every page, sets cover, contents and page numbers, has the pages put
// together, holds the result against its sources, and only then gives it its
// name. Reading and writing PDF belongs to pdf, the look of the pages to
// typeset; which documents go in is the caller's choice.
//
// A bundle is made in five steps: Survey, plan, assemble, verify, publish. The plan
// is a plain value: what it says is what is built. Where the bundle may have so many
// bytes at most, the plan says how the pictures of each page are made smaller, and
// where that is not enough, into which parts the bundle is split: see Propose.
package bundle

import (
	"context"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/typeset"
)

// Engines are the part of worker.Worker that a bundle needs.
type Engines interface {
	// WarmBeside starts the verifying engine beside what is asked for next.
	WarmBeside()
	Inspect(ctx context.Context, f pdf.File) (pdf.Facts, error)
	Assemble(ctx context.Context, a pdf.Assembly) (pdf.Outcome, error)
	Verify(ctx context.Context, path string, made pdf.Outcome, sources []pdf.Source) error
	Weigh(ctx context.Context, a pdf.Assembly, levels []pdf.Shrink) ([]pdf.Weight, error)
}

// Options say how the bundle is to look.
type Options struct {
	Paper   typeset.Paper
	Plain   bool       // the pages only, in their own sizes
	Date    civil.Date // shown on the cover, and the file's date: same date, same bytes
	Program string     // name and version, as the file and its record say
	// Aim and Limit are the portal's sizes, to warn above; 0: none. Confirmed
	// says that somebody has seen them at the portal.
	Aim, Limit message.Bytes
	Confirmed  bool
	// Separators puts a sheet of our own before each document; not where Plain.
	Separators bool
	// MaxSize is the most that the file may have; 0: as much as it comes to.
	MaxSize message.Bytes
	// Parts are the most files that the bundle may be split into where one cannot
	// be made small enough; 0: one. PartsUnsure says that nobody has confirmed that
	// the portal takes several.
	Parts       int
	PartsUnsure bool
}

// Source is one document to go in.
type Source struct {
	ID     string // of the dossier's document; empty for loose files
	Of     string // ID of the document before it that it translates; may be empty
	Title  string // as cover, contents and bookmarks show it
	Detail string // a second, quieter line of the contents; may be empty
	Path   string
	Name   string // how errors and the record name the file
	SHA256 string // of the file as it was taken in, hex; "" where that is not known
	Lang   string // BCP 47 tag of what is written in it; empty: not said
	Pages  []int  // chosen pages, the first is 1; nil means all
	// Treatments say how pages are to be shown, by their number in the file; of
	// pages of a PDF only the turn is followed.
	Treatments map[int]scan.Treatment
	// Backs is a second file whose pages go in between those of this one, each
	// behind its front; Reversed says that its last page is the back of the first.
	// See document.Interleaved. It has no title and no backs of its own.
	Backs    *Source
	Reversed bool
	// Password opens the file where it needs one. It is kept nowhere.
	Password string
}

// Cover is what the cover says of the whole. All strings are in the cover's
// language.
type Cover struct {
	Kicker      string // who publishes the vacancy
	Title       string // the candidate, or the file's name
	Subtitle    string // the vacancy
	Requisition string // the portal's number, where one was given
	Author      string // of the file; the candidate
}

// Refused is a source that was left out, and why.
type Refused struct {
	Source Source
	Err    error // a *message.Error that names the file
}

// Progress tells how far a build is: Done of Of sources, then the verifying.
type Progress struct {
	Stage    Stage
	Done, Of int
}

// Stage is a part of the work.
type Stage string

// The stages, in order. There is no weighing where the size is free.
const (
	Surveying  Stage = "surveying"
	Weighing   Stage = "weighing"
	Assembling Stage = "assembling"
	Verifying  Stage = "verifying"
)

// File is one finished file: the bundle, or a part of it.
type File struct {
	Path    string
	Record  string // path of the record beside it; "" for none
	Plan    Plan
	Outcome pdf.Outcome
}

// Result is a finished bundle.
type Result struct {
	File            // the first
	Parts    []File // all of them in order: one, where the bundle is not split
	Refused  []Refused
	Warnings []message.Message // worth knowing; the bundle is good

	disk durable.Disk // that it was written to
}

// Pages are those of all parts.
func (r Result) Pages() (n int) {
	for _, f := range r.Parts {
		n += f.Plan.Pages
	}
	return n
}

// Size is that of all parts, in bytes.
func (r Result) Size() (n message.Bytes) {
	for _, f := range r.Parts {
		n += message.Bytes(f.Outcome.Size)
	}
	return n
}

// Package typeset sets the pages that the program makes itself: a bundle's
// cover, contents and page numbers, and whatever report writes. It is the only
// room that knows the PDF writer and the fonts. It knows no language and no
// vacancy: every string arrives as a person shall read it. Pages that already
// exist belong to pdf.
package typeset

import "time"

// Paper is the size of every page of one document.
type Paper string

// The papers.
const (
	A4     Paper = "a4"     // 210 x 297 mm
	Letter Paper = "letter" // 8.5 x 11 in
)

// Field is a labelled value: "Deadline", "22 June 2025, 23:59".
type Field struct{ Label, Value string }

// Entry is a line of the contents. Page is the page number as shown on the
// page, Level 0 or 1: a translation stands under its original. Elsewhere says that
// it stands in another file, which no link leads to.
type Entry struct {
	Title, Detail, Page string
	Level               int
	Elsewhere           bool
}

// Cover is what stands on a bundle's first page. Every part may be empty.
type Cover struct {
	Kicker, Title, Subtitle string // small word above, candidate, vacancy
	Fields                  []Field
	GlanceTitle             string
	Glance                  []Entry // of Front.Entries, in order
	GlanceMore              string  // says, where not all of them fit, that there are more
	Note                    string
}

// Separator is a sheet that stands before a document. Every part may be empty.
type Separator struct {
	Number string // which document it is: "Document 3 of 12"
	Title  string
	Detail string // what the document says of itself
	Pages  string // where its own pages are
}

// Front is a bundle's cover and contents, and its separators.
type Front struct {
	Paper          Paper
	Lang, DocTitle string // BCP 47 tag and title in the document's metadata
	Cover          Cover
	ContentsTitle  string
	ContinuedTitle string // heads the second page of contents and the next
	Entries        []Entry
	Separators     []Separator
	Date           time.Time // the creation date in the document's metadata
}

// Link is a place on a page of the front that leads to an entry. Page counts
// from 0; the corners are in points from the page's lower left corner; Entry is
// an index of Front.Entries.
type Link struct {
	Page           int
	X0, Y0, X1, Y1 float64
	Entry          int
}

// FrontPages is a set front: the cover and the contents, which are Pages, then
// the separators, a page each. Missing lists the
// characters that the fonts lack, in order, each once; a visible box stands in
// their place.
type FrontPages struct {
	PDF     []byte
	Pages   int
	Links   []Link
	Marks   [][]Marked // of each page, the separators' too
	Missing []rune
}

// Footer is the line in the bottom margin of one page.
type Footer struct {
	Left, Right string
	Wide        bool // the page lies on its side
	Over        bool // the page has something of its own on it
}

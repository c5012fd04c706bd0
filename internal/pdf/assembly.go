package pdf

import (
	"time"

	"example.org/dossier/internal/scan"
)

// Assembly is one document to be made: typeset front pages, then chosen pages
// of sources, with what makes it one. Page numbers of the result count from 0.
type Assembly struct {
	// Front holds the typeset pages that come first, a PDF of our own; nil for none.
	Front []byte
	// Sources are the files whose pages follow, in order.
	Sources []Source
	// Order are the pages of the result, each an index among those of Front and
	// then of Sources as they follow each other; nil: as they are.
	Order []int
	// Overlay is a PDF of our own with one page for each page of the result,
	// of the size that Sheet.For gives for the page as it is shown and turned;
	// it is drawn last, as a content stream of its own. nil for none.
	Overlay []byte

	Sheet   Sheet // size of the pages; ignored where Plain
	Plain   bool  // pages keep their own sizes
	Outline []Bookmark
	Links   []Link
	// Tags are the document's structure, in the order in which it is read; nil
	// for none.
	Tags []Tag

	Title, Author string
	Program       string // name and version of the program that makes it
	Lang          string // BCP 47 tag of the front pages
	Created       time.Time

	// Digest has the SHA-256 of the result and of each source taken; else the sources'
	// marks are.
	Digest bool

	// Output is the path to write; it must not exist. After an error it
	// does not.
	Output string

	// Progress, where it is set, hears the index of each source before its
	// pages are carried; a source comes again where pages are compared by
	// picture or had to be redone.
	Progress func(source int)
}

// Source is a file with the pages chosen from it.
type Source struct {
	File
	// Pages are the chosen ones, in order; nil means all.
	Pages []PageChoice
}

// PageChoice is one page of a source.
type PageChoice struct {
	Number int // counted from 0
	Turn   int // a further clockwise turn: 0, 90, 180 or 270
	// Corners crop a picture to a sheet in it before it is turned, and Lift evens
	// its light out; pages of a PDF are left as they are.
	Corners scan.Corners
	Lift    bool
	// Shrink is how its pictures are made smaller.
	Shrink Shrink
}

// Bookmark is an entry of the result's outline.
type Bookmark struct {
	Title    string
	Page     int // of the result, counted from 0
	Children []Bookmark
	Closed   bool // the children are shown only once a reader asks for them
}

// Link is a clickable area of the result that leads to another of its pages.
type Link struct {
	Page   int
	Rect   Rect // in points from the page's lower left corner
	Target int
}

// Rect is an area in points, X0 <= X1 and Y0 <= Y1.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Outcome is what Assemble made, page by page: enough for Verify to hold the
// result against its sources, now or years later.
type Outcome struct {
	Pages   []Carried       // one for each page of the result
	Sources []SourceOutcome // one for each source
	Size    int64           // bytes of the result
	SHA256  string          // of the result, hex; "" where Assembly.Digest did not ask for it
}

// Carried tells where a page of the result came from and how.
type Carried struct {
	Source int // index in Sources, -1 for front pages
	Page   int // of the source, counted from 0
	Turn   int // as chosen
	// Corners and Lift are as chosen where they were followed: the page's pixels
	// were made anew.
	Corners scan.Corners
	Lift    bool
	// Shrink is as chosen where it was followed: pictures of the page are smaller
	// than the source's. Before and After are the bytes of these, where the page is
	// the first that has them.
	Shrink        Shrink
	Before, After int64
	By            Engine // how it was carried over
	// Digest is the SHA-256, hex, of all that the page draws (content and
	// resources), as taken from the source; "" where only a picture can be
	// held against it.
	Digest string
	// Drawn is the SHA-256, hex, of all that the page of the result draws, our
	// own marks included; Overlaid says that there are some.
	Drawn    string
	Overlaid bool
	// Doubtful pages are compared by picture as well: anything in them was
	// drawn anew, repaired or not found.
	Doubtful bool
	// Looks says what the page's annotations are compared with.
	Looks Looks
	// Region is where the source's page stands on the page of the result.
	Region Rect
}

// Looks is where the look of annotations and form fields comes from.
type Looks string

// The sources of looks.
const (
	NoLooks     Looks = ""       // nothing is drawn but the page's own content
	StoredLooks Looks = "stored" // the file stores how they look
	FilledLooks Looks = "filled" // a reader makes it up from the fields' values
)

// SourceOutcome tells what became of one source.
type SourceOutcome struct {
	Path         string
	SHA256       string // of the file as read, hex; "" where Assembly.Digest did not ask for it
	Mark         string // of the file as read, as Facts.Mark has it, where it did not
	Size         int64
	NotesDropped int // reviewers' notes left out
	LinksDropped int // links that lead to files, scripts or pages left out
	FieldsDrawn  int // form fields, stamps and seals drawn as seen
}

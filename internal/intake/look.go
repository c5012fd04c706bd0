package intake

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/prose"
)

// A Looker is an Inspector that also looks at pages.
type Looker interface {
	Inspector
	Look(ctx context.Context, f pdf.File, first, count int) ([]pdf.Seen, error)
}

// How much of a file is looked at closely.
const (
	MostPages = 100     // pages
	MostText  = 200_000 // bytes of text
	atOnce    = 4       // pages in one call, so that others get their turn between
	mostDates = 100     // on one page
)

// Layer says whether a page's text can be searched.
type Layer string

// The kinds of text layers.
const (
	LayerText       Layer = "text"
	LayerNone       Layer = "none"       // it has none: all there is to read is a picture
	LayerUnreadable Layer = "unreadable" // its letters have no meaning for a program
)

// Legibility is what the resolution of a scanned page means for its readers.
type Legibility string

// The legibilities, with the dots per inch, on A4, from which on they hold.
const (
	Good       Legibility = "good"
	Poor       Legibility = "poor"
	Illegible  Legibility = "not-legible"
	NotScanned Legibility = ""
)

const (
	poorDPI = 100 // below, print of ordinary size cannot be read
	goodDPI = 150 // below, it is hard to read; scanners are usually set to 200 or 300
)

func legibilityOf(dpi int) Legibility {
	switch {
	case dpi <= 0:
		return NotScanned
	case dpi < poorDPI:
		return Illegible
	case dpi < goodDPI:
		return Poor
	}
	return Good
}

// PageLook is what was seen on one page.
type PageLook struct {
	Number     int // from 1
	Layer      Layer
	Characters int  // of its text, spaces not counted
	Scan       bool // it is a picture of a page
	Resolution int  // of a scan, in dots per inch on A4; 0 where it is none
	Legibility Legibility
	Blank      bool // next to nothing is on it
	Dates      []prose.Date

	text       string
	grey       []byte
	wide, high int
}

// Look is what was seen on the pages of a file. The zero Look has seen nothing.
type Look struct {
	Pages []PageLook // the first ones of the file, MostPages at most
	// Whole says that all pages were looked at and all of their text was read.
	Whole bool
	Why   error // what kept the rest from being looked at, beside their number

}

// LookAt looks at the pages of a file that was examined. It draws them all, which
// takes tens of milliseconds a page: it is for work in the background. Where a page
// makes it fail, what was seen before stays: only the end of ctx is an error.
func LookAt(ctx context.Context, file pdf.File, e Examined, by Looker) (Look, error) {
	look := Look{Whole: e.Pages <= MostPages}
	text := 0
	last := min(e.Pages, MostPages)
	for first := 0; first < last; first += atOnce {
		asked := min(atOnce, last-first)
		seen, err := by.Look(ctx, file, first, asked)
		if err == nil && len(seen) == 0 {
			err = &pdf.Error{Reason: pdf.Damaged, Err: errShort}
		}
		if err != nil {
			if ended := ctx.Err(); ended != nil {
				return Look{}, ended
			}
			look.Whole, look.Why = false, explain(err, e.Name)
			return look, nil
		}
		for _, s := range seen[:min(len(seen), asked)] { // who looks may be mistaken, or worse
			page, cut := pageLook(len(look.Pages)+1, s, e, MostText-text)
			text += len(page.text)
			look.Whole = look.Whole && !cut
			look.Pages = append(look.Pages, page)
		}
	}
	return look, nil
}

// errShort: the engine that looks sees fewer pages than the one that counts.
var errShort = errors.New("fewer pages to look at than there are")

// pageLook is what was seen on a page, with so many bytes of its text at most.
func pageLook(number int, s pdf.Seen, e Examined, room int) (page PageLook, cut bool) {
	page = PageLook{
		Number: number, Layer: LayerNone, Scan: s.Scan, Resolution: s.Resolution, Blank: s.Blank,
		grey: s.Grey, wide: s.Wide, high: s.High,
	}
	if dpi := pictureDPI(e.Facts.Pages[number-1]); dpi > 0 {
		page.Resolution = dpi
	}
	if page.Scan {
		page.Legibility = legibilityOf(page.Resolution)
	}
	const mostBytes = 4 * pdf.PageCharacters // in UTF-8
	if len(s.Text) > mostBytes {
		s.Text, s.Cut = s.Text[:mostBytes], true
	}
	text := prose.Clean(s.Text)
	if strings.TrimSpace(text) == "" {
		return page, s.Cut
	}
	page.Characters = characters(text)
	if !prose.Readable(s.Text) {
		page.Layer = LayerUnreadable
		return page, s.Cut
	}
	page.Layer = LayerText
	page.text = text
	if len(text) > room {
		page.text, cut = strings.ToValidUTF8(text[:max(room, 0)], ""), true
	}
	page.Dates = prose.Dates(page.text, mostDates)
	return page, cut || s.Cut
}

// characters counts what is no space.
func characters(text string) int {
	n := 0
	for field := range strings.FieldsSeq(text) {
		n += len([]rune(field))
	}
	return n
}

// About is what is said of a file elsewhere. The zero value says nothing.
type About struct {
	Candidate candidate.Name // whose document it is
	Born      candidate.Day  // a date that is no date of studies
	Kind      document.Kind
	Lang      string // BCP 47, as its owner says; "" for not said
	Asked     bool   // a language not said is worth a finding
	Pages     []int  // those that count; nil for all
	Others    []Other
}

// Other is another file of the same dossier.
type Other struct {
	Name   string // by which its owner knows it
	SHA256 string
	Look   Look
	Pages  []int // those that count; nil for all
}

// pages are the pages that count.
func (l Look) pages(chosen []int) []PageLook {
	if chosen == nil {
		return l.Pages
	}
	var pages []PageLook
	for _, number := range chosen {
		if number >= 1 && number <= len(l.Pages) {
			pages = append(pages, l.Pages[number-1])
		}
	}
	return pages
}

// Languages are those of the pages that count (all for nil), as prose.Languages tells
// them.
func (l Look) Languages(chosen []int) []string {
	var text strings.Builder
	for _, p := range l.pages(chosen) {
		text.WriteString(p.text)
		text.WriteByte('\n')
	}
	return prose.Languages(text.String())
}

// Languages are those of the page's text.
func (p PageLook) Languages() []string { return prose.Languages(p.text) }

// NameOn says whether a name stands on the pages that count, and on which. It is
// Untold where not all of them have text that can be searched.
func (l Look) NameOn(name candidate.Name, chosen []int) (prose.Presence, []int) {
	found := map[prose.Presence][]int{}
	for _, p := range l.pages(chosen) {
		if p.Layer == LayerText {
			is := prose.NameIn(p.text, name.Given, name.Family)
			found[is] = append(found[is], p.Number)
		}
	}
	for _, is := range []prose.Presence{prose.Found, prose.Partly, prose.Untold, prose.NoName} {
		if len(found[is]) > 0 {
			return is, found[is]
		}
	}
	if !l.searchable(chosen) {
		return prose.Untold, nil
	}
	return prose.Absent, nil
}

// searchable reports whether what is not found in the text is not on the pages: all
// that have anything on them have their text.
func (l Look) searchable(chosen []int) bool {
	pages := l.pages(chosen)
	some := false
	for _, p := range pages {
		some = some || p.Layer == LayerText
		if p.Layer != LayerText && !p.Blank {
			return false
		}
	}
	return some && l.Whole
}

// Two pages look the same when no place of them differs by more than so many shades,
// nor all of them by more than so many on the whole: as a document that was saved
// again does, and two filled-in copies of one form do not.
const (
	placeDiffers = 8
	wholeDiffers = 1.5
	shapeDiffers = 0.02 // of the proportions
)

// alike reports whether two pages look the same.
func (p PageLook) alike(other PageLook) bool {
	if len(p.grey) == 0 || len(p.grey) != len(other.grey) || p.high == 0 || other.high == 0 || p.Blank != other.Blank {
		return false
	}
	mine, theirs := float64(p.wide)/float64(p.high), float64(other.wide)/float64(other.high)
	if mine > theirs*(1+shapeDiffers) || theirs > mine*(1+shapeDiffers) {
		return false
	}
	if p.Layer == LayerText && other.Layer == LayerText && !slices.Equal(strings.Fields(p.text), strings.Fields(other.text)) {
		return false
	}
	sum := 0
	for i, shade := range p.grey {
		d := int(shade) - int(other.grey[i])
		if d = max(d, -d); d > placeDiffers {
			return false
		}
		sum += d
	}
	return float64(sum) <= wholeDiffers*float64(len(p.grey))
}

// SameAs reports whether two files show the same, page by page. Blank pages look like
// each other and make nothing the same.
func (l Look) SameAs(other Look, chosen, theirs []int) bool {
	mine, others := l.pages(chosen), other.pages(theirs)
	if len(mine) != len(others) || !l.Whole || !other.Whole {
		return false
	}
	some := false
	for i, p := range mine {
		if !p.alike(others[i]) {
			return false
		}
		some = some || !p.Blank
	}
	return some
}

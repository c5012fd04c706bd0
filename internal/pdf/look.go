package pdf

import (
	"context"
	"image"
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Seen is what there is to see on a page for somebody who looks at it, rather
// than carries it over.
type Seen struct {
	// Text is the page's text layer in the file's own order, cut after
	// PageCharacters; "" where it has none, as a picture has none.
	Text string
	Cut  bool // there is more text than that
	// Scan says that pictures cover the page and that next to nothing else is
	// drawn on them: it was scanned or photographed.
	Scan bool
	// Resolution is that of a scan, in dots per inch of the page as it stands in a
	// bundle, no larger than A4; 0 where it is no scan.
	Resolution int
	Blank      bool // next to nothing is on it: specks, streaks and punched holes do not count
	// Grey is the page in coarse shades of grey, GreyWide x GreyHigh, row by row,
	// by which pages are compared.
	Grey []byte
	// Wide and High are the page's proportions in the picture that Grey was made of.
	Wide, High int
}

// PageCharacters is how much of a page's text is read: a closely printed page has
// some five thousand characters.
const PageCharacters = 40_000

// lookSide is the longer side of the picture by which a page is looked at, in
// pixels: half a millimetre of an A4 page each.
const lookSide = 600

// Look looks at so many pages of a file, from the given one on (counted from 0);
// fewer where the file ends. It draws each of them, which for scans takes some
// tens of milliseconds. Errors are as Picture's.
func (e *Engines) Look(ctx context.Context, f File, first, count int) ([]Seen, error) {
	first, count = max(first, 0), min(max(count, 0), e.limits.Pages)
	name, err := e.nameOf(f)
	if err != nil {
		return nil, err
	}
	var data []byte
	if !e.isOpen(name) {
		if data, err = e.read(f.Path); err != nil {
			return nil, err
		}
	}
	var seen []Seen
	if data == nil || Sniff(data) == PDF {
		seen, err = e.lookAtPages(ctx, name, data, first, count)
	} else {
		seen, err = e.lookAtPictures(ctx, f, first, count)
	}
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return seen, nil
}

// lookAtPages looks at pages of a PDF; data are its bytes, nil where it was open just
// now.
func (e *Engines) lookAtPages(ctx context.Context, name heldName, data []byte, first, count int) ([]Seen, error) {
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	var seen []Seen
	err = engine.withHeld(ctx, name, e.reading(name, data), func(h *held) error {
		for page := first; page < first+count; page++ {
			at, wide, high, err := h.usable(page)
			if ReasonOf(err) == NoSuchPage {
				return nil
			}
			if err != nil {
				return err
			}
			one, err := h.look(at, wide, high)
			if err != nil {
				return err
			}
			seen = append(seen, one)
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	return seen, err
}

// look draws a page of so many points and takes its text and pictures down.
func (o opened) look(page int, w, h float64) (Seen, error) {
	var seen Seen
	var things things
	scale := lookSide / max(w, h)
	shot, err := o.draw(page, view{scale: scale, region: Rect{0, 0, w, h}, before: func(p pdfium.Pdfium, loaded references.FPDF_PAGE) error {
		var err error
		if seen.Text, seen.Cut, err = textOf(p, loaded); err != nil {
			return err
		}
		things, err = thingsOn(p, loaded)
		return err
	}})
	if err != nil {
		return Seen{}, err
	}
	if things.scan() {
		seen.Scan, seen.Resolution = true, things.resolution(w, h)
	}
	seen.picture(shot)
	if things.texts > 0 && strings.TrimFunc(seen.Text, unicode.IsSpace) != "" {
		seen.Blank = false
	}
	return seen, nil
}

// lookAtPictures looks at the pages of what is a picture.
func (e *Engines) lookAtPictures(ctx context.Context, f File, first, count int) ([]Seen, error) {
	var seen []Seen
	for page := first; page < first+count; page++ {
		shot, err := e.Picture(ctx, f, page, image.Pt(lookSide, lookSide))
		if ReasonOf(err) == NoSuchPage {
			return seen, nil
		}
		if err != nil {
			return nil, err
		}
		one := Seen{Scan: true}
		one.picture(shot)
		seen = append(seen, one)
	}
	return seen, nil
}

// picture takes down what a picture of the page shows.
func (s *Seen) picture(shot *image.RGBA) {
	g := greyOf(shot)
	s.Blank, s.Grey = g.blank(), g.coarse()
	s.Wide, s.High = g.wide, g.high
}

// textOf reads a page's text layer.
func textOf(p pdfium.Pdfium, page references.FPDF_PAGE) (text string, cut bool, err error) {
	loaded, err := p.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page}})
	if err != nil {
		return "", false, err
	}
	defer p.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	counted, err := p.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil || counted.Count <= 0 {
		return "", false, err
	}
	count := min(counted.Count, PageCharacters)
	got, err := p.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: loaded.TextPage, Count: count})
	if err != nil {
		return "", false, err
	}
	return strings.TrimRight(got.Text, "\x00"), count < counted.Count, nil
}

// A4 in points.
const (
	a4Short = 210 / 25.4 * 72
	a4Long  = 297 / 25.4 * 72
)

// onPaper is by how much a page is made smaller to stand on A4.
func onPaper(w, h float64) float64 {
	return min(1, a4Short/min(w, h), a4Long/max(w, h))
}

// resolution is that of the pictures on a page of so many points, as it stands in
// a bundle: the best that a good part of what they cover has. (Scanners that
// compress well lay pictures of the letters alone over a coarse one of the paper.)
func (t things) resolution(w, h float64) int {
	const part = 0.1
	sorted := t.sorted()
	if len(sorted) == 0 {
		return 0
	}
	best := sorted[int(float64(len(sorted))*(1-part))]
	return int(math.Round(best / onPaper(w, h)))
}

package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Assemble makes the document. An error that a source caused is an *Error
// with that source's path; after any error nothing is left at Output. Pages
// that had to be drawn anew are compared with their source, and go down the
// ladder, from copy to picture, until they look the same.
func (e *Engines) Assemble(ctx context.Context, a Assembly) (Outcome, error) {
	rungs, untouched := ladder{}, map[rungKey]bool{}
	for {
		made, err := e.assembleOnce(ctx, a, rungs, untouched)
		if err != nil {
			return Outcome{}, err
		}
		wrong, err := e.compareDoubtful(ctx, a.Output, made, a.Sources, a.Progress)
		if err == nil && len(wrong) == 0 {
			return made, nil
		}
		if removal := e.files.Remove(a.Output); err != nil || removal != nil {
			return Outcome{}, errors.Join(err, removal)
		}
		wrong = unshrunk(made, wrong, untouched)
		if !rungs.lower(made, wrong) {
			c := made.Pages[wrong[0]]
			return Outcome{}, &Error{Reason: NotVerified, Path: a.Sources[c.Source].Path, Page: c.Page + 1}
		}
	}
}

// unshrunk notes those of the pages that came out wrong whose pictures were made
// smaller: they stay as they are the next time. The others are returned.
func unshrunk(made Outcome, wrong []int, untouched map[rungKey]bool) (others []int) {
	for _, i := range wrong {
		if c := made.Pages[i]; c.Shrink != (Shrink{}) {
			untouched[rungKey{c.Source, c.Page}] = true
		} else {
			others = append(others, i)
		}
	}
	return others
}

// ladder remembers from which rung on pages of sources are carried.
type ladder map[rungKey]Engine

type rungKey struct{ source, page int }

// lower takes the pages that came out wrong one rung down; false where one of
// them already stood on the last.
func (l ladder) lower(made Outcome, wrong []int) bool {
	for _, i := range wrong {
		c := made.Pages[i]
		switch c.By {
		case ByPdfcpu:
			l[rungKey{c.Source, c.Page}] = ByPDFium
		case ByPDFium:
			l[rungKey{c.Source, c.Page}] = ByPicture
		default:
			return false
		}
	}
	return true
}

// assembleOnce writes the document, or nothing.
func (e *Engines) assembleOnce(ctx context.Context, a Assembly, rungs ladder, untouched map[rungKey]bool) (made Outcome, err error) {
	file, err := e.files.Create(a.Output)
	if err != nil {
		return Outcome{}, err
	}
	defer func() {
		err = errors.Join(err, file.Close())
		if err != nil {
			err = errors.Join(err, e.files.Remove(a.Output))
		}
	}()
	out, err := newWriter(file, a.Digest)
	defer out.close()
	if err != nil {
		return Outcome{}, err
	}
	s := &assembling{engines: e, ctx: ctx, plan: a, rungs: rungs, untouched: untouched, out: out, carrier: newCarrier(out)}
	s.carrier.recall = e.recall
	if err := s.run(); err != nil {
		return Outcome{}, err
	}
	sum, err := out.to.digest()
	s.made.Size, s.made.SHA256 = out.size, hex.EncodeToString(sum)
	return s.made, err
}

// assembling is one document on its way.
type assembling struct {
	engines *Engines
	ctx     context.Context
	plan    Assembly
	rungs   ladder
	// untouched are the pages whose pictures stay as they are, whatever is asked for.
	untouched map[rungKey]bool
	// levels are those of the pictures so far, whichever sources they come from.
	levels   map[[sha256.Size]byte]Shrink
	weighing *weighing // nil where the document is wanted
	out      *writer
	carrier  *carrier
	sheets   []*sheetOut
	made     Outcome
	// linkObjects are the annotations of the plan's links.
	linkObjects []int
}

// sheetOut is a page of the result; its dictionary is written last, when all
// that it may lead to is known.
type sheetOut struct {
	object  int
	source  int // object number of the source's page, 0 where it has none
	sheet   Sheet
	content []carried     // content streams
	drawn   []carried     // XObjects: the page, then what its annotations show
	group   *carried      // transparency group
	overlay *carried      // XObject
	taken   []Rect        // where the overlay would hide something
	front   bool          // it is one of ours, whose texts are marked
	key     int           // of the structure's parent tree; -1: no structure
	links   []string      // finished link annotations, or references to them
	pending []pendingLink // links within the source
}

// pendingLink leads to a page of the same source, if that is carried.
type pendingLink struct {
	area   Rect
	target int // object number of the source's page
}

func (s *assembling) run() error {
	if err := s.front(); err != nil {
		return fmt.Errorf("front pages: %w", err)
	}
	if err := s.sources(); err != nil {
		return err
	}
	if len(s.sheets) == 0 {
		return &Error{Reason: NoPages}
	}
	if err := s.arrange(); err != nil {
		return err
	}
	if err := s.overlay(); err != nil {
		return fmt.Errorf("overlay: %w", err)
	}
	for i, sheet := range s.sheets {
		s.made.Pages[i].Drawn, s.made.Pages[i].Overlaid = sheet.digest(), sheet.overlay != nil
	}
	return s.finish()
}

// arrange puts the pages in the plan's order.
func (s *assembling) arrange() error {
	order := s.plan.Order
	if order == nil {
		return nil
	}
	sheets, pages := s.sheets, s.made.Pages
	taken := make([]bool, len(sheets))
	s.sheets, s.made.Pages = make([]*sheetOut, 0, len(sheets)), make([]Carried, 0, len(pages))
	for _, page := range order {
		if page < 0 || page >= len(sheets) || taken[page] {
			return fmt.Errorf("order: page %d of %d", page, len(sheets))
		}
		taken[page] = true
		s.sheets, s.made.Pages = append(s.sheets, sheets[page]), append(s.made.Pages, pages[page])
	}
	if len(s.sheets) != len(sheets) {
		return fmt.Errorf("order: %d pages for %d", len(order), len(sheets))
	}
	return nil
}

// digest is taken of all that the page draws, our own marks included.
func (p *sheetOut) digest() string {
	parts := append(slices.Clone(p.content), p.drawn...)
	for _, more := range []*carried{p.overlay, p.group} {
		if more != nil {
			parts = append(parts, *more)
		}
	}
	return digestOf(parts)
}

// digestOf joins digests, hex.
func digestOf(parts []carried) string {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write(part.digest[:])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// front carries the typeset pages, each on a sheet of its own size.
func (s *assembling) front() error {
	return s.typeset(s.plan.Front, func(c *carriage, i int, p *page) error {
		sheet := &sheetOut{object: s.out.reserve(), front: true}
		at := place(p.box, p.unit, p.rotate, Sheet{})
		form, err := c.form(p, false)
		if err != nil {
			return err
		}
		s.markFront(form, i)
		if _, err := s.carryPage(c, form, p, at, sheet, annotations{}); err != nil {
			return err
		}
		s.sheets = append(s.sheets, sheet)
		s.made.Pages = append(s.made.Pages, Carried{Source: -1, Page: i, By: ByPdfcpu, Region: at.region})
		return nil
	})
}

// overlay draws the typeset marks over all pages, each as a stream of its own, clear of
// what a source has there.
func (s *assembling) overlay() error {
	n := 0
	err := s.typeset(s.plan.Overlay, func(c *carriage, i int, p *page) error {
		n++
		if i >= len(s.sheets) {
			return nil
		}
		form, err := c.form(p, false)
		if err != nil {
			return err
		}
		got, err := c.put(form)
		if err != nil {
			return err
		}
		s.sheets[i].overlay = &got
		operators := "q /N Do Q"
		if taken := s.sheets[i].taken; len(taken) > 0 {
			up := clearShift(c.marksOf(p), taken, s.sheets[i].sheet)
			operators = "q " + matrix{1, 0, 0, 1, 0, up}.operator() + "/N Do Q"
		}
		return s.draw(c, s.sheets[i], s.ornament(operators))
	})
	if err == nil && s.plan.Overlay != nil && n != len(s.sheets) {
		return fmt.Errorf("%d pages for %d", n, len(s.sheets))
	}
	return err
}

// typeset calls f for every page of a PDF of our own.
func (s *assembling) typeset(data []byte, f func(c *carriage, i int, p *page) error) error {
	if data == nil {
		return nil
	}
	limits := s.engines.limits
	limits.Pages = math.MaxInt // of one file from outside, not of all together
	d, err := parse(s.ctx, inMemory(data), "", limits)
	if err != nil {
		return err
	}
	c := s.carrier.from(d)
	c.own = true
	for i, p := range d.pages {
		if err := f(c, i, p); err != nil {
			return err
		}
	}
	return nil
}

// draw adds a content stream to a page.
func (s *assembling) draw(c *carriage, sheet *sheetOut, operators string) error {
	got, err := c.put(types.StreamDict{Dict: types.Dict{}, Raw: []byte(operators)})
	if err != nil {
		return err
	}
	sheet.content = append(sheet.content, got)
	return nil
}

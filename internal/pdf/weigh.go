package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
)

// Weight is what a page weighs in a result.
type Weight struct {
	// Fixed are the bytes that no level changes: text, fonts, drawings, pictures
	// that are left as they are. What pages share counts at the first that has it.
	Fixed int64
	// As are the page's other pictures: untouched first, then by each level.
	As []Weighed
	// With is the page, the first being 1, that a picture counts at which this one has
	// as well, and whose level that picture follows; 0: none.
	With int
}

// Weighed are the pictures of a page by one level.
type Weighed struct {
	Bytes int64
	// Resolution is the lowest of them, in dots per inch of the sheet; 0 where the
	// page has none.
	Resolution int
	// Loss is what is lost to the eye against the page untouched, from 0, nothing,
	// to 1.
	Loss float64
	// Legible says that small print stays readable: no picture is coarser than
	// LegibleResolution, unless it was so from the start, and none is blurred.
	Legible bool
}

// LegibleResolution is the least at which small print can be read, in dots per inch.
const LegibleResolution = 100

// Weigh finds what the chosen pages of an assembly's sources weigh, as they are and
// shrunk by each level: one Weight for each, in order. Nothing is written. Errors are
// as Assemble's.
func (e *Engines) Weigh(ctx context.Context, a Assembly, levels []Shrink) ([]Weight, error) {
	a.Front, a.Overlay = nil, nil
	out, err := newWriter(io.Discard, false)
	defer out.close()
	if err != nil {
		return nil, err
	}
	w := &weighing{levels: append([]Shrink{{}}, levels...), team: newTeam(), told: map[[sha256.Size]byte]int{}}
	s := &assembling{engines: e, ctx: ctx, plan: a, out: out, carrier: newCarrier(out), weighing: w}
	s.carrier.recall = e.recall
	err = s.sources()
	if err := errors.Join(err, w.team.wait()); err != nil {
		return nil, err
	}
	return w.weights(), nil
}

// weighing is an assembly of which only the weight is wanted.
type weighing struct {
	levels []Shrink
	team   *team
	pages  []weighedPage
	told   map[[sha256.Size]byte]int // the pages that pictures count at
}

type weighedPage struct {
	fixed    int64
	pictures []*shrunkPicture
}

// start has a picture made smaller by every level.
func (w *weighing) start(ctx context.Context, e *Engines, p *shrunkPicture) {
	p.levels = w.levels
	w.team.start(func() error {
		var err error
		p.made, err = e.smallerAt(ctx, p.samples, p.at, p.levels, true)
		return err
	})
}

// weights are those of all pages.
func (w *weighing) weights() []Weight {
	all := make([]Weight, len(w.pages))
	for i, page := range w.pages {
		all[i] = Weight{Fixed: page.fixed, As: make([]Weighed, len(w.levels))}
		for at := range all[i].As {
			all[i].As[at].Legible = true
		}
		for _, p := range page.pictures {
			key := p.key()
			first, told := w.told[key]
			if !told {
				w.told[key] = i
			} else if all[i].With == 0 {
				all[i].With = first + 1
			}
			for at := range all[i].As {
				all[i].As[at].add(p.made[at].weighed(p.samples, p.at), !told)
			}
		}
	}
	return all
}

// add adds a picture to a page's; counts says that it is the first page that has it.
func (w *Weighed) add(p Weighed, counts bool) {
	if counts {
		w.Bytes += p.Bytes
	}
	if w.Resolution == 0 || p.Resolution < w.Resolution {
		w.Resolution = p.Resolution
	}
	w.Loss = max(w.Loss, p.Loss)
	w.Legible = w.Legible && p.Legible
}

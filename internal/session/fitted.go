package session

import (
	"context"
	"image"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/pdf"
)

// Shown returns a page of a planned bundle, counted from 1, as the recruiter will see
// it, fitted into a box of so many pixels. Nothing is remembered of it.
func (s *Session) Shown(ctx context.Context, plan bundle.Plan, number int, box image.Point) (image.Image, error) {
	shown, _, err := s.shown(ctx, plan, number, box, false)
	return shown, err
}

// Compared returns a page of a planned bundle, counted from 1, with its pictures as its
// file has them and as they would go in, each as Shown would.
func (s *Session) Compared(ctx context.Context, plan bundle.Plan, number int, box image.Point) (before, after image.Image, err error) {
	after, before, err = s.shown(ctx, plan, number, box, true)
	return before, after, err
}

// shown is a page as it would go in and, where that is wanted, with its own pictures.
func (s *Session) shown(ctx context.Context, plan bundle.Plan, number int, box image.Point, both bool) (as, untouched image.Image, err error) {
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return nil, nil, err
	}
	alone, page, err := plan.Alone(number)
	if err != nil {
		return nil, nil, err
	}
	if as, err = w.Shown(ctx, alone, page, box); err != nil || !both {
		return as, nil, err
	}
	for _, source := range alone.Sources {
		source.Pages[0].Shrink = pdf.Shrink{}
	}
	untouched, err = w.Shown(ctx, alone, page, box)
	return as, untouched, err
}

// CheckBundle holds a bundle against its record and against the dossier's documents.
func (s *Session) CheckBundle(ctx context.Context, path string) (bundle.Checked, error) {
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return bundle.Checked{}, err
	}
	return bundle.Check(ctx, w, path)
}

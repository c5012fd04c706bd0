package session

import (
	"context"
	"image"

	"example.org/dossier/internal/bundle"
)

// Compared returns a page of a plan as its file has it and as it would go in, each as
// it stands on the bundle's sheet and fitted into a box of so many pixels. Document
// and page are counted from 0. Nothing is remembered of them.
func (s *Session) Compared(ctx context.Context, plan bundle.Plan, document, page int, box image.Point) (before, after image.Image, err error) {
	ctx, done := s.begin(ctx)
	defer done()
	w, err := s.house.Worker(ctx)
	if err != nil {
		return nil, nil, err
	}
	file, choice, sheet := plan.Carries(document, page)
	smaller, err := w.Shrunk(ctx, file, choice, sheet, box)
	if err != nil {
		return nil, nil, err
	}
	choice.Shrink.Resolution, choice.Shrink.Quality = 0, 0
	whole, err := w.Shrunk(ctx, file, choice, sheet, box)
	if err != nil {
		return nil, nil, err
	}
	return whole, smaller, nil
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

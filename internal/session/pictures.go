package session

import (
	"context"
	"errors"
	"image"

	"example.org/dossier/internal/pdf"
)

// Pictures are kept in memory alone, and only while the dossier is open: a folder of
// them on the disk would be one more place with somebody's diplomas in it, to be
// guarded, bounded and found again by whoever erases a dossier, and it would save
// little, since a page of an open document is drawn in a few milliseconds.

// Pictures has pages of a document (the first is 1) drawn one after the other in
// this order, each as Picture does, and tells show what came of each. It ends with
// its context, before the next page. An error is that of the context; what is wrong
// with a page, or with the document, goes to show.
func (s *Session) Pictures(ctx context.Context, id string, pages []int, box image.Point, show func(page int, picture image.Image, err error)) error {
	for _, page := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		picture, err := s.Picture(ctx, id, page, box)
		if ended := ctx.Err(); ended != nil && errors.Is(err, ended) {
			return err
		}
		show(page, picture, err)
	}
	return nil
}

// PaperSize is the size of a page of a document (the first is 1) as it is shown, in
// points of paper (1/72 inch). The errors are those of Examine, and that there is no
// such page.
func (s *Session) PaperSize(ctx context.Context, id string, page int) (wide, high float64, err error) {
	e, err := s.kept(id)
	if err != nil {
		return 0, 0, err
	}
	known, err := s.Examine(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	if page < 1 || page > len(known.Facts.Pages) {
		return 0, 0, aboutDocument(&pdf.Error{Reason: pdf.NoSuchPage, Path: e.Name, Page: page}, e)
	}
	t := e.Shown()[page]
	size := known.Facts.Pages[page-1].Chosen(pdf.PageChoice{Turn: t.Turn, Corners: t.Corners, Lift: t.Lift})
	return size.Width, size.Height, nil
}

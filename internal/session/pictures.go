package session

import (
	"context"
	"errors"
	"image"
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

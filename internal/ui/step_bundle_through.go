package ui

import (
	"context"
	"image"
	"path/filepath"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// throughButton leads to the pages of the planned bundle, large; on the strip a click does.
func (s *bundleStep) throughButton() *piece.Button {
	return piece.NewButton("bundle.through", s.w.say("ui.bundle.through", nil), piece.Quiet, look.Icon("search"), func() { s.through(1) })
}

// through shows the pages of the planned bundle as the recruiter will see them, one at a
// time; number counts from 1 through all its files.
func (s *bundleStep) through(number int) *preview {
	w, planned := s.w, s.planning.planned
	pages := 0
	for _, plan := range planned.Parts {
		pages += plan.Pages
	}
	l := newLeaf(w, "preview.page", document.Document{}, upTo(pages), number, w.previewRoom())
	l.name, l.count = filepath.Base(planned.Path), pages
	desk := w.desk
	l.picture = func(ctx context.Context, number int, box image.Point) (image.Image, error) {
		plan, page := partOf(planned.Parts, number)
		return desk.session.Shown(ctx, plan, page, box)
	}
	l.measure = func(_ context.Context, number int) [2]float64 { return paperOf(partOf(planned.Parts, number)) }
	return newPreview(l)
}

// partOf is the file that a page stands in which is counted through all of them, and its
// number there.
func partOf(parts []bundle.Plan, number int) (bundle.Plan, int) {
	for i, plan := range parts {
		if number <= plan.Pages || i == len(parts)-1 {
			return plan, number
		}
		number -= plan.Pages
	}
	return bundle.Plan{}, number
}

// papers are the sizes of sheets in points, upright.
var papers = map[typeset.Paper][2]float64{typeset.A4: {595, 842}, typeset.Letter: {612, 792}}

// paperOf is the size of a page on paper, in points.
func paperOf(plan bundle.Plan, number int) [2]float64 {
	size := papers[plan.Paper]
	for _, d := range plan.Documents {
		if at := number - d.First; at >= 0 && at < len(d.Pages) && d.Pages[at].Wide {
			return [2]float64{size[1], size[0]}
		}
	}
	return size
}

package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// photos are what is proposed for photographed pages. Nothing of it is done before
// the candidate has seen and confirmed it.
type photos struct {
	proposed map[pictureOf]session.Suggestion // by the page as it is in its file
	put      map[pictureOf]bool               // offers that were put aside, in this opening
}

func newPhotos() photos {
	return photos{proposed: map[pictureOf]session.Suggestion{}, put: map[pictureOf]bool{}}
}

// photographed names the page that a card shows where it may be a photograph: as it
// is in its file, whatever was chosen for it.
func photographed(d document.Document) (pictureOf, bool) {
	of := pictureFor(d)
	of.shown = session.Treatment{}
	return of, !d.Missing && session.Redrawable(d.File)
}

// unknown reports whether the card's page is still to be looked at.
func (p photos) unknown(d document.Document) bool {
	of, may := photographed(d)
	_, known := p.proposed[of]
	return may && !known && d.Treatments[of.page] == session.Treatment{}
}

// offers reports whether there is something to offer for the card's page.
func (p photos) offers(d document.Document) bool {
	of, may := photographed(d)
	t := p.proposed[of].Treatment
	return may && !p.put[of] && d.Treatments[of.page] == session.Treatment{} && (!t.Corners.None() || t.Turn != 0)
}

// propose looks at the card's page in the background.
func (g *gallery) propose(d document.Document) {
	of, _ := photographed(d)
	g.run(&g.looking, func(ctx context.Context) func() {
		got, err := g.desk.session.Suggest(ctx, d.ID, of.page)
		return func() {
			if errors.Is(err, context.Canceled) {
				return
			}
			g.step.photos.proposed[of] = got // nothing, where it cannot be looked at
			if now, ok := g.step.w.documentByID(d.ID); ok && g.step.photos.offers(now) && g.step.w.step == stepDocuments {
				g.step.w.rebuildStep()
			}
		}
	})
}

// photoOffer asks whether to show a photographed page upright, cropped and easier
// to read; nil where there is nothing to ask.
func (s *documentsStep) photoOffer(d document.Document) fyne.CanvasObject {
	w := s.w
	if !s.photos.offers(d) || w.shot.ReadOnly != nil {
		return nil
	}
	of, _ := photographed(d)
	said := "ui.photo.offer"
	if s.photos.proposed[of].Treatment.Corners.None() {
		said = "ui.photo.offer-turn"
	}
	open := piece.NewButton("documents."+d.ID+".photo", w.say("ui.photo.look", nil), piece.Secondary, nil, func() {
		w.showPhoto(d, of.page, s.photos.proposed[of])
	})
	leave := piece.NewButton("documents."+d.ID+".photo-leave", w.say("ui.photo.leave", nil), piece.Quiet, nil, func() {
		s.photos.put[of] = true
		w.rebuildStep()
	})
	return piece.Stack(look.Gap8, told(piece.Neutral, w.say(said, nil)), piece.Row(look.Gap8, open), piece.Outdent(piece.Row(look.Gap8, leave)))
}

// photoButton opens the choice of how the card's page is shown.
func (s *documentsStep) photoButton(d document.Document) fyne.CanvasObject {
	w := s.w
	page := pictureFor(d).page
	b := piece.NewButton("documents."+d.ID+".shown", w.say("ui.photo.change", nil), piece.Quiet, nil, func() {
		of, _ := photographed(d)
		w.showPhoto(d, page, s.photos.proposed[of])
	})
	w.lock(b)
	if d.Missing {
		b.Disable()
	}
	return piece.Flanks(b, nil)
}

// showAs has a page shown as the treatment says, which can be undone.
func (w *Window) showAs(d document.Document, page int, t session.Treatment) {
	if w.desk == nil || d.Treatments[page] == t {
		return
	}
	w.change(func() {
		w.toast(message.New("ui.photo.used", message.Args{"Document": shownName(d)}), "ui.menu.undo", w.undo)
	}, session.Treat{Document: d.ID, Page: page, Treatment: t}, session.Set{})
}

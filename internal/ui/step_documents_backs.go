package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A scanner that sees one side at a time gives all fronts, then all backs: in one
// file, or in two. What stands here puts them together sheet by sheet.

// backsButton asks where the backs of a document's sheets are; nil where there can be
// none.
func (s *documentsStep) backsButton(d document.Document) fyne.CanvasObject {
	if len(s.backsOptions(d)) == 0 {
		return nil
	}
	b := piece.NewButton("documents."+d.ID+".backs", s.w.say("ui.backs.open", nil), piece.Quiet, nil, func() { s.askBacks(d) })
	s.w.lock(b)
	return piece.Flanks(b, nil)
}

// ownBacks is the option that stands for the second half of the very file.
const ownBacks = "own"

// backsOptions are where the backs of a document's sheets may be: in its own file, or
// in another one that is not put together with any.
func (s *documentsStep) backsOptions(d document.Document) []piece.Option {
	w := s.w
	if d.Missing || d.Backs.Of != "" {
		return nil
	}
	var options []piece.Option
	if d.PageCount > 1 {
		options = append(options, piece.Option{
			Value: ownBacks, Label: w.say("ui.backs.own", nil), Note: w.say("ui.documents.pages", message.Args{"Count": d.PageCount}),
		})
	}
	_, backs := document.Joined(w.shot.Documents)
	if _, has := backs[d.ID]; has {
		return nil
	}
	for _, other := range w.shot.Documents {
		if _, fronts := backs[other.ID]; other.ID != d.ID && !other.Missing && !fronts && other.Backs.Of == "" {
			options = append(options, piece.Option{
				Value: other.ID, Label: shownName(other), Note: w.say("ui.documents.pages", message.Args{"Count": other.PageCount}),
			})
		}
	}
	return options
}

// askBacks asks where the backs are and in which order they were scanned, and shows
// in which order the pages will stand.
func (s *documentsStep) askBacks(d document.Document) {
	w := s.w
	options := s.backsOptions(d)
	chosen, reversed := options[0].Value, false
	order := piece.Stack(0).(*fyne.Container)
	var dialog *piece.Dialog
	tell := func() {
		put(order, piece.Small(w.say("ui.backs.order", message.Args{"Pages": w.sidesOf(d, chosen, reversed)})))
		if dialog != nil {
			dialog.Refresh()
		}
	}
	tell()
	where := piece.NewRadio("backs.where", options, chosen, func(value string) {
		chosen = value
		tell()
	})
	turned := piece.NewCheck("backs.reversed", w.say("ui.backs.reversed", nil), false, func(on bool) {
		reversed = on
		tell()
	})
	cancel := piece.NewButton("backs.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	join := piece.NewButton("backs.join", w.say("ui.backs.join", nil), piece.Primary, nil, func() {
		dialog.Hide()
		edit := session.Interleave{Document: d.ID, Backs: chosen, Reversed: reversed}
		if chosen == ownBacks {
			edit.Backs = ""
		}
		w.change(func() {
			w.toast(message.New("ui.backs.joined", message.Args{"Document": shownName(d)}), "ui.menu.undo", w.undo)
		}, edit)
	})
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.backs.title", message.Args{"Document": shownName(d)}),
		piece.Stack(look.Gap16, piece.Body(w.say("ui.backs.text", nil)),
			piece.Stack(look.Gap8, piece.Caption(w.say("ui.backs.where", nil)), where), turned, order),
		cancel, join)
}

// mostSides are named of the order in which pages will stand.
const mostSides = 8

// sidesOf names the first pages as they will stand: a back of another file by a word
// of its own.
func (w *Window) sidesOf(d document.Document, backs string, reversed bool) message.List {
	all := func(pages []int, count int) []int {
		if pages == nil {
			return upTo(count)
		}
		return pages
	}
	var names message.List
	if backs == ownBacks {
		for _, page := range document.Halves(d.Pages, d.PageCount, reversed) {
			names = append(names, w.loc.Number(int64(page)))
		}
	} else if other, ok := w.documentByID(backs); ok {
		for _, side := range document.Interleaved(all(d.Pages, d.PageCount), all(other.Pages, other.PageCount), other.PageCount, reversed) {
			name := w.loc.Number(int64(side.Number))
			if side.Back {
				name = w.say("ui.backs.back", message.Args{"Page": side.Number})
			}
			names = append(names, name)
		}
	}
	if len(names) > mostSides {
		names = append(names[:mostSides], "…")
	}
	return names
}

// backsOf is the document whose pages go in between those of another one.
func (w *Window) backsOf(d document.Document) (document.Document, bool) {
	for _, backs := range w.shot.Documents {
		if backs.Backs.Of == d.ID {
			return backs, true
		}
	}
	return document.Document{}, false
}

// backsHint says that a document is put together with another one, and takes the two
// apart; nil where it is not.
func (s *documentsStep) backsHint(d document.Document) fyne.CanvasObject {
	w := s.w
	said, other := "ui.backs.inside", d.Backs.Of
	if backs, has := w.backsOf(d); other == "" && has {
		said, other = "ui.backs.holds", backs.ID
	}
	if other == "" {
		return nil
	}
	apart := piece.NewButton("documents."+d.ID+".apart", w.say("ui.backs.apart", nil), piece.Secondary, nil, func() {
		w.change(func() {
			w.toast(message.New("ui.backs.taken-apart", message.Args{"Document": shownName(d)}), "ui.menu.undo", w.undo)
		}, session.TakeApart{Document: d.ID})
	})
	w.lock(apart)
	return piece.Stack(look.Gap8, told(piece.Neutral, w.say(said, message.Args{"Document": w.documentName(other)})), piece.Row(0, apart))
}

package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// declarationsStep is where the candidate confirms what the notice wants
// confirmed: each statement by itself, and none for them. The notice's words stand
// with each already, so that the reasons come only when they are asked for.
type declarationsStep struct{ w *Window }

func newDeclarations(w *Window) step { return &declarationsStep{w} }

func (s *declarationsStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	title := w.say("ui.step.declarations", nil)
	if w.shot.Pack == nil || len(w.shot.Pack.Declarations) == 0 {
		none := piece.Empty("shield", w.say("ui.declarations.none", nil), w.say("ui.declarations.none-text", nil), nil)
		return piece.Page(title, "", nil, piece.Card(none)), nil
	}
	for _, item := range itemsOf(w.shot.Checklist, vacancy.Declarations) {
		if item.ID == w.chosen[stepDeclarations] {
			aside = w.why(item)
		}
	}
	var cards []fyne.CanvasObject
	for _, d := range w.shot.Pack.Declarations {
		cards = append(cards, s.card(d))
	}
	return piece.Page(title, w.say("ui.declarations.lead", nil), nil, cards...), aside
}

func (s *declarationsStep) refresh() bool { return false }

// card is one declaration: the notice's words, the statement, and the box by
// which the candidate confirms it or takes that back.
func (s *declarationsStep) card(d vacancy.Declaration) fyne.CanvasObject {
	w := s.w
	day, confirmed := w.shot.Application.Declarations[d.ID]
	badge := piece.Badge(piece.Todo, w.say("ui.declarations.open", nil))
	if confirmed {
		badge = piece.Badge(piece.Met, w.say("ui.declarations.confirmed", nil))
	}
	why, item := "ui.declarations.why", d.ID
	if w.chosen[stepDeclarations] == d.ID {
		why, item = "ui.declarations.hide", ""
	}
	ask := piece.NewButton("declarations.why."+d.ID, w.say(why, nil), piece.Quiet, nil, func() {
		w.visitItem(stepDeclarations, item)
		w.shell.aside.ScrollToTop()
	})
	check := piece.NewCheck("declarations."+d.ID, w.say("ui.declarations.confirm", nil), confirmed, func(on bool) { s.declare(d.ID, on) })
	piece.About(w.loc.Pick(d.Title), ask)
	piece.About(w.loc.Pick(d.Title), check)
	w.lockOwn(check)
	said := []fyne.CanvasObject{piece.Body(w.loc.Pick(d.Statement)), check}
	if confirmed {
		said = append(said, piece.Small(w.say("ui.declarations.when", message.Args{"Date": day})))
	}
	return piece.Card(
		piece.Grow(nil, piece.Strong(w.loc.Pick(d.Title)), piece.Row(look.Gap8, badge, ask)),
		piece.Quote(w.say("checklist.clause", message.Args{"Clause": d.Clause})),
		piece.Stack(look.Gap8, said...),
	)
}

// declare confirms a declaration, or takes that back.
func (s *declarationsStep) declare(item string, on bool) {
	w := s.w
	if on {
		w.edit(session.Declare{Vacancy: w.shot.Application.Vacancy, Item: item})
		return
	}
	w.edit(session.Withdraw{Vacancy: w.shot.Application.Vacancy, Item: item})
}

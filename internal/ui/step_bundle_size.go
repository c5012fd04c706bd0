package ui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// choices are the size of the bundle beside what can be chosen of its look.
func (s *bundleStep) choices() fyne.CanvasObject {
	w := s.w
	var languages []piece.Option
	for _, lang := range i18n.Languages() {
		languages = append(languages, piece.Option{Value: string(lang), Label: capital(w.loc.Language(message.Language(lang)))})
	}
	papers := []piece.Option{
		{Value: string(typeset.A4), Label: w.say("ui.bundle.paper-a4", nil)},
		{Value: string(typeset.Letter), Label: w.say("ui.bundle.paper-letter", nil)},
	}
	language := piece.NewChoice("bundle.language", "", languages, string(s.coverLang()), func(value string) {
		w.edit(session.Style{Vacancy: w.shot.Application.Vacancy, Name: s.name, Lang: i18n.Lang(value)})
	})
	paper := piece.NewChoice("bundle.paper", "", papers, string(cmp.Or(s.chosen().Paper, typeset.A4)), func(value string) {
		w.edit(session.Style{Vacancy: w.shot.Application.Vacancy, Name: s.name, Paper: typeset.Paper(value)})
	})
	w.lockOwn(language)
	w.lockOwn(paper)
	fields := []fyne.CanvasObject{
		piece.NewField(w.say("ui.bundle.max", nil), "", s.maxChoice()),
		piece.NewField(w.say("ui.bundle.language", nil), "", language),
		piece.NewField(w.say("ui.bundle.paper", nil), "", paper),
	}
	if s.planning.planned.MaxSize > 0 && w.shot.Pack.Portal.MaxFiles > 1 {
		fields = slices.Insert(fields, 1, fyne.CanvasObject(piece.NewField(w.say("ui.bundle.files", nil), "", s.filesChoice())))
	}
	return piece.Card(piece.Stack(look.Gap16, s.size(), piece.Columns(220, look.Gap24, fields...), s.separators()))
}

// size holds the size against what the portal takes.
func (s *bundleStep) size() fyne.CanvasObject {
	w, planned := s.w, s.planning.planned
	if planned.MaxSize > 0 {
		return s.sizeKept(planned)
	}
	portal, estimate := w.shot.Pack.Portal, planned.Estimate
	state, id := sizeState(estimate, portal)
	parts := []fyne.CanvasObject{piece.Line(w.say("ui.bundle.size", nil), look.TextBody, look.Ink, true)}
	if full := max(portal.Limit, portal.Aim); full > 0 {
		parts = append(parts, newSizeMeter(estimate, portal.Aim, full, state))
	}
	said := w.say(id, message.Args{"Size": estimate, "Aim": portal.Aim, "Limit": portal.Limit})
	if state == piece.Neutral {
		parts = append(parts, piece.Body(said))
	} else {
		parts = append(parts, piece.Grow(piece.StateIcon(state, 16), piece.Body(said), nil))
	}
	if !portal.Verified && portal.Limit > 0 {
		parts = append(parts, piece.Small(w.say("ui.bundle.size-unconfirmed", nil)))
	}
	if to := fitting(estimate, portal); to > 0 {
		fit := piece.NewButton("bundle.fit", w.say("ui.bundle.fit", message.Args{"Limit": to}), piece.Secondary, look.Icon("picture"), func() {
			s.resize(func(now *sizing) { now.max = to })
			s.moveFocus("bundle.fit", "bundle.max")
		})
		parts = append(parts, piece.Row(0, fit))
	}
	return piece.Stack(look.Gap8, parts...)
}

// fitting is the size that a bundle is to be brought to which is too large as it comes;
// 0 where it is not.
func fitting(size message.Bytes, portal vacancy.Portal) message.Bytes {
	switch {
	case portal.Limit > 0 && size > portal.Limit:
		return portal.Limit
	case portal.Aim > 0 && size > portal.Aim:
		return portal.Aim
	}
	return 0
}

// sizeState is how a size stands, and the id of the text that says so.
func sizeState(size message.Bytes, portal vacancy.Portal) (piece.State, string) {
	switch {
	case portal.Limit > 0 && size > portal.Limit && portal.Verified:
		return piece.Missing, "ui.bundle.size-above-limit"
	case portal.Limit > 0 && size > portal.Limit:
		return piece.Missing, "ui.bundle.size-above-unconfirmed"
	case portal.Aim > 0 && size > portal.Aim:
		return piece.ToConfirm, "ui.bundle.size-above-aim"
	case portal.Aim > 0:
		return piece.Met, "ui.bundle.size-below-aim"
	}
	return piece.Neutral, "ui.bundle.size-small"
}

// newSizeMeter is a bar that is full at the limit, with a line at the aim.
func newSizeMeter(size, aim, full message.Bytes, state piece.State) fyne.CanvasObject {
	tick := canvas.NewRectangle(look.Color(look.Ink))
	tick.Hidden = aim <= 0 || aim >= full
	return container.New(tickLayout{float32(aim) / float32(full)}, piece.NewMeter(float64(size), float64(full), state), tick)
}

// A tickLayout puts a short line across a bar, at a share of its width.
type tickLayout struct{ share float32 }

// Layout is Fyne's.
func (l tickLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], 0, 0, size.Width, size.Height)
	place(objects[1], size.Width*l.share-1, 0, 2, size.Height)
}

// MinSize is Fyne's.
func (l tickLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(0, look.Gap8)
}

package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// sending is what the candidate is about to record of an application that they
// sent. It outlives the page on the screen, and nothing of it is saved before.
type sending struct {
	day, reference string
	bundle         string // its name; noBundle for none of them
	begun          bool   // the person was here: what stands is theirs
	dayField       *piece.Field
	referenceField *piece.Field
	problem        map[string]error // by the name of the field
}

// noBundle stands for none of the dossier's bundles.
const noBundle = "/none"

// The names of the fields of what is recorded.
const sentDay, sentReference = "submit.day", "submit.reference"

// sendingCard asks for what was sent, and when.
func (s *handOverStep) sendingCard() []fyne.CanvasObject {
	w, f := s.w, &s.sending
	if !f.begun {
		f.day, f.bundle = w.loc.Date(w.today()), s.likelyBundle()
	}
	day := piece.NewDateField(sentDay, f.day, w.dateWords(), func(text string) { f.day, f.begun = text, true }, func() {})
	reference := piece.NewEntry(sentReference, f.reference, "", func(text string) { f.reference, f.begun = text, true }, func() {})
	bundle := piece.NewChoice("submit.bundle", "", s.bundleOptions(), f.bundle, func(name string) { f.bundle, f.begun = name, true })
	record := piece.NewButton("submit.record", w.say("ui.send.record", nil), piece.Secondary, look.Icon("check-circle"), s.record)
	for _, control := range []fyne.CanvasObject{day, reference, bundle, record} {
		w.lock(control)
	}
	f.dayField = piece.NewField(w.say("ui.send.day", nil), "", day)
	f.referenceField = piece.NewField(w.say("ui.send.reference", nil), w.say("ui.send.reference-help", nil), reference)
	s.showProblems()
	return []fyne.CanvasObject{
		piece.Body(w.say("ui.send.text", nil)),
		piece.Columns(220, look.Gap16, f.dayField, f.referenceField),
		piece.AtMost(2*requisitionWide, piece.NewField(w.say("ui.send.bundle", nil), "", bundle)),
		piece.Muted(w.say("ui.send.means", nil)),
		piece.Row(0, record),
	}
}

// likelyBundle is the newest of the application's own bundles, else of any.
func (s *handOverStep) likelyBundle() string {
	if own, _ := s.w.shot.built(); own != nil {
		return filepath.Base(own.Path)
	}
	if len(s.w.shot.Bundles) == 0 {
		return noBundle
	}
	return filepath.Base(s.w.shot.Bundles[0].Path)
}

func (s *handOverStep) bundleOptions() []piece.Option {
	w := s.w
	var options []piece.Option
	for _, b := range w.shot.Bundles {
		options = append(options, piece.Option{Value: filepath.Base(b.Path), Label: filepath.Base(b.Path), Note: w.builtFacts(b)})
	}
	return append(options, piece.Option{Value: noBundle, Label: w.say("ui.send.no-bundle", nil)})
}

// showProblems says beside the fields why nothing was recorded.
func (s *handOverStep) showProblems() {
	for name, field := range map[string]*piece.Field{sentDay: s.sending.dayField, sentReference: s.sending.referenceField} {
		text := ""
		if err := s.sending.problem[name]; err != nil {
			text = s.w.sentences(err)
		}
		field.SetError(text)
	}
}

// refuse says why nothing is recorded, beside the field that is wrong, and else
// above the page.
func (s *handOverStep) refuse(err error) {
	e := message.Of(err)
	switch {
	case e != nil && slices.Contains([]string{"session-submitted-early", "date-unreadable", "date-no-such-day"}, e.ID):
		s.sending.problem = map[string]error{sentDay: err}
	case e != nil && e.Args["Field"] == "reference":
		s.sending.problem = map[string]error{sentReference: err}
	default:
		s.w.fail(err)
	}
	s.showProblems()
}

// record records that the application was sent, once all that was typed is on the
// disk: it belongs to what was sent.
func (s *handOverStep) record() {
	w, f := s.w, &s.sending
	f.problem = nil
	day, ok := i18n.ParseDate(f.day)
	if !ok || day.IsZero() {
		s.refuse(i18n.BadDate(f.day))
		return
	}
	said := session.Submit{Vacancy: w.shot.Application.Vacancy, On: day, Reference: f.reference, Bundle: f.bundle}
	if f.bundle == noBundle {
		said.Bundle = ""
	}
	w.afterSaving(func() { s.submit(said) })
}

func (s *handOverStep) submit(said session.Submit) {
	w, desk := s.w, s.w.desk
	if desk == nil || w.shot.Application.Vacancy != said.Vacancy {
		return
	}
	w.clearToast()
	desk.edit(func(err error) {
		switch {
		case err != nil && (w.desk != desk || w.steps[stepHandOver] != step(s)):
			w.fail(err)
		case err != nil:
			s.refuse(err)
		case w.desk == desk:
			s.sending = sending{}
			w.toast(message.New("ui.send.done", message.Args{"Date": said.On}), "ui.menu.undo", w.undo)
			w.shell.toTop()
			w.focusOn("submitted.open")
		}
	}, said)
	w.shell.showSaved()
}

// sent is the page of an application that was sent: what was recorded of it, and
// the way back.
func (s *handOverStep) sent(title string) fyne.CanvasObject {
	w := s.w
	return piece.Page(title, w.say("ui.sent.page-lead", nil), nil,
		s.follows(s.recorded),
		piece.Card(piece.Strong(w.say("ui.hand-over.checklist", nil)), s.follows(s.checklist)),
		s.passOn(),
		piece.Heading(w.say("ui.hand-over.dates", nil)),
		s.follows(s.dates),
	)
}

// recorded is what the candidate said of the application that they sent.
func (s *handOverStep) recorded() fyne.CanvasObject {
	w, sent := s.w, s.w.shot.Application.Submitted
	if sent == nil {
		return piece.Stack(0) // the page is about to be built anew
	}
	reference := sent.Reference
	if reference == "" {
		reference = w.say("ui.sent.no-reference", nil)
	}
	facts := []fyne.CanvasObject{
		piece.Fact(w.say("ui.send.day", nil), w.loc.Date(sent.On)),
		piece.Fact(w.say("ui.send.reference", nil), reference),
	}
	if number := w.shot.Application.Requisition; number != "" {
		facts = append(facts, piece.Fact(w.say("ui.hand-over.requisition", nil), number))
	}
	facts = append(facts, piece.Fact(w.say("ui.sent.said", nil), w.loc.Date(civil.Of(sent.Said.In(w.options.Local)))))
	back := piece.NewButton("submitted.take-back", w.say("ui.sent.take-back", nil), piece.Secondary, look.Icon("undo"), s.takeBack)
	w.lock(back)
	return piece.Card(
		piece.Grow(piece.StateIcon(piece.Done, 20), piece.Strong(w.say("ui.sent.title", nil)), nil),
		piece.Columns(200, look.Gap16, facts...),
		w.sentBundleCard("submitted"),
		piece.Body(w.say("ui.sent.keeps", nil)),
		piece.Grow(nil, piece.Muted(w.say("ui.sent.take-back-text", nil)), back),
	)
}

// takeBack takes the candidate's word back that the application was sent.
func (s *handOverStep) takeBack() {
	w := s.w
	w.change(func() {
		w.toast(message.New("ui.sent.taken-back", nil), "ui.menu.undo", w.undo)
		w.focusOn(sentDay)
	}, session.TakeBack{Vacancy: w.shot.Application.Vacancy})
}

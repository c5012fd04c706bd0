package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/go-text/typesetting/segmenter"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// competenciesStep is where the candidate prepares, in words of their own, what
// to say on each competency. Nothing is judged, suggested or completed here.
type competenciesStep struct {
	w      *Window
	locked bool // as the page was built
}

func newCompetencies(w *Window) step { return &competenciesStep{w: w} }

// noteRows is how many lines of notes are seen at once.
const noteRows = 4

func (s *competenciesStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	title := w.say("ui.step.competencies", nil)
	if w.shot.Pack == nil || len(w.shot.Pack.Competencies) == 0 {
		none := piece.Empty("star", w.say("ui.competencies.none", nil), w.say("ui.competencies.none-text", nil), nil)
		return piece.Page(title, "", nil, piece.Card(none)), nil
	}
	s.locked = w.ownLocked()
	parts := []fyne.CanvasObject{
		piece.NewNotice("competencies.ai", piece.Neutral, w.say("ui.ai-notice", nil), w.say("ui.competencies.own-words", nil)),
	}
	for _, c := range w.shot.Pack.Competencies {
		parts = append(parts, s.card(c))
	}
	return piece.Page(title, w.say("ui.competencies.lead", nil), nil, parts...), nil
}

// refresh leaves the fields to whoever types: they hold what was saved.
func (s *competenciesStep) refresh() bool { return s.locked == s.w.ownLocked() }

// card is one competency: the notice's words, and the candidate's own below.
func (s *competenciesStep) card(c vacancy.Competency) fyne.CanvasObject {
	w := s.w
	field, saved := "competencies."+c.ID, w.shot.Application.Competencies[c.ID]
	count := container.NewStack()
	follow := func(text string) {
		put(count, piece.Small(w.say("ui.competencies.count", message.Args{"Count": characters(text)})))
	}
	follow(w.draftOr(field, saved))
	notes := w.text(textField{
		field: field, label: w.say("ui.competencies.notes", nil), saved: saved, rows: noteRows, follow: follow,
	})
	return piece.Card(
		piece.Stack(look.Gap8, piece.Strong(w.loc.Pick(c.Name)), piece.Quote(w.loc.Pick(c.Text))),
		piece.Stack(look.Gap4, notes, count),
	)
}

// characters counts the characters of a text as a person counts them: a letter
// with its accents is one, and so is a picture of several parts.
func characters(text string) int {
	var split segmenter.Segmenter
	split.InitWithString(text)
	count := 0
	for each := split.GraphemeIterator(); each.Next(); {
		count++
	}
	return count
}

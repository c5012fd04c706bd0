package ui

import (
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/segmenter"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/prose"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// competenciesStep is where the candidate prepares, in words of their own, what
// to say on each competency. Nothing is judged, suggested or completed here.
type competenciesStep struct {
	w        *Window
	locked   bool                // as the page was built
	limit    session.AnswerLimit // as it is typed
	unit     session.LimitUnit   // of the limit, also while there is none
	counters []*counter
}

func newCompetencies(w *Window) step { return &competenciesStep{w: w} }

// noteRows is how many lines of notes are seen at once, limitWide how wide the field
// for a limit gets.
const noteRows, limitWide = 4, 120

// limitField is the limit's, as session.Set names it.
const limitField = "answerLimit"

func (s *competenciesStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	title := w.say("ui.step.competencies", nil)
	if w.shot.Pack == nil || len(w.shot.Pack.Competencies) == 0 {
		none := piece.Empty("star", w.say("ui.competencies.none", nil), w.say("ui.competencies.none-text", nil), nil)
		return piece.Page(title, "", nil, piece.Card(none)), nil
	}
	s.locked, s.counters = w.ownLocked(), nil
	parts := []fyne.CanvasObject{
		piece.NewNotice("competencies.ai", piece.Neutral, w.say("ui.ai-notice", nil), w.say("ui.competencies.own-words", nil)),
		piece.Card(s.limitPart()),
	}
	for _, c := range w.shot.Pack.Competencies {
		parts = append(parts, s.card(c))
	}
	return piece.Page(title, w.say("ui.competencies.lead", nil), nil, parts...), nil
}

// refresh leaves the fields to whoever types: they hold what was saved.
func (s *competenciesStep) refresh() bool { return s.locked == s.w.ownLocked() }

// limitPart asks how long an answer may be: the candidate reads it off the form.
func (s *competenciesStep) limitPart() fyne.CanvasObject {
	w := s.w
	saved := w.shot.Application.AnswerLimit
	if s.unit == "" || saved.Most > 0 {
		s.unit = saved.Unit
	}
	if s.unit == "" {
		s.unit = session.LimitCharacters
	}
	number := ""
	if saved.Most > 0 {
		number = strconv.Itoa(saved.Most)
	}
	typed := w.draftOr(limitField, number)
	s.limit, _ = session.ParseAnswerLimit(s.limitOf(typed))
	entry := piece.NewEntry(limitField, typed, w.say("ui.competencies.limit.none", nil), func(text string) {
		typed = text
		w.typed(limitField, text, s.readLimit)
		s.count(text)
	}, func() { w.left(limitField) })
	w.lockField(limitField, entry)
	unit := piece.NewSwitch(limitField+".unit", []piece.Option{
		{Value: string(session.LimitCharacters), Label: w.say("ui.competencies.limit.characters", nil)},
		{Value: string(session.LimitWords), Label: w.say("ui.competencies.limit.words", nil)},
	}, string(s.unit), func(value string) {
		s.unit = session.LimitUnit(value)
		s.count(typed)
		if s.limit.Most > 0 {
			w.set(limitField + "=" + s.limit.String())
		}
	})
	w.lockField(limitField, unit)
	control := piece.Row(look.Gap8, piece.AtMost(limitWide, entry), unit)
	return w.field(limitField, piece.NewField(w.say("ui.competencies.limit", nil), w.say("ui.competencies.limit.why", nil), control))
}

// limitOf is the limit of a typed number, as session.Set takes it.
func (s *competenciesStep) limitOf(typed string) string {
	if typed = strings.Join(strings.Fields(typed), ""); typed == "" {
		return ""
	}
	return typed + " " + string(s.unit)
}

// readLimit is what is saved for a typed number.
func (s *competenciesStep) readLimit(typed string) (string, error) {
	value := s.limitOf(typed)
	if _, ok := session.ParseAnswerLimit(value); !ok {
		return "", message.Bad("session-no-answer-limit", message.Args{"Field": limitField, "Value": typed}, nil)
	}
	return value, nil
}

// count counts everything against a limit as it is typed.
func (s *competenciesStep) count(typed string) {
	s.limit, _ = session.ParseAnswerLimit(s.limitOf(typed))
	for _, c := range s.counters {
		c.show(s.limit)
	}
}

// card is one competency: the notice's words, and the candidate's own below.
func (s *competenciesStep) card(c vacancy.Competency) fyne.CanvasObject {
	w := s.w
	field, saved := "competencies."+c.ID, w.shot.Application.Competencies[c.ID]
	counts := &counter{w: w, text: w.draftOr(field, saved), shown: piece.Stack(look.Gap8).(*fyne.Container)}
	counts.show(s.limit)
	s.counters = append(s.counters, counts)
	notes := w.text(textField{
		field: field, label: w.say("ui.competencies.notes", nil), saved: saved, rows: noteRows, follow: func(text string) {
			counts.text = text
			counts.show(s.limit)
		},
	})
	return piece.Card(
		piece.Stack(look.Gap8, piece.Strong(w.loc.Pick(c.Name)), piece.Quote(w.loc.Pick(c.Text))),
		piece.Stack(look.Gap4, piece.About(w.loc.Pick(c.Name), notes), counts.shown),
	)
}

// A counter says below a text how long it is, and whether it sends its reader
// elsewhere. It judges nothing of what the text says.
type counter struct {
	w     *Window
	text  string
	shown *fyne.Container
	said  string // what it shows now
}

// meterWide is how wide the bar is that shows how much of a limit is used.
const meterWide = 200

// show counts, against a limit where there is one. What stands there already is left
// alone.
func (c *counter) show(limit session.AnswerLimit) {
	w := c.w
	used := characters(c.text)
	counts := []string{
		w.say("ui.competencies.words", message.Args{"Count": wordsIn(c.text)}),
		w.say("ui.competencies.count", message.Args{"Count": used}),
	}
	of, over := &counts[1], "ui.competencies.over-characters"
	if limit.Unit == session.LimitWords {
		used, of, over = wordsIn(c.text), &counts[0], "ui.competencies.over-words"
	}
	if limit.Most > 0 {
		*of = w.say(limitTexts[limit.Unit], message.Args{"Count": used, "Most": limit.Most})
	}
	pointing := prose.PointsToCV(c.text)
	said := strings.Join(append(counts, strconv.FormatBool(pointing)), "|")
	if said == c.said {
		return
	}
	c.said = said
	line := []fyne.CanvasObject{piece.Small(counts[0]), piece.Small(counts[1])}
	switch {
	case limit.Most == 0:
	case used > limit.Most:
		line = append(line, piece.Badge(piece.ToConfirm, w.say(over, message.Args{"Count": used - limit.Most})))
	default:
		line = append(line, piece.AtMost(meterWide, piece.NewMeter(float64(used), float64(limit.Most), piece.Neutral)))
	}
	all := []fyne.CanvasObject{piece.Row(look.Gap16, line...)}
	if pointing {
		all = append(all, told(piece.Neutral, w.say("ui.competencies.points-to-cv", nil)))
	}
	high := c.shown.MinSize().Height
	c.shown.Objects = all
	layOut(c.shown)
	if c.shown.MinSize().Height != high {
		piece.Settle(c.shown)
	}
}

// limitTexts say how much of a limit is used.
var limitTexts = map[session.LimitUnit]string{
	session.LimitCharacters: "ui.competencies.count-of", session.LimitWords: "ui.competencies.words-of",
}

// wordsIn counts the words of a text, as they are set apart by spaces; a mark that
// stands alone is none.
func wordsIn(text string) int {
	count := 0
	for _, word := range strings.Fields(text) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			count++
		}
	}
	return count
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

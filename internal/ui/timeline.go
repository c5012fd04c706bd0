package ui

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// timelineEdge is how many days a timeline shows before the first day that matters and
// after the last; a study whose end is not known runs into the edge.
const timelineEdge = 75

// studiesTimeline shows the studies against the deadline, and against the day from
// which a degree is recent enough; nil where no study has a first day yet.
func (w *Window) studiesTimeline() fyne.CanvasObject {
	if w.shot.Pack == nil {
		return nil
	}
	var studies []candidate.Study
	for _, study := range w.shot.Candidate.Studies {
		if study.Start.Known() && !(study.End.Known() && study.End.Before(study.Start.Date)) {
			studies = append(studies, study)
		}
	}
	if len(studies) == 0 {
		return nil
	}
	slices.SortStableFunc(studies, func(a, b candidate.Study) int { return a.Start.Compare(b.Start.Date) })
	marks := w.timelineMarks()
	scale := scaleOf(studies, marks)
	deadline := scale.at(w.shot.Pack.Deadline.Day())
	work := piece.TimelineWork{Ticks: scale.years(), Dot: w.say("ui.timeline.awarded", nil)}
	var told message.List
	for _, study := range studies {
		span := piece.Span{Label: study.Label(), From: scale.at(study.Start.Date), To: 1, Sure: deadline}
		if study.End.Known() {
			span.To = scale.at(study.End.Date)
		}
		args := message.Args{"Study": study.Label(), "Period": w.period(study.Start, study.End)}
		said := w.say("ui.timeline.study", args)
		if study.Awarded.Known() {
			span.Dots = []float64{scale.at(study.Awarded.Date)}
			args["Date"] = study.Awarded.Date
			said = w.say("ui.timeline.study-awarded", args)
		}
		work.Spans = append(work.Spans, span)
		told = append(told, said)
	}
	for _, mark := range marks {
		work.Marks = append(work.Marks, piece.Mark{At: scale.at(mark.day), Label: mark.words, Dashed: mark.dashed})
		told = append(told, mark.words)
	}
	work.Spoken = w.say("ui.timeline.spoken", message.Args{"All": told})
	return piece.NewTimeline(work)
}

// A dayMark is a day that matters for studies, in words.
type dayMark struct {
	day    civil.Date
	words  string
	dashed bool
}

// timelineMarks are the deadline, and the day from which a degree is recent enough
// where the vacancy asks for a recent one.
func (w *Window) timelineMarks() []dayMark {
	pack := w.shot.Pack
	last := pack.Deadline.Day()
	marks := []dayMark{{last, w.say("ui.timeline.deadline", message.Args{"Date": last}), false}}
	for _, c := range pack.Criteria {
		for _, reading := range c.AllReadings() {
			within := recentDegree(reading.Rule)
			if within == nil || within.On != vacancy.OnDeadline {
				continue
			}
			from := last.AddMonths(-within.Months)
			words := w.say("ui.timeline.months", message.Args{"Count": within.Months, "Date": from})
			return append(marks, dayMark{from, words, true})
		}
	}
	return marks
}

// recentDegree is what a rule says of how recent a degree has to be; nil for nothing.
func recentDegree(r vacancy.Rule) *vacancy.GraduatedWithin {
	if r.GraduatedWithin != nil {
		return r.GraduatedWithin
	}
	parts := append(append([]vacancy.Rule{}, r.All...), r.Any...)
	if r.Not != nil {
		parts = append(parts, *r.Not)
	}
	for _, part := range parts {
		if found := recentDegree(part); found != nil {
			return found
		}
	}
	return nil
}

// A timeScale turns days into shares of the time that is shown.
type timeScale struct{ first, last civil.Date }

// scaleOf shows every day that matters.
func scaleOf(studies []candidate.Study, marks []dayMark) timeScale {
	s := timeScale{marks[0].day, marks[0].day}
	with := func(day civil.Date) {
		if day.Before(s.first) {
			s.first = day
		}
		if day.After(s.last) {
			s.last = day
		}
	}
	for _, mark := range marks {
		with(mark.day)
	}
	for _, study := range studies {
		for _, day := range []candidate.Day{study.Start, study.End, study.Awarded} {
			if day.Known() {
				with(day.Date)
			}
		}
	}
	return timeScale{s.first.AddDays(-timelineEdge), s.last.AddDays(timelineEdge)}
}

func (s timeScale) at(day civil.Date) float64 {
	return float64(s.first.DaysUntil(day)) / float64(s.first.DaysUntil(s.last))
}

// years are the first days of the years that are shown.
func (s timeScale) years() []piece.Tick {
	var ticks []piece.Tick
	for year := s.first.Year + 1; year <= s.last.Year; year++ {
		ticks = append(ticks, piece.Tick{At: s.at(civil.Date{Year: year, Month: time.January, Day: 1}), Label: strconv.Itoa(year)})
	}
	return ticks
}

// whyTimeline shows the studies beside a point that rests on them.
func (w *Window) whyTimeline(item checklist.Item) []fyne.CanvasObject {
	for _, c := range w.shot.Pack.Criteria {
		if c.ID != item.ID {
			continue
		}
		for _, reading := range c.AllReadings() {
			if line := w.studiesTimeline(); restsOnStudies(reading.Rule) && line != nil {
				return []fyne.CanvasObject{piece.Stack(look.Gap8, piece.Small(w.say("ui.timeline", nil)), line)}
			}
		}
	}
	return nil
}

// restsOnStudies reports whether a rule looks at when studies were.
func restsOnStudies(r vacancy.Rule) bool {
	if r.UniversityYears != nil || r.Student != nil || r.GraduatedWithin != nil || r.Not != nil && restsOnStudies(*r.Not) {
		return true
	}
	for _, part := range append(append([]vacancy.Rule{}, r.All...), r.Any...) {
		if restsOnStudies(part) {
			return true
		}
	}
	return false
}

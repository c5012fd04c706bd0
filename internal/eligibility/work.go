package eligibility

import (
	"slices"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// work is one experience up to a day, as far as it counts.
type work struct {
	entry   *candidate.Experience
	span    span
	endless bool // may have been of any length
}

// experience: any of the kinds at all, or in sum at least and at most so long
// up to the day, overlaps counted once. What an entry leaves open is taken both
// ways; where that makes a difference, the rule is unanswered.
func (j *judge) experience(r vacancy.Experience) Leaf {
	leaf := j.about("experience", r.On)
	if j.Candidate.Experience == nil {
		return leaf.is(vacancy.Unanswered, "reason.experience.unanswered", nil).next("next.experience.answer")
	}
	sure, possible := j.works(r.Kinds, leaf.On)
	if len(possible) == 0 {
		leaf = leaf.fact("fact.experience.none", nil)
	} else {
		leaf = leaf.fact("fact.experience", func() message.Args { return message.Args{"What": facts(possible)} })
	}
	said := func(more message.Args) message.Args {
		return with(message.Args{"On": leaf.On, "What": names(possible)}, more)
	}
	switch {
	case !enough(possible, r.AtLeast, r.AtMost) && len(possible) == 0:
		return leaf.noWork(r, j.begins(r.Kinds, leaf.On))
	case !enough(possible, r.AtLeast, r.AtMost):
		return leaf.is(vacancy.NotMet, "reason.experience.too-short", func() message.Args {
			return said(message.Args{"Length": lengthWords(possible, *r.AtLeast), "Least": spanWords(*r.AtLeast)})
		}).next("next.experience.add").closer(near)
	case tooLong(sure, r.AtMost):
		return leaf.is(vacancy.NotMet, "reason.experience.too-long", func() message.Args {
			return said(message.Args{"Length": lengthWords(sure, *r.AtMost), "Most": spanWords(*r.AtMost)})
		}).next("next.check-answer").closer(near)
	case !enough(sure, r.AtLeast, r.AtMost) || tooLong(possible, r.AtMost):
		return leaf.is(vacancy.Unanswered, "reason.experience.incomplete", func() message.Args { return said(nil) }).
			next("next.experience.complete")
	default:
		return leaf.enoughWork(r, sure, possible, said)
	}
}

// noWork is not met, because nothing of the kinds has begun; coming is what begins
// first of what will, nil where nothing will.
func (l Leaf) noWork(r vacancy.Experience, coming *candidate.Experience) Leaf {
	args := func() message.Args { return message.Args{"On": l.On, "What": message.List{}} }
	if coming == nil {
		return l.is(vacancy.NotMet, "reason.experience.none", args).next("next.experience.enter")
	}
	l = l.fact("fact.experience", func() message.Args { return message.Args{"What": message.List{workFact(coming)}} })
	l = l.is(vacancy.NotMet, "reason.experience.future", func() message.Args {
		return with(args(), message.Args{"Start": coming.Start.Date})
	}).next("next.experience.future")
	if enough([]work{{}}, r.AtLeast, r.AtMost) {
		return l.mendedFrom(coming.Start.Date)
	}
	return l.closer(near)
}

// enoughWork says of experience that is met how long it lasts, where the rule
// asks for a length: what surely counts where it must reach one, all that may
// count where it must only stay below one.
func (l Leaf) enoughWork(r vacancy.Experience, sure, possible []work, said func(message.Args) message.Args) Leaf {
	switch {
	case r.AtLeast == nil && r.AtMost == nil:
		return l.is(vacancy.Met, "reason.experience.met", func() message.Args { return said(nil) })
	case r.AtLeast == nil && len(possible) == 0:
		return l.is(vacancy.Met, "reason.experience.none-met", func() message.Args {
			return said(message.Args{"Most": spanWords(*r.AtMost)})
		})
	case r.AtLeast == nil:
		return l.is(vacancy.Met, "reason.experience.met-most", func() message.Args {
			return said(message.Args{"Length": lengthWords(possible, *r.AtMost), "Most": spanWords(*r.AtMost)})
		})
	case r.AtMost == nil:
		return l.is(vacancy.Met, "reason.experience.met-least", func() message.Args {
			return said(message.Args{"Length": lengthWords(sure, *r.AtLeast), "Least": spanWords(*r.AtLeast)})
		})
	default:
		return l.is(vacancy.Met, "reason.experience.met-between", func() message.Args {
			return said(message.Args{
				"Length": lengthWords(sure, *r.AtLeast), "Least": spanWords(*r.AtLeast), "Most": spanWords(*r.AtMost),
			})
		})
	}
}

// spanWords writes the length that a rule names; weeks with their days, in which
// they are counted.
func spanWords(s vacancy.Span) message.Message {
	switch {
	case s.Months > 0:
		return message.New("rule.span.months", message.Args{"Count": s.Months})
	case s.Days%7 == 0:
		return message.New("length.weeks-days", message.Args{
			"Weeks": message.New("rule.span.weeks", message.Args{"Count": s.Days / 7}),
			"Days":  message.New("rule.span.days", message.Args{"Count": s.Days}),
		})
	default:
		return message.New("rule.span.days", message.Args{"Count": s.Days})
	}
}

// lengthWords says how long the works last in all, in the unit of the span that
// they are held against.
func lengthWords(works []work, like vacancy.Span) message.Message {
	sum := spans(works)
	if like.Months == 0 {
		return message.New("rule.span.days", message.Args{"Count": daysOf(sum)})
	}
	l := lengthOf(sum)
	months := message.New("rule.span.months", message.Args{"Count": l.months})
	days := message.New("rule.span.days", message.Args{"Count": l.days})
	switch {
	case l.days == 0:
		return months
	case l.months == 0:
		return days
	default:
		return message.New("length.months-days", message.Args{"Months": months, "Days": days})
	}
}

// works returns the experience of the kinds that has begun by the day: what
// surely counts, and what counts if every open answer turned out longest.
func (s *Subject) works(kinds []string, day civil.Date) (sure, possible []work) {
	for i := range s.Candidate.Experience {
		e := &s.Candidate.Experience[i]
		if e.Kind != "" && !slices.Contains(kinds, string(e.Kind)) || e.Start.Known() && e.Start.After(day) {
			continue
		}
		least := work{entry: e}
		most := least
		switch {
		case !e.Start.Known():
			most.endless = true
		case e.End.Known() || e.End.None:
			most.span = span{e.Start.Date, endBy(e.End, day)}
			least.span = most.span
		default:
			most.span = span{e.Start.Date, day.AddDays(1)}
		}
		possible = append(possible, most)
		// Without its start it has surely begun only where it has ended by the day.
		if begun := e.Start.Known() || e.End.Known() && !e.End.After(day); e.Kind != "" && begun {
			sure = append(sure, least)
		}
	}
	return sure, possible
}

// begins returns the experience of the kinds that begins first of those that
// begin after the day, nil where none does.
func (s *Subject) begins(kinds []string, day civil.Date) (first *candidate.Experience) {
	for i := range s.Candidate.Experience {
		e := &s.Candidate.Experience[i]
		later := slices.Contains(kinds, string(e.Kind)) && e.Start.Known() && e.Start.After(day)
		if later && (first == nil || e.Start.Before(first.Start.Date)) {
			first = e
		}
	}
	return first
}

// endBy returns the first day behind a period that ends on end, cut at the day.
func endBy(end candidate.Day, day civil.Date) civil.Date {
	if end.Known() && end.Before(day) {
		return end.AddDays(1)
	}
	return day.AddDays(1)
}

// enough reports whether the works last at least so long; where no length is
// asked at all, whether there are any.
func enough(works []work, least, most *vacancy.Span) bool {
	switch {
	case least == nil && most == nil:
		return len(works) > 0
	case least == nil || slices.ContainsFunc(works, isEndless):
		return true
	case least.Months > 0:
		return lengthOf(spans(works)).months >= least.Months
	default:
		return daysOf(spans(works)) >= least.Days
	}
}

// tooLong reports whether the works last longer than most, by a day even.
func tooLong(works []work, most *vacancy.Span) bool {
	switch {
	case most == nil:
		return false
	case slices.ContainsFunc(works, isEndless):
		return true
	case most.Months > 0:
		l := lengthOf(spans(works))
		return l.months > most.Months || l.months == most.Months && l.days > 0
	default:
		return daysOf(spans(works)) > most.Days
	}
}

func isEndless(w work) bool { return w.endless }

func spans(works []work) []span {
	all := make([]span, len(works))
	for i, w := range works {
		all[i] = w.span
	}
	return all
}

func names(works []work) message.List {
	list := make(message.List, len(works))
	for i, w := range works {
		list[i] = nameOf(w.entry)
	}
	return list
}

func facts(works []work) message.List {
	list := make(message.List, len(works))
	for i, w := range works {
		list[i] = workFact(w.entry)
	}
	return list
}

// workFact says what the candidate entered about one experience.
func workFact(e *candidate.Experience) message.Message {
	args := message.Args{"What": nameOf(e), "Start": e.Start.Date, "End": e.End.Date}
	switch {
	case e.Start.Known() && e.End.Known():
		return message.New("fact.work.period", args)
	case e.Start.Known():
		return message.New("fact.work.start", args)
	case e.End.Known():
		return message.New("fact.work.end", args)
	default:
		return message.New("fact.work", args)
	}
}

// nameOf returns the candidate's own words for an experience, else its kind's.
func nameOf(e *candidate.Experience) any {
	if e.What != "" {
		return e.What
	}
	return message.New(kindWords[e.Kind], nil)
}

var kindWords = map[candidate.ExperienceKind]string{
	"international-organisation": "experience.international-organisation",
	"eu-institution":             "experience.eu-institution",
	"national-administration":    "experience.national-administration",
	"research":                   "experience.research",
	"industry":                   "experience.industry",
	"civil-society":              "experience.civil-society",
	"other":                      "experience.other",
	"":                           "experience.unsaid",
}

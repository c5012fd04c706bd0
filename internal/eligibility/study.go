package eligibility

import (
	"cmp"
	"slices"
	"strconv"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// universityYears: the union of all university studies' periods, both ends
// included, cut at the reference date, interrupted ones counted. What a study
// leaves open is taken both ways; where that makes a difference, the rule is
// unanswered. Months enough stay enough, whatever else is open.
//
// A completed study is cut as well: on the reference date, what lies behind it
// has not been studied yet.
func (j *judge) universityYears(r vacancy.UniversityYears) Leaf {
	leaf := j.about("university_years", r.On)
	if j.Candidate.Studies == nil {
		return leaf.withoutStudies()
	}
	sure, possible, open := j.studied(leaf.On)
	months := lengthOf(sure).months
	args := func() message.Args { return message.Args{"Count": months, "Needed": r.MonthsMet, "On": leaf.On} }
	leaf = leaf.fact("fact.years.none", nil)
	if slices.ContainsFunc(j.Candidate.Studies, mayBeUniversity) {
		leaf = leaf.fact("fact.years", func() message.Args { return message.Args{"Count": months, "Studies": j.universityFacts()} })
	}
	verdict := monthsVerdict(r, months)
	switch {
	case open != nil && verdict != vacancy.Met && (possible == nil || monthsVerdict(r, lengthOf(possible).months) != verdict):
		return leaf.incomplete(open, partUniversity, partStart, partEnd)
	case verdict == vacancy.Met:
		return leaf.is(verdict, "reason.years.met", args)
	case verdict == vacancy.ToConfirm:
		return leaf.is(verdict, "reason.years.to-confirm", args).next("next.years.confirm")
	case months == 0:
		return leaf.is(verdict, "reason.years.none", args).next("next.years.not-met").closer(j.willStudy(leaf.On))
	default:
		return leaf.is(verdict, "reason.years.not-met", args).next("next.years.not-met").closer(near)
	}
}

// mayBeUniversity reports whether the study is at a university, or may be.
func mayBeUniversity(s candidate.Study) bool { return s.University == nil || *s.University }

// monthsVerdict: so many whole months or more are met, fewer down to the band's
// lower end are to confirm (they may be two academic years), below is not met.
func monthsVerdict(r vacancy.UniversityYears, months int) vacancy.Verdict {
	switch {
	case months >= r.MonthsMet:
		return vacancy.Met
	case months >= r.MonthsToConfirm:
		return vacancy.ToConfirm
	default:
		return vacancy.NotMet
	}
}

// studied returns the periods of university studies up to the day: those that
// surely are, and those that are if every open answer turned out longest (nil
// where nothing bounds them); and the first study that leaves something open.
func (s *Subject) studied(day civil.Date) (sure, possible []span, open *candidate.Study) {
	unbounded := false
	for i := range s.Candidate.Studies {
		s := &s.Candidate.Studies[i]
		if !mayBeUniversity(*s) || s.Start.Known() && s.Start.After(day) {
			continue
		}
		least, most := periodOf(s, day)
		if s.AtUniversity() {
			sure = append(sure, least)
		}
		possible = append(possible, most)
		unbounded = unbounded || !s.Start.Known()
		if open == nil && (s.University == nil || least != most || !s.Start.Known()) {
			open = s
		}
	}
	if unbounded {
		possible = nil
	}
	return sure, possible, open
}

// periodOf returns a study's period cut at the day: at least and at most.
func periodOf(s *candidate.Study, day civil.Date) (least, most span) {
	if !s.Start.Known() {
		return span{}, span{}
	}
	most = span{s.Start.Date, endBy(s.End, day)}
	if s.End.Known() || s.End.None && s.Status == candidate.Ongoing {
		return most, most
	}
	return span{}, most
}

// universityFacts are the answers on every study that is at a university or may
// be, in order of time: a decision on their length rests on all of them.
func (j *judge) universityFacts() message.List {
	studies := slices.Clone(j.Candidate.Studies)
	slices.SortStableFunc(studies, func(a, b candidate.Study) int {
		return cmp.Or(a.Start.Compare(b.Start.Date), a.End.Compare(b.End.Date), cmp.Compare(a.ID, b.ID))
	})
	facts := message.List{}
	for _, s := range slices.DeleteFunc(studies, func(s candidate.Study) bool { return !mayBeUniversity(s) }) {
		facts = append(facts, message.New(periodFact(&s, studyFact(&s)), studyAnswers(&s)))
	}
	return facts
}

// willStudy reports whether a university study begins later.
func (j *judge) willStudy(day civil.Date) closeness {
	if slices.ContainsFunc(j.Candidate.Studies, func(s candidate.Study) bool {
		return s.AtUniversity() && s.Start.After(day)
	}) {
		return near
	}
	return nothing
}

// withoutStudies is unanswered, because nothing is said of any study.
func (l Leaf) withoutStudies() Leaf {
	return l.is(vacancy.Unanswered, "reason.studies.unanswered", nil).next("next.studies.answer")
}

// part is one answer about a study, and the words for it.
type part struct {
	words string
	open  func(*candidate.Study) bool
}

var (
	partLevel      = part{"study.level", func(s *candidate.Study) bool { return s.Level == "" }}
	partStatus     = part{"study.status", func(s *candidate.Study) bool { return s.Status == "" }}
	partField      = part{"study.field", func(s *candidate.Study) bool { return s.Field == nil }}
	partUniversity = part{"study.university", func(s *candidate.Study) bool { return s.University == nil }}
	partStart      = part{"study.start", func(s *candidate.Study) bool { return !s.Start.Known() }}
	partEnd        = part{"study.end", func(s *candidate.Study) bool {
		return s.End.IsZero() || s.End.None && s.Status != candidate.Ongoing
	}}
)

// incomplete is unanswered, because the study leaves some of the parts open.
func (l Leaf) incomplete(s *candidate.Study, parts ...part) Leaf {
	return l.ofStudy(s).is(vacancy.Unanswered, "reason.study.incomplete", func() message.Args {
		var open message.List
		for _, p := range parts {
			if p.open(s) {
				open = append(open, message.New(p.words, nil))
			}
		}
		return with(studyArgs(s, l.On), message.Args{"Missing": open})
	}).next("next.study.complete")
}

// studyArgs are the placeholders of the sentences on one study.
func studyArgs(s *candidate.Study, on civil.Date) message.Args {
	return message.Args{
		"Study": s.Label(), "Start": s.Start.Date, "End": s.End.Date, "Awarded": s.Awarded.Date, "On": on,
	}
}

// ofStudy makes the candidate's answers about one study the fact.
func (l Leaf) ofStudy(s *candidate.Study) Leaf {
	return l.fact(studyFact(s), func() message.Args { return studyAnswers(s) })
}

// studyFact is the id of what the candidate entered about one study.
func studyFact(s *candidate.Study) string {
	if s.Awarded.Known() {
		return "fact.study.awarded"
	}
	return periodFact(s, "fact.study")
}

// studyAnswers is all that the candidate entered about one study: the text shows
// a part of it, a decision rests on all.
func studyAnswers(s *candidate.Study) message.Args {
	args := message.Args{
		"Study": s.Label(), "Start": s.Start.Date, "End": s.End.Date, "Awarded": s.Awarded.Date,
		"Status": string(s.Status), "Level": string(s.Level), "Institution": s.Institution,
	}
	if s.Field != nil {
		args["Field"] = *s.Field
	}
	if s.University != nil {
		args["University"] = strconv.FormatBool(*s.University)
	}
	return args
}

// periodFact is the id of studyFact where the period decides, not the award.
func periodFact(s *candidate.Study, id string) string {
	switch {
	case s.Start.Known() && s.End.Known():
		return "fact.study.period"
	case s.Start.Known():
		return "fact.study.start"
	default:
		return id
	}
}

// student, on a day: a university study, ongoing, start <= day <= end: met.
// Ongoing with its end before the day, or not at a university: to confirm.
// Start after the day: not met, and met from the start on.
func (j *judge) student(r vacancy.Student) Leaf {
	leaf := j.about("student", r.On)
	if j.Candidate.Studies == nil {
		return leaf.withoutStudies()
	}
	return anyOf(j.Candidate.Studies,
		func(s *candidate.Study) bool { return s.Status == candidate.Ongoing || s.Status == "" },
		leaf.studentOf,
		leaf.is(vacancy.NotMet, "reason.student.none", func() message.Args { return message.Args{"On": leaf.On} }).
			fact("fact.student.none", nil).next("next.student.none"))
}

// studentOf judges one study that is ongoing, or may be.
func (l Leaf) studentOf(s *candidate.Study) Leaf {
	args := func() message.Args { return studyArgs(s, l.On) }
	l = l.ofStudy(s)
	switch {
	case s.Start.Known() && s.Start.After(l.On):
		return l.is(vacancy.NotMet, "reason.student.future", args).next("next.student.future").mendedFrom(s.Start.Date)
	case s.Status == "" || !s.Start.Known():
		return l.incomplete(s, partStatus, partStart, partEnd, partUniversity)
	case s.End.Known() && s.End.Before(l.On):
		return l.is(vacancy.ToConfirm, "reason.student.ended", args).next("next.student.ended")
	case s.University != nil && !*s.University:
		return l.is(vacancy.ToConfirm, "reason.student.not-university", args).next("next.student.not-university")
	case s.University == nil || s.End.IsZero():
		return l.incomplete(s, partEnd, partUniversity)
	case s.End.None:
		return l.is(vacancy.ToConfirm, "reason.student.no-end", args).next("next.student.no-end")
	default:
		return l.is(vacancy.Met, "reason.student.met", args)
	}
}

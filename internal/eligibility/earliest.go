package eligibility

import (
	"slices"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/vacancy"
)

// earliest returns the first day after on on which a criterion with these readings
// would be met with the same answers, were that day every reference date; no day
// where there is none.
//
// A verdict turns only on few days: birthdays, starts, ends, awards, and the
// days on which a length is reached. All of them are gathered from the rule,
// and the criterion is judged anew on each, so that whatever any, all, not and
// the readings make of them, the day is right.
func earliest(readings []vacancy.Reading, s Subject, on civil.Date) civil.Date {
	var days []civil.Date
	for _, r := range readings {
		days = append(days, turningDays(r.Rule, s, on)...)
	}
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return !d.After(on) })
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range slices.Compact(days) {
		dates := Dates{day, day, day}
		if !slices.ContainsFunc(readings, func(r vacancy.Reading) bool {
			return Verdict(r.Rule, s, dates) != vacancy.Met
		}) {
			return day
		}
	}
	return civil.Date{}
}

// turningDays returns every day on which one of the rule's conditions may newly
// be met, or newly not met, which under a not is the same. What becomes open on a
// day (a study that passes its end) makes nothing met. More days do no harm.
func turningDays(r vacancy.Rule, s Subject, on civil.Date) []civil.Date {
	var days []civil.Date
	for _, part := range r.Parts() {
		days = append(days, turningDays(part, s, on)...)
	}
	switch {
	case r.Age != nil:
		days = append(days, birthdays(*r.Age, s.Candidate)...)
	case r.UniversityYears != nil:
		days = append(days, monthsReached(*r.UniversityYears, s, on)...)
	case r.Student != nil, r.Degree != nil:
		for _, study := range s.Candidate.Studies {
			days = append(days, study.Start.Date, study.Awarded.Date)
		}
	case r.GraduatedWithin != nil:
		days = append(days, awards(r.GraduatedWithin.Months, s.Candidate)...)
	case r.Experience != nil:
		days = append(days, workReached(*r.Experience, s, on)...)
	}
	return days
}

func birthdays(r vacancy.Age, c candidate.Candidate) []civil.Date {
	var days []civil.Date
	if r.AtLeast != nil && c.BirthDate.Known() {
		days = append(days, after(c.BirthDate.Date, 12**r.AtLeast))
	}
	if r.AtMost != nil && c.BirthDate.Known() {
		days = append(days, tooOldFrom(c.BirthDate.Date, *r.AtMost))
	}
	return days
}

// awards returns the days of the awards, and those on which each stops being
// recent: so many months later, or where that day still counts, the day behind.
func awards(months int, c candidate.Candidate) []civil.Date {
	var days []civil.Date
	for _, s := range c.Studies {
		if s.Awarded.Known() {
			later := s.Awarded.AddMonths(months)
			days = append(days, s.Awarded.Date, later, later.AddDays(1))
		}
	}
	return days
}

// monthsReached returns the day on which the university months that surely count
// are enough.
func monthsReached(r vacancy.UniversityYears, s Subject, on civil.Date) []civil.Date {
	last := on
	for _, study := range s.Candidate.Studies {
		last = later(last, study.Start)
	}
	return firstDay(on, after(last, r.MonthsMet), func(day civil.Date) bool {
		sure, _, _ := s.studied(day)
		return lengthOf(sure).months >= r.MonthsMet
	})
}

// workReached returns the days on which the experience that surely counts is
// enough, and on which it is too much.
func workReached(r vacancy.Experience, s Subject, on civil.Date) []civil.Date {
	last := on
	for _, e := range s.Candidate.Experience {
		last = later(last, e.Start)
	}
	by := func(length *vacancy.Span) civil.Date {
		if length == nil {
			return last
		}
		return after(last, length.Months).AddDays(length.Days)
	}
	works := func(day civil.Date) []work {
		sure, _ := s.works(r.Kinds, day)
		return sure
	}
	enoughFrom := firstDay(on, by(r.AtLeast), func(day civil.Date) bool { return enough(works(day), r.AtLeast, r.AtMost) })
	tooLongFrom := firstDay(on, by(r.AtMost), func(day civil.Date) bool { return tooLong(works(day), r.AtMost) })
	return append(enoughFrom, tooLongFrom...)
}

func later(day civil.Date, other candidate.Day) civil.Date {
	if other.After(day) {
		return other.Date
	}
	return day
}

package eligibility

import (
	"slices"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/vacancy"
)

// earliest returns the first day after on on which the criterion would be met
// with the same answers, were that day every reference date; no day where there
// is none.
//
// A verdict turns only on few days: birthdays, starts, ends, awards, and the
// days on which a length is reached. All of them are gathered from the rule,
// and the criterion is judged anew on each, so that whatever any, all, not and
// the readings make of them, the day is right.
func earliest(c vacancy.Criterion, s Subject, on civil.Date) civil.Date {
	var days []civil.Date
	readings := c.AllReadings()
	for _, r := range readings {
		days = append(days, turningDays(r.Rule, s, on)...)
	}
	days = slices.DeleteFunc(days, func(d civil.Date) bool { return !d.After(on) })
	slices.SortFunc(days, civil.Date.Compare)
	for _, day := range slices.Compact(days) {
		dates := Dates{day, day, day}
		if !slices.ContainsFunc(readings, func(r vacancy.Reading) bool {
			return Judge(r.Rule, s, dates).Verdict != vacancy.Met
		}) {
			return day
		}
	}
	return civil.Date{}
}

// turningDays returns every day on which the rule's verdict may turn; more days
// do no harm.
func turningDays(r vacancy.Rule, s Subject, on civil.Date) []civil.Date {
	var days []civil.Date
	for _, part := range r.Parts() {
		days = append(days, turningDays(part, s, on)...)
	}
	switch {
	case r.Age != nil:
		days = append(days, birthdays(*r.Age, s.Candidate)...)
	case r.UniversityYears != nil:
		days = append(days, lengthsReached(*r.UniversityYears, s, on)...)
	case r.Student != nil, r.Degree != nil:
		days = append(days, datesOf(s.Candidate, 0)...)
	case r.GraduatedWithin != nil:
		days = append(days, datesOf(s.Candidate, r.GraduatedWithin.Months)...)
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

// datesOf returns the days that a study or experience names with the day behind
// each, and, where months is not 0, the days around so many months later: a
// degree stops being recent then.
func datesOf(c candidate.Candidate, months int) []civil.Date {
	var days []civil.Date
	add := func(answers ...candidate.Day) {
		for _, d := range answers {
			if !d.Known() {
				continue
			}
			days = append(days, d.Date, d.AddDays(1))
			for n := -1; months > 0 && n <= 4; n++ {
				days = append(days, d.AddMonths(months).AddDays(n))
			}
		}
	}
	for _, s := range c.Studies {
		add(s.Start, s.End, s.Awarded)
	}
	for _, e := range c.Experience {
		add(e.Start, e.End)
	}
	return days
}

// lengthsReached returns the days on which the university years that surely
// count, and those that may, reach the rule's thresholds.
func lengthsReached(r vacancy.UniversityYears, s Subject, on civil.Date) []civil.Date {
	days := datesOf(s.Candidate, 0)
	for _, months := range []int{r.MonthsToConfirm, r.MonthsMet} {
		for _, of := range []func(judge, civil.Date) []span{
			func(j judge, day civil.Date) []span { sure, _, _ := j.studied(day); return sure },
			func(j judge, day civil.Date) []span { _, possible, _ := j.studied(day); return possible },
		} {
			day, ok := firstDay(on, horizon(s.Candidate, on, months), func(day civil.Date) bool {
				return lengthOf(of(judge{s, Dates{day, day, day}}, day)).months >= months
			})
			if ok {
				days = append(days, day)
			}
		}
	}
	return days
}

// workReached does the same for experience.
func workReached(r vacancy.Experience, s Subject, on civil.Date) []civil.Date {
	days := datesOf(s.Candidate, 0)
	for _, turns := range []func([]work) bool{
		func(w []work) bool { return enough(w, r.AtLeast, r.AtMost) },
		func(w []work) bool { return tooLong(w, r.AtMost) },
	} {
		for _, possible := range []bool{false, true} {
			day, ok := firstDay(on, horizon(s.Candidate, on, longest(r)), func(day civil.Date) bool {
				sure, may := judge{s, Dates{day, day, day}}.works(r.Kinds, day)
				if possible {
					return turns(may)
				}
				return turns(sure)
			})
			if ok {
				days = append(days, day)
			}
		}
	}
	return days
}

// longest returns the months within which every length of the rule passes.
func longest(r vacancy.Experience) int {
	months := 0
	for _, s := range []*vacancy.Span{r.AtLeast, r.AtMost} {
		if s != nil {
			months = max(months, s.Months, s.Days/28+1)
		}
	}
	return months
}

// horizon returns a day by which an ongoing period, begun at the latest on the
// last day that the candidate names, has lasted so many months.
func horizon(c candidate.Candidate, on civil.Date, months int) civil.Date {
	last := on
	for _, d := range datesOf(c, 0) {
		if d.After(last) {
			last = d
		}
	}
	return last.AddMonths(months + 1)
}

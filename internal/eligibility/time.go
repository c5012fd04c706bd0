package eligibility

import (
	"slices"
	"time"

	"example.org/dossier/internal/civil"
)

// leapDay reports whether d is a 29 February.
func leapDay(d civil.Date) bool { return d.Month == time.February && d.Day == 29 }

// after returns the first day on which n whole months have passed since d: the
// same day of a later month, its last day where it is shorter. From 29 February
// to a common year that is 1 March, which is the stricter side of 28 and 29.
func after(d civil.Date, n int) civil.Date {
	later := d.AddMonths(n)
	if leapDay(d) && later.Month == time.February && later.Day == 28 {
		return later.AddDays(1)
	}
	return later
}

// notBefore returns the first day that lies at most n months before d; the same
// day of the earlier month counts only where inclusive. The day is clamped to
// the earlier month's end; before 29 February that is 28 February of a common
// year, and there, on the stricter side, 28 February lies further back. By the
// same side, 29 February lies as far before 28 February as 28 February does,
// where that is out.
func notBefore(d civil.Date, n int, inclusive bool) civil.Date {
	limit := d.AddMonths(-n)
	if !inclusive || leapDay(d) && limit.Month == time.February && limit.Day == 28 {
		limit = limit.AddDays(1)
	}
	if lastOfFebruary := d.Month == time.February && d.AddDays(1).Day == 1; !inclusive && lastOfFebruary && leapDay(limit) {
		limit = limit.AddDays(1)
	}
	return limit
}

// span is a period of days; until is the first day behind it.
type span struct{ from, until civil.Date }

// union returns the days of all spans, each once, as spans in order that do not
// touch. It puts spans in order.
func union(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.from.Compare(b.from) })
	var merged []span
	for _, s := range spans {
		last := len(merged) - 1
		if last < 0 || s.from.After(merged[last].until) {
			merged = append(merged, s)
		} else if s.until.After(merged[last].until) {
			merged[last].until = s.until
		}
	}
	return merged
}

// length is a time in whole months and the days that are left over, which are
// less than a month.
type length struct{ months, days int }

// longMonth is how many left-over days make a month when those of several
// spans are added: as many as the longest has, so that nothing is rounded up.
const longMonth = 31

// lengthOf returns how long the union of the spans is.
func lengthOf(spans []span) length {
	var sum length
	for _, s := range union(spans) {
		n := (s.until.Year-s.from.Year)*12 + int(s.until.Month-s.from.Month)
		for after(s.from, n).After(s.until) {
			n--
		}
		sum.months += n
		sum.days += after(s.from, n).DaysUntil(s.until)
	}
	return length{sum.months + sum.days/longMonth, sum.days % longMonth}
}

// daysOf returns how many days the union of the spans has.
func daysOf(spans []span) int {
	days := 0
	for _, s := range union(spans) {
		days += s.from.DaysUntil(s.until)
	}
	return days
}

// firstDay returns the first day in [from, to] on which holds is true, which
// from some day on stays true; none where it is not true by then.
func firstDay(from, to civil.Date, holds func(civil.Date) bool) []civil.Date {
	if !holds(to) {
		return nil
	}
	low, high := 0, from.DaysUntil(to)
	for low < high {
		middle := (low + high) / 2
		if holds(from.AddDays(middle)) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return []civil.Date{from.AddDays(low)}
}

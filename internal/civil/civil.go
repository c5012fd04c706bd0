// Package civil holds calendar days: a year, a month and a day with neither a
// clock nor a time zone, and the month arithmetic that deadlines are made of.
// Formatting a day for a person belongs to i18n; what a day means for a rule
// belongs to eligibility.
package civil

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar. The zero Date is no day;
// it is written as the empty string.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// layout is the only written form of a day: ISO 8601, extended, complete.
const layout = "2006-01-02"

// Parse reads a day written as 2003-02-28. A day that does not exist, such as
// 30 February, is an error.
func Parse(s string) (Date, error) {
	t, err := time.Parse(layout, s)
	if err != nil {
		return Date{}, fmt.Errorf("day %q: %w", s, err)
	}
	return Of(t), nil
}

// Of returns the day on which t falls in t's own location.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String returns d as 2003-02-28, and "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.In(time.UTC).Format(layout)
}

// In returns the first instant of d in the location.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// Compare returns -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays returns the day n days after d; n may be negative.
func (d Date) AddDays(n int) Date {
	return Of(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC))
}

// AddMonths returns the same day of the month n months later, or the last day
// of that month where it is shorter: 31 March less one month is 28 or 29
// February. n may be negative.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// WorkdaysUntil returns how many of the days after d, up to e, are a Monday to a Friday;
// 0 where e is not after d. It knows no holidays.
func (d Date) WorkdaysUntil(e Date) int {
	days := max(0, d.DaysUntil(e))
	work := days / 7 * 5
	for day := d.AddDays(days / 7 * 7); day.Before(e); {
		day = day.AddDays(1)
		if at := day.In(time.UTC).Weekday(); at != time.Saturday && at != time.Sunday {
			work++
		}
	}
	return work
}

// DaysUntil returns the number of days from d to e, negative where e is
// earlier.
func (d Date) DaysUntil(e Date) int {
	return int(e.In(time.UTC).Sub(d.In(time.UTC)) / (24 * time.Hour))
}

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; the empty text is no day.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

package candidate

import "example.org/dossier/internal/civil"

// Day is the answer to a question for a date. The zero Day is not answered;
// None says that there is no such date. Written as 2003-02-28, and as the empty
// text for None.
type Day struct {
	civil.Date
	None bool
}

// On returns the answer that names the day d.
func On(d civil.Date) Day { return Day{Date: d} }

// IsZero reports whether the question is not answered.
func (d Day) IsZero() bool { return d.Date.IsZero() && !d.None }

// Known reports whether the answer names a day.
func (d Day) Known() bool { return !d.Date.IsZero() }

// UnmarshalText reads a day, or None from the empty text.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{None: true}
		return nil
	}
	*d = Day{}
	return d.Date.UnmarshalText(text)
}

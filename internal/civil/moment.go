package civil

import (
	"fmt"
	"time"
)

// Moment is what a clock on some wall shows: a day and a minute that become an
// instant only in a zone.
type Moment struct{ wall time.Time }

// momentLayouts are the written forms of a moment; a bare day is its first
// minute.
var momentLayouts = []string{layout, "2006-01-02T15:04"}

// ParseMoment reads a moment written as 2025-06-01 or 2025-06-01T12:00. One that
// does not exist is an error.
func ParseMoment(s string) (Moment, error) {
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Moment{t}, nil
		}
	}
	return Moment{}, fmt.Errorf("moment %q: written as none of %q", s, momentLayouts)
}

// In returns the instant at which the clocks of a zone show the moment.
func (m Moment) In(zone *time.Location) time.Time {
	w := m.wall
	return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), 0, 0, zone)
}

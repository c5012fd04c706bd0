package session

import (
	"time"

	"example.org/dossier/internal/message"
)

// asOfLayouts are the forms of a simulated time: a bare day is its first minute.
var asOfLayouts = []string{"2006-01-02", "2006-01-02T15:04"}

// ParseAsOf reads a day or a minute at which vacancies are to be seen, written
// 2025-06-01 or 2025-06-01T12:00, for House.AsOf: a wall time that becomes an
// instant only in a vacancy's zone. The error is a *message.Error.
func ParseAsOf(value string) (func(zone *time.Location) time.Time, error) {
	for _, layout := range asOfLayouts {
		if w, err := time.Parse(layout, value); err == nil {
			return func(zone *time.Location) time.Time {
				return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), 0, 0, zone)
			}, nil
		}
	}
	return nil, message.Bad("as-of", message.Args{"Value": value}, nil)
}

package ui

import (
	"time"

	"example.org/dossier/internal/civil"
)

// clockPause is how often the clock is held against what the window shows.
const clockPause = time.Minute

// watchClock checks the open dossier again whenever a day has begun, or the
// vacancy has closed, since what is on the screen was judged.
func (w *Window) watchClock() {
	desk := w.desk
	w.options.After(clockPause, func() {
		if w.desk != desk {
			return
		}
		if w.isStale() {
			desk.refresh(func() {})
		}
		w.watchClock()
	})
}

// isStale reports whether what is on the screen was judged by another day.
func (w *Window) isStale() bool {
	if w.shot.Pack == nil {
		return false
	}
	now, list := w.judgedAt(w.shot.Zone), w.shot.Checklist
	return civil.Of(now) != list.Today || now.Before(list.Deadline.Instant) == list.Deadline.Closed
}

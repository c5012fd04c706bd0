package civil

import (
	"testing"
	"time"
)

// Workdays are what somebody counts who looks at every day.
func TestWorkdaysUntil(t *testing.T) {
	from := Date{2025, time.June, 1}
	for start := range 8 {
		d := from.AddDays(start)
		count := 0
		for days := range 40 {
			e := d.AddDays(days)
			if at := e.In(time.UTC).Weekday(); days > 0 && at != time.Saturday && at != time.Sunday {
				count++
			}
			if got := d.WorkdaysUntil(e); got != count {
				t.Errorf("from %s to %s: %d, want %d", d, e, got, count)
			}
		}
		if got := d.WorkdaysUntil(d.AddDays(-3)); got != 0 {
			t.Errorf("back from %s: %d", d, got)
		}
	}
}

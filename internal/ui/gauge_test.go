package ui_test

import (
	"fmt"
	"reflect"
	"runtime"
	"testing"
	"time"
)

// A gauge tells which piece of work kept the window's goroutine longest, and how long.
// What counts is the processor's time of the thread, where the system tells of it:
// other programs of a busy machine are not in it.
type gauge struct {
	longest, whole time.Duration // of the processor's time, and of the clock's beside it
	name           string
	locked         bool // to one thread; else the clock's time counts
}

// start makes the goroutine that calls it the one whose work is measured.
func (g *gauge) start() {
	if !g.locked {
		runtime.LockOSThread()
	}
	*g = gauge{locked: true}
}

// stop ends the measuring.
func (g *gauge) stop() {
	runtime.UnlockOSThread()
	g.locked = false
}

// of does a piece of work.
func (g *gauge) of(work func()) {
	clock, own := time.Now(), threadTime()
	work()
	whole := time.Since(clock)
	took := whole
	if g.locked && threadTime() > 0 {
		took = threadTime() - own
	}
	if took > g.longest {
		g.longest, g.whole, g.name = took, whole, runtime.FuncForPC(reflect.ValueOf(work).Pointer()).Name()
	}
}

// String is the longest piece of work.
func (g *gauge) String() string {
	return fmt.Sprintf("%.1f ms (%.1f ms by the clock), in %s", g.longest.Seconds()*1000, g.whole.Seconds()*1000, g.name)
}

// report has a benchmark tell of the longest piece.
func (g *gauge) report(b *testing.B) {
	b.ReportMetric(g.longest.Seconds()*1000, "ms-at-a-time")
}

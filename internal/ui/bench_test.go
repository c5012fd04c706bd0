package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// The goals are our own work on the window's goroutine: a key below 16 ms, a
// step below 50 ms, a language below 100 ms, on the software canvas and in a dossier of 50
// documents. ms-at-a-time is the longest piece of it by the processor's time.
//
// Measure with BENCHTIME=40x: the toolkit frees the pages no longer shown only as
// it paints, and nothing paints here, so after thousands of steps the collector's
// work on them would be measured. Nobody takes thousands of steps a minute.

func BenchmarkStep(b *testing.B) {
	h := openMany(b, 45)
	for _, step := range steps {
		b.Run(step, func(b *testing.B) {
			h.gauge.start()
			defer h.gauge.stop()
			for b.Loop() {
				b.StopTimer()
				h.window.Visit("hand-over")
				if step == "hand-over" {
					h.window.Visit("overview")
				}
				h.settle()
				b.StartTimer()
				h.gauge.of(func() { h.window.Visit(step) })
			}
			h.settle()
			h.gauge.report(b)
		})
	}
}

func BenchmarkLanguage(b *testing.B) {
	h := openMany(b, 45)
	for _, step := range steps {
		h.window.Visit(step)
		h.settle()
		b.Run(step, func(b *testing.B) {
			h.gauge.start()
			defer h.gauge.stop()
			for i := 0; b.Loop(); i++ {
				h.gauge.of(func() { h.window.Speak([]string{"fr", "en"}[i%2]) })
				b.StopTimer()
				h.settle()
				b.StartTimer()
			}
			h.gauge.report(b)
		})
	}
}

func BenchmarkKey(b *testing.B) {
	h := openMany(b, 45)
	h.window.Visit("about")
	h.settle()
	entry := h.find("name.given").(*piece.Entry)
	h.canvas().Focus(entry)
	for b.Loop() {
		entry.TypedRune('a')
		entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	h.settle()
}

func BenchmarkSaved(b *testing.B) {
	h := openMany(b, 45)
	h.window.Visit("about")
	h.settle()
	for b.Loop() {
		h.window.ShowAgain()
	}
}

package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/piece"
)

// samplePath is where the sample candidate's dossier stands.
func (w *Window) samplePath() string { return filepath.Join(w.options.Data, "sample") }

// openSample opens the sample candidate's dossier, as it stood before the
// deadline unless the person chose a day; where there is none yet it is made. The
// first time a tour shows what there is to see.
func (w *Window) openSample() { w.visitSample(!w.chosenSettings.Toured) }

// visitSample opens it with the tour, or without.
func (w *Window) visitSample(tour bool) {
	w.afterSaving(func() {
		w.touring = tour
		w.note(notice{state: piece.Busy, what: message.New("ui.start.busy", nil)})
		w.take(w.sampleSession)
	})
}

// sampleSession runs beside the window.
func (w *Window) sampleSession() (*session.Session, error) {
	from, err := session.ReadSample(w.options.Sample)
	if err != nil {
		return nil, err
	}
	day, err := w.options.House.SampleDay(from)
	if err != nil {
		return nil, err
	}
	if w.options.AsOf == nil {
		w.asOf.Store(firstMinute(day))
	}
	path := w.samplePath()
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		s, err := w.options.House.Sample(context.Background(), path, from, nil)
		if err != nil {
			_, _ = w.options.House.Purge(path) // the next try begins anew; there may be nothing
			return nil, err
		}
		return s, nil
	}
	return w.options.House.Open(path, false)
}

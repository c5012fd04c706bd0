package worker_test

import (
	"context"
	"errors"
	"image"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// Where the engine is compiled there is nothing to prepare: no child is started.
func TestNothingIsPreparedTwice(t *testing.T) {
	ready := start(t, worker.Options{})
	if err := ready.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := &worker.OnDemand{Options: worker.Options{CacheDir: pdftest.CacheDir(), Executable: "no such program"}}
	if err := d.Prepare(t.Context()); err != nil {
		t.Errorf("something was started: %v", err)
	}
	none := &worker.OnDemand{Options: worker.Options{Executable: "no such program"}}
	if err := none.Prepare(t.Context()); err != nil {
		t.Errorf("without a folder to keep it in: %v", err)
	}
}

// What is asked for while the engine is compiled waits, as long as it likes to; and
// closing waits for nothing.
func TestPreparingHoldsNobodyUp(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the engine")
	}
	cache := t.TempDir()
	page := pdf.File{Path: write(t, "page.pdf", onePage())}
	d := &worker.OnDemand{Options: worker.Options{CacheDir: cache}}
	prepared := make(chan error, 1)
	go func() { prepared <- d.Prepare(context.Background()) }()
	w, err := d.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	impatient, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := w.Picture(impatient, page, 0, image.Pt(50, 50)); err == nil {
		t.Error("a picture came before the engine was there")
	}
	from := time.Now()
	if err := d.Close(); err != nil || time.Since(from) > 3*time.Second {
		t.Errorf("closing took %v, %v", time.Since(from), err)
	}
	if err := <-prepared; err == nil && !pdf.Compiled(cache) {
		t.Error("it was closed, and says that all is done")
	}
	again := &worker.OnDemand{Options: worker.Options{CacheDir: cache}}
	defer again.Close()
	if err := again.Prepare(t.Context()); err != nil || !pdf.Compiled(cache) {
		t.Fatal("not compiled:", err)
	}
	if w, err = again.Start(t.Context()); err != nil || w.ProcessID() != 0 {
		t.Errorf("a child was left behind, %v", err)
	}
	if _, err := w.Picture(t.Context(), page, 0, image.Pt(50, 50)); err != nil {
		t.Error(err)
	}
	if err := (&worker.OnDemand{Options: worker.Options{CacheDir: cache}}).Prepare(cancelled(t)); errors.Is(err, context.Canceled) {
		t.Error("it was compiled already")
	}
}

func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

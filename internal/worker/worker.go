// Package worker runs internal/pdf in a child process of the program, so that
// a hostile file costs one error and no more: a deadline and a memory limit
// for each call, a fresh child after a fault, no child left behind. What is
// in a file belongs to pdf; this room only carries requests and answers.
package worker

import (
	"context"
	"image"
	"time"

	"example.org/dossier/internal/pdf"
)

// HandOver serves requests and then exits when this process is the child; in
// any other process it returns at once. It is the first line of every main
// and of every TestMain whose tests start a Worker.
func HandOver() {}

// Options say how the child is started and limited. The zero value works.
type Options struct {
	Executable  string        // the program to start; "" is this program itself
	CacheDir    string        // pdf.Options.CacheDir
	Deadline    time.Duration // of each call; 0 is two minutes
	MemoryBytes int64         // resident memory of the child; 0 is 1 GiB
	Limits      pdf.Limits    // zero fields take pdf.DefaultLimits
}

// Worker is a child process that opens files. It is safe for concurrent use;
// calls are answered one at a time. A fault ends the child and the call; the
// next call starts a new one.
type Worker struct{}

// Start starts the child. ctx bounds the start, not the child's life.
func Start(ctx context.Context, o Options) (*Worker, error) { return &Worker{}, nil }

// Close ends the child.
func (w *Worker) Close() error { return nil }

// Warm is pdf.Engines.Warm in the child.
func (w *Worker) Warm(ctx context.Context) error { return nil }

// Inspect is pdf.Engines.Inspect in the child.
func (w *Worker) Inspect(ctx context.Context, f pdf.File) (pdf.Facts, error) {
	return pdf.Facts{}, nil
}

// Assemble is pdf.Engines.Assemble in the child.
func (w *Worker) Assemble(ctx context.Context, a pdf.Assembly) (pdf.Outcome, error) {
	return pdf.Outcome{}, nil
}

// Verify is pdf.Engines.Verify in the child.
func (w *Worker) Verify(ctx context.Context, path string, made pdf.Outcome, sources []pdf.Source) error {
	return nil
}

// Render is pdf.Engines.Render in the child.
func (w *Worker) Render(ctx context.Context, f pdf.File, page int, dpi float64) (*image.RGBA, error) {
	return nil, nil
}

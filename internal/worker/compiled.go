package worker

import (
	"cmp"
	"context"
	"os"

	"example.org/dossier/internal/pdf"
)

// compile has the engine compiled, once, where that is not done yet. The compiled
// engine is code that every later child runs: so a child of its own makes it,
// which reads no file from outside and ends with the work. Children that do read
// such files cannot write it, and never hold the memory that compiling takes.
//
// What stands in the way (a full or read-only disk) costs the time to compile, in
// each child, never the work.
func (w *Worker) compile(ctx context.Context) error {
	if w.tried || w.cached || w.options.CacheDir == "" {
		return nil
	}
	err := w.compileOnce(ctx)
	select {
	case <-w.closed:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	w.tried = true
	if err == nil && pdf.Compiled(w.options.CacheDir) {
		w.cached = true
		w.end() // the one that is there does not know of it
	}
	return nil
}

// compileOnce has a child start the engine, which keeps what it compiles.
func (w *Worker) compileOnce(ctx context.Context) error {
	if err := os.MkdirAll(w.options.CacheDir, 0o700); err != nil {
		return err
	}
	c, err := startChild(ctx, w.options, compiling)
	if err != nil {
		return err
	}
	defer c.end()
	a, err := w.exchange(ctx, c, before(ctx, w.options.Deadline), request{Warm: true, Within: w.options.Deadline}, nil)
	return cmp.Or(err, a.Failure.err())
}

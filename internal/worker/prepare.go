package worker

import (
	"context"

	"example.org/dossier/internal/pdf"
)

// Prepare has the engine compiled where that is not done yet, which takes seconds, so
// that whoever needs it first does not wait for all of it. Calls that come meanwhile
// wait, each as long as its context allows. Where it is compiled nothing is started,
// and no child is left behind.
func (d *OnDemand) Prepare(ctx context.Context) error {
	if d.Options.CacheDir == "" || pdf.Compiled(d.Options.CacheDir) {
		return nil
	}
	w, err := d.Start(ctx)
	if err != nil {
		return err
	}
	return w.prepare(ctx)
}

func (w *Worker) prepare(ctx context.Context) error {
	select {
	case <-w.turn:
	case <-w.closed:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { w.turn <- struct{}{} }()
	select {
	case <-w.closed:
		return errClosed
	default:
		return w.compile(ctx)
	}
}

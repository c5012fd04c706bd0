package worker

import (
	"context"
	"sync"
)

// OnDemand is a Worker that is started when it is first needed. The zero value
// works; it is safe for concurrent use.
type OnDemand struct {
	Options Options

	mu    sync.Mutex
	child *Worker
}

// Start returns the Worker, starting it where there is none yet. ctx bounds the
// start, not the Worker's life.
func (d *OnDemand) Start(ctx context.Context) (*Worker, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.child != nil {
		return d.child, nil
	}
	child, err := Start(ctx, d.Options)
	if err != nil {
		return nil, err
	}
	d.child = child
	return child, nil
}

// Close ends the Worker where there is one. It has no state to lose.
func (d *OnDemand) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.child == nil {
		return nil
	}
	return d.child.Close()
}

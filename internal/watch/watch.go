// Package watch tells that something in a folder may have changed: by the system's
// word where it gives one, and at every tick besides, because network drives give
// none. What has changed, and whether it matters, is for others to find out.
package watch

import (
	"context"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watcher watches folders.
type Watcher struct {
	// Ticks begins to give a tick now and then, until stop is called.
	Ticks func() (ticks <-chan time.Time, stop func())
}

// Watch calls changed, from the goroutine that called Watch, whenever an entry of
// one of the folders may have changed, until ctx ends. Several changes in a row
// may be one call. A folder that cannot be watched is looked at by the ticks alone.
func (w Watcher) Watch(ctx context.Context, folders []string, changed func()) {
	ticks, stop := w.Ticks()
	defer stop()
	events, problems, end := subscribe(folders)
	defer end()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			if more := pending(events); !matters(e) && !more {
				continue
			}
		case <-problems: // events may have been lost
		case <-ticks:
		}
		if ctx.Err() == nil {
			changed()
		}
	}
}

// subscribe asks the system for its word. Without it the channels stay silent.
func subscribe(folders []string) (events <-chan fsnotify.Event, problems <-chan error, end func()) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, func() {}
	}
	for _, folder := range folders {
		_ = system.Add(folder) // else there are the ticks
	}
	return system.Events, system.Errors, func() { _ = system.Close() } // nothing of ours is in it
}

// matters reports whether an event is about more than times and rights, which
// other programs touch for reasons of their own.
func matters(e fsnotify.Event) bool { return e.Op&^fsnotify.Chmod != 0 }

// pending takes the events that are there already; it reports whether one of them
// matters.
func pending(events <-chan fsnotify.Event) bool {
	found := false
	for {
		select {
		case e := <-events:
			found = found || matters(e)
		default:
			return found
		}
	}
}

package watch_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/dossier/internal/watch"
)

// start watches the folders and returns the ticks, what is told, and what waits
// for the end.
func start(t *testing.T, folders ...string) (ticks chan<- time.Time, told <-chan struct{}, end func()) {
	t.Helper()
	tick, tell, begun, ended := make(chan time.Time), make(chan struct{}, 100), make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	w := watch.Watcher{Ticks: func() (<-chan time.Time, func()) { return tick, func() { close(ended) } }}
	go func() {
		close(begun)
		w.Watch(ctx, folders, func() { tell <- struct{}{} })
	}()
	<-begun
	tick <- time.Time{} // it is listening from now on
	<-tell
	return tick, tell, func() { cancel(); <-ended }
}

func TestTheSystemsWordIsPassedOn(t *testing.T) {
	t.Parallel()
	folder, second := t.TempDir(), t.TempDir()
	_, told, end := start(t, folder, second)
	defer end()
	path := filepath.Join(folder, "dossier.json")
	for _, change := range []func() error{
		func() error { return os.WriteFile(path+".part", []byte("x"), 0o600) },
		func() error { return os.Rename(path+".part", path) },
		func() error { return os.WriteFile(filepath.Join(second, "x"), nil, 0o600) },
		func() error { return os.Remove(path) },
	} {
		for len(told) > 0 {
			<-told
		}
		if err := change(); err != nil {
			t.Fatal(err)
		}
		<-told
	}
}

// Where the system says nothing, as on a network drive, each tick is a look.
func TestTicksAreEnough(t *testing.T) {
	t.Parallel()
	ticks, told, end := start(t, filepath.Join(t.TempDir(), "not there"))
	for range 3 {
		ticks <- time.Time{}
		<-told
	}
	end()
	if len(told) > 0 {
		t.Error("told without a reason")
	}
}

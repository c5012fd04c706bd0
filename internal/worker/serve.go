package worker

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	"example.org/dossier/internal/pdf"
)

// marker is the environment variable that makes a process the child.
const marker = "DOSSIER_WORKER"

// HandOver serves requests and then exits when this process is the child; in
// any other process it returns at once. It is the first line of every main
// and of every TestMain whose tests start a Worker.
func HandOver() {
	if os.Getenv(marker) == "" {
		return
	}
	out := os.Stdout
	os.Stdout = os.Stderr // a library that prints must not break the protocol
	if err := serve(os.Stdin, out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve answers requests until in ends, which it does when the parent dies:
// it then returns at once, whatever is under way.
func serve(in io.Reader, out io.Writer) error {
	first, err := begin(in, out)
	if err != nil {
		return err
	}
	given, reached := filesOfChild()
	engines := pdf.New(pdf.Options{CacheDir: first.CacheDir, Limits: first.Limits, Key: first.Key, Files: reached})
	requests := make(chan request)
	ended := make(chan error, 1)
	go func() {
		for {
			var r request
			if err := readFrame(in, &r, maxFrame); err != nil {
				ended <- err
				return
			}
			if err := given.receive(r.Handed); err != nil {
				ended <- err
				return
			}
			requests <- r
		}
	}()
	failed := make(chan error, 1)
	go func() {
		for r := range requests {
			if err := respond(engines, r, given, out); err != nil {
				failed <- err
				return
			}
			tidy()
		}
	}()
	select {
	case err := <-ended:
		if err == io.EOF {
			return nil
		}
		return err
	case err := <-failed:
		return err
	}
}

// begin takes what the child is told at its start, gives up what it has no need
// of, and says what that was.
func begin(in io.Reader, out io.Writer) (setup, error) {
	var first setup
	if err := readFrame(in, &first, maxFrame); err != nil {
		return setup{}, err
	}
	return first, writeFrame(out, shutIn(first))
}

// respond answers one request. Its files are closed by then: who has the answer
// may take the disk away that they lie on.
func respond(engines *pdf.Engines, r request, given *files, out io.Writer) error {
	ctx, cancel := context.WithTimeout(context.Background(), r.Within)
	defer cancel()
	if r.Beside || r.Assemble != nil {
		// Verifying comes in the end and needs PDFium, which can start meanwhile; a
		// failure to start is found then.
		go func() { _ = engines.Warm(context.Background()) }()
	}
	var a answer
	var err error
	switch {
	case r.Warm:
		err = engines.Warm(ctx)
	case r.Inspect != nil:
		a.Facts, err = engines.Inspect(ctx, *r.Inspect)
	case r.Assemble != nil:
		r.Assemble.Progress = announce(out)
		a.Outcome, err = engines.Assemble(ctx, *r.Assemble)
	case r.Verify != nil:
		err = engines.Verify(ctx, r.Verify.Path, r.Verify.Made, r.Verify.Sources)
	case r.Weigh != nil:
		a.Weights, err = engines.Weigh(ctx, r.Weigh.Of, r.Weigh.Levels)
	case r.Show != nil:
		a.picture, err = engines.Shown(ctx, r.Show.Of, r.Show.Page, r.Show.Box)
	case r.Render != nil:
		a.picture, err = engines.Render(ctx, r.Render.File, r.Render.Page, r.Render.DPI)
	case r.Picture != nil:
		a.picture, err = engines.Treated(ctx, r.Picture.File, r.Picture.Page, r.Picture.Treatment, r.Picture.Box)
	case r.Suggest != nil:
		a.Suggestion, err = engines.Suggest(ctx, r.Suggest.File, r.Suggest.Page)
	case r.Look != nil:
		a.Seen, err = engines.Look(ctx, r.Look.File, r.Look.First, r.Look.Count)
	}
	a.Failure = failureOf(err)
	given.release()
	return writeAnswer(out, a)
}

// loose is how much memory that nothing is in, in bytes, goes back to the system
// between two requests.
const loose = 64 << 20

// tidy gives memory back that a large file took: the parent replaces a child that
// keeps much of it.
func tidy() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	inUse := m.NextGC / 2 // as the last collection found it
	if held := m.HeapSys - m.HeapReleased; held > inUse+loose {
		debug.FreeOSMemory()
	}
}

// announce tells the parent which source is being worked on. What cannot be
// told now cannot be answered later either, and is found out then.
func announce(out io.Writer) func(source int) {
	var mu sync.Mutex
	return func(source int) {
		mu.Lock()
		defer mu.Unlock()
		_ = writeFrame(out, answer{Begun: source + 1})
	}
}

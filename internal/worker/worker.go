// Package worker runs internal/pdf in a child process of the program, so that
// a hostile file costs one error and no more: a deadline and a memory limit
// for each call, a fresh child after a fault, no child left behind. What is
// in a file belongs to pdf; this room only carries requests and answers.
//
// On every system:
//
//   - a call has a deadline; half a second beyond it the child is killed;
//   - the child exits when its standard input closes, so also when its parent dies;
//   - Go's collector is held to three quarters of Options.MemoryBytes (GOMEMLIMIT),
//     PDFium's memory to pdf.Limits.EngineBytes; PDFium sees no file, no clock and
//     no network; the child gets no environment but what it needs;
//   - a child that broke down, took too long or kept much memory is replaced;
//   - the engine is compiled by a child of its own that reads no file from outside;
//   - what the child answers is held against what was asked, and takes no more of
//     the parent's memory than that can need.
//
// What the system itself enforces (Worker.Held names it):
//
//   - Linux: the parent looks at the child's resident memory fifty times a second
//     and kills it above Options.MemoryBytes; RLIMIT_DATA refuses what leaps beyond.
//     The kernel kills the child with its parent, even where nothing runs in it any
//     more (PR_SET_PDEATHSIG). Landlock (from Linux 5.13 on) leaves it the program,
//     its libraries and the compiled engine to read, and nothing to write: the files
//     of a request are opened by the parent and handed over, and it can open no
//     other. seccomp refuses sockets, other programs and processes, and what else
//     no file needs, on amd64 and arm64. Neither hides what files there are called
//     (stat), and where a kernel has neither, the child may do what its user may.
//   - Windows: the parent looks at what the child has committed, likewise; a job
//     object refuses it memory 512 MB above that, lets it start no other process,
//     and ends it with the parent's last handle. It can open files as its user.
//   - macOS and other systems: the child ends itself when it had more than
//     Options.MemoryBytes. Where code of an engine hangs and the parent dies at that
//     moment, it may live on. It can open files as its user.
//
// One child reads all files of a bundle: a file that took it over could spoil the
// pages of the others, but not send them anywhere.
package worker

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
)

// Options say how the child is started and limited. The zero value works.
type Options struct {
	Executable  string        // the program to start; "" is this program itself
	CacheDir    string        // pdf.Options.CacheDir
	Deadline    time.Duration // of each call, more for many pages; 0 is two minutes
	MemoryBytes int64         // resident memory of the child; 0 is 450 MB
	Limits      pdf.Limits    // zero fields take pdf.DefaultLimits

	key [16]byte // of all children's marks
}

// The defaults of Options.
const (
	defaultDeadline = 2 * time.Minute
	defaultMemory   = 450_000_000
)

// pagesPerDeadline is for how many pages a bundle may take as long again: 0.3
// seconds a page, ten times what drawing and comparing one takes by itself.
const pagesPerDeadline = 400

// pictureDeadline is how long a picture to look at may take, or a look at a few
// pages: somebody waits.
const pictureDeadline = 30 * time.Second

// within is how long the child may take for a request: a bundle of a thousand
// pages is no sign of a fault.
func (o Options) within(r request) time.Duration {
	if r.Picture != nil || r.Show != nil || r.Look != nil || r.Suggest != nil {
		return min(o.Deadline, pictureDeadline)
	}
	pages := 0
	switch {
	case r.Assemble != nil:
		pages = pagesOf(r.Assemble.Sources)
	case r.Weigh != nil:
		pages = pagesOf(r.Weigh.Of.Sources) * (1 + len(r.Weigh.Levels))
	case r.Verify != nil:
		pages = len(r.Verify.Made.Pages)
	}
	return o.Deadline + time.Duration(pages)*o.Deadline/pagesPerDeadline
}

// pagesOf counts the pages that are chosen one by one.
func pagesOf(sources []pdf.Source) int {
	pages := 0
	for _, s := range sources {
		pages += len(s.Pages)
	}
	return pages
}

// sudden is how far the child's memory may leap, in bytes, between two looks of
// the parent, which says what went wrong; beyond, the system refuses it. On Linux
// it also covers what is set aside and never used: Go's in steps of 64 MB, and
// the stacks of threads.
const sudden = 512 << 20

// grace is how long the child may take beyond the deadline to say itself that
// it passed; then it is killed.
const grace = 500 * time.Millisecond

// settled is how much memory, of a hundred parts of what it may have, a child keeps
// from one call to the next: one that has more is replaced, so that what a file may
// take does not hang on those before it.
const settled = 50

// Worker is a child process that opens files. It is safe for concurrent use;
// calls are answered one at a time. A fault ends the child and the call; the
// next call starts a new one.
type Worker struct {
	options Options
	turn    chan struct{} // holds one token: whoever has it may use child
	child   *child        // nil until started and after a fault
	tried   bool          // to have the engine compiled, by whoever had the token
	soon    atomic.Bool   // PDFium is to be started beside the next request
	cached  bool          // the compiled engine is there for children to read

	closing sync.Once
	closed  chan struct{}
}

var errClosed = errors.New("worker is closed")

// Start starts the child. ctx bounds the start, not the child's life.
func Start(ctx context.Context, o Options) (*Worker, error) {
	if o.Executable == "" {
		own, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find this program: %w", err)
		}
		o.Executable = own
	}
	o.Deadline = cmp.Or(o.Deadline, defaultDeadline)
	_, _ = rand.Read(o.key[:]) // it never fails, says its documentation
	o.MemoryBytes = cmp.Or(o.MemoryBytes, defaultMemory*roomy)
	w := &Worker{options: o, turn: make(chan struct{}, 1), closed: make(chan struct{})}
	started, err := w.first(ctx)
	if err != nil {
		return nil, err
	}
	w.child = started
	w.turn <- struct{}{}
	return w, ctx.Err()
}

// first starts the first child, and finds out meanwhile whether the compiled engine
// is there: all of it is read for that.
func (w *Worker) first(ctx context.Context) (*child, error) {
	if w.options.CacheDir == "" {
		return startChild(ctx, w.options, reading)
	}
	cached := make(chan bool, 1)
	go func() { cached <- pdf.Compiled(w.options.CacheDir) }()
	started, err := startChild(ctx, w.options, reading)
	if w.cached = <-cached; w.cached || err != nil {
		return started, err
	}
	started.end()
	return startChild(ctx, w.ofChild(), reading)
}

// ofChild are the options of a child that reads: it is not told of a folder in
// which the compiled engine is not yet, and which it could not write to.
func (w *Worker) ofChild() Options {
	o := w.options
	if !w.cached {
		o.CacheDir = ""
	}
	return o
}

// Held names what the system itself holds the child by, beyond what the parent
// watches, in the system's own words: "Landlock 7", "seccomp". The package's
// comment tells what each keeps the child from.
func (w *Worker) Held() []string {
	<-w.turn
	defer func() { w.turn <- struct{}{} }()
	if w.child == nil {
		return nil
	}
	return slices.Clone(w.child.held)
}

// Close ends the child, and a call under way with it.
func (w *Worker) Close() error {
	w.closing.Do(func() { close(w.closed) })
	<-w.turn
	defer func() { w.turn <- struct{}{} }()
	w.end()
	return nil
}

// ProcessID is the child's, 0 while there is none.
func (w *Worker) ProcessID() int {
	<-w.turn
	defer func() { w.turn <- struct{}{} }()
	if w.child == nil {
		return 0
	}
	return w.child.pid()
}

// Warm is pdf.Engines.Warm in the child.
func (w *Worker) Warm(ctx context.Context) error {
	_, err := w.call(ctx, request{Warm: true}, nil)
	return err
}

// WarmBeside has the child start PDFium beside the next request, whatever that is:
// somebody will need it soon, and the request does not wait for it.
func (w *Worker) WarmBeside() { w.soon.Store(true) }

// Inspect is pdf.Engines.Inspect in the child.
func (w *Worker) Inspect(ctx context.Context, f pdf.File) (pdf.Facts, error) {
	a, err := w.call(ctx, request{Inspect: &f}, nil)
	return a.Facts, named(err, f.Path)
}

// Assemble is pdf.Engines.Assemble in the child.
func (w *Worker) Assemble(ctx context.Context, a pdf.Assembly) (pdf.Outcome, error) {
	output, err := outputFor(a.Output)
	if err != nil {
		return pdf.Outcome{}, err
	}
	defer func() { _ = output.Close() }() // handing it over closes it; a call may end before
	begun, alone := map[int]bool{}, -1
	got, err := w.call(ctx, request{Assemble: &a, output: output}, func(source int) {
		// The first time the next source is being read as well; when a source
		// comes again, its pages are compared, and nothing else is at work.
		if alone = -1; begun[source] {
			alone = source
		}
		begun[source] = true
		if a.Progress != nil {
			a.Progress(source)
		}
	})
	if err != nil {
		switch reason := pdf.ReasonOf(err); {
		case len(a.Sources) == 1 && (reason == pdf.TimeLimit || reason == pdf.MemoryLimit || reason == pdf.Crashed):
			err = named(err, a.Sources[0].Path)
		case alone >= 0 && (reason == pdf.MemoryLimit || reason == pdf.Crashed):
			err = named(err, a.Sources[alone].Path)
		}
		// A child that was killed could not clear up itself.
		if removal := os.Remove(a.Output); !errors.Is(removal, fs.ErrNotExist) {
			err = errors.Join(err, removal)
		}
		return pdf.Outcome{}, err
	}
	return got.Outcome, nil
}

// Verify is pdf.Engines.Verify in the child.
func (w *Worker) Verify(ctx context.Context, path string, made pdf.Outcome, sources []pdf.Source) error {
	_, err := w.call(ctx, request{Verify: &verification{path, made, sources}}, nil)
	return named(err, path)
}

// Weigh is pdf.Engines.Weigh in the child.
func (w *Worker) Weigh(ctx context.Context, a pdf.Assembly, levels []pdf.Shrink) ([]pdf.Weight, error) {
	a.Front, a.Overlay, a.Progress = nil, nil, nil // they weigh what they weigh
	got, err := w.call(ctx, request{Weigh: &weighing{a, levels}}, nil)
	if len(a.Sources) == 1 {
		err = named(err, a.Sources[0].Path)
	}
	return got.Weights, err
}

// Shown is pdf.Engines.Shown in the child, which has half a minute for it.
func (w *Worker) Shown(ctx context.Context, a pdf.Assembly, page int, box image.Point) (*image.RGBA, error) {
	a.Progress = nil
	got, err := w.call(ctx, request{Show: &showing{a, page, box}}, nil)
	if len(a.Sources) == 1 {
		err = named(err, a.Sources[0].Path)
	}
	return got.picture, err
}

// Render is pdf.Engines.Render in the child.
func (w *Worker) Render(ctx context.Context, f pdf.File, page int, dpi float64) (*image.RGBA, error) {
	a, err := w.call(ctx, request{Render: &rendering{f, page, dpi}}, nil)
	return a.picture, named(err, f.Path)
}

// Picture is pdf.Engines.Picture in the child, which has half a minute for it.
func (w *Worker) Picture(ctx context.Context, f pdf.File, page int, box image.Point) (*image.RGBA, error) {
	a, err := w.call(ctx, request{Picture: &picturing{File: f, Page: page, Box: box}}, nil)
	return a.picture, named(err, f.Path)
}

// Treated is pdf.Engines.Treated in the child, which has half a minute for it.
func (w *Worker) Treated(ctx context.Context, f pdf.File, page int, t scan.Treatment, box image.Point) (*image.RGBA, error) {
	a, err := w.call(ctx, request{Picture: &picturing{f, page, box, t}}, nil)
	return a.picture, named(err, f.Path)
}

// Suggest is pdf.Engines.Suggest in the child, which has half a minute for it.
func (w *Worker) Suggest(ctx context.Context, f pdf.File, page int) (scan.Suggestion, error) {
	a, err := w.call(ctx, request{Suggest: &suggesting{f, page}}, nil)
	return a.Suggestion, named(err, f.Path)
}

// Look is pdf.Engines.Look in the child, which has half a minute for it.
func (w *Worker) Look(ctx context.Context, f pdf.File, first, count int) ([]pdf.Seen, error) {
	a, err := w.call(ctx, request{Look: &looking{f, first, count}}, nil)
	return a.Seen, named(err, f.Path)
}

// named puts the file's name into an error of the process that lacks one.
func named(err error, path string) error {
	if e, ok := errors.AsType[*pdf.Error](err); ok && e.Path == "" {
		e.Path = path
	}
	return err
}

// call has the child answer a request.
func (w *Worker) call(ctx context.Context, r request, progress func(source int)) (answer, error) {
	select {
	case <-w.turn:
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	defer func() { w.turn <- struct{}{} }()
	select {
	case <-w.closed:
		return answer{}, errClosed
	default:
	}
	if err := w.compile(ctx); err != nil {
		return answer{}, err
	}
	deadline := before(ctx, w.options.within(r))
	if r.Within = time.Until(deadline); r.Within <= 0 {
		return answer{}, &pdf.Error{Reason: pdf.TimeLimit, Err: context.DeadlineExceeded}
	}
	r.Beside = w.soon.Swap(false)
	if w.child != nil && residentBytes(w.child.pid()) > w.options.MemoryBytes/100*settled {
		w.end()
	}
	if w.child == nil {
		started, err := startChild(ctx, w.ofChild(), reading)
		if err != nil {
			return answer{}, err
		}
		w.child = started
	}
	a, err := w.exchange(ctx, w.child, deadline, r, progress)
	if err != nil {
		w.end()
		return answer{}, err
	}
	err = a.Failure.err()
	if pdf.ReasonOf(err) == pdf.TimeLimit {
		w.end() // what took too long may still be at work in there
	}
	return a, err
}

// end ends the child where there is one.
func (w *Worker) end() {
	if w.child != nil {
		w.child.end()
		w.child = nil
	}
}

// before is when something ends that may take so long, and no longer than ctx.
func before(ctx context.Context, within time.Duration) time.Time {
	deadline := time.Now().Add(within)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		return d
	}
	return deadline
}

// lookEvery is how often the parent looks at the child's memory: in that time
// the fastest decoder fills some ten megabytes.
const lookEvery = 20 * time.Millisecond

// exchange sends a request and waits for its answer, for the deadline, for
// ctx and for the memory limit. After an error the child is of no more use.
func (w *Worker) exchange(ctx context.Context, c *child, deadline time.Time, r request, progress func(source int)) (answer, error) {
	answers := make(chan reply, 1)
	go c.ask(r, answers)
	late := time.NewTimer(time.Until(deadline) + grace)
	defer late.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	ended := ctx.Done()
	for {
		select {
		case got := <-answers:
			switch {
			case got.err != nil:
				return answer{}, c.fault(got.err)
			case got.answer.Begun > 0:
				if progress != nil {
					progress(got.answer.Begun - 1)
				}
				go c.listen(r, answers)
			default:
				return got.answer, nil
			}
		case <-look.C:
			if used := residentBytes(c.pid()); used > w.options.MemoryBytes {
				return answer{}, &pdf.Error{Reason: pdf.MemoryLimit, Err: fmt.Errorf("%d bytes resident", used)}
			}
		case <-late.C:
			return answer{}, &pdf.Error{Reason: pdf.TimeLimit, Err: context.DeadlineExceeded}
		case <-ended:
			if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
				return answer{}, ctx.Err()
			}
			ended = nil // the child says it itself, or the timer does
		case <-w.closed:
			return answer{}, errClosed
		}
	}
}

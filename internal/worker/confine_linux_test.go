package worker_test

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/worker"
)

// holds skips a test where the kernel has no such means.
func holds(t *testing.T, means string) worker.Options {
	t.Helper()
	o := worker.Options{CacheDir: t.TempDir()}
	held, err := worker.Try(t.Context(), o, "itself", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(held, func(h string) bool { return strings.HasPrefix(h, means) }) {
		t.Skipf("this kernel holds the child by %q, not by %s", held, means)
	}
	return o
}

// A child that a file took over can neither read, change nor list what it was not
// handed, on whatever thread.
func TestTheChildReachesNoFileByItself(t *testing.T) {
	o := holds(t, "Landlock")
	there := write(t, "private.txt", []byte("private"))
	engine := filepath.Join(o.CacheDir, "engine")
	if err := os.WriteFile(engine, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ what, path string }{
		{"read", there}, {"read", "/etc/passwd"}, {"read", "/proc/self/environ"}, {"list", filepath.Dir(there)}, {"list", "/"},
		{"write", there}, {"write", there + "-new"}, {"cut", there}, {"remove", there}, {"link", there}, {"elsewhere", there},
		{"write", filepath.Join(os.TempDir(), "dossier-test")}, {"run", "/bin/true"},
		{"write", engine}, {"remove", engine}, {"write", filepath.Join(o.CacheDir, "new")},
	} {
		if _, err := worker.Try(t.Context(), o, test.what, test.path, 0); err == nil || !isRefusal(err) {
			t.Errorf("%s %s: %v", test.what, test.path, err)
		}
	}
	for _, what := range []string{"read", "list"} {
		path := map[string]string{"read": engine, "list": o.CacheDir}[what]
		if _, err := worker.Try(t.Context(), o, what, path, 0); err != nil {
			t.Errorf("the compiled engine cannot be used: %v", err)
		}
	}
	if data, err := os.ReadFile(there); err != nil || string(data) != "private" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

// Nor can it send anything to anybody, or start or touch other processes.
func TestTheChildReachesNobody(t *testing.T) {
	o := holds(t, "seccomp")
	for _, what := range []string{"tcp", "udp", "udp there", "local", "run", "fork", "signal", "signal one", "trace", "limit", "ring", "space"} {
		if _, err := worker.Try(t.Context(), o, what, "/bin/true", 0); err == nil || !isRefusal(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func isRefusal(err error) bool {
	return strings.HasSuffix(err.Error(), "permission denied") || strings.HasSuffix(err.Error(), "operation not permitted")
}

// The system itself refuses memory that is far above the limit, however quickly it
// is asked for.
func TestTheChildCannotLeapInMemory(t *testing.T) {
	o := holds(t, "RLIMIT_DATA")
	if _, err := worker.Try(t.Context(), o, "map", "", 64<<20); err != nil {
		t.Errorf("64 MB: %v", err)
	}
	if _, err := worker.Try(t.Context(), o, "map", "", 4<<30); err == nil {
		t.Error("4 GB are there to be had")
	}
}

// Once a call is answered neither process has its files open any more: the disk
// that they lie on may be taken away.
func TestNoFileStaysOpen(t *testing.T) {
	w := start(t, worker.Options{})
	path := write(t, "page.pdf", onePage())
	sources := []pdf.Source{{File: pdf.File{Path: path}}}
	out := filepath.Join(t.TempDir(), "out.pdf")
	made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out})
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func() error{
		"nothing":  func() error { return nil }, // what was assembled
		"verified": func() error { return w.Verify(t.Context(), out, made, sources) },
		"pictured": func() error { _, err := w.Picture(t.Context(), pdf.File{Path: path}, 0, image.Pt(9, 9)); return err },
	} {
		if err := call(); err != nil {
			t.Fatal(name, err)
		}
		for _, pid := range []int{os.Getpid(), w.ProcessID()} {
			for _, open := range openFiles(t, pid) {
				if open == path || open == out {
					t.Errorf("%s: process %d has %s open", name, pid, open)
				}
			}
		}
	}
}

// A call that ends before the child hears of it leaves no file behind, open or not.
func TestACallThatIsNotMadeLeavesNothing(t *testing.T) {
	w := start(t, worker.Options{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.pdf")
	sources := []pdf.Source{{File: pdf.File{Path: write(t, "page.pdf", onePage())}}}
	if _, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out}); err == nil {
		t.Error("a closed worker answered")
	}
	for _, open := range openFiles(t, os.Getpid()) {
		if strings.HasPrefix(open, out) {
			t.Errorf("%s is open", open)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the output is there")
	}
}

// openFiles are those that a process has open (proc(5), fd).
func openFiles(t *testing.T, pid int) []string {
	t.Helper()
	all, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	if err != nil || len(all) == 0 {
		t.Fatal("no open file can be seen", err)
	}
	var paths []string
	for _, one := range all {
		if to, err := os.Readlink(one); err == nil { // else it is closed by now
			paths = append(paths, to)
		}
	}
	return paths
}

// The child that reads files is held by all that the system has.
func TestTheWorkersChildIsHeld(t *testing.T) {
	w := start(t, worker.Options{})
	held := w.Held()
	t.Log(held)
	for _, means := range []string{"Landlock", "seccomp", "RLIMIT_DATA"} {
		holds(t, means)
		if !slices.ContainsFunc(held, func(h string) bool { return strings.HasPrefix(h, means) }) {
			t.Errorf("held by %q, not by %s", held, means)
		}
	}
}

// The engine is compiled by a child that reads no file; the one that does finds it
// there and starts without compiling.
func TestTheEngineIsCompiledApart(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the engine")
	}
	cache := filepath.Join(t.TempDir(), "cache")
	w, err := worker.Start(t.Context(), worker.Options{CacheDir: cache})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	before := w.ProcessID()
	if err := w.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := w.ProcessID()
	if before == after {
		t.Error("the child that was there compiled the engine")
	}
	if got := worker.ResidentBytes(after); got == 0 || got > 150<<20 {
		t.Errorf("the child took %d MB: it compiled the engine again", got>>20)
	}
	found, err := filepath.Glob(filepath.Join(cache, "*", "wazero-*", "*"))
	if err != nil || len(found) == 0 {
		t.Errorf("nothing was kept: %v", err)
	}
}

// A child that does not even look at its deadline is killed soon after it; the next
// call has another.
func TestAChildThatStandsStillCostsItsDeadline(t *testing.T) {
	w := start(t, worker.Options{Deadline: 200 * time.Millisecond})
	path := write(t, "page.pdf", onePage())
	stopped := w.ProcessID()
	if err := syscall.Kill(stopped, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	_, err := w.Inspect(t.Context(), pdf.File{Path: path})
	if fault, ok := errors.AsType[*pdf.Error](err); !ok || fault.Reason != pdf.TimeLimit || fault.Path != path {
		t.Errorf("got %v", err)
	}
	if took := time.Since(begun); took > 5*time.Second { // 0.7 s where nobody else is at work
		t.Errorf("it took %v", took)
	}
	if alive(stopped) {
		t.Error("it is there still")
	}
	if _, err := w.Inspect(t.Context(), pdf.File{Path: path}); err != nil {
		t.Errorf("the next call: %v", err)
	}
}

// A program that does not come up where Landlock holds it, here one that another
// program runs, works without, and does not say otherwise.
func TestWhatCannotStartEnclosedStartsFree(t *testing.T) {
	holds(t, "Landlock")
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "dossier")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nexec '"+own+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	w := start(t, worker.Options{Executable: script})
	if held := w.Held(); slices.ContainsFunc(held, func(h string) bool { return strings.HasPrefix(h, "Landlock") }) {
		t.Errorf("held by %q", held)
	}
	facts, err := w.Inspect(t.Context(), pdf.File{Path: write(t, "page.pdf", onePage())})
	if err != nil || len(facts.Pages) != 1 {
		t.Errorf("got %v, %v", facts, err)
	}
}

// A pipe that takes a file's place between two looks is not waited for.
func TestAPipeInTheFilesPlaceIsNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.pdf")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := worker.OpenNow(path); pdf.ReasonOf(err) != pdf.NotSupported {
		t.Errorf("opened: %v", err)
	}
}

// A child that does not come up leaves nothing open.
func TestAChildThatIsNotStartedLeavesNothingOpen(t *testing.T) {
	const tries = 20
	before := len(openFiles(t, os.Getpid()))
	for range tries {
		if err := worker.NotStarted(); err == nil {
			t.Fatal("it was started")
		}
	}
	if after := len(openFiles(t, os.Getpid())); after >= before+tries {
		t.Errorf("%d files are open, %d before", after, before)
	}
}

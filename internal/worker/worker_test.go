package worker_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// orphan makes the test binary start a worker, say its child's number and
// wait to be killed.
const orphan = "WORKER_TEST_ORPHAN"

func TestMain(m *testing.M) {
	worker.HandOverTrying()
	worker.HandOver()
	if how := os.Getenv(orphan); how != "" {
		pid, err := worker.Orphan(how == "hanging")
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(pid)
		select {}
	}
	os.Exit(m.Run())
}

func start(t *testing.T, o worker.Options) *worker.Worker {
	t.Helper()
	o.CacheDir = pdftest.CacheDir()
	w, err := worker.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// write puts a file into a fresh folder.
func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// onePage is a PDF of one A4 page that says a word.
func onePage() []byte {
	return pdftest.File(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		"<</Length 36>>\nstream\nBT /F 24 Tf 72 700 Td (Word.) Tj ET  \nendstream",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
}

func TestEveryMethodAnswers(t *testing.T) {
	w := start(t, worker.Options{})
	path := write(t, "page.pdf", onePage())
	facts, err := w.Inspect(t.Context(), pdf.File{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if facts.Kind != pdf.PDF || len(facts.Pages) != 1 || facts.Damaged {
		t.Errorf("Inspect: %+v", facts)
	}
	sources := []pdf.Source{{File: pdf.File{Path: path}}}
	out := filepath.Join(t.TempDir(), "out.pdf")
	heard := 0
	made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out, Progress: func(int) { heard++ }})
	if err != nil {
		t.Fatal(err)
	}
	if heard != 1 {
		t.Errorf("progress was heard %d times, want once for the one source", heard)
	}
	if err := w.Verify(t.Context(), out, made, sources); err != nil {
		t.Error(err)
	}
	shot, err := w.Render(t.Context(), pdf.File{Path: out}, 0, 36)
	if err != nil {
		t.Fatal(err)
	}
	if got := shot.Bounds().Size(); got.X != 298 || got.Y != 421 {
		t.Errorf("Render at 36 dpi is %v", got)
	}
	for _, file := range []string{path, write(t, "photo.jpg", turnedPhoto(t))} {
		small, err := w.Picture(t.Context(), pdf.File{Path: file}, 0, image.Pt(100, 100))
		if err != nil {
			t.Fatal(err)
		}
		if got := small.Bounds().Size(); got.Y != 100 || got.X > 100 {
			t.Errorf("Picture of %s is %v", filepath.Base(file), got)
		}
		seen, err := w.Look(t.Context(), pdf.File{Path: file}, 0, 4)
		if err != nil || len(seen) != 1 || len(seen[0].Grey) != pdf.GreyWide*pdf.GreyHigh {
			t.Errorf("Look at %s: %d pages, %v", filepath.Base(file), len(seen), err)
		}
	}
}

// Ordinary files are read by one child, which stays warm.
func TestTheChildIsUsedAgain(t *testing.T) {
	w := start(t, worker.Options{})
	page, photo := pdf.File{Path: write(t, "page.pdf", onePage())}, pdf.File{Path: write(t, "photo.jpg", turnedPhoto(t))}
	if err := w.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := w.ProcessID()
	for range 3 {
		for _, f := range []pdf.File{page, photo} {
			if _, err := w.Inspect(t.Context(), f); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Picture(t.Context(), f, 0, image.Pt(900, 900)); err != nil {
				t.Fatal(err)
			}
		}
		sources := []pdf.Source{{File: page}, {File: photo}}
		out := filepath.Join(t.TempDir(), "out.pdf")
		made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Verify(t.Context(), out, made, sources); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("it holds %d MB", worker.ResidentBytes(w.ProcessID())/1_000_000)
	if w.ProcessID() != first {
		t.Error("it was replaced")
	}
}

func TestErrorsKeepTheirKind(t *testing.T) {
	w := start(t, worker.Options{})
	tests := []struct {
		name   string
		path   string
		reason pdf.Reason
	}{
		{"empty", write(t, "empty.pdf", nil), pdf.Empty},
		{"no PDF", write(t, "letter.pdf", []byte("Dear Sir or Madam,")), pdf.NotSupported},
		{"only a header", write(t, "header.pdf", []byte("%PDF-1.7\n")), pdf.Damaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Inspect(t.Context(), pdf.File{Path: test.path})
			failed, ok := errors.AsType[*pdf.Error](err)
			if !ok || failed.Reason != test.reason || failed.Path != test.path {
				t.Errorf("got %v, want reason %q and path %q", err, test.reason, test.path)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "none.pdf")
		_, err := w.Inspect(t.Context(), pdf.File{Path: path})
		failed, ok := errors.AsType[*fs.PathError](err)
		if !ok || !errors.Is(err, fs.ErrNotExist) || failed.Path != path {
			t.Errorf("got %v", err)
		}
	})
	t.Run("output is there", func(t *testing.T) {
		path := write(t, "page.pdf", onePage())
		_, err := w.Assemble(t.Context(), pdf.Assembly{Sources: []pdf.Source{{File: pdf.File{Path: path}}}, Output: path})
		if !errors.Is(err, fs.ErrExist) {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error("the file that was there is gone")
		}
	})
}

func TestCrashCostsOneCall(t *testing.T) {
	w := start(t, worker.Options{})
	path := write(t, "page.pdf", onePage())
	child, err := os.FindProcess(w.ProcessID())
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Kill(); err != nil {
		t.Fatal(err)
	}
	_, err = w.Inspect(t.Context(), pdf.File{Path: path})
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.Crashed || failed.Path != path {
		t.Errorf("after a crash: %v", err)
	}
	if _, err := w.Inspect(t.Context(), pdf.File{Path: path}); err != nil {
		t.Errorf("the next call: %v", err)
	}
}

func TestDeadlineEndsTheCall(t *testing.T) {
	w := start(t, worker.Options{})
	path := write(t, "page.pdf", onePage())
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err := w.Inspect(ctx, pdf.File{Path: path})
	if !errors.Is(err, context.DeadlineExceeded) && pdf.ReasonOf(err) != pdf.TimeLimit {
		t.Errorf("got %v", err)
	}
	if _, err := w.Inspect(t.Context(), pdf.File{Path: path}); err != nil {
		t.Errorf("the next call: %v", err)
	}
}

// heavy is a PDF that takes longer to read than ten milliseconds.
func heavy(t *testing.T) string {
	t.Helper()
	return write(t, "heavy.pdf", onPage(stream("", []byte("0 0 9 9 re f")), "/X ["+strings.Repeat("1 ", 1_000_000)+"]"))
}

func TestSlowFileCostsOneCall(t *testing.T) {
	w := start(t, worker.Options{Deadline: 10 * time.Millisecond}) // PDFium alone starts slower
	path := write(t, "page.pdf", onePage())
	_, err := w.Render(t.Context(), pdf.File{Path: path}, 0, 900)
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.TimeLimit || failed.Path != path {
		t.Errorf("got %v", err)
	}
	_, err = w.Picture(t.Context(), pdf.File{Path: path}, 0, image.Pt(4000, 4000))
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.TimeLimit || failed.Path != path {
		t.Errorf("got %v", err)
	}
	out := filepath.Join(t.TempDir(), "out.pdf")
	_, err = w.Assemble(t.Context(), pdf.Assembly{Sources: []pdf.Source{{File: pdf.File{Path: heavy(t)}}}, Output: out})
	if failed, ok := errors.AsType[*pdf.Error](err); !ok || failed.Reason != pdf.TimeLimit || filepath.Base(failed.Path) != "heavy.pdf" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left: %v", err)
	}
}

func TestMemoryLimitEndsTheCall(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		t.Skip("memory is watched on Linux and Windows only")
	}
	w := start(t, worker.Options{MemoryBytes: 1 << 20})
	_, err := w.Render(t.Context(), pdf.File{Path: write(t, "page.pdf", onePage())}, 0, 900)
	if pdf.ReasonOf(err) != pdf.MemoryLimit {
		t.Errorf("got %v", err)
	}
}

// turnedPhoto is a JPEG with an EXIF orientation, which is compared by picture.
func turnedPhoto(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1000, 1000)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "\xFF\xE1\x00\x22Exif\x00\x00MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	return append([]byte("\xFF\xD8"+exif), b.Bytes()[2:]...)
}

func TestTheSourceThatBringsTheChildDownIsNamed(t *testing.T) {
	w := start(t, worker.Options{})
	child, err := os.FindProcess(w.ProcessID())
	if err != nil {
		t.Fatal(err)
	}
	photo := write(t, "photo.jpg", turnedPhoto(t))
	sources := []pdf.Source{{File: pdf.File{Path: write(t, "page.pdf", onePage())}}, {File: pdf.File{Path: photo}}}
	var heard []int
	_, err = w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: filepath.Join(t.TempDir(), "out.pdf"), Progress: func(source int) {
		if heard = append(heard, source); len(heard) == 3 {
			_ = child.Kill() // what becomes of it is seen below
		}
	}})
	fault, ok := errors.AsType[*pdf.Error](err)
	if !ok || fault.Reason != pdf.Crashed || fault.Path != photo {
		t.Errorf("having heard of %v: %v", heard, err)
	}
}

func TestCancelledAssemblyLeavesNothing(t *testing.T) {
	w := start(t, worker.Options{})
	out := filepath.Join(t.TempDir(), "out.pdf")
	ctx, cancel := context.WithCancel(t.Context())
	sources := []pdf.Source{{File: pdf.File{Path: write(t, "page.pdf", onePage())}}}
	_, err := w.Assemble(ctx, pdf.Assembly{Sources: sources, Output: out, Progress: func(int) { cancel() }})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if _, statErr := os.Stat(out); (err == nil) != (statErr == nil) {
		t.Errorf("error %v, yet the output: %v", err, statErr)
	}
}

func TestClosedWorkerRefuses(t *testing.T) {
	w := start(t, worker.Options{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Warm(t.Context()); err == nil {
		t.Error("a closed worker answered")
	}
}

// TestChildDiesWithItsParent kills a process that has a worker and waits for
// the worker's child to go: also one that hangs, so that it does not see that
// nobody is there any more.
func TestChildDiesWithItsParent(t *testing.T) {
	for _, how := range []string{"waiting", "hanging"} {
		t.Run(how, func(t *testing.T) {
			if how == "hanging" && runtime.GOOS != "linux" && runtime.GOOS != "windows" {
				t.Skip("only Linux and Windows end a child that hangs")
			}
			own, err := os.Executable()
			if err != nil {
				t.Fatal(err)
			}
			parent := exec.Command(own)
			parent.Env = append(os.Environ(), orphan+"="+how)
			killParent(t, parent)
		})
	}
}

// killParent starts a process that has a child and says its number, kills it, and
// waits for the child to go.
func killParent(t *testing.T, parent *exec.Cmd) {
	t.Helper()
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 32)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(line[:n])))
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // it was killed
	for deadline := time.Now().Add(10 * time.Second); alive(child); {
		if time.Now().After(deadline) {
			t.Fatalf("child %d lives on", child)
		}
		<-time.After(5 * time.Millisecond)
	}
}

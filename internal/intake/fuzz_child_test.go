package intake_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// fuzzDeadline is how long the child has for each of the five calls over one input:
// Go ends a fuzzing process that spends ten seconds on one.
const fuzzDeadline = 1800 * time.Millisecond

// child is the process that reads what the fuzzer makes up; it ends with this one.
var child = sync.OnceValues(func() (*worker.Worker, error) {
	return worker.Start(context.Background(), worker.Options{CacheDir: pdftest.CacheDir(), Deadline: fuzzDeadline})
})

// FuzzIntake sends files the whole way in the child process: looked at, put into a
// document, verified. Whatever the bytes, this process lives on, every refusal is
// one that a person can be told, nothing is left of what failed, and the child does
// not die of a fault in a program of Go's, which all can be caught.
func FuzzIntake(f *testing.F) {
	f.Add([]byte(pages(2, "")))
	f.Add([]byte(pages(1, "/Rotate 90/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)>>>>]")))
	for _, seed := range difficultSeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		w, err := child()
		if err != nil {
			t.Fatal(err)
		}
		folder := t.TempDir()
		file, out := pdf.File{Path: filepath.Join(folder, "a.pdf")}, filepath.Join(folder, "out.pdf")
		if err := os.WriteFile(file.Path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		e, err := intake.Examine(t.Context(), file, w, intake.Options{})
		if refused(t, err) {
			return
		}
		look, err := intake.LookAt(t.Context(), file, e, w)
		if err != nil {
			t.Fatal(err)
		}
		refused(t, look.Why)
		for _, f := range intake.Findings(e, look, intake.About{Asked: true, Kind: document.ProofOfStudies}) {
			readable(t, f)
		}
		sources := []pdf.Source{{File: file}}
		made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Output: out})
		if refused(t, pdf.Explain(err)) {
			if _, left := os.Stat(out); !errors.Is(left, fs.ErrNotExist) {
				t.Errorf("something is left after %v", err)
			}
			return
		}
		refused(t, pdf.Explain(w.Verify(t.Context(), out, made, sources)))
	})
}

// refused reports whether there is an error, which must be one that can be told.
func refused(t *testing.T, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	if message.Of(err) == nil {
		t.Errorf("refused without a message: %v", err)
	}
	if strings.Contains(err.Error(), "goroutine ") {
		t.Errorf("the child died of %v", err)
	}
	return true
}

// mostSeed is how large a file may be to be a seed, in bytes.
const mostSeed = 20_000

// difficultSeeds are the small ones of the difficult files, if those are here.
func difficultSeeds(f *testing.F) [][]byte {
	f.Helper()
	folder, ok := pdftest.CorpusFolder()
	if !ok {
		return nil
	}
	every := 1
	if testing.Short() {
		every = 15 // the race detector makes the child slow
	}
	var seeds [][]byte
	for i, difficult := range pdftest.Manifest(f, folder) {
		if i%every != 0 {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, difficult.Name))
		if err != nil {
			f.Fatal(err)
		}
		if len(data) <= mostSeed {
			seeds = append(seeds, data)
		}
	}
	return seeds
}

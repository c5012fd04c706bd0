package ui_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMeasureTheWindowsGoroutine has the real program take in the files of the
// folder DOSSIER_FILES and build a bundle of them while DOSSIER_WATCH names the
// file into which it writes how long its goroutine took to answer.
// scripts/measure-window runs it.
func TestMeasureTheWindowsGoroutine(t *testing.T) {
	files, watch := os.Getenv("DOSSIER_FILES"), os.Getenv("DOSSIER_WATCH")
	if endToEnd == "" || files == "" || watch == "" {
		t.Skip("it measures only: make measure-window runs it")
	}
	paths, err := filepath.Glob(filepath.Join(files, "*.pdf"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	p := openPair(t, "en_GB.UTF-8")
	p.click("start.sample")
	p.visit("documents")
	p.click("documents.paste")
	for _, path := range paths {
		p.types(path)
		p.key("Return")
	}
	// From here on the real program works alone: the hall would take its share of
	// the processor.
	dossier := filepath.Join(p.home("real"), ".config", "dossier", "sample")
	before := documentsIn(dossier)
	p.press("paths.add", 0.5, 0.5)
	long(t, "all files are in", func() bool { return documentsIn(dossier) == before+len(paths) })
	p.real.xdo("key", "Escape") // what they are is said later
	p.real.xdo("key", "ctrl+8")
	p.window.Visit("bundle")
	p.settle()
	p.press("bundle.make", 0.5, 0.5)
	long(t, "the bundle is built", func() bool {
		made, _ := filepath.Glob(filepath.Join(dossier, "bundles", "*.pdf"))
		return len(made) == 1
	})
	p.real.close()
	report, err := os.ReadFile(watch)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files and a bundle: %s", len(paths), report)
}

// long waits up to two minutes.
func long(t *testing.T, what string, so func() bool) {
	t.Helper()
	if !soon(2*time.Minute, so) {
		t.Fatalf("it did not happen that %s", what)
	}
}

// documentsIn counts the files of a dossier's documents.
func documentsIn(path string) int {
	files, _ := filepath.Glob(filepath.Join(path, "documents", "*.*"))
	return len(files)
}

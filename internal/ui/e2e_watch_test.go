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
	p.key("Escape") // no tour
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
	p.alone("paths.add")
	long(t, "all files are in", func() bool { return documentsIn(dossier) == before+len(paths) })
	long(t, "it is asked what they are", p.isDimmed)
	p.real.xdo("key", "Escape") // said later
	long(t, "the question is gone", func() bool { return !p.isDimmed() })
	p.real.xdo("key", "ctrl+8")
	p.window.Visit("bundle")
	p.settle()
	p.alone("bundle.make")
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

// TestMeasureOwnWork prints the longest that our own code keeps the window's
// goroutine while the same is done on the software canvas, where nothing is
// painted: what a graphics card, or a processor in its place, adds is not in it.
func TestMeasureOwnWork(t *testing.T) {
	files := os.Getenv("DOSSIER_FILES")
	paths, err := filepath.Glob(filepath.Join(files, "*.pdf"))
	if files == "" || err != nil || len(paths) == 0 {
		t.Skip("it measures only: make measure-window runs it")
	}
	h := openSample(t)
	h.size(1260, 760)
	h.window.Visit("documents")
	h.settle()
	h.gauge.start()
	defer h.gauge.stop()
	h.window.Receive(paths...)
	h.settle()
	h.tap("what.later")
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	t.Logf("%d files and a bundle: our own work at a time took at most %v", len(paths), &h.gauge)
}

// alone clicks in the real program and not in the hall.
func (p *pair) alone(key string) {
	p.t.Helper()
	at := p.scrollTo(key, 0.5, 0.5)
	p.real.xdo("mousemove", "--window", p.real.window, whole(at.X), whole(at.Y), "click", "1")
}

// isDimmed reports whether a dialog lies over the real window.
func (p *pair) isDimmed() bool {
	corner := p.real.inside().RGBAAt(4, 4)
	return corner.R < 0xf0
}

// long waits up to ten minutes.
func long(t *testing.T, what string, so func() bool) {
	t.Helper()
	if !soon(10*time.Minute, so) {
		t.Fatalf("it did not happen that %s", what)
	}
}

// documentsIn counts the files of a dossier's documents.
func documentsIn(path string) int {
	files, _ := filepath.Glob(filepath.Join(path, "documents", "*.*"))
	return len(files)
}

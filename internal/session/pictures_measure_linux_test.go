package session_test

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/worker"
)

// measured are the times of each row of the table, in the order in which they came.
type measured struct {
	rows  []string
	times map[string][]time.Duration
}

func (m *measured) row(what string, took time.Duration) {
	if m.times[what] == nil {
		m.rows = append(m.rows, what)
	}
	m.times[what] = append(m.times[what], took)
}

func (m *measured) print() {
	for _, row := range m.rows {
		all := m.times[row]
		slices.Sort(all)
		fmt.Printf("| %s | %.0f ms | %.0f ms |\n", row, all[len(all)/2].Seconds()*1000, all[len(all)-1].Seconds()*1000)
	}
}

// memoryOf is a process's memory in MB: "VmRSS" now, "VmHWM" at its highest.
func memoryOf(pid int, which string) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)) // 0 MB where it is gone
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == which+":" {
			kB, _ := strconv.Atoi(fields[1])
			return kB / 1000
		}
	}
	return 0
}

// peakOfChildren looks at the memory of this process's children until stop is called,
// which gives the most that any of them took, in MB.
func peakOfChildren() (stop func() int) {
	done, most := make(chan struct{}), 0
	var looking sync.WaitGroup
	looking.Go(func() {
		for {
			lists, _ := filepath.Glob("/proc/self/task/*/children")
			for _, list := range lists {
				children, _ := os.ReadFile(list)
				for _, child := range strings.Fields(string(children)) {
					pid, _ := strconv.Atoi(child)
					most = max(most, memoryOf(pid, "VmHWM"))
				}
			}
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	})
	return func() int {
		close(done)
		looking.Wait()
		return most
	}
}

// TestMeasurePictures prints the table of docs/MEASUREMENTS.md on pictures of pages;
// make measure-pictures runs it. RUNS of each; the median and the slowest are told.
func TestMeasurePictures(t *testing.T) {
	runs, err := strconv.Atoi(os.Getenv("DOSSIER_MEASURE_PICTURES"))
	if err != nil {
		t.Skip("it measures only: make measure-pictures runs it")
	}
	m := &measured{times: map[string][]time.Duration{}}
	kept := filepath.Join(t.TempDir(), "cache")
	var compiling int
	for range min(runs, 3) {
		cache := t.TempDir()
		peak := peakOfChildren()
		o := &worker.OnDemand{Options: worker.Options{CacheDir: cache}}
		s := measuredIn(t, o, map[string][]byte{"ordinary.pdf": pdftest.Written(2)}, func() {
			took := clocked(func() error { return o.Prepare(t.Context()) }, t)
			m.row("the engine compiled, on the first start ever", took)
		})
		compiling = max(compiling, peak())
		closing(t, s)
		_ = o.Close() // the next is another
		kept = cache
	}
	var peaks [3]int
	for range runs {
		measureWith(t, m, kept, &peaks)
	}
	fmt.Println("| what | median | slowest |\n| --- | --- | --- |")
	m.print()
	fmt.Println("\n| memory | at most |\n| --- | --- |")
	fmt.Printf("| the child that compiles the engine, and ends | %d MB |\n", compiling)
	fmt.Printf("| the child that draws, having drawn all 500 pages of text | %d MB |\n", peaks[0])
	fmt.Printf("| the child that draws, having drawn all 500 scans as well | %d MB |\n", peaks[1])
	fmt.Printf("| the program's own growth by that | %d MB |\n", peaks[2])
}

// measuredIn makes a dossier of files with a child of its own; first is called before
// any of them is looked at.
func measuredIn(t *testing.T, o *worker.OnDemand, files map[string][]byte, first func()) *session.Session {
	t.Helper()
	first()
	h := house()
	h.Worker = o.Start
	s := create(t, h, assetstest.Candidate(t))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "other"}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// clocked is how long something takes.
func clocked(do func() error, t *testing.T) time.Duration {
	t.Helper()
	from := time.Now()
	if err := do(); err != nil {
		t.Fatal(err)
	}
	return time.Since(from)
}

// thumbnail is the box of a picture in the list of documents.
var thumbnail = image.Pt(200, 200)

// measureWith is one run with the engine compiled already.
func measureWith(t *testing.T, m *measured, cache string, peaks *[3]int) {
	t.Helper()
	o := &worker.OnDemand{Options: worker.Options{CacheDir: cache}}
	s := measuredIn(t, o, map[string][]byte{
		"1.pdf": pdftest.Written(2), "2.pdf": pdftest.Written(3), "3.pdf": pdftest.Written(500), "4.pdf": pdftest.Scanned(500),
	}, func() {})
	_ = o.Close() // a fresh child is measured
	o = &worker.OnDemand{Options: worker.Options{CacheDir: cache}}
	defer o.Close()
	h := house()
	h.Worker = o.Start
	s = reopen(t, h, s)
	defer closing(t, s)
	pictures := func(id string, from, to int, box image.Point) func() error {
		return func() error {
			var pages []int
			for page := from; page <= to; page++ {
				pages = append(pages, page)
			}
			var failed error
			err := s.Pictures(context.Background(), id, pages, box, func(_ int, _ image.Image, err error) { failed = cmp.Or(failed, err) })
			return cmp.Or(err, failed)
		}
	}
	m.row("first thumbnail, the child not started yet", clocked(pictures("d1", 1, 1, thumbnail), t))
	m.row("first thumbnail of another document, warm (aim: below 100 ms)", clocked(pictures("d2", 1, 1, thumbnail), t))
	m.row("500 pages of text: the first 24 thumbnails (aim: below 300 ms)", clocked(pictures("d3", 1, 24, thumbnail), t))
	m.row("500 scans: the first thumbnail", clocked(pictures("d4", 1, 1, thumbnail), t))
	m.row("500 scans: the first 24 thumbnails", clocked(pictures("d4", 1, 24, image.Pt(201, 201)), t))
	m.row("one page 1,000 pixels high", clocked(pictures("d3", 250, 250, image.Pt(1000, 1000)), t))
	debug.FreeOSMemory()
	before := memoryOf(os.Getpid(), "VmRSS")
	m.row("all 500 pages of text as thumbnails", clocked(pictures("d3", 1, 500, image.Pt(300, 300)), t))
	w, err := o.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	peaks[0] = max(peaks[0], memoryOf(w.ProcessID(), "VmHWM"))
	m.row("all 500 scans as thumbnails", clocked(pictures("d4", 1, 500, image.Pt(300, 300)), t))
	peaks[1] = max(peaks[1], memoryOf(w.ProcessID(), "VmHWM"))
	debug.FreeOSMemory()
	peaks[2] = max(peaks[2], memoryOf(os.Getpid(), "VmRSS")-before)
}

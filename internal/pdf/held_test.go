package pdf_test

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// leftAndRight are two pages of 400 x 800 points, dark at the left and at the right.
var leftAndRight = []string{black(0, 0, 200, 800), black(200, 0, 200, 800)}

// sideOf is the side of a page of leftAndRight that is dark: 0 or 1.
func sideOf(t *testing.T, engines *pdf.Engines, f pdf.File, page int) int {
	t.Helper()
	shot := shown(t, engines, f, page, image.Pt(40, 80))
	left, right := isDark(shot, 10, 40), isDark(shot, 30, 40)
	if left == right {
		t.Fatalf("page %d is dark on both sides or none", page)
	}
	if left {
		return 0
	}
	return 1
}

// counted are files by their paths whose bytes are counted as they are read.
type counted struct {
	pdf.Files
	bytes *atomic.Int64
}

func (c counted) Open(path string) (pdf.ReadFile, error) {
	file, err := os.Open(path)
	return countedFile{file, c.bytes}, err
}

type countedFile struct {
	*os.File
	bytes *atomic.Int64
}

func (c countedFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.File.ReadAt(p, at)
	c.bytes.Add(int64(n))
	return n, err
}

// However many pages are looked at, a file is read once.
func TestAFileIsReadOnceForAllItsPictures(t *testing.T) {
	read := &atomic.Int64{}
	engines := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir(), Files: counted{bytes: read}})
	t.Cleanup(func() { engines.Close() })
	data := written(100, 1)
	f := file(t, "many.pdf", data)
	for page := range 100 {
		shown(t, engines, f, page, image.Pt(20, 20))
	}
	if got := read.Load(); got != int64(len(data)) {
		t.Errorf("%d bytes were read of a file of %d", got, len(data))
	}
	if documents, drawn := engines.Held(); documents != 1 || drawn != 100 {
		t.Errorf("%d documents stay open, %d pages drawn", documents, drawn)
	}
}

// Documents take turns; no more than a few stay open.
func TestAFewDocumentsStayOpen(t *testing.T) {
	engines := testEngines(t)
	var files []pdf.File
	for range 5 {
		files = append(files, file(t, "two.pdf", plainPDF(400, 800, leftAndRight...)))
	}
	for _, page := range []int{0, 1, 0} {
		for i, f := range files {
			if got := sideOf(t, engines, f, page); got != page {
				t.Errorf("file %d, page %d: side %d", i, page, got)
			}
		}
	}
	if documents, _ := engines.Held(); documents != 3 {
		t.Errorf("%d documents stay open", documents)
	}
}

// A file that was written anew is another document, even of the same size.
func TestAChangedFileIsReadAgain(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "changing.pdf", plainPDF(400, 800, leftAndRight...))
	if got := sideOf(t, engines, f, 0); got != 0 {
		t.Fatalf("side %d", got)
	}
	if err := os.WriteFile(f.Path, plainPDF(400, 800, leftAndRight[1], leftAndRight[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(f.Path, later, later); err != nil {
		t.Fatal(err)
	}
	if got := sideOf(t, engines, f, 0); got != 1 {
		t.Errorf("the picture is of what was there before")
	}
	if err := os.Remove(f.Path); err != nil {
		t.Fatal(err)
	}
	if _, err := engines.Picture(t.Context(), f, 0, image.Pt(40, 80)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a file that is gone: %v", err)
	}
}

// Whatever else is asked of PDFium has its memory for itself.
func TestOtherWorkClosesWhatStaysOpen(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "two.pdf", plainPDF(400, 800, leftAndRight...))
	sideOf(t, engines, f, 0)
	if _, err := engines.Render(t.Context(), f, 0, 20); err != nil {
		t.Fatal(err)
	}
	if documents, _ := engines.Held(); documents != 0 {
		t.Errorf("%d documents stay open", documents)
	}
	if got := sideOf(t, engines, f, 1); got != 1 {
		t.Errorf("side %d", got)
	}
}

// What is read of a large document does not pile up: it is opened anew.
func TestALargeDocumentIsOpenedAnew(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	engines := testEngines(t)
	f := file(t, "scans.pdf", scanned(t, 30, 1)) // over a megabyte each
	for page := range 30 {
		shown(t, engines, f, page, image.Pt(20, 20))
	}
	if documents, drawn := engines.Held(); documents != 1 || drawn >= 30 {
		t.Errorf("%d documents stay open, %d pages drawn", documents, drawn)
	}
}

// After a fault PDFium starts afresh, with nothing held.
func TestAFaultClosesWhatStaysOpen(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "two.pdf", plainPDF(400, 800, leftAndRight...))
	for _, words := range []string{"wasm error: unreachable", "panic occurred in FPDF_LoadPage: index out of range"} {
		sideOf(t, engines, f, 0)
		if err := engines.FailInside(t.Context(), words); err == nil || err.Error() != words {
			t.Errorf("got %v", err)
		}
		if documents, _ := engines.Held(); documents != 0 {
			t.Errorf("%d documents stay open after %q", documents, words)
		}
		if got := sideOf(t, engines, f, 1); got != 1 {
			t.Errorf("side %d after %q", got, words)
		}
	}
	if err := engines.FailInside(t.Context(), "page 7 could not be read"); err == nil {
		t.Error("no error")
	}
	if documents, _ := engines.Held(); documents != 1 {
		t.Errorf("%d documents stay open after an ordinary error", documents)
	}
}

func TestAPictureEndsWithItsContext(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "two.pdf", plainPDF(400, 800, leftAndRight...))
	sideOf(t, engines, f, 0)
	late, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, err := engines.Picture(late, f, 0, image.Pt(4000, 4000)); pdf.ReasonOf(err) != pdf.TimeLimit {
		t.Errorf("got %v", err)
	}
	if got := sideOf(t, engines, f, 1); got != 1 {
		t.Errorf("side %d", got)
	}
}

// PDFium's file system is empty: it opens nothing by itself.
func TestPDFiumSeesNoFile(t *testing.T) {
	engines := testEngines(t)
	f := file(t, "two.pdf", plainPDF(400, 800, leftAndRight...))
	path, err := filepath.Abs(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := engines.OpenInside(t.Context(), filepath.ToSlash(path)); err == nil {
		t.Error("PDFium opened a file by its path")
	}
	sideOf(t, engines, f, 0) // which it can read when it is given its bytes
}

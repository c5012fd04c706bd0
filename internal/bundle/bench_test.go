package bundle_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// BenchmarkParts tells the parts of a bundle apart, in milliseconds: the child's start,
// then surveying, assembling and verifying in it. PDFium starts beside the surveying, as
// ever, or was started before, with the child. The sources are the PDFs of the folder
// BUNDLE_INPUT, else the sample's.
func BenchmarkParts(b *testing.B) {
	b.Run("cold", func(b *testing.B) { benchmarkParts(b, false) })
	b.Run("warm", func(b *testing.B) { benchmarkParts(b, true) })
}

func benchmarkParts(b *testing.B, warm bool) {
	folder := os.Getenv("BUNDLE_INPUT")
	if folder == "" {
		folder = filepath.Join("..", "..", "assets", "sample", "documents")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no PDF in %s: %v", folder, err)
	}
	o := order(b, b.TempDir())
	o.Overwrite, o.Sources = true, nil
	for _, file := range files {
		o.Sources = append(o.Sources, bundle.Source{Title: bundle.BaseName(file), Path: file, Name: filepath.Base(file)})
	}
	loc := english(b)
	spent := map[string]time.Duration{}
	last, part := time.Now(), "start"
	next := func(to string) {
		now := time.Now()
		spent[part] += now.Sub(last)
		last, part = now, to
	}
	for b.Loop() {
		next("start")
		w, err := worker.Start(b.Context(), worker.Options{CacheDir: pdftest.CacheDir()})
		if err != nil {
			b.Fatal(err)
		}
		if warm {
			if err := w.Warm(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		next(string(bundle.Surveying))
		_, err = bundle.Make(b.Context(), w, loc, o, func(p bundle.Progress) { next(string(p.Stage)) })
		if err != nil {
			b.Fatal(err)
		}
		next("end")
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for _, part := range []string{"start", "surveying", "assembling", "verifying"} {
		b.ReportMetric(float64(spent[part].Microseconds())/1000/float64(b.N), part+"-ms")
	}
}

package pdf_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// corpusFile is a row of the corpus's manifest.
type corpusFile struct {
	name, class, encryption string
	pages                   int
}

// corpus reads the manifest of the difficult files.
func corpus(t testing.TB) (dir string, files []corpusFile) {
	t.Helper()
	dir = pdftest.Corpus(t)
	manifest, err := os.Open(filepath.Join(dir, "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer manifest.Close()
	rows := csv.NewReader(manifest)
	rows.Comma, rows.LazyQuotes = '\t', true
	all, err := rows.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all[1:] {
		pages, err := strconv.Atoi(row[3])
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, corpusFile{name: row[0], class: row[2], pages: pages, encryption: row[4]})
	}
	return dir, files
}

// TestCorpus runs over a few files of every kind of trouble.
func TestCorpus(t *testing.T) {
	dir, files := corpus(t)
	known := map[string]corpusFile{}
	for _, f := range files {
		known[f.name] = f
	}
	engines := testEngines(t)
	tests := []struct{ name, want string }{
		{"pdfjs-rotated.pdf", "ok: map[pdfcpu"},
		{"pypdf-indirect-rotation.pdf", "ok: map[pdfcpu"},
		{"qpdf-annotations-rotated-180.pdf", "ok: map[pdfcpu"},
		{"pdfjs-annotation-stamp.pdf", "ok: map[pdfcpu:1]"},
		{"py-pdf-samples-annotated_pdf.pdf", "ok: map[picture:1]"}, // marks without a stored look
		{"pdfjs-form_two_pages.pdf", "ok: map[pdfcpu:2]"},
		{"openpreserve-webCapture.pdf", "ok: map[pdfcpu:3]"},
		{"openpreserve-veraPDFHiResWrongObjectID.pdf", "ok"},
		{"pdf20-PDF_2.0_UTF-8_string_and_annotation.pdf", "ok: map[pdfcpu:1]"},
		{"pypdf-r5-empty-password.pdf", "ok: map[pdfcpu:1]"},
		{"pypdf-r6-owner-password.pdf", "ok: map[pdfcpu:1]"},
		{"pdfjs-issue15150.pdf", "ok: map[pdfium:1]"},
		{"qpdf-broken-lzw.pdf", "ok: map[picture:1]"},
		{"openpreserve-T02-02_007_page-tree-wrong-count.pdf", "pages-1-not-9: map[pdfcpu:1]"},
		{"pypdf-r4-user-password.pdf", "inspect-file-locked"},
		{"pdfminer-rc4-128.pdf", "inspect-file-locked"}, // its /Encrypt stands in the trailer
		{"qpdf-issue-101.pdf", "inspect-file-damaged"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := throughAll(engines, filepath.Join(dir, test.name), filepath.Join(t.TempDir(), "out.pdf"), known[test.name])
			if !strings.HasPrefix(got, test.want) {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// TestWholeCorpus takes minutes: DOSSIER_CORPUS_WHOLE=1, or the folder that
// the results are kept in.
func TestWholeCorpus(t *testing.T) {
	keep := os.Getenv("DOSSIER_CORPUS_WHOLE")
	if keep == "" {
		t.Skip("set DOSSIER_CORPUS_WHOLE to run over the whole corpus")
	}
	if keep == "1" {
		keep = t.TempDir()
	}
	dir, files := corpus(t)
	engines := testEngines(t)
	counts := map[string]int{}
	for _, f := range files {
		if only := os.Getenv("DOSSIER_CORPUS_ONLY"); only != "" && !strings.Contains(f.name, only) {
			continue
		}
		start := time.Now()
		word := throughAll(engines, filepath.Join(dir, f.name), filepath.Join(keep, f.name), f)
		t.Logf("%s\t%s/%s\t%s\t%.2f s", f.name, f.class, f.encryption, word, time.Since(start).Seconds())
		counts[f.class+" "+strings.SplitN(word, ":", 2)[0]]++
	}
	t.Log(counts)
}

// throughAll inspects, assembles and verifies one file, and says in a word
// how it went.
func throughAll(engines *pdf.Engines, path, out string, f corpusFile) string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	os.Remove(out)
	facts, err := engines.Inspect(ctx, pdf.File{Path: path})
	if err != nil {
		return "inspect-" + string(pdf.ReasonOf(err)) + ": " + err.Error()
	}
	sources := []pdf.Source{{File: pdf.File{Path: path}}}
	made, err := engines.Assemble(ctx, pdf.Assembly{Sources: sources, Sheet: pdf.A4, Output: out, Front: frontPage})
	if err != nil {
		return "assemble-" + string(pdf.ReasonOf(err)) + ": " + err.Error()
	}
	if err := engines.Verify(ctx, out, made, sources); err != nil {
		return "verify-" + string(pdf.ReasonOf(err)) + ": " + err.Error()
	}
	by := map[pdf.Engine]int{}
	doubtful := 0
	for _, c := range made.Pages[1:] {
		by[c.By]++
		if c.Doubtful {
			doubtful++
		}
	}
	word := "ok"
	if f.pages >= 0 && len(facts.Pages) != f.pages {
		word = fmt.Sprintf("pages-%d-not-%d", len(facts.Pages), f.pages)
	}
	return fmt.Sprintf("%s: %v doubtful %d", word, by, doubtful)
}

package pdf_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// TestCorpus runs over a few files of every kind of trouble.
func TestCorpus(t *testing.T) {
	dir := pdftest.Corpus(t)
	known := map[string]pdftest.Difficult{}
	for _, f := range pdftest.Manifest(t, dir) {
		known[f.Name] = f
	}
	engines := testEngines(t)
	tests := []struct{ name, want string }{
		{"openpreserve-T02-02_002_page-tree-kids-links-recursive.pdf", "ok: map[pdfium:1]"},
		{"pypdf-r5-user-password.pdf", "ok: map[pdfcpu:1]"}, // its owner's password is empty
		{"pypdf-r6-user-password.pdf", "ok: map[pdfcpu:1]"},
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

// The passwords are those that the tests of the files' own projects give.
func TestLockedFilesOfTheCorpus(t *testing.T) {
	dir := pdftest.Corpus(t)
	engines := testEngines(t)
	tests := []struct{ name, password, want string }{
		{"pdfjs-bug1782186.pdf", "Hello", "ok: map[pdfcpu:1]"}, // texts are encrypted otherwise than streams, which PDFium refuses
		{"qpdf-short-O-U.pdf", "19723102477", "ok: map[pdfcpu:1]"},
		{"qpdf-c-r5-in.pdf", "owner3", "ok: map[pdfcpu:30]"},
		{"pypdf-r3-user-password.pdf", "asdfzxcv", "ok: map[pdfcpu:1]"},
		{"pypdf-r4-aes-user-password.pdf", "asdfzxcv", "ok: map[pdfcpu:1]"},
		{"pypdf-crazyones-encrypted-256.pdf", "password", "ok: map[pdfcpu:1]"},
		{"pdfminer-aes-256.pdf", "foo", "ok: map[pdfium:1]"}, // the dictionary stands in the trailer
		{"pikepdf-graph-encrypted.pdf", "owner", "ok: map[pdfcpu:1]"},
		{"safedocs-unicode-corrigendum5-fixed.pdf", "\u1100\u0300\u1161\u0323", "ok"},
		{"safedocs-unicode-test-U2F874-correct.pdf", "Password\u5f33!", "ok"},
		{"pypdf-r3-user-password.pdf", "wrong", "inspect-file-locked"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := pdf.File{Path: filepath.Join(dir, test.name)}
			if got := throughWith(engines, f, filepath.Join(t.TempDir(), "out.pdf"), pdftest.Difficult{Pages: -1}); !strings.HasPrefix(got, "inspect-file-locked") {
				t.Errorf("without a password: %s", got)
			}
			f.Password = test.password
			if got := throughWith(engines, f, filepath.Join(t.TempDir(), "out.pdf"), pdftest.Difficult{Pages: -1}); !strings.HasPrefix(got, test.want) {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// throughAll inspects, assembles and verifies one file, and says in a word
// how it went.
func throughAll(engines *pdf.Engines, path, out string, f pdftest.Difficult) string {
	return throughWith(engines, pdf.File{Path: path}, out, f)
}

// throughWith is throughAll with a password.
func throughWith(engines *pdf.Engines, file pdf.File, out string, f pdftest.Difficult) string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	os.Remove(out)
	facts, err := engines.Inspect(ctx, file)
	if err != nil {
		return "inspect-" + string(pdf.ReasonOf(err)) + ": " + err.Error()
	}
	sources := []pdf.Source{{File: file}}
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
	if f.Pages >= 0 && len(facts.Pages) != f.Pages {
		word = fmt.Sprintf("pages-%d-not-%d", len(facts.Pages), f.Pages)
	}
	return fmt.Sprintf("%s: %v doubtful %d", word, by, doubtful)
}

package intake_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// engines are the real ones, shared by the tests.
var engines *pdf.Engines

func TestMain(m *testing.M) {
	worker.HandOver() // FuzzIntake has a child process
	engines = pdf.New(pdf.Options{CacheDir: pdftest.CacheDir()})
	status := m.Run()
	if err := engines.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

// pages is a PDF of so many empty pages, each with these further entries.
func pages(count int, entries string) string {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	var kids strings.Builder
	for i := range count {
		fmt.Fprintf(&kids, "%d 0 R ", i+3)
		objects = append(objects, "<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 595 842]"+entries+">>")
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", count, kids.String())
	return string(pdftest.File(objects...))
}

// photo is a JPEG without anything on it.
func photo(t *testing.T, wide, high int) string {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, wide, high)), nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// claiming is a small PNG whose header claims a size that would fill any
// memory; its checksum is right.
func claiming(t *testing.T, wide, high uint32) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	data := out.Bytes()
	header := data[12:29] // "IHDR" and its thirteen bytes
	binary.BigEndian.PutUint32(header[4:], wide)
	binary.BigEndian.PutUint32(header[8:], high)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(header))
	return string(data)
}

func TestUsableFilesThroughTheEngines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		pages         int
		findings      []string
	}{
		{"three.pdf", pages(3, ""), 3, nil},
		{"turned.pdf", pages(2, "/Rotate 90"), 2, []string{"turned"}},
		{"photo.jpg", photo(t, 1500, 2000), 1, nil},
		{"cut.jpg", photo(t, 1500, 2000)[:9000], 1, []string{"damaged"}},
		{"small.jpg", photo(t, 300, 400), 1, []string{"not-legible"}},
	}
	for _, test := range tests {
		path := put(t, test.name, test.content)
		got, err := intake.Examine(t.Context(), pdf.File{Path: path}, engines, intake.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got.Pages != test.pages || !slices.Equal(ids(got.Findings), test.findings) {
			t.Errorf("%s: %d pages, found %q; want %d, %q",
				test.name, got.Pages, ids(got.Findings), test.pages, test.findings)
		}
	}
}

func TestHostileFilesThroughTheEngines(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, id string }{
		{"huge.png", claiming(t, 2_000_000_000, 2_000_000_000), string(pdf.PictureTooLarge)},
		{"long.png", claiming(t, 1, 2_000_000_000), string(pdf.PictureTooLarge)},
		{"cut.png", claiming(t, 1, 1)[:40], string(pdf.Damaged)},
		{"only-a-head.pdf", pdfHead, string(pdf.Damaged)},
	}
	for _, test := range tests {
		path := put(t, test.name, test.content)
		_, err := intake.Examine(t.Context(), pdf.File{Path: path}, engines, intake.Options{})
		if m := message.Of(err); m == nil || m.ID != test.id {
			t.Errorf("%s: got %v, want %s", test.name, err, test.id)
		}
	}
}

func TestTheSampleIsTakenIn(t *testing.T) {
	t.Parallel()
	want := map[string]struct {
		kind     pdf.Kind
		pages    int
		findings []string
	}{
		"attestation-inscription.jpg":  {pdf.JPEG, 1, nil},
		"diplome-bachelier.pdf":        {pdf.PDF, 2, nil},
		"praktikumszeugnis.pdf":        {pdf.PDF, 1, nil},
		"swiadectwo-szkola-letnia.pdf": {pdf.PDF, 1, []string{"turned"}},
		"traduction-swiadectwo.png":    {pdf.PNG, 1, nil},
	}
	for name, w := range want {
		data, err := fs.ReadFile(assets.Sample, "sample/documents/"+name)
		if err != nil {
			t.Fatal(err)
		}
		path := put(t, name, string(data))
		got, err := intake.Examine(t.Context(), pdf.File{Path: path}, engines, intake.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Kind != w.kind || got.Pages != w.pages || !slices.Equal(ids(got.Findings), w.findings) {
			t.Errorf("%s: %s, %d pages, found %q", name, got.Kind, got.Pages, ids(got.Findings))
		}
	}
}

func TestDifficultFiles(t *testing.T) {
	t.Parallel()
	folder := pdftest.Corpus(t)
	tests := []struct {
		file    string
		pages   int
		finding string // one that must be there
		refused string
	}{
		{"openpreserve-lorem-ipsum.pdf", 3, "", ""},
		{"pdfjs-three_pages_with_number.pdf", 3, "", ""},
		{"pdfjs-form_two_pages.pdf", 2, "form", ""},
		{"pypdf-r6-owner-password.pdf", 1, "owner-locked", ""},
		{"qpdf-minimal-signed-restricted.pdf", 2, "signed", ""},
		{"pdfjs-bug1250079.pdf", 1, "", ""},
		{"pypdf-r6-user-password.pdf", 1, "owner-locked", ""},
		{"pdfjs-print_protection.pdf", 0, "", "file-locked"},
		{"qpdf-empty.pdf", 0, "", string(pdf.NoPages)},
	}
	for _, test := range tests {
		path := filepath.Join(folder, test.file)
		got, err := intake.Examine(t.Context(), pdf.File{Path: path}, engines, intake.Options{})
		if m := message.Of(err); test.refused != "" {
			if m == nil || m.ID != test.refused {
				t.Errorf("%s: got %v, want %s", test.file, err, test.refused)
			}
			continue
		}
		if err != nil || got.Pages != test.pages {
			t.Errorf("%s: %d pages, %v; want %d", test.file, got.Pages, err, test.pages)
		}
		if test.finding != "" && !slices.Contains(ids(got.Findings), test.finding) {
			t.Errorf("%s: found %q, want %s", test.file, ids(got.Findings), test.finding)
		}
	}
}

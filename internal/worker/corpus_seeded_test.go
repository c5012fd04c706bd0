package worker_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// TestSeededMutants is a small part of TestMutantsBesideQpdf: damaged copies of
// difficult files with as many pages as they still show. The first ones were wrong
// once; the others are one of each damage.
func TestSeededMutants(t *testing.T) {
	folder := pdftest.Corpus(t)
	b := &tableBench{folder: folder, work: t.TempDir(), front: coverPDF(""), child: start(t, worker.Options{})}
	b.eyes = b.child
	tests := []struct {
		file, damage string
		seed         uint64
		pages        int
	}{
		{"pdfminer-issue-625-identity-cmap.pdf", "no endobj", 1122, 2},         // a page was lost with the mark before it
		{"pdfjs-tiling_patterns_variations.pdf", "sent as text", 2239, 1},      // tiles stand elsewhere in every size
		{"pdfjs-issue6413.pdf", "a piece blank", 2316, 1},                      // engines read another size
		{"pypdf-r4-aes-v2-no-key-length.pdf", "wrong lengths", 2002, 1},        // of the key, too
		{"pdfminer-issue-00352-asw-oct96-p41.pdf", "table elsewhere", 9146, 1}, // a blank page, of which nothing was said
		{"openpreserve-032270.pdf", "no endobj", 9161, 1},                      // another one
		{"pdfjs-three_pages_with_number.pdf", "bytes changed", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "cut off", 7, 1},
		{"pdfjs-three_pages_with_number.pdf", "end cut off", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "junk before", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "junk behind", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "offsets shifted", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "table elsewhere", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no endobj", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no endstream", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "wrong lengths", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "a piece missing", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "a piece blank", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "sent as text", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no returns", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no trailer", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no root", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no catalog", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no types of pages", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "no children", 7, 3},
		{"pdfjs-three_pages_with_number.pdf", "twice", 7, 3},
	}
	for _, test := range tests {
		t.Run(test.damage+" of "+test.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(folder, test.file))
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(test.seed, 6))
			r.IntN(1000)
			r.IntN(1000)
			for _, d := range damages {
				if d.name == test.damage {
					data = d.do(data, r)
				}
			}
			path := filepath.Join(b.work, "mutant.pdf")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			made, err := b.through(t.Context(), pdf.File{Path: path}, filepath.Join(b.work, "out.pdf"))
			if err != nil || len(made.Pages)-1 != test.pages {
				t.Fatalf("%d pages, %v", len(made.Pages)-1, err)
			}
			f := difficult{name: "mutant.pdf"}
			if made.Pages[1].By == pdf.ByPicture {
				return // drawn in its own size, patterns are elsewhere in another
			}
			if b.look(t, &f, pdf.File{Path: path}, filepath.Join(b.work, "out.pdf"), made); len(f.differ) > 0 {
				t.Errorf("looks otherwise: %v", f.differ)
			}
		})
	}
}

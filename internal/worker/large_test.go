package worker_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// scans is a PDF of five pages, each a picture of a megabyte unlike all others.
func scans(t *testing.T, first int) []byte {
	t.Helper()
	noise := image.NewGray(image.Rect(0, 0, 1180, 1668))
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = byte(random.Uint32())
	}
	var shot bytes.Buffer
	if err := jpeg.Encode(&shot, noise, &jpeg.Options{Quality: 75}); err != nil {
		t.Fatal(err)
	}
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 5/Kids[3 0 R 6 0 R 9 0 R 12 0 R 15 0 R]>>"}
	for i := range 5 {
		at := 3 + 3*i
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>", at+1, at+2),
			stream("", []byte("q 595 0 0 842 0 0 cm /I Do Q")),
			stream("/Type/XObject/Subtype/Image/Width 1180/Height 1668/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode",
				fmt.Appendf(shot.Bytes(), "scan %d", first+i)))
	}
	return pdftest.File(objects...)
}

// printed is a PDF of so many pages of text, no two alike.
func printed(pages, first int) []byte {
	kids := ""
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>", 5+2*i),
			stream("", fmt.Appendf(nil, "BT /F 12 Tf 72 700 Td (Page %d of many.) Tj ET", first+i)))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, kids)
	return pdftest.File(objects...)
}

// Bundles as large as anybody makes stay within what a child may have.
func TestLargeBundlesFit(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes 100 MB")
	}
	for _, test := range []struct {
		name   string
		pages  int
		source func(i int) []byte
		count  int
	}{
		{"106 MB of scans", 100, func(i int) []byte { return scans(t, 5*i) }, 20},
		{"three times 500 pages", 1500, func(i int) []byte { return printed(500, 500*i) }, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			var sources []pdf.Source
			size := 0
			for i := range test.count {
				data := test.source(i)
				size += len(data)
				sources = append(sources, pdf.Source{File: pdf.File{Path: write(t, fmt.Sprintf("%d.pdf", i), data)}})
			}
			w := start(t, worker.Options{})
			if err := w.Warm(t.Context()); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(t.TempDir(), "out.pdf")
			peak, begun := w.Watch(), time.Now()
			made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: sources, Sheet: pdf.A4, Output: out})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("assembled %d MB in %.2f s with %d MB", size/1_000_000, time.Since(begun).Seconds(), peak()/1_000_000)
			peak, begun = w.Watch(), time.Now()
			if err := w.Verify(t.Context(), out, made, sources); err != nil {
				t.Fatal(err)
			}
			t.Logf("verified in %.2f s with %d MB", time.Since(begun).Seconds(), peak()/1_000_000)
			if len(made.Pages) != test.pages {
				t.Errorf("%d pages", len(made.Pages))
			}
		})
	}
}

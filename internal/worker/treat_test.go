package worker_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"path/filepath"
	"testing"
	"time"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/worker"
)

// A photograph of 48 megapixels is looked at, cropped, lit and verified within the
// memory that the child is held to by itself.
func TestLargePhotographsAreTreatedInLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	w := start(t, worker.Options{Deadline: 10 * time.Minute})
	data := pdftest.Photo(2000)
	small, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "photo.jpg", enlarged(t, small.(*image.YCbCr), 4))
	begun := time.Now()
	got, err := w.Suggest(t.Context(), pdf.File{Path: path}, 0)
	if err != nil || got.Treatment.Corners.None() {
		t.Fatalf("suggested %v, %v", got, err)
	}
	t.Logf("suggested after %v", time.Since(begun))
	source := pdf.Source{File: pdf.File{Path: path}, Pages: []pdf.PageChoice{{Corners: got.Treatment.Corners, Lift: true}}}
	begun = time.Now()
	out := filepath.Join(t.TempDir(), "out.pdf")
	made, err := w.Assemble(t.Context(), pdf.Assembly{Sources: []pdf.Source{source}, Output: out})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("assembled after %v, %d bytes", time.Since(begun), made.Size)
	if err := w.Verify(t.Context(), out, made, []pdf.Source{source}); err != nil {
		t.Error(err)
	}
}

// enlarged draws every pixel as a square.
func enlarged(t *testing.T, src *image.YCbCr, by int) []byte {
	t.Helper()
	size := src.Rect.Size().Mul(by)
	out := image.NewYCbCr(image.Rectangle{Max: size}, image.YCbCrSubsampleRatio420)
	for y := range size.Y {
		for x := range size.X {
			out.Y[y*out.YStride+x] = src.Y[y/by*src.YStride+x/by]
			if x%2 == 0 && y%2 == 0 {
				to, from := y/2*out.CStride+x/2, y/2/by*src.CStride+x/2/by
				out.Cb[to], out.Cr[to] = src.Cb[from], src.Cr[from]
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

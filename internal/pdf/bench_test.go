package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf"
)

// scanned is a PDF of so many pages, each a JPEG of about a megabyte, as a
// scanner writes it.
func scanned(tb testing.TB, pages int, seed uint64) []byte {
	tb.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	kids := ""
	for range pages {
		picture := image.NewGray(image.Rect(0, 0, 1240, 1754))
		for i := range picture.Pix {
			picture.Pix[i] = byte(random.Uint32() >> 25 << 1)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 75}); err != nil {
			tb.Fatal(err)
		}
		n := len(objects) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		content := "q 595 0 0 842 0 0 cm /I Do Q"
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I %d 0 R>>>>/Contents %d 0 R>>", n+1, n+2),
			fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1240/Height 1754/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream", b.Len(), b.String()),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, kids)
	return filePDF(objects...)
}

// written is a PDF of so many pages of text.
func written(pages, seed int) []byte {
	var contents []string
	for p := range pages {
		content := "BT /F1 11 Tf 14 TL 72 770 Td\n"
		for line := range 50 {
			content += fmt.Sprintf("(Document %d, page %d, line %d: the quick brown fox jumps over the lazy dog.) Tj T*\n", seed, p, line)
		}
		contents = append(contents, content+"ET")
	}
	return plainPDF(595, 842, contents...)
}

func BenchmarkBundle(b *testing.B) {
	inputs := []struct {
		name  string
		files int
		make  func(i int) []byte
	}{
		{"10x2pages", 10, func(i int) []byte { return written(2, i) }},
		{"20x5scans", 20, func(i int) []byte { return scanned(b, 5, uint64(i)) }},
		{"3x500pages", 3, func(i int) []byte { return written(500, i) }},
	}
	for _, input := range inputs {
		dir := b.TempDir()
		var sources []pdf.Source
		for i := range input.files {
			path := filepath.Join(dir, fmt.Sprintf("%d.pdf", i))
			if err := os.WriteFile(path, input.make(i), 0o600); err != nil {
				b.Fatal(err)
			}
			sources = append(sources, pdf.Source{File: pdf.File{Path: path}})
		}
		engines := testEngines(b)
		if err := engines.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
		out := filepath.Join(dir, "out.pdf")
		var made pdf.Outcome
		b.Run(input.name+"/assemble", func(b *testing.B) {
			for b.Loop() {
				os.Remove(out)
				var err error
				made, err = engines.Assemble(b.Context(), pdf.Assembly{Front: frontPage, Sources: sources, Output: out})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(made.Size)
		})
		b.Run(input.name+"/verify", func(b *testing.B) {
			for b.Loop() {
				if err := engines.Verify(b.Context(), out, made, sources); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(made.Size)
		})
	}
}

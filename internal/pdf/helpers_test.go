package pdf_test

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// frontPage is a PDF of one page that says "Front".
var frontPage = plainPDF(595.276, 841.89, "BT /F1 24 Tf 72 700 Td (Front) Tj ET")

// black is a page content that fills a rectangle.
func black(x, y, width, height float64) string {
	return fmt.Sprintf("0 g %g %g %g %g re f", x, y, width, height)
}

// plainPDF is a well-formed PDF with a page for each content.
func plainPDF(width, height float64, contents ...string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	kids := ""
	for i, content := range contents {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", width, height, 5+2*i),
			streamOf("", content))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(contents), kids)
	return filePDF(objects...)
}

// onePDF is a PDF of one page with these entries beside its content, and
// objects from number 5 on.
func onePDF(entries, content string, more ...string) []byte {
	return catalogPDF("", entries, content, more...)
}

// catalogPDF is onePDF with further entries in the catalog.
func catalogPDF(catalog, entries, content string, more ...string) []byte {
	if !strings.Contains(entries, "/MediaBox") {
		entries += "/MediaBox[0 0 200 100]"
	}
	return filePDF(append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + entries + ">>", streamOf("", content),
	}, more...)...)
}

func streamOf(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// filePDF writes objects, the first of which is the catalog, as a file.
func filePDF(objects ...string) []byte { return pdftest.File(objects...) }

// trailedPDF is filePDF with further entries in the trailer.
func trailedPDF(trailer string, objects ...string) []byte {
	return pdftest.Trailed(trailer, objects...)
}

func testEngines(t testing.TB) *pdf.Engines {
	t.Helper()
	engines := pdf.New(pdf.Options{CacheDir: pdftest.CacheDir()})
	t.Cleanup(func() {
		if err := engines.Close(); err != nil {
			t.Error(err)
		}
	})
	return engines
}

// file puts data into a fresh folder.
func file(t testing.TB, name string, data []byte) pdf.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return pdf.File{Path: path}
}

// sourcesOf puts each of these PDFs into a file and takes all its pages.
func sourcesOf(t testing.TB, all ...[]byte) []pdf.Source {
	t.Helper()
	var sources []pdf.Source
	for i, data := range all {
		sources = append(sources, pdf.Source{File: file(t, fmt.Sprintf("source%d.pdf", i), data)})
	}
	return sources
}

// assembled makes the document in a fresh folder, verifies it and returns its
// path.
func assembled(t testing.TB, engines *pdf.Engines, a pdf.Assembly) (string, pdf.Outcome) {
	t.Helper()
	a.Output, a.Digest = filepath.Join(t.TempDir(), "out.pdf"), true
	made, err := engines.Assemble(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if err := engines.Verify(t.Context(), a.Output, made, a.Sources); err != nil {
		t.Fatal(err)
	}
	return a.Output, made
}

// picture draws a page of the file at one pixel a point.
func picture(t testing.TB, engines *pdf.Engines, path string, page int) *image.RGBA {
	t.Helper()
	shot, err := engines.Render(t.Context(), pdf.File{Path: path}, page, 72)
	if err != nil {
		t.Fatal(err)
	}
	return shot
}

// isDark reports whether the page is dark at a point, counted from the lower
// left corner as the format does.
func isDark(shot *image.RGBA, x, y float64) bool {
	c := shot.RGBAAt(int(x), shot.Bounds().Dy()-1-int(y))
	return int(c.R)+int(c.G)+int(c.B) < 3*128
}

// result reads a document that was made.
func result(t testing.TB, path string) *model.Context {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	api.DisableConfigDir()
	c, err := api.ReadContext(f, model.NewDefaultConfiguration())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// pageOf is the dictionary of a page, counted from 0.
func pageOf(t testing.TB, c *model.Context, page int) types.Dict {
	t.Helper()
	if err := c.EnsurePageCount(); err != nil {
		t.Fatal(err)
	}
	d, _, _, err := c.PageDict(page+1, false)
	if err != nil || d == nil {
		t.Fatalf("page %d: %v %v", page, d, err)
	}
	return d
}

// all writes every object of the document as text, streams decoded.
func all(t testing.TB, c *model.Context) string {
	t.Helper()
	var b strings.Builder
	for number := range c.Table {
		o, err := c.Dereference(*types.NewIndirectRef(number, 0))
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := o.(types.StreamDict); ok {
			if err := s.Decode(); err == nil {
				b.Write(s.Content)
			}
			o = s.Dict
		}
		if o != nil {
			b.WriteString(o.PDFString() + "\n")
		}
	}
	return b.String()
}

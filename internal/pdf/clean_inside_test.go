package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

// scannedPDF is a document like a result, with these entries in its catalog and its
// page, and objects from number 5 on.
func scannedPDF(catalog, entries string, more ...string) []byte {
	return pdftest.File(append([]string{
		"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents[4 0 R]" + entries + ">>", "<</Length 3>>\nstream\nq Q\nendstream",
	}, more...)...)
}

// lookedThrough looks through a document, but not at how it is written.
func lookedThrough(t *testing.T, data []byte) error {
	t.Helper()
	d, err := parse(t.Context(), bytes.NewReader(data), "", DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	s := &scanned{d: d, seen: map[objectAs]bool{}}
	for _, p := range d.pages {
		err = errors.Join(err, s.page(p))
	}
	return errors.Join(err, s.document())
}

func TestScanPassesWhatAResultHolds(t *testing.T) {
	form := "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/StructParents 0/Resources<</Font<</AA 6 0 R>>/Properties<</JS 7 0 R/M<</MCID 0>>>>>>/Length 0>>\nstream\n\nendstream"
	err := lookedThrough(t, scannedPDF("/Lang(en)/PageMode/UseOutlines/Outlines 8 0 R/PageLabels<</Nums[0<</S/D>>]>>/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]/Order[]>>>>",
		"/Resources<</XObject<</P 5 0 R>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:a@example.org)>>>>]",
		form, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</Type/OCG/Name(Layer)>>", "<</Type/Outlines/First 9 0 R/Last 9 0 R/Count 1>>",
		"<</Title(/home/made: my own title)/Parent 8 0 R/Dest[3 0 R/XYZ 0 0 null]>>"))
	if err != nil {
		t.Error(err)
	}
}

// Each of these in a finished bundle is found, whatever let it through.
func TestScanFindsWhatMayNotBeThere(t *testing.T) {
	stream := func(entries, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
	}
	draws := "/Resources<</XObject<</P 5 0 R>>>>"
	form := func(entries string) string { return stream("/Subtype/Form/BBox[0 0 9 9]"+entries, "") }
	tests := []struct {
		name, catalog, entries string
		more                   []string
	}{
		{name: "an action when opened", catalog: "/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"},
		{name: "further actions", catalog: "/AA<<>>"},
		{name: "a tree of names", catalog: "/Names<<>>"},
		{name: "a form", catalog: "/AcroForm<</Fields[]>>"},
		{name: "metadata", catalog: "/Metadata 5 0 R", more: []string{stream("/Type/Metadata", "x")}},
		{name: "attached files", catalog: "/AF[]"},
		{name: "layers with an order", catalog: "/OCProperties<</OCGs[]/D<</OFF[]/Order[5 0 R]>>>>", more: []string{"<</Type/OCG/Name(Layer)>>"}},
		{name: "layers with further states", catalog: "/OCProperties<</OCGs[]/D<<>>/Configs[<<>>]>>"},
		{name: "a bookmark that acts", catalog: "/Outlines<</First 5 0 R/Last 5 0 R>>", more: []string{"<</Title(x)/A<</S/URI/URI(https://example.org)>>>>"}},
		{name: "structure with attributes", catalog: "/StructTreeRoot<</K<</S/P/A<</O/Layout>>>>>>"},
		{name: "an action of the page", entries: "/AA<<>>"},
		{name: "a thumbnail", entries: "/Thumb 5 0 R", more: []string{stream("", "x")}},
		{name: "a field", entries: "/Annots[<</Subtype/Widget/Rect[0 0 9 9]>>]"},
		{name: "a note", entries: "/Annots[5 0 R]", more: []string{"<</Subtype/Text/Rect[0 0 9 9]>>"}},
		{name: "a link that runs", entries: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/JavaScript/JS(x)>>>>]"},
		{name: "a link to a file", entries: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///x)>>>>]"},
		{name: "a link with a further action", entries: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)/Next<<>>>>>>]"},
		{name: "a link that looks of its own", entries: "/Annots[<</Subtype/Link/Rect[0 0 9 9]/AP<<>>>>]"},
		{name: "metadata of a part", entries: draws, more: []string{form("/Metadata 6 0 R"), stream("", "x")}},
		{name: "a program's notes of a part", entries: draws, more: []string{form("/PieceInfo<<>>")}},
		{name: "an unknown entry of a part", entries: draws, more: []string{form("/PTEX.FileName(x)")}},
		{name: "a file elsewhere", entries: draws, more: []string{form("/F(x)")}},
		{name: "an action in a part", entries: draws, more: []string{form("/Group<</S/JavaScript>>")}},
		{name: "a script in a font", entries: "/Resources<</Font<</F<</JS(x)>>>>>>"},
		{name: "an annotation below a font", entries: "/Resources<</Font<</F<</X<</Type/Annot>>>>>>>>"},
		{name: "a path", entries: "/Resources<</ExtGState<</G<</X(file:///tmp)>>>>>>"},
		{name: "resources of no known kind", entries: "/Resources<</Notes<<>>>>"},
		{name: "a list that says more", entries: "/Resources<</Properties<</M<</Author(x)>>>>>>"},
		{name: "a layer's name", entries: "/Resources<</Properties<</M 5 0 R>>>>", more: []string{"<</Type/OCG/Name(Salary)>>"}},
		{name: "a layer's switch", entries: "/Resources<</Properties<</M 5 0 R>>>>", more: []string{"<</Type/OCG/Name(Layer)/Usage<<>>>>"}},
		{name: "a photograph's place", entries: draws, more: []string{stream("/Subtype/Image/Filter/DCTDecode", "\xFF\xD8\xFF\xE1\x00\x08Exif\x00\x00\xFF\xD9")}},
		{name: "a photograph's comment", entries: draws, more: []string{stream("/Subtype/Image/Filter/DCTDecode", "\xFF\xD8\xFF\xFE\x00\x04hi\xFF\xD9")}},
		{name: "something behind a photograph", entries: draws, more: []string{stream("/Subtype/Image/Filter/DCTDecode", "\xFF\xD8\xFF\xD9more")}},
		{name: "a photograph's place, packed", entries: draws, more: []string{stream("/Subtype/Image/Filter[/ASCIIHexDecode/DCTDecode]", "FFD8FFE1000845786966 0000FFD9>")}},
		{name: "notes in JPEG 2000", entries: draws, more: []string{stream("/Subtype/Image/Filter/JPXDecode", "\x00\x00\x00\x0Cxml note")}},
		{name: "a file that nothing leads to", more: []string{stream("/Type/EmbeddedFile", "x")}},
		{name: "a script that nothing leads to", more: []string{"<</S/JavaScript/JS(x)>>"}},
		{name: "a signature that nothing leads to", more: []string{"<</Type/Sig/ByteRange[0 1 2 3]>>"}},
		{name: "metadata that nothing leads to", more: []string{stream("/Type/Metadata", "x")}},
		{name: "a photograph that nothing leads to", more: []string{stream("/Subtype/Image/Filter/DCTDecode", "\xFF\xD8\xFF\xFE\x00\x04hi\xFF\xD9")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := lookedThrough(t, scannedPDF(test.catalog, test.entries, test.more...)); err == nil {
				t.Error("it was not found")
			}
		})
	}
	t.Run("words of a description", func(t *testing.T) {
		base := "<</Type/Catalog/Pages 2 0 R>>"
		if err := lookedThrough(t, pdftest.Trailed("/Info 4 0 R", base, "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", "<</Keywords(x)>>")); err == nil {
			t.Error("it was not found")
		}
	})
}

// A result is one revision, with nothing between its objects or behind them.
func TestScanFindsWhatWasAddedToAResult(t *testing.T) {
	e := New(Options{CacheDir: pdftest.CacheDir()})
	defer e.Close()
	dir := t.TempDir()
	source := filepath.Join(dir, "source.pdf")
	if err := os.WriteFile(source, scannedPDF("", ""), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "out.pdf")
	made, err := e.Assemble(t.Context(), Assembly{Sources: []Source{{File: File{Path: source}}}, Output: path})
	if err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var xref, root int
	start := bytes.LastIndex(good, []byte("startxref"))
	if _, err := fmt.Sscanf(string(good[start:]), "startxref\n%d", &xref); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(string(good[bytes.LastIndex(good, []byte("/Root ")):]), "/Root %d", &root); err != nil {
		t.Fatal(err)
	}
	added := "900 0 obj\n<</JS(x)>>\nendobj\n"
	revision := fmt.Sprintf("%sxref\n900 1\n%010d 00000 n \ntrailer\n<</Size 901/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n",
		added, len(good), root, xref, len(good)+len(added))
	tests := []struct {
		name string
		data string
		good bool
	}{
		{"nothing", string(good), true},
		{"a revision", string(good) + revision, false},
		{"something behind it", string(good) + "notes", false},
		{"a space behind it", string(good) + "\n", false},
		{"an entry of the trailer", strings.Replace(string(good), "/Type/XRef/Size", "/Type/XRef/Xtra 1/Size", 1), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := parse(t.Context(), bytes.NewReader([]byte(test.data)), "", DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if err := d.framed(int64(len(test.data))); (err == nil) != test.good {
				t.Errorf("%v", err)
			}
			if err := os.WriteFile(path, []byte(test.data), 0o600); err != nil {
				t.Fatal(err)
			}
			made.Size = int64(len(test.data))
			if err := e.Verify(t.Context(), path, made, nil); (err == nil) != test.good {
				t.Errorf("verified: %v", err)
			}
		})
	}
}

package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/pdf"
)

// Files in which no engine finds a page by itself.
func TestPagesThatNothingLeadsTo(t *testing.T) {
	engines := testEngines(t)
	page := func(content int) string {
		return fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents %d 0 R>>", content)
	}
	left, right := streamOf("", black(0, 0, 50, 50)), streamOf("", black(150, 0, 50, 50))
	whole := filePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>", page(5), page(6), left, right)
	changed := func(old, new string) []byte {
		if !bytes.Contains(whole, []byte(old)) {
			t.Fatalf("no %s", old)
		}
		return bytes.ReplaceAll(whole, []byte(old), []byte(new))
	}
	packed, _ := assembled(t, engines, pdf.Assembly{Sources: sourcesOf(t, whole), Plain: true})
	modern, err := os.ReadFile(packed)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		data  []byte
		pages int
	}{
		{"a tree that leads back to itself", changed("/Kids[3 0 R 4 0 R]", "/Kids[2 0 R]"), 2},
		{"a tree that leads nowhere", changed("/Kids[3 0 R 4 0 R]", "/Kids[]"), 2},
		{"a catalog that names no tree", changed("/Catalog/Pages 2 0 R", "/Catalog"), 2},
		{"a catalog that names another object", changed("/Catalog/Pages 2 0 R", "/Catalog/Pages 5 0 R"), 2},
		{"a page that runs into the one before", bytes.Replace(changed("xref", "xxxx"), []byte("endobj\n4 0 obj"), []byte("4 0 obj"), 1), 2},
		{"a key without its solidus, no header", bytes.Replace(changed("/MediaBox[", " MediaBox ["), []byte("%PDF-1.7"), []byte("%PDFX1.7"), 1), 2},
		{"no catalog", changed("<</Type/Catalog/Pages 2 0 R>>", "null"), 2},
		{"no end", whole[:bytes.Index(whole, []byte("xref"))], 2},
		{"cut within the last page", whole[:bytes.LastIndex(whole, []byte("re f"))], 2},
		{"neither tree nor end", changed("/Kids[3 0 R 4 0 R]", "/Kids[2 0 R]")[:bytes.Index(whole, []byte("xref"))-20], 2},
		{"a lone object stream", modern[:bytes.LastIndex(modern, []byte("/XRef"))-20], 2},
		{"pages without their type", bytes.ReplaceAll(changed("/Kids[3 0 R 4 0 R]", "/Kids[2 0 R]"), []byte("/Type/Page/"), []byte("/")), 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sources := sourcesOf(t, test.data)
			facts, err := engines.Inspect(t.Context(), sources[0].File)
			if err != nil || !facts.Damaged || len(facts.Pages) != test.pages {
				t.Fatalf("%+v %v", facts, err)
			}
			path, _ := assembled(t, engines, pdf.Assembly{Sources: sources, Plain: true})
			first, last := picture(t, engines, path, 0), picture(t, engines, path, 1)
			if !isDark(first, 20, 20) || isDark(first, 180, 20) || isDark(last, 20, 20) {
				t.Error("the pages are not the first and the second")
			}
		})
	}
}

// What has no page has none, however long it is looked for.
func TestNothingIsMadeUp(t *testing.T) {
	engines := testEngines(t)
	for _, data := range []string{
		string(filePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>")),
		"%PDF-1.7\n1 0 obj", "%PDF-1.7\n1 0 obj<<", "%PDF-1.7\n1 0 obj<</Type/Page", "%PDF-1.7\ntrailer", "%PDF-1.7\ntrailer<<", "%PDF-1.7\n1 0 obj(",
		"%PDF-1.7\n1 0 obj<</Type/ObjStm/First 10/Filter/FlateDecode>>stream\nx", "%PDF-1.7\n1 0 obj<</Type/ObjStm/First 3/N 9>>stream\n1 9endstream endobj",
		"%PDF-1.7\n" + strings.Repeat("[", 10_000), "%PDF-1.7\n1 0 obj" + strings.Repeat("<</A", 10_000), "%PDF-1.7\n1 0 obj<</Length 99>>stream",
	} {
		_, err := engines.Inspect(t.Context(), file(t, "a.pdf", []byte(data)))
		if reason := pdf.ReasonOf(err); reason != pdf.Damaged && reason != pdf.NoPages {
			t.Errorf("%.40q: %v", data, err)
		}
	}
}

// Of a file that was cut off an empty page may be all that is left: that is no
// document.
func TestNothingButAnEmptyPageIsNoDocument(t *testing.T) {
	whole := onePDF(a4Box, "BT /F1 12 Tf 72 700 Td (Diploma) Tj ET")
	cut := bytes.Index(whole, []byte("stream")) + len("stream\n")
	path := filepath.Join(t.TempDir(), "cut.pdf")
	if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := testEngines(t).Inspect(t.Context(), pdf.File{Path: path})
	if got := pdf.ReasonOf(err); got != pdf.Damaged {
		t.Errorf("it is read: %v", err)
	}
}

// A damaged file may have lost its fonts: what PDFium then shows with another font
// would not be seen in other readers, so it goes in as a picture.
func TestAPageThatLostItsFontsBecomesAPicture(t *testing.T) {
	path := filepath.Join("..", "..", "assets", "sample", "documents", "praktikumszeugnis.pdf")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.pdf")
	if err := os.WriteFile(cut, whole[:len(whole)*6/10], 0o600); err != nil {
		t.Fatal(err)
	}
	engines := testEngines(t)
	made, err := engines.Assemble(t.Context(), pdf.Assembly{
		Sources: []pdf.Source{{File: pdf.File{Path: cut}}}, Sheet: pdf.A4, Output: filepath.Join(t.TempDir(), "out.pdf"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if by := made.Pages[0].By; by != pdf.ByPicture {
		t.Errorf("it was carried over by %s", by)
	}
}

// Who made a file is what the file says, not who read it anew.
func TestNobodyIsNamedWhoReadAFileAnew(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join("..", "..", "assets", "sample", "documents", "praktikumszeugnis.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.pdf")
	if err := os.WriteFile(cut, whole[:len(whole)*6/10], 0o600); err != nil {
		t.Fatal(err)
	}
	facts, err := testEngines(t).Inspect(t.Context(), pdf.File{Path: cut})
	if err != nil || facts.Producer != "" || !facts.Damaged {
		t.Errorf("made by %q, damaged %v, %v", facts.Producer, facts.Damaged, err)
	}
}

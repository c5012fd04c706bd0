package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

// oddPDF has three empty pages, of two sizes and one of them turned, and a form.
func oddPDF(t *testing.T) string {
	t.Helper()
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
		"<</Type/Pages/Count 3/Kids[3 0 R 4 0 R 5 0 R]>>",
		"<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 595 842]/Rotate 90>>",
		"<</Type/Page/Parent 2 0 R/Resources<<>>/MediaBox[0 0 842 1191]>>",
		"<</FT/Tx/T(name)>>",
	}
	path := filepath.Join(t.TempDir(), "odd.pdf")
	if err := os.WriteFile(path, pdftest.File(objects...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsSeenOnADocumentIsToldOnItsCard(t *testing.T) {
	h := openSample(t)
	h.size(1280, 1600)
	h.window.Visit("documents")
	h.settle()
	h.shoot("documents-findings")
	h.wantSaid("Its text seems to be in German.")
	if h.has("documents.d1.findings") || h.has("documents.d3.findings") {
		t.Error("a card that has nothing to say but that the name was found offers more")
	}
	h.tap("documents.d5.lang-yes")
	h.settle()
	if d, _ := h.window.Document("d5"); d.Lang != "de" || h.has("documents.d5.lang-yes") {
		t.Errorf("its language is %q", d.Lang)
	}
	h.window.Set("documents.d5.lang=fr")
	h.settle()
	h.wantSaid("You said that it is in French, but its text seems to be in German.")
	h.wantUnsaid("Its text seems to be in German. If")
	h.window.Set("documents.d5.lang=de")
	h.settle()
	h.wantUnsaid("seems to be in German")
	h.window.Set("name.given=Anna", "name.family=Kowalska")
	h.settle()
	h.wantSaid("The name Anna Kowalska was not found in its text.")
}

func TestACardTellsTheGravestFindingsFirst(t *testing.T) {
	h := openEmpty(t)
	h.size(1280, 1000)
	h.drop(oddPDF(t))
	h.tap("what.later")
	h.settle()
	h.wantSaid("Nothing can be seen on the pages of this file.", "This file is a form.")
	h.wantUnsaid("have different sizes")
	if !strings.Contains(h.said(), "Show 1 more note") {
		t.Errorf("it says %s", h.said())
	}
	h.shoot("documents-findings-few")
	h.tap("documents.d1.findings")
	h.shoot("documents-findings-all")
	h.wantSaid("have different sizes", "Show fewer notes")
	h.tap("documents.d1.findings")
	h.wantUnsaid("have different sizes")
}

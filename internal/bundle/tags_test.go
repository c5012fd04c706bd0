package bundle_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/typeset/typesettest"
)

// structureOf is how poppler tells the structure of a PDF to whoever hears it.
func structureOf(t *testing.T, path string) string {
	t.Helper()
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("pdfinfo is not installed")
	}
	out, err := exec.Command("pdfinfo", "-struct-text", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A screen reader hears the cover and the contents in order, its headings as
// headings and its lines as links, then each document.
func TestABundleIsReadInOrder(t *testing.T) {
	t.Parallel()
	o := order(t, t.TempDir())
	o.Sources[0].Lang = "pl"
	if _, err := bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil {
		t.Fatal(err)
	}
	said := structureOf(t, o.Output)
	rest := said
	for _, want := range []string{
		"Document", "Sect", "H1", "Zoë Lefèvre-Öztürk", `"Date 1 June 2025`, `"Pages 5`, "H2", "TOC", "TOCI", "Link", "diploma 3", "Object",
		"H1", "Contents", "TOCI", "Link", "dyplom", "translation", `Sect "diploma"`, "Figure", `Sect "dyplom"`,
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("%q is not said, or not in its place:\n%s", want, said)
		}
		rest = after
	}
	data, err := os.ReadFile(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	typesettest.Check(t, data)
}

// What is only joined has no structure of ours: its pages keep to themselves.
func TestPlainPagesHaveNoStructure(t *testing.T) {
	t.Parallel()
	o := order(t, t.TempDir())
	o.Options.Plain = true
	o.Output = filepath.Join(t.TempDir(), "plain.pdf")
	if _, err := bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil {
		t.Fatal(err)
	}
	if said := structureOf(t, o.Output); strings.Contains(said, "Document") {
		t.Errorf("it has one:\n%s", said)
	}
}

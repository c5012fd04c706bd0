package ui_test

import (
	"strings"
	"testing"

	"example.org/dossier/assets"
)

// What can be copied for somebody who looks for a fault names versions and
// settings, and nothing of the candidate.
func TestWhatTheProgramIs(t *testing.T) {
	h := openSample(t)
	h.menu("ui.menu.about")
	said := h.above()
	for _, part := range []string{"About Dossier", "without a network", "Licences and thanks", "PDFium", "BSD-3-Clause"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not said in:\n%s", part, said)
		}
	}
	h.size(1024, 640)
	h.shoot("program")
	h.tap("about.diagnostics")
	copied := h.app.Clipboard().Content()
	for _, part := range []string{"program: ", "language: en", "files are opened by a child held by: ", "documents: ", "vacancy: nato-ocio-internship-2025"} {
		if !strings.Contains(copied, part) {
			t.Errorf("%q is not in:\n%s", part, copied)
		}
	}
	for _, private := range []string{"Zoë", "Lefèvre", h.dir, "diplome"} {
		if strings.Contains(copied, private) {
			t.Errorf("%q is in:\n%s", private, copied)
		}
	}
	h.tap("about.licences")
	if h.app.Clipboard().Content() != assets.Licences {
		t.Error("the licences were not copied")
	}
	if !strings.Contains(h.above(), "Copied.") {
		t.Errorf("it says %s", h.above())
	}
}

package ui_test

import (
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/ui"
)

// The sheet to translate on is written into the language that is chosen, opened,
// and shown in its folder on request.
func TestAWorksheetIsOfferedForAForeignDocument(t *testing.T) {
	system := &opener{}
	h := openChanged(t, []string{"documents.d1.lang=de"}, func(o *ui.Options) { o.Opener = system })
	h.window.Visit("documents")
	h.settle()
	h.size(1024, 640)
	h.shoot("documents-worksheet-card")
	h.tap("documents.d1.worksheet")
	if said := h.above(); !strings.Contains(said, "translates nothing") {
		t.Errorf("it says %q", said)
	}
	h.shoot("documents-worksheet")
	h.tap("worksheet.cancel")
	h.tap("documents.d1.worksheet")
	h.tap("worksheet.write")
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "worksheet_diplome-bachelier.pdf") {
		t.Errorf("it says %q", said)
	}
	if len(system.launched) != 1 || filepath.Base(system.launched[0]) != "worksheet_diplome-bachelier.pdf" {
		t.Errorf("opened: %v", system.launched)
	}
	h.tap("toast")
	if len(system.revealed) != 1 {
		t.Errorf("shown: %v", system.revealed)
	}
	h.shoot("documents-worksheet-done")
}

package ui_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui"
)

func TestTheChecklistIsPrinted(t *testing.T) {
	opened := &opener{}
	h := openSample(t, func(o *ui.Options) { o.Opener = opened })
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Zoé Marie")
	h.shortcut(fyne.KeyP, ctrl)
	want := filepath.Join(h.sample(), "bundles", "checklist.pdf")
	if len(opened.launched) != 1 || opened.launched[0] != want {
		t.Fatalf("opened is %q", opened.launched)
	}
	if data, err := os.ReadFile(want); err != nil || !bytes.HasPrefix(data, []byte("%PDF")) {
		t.Errorf("it is no PDF: %v", err)
	}
	h.mustShow("checklist.pdf is open in your PDF program")
	if got := h.saved(h.sample()).Name.Given; got != "Zoé Marie" {
		t.Errorf("printed is what was before: %q", got)
	}
	h.shortcut(fyne.KeyP, ctrl)
	if len(opened.launched) != 2 || opened.launched[1] != want {
		t.Errorf("printed again it is %q", opened.launched)
	}
	h.tap("toast")
	if len(opened.revealed) != 1 || opened.revealed[0] != want {
		t.Errorf("shown is %q", opened.revealed)
	}
}

// What somebody else is working on is printed without a file of ours among theirs,
// and nothing of it stays behind.
func TestAReadOnlyDossierIsPrinted(t *testing.T) {
	h := openSample(t)
	opened := &opener{}
	second := open(t, func(o *ui.Options) { o.Opener = opened })
	second.window.Open(h.sample())
	second.settle()
	second.shortcut(fyne.KeyP, ctrl)
	if len(opened.launched) != 1 || strings.HasPrefix(opened.launched[0], h.sample()) {
		t.Fatalf("opened is %q", opened.launched)
	}
	if _, err := os.Stat(opened.launched[0]); err != nil {
		t.Error(err)
	}
	second.close()
	if _, err := os.Stat(filepath.Dir(opened.launched[0])); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the copy stays: %v", err)
	}
}

func TestWhatCannotBeOpenedIsSaid(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.Opener = &opener{err: message.Unfinished("open-failed", message.Args{"File": "checklist.pdf"}, nil)}
	})
	h.shortcut(fyne.KeyP, ctrl)
	if told := h.window.Notices(); len(told) != 1 {
		t.Errorf("told is %+v", told)
	}
	if h.shows("is open in your PDF program") {
		t.Error("it says that it is open")
	}
	h.wantCleanNotices()
}

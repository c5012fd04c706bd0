package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/ui"
)

// Fronts and backs in one file are put together sheet by sheet, as was shown before,
// and taken apart by undoing it.
func TestFrontsAndBacksOfOneFile(t *testing.T) {
	h := withPages(t, 6)
	h.press(fyne.KeyEscape)
	h.tap("documents.d6.change")
	h.tap("documents.d6.backs")
	h.saysAbove("In the second half of this file", "6 pages", "1, 4, 2, 5, 3 and 6")
	h.tap("backs.reversed")
	h.saysAbove("1, 6, 2, 5, 3 and 4")
	h.tap("backs.join")
	h.wantPages(1, 6, 2, 5, 3, 4)
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	h.wantPages()
}

// withBacks is withPages with the backs in a file of their own, both put together.
func withBacks(t testing.TB, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := withPages(t, 3, change...)
	h.press(fyne.KeyEscape)
	path := filepath.Join(t.TempDir(), "backs.pdf")
	if err := os.WriteFile(path, pdftest.Written(2), 0o600); err != nil {
		t.Fatal(err)
	}
	h.drop(path)
	h.tap("what.later")
	h.tap("documents.d6.change")
	return h
}

// Backs in another file go in between, which both cards say; taken apart, each stands
// by itself.
func TestFrontsAndBacksOfTwoFiles(t *testing.T) {
	h := withBacks(t)
	h.tap("documents.d6.backs")
	h.keysInto("backs.where", fyne.KeyEnd)
	h.saysAbove("backs.pdf", "1, back 1, 2, back 2 and 3")
	h.tap("backs.join")
	h.wantSaid("The pages of “backs.pdf” stand in between as backs.",
		"Its pages are the backs of “transcript of 3 pages.pdf” and stand in between there.", "inside another document")
	if h.has("documents.d6.backs") {
		t.Error("more backs are offered")
	}
	h.tap("documents.d6.thumb")
	h.saysAbove("The backs go in between these pages", "backs.pdf")
	h.press(fyne.KeyEscape)
	h.tap("documents.d7.apart")
	h.wantUnsaid("stand in between", "inside another document")
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	h.wantSaid("inside another document")
}

// TestBacksLook makes pictures for somebody who wants to look.
func TestBacksLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}} {
		h := withBacks(t, change...)
		h.tap("documents.d6.backs")
		h.shoot(fmt.Sprintf("backs-%s", name))
		h.keysInto("backs.where", fyne.KeyEnd)
		h.tap("backs.join")
		h.shoot(fmt.Sprintf("backs-joined-%s", name))
	}
}

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

// withTranslation puts an original and its translation, of so many pages, into the
// dossier and shows them side by side.
func withTranslation(t testing.TB, original, translation int, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	h.size(1280, 800)
	dir := t.TempDir()
	for i, pages := range []int{original, translation} {
		path := filepath.Join(dir, []string{"diploma.pdf", "diploma in English.pdf"}[i])
		if err := os.WriteFile(path, pdftest.Written(pages), 0o600); err != nil {
			t.Fatal(err)
		}
		h.drop(path)
		h.tap("what.later")
	}
	h.window.Answer("documents.d6.kind=qualification")
	h.window.Answer("documents.d7.kind=translation")
	h.window.Answer("documents.d7.of=d6")
	h.settle()
	h.tap("documents.d7.beside")
	return h
}

// An original and its translation page together; who has fewer pages waits at its end.
func TestOriginalAndTranslationPageTogether(t *testing.T) {
	h := withTranslation(t, 2, 4)
	h.saysAbove("Original · diploma.pdf", "Page 1 of 2", "Translation · diploma in English.pdf", "Page 1 of 4")
	const spoken = "diploma.pdf · Page 1 of 2 · diploma in English.pdf · Page 1 of 4"
	if told := h.find("beside").(fyne.Accessible).AccessibilityLabel(); told != spoken {
		t.Errorf("a screen reader says %q", told)
	}
	if h.focused() != "beside" {
		t.Fatalf("the keyboard is at %q", h.focused())
	}
	h.press(fyne.KeyRight)
	h.saysAbove("2 of 2", "2 of 4")
	h.press(fyne.KeyRight)
	h.saysAbove("2 of 2", "3 of 4")
	h.press(fyne.KeyEnd)
	h.saysAbove("2 of 2", "4 of 4")
	h.press(fyne.KeyRight)
	h.press(fyne.KeyLeft)
	h.press(fyne.KeyLeft)
	h.saysAbove("2 of 2", "2 of 4")
	h.press(fyne.KeyHome)
	h.saysAbove("1 of 2", "1 of 4")
	h.press(fyne.KeyEscape)
	if h.above() != "" || h.focused() != "documents.d7.beside" {
		t.Errorf("after Escape: %q, the keyboard at %q", h.above(), h.focused())
	}
}

// A translation that begins with a page of its own is turned alone once, and stays
// ahead.
func TestOneSideIsTurnedAlone(t *testing.T) {
	h := withTranslation(t, 3, 4)
	h.tap("beside.translation.on")
	h.saysAbove("1 of 3", "2 of 4")
	h.press(fyne.KeyRight)
	h.saysAbove("2 of 3", "3 of 4")
	h.press(fyne.KeyEnd)
	h.saysAbove("3 of 3", "4 of 4")
	h.press(fyne.KeyHome)
	h.saysAbove("1 of 3", "1 of 4")
	h.press(fyne.KeyRight)
	h.saysAbove("1 of 3", "2 of 4")
}

// What is left out is not compared, and both grow together.
func TestBesideShowsWhatIsUsed(t *testing.T) {
	h := withTranslation(t, 3, 4)
	h.press(fyne.KeyEscape)
	h.window.Answer("documents.d6.pages=3,1")
	h.settle()
	h.tap("documents.d6.beside")
	h.saysAbove("Page 3 of 3", "Page 1 of 4")
	before := h.find("beside.original").Size()
	h.canvas().Focused().TypedRune('+')
	h.settle()
	for _, side := range []string{"beside.original", "beside.translation"} {
		if now := h.find(side).Size(); now.Width <= before.Width {
			t.Errorf("%s was %v and is %v", side, before, now)
		}
	}
}

// A document without a translation has nothing beside it.
func TestNothingBeside(t *testing.T) {
	h := withTranslation(t, 1, 2)
	h.press(fyne.KeyEscape)
	h.window.Answer("documents.d7.of=?")
	h.settle()
	for _, id := range []string{"d6", "d7"} {
		if h.has("documents." + id + ".beside") {
			t.Errorf("%s has something beside it", id)
		}
	}
}

// TestBesideLook makes pictures for somebody who wants to look.
func TestBesideLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := withTranslation(t, 2, 3, change...)
		for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
			h.size(size[0], size[1])
			h.settle()
			h.shoot(fmt.Sprintf("beside-%s-%.0f", name, size[0]))
			h.canvas().Focused().TypedRune('+')
			h.settle()
			h.shoot(fmt.Sprintf("beside-wide-%s-%.0f", name, size[0]))
			h.canvas().Focused().TypedRune('-')
			h.settle()
		}
	}
}

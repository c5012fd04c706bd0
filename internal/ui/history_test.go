package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
)

// The earlier versions are listed by day, looked at, and gone back to, by the
// keyboard alone; and that is undone.
func TestGoBackToAnEarlierVersion(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1280, 800)
		h.window.Set("name.given=Anna")
		h.settle()
		h.window.Set("nationalities=FR", "birthDate=2001-01-01")
		h.settle()
		h.menu("ui.menu.history")
		h.shoot("history-" + string(lang))
		if focus := piece.FocusKey(h.canvas()); focus != "history.list" {
			t.Fatalf("the focus is on %q", focus)
		}
		list := h.canvas().Focused()
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		h.settle()
		h.shoot("version-" + string(lang))
		h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if focus := piece.FocusKey(h.canvas()); focus != "history.list" {
			t.Errorf("the focus is on %q", focus)
		}
		h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		h.settle()
		h.tap("version.restore")
		if h.canvas().Overlays().Top() != nil {
			t.Error("a dialog stays")
		}
		if got := h.window.Saved("birthDate"); got == "2001-01-01" || h.window.Saved("name.given") != "Anna" {
			t.Errorf("the birthday is %q", got)
		}
		h.shoot("restored-" + string(lang))
		h.tap("toast")
		if got := h.window.Saved("birthDate"); got != "2001-01-01" {
			t.Errorf("undone, the birthday is %q", got)
		}
	}
}

// menu does what an entry of the menu is for.
func (h *hall) menu(id string) {
	h.window.TakeMenu(id)
	h.settle()
}

// A version whose documents are gone says so before anybody goes back to it.
func TestAVersionThatLacksFiles(t *testing.T) {
	h := openSample(t)
	h.size(1024, 640)
	files, err := filepath.Glob(filepath.Join(h.dir, "sample", "documents", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	h.window.Set("name.given=Anna")
	h.settle()
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	h.menu("ui.menu.history")
	list := h.canvas().Focused()
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.settle()
	h.shoot("version-lacks")
	if piece.FindKey(h.canvas().Overlays().Top(), "version.restore") == nil {
		t.Error("there is no way back")
	}
}

// Five hundred versions open and scroll without work for those that nobody sees.
func TestFiveHundredVersions(t *testing.T) {
	h := openSample(t)
	h.size(1024, 640)
	fillHistory(t, filepath.Join(h.dir, "sample"), 500)
	h.gauge.start()
	defer h.gauge.stop()
	h.menu("ui.menu.history")
	list := h.find("history.list").(*piece.List)
	from := time.Now()
	for range 50 {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	t.Logf("the window's goroutine was held up for %v at most; 50 pages took %v", &h.gauge, time.Since(from))
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	h.shoot("history-end")
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	h.shoot("history-home")
}

// fillHistory gives a dossier so many saved states, about ten a day.
func fillHistory(t testing.TB, folder string, count int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "dossier.json"))
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := filepath.Glob(filepath.Join(folder, "history", "*.json"))
	for _, entry := range entries {
		if err := os.Remove(entry); err != nil {
			t.Fatal(err)
		}
	}
	for i := 1; i <= count; i++ {
		at := now.Add(-time.Duration(count-i) * 150 * time.Minute).UTC()
		name := fmt.Sprintf("%s-%d-%08x.json", at.Format("20060102T150405Z"), i, i)
		state := strings.Replace(string(data), "\"Zoë\"", fmt.Sprintf("\"Zoë %d\"", count-i), 1)
		if err := os.WriteFile(filepath.Join(folder, "history", name), []byte(state), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

package ui_test

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
)

// contents are the ids of the documents as the dossier on the disk has them stand in
// the bundle.
func (h *hall) contents() string {
	h.t.Helper()
	var ids []string
	h.reading(func(s *session.Session) error {
		documents, err := s.Contents("", "")
		for _, d := range documents {
			ids = append(ids, d.ID)
		}
		return err
	})
	return strings.Join(ids, " ")
}

// reading looks into the dossier on the disk.
func (h *hall) reading(look func(*session.Session) error) {
	h.t.Helper()
	s, err := h.options.House.Open(filepath.Join(h.dir, "sample"), true)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	if err := look(s); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) wantContents(want string) {
	h.t.Helper()
	if got := h.contents(); got != want {
		h.t.Errorf("the documents stand as %s, want %s", got, want)
	}
}

func (h *hall) wantFocus(key string) {
	h.t.Helper()
	if got := h.focused(); got != key {
		h.t.Errorf("the keyboard is at %q, want %q", got, key)
	}
}

func TestDocumentsOfTheBundleAreMoved(t *testing.T) {
	h := onBundle(t)
	h.wantContents("d1 d3 d4 d2 d5")
	h.wantSaid("The documents follow the order of the checklist", "on pages 3 to 4")
	if !h.find("bundle.up.d1").(fyne.Disableable).Disabled() || !h.find("bundle.down.d5").(fyne.Disableable).Disabled() {
		t.Error("a document can be moved past an end")
	}
	h.tap("bundle.down.d1")
	h.wantContents("d3 d4 d1 d2 d5") // the translation stays with what it translates
	h.wantFocus("bundle.down.d1")
	h.wantSaid("The documents stand in an order of your own", "on pages 5 to 6")
	h.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	h.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	h.shoot("bundle-order")
	h.wantContents("d3 d4 d2 d5 d1")
	h.wantFocus("bundle.up.d1") // at the end it cannot go on
	h.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	h.wantContents("d3 d4 d2 d5 d1")
	h.shortcut(fyne.KeyUp, fyne.KeyModifierAlt)
	h.wantContents("d3 d4 d2 d1 d5")
	h.shortcut(fyne.KeyZ, ctrl)
	h.wantContents("d3 d4 d2 d5 d1")
	h.wantSaid("on pages 7 to 8")
	h.tap("bundle.make")
	h.wantSaid("up to date")
	h.tap("bundle.order")
	h.wantContents("d1 d3 d4 d2 d5")
	h.wantSaid("The documents follow the order of the checklist", "out of date")
	h.tap("toast")
	h.wantContents("d3 d4 d2 d5 d1")
	h.wantSaid("up to date")
}

func TestOrderOfADossierThatIsOnlyRead(t *testing.T) {
	h := openHeld(t)
	h.size(1280, 1900)
	h.window.Visit("bundle")
	h.settle()
	for _, key := range []string{"bundle.down.d1", "bundle.separators"} {
		if !h.find(key).(fyne.Disableable).Disabled() {
			t.Errorf("%s can be changed where nothing can be written", key)
		}
	}
}

func TestSheetsBeforeDocumentsOfTheBundle(t *testing.T) {
	h := onBundle(t)
	h.tap("bundle.separators")
	h.wantSaid("on pages 4 to 5", "on page 13")
	h.shoot("bundle-separators")
	h.tap("bundle.make")
	h.wantSaid("13 pages", "up to date")
	h.shortcut(fyne.KeyZ, ctrl)
	h.wantSaid("on pages 3 to 4", "out of date")
	h.tap("bundle.separators")
	h.wantSaid("up to date")
	h.reading(func(s *session.Session) error {
		all, err := s.Choices("")
		if err == nil && !all[0].Separators {
			t.Error("the choice is not kept")
		}
		return err
	})
}

func TestChoicesOfTheBundleLookWell(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){"en": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := openSample(t, change...)
		h.size(1024, 1500)
		h.window.Visit("bundle")
		h.settle()
		h.tap("bundle.down.d1")
		h.tap("bundle.separators")
		h.shoot("bundle-choices-" + name)
		h.size(1024, 640)
		h.settle()
		h.shoot("bundle-choices-small-" + name)
	}
}

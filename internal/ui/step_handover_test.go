package ui_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui"
)

func TestHandOverSaysWhatIsOpen(t *testing.T) {
	h := openSample(t)
	h.size(1280, 1500)
	h.window.Visit("hand-over")
	h.settle()
	h.wantSaid("This program never sends anything.", "4 points of the checklist are still open.", "There is no bundle yet.",
		"NATO’s online recruitment platform", "at most 5 MB, better below 1 MB", "Nobody has confirmed these limits.",
		"11 June 2025, 16:00 (Brussels time) · 10:00 your time", "22 June 2025, 23:59 (Brussels time) · 17:59 your time",
		"March 2026 and September 2026", "6 months, 38 hours a week", "No part of an application may be prepared with generative AI.")
	h.wantUnsaid("is in place.")
	h.tap("hand-over.overview")
	if step, _ := h.window.Standing(); step != "overview" {
		t.Errorf("it leads to %q", step)
	}
	h.window.Visit("hand-over")
	h.tap("hand-over.bundle")
	if step, _ := h.window.Standing(); step != "bundle" {
		t.Errorf("it leads to %q", step)
	}
}

func TestHandOverWhenAllIsReady(t *testing.T) {
	h := openEdited(t, inPlace)
	h.size(1280, 1500)
	h.window.Answer("start=2026-03")
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.settle()
	h.shoot("hand-over-ready")
	h.wantSaid("Everything that the notice asks for is in place.", "up to date", "Lefevre-Ozturk_Zoe_OCIO.pdf", "March 2026")
	h.wantUnsaid("still open", "September 2026")
}

func TestHandOverKeepsTheNumberOfTheVacancy(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.write("requisition", "OCIO-25")
	field := h.find("requisition")
	h.settle()
	if h.find("requisition") != field || h.focused() != "requisition" {
		t.Error("the field was taken away while somebody typed")
	}
	h.shoot("hand-over-number")
	h.wantSaid("out of date")
	if got := h.application().Requisition; got != "OCIO-25" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestHandOverMakesTheChecklist(t *testing.T) {
	system := &opener{}
	h := openSample(t, func(o *ui.Options) { o.Opener = system })
	h.size(1280, 1500)
	h.window.Visit("hand-over")
	h.settle()
	h.tap("hand-over.checklist")
	h.tap("hand-over.checklist")
	path := filepath.Join(h.dir, "sample", "bundles", "checklist.pdf")
	if !slices.Equal(system.launched, []string{path, path}) {
		t.Errorf("opened %q", system.launched)
	}
	if got := h.bundles(); !slices.Equal(got, []string{"checklist.pdf"}) {
		t.Errorf("there are %q", got)
	}
	h.wantSaid("The checklist is made: checklist.pdf", "Make the checklist")
	h.tap("hand-over.checklist.reveal")
	if !slices.Equal(system.revealed, []string{path}) {
		t.Errorf("showed %q", system.revealed)
	}
}

func TestHandOverOfADossierThatIsOnlyRead(t *testing.T) {
	h := openHeld(t)
	h.window.Visit("hand-over")
	for _, key := range []string{"requisition", "hand-over.checklist"} {
		if !h.find(key).(fyne.Disableable).Disabled() {
			t.Errorf("%q can be used where nothing can be written", key)
		}
	}
}

func TestHandOverOfAClosedVacancy(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.AsOf = func(*time.Location) time.Time { return now.AddDate(0, 1, 0) }
	})
	h.window.Visit("hand-over")
	h.settle()
	h.wantSaid("This vacancy is closed since 22 June 2025.", "as practice or for a next call", "still open")
}

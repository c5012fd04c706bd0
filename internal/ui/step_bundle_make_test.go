package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
)

// In a small window the buttons of the made bundle stand below what is said of it,
// rather than leave its name a few letters' width.
func TestMadeBundleIsReadAtEaseInASmallWindow(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.English, i18n.French} {
		h := onBundle(t, showing(lang, settings.Light))
		h.size(1024, 640)
		h.tap("bundle.make")
		h.shoot("made-small-" + string(lang))
		across := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(h.find("bundle.open")).X }
		if at := across(); at > 400 {
			t.Errorf("%s: the button stands beside what is said, at %g", lang, at)
		}
		h.size(1280, 800)
		if at := across(); at < 400 {
			t.Errorf("%s: the button stands below what is said, at %g", lang, at)
		}
	}
}

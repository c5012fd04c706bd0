package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
)

// On every step, whatever has the keyboard keeps it when the language changes, with
// what is typed and the cursor in it, and the page stays where it is scrolled to.
func TestTheLanguageChangesInPlaceOnEveryStep(t *testing.T) {
	onlyWhole(t)
	h := openSample(t, showing(i18n.English, settings.Light))
	h.size(smallestWidth, smallestHeight)
	for _, step := range walkSteps {
		h.window.Visit(step)
		h.settle()
		h.wantTurnedInPlace(step, h.window.Scrolled)
		h.settle()
	}
}

// So it does before there is a dossier, and in the settings.
func TestTheLanguageChangesInPlaceWithoutADossier(t *testing.T) {
	h := open(t, showing(i18n.English, settings.Light), somebodys)
	h.size(smallestWidth, smallestHeight)
	unscrolled := func() float32 { return 0 }
	h.wantTurnedInPlace("start", unscrolled)
	h.menu("ui.menu.settings")
	h.settle()
	h.wantTurnedInPlace("settings", unscrolled)
}

// wantTurnedInPlace changes the language to and fro with the keyboard on each control in
// turn, and asks how far the page is scrolled.
func (h *hall) wantTurnedInPlace(where string, scrolled func() float32) {
	h.t.Helper()
	var keys []string
	h.eachFocusable(func(o fyne.Focusable) { keys = append(keys, o.(piece.Keyed).Key()) })
	for _, key := range keys {
		h.canvas().Focus(h.find(key).(fyne.Focusable))
		entry, typing := h.canvas().Focused().(*piece.Entry)
		if typing && !entry.Disabled() {
			entry.TypedRune('é')
		}
		for _, lang := range []string{"fr", "en"} {
			before, text, column := scrolled(), "", 0
			if typing {
				text, _, column = h.canvas().Focused().(*piece.Entry).State()
			}
			h.window.Speak(lang)
			if now := piece.FocusKey(h.canvas()); now != key {
				h.t.Fatalf("%s, to %s: the keyboard goes from %q to %q", where, lang, key, now)
			}
			if typing {
				if now, _, at := h.canvas().Focused().(*piece.Entry).State(); now != text || at != column {
					h.t.Errorf("%s, to %s: %q holds %q at %d, was %q at %d", where, lang, key, now, at, text, column)
				}
			}
			if now := scrolled(); now < before-1 && now < h.window.ScrollEnd()-1 {
				h.t.Errorf("%s, to %s, with the keyboard on %q: scrolled from %g to %g", where, lang, key, before, now)
			}
		}
	}
}

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
		var keys []string
		h.eachFocusable(func(o fyne.Focusable) { keys = append(keys, o.(piece.Keyed).Key()) })
		for _, key := range keys {
			h.canvas().Focus(h.find(key).(fyne.Focusable))
			entry, typing := h.canvas().Focused().(*piece.Entry)
			if typing && !entry.Disabled() {
				entry.TypedRune('é')
			}
			for _, lang := range []string{"fr", "en"} {
				before, text, column := h.window.Scrolled(), "", 0
				if typing {
					text, _, column = h.canvas().Focused().(*piece.Entry).State()
				}
				h.window.Speak(lang)
				if now := piece.FocusKey(h.canvas()); now != key {
					t.Fatalf("%s, to %s: the keyboard goes from %q to %q", step, lang, key, now)
				}
				if typing {
					if now, _, at := h.canvas().Focused().(*piece.Entry).State(); now != text || at != column {
						t.Errorf("%s, to %s: %q holds %q at %d, was %q at %d", step, lang, key, now, at, text, column)
					}
				}
				if now := h.window.Scrolled(); now < before-1 && now < h.window.ScrollEnd()-1 {
					t.Errorf("%s, to %s, with the keyboard on %q: scrolled from %g to %g", step, lang, key, before, now)
				}
			}
		}
		h.settle()
	}
}

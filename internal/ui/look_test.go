package ui_test

import (
	"path/filepath"
	"testing"

	"example.org/dossier/internal/ui"
)

// TestLookAround makes pictures of the menu, dialogs and notices for somebody
// who wants to look: SHOTS=DIR go test -run LookAround.
func TestLookAround(t *testing.T) {
	if shots == "" {
		t.Skip("makes pictures only: SHOTS=DIR")
	}
	for _, lang := range []string{"en", "fr"} {
		h := openSample(t, func(o *ui.Options) {})
		h.size(1100, 700)
		if lang == "fr" {
			h.tap("theme")
			h.window.Speak("fr")
		}
		h.tap("menu")
		h.shoot("menu-" + lang)
		h.press("Escape")
		h.tap("as-of")
		h.shoot("as-of-" + lang)
		h.press("Escape")
		h.window.AskNew()
		h.write("new.given", "Zoë")
		h.shoot("new-" + lang)
		h.press("Escape")
		h.window.Open(filepath.Join(h.dir, "nowhere"))
		h.settle()
		h.shoot("notice-" + lang)
		h.window.Visit("about")
		h.settle()
		h.write("birthDate", "31/02/2003")
		h.close()
		h.shoot("leave-" + lang)
	}
}

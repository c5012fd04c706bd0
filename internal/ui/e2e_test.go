package ui_test

import (
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui"
)

// needEndToEnd skips a test that drives the real program on a display, unless
// that was asked for.
func needEndToEnd(t *testing.T) {
	t.Helper()
	if endToEnd == "" {
		t.Skip("it drives the real program on a display of its own: make e2e runs it")
	}
}

func TestEndToEnd(t *testing.T) {
	for locale, lang := range map[string]i18n.Lang{"fr_FR.UTF-8": i18n.French} {
		t.Run(string(lang), func(t *testing.T) {
			needEndToEnd(t)
			p := openPair(t, locale, func(o *ui.Options) { o.Lang = lang })
			p.click("start.new")
			p.fill("new.given", "Zoë")
			p.key("Tab")
			p.types("Lefèvre")
			p.click("new.create")
		})
	}
}

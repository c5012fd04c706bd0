package ui_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
)

// TestAboutLook makes pictures of "About you" and "Languages" for somebody who
// wants to look.
func TestAboutLook(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("nobody wants to look")
	}
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("about")
	h.settle()
	h.tap("studies.s2.open")
	h.shoot("about-en-open")
	h.tap("studies.add")
	h.shoot("about-en-new")
	h.tap("about.open.it-skills")
	h.shoot("about-en-it")
	h.tap("nationalities")
	h.find("nationalities/typed").(fyne.Focusable).TypedRune('q')
	h.find("nationalities/typed").(fyne.Focusable).TypedRune('z')
	h.shoot("about-en-nothing")
	h.canvas().Overlays().Remove(h.canvas().Overlays().Top())
	h.size(1024, 640)
	h.find("language").(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.settle()
	h.shoot("about-fr-small")
	h.window.Visit("languages")
	h.settle()
	h.shoot("languages-fr-small")
	h.size(1280, 800)
	h.tap("languages.en")
	h.shoot("languages-fr-menu")
}

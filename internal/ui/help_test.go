package ui_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// F1 helps with the step on the screen, wherever the keyboard is, and Escape gives
// the keyboard back.
func TestHelpWithEachStep(t *testing.T) {
	h := openSample(t)
	var said []string
	for _, step := range walkSteps {
		h.window.Visit(step)
		h.settle()
		h.window.TypedKey(fyne.KeyF1)
		h.settle()
		h.mustShow("Have at hand", "Good to know", "Keyboard")
		if text := h.above(); slices.Contains(said, text) {
			t.Errorf("%s: the help is that of another step", step)
		} else {
			said = append(said, text)
		}
		h.press(fyne.KeyEscape)
		if h.canvas().Overlays().Top() != nil {
			t.Fatalf("%s: Escape does not close the help", step)
		}
	}
	h.window.Visit("about")
	h.settle()
	entry := h.find("name.given").(fyne.Focusable)
	h.canvas().Focus(entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	h.settle()
	h.mustShow("passport")
	h.press(fyne.KeyEscape)
	if at := piece.FocusKey(h.canvas()); at != "name.given" {
		t.Errorf("the keyboard is on %q", at)
	}
}

// The help with the bundle says that there can be several, how a size is kept to, and
// how a document is moved without a mouse.
func TestHelpWithTheBundleSaysWhatElseThereIs(t *testing.T) {
	h := openSample(t)
	h.window.Visit("bundle")
	h.settle()
	h.window.TypedKey(fyne.KeyF1)
	h.settle()
	h.mustShow("Another bundle…", "made smaller only", "Alt with an arrow key")
}

// The page of all keys names each that does something, and none that does nothing, as
// each system writes them.
func TestTheHelpNamesEveryKey(t *testing.T) {
	if missing := ui.KeysWithoutHelp(); missing != nil {
		t.Errorf("the help does not name %q", missing)
	}
	if dead := ui.HelpWithoutKeys(); dead != nil {
		t.Errorf("the help names %q, which do nothing", dead)
	}
	h := openSample(t, showing(i18n.French, settings.Light))
	h.window.TypedKey(fyne.KeyF1)
	h.settle()
	h.tap("help.keys")
	h.mustShow("Toutes les touches", "Ctrl+Maj+A", "Alt+flèche haut ou Alt+flèche bas", "Ctrl+P", "F11", "Ctrl+1 à Ctrl+9", "R pour la tourner")
	usual, mac := h.window.KeysOfHelp(false), h.window.KeysOfHelp(true)
	for _, want := range []string{"Ctrl+N", "Ctrl+Maj+Z", "Ctrl+Tabulation", "Alt+flèche haut", "F1", "F11"} {
		if !slices.Contains(usual, want) {
			t.Errorf("%s is not among %q", want, usual)
		}
	}
	for _, want := range []string{"⌘N", "⇧⌘Z", "⇧⌘/", "⌃⌘F", "⌥flèche haut"} {
		if !slices.Contains(mac, want) {
			t.Errorf("%s is not among %q", want, mac)
		}
	}
}

// Help lies over whatever is open, which is there again afterwards as it was.
func TestHelpOverWhatIsOpen(t *testing.T) {
	h := openSample(t)
	for _, test := range []struct {
		what string
		open func()
		key  string // that has the keyboard
	}{
		{"a dialog", func() { h.window.AskNew(); h.settle(); h.write("new.given", "Ada") }, "new.given"},
		{"the settings", func() { h.menu("ui.menu.settings") }, "settings.language"},
		{"the menu", func() { h.tap("menu") }, "menu.options"},
		{"the history", func() { h.menu("ui.menu.history") }, ""},
	} {
		test.open()
		open, at := len(h.canvas().Overlays().List()), piece.FocusKey(h.canvas())
		if test.key != "" && at != test.key {
			t.Fatalf("%s: the keyboard is on %q", test.what, at)
		}
		h.press(fyne.KeyF1)
		if now := len(h.canvas().Overlays().List()); now != open+1 || !h.shows("Have at hand") {
			t.Errorf("%s: F1 brings no help: %d open, then %d", test.what, open, now)
		}
		if h.isThere("help.tour") {
			t.Errorf("%s: the tour would close it", test.what)
		}
		h.press(fyne.KeyF1)
		h.press(fyne.KeyEscape)
		if now := len(h.canvas().Overlays().List()); now != open || piece.FocusKey(h.canvas()) != at {
			t.Errorf("%s: afterwards %d of %d are open, and %q has the keyboard", test.what, now, open, piece.FocusKey(h.canvas()))
		}
		for range open {
			h.press(fyne.KeyEscape)
		}
	}
}

func TestHelpQuotesTheNotice(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.settle()
	h.tap("help")
	if said := h.above(); !strings.Contains(said, "What the notice says") || !strings.Contains(said, "“") {
		t.Errorf("it says %s", said)
	}
}

func TestHelpWithAnotherTopic(t *testing.T) {
	h := open(t)
	h.tap("help")
	h.mustShow("nine steps")
	h.choose("help.topic", 6)
	h.mustShow("Drop files anywhere")
}

func TestGoldenHelp(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1280, 800)
		for _, step := range walkSteps {
			h.window.Visit(step)
			h.settle()
			h.tap("help")
			if step == "documents" { // it has all parts
				h.wantGolden("help-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())))
			}
			h.shoot("help-" + step + "-" + string(lang))
			h.press(fyne.KeyEscape)
		}
	}
}

package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// chosen are the settings as they are on the disk.
func (h *hall) chosen() settings.Settings { return h.options.Settings.Get() }

// Every choice shows at once, in the dialog too, and is kept at once; the keyboard
// stays where it is.
func TestChoicesHoldAtOnce(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.shortcut(fyne.KeyComma, ctrl)
	for _, c := range []struct {
		key  string
		keys []fyne.KeyName
		want func(settings.Settings) bool
		says string
	}{
		{"settings.language", []fyne.KeyName{fyne.KeyRight}, func(s settings.Settings) bool { return s.Language == "fr" }, "Taille du texte"},
		{"settings.language", []fyne.KeyName{fyne.KeyLeft}, func(s settings.Settings) bool { return s.Language == "en" }, "Size of text"},
		{"settings.theme", []fyne.KeyName{fyne.KeyRight, fyne.KeyRight}, func(s settings.Settings) bool { return s.Theme == settings.Dark }, "Dark"},
		{"settings.larger", []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace}, func(s settings.Settings) bool { return s.TextSize == 1.25 }, "125"},
		{"settings.smaller", []fyne.KeyName{fyne.KeyReturn}, func(s settings.Settings) bool { return s.TextSize == 1.125 }, "113"},
		{"settings.still", []fyne.KeyName{fyne.KeySpace}, func(s settings.Settings) bool { return s.Still != nil && *s.Still }, "Less movement"},
		{"settings.notify", []fyne.KeyName{fyne.KeySpace}, func(s settings.Settings) bool { return s.Silent }, "long work"},
	} {
		h.canvas().Focus(h.find(c.key).(fyne.Focusable))
		for _, key := range c.keys {
			h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
			h.settle()
			if at := piece.FocusKey(h.canvas()); at != c.key {
				t.Errorf("after %s the keyboard is on %q", c.key, at)
			}
		}
		h.mustShow(c.says)
		if !c.want(h.chosen()) {
			t.Errorf("after %s there is %+v", c.key, h.chosen())
		}
	}
	if !h.window.Still() {
		t.Error("the window still moves")
	}
}

// Less movement is what the system's settings want, until the person chooses; then that
// counts, and nothing but a reset gives it up.
func TestMovementIsAsTheSystemWants(t *testing.T) {
	less := false
	h := openSample(t, func(o *ui.Options) { o.Calm = func() bool { return less } })
	want := func(still bool) {
		t.Helper()
		if h.window.Still() != still {
			t.Errorf("still: %t, where the system wants %t", !still, less)
		}
	}
	want(false)
	less = true
	want(true)
	h.shortcut(fyne.KeyComma, ctrl)
	for _, still := range []bool{false, true} { // the box is ticked at first
		h.canvas().Focus(h.find("settings.still").(fyne.Focusable))
		h.press(fyne.KeySpace)
		h.settle()
		want(still)
		if own := h.chosen().Still; own == nil || *own != still {
			t.Errorf("kept is %v", own)
		}
	}
	less = false
	want(true)
	h.tap("settings.reset")
	want(false)
	h.tap("settings.undo")
	want(true)
}

// A choice that would change nothing is none.
func TestNoMovementIsOfferedWhereItCannotBeStopped(t *testing.T) {
	h := openSample(t, func(o *ui.Options) { o.Restless = true })
	h.shortcut(fyne.KeyComma, ctrl)
	h.mustShow("Size of text", "long work")
	if h.shows("Less movement") {
		t.Error("less movement is offered")
	}
}

func TestAllChoicesAreResetAndPutBack(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.Env = func(name string) string { return map[string]string{"LC_ALL": "en_GB.UTF-8"}[name] }
	})
	h.shortcut(fyne.KeyComma, ctrl)
	h.tap("settings.larger")
	h.canvas().Focus(h.find("settings.language").(fyne.Focusable))
	h.press(fyne.KeyRight)
	h.settle()
	h.tap("settings.reset")
	if got := h.chosen(); got.TextSize != 1 || got.Language != "" {
		t.Errorf("reset it is %+v", got)
	}
	h.mustShow("All choices are as they were")
	h.shoot("settings-reset")
	if at := piece.FocusKey(h.canvas()); at != "settings.undo" {
		t.Errorf("the keyboard is on %q", at)
	}
	h.tap("settings.undo")
	if got := h.chosen(); got.TextSize != 1.125 || got.Language != "fr" {
		t.Errorf("put back it is %+v", got)
	}
	h.mustShow("Taille du texte")
	h.press(fyne.KeyEscape)
	if h.canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the settings")
	}
}

func TestTheListIsEmptiedAndPutBack(t *testing.T) {
	h := open(t)
	h.makeMine("Ana")
	h.shortcut(fyne.KeyComma, ctrl)
	h.tap("settings.forget")
	if got := h.chosen(); len(got.Recent) != 0 || got.LastDossier != "" {
		t.Errorf("remembered are %+v", got)
	}
	h.tap("settings.undo")
	if got := h.chosen(); len(got.Recent) != 1 || got.LastDossier == "" {
		t.Errorf("remembered are %+v", got)
	}
}

func TestTheFolderForNewDossiersIsChosen(t *testing.T) {
	h := open(t)
	folder := filepath.Join(h.dir, "Applications")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	h.shortcut(fyne.KeyComma, ctrl)
	h.window.ChooseFolder(folder)
	h.settle()
	h.mustShow(folder)
	if got := h.chosen().Folder; got != folder {
		t.Errorf("it is %q", got)
	}
	h.tap("settings.folder.usual")
	if got := h.chosen().Folder; got != "" {
		t.Errorf("the usual one is %q", got)
	}
	if at := piece.FocusKey(h.canvas()); at != "settings.folder" {
		t.Errorf("the keyboard is on %q", at)
	}
}

// A choice that cannot be written holds all the same, and is said.
func TestWhatCannotBeKeptIsSaid(t *testing.T) {
	h := open(t, func(o *ui.Options) {
		place := filepath.Join(o.Data, "in the way.json")
		if err := os.MkdirAll(place, 0o755); err != nil {
			t.Fatal(err)
		}
		o.Settings, _ = settings.Open(durable.Disk{}, place)
	})
	h.shortcut(fyne.KeyComma, ctrl)
	h.tap("settings.larger")
	h.mustShow("113%")
	h.shoot("settings-wrong")
	if said := h.above(); !strings.Contains(said, "in the way.json") {
		t.Errorf("it says %s", said)
	}
}

// The language that the program was started with stays when something else is
// chosen.
func TestAnotherChoiceLeavesTheLanguageAlone(t *testing.T) {
	h := open(t, func(o *ui.Options) { o.Lang = i18n.French })
	h.tap("theme")
	h.mustShow("Préparez votre candidature")
	h.shortcut(fyne.KeyComma, ctrl)
	h.tap("settings.larger")
	h.mustShow("Taille du texte")
}

// TestGoldenSettings holds what stands on the settings against what was seen, and
// makes pictures for whoever wants to look.
func TestGoldenSettings(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light), somebody)
		h.size(1280, 800)
		h.shortcut(fyne.KeyComma, ctrl)
		h.wantGolden("settings-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())))
		h.shoot("settings-" + string(lang))
		h.size(1024, 640)
		h.window.LargerText(1)
		h.shoot("settings-large-" + string(lang))
		h.window.LargerText(-1)
		h.window.SetTheme("dark")
		h.shoot("settings-dark-" + string(lang))
	}
}

// somebody has a home whose name is the same on every computer.
func somebody(o *ui.Options) { o.Home = filepath.FromSlash("/home/zoe") }

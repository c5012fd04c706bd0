package ui_test

import (
	"image/color"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
)

const ctrl = fyne.KeyModifierShortcutDefault

// mine makes a dossier and returns its folder.
func (h *hall) makeMine(given string) string {
	h.t.Helper()
	h.tap("start.new")
	h.write("new.given", given)
	path := h.find("new.folder").(*piece.Entry).Text
	h.tap("new.create")
	return path
}

func TestUsualKeys(t *testing.T) {
	h := openSample(t)
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Zoë M.")
	h.shortcut(fyne.KeyS, ctrl)
	if got := h.saved(h.sample()).Name.Given; got != "Zoë M." {
		t.Errorf("on the disk is %q", got)
	}
	h.mustShow("Everything is saved. Dossier saves by itself")
	h.shortcut(fyne.KeyTab, fyne.KeyModifierControl)
	if step := h.window.Step(); step != "eligibility" {
		t.Errorf("Ctrl+Tab leads to %s", step)
	}
	h.shortcut(fyne.KeyTab, fyne.KeyModifierControl|fyne.KeyModifierShift)
	if step := h.window.Step(); step != "about" {
		t.Errorf("back again it is %s", step)
	}
	for key, says := range map[fyne.KeyName]string{fyne.KeyN: "Start your application", fyne.KeyComma: "Settings", fyne.KeyG: "Hand over"} {
		h.shortcut(key, ctrl)
		if top := h.canvas().Overlays().Top(); top == nil || !h.shows(says) {
			t.Errorf("Ctrl and %s does not open %q", key, says)
		}
		piece.HideAll(h.canvas())
	}
	h.shortcut(fyne.KeyW, ctrl)
	h.mustShow("Prepare your application")
	h.window.Frame().SetOnClosed(func() { h.gone = true })
	h.shortcut(fyne.KeyW, ctrl)
	if !h.closed() {
		t.Error("with no dossier open, Ctrl+W does not close the window")
	}
}

func TestWhatCannotBeSavedIsSaidToWhoeverSaves(t *testing.T) {
	h := openSample(t)
	h.window.Visit("about")
	h.settle()
	h.write("birthDate", "31 February 2003")
	h.shortcut(fyne.KeyS, ctrl)
	h.mustShow("Not everything is saved", "31 February 2003")
	h.tap("leave.back")
	if got := h.find("birthDate").(*piece.Entry).Text; got != "31 February 2003" {
		t.Errorf("the field holds %q", got)
	}
}

func TestAStepIsFoundByItsName(t *testing.T) {
	h := openSample(t)
	h.shortcut(fyne.KeyG, ctrl)
	h.canvas().Focused().TypedRune('B')
	h.press(fyne.KeyReturn)
	h.settle()
	if step := h.window.Step(); step != "bundle" {
		t.Errorf("it is %s", step)
	}
}

func TestTheTextGetsItsUsualSizeBack(t *testing.T) {
	h := openSample(t)
	h.shortcut(fyne.KeyPlus, ctrl)
	h.shortcut(fyne.KeyEqual, ctrl|fyne.KeyModifierShift)
	if size := h.options.Settings.Get().TextSize; size != 1.25 {
		t.Errorf("after two steps it is %g", size)
	}
	h.shortcut(fyne.Key0, ctrl)
	if size := h.options.Settings.Get().TextSize; size != 1 {
		t.Errorf("it is %g", size)
	}
}

func TestADossierOpensWhereItWasLeft(t *testing.T) {
	h := open(t)
	path := h.makeMine("Ana")
	h.window.Visit("languages")
	h.settle()
	h.close()
	h.start()
	h.tap("start.go-on")
	if step := h.window.Step(); step != "languages" {
		t.Errorf("it opens at %s", step)
	}
	h.window.Visit("bundle")
	h.window.ToStart()
	h.settle()
	h.window.Open(path)
	h.settle()
	if step := h.window.Step(); step != "bundle" {
		t.Errorf("in the same opening of the program it opens at %s", step)
	}
}

func TestADossierIsTakenOffTheListAndPutBack(t *testing.T) {
	h := open(t)
	for _, given := range []string{"Ana", "Bo"} {
		h.makeMine(given)
		h.window.ToStart()
		h.settle()
	}
	before := h.options.Settings.Get()
	h.tap("recent.0.forget")
	h.mustShow("Bo is off the list.", "The dossier itself stays where it is.")
	if got := h.options.Settings.Get(); len(got.Recent) != 1 || got.LastDossier != "" {
		t.Errorf("remembered are %+v", got)
	}
	h.size(1280, 800)
	h.shoot("forgotten")
	h.tap("notice.0.act")
	got := h.options.Settings.Get()
	if len(got.Recent) != 2 || got.Recent[0].Path != before.Recent[0].Path || got.LastDossier != before.LastDossier {
		t.Errorf("put back it is %+v", got)
	}
}

// Whether the system is light or dark is followed while nothing else was chosen,
// also when it changes while the window is open.
func TestTheSystemsColoursAreFollowed(t *testing.T) {
	h := openSample(t)
	real := fyne.CurrentApp()
	t.Cleanup(func() { fyne.SetCurrentApp(real) })
	system := h.window.FakeSystem(h.app)
	h.size(1280, 800)
	ground := func() color.Color { return h.canvas().Capture().At(640, 10) }
	light := ground()
	system(theme.VariantDark)
	h.settle()
	h.shoot("system-dark")
	if ground() == light {
		t.Error("the window stays light")
	}
	h.window.SetTheme("light")
	if ground() != light {
		t.Error("light was chosen, and it is not")
	}
	system(theme.VariantLight)
	system(theme.VariantDark)
	h.settle()
	if ground() != light {
		t.Error("light was chosen, and the system changes that")
	}
}

func TestTheWholeScreen(t *testing.T) {
	h := open(t)
	h.size(1100, 700)
	h.window.TypedKey(fyne.KeyF11)
	if !h.window.Frame().FullScreen() {
		t.Fatal("F11 does not fill the screen")
	}
	h.size(1920, 1080)
	h.close()
	if got := h.options.Settings.Get().Window; !got.Full || got.Width != 1100 || got.Height != 700 {
		t.Errorf("remembered is %+v", got)
	}
	h.start()
	if !h.window.Frame().FullScreen() {
		t.Error("the next start does not fill the screen")
	}
}

// Of a dossier in a folder that was chosen, the new one's path begins with it.
func TestNewDossiersGoWhereTheSettingsSay(t *testing.T) {
	h := open(t)
	folder := filepath.Join(h.dir, "Applications")
	if err := h.options.Settings.Change(func(s *settings.Settings) { s.Folder = folder }); err != nil {
		t.Fatal(err)
	}
	h.start()
	h.tap("start.new")
	h.write("new.given", "Ana")
	if path := h.find("new.folder").(*piece.Entry).Text; !strings.HasPrefix(path, folder) {
		t.Errorf("it is to go to %s", path)
	}
}

func TestTheMenuInEveryLanguage(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1024, 640)
		h.tap("menu")
		h.shoot("menu-" + string(lang))
	}
}

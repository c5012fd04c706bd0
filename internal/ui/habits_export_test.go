package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
)

// TypedKey is what a key does that nothing else has a use for.
func (w *Window) TypedKey(key fyne.KeyName) { w.typedKey(&fyne.KeyEvent{Name: key}) }

// Behind puts another program's window in front, or this one again.
func (w *Window) Behind(behind bool) { w.behind = behind }

// Step is the name of the step on the screen.
func (w *Window) Step() string { return string(w.step) }

// ReadOnly reports whether the open dossier cannot be changed.
func (w *Window) ReadOnly() bool { return w.shot.ReadOnly != nil }

// ShowHint shows the tour's hint for the window's present size.
func (w *Window) ShowHint() { w.showHint() }

// Hint is what the tour's hint says, wherever it stands.
func (w *Window) Hint() fyne.CanvasObject {
	return w.shell.hint.Objects[0].(*fyne.Container).Objects[1].(*solid).inside
}

// SetTheme chooses the colours.
func (w *Window) SetTheme(mode string) { w.setTheme(look.Mode(mode)) }

// ChooseFolder answers where new dossiers are to go.
func (w *Window) ChooseFolder(path string) {
	w.remember(func(s *settings.Settings) { s.Folder = path })
	w.renewPanel()
}

// Tells gives the window another program to speak through.
func (w *Window) Tells(app fyne.App) { w.app = app }

// FakeSystem gives the window, and the toolkit, a system that is light, and returns
// what makes it light or dark.
func (w *Window) FakeSystem(app fyne.App) func(fyne.ThemeVariant) {
	fake := &fakeSystem{App: app}
	w.app = fake
	fyne.SetCurrentApp(fake)
	w.followSystem()
	return func(variant fyne.ThemeVariant) {
		fake.variant = variant
		w.dress()
		for _, listener := range fake.listeners {
			listener(fake.Settings())
		}
	}
}

type fakeSystem struct {
	fyne.App
	variant   fyne.ThemeVariant
	listeners []func(fyne.Settings)
}

func (a *fakeSystem) Settings() fyne.Settings { return fakeSettings{a.App.Settings(), a} }

type fakeSettings struct {
	fyne.Settings
	app *fakeSystem
}

func (s fakeSettings) ThemeVariant() fyne.ThemeVariant { return s.app.variant }

func (s fakeSettings) AddListener(listener func(fyne.Settings)) {
	s.app.listeners = append(s.app.listeners, listener)
}

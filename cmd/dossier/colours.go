package main

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

// themeVariable is where the toolkit reads whether it shall begin light or dark.
const themeVariable = "FYNE_THEME"

// newToolkit is the toolkit's program, light until the desktop says otherwise: by
// itself it begins dark where the desktop has to be asked, and stays so without an
// answer. With the variable left in place it would not ask.
func newToolkit(id string) fyne.App {
	if asksForColours(runtime.GOOS) && os.Getenv(themeVariable) == "" {
		_ = os.Setenv(themeVariable, "light")
		defer func() { _ = os.Unsetenv(themeVariable) }()
	}
	return app.NewWithID(id)
}

// asksForColours reports whether the colours of a system's windows are known only once
// a desktop has answered; Windows and a Mac tell theirs at once.
func asksForColours(system string) bool { return system != "windows" && system != "darwin" }

// replace puts a program around the toolkit's own in its place, where that can be. It
// belongs after the start: the toolkit follows the desktop's colours only where it then
// finds its own settings.
func replace(with fyne.App, system string) {
	if replaceable(system) {
		fyne.SetCurrentApp(with)
	}
}

// replaceable reports whether the toolkit goes on without its own program on a system. On
// a Mac it looks for its own settings at every change of colours, and would fail without.
func replaceable(system string) bool { return system != "darwin" }

package main

import "fyne.io/fyne/v2"

// calm is the toolkit's program, whose own animations, such as the text cursor's,
// rest while the person wants nothing on the screen to move by itself.
type calm struct {
	fyne.App
	still func() bool
}

// Settings are the toolkit's.
func (c calm) Settings() fyne.Settings { return calmSettings{c.App.Settings(), c.still} }

type calmSettings struct {
	fyne.Settings
	still func() bool
}

// ShowAnimations is Fyne's.
func (s calmSettings) ShowAnimations() bool { return s.Settings.ShowAnimations() && !s.still() }

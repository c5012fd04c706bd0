// Package reader tells a screen reader what stands on the window. Fyne does so on
// Windows and macOS alone, and in a build of its own; here it is done over AT-SPI, the
// D-Bus interface by which Orca and others read Linux programs. It takes what the window
// shows as a tree of things and knows neither Fyne nor what is shown. Nothing happens
// until a reader runs.
package reader

// Role is what a thing is.
type Role int

// The roles that the window has a use for.
const (
	Group Role = iota
	Text
	Heading
	News // a text that is read aloud as soon as it stands there
	Button
	Entry
	Secret // an entry that shows no character
	Check
	Radio
	Choice // one of several things, chosen in place or from a list
	Row    // of a list, as the one that the keys are at
	Tab    // a step of the walk
	Picture
	Dialog
	Popup
)

// State says how a thing is, as bits.
type State uint16

// The states.
const (
	Focusable State = 1 << iota
	Focused
	Disabled
	Checked
	Selected
	Lines  // of an entry: it has several
	Wrong  // what stands there does not do
	Hidden // scrolled away
)

// Thing is something on the window that a reader is told of.
type Thing struct {
	ID    any // comparable; the same as long as it is the same thing
	Role  Role
	State State
	Name  string
	Help  string // more about it
	Value string // what stands in an entry, a dot for each character of a secret; what is chosen of a choice
	At    int    // where its cursor is, in characters
	Level int    // of a heading, from 1

	X, Y, Width, Height int // in the window's pixels

	Inside []Thing
	Focus  func() // gives it the keyboard; nil: it takes none
	Press  func() // nil: it cannot be pressed
}

// Window is the whole window.
type Window struct {
	Title  string
	Lang   string // of its texts, as "fr"
	Active bool   // it has the keyboard
	Things []Thing
}

// Options are what the room takes from the program.
type Options struct {
	Program string
	Env     func(name string) string
	Look    func() Window // on the window's goroutine
	Do      func(func())  // runs something there
}

// Package uitest has Fyne forget sooner what it drew; tests alone import it.
// Fyne keeps what draws a widget, and with it all of a window that is long
// closed, until it was not drawn for a minute: a minute of tests opens a hundred
// windows. How long it keeps it is read from the environment when its own package
// is initialised. This one imports nothing of it and stands before it in the
// order of paths, so that Go initialises it first.
package uitest

import "os"

// kept is how long Fyne keeps what was not drawn: longer than any test goes on
// without drawing what it looks at.
const kept = "5s"

func init() { _ = os.Setenv("FYNE_CACHE", kept) } // without, the tests only need more memory

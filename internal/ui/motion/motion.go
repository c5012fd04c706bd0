// Package motion asks the system whether the person wants less movement on the screen, as
// they may have said in its settings. What is done about it is the window's.
//
// On Linux the desktop's portal is asked, which also tells of changes; on Windows the
// system is asked once; on macOS nothing is, since that would take Apple's own tools.
package motion

// Follow has the system asked, on a goroutine of its own, and tells there what it says,
// now and whenever that changes, until stop. Where it says nothing, neither does tell.
func Follow(env func(name string) string, tell func(less bool)) (stop func()) {
	return follow(env, tell)
}

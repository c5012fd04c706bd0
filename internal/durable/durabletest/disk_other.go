//go:build !linux

package durabletest

import "testing"

// SmallDisk skips the test: a disk of its own can be mounted on Linux only.
func SmallDisk(t *testing.T, _ int64) string {
	t.Skip("needs a small disk, which is mounted on Linux only")
	return ""
}

// Protect is for what SmallDisk returns.
func Protect(*testing.T, string) (undo func()) { return func() {} }

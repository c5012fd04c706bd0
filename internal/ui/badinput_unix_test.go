//go:build !windows

package ui_test

import (
	"syscall"
	"testing"
)

// pipe makes a pipe that nobody writes to.
func pipe(t *testing.T, path string) string {
	t.Helper()
	must(t, syscall.Mkfifo(path, 0o600))
	return path
}

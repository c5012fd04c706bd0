//go:build !windows

package bustest

import (
	"syscall"
	"testing"
)

// Deaf starts a bus as Start does, which then answers nobody any more.
func Deaf(t testing.TB) string {
	t.Helper()
	address, daemon := start(t)
	if err := daemon.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	return address
}

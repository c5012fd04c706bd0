// Package bustest starts a D-Bus of a test's own, for tests of what the window says to
// the desktop; tests alone import it. What answers on the bus is the test's.
package bustest

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Start starts a bus that ends with the test, and returns its address. Without a
// program for it the test is skipped.
func Start(t testing.TB) string {
	t.Helper()
	address, _ := start(t)
	return address
}

func start(t testing.TB) (address string, daemon *exec.Cmd) {
	t.Helper()
	daemon = exec.Command("dbus-daemon", "--session", "--nofork", "--print-address",
		"--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Skipf("needs a D-Bus daemon: %v", err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line), daemon
}

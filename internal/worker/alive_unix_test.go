//go:build unix

package worker_test

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// alive reports whether a process exists and, where that can be seen (Linux), has
// not ended.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}

package worker_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// forgetPeak has the system count a process's largest memory from now on
// (proc(5), clear_refs).
func forgetPeak(pid int) {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0) // else the peak is that of all files
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the largest memory that a process had, in bytes; 0 where it is not
// known (proc(5), status).
func peak(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	found := highWater.FindSubmatch(status)
	if found == nil {
		return 0
	}
	kilobytes, _ := strconv.ParseInt(string(found[1]), 10, 64) // digits, as the pattern says
	return kilobytes << 10
}

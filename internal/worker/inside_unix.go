//go:build unix && !linux

package worker

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// shutIn leaves no traces on the disk, and has the child watch its own memory: the
// parent cannot see it here.
func shutIn(s setup) held {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) // a limit that can be lowered always is
	if s.MemoryBytes <= 0 {
		return held{}
	}
	go watchItself(s.MemoryBytes)
	return held{By: []string{"getrusage"}}
}

// watchItself ends this process when it once had more memory than that, with the
// words of Go's own runtime when there is no more (see lastWords).
func watchItself(most int64) {
	unit := int64(1) // macOS counts bytes
	if runtime.GOOS != "darwin" {
		unit = 1 << 10
	}
	for range time.Tick(lookEvery) {
		var usage unix.Rusage
		if unix.Getrusage(unix.RUSAGE_SELF, &usage) == nil && int64(usage.Maxrss)*unit > most {
			panic("runtime: out of memory: more than is allowed")
		}
	}
}

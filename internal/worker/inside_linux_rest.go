//go:build linux && !amd64 && !arm64

package worker

// machine is not known to seccomp here.
const machine = 0

// refusedHere are the calls that not all machines have.
func refusedHere() []uint32 { return nil }

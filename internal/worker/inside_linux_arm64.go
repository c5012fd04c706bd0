package worker

import "golang.org/x/sys/unix"

// machine is this one's name in seccomp.
const machine = unix.AUDIT_ARCH_AARCH64

// refusedHere are the calls that not all machines have.
func refusedHere() []uint32 { return []uint32{unix.SYS_ACCEPT} }

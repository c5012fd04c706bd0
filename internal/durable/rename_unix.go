//go:build unix && !linux && !darwin

package durable

import "syscall"

// renameExclusive is not to be had here; a hard link does the same.
func renameExclusive(_, _ string) error { return syscall.ENOSYS }

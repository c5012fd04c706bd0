//go:build unix

package durabletest

import "syscall"

const errFull = syscall.ENOSPC

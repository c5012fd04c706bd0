//go:build !windows

package i18n

import "syscall"

// What the system calls the causes in system.go.
var (
	diskFull    = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}
	readOnly    = []error{syscall.EROFS}
	diskFailing = []error{syscall.EIO, syscall.ESTALE}
	inUse       = []error{syscall.ETXTBSY, syscall.EBUSY}
	nameRefused = []error{syscall.ENAMETOOLONG, syscall.EILSEQ}
	linkLoop    = []error{syscall.ELOOP}
	isFolder    = []error{syscall.EISDIR}
	notFolder   = []error{syscall.ENOTDIR}
)

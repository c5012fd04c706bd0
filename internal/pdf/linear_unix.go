//go:build unix

package pdf

import "golang.org/x/sys/unix"

// reserve sets so many bytes of addresses aside.
func reserve(size uint64) ([]byte, error) {
	return unix.Mmap(-1, 0, int(size), unix.PROT_NONE, unix.MAP_ANON|unix.MAP_PRIVATE)
}

// grant makes the bytes between from and to usable.
func grant(whole []byte, from, to uint64) error {
	return unix.Mprotect(whole[from:to], unix.PROT_READ|unix.PROT_WRITE)
}

func release(whole []byte) { _ = unix.Munmap(whole) } // the process's end does it as well

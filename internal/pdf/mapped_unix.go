//go:build unix

package pdf

import (
	"math"
	"syscall"

	"golang.org/x/sys/unix"
)

// mapFile maps the file's bytes into this process's memory.
func mapFile(file ReadFile, size int64) (data []byte, ok bool) {
	open, is := file.(syscall.Conn)
	if !is || size <= 0 || size > math.MaxInt {
		return nil, false
	}
	raw, err := open.SyscallConn()
	if err != nil {
		return nil, false
	}
	controlled := raw.Control(func(fd uintptr) {
		data, err = unix.Mmap(int(fd), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
	})
	return data, controlled == nil && err == nil
}

func unmap(data []byte) { _ = unix.Munmap(data) } // the process's end does it as well

func forget(data []byte) { _ = unix.Madvise(data, unix.MADV_DONTNEED) } // else it stays until unmap

package pdf

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// reserve sets so many bytes of addresses aside.
func reserve(size uint64) ([]byte, error) {
	at, err := windows.VirtualAlloc(0, uintptr(size), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, err
	}
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&at))), size), nil // an address of the system's, not of Go's
}

// grant makes the bytes between from and to usable.
func grant(whole []byte, from, to uint64) error {
	_, err := windows.VirtualAlloc(uintptr(unsafe.Pointer(&whole[from])), uintptr(to-from), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err
}

func release(whole []byte) {
	if len(whole) > 0 {
		_ = windows.VirtualFree(uintptr(unsafe.Pointer(&whole[0])), 0, windows.MEM_RELEASE) // the process's end does it as well
	}
}

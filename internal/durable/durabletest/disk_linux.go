package durabletest

import (
	"fmt"
	"syscall"
	"testing"
)

// SmallDisk returns a folder on a disk of its own with room for size bytes, or
// skips the test where none can be mounted.
func SmallDisk(t *testing.T, size int64) string {
	t.Helper()
	folder := t.TempDir()
	options := fmt.Sprintf("size=%d,mode=700", size)
	if err := syscall.Mount("dossier-test", folder, "tmpfs", 0, options); err != nil {
		t.Skipf("needs the right to mount a small disk, which \"unshare -rm\" gives: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// Protect makes the folder of a SmallDisk one that can only be read, and
// returns how to undo that.
func Protect(t *testing.T, folder string) (undo func()) {
	t.Helper()
	remount := func(flags uintptr) {
		if err := syscall.Mount("dossier-test", folder, "tmpfs", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
	remount(syscall.MS_RDONLY)
	return func() { remount(0) }
}

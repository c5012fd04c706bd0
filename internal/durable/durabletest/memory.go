package durabletest

import (
	"os"
	"path/filepath"
	"testing"
)

// memoryDisk is where Linux has a disk of nothing but memory, on which flushing
// takes no time.
const memoryDisk = "/dev/shm"

// MemoryDir is a folder like testing's TempDir, in memory where the system has
// room for it there: for tests that save thousands of times, and do not ask
// whether the system keeps its promises.
func MemoryDir(t testing.TB) string {
	t.Helper()
	if !filepath.IsAbs(memoryDisk) { // Windows, to which it is some folder of the present drive
		return t.TempDir()
	}
	folder, err := os.MkdirTemp(memoryDisk, "dossier-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

//go:build !windows

package i18n_test

import (
	"io/fs"
	"syscall"
	"testing"

	"example.org/dossier/internal/i18n"
)

func TestErrorNumbersAreExplained(t *testing.T) {
	for number, want := range map[syscall.Errno]string{
		syscall.ENOSPC:       "disk-full",
		syscall.EDQUOT:       "disk-full",
		syscall.EFBIG:        "disk-full", // of a user who may have no larger files, or on a disk that takes none
		syscall.EROFS:        "read-only",
		syscall.EIO:          "disk-failing",
		syscall.ELOOP:        "link-broken",
		syscall.EISDIR:       "folder-given",
		syscall.ENOTDIR:      "folder-wanted",
		syscall.ENAMETOOLONG: "name-refused",
		syscall.ENOENT:       "file-missing",
		syscall.EACCES:       "permission",
		syscall.EPERM:        "permission",
	} {
		err := &fs.PathError{Op: "write", Path: "a.pdf", Err: number}
		if got := i18n.Explain(err).ID; got != want {
			t.Errorf("%v is explained as %q, want %q", err, got, want)
		}
	}
}

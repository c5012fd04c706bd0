package durable

import (
	"os"

	"golang.org/x/sys/unix"
)

func renameExclusive(tmp, final string) error {
	if err := unix.RenamexNp(tmp, final, unix.RENAME_EXCL); err != nil {
		return &os.LinkError{Op: "rename", Old: tmp, New: final, Err: err}
	}
	return nil
}

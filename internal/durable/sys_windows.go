package durable

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// isBusy reports whether trying again in a moment may help. A virus scanner or
// an indexer that has a file open makes a rename fail as a sharing violation or,
// while the file waits to be deleted, as access denied.
func isBusy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// isUnlockable reports whether the file system knows no locks at all.
func isUnlockable(err error) bool {
	return errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION)
}

// syncPath flushes a finished file; Windows asks for the right to write it.
func syncPath(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder has nothing to do: a write-through rename does not return before
// the folder's entry is on the disk.
func syncFolder(string) error { return nil }

// renameOver replaces a read-only file too, as every other system does.
func renameOver(tmp, final string) error {
	if info, err := os.Lstat(final); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o200 == 0 {
		if err := os.Chmod(final, 0o600); err != nil {
			return err
		}
	}
	return move(tmp, final, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
}

func renameNew(tmp, final string) error {
	return move(tmp, final, windows.MOVEFILE_WRITE_THROUGH)
}

func move(tmp, final string, flags uint32) error {
	from, err := windows.UTF16PtrFromString(tmp)
	if err != nil {
		return err
	}
	to, err := windows.UTF16PtrFromString(final)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(from, to, flags); err != nil {
		return &os.LinkError{Op: "rename", Old: tmp, New: final, Err: err}
	}
	return nil
}

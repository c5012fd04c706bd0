//go:build unix

package durable

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// isBusy reports whether trying again in a moment may help.
func isBusy(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.ETXTBSY)
}

// isUnlockable reports whether the file system knows no locks at all.
func isUnlockable(err error) bool {
	return errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOTSUP)
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder flushes the names in a folder. Some network and FUSE file systems
// refuse that; there a rename is as durable as they make it.
func syncFolder(path string) error {
	err := syncPath(path)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

func renameOver(tmp, final string) error { return os.Rename(tmp, final) }

// renameNew gives tmp a name that must be free, without a moment in which
// somebody else's file could be lost.
func renameNew(tmp, final string) error {
	err := renameExclusive(tmp, final)
	if !isUnsupported(err) {
		return err
	}
	err = os.Link(tmp, final)
	if err == nil {
		return os.Remove(tmp)
	}
	if !isUnsupported(err) && !errors.Is(err, syscall.EPERM) {
		return err
	}
	// A file system with neither (a FUSE mount): looking first is all there is.
	if _, err := os.Lstat(final); err == nil {
		return &fs.PathError{Op: "rename", Path: final, Err: fs.ErrExist}
	}
	return os.Rename(tmp, final)
}

func isUnsupported(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOTSUP)
}

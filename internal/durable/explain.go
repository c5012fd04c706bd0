package durable

import (
	"errors"
	"io/fs"
	"syscall"

	"example.org/dossier/internal/message"
)

// Explain turns the file system's error about path into the *message.Error
// that a person gets: no room left, no right, read-only, held by another
// program, not there. An error that is one already stays as it is, nil is nil.
func Explain(path string, err error) error {
	if err == nil || message.Of(err) != nil {
		return err
	}
	for _, f := range faults {
		if !errors.Is(err, f.cause) {
			continue
		}
		return &message.Error{ID: f.id, Class: f.class, Args: message.Args{"Path": path}, Err: err}
	}
	return message.Unfinished("disk.failed", message.Args{"Path": path, "Reason": reason(err)}, err)
}

// A fault is one way in which a file system says no.
type fault struct {
	cause error
	id    string
	class message.Class
}

// faults are looked through in this order: the narrower first, as the system's
// own numbers come before the portable errors that they also match.
var faults = append(systemFaults,
	fault{fs.ErrExist, "disk.exists", message.BadInput},
	fault{fs.ErrNotExist, "disk.missing", message.BadInput},
	fault{fs.ErrPermission, "disk.no-permission", message.CannotFinish},
)

// reason is the system's own word for an error that no text of ours names.
func reason(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error()
	}
	return err.Error()
}

func tooLarge(path string, limit int64) error {
	return message.Bad("disk.too-large", message.Args{"Path": path, "Limit": message.Bytes(limit)}, nil)
}

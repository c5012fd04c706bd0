package i18n

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"example.org/dossier/internal/message"
)

// cause is a kind of system error with the texts that explain it.
type cause struct {
	errs    []error
	named   string // the id of the text that names the file; "" where none does
	unnamed string // the id of the text for an error about no file that is known
	class   message.Class
}

// causes are looked through from the top: the time limit of a work says more
// than the file on which it ran out.
var causes = []cause{
	{[]error{context.Canceled}, "", "cancelled", message.CannotFinish},
	{[]error{context.DeadlineExceeded, os.ErrDeadlineExceeded}, "", "timeout", message.CannotFinish},
	{diskFull, "", "disk-full", message.CannotFinish},
	{readOnly, "read-only", "read-only-unnamed", message.CannotFinish},
	{diskFailing, "disk-failing", "disk-failing-unnamed", message.CannotFinish},
	{inUse, "file-in-use", "", message.CannotFinish},
	{nameRefused, "name-refused", "", message.BadInput},
	{linkLoop, "link-broken", "", message.BadInput},
	{isFolder, "folder-given", "", message.BadInput},
	{notFolder, "folder-wanted", "", message.BadInput},
	{[]error{fs.ErrNotExist}, "file-missing", "", message.BadInput},
	{[]error{fs.ErrExist}, "file-exists", "", message.BadInput},
	{[]error{fs.ErrPermission}, "permission", "permission-unnamed", message.CannotFinish},
}

// explainSystem returns what a person is told of an error of the operating
// system or of the standard library.
func explainSystem(err error) *message.Error {
	file, isNamed := fileOf(err)
	if strings.ContainsRune(file, 0) { // refused before the system is asked, with a number that says little
		return &message.Error{ID: "name-refused", Args: message.Args{"File": file}, Class: message.BadInput, Err: err}
	}
	for _, cause := range causes {
		switch {
		case !isAny(err, cause.errs):
		case isNamed && cause.named != "":
			return &message.Error{ID: cause.named, Args: message.Args{"File": file}, Class: cause.class, Err: err}
		case cause.unnamed != "":
			return &message.Error{ID: cause.unnamed, Class: cause.class, Err: err}
		}
	}
	return message.Unfinished("internal", nil, err)
}

func isAny(err error, targets []error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}

// fileOf returns the file that the error is about, if it is about one: of two,
// the one that was to be made. What a person gave may be empty.
func fileOf(err error) (string, bool) {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Path, true
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.New, true
	}
	return "", false
}

package pdf

import (
	"errors"
	"fmt"
	"path/filepath"

	"example.org/dossier/internal/message"
)

// Reason says why a file could not be used.
type Reason string

// The reasons. Each is also the id of the sentence that Explain chooses, but
// where that knows better.
const (
	Locked          Reason = "file-locked"            // needs a password, or the one given is wrong
	Damaged         Reason = "file-damaged"           // no engine can read it
	NotSupported    Reason = "file-not-supported"     // none of the kinds taken in
	Empty           Reason = "file-empty"             // no bytes
	NoPages         Reason = "file-without-pages"     // a document without a page that can be read
	TooLarge        Reason = "file-too-large"         // more bytes than Limits.FileBytes
	TooManyPages    Reason = "too-many-pages"         // more pages than Limits.Pages
	PageTooLarge    Reason = "page-too-large"         // a page longer than Limits.PagePoints
	PictureTooLarge Reason = "picture-too-large"      // more pixels than Limits.ImagePixels
	Unusual         Reason = "picture-unusual"        // a picture of a kind that is not read, though its format is
	NoSuchPage      Reason = "no-such-page"           // a chosen page that the file lacks
	TimeLimit       Reason = "time-limit"             // the deadline passed
	MemoryLimit     Reason = "memory-limit"           // more memory than is allowed
	Crashed         Reason = "file-crashed"           // the engine broke down over it
	NotVerified     Reason = "bundle-not-verified"    // the result differs from its sources
	Active          Reason = "bundle-active"          // the result holds what no bundle may
	Unavailable     Reason = "pdf-engine-unavailable" // PDFium could not be started
)

// Error is a failure that a file caused.
type Error struct {
	Reason Reason
	Path   string
	Page   int   // counted from 1; 0 where no page is to blame
	Size   int64 // for TooLarge: bytes; else 0
	Limit  int64 // for TooLarge: bytes; for TooManyPages: pages; else 0
	Err    error
}

// Error describes the failure for developers.
func (e *Error) Error() string {
	s := string(e.Reason)
	if e.Path != "" {
		s += " " + filepath.Base(e.Path)
	}
	if e.Page > 0 {
		s += fmt.Sprintf(" page %d", e.Page)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ReasonOf returns the reason of the first Error in err's tree, or "".
func ReasonOf(err error) Reason {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	return ""
}

// unfinished are the reasons that are the machine's, not the file's.
var unfinished = map[Reason]bool{
	TimeLimit: true, MemoryLimit: true, Crashed: true, NotVerified: true, Active: true, Unavailable: true,
}

// Sentences for a page that is to blame, and for a file that is not known.
var (
	ofPage  = map[Reason]string{Damaged: "page-damaged", NotVerified: "bundle-page-not-verified", Active: "bundle-page-active"}
	unnamed = map[Reason]string{TimeLimit: "timeout", MemoryLimit: "worker-memory", Crashed: "worker-crashed", NotVerified: "bundle-unreadable"}
)

// Explain returns err as a person should read it, naming the file and, where
// there is one, the page; an error that is none of this room's comes back as
// it is.
func Explain(err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || message.Of(err) != nil {
		return err
	}
	id := string(e.Reason)
	if better, ok := ofPage[e.Reason]; ok && e.Page > 0 {
		id = better
	}
	if better, ok := unnamed[e.Reason]; ok && e.Path == "" {
		id = better
	}
	args := message.Args{
		"File": filepath.Base(e.Path), "Page": e.Page, "Count": int(e.Limit),
		"Size": message.Bytes(e.Size), "Limit": message.Bytes(e.Limit),
	}
	if unfinished[e.Reason] {
		return message.Unfinished(id, args, err)
	}
	return message.Bad(id, args, err)
}

package pdf

import (
	"bytes"
)

// Kind is what a file is, by its content.
type Kind string

// The kinds that are taken in.
const (
	PDF  Kind = "pdf"
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	TIFF Kind = "tiff"
	WebP Kind = "webp"
	HEIC Kind = "heic"
)

// headerWithin is how far into a file its PDF header may stand (ISO 32000-1,
// annex H.3, implementation note 13).
const headerWithin = 1024

// Sniff tells the kind of a file from its first bytes (1,024 are enough), or
// "" where it is none that is taken in.
func Sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return TIFF
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return WebP
	case isHEIC(head):
		return HEIC
	case bytes.Contains(head[:min(len(head), headerWithin)], []byte("%PDF")):
		return PDF
	}
	return ""
}

// File is a file from outside, with the password that opens it if it has one.
type File struct {
	Path     string
	Password string
	// Marked has Inspect take Facts.Mark as well.
	Marked bool
}

// Engine names what read a file or carried a page: the rungs of the ladder.
type Engine string

// The rungs, the most faithful first.
const (
	ByPdfcpu  Engine = "pdfcpu"  // parsed; pages carried over as they are
	ByPDFium  Engine = "pdfium"  // pages imported into a clean document first
	ByPicture Engine = "picture" // only a picture of each page at 200 dpi
	ByImage   Engine = "image"   // a picture set on a page
)

// Facts are what is known of a file without judging it.
type Facts struct {
	Kind     Kind
	Size     int64  // bytes
	Pages    []Page // in order; a picture has one, but for a TIFF
	Engine   Engine // the rung that reads it
	Producer string // the program that made it, as the file says; may be ""
	Version  string // "1.7"; "" for pictures

	Encrypted   bool // it carries encryption but opened
	OwnerLocked bool // opened without a password although its owner limits its use
	Signed      bool // it has at least one digital signature, which merging breaks
	Form        bool // it has form fields
	Scripts     bool // it has JavaScript or other actions that run
	Attachments bool // it has files inside
	Notes       bool // it has reviewers' notes
	Layers      bool // it has layers, some of which may be hidden
	Damaged     bool // it is readable although parts of it are broken

	// Mark tells its bytes from all others to engines with the same Options.Key, in a
	// fifth of the time of a digest; "" where File.Marked did not ask for it.
	Mark string

	// Outline are its own bookmarks, as far as they lead to its pages, counted
	// from 0: no more and no deeper ones than a person would follow.
	Outline []Bookmark

	// StrangeFonts are the pages (the first is 1) with letters of a font that is
	// neither in the file nor in every reader: elsewhere they may look different.
	StrangeFonts []int
}

// Page is one page of a file as it is shown: turned upright by its own
// rotation, cropped, in points (1/72 inch).
type Page struct {
	Width, Height float64
	Rotation      int // the file's own clockwise turn: 0, 90, 180 or 270
	// PixelsWide and PixelsHigh are the size of a picture; 0 for PDF pages.
	PixelsWide, PixelsHigh int
}

package intake

import (
	"math"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// check is one thing worth knowing about a usable file. Its text is
// "intake.ID".
type check struct {
	id       string
	severity Severity
	// found returns the pages concerned (counted from 1; none where it is the
	// whole file), the values of the text, and whether there is anything to say.
	found func(Examined) (pages []int, args message.Args, ok bool)
}

// checks holds everything that is looked for, in the order in which a person
// should read it: what may cost the application first.
var checks = []check{
	{"signed", Warning, whole(func(f pdf.Facts) bool { return f.Signed })},
	{"damaged", Warning, whole(func(f pdf.Facts) bool { return f.Damaged })},
	{"read-as-pictures", Warning, whole(func(f pdf.Facts) bool { return f.Engine == pdf.ByPicture })},
	{"low-resolution", Warning, lowResolution},
	{"attachments", Warning, whole(func(f pdf.Facts) bool { return f.Attachments })},
	{"notes", Warning, whole(func(f pdf.Facts) bool { return f.Notes })},
	{"layers", Warning, whole(func(f pdf.Facts) bool { return f.Layers })},
	{"form", Info, whole(func(f pdf.Facts) bool { return f.Form })},
	{"scripts", Info, whole(func(f pdf.Facts) bool { return f.Scripts })},
	{"owner-locked", Info, whole(func(f pdf.Facts) bool { return f.OwnerLocked })},
	{"password", Info, whole(func(f pdf.Facts) bool { return f.Encrypted && !f.OwnerLocked })},
	{"pages-imported", Info, whole(func(f pdf.Facts) bool { return f.Engine == pdf.ByPDFium })},
	{"name-differs", Info, nameDiffers},
	{"turned", Info, turned},
	{"mixed-sizes", Info, mixedSizes},
}

// look makes every check.
func look(e Examined) []Finding {
	var found []Finding
	for _, c := range checks {
		pages, args, ok := c.found(e)
		if !ok {
			continue
		}
		f := Finding{ID: c.id, Severity: c.severity, Message: message.New("intake."+c.id, args)}
		if len(pages) > 0 {
			f.Page = pages[0]
		}
		found = append(found, f)
	}
	return found
}

// whole makes a check of one fact about the whole file.
func whole(holds func(pdf.Facts) bool) func(Examined) ([]int, message.Args, bool) {
	return func(e Examined) ([]int, message.Args, bool) { return nil, nil, holds(e.Facts) }
}

// A4 in inches, and the resolution on it below which print of ordinary size
// gets hard to read. Scanners are usually set to 200 or 300.
const (
	a4Short, a4Long = 210 / 25.4, 297 / 25.4
	legibleDPI      = 150
)

// lowResolution looks at a picture as it will stand on A4: as large as fits.
func lowResolution(e Examined) ([]int, message.Args, bool) {
	for i, p := range e.Facts.Pages {
		short, long := min(p.PixelsWide, p.PixelsHigh), max(p.PixelsWide, p.PixelsHigh)
		if short == 0 {
			continue
		}
		dpi := int(math.Round(max(float64(short)/a4Short, float64(long)/a4Long)))
		if dpi < legibleDPI {
			return []int{i + 1}, message.Args{"Resolution": dpi, "Wanted": legibleDPI}, true
		}
	}
	return nil, nil, false
}

// extensions are the name endings that fit a kind.
var extensions = map[pdf.Kind][]string{
	pdf.PDF:  {".pdf"},
	pdf.JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"},
	pdf.PNG:  {".png"},
	pdf.TIFF: {".tif", ".tiff"},
	pdf.WebP: {".webp"},
	pdf.HEIC: {".heic", ".heif", ".hif"},
}

// kindNames are the names of the formats, the same in every language.
var kindNames = map[pdf.Kind]string{pdf.PDF: "PDF", pdf.JPEG: "JPEG", pdf.PNG: "PNG", pdf.TIFF: "TIFF", pdf.WebP: "WebP", pdf.HEIC: "HEIC"}

func nameDiffers(e Examined) ([]int, message.Args, bool) {
	ending := strings.ToLower(filepath.Ext(e.Name))
	if slices.Contains(extensions[e.Kind], ending) {
		return nil, nil, false
	}
	return nil, message.Args{"File": e.Name, "Format": kindNames[e.Kind]}, true
}

// turned finds the pages that lie on their side or head in the file and are
// turned by a note beside them.
func turned(e Examined) ([]int, message.Args, bool) {
	var pages []int
	for i, p := range e.Facts.Pages {
		if p.Rotation != 0 {
			pages = append(pages, i+1)
		}
	}
	return pages, message.Args{"Count": len(pages)}, len(pages) > 0
}

// sizeTolerance is by how many points two pages of "the same" size differ
// between programs that round A4 in their own ways.
const sizeTolerance = 5

func mixedSizes(e Examined) ([]int, message.Args, bool) {
	for i, p := range e.Facts.Pages {
		if !sameSize(p, e.Facts.Pages[0]) {
			return []int{i + 1}, message.Args{"Page": i + 1}, true
		}
	}
	return nil, nil, false
}

// sameSize compares sheets of paper: lying or standing is the same.
func sameSize(a, b pdf.Page) bool {
	return math.Abs(min(a.Width, a.Height)-min(b.Width, b.Height)) <= sizeTolerance &&
		math.Abs(max(a.Width, a.Height)-max(b.Width, b.Height)) <= sizeTolerance
}

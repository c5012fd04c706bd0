package intake

import (
	"math"
	"path/filepath"
	"slices"
	"strings"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/prose"
)

// subject is what the checks look at: a usable file, what was seen on its pages,
// which is nothing where nobody has looked, and what is said of it elsewhere.
type subject struct {
	Examined
	look  Look
	about About
	// The text is searched once for all checks.
	languages []string
	name      prose.Presence
	named     []int // pages
}

// check is one thing worth knowing about a usable file. Its text is "intake.ID",
// unless found says another.
type check struct {
	id       string
	severity Severity
	// found returns the pages concerned (counted from 1; none where it is the
	// whole file), the values of the text, and whether there is anything to say.
	found func(subject) (pages []int, args message.Args, ok bool)
}

// checks holds everything that is looked for, in the order in which a person
// should read it: what may cost the application first.
var checks = []check{
	{"signed", Warning, whole(func(f pdf.Facts) bool { return f.Signed })},
	{"damaged", Warning, whole(func(f pdf.Facts) bool { return f.Damaged })},
	{"empty", Warning, wholeBlank},
	{"read-as-pictures", Warning, whole(func(f pdf.Facts) bool { return f.Engine == pdf.ByPicture })},
	{"not-legible", Warning, resolution(Illegible)},
	{"language-differs", Warning, languageDiffers},
	{"dates-none", Warning, datesNone},
	{"name-absent", Warning, nameAbsent},
	{"same-file", Warning, sameFile},
	{"looks-same", Warning, looksSame},
	{"low-resolution", Warning, resolution(Poor)},
	{"attachments", Warning, whole(func(f pdf.Facts) bool { return f.Attachments })},
	{"notes", Warning, whole(func(f pdf.Facts) bool { return f.Notes })},
	{"layers", Warning, whole(func(f pdf.Facts) bool { return f.Layers })},
	{"fonts", Info, strangeFonts},
	{"language-seems", Info, languageSeems},
	{"language-other", Info, languageOther},
	{"language-mixed", Info, languageMixed},
	{"dates-page", Info, datesOnOnePage},
	{"dates-page-more", Info, datesOnOnePageMore},
	{"dates-pages", Info, datesOnPages},
	{"dates-pages-more", Info, datesOnPagesMore},
	{"name-partly", Info, namePartly},
	{"blank", Info, blankPages},
	{"form", Info, whole(func(f pdf.Facts) bool { return f.Form })},
	{"scripts", Info, whole(func(f pdf.Facts) bool { return f.Scripts })},
	{"owner-locked", Info, whole(func(f pdf.Facts) bool { return f.OwnerLocked })},
	{"password", Info, whole(func(f pdf.Facts) bool { return f.Encrypted && !f.OwnerLocked })},
	{"pages-imported", Info, whole(func(f pdf.Facts) bool { return f.Engine == pdf.ByPDFium && !f.Damaged })},
	{"name-differs", Info, nameDiffers},
	{"turned", Info, turned},
	{"mixed-sizes", Info, mixedSizes},
	{"name-found", Info, nameFound},
	{"looked-none", Info, lookedNone},
	{"looked-partly", Info, lookedPartly},
}

// Findings are all that its owner should know of a file whose pages were looked at,
// in the order of the table of checks.
func Findings(e Examined, look Look, about About) []Finding {
	s := subject{Examined: e, look: look, about: about, name: prose.NoName}
	if about.Lang != "" || about.Asked {
		s.languages = look.Languages(about.Pages)
	}
	if about.Candidate.Full() != "" && len(look.Pages) > 0 {
		s.name, s.named = look.NameOn(about.Candidate, about.Pages)
	}
	return s.findings()
}

// findings makes every check.
func (s subject) findings() []Finding {
	var found []Finding
	for _, c := range checks {
		pages, args, ok := c.found(s)
		if !ok {
			continue
		}
		f := Finding{ID: c.id, Severity: c.severity, Message: message.New("intake."+c.id, args), Pages: pages}
		if len(pages) > 0 {
			f.Page = pages[0]
		}
		found = append(found, f)
	}
	return found
}

// whole makes a check of one fact about the whole file.
func whole(holds func(pdf.Facts) bool) func(subject) ([]int, message.Args, bool) {
	return func(s subject) ([]int, message.Args, bool) { return nil, nil, holds(s.Facts) }
}

// A4 in inches.
const a4Short, a4Long = 210 / 25.4, 297 / 25.4

// pictureDPI is the resolution of a picture file as it will stand on A4: as large as
// fits. It is 0 of a page that is no picture file.
func pictureDPI(p pdf.Page) int {
	short, long := min(p.PixelsWide, p.PixelsHigh), max(p.PixelsWide, p.PixelsHigh)
	if short == 0 {
		return 0
	}
	return int(math.Round(max(float64(short)/a4Short, float64(long)/a4Long)))
}

// resolution looks for pages of a poor legibility: of picture files by their size, of
// other scans by what was seen of them.
func resolution(of Legibility) func(subject) ([]int, message.Args, bool) {
	return func(s subject) ([]int, message.Args, bool) {
		var pages []int
		lowest := math.MaxInt
		add := func(page, dpi int) {
			if legibilityOf(dpi) == of && s.counts(page) {
				pages = append(pages, page)
				lowest = min(lowest, dpi)
			}
		}
		for i, p := range s.Facts.Pages {
			add(i+1, pictureDPI(p))
		}
		for _, p := range s.look.Pages {
			if p.Scan && !p.Blank && pictureDPI(s.Facts.Pages[p.Number-1]) == 0 {
				add(p.Number, p.Resolution)
			}
		}
		return pages, message.Args{"Count": len(pages), "Pages": Ranges(pages), "Resolution": lowest, "Wanted": goodDPI}, len(pages) > 0
	}
}

// counts reports whether a page is one of those that count.
func (s subject) counts(page int) bool {
	return s.about.Pages == nil || slices.Contains(s.about.Pages, page)
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

// FormatName returns the name of a kind as its makers write it, the same in every
// language.
func FormatName(k pdf.Kind) string { return kindNames[k] }

func nameDiffers(e subject) ([]int, message.Args, bool) {
	ending := strings.ToLower(filepath.Ext(e.Name))
	if slices.Contains(extensions[e.Kind], ending) {
		return nil, nil, false
	}
	return nil, message.Args{"File": e.Name, "Format": kindNames[e.Kind]}, true
}

// turned finds the pages that lie on their side or head in the file and are
// turned by a note beside them.
func turned(e subject) ([]int, message.Args, bool) {
	var pages []int
	for i, p := range e.Facts.Pages {
		if p.Rotation != 0 && e.counts(i+1) {
			pages = append(pages, i+1)
		}
	}
	return pages, message.Args{"Count": len(pages)}, len(pages) > 0
}

// strangeFonts finds the pages whose letters may look different elsewhere.
func strangeFonts(e subject) ([]int, message.Args, bool) {
	var pages []int
	for _, page := range e.Facts.StrangeFonts {
		if e.counts(page) {
			pages = append(pages, page)
		}
	}
	return pages, message.Args{"Count": len(pages), "Pages": Ranges(pages)}, len(pages) > 0
}

// sizeTolerance is by how many points two pages of "the same" size differ
// between programs that round A4 in their own ways.
const sizeTolerance = 5

func mixedSizes(e subject) ([]int, message.Args, bool) {
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

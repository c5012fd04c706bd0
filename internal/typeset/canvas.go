package typeset

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
)

// ink is a colour.
type ink struct{ r, g, b int }

// The colours of the light theme, on white.
var (
	white      = ink{0xFF, 0xFF, 0xFF}
	black      = ink{0x1D, 0x23, 0x30}
	muted      = ink{0x56, 0x5E, 0x6C}
	hairline   = ink{0xDF, 0xDC, 0xD3}
	accent     = ink{0x0B, 0x64, 0x67}
	accentSoft = ink{0xE3, 0xF0, 0xEE}
)

// margin is the space left free at every side of a page, in points.
const margin = 64.0

// sizes are the papers in points, upright.
var sizes = map[Paper]fpdf.SizeType{
	A4:     {Wd: 595.28, Ht: 841.89},
	Letter: {Wd: 612, Ht: 792},
}

// canvas is a document under way. Places on its pages are in points from the
// upper left corner, the y of a text is its baseline.
type canvas struct {
	*metrics
	pdf           *fpdf.Fpdf
	width, height float64
	missing       map[rune]bool
}

// about is what a document says of itself.
type about struct {
	paper       Paper
	lang, title string
	date        time.Time
	cuts        []style // the cuts of Noto Sans that its pages are set in
}

// langTag is what may stand in a document as its language; the PDF writer
// escapes nothing there.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// newCanvas begins a document that says of itself what a says and nothing more.
func newCanvas(a about) (*canvas, error) {
	size, ok := sizes[a.paper]
	if !ok {
		return nil, fmt.Errorf("typeset: there is no paper %q", a.paper)
	}
	m, err := newMetrics()
	if err != nil {
		return nil, err
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)
	// One compressor for each page costs a hundred times what its few bytes save.
	pdf.SetCompression(false)
	pdf.SetProducer("", false)
	pdf.SetTitle(metadata(a.title), false)
	if langTag.MatchString(a.lang) {
		pdf.SetLang(a.lang)
	}
	date := a.date.UTC()
	if date.IsZero() {
		date = time.Unix(0, 0).UTC() // for a zero time the writer would ask the clock
	}
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	c := &canvas{metrics: m, pdf: pdf, width: size.Wd, height: size.Ht, missing: map[rune]bool{}}
	for _, cut := range a.cuts {
		c.addCut(cut)
	}
	return c, nil
}

// metadata returns a text as PDF has it outside pages: UTF-16 with its mark.
func metadata(s string) string {
	s = tidy(s)
	if s == "" {
		return ""
	}
	b := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return string(b)
}

// finish returns the document and the characters that it could not show.
func (c *canvas) finish() ([]byte, []rune, error) {
	var out bytes.Buffer
	if err := c.pdf.Output(&out); err != nil {
		return nil, nil, fmt.Errorf("typeset: %w", err)
	}
	missing := make([]rune, 0, len(c.missing))
	for r := range c.missing {
		missing = append(missing, r)
	}
	slices.Sort(missing)
	return namedSubsets(out.Bytes()), missing, nil
}

// text draws a line that tidy has prepared, its baseline at y, each run of it in the
// cut that has its letters.
func (c *canvas) text(x, y float64, f typeface, colour ink, line string) {
	runes := []rune(line)
	for start, end := 0, 0; start < len(runes); start = end {
		cut := c.cutFor(f.cut, runes[start])
		for end < len(runes) && c.cutFor(f.cut, runes[end]) == cut {
			end++
		}
		run := string(runes[start:end])
		c.run(x, y, typeface{cut, f.size}, colour, run)
		x += c.measure(f, run)
	}
}

// run draws a text in one cut, which comes into the document with its first run.
func (c *canvas) run(x, y float64, f typeface, colour ink, line string) {
	c.addCut(f.cut)
	c.pdf.SetFont(f.cut.writerFamily(), "", f.size)
	c.pdf.SetTextColor(colour.r, colour.g, colour.b)
	c.pdf.Text(x, y, strings.Map(func(r rune) rune {
		if c.advance(f.cut, r) == lacking {
			c.missing[r] = true
			if r > 0xFFFF {
				return replacement
			}
		}
		return r
	}, line))
}

// addCut adds a cut to the document, once.
func (c *canvas) addCut(cut style) {
	c.pdf.AddUTF8FontFromBytes(cut.writerFamily(), "", c.faces[cut].data)
}

// textRight draws a line that ends at x.
func (c *canvas) textRight(x, y float64, f typeface, colour ink, line string) {
	c.text(x-c.measure(f, line), y, f, colour, line)
}

// rule draws a horizontal hairline.
func (c *canvas) rule(x0, x1, y float64) {
	c.pdf.SetDrawColor(hairline.r, hairline.g, hairline.b)
	c.pdf.SetLineWidth(0.75)
	c.pdf.Line(x0, y, x1, y)
}

// box fills a rectangle with rounded corners.
func (c *canvas) box(x, y, w, h, radius float64, colour ink) {
	c.pdf.SetFillColor(colour.r, colour.g, colour.b)
	if radius == 0 {
		c.pdf.Rect(x, y, w, h, "F")
		return
	}
	c.pdf.RoundedRect(x, y, w, h, radius, "1234", "F")
}

package typeset

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"example.org/dossier/assets"
)

// style is a cut of a font. Pages are set in those of Noto Sans; the others help out
// with the letters that it lacks.
type style string

const (
	regular      style = ""
	bold         style = "B"
	italic       style = "I"
	georgian     style = "G"
	georgianBold style = "GB"
	armenian     style = "A"
	armenianBold style = "AB"
)

// fontNames are the names of the cuts, in a document and of their files.
var fontNames = map[style]string{
	regular:      "NotoSans-Regular",
	bold:         "NotoSans-Bold",
	italic:       "NotoSans-Italic",
	georgian:     "NotoSansGeorgian-Regular",
	georgianBold: "NotoSansGeorgian-Bold",
	armenian:     "NotoSansArmenian-Regular",
	armenianBold: "NotoSansArmenian-Bold",
}

// helpers are the cuts that help out, the first that has a letter; neither alphabet
// has an italic.
var helpers = map[style][]style{
	regular: {armenian, georgian},
	bold:    {armenianBold, georgianBold},
	italic:  {armenian, georgian},
}

// writerFamily is the name of a cut for the PDF writer, each a family of its own: with
// what the writer sets before it, as long as the name of a subset of the cut.
func (s style) writerFamily() string { return strings.ToLower(fontNames[s]) + "xxx" }

const writerPrefix = "utf8"

// namedSubsets gives the fonts of a document the names of subsets: six letters, other
// ones for other letters, and the font's own name (ISO 32000-1, 9.6.4). No byte moves.
func namedSubsets(data []byte) []byte {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	for cut, name := range fontNames {
		data = bytes.ReplaceAll(data, []byte("/"+writerPrefix+cut.writerFamily()), fmt.Appendf(nil, "/%s+%s", tag, name))
	}
	return data
}

// replacement stands for a character outside the basic plane, which the PDF
// writer cannot reach. Any other that the fonts lack is drawn as the font's own
// empty box and stays itself when the text is copied. Nothing vanishes unseen.
const replacement = '\uFFFD'

// face is one cut: its bytes for the PDF writer and its metrics for breaking
// lines. It never changes and may be shared.
type face struct {
	data []byte
	sfnt *sfnt.Font
}

// faces are the cuts, read when the first page is set.
var faces = sync.OnceValues(readFaces)

func readFaces() (map[style]face, error) {
	read := make(map[style]face, len(fontNames))
	for cut, name := range fontNames {
		data, err := assets.Fonts.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return nil, fmt.Errorf("font: %w", err)
		}
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", name, err)
		}
		read[cut] = face{data, parsed}
	}
	return read, nil
}

// The advance of a character that the font lacks, and of the box in its place.
const (
	lacking    = -1
	boxAdvance = 600
)

// advance returns the width of a character in thousandths of the size, or
// lacking. The PDF writer reaches the basic plane alone.
func (f face) advance(buf *sfnt.Buffer, r rune) int {
	if r > 0xFFFF {
		return lacking
	}
	glyph, err := f.sfnt.GlyphIndex(buf, r)
	if err != nil || glyph == 0 {
		return lacking
	}
	units, err := f.sfnt.GlyphAdvance(buf, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		return lacking
	}
	return units.Round()
}

// typeface is a cut at a size in points.
type typeface struct {
	cut  style
	size float64
}

// metrics remembers the advances that one document has asked for.
type metrics struct {
	faces    map[style]face
	advances map[style]map[rune]int
	buffer   sfnt.Buffer
}

func newMetrics() (*metrics, error) {
	read, err := faces()
	if err != nil {
		return nil, err
	}
	m := &metrics{faces: read, advances: map[style]map[rune]int{}}
	for cut := range read {
		m.advances[cut] = map[rune]int{}
	}
	return m, nil
}

// advance is face.advance, remembered.
func (m *metrics) advance(cut style, r rune) int {
	known, ok := m.advances[cut][r]
	if !ok {
		known = m.faces[cut].advance(&m.buffer, r)
		m.advances[cut][r] = known
	}
	return known
}

// cutFor returns the cut that draws a character in a text set in this one: a helper
// where that has it and this one has not.
func (m *metrics) cutFor(cut style, r rune) style {
	if m.advance(cut, r) != lacking {
		return cut
	}
	for _, helper := range helpers[cut] {
		if m.advance(helper, r) != lacking {
			return helper
		}
	}
	return cut
}

// width returns the width of a character in points as it will be drawn.
func (m *metrics) width(f typeface, r rune) float64 {
	units := m.advance(m.cutFor(f.cut, r), r)
	if units == lacking {
		units = boxAdvance
	}
	return float64(units) * f.size / 1000
}

// measure returns the width of a text in points.
func (m *metrics) measure(f typeface, s string) float64 {
	sum := 0.0
	for _, r := range s {
		sum += m.width(f, r)
	}
	return sum
}

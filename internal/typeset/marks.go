package typeset

import "fmt"

// Role is what a text of the front is to somebody who hears the page: a
// standard structure type (ISO 32000-1, 14.8.4).
type Role string

// The roles.
const (
	AsTitle     Role = "H1"
	AsHeading   Role = "H2"
	AsParagraph Role = "P"
	AsListed    Role = "TOCI" // a line of the contents
)

// Marked is a text of a page; its index among those of the page is its
// marked-content identifier (ISO 32000-1, 14.6). They stand in the order in
// which they are read.
type Marked struct {
	Role  Role
	Entry int // index of Front.Entries that the line leads to; -1: none
}

// marks are those of a front's pages under way.
type marks [][]Marked

// tagged marks what draw draws as one text of the page; entry as in Marked.
func (f *front) tagged(role Role, entry int, draw func()) {
	page := f.pdf.PageNo() - 1
	for len(f.marks) <= page {
		f.marks = append(f.marks, nil)
	}
	f.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", role, len(f.marks[page])))
	draw()
	f.pdf.RawWriteStr("EMC")
	f.marks[page] = append(f.marks[page], Marked{role, entry})
}

// ornament draws what nobody needs to hear of.
func (f *front) ornament(draw func()) {
	f.pdf.RawWriteStr("/Artifact BMC")
	draw()
	f.pdf.RawWriteStr("EMC")
}

// rule is a hairline that is an ornament.
func (f *front) rule(x0, x1, y float64) { f.ornament(func() { f.canvas.rule(x0, x1, y) }) }

// texts sets lines below each other as one text; step is the space from
// baseline to baseline.
func (f *front) texts(role Role, x, y, step float64, face typeface, colour ink, lines []string) {
	if len(lines) == 0 {
		return
	}
	f.tagged(role, -1, func() { f.column(x, y, step, face, colour, lines) })
}

// column draws lines below each other, the first one's baseline at y. Each ends
// in a space, which parts it from the next for whoever hears or copies it.
func (f *front) column(x, y, step float64, face typeface, colour ink, lines []string) {
	for i, line := range lines {
		f.text(x, y+step*float64(i), face, colour, line+" ")
	}
}

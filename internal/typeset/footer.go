package typeset

import (
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// small is the face of footers.
var small = typeface{regular, 8}

// How far a footer's baseline stands above the page's lower edge: on pages of
// ours, and on pages that came with something of their own, where it keeps to
// the strip that printers leave free (5 mm).
const (
	footerRise = 28.0
	overRise   = 14.0
)

// plate is how much of the page a footer hides where it stands over one: enough
// to be read on a photograph, not so much that what lies below is lost.
const plate = 0.75

// SetFooters sets one page for each footer, transparent but for the footer, to
// be laid over the pages of a bundle. Equal footers give equal bytes.
func SetFooters(paper Paper, footers []Footer, date time.Time) ([]byte, error) {
	c, err := newCanvas(about{paper: paper, date: date, cuts: []style{regular}})
	if err != nil {
		return nil, err
	}
	upright, size := sizes[paper], sizes[paper]
	for _, f := range footers {
		orientation := "P"
		size = upright
		if f.Wide {
			orientation = "L"
			size.Wd, size.Ht = size.Ht, size.Wd
		}
		c.pdf.AddPageFormat(orientation, upright)
		c.footer(f, size)
	}
	data, _, err := c.finish()
	return data, err
}

// footer draws a footer on the page under way, which has this size. A text on
// the left that has no room ends in an ellipsis.
func (c *canvas) footer(f Footer, page fpdf.SizeType) {
	room := page.Wd - 2*margin
	right := c.lines(small, f.Right, room/2, 1)
	taken := 0.0
	for _, line := range right {
		taken = c.measure(small, line)
		c.footerText(f, page, page.Wd-margin-taken, line)
	}
	for _, line := range c.lines(small, f.Left, room-taken-24, 1) {
		c.footerText(f, page, margin, line)
	}
}

// footerText draws one side of a footer from x on.
func (c *canvas) footerText(f Footer, page fpdf.SizeType, x float64, line string) {
	y := page.Ht - footerRise
	if f.Over {
		y = page.Ht - overRise
		c.pdf.SetAlpha(plate, "Normal")
		c.box(x-4, y-9, c.measure(small, line)+8, 12, 0, white)
		c.pdf.SetAlpha(1, "Normal")
	}
	c.text(x, y, small, muted, line)
}

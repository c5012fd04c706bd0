package typeset

import (
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// small is the face of footers.
var small = typeface{regular, 8}

// footerRise is how far a footer's baseline stands above the page's lower edge.
const footerRise = 20.0

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
	y := page.Ht - footerRise
	room := page.Wd - 2*margin
	right := ""
	if lines := c.lines(small, f.Right, room/2, 1); len(lines) > 0 {
		right = lines[0]
		c.textRight(page.Wd-margin, y, small, muted, right)
	}
	if lines := c.lines(small, f.Left, room-c.measure(small, right)-24, 1); len(lines) > 0 {
		c.text(margin, y, small, muted, lines[0])
	}
}

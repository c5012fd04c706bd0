package pdf

import (
	"image"
	"slices"
)

// grey is a picture of a page in shades of grey, 0 black to 255 white.
type grey struct {
	wide, high int
	shade      []byte
}

// greyOf takes the colours out of a picture.
func greyOf(shot *image.RGBA) grey {
	size := shot.Bounds().Size()
	g := grey{wide: size.X, high: size.Y, shade: make([]byte, size.X*size.Y)}
	for y := range g.high {
		row := shot.Pix[y*shot.Stride:]
		for x := range g.wide {
			r, gr, b := int(row[4*x]), int(row[4*x+1]), int(row[4*x+2])
			g.shade[y*g.wide+x] = byte((299*r + 587*gr + 114*b) / 1000)
		}
	}
	return g
}

// GreyWide and GreyHigh are the places in which Seen.Grey has a shade.
const GreyWide, GreyHigh = 96, 96

// coarse is the mean shade of each place of the page.
func (g grey) coarse() []byte {
	out := make([]byte, GreyWide*GreyHigh)
	for i := range out {
		x0, x1 := span(i%GreyWide, GreyWide, g.wide)
		y0, y1 := span(i/GreyWide, GreyHigh, g.high)
		sum := 0
		for y := y0; y < y1; y++ {
			for _, v := range g.shade[y*g.wide+x0 : y*g.wide+x1] {
				sum += int(v)
			}
		}
		out[i] = byte(sum / ((x1 - x0) * (y1 - y0)))
	}
	return out
}

// span is the i-th of n parts of a side, at least one pixel of it.
func span(i, n, side int) (from, to int) {
	from = min(i*side/n, side-1)
	return from, max((i+1)*side/n, from+1)
}

// What counts as ink, on a picture whose longer side is lookSide pixels.
const (
	blockSide  = 20  // pixels; the paper's own shade is taken in blocks
	inkDarker  = 32  // shades by which ink is darker than the paper around it
	farDarker  = 80  // shades by which a whole block is ink
	edgeOf     = 25  // a twenty-fifth of each side is the scanner's: shadows of the sheet's edge
	speckSide  = 4   // pixels; anything smaller (2 mm of A4) is dust
	streakWide = 2   // pixels; what is no wider and runs far is the scanner's
	streakOf   = 0.4 // far: of a side of the page
	holeLeast  = 7   // pixels; punched holes measure 4 to 9 mm
	holeMost   = 20
	holeFrom   = 0.1 // they lie within so much of a side from an edge
	holeFull   = 0.5 // and are filled at least so far
)

// blank reports whether there is next to nothing on the page.
func (g grey) blank() bool {
	ink := g.ink()
	for _, stain := range ink.stains() {
		if !ink.accident(stain) {
			return false
		}
	}
	return true
}

// marks are the pixels with ink.
type marks struct {
	wide, high int
	set        []bool
}

// ink finds what is darker than the paper around it.
func (g grey) ink() marks {
	m := marks{g.wide, g.high, make([]bool, len(g.shade))}
	paper := brightMost(slices.Clone(g.shade))
	marginX, marginY := g.wide/edgeOf, g.high/edgeOf
	for top := 0; top < g.high; top += blockSide {
		for left := 0; left < g.wide; left += blockSide {
			bottom, right := min(top+blockSide, g.high), min(left+blockSide, g.wide)
			here := g.paper(left, top, right, bottom)
			if int(here)+farDarker < int(paper) {
				here = paper
			}
			for y := max(top, marginY); y < min(bottom, g.high-marginY); y++ {
				for x := max(left, marginX); x < min(right, g.wide-marginX); x++ {
					m.set[y*g.wide+x] = int(g.shade[y*g.wide+x])+inkDarker < int(here)
				}
			}
		}
	}
	return m
}

// paper is the shade of the paper in a part of the picture.
func (g grey) paper(left, top, right, bottom int) byte {
	var shades []byte
	for y := top; y < bottom; y++ {
		shades = append(shades, g.shade[y*g.wide+left:y*g.wide+right]...)
	}
	return brightMost(shades)
}

// brightMost is the shade that four fifths are no brighter than; the order of
// shades is lost.
func brightMost(shades []byte) byte {
	slices.Sort(shades)
	return shades[len(shades)*4/5]
}

// stain is pixels of ink that touch each other.
type stain struct {
	x0, y0, x1, y1 int // x1, y1 are still in it
	pixels         int
}

// stains finds them; it takes the marks away.
func (m marks) stains() []stain {
	var found []stain
	var open []int
	for start, set := range m.set {
		if !set {
			continue
		}
		s := stain{x0: m.wide, y0: m.high, x1: -1, y1: -1}
		m.set[start] = false
		open = append(open[:0], start)
		for len(open) > 0 {
			at := open[len(open)-1]
			open = open[:len(open)-1]
			x, y := at%m.wide, at/m.wide
			s.pixels++
			s.x0, s.x1, s.y0, s.y1 = min(s.x0, x), max(s.x1, x), min(s.y0, y), max(s.y1, y)
			for ny := max(y-1, 0); ny <= min(y+1, m.high-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, m.wide-1); nx++ {
					if next := ny*m.wide + nx; m.set[next] {
						m.set[next] = false
						open = append(open, next)
					}
				}
			}
		}
		found = append(found, s)
	}
	return found
}

// accident reports whether a stain is nobody's writing: dust, a streak of the
// scanner, a punched hole.
func (m marks) accident(s stain) bool {
	wide, high := s.x1-s.x0+1, s.y1-s.y0+1
	short, long := min(wide, high), max(wide, high)
	side := m.wide
	if high > wide {
		side = m.high
	}
	switch {
	case long < speckSide:
		return true
	case short <= streakWide:
		return float64(long) >= streakOf*float64(side)
	case short < holeLeast || long > holeMost || float64(s.pixels) < holeFull*float64(wide*high):
		return false
	}
	nearest := min(float64(s.x0)/float64(m.wide), float64(m.wide-1-s.x1)/float64(m.wide),
		float64(s.y0)/float64(m.high), float64(m.high-1-s.y1)/float64(m.high))
	return nearest <= holeFrom
}

package scan

import "slices"

// How light is evened out. The picture is parted into cells, some 96 along its
// longer side; in each, what is brighter than nine pixels of ten is taken for
// paper. All light is then scaled so that the paper comes to one level, and what
// is darker than it keeps at least its distance from it.
const (
	cellsAlong = 96
	paperShare = 0.9
	paperLevel = 244 // of 255: white, and room for what is whiter
	mostGain   = 3   // of light: beyond it there is more noise than writing
	darkInk    = 25  // where the darkest ink is drawn to
	mostSpread = 1.3 // of the distance from the paper
	// Dark parts as wide as this many cells, about four centimetres of an A4
	// page, are what the page shows and not how it is lit; larger ones are where
	// they are much darker than the page.
	showsCells = 6
	deepShade  = 0.55 // of the page's paper: shade for certain
	noShade    = 0.35 // of the page's paper: never shade
	// Light has a colour of its own, up to this distance from gray; paper that is
	// more coloured than that keeps what is beyond.
	mostCast = 14
	// A page whose paper is darker than this is no paper.
	darkPage = 70
)

// cells are the levels of the paper across a picture.
type cells struct {
	across, down int
	side         int // of a cell, in pixels
	level        []float64
}

func (c cells) at(x, y int) float64 {
	return c.level[min(max(y, 0), c.down-1)*c.across+min(max(x, 0), c.across-1)]
}

// between is the level at a pixel, evenly between the middles of cells.
func (c cells) between(x, y int) float64 {
	u, v := (float64(x)+0.5)/float64(c.side)-0.5, (float64(y)+0.5)/float64(c.side)-0.5
	u, v = min(max(u, 0), float64(c.across-1)), min(max(v, 0), float64(c.down-1))
	i, j := int(u), int(v)
	fx, fy := u-float64(i), v-float64(j)
	upper := c.at(i, j)*(1-fx) + c.at(i+1, j)*fx
	lower := c.at(i, j+1)*(1-fx) + c.at(i+1, j+1)*fx
	return upper*(1-fy) + lower*fy
}

// paperCells finds the level of the brightest tenth in each cell.
func paperCells(light plane) cells {
	side := max(1, (max(light.w, light.h)+cellsAlong-1)/cellsAlong)
	c := cells{across: (light.w + side - 1) / side, down: (light.h + side - 1) / side, side: side}
	c.level = make([]float64, c.across*c.down)
	inBands(c.down, func(from, to int) {
		for y := from; y < to; y++ {
			for x := range c.across {
				c.level[y*c.across+x] = float64(share(light, x*side, y*side, side, paperShare))
			}
		}
	})
	return c
}

// share is the level that this share of a square's pixels does not exceed.
func share(p plane, x0, y0, side int, of float64) int {
	var counts [256]int
	n := 0
	for y := y0; y < min(y0+side, p.h); y++ {
		for _, v := range p.row(y)[x0:min(x0+side, p.w)] {
			counts[v]++
			n++
		}
	}
	return level(counts, int(of*float64(n)))
}

// level is that of the pixel with this place among all, from dark to bright.
func level(counts [256]int, place int) int {
	for v, n := range counts {
		if place -= n; place < 0 {
			return v
		}
	}
	return 255
}

// spread gives every cell the outermost of the levels around it, within so many
// cells: the brightest, or with bright false the darkest.
func (c cells) spread(within int, bright bool) cells {
	outer := slices.Max[[]float64]
	if !bright {
		outer = slices.Min[[]float64]
	}
	row := c.along(within, outer, func(x, y, d int) (int, int) { return x + d, y })
	return row.along(within, outer, func(x, y, d int) (int, int) { return x, y + d })
}

// smooth gives every cell the mean of the nine around it.
func (c cells) smooth() cells {
	mean := func(of []float64) float64 {
		sum := 0.0
		for _, v := range of {
			sum += v
		}
		return sum / float64(len(of))
	}
	row := c.along(1, mean, func(x, y, d int) (int, int) { return x + d, y })
	return row.along(1, mean, func(x, y, d int) (int, int) { return x, y + d })
}

func (c cells) along(within int, of func([]float64) float64, to func(x, y, d int) (int, int)) cells {
	out := c
	out.level = make([]float64, len(c.level))
	around := make([]float64, 0, 2*within+1)
	for y := range c.down {
		for x := range c.across {
			around = around[:0]
			for d := -within; d <= within; d++ {
				around = append(around, c.at(to(x, y, d)))
			}
			out.level[y*c.across+x] = of(around)
		}
	}
	return out
}

// paper is the level of the page's paper as a whole: that of its bright cells,
// at least 1.
func (c cells) paper() float64 {
	sorted := slices.Sorted(slices.Values(c.level))
	return max(sorted[int(paperShare*float64(len(sorted)-1))], 1)
}

// lighting is the level of white paper wherever there is paper, writing or a
// small picture, and never darker than the paper that is there: faint writing
// beside a shadow must not be taken for white.
func lighting(light plane) cells {
	c := paperCells(light)
	paper := c.paper()
	c = c.spread(showsCells, true).spread(showsCells, false)
	for i, v := range c.level {
		shade := min(max((v/paper-noShade)/(deepShade-noShade), 0), 1)
		c.level[i] = v*shade + paper*(1-shade)
	}
	return c.spread(2, true).smooth()
}

// lifted returns the page with its light evened out. The raster that it is given
// is of no more use.
func lifted(r raster) raster {
	light := lighting(r.light)
	if light.paper() < darkPage {
		return r
	}
	blue, red := 0.0, 0.0
	if !r.colourless() {
		blue, red = castOf(r.blue, r, light), castOf(r.red, r, light)
	}
	more := spreadOf(r.light, light)
	if !r.colourless() {
		liftColours(r, light, blue, red, more)
	}
	liftLight(r.light, light, more)
	return r
}

// gainOf is by how much the light is scaled where paper has this level.
func gainOf(paper float64) float64 { return min(max(paperLevel/max(paper, 1), 1), mostGain) }

// liftLight scales the light. What is brighter than the paper is drawn together
// towards white, so that nothing is cut off there.
func liftLight(p plane, light cells, more float64) {
	inBands(p.h, func(from, to int) {
		gains := newAcross(light, p.w)
		for y := from; y < to; y++ {
			gains.at(y)
			row := p.row(y)
			for x, v := range row {
				gain := gains.of[x]
				lit := float64(v) * gain
				if lit <= paperLevel {
					lit = paperLevel - (paperLevel-lit)*more
				} else {
					lit = paperLevel + (lit-paperLevel)*(255-paperLevel)/(255*gain-paperLevel)
				}
				row[x] = byte(min(max(lit, 0), 255) + 0.5)
			}
		}
	})
}

// liftColours scales the colours as the light, without the light's own.
func liftColours(r raster, light cells, blue, red, more float64) {
	inBands(r.blue.h, func(from, to int) {
		gains := newAcross(light, r.light.w)
		for y := from; y < to; y++ {
			at := min(2*y, r.light.h-1)
			gains.at(at)
			bright, blues, reds := r.light.row(at), r.blue.row(y), r.red.row(y)
			for x := range blues {
				u := min(2*x, r.light.w-1)
				gain := gains.of[u]
				own := min(float64(bright[u])*gain/paperLevel, 1) // of the light's colour, what is reflected
				blues[x] = colour(blues[x], blue*own/gain, gain*more)
				reds[x] = colour(reds[x], red*own/gain, gain*more)
			}
		}
	})
}

func colour(v byte, cast, gain float64) byte {
	return byte(min(max(128+(float64(v)-128-cast)*gain, 0), 255) + 0.5)
}

// across are the gains along a row.
type across struct {
	light cells
	of    []float64
}

func newAcross(light cells, width int) *across { return &across{light, make([]float64, width)} }

// at fills the gains for a row. The level runs straight between the middles of
// two cells.
func (a *across) at(y int) {
	side := a.light.side
	for x := 0; x < len(a.of); {
		// The straight pieces end at the middles of cells.
		end := min((x+side/2)/side*side+side-side/2, len(a.of))
		end = max(end, x+1)
		first := a.light.between(x, y)
		step := 0.0
		if end-x > 1 {
			step = (a.light.between(end-1, y) - first) / float64(end-1-x)
		}
		for i := x; i < end; i++ {
			a.of[i] = gainOf(first + step*float64(i-x))
		}
		x = end
	}
}

// castOf is how far the light's own colour lies from gray on one channel, as it
// is where paper has the level that is drawn to white.
func castOf(channel plane, r raster, light cells) float64 {
	var counts [256]int
	n := 0
	for y := range channel.h {
		at := min(2*y, r.light.h-1)
		row := channel.row(y)
		for x := 0; x < len(row); x += 4 {
			u := min(2*x, r.light.w-1)
			if paper := light.between(u, at); float64(r.light.row(at)[u]) > 0.93*paper {
				counts[row[x]]++
				n++
			}
		}
	}
	cast := float64(level(counts, n/2)-128) * gainOf(light.paper())
	return min(max(cast, -mostCast), mostCast)
}

// spreadOf is by how much the distance of ink from the paper is widened: so that
// the darkest of it comes to be dark, and a faded page is not faded any more.
func spreadOf(p plane, light cells) float64 {
	var counts [256]int
	n := 0
	for y := 0; y < p.h; y += 3 {
		row := p.row(y)
		for x := 0; x < len(row); x += 3 {
			lit := float64(row[x]) * gainOf(light.between(x, y))
			counts[int(min(lit, 255))]++
			n++
		}
	}
	ink := float64(level(counts, n/200))
	return min(max((paperLevel-darkInk)/max(paperLevel-ink, 1), 1), mostSpread)
}

// needsLight reports whether evening the light out would show: the paper is
// clearly darker than white somewhere, but it is paper.
func needsLight(r raster) bool {
	light := lighting(r.light)
	if light.paper() < darkPage {
		return false
	}
	return slices.Min(light.level) < 0.93*paperLevel
}

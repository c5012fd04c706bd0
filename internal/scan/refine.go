package scan

import (
	"math"
	"slices"
)

// reach is how far from a rough side its edge is looked for, in pixels.
const reach = 7

// line is a x + b y = c, with a and b of length 1.
type line struct{ a, b, c float64 }

func (l line) from(p spot) float64 { return l.a*p.x + l.b*p.y - l.c }

// refined draws each side through the places where the light changes most, and
// the corners to where the sides meet; false where a side has too few of them
// or does not stand straight.
func (p plane) refined(c candidate) (candidate, bool) {
	for range 2 {
		var sides [4]line
		for i := range sides {
			l, ok := fit(p.edges(c, i))
			if !ok {
				return candidate{}, false
			}
			sides[i] = l
		}
		for i := range c.at {
			corner, ok := meet(sides[(i+3)%4], sides[i])
			if !ok || corner.to(c.at[i]) > 3*reach {
				return candidate{}, false
			}
			c.at[i] = corner
		}
	}
	return c, true
}

// edges are the places near a side where it becomes brightest into the sheet.
func (p plane) edges(c candidate, side int) []spot {
	var found []spot
	c.along(side, func(at, inward spot) {
		var steps [2*reach + 1]float64
		best := 0
		for i := range steps {
			d := float64(i - reach)
			x, y := at.x+inward.x*d, at.y+inward.y*d
			steps[i] = p.value(x+inward.x, y+inward.y) - p.value(x-inward.x, y-inward.y)
			if steps[i] > steps[best] {
				best = i
			}
		}
		if best == 0 || best == len(steps)-1 || steps[best] < leastStep/2 {
			return
		}
		// The top of the parabola through three steps is finer than a pixel.
		before, after := steps[best-1], steps[best+1]
		d := float64(best - reach)
		if curve := before - 2*steps[best] + after; curve < 0 {
			d += min(max((before-after)/(2*curve), -0.5), 0.5)
		}
		found = append(found, spot{at.x + inward.x*d, at.y + inward.y*d})
	})
	return found
}

// fit draws a line through most of the places: of lines between two of them the
// one near to most, then the best through those that are near.
func fit(places []spot) (line, bool) {
	if len(places) < 24 {
		return line{}, false
	}
	var near []spot
	for i := range places {
		for _, apart := range []int{len(places) / 3, len(places) / 2, len(places) * 2 / 3} {
			l, ok := through(places[i], places[(i+apart)%len(places)])
			if !ok {
				continue
			}
			if got := beside(l, places, 1); len(got) > len(near) {
				near = got
			}
		}
	}
	if len(near) < len(places)*6/10 {
		return line{}, false
	}
	return least(near), true
}

// through is the line through two places.
func through(a, b spot) (line, bool) {
	length := a.to(b)
	if length < 4 {
		return line{}, false
	}
	l := line{a: -(b.y - a.y) / length, b: (b.x - a.x) / length}
	l.c = l.a*a.x + l.b*a.y
	return l, true
}

// beside are the places within so many pixels of a line.
func beside(l line, places []spot, within float64) []spot {
	return slices.DeleteFunc(slices.Clone(places), func(p spot) bool { return math.Abs(l.from(p)) > within })
}

// least is the line with the least sum of squared distances.
func least(places []spot) line {
	n := float64(len(places))
	var mx, my float64
	for _, p := range places {
		mx, my = mx+p.x/n, my+p.y/n
	}
	var xx, xy, yy float64
	for _, p := range places {
		dx, dy := p.x-mx, p.y-my
		xx, xy, yy = xx+dx*dx, xy+dx*dy, yy+dy*dy
	}
	along := math.Atan2(2*xy, xx-yy) / 2
	l := line{a: -math.Sin(along), b: math.Cos(along)}
	l.c = l.a*mx + l.b*my
	return l
}

// meet is where two lines cross.
func meet(l, m line) (spot, bool) {
	det := l.a*m.b - m.a*l.b
	if math.Abs(det) < 0.3 {
		return spot{}, false
	}
	return spot{(l.c*m.b - m.c*l.b) / det, (l.a*m.c - m.a*l.c) / det}, true
}

package scan

import (
	"math"
	"slices"
)

// mask says of every pixel whether it is meant.
type mask struct {
	w, h int
	on   []bool
}

// mask takes the pixels above a level.
func (p plane) mask(above byte) mask {
	m := mask{p.w, p.h, make([]bool, p.w*p.h)}
	for y := range p.h {
		for x, v := range p.row(y) {
			m.on[y*p.w+x] = v > above
		}
	}
	return m
}

// opened takes away what is thinner than five pixels, and so the bridges between
// parts.
func (m mask) opened() mask { return m.eaten(false).eaten(true) }

// eaten takes two pixels off around each part, or with grown puts them on.
func (m mask) eaten(grown bool) mask {
	half := m.passed(grown, 1, m.w, m.w, m.h)
	return half.passed(grown, m.w, 1, m.h, m.w)
}

// passed spreads what is off (or with grown, on) by two pixels along lines: step
// leads to the next pixel of a line, skip to the next line.
func (m mask) passed(grown bool, step, skip, length, lines int) mask {
	out := mask{m.w, m.h, make([]bool, len(m.on))}
	for line := range lines {
		at := line * skip
		since := 5 // pixels since the last that spreads
		for i := range length + 2 {
			if since++; i < length && m.on[at+i*step] == grown {
				since = 0
			}
			if j := i - 2; j >= 0 {
				out.on[at+j*step] = (since <= 4) == grown
			}
		}
	}
	return out
}

// part is a connected part of a mask.
type part struct {
	w, h int
	in   []bool
	area float64
}

// largest returns the largest part and the size of the second one.
func (m mask) largest() (part, float64) {
	label := make([]int32, len(m.on))
	var sizes []int
	var stack []int
	for start, on := range m.on {
		if !on || label[start] != 0 {
			continue
		}
		sizes = append(sizes, 0)
		mark := int32(len(sizes))
		label[start] = mark
		stack = append(stack[:0], start)
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			sizes[mark-1]++
			m.around(at, func(next int) {
				if m.on[next] && label[next] == 0 {
					label[next] = mark
					stack = append(stack, next)
				}
			})
		}
	}
	out := part{w: m.w, h: m.h, in: make([]bool, len(m.on))}
	if len(sizes) == 0 {
		return out, 0
	}
	best := slices.Index(sizes, slices.Max(sizes))
	for i, l := range label {
		out.in[i] = l == int32(best+1)
	}
	out.area = float64(sizes[best])
	sizes[best] = 0
	return out, float64(slices.Max(sizes))
}

// around visits the four neighbours of a pixel.
func (m mask) around(at int, visit func(next int)) {
	x := at % m.w
	if x > 0 {
		visit(at - 1)
	}
	if x < m.w-1 {
		visit(at + 1)
	}
	if at >= m.w {
		visit(at - m.w)
	}
	if at+m.w < len(m.on) {
		visit(at + m.w)
	}
}

// fill takes the holes in: what cannot be reached from the picture's edge.
func (p *part) fill() {
	outside := mask{p.w, p.h, make([]bool, len(p.in))}
	var stack []int
	reach := func(at int) {
		if !p.in[at] && !outside.on[at] {
			outside.on[at] = true
			stack = append(stack, at)
		}
	}
	for x := range p.w {
		reach(x)
		reach(len(p.in) - 1 - x)
	}
	for y := range p.h {
		reach(y * p.w)
		reach(y*p.w + p.w - 1)
	}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		outside.around(at, reach)
	}
	p.area = 0
	for i := range p.in {
		if p.in[i] = !outside.on[i]; p.in[i] {
			p.area++
		}
	}
}

// quadrilateral is the largest one between four corners of the part's hull.
func (p part) quadrilateral() (candidate, bool) {
	hull := simple(p.hull())
	if len(hull) < 4 {
		return candidate{}, false
	}
	best, at := 0.0, [4]int{}
	n := len(hull)
	for a := range n {
		for c := a + 2; c < n; c++ {
			b, left := farthest(hull, a, c, a+1, c)
			d, right := farthest(hull, a, c, c+1, n+a)
			if b >= 0 && d >= 0 && left+right > best {
				best, at = left+right, [4]int{a, b, c, d}
			}
		}
	}
	if best == 0 {
		return candidate{}, false
	}
	var c candidate
	for i, j := range at {
		c.at[i] = hull[j]
	}
	return c, true
}

// farthest finds the corner of the hull, from and up to these indices, that lies
// farthest from the line between two others, and its triangle's area.
func farthest(hull []spot, a, b, from, to int) (at int, area float64) {
	at = -1
	for i := from; i < to; i++ {
		p := hull[i%len(hull)]
		got := math.Abs((hull[b].x-hull[a].x)*(p.y-hull[a].y)-(hull[b].y-hull[a].y)*(p.x-hull[a].x)) / 2
		if got > area {
			at, area = i%len(hull), got
		}
	}
	return at, area
}

// hull is the convex hull of the part, clockwise as seen (Andrew's monotone
// chain over the outermost pixels of each row).
func (p part) hull() []spot {
	var ends []spot // by y, then x
	for y := range p.h {
		first, last := -1, -1
		for x := range p.w {
			if p.in[y*p.w+x] {
				if first < 0 {
					first = x
				}
				last = x
			}
		}
		if first < 0 {
			continue
		}
		ends = append(ends, spot{float64(first), float64(y)})
		if last > first {
			ends = append(ends, spot{float64(last), float64(y)})
		}
	}
	chain := func(points []spot) []spot {
		var out []spot
		for _, s := range points {
			for len(out) >= 2 && bend(out[len(out)-2], out[len(out)-1], s) <= 0 {
				out = out[:len(out)-1]
			}
			out = append(out, s)
		}
		return out
	}
	right := chain(ends)
	slices.Reverse(ends)
	left := chain(ends)
	if len(right) < 2 {
		return nil
	}
	return append(right[:len(right)-1], left[:len(left)-1]...)
}

// bend is positive where the way turns clockwise, as seen.
func bend(a, b, c spot) float64 { return (b.x-a.x)*(c.y-b.y) - (b.y-a.y)*(c.x-b.x) }

// mostCorners bounds the corners of a hull that is searched.
const mostCorners = 60

// simple leaves out corners of a hull that hardly stand out, until few are left.
func simple(hull []spot) []spot {
	for slack := 0.25; len(hull) > mostCorners; slack *= 1.5 {
		var kept []spot
		for i, p := range hull {
			next := hull[(i+1)%len(hull)]
			if len(kept) > 0 {
				last := kept[len(kept)-1]
				if math.Abs(bend(last, p, next)) < slack*last.to(next) {
					continue
				}
			}
			kept = append(kept, p)
		}
		hull = kept
	}
	return hull
}

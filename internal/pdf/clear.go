package pdf

import (
	"slices"
)

// Our own marks stand at the foot of a page. Where something of the page is in
// their way they go a little higher, then to its head: by how much they move at a
// time, and how far from the edge they stay.
const (
	clearStep   = 5.0
	clearWithin = 48.0
	// clearGap is what stays free around them.
	clearGap = 1.5
)

// taken are the places near a sheet's upper and lower edge that a page of a source
// draws on. What lies below most of a page is its ground, and takes no place.
func (c *carriage) taken(p *page, at placement, notes annotations) []Rect {
	s := &placeScan{d: c.d, sheet: at.sheet, composite: map[string]bool{}}
	s.page(p, at)
	for _, note := range notes.drawn {
		if box, ok := c.d.rect(note.form.Dict["BBox"]); ok {
			to := note.matrix.then(at.matrix)
			if own, ok := c.d.numbers(note.form.Dict["Matrix"], 6); ok {
				to = matrix(own).then(to)
			}
			s.add(to.box(box), true)
		}
	}
	if s.lost {
		return nil
	}
	return s.places
}

// marksOf are the places that a page of our own marks draws on.
func (c *carriage) marksOf(p *page) []Rect {
	s := &placeScan{d: c.d, all: true, composite: map[string]bool{}}
	s.page(p, place(p.box, p.unit, p.rotate, Sheet{}))
	return s.places
}

// clearShift is by how much marks of our own move up on a sheet so that they stand on
// nothing: 0 also where there is no such place.
func clearShift(marks, taken []Rect, sheet Sheet) float64 {
	if len(marks) == 0 || len(taken) == 0 {
		return 0
	}
	all := marks[0]
	for _, m := range marks[1:] {
		all = all.with(m)
	}
	for _, by := range shifts(all, sheet.Height) {
		free := !slices.ContainsFunc(marks, func(m Rect) bool {
			m = Rect{m.X0 - clearGap, m.Y0 + by - clearGap, m.X1 + clearGap, m.Y1 + by + clearGap}
			return slices.ContainsFunc(taken, m.meets)
		})
		if free {
			return by
		}
	}
	return 0
}

// shifts are the ways up that are tried for marks that take this place: none, as few
// steps as may be, and to the head, as far from the edge as they are from the foot.
func shifts(marks Rect, height float64) []float64 {
	all := []float64{0}
	for by := clearStep; marks.Y1+by <= clearWithin; by += clearStep {
		all = append(all, by)
	}
	head := height - marks.Y0 - marks.Y1
	for by := 0.0; marks.Y1+by <= clearWithin; by += clearStep {
		all = append(all, head-by)
	}
	return all
}

// with is the smallest box around both.
func (r Rect) with(other Rect) Rect {
	return Rect{min(r.X0, other.X0), min(r.Y0, other.Y0), max(r.X1, other.X1), max(r.Y1, other.Y1)}
}

// within is what both have in common; it may be inside out.
func (r Rect) within(other Rect) Rect {
	return Rect{max(r.X0, other.X0), max(r.Y0, other.Y0), min(r.X1, other.X1), min(r.Y1, other.Y1)}
}

// meets reports whether two boxes have a place in common.
func (r Rect) meets(other Rect) bool {
	return r.X0 < other.X1 && other.X0 < r.X1 && r.Y0 < other.Y1 && other.Y0 < r.Y1
}

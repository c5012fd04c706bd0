package pdf

import "strconv"

// Sheet is the size of the result's pages, upright, in points.
type Sheet struct{ Width, Height float64 }

// The sheets on offer (ISO 216 and ANSI).
var (
	A4     = Sheet{595.276, 841.890}
	Letter = Sheet{612, 792}
)

// For returns the sheet turned the way a page of this size is shown: a page
// wider than high gets it lying.
func (s Sheet) For(width, height float64) Sheet {
	if width > height {
		return Sheet{s.Height, s.Width}
	}
	return s
}

// matrix is a transformation as the format writes it (ISO 32000-1, 8.3.4).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the transformation that does m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// inverse undoes m, which must not flatten.
func (m matrix) inverse() matrix {
	det := m[0]*m[3] - m[1]*m[2]
	return matrix{
		m[3] / det, -m[1] / det, -m[2] / det, m[0] / det,
		(m[2]*m[5] - m[3]*m[4]) / det, (m[1]*m[4] - m[0]*m[5]) / det,
	}
}

// box is the smallest upright rectangle around the transformed r.
func (m matrix) box(r Rect) Rect {
	x, y := m.point(r.X0, r.Y0)
	out := Rect{x, y, x, y}
	for _, corner := range [][2]float64{{r.X1, r.Y0}, {r.X1, r.Y1}, {r.X0, r.Y1}} {
		x, y := m.point(corner[0], corner[1])
		out = Rect{min(out.X0, x), min(out.Y0, y), max(out.X1, x), max(out.Y1, y)}
	}
	return out
}

// operator writes m as the operator that changes the coordinate system, with
// nothing for the identity.
func (m matrix) operator() string {
	s := ""
	for _, v := range m {
		s += coordinate(v) + " "
	}
	if s == "1 0 0 1 0 0 " {
		return ""
	}
	return s + "cm "
}

// coordinate rounds to a hundred-thousandth of a point: finer is noise, and
// differs between processors.
func coordinate(v float64) string {
	s := strconv.FormatFloat(v, 'f', 5, 64)
	v, _ = strconv.ParseFloat(s, 64) // it has just been written
	return strconv.FormatFloat(v+0, 'f', -1, 64)
}

// turned maps a box of this size, standing at the origin, to the same box
// turned clockwise and standing at the origin again.
func turned(width, height float64, turn int) matrix {
	switch turn {
	case 90:
		return matrix{0, -1, 1, 0, 0, width}
	case 180:
		return matrix{-1, 0, 0, -1, width, height}
	case 270:
		return matrix{0, 1, -1, 0, height, 0}
	}
	return identity
}

// placement is where a page of a source stands in the result.
type placement struct {
	sheet  Sheet
	matrix matrix // from the source page's own space to the sheet
	region Rect
}

// place sets a box, scaled by unit and turned, upright onto a sheet: in its
// own size and in the middle, smaller only where it is larger than the sheet.
// A zero sheet takes the size of what is set on it.
func place(box Rect, unit float64, turn int, sheet Sheet) placement {
	w, h := (box.X1-box.X0)*unit, (box.Y1-box.Y0)*unit
	m := matrix{unit, 0, 0, unit, -box.X0 * unit, -box.Y0 * unit}.then(turned(w, h, turn))
	if turn%180 != 0 {
		w, h = h, w
	}
	if sheet == (Sheet{}) {
		return placement{Sheet{w, h}, m, Rect{0, 0, w, h}}
	}
	sheet = sheet.For(w, h)
	scale := min(1, sheet.Width/w, sheet.Height/h)
	dx, dy := (sheet.Width-w*scale)/2, (sheet.Height-h*scale)/2
	m = m.then(matrix{scale, 0, 0, scale, dx, dy})
	return placement{sheet, m, Rect{dx, dy, dx + w*scale, dy + h*scale}}
}

package main

import (
	"bytes"
	"math"
	"math/rand/v2"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// colour is a red, green, blue triple of 0 to 255.
type colour struct{ r, g, b int }

var (
	ink      = colour{28, 28, 34}
	grey     = colour{110, 110, 116}
	penBlue  = colour{28, 48, 140}
	stampRed = colour{176, 38, 38}
)

// sheet is a PDF being drawn, in millimetres.
type sheet struct{ *fpdf.Fpdf }

// newSheet begins a PDF as the office of made would have written it.
func newSheet(title, author, lang string, made time.Time) sheet {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetTitle(title, true)
	f.SetAuthor(author, true)
	f.SetLang(lang)
	f.SetAutoPageBreak(false, 0)
	f.SetCellMargin(0)
	f.AddUTF8FontFromBytes("serif", "", liberationserifregular.TTF)
	f.AddUTF8FontFromBytes("serif", "B", liberationserifbold.TTF)
	f.AddUTF8FontFromBytes("serif", "I", liberationserifitalic.TTF)
	return sheet{f}
}

// bytes ends the sheet.
func (s sheet) bytes() ([]byte, error) {
	var out bytes.Buffer
	err := s.Output(&out)
	return out.Bytes(), err
}

func (s sheet) pen(c colour, width float64) {
	s.SetDrawColor(c.r, c.g, c.b)
	s.SetLineWidth(width)
}

// text sets one line of the serif face with its left end at x, its baseline at y.
func (s sheet) text(x, y, size float64, style string, c colour, line string) {
	s.SetFont("serif", style, size)
	s.SetTextColor(c.r, c.g, c.b)
	s.Text(x, y, line)
}

// centre sets one line around x.
func (s sheet) centre(x, y, size float64, style string, c colour, line string) {
	s.SetFont("serif", style, size)
	s.SetTextColor(c.r, c.g, c.b)
	s.Text(x-s.GetStringWidth(line)/2, y, line)
}

// spaced sets one line around x with its letters apart.
func (s sheet) spaced(x, y, size, apart float64, style string, c colour, line string) {
	s.SetFont("serif", style, size)
	s.SetTextColor(c.r, c.g, c.b)
	letters := []rune(line)
	width := -apart
	for _, l := range letters {
		width += s.GetStringWidth(string(l)) + apart
	}
	at := x - width/2
	for _, l := range letters {
		s.Text(at, y, string(l))
		at += s.GetStringWidth(string(l)) + apart
	}
}

// paragraph sets text from x,y, broken into lines of the width.
func (s sheet) paragraph(x, y, width, leading, size float64, style, text string) float64 {
	s.SetFont("serif", style, size)
	s.SetTextColor(ink.r, ink.g, ink.b)
	s.SetXY(x, y)
	s.MultiCell(width, leading, text, "", "L", false)
	return s.GetY()
}

// around sets letters along a circle, upright at its top.
func (s sheet) around(x, y, radius, size float64, c colour, line string) {
	s.SetFont("serif", "B", size)
	s.SetTextColor(c.r, c.g, c.b)
	letters := []rune(line)
	for i, l := range letters {
		angle := 360 * float64(i) / float64(len(letters))
		s.TransformBegin()
		s.TransformRotate(-angle, x, y)
		s.Text(x-s.GetStringWidth(string(l))/2, y-radius, string(l))
		s.TransformEnd()
	}
}

// seal draws a round stamp that names no real office.
func (s sheet) seal(x, y, radius float64, c colour, rim, middle string) {
	s.SetAlpha(0.75, "Normal")
	s.pen(c, 0.5)
	s.Circle(x, y, radius, "D")
	s.pen(c, 0.25)
	s.Circle(x, y, radius*0.70, "D")
	s.around(x, y, radius*0.77, radius*0.52, c, rim)
	s.pen(c, 0.3)
	for i := range 12 { // a rosette
		a := float64(i) * math.Pi / 6
		s.Line(x+radius*0.34*math.Cos(a), y-radius*0.12+radius*0.34*math.Sin(a),
			x+radius*0.2*math.Cos(a+0.5), y-radius*0.12+radius*0.2*math.Sin(a+0.5))
	}
	s.centre(x, y+radius*0.48, radius*0.5, "B", c, middle)
	s.SetAlpha(1, "Normal")
}

// specimen prints what keeps the sample honest.
func (s sheet) specimen(x, y float64, word string) {
	s.SetFont("serif", "B", 13)
	width := s.GetStringWidth(word) + 8
	s.SetAlpha(0.8, "Normal")
	s.TransformBegin()
	s.TransformRotate(6, x, y)
	s.pen(stampRed, 0.6)
	s.RoundedRect(x-width/2, y-5.5, width, 8, 1.2, "1234", "D")
	s.centre(x, y, 13, "B", stampRed, word)
	s.TransformEnd()
	s.SetAlpha(1, "Normal")
}

// sign draws a signature of the width from x over the line at y.
func (s sheet) sign(x, y, width float64, seed uint64) {
	s.pen(penBlue, 0.35)
	s.SetLineCapStyle("round")
	s.SetLineJoinStyle("round")
	for i, p := range scribble(seed) {
		if i == 0 {
			s.MoveTo(x+p.x*width, y+p.y*width)
			continue
		}
		s.LineTo(x+p.x*width, y+p.y*width)
	}
	s.DrawPath("D")
}

type point struct{ x, y float64 }

// scribble is a signature in a box one wide, written over the line y = 0: a
// large first letter, a few slanting strokes of which one is an ascender, and
// for some hands a stroke underneath.
func scribble(seed uint64) []point {
	rng := rand.New(rand.NewPCG(seed, 7))
	strokes := 6 + rng.IntN(5)
	ascender := 2 + rng.IntN(strokes-3)
	turns := []point{{0.02, -0.02 - 0.1*rng.Float64()}}
	for i := range strokes {
		height := 0.04 + 0.06*rng.Float64()
		switch i {
		case 0:
			height = 0.26 + 0.08*rng.Float64()
		case ascender:
			height = 0.18 + 0.08*rng.Float64()
		}
		at := 0.06 + 0.72*(float64(i)+0.4*rng.Float64())/float64(strokes)
		slant := 0.04 + 0.25*height
		turns = append(turns, point{at + slant, -height}, point{at + slant - 0.035*rng.Float64(), -height * 0.9},
			point{at + 0.02*rng.Float64(), 0.03 * (rng.Float64() - 0.3)})
	}
	turns = append(turns, point{0.88 + 0.1*rng.Float64(), -0.05 - 0.06*rng.Float64()})
	if rng.IntN(3) > 0 {
		turns = append(turns, point{0.7, 0.05}, point{0.2, 0.06 + 0.03*rng.Float64()}, point{0.5, 0.075})
	}
	return smooth(turns)
}

// smooth joins the points by a curve through all of them (Catmull and Rom's).
func smooth(through []point) []point {
	const steps = 12
	var line []point
	for i := range len(through) - 1 {
		a, b := through[max(0, i-1)], through[i]
		c, d := through[i+1], through[min(len(through)-1, i+2)]
		for k := range steps {
			t := float64(k) / steps
			line = append(line, point{between(a.x, b.x, c.x, d.x, t), between(a.y, b.y, c.y, d.y, t)})
		}
	}
	return line
}

func between(a, b, c, d, t float64) float64 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}

// star is a company's mark: eight points around x,y.
func star(x, y, radius float64) []fpdf.PointType {
	var points []fpdf.PointType
	for i := range 16 {
		r := radius
		if i%2 == 1 {
			r = radius * 0.38
		}
		sin, cos := math.Sincos(float64(i) * math.Pi / 8)
		points = append(points, fpdf.PointType{X: x + r*sin, Y: y - r*cos})
	}
	return points
}

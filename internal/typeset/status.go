package typeset

// Status is how a point stands. It is always shown as a shape, a word and a
// colour together, so that none of them is needed to tell.
type Status int

// The statuses.
const (
	Unanswered Status = iota
	ToConfirm
	NotMet
	Met
)

// look is how a status is shown: the colours and the shape, drawn in a square
// of 8 points whose upper left corner is given.
type look struct {
	colour, soft ink
	shape        func(c *canvas, x, y float64)
}

var looks = map[Status]look{
	Met:        {ink{0x1B, 0x73, 0x46}, ink{0xE4, 0xF3, 0xEA}, (*canvas).check},
	NotMet:     {ink{0xA9, 0x32, 0x26}, ink{0xFB, 0xE9, 0xE6}, (*canvas).triangle},
	ToConfirm:  {ink{0x7A, 0x52, 0x00}, ink{0xFB, 0xF0, 0xD5}, (*canvas).question},
	Unanswered: {ink{0x4E, 0x59, 0x68}, ink{0xE9, 0xEC, 0xF0}, (*canvas).ring},
}

// Mark is a status with its word in the reader's language.
type Mark struct {
	Status Status
	Word   string
}

var (
	markWord   = typeface{bold, 8.5}
	markHeight = 16.0
)

// mark draws a mark on a tinted ground and returns its width, at most room.
func (c *canvas) mark(x, top, room float64, m Mark) float64 {
	l := looks[m.Status]
	word := ""
	if lines := c.lines(markWord, m.Word, room-28, 1); len(lines) > 0 {
		word = lines[0]
	}
	width := 28 + c.measure(markWord, word)
	c.box(x, top, width, markHeight, 4, l.soft)
	c.sign(x+7, top+4, m.Status)
	c.text(x+20, top+11.2, markWord, l.colour, word)
	return width
}

// sign draws a status's shape alone; its word stands elsewhere on the line.
func (c *canvas) sign(x, y float64, s Status) {
	l := looks[s]
	c.pdf.SetDrawColor(l.colour.r, l.colour.g, l.colour.b)
	c.pdf.SetFillColor(l.colour.r, l.colour.g, l.colour.b)
	c.pdf.SetLineWidth(1.4)
	c.pdf.SetLineCapStyle("round")
	c.pdf.SetLineJoinStyle("round")
	l.shape(c, x, y)
	c.pdf.SetLineCapStyle("butt")
}

func (c *canvas) check(x, y float64) {
	c.pdf.MoveTo(x+0.8, y+4.4)
	c.pdf.LineTo(x+3.2, y+6.8)
	c.pdf.LineTo(x+7.4, y+1.4)
	c.pdf.DrawPath("D")
}

func (c *canvas) triangle(x, y float64) {
	c.pdf.MoveTo(x+4, y+0.8)
	c.pdf.LineTo(x+7.8, y+7.2)
	c.pdf.LineTo(x+0.2, y+7.2)
	c.pdf.ClosePath()
	c.pdf.DrawPath("F")
}

func (c *canvas) question(x, y float64) {
	c.pdf.MoveTo(x+1.9, y+2.3)
	c.pdf.CurveBezierCubicTo(x+2.0, y-0.3, x+6.2, y-0.3, x+6.2, y+2.2)
	c.pdf.CurveBezierCubicTo(x+6.2, y+3.8, x+4.1, y+3.6, x+4.1, y+5.4)
	c.pdf.DrawPath("D")
	c.pdf.Circle(x+4.1, y+7.6, 0.9, "F")
}

func (c *canvas) ring(x, y float64) { c.pdf.Circle(x+4, y+4, 3.1, "D") }

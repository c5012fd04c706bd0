package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// faces are the fonts that a canvas sets text in.
var faces = map[string][]byte{
	"serif":        liberationserifregular.TTF,
	"serif-bold":   liberationserifbold.TTF,
	"serif-italic": liberationserifitalic.TTF,
	"sans":         liberationsansregular.TTF,
	"sans-bold":    liberationsansbold.TTF,
}

// canvas is an A4 page as pixels; positions and sizes are in millimetres, type
// sizes in points.
type canvas struct {
	*image.RGBA
	dpi   float64
	fonts map[string]*opentype.Font
}

func newCanvas(dpi float64, paper color.Color) (canvas, error) {
	bounds := image.Rect(0, 0, int(210/25.4*dpi), int(297/25.4*dpi))
	c := canvas{RGBA: image.NewRGBA(bounds), dpi: dpi, fonts: map[string]*opentype.Font{}}
	draw.Draw(c, bounds, image.NewUniform(paper), image.Point{}, draw.Src)
	for name, data := range faces {
		parsed, err := opentype.Parse(data)
		if err != nil {
			return canvas{}, err
		}
		c.fonts[name] = parsed
	}
	return c, nil
}

// pixels turns millimetres into pixels.
func (c canvas) pixels(mm float64) float64 { return mm / 25.4 * c.dpi }

func (c canvas) face(name string, size float64) font.Face {
	face, err := opentype.NewFace(c.fonts[name], &opentype.FaceOptions{Size: size, DPI: c.dpi})
	if err != nil {
		panic(err) // only a size of zero can do this
	}
	return face
}

// text sets one line with its left end at x and its baseline at y.
func (c canvas) text(x, y, size float64, face string, ink color.Color, line string) {
	d := font.Drawer{Dst: c, Src: image.NewUniform(ink), Face: c.face(face, size)}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(c.pixels(x) * 64), Y: fixed.Int26_6(c.pixels(y) * 64)}
	d.DrawString(line)
}

// width returns how wide a line is, in millimetres.
func (c canvas) width(size float64, face, line string) float64 {
	return float64(font.MeasureString(c.face(face, size), line)) / 64 / c.dpi * 25.4
}

func (c canvas) centre(x, y, size float64, face string, ink color.Color, line string) {
	c.text(x-c.width(size, face, line)/2, y, size, face, ink, line)
}

// box fills a rectangle.
func (c canvas) box(x, y, w, h float64, fill color.Color) {
	r := image.Rect(int(c.pixels(x)), int(c.pixels(y)), int(math.Ceil(c.pixels(x+w))), int(math.Ceil(c.pixels(y+h))))
	draw.Draw(c, r, image.NewUniform(fill), image.Point{}, draw.Over)
}

// stroke draws a line through the points with a round pen.
func (c canvas) stroke(points []point, width float64, ink color.Color) {
	v := vector.NewRasterizer(c.Rect.Dx(), c.Rect.Dy())
	half := float32(c.pixels(width) / 2)
	for i := 1; i < len(points); i++ {
		x0, y0 := float32(c.pixels(points[i-1].x)), float32(c.pixels(points[i-1].y))
		x1, y1 := float32(c.pixels(points[i].x)), float32(c.pixels(points[i].y))
		length := float32(math.Hypot(float64(x1-x0), float64(y1-y0)))
		if length == 0 {
			continue
		}
		// A little longer at both ends, so that the pieces join.
		dx, dy := (x1-x0)/length*half, (y1-y0)/length*half
		v.MoveTo(x0-dx-dy, y0-dy+dx)
		v.LineTo(x1+dx-dy, y1+dy+dx)
		v.LineTo(x1+dx+dy, y1+dy-dx)
		v.LineTo(x0-dx+dy, y0-dy-dx)
		v.ClosePath()
	}
	v.Draw(c, c.Rect, image.NewUniform(ink), image.Point{})
}

// sign draws a signature of the width from x over the line at y.
func (c canvas) sign(x, y, width float64, seed uint64, ink color.Color) {
	line := scribble(seed)
	for i, p := range line {
		line[i] = point{x + p.x*width, y + p.y*width}
	}
	c.stroke(line, 0.45, ink)
}

// circle draws a ring.
func (c canvas) circle(x, y, radius, width float64, ink color.Color) {
	var ring []point
	for i := range 145 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 72)
		ring = append(ring, point{x + radius*cos, y + radius*sin})
	}
	c.stroke(ring, width, ink)
}

// around sets letters along a circle, upright at its top.
func (c canvas) around(x, y, radius, size float64, face string, ink color.Color, line string) {
	letters := []rune(line)
	for i, letter := range letters {
		c.turned(x, y, radius, 2*math.Pi*float64(i)/float64(len(letters)), size, face, ink, string(letter))
	}
}

// turned sets one word standing radius above x,y and turned around that point.
func (c canvas) turned(x, y, radius, angle, size float64, face string, ink color.Color, word string) {
	half := c.width(size, face, word)/2 + 1
	height := size / 72 * 25.4
	tile := canvas{RGBA: image.NewRGBA(image.Rect(0, 0, int(c.pixels(2*half)), int(c.pixels(2*height)))), dpi: c.dpi, fonts: c.fonts}
	tile.centre(half, 1.5*height, size, face, ink, word)
	sin, cos := math.Sincos(angle)
	cx, cy := c.pixels(x), c.pixels(y)
	reach := c.pixels(math.Hypot(radius+height, half) + 1)
	for py := int(cy - reach); py < int(cy+reach); py++ {
		for px := int(cx - reach); px < int(cx+reach); px++ {
			dx, dy := float64(px)-cx, float64(py)-cy
			tx := dx*cos + dy*sin + c.pixels(half)
			ty := -dx*sin + dy*cos + c.pixels(radius+1.5*height)
			if r, g, b, a := sample(tile.RGBA, tx, ty); a > 0 {
				blend(c.RGBA, px, py, r, g, b, a)
			}
		}
	}
}

// sample reads a picture between its pixels; outside it is transparent.
// Components are 0 to 255, premultiplied.
func sample(img *image.RGBA, x, y float64) (r, g, b, a float64) {
	fx, fy := math.Floor(x), math.Floor(y)
	x0, y0 := int(fx), int(fy)
	for dy := range 2 {
		for dx := range 2 {
			if !(image.Point{x0 + dx, y0 + dy}).In(img.Rect) {
				continue
			}
			weight := math.Abs(1-float64(dx)-(x-fx)) * math.Abs(1-float64(dy)-(y-fy))
			p := img.Pix[img.PixOffset(x0+dx, y0+dy):]
			r += weight * float64(p[0])
			g += weight * float64(p[1])
			b += weight * float64(p[2])
			a += weight * float64(p[3])
		}
	}
	return r, g, b, a
}

// blend lays a premultiplied colour over a pixel.
func blend(img *image.RGBA, x, y int, r, g, b, a float64) {
	if !(image.Point{x, y}).In(img.Rect) {
		return
	}
	p := img.Pix[img.PixOffset(x, y):]
	for i, v := range []float64{r, g, b} {
		p[i] = uint8(min(255, v+float64(p[i])*(1-a/255)))
	}
}

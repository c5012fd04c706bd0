package scan

import (
	"image"
	"math"
)

// projection maps a plane onto another by central perspective (homogeneous
// coordinates, row by row).
type projection [9]float64

func (m projection) point(x, y float64) (float64, float64) {
	d := m[6]*x + m[7]*y + m[8]
	return (m[0]*x + m[1]*y + m[2]) / d, (m[3]*x + m[4]*y + m[5]) / d
}

// then does m first and n after it.
func (m projection) then(n projection) projection {
	var out projection
	for row := range 3 {
		for column := range 3 {
			for k := range 3 {
				out[3*row+column] += n[3*row+k] * m[3*k+column]
			}
		}
	}
	return out
}

// scaling stretches both directions.
func scaling(x, y float64) projection { return projection{x, 0, 0, 0, y, 0, 0, 0, 1} }

// squareTo maps the unit square onto the corners (Heckbert, Fundamentals of
// Texture Mapping and Image Warping, 1989, 2.2.3).
func squareTo(c Corners) projection {
	dx1, dy1 := c[1].X-c[2].X, c[1].Y-c[2].Y
	dx2, dy2 := c[3].X-c[2].X, c[3].Y-c[2].Y
	sx, sy := c[0].X-c[1].X+c[2].X-c[3].X, c[0].Y-c[1].Y+c[2].Y-c[3].Y
	det := dx1*dy2 - dx2*dy1
	g, h := (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	return projection{
		c[1].X - c[0].X + g*c[1].X, c[3].X - c[0].X + h*c[3].X, c[0].X,
		c[1].Y - c[0].Y + g*c[1].Y, c[3].Y - c[0].Y + h*c[3].Y, c[0].Y,
		g, h, 1,
	}
}

// turns map the unit square of what is turned clockwise back to what it was.
var turns = map[int]projection{
	0:   {1, 0, 0, 0, 1, 0, 0, 0, 1},
	90:  {0, 1, 0, -1, 0, 1, 0, 0, 1},
	180: {-1, 0, 1, 0, -1, 1, 0, 0, 1},
	270: {0, -1, 1, 1, 0, 0, 0, 0, 1},
}

// stored map the unit square of an upright picture to the stored one, by EXIF's
// orientation (TIFF 6.0, Orientation).
var stored = [9]projection{
	1: {1, 0, 0, 0, 1, 0, 0, 0, 1},
	2: {-1, 0, 1, 0, 1, 0, 0, 0, 1},
	3: {-1, 0, 1, 0, -1, 1, 0, 0, 1},
	4: {1, 0, 0, 0, -1, 1, 0, 0, 1},
	5: {0, 1, 0, 1, 0, 0, 0, 0, 1},
	6: {0, 1, 0, -1, 0, 1, 0, 0, 1},
	7: {0, -1, 1, -1, 0, 1, 0, 0, 1},
	8: {0, -1, 1, 1, 0, 0, 0, 0, 1},
}

// treated returns the picture upright, cropped and turned as the treatment says,
// fitted into the box; its light is as it was.
func treated(src raster, orientation int, t Treatment, box image.Point) raster {
	if orientation < 1 || orientation > 8 {
		orientation = 1
	}
	w, h := src.light.w, src.light.h
	if orientation >= 5 {
		w, h = h, w
	}
	corners := t.Corners
	if corners.None() {
		corners = whole
	}
	size := t.Size(image.Pt(w, h), box)
	back := turns[t.Turn].then(squareTo(corners)).then(stored[orientation])
	return sample(src, size, back)
}

// sample draws a picture of this size: back maps the unit square of it to that
// of the source.
func sample(src raster, size image.Point, back projection) raster {
	out := raster{light: src.light.sample(size, back)}
	if !src.colourless() {
		half := image.Pt((size.X+1)/2, (size.Y+1)/2)
		out.blue, out.red = src.blue.sample(half, back), src.red.sample(half, back)
	}
	return out
}

// sample draws one channel. Where the source has clearly more pixels the mean of
// four places in each pixel is taken.
func (p plane) sample(size image.Point, back projection) plane {
	out := newPlane(size.X, size.Y)
	spots := []float64{0.5}
	if p.w*p.h > size.X*size.Y*3/2 {
		spots = []float64{0.25, 0.75}
	}
	m := scaling(1/float64(size.X), 1/float64(size.Y)).then(back).then(scaling(float64(p.w), float64(p.h)))
	inBands(size.Y, func(from, to int) {
		for y := from; y < to; y++ {
			row := out.row(y)
			for x := range row {
				sum := 0
				for _, dy := range spots {
					for _, dx := range spots {
						u, v := m.point(float64(x)+dx, float64(y)+dy)
						sum += p.between(u-0.5, v-0.5)
					}
				}
				n := len(spots) * len(spots)
				row[x] = byte((sum + n<<15) / (n << 16))
			}
		}
	})
	return out
}

// between is 65,536 times the channel's value at a place between the middles of
// four pixels.
func (p plane) between(u, v float64) int {
	u, v = min(max(u, 0), float64(p.w-1)), min(max(v, 0), float64(p.h-1))
	x, y := int(u), int(v)
	fx, fy := int((u-float64(x))*256), int((v-float64(y))*256)
	at := y*p.stride + x
	right, below := 1, p.stride
	if x+1 >= p.w {
		right = 0
	}
	if y+1 >= p.h {
		below = 0
	}
	a, b := int(p.pix[at]), int(p.pix[at+right])
	c, d := int(p.pix[at+below]), int(p.pix[at+below+right])
	return (a*(256-fx)+b*fx)*(256-fy) + (c*(256-fx)+d*fx)*fy
}

// Sheets that a ratio of sides is drawn to when it is about theirs, since what
// perspective leaves of it is uncertain: that of ISO 216, and ANSI's letter.
var ratios = []struct{ ratio, within float64 }{{math.Sqrt2, 0.05}, {11 / 8.5, 0.03}}

// extent is how wide and high the flat sheet is, in pixels of a picture of this
// size: as many as it has along its longer sides.
func extent(c Corners, width, height float64) (across, down float64) {
	if c == whole {
		return width, height
	}
	for i := range c {
		c[i] = Point{c[i].X * width, c[i].Y * height}
	}
	side := func(a, b int) float64 { return math.Hypot(c[a].X-c[b].X, c[a].Y-c[b].Y) }
	across, down = max(side(0, 1), side(3, 2)), max(side(0, 3), side(1, 2))
	ratio := drawnTo(flatRatio(c, width, height))
	// Neither direction loses pixels.
	if across/down < ratio {
		return down * ratio, down
	}
	return across, across / ratio
}

func drawnTo(ratio float64) float64 {
	for _, r := range ratios {
		switch {
		case math.Abs(ratio/r.ratio-1) < r.within:
			return r.ratio
		case math.Abs(ratio*r.ratio-1) < r.within:
			return 1 / r.ratio
		}
	}
	return ratio
}

// flatRatio is the ratio of width to height of the sheet in space (Zhang and He,
// Whiteboard Scanning and Image Enhancement, 2007, 4.2).
func flatRatio(c Corners, width, height float64) float64 {
	var m [4][2]float64 // top left, top right, bottom left, bottom right; the camera looks at the middle
	for i, from := range []int{0, 1, 3, 2} {
		m[i] = [2]float64{c[from].X - width/2, c[from].Y - height/2}
	}
	cross := func(a, b [2]float64) [3]float64 { return [3]float64{a[1] - b[1], b[0] - a[0], a[0]*b[1] - a[1]*b[0]} }
	dot := func(a [3]float64, b [2]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2] }
	k2 := dot(cross(m[0], m[3]), m[2]) / dot(cross(m[1], m[3]), m[2])
	k3 := dot(cross(m[0], m[3]), m[1]) / dot(cross(m[2], m[3]), m[1])
	n2 := [3]float64{k2*m[1][0] - m[0][0], k2*m[1][1] - m[0][1], k2 - 1}
	n3 := [3]float64{k3*m[2][0] - m[0][0], k3*m[2][1] - m[0][1], k3 - 1}
	// Where the perspective is too slight to tell the focal length, or it comes to
	// no camera's, a telephone's is taken: 0.7 of the picture's diagonal.
	diagonal2 := width*width + height*height
	focal2 := -(n2[0]*n3[0] + n2[1]*n3[1]) / (n2[2] * n3[2])
	if math.Abs(n2[2]*n3[2]) < 0.002 || focal2 < 0.2*diagonal2 || focal2 > 4*diagonal2 {
		focal2 = 0.49 * diagonal2
	}
	length := func(n [3]float64) float64 { return math.Sqrt((n[0]*n[0]+n[1]*n[1])/focal2 + n[2]*n[2]) }
	return length(n2) / length(n3)
}

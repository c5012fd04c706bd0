package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// The photograph as it is looked at, in pixels, and where the four corners of
// the sheet lie in it: the telephone was held a little aslant.
const photoWidth, photoHeight = 1500, 2000

var sheetCorners = [4]point{{118, 96}, {1402, 132}, {1446, 1912}, {62, 1886}}

// photograph shows the page lying on a wooden desk in the light of a window,
// and stores the picture on its side.
func photograph(page *image.RGBA) ([]byte, error) {
	rng := rand.New(rand.NewPCG(20250507, 1))
	toPage := perspective(sheetCorners)
	upright := image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight))
	for y := range photoHeight {
		for x := range photoWidth {
			px, py := toPage(float64(x), float64(y))
			r, g, b := desk(float64(x), float64(y))
			shadow := shade(px, py)
			r, g, b = r*shadow, g*shadow, b*shadow
			if px >= 0 && px <= 1 && py >= 0 && py <= 1 {
				r, g, b, _ = sample(page, px*float64(page.Rect.Dx()-2), py*float64(page.Rect.Dy()-2))
			}
			light := 0.97 - 0.16*float64(x)/photoWidth - 0.1*math.Pow(float64(y)/photoHeight, 2)
			grain := rng.NormFloat64() * 1.6
			p := upright.Pix[upright.PixOffset(x, y):]
			p[0] = clamp(r*light + grain)
			p[1] = clamp(g*light*0.985 + grain)
			p[2] = clamp(b*light*0.95 + grain)
			p[3] = 255
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, onItsSide(upright), &jpeg.Options{Quality: 72}); err != nil {
		return nil, err
	}
	return withOrientation(out.Bytes(), 6), nil
}

// desk is dark wood, with a grain along the desk.
func desk(x, y float64) (r, g, b float64) {
	ring := math.Sin(x/37+3*math.Sin(y/410)) + 0.5*math.Sin(x/11+2*math.Sin(y/290))
	tone := 92 + 7*ring
	return tone, tone * 0.74, tone * 0.55
}

// shade darkens the desk around the sheet.
func shade(px, py float64) float64 {
	const shift = 0.006 // the light comes from the upper left
	dx := max(0, px-1-shift, shift-px)
	dy := max(0, py-1-shift, shift-py)
	return 1 - 0.5*math.Exp(-70*math.Hypot(dx, dy))
}

// perspective returns the mapping from a picture to the unit square of the
// sheet whose corners (clockwise from the upper left) lie there.
func perspective(c [4]point) func(x, y float64) (u, v float64) {
	// Heckbert's square-to-quadrilateral matrix, then its adjoint as inverse.
	dx1, dy1 := c[1].x-c[2].x, c[1].y-c[2].y
	dx2, dy2 := c[3].x-c[2].x, c[3].y-c[2].y
	sx, sy := c[0].x-c[1].x+c[2].x-c[3].x, c[0].y-c[1].y+c[2].y-c[3].y
	det := dx1*dy2 - dx2*dy1
	g, h := (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	a, b, tx := c[1].x-c[0].x+g*c[1].x, c[3].x-c[0].x+h*c[3].x, c[0].x
	d, e, ty := c[1].y-c[0].y+g*c[1].y, c[3].y-c[0].y+h*c[3].y, c[0].y
	return func(x, y float64) (u, v float64) {
		w := (d*h-e*g)*x + (b*g-a*h)*y + (a*e - b*d)
		u = ((e-ty*h)*x + (tx*h-b)*y + (b*ty - tx*e)) / w
		v = ((ty*g-d)*x + (a-tx*g)*y + (tx*d - a*ty)) / w
		return u, v
	}
}

// onItsSide turns a picture a quarter anticlockwise: turned clockwise, as
// orientation 6 asks, it is upright again.
func onItsSide(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			copy(out.Pix[out.PixOffset(y, w-1-x):][:4], img.Pix[img.PixOffset(x, y):])
		}
	}
	return out
}

// withOrientation puts an EXIF segment with nothing but the orientation after
// a JPEG's start marker: no camera, no place, no time.
func withOrientation(data []byte, orientation uint16) []byte {
	var exif bytes.Buffer
	exif.WriteString("Exif\x00\x00MM\x00*")
	for _, field := range []any{
		uint32(8),                 // where the directory begins
		uint16(1),                 // its number of entries
		uint16(0x0112), uint16(3), // orientation, a short
		uint32(1), orientation, uint16(0), // one value
		uint32(0), // no further directory
	} {
		binary.Write(&exif, binary.BigEndian, field) // a Buffer never fails
	}
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(exif.Len()+2))
	segment = append(segment, exif.Bytes()...)
	return append(append(append([]byte{}, data[:2]...), segment...), data[2:]...)
}

func clamp(v float64) uint8 { return uint8(max(0, min(255, v))) }

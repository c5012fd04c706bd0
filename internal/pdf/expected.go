package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// inkTolerance is for pictures made of inks: engines turn them into light in
// ways of their own, but an inverted picture is farther off than that.
const inkTolerance = 120

// expected draws a picture file as it should look in the result.
func (p photo) expected(kind Kind, data []byte, c Carried) (shot, error) {
	decode := png.Decode
	if kind == JPEG {
		decode = jpeg.Decode
	}
	src, err := decode(bytes.NewReader(data))
	if err != nil {
		return shot{}, fmt.Errorf("%w: %w", errNotReadable, err)
	}
	s := shot{tolerance: farApart}
	if _, inks := src.(*image.CMYK); inks {
		s.tolerance = inkTolerance
	}
	scale := scaleOf(c.Region)
	size := image.Rect(0, 0, int((c.Region.X1-c.Region.X0)*scale+0.5), int((c.Region.Y1-c.Region.Y0)*scale+0.5))
	for i := range s.planes {
		s.planes[i] = image.NewGray(size)
	}
	back := orientations[p.orientation].then(turned(1, 1, c.Turn)).inverse()
	step := max(1, int(float64(max(src.Bounds().Dx(), src.Bounds().Dy()))/comparePixels/2+0.5))
	for y := range size.Dy() {
		for x := range size.Dx() {
			u, v := back.point((float64(x)+0.5)/float64(size.Dx()), 1-(float64(y)+0.5)/float64(size.Dy()))
			colour := sampled(src, int(u*float64(src.Bounds().Dx())), int((1-v)*float64(src.Bounds().Dy())), step)
			for i := range s.planes {
				s.planes[i].Pix[y*s.planes[i].Stride+x] = colour[i]
			}
		}
	}
	return s, nil
}

// sampled is the colour of a picture on white around a pixel, the mean of
// five.
func sampled(src image.Image, x, y, step int) (colour [3]byte) {
	b := src.Bounds()
	var sum [3]uint32
	for _, d := range [][2]int{{0, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
		u, v := min(max(x+d[0]*step/2, 0), b.Dx()-1), min(max(y+d[1]*step/2, 0), b.Dy()-1)
		r, g, bl, alpha := src.At(b.Min.X+u, b.Min.Y+v).RGBA()
		white := 0xFFFF - alpha
		sum[0], sum[1], sum[2] = sum[0]+r+white, sum[1]+g+white, sum[2]+bl+white
	}
	for i := range colour {
		colour[i] = byte(sum[i] / 5 >> 8)
	}
	return colour
}

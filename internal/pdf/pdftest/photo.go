package pdftest

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
)

// Photo is a JPEG of so many pixels, higher than wide: a white A4 sheet with gray
// lines, a black square at its upper left and a blue stamp at its lower
// right, a little turned on a dark table, in a light that falls off to the right.
func Photo(height int) []byte {
	width := height * 3 / 4
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	sin, cos := math.Sincos(photoTilt)
	h := 0.7 * float64(height)
	w := h / math.Sqrt2
	for y := range height {
		for x := range width {
			dx, dy := float64(x-width/2), float64(y-height/2)
			u, v := (dx*cos+dy*sin)/w+0.5, (dy*cos-dx*sin)/h+0.5
			light, blue := 60.0, 128.0
			switch {
			case u < 0 || v < 0 || u >= 1 || v >= 1:
			case u > 0.05 && u < 0.2 && v > 0.04 && v < 0.15:
				light = 20
			case u > 0.7 && u < 0.9 && v > 0.8 && v < 0.9:
				light, blue = 110, 190
			case u > 0.1 && u < 0.9 && v > 0.2 && v < 0.75 && math.Mod(v, 0.05) < 0.012:
				light = 150
			default:
				light = 240
			}
			img.Y[y*img.YStride+x] = byte(light * (1 - 0.4*float64(x)/float64(width)))
			at := y/2*img.CStride + x/2
			img.Cb[at], img.Cr[at] = byte(blue), 128
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		panic(err) // there is memory for it, or there is no test
	}
	return b.Bytes()
}

// photoTilt is the sheet's in Photo, clockwise, in radians.
const photoTilt = 0.06

// PhotoCorners are the sheet's in Photo, clockwise from its upper left, in shares
// of the picture.
func PhotoCorners() (corners [4][2]float64) {
	sin, cos := math.Sincos(photoTilt)
	h := 0.7
	w := h / math.Sqrt2
	for i, c := range [4][2]float64{{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}} {
		x, y := c[0]*w, c[1]*h
		corners[i] = [2]float64{0.5 + (x*cos-y*sin)*4/3, 0.5 + x*sin + y*cos}
	}
	return corners
}

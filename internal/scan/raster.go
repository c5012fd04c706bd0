package scan

import (
	"image"
	"image/color"
	"image/draw"
)

// plane is one channel of a picture.
type plane struct {
	pix          []byte
	stride, w, h int
}

func newPlane(w, h int) plane { return plane{make([]byte, w*h), w, w, h} }

func (p plane) row(y int) []byte { return p.pix[y*p.stride : y*p.stride+p.w] }

// raster is a picture as light and colour (JFIF's Y, Cb and Cr). The colours may
// be coarser; a gray picture has none.
type raster struct{ light, blue, red plane }

func (r raster) colourless() bool { return r.blue.w == 0 }

// rasterOf takes a picture apart. One that is more than twice as large as will
// be wanted is taken coarser, so that the memory stays bounded.
func rasterOf(src image.Image, wanted int) raster {
	b := src.Bounds()
	by := max(1, max(b.Dx(), b.Dy())/max(1, 2*wanted))
	switch s := src.(type) {
	case *image.YCbCr:
		if b.Min == (image.Point{}) {
			return ofYCbCr(s, by)
		}
	case *image.Gray:
		at := s.PixOffset(b.Min.X, b.Min.Y)
		return raster{light: plane{s.Pix[at:], s.Stride, b.Dx(), b.Dy()}.coarser(by, by)}
	}
	return ofAny(src, by)
}

func ofYCbCr(s *image.YCbCr, by int) raster {
	w, h := s.Rect.Dx(), s.Rect.Dy()
	cw, ch := w, h
	switch s.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		cw = (w + 1) / 2
	case image.YCbCrSubsampleRatio420:
		cw, ch = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio440:
		ch = (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		cw = (w + 3) / 4
	case image.YCbCrSubsampleRatio410:
		cw, ch = (w+3)/4, (h+1)/2
	}
	across, down := max(1, by*cw/w), max(1, by*ch/h)
	return raster{
		plane{s.Y, s.YStride, w, h}.coarser(by, by),
		plane{s.Cb, s.CStride, cw, ch}.coarser(across, down),
		plane{s.Cr, s.CStride, cw, ch}.coarser(across, down),
	}
}

// ofAny sets any other picture on white, some rows at a time.
func ofAny(src image.Image, by int) raster {
	b := src.Bounds()
	w, h := max(1, b.Dx()/by), max(1, b.Dy()/by)
	out := raster{newPlane(w, h), newPlane(w, h), newPlane(w, h)}
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), by))
	coloured := false
	for y := range h {
		draw.Draw(strip, strip.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(strip, strip.Rect, src, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Over)
		for x := range w {
			r, g, bl := meanOf(strip, x*by, by)
			coloured = coloured || r != g || g != bl
			at := y*w + x
			out.light.pix[at], out.blue.pix[at], out.red.pix[at] = color.RGBToYCbCr(r, g, bl)
		}
	}
	if !coloured {
		return raster{light: out.light}
	}
	return out
}

// meanOf is the mean colour of a square as high as the strip.
func meanOf(strip *image.RGBA, x0, by int) (r, g, b byte) {
	var sum [3]int
	n := 0
	for y := range by {
		for x := x0; x < min(x0+by, strip.Rect.Dx()); x++ {
			p := strip.Pix[y*strip.Stride+4*x:]
			sum[0], sum[1], sum[2] = sum[0]+int(p[0]), sum[1]+int(p[1]), sum[2]+int(p[2])
			n++
		}
	}
	n = max(n, 1)
	return byte(sum[0] / n), byte(sum[1] / n), byte(sum[2] / n)
}

// coarser averages rectangles of pixels into one.
func (p plane) coarser(across, down int) plane {
	if across <= 1 && down <= 1 {
		return p
	}
	out := newPlane(max(1, p.w/across), max(1, p.h/down))
	across, down = min(across, p.w), min(down, p.h)
	inBands(out.h, func(from, to int) {
		sums := make([]int, out.w)
		for y := from; y < to; y++ {
			clear(sums)
			for dy := range down {
				row := p.row(y*down + dy)
				for x := range sums {
					for _, v := range row[x*across : (x+1)*across] {
						sums[x] += int(v)
					}
				}
			}
			for x, sum := range sums {
				out.pix[y*out.w+x] = byte(sum / (across * down))
			}
		}
	})
	return out
}

// image puts the picture together.
func (r raster) image() image.Image {
	size := image.Rect(0, 0, r.light.w, r.light.h)
	if r.colourless() {
		return &image.Gray{Pix: r.light.pix, Stride: r.light.stride, Rect: size}
	}
	return &image.YCbCr{
		Y: r.light.pix, Cb: r.blue.pix, Cr: r.red.pix, YStride: r.light.stride, CStride: r.blue.stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: size,
	}
}

// bands is how many parts of a picture are worked on at the same time.
const bands = 4

// inBands works on the rows of a picture in bands, side by side.
func inBands(rows int, work func(from, to int)) {
	done := make(chan struct{}, bands)
	for i := range bands {
		go func() {
			work(rows*i/bands, rows*(i+1)/bands)
			done <- struct{}{}
		}()
	}
	for range bands {
		<-done
	}
}

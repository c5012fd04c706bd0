package pdf

import (
	"bytes"
	"image"
)

// Two pictures of a page differ where, both blurred, a patch of pixels lies
// outside of all that its counterpart and the pixels around that show: so
// that neither the place of an edge within a pixel nor a shift by one counts,
// but a missing word does.
const (
	blurRadius  = 1
	farApart    = 44 // of 255
	patchSide   = 16 // pixels near each other are within a square of this side
	patchPixels = 24 // so many far pixels near each other are a difference
)

// shot is a picture of a page as it is compared: red, green and blue apart,
// since a yellow mark hardly changes how light a page is.
type shot struct {
	planes [3]*image.Gray
	// tolerance is how far apart two pixels may be, of 255.
	tolerance int
}

// shotOf takes a picture's colours apart, averaging squares of finer x finer
// pixels into one, and turns it clockwise.
func shotOf(src *image.RGBA, turn int) shot {
	s := shot{tolerance: farApart}
	for i := range s.planes {
		s.planes[i] = turnedGray(shrunk(src, i, finer), turn)
	}
	return s
}

// alike reports whether two pictures show the same page.
func (s shot) alike(other shot) bool {
	tolerance := max(s.tolerance, other.tolerance)
	for i, a := range s.planes {
		b := other.planes[i]
		if abs(a.Bounds().Dx()-b.Bounds().Dx()) > 2 || abs(a.Bounds().Dy()-b.Bounds().Dy()) > 2 {
			return false
		}
		if a.Bounds() == b.Bounds() && bytes.Equal(a.Pix, b.Pix) {
			continue // as most pages are that were carried as they stood
		}
		first, second := blurred(a), blurred(b)
		if !within(first, second, tolerance) || !within(second, first, tolerance) {
			return false
		}
	}
	return true
}

// within reports whether every patch of a finds itself in b.
func within(a, b *image.Gray, tolerance int) bool {
	w, h := min(a.Bounds().Dx(), b.Bounds().Dx()), min(a.Bounds().Dy(), b.Bounds().Dy())
	across := w/patchSide + 1
	far := make([]int, across*(h/patchSide+1))
	for y := range h {
		for x := range w {
			v := int(a.Pix[y*a.Stride+x])
			if abs(v-int(b.Pix[y*b.Stride+x])) <= tolerance {
				continue
			}
			if low, high := around(b, x, y); v < low-tolerance || v > high+tolerance {
				cell := y/patchSide*across + x/patchSide
				if far[cell]++; far[cell] >= patchPixels {
					return false
				}
			}
		}
	}
	return true
}

// around is the darkest and the lightest of a pixel and its eight neighbours.
func around(g *image.Gray, x, y int) (low, high int) {
	low, high = 255, 0
	for v := max(0, y-1); v <= min(y+1, g.Bounds().Dy()-1); v++ {
		for u := max(0, x-1); u <= min(x+1, g.Bounds().Dx()-1); u++ {
			p := int(g.Pix[v*g.Stride+u])
			low, high = min(low, p), max(high, p)
		}
	}
	return low, high
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}

// blurred averages every pixel with its neighbours, white beyond the edge.
func blurred(src *image.Gray) *image.Gray {
	b := src.Bounds()
	return blurRows(blurRows(src, b.Dx(), b.Dy(), 1, src.Stride), b.Dx(), b.Dy(), src.Stride, 1)
}

// blurRows averages along one direction: step leads to the next pixel of a
// line, skip to the next line.
func blurRows(src *image.Gray, width, height, step, skip int) *image.Gray {
	out := image.NewGray(src.Bounds())
	length, lines := width, height
	if step != 1 {
		length, lines = height, width
	}
	const span = 2*blurRadius + 1
	for line := range lines {
		at := line * skip
		sum := 255 * (blurRadius + 1)
		for i := range min(blurRadius, length) {
			sum += int(src.Pix[at+i*step])
		}
		for i := range length {
			ahead, behind := 255, 255
			if j := i + blurRadius; j < length {
				ahead = int(src.Pix[at+j*step])
			}
			if j := i - blurRadius - 1; j >= 0 {
				behind = int(src.Pix[at+j*step])
			}
			sum += ahead - behind
			out.Pix[at+i*step] = byte(sum / span)
		}
	}
	return out
}

// shrunk averages squares of so many pixels of one colour into one.
func shrunk(src *image.RGBA, colour, factor int) *image.Gray {
	wide, high := src.Bounds().Dx(), src.Bounds().Dy()
	out := image.NewGray(image.Rect(0, 0, max(1, (wide+factor/2)/factor), max(1, (high+factor/2)/factor)))
	for y := range out.Bounds().Dy() {
		row := out.Pix[y*out.Stride:]
		last := min((y+1)*factor, high)
		for x := range out.Stride {
			sum, n := 0, 0
			right := min((x+1)*factor, wide)
			for v := y * factor; v < last; v++ {
				line := src.Pix[v*src.Stride+colour:]
				for u := x * factor; u < right; u++ {
					sum += int(line[4*u])
					n++
				}
			}
			if n > 0 {
				row[x] = byte(sum / n)
			}
		}
	}
	return out
}

// turnedGray turns a picture clockwise.
func turnedGray(src *image.Gray, turn int) *image.Gray {
	for ; turn > 0; turn -= 90 {
		b := src.Bounds()
		out := image.NewGray(image.Rect(0, 0, b.Dy(), b.Dx()))
		for y := range b.Dy() {
			for x := range b.Dx() {
				out.Pix[x*out.Stride+b.Dy()-1-y] = src.Pix[y*src.Stride+x]
			}
		}
		src = out
	}
	return src
}

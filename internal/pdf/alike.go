package pdf

import "image"

// Two pictures of a page differ where, once both are blurred so that the
// place of an edge within a pixel does not count, a patch of pixels is far
// from its counterpart.
const (
	blurRadius  = 2
	farApart    = 44 // of 255
	patchPixels = 24 // so many far pixels near each other are a difference
	patchSide   = 16 // "near" is within a square of this side
)

// alike reports whether two pictures show the same page.
func alike(a, b *image.Gray) bool {
	w, h := min(a.Bounds().Dx(), b.Bounds().Dx()), min(a.Bounds().Dy(), b.Bounds().Dy())
	if abs(a.Bounds().Dx()-b.Bounds().Dx()) > 2 || abs(a.Bounds().Dy()-b.Bounds().Dy()) > 2 {
		return false
	}
	first, second := blurred(a), blurred(b)
	across := w/patchSide + 1
	far := make([]int, across*(h/patchSide+1))
	for y := range h {
		for x := range w {
			if abs(int(first.Pix[y*first.Stride+x])-int(second.Pix[y*second.Stride+x])) > farApart {
				cell := y/patchSide*across + x/patchSide
				if far[cell]++; far[cell] >= patchPixels {
					return false
				}
			}
		}
	}
	return true
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

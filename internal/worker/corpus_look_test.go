package worker_test

import (
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf"
)

// look pictures every page of the result and of the source anew, and holds one
// against the other by a measure that the program itself does not use: squares
// of pixels whose mean is otherwise, wherever within a pixel they stand.
func (b *tableBench) look(t *testing.T, f *difficult, source pdf.File, out string, made pdf.Outcome) {
	t.Helper()
	for i, c := range made.Pages {
		if c.Source < 0 {
			continue
		}
		was, is, err := b.pair(t, source, out, i, c)
		if err != nil {
			f.differ = append(f.differ, fmt.Sprintf("page %d cannot be pictured: %v", c.Page+1, err))
			continue
		}
		f.held++
		if worst, at := farthest(was, is); worst > lookTolerance {
			f.differ = append(f.differ, fmt.Sprintf("page %d differs by %d at %v (by %s, looks %q)", c.Page+1, worst, at, c.By, c.Looks))
			b.keep(t, fmt.Sprintf("%s-%d.png", f.name, c.Page+1), was, is)
		}
	}
}

const (
	lookDPI       = 110
	lookSquare    = 12
	lookTolerance = 28 // of 255
)

// pair is a page of the source and its place on the page of the result, in the
// same size.
func (b *tableBench) pair(t *testing.T, source pdf.File, out string, page int, c pdf.Carried) (was, is *image.RGBA, err error) {
	whole, err := b.eyes.Render(t.Context(), pdf.File{Path: out}, page, lookDPI)
	if err != nil {
		return nil, nil, err
	}
	scale := lookDPI / 72.
	height := float64(whole.Bounds().Dy())
	place := image.Rect(int(c.Region.X0*scale+0.5), int(height-c.Region.Y1*scale+0.5), int(c.Region.X1*scale+0.5), int(height-c.Region.Y0*scale+0.5))
	is = whole.SubImage(place).(*image.RGBA)
	rough, err := b.eyes.Render(t.Context(), source, c.Page, 36)
	if err != nil {
		return nil, nil, err
	}
	// The page may have been scaled down to the sheet.
	dpi := 36 * (c.Region.X1 - c.Region.X0) / 72 * lookDPI / float64(rough.Bounds().Dx())
	was, err = b.eyes.Render(t.Context(), source, c.Page, dpi)
	return was, is, err
}

// keep writes both pictures side by side, for whoever wants to see the difference.
func (b *tableBench) keep(t *testing.T, name string, was, is *image.RGBA) {
	t.Helper()
	both := image.NewRGBA(image.Rect(0, 0, was.Rect.Dx()+is.Rect.Dx()+8, max(was.Rect.Dy(), is.Rect.Dy())))
	draw.Draw(both, was.Rect.Sub(was.Rect.Min), was, was.Rect.Min, draw.Src)
	draw.Draw(both, is.Rect.Sub(is.Rect.Min).Add(image.Pt(was.Rect.Dx()+8, 0)), is, is.Rect.Min, draw.Src)
	to, err := os.Create(filepath.Join(b.work, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(to, both), to.Close()); err != nil {
		t.Fatal(err)
	}
}

// farthest is the largest difference between the means of a square of one
// picture and the nearest square of the other, moved by up to two pixels.
func farthest(a, b *image.RGBA) (worst int, at image.Point) {
	w, h := min(a.Rect.Dx(), b.Rect.Dx()), min(a.Rect.Dy(), b.Rect.Dy())
	if abs(a.Rect.Dx()-b.Rect.Dx()) > 4 || abs(a.Rect.Dy()-b.Rect.Dy()) > 4 {
		return 255, image.Pt(a.Rect.Dx()-b.Rect.Dx(), a.Rect.Dy()-b.Rect.Dy())
	}
	for y := 0; y+lookSquare <= h; y += lookSquare {
		for x := 0; x+lookSquare <= w; x += lookSquare {
			if d := nearest(a, b, x, y); d > worst {
				worst, at = d, image.Pt(x, y)
			}
		}
	}
	return worst, at
}

// nearest is how far a square is from its counterpart at its best.
func nearest(a, b *image.RGBA, x, y int) int {
	want := meanOf(a, x, y)
	best := distance(want, meanOf(b, x, y))
	for dy := -2; dy <= 2 && best > lookTolerance; dy++ {
		for dx := -2; dx <= 2 && best > lookTolerance; dx++ {
			best = min(best, distance(want, meanOf(b, x+dx, y+dy)))
		}
	}
	return best
}

// meanOf is the mean colour of a square, white beyond the picture.
func meanOf(src *image.RGBA, x0, y0 int) (sum [3]int) {
	for y := y0; y < y0+lookSquare; y++ {
		for x := x0; x < x0+lookSquare; x++ {
			at := image.Pt(x, y).Add(src.Rect.Min)
			if !at.In(src.Rect) {
				sum[0], sum[1], sum[2] = sum[0]+255, sum[1]+255, sum[2]+255
				continue
			}
			p := src.Pix[src.PixOffset(at.X, at.Y):]
			sum[0], sum[1], sum[2] = sum[0]+int(p[0]), sum[1]+int(p[1]), sum[2]+int(p[2])
		}
	}
	for i := range sum {
		sum[i] /= lookSquare * lookSquare
	}
	return sum
}

func distance(a, b [3]int) int {
	return max(abs(a[0]-b[0]), abs(a[1]-b[1]), abs(a[2]-b[2]))
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}

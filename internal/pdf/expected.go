package pdf

import (
	"context"
	"image"
)

// inkTolerance is for pictures made of inks: engines turn them into light in
// ways of their own, but an inverted picture is farther off than that.
const inkTolerance = 120

// expectPictures draws pages of a picture file as they should look in the result.
func (e *Engines) expectPictures(ctx context.Context, l *loaded, made Outcome, pages []int) (map[int]shot, error) {
	a, err := e.album(ctx, l.kind, l.data)
	if err != nil {
		return nil, blame(err, l.file.Path)
	}
	out := map[int]shot{}
	for _, i := range pages {
		c := made.Pages[i]
		p, err := a.page(c.Page)
		if err != nil {
			return nil, blame(err, l.file.Path)
		}
		if c.redrawn() {
			src, err := p.redrawnAs(c)
			if err != nil {
				return nil, blamePage(err, l.file.Path, c.Page)
			}
			out[i] = p.expected(src, c)
			continue
		}
		m, err := e.middleOf(p)
		if err != nil {
			return nil, blamePage(err, l.file.Path, c.Page)
		}
		out[i] = p.expected(m.shot, c)
	}
	return out, nil
}

// expected draws a page of a picture file, whose upright picture src is, as it
// should look in the result.
func (p *pictured) expected(src *image.RGBA, c Carried) shot {
	s := shot{tolerance: farApart}
	if p.inks {
		s.tolerance = inkTolerance
	}
	scale := scaleOf(c.Region)
	size := image.Rect(0, 0, int((c.Region.X1-c.Region.X0)*scale+0.5), int((c.Region.Y1-c.Region.Y0)*scale+0.5))
	for i := range s.planes {
		s.planes[i] = image.NewGray(size)
	}
	back := turned(1, 1, c.Turn).inverse()
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
	return s
}

// sampled is the colour of a picture around a pixel, the mean of five.
func sampled(src *image.RGBA, x, y, step int) (colour [3]byte) {
	var sum [3]int
	for _, d := range [][2]int{{0, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
		u, v := min(max(x+d[0]*step/2, 0), src.Rect.Dx()-1), min(max(y+d[1]*step/2, 0), src.Rect.Dy()-1)
		for i, value := range src.Pix[src.PixOffset(u, v):][:3] {
			sum[i] += int(value)
		}
	}
	for i := range colour {
		colour[i] = byte(sum[i] / 5)
	}
	return colour
}

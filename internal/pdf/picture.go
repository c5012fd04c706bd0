package pdf

import (
	"context"
	"image"
)

// maxBox bounds either side of a picture to look at, in pixels.
const maxBox = 4096

// Picture returns a page (counted from 0) as it is shown, upright and on white,
// as large as fits into a box of pixels. Unlike pages, which are drawn at any
// size, pictures are never enlarged. A PDF stays open for the next
// picture of it. Errors are *Error, but for those of the system and of a context
// that was cancelled.
func (e *Engines) Picture(ctx context.Context, f File, page int, box image.Point) (*image.RGBA, error) {
	box = image.Pt(min(max(box.X, 1), maxBox), min(max(box.Y, 1), maxBox))
	name, err := e.nameOf(f)
	if err != nil {
		return nil, err
	}
	var data []byte
	if !e.isOpen(name) {
		if data, err = e.read(f.Path); err != nil {
			return nil, err
		}
	}
	var shot *image.RGBA
	switch kind := Sniff(data); {
	case kind == PDF || data == nil:
		shot, err = e.pageIn(ctx, name, data, page, box)
	case kind == "":
		err = &Error{Reason: NotSupported}
	default:
		shot, err = e.photoIn(ctx, kind, data, page, box)
	}
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return shot, nil
}

// nameOf says which document a file is just now.
func (e *Engines) nameOf(f File) (heldName, error) {
	file, err := e.files.Open(f.Path)
	if err != nil {
		return heldName{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return heldName{}, err
	}
	return heldName{f.Path, f.Password, info.Size(), info.ModTime()}, nil
}

// isOpen reports whether PDFium has the document open.
func (e *Engines) isOpen(name heldName) bool {
	e.mu.Lock()
	started := e.pdfium
	e.mu.Unlock()
	return started != nil && started.holds(name)
}

// reading returns what gives a document's bytes: data, or where that is nil, the file.
func (e *Engines) reading(name heldName, data []byte) func() ([]byte, error) {
	return func() ([]byte, error) {
		if data != nil {
			return data, nil
		}
		return e.read(name.path)
	}
}

// pageIn draws a page of a PDF into the box; data are its bytes, nil where it was
// open just now.
func (e *Engines) pageIn(ctx context.Context, name heldName, data []byte, page int, box image.Point) (*image.RGBA, error) {
	engine, err := e.engine(ctx)
	if err != nil {
		return nil, err
	}
	var shot *image.RGBA
	err = engine.withHeld(ctx, name, e.reading(name, data), func(h *held) error {
		at, wide, high, err := h.usable(page)
		if err != nil {
			return err
		}
		scale := min(float64(box.X)/wide, float64(box.Y)/high)
		shot, err = h.draw(at, view{scale: scale, region: Rect{0, 0, wide, high}})
		return err
	})
	return shot, err
}

// coarser averages squares of pixels into one, of at most so many pixels along a
// side: for photographs, whose millions of pixels the filter that follows would
// look at one by one.
func coarser(src *image.YCbCr, most int) *image.YCbCr {
	side := 1
	for side*2 <= most {
		side *= 2
	}
	across, down := side, side // of a square of colour, which is stored coarser
	switch src.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		across, down = side/2, side/2
	case image.YCbCrSubsampleRatio422:
		across = side / 2
	case image.YCbCrSubsampleRatio440:
		down = side / 2
	case image.YCbCrSubsampleRatio444:
	default:
		return src // as no camera stores it
	}
	if side == 1 || src.Rect.Min != (image.Point{}) {
		return src
	}
	w, h := src.Rect.Dx()/side, src.Rect.Dy()/side
	out := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	averaged(out.Y, out.YStride, src.Y, src.YStride, w, h, side, side)
	averaged(out.Cb, out.CStride, src.Cb, src.CStride, w, h, across, down)
	averaged(out.Cr, out.CStride, src.Cr, src.CStride, w, h, across, down)
	return out
}

// averaged fills w x h pixels of a plane with the means of the rectangles of
// another.
func averaged(to []byte, toStride int, from []byte, fromStride, w, h, across, down int) {
	sums := make([]int, w)
	for y := range h {
		clear(sums)
		for dy := range down {
			row := from[(y*down+dy)*fromStride:]
			for x := range sums {
				for _, v := range row[x*across : (x+1)*across] {
					sums[x] += int(v)
				}
			}
		}
		for x, sum := range sums {
			to[y*toStride+x] = byte(sum / (across * down))
		}
	}
}

// upright turns and mirrors a picture as EXIF's orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 {
		return src
	}
	size := src.Bounds().Size()
	if orientation >= 5 {
		size = image.Pt(size.Y, size.X)
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	back := orientations[orientation].inverse()
	for y := range size.Y {
		for x := range size.X {
			u, v := back.point((float64(x)+0.5)/float64(size.X), 1-(float64(y)+0.5)/float64(size.Y))
			at := src.PixOffset(int(u*float64(src.Rect.Dx())), int((1-v)*float64(src.Rect.Dy())))
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[at:at+4])
		}
	}
	return out
}

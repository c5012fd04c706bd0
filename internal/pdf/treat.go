package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/draw"
	"image/jpeg"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"example.org/dossier/internal/scan"
)

// treatment is how the page is to be shown.
func (c PageChoice) treatment() scan.Treatment {
	return scan.Treatment{Corners: c.Corners, Turn: c.Turn, Lift: c.Lift}
}

// redrawn reports whether the page's pixels were made anew.
func (c Carried) redrawn() bool { return scan.Treatment{Corners: c.Corners, Lift: c.Lift}.Redraws() }

const (
	// treatedPixels is the longer side of a page whose pixels are made anew: A4 at
	// 300 dots per inch. More is not to be seen on paper.
	treatedPixels = 3508
	// treatedQuality is JPEG's, of 100.
	treatedQuality = 88
	// treatedMost is how many pixels are read at once of what comes row by row; more
	// are averaged. Forty megapixels are 160 MB.
	treatedMost = 40e6
)

// pixels returns the page's pixels as they are stored, with the orientation that
// they need; coarser ones where many more are there than are wanted along the
// longer side. What is missing at the end is white.
func (p *pictured) pixels(wanted int) (src image.Image, orientation int, err error) {
	if p.tall > 0 && p.tall != 1 {
		src, err = p.fitted(image.Pt(2*wanted, 2*wanted))
		orientation = 1
	} else {
		src, err = p.storedPixels(wanted)
		orientation = p.orientation
	}
	if errors.Is(err, errCut) {
		err = nil
	}
	return src, orientation, err
}

func (p *pictured) storedPixels(wanted int) (image.Image, error) {
	if p.whole != nil {
		return p.whole()
	}
	by := max(1, max(p.width, p.height)/(2*wanted))
	for p.width/by*(p.height/by) > treatedMost {
		by++
	}
	return p.reduced(by, by)
}

// carriedAs makes an image of the page as the choice shows it, but for its turn.
func (p *pictured) carriedAs(choice PageChoice) (photo, error) {
	t := choice.treatment()
	t.Turn = 0
	if !t.Redraws() {
		return p.carry()
	}
	src, orientation, err := p.pixels(treatedPixels)
	if err != nil {
		return photo{}, err
	}
	page := scan.Apply(src, orientation, t, image.Pt(treatedPixels, treatedPixels))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, page, &jpeg.Options{Quality: treatedQuality}); err != nil {
		return photo{}, err
	}
	space := "DeviceRGB"
	if _, gray := page.(*image.Gray); gray {
		space = "DeviceGray"
	}
	pixels := page.Bounds().Size()
	size := t.Size(p.upright(), image.Pt(treatedPixels, treatedPixels))
	made := photo{stored: stored{width: size.X, height: size.Y, orientation: 1}, doubtful: true}
	if t.Corners.None() && p.orientation < 5 {
		made.perInch = p.perInch * float64(size.X) / float64(p.upright().X) // still as large as it says
	}
	made.image = imageOf(pixels.X, pixels.Y, 8, types.Name(space), "DCTDecode", b.Bytes())
	return made, nil
}

// upright is the picture's size as it is seen, in square pixels.
func (f stored) upright() image.Point {
	w, h := f.shownSize()
	return image.Pt(max(1, int(w+0.5)), max(1, int(h+0.5)))
}

// Chosen is the page as the choice shows it: turned, and where it is a picture
// cropped. Its size in points is that of what is shown, as large as it was high.
func (p Page) Chosen(c PageChoice) Page {
	t := c.treatment()
	if p.PixelsWide > 0 && t.Redraws() {
		upright := image.Pt(p.PixelsWide, max(1, int(float64(p.PixelsWide)*p.Height/p.Width+0.5)))
		size := scan.Treatment{Corners: t.Corners}.Size(upright, image.Pt(treatedPixels, treatedPixels))
		p.PixelsWide, p.PixelsHigh = size.X, size.Y
		p.Width = p.Height * float64(size.X) / float64(size.Y)
	}
	if t.Turn%180 != 0 {
		p.Width, p.Height, p.PixelsWide, p.PixelsHigh = p.Height, p.Width, p.PixelsHigh, p.PixelsWide
	}
	return p
}

// redrawnAs draws the page as it should look in the result, but for its turn.
func (p *pictured) redrawnAs(c Carried) (*image.RGBA, error) {
	src, orientation, err := p.pixels(treatedPixels)
	if err != nil {
		return nil, err
	}
	t := scan.Treatment{Corners: c.Corners, Lift: c.Lift}
	return asRGBA(scan.Apply(src, orientation, t, image.Pt(2*comparePixels, 2*comparePixels))), nil
}

func asRGBA(src image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: src.Bounds().Size()})
	draw.Draw(out, out.Rect, src, src.Bounds().Min, draw.Src)
	return out
}

// Treated is Picture of a page as the treatment shows it. Pages of a PDF can only
// be turned: what else the treatment says is left out there, as in a bundle.
func (e *Engines) Treated(ctx context.Context, f File, page int, t scan.Treatment, box image.Point) (*image.RGBA, error) {
	if t.Turn%180 != 0 {
		box = image.Pt(box.Y, box.X)
	}
	turn := t.Turn
	t.Turn = 0
	shot, err := e.redrawn(ctx, f, page, t, box)
	if err != nil || turn == 0 {
		return shot, err
	}
	return asRGBA(scan.Apply(shot, 1, scan.Treatment{Turn: turn}, image.Pt(maxBox, maxBox))), nil
}

// redrawn is Treated without a turn.
func (e *Engines) redrawn(ctx context.Context, f File, page int, t scan.Treatment, box image.Point) (*image.RGBA, error) {
	if !t.Redraws() {
		return e.Picture(ctx, f, page, box)
	}
	data, err := e.read(f.Path)
	if err != nil {
		return nil, err
	}
	kind := Sniff(data)
	if kind == PDF {
		return e.Picture(ctx, f, page, box)
	}
	shot, err := e.treatedIn(ctx, kind, data, page, t, box)
	if err != nil {
		return nil, blame(err, f.Path)
	}
	return shot, nil
}

func (e *Engines) treatedIn(ctx context.Context, kind Kind, data []byte, page int, t scan.Treatment, box image.Point) (*image.RGBA, error) {
	box = image.Pt(min(max(box.X, 1), maxBox), min(max(box.Y, 1), maxBox))
	m, err := e.middle(ctx, kind, data, page)
	if err != nil {
		return nil, err
	}
	small := scan.Apply(m.shot, 1, t, box)
	if size := small.Bounds().Size(); m.full || size.X >= box.X-1 || size.Y >= box.Y-1 {
		return asRGBA(small), nil
	}
	a, err := e.album(ctx, kind, data)
	if err != nil {
		return nil, err
	}
	src, orientation, err := a.pages[page].pixels(max(box.X, box.Y))
	if err != nil {
		return nil, err
	}
	return asRGBA(scan.Apply(src, orientation, t, box)), nil
}

// Suggest proposes how to show a page (counted from 0): of a picture file where
// its sheet lies, and whether its light is uneven; of these and of pages of a PDF
// how they stand upright. Errors are as Picture's.
func (e *Engines) Suggest(ctx context.Context, f File, page int) (scan.Suggestion, error) {
	data, err := e.read(f.Path)
	if err != nil {
		return scan.Suggestion{}, err
	}
	switch kind := Sniff(data); kind {
	case PDF:
		shot, err := e.Picture(ctx, f, page, image.Pt(middleSide, middleSide))
		if err != nil {
			return scan.Suggestion{}, err
		}
		turn, unsure := scan.Upright(shot)
		return scan.Suggestion{Treatment: scan.Treatment{Turn: turn}, Unsure: unsure}, nil
	case "":
		return scan.Suggestion{}, &Error{Reason: NotSupported, Path: f.Path}
	default:
		m, err := e.middle(ctx, kind, data, page)
		if err != nil {
			return scan.Suggestion{}, blame(err, f.Path)
		}
		return m.suggested(), nil
	}
}

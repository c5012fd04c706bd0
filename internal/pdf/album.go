package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"runtime/debug"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/draw"
)

// album is a picture file: the pages that its headers tell of, each read only
// when it is wanted, so that no more than one page's pixels are in memory.
type album struct {
	pages []*pictured
	cut   bool // there were more pages, which are missing
}

// pictured is one page of a picture file. Its pixels come either all at once or
// row by row, as stored; what is transparent in them is set on white.
type pictured struct {
	stored
	whole func() (image.Image, error)
	rows  *rowReader
	// carry makes an image of the result's format.
	carry func() (photo, error)
	// heavy pictures leave so much behind that it is given back to the system at once.
	heavy bool
	key   middleKey
	// inks says that the pixels are amounts of ink, which each engine turns into
	// light in its own way.
	inks bool
}

// rowReader hands a picture out row by row, from the top: a byte a pixel where
// it is gray, else red, green and blue.
type rowReader struct {
	gray bool
	// bilevel says that every byte is 0 or 255.
	bilevel bool
	// each calls take for every row; the bytes are used again for the next. It
	// ends with the first error, its own or take's.
	each func(take func(row []byte) error) error
}

// album reads the headers of a picture file and holds what they say against the
// limits. Nothing is decoded yet.
func (e *Engines) album(ctx context.Context, kind Kind, data []byte) (*album, error) {
	read, ok := map[Kind]func(context.Context, []byte) (*album, error){
		JPEG: e.jpegAlbum, PNG: e.pngAlbum, TIFF: e.tiffAlbum, WebP: e.webpAlbum, HEIC: e.heicAlbum,
	}[kind]
	if !ok {
		return nil, &Error{Reason: NotSupported}
	}
	a, err := read(ctx, data)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	for i, p := range a.pages {
		p.key = middleKey{sum, i}
	}
	return a, nil
}

// page returns the page with this number, counted from 0.
func (a *album) page(number int) (*pictured, error) {
	if number < 0 || number >= len(a.pages) {
		return nil, &Error{Reason: NoSuchPage, Page: number + 1}
	}
	return a.pages[number], nil
}

// single is an album of one page.
func single(p *pictured) *album { return &album{pages: []*pictured{p}} }

// What can be wrong with a picture beside errNotReadable.
var (
	errTooManyPixels = errors.New("too many pixels")
	errUnusual       = errors.New("a kind of picture that is not read") // though its format is known
	errCut           = errors.New("the picture is not whole")           // what is there can be used
)

// complete hands all rows of the page out; those that are missing come as
// white, with errCut at the end. Where not even the first can be read, it fails.
func (p *pictured) complete(take func(row []byte) error) error {
	count, failed := 0, error(nil)
	err := p.rows.each(func(row []byte) error {
		if count == p.height {
			return nil
		}
		count++
		failed = take(row)
		return failed
	})
	switch {
	case failed != nil:
		return failed
	case count == p.height:
		return nil
	case count == 0 || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	}
	white := bytes.Repeat([]byte{255}, p.width*p.rows.samples())
	for ; count < p.height; count++ {
		if err := take(white); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: %w", errCut, errors.Join(err))
}

func (r *rowReader) samples() int {
	if r.gray {
		return 1
	}
	return 3
}

// decoded returns all pixels. A picture whose end is missing comes with errCut.
func (p *pictured) decoded() (image.Image, error) {
	if p.whole != nil {
		return p.whole()
	}
	return p.reduced(1, 1)
}

// reduced averages rectangles of so many pixels into one.
func (p *pictured) reduced(across, down int) (image.Image, error) {
	r := newReducer(p, across, down)
	err := p.complete(r.take)
	return r.out, err
}

// fitted returns the page upright and on white, as large as fits into a box of
// pixels, but, a small fax apart, no larger than it is. A picture whose end is missing
// comes with errCut.
func (p *pictured) fitted(box image.Point) (*image.RGBA, error) {
	to := p.fit(box)
	var src image.Image
	var err error
	if p.whole != nil {
		src, err = p.whole()
	} else {
		src, err = p.reduced(max(1, p.width/to.X), max(1, p.height/to.Y))
	}
	if err != nil && !errors.Is(err, errCut) {
		return nil, err
	}
	return upright(scaled(src, to), p.orientation), err
}

// fit is the size, as stored, at which the page fits into a box.
func (p *pictured) fit(box image.Point) image.Point {
	wide, high := p.shownSize()
	most := 1.0
	if p.tall > 0 {
		most = 4 // so that rows need not be rounded to whole pixels
	}
	scale := min(most, float64(box.X)/wide, float64(box.Y)/high)
	to := image.Pt(max(1, int(wide*scale+0.5)), max(1, int(high*scale+0.5)))
	if p.orientation >= 5 {
		to = image.Pt(to.Y, to.X)
	}
	return to
}

// mostScaled bounds what the better way of scaling takes: 32 bytes for each pixel of
// a picture as wide as the result and as high as the source.
const mostScaled = 2 << 20

// scaled draws a picture on white at another size.
func scaled(src image.Image, to image.Point) *image.RGBA {
	large := src.Bounds().Dx()*src.Bounds().Dy() > 30e6
	if photo, ok := src.(*image.YCbCr); ok {
		src = coarser(photo, min(src.Bounds().Dx()/to.X, src.Bounds().Dy()/to.Y))
	}
	out := image.NewRGBA(image.Rectangle{Max: to})
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	var way draw.Scaler = draw.BiLinear
	switch size := src.Bounds().Size(); {
	case to.X > size.X || to.Y > size.Y:
		way = draw.NearestNeighbor // a fax's flat pixels keep their edges
	case large || to.X*size.Y > mostScaled:
		way = draw.ApproxBiLinear
	}
	way.Scale(out, out.Bounds(), src, src.Bounds(), draw.Over, nil)
	return out
}

// reducer averages rectangles of pixels into one as their rows come.
type reducer struct {
	out          draw.Image
	across, down int
	samples      int
	row          int    // rows taken so far
	sums         []int  // of the row of the result being made
	line         []byte // the row of the result
}

func newReducer(p *pictured, across, down int) *reducer {
	r := &reducer{across: across, down: down, samples: p.rows.samples()}
	size := image.Rect(0, 0, max(1, p.width/across), max(1, p.height/down))
	r.sums, r.line = make([]int, size.Dx()*r.samples), make([]byte, size.Dx()*r.samples)
	if p.rows.gray {
		r.out = image.NewGray(size)
	} else {
		r.out = image.NewRGBA(size)
	}
	return r
}

// take adds a row. Pixels that fill no rectangle, at the right and at the bottom,
// are left out.
func (r *reducer) take(row []byte) error {
	if r.across == 1 && r.down == 1 {
		r.write(r.row, row)
		r.row++
		return nil
	}
	piece := r.across * r.samples
	for at := 0; at < len(r.sums); at += r.samples {
		for i := 0; i < piece; i += r.samples {
			for s := range r.samples {
				r.sums[at+s] += int(row[i+s])
			}
		}
		row = row[piece:]
	}
	r.row++
	if r.row%r.down == 0 && r.row/r.down <= r.out.Bounds().Dy() {
		for i, sum := range r.sums {
			r.line[i] = byte(sum / (r.across * r.down))
		}
		r.write(r.row/r.down-1, r.line)
		clear(r.sums)
	}
	return nil
}

func (r *reducer) write(y int, line []byte) {
	switch out := r.out.(type) {
	case *image.Gray:
		copy(out.Pix[y*out.Stride:][:out.Stride], line)
	case *image.RGBA:
		row := out.Pix[y*out.Stride:][:out.Stride]
		for ; len(row) > 0; row, line = row[4:], line[3:] {
			row[0], row[1], row[2], row[3] = line[0], line[1], line[2], 255
		}
	}
}

// reencodeQuality is JPEG's, of 100, for photographs whose own format the result
// cannot hold (WebP, HEIC): without loss, one of 12 megapixels would be 30 MB.
const reencodeQuality = 92

// release gives what decoding took back to the system.
func (p *pictured) release() {
	if p.heavy {
		debug.FreeOSMemory()
	}
}

// reencoded makes a JPEG of a page, or takes the one that was made of it last.
func (e *Engines) reencoded(p *pictured) (photo, error) {
	made, ok := e.middles.find(p.key)
	if !ok || made.jpeg == nil {
		defer p.release()
		src, err := p.decoded()
		if err != nil && !errors.Is(err, errCut) {
			return photo{}, err
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, src, &jpeg.Options{Quality: reencodeQuality}); err != nil {
			return photo{}, err
		}
		_, gray := src.(*image.Gray)
		made = p.middle(upright(scaled(src, p.fit(image.Pt(middleSide, middleSide))), p.orientation), err)
		made.jpeg, made.gray = b.Bytes(), gray
		e.middles.keep(made)
	}
	space := "DeviceRGB"
	if made.gray {
		space = "DeviceGray"
	}
	img := imageOf(p.width, p.height, 8, types.Name(space), "DCTDecode", made.jpeg)
	return photo{stored: p.stored, image: img, doubtful: true}, nil
}

package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// photo is a JPEG or PNG file as an image of the format, with what is needed
// to set it on a page.
type photo struct {
	image       types.StreamDict
	width       int     // pixels, as stored
	height      int     // pixels, as stored
	orientation int     // EXIF: 1 to 8
	perInch     float64 // dots per inch as the file says; 0 where it does not
	cut         bool    // its end is missing
	// doubtful: what is shown depends on more than the bytes carried over.
	doubtful bool
}

var errTooManyPixels = errors.New("too many pixels")

// readPhoto reads a picture without decoding its pixels where the format can
// take them as they are.
func readPhoto(kind Kind, data []byte, limits Limits) (photo, error) {
	if kind == JPEG {
		return readJPEG(data, limits)
	}
	return readPNG(data, limits)
}

// imageOf describes pixels in the format's words (ISO 32000-1, table 89).
func imageOf(width, height, bits int, space types.Object, filter string, raw []byte) types.StreamDict {
	return types.StreamDict{Raw: raw, Dict: types.Dict{
		"Type": types.Name("XObject"), "Subtype": types.Name("Image"),
		"Width": types.Integer(width), "Height": types.Integer(height),
		"BitsPerComponent": types.Integer(bits), "ColorSpace": space, "Filter": types.Name(filter),
	}}
}

// orientations map the unit square of a stored picture to the upright one,
// by EXIF's value (TIFF 6.0, Orientation), y upwards.
var orientations = [9]matrix{
	1: {1, 0, 0, 1, 0, 0},
	2: {-1, 0, 0, 1, 1, 0},
	3: {-1, 0, 0, -1, 1, 1},
	4: {1, 0, 0, -1, 0, 1},
	5: {0, -1, -1, 0, 1, 1},
	6: {0, -1, 1, 0, 0, 1},
	7: {0, 1, 1, 0, 0, 0},
	8: {0, 1, -1, 0, 1, 0},
}

// shown is the picture's size as it is looked at, in pixels.
func (p photo) shown() (width, height int) {
	if p.orientation >= 5 {
		return p.height, p.width
	}
	return p.width, p.height
}

// Pictures keep this distance from the sheet's edge, in points, and are never
// drawn larger than one point a pixel.
const photoMargin = 18

// size is how large the picture is drawn on a sheet (zero: as large as it
// says, or else as high as A4), in points, before it is turned. A scan says
// how large its sheet was, and gets that size back; a photograph fills the
// page.
func (p photo) size(sheet Sheet, turn int) (width, height float64) {
	w, h := p.shown()
	width, height = float64(w), float64(h)
	natural := 0.0
	if p.perInch >= 72 && p.perInch <= 2400 {
		natural = 72 / p.perInch
	}
	if sheet == (Sheet{}) {
		if natural == 0 {
			natural = A4.Height / max(width, height)
		}
		return width * natural, height * natural
	}
	if turn%180 != 0 {
		w, h = h, w
	}
	sheet = sheet.For(float64(w), float64(h))
	fit := min(sheet.Width/float64(w), sheet.Height/float64(h))
	if natural > 0 && natural <= fit*1.02 && natural >= fit/2 {
		scale := min(natural, fit)
		return width * scale, height * scale
	}
	fit = min((sheet.Width-2*photoMargin)/float64(w), (sheet.Height-2*photoMargin)/float64(h))
	scale := min(fit, 1)
	return width * scale, height * scale
}

// place sets the picture on a sheet; the placement's matrix maps the unit
// square that images are drawn in.
func (p photo) place(sheet Sheet, turn int) placement {
	w, h := p.size(sheet, turn)
	at := place(Rect{0, 0, w, h}, 1, turn, sheet)
	at.matrix = orientations[p.orientation].then(matrix{w, 0, 0, h, 0, 0}).then(at.matrix)
	return at
}

// readPNG takes the compressed rows over as they are: the format's Flate
// filter knows PNG's predictors. Only pictures that are transparent or
// interlaced are decoded, set on white and encoded anew.
func readPNG(data []byte, limits Limits) (photo, error) {
	c, err := readChunks(data, limits)
	if err != nil {
		return photo{}, err
	}
	if c.interlaced || c.transparent {
		again, err := flattened(data)
		if err != nil {
			return photo{}, err
		}
		first := c
		if c, err = readChunks(again, limits); err != nil {
			return photo{}, err
		}
		c.perInch, c.cut = first.perInch, first.cut
		p, err := c.photo()
		p.doubtful = true
		return p, err
	}
	return c.photo()
}

// flattened sets a picture on white and encodes it as an opaque PNG, gray
// where it is gray.
func flattened(data []byte) ([]byte, error) {
	src, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNotReadable, err)
	}
	flat := onWhite(src)
	var out bytes.Buffer
	if err := png.Encode(&out, grayed(flat)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// onWhite draws a picture on white.
func onWhite(src image.Image) *image.RGBA {
	flat := image.NewRGBA(src.Bounds())
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), src, src.Bounds().Min, draw.Over)
	return flat
}

// grayed returns the picture without colours that it does not use.
func grayed(src *image.RGBA) image.Image {
	for i := 0; i+3 < len(src.Pix); i += 4 {
		if src.Pix[i] != src.Pix[i+1] || src.Pix[i] != src.Pix[i+2] {
			return src
		}
	}
	gray := image.NewGray(src.Bounds())
	for y := range src.Bounds().Dy() {
		for x := range src.Bounds().Dx() {
			gray.Pix[y*gray.Stride+x] = src.Pix[y*src.Stride+4*x]
		}
	}
	return gray
}

// tooLarge holds a picture's size against the limits, before any pixel is
// decoded.
func tooLarge(width, height int, limits Limits) error {
	if width <= 0 || height <= 0 || width > math.MaxInt32 || height > math.MaxInt32 {
		return fmt.Errorf("%w: picture without a size", errNotReadable)
	}
	if int64(width)*int64(height) > limits.ImagePixels {
		return fmt.Errorf("%w: %d x %d", errTooManyPixels, width, height)
	}
	return nil
}

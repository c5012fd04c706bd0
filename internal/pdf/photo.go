package pdf

import (
	"fmt"
	"image"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stored is what a picture's headers say of how it is looked at.
type stored struct {
	width       int     // pixels, as stored
	height      int     // pixels, as stored
	orientation int     // EXIF: 1 to 8
	perInch     float64 // dots per inch along its width as the file says; 0 where it does not
	// tall is how high a pixel is for its width: not 1 for faxes, 0 where nothing is said.
	tall float64
}

// photo is a picture as an image of the format, with what is needed to set it on
// a page.
type photo struct {
	stored
	image types.StreamDict
	// doubtful: what is shown depends on more than the bytes carried over.
	doubtful bool
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
func (f stored) shown() (width, height int) {
	if f.orientation >= 5 {
		return f.height, f.width
	}
	return f.width, f.height
}

// shownSize is the size as it is looked at, in pixels as wide as stored, with the
// height of its pixels counted.
func (f stored) shownSize() (width, height float64) {
	width, height = float64(f.width), float64(f.height)
	if f.tall > 0 {
		height *= f.tall
	}
	if f.orientation >= 5 {
		return height, width
	}
	return width, height
}

// Pictures keep this distance from the sheet's edge, in points, and are never
// drawn larger than one point a pixel.
const photoMargin = 18

// size is how large the picture is drawn on a sheet (zero: as large as it
// says, or else as high as A4), in points, before it is turned. A scan says
// how large its sheet was, and gets that size back; a photograph fills the
// page.
func (f stored) size(sheet Sheet, turn int) (width, height float64) {
	w, h := f.shownSize()
	width, height = w, h
	natural := 0.0
	if f.perInch >= 72 && f.perInch <= 2400 {
		natural = 72 / f.perInch
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
	sheet = sheet.For(w, h)
	fit := min(sheet.Width/w, sheet.Height/h)
	if natural > 0 && natural <= fit*1.02 && natural >= fit/2 {
		scale := min(natural, fit)
		return width * scale, height * scale
	}
	fit = min((sheet.Width-2*photoMargin)/w, (sheet.Height-2*photoMargin)/h)
	scale := min(fit, 1)
	return width * scale, height * scale
}

// place sets the picture on a sheet; the placement's matrix maps the unit
// square that images are drawn in.
func (f stored) place(sheet Sheet, turn int) placement {
	w, h := f.size(sheet, turn)
	at := place(Rect{0, 0, w, h}, 1, turn, sheet)
	at.matrix = orientations[f.orientation].then(matrix{w, 0, 0, h, 0, 0}).then(at.matrix)
	return at
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

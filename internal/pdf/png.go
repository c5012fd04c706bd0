package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// chunks is what a PNG file says of itself, with its compressed rows (PNG
// specification, third edition).
type chunks struct {
	width, height, bits, colour int
	interlaced, transparent     bool
	palette, rows               []byte
	perInch                     float64
	clear                       []byte // what is transparent: of each colour of a palette, or one colour
	gamma                       int    // hundred-thousandths; 0 where nothing is said or a profile says more
	profile                     bool   // it says by a profile how its colours are meant
}

// Colour types of PNG, section 11.2.1, with their samples in a pixel.
const (
	pngGray      = 0
	pngColour    = 2
	pngPalette   = 3
	pngGrayAlpha = 4
	pngAlpha     = 6
)

var pngSamples = map[int]int{pngGray: 1, pngColour: 3, pngPalette: 1, pngGrayAlpha: 2, pngAlpha: 4}

// readChunks walks the chunks and checks each one's own sum.
func readChunks(data []byte, limits Limits) (chunks, error) {
	var c chunks
	rest := data[8:]
	for first := true; ; first = false {
		if len(rest) < 12 {
			break // the file is cut off; whether rows are missing is seen when they are read
		}
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest)-12) {
			if string(rest[4:8]) == "IDAT" {
				c.rows = append(c.rows, rest[8:]...)
			}
			break
		}
		kind, body := string(rest[4:8]), rest[8:8+n]
		if crc32.ChecksumIEEE(rest[4:8+n]) != binary.BigEndian.Uint32(rest[8+n:]) {
			return c, fmt.Errorf("%w: PNG chunk %q is damaged", errNotReadable, kind)
		}
		rest = rest[12+n:]
		if first != (kind == "IHDR") || !c.take(kind, body) {
			return c, fmt.Errorf("%w: PNG chunk %q", errNotReadable, kind)
		}
		if kind == "IHDR" {
			if err := tooLarge(c.width, c.height, limits); err != nil {
				return c, err
			}
		}
		if kind == "IEND" {
			break
		}
	}
	if c.rows == nil || c.colour == pngPalette && len(c.palette) < 3 {
		return c, fmt.Errorf("%w: PNG without pixels", errNotReadable)
	}
	return c, nil
}

// take notes what a chunk says; false where it cannot be so.
func (c *chunks) take(kind string, body []byte) bool {
	switch kind {
	case "IHDR":
		if len(body) != 13 {
			return false
		}
		c.width, c.height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
		c.bits, c.colour, c.interlaced = int(body[8]), int(body[9]), body[12] != 0
		c.transparent = c.colour == pngGrayAlpha || c.colour == pngAlpha
		_, known := pngSamples[c.colour]
		return known && (c.bits == 1 || c.bits == 2 || c.bits == 4 || c.bits == 8 || c.bits == 16)
	case "PLTE":
		c.palette = body[:len(body)/3*3]
	case "tRNS":
		c.transparent, c.clear = true, body
	case "gAMA":
		if len(body) == 4 {
			c.gamma = int(binary.BigEndian.Uint32(body))
		}
	case "sRGB", "iCCP", "cICP":
		c.profile = true
	case "IDAT":
		c.rows = append(c.rows, body...)
	case "pHYs":
		if len(body) == 9 && body[8] == 1 { // the unit is the metre
			c.perInch = float64(binary.BigEndian.Uint32(body)) * 0.0254
		}
	}
	return true
}

// pngAlbum is a PNG file: its still picture.
func (e *Engines) pngAlbum(ctx context.Context, data []byte) (*album, error) {
	c, err := readChunks(data, e.limits)
	if err != nil {
		return nil, err
	}
	if c.interlaced && int64(c.width)*int64(c.height) > mostInterlaced {
		return nil, fmt.Errorf("%w: %d x %d, interlaced", errTooManyPixels, c.width, c.height)
	}
	p := &pictured{stored: stored{width: c.width, height: c.height, orientation: 1, perInch: c.perInch}}
	p.rows = c.rowReader(ctx)
	p.carry = func() (photo, error) {
		if c.plain() {
			if err := c.checkRows(pngSamples[c.colour]); err == nil {
				return c.carried(p.stored), nil
			}
		}
		return p.flate()
	}
	return single(p), nil
}

// mostInterlaced bounds interlaced pictures, which have to be held as a whole, in
// pixels.
const mostInterlaced = 60e6

// plain reports whether the format takes the compressed rows as they are: its
// Flate filter knows PNG's predictors, but neither what is transparent nor what is
// interlaced, nor light that is measured otherwise than usual.
func (c chunks) plain() bool { return !c.interlaced && !c.transparent && c.light() == nil }

// carried makes an image of the compressed rows.
func (c chunks) carried(f stored) photo {
	var space types.Object = types.Name("DeviceRGB")
	switch c.colour {
	case pngGray:
		space = types.Name("DeviceGray")
	case pngPalette:
		space = types.Array{types.Name("Indexed"), types.Name("DeviceRGB"), types.Integer(len(c.palette)/3 - 1),
			types.HexLiteral(fmt.Sprintf("%X", c.palette))}
	}
	img := imageOf(c.width, c.height, c.bits, space, "FlateDecode", c.rows)
	img.Dict["DecodeParms"] = types.Dict{"Predictor": types.Integer(15), "Colors": types.Integer(pngSamples[c.colour]),
		"BitsPerComponent": types.Integer(c.bits), "Columns": types.Integer(c.width)}
	return photo{stored: f, image: img}
}

// checkRows unpacks the rows to see that they are all there: a reader would
// leave the rest of the page empty without a word.
func (c chunks) checkRows(samples int) error {
	row := int64(1 + (c.width*samples*c.bits+7)/8)
	z, err := zlib.NewReader(bytes.NewReader(c.rows))
	if err != nil {
		return fmt.Errorf("%w: PNG pixels: %w", errNotReadable, err)
	}
	if _, err := io.CopyN(io.Discard, z, row*int64(c.height)); err != nil {
		return fmt.Errorf("%w: PNG pixels: %w", errNotReadable, err)
	}
	return nil
}

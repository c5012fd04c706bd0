package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"slices"
	"strings"
)

// heicBrands are what files say that hold pictures coded as HEVC (ISO/IEC
// 23008-12, annex B).
var heicBrands = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"}

// isHEIC reports whether a file says of itself that it holds such a picture, by
// its first or another of its brands: some write "mif1" first, which says only
// that there is a picture.
func isHEIC(head []byte) bool {
	brands := fileBrands(head)
	if len(brands) == 0 || strings.HasPrefix(brands[0], "avi") {
		return false
	}
	return slices.ContainsFunc(brands, func(b string) bool { return slices.Contains(heicBrands, b) })
}

// fileBrands are the kinds that a file of ISO's base media format says it is of
// (ISO/IEC 14496-12, 4.3), the main one first; none where it is no such file.
func fileBrands(head []byte) []string {
	if len(head) < 16 || !bytes.Equal(head[4:8], []byte("ftyp")) {
		return nil
	}
	brands := []string{string(head[8:12])}
	end := min(int(binary.BigEndian.Uint32(head)), len(head))
	for at := 16; at+4 <= end; at += 4 {
		brands = append(brands, string(head[at:at+4]))
	}
	return brands
}

// heicAlbum is a HEIC file: its main picture, upright as libheif turns it.
func (e *Engines) heicAlbum(ctx context.Context, data []byte) (*album, error) {
	if err := e.startHEIC(ctx); err != nil {
		return nil, &Error{Reason: Unavailable, Err: err}
	}
	head, err := e.heif.header(ctx, data)
	if err != nil {
		if pixels := largestHEIC(data); pixels > mostHEIC {
			return nil, fmt.Errorf("%w: %d: %w", errTooManyPixels, pixels, err)
		}
		return nil, err
	}
	limits := e.limits
	limits.ImagePixels = min(limits.ImagePixels, mostHEIC)
	if err := tooLarge(int(head.width), int(head.height), limits); err != nil {
		return nil, err
	}
	p := &pictured{heavy: true, stored: stored{width: int(head.width), height: int(head.height), orientation: 1}}
	p.whole = func() (image.Image, error) {
		src, err := e.heif.decode(ctx, data, head)
		if err != nil {
			return nil, err
		}
		if colours, ok := src.(*image.YCbCr); ok {
			asJPEG(colours, heicColours(data))
		}
		return src, nil
	}
	p.carry = func() (photo, error) { return e.reencoded(p) }
	return single(p), nil
}

// mostHEIC is how many pixels libheif is known to read: of more than 256 tiles it
// wants to know nothing.
const mostHEIC = 60e6

// largestHEIC is the size in pixels of the largest picture that a file says it holds.
func largestHEIC(data []byte) (pixels int64) {
	mark := []byte("ispe\x00\x00\x00\x00")
	for rest := data[:min(len(data), 64<<10)]; ; {
		at := bytes.Index(rest, mark)
		if at < 0 || at+16 > len(rest) {
			return pixels
		}
		rest = rest[at+8:]
		pixels = max(pixels, int64(binary.BigEndian.Uint32(rest))*int64(binary.BigEndian.Uint32(rest[4:])))
	}
}

// startHEIC starts the decoder; three quarters of what PDFium may take leave room for
// PDFium beside it.
func (e *Engines) startHEIC(ctx context.Context) error {
	return e.heif.start(ctx, e.cache, e.limits.EngineBytes*3/4)
}

// colourCode is how light and colours are made of red, green and blue (ISO/IEC
// 23091-2).
type colourCode struct {
	matrix int
	films  bool // kept within the narrow range of films
}

// heicColours finds what a file says of that; where it says nothing, it is as in
// JPEG.
func heicColours(data []byte) colourCode {
	const mark = "colrnclx" // a box's name and its kind
	at := bytes.Index(data[:min(len(data), 1<<20)], []byte(mark)) + len(mark)
	if at < len(mark) || at+7 > len(data) {
		return colourCode{}
	}
	return colourCode{int(binary.BigEndian.Uint16(data[at+4:])), data[at+6]&0x80 == 0}
}

// lumas are the shares of red and blue in light, by matrix; JPEG's own are 0.299 and
// 0.114.
var lumas = map[int][2]float64{1: {0.2126, 0.0722}, 7: {0.212, 0.087}, 9: {0.2627, 0.0593}, 10: {0.2627, 0.0593}}

// asJPEG brings a picture's light and colours to JPEG's way of telling them.
func asJPEG(src *image.YCbCr, code colourCode) {
	if code.films {
		fullRange(src)
	}
	luma, ok := lumas[code.matrix]
	if !ok {
		return
	}
	// What one step of either colour changes, in JPEG's terms.
	change := func(cb, cr float64) (light, blue, red float64) {
		r, b := 2*(1-luma[0])*cr, 2*(1-luma[1])*cb
		g := -(luma[0]*r + luma[1]*b) / (1 - luma[0] - luma[1])
		light = 0.299*r + 0.587*g + 0.114*b
		return light, (b - light) / 1.772, (r - light) / 1.402
	}
	lightB, blueB, redB := change(1, 0)
	lightR, blueR, redR := change(0, 1)
	for y := range src.Rect.Dy() {
		for x := range src.Rect.Dx() {
			at, c := src.YOffset(x, y), src.COffset(x, y)
			b, r := float64(src.Cb[c])-128, float64(src.Cr[c])-128
			src.Y[at] = clamped(float64(src.Y[at]) + lightB*b + lightR*r)
		}
	}
	for i := range src.Cb {
		b, r := float64(src.Cb[i])-128, float64(src.Cr[i])-128
		src.Cb[i], src.Cr[i] = clamped(128+blueB*b+blueR*r), clamped(128+redB*b+redR*r)
	}
}

package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/vp8"
	"golang.org/x/image/vp8l"
	"golang.org/x/image/webp"
)

// webpParts are the parts of a WebP file that its picture is made of (RFC 9649,
// section 2).
type webpParts struct {
	lossy, lossless, alpha, exif []byte
	animated                     bool
}

// Bounds on WebP pictures that are decoded as a whole, in pixels: those without
// loss take four bytes each, and what is transparent as many again.
const (
	mostLossless    = 60e6
	mostTransparent = 30e6
)

// webpAlbum is a WebP file: its still picture.
func (e *Engines) webpAlbum(_ context.Context, data []byte) (*album, error) {
	parts := readWebP(data)
	if parts.animated {
		return nil, fmt.Errorf("%w: an animation", errUnusual)
	}
	size, err := parts.size()
	if err != nil {
		return nil, err
	}
	if err := tooLarge(size.X, size.Y, e.limits); err != nil {
		return nil, err
	}
	if pixels := size.X * size.Y; parts.lossless != nil && pixels > mostLossless || parts.alpha != nil && pixels > mostTransparent {
		return nil, fmt.Errorf("%w: %d x %d", errTooManyPixels, size.X, size.Y)
	}
	p := &pictured{stored: stored{width: size.X, height: size.Y}}
	p.orientation, p.perInch = readEXIF(bytes.TrimPrefix(parts.exif, []byte("Exif\x00\x00")))
	p.whole = parts.decoded
	p.carry = func() (photo, error) { return e.reencoded(p) }
	if parts.lossless != nil {
		p.rows = wholeRows(parts.decoded)
		p.carry = p.flate
	}
	return single(p), nil
}

// readWebP finds the parts; what stands behind them, or is cut off, is left out.
func readWebP(data []byte) webpParts {
	var p webpParts
	for rest := data[12:]; len(rest) >= 8; {
		n := min(int(binary.LittleEndian.Uint32(rest[4:])), len(rest)-8)
		body := rest[8 : 8+n]
		switch string(rest[:4]) {
		case "VP8 ":
			p.lossy = body
		case "VP8L":
			p.lossless = body
		case "ALPH":
			p.alpha = body
		case "EXIF":
			p.exif = body
		case "ANIM", "ANMF":
			p.animated = true
		}
		rest = rest[min(len(rest), 8+n+n%2):]
	}
	if p.lossless != nil {
		p.lossy, p.alpha = nil, nil
	}
	return p
}

// size reads how large the picture is.
func (p webpParts) size() (image.Point, error) {
	if p.lossless != nil {
		c, err := vp8l.DecodeConfig(bytes.NewReader(p.lossless))
		if err != nil {
			return image.Point{}, fmt.Errorf("%w: WebP: %w", errNotReadable, err)
		}
		return image.Pt(c.Width, c.Height), nil
	}
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(p.lossy), len(p.lossy))
	h, err := d.DecodeFrameHeader()
	if err != nil {
		return image.Point{}, fmt.Errorf("%w: WebP: %w", errNotReadable, err)
	}
	return image.Pt(h.Width, h.Height), nil
}

// decoded returns the pixels on white.
func (p webpParts) decoded() (image.Image, error) {
	src, err := p.pixels()
	if err != nil {
		return nil, fmt.Errorf("%w: WebP: %w", errNotReadable, err)
	}
	switch src := src.(type) {
	case *image.YCbCr:
		fullRange(src)
		return src, nil
	case *image.NYCbCrA:
		fullRange(&src.YCbCr)
		return flattened(src), nil
	case *image.NRGBA:
		if !src.Opaque() {
			for i := 0; i+3 < len(src.Pix); i += 4 {
				alpha := int(src.Pix[i+3])
				for s := range 3 {
					src.Pix[i+s] = onWhite(src.Pix[i+s], alpha)
				}
				src.Pix[i+3] = 255
			}
		}
		return src, nil
	}
	return flattened(src), nil
}

func (p webpParts) pixels() (image.Image, error) {
	switch {
	case p.lossless != nil:
		return vp8l.Decode(bytes.NewReader(p.lossless))
	case p.alpha != nil:
		return webp.Decode(bytes.NewReader(p.container()))
	}
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(p.lossy), len(p.lossy))
	if _, err := d.DecodeFrameHeader(); err != nil {
		return nil, err
	}
	return d.DecodeFrame()
}

// container puts a transparent picture together again, with nothing beside it: not
// every file has its parts in the order that the decoder wants.
func (p webpParts) container() []byte {
	size, err := p.size()
	if err != nil {
		return nil // the decoder will say so
	}
	head := make([]byte, 10)
	head[0] = 1 << 4 // transparent
	for i := range 3 {
		head[4+i], head[7+i] = byte((size.X-1)>>(8*i)), byte((size.Y-1)>>(8*i))
	}
	var b bytes.Buffer
	for _, part := range []struct {
		name string
		body []byte
	}{{"VP8X", head}, {"ALPH", p.alpha}, {"VP8 ", p.lossy}} {
		b.WriteString(part.name)
		b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(part.body))))
		b.Write(part.body)
		if len(part.body)%2 == 1 {
			b.WriteByte(0)
		}
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+b.Len())), append([]byte("WEBP"), b.Bytes()...)...)
}

// fullRange stretches light and colours, which films keep within 16 to 235 and 16
// to 240, to the whole range that pictures have.
func fullRange(src *image.YCbCr) {
	var light, colour [256]byte
	for i := range light {
		light[i] = clamped((float64(i) - 16) * 255 / 219)
		colour[i] = clamped((float64(i)-128)*255/224 + 128)
	}
	for _, plane := range []struct {
		pixels []byte
		table  *[256]byte
	}{{src.Y, &light}, {src.Cb, &colour}, {src.Cr, &colour}} {
		for i, v := range plane.pixels {
			plane.pixels[i] = plane.table[v]
		}
	}
}

func clamped(v float64) byte { return byte(min(max(v+0.5, 0), 255)) }

// flattened draws a picture on white.
func flattened(src image.Image) *image.RGBA {
	flat := image.NewRGBA(src.Bounds())
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), src, src.Bounds().Min, draw.Over)
	return flat
}

// wholeRows hands a picture of red, green, blue and opaque out row by row that can
// only be decoded as a whole.
func wholeRows(decoded func() (image.Image, error)) *rowReader {
	return &rowReader{each: func(take func([]byte) error) error {
		src, err := decoded()
		if err != nil {
			return err
		}
		pixels, ok := src.(*image.NRGBA)
		if !ok {
			return fmt.Errorf("%w: %T", errNotReadable, src)
		}
		row := make([]byte, 3*pixels.Rect.Dx())
		for y := range pixels.Rect.Dy() {
			from := pixels.Pix[y*pixels.Stride:]
			for x := 0; 3*x < len(row); x++ {
				copy(row[3*x:3*x+3], from[4*x:4*x+3])
			}
			if err := take(row); err != nil {
				return err
			}
		}
		return nil
	}}
}

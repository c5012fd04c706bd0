package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// rowReader decodes the picture row by row; only an interlaced one is held as a
// whole.
func (c chunks) rowReader(ctx context.Context) *rowReader {
	r := &rowReader{gray: c.colour == pngGray || c.colour == pngGrayAlpha}
	r.bilevel = c.colour == pngGray && c.bits == 1 && !c.transparent
	r.each = func(take func([]byte) error) error {
		z, err := zlib.NewReader(bytes.NewReader(c.rows))
		if err != nil {
			return fmt.Errorf("%w: PNG pixels: %w", errNotReadable, err)
		}
		d := &pngDecoder{chunks: c, ctx: ctx, from: z, samples: pngSamples[c.colour], out: r.samples(), lut: c.light()}
		if c.interlaced {
			return d.interlaced(take)
		}
		return d.pass(c.width, c.height, func(_ int, row []byte) error { return take(row) })
	}
	return r
}

// light is a table that brings samples to the usual measure of light, nil where
// they have it: screens show a gamma of 1/2.2.
func (c chunks) light() []byte {
	const usual, near = 45455, 3000
	if c.profile || c.gamma < 5000 || c.gamma > 500000 || c.gamma > usual-near && c.gamma < usual+near {
		return nil
	}
	out := make([]byte, 256)
	for i := range out {
		out[i] = byte(255*math.Pow(float64(i)/255, usual/float64(c.gamma)) + 0.5)
	}
	return out
}

// pngDecoder unpacks the rows of a PNG file.
type pngDecoder struct {
	chunks
	ctx     context.Context
	from    io.Reader
	samples int // of a stored pixel
	out     int // of a pixel handed out
	lut     []byte
}

// pass decodes a picture of this size, or one pass of an interlaced one.
func (d *pngDecoder) pass(width, height int, take func(y int, row []byte) error) error {
	unit := max(1, d.samples*d.bits/8)
	row := make([]byte, 1+(width*d.samples*d.bits+7)/8)
	above := make([]byte, len(row)-1)
	pixels := make([]byte, width*d.out)
	for y := range height {
		if y%64 == 0 && d.ctx.Err() != nil {
			return d.ctx.Err()
		}
		if _, err := io.ReadFull(d.from, row); err != nil {
			return fmt.Errorf("%w: PNG row %d: %w", errNotReadable, y, err)
		}
		if err := unfilter(row[0], row[1:], above, unit); err != nil {
			return err
		}
		copy(above, row[1:])
		d.pixels(row[1:], pixels)
		if err := take(y, pixels); err != nil {
			return err
		}
	}
	return nil
}

// unfilter undoes a row's prediction (PNG, section 9).
func unfilter(filter byte, row, above []byte, unit int) error {
	switch filter {
	case 0:
	case 1:
		for i := unit; i < len(row); i++ {
			row[i] += row[i-unit]
		}
	case 2:
		for i := range row {
			row[i] += above[i]
		}
	case 3:
		for i := range row {
			left := 0
			if i >= unit {
				left = int(row[i-unit])
			}
			row[i] += byte((left + int(above[i])) / 2)
		}
	case 4:
		for i := range row {
			left, corner := 0, 0
			if i >= unit {
				left, corner = int(row[i-unit]), int(above[i-unit])
			}
			row[i] += paeth(left, int(above[i]), corner)
		}
	default:
		return fmt.Errorf("%w: PNG filter %d", errNotReadable, filter)
	}
	return nil
}

// paeth predicts a byte from its three neighbours.
func paeth(left, up, corner int) byte {
	p := left + up - corner
	a, b, c := abs(p-left), abs(p-up), abs(p-corner)
	switch {
	case a <= b && a <= c:
		return byte(left)
	case b <= c:
		return byte(up)
	}
	return byte(corner)
}

// pixels turns a row as stored into one that is handed out.
func (d *pngDecoder) pixels(row, out []byte) {
	clear := d.clearColour()
	var s [4]int
	for x := range len(out) / d.out {
		for i := range d.samples {
			s[i] = sampleAt(row, x*d.samples+i, d.bits)
		}
		to := out[x*d.out:][:d.out]
		alpha := 255
		switch d.colour {
		case pngPalette:
			alpha = d.fromPalette(s[0], to)
		default:
			for i := range to {
				to[i] = d.lit(scaled8(s[i], d.bits))
			}
			if d.colour == pngAlpha || d.colour == pngGrayAlpha {
				alpha = int(scaled8(s[d.samples-1], d.bits))
			} else if clear != nil && s[0] == clear[0] && (d.samples == 1 || s[1] == clear[1] && s[2] == clear[2]) {
				alpha = 0
			}
		}
		if alpha != 255 {
			for i := range to {
				to[i] = onWhite(to[i], alpha)
			}
		}
	}
}

// onWhite sets a sample on white.
func onWhite(v byte, alpha int) byte { return byte((int(v)*alpha + 255*(255-alpha) + 127) / 255) }

func (d *pngDecoder) lit(v byte) byte {
	if d.lut == nil {
		return v
	}
	return d.lut[v]
}

// fromPalette looks a colour up; one that is not there is black, as elsewhere.
func (d *pngDecoder) fromPalette(index int, to []byte) (alpha int) {
	clear(to)
	if 3*index+3 <= len(d.palette) {
		for i := range to {
			to[i] = d.lit(d.palette[3*index+i])
		}
	}
	if index < len(d.clear) {
		return int(d.clear[index])
	}
	return 255
}

// clearColour is the one colour that is transparent, in samples as stored.
func (d *pngDecoder) clearColour() []int {
	if d.colour != pngGray && d.colour != pngColour || len(d.clear) < 2*d.samples {
		return nil
	}
	var out []int
	for i := range d.samples {
		out = append(out, int(binary.BigEndian.Uint16(d.clear[2*i:])))
	}
	return out
}

// sampleAt is the sample with this number in a row of samples of so many bits, the
// highest bits first.
func sampleAt(row []byte, i, bits int) int {
	switch bits {
	case 8:
		return int(row[i])
	case 16:
		return int(row[2*i])<<8 | int(row[2*i+1])
	}
	at := i * bits
	return int(row[at/8]) >> (8 - bits - at%8) & (1<<bits - 1)
}

// scaled8 brings a sample of so many bits to eight.
func scaled8(v, bits int) byte {
	switch bits {
	case 8:
		return byte(v)
	case 16:
		return byte((v*255 + 32767) / 65535)
	}
	return byte(v * 255 / (1<<bits - 1))
}

// adam7 are the passes of an interlaced picture: where each begins and its steps.
var adam7 = [7]struct{ x, y, across, down int }{
	{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2},
}

// interlaced puts the passes together and hands the rows out.
func (d *pngDecoder) interlaced(take func([]byte) error) error {
	all := bytes.Repeat([]byte{255}, d.width*d.height*d.out)
	var failed error
	for i, p := range adam7 {
		w, h := (d.width-p.x+p.across-1)/p.across, (d.height-p.y+p.down-1)/p.down
		if w <= 0 || h <= 0 {
			continue
		}
		failed = d.pass(w, h, func(y int, row []byte) error {
			to := all[((p.y+y*p.down)*d.width+p.x)*d.out:]
			for x := range w {
				copy(to[x*p.across*d.out:], row[x*d.out:(x+1)*d.out])
			}
			return nil
		})
		if failed != nil && (i == 0 || d.ctx.Err() != nil) {
			return failed
		}
		if failed != nil {
			break
		}
	}
	if failed != nil {
		failed = fmt.Errorf("%w: %w", errCut, failed)
	}
	for row := d.width * d.out; len(all) > 0; all = all[row:] {
		if err := take(all[:row]); err != nil {
			return err
		}
	}
	return failed
}

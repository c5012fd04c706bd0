package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// tiffReader decodes a page row by row.
type tiffReader struct {
	tiffLayout
	ctx  context.Context
	data []byte
}

var errWrongPiece = errors.New("a piece of another size")

// each hands the rows out.
func (r *tiffReader) each(take func(row []byte) error) error {
	planes := 1
	if r.planar {
		planes = r.samples
	}
	from := make([]*tiffPlane, planes)
	for i := range from {
		from[i] = &tiffPlane{tiffReader: r, first: i * r.chunksWide * r.chunksTop}
	}
	rows := make([][]byte, planes)
	s := tiffSampler{tiffLayout: &r.tiffLayout}
	out := make([]byte, r.width*s.samplesOut())
	for y := range r.height {
		if y%64 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		for i, plane := range from {
			row, err := plane.next(y)
			if err != nil {
				return fmt.Errorf("%w: TIFF row %d: %w", errNotReadable, y, err)
			}
			rows[i] = row
		}
		s.pixels(rows, out)
		if err := take(out); err != nil {
			return err
		}
	}
	return nil
}

// tiffPlane hands the rows of samples that stand beside each other out.
type tiffPlane struct {
	*tiffReader
	first int // number of its first strip or tile
	strip tiffRows
	row   []byte
	band  []byte // rows of tiles
}

// tiffRows decodes the rows of a strip or tile, one after the other.
type tiffRows interface{ read(row []byte) error }

// next returns the row with this number, which is one more than the last time.
func (p *tiffPlane) next(y int) ([]byte, error) {
	if p.tiled {
		return p.nextOfTiles(y)
	}
	if y%p.down == 0 {
		var err error
		if p.strip, err = p.open(p.first + y/p.down); err != nil {
			return nil, err
		}
	}
	if p.row == nil {
		p.row = make([]byte, p.rowBytes())
	}
	if err := p.strip.read(p.row); err != nil {
		return nil, err
	}
	p.settle(p.row)
	return p.row, nil
}

// rowBytes are the bytes of a decoded row of a strip or tile. JPEG's are of eight
// bits whatever they were.
func (p *tiffPlane) rowBytes() int { return p.chunkRowBytes() }

// nextOfTiles decodes all tiles that stand beside each other when their first row is
// asked for.
func (p *tiffPlane) nextOfTiles(y int) ([]byte, error) {
	one := p.rowBytes()
	all := one * p.chunksWide
	if y%p.down == 0 {
		if p.band == nil {
			p.band = make([]byte, all*p.down)
		}
		for x := range p.chunksWide {
			tile, err := p.open(p.first + y/p.down*p.chunksWide + x)
			if err != nil {
				return nil, err
			}
			for v := range min(p.down, p.height-y) {
				row := p.band[v*all+x*one:][:one]
				if err := tile.read(row); err != nil {
					return nil, err
				}
				p.settle(row)
			}
		}
	}
	return p.band[y%p.down*all:][:all], nil
}

// settle brings a row's samples into the order of the format, and undoes their
// prediction by the pixel to the left.
func (p *tiffPlane) settle(row []byte) {
	if p.compression == tiffJPEG {
		return
	}
	if p.bits == 16 && p.swapped {
		for i := 0; i+1 < len(row); i += 2 {
			row[i], row[i+1] = row[i+1], row[i]
		}
	}
	if !p.predictor || p.compression != tiffLZW && p.compression != tiffDeflate && p.compression != tiffOldDeflate {
		return
	}
	step := p.planeSamples()
	if p.bits == 8 {
		for i := step; i < len(row); i++ {
			row[i] += row[i-step]
		}
		return
	}
	for i := 2 * step; i+1 < len(row); i += 2 {
		v := uint16(row[i])<<8 + uint16(row[i+1]) + uint16(row[i-2*step])<<8 + uint16(row[i-2*step+1])
		row[i], row[i+1] = byte(v>>8), byte(v)
	}
}

// open begins with a strip or tile.
func (p *tiffPlane) open(i int) (tiffRows, error) {
	raw := p.chunkOf(p.data, i)
	if len(raw) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	switch p.compression {
	case tiffFaxRows:
		return newFaxReader(raw, faxRows, false, p.across), nil
	case tiffFax3:
		return newFaxReader(raw, faxGroup3, p.faxMixed, p.across), nil
	case tiffFax4:
		return newFaxReader(raw, faxGroup4, false, p.across), nil
	case tiffLZW:
		return streamRows{lzw.NewReader(bytes.NewReader(raw), lzw.MSB, 8)}, nil
	case tiffDeflate, tiffOldDeflate:
		z, err := zlib.NewReader(bytes.NewReader(raw))
		return streamRows{z}, err
	case tiffPackBits:
		return &packedRows{data: raw}, nil
	case tiffJPEG:
		return p.openJPEG(raw)
	}
	return streamRows{bytes.NewReader(raw)}, nil
}

// streamRows reads rows that stand one after the other.
type streamRows struct{ from io.Reader }

func (s streamRows) read(row []byte) error {
	_, err := io.ReadFull(s.from, row)
	return err
}

// packedRows unpacks runs of bytes (TIFF 6.0, section 9).
type packedRows struct {
	data   []byte
	left   int  // of the run
	repeat bool // the run is of one byte
}

func (p *packedRows) read(row []byte) error {
	for len(row) > 0 {
		for p.left == 0 {
			if len(p.data) < 2 {
				return io.ErrUnexpectedEOF
			}
			n := int(int8(p.data[0]))
			p.data = p.data[1:]
			switch {
			case n >= 0:
				p.left, p.repeat = n+1, false
			case n > -128:
				p.left, p.repeat = 1-n, true
			}
		}
		n := min(p.left, len(row))
		if p.repeat {
			for i := range n {
				row[i] = p.data[0]
			}
		} else if n = copy(row[:n], p.data); n == 0 {
			return io.ErrUnexpectedEOF
		}
		p.left -= n
		if !p.repeat {
			p.data = p.data[n:]
		} else if p.left == 0 {
			p.data = p.data[1:]
		}
		row = row[n:]
	}
	return nil
}

// openJPEG decodes a strip or tile that is a picture of its own.
func (p *tiffPlane) openJPEG(raw []byte) (tiffRows, error) {
	data := p.jpeg(raw)
	h, err := readJPEGHeader(data)
	if err != nil {
		return nil, err
	}
	if h.width != p.across || h.height > p.down || h.components != p.samples || h.bits != 8 {
		return nil, fmt.Errorf("%w: %d x %d", errWrongPiece, h.width, h.height)
	}
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return &imageRows{src: src}, nil
}

// imageRows reads rows of a decoded picture as gray, or as red, green and blue.
type imageRows struct {
	src image.Image
	y   int
}

func (i *imageRows) read(row []byte) error {
	b := i.src.Bounds()
	if i.y >= b.Dy() {
		return io.ErrUnexpectedEOF
	}
	switch src := i.src.(type) {
	case *image.Gray:
		copy(row, src.Pix[i.y*src.Stride:][:b.Dx()])
	default:
		for x := range b.Dx() {
			r, g, bl, _ := i.src.At(b.Min.X+x, b.Min.Y+i.y).RGBA()
			row[3*x], row[3*x+1], row[3*x+2] = byte(r>>8), byte(g>>8), byte(bl>>8)
		}
	}
	i.y++
	return nil
}

// tiffSampler turns rows of samples into rows that are handed out.
type tiffSampler struct{ *tiffLayout }

func (s tiffSampler) samplesOut() int {
	if s.photometric <= tiffBlackIsZero {
		return 1
	}
	return 3
}

// pixels makes one row; planes are the rows of each sample, or one with all.
func (s tiffSampler) pixels(planes [][]byte, out []byte) {
	if s.bits == 8 && len(planes) == 1 && s.samples == s.samplesOut() && s.photometric != tiffPalette {
		copy(out, planes[0])
		if s.photometric == tiffWhiteIsZero {
			for i := range out {
				out[i] = ^out[i]
			}
		}
		return
	}
	var v [16]int
	n := s.samplesOut()
	for x := range s.width {
		for i := range s.samples {
			if len(planes) > 1 {
				v[i] = sampleAt(planes[i], x, s.bits)
			} else {
				v[i] = sampleAt(planes[0], x*s.samples+i, s.bits)
			}
		}
		s.pixel(v[:s.samples], out[x*n:][:n])
	}
}

// pixel makes one pixel of its samples.
func (s tiffSampler) pixel(v []int, to []byte) {
	switch s.photometric {
	case tiffWhiteIsZero:
		to[0] = ^scaled8(v[0], s.bits)
	case tiffPalette:
		size := len(s.colours) / 3
		for i := range to {
			c := s.colours[i*size+min(v[0], size-1)]
			to[i] = byte(c >> 8)
		}
	case tiffInks:
		black := 255 - int(scaled8(v[3], s.bits))
		for i := range to {
			to[i] = byte((255 - int(scaled8(v[i], s.bits))) * black / 255)
		}
	default:
		for i := range to {
			to[i] = scaled8(v[i], s.bits)
		}
	}
	if s.alpha == 0 {
		return
	}
	alpha := int(scaled8(v[tiffColourSamples[s.photometric]], s.bits))
	for i := range to {
		if s.alpha == 1 {
			to[i] = byte(min(255, int(to[i])+255-alpha))
		} else {
			to[i] = onWhite(to[i], alpha)
		}
	}
}

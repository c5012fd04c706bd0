package pdf

import (
	"bytes"
	"image"
	"image/jpeg"
)

// pixels are a picture's samples.
type pixels struct {
	wide, high int
	// planes are light alone, light and two colours, or four inks; colours may be
	// coarser.
	planes []raster
	// rows are the samples of one bit, eight a byte, as stored; nil where there are
	// more.
	rows []byte
}

// decoded reads the samples.
func (p *samples) decoded() (pixels, error) {
	if p.need() > mostShrunk {
		return pixels{}, errLeft
	}
	switch p.coding {
	case jpegCoding:
		return p.fromJPEG()
	case faxCoding:
		rows, err := p.fromFax()
		return pixels{wide: p.wide, high: p.high, rows: rows}, err
	}
	return p.fromPlain()
}

// fromJPEG decodes with the standard library, which refuses what is cut off.
func (p *samples) fromJPEG() (pixels, error) {
	data, err := p.coded()
	if err != nil {
		return pixels{}, err
	}
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return pixels{}, err
	}
	if src.Bounds() != image.Rect(0, 0, p.wide, p.high) {
		return pixels{}, errLeft
	}
	planes, err := planesOf(src)
	return pixels{wide: p.wide, high: p.high, planes: planes}, err
}

// planesOf takes a decoded JPEG apart.
func planesOf(src image.Image) ([]raster, error) {
	b := src.Bounds()
	switch v := src.(type) {
	case *image.Gray:
		return []raster{{b.Dx(), b.Dy(), v.Stride, v.Pix}}, nil
	case *image.YCbCr:
		across, down := subsampled(v.SubsampleRatio)
		if across == 0 {
			return nil, errLeft
		}
		wide, high := (b.Dx()+across-1)/across, (b.Dy()+down-1)/down
		return []raster{{b.Dx(), b.Dy(), v.YStride, v.Y}, {wide, high, v.CStride, v.Cb}, {wide, high, v.CStride, v.Cr}}, nil
	case *image.RGBA:
		return lightAndColours(v.Pix, v.Stride, 4, b.Dx(), b.Dy()), nil
	case *image.CMYK:
		planes := make([]raster, 4)
		for i := range planes {
			planes[i] = newRaster(b.Dx(), b.Dy())
			for y := range b.Dy() {
				row := v.Pix[y*v.Stride:]
				for x := range b.Dx() {
					planes[i].pix[y*b.Dx()+x] = 255 - row[4*x+i] // the library has turned them round
				}
			}
		}
		return planes, nil
	}
	return nil, errLeft
}

// subsampled is how many samples of light one of colour stands for; 0 as no program
// stores it.
func subsampled(r image.YCbCrSubsampleRatio) (across, down int) {
	switch r {
	case image.YCbCrSubsampleRatio444:
		return 1, 1
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	}
	return 0, 0
}

// lightAndColours takes red, green and blue samples, each pixel of so many bytes, apart
// into light and two colours, as JPEG does (ITU-T T.871).
func lightAndColours(pix []byte, stride, each, wide, high int) []raster {
	y, cb, cr := newRaster(wide, high), newRaster(wide, high), newRaster(wide, high)
	for v := range high {
		row := pix[v*stride:][:wide*each]
		at := v * wide
		for len(row) >= 3 {
			r, g, b := int32(row[0]), int32(row[1]), int32(row[2])
			y.pix[at] = byte((19595*r + 38470*g + 7471*b + 1<<15) >> 16)
			cb.pix[at] = byte(min(max((-11056*r-21712*g+32768*b+257<<15)>>16, 0), 255))
			cr.pix[at] = byte(min(max((32768*r-27440*g-5328*b+257<<15)>>16, 0), 255))
			at++
			row = row[min(each, len(row)):]
		}
	}
	return []raster{y, cb, cr}
}

// fromFax decodes a fax into samples of one bit.
func (p *samples) fromFax() ([]byte, error) {
	data, err := p.coded()
	if err != nil {
		return nil, err
	}
	stride := (p.wide + 7) / 8
	rows := make([]byte, stride*p.high)
	f := newFaxReader(data, p.says.scheme, p.says.mixed, p.wide)
	for y := range p.high {
		if err := f.read(rows[y*stride:][:stride]); err != nil {
			return nil, err
		}
	}
	if !p.says.blackIs1 {
		rows = inverted(rows)
	}
	return rows, nil
}

// fromPlain takes samples that stand one after another.
func (p *samples) fromPlain() (pixels, error) {
	data, err := decoded(p.stream)
	if err != nil {
		return pixels{}, err
	}
	each := p.components
	if p.table != nil {
		each = 1
	}
	stride := (p.wide*each*p.bits + 7) / 8
	if len(data) < stride*p.high {
		return pixels{}, errLeft // what is missing is shown otherwise by each reader
	}
	x := pixels{wide: p.wide, high: p.high}
	if p.bits == 1 && p.blackAndWhite() {
		x.rows = data[:stride*p.high]
		if p.table != nil && p.table[0] == 255 {
			x.rows = inverted(x.rows)
		}
		return x, nil
	}
	wide := p.spread(data, stride, each)
	if p.table != nil {
		wide = p.looked(wide)
	}
	switch p.components {
	case 1:
		x.planes = []raster{{p.wide, p.high, p.wide, wide}}
	case 3:
		x.planes = lightAndColours(wide, 3*p.wide, 3, p.wide, p.high)
	default:
		x.planes = apart(wide, p.components, p.wide, p.high)
	}
	return x, nil
}

// blackAndWhite says that a sample of one bit is black or white: of a table nothing
// else is written as a fax, which not all readers would look up in it.
func (p *samples) blackAndWhite() bool {
	if p.table == nil {
		return p.components == 1
	}
	n := p.components
	if n == 4 || len(p.table) != 2*n {
		return false
	}
	for i, v := range p.table {
		if v != 0 && v != 255 || v != p.table[i/n*n] {
			return false
		}
	}
	return p.table[0] != p.table[n]
}

// inverted turns all bits round.
func inverted(rows []byte) []byte {
	out := make([]byte, len(rows))
	for i, v := range rows {
		out[i] = ^v
	}
	return out
}

// spread gives every sample a byte: of a table its place, else its share of 255.
func (p *samples) spread(data []byte, stride, each int) []byte {
	n := p.wide * each
	if p.bits == 8 {
		return data[:stride*p.high]
	}
	out := make([]byte, n*p.high)
	top := 1<<p.bits - 1
	for y := range p.high {
		row, to := data[y*stride:][:stride], out[y*n:][:n]
		for i := range to {
			if p.bits == 16 {
				to[i] = row[2*i]
				continue
			}
			at := i * p.bits
			v := int(row[at/8]>>(8-p.bits-at%8)) & top
			if p.table == nil {
				v = v * 255 / top
			}
			to[i] = byte(v)
		}
	}
	return out
}

// looked looks samples up in the table; a place that it has not is its last.
func (p *samples) looked(places []byte) []byte {
	n := p.components
	last := len(p.table)/n - 1
	out := make([]byte, 0, len(places)*n)
	for _, place := range places {
		at := min(int(place), last) * n
		out = append(out, p.table[at:at+n]...)
	}
	return out
}

// apart takes interleaved samples apart.
func apart(data []byte, components, wide, high int) []raster {
	planes := make([]raster, components)
	for i := range planes {
		planes[i] = newRaster(wide, high)
		for at := range planes[i].pix {
			planes[i].pix[at] = data[at*components+i]
		}
	}
	return planes
}

// Colours are let go where hardly one place has any that can be seen.
const (
	paleColour = 10 // of 255, from none
	paleOf     = 20_000
)

// grey reports whether there is nothing to see in colours but noise.
func (x pixels) grey() bool {
	if len(x.planes) != 3 {
		return false
	}
	for _, plane := range x.planes[1:] {
		seen := 0
		for y := 0; y+1 < plane.high; y += 2 {
			a, b := plane.pix[y*plane.stride:], plane.pix[(y+1)*plane.stride:]
			for u := 0; u+1 < plane.wide; u += 2 {
				if sum := int(a[u]) + int(a[u+1]) + int(b[u]) + int(b[u+1]) - 4*128; abs(sum) > 4*paleColour {
					seen++
				}
			}
		}
		if seen*paleOf > plane.wide*plane.high/4 {
			return false
		}
	}
	return true
}

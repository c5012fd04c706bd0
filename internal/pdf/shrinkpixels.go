package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"image"
	"image/jpeg"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// samples is a picture of a document as far as its dictionary tells of it: what
// is needed to read its samples, all of it looked at. Colours are never turned into
// others: samples are read as stored, and stay in the space that they are in.
type samples struct {
	stream     types.StreamDict
	wide, high int
	bits       int // of a component
	components int // 1, 3 or 4, as stored; of a table's entries where there is one
	table      []byte
	stencil    bool // it says where to paint, not what
	coding     coding
	says       faxSays
}

// coding is how samples are stored.
type coding int

const (
	plain coding = iota
	jpegCoding
	faxCoding
)

// faxSays are a fax's (ISO 32000-1, table 11).
type faxSays struct {
	scheme   faxScheme
	mixed    bool
	blackIs1 bool
}

// errLeft says that a picture is left as it is: it is of a kind that is not read here,
// or not worth it.
var errLeft = errors.New("the picture is left as it is")

// mostShrunk bounds what decoding a picture may take in memory, in bytes.
const mostShrunk = 160e6

// leastShrunk is how many bytes a picture must have for anybody to look at it.
const leastShrunk = 2048

// samplesOf looks at a picture's dictionary; errLeft where it is of a kind that is not
// read here (ISO 32000-1, table 89).
func (d *document) samplesOf(s types.StreamDict) (samples, error) {
	p := samples{stream: s}
	if len(s.Raw) < leastShrunk || s.Dict["SMaskInData"] != nil || !d.masksKept(s.Dict) {
		return p, errLeft
	}
	w, okWide := d.number(s.Dict["Width"])
	h, okHigh := d.number(s.Dict["Height"])
	if !okWide || !okHigh || !(w >= 1 && h >= 1 && w <= 65535 && h <= 65535) || w*h > mostShrunk {
		return p, errLeft
	}
	p.wide, p.high = int(w), int(h)
	p.bits = 8
	if bits, ok := d.number(s.Dict["BitsPerComponent"]); ok {
		p.bits = int(bits)
	}
	if mask, _ := d.resolve(s.Dict["ImageMask"]); mask == types.Boolean(true) {
		p.stencil, p.bits, p.components = true, 1, 1
	} else if !p.space(d, s.Dict["ColorSpace"], 0) {
		return p, errLeft
	}
	if !p.codingOf(d) || !p.decodesPlainly(d) {
		return p, errLeft
	}
	return p, nil
}

// masksKept reports whether what masks a picture goes on doing so beside another one:
// a picture of its own, in its own size, that is not mixed into the colours.
func (d *document) masksKept(v types.Dict) bool {
	for _, key := range []string{"Mask", "SMask"} {
		o, err := d.resolve(v[key])
		if err != nil {
			return false
		}
		switch m := o.(type) {
		case nil:
		case types.StreamDict:
			if m.Dict["Matte"] != nil {
				return false
			}
		default:
			return false // colours that are left out
		}
	}
	return true
}

// deviceSpaces are the spaces by their names, with their components; those of a
// calibration are as good.
var deviceSpaces = map[string]int{
	"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4, "CalGray": 1, "CalRGB": 3, "G": 1, "RGB": 3, "CMYK": 4,
}

// space finds out how many components there are; false where it is another kind.
func (p *samples) space(d *document, o types.Object, depth int) bool {
	o, err := d.resolve(o)
	if err != nil || depth > 2 {
		return false
	}
	if n, ok := o.(types.Name); ok {
		p.components = deviceSpaces[string(n)]
		return p.components > 0
	}
	a, ok := o.(types.Array)
	if !ok || len(a) == 0 {
		return false
	}
	switch family := d.name(a[0]); {
	case family == "ICCBased" && len(a) > 1:
		profile, err := d.dict(a[1])
		if err != nil || profile == nil {
			return false
		}
		n, _ := d.number(profile["N"])
		p.components = int(n)
		return n == 1 || n == 3 || n == 4
	case family == "Indexed" && len(a) > 3 && depth == 0:
		return p.space(d, a[1], depth+1) && p.takeTable(d, a[2], a[3])
	default:
		p.components = deviceSpaces[family]
		return p.components > 0
	}
}

// takeTable reads a table of colours.
func (p *samples) takeTable(d *document, most, entries types.Object) bool {
	hival, ok := d.number(most)
	if !ok || hival < 0 || hival > 255 {
		return false
	}
	o, err := d.resolve(entries)
	if err != nil {
		return false
	}
	switch v := o.(type) {
	case types.StringLiteral:
		p.table = unescaped(string(v))
	case types.HexLiteral:
		p.table = fromHex(string(v))
	case types.StreamDict:
		if p.table, err = decoded(v); err != nil {
			return false
		}
	}
	need := (int(hival) + 1) * p.components
	if len(p.table) < need {
		return false
	}
	p.table = p.table[:need]
	return true
}

// codingOf finds out how the samples are stored.
func (p *samples) codingOf(d *document) bool {
	filters := p.stream.FilterPipeline
	if len(filters) == 0 {
		return p.stream.Dict["Filter"] == nil && p.plainBits()
	}
	last := filters[len(filters)-1]
	switch last.Name {
	case "DCTDecode":
		p.coding = jpegCoding
		h, err := p.jpegHeader()
		if err != nil || h.width != p.wide || h.height != p.high || h.bits != 8 || h.components != p.components || p.table != nil || p.stencil {
			return false
		}
		if last.DecodeParms != nil {
			if way, ok := d.number(last.DecodeParms["ColorTransform"]); ok && !(h.adobe || p.components == 3 && (way == 1) != (h.ids == "RGB")) {
				return false // the file's word would have to be followed, which decoders do not
			}
		}
		return true
	case "CCITTFaxDecode":
		p.coding = faxCoding
		return p.components == 1 && p.bits == 1 && p.takeFax(d, last.DecodeParms)
	case "FlateDecode", "LZWDecode", "RunLengthDecode", "ASCII85Decode", "ASCIIHexDecode":
		return p.plainBits()
	}
	return false
}

func (p *samples) plainBits() bool {
	switch p.bits {
	case 1, 2, 4, 8:
		return true
	case 16:
		return p.table == nil
	}
	return false
}

// jpegHeader reads the header of a JPEG that stands alone in its stream.
func (p *samples) jpegHeader() (jpegHeader, error) {
	data, err := p.coded()
	if err != nil || len(data) < 4 || data[0] != 0xFF || data[1] != markerSOI {
		return jpegHeader{}, errLeft
	}
	return readJPEGHeader(data)
}

// coded is what the last filter decodes.
func (p *samples) coded() ([]byte, error) {
	s := p.stream
	if len(s.FilterPipeline) == 1 {
		return s.Raw, nil
	}
	s.FilterPipeline = s.FilterPipeline[:len(s.FilterPipeline)-1]
	return decoded(s)
}

// takeFax reads a fax's parameters.
func (p *samples) takeFax(d *document, parms types.Dict) bool {
	columns, k := 1728.0, 0.0
	if v, ok := d.number(parms["Columns"]); ok {
		columns = v
	}
	if v, ok := d.number(parms["K"]); ok {
		k = v
	}
	if o, _ := d.resolve(parms["EncodedByteAlign"]); o == types.Boolean(true) {
		return false
	}
	o, _ := d.resolve(parms["BlackIs1"])
	p.says = faxSays{scheme: faxGroup3, mixed: k > 0, blackIs1: o == types.Boolean(true)}
	if k < 0 {
		p.says.scheme = faxGroup4
	}
	return int(columns) == p.wide
}

// decodesPlainly reports whether samples mean what they are, or its opposite: the
// entry stays beside them, since averages keep what it says. Of a table nothing else
// is usual.
func (p *samples) decodesPlainly(d *document) bool {
	if p.stream.Dict["Decode"] == nil {
		return true
	}
	n := p.components
	if p.table != nil {
		n = 1
	}
	ends, ok := d.numbers(p.stream.Dict["Decode"], 2*n)
	if !ok {
		return false
	}
	top := 1.0
	if p.table != nil {
		top = float64(int(1)<<p.bits - 1)
	}
	for i := 0; i < len(ends); i += 2 {
		asIs, opposite := ends[i] == 0 && ends[i+1] == top, ends[i] == top && ends[i+1] == 0
		if !asIs && (!opposite || p.table != nil) || ends[i] != ends[0] {
			return false
		}
	}
	return true
}

// key is the digest of all that the samples hang on.
func (p *samples) key() (sum [sha256.Size]byte) {
	h := sha256.New()
	p.describe(h)
	h.Write(p.stream.Raw)
	h.Sum(sum[:0])
	return sum
}

func (p *samples) describe(to hash.Hash) {
	fmt.Fprintf(to, "%d %d %d %d %x %v %d %v ", p.wide, p.high, p.bits, p.components, p.table, p.stencil, p.coding, p.says)
	for _, f := range p.stream.FilterPipeline {
		parms := ""
		if f.DecodeParms != nil {
			parms = f.DecodeParms.PDFString()
		}
		fmt.Fprintf(to, "%s %s ", f.Name, parms)
	}
}

// need is about how much memory decoding takes, in bytes.
func (p *samples) need() float64 {
	area := float64(p.wide) * float64(p.high)
	if p.coding == jpegCoding {
		h, err := p.jpegHeader()
		if err != nil {
			return mostShrunk + 1
		}
		if h.process == markerSOF0+2 {
			return area * h.planes * 5
		}
		return area * h.planes
	}
	return area * float64(p.components) * max(1, float64(p.bits)/8) * 2
}

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

package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"

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

package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Tags of TIFF (TIFF 6.0, and what came after it).
const (
	tiffSubfile      = 254
	tiffWidth        = 256
	tiffHeight       = 257
	tiffBits         = 258
	tiffCompression  = 259
	tiffPhotometric  = 262
	tiffFillOrder    = 266
	tiffStrips       = 273
	tiffOrientation  = 274
	tiffSamples      = 277
	tiffRowsPerStrip = 278
	tiffStripBytes   = 279
	tiffXResolution  = 282
	tiffYResolution  = 283
	tiffPlanar       = 284
	tiffFaxOptions   = 292
	tiffUnit         = 296
	tiffPredictor    = 317
	tiffColours      = 320
	tiffTileWidth    = 322
	tiffTileHeight   = 323
	tiffTiles        = 324
	tiffTileBytes    = 325
	tiffInside       = 330
	tiffInkSet       = 332
	tiffExtra        = 338
	tiffFormat       = 339
	tiffJPEGTables   = 347
	tiffRaw          = 50706 // DNG: what a camera's sensor saw
)

// Compressions that are read.
const (
	tiffPlain      = 1
	tiffFaxRows    = 2
	tiffFax3       = 3
	tiffFax4       = 4
	tiffLZW        = 5
	tiffJPEG       = 7
	tiffDeflate    = 8
	tiffOldDeflate = 32946
	tiffPackBits   = 32773
)

// Meanings of samples that are read.
const (
	tiffWhiteIsZero = 0
	tiffBlackIsZero = 1
	tiffRGB         = 2
	tiffPalette     = 3
	tiffInks        = 5
	tiffYCbCr       = 6
)

// tiffFile is a TIFF file as it lies there.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
}

// tiffEntries are one directory's entries, by tag.
type tiffEntries map[int]tiffEntry

type tiffEntry struct {
	kind  uint16
	count int
	value []byte
}

// tiffSizes are the bytes of one value, by its type.
var tiffSizes = map[uint16]int{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

// tiffAlbum is a TIFF file with its pages; smaller copies of them that stand beside
// them are left out.
func (e *Engines) tiffAlbum(ctx context.Context, data []byte) (*album, error) {
	if len(data) < 8 {
		return nil, fmt.Errorf("%w: TIFF header", errNotReadable)
	}
	t := tiffFile{data: data, order: binary.LittleEndian}
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	directories, whole, err := t.directories(e.limits.Pages)
	if err != nil {
		return nil, err
	}
	a := &album{cut: !whole}
	for i, d := range directories {
		page, err := e.tiffPage(ctx, t, d)
		if err != nil {
			return nil, blamePage(err, "", i)
		}
		a.pages = append(a.pages, page)
	}
	return a, nil
}

// mostTIFFEntries bounds what all directories of a file say together.
const mostTIFFEntries = 500_000

// directories walks the chain of directories. One that leads back ends it; where it
// leads out of the file, it is not whole, and there were more pages.
func (t tiffFile) directories(limit int) (pages []tiffEntries, whole bool, err error) {
	var small []tiffEntries
	seen, entries := map[uint32]bool{}, 0
	whole = true
	for at := t.order.Uint32(t.data[4:]); at != 0 && !seen[at]; {
		seen[at] = true
		d, next, ok := t.directory(at)
		if entries += len(d); len(seen) > 2*limit || entries > mostTIFFEntries {
			return nil, false, &Error{Reason: TooManyPages, Limit: int64(limit)}
		}
		if !ok {
			whole = false
			break
		}
		if kind := t.number(d, tiffSubfile, 0); kind&1 != 0 || kind&4 != 0 {
			small = append(small, d)
		} else {
			pages = append(pages, d)
		}
		at = next
	}
	if len(pages) == 0 && len(small) > 0 {
		if _, raw := small[0][tiffInside]; raw {
			return nil, false, fmt.Errorf("%w: a camera's raw picture", errUnusual)
		}
		pages = small[:1]
	}
	if len(pages) > limit {
		return nil, false, &Error{Reason: TooManyPages, Limit: int64(limit)}
	}
	if len(pages) == 0 {
		return nil, false, fmt.Errorf("%w: TIFF without a picture", errNotReadable)
	}
	return pages, whole, nil
}

// directory reads one directory; entries that lead out of the file are left out.
func (t tiffFile) directory(at uint32) (d tiffEntries, next uint32, ok bool) {
	if int64(at)+2 > int64(len(t.data)) {
		return nil, 0, false
	}
	rest := t.data[at+2:]
	d = tiffEntries{}
	for range t.order.Uint16(t.data[at:]) {
		if len(rest) < 12 {
			return d, 0, len(d) > 0
		}
		tag, kind, count := t.order.Uint16(rest), t.order.Uint16(rest[2:]), int64(t.order.Uint32(rest[4:]))
		if size := count * int64(tiffSizes[kind]); size > 0 && size <= int64(len(t.data)) {
			value := rest[8:12]
			if size > 4 {
				from := int64(t.order.Uint32(value))
				value = t.data[min(from, int64(len(t.data))):]
			}
			if size <= int64(len(value)) {
				d[int(tag)] = tiffEntry{kind, int(count), value[:size]}
			}
		}
		rest = rest[12:]
	}
	if len(rest) >= 4 {
		next = t.order.Uint32(rest)
	}
	return d, next, true
}

// numbers returns an entry's whole numbers; none where it has another type.
func (t tiffFile) numbers(d tiffEntries, tag int) []int64 {
	e := d[tag]
	var out []int64
	for i := range e.count {
		switch e.kind {
		case 1, 7:
			out = append(out, int64(e.value[i]))
		case 3:
			out = append(out, int64(t.order.Uint16(e.value[2*i:])))
		case 4, 13:
			out = append(out, int64(t.order.Uint32(e.value[4*i:])))
		default:
			return nil
		}
	}
	return out
}

// number returns an entry's first number, or what holds where it is absent.
func (t tiffFile) number(d tiffEntries, tag int, absent int64) int64 {
	if n := t.numbers(d, tag); len(n) > 0 {
		return n[0]
	}
	return absent
}

// ratio returns a fraction; 0 where there is none.
func (t tiffFile) ratio(d tiffEntries, tag int) float64 {
	e := d[tag]
	if e.kind != 5 || t.order.Uint32(e.value[4:]) == 0 {
		return 0
	}
	return float64(t.order.Uint32(e.value)) / float64(t.order.Uint32(e.value[4:]))
}

// tiffLayout is how a page's pixels are stored.
type tiffLayout struct {
	width, height, bits, samples int
	compression, photometric     int
	predictor                    bool
	reversed                     bool // the lowest bit of a byte comes first
	planar                       bool // each sample's rows stand apart
	faxMixed                     bool
	alpha                        int     // 0: none, 1: its colours are on black, 2: they are not
	colours                      []int64 // of a palette: all reds, greens, blues
	tables                       []byte  // of JPEG
	swapped                      bool    // samples of sixteen bits have the low byte first

	tiled                 bool
	across, down          int     // of a strip or tile, in pixels
	offsets, lengths      []int64 // of strips or tiles
	chunksWide, chunksTop int     // how many there are beside and below each other
}

// tiffPage reads how one page is stored.
func (e *Engines) tiffPage(ctx context.Context, t tiffFile, d tiffEntries) (*pictured, error) {
	l, err := t.layout(d, e.limits)
	if err != nil {
		return nil, err
	}
	p := &pictured{stored: t.stored(d, l)}
	if l.compression == tiffJPEG && len(l.offsets) == 1 && !l.tiled && l.photometric != tiffWhiteIsZero {
		return e.tiffJPEGPage(ctx, t, l, p)
	}
	reader := &tiffReader{tiffLayout: l, ctx: ctx, data: t.data}
	gray := l.photometric <= tiffBlackIsZero
	p.rows = &rowReader{gray: gray, bilevel: gray && l.bits == 1 && l.alpha == 0, each: reader.each}
	switch {
	case l.compression == tiffFax4 && len(l.offsets) == 1 && !l.tiled:
		p.carry = func() (photo, error) { return p.carriedFax(l, t.chunk(l, 0)) }
	case l.compression == tiffJPEG && l.width*l.height < mostReencoded:
		p.carry = func() (photo, error) { return e.reencoded(p) }
	default:
		p.carry = p.flate
	}
	return p, nil
}

// mostReencoded bounds pictures of several JPEG pieces that are made one again, in
// pixels.
const mostReencoded = 30e6

// stored reads how the page is looked at.
func (t tiffFile) stored(d tiffEntries, l tiffLayout) stored {
	s := stored{width: l.width, height: l.height, orientation: int(t.number(d, tiffOrientation, 1))}
	if s.orientation < 1 || s.orientation > 8 {
		s.orientation = 1
	}
	x, y := t.ratio(d, tiffXResolution), t.ratio(d, tiffYResolution)
	switch t.number(d, tiffUnit, 2) {
	case 2:
		s.perInch = x
	case 3:
		s.perInch = x * 2.54
	}
	if tall := x / y; y > 0 && tall > 0.2 && tall < 5 && math.Abs(tall-1) > 0.02 {
		s.tall = tall
	}
	return s
}

// layout reads how the pixels are stored, and holds it against the limits and what
// can be read.
func (t tiffFile) layout(d tiffEntries, limits Limits) (tiffLayout, error) {
	l := tiffLayout{
		width: int(t.number(d, tiffWidth, 0)), height: int(t.number(d, tiffHeight, 0)),
		bits: int(t.number(d, tiffBits, 1)), samples: int(t.number(d, tiffSamples, 1)),
		compression: int(t.number(d, tiffCompression, 1)), photometric: int(t.number(d, tiffPhotometric, -1)),
		predictor: t.number(d, tiffPredictor, 1) == 2, reversed: t.number(d, tiffFillOrder, 1) == 2,
		planar:   t.number(d, tiffPlanar, 1) == 2,
		faxMixed: t.number(d, tiffFaxOptions, 0)&1 != 0, colours: t.numbers(d, tiffColours),
		tables: d[tiffJPEGTables].value, swapped: t.order == binary.LittleEndian,
	}
	if err := tooLarge(l.width, l.height, limits); err != nil {
		return l, err
	}
	if l.photometric < 0 && l.compression >= tiffFaxRows && l.compression <= tiffFax4 {
		l.photometric = tiffWhiteIsZero // as some fax programs leave it out
	}
	if l.samples = min(l.samples, 1000); l.samples <= 1 {
		l.planar = false
	}
	if len(l.colours) > 0 && slices.Max(l.colours) < 256 {
		for i := range l.colours {
			l.colours[i] *= 257 // as some programs wrote them, against the rule
		}
	}
	if extra := t.number(d, tiffExtra, 0); extra == 1 || extra == 2 {
		l.alpha = int(extra)
	}
	if err := l.unusual(t, d); err != nil {
		return l, err
	}
	return l, l.pieces(t, d)
}

// tiffColourSamples are the samples that a pixel's colour takes, by their meaning.
var tiffColourSamples = map[int]int{
	tiffWhiteIsZero: 1, tiffBlackIsZero: 1, tiffRGB: 3, tiffPalette: 1, tiffInks: 4, tiffYCbCr: 3,
}

var tiffCompressions = map[int]bool{
	tiffPlain: true, tiffFaxRows: true, tiffFax3: true, tiffFax4: true, tiffLZW: true, tiffJPEG: true,
	tiffDeflate: true, tiffOldDeflate: true, tiffPackBits: true,
}

// unusual refuses what is not read.
func (l *tiffLayout) unusual(t tiffFile, d tiffEntries) error {
	need := tiffColourSamples[l.photometric]
	if l.samples == need {
		l.alpha = 0
	}
	fax := l.compression >= tiffFaxRows && l.compression <= tiffFax4
	var why string
	switch bits := t.numbers(d, tiffBits); {
	case d[tiffRaw].count > 0:
		why = "a camera's raw picture"
	case !tiffCompressions[l.compression]:
		why = fmt.Sprintf("compression %d", l.compression)
	case need == 0 || l.samples < need || l.samples > 16:
		why = fmt.Sprintf("colours %d of %d samples", l.photometric, l.samples)
	case l.photometric == tiffYCbCr && l.compression != tiffJPEG:
		why = "light and colours apart"
	case l.photometric == tiffInks && (t.number(d, tiffInkSet, 1) != 1 || l.compression == tiffJPEG):
		why = "inks"
	case l.compression == tiffJPEG && (l.bits != 8 || l.planar || l.samples != need):
		why = "JPEG of another kind"
	case fax && (l.bits != 1 || l.samples != 1):
		why = "a fax in shades"
	case l.bits != 1 && l.bits != 2 && l.bits != 4 && l.bits != 8 && l.bits != 16:
		why = fmt.Sprintf("%d bits", l.bits)
	case l.photometric == tiffPalette && (l.bits > 8 || len(l.colours) < 3<<l.bits):
		why = "a palette"
	case t.number(d, tiffFormat, 1) != 1 && t.number(d, tiffFormat, 1) != 4 || t.number(d, tiffPredictor, 1) > 2:
		why = "samples of another kind"
	case l.predictor && l.bits < 8:
		why = "a prediction"
	default:
		for _, b := range bits {
			if int(b) != l.bits {
				why = "samples of several sizes"
			}
		}
	}
	if why == "" {
		return nil
	}
	return fmt.Errorf("%w: TIFF: %s", errUnusual, why)
}

// pieces finds the strips or tiles.
func (l *tiffLayout) pieces(t tiffFile, d tiffEntries) error {
	l.offsets, l.lengths = t.numbers(d, tiffStrips), t.numbers(d, tiffStripBytes)
	l.across, l.down = l.width, int(min(t.number(d, tiffRowsPerStrip, math.MaxInt32), int64(l.height)))
	if tiles := t.numbers(d, tiffTiles); tiles != nil {
		l.tiled, l.offsets, l.lengths = true, tiles, t.numbers(d, tiffTileBytes)
		l.across, l.down = int(t.number(d, tiffTileWidth, 0)), int(t.number(d, tiffTileHeight, 0))
		if l.across%8 != 0 || l.across > 1<<15 || l.down > 1<<15 {
			return fmt.Errorf("%w: TIFF: tiles of %d x %d", errUnusual, l.across, l.down)
		}
	}
	if l.across <= 0 || l.down <= 0 || len(l.offsets) == 0 {
		return fmt.Errorf("%w: TIFF without pixels", errNotReadable)
	}
	l.chunksWide, l.chunksTop = (l.width+l.across-1)/l.across, (l.height+l.down-1)/l.down
	if l.tiled && l.bandBytes() > mostBand {
		return fmt.Errorf("%w: TIFF: a row of tiles takes %d bytes", errTooManyPixels, l.bandBytes())
	}
	return nil
}

// mostBand bounds a row of tiles, in bytes.
const mostBand = 128 << 20

func (l *tiffLayout) bandBytes() int64 {
	return int64(l.chunkRowBytes()) * int64(l.chunksWide) * int64(l.down)
}

// planeSamples are the samples of a pixel that stand beside each other.
func (l *tiffLayout) planeSamples() int {
	if l.planar {
		return 1
	}
	return l.samples
}

// chunkRowBytes are the bytes of a strip's or tile's row.
func (l *tiffLayout) chunkRowBytes() int { return (l.across*l.planeSamples()*l.bits + 7) / 8 }

// chunk returns the bytes of a strip or tile, as many of them as are there.
func (t tiffFile) chunk(l tiffLayout, i int) []byte { return l.chunkOf(t.data, i) }

func (l *tiffLayout) chunkOf(data []byte, i int) []byte {
	if i >= len(l.offsets) {
		return nil
	}
	from := min(l.offsets[i], int64(len(data)))
	to := int64(len(data))
	if i < len(l.lengths) {
		to = min(from+l.lengths[i], to)
	}
	out := data[from:to]
	if l.reversed && l.compression != tiffJPEG {
		out = reversed(out)
	}
	return out
}

// carriedFax takes a fax page over as it is coded, where all of it can be read.
func (p *pictured) carriedFax(l tiffLayout, raw []byte) (photo, error) {
	if err := p.complete(func([]byte) error { return nil }); err != nil {
		return p.flate()
	}
	img := imageOf(p.width, p.height, 1, types.Name("DeviceGray"), "CCITTFaxDecode", bytes.Clone(raw))
	img.Dict["DecodeParms"] = faxParms(p.width, p.height, l.photometric == tiffBlackIsZero)
	return photo{stored: p.stored, image: img, doubtful: true}, nil
}

// faxParms say how a fax is coded.
func faxParms(width, height int, inverted bool) types.Dict {
	return types.Dict{"K": types.Integer(-1), "Columns": types.Integer(width), "Rows": types.Integer(height),
		"BlackIs1": types.Boolean(inverted), "EndOfBlock": types.Boolean(false)}
}

// tiffJPEGPage is a page of one JPEG picture, which is taken over byte for byte.
func (e *Engines) tiffJPEGPage(ctx context.Context, t tiffFile, l tiffLayout, p *pictured) (*pictured, error) {
	data := l.jpeg(t.chunk(l, 0))
	h, err := readJPEGHeader(data)
	if err != nil {
		return nil, err
	}
	if err := h.usable(e.limits); err != nil {
		return nil, err
	}
	if h.components == 4 {
		return nil, fmt.Errorf("%w: TIFF: JPEG of inks", errUnusual)
	}
	p.width, p.height = h.width, h.height
	h.orientation = p.orientation
	p.carry = func() (photo, error) { return h.carried(p.stored, data), nil }
	p.whole = func() (image.Image, error) { return e.jpegPixels(ctx, h, p, data) }
	return p, nil
}

// jpeg puts a piece's picture together with the tables that all share.
func (l *tiffLayout) jpeg(piece []byte) []byte {
	out := []byte{0xFF, markerSOI}
	if l.photometric == tiffRGB {
		// Adobe's marker says that the colours were not transformed.
		out = append(out, 0xFF, markerAPP14, 0, 14)
		out = append(out, "Adobe\x00\x64\x00\x00\x00\x00\x00"...)
	}
	if n := len(l.tables); n > 4 {
		out = append(out, bytes.TrimSuffix(l.tables[2:], []byte{0xFF, markerEOI})...)
	}
	if len(piece) > 2 {
		out = append(out, piece[2:]...)
	}
	return out
}

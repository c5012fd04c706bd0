package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	markerSOF0  = 0xC0
	markerSOF15 = 0xCF
	markerDHT   = 0xC4
	markerJPG   = 0xC8
	markerDAC   = 0xCC
	markerRST0  = 0xD0
	markerSOI   = 0xD8
	markerEOI   = 0xD9
	markerSOS   = 0xDA
	markerAPP0  = 0xE0
	markerAPP1  = 0xE1
	markerAPP2  = 0xE2
	markerAPP14 = 0xEE
	markerAPP15 = 0xEF
	markerCOM   = 0xFE
)

// jpegHeader is what a JPEG file says before its pixels.
type jpegHeader struct {
	width, height, components, bits int
	process                         int     // the frame's marker
	ids                             string  // of the components
	planes                          float64 // bytes that a pixel takes in all components together
	adobe                           bool
	orientation                     int
	perInch                         float64
}

// jpegAlbum is a JPEG file: its first picture, whatever stands behind it.
func (e *Engines) jpegAlbum(ctx context.Context, data []byte) (*album, error) {
	h, err := readJPEGHeader(data)
	if err != nil {
		return nil, err
	}
	p := &pictured{
		stored: stored{width: h.width, height: h.height, orientation: h.orientation, perInch: h.perInch},
		inks:   h.components == 4,
	}
	if err := h.usable(e.limits); err != nil {
		return nil, err
	}
	p.carry = func() (photo, error) { return h.carried(p.stored, data), nil }
	p.whole = func() (image.Image, error) { return e.jpegPixels(ctx, h, p, data) }
	return single(p), nil
}

// jpegSpaces are the colours that the format takes, by the number of components.
var jpegSpaces = map[int]string{1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}

// usable holds a header against the limits, and against what the format takes:
// baseline, extended and progressive pictures of eight bits (ISO 32000-1, 7.4.8).
func (h jpegHeader) usable(limits Limits) error {
	if err := tooLarge(h.width, h.height, limits); err != nil {
		return err
	}
	if h.process > markerSOF0+2 || h.bits != 8 || jpegSpaces[h.components] == "" {
		return fmt.Errorf("%w: JPEG of process %#x with %d components of %d bits", errUnusual, h.process, h.components, h.bits)
	}
	return nil
}

// carried takes the picture over byte for byte, and nothing beside it.
func (h jpegHeader) carried(f stored, data []byte) photo {
	img := imageOf(h.width, h.height, 8, types.Name(jpegSpaces[h.components]), "DCTDecode", pictureOnly(data))
	p := photo{stored: f, image: img, doubtful: h.orientation != 1 || h.components == 4}
	switch {
	case h.components == 4 && h.adobe:
		// Adobe's programs store inks inverted, and readers do not undo it.
		img.Dict["Decode"] = types.Array{types.Integer(1), types.Integer(0), types.Integer(1), types.Integer(0),
			types.Integer(1), types.Integer(0), types.Integer(1), types.Integer(0)}
	case h.ids == "RGB" && !h.adobe:
		// Decoders know by these names that the colours were not transformed;
		// the format's rule does not.
		img.Dict["DecodeParms"] = types.Dict{"ColorTransform": types.Integer(0)}
		p.doubtful = true
	}
	return p
}

// mostDecoded bounds what decoding a JPEG may take in memory, in bytes; of
// progressive ones all coefficients are kept, of four bytes each.
const mostDecoded = 256e6

// jpegPixels decodes a picture; one that is too large for that, or damaged, is
// drawn by PDFium, with errCut where it is not whole.
func (e *Engines) jpegPixels(ctx context.Context, h jpegHeader, p *pictured, data []byte) (image.Image, error) {
	need := float64(h.width) * float64(h.height) * h.planes
	if h.process == markerSOF0+2 {
		need *= 5
	}
	if need > mostDecoded {
		return e.drawnImage(ctx, p, jpegCut(data))
	}
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err == nil {
		return src, jpegCut(data)
	}
	var unsupported jpeg.UnsupportedError
	if errors.As(err, &unsupported) {
		return e.drawnImage(ctx, p, jpegCut(data))
	}
	return e.drawnImage(ctx, p, fmt.Errorf("%w: %w", errCut, err))
}

// jpegCut returns errCut where the mark of a picture's end is missing.
func jpegCut(data []byte) error {
	data = pictureOnly(data)
	if bytes.HasSuffix(data, []byte{0xFF, markerEOI}) {
		return nil
	}
	return fmt.Errorf("%w: no end", errCut)
}

// pictureOnly returns a JPEG without what tells more than its picture: where
// and with what it was taken, captions, comments, other pictures, and whatever
// stands behind its end. Where there is nothing of that, it returns data itself.
func pictureOnly(data []byte) []byte {
	var out []byte // nil while nothing was left out
	from := 0      // what is before went into out
	at := bytes.Index(data, []byte{0xFF, markerSOI})
	if at < 0 {
		return data
	}
	if at > 0 {
		out, from = make([]byte, 0, len(data)-at), at
	}
	for at += 2; len(data)-at >= 2; {
		piece := data[at : at+pieceLength(data[at:])]
		if plain := plainPiece(piece); len(plain) < len(piece) {
			if out == nil {
				out = make([]byte, 0, len(data))
			}
			out = append(append(out, data[from:at]...), plain...)
			from = at + len(piece)
		}
		at += len(piece)
		if piece[0] == 0xFF && len(piece) == 2 && piece[1] == markerEOI {
			if out == nil && at < len(data) {
				return data[:at]
			}
			data = data[:at]
		}
	}
	if out == nil {
		return data
	}
	return append(out, data[from:]...)
}

// plainPiece is a piece as it is kept: nothing of what no reader needs, and no small
// copy of the picture in what says its resolution.
func plainPiece(piece []byte) []byte {
	const bare = 18 // a JFIF segment without a small copy
	switch {
	case isAside(piece):
		return nil
	case len(piece) > bare && piece[0] == 0xFF && piece[1] == markerAPP0:
		plain := append([]byte{0xFF, markerAPP0, 0, bare - 2}, piece[4:bare]...)
		plain[bare-2], plain[bare-1] = 0, 0
		return plain
	}
	return piece
}

// pieceLength is the length of what comes next in at least two bytes of a
// JPEG: a segment, a marker without one, or coded pixels up to the next 0xFF.
// A segment that promises more than there is takes all.
func pieceLength(rest []byte) int {
	marker := int(rest[1])
	switch {
	case rest[0] != 0xFF:
		return codedLength(rest)
	case marker == 0xFF:
		return 1
	case marker <= 0x01 || marker >= markerRST0 && marker <= markerEOI:
		return 2
	case len(rest) < 4:
		return len(rest)
	}
	return min(max(4, 2+int(binary.BigEndian.Uint16(rest[2:]))), len(rest))
}

// codedLength is the length of coded pixels, up to the next marker: 0xFF 0x00 is one
// of them, and restarts stand between them.
func codedLength(rest []byte) int {
	for at := 0; ; at += 2 {
		n := bytes.IndexByte(rest[at:], 0xFF)
		if n < 0 {
			return len(rest)
		}
		if at += n; at+1 >= len(rest) {
			return at
		}
		if next := int(rest[at+1]); next != 0 && (next < markerRST0 || next >= markerSOI) {
			return at
		}
	}
}

// isAside reports whether a piece is a segment that no reader needs to draw the
// picture. Those that say how it is coded, its size and its colours stay.
func isAside(piece []byte) bool {
	if piece[0] != 0xFF || len(piece) < 4 {
		return false
	}
	switch marker := int(piece[1]); {
	case marker == markerAPP0:
		return !bytes.HasPrefix(piece[4:], []byte("JFIF\x00"))
	case marker == markerAPP2:
		return !bytes.HasPrefix(piece[4:], []byte("ICC_PROFILE\x00"))
	case marker == markerAPP14:
		return !bytes.HasPrefix(piece[4:], []byte("Adobe"))
	default:
		return marker > markerAPP2 && marker <= markerAPP15 || marker == markerAPP1 || marker == markerCOM
	}
}

// readJPEGHeader walks the segments up to the first scan.
func readJPEGHeader(data []byte) (jpegHeader, error) {
	h := jpegHeader{orientation: 1}
	rest := data[2:]
	for len(rest) >= 4 {
		if rest[0] != 0xFF {
			break
		}
		marker := int(rest[1])
		if marker == 0xFF { // fill bytes may stand before a marker
			rest = rest[1:]
			continue
		}
		if marker == 0x01 || marker >= markerRST0 && marker <= markerSOI {
			rest = rest[2:]
			continue
		}
		n := int(binary.BigEndian.Uint16(rest[2:]))
		if n < 2 || n+2 > len(rest) {
			break
		}
		if marker == markerSOS {
			if h.width == 0 || h.height == 0 {
				break
			}
			return h, nil
		}
		h.take(marker, rest[4:2+n])
		rest = rest[2+n:]
	}
	return h, fmt.Errorf("%w: JPEG header", errNotReadable)
}

// take notes what a segment says.
func (h *jpegHeader) take(marker int, body []byte) {
	switch {
	case marker >= markerSOF0 && marker <= markerSOF15 && marker != markerDHT && marker != markerJPG && marker != markerDAC:
		if len(body) >= 6 {
			h.process, h.bits = marker, int(body[0])
			h.height, h.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			h.components = int(body[5])
			h.sampling(body[6:])
		}
	case marker == markerAPP0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12:
		density := float64(binary.BigEndian.Uint16(body[8:]))
		switch body[7] {
		case 1:
			h.perInch = density
		case 2:
			h.perInch = density * 2.54
		}
	case marker == markerAPP1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
		orientation, perInch := readEXIF(body[6:])
		h.orientation = orientation
		if perInch > 0 {
			h.perInch = perInch
		}
	case marker == markerAPP14 && bytes.HasPrefix(body, []byte("Adobe")):
		h.adobe = true
	}
}

// sampling notes the components' names, and how many bytes a pixel takes: most
// pictures store colours coarser than light.
func (h *jpegHeader) sampling(body []byte) {
	var ids strings.Builder
	areas, largest, across, down := 0, 0, 0, 0
	for ; len(body) >= 3; body = body[3:] {
		x, y := int(body[1]>>4), int(body[1]&15)
		ids.WriteByte(body[0])
		areas, across, down = areas+x*y, max(across, x), max(down, y)
	}
	largest = across * down
	h.ids, h.planes = ids.String(), float64(areas)/float64(max(1, largest))
}

// Tags of EXIF's first directory (EXIF 2.32, 4.6.4).
const (
	tagOrientation = 0x0112
	tagXResolution = 0x011A
	tagUnit        = 0x0128
)

// readEXIF reads orientation and resolution (dots per inch; 0 where it is not said)
// out of a TIFF structure; whatever is out of place there is left as if it were
// absent.
func readEXIF(tiff []byte) (orientation int, perInch float64) {
	orientation = 1
	if len(tiff) < 8 {
		return orientation, 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	start := int64(order.Uint32(tiff[4:]))
	if start+2 > int64(len(tiff)) {
		return orientation, 0
	}
	entries := tiff[start+2:]
	perUnit := 1.0
	for range order.Uint16(tiff[start:]) {
		if len(entries) < 12 {
			break
		}
		switch value := order.Uint16(entries[8:]); order.Uint16(entries) {
		case tagOrientation:
			if value >= 1 && value <= 8 {
				orientation = int(value)
			}
		case tagXResolution:
			at := int64(order.Uint32(entries[8:]))
			if at+8 <= int64(len(tiff)) && order.Uint32(tiff[at+4:]) != 0 {
				perInch = float64(order.Uint32(tiff[at:])) / float64(order.Uint32(tiff[at+4:]))
			}
		case tagUnit:
			if value == 3 { // dots per centimetre
				perUnit = 2.54
			}
		}
		entries = entries[12:]
	}
	return orientation, perInch * perUnit
}

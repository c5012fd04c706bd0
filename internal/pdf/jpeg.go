package pdf

import (
	"bytes"
	"encoding/binary"
	"fmt"

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
	markerAPP14 = 0xEE
)

// jpegHeader is what a JPEG file says before its pixels.
type jpegHeader struct {
	width, height, components, bits int
	process                         int // the frame's marker
	adobe                           bool
	orientation                     int
	perInch                         float64
}

// readJPEG takes the file over byte for byte.
func readJPEG(data []byte, limits Limits) (photo, error) {
	h, err := readJPEGHeader(data)
	if err != nil {
		return photo{}, err
	}
	if err := tooLarge(h.width, h.height, limits); err != nil {
		return photo{}, err
	}
	// The format takes baseline, extended and progressive pictures of eight
	// bits (ISO 32000-1, 7.4.8).
	if h.process > markerSOF0+2 || h.bits != 8 {
		return photo{}, fmt.Errorf("%w: JPEG of process %#x with %d bits", errNotReadable, h.process, h.bits)
	}
	space, ok := map[int]string{1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[h.components]
	if !ok {
		return photo{}, fmt.Errorf("%w: JPEG of %d components", errNotReadable, h.components)
	}
	p := photo{
		image: imageOf(h.width, h.height, 8, types.Name(space), "DCTDecode", data),
		width: h.width, height: h.height, orientation: h.orientation, perInch: h.perInch,
		cut:      !bytes.Contains(data[max(0, len(data)-64<<10):], []byte{0xFF, markerEOI}),
		doubtful: h.orientation != 1 || h.components == 4,
	}
	if h.components == 4 && h.adobe {
		// Adobe's programs store inks inverted, and readers do not undo it.
		p.image.Dict["Decode"] = types.Array{types.Integer(1), types.Integer(0), types.Integer(1), types.Integer(0),
			types.Integer(1), types.Integer(0), types.Integer(1), types.Integer(0)}
	}
	return p, nil
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
		h.exif(body[6:])
	case marker == markerAPP14 && bytes.HasPrefix(body, []byte("Adobe")):
		h.adobe = true
	}
}

// Tags of EXIF's first directory (EXIF 2.32, 4.6.4).
const (
	tagOrientation = 0x0112
	tagXResolution = 0x011A
	tagUnit        = 0x0128
)

// exif reads orientation and resolution out of a TIFF structure; whatever is
// out of place there is left as if it were absent.
func (h *jpegHeader) exif(tiff []byte) {
	if len(tiff) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	start := int64(order.Uint32(tiff[4:]))
	if start+2 > int64(len(tiff)) {
		return
	}
	entries := tiff[start+2:]
	resolution, perUnit := 0.0, 1.0
	for range order.Uint16(tiff[start:]) {
		if len(entries) < 12 {
			break
		}
		switch value := order.Uint16(entries[8:]); order.Uint16(entries) {
		case tagOrientation:
			if value >= 1 && value <= 8 {
				h.orientation = int(value)
			}
		case tagXResolution:
			at := int64(order.Uint32(entries[8:]))
			if at+8 <= int64(len(tiff)) && order.Uint32(tiff[at+4:]) != 0 {
				resolution = float64(order.Uint32(tiff[at:])) / float64(order.Uint32(tiff[at+4:]))
			}
		case tagUnit:
			if value == 3 { // dots per centimetre
				perUnit = 2.54
			}
		}
		entries = entries[12:]
	}
	if resolution > 0 {
		h.perInch = resolution * perUnit
	}
}

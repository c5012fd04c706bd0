package pdf

import (
	"bytes"
	"encoding/binary"
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

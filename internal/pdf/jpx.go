package pdf

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Boxes of JPEG 2000 that say something beside the picture: XMP, Exif and whatever
// a program notes (ISO 15444-1, annex I.7), and what stands there for nothing.
var (
	jpxNotes = []string{"xml ", "uuid", "uinf"}
	jpxFree  = []byte("free")
)

// Markers of a codestream (ISO 15444-1, table A.1).
const (
	jpxSOC = 0x4F
	jpxCOM = 0x64
	jpxSOT = 0x90
)

// jpxOnly returns a JPEG 2000 picture with zeros in the place of what tells more than
// the picture: nothing in it moves, since some boxes say where others stand. Where
// there is nothing of that, it returns data itself.
func jpxOnly(data []byte) []byte {
	all := jpxAside(data)
	if len(all) == 0 {
		return data
	}
	out := slices.Clone(data)
	for _, at := range all {
		clear(out[at.from:at.to])
		if at.box {
			copy(out[at.from-4:], jpxFree)
		}
	}
	return out
}

// jpxNote is where something stands beside the picture, the contents of a box or of
// a comment.
type jpxNote struct {
	extent
	box bool
}

// jpxAside finds what tells more than the picture, and is not zeros already.
func jpxAside(data []byte) []jpxNote {
	if bytes.HasPrefix(data, []byte{0xFF, jpxSOC}) {
		return jpxComments(data, 0)
	}
	var all []jpxNote
	for at := 0; len(data)-at >= 8; {
		size, head := int(binary.BigEndian.Uint32(data[at:])), 8
		switch {
		case size == 0:
			size = len(data) - at
		case size == 1 && len(data)-at >= 16 && binary.BigEndian.Uint32(data[at+8:]) == 0:
			size, head = int(binary.BigEndian.Uint32(data[at+12:])), 16
		}
		if size < head || size > len(data)-at {
			return all
		}
		switch kind := string(data[at+4 : at+8]); {
		case slices.Contains(jpxNotes, kind) && head == 8:
			all = append(all, jpxNote{extent{at + head, at + size}, true})
		case kind == "jp2c":
			all = append(all, jpxComments(data[:at+size], at+head)...)
		}
		at += size
	}
	return all
}

// jpxComments finds the comments in the main header of the codestream that begins
// there.
func jpxComments(data []byte, at int) []jpxNote {
	var all []jpxNote
	for at += 2; len(data)-at >= 4 && data[at] == 0xFF && data[at+1] != jpxSOT; {
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end > len(data) || end < at+4 {
			return all
		}
		if data[at+1] == jpxCOM && end > at+6 && len(bytes.Trim(data[at+6:end], "\x00")) > 0 {
			all = append(all, jpxNote{extent{at + 6, end}, false})
		}
		at = end
	}
	return all
}

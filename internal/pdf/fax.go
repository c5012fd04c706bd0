package pdf

import (
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strings"
	"sync"
)

// Codes of run lengths (ITU-T T.4, tables 2 and 3): 0 to 63, then the multiples of
// 64, those from 1,792 on being the same for both colours.
const (
	faxWhite = "00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 " +
		"101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 " +
		"0011000 00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 " +
		"00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 " +
		"01010011 01010100 01010101 00100100 00100101 01011000 01011001 01011010 01011011 01001010 01001011 " +
		"00110010 00110011 00110100"
	faxWhiteMore = "11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 " +
		"011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 " +
		"011011011 010011000 010011001 010011010 011000 010011011"
	faxBlack = "0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 " +
		"000011000 0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 " +
		"00000101000 00000010111 00000011000 000011001010 000011001011 000011001100 000011001101 " +
		"000001101000 000001101001 000001101010 000001101011 000011010010 000011010011 000011010100 " +
		"000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011 " +
		"000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 " +
		"000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 000001011000 " +
		"000001011001 000000101011 000000101100 000001011010 000001100110 000001100111"
	faxBlackMore = "0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 " +
		"0000001101100 0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 " +
		"0000001110011 0000001110100 0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 " +
		"0000001010100 0000001010101 0000001011010 0000001011011 0000001100100 0000001100101"
	faxMore = "00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 " +
		"000000010110 000000010111 000000011100 000000011101 000000011110 000000011111"
)

// Codes of two-dimensional rows (ITU-T T.4, table 4), by mode.
var faxModes = map[string]int16{
	"1": faxVertical, "011": faxVertical + 1, "000011": faxVertical + 2, "0000011": faxVertical + 3,
	"010": faxVertical - 1, "000010": faxVertical - 2, "0000010": faxVertical - 3,
	"0001": faxPass, "001": faxHorizontal,
}

const (
	faxPass       = 0
	faxHorizontal = 1
	faxVertical   = 10 // plus the distance, from -3 to 3
)

// faxCode is what the next bits mean, and how many of them say so.
type faxCode struct {
	value int16
	bits  uint8 // 0: no code begins like this
}

// The longest code has so many bits; an end of line begins with eleven zeros.
const (
	faxLongest = 13
	faxZeros   = 11
)

// faxTables answer the meaning of any thirteen bits.
type faxTables struct {
	runs  [2][1 << faxLongest]faxCode // white, black
	modes [1 << faxLongest]faxCode
}

var theFaxTables = sync.OnceValue(func() *faxTables {
	t := &faxTables{}
	for colour, lists := range [2][2]string{{faxWhite, faxWhiteMore}, {faxBlack, faxBlackMore}} {
		for i, code := range strings.Fields(lists[0]) {
			fillCodes(&t.runs[colour], code, int16(i))
		}
		for i, code := range strings.Fields(lists[1] + " " + faxMore) {
			fillCodes(&t.runs[colour], code, int16(64*(i+1)))
		}
	}
	for code, mode := range faxModes {
		fillCodes(&t.modes, code, mode)
	}
	return t
})

// fillCodes notes a code for all that may stand behind it.
func fillCodes(table *[1 << faxLongest]faxCode, code string, value int16) {
	first := 0
	for _, bit := range code {
		first = first<<1 | int(bit-'0')
	}
	left := faxLongest - len(code)
	for i := range 1 << left {
		table[first<<left|i] = faxCode{value, uint8(len(code))}
	}
}

// faxScheme is how rows are coded.
type faxScheme int

const (
	faxRows   faxScheme = iota // each by itself from a byte's beginning on: TIFF's compression 2
	faxGroup3                  // each by itself, or by the one above where a bit says so
	faxGroup4                  // each by the one above
)

// faxReader decodes what fax machines send.
type faxReader struct {
	*faxTables
	data   []byte
	at     int // the next bit
	scheme faxScheme
	mixed  bool // group 3 with a bit behind each end of line that says how the row is coded
	width  int
	above  []int // where the row above changes its colour, first to black
	here   []int
}

func newFaxReader(data []byte, scheme faxScheme, mixed bool, width int) *faxReader {
	return &faxReader{faxTables: theFaxTables(), data: data, scheme: scheme, mixed: mixed, width: width}
}

var errFax = errors.New("no fax code")

// peek returns the next bits, zeros behind the end.
func (f *faxReader) peek(n int) int {
	v := 0
	for i := f.at >> 3; i <= (f.at+n-1)>>3; i++ {
		v <<= 8
		if i < len(f.data) {
			v |= int(f.data[i])
		}
	}
	return v >> (7 - (f.at+n-1)&7) & (1<<n - 1)
}

// next takes a code.
func (f *faxReader) next(table *[1 << faxLongest]faxCode) (int, error) {
	code := table[f.peek(faxLongest)]
	if code.bits == 0 {
		return 0, errFax
	}
	f.at += int(code.bits)
	if f.at > 8*len(f.data) {
		return 0, io.ErrUnexpectedEOF
	}
	return int(code.value), nil
}

// run takes a run of a colour, 0 for white: any number of multiples of 64, then the
// rest.
func (f *faxReader) run(colour int) (int, error) {
	total := 0
	for {
		n, err := f.next(&f.runs[colour])
		if err != nil {
			return 0, err
		}
		if total += n; total > f.width {
			return 0, fmt.Errorf("%w: a run of %d", errFax, total)
		}
		if n < 64 {
			return total, nil
		}
	}
}

// read decodes a row into bits, the highest first, 1 for black.
func (f *faxReader) read(row []byte) error {
	flat, err := f.begin()
	if err != nil {
		return err
	}
	f.here = f.here[:0]
	if flat {
		err = f.rowAlone()
	} else {
		err = f.rowBelow()
	}
	if err != nil {
		return err
	}
	clear(row)
	for i := 0; i < len(f.here); i += 2 {
		end := f.width
		if i+1 < len(f.here) {
			end = f.here[i+1]
		}
		blacken(row, f.here[i], end)
	}
	f.above, f.here = f.here, f.above
	return nil
}

// begin steps over what stands before a row; it reports whether the row is coded by
// itself.
func (f *faxReader) begin() (flat bool, err error) {
	switch f.scheme {
	case faxRows:
		f.at = (f.at + 7) &^ 7
		return true, nil
	case faxGroup4:
		if f.peek(faxZeros) == 0 {
			return false, io.EOF
		}
		return false, nil
	}
	ends := 0
	for f.peek(faxZeros) == 0 {
		for f.at < 8*len(f.data) && f.peek(1) == 0 {
			f.at++
		}
		if f.at++; f.at > 8*len(f.data) {
			return false, io.EOF
		}
		if flat = true; f.mixed {
			flat = f.peek(1) == 1
			f.at++
		}
		if ends++; ends > 1 {
			return false, io.EOF
		}
	}
	return flat || ends == 0, nil
}

// rowAlone decodes a row by itself.
func (f *faxReader) rowAlone() error {
	for x, colour := 0, 0; x < f.width; colour = 1 - colour {
		n, err := f.run(colour)
		if err != nil {
			return err
		}
		if x += n; x > f.width {
			return errFax
		}
		f.turn(x)
	}
	return nil
}

// turn notes that the colour changes at x; where it changed there already, it does
// not after all.
func (f *faxReader) turn(x int) {
	if n := len(f.here); n > 0 && f.here[n-1] == x {
		f.here = f.here[:n-1]
		return
	}
	f.here = append(f.here, x)
}

// rowBelow decodes a row by the one above (ITU-T T.4, 4.2).
func (f *faxReader) rowBelow() error {
	colour, seen := 0, 0 // seen: how many changes above lie behind for sure
	for x := -1; x < f.width; {
		for seen > 0 && f.above[seen-1] > x {
			seen--
		}
		for seen < len(f.above) && (f.above[seen] <= x || seen%2 != colour) {
			seen++
		}
		first := f.change(seen)
		mode, err := f.next(&f.modes)
		if err != nil {
			return err
		}
		switch mode {
		case faxPass:
			x = f.change(seen + 1)
		case faxHorizontal:
			for range 2 {
				n, err := f.run(colour)
				if err != nil {
					return err
				}
				x = max(x, 0) + n
				if x > f.width {
					return errFax
				}
				f.turn(x)
				colour = 1 - colour
			}
		default:
			to := first + mode - faxVertical
			if to < max(x, 0) || to > f.width {
				return errFax
			}
			x = to
			f.turn(x)
			colour = 1 - colour
		}
	}
	return nil
}

// change is where the row above changes for the time with this number.
func (f *faxReader) change(i int) int {
	if i < len(f.above) {
		return f.above[i]
	}
	return f.width
}

// blacken sets the bits from one place to before another.
func blacken(row []byte, from, to int) {
	for ; from < to && from%8 != 0; from++ {
		row[from/8] |= 0x80 >> (from % 8)
	}
	for ; from+8 <= to; from += 8 {
		row[from/8] = 0xFF
	}
	for ; from < to; from++ {
		row[from/8] |= 0x80 >> (from % 8)
	}
}

// reversed turns the bits of each byte around.
func reversed(data []byte) []byte {
	out := make([]byte, len(data))
	for i, b := range data {
		out[i] = bits.Reverse8(b)
	}
	return out
}

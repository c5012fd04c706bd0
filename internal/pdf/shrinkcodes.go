package pdf

import (
	"encoding/binary"
)

// code is a set of codes: how many there are of each length, the symbols in their
// order, and each symbol's bits.
type code struct {
	lengths [17]byte
	symbols []byte
	bits    [256]uint32
	size    [256]uint8
}

// codeOf finds the shortest codes of at most 16 bits (ITU-T T.81, K.2).
func codeOf(used [257]int) code {
	used[256] = 1 // keeps the code of ones alone free
	var length [257]int
	next := [257]int{}
	for i := range next {
		next[i] = -1
	}
	for {
		a := leastUsed(&used, -1)
		b := leastUsed(&used, a)
		if b < 0 {
			break
		}
		used[a] += used[b]
		used[b] = 0
		for at := a; ; at = next[at] {
			length[at]++
			if next[at] < 0 {
				next[at] = b
				break
			}
		}
		for at := b; at >= 0; at = next[at] {
			length[at]++
		}
	}
	return canonical(length)
}

// leastUsed is the symbol that is needed least, the last of equals, but for one; -1
// where there is none.
func leastUsed(used *[257]int, but int) int {
	found := -1
	for i, n := range used {
		if n > 0 && i != but && (found < 0 || n <= used[found]) {
			found = i
		}
	}
	return found
}

// canonical gives codes of these lengths, drawn in to 16 bits.
func canonical(length [257]int) code {
	var many [260]int
	for _, n := range length {
		many[n]++
	}
	for n := len(many) - 1; n > 16; n-- {
		for many[n] > 0 {
			shorter := n - 2
			for many[shorter] == 0 {
				shorter--
			}
			many[n] -= 2
			many[n-1]++
			many[shorter+1] += 2
			many[shorter]--
		}
	}
	longest := 16
	for longest > 0 && many[longest] == 0 {
		longest--
	}
	many[longest]-- // of ones alone
	c := code{}
	for n := 1; n < len(many); n++ {
		for symbol, of := range length[:256] {
			if of == n {
				c.symbols = append(c.symbols, byte(symbol))
			}
		}
	}
	value, at := uint32(0), 0
	for n := 1; n <= 16; n++ {
		c.lengths[n] = byte(many[n])
		for range many[n] {
			c.bits[c.symbols[at]], c.size[c.symbols[at]] = value, uint8(n)
			value++
			at++
		}
		value <<= 1
	}
	return c
}

// jpegWriter writes a file.
type jpegWriter struct {
	out  []byte
	held uint64 // bits not yet written, the last ones lowest
	many int
}

func (w *jpegWriter) segment(marker byte, body []byte) {
	w.out = append(w.out, 0xFF, marker)
	w.out = binary.BigEndian.AppendUint16(w.out, uint16(len(body)+2))
	w.out = append(w.out, body...)
}

// markerDQT is the marker of the steps (ITU-T T.81, table B.1).
const markerDQT = 0xDB

// header writes all that stands before the coded blocks.
func (w *jpegWriter) header(k *sketch, codes *[2][2]code) {
	w.out = append(w.out, 0xFF, markerSOI)
	if len(k.spectra) == 4 {
		w.segment(markerAPP14, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")) // inks as they are
	}
	for kind := range k.kinds() {
		body := []byte{byte(kind)}
		for _, step := range k.steps[kind] {
			body = append(body, byte(step))
		}
		w.segment(markerDQT, body)
	}
	frame := binary.BigEndian.AppendUint16([]byte{8}, uint16(k.high))
	frame = append(binary.BigEndian.AppendUint16(frame, uint16(k.wide)), byte(len(k.spectra)))
	scan := []byte{byte(len(k.spectra))}
	for i := range k.spectra {
		kind, sampling := byte(k.colour(i)), byte(0x11)
		if len(k.spectra) == 3 && i == 0 {
			sampling = 0x22
		}
		frame = append(frame, byte(i+1), sampling, kind)
		scan = append(scan, byte(i+1), kind<<4|kind)
	}
	w.segment(markerSOF0, frame)
	for kind := range k.kinds() {
		for class, c := range codes[kind] {
			body := append([]byte{byte(class<<4 | kind)}, c.lengths[1:]...)
			w.segment(markerDHT, append(body, c.symbols...))
		}
	}
	w.segment(markerSOS, append(scan, 0, 63, 0))
}

// put writes bits, at most 32 of them.
func (w *jpegWriter) put(v uint32, n int) {
	w.held = w.held<<n | uint64(v)
	for w.many += n; w.many >= 8; w.many -= 8 {
		b := byte(w.held >> (w.many - 8))
		w.out = append(w.out, b)
		if b == 0xFF {
			w.out = append(w.out, 0)
		}
	}
}

// finish fills the last byte with ones.
func (w *jpegWriter) finish() []byte {
	if w.many > 0 {
		w.put(1<<(8-w.many)-1, 8-w.many)
	}
	return append(w.out, 0xFF, markerEOI)
}

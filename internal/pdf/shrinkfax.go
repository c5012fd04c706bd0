package pdf

import (
	"math/bits"
	"strings"
	"sync"
)

// faxWriter writes group 4 (ITU-T T.6): each row by the one above.
type faxWriter struct {
	*faxCodes
	out         []byte
	held        uint32
	many        int
	above, here []int // where rows change their colour, first to black, and the width
}

// faxWord is a code: its bits and how many they are.
type faxWord struct {
	bits uint16
	size uint8
}

// faxCodes are the codes of run lengths and modes.
type faxCodes struct {
	runs     [2][]faxWord // below 64: white, black
	more     [2][]faxWord // by multiples of 64
	vertical [7]faxWord   // from -3 to 3
	pass     faxWord
	flat     faxWord
}

var theFaxCodes = sync.OnceValue(func() *faxCodes {
	c := &faxCodes{}
	words := func(list string) (all []faxWord) {
		for _, s := range strings.Fields(list) {
			all = append(all, faxWordOf(s))
		}
		return all
	}
	for colour, lists := range [2][2]string{{faxWhite, faxWhiteMore}, {faxBlack, faxBlackMore}} {
		c.runs[colour], c.more[colour] = words(lists[0]), words(lists[1]+" "+faxMore)
	}
	for code, mode := range faxModes {
		switch mode {
		case faxPass:
			c.pass = faxWordOf(code)
		case faxHorizontal:
			c.flat = faxWordOf(code)
		default:
			c.vertical[mode-faxVertical+3] = faxWordOf(code)
		}
	}
	return c
})

func faxWordOf(s string) faxWord {
	w := faxWord{size: uint8(len(s))}
	for _, bit := range s {
		w.bits = w.bits<<1 | uint16(bit-'0')
	}
	return w
}

// faxOf codes rows of one bit, the highest first, 1 for black.
func faxOf(rows []byte, wide, high int) []byte {
	w := &faxWriter{faxCodes: theFaxCodes(), above: []int{wide, wide}}
	stride := (wide + 7) / 8
	for y := range high {
		w.here = changes(w.here[:0], rows[y*stride:][:stride], wide)
		w.row(wide)
		w.above, w.here = w.here, w.above
	}
	end := faxWord{1, 12}
	w.put(end)
	w.put(end)
	w.put(faxWord{0, uint8(-w.many & 7)})
	return w.out
}

// changes are where a row changes its colour, white standing before it; the width
// closes them.
func changes(to []int, row []byte, wide int) []int {
	last := byte(0) // the colour so far, in all bits
	for i, b := range row {
		for turned := b ^ last; turned != 0; {
			lead := bits.LeadingZeros8(turned)
			if i*8+lead >= wide {
				break
			}
			to = append(to, i*8+lead)
			last ^= 0xFF
			turned = (b ^ last) & (0xFF >> lead)
		}
	}
	return append(to, wide, wide, wide)
}

// row codes a row (ITU-T T.4, 4.2).
func (w *faxWriter) row(wide int) {
	at, colour, own, other := -1, 0, 0, 0
	for at < wide {
		for other > 0 && w.above[other-1] > at {
			other--
		}
		for w.above[other] < wide && (w.above[other] <= at || other%2 != colour) {
			other++
		}
		next, first := w.here[own], w.above[other]
		second := w.above[min(other+1, len(w.above)-1)]
		switch {
		case second < next:
			w.put(w.pass)
			at = second
		case abs(next-first) <= 3:
			w.put(w.vertical[next-first+3])
			at = next
			own, colour = own+1, 1-colour
		default:
			w.put(w.flat)
			w.run(colour, next-max(at, 0))
			at = w.here[own+1]
			w.run(1-colour, at-next)
			own += 2
		}
	}
}

// run codes a run of a colour.
func (w *faxWriter) run(colour, n int) {
	more := w.more[colour]
	for n >= 64 {
		most := min(n/64, len(more))
		w.put(more[most-1])
		n -= 64 * most
	}
	w.put(w.runs[colour][n])
}

func (w *faxWriter) put(c faxWord) {
	w.held = w.held<<c.size | uint32(c.bits)
	for w.many += int(c.size); w.many >= 8; w.many -= 8 {
		w.out = append(w.out, byte(w.held>>(w.many-8)))
	}
}

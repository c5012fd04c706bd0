package pdf

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// The standard library's encoder of JPEG is not used here: this one codes the same
// coefficients at several qualities, tells what is lost without decoding, chooses its
// codes by what they are used for, which saves a tenth, and takes inks.

// raster is one component of a picture, a byte a sample, rows from the top.
type raster struct {
	wide, high, stride int
	pix                []byte
}

func newRaster(wide, high int) raster {
	return raster{wide, high, wide, make([]byte, wide*high)}
}

// spectrum is one component as JPEG codes it: blocks of 8 x 8 coefficients, in the
// zigzag's order, eight times as large as the format's.
type spectrum struct {
	across, down int // blocks, with those that fill the last units
	seen         int // blocks of a row that hold samples
	seenDown     int
	coefs        []int16
	energy       []float32 // of each block, without its mean: the variance of its samples
}

// zigzag is the order of coefficients (ITU-T T.81, figure A.6).
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// spectrumOf transforms a component whose blocks come in groups of so many.
func spectrumOf(r raster, group int) *spectrum {
	s := &spectrum{seen: (r.wide + 7) / 8, seenDown: (r.high + 7) / 8}
	s.across, s.down = (s.seen+group-1)/group*group, (s.seenDown+group-1)/group*group
	s.coefs = make([]int16, s.across*s.down*64)
	s.energy = make([]float32, s.across*s.down)
	var block [64]int32
	for y := range s.down {
		for x := range s.across {
			r.block(&block, x, y)
			transform(&block)
			at := y*s.across + x
			to := s.coefs[at*64:][:64]
			sum := int64(0)
			for i, z := range zigzag {
				c := block[z]
				to[i] = int16(c)
				if i > 0 {
					sum += int64(c) * int64(c)
				}
			}
			s.energy[at] = float32(sum) / (64 * 64)
		}
	}
	return s
}

// block takes a block of samples, centred on zero; beyond the edge the last ones go on.
func (r raster) block(to *[64]int32, x, y int) {
	for v := range 8 {
		row := r.pix[min(y*8+v, r.high-1)*r.stride:][:r.wide]
		out := to[v*8:][:8]
		if x*8+8 <= len(row) {
			for u, s := range row[x*8:][:8] {
				out[u] = int32(s) - 128
			}
			continue
		}
		for u := range out {
			out[u] = int32(row[min(x*8+u, len(row)-1)]) - 128
		}
	}
}

// The constants of the transform (Loeffler, Ligtenberg and Moschytz, 1989), in
// 8,192ths.
const (
	fix0298 = 2446
	fix0390 = 3196
	fix0541 = 4433
	fix0765 = 6270
	fix0899 = 7373
	fix1175 = 9633
	fix1501 = 12299
	fix1847 = 15137
	fix1961 = 16069
	fix2053 = 16819
	fix2562 = 20995
	fix3072 = 25172
)

// transform is the discrete cosine transform in two dimensions, of whole numbers, so
// that it is the same everywhere; the result is eight times the format's.
func transform(b *[64]int32) {
	const even, odd = 2, 13 // bits of precision between the passes, of the constants
	for at := 0; at < 64; at += 8 {
		s := b[at : at+8 : at+8]
		d := odds{s[0] - s[7], s[1] - s[6], s[2] - s[5], s[3] - s[4]}
		e := evens{s[0] + s[7], s[1] + s[6], s[2] + s[5], s[3] + s[4]}
		s[0], s[4], s[2], s[6] = e.turned()
		s[1], s[3], s[5], s[7] = d.turned()
		s[0], s[4] = s[0]<<even, s[4]<<even
		for _, i := range [6]int{1, 2, 3, 5, 6, 7} {
			s[i] = rounded(s[i], odd-even)
		}
	}
	for at := range 8 {
		s := b[at : at+57 : at+57]
		d := odds{s[0] - s[56], s[8] - s[48], s[16] - s[40], s[24] - s[32]}
		e := evens{s[0] + s[56], s[8] + s[48], s[16] + s[40], s[24] + s[32]}
		s[0], s[32], s[16], s[48] = e.turned()
		s[8], s[24], s[40], s[56] = d.turned()
		s[0], s[32] = rounded(s[0], even), rounded(s[32], even)
		for _, i := range [6]int{8, 16, 24, 40, 48, 56} {
			s[i] = rounded(s[i], odd+even)
		}
	}
}

func rounded(v int32, bits int) int32 { return (v + 1<<(bits-1)) >> bits }

// evens are the sums of opposite samples, odds their differences, from outside in.
type evens [4]int32
type odds [4]int32

// turned gives the coefficients 0 and 4 as they are, 2 and 6 in 8,192ths.
func (e evens) turned() (c0, c4, c2, c6 int32) {
	t10, t13, t11, t12 := e[0]+e[3], e[0]-e[3], e[1]+e[2], e[1]-e[2]
	z := (t12 + t13) * fix0541
	return t10 + t11, t10 - t11, z + t13*fix0765, z - t12*fix1847
}

// turned gives the coefficients 1, 3, 5 and 7 in 8,192ths.
func (d odds) turned() (c1, c3, c5, c7 int32) {
	t7, t6, t5, t4 := d[0], d[1], d[2], d[3]
	z1, z2, z3, z4 := -(t4+t7)*fix0899, -(t5+t6)*fix2562, t4+t6, t5+t7
	z5 := (z3 + z4) * fix1175
	z3, z4 = z5-z3*fix1961, z5-z4*fix0390
	return t7*fix1501 + z1 + z4, t6*fix3072 + z2 + z3, t5*fix2053 + z2 + z4, t4*fix0298 + z1 + z3
}

// Coefficients' steps at quality 50 (ITU-T T.81, tables K.1 and K.2), for light and
// for colour.
var steps50 = [2][64]int{{
	16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
	18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
}, {
	17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
}}

// stepsAt are the steps at a quality from 1 to 100, in the zigzag's order, as the
// Independent JPEG Group scales them.
func stepsAt(kind, quality int) (steps [64]int32) {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for i, z := range zigzag {
		steps[i] = int32(min(max((steps50[kind][z]*scale+50)/100, 1), 255))
	}
	return steps
}

// sketch is what is left of a spectrum at a quality.
type sketch struct {
	*spectrum
	coefs []int16 // in steps
	last  []uint8 // of each block, the last coefficient that is not zero
}

// quantised rounds a spectrum to steps.
func (s *spectrum) quantised(steps [64]int32) sketch {
	k := sketch{s, make([]int16, len(s.coefs)), make([]uint8, len(s.energy))}
	var half, whole [64]int32
	for i, step := range steps {
		whole[i], half[i] = step*8, step*4
	}
	for at := range k.last {
		from, to := s.coefs[at*64:][:64], k.coefs[at*64:][:64]
		for i, c := range from {
			v := int32(c)
			switch {
			case v >= half[i]:
				to[i] = int16((v + half[i]) / whole[i])
			case v <= -half[i]:
				to[i] = int16((v - half[i]) / whole[i])
			default:
				continue
			}
			k.last[at] = uint8(i)
		}
	}
	return k
}

// What structural similarity is steadied by (Wang et al., 2004), for samples up to 255.
const (
	steadyMean   = 6.5025
	steadyChange = 58.5225
)

// weightOf is how much a block counts whose samples vary so much: writing and edges do,
// paper and its grain do not.
func weightOf(variance float32) float64 {
	v := float64(variance)
	return v * v / (v*v + 150*150)
}

// loss is what the eye misses of the component, from 0 to 1: by how much its blocks are
// less than alike (structural similarity), those with something on them.
func (k sketch) loss(steps [64]int32) float64 {
	lost, weights := 0.0, 0.0
	for y := range k.seenDown {
		for x := range k.seen {
			at := y*k.across + x
			weight := weightOf(k.energy[at])
			if weight < 0.001 {
				continue
			}
			weights += weight
			lost += weight * (1 - k.alike(at, &steps))
		}
	}
	if weights == 0 {
		return 0
	}
	return min(max(lost/weights, 0), 1)
}

// alike compares a block with what is left of it.
func (k sketch) alike(at int, steps *[64]int32) float64 {
	from, to := k.spectrum.coefs[at*64:][:64], k.coefs[at*64:][:64]
	var shared, left int64
	for i := 1; i <= int(k.last[at]); i++ {
		if to[i] != 0 {
			v := int64(to[i]) * int64(steps[i]) * 8
			left += v * v
			shared += v * int64(from[i])
		}
	}
	mean, other := float64(from[0])/64+128, float64(int32(to[0])*steps[0])/8+128
	return likeness(mean, other, float64(k.energy[at]), float64(left)/(64*64), float64(shared)/(64*64))
}

// likeness is structural similarity of two blocks by their means, variances and
// covariance.
func likeness(mean, other, variance, otherVariance, shared float64) float64 {
	return (2*mean*other + steadyMean) / (mean*mean + other*other + steadyMean) *
		(2*shared + steadyChange) / (variance + otherVariance + steadyChange)
}

// spectra are the components of a picture: one of light; light and two of colour at
// half the resolution; or four inks.
type spectra []*spectrum

// spectraOf transforms the components.
func spectraOf(components []raster) spectra {
	all := make(spectra, len(components))
	for i, r := range components {
		group := 1
		if len(components) == 3 && i == 0 {
			group = 2
		}
		all[i] = spectrumOf(r, group)
	}
	return all
}

// colour is which of the two sets of steps and codes a component has.
func (s spectra) colour(i int) int {
	if len(s) == 3 && i > 0 {
		return 1
	}
	return 0
}

// encoded is the picture as JPEG at a quality from 1 to 100, and what is lost of it.
func (s spectra) encoded(wide, high, quality int) (data []byte, loss float64) {
	steps := [2][64]int32{stepsAt(0, quality), stepsAt(1, quality)}
	sketches := make([]sketch, len(s))
	var used [2]counts
	for i, one := range s {
		kind := s.colour(i)
		sketches[i] = one.quantised(steps[kind])
		if kind == 0 {
			loss = max(loss, sketches[i].loss(steps[kind]))
		}
	}
	s.units(sketches, func(component int, k sketch, at int, before int16) {
		used[s.colour(component)].block(k.coefs[at*64:][:64], int(k.last[at]), before)
	})
	w := &jpegWriter{}
	w.out.Grow(wide * high / 8)
	codes := [2]codes{used[0].codes(), used[1].codes()}
	w.header(s, wide, high, steps, codes)
	s.units(sketches, func(component int, k sketch, at int, before int16) {
		w.block(&codes[s.colour(component)], k.coefs[at*64:][:64], int(k.last[at]), before)
	})
	return w.finish(), loss
}

// units calls f for every block in the order in which they are coded, with the mean of
// the one before it in its component.
func (s spectra) units(sketches []sketch, f func(component int, k sketch, at int, before int16)) {
	var before [4]int16
	one := func(i, x, y int) {
		k := sketches[i]
		at := y*k.across + x
		f(i, k, at, before[i])
		before[i] = k.coefs[at*64]
	}
	last := s[len(s)-1]
	for y := range last.down {
		for x := range last.across {
			for i := range s {
				if len(s) == 3 && i == 0 {
					one(0, 2*x, 2*y)
					one(0, 2*x+1, 2*y)
					one(0, 2*x, 2*y+1)
					one(0, 2*x+1, 2*y+1)
					continue
				}
				one(i, x, y)
			}
		}
	}
}

// counts are how often symbols are needed: of means, and of what else a block has.
type counts struct{ mean, rest [257]int }

// size is how many bits a value takes.
func size(v int16) int { return bits.Len16(uint16(max(v, -v))) }

func (c *counts) block(coefs []int16, last int, before int16) {
	c.mean[size(coefs[0]-before)]++
	run := 0
	for _, v := range coefs[1 : last+1] {
		if v == 0 {
			run++
			continue
		}
		c.rest[0xF0] += run / 16
		c.rest[run%16<<4|size(v)]++
		run = 0
	}
	if last < 63 {
		c.rest[0]++
	}
}

// codes are the codes of the symbols.
type codes struct{ mean, rest code }

func (c *counts) codes() codes { return codes{codeOf(c.mean), codeOf(c.rest)} }

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
	out  bytes.Buffer
	held uint64 // bits not yet written, the last ones lowest
	many int
}

func (w *jpegWriter) segment(marker byte, body []byte) {
	w.out.Write([]byte{0xFF, marker})
	w.out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2)))
	w.out.Write(body)
}

// markerDQT is the marker of the steps (ITU-T T.81, table B.1).
const markerDQT = 0xDB

// header writes all that stands before the coded blocks.
func (w *jpegWriter) header(s spectra, wide, high int, steps [2][64]int32, codes [2]codes) {
	kinds := 1
	if len(s) == 3 {
		kinds = 2
	}
	w.out.Write([]byte{0xFF, markerSOI})
	if len(s) == 4 {
		w.segment(markerAPP14, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")) // inks as they are
	}
	for kind := range kinds {
		body := []byte{byte(kind)}
		for _, step := range steps[kind] {
			body = append(body, byte(step))
		}
		w.segment(markerDQT, body)
	}
	frame := binary.BigEndian.AppendUint16([]byte{8}, uint16(high))
	frame = append(binary.BigEndian.AppendUint16(frame, uint16(wide)), byte(len(s)))
	scan := []byte{byte(len(s))}
	for i := range s {
		kind, sampling := byte(s.colour(i)), byte(0x11)
		if len(s) == 3 && i == 0 {
			sampling = 0x22
		}
		frame = append(frame, byte(i+1), sampling, kind)
		scan = append(scan, byte(i+1), kind<<4|kind)
	}
	w.segment(markerSOF0, frame)
	for kind := range kinds {
		for class, c := range []code{codes[kind].mean, codes[kind].rest} {
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
		w.out.WriteByte(b)
		if b == 0xFF {
			w.out.WriteByte(0)
		}
	}
}

// value writes a symbol and the bits of the value that it announces.
func (w *jpegWriter) value(c *code, run int, v int16) {
	n := size(v)
	symbol := run<<4 | n
	if v < 0 {
		v--
	}
	w.put(c.bits[symbol]<<n|uint32(uint16(v))&(1<<n-1), int(c.size[symbol])+n)
}

func (w *jpegWriter) block(c *codes, coefs []int16, last int, before int16) {
	w.value(&c.mean, 0, coefs[0]-before)
	run := 0
	for _, v := range coefs[1 : last+1] {
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			w.put(c.rest.bits[0xF0], int(c.rest.size[0xF0]))
		}
		w.value(&c.rest, run, v)
		run = 0
	}
	if last < 63 {
		w.put(c.rest.bits[0], int(c.rest.size[0]))
	}
}

// finish fills the last byte with ones.
func (w *jpegWriter) finish() []byte {
	if w.many > 0 {
		w.put(1<<(8-w.many)-1, 8-w.many)
	}
	w.out.Write([]byte{0xFF, markerEOI})
	return w.out.Bytes()
}

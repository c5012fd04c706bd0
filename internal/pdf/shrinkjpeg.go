package pdf

import (
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
	grain        grain
	group        int // blocks that come together in a row
}

// zigzag is the order of coefficients (ITU-T T.81, figure A.6).
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// spectrumOf transforms a component whose blocks come in groups of so many.
func spectrumOf(r raster, group int) *spectrum {
	s := &spectrum{group: group, seen: (r.wide + 7) / 8, seenDown: (r.high + 7) / 8}
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
	s.grain = grainOf(s.variances())
	return s
}

// variances are those of the blocks that hold samples, of some thousand of them.
func (s *spectrum) variances() []float64 {
	every := max(1, s.seen*s.seenDown/mostBlocks)
	all := make([]float64, 0, s.seen*s.seenDown/every+1)
	for at := 0; at < s.seen*s.seenDown; at += every {
		all = append(all, float64(s.energy[at/s.seen*s.across+at%s.seen]))
	}
	return all
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
		s := (*[8]int32)(b[at : at+8])
		e0, e4, e2, e6 := evens(s[0]+s[7], s[1]+s[6], s[2]+s[5], s[3]+s[4])
		o1, o3, o5, o7 := odds(s[0]-s[7], s[1]-s[6], s[2]-s[5], s[3]-s[4])
		s[0], s[4] = e0<<even, e4<<even
		s[2], s[6] = rounded(e2, odd-even), rounded(e6, odd-even)
		s[1], s[3], s[5], s[7] = rounded(o1, odd-even), rounded(o3, odd-even), rounded(o5, odd-even), rounded(o7, odd-even)
	}
	for at := range 8 {
		s := (*[57]int32)(b[at : at+57])
		e0, e4, e2, e6 := evens(s[0]+s[56], s[8]+s[48], s[16]+s[40], s[24]+s[32])
		o1, o3, o5, o7 := odds(s[0]-s[56], s[8]-s[48], s[16]-s[40], s[24]-s[32])
		s[0], s[32] = rounded(e0, even), rounded(e4, even)
		s[16], s[48] = rounded(e2, odd+even), rounded(e6, odd+even)
		s[8], s[24], s[40], s[56] = rounded(o1, odd+even), rounded(o3, odd+even), rounded(o5, odd+even), rounded(o7, odd+even)
	}
}

func rounded(v int32, bits int) int32 { return (v + 1<<(bits-1)) >> bits }

// evens makes of the sums of opposite samples, from outside in, the coefficients 0 and 4
// as they are, 2 and 6 in 8,192ths.
func evens(t0, t1, t2, t3 int32) (c0, c4, c2, c6 int32) {
	t10, t13, t11, t12 := t0+t3, t0-t3, t1+t2, t1-t2
	z := (t12 + t13) * fix0541
	return t10 + t11, t10 - t11, z + t13*fix0765, z - t12*fix1847
}

// odds makes of their differences the coefficients 1, 3, 5 and 7 in 8,192ths.
func odds(t7, t6, t5, t4 int32) (c1, c3, c5, c7 int32) {
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

// sketch is a picture at a quality: the symbols that are written for it, in their
// order, and how often each is needed.
type sketch struct {
	spectra
	wide, high int
	steps      [2][64]int32
	symbols    []symbol
	used       [2][2][257]int // of light and colour: of means, and of what else a block has
	before     [4]int16       // the mean of the block before, by component
	lost       float64        // in the blocks that something is on
	blocks     int
}

// symbol is a symbol and the bits that follow it: the set of codes in the highest four
// bits, then the symbol, then the value's bits.
type symbol uint32

// sketched rounds the picture to a quality's steps.
func (s spectra) sketched(wide, high, quality int) *sketch {
	k := &sketch{spectra: s, wide: wide, high: high, steps: [2][64]int32{stepsAt(0, quality), stepsAt(1, quality)}}
	k.symbols = make([]symbol, 0, wide*high/8)
	last := s[len(s)-1]
	for y := range last.down {
		for x := range last.across {
			for i := range s {
				if len(s) == 3 && i == 0 {
					k.block(0, 2*x, 2*y)
					k.block(0, 2*x+1, 2*y)
					k.block(0, 2*x, 2*y+1)
					k.block(0, 2*x+1, 2*y+1)
					continue
				}
				k.block(i, x, y)
			}
		}
	}
	return k
}

// size is how many bits a value takes.
func size(v int32) int { return bits.Len32(uint32(max(v, -v))) }

// add adds a symbol with the value that it announces.
func (k *sketch) add(kind, class, run int, v int32) {
	n := size(v)
	word := run<<4 | n
	k.used[kind][class][word]++
	if v < 0 {
		v--
	}
	k.symbols = append(k.symbols, symbol(kind<<29|class<<28|word<<16)|symbol(v&(1<<n-1)))
}

// block rounds a block, adds its symbols and tells what is lost of it.
func (k *sketch) block(component, x, y int) {
	s := k.spectra[component]
	kind := k.colour(component)
	at := y*s.across + x
	from, steps := (*[64]int16)(s.coefs[at*64:]), &k.steps[kind]
	mean := (int32(from[0]) + sign(from[0])*steps[0]*4) / (steps[0] * 8)
	k.add(kind, 0, 0, mean-int32(k.before[component]))
	k.before[component] = int16(mean)
	run := 0
	var shared, left int64
	for i := 1; i < 64; i++ {
		v, half := int32(from[i]), steps[i]*4
		if uint32(v+half-1) < uint32(2*half-1) {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			k.add(kind, 1, 15, 0)
		}
		if v > 0 {
			v += half
		} else {
			v -= half
		}
		v /= 2 * half
		k.add(kind, 1, run, v)
		run = 0
		back := int64(v) * int64(2*half)
		left += back * back
		shared += back * int64(from[i])
	}
	if run > 0 {
		k.add(kind, 1, 0, 0)
	}
	if kind != 0 || x >= s.seen || y >= s.seenDown || s.grain.drowns(float64(s.energy[at])) {
		return
	}
	k.blocks++
	k.lost += 1 - s.grain.likeness(float64(from[0])/64+128, float64(mean*steps[0])/8+128,
		float64(s.energy[at]), float64(left)/(64*64), float64(shared)/(64*64))
}

func sign(v int16) int32 {
	if v < 0 {
		return -1
	}
	return 1
}

// loss is what the eye misses of the picture, from 0 to 1: by how much its blocks are
// less than alike, those with something on them.
func (k *sketch) loss() float64 { return meanLoss(k.lost, k.blocks) }

// kinds is how many sets of steps and codes there are.
func (s spectra) kinds() int {
	if len(s) == 3 {
		return 2
	}
	return 1
}

// codes are the shortest codes for what is needed.
func (k *sketch) codes() (all [2][2]code) {
	for kind := range k.kinds() {
		for class := range 2 {
			all[kind][class] = codeOf(k.used[kind][class])
		}
	}
	return all
}

// bytes is about how many bytes the picture takes with these codes, hardly ever less
// than it will: bytes of ones have one of zeros behind them.
func (k *sketch) bytes(codes *[2][2]code) int {
	bits := 0
	for kind := range k.kinds() {
		for class := range 2 {
			for word, n := range k.used[kind][class][:256] {
				bits += n * (int(codes[kind][class].size[word]) + word&15)
			}
		}
	}
	return bits/8 + bits/8/200 + 700
}

// written is the picture as a file.
func (k *sketch) written(codes *[2][2]code) []byte {
	w := &jpegWriter{out: make([]byte, 0, k.bytes(codes))}
	w.header(k, codes)
	for _, s := range k.symbols {
		c := &codes[s>>29&1][s>>28&1]
		word := s >> 16 & 0xFF
		n := int(word & 15)
		w.put(c.bits[word]<<n|uint32(s&0xFFFF), int(c.size[word])+n)
	}
	return w.finish()
}

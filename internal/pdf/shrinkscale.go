package pdf

// span of source samples that one sample of the result is made of, with their
// shares, which are onePart together.
type share struct {
	from  int
	parts []uint32
}

const onePart = 1 << 12

// shares divides so many samples among fewer, or as many.
func shares(from, to int) []share {
	all := make([]share, to)
	parts := make([]uint32, 0, from+to)
	for i := range all {
		// A sample of the result is as wide as from parts, one of the source as to.
		begin, end := i*from, (i+1)*from
		first, last := begin/to, (end-1)/to
		start, left, most := len(parts), uint32(onePart), 0
		for s := first; s <= last; s++ {
			covered := min(end, (s+1)*to) - max(begin, s*to)
			part := uint32((covered*onePart + from/2) / from)
			part = min(part, left)
			left -= part
			parts = append(parts, part)
			if part > parts[start+most] {
				most = s - first
			}
		}
		parts[start+most] += left // what rounding left over
		all[i] = share{first, parts[start:len(parts):len(parts)]}
	}
	return all
}

// scaled averages a component into fewer samples; each counts by how much of it falls
// into one of the result.
func (r raster) scaled(wide, high int) raster {
	if wide == r.wide && high == r.high {
		return r
	}
	out := newRaster(wide, high)
	across, down := shares(r.wide, wide), shares(r.high, high)
	line := make([]uint32, wide) // of a row of the source
	sums := make([]uint32, wide)
	at := -1 // the row that line was made of
	for y, rows := range down {
		clear(sums)
		for i, part := range rows.parts {
			if v := rows.from + i; v != at {
				at = v
				r.line(line, at, across)
			}
			for x, v := range line {
				sums[x] += v * part
			}
		}
		to := out.pix[y*wide:][:wide]
		for x, v := range sums {
			to[x] = byte((v + 1<<19) >> 20)
		}
	}
	return out
}

// line averages a row, in 256ths.
func (r raster) line(to []uint32, row int, across []share) {
	from := r.pix[row*r.stride:][:r.wide]
	for x := range to {
		s := &across[x]
		sum := uint32(0)
		for i, v := range from[s.from:][:len(s.parts)] {
			sum += uint32(v) * s.parts[i]
		}
		to[x] = sum >> 4
	}
}

// halved is the size of colours beside light.
func halved(n int) int { return (n + 1) / 2 }

// blurred is by how much the eye misses what averaging took away: blocks of the result
// against the samples that they were made of, those with something on them, and no
// more than some thousand.
func (r raster) blurredInto(small raster) float64 {
	if small.wide == r.wide && small.high == r.high {
		return 0
	}
	across, down := small.wide/8, small.high/8
	step := max(1, across*down/mostBlocks)
	lost, weights := 0.0, 0.0
	for at := 0; at < across*down; at += step {
		x, y := at%across*8, at/across*8
		left, _ := small.spread(x, y, x+8, y+8)
		weight := weightOf(float32(left))
		if weight < 0.001 {
			continue
		}
		all, _ := r.spread(x*r.wide/small.wide, y*r.high/small.high, (x+8)*r.wide/small.wide, (y+8)*r.high/small.high)
		weights += weight
		lost += weight * max(0, 1-(2*left+steadyChange)/(left+all+steadyChange))
	}
	if weights == 0 {
		return 0
	}
	return lost / weights
}

// mostBlocks is how many blocks are looked at for that.
const mostBlocks = 4000

// spread is the variance of samples in a part of a component, and their mean.
func (r raster) spread(x0, y0, x1, y1 int) (variance, mean float64) {
	sum, squares := 0, 0
	for y := y0; y < y1; y++ {
		for _, v := range r.pix[y*r.stride+x0 : y*r.stride+x1] {
			sum += int(v)
			squares += int(v) * int(v)
		}
	}
	n := float64((x1 - x0) * (y1 - y0))
	mean = float64(sum) / n
	return float64(squares)/n - mean*mean, mean
}

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

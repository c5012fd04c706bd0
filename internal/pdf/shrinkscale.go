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
	near := threes(across, r.wide)
	line := make([]uint32, wide) // of a row of the source
	sums := make([]uint32, wide)
	at := -1 // the row that line was made of
	for y, rows := range down {
		clear(sums)
		for i, part := range rows.parts {
			if v := rows.from + i; v != at {
				at = v
				if near != nil {
					r.lineOfThrees(line, at, near)
				} else {
					r.line(line, at, across)
				}
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

// three is a share of three samples, some of which may count nothing: as most are.
type three struct {
	from  int
	parts [3]uint32
}

// threes are shares of three samples; nil where some have more.
func threes(all []share, wide int) []three {
	if wide < 3 {
		return nil
	}
	near := make([]three, len(all))
	for i, s := range all {
		if len(s.parts) > 3 {
			return nil
		}
		from := min(s.from, wide-3)
		copy(near[i].parts[s.from-from:], s.parts)
		near[i].from = from
	}
	return near
}

// lineOfThrees is line for shares of three samples.
func (r raster) lineOfThrees(to []uint32, row int, across []three) {
	from := r.pix[row*r.stride:][:r.wide]
	across = across[:len(to)]
	for x := range to {
		s := &across[x]
		v := from[s.from : s.from+3 : s.from+3]
		to[x] = (uint32(v[0])*s.parts[0] + uint32(v[1])*s.parts[1] + uint32(v[2])*s.parts[2]) >> 4
	}
}

// halved is the size of colours beside light.
func halved(n int) int { return (n + 1) / 2 }

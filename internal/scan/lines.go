package scan

import "math"

// readPixels is the longer side of the picture in which lines of writing are
// looked for.
const readPixels = 1000

// How writing is told from other things. Lines of writing make the ink change
// much from row to row and little from column to column; where the one is not
// clearPart of the other, nothing is said.
const (
	inkBelow  = 0.82 // of the mean around it: darker is ink
	inkAround = 15   // pixels to each side
	leastInk  = 0.004
	mostInk   = 0.35 // of the page; beyond it there is more than writing
	clearPart = 2.0
	ruled     = 0.4 // of a strip: what changes more at once is a rule or a band
	strips    = 8   // in which lines are looked at, since they may not be quite straight

	lineLeast, lineMost = 6, 60 // height of a line, in pixels
	coreShare           = 0.4   // of a line's fullest row: within the height of an x
	fewLines            = 8     // pieces of lines that must have a say
	agreement           = 0.75
)

// uprightTurn is the clockwise turn that sets the page's writing upright: 0
// where it stands, or where that is not evident. Writing on its side that does
// not tell which way it lies is turned by 90, and unsure.
func uprightTurn(page raster) (turn int, unsure bool) {
	on := inkOf(page.light)
	if on.on == nil {
		return 0, false
	}
	across, down := on.change(), on.turned().change()
	switch {
	case across > clearPart*down && on.headDown() > 0:
		return 180, false
	case down > clearPart*across:
		says := on.turned().headDown()
		if says > 0 {
			return 270, false
		}
		return 90, says == 0
	}
	return 0, false
}

// inkOf takes what is clearly darker than what is around it; nothing where that
// is too little or too much for writing.
func inkOf(p plane) mask {
	sums := make([]int, (p.w+1)*(p.h+1))
	for y := range p.h {
		row := 0
		for x, v := range p.row(y) {
			row += int(v)
			sums[(y+1)*(p.w+1)+x+1] = sums[y*(p.w+1)+x+1] + row
		}
	}
	m, count := mask{p.w, p.h, make([]bool, p.w*p.h)}, 0
	for y := range p.h {
		top, bottom := max(y-inkAround, 0), min(y+inkAround+1, p.h)
		for x, v := range p.row(y) {
			left, right := max(x-inkAround, 0), min(x+inkAround+1, p.w)
			sum := sums[bottom*(p.w+1)+right] - sums[top*(p.w+1)+right] - sums[bottom*(p.w+1)+left] + sums[top*(p.w+1)+left]
			if float64(v)*float64((bottom-top)*(right-left)) < inkBelow*float64(sum) {
				m.on[y*p.w+x] = true
				count++
			}
		}
	}
	if of := float64(count) / float64(len(m.on)); of < leastInk || of > mostInk {
		return mask{}
	}
	return m
}

// turned turns it clockwise by 90 degrees.
func (m mask) turned() mask {
	out := mask{m.h, m.w, make([]bool, len(m.on))}
	for y := range m.h {
		for x := range m.w {
			out.on[x*m.h+m.h-1-y] = m.on[y*m.w+x]
		}
	}
	return out
}

// rows counts what is on in each row of a strip.
func (m mask) rows(strip int) []int {
	counts := make([]int, m.h)
	from, to := m.w*strip/strips, m.w*(strip+1)/strips
	for y := range counts {
		for _, on := range m.on[y*m.w+from : y*m.w+to] {
			if on {
				counts[y]++
			}
		}
	}
	return counts
}

// change is how much the ink changes from row to row, in shares of a strip's
// width.
func (m mask) change() float64 {
	sum := 0.0
	for strip := range strips {
		rows := m.rows(strip)
		for y := 1; y < len(rows); y++ {
			step := float64(rows[y]-rows[y-1]) * strips / float64(m.w)
			step = min(math.Abs(step), ruled)
			sum += step * step
		}
	}
	return sum / float64(m.h)
}

// headDown asks the pieces of lines where they reach further beyond the height
// of an x: letters that go up, and capitals, are more frequent than those that
// go down. It is positive where the writing stands on its head, negative where
// it does not, and 0 where the pieces do not agree.
func (m mask) headDown() int {
	up, down := 0, 0
	for strip := range strips {
		rows := m.rows(strip)
		for y := 0; y < len(rows); {
			end := y
			for end < len(rows) && rows[end] > 0 {
				end++
			}
			if high := end - y; high >= lineLeast && high <= lineMost {
				switch above, below := beyondCore(rows[y:end]); {
				case above > below*7/5+1:
					up++
				case below > above*7/5+1:
					down++
				}
			}
			y = end + 1
		}
	}
	switch all := up + down; {
	case all < fewLines:
		return 0
	case float64(down) >= agreement*float64(all):
		return 1
	case float64(up) >= agreement*float64(all):
		return -1
	}
	return 0
}

// beyondCore counts the ink above and below the rows between the first and the
// last full one.
func beyondCore(rows []int) (above, below int) {
	most := 0
	for _, n := range rows {
		most = max(most, n)
	}
	first, last := len(rows), 0
	for i, n := range rows {
		if float64(n) >= coreShare*float64(most) {
			first, last = min(first, i), i
		}
	}
	for i, n := range rows {
		switch {
		case i < first:
			above += n
		case i > last:
			below += n
		}
	}
	return above, below
}

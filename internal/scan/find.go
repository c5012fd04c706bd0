package scan

import (
	"math"
	"slices"
)

// A sheet is looked for in a picture of findPixels along its longer side. What
// stands out from its ground by brightness is a sheet where all of this holds;
// where anything does not, nothing is found, since a crop that cuts something
// off is worse than none.
const (
	findPixels = 480
	steps      = 14 // levels at which sheet and ground are told apart

	leastArea  = 0.08 // of the picture
	mostArea   = 0.94 // of the picture
	otherParts = 0.10 // of the sheet: as much may stand out beside it
	mostBeyond = 0.008
	mostDents  = 0.05 // of the sheet: a thumb, a clip, a folded corner
	leastAngle = 55   // degrees between two sides
	mostRatio  = 2.6  // of the sides
	leastRatio = 0.5  // of opposite sides

	evidentShare = 0.75 // of each side along which sheet and ground differ
	leastStep    = 14   // of 255, between sheet and ground along the sides
	sharpness    = 0.55 // of that, within some pixels: a shadow's edge is soft
	ownStep      = 0.3  // of the typical difference, in every counted place

	tiltOfScan = 0.35 // degrees: a scanner's pages are straight, a hand's are not
	calmGround = 0.06 // of a brighter ground: as much of it may be uneven
	calmSheet  = 0.4  // of a sheet darker than its ground: as much must be even
)

// find looks for the one sheet whose border is evident, and returns its corners
// with the share of its weakest side along which it is; none and 0 where there
// is no such sheet. Of several around each other the outermost is meant.
func find(r raster) (Corners, float64) {
	var best candidate
	for _, seen := range channels(r) {
		for _, darker := range []bool{false, true} {
			view := seen
			if darker {
				view = seen.inverted()
			}
			for _, c := range view.candidates(darker) {
				if c.area > best.area*1.02 || c.area > best.area*0.98 && c.evidence > best.evidence {
					best = c
				}
			}
		}
	}
	if best.evidence == 0 {
		return Corners{}, 0
	}
	best = r.withBands(best)
	corners := best.corners(float64(r.light.w), float64(r.light.h))
	if !corners.Valid() {
		return Corners{}, 0
	}
	return corners, best.evidence
}

// spot is a place in a picture, in pixels.
type spot struct{ x, y float64 }

func (a spot) to(b spot) float64 { return math.Hypot(b.x-a.x, b.y-a.y) }

// candidate is four corners, clockwise as seen, that may be a sheet's.
type candidate struct {
	at       [4]spot
	area     float64 // in pixels
	evidence float64 // as Suggestion.Confidence
}

// corners are the candidate's in shares of the picture, the one nearest to the
// upper left first.
func (c candidate) corners(w, h float64) Corners {
	first := 0
	for i, p := range c.at {
		if p.x/w+p.y/h < c.at[first].x/w+c.at[first].y/h {
			first = i
		}
	}
	var out Corners
	for i := range out {
		p := c.at[(first+i)%4]
		out[i] = Point{min(max((p.x+0.5)/w, 0), 1), min(max((p.y+0.5)/h, 0), 1)}
	}
	return out.Rounded()
}

// channels are what a sheet may stand out by: its light, and its whiteness (the
// least of red, green and blue), by which paper differs from bright wood.
func channels(r raster) []plane {
	light := r.light.smoothed()
	if r.colourless() {
		return []plane{light}
	}
	white := newPlane(r.light.w, r.light.h)
	for y := range white.h {
		for x := range white.w {
			cx, cy := min(x/2, r.blue.w-1), min(y/2, r.blue.h-1)
			l := float64(r.light.row(y)[x])
			b, d := float64(r.blue.row(cy)[cx])-128, float64(r.red.row(cy)[cx])-128
			least := min(l+1.402*d, l-0.344*b-0.714*d, l+1.772*b)
			white.pix[y*white.w+x] = byte(min(max(least, 0), 255))
		}
	}
	return []plane{light, white.smoothed()}
}

// smoothed takes the median of each pixel and its four neighbours: noise goes,
// edges stay.
func (p plane) smoothed() plane {
	out := newPlane(p.w, p.h)
	inBands(p.h, func(from, to int) {
		for y := from; y < to; y++ {
			for x := range p.w {
				five := [5]byte{
					p.near(x, y), p.near(x-1, y), p.near(x+1, y), p.near(x, y-1), p.near(x, y+1),
				}
				slices.Sort(five[:])
				out.pix[y*p.w+x] = five[2]
			}
		}
	})
	return out
}

// near is the pixel, or the nearest one within the picture.
func (p plane) near(x, y int) byte {
	return p.pix[min(max(y, 0), p.h-1)*p.stride+min(max(x, 0), p.w-1)]
}

func (p plane) inverted() plane {
	out := newPlane(p.w, p.h)
	for y := range p.h {
		for x, v := range p.row(y) {
			out.pix[y*p.w+x] = 255 - v
		}
	}
	return out
}

// candidates tells sheet and ground apart at several levels and returns what is
// a sheet's, in all that is looked at.
func (p plane) candidates(darker bool) []candidate {
	var counts [256]int
	for y := range p.h {
		for _, v := range p.row(y) {
			counts[v]++
		}
	}
	n := p.w * p.h
	low, high := level(counts, n/50), level(counts, n*49/50)
	var found []candidate
	for i := 1; i < steps; i++ {
		at := low + (high-low)*i/steps
		if c, ok := p.candidate(byte(at), darker); ok {
			found = append(found, c)
		}
	}
	return found
}

// candidate looks at the largest part that is brighter than the level.
func (p plane) candidate(above byte, darker bool) (candidate, bool) {
	m := p.mask(above).opened()
	part, second := m.largest()
	whole := float64(p.w * p.h)
	if part.area < leastArea*whole || part.area > mostArea*whole || second > otherParts*part.area {
		return candidate{}, false
	}
	part.fill()
	c, ok := part.quadrilateral()
	if !ok {
		return candidate{}, false
	}
	c, ok = p.refined(c)
	if !ok || !c.plausible() || c.straight(p) || c.cut(p) || !c.fits(part, m) {
		return candidate{}, false
	}
	if c.evidence = p.evidence(c); c.evidence < evidentShare {
		return candidate{}, false
	}
	if darker && !p.calm(c) {
		return candidate{}, false
	}
	return c, true
}

// plausible reports whether a sheet can look like that.
func (c *candidate) plausible() bool {
	c.area = 0
	var sides [4]float64
	for i := range c.at {
		a, b, d := c.at[i], c.at[(i+1)%4], c.at[(i+3)%4]
		c.area += (a.x*b.y - b.x*a.y) / 2
		sides[i] = a.to(b)
		cos := ((b.x-a.x)*(d.x-a.x) + (b.y-a.y)*(d.y-a.y)) / (a.to(b) * a.to(d))
		if turn := (b.x-a.x)*(d.y-a.y) - (b.y-a.y)*(d.x-a.x); turn <= 0 || math.Abs(cos) > math.Cos(leastAngle*math.Pi/180) {
			return false
		}
	}
	across, down := sides[0]+sides[2], sides[1]+sides[3]
	opposite := min(sides[0]/sides[2], sides[2]/sides[0], sides[1]/sides[3], sides[3]/sides[1])
	return opposite > leastRatio && across/down < mostRatio && down/across < mostRatio
}

// straight reports whether all sides run along the picture's: then it is a frame
// or a table in a scan, and no sheet that somebody photographed by hand.
func (c candidate) straight(p plane) bool {
	for i := range c.at {
		a, b := c.at[i], c.at[(i+1)%4]
		tilt := math.Abs(math.Atan2(b.y-a.y, b.x-a.x)) * 180 / math.Pi
		tilt = math.Mod(tilt, 90)
		if min(tilt, 90-tilt) > tiltOfScan {
			return false
		}
	}
	return true
}

// cut reports whether a corner lies at the picture's edge or beyond it.
func (c candidate) cut(p plane) bool {
	margin := 0.004 * float64(max(p.w, p.h))
	for _, at := range c.at {
		if at.x < margin || at.y < margin || at.x > float64(p.w-1)-margin || at.y > float64(p.h-1)-margin {
			return true
		}
	}
	return false
}

// fits reports whether the part is the sheet: hardly anything of it lies outside
// of the four sides, next to nothing inside is missing, and what is as bright
// elsewhere is little.
func (c candidate) fits(part part, m mask) bool {
	slack := 0.012 * float64(max(m.w, m.h))
	sides := c.sides()
	beyond, missing, others, ground := 0, 0, 0, 0
	for y := range m.h {
		for x := range m.w {
			depth := depth(&sides, x, y)
			switch at := y*m.w + x; {
			case part.in[at] && depth < -slack:
				beyond++
			case !part.in[at] && depth > slack:
				missing++
			case depth < -slack:
				ground++
				if m.on[at] {
					others++
				}
			}
		}
	}
	return float64(beyond) < mostBeyond*c.area && float64(missing) < mostDents*c.area &&
		float64(others) < otherParts*float64(max(ground, 1))
}

// sides are the four sides as lines that face inwards.
func (c candidate) sides() (all [4]line) {
	for i := range c.at {
		all[i], _ = through(c.at[i], c.at[(i+1)%4])
	}
	return all
}

// depth is how far a place lies within the four sides, below 0 outside.
func depth(sides *[4]line, x, y int) float64 {
	p := spot{float64(x), float64(y)}
	return min(sides[0].from(p), sides[1].from(p), sides[2].from(p), sides[3].from(p))
}

// places is in how many places a side is looked at.
const places = 64

// evidence is the share of the weakest side along which the sheet is clearly and
// sharply brighter than its ground, 0 where the difference is small.
func (p plane) evidence(c candidate) float64 {
	weakest := 1.0
	for i := range c.at {
		var wide, near []float64
		c.along(i, func(at, inward spot) {
			wide = append(wide, p.mean(at, inward, 2, 7)-p.mean(at, inward, -7, -2))
			near = append(near, p.mean(at, inward, 1, 3)-p.mean(at, inward, -3, -1))
		})
		typical := slices.Sorted(slices.Values(wide))[len(wide)/2]
		if typical < leastStep {
			return 0
		}
		evident := 0
		for j := range wide {
			if wide[j] >= max(leastStep*0.7, ownStep*typical) && near[j] >= sharpness*wide[j] {
				evident++
			}
		}
		weakest = min(weakest, float64(evident)/float64(len(wide)))
	}
	return weakest
}

// along goes along a side but for its ends, with the direction into the sheet.
func (c candidate) along(side int, look func(at, inward spot)) {
	a, b := c.at[side], c.at[(side+1)%4]
	length := a.to(b)
	inward := spot{-(b.y - a.y) / length, (b.x - a.x) / length}
	for j := range places {
		t := 0.04 + 0.92*float64(j)/(places-1)
		look(spot{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t}, inward)
	}
}

// mean is that of the pixels from so far to so far along a direction.
func (p plane) mean(at, direction spot, from, to int) float64 {
	sum := 0.0
	for d := from; d <= to; d++ {
		sum += p.value(at.x+direction.x*float64(d), at.y+direction.y*float64(d))
	}
	return sum / float64(to-from+1)
}

func (p plane) value(x, y float64) float64 { return float64(p.between(x, y)) / 65536 }

// calm reports whether a ground that is brighter than the sheet is even, and so
// is much of the sheet: else it is a picture on a page with writing around it.
// The plane is inverted.
func (p plane) calm(c candidate) bool {
	slack := 0.02 * float64(max(p.w, p.h))
	sides := c.sides()
	var uneven, total [2]int // of the ground, of the sheet
	for y := 2; y < p.h-2; y++ {
		for x := 2; x < p.w-2; x++ {
			depth := depth(&sides, x, y)
			if math.Abs(depth) < slack {
				continue
			}
			where := 0
			if depth > 0 {
				where = 1
			}
			total[where]++
			across := int(p.near(x+2, y)) - int(p.near(x-2, y))
			down := int(p.near(x, y+2)) - int(p.near(x, y-2))
			if across*across+down*down > 12*12 {
				uneven[where]++
			}
		}
	}
	return float64(uneven[0]) < calmGround*float64(total[0]) && float64(uneven[1]) < (1-calmSheet)*float64(total[1])
}

package scan

import "math"

// A sheet may have a coloured band along its edge, dark enough to be taken for
// ground: what looks like the sheet's border is then where the band begins, and a
// crop would cut it off. So each side is moved out to where, not far beyond it and
// along most of it, something else ends sharply, be it a band or a hard shadow.
const (
	bandFrom, bandTo = 5, 40 // pixels beyond the side
	bandWithin       = 2     // pixels by which the edge may wander
	bandShare        = 0.75  // of the side
	bandLight        = 14    // of 255: a step in light
	bandColour       = 6     // of 255: a step in colour
)

// withBands moves the sides of a sheet out over bands along them.
func (r raster) withBands(c candidate) candidate {
	out := c.sides()
	for i := range out {
		out[i].c -= float64(r.bandBeyond(c, i))
	}
	moved := c
	for i := range moved.at {
		corner, ok := meet(out[(i+3)%4], out[i])
		if !ok {
			return c
		}
		moved.at[i] = corner
	}
	return moved
}

// bandBeyond is how far beyond a side its last sharp edge lies, 0 where there is
// none.
func (r raster) bandBeyond(c candidate, side int) int {
	channels := []struct {
		plane plane
		least float64
	}{{r.light, bandLight}, {r.blue, bandColour}, {r.red, bandColour}}
	if r.colourless() {
		channels = channels[:1]
	}
	last := 0
	for _, channel := range channels {
		// How the channel changes outwards, for each place along the side.
		var steps [][]float64
		c.along(side, func(at, inward spot) { steps = append(steps, r.stepsBeyond(channel.plane, at, inward)) })
		for d := bandFrom; d <= bandTo; d++ {
			rising, falling := 0, 0
			for _, s := range steps {
				most, least := 0.0, 0.0
				for _, v := range s[max(0, d-bandFrom-bandWithin):min(len(s), d-bandFrom+bandWithin+1)] {
					most, least = math.Max(most, v), math.Min(least, v)
				}
				if most >= channel.least {
					rising++
				}
				if least <= -channel.least {
					falling++
				}
			}
			if float64(max(rising, falling)) >= bandShare*float64(len(steps)) {
				last = max(last, d)
			}
		}
	}
	return last
}

// stepsBeyond is how much a channel changes around each pixel beyond a place.
func (r raster) stepsBeyond(p plane, at, inward spot) []float64 {
	across, down := float64(p.w)/float64(r.light.w), float64(p.h)/float64(r.light.h)
	value := func(d int) float64 {
		return p.value((at.x-inward.x*float64(d))*across, (at.y-inward.y*float64(d))*down)
	}
	var steps []float64
	for d := bandFrom; d <= bandTo; d++ {
		steps = append(steps, (value(d+1)+value(d+2)-value(d-1)-value(d-2))/2)
	}
	return steps
}

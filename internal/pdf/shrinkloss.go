package pdf

import "slices"

// What is lost to the eye is told by structural similarity (Wang, Bovik, Sheikh and
// Simoncelli, 2004) of blocks of 8 x 8 samples. Only those count that have something on
// them: paper is most of a page, and its grain is what coding leaves out first, which
// nobody misses.

// grain is how much the samples vary where nothing is on the paper.
type grain float64

const (
	// grainAt is the part of all blocks that nothing is on, however full the page.
	grainAt = 0.25
	// mostGrain is as much as old paper and poor light have; more is something.
	mostGrain = 120
	// leastSeen is how much samples vary, beyond the grain, where something is: a thin
	// stroke of pencil.
	leastSeen = 64
)

// grainOf finds the grain among the variances of blocks, whose order is lost.
func grainOf(variances []float64) grain {
	if len(variances) == 0 {
		return 0
	}
	slices.Sort(variances)
	return grain(min(variances[int(float64(len(variances)-1)*grainAt)], mostGrain))
}

// drowns reports whether there is nothing but grain where samples vary so much.
func (g grain) drowns(variance float64) bool { return variance < 4*float64(g)+leastSeen }

// What likeness is steadied by, for samples up to 255.
const (
	steadyMean   = 6.5025
	steadyChange = 58.5225
)

// likeness is the similarity of two blocks by their means, variances and covariance.
func (g grain) likeness(mean, other, variance, otherVariance, shared float64) float64 {
	steady := steadyChange + 2*float64(g)
	return (2*mean*other + steadyMean) / (mean*mean + other*other + steadyMean) *
		(2*shared + steady) / (variance + otherVariance + steady)
}

// meanLoss is a mean loss, from 0 to 1.
func meanLoss(lost float64, blocks int) float64 {
	if blocks == 0 {
		return 0
	}
	return min(max(lost/float64(blocks), 0), 1)
}

// mostBlocks is how many blocks are looked at to tell the grain, and what averaging took
// away.
const mostBlocks = 4000

// lostIn is what the eye misses of a component that was averaged into a smaller one,
// from 0 to 1.
func (r raster) lostIn(small raster) float64 {
	if small.wide == r.wide && small.high == r.high {
		return 0
	}
	before, after := r.varyingBeside(small)
	coarse, fine := grainOf(slices.Clone(after)), grainOf(slices.Clone(before))
	lost, blocks := 0.0, 0
	for i, left := range after {
		if coarse.drowns(left) {
			continue
		}
		blocks++
		all := max(left, before[i]-float64(max(0, fine-coarse)))
		lost += 1 - coarse.likeness(0, 0, all, left, left)
	}
	return meanLoss(lost, blocks)
}

// varyingBeside are the variances of blocks of a smaller component, and of the samples
// that each was made of.
func (r raster) varyingBeside(small raster) (before, after []float64) {
	across, down := small.wide/8, small.high/8
	for at := 0; at < across*down; at += max(1, across*down/mostBlocks) {
		x, y := at%across*8, at/across*8
		left, _ := small.spread(x, y, x+8, y+8)
		all, _ := r.spread(x*r.wide/small.wide, y*r.high/small.high, (x+8)*r.wide/small.wide, (y+8)*r.high/small.high)
		before, after = append(before, all), append(after, left)
	}
	return before, after
}

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

package bundle

import (
	"cmp"
	"math"
	"slices"

	"example.org/dossier/internal/pdf"
)

// levels are the ways in which the pictures of a page may be shrunk, the gentlest
// first. What each costs is not told by its place here but by what is lost to the
// eye on the page in question.
var levels = []pdf.Shrink{
	{Resolution: 300, Quality: 85}, {Resolution: 200, Quality: 85}, {Resolution: 200, Quality: 70},
	{Resolution: 150, Quality: 75}, {Resolution: 150, Quality: 55}, {Resolution: 120, Quality: 60},
	{Resolution: 100, Quality: 60}, {Resolution: 100, Quality: 40}, {Resolution: 100, Quality: 30},
}

// fruitless are the levels that come to nothing where pages have to find room in less
// than a share of their size: those before the first that is worth trying. Fine levels
// take most of the time.
var fruitless = []struct {
	share int64
	first int
}{
	{16, 5}, // 120 dots per inch
	{8, 3},  // 150 dots per inch
}

// gentlest is the first of the levels that are worth trying where pages of so many
// bytes have to find so much room.
func gentlest(size, room int64) int {
	for _, f := range fruitless {
		if room < size/f.share {
			return f.first
		}
	}
	return 0
}

// visible is the difference in loss that nobody sees: within it only bytes count.
const visible = 0.01

// fitted is a level for every page.
type fitted struct {
	levels []int // 0 as it is, else one more than the index of the level
	size   int64 // of all pages, in bytes
	fits   bool  // false: even so, the smallest of all is larger than the room
}

// fit chooses the level of every page so that all pages together take no more than
// room bytes. All pages lose about as much to the eye: no page is shrunk visibly
// further while another can be shrunk less visibly, and of steps that look alike
// those are taken first that save the most for what they lose. A page is never
// shrunk below what can be read. With more room no page is shrunk further.
func fit(pages []pdf.Weight, room int64) fitted {
	f := fitted{levels: make([]int, len(pages))}
	var steps []step
	for i, page := range pages {
		f.size += page.Fixed + page.As[0].Bytes
		steps = append(steps, stepsOf(i, page)...)
	}
	// One and the same row of steps for every room, of which as many are taken as
	// are needed: this is why more room never costs a page anything.
	slices.SortStableFunc(steps, step.compare)
	for _, s := range steps {
		if f.size <= room {
			break
		}
		f.levels[s.page] = s.level
		f.size -= s.saved
	}
	for i, page := range pages {
		if page.As[0].Bytes == 0 && page.With > 0 { // all that it has counts elsewhere, and is written once
			f.levels[i] = f.levels[page.With-1]
		}
	}
	f.fits = f.size <= room
	return f
}

// step shrinks a page by one step further.
type step struct {
	page, level int
	seen        int   // the page's loss after it, in visible differences
	saved       int64 // bytes
	price       float64
}

// compare orders by what is seen, then by what a byte costs.
func (s step) compare(other step) int {
	return cmp.Or(cmp.Compare(s.seen, other.seen), cmp.Compare(s.price, other.price))
}

// stepsOf are a page's steps, from as it is to the smallest that can be read: each
// saves something, and is seen to lose more than the one before.
func stepsOf(number int, page pdf.Weight) []step {
	var steps []step
	at := page.As[0]
	for seen, level := range smallest(page) {
		if level == 0 || page.As[level].Bytes >= at.Bytes {
			continue
		}
		next := page.As[level]
		saved := at.Bytes - next.Bytes
		steps = append(steps, step{
			page: number, level: level, seen: seen, saved: saved, price: max(0, next.Loss-at.Loss) / float64(saved),
		})
		at = next
	}
	return steps
}

// smallest is by what is seen the level that takes the fewest bytes; 0 where there
// is none that can be read.
func smallest(page pdf.Weight) []int {
	best := make([]int, 1+seen(1))
	for level, w := range page.As {
		if level == 0 || !w.Legible {
			continue
		}
		at := &best[seen(w.Loss)]
		if *at == 0 || w.Bytes < page.As[*at].Bytes {
			*at = level
		}
	}
	return best
}

// seen is a loss in whole visible differences, rounded up.
func seen(loss float64) int {
	return int(math.Ceil(min(max(loss, 0), 1) / visible))
}

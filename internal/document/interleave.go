package document

import (
	"maps"
	"slices"
)

// Backs says that a document's pages are the backs of another one's sheets, which
// a scanner that sees one side took in by themselves. The zero value says that
// they are not.
type Backs struct {
	Of       string // id of the document with the fronts
	Reversed bool   // the last sheet's back comes first, as where the pile was turned over
}

// Joined returns the documents that stand by themselves, in their order, and
// beside them the backs that go in between the pages of some, by the id of the
// document with the fronts. Backs of what is not among the documents, of a
// document that is backs itself, or of one that has others already stand by
// themselves.
func Joined(docs []Document) (alone []Document, backs map[string]Document) {
	fronts := map[string]bool{}
	for _, d := range docs {
		fronts[d.ID] = d.Backs.Of == ""
	}
	backs = map[string]Document{}
	for _, d := range docs {
		if _, taken := backs[d.Backs.Of]; fronts[d.Backs.Of] && !taken && d.Backs.Of != "" {
			backs[d.Backs.Of] = d
			continue
		}
		alone = append(alone, d)
	}
	return alone, backs
}

// Side is a page of two files that are interleaved.
type Side struct {
	Number int  // in its file, the first is 1
	Back   bool // it is of the file with the backs
}

// Interleaved puts each chosen back behind its front: that of front N is the Nth
// page of the backs' file, or with Reversed the Nth from its end. Which pages
// belong together does not depend on what was left out. The fronts give the
// order; a back whose front is left out stands where that would.
func Interleaved(fronts, backs []int, backCount int, reversed bool) []Side {
	waiting := map[int]int{} // the back's page by its front's
	for _, page := range backs {
		front := page
		if reversed {
			front = backCount + 1 - page
		}
		waiting[front] = page
	}
	sorted := append([]int{0}, slices.Sorted(slices.Values(fronts))...)
	followers := map[int][]int{} // the backs' pages by the front that they follow; 0: none
	for _, front := range slices.Sorted(maps.Keys(waiting)) {
		at, _ := slices.BinarySearch(sorted, front+1)
		lead := sorted[max(0, at-1)]
		followers[lead] = append(followers[lead], waiting[front])
	}
	sides := make([]Side, 0, len(fronts)+len(backs))
	follow := func(front int) {
		for _, page := range followers[front] {
			sides = append(sides, Side{page, true})
		}
	}
	follow(0)
	for _, front := range fronts {
		sides = append(sides, Side{Number: front})
		follow(front)
	}
	return sides
}

// Halves is the order of the chosen pages of one file of so many pages (nil: all
// of them) whose second half are the backs of its first. The one page more that
// an odd number has is a front.
func Halves(chosen []int, count int, reversed bool) []int {
	half := (count + 1) / 2
	var fronts, backs []int
	for page := 1; page <= count; page++ {
		switch {
		case chosen != nil && !slices.Contains(chosen, page):
		case page <= half:
			fronts = append(fronts, page)
		default:
			backs = append(backs, page-half)
		}
	}
	pages := []int{}
	for _, side := range Interleaved(fronts, backs, count-half, reversed) {
		if side.Back {
			side.Number += half
		}
		pages = append(pages, side.Number)
	}
	return pages
}

package bundle

import (
	"example.org/dossier/internal/pdf"
)

// Mark is a bookmark that a document's own file has, below the document's.
type Mark struct {
	Title    string `json:"title"`
	Page     int    `json:"page"` // in its file, the first is 1
	Children []Mark `json:"children,omitzero"`
}

// mostMarks is how many bookmarks of files a bundle keeps: more of them nobody
// looks through, and its record would grow beyond measure.
const mostMarks = 5_000

// marksOf are a file's bookmarks as far as they lead to pages that go in. What
// leads to another page is left out; what stands below it moves up.
func marksOf(outline []pdf.Bookmark, goesIn map[int]bool) []Mark {
	var marks []Mark
	for _, b := range outline {
		below := marksOf(b.Children, goesIn)
		title := short(b.Title)
		if page := b.Page + 1; goesIn[page] && title != "" {
			marks = append(marks, Mark{title, page, below})
			continue
		}
		marks = append(marks, below...)
	}
	return marks
}

// limitMarks keeps of all documents' bookmarks no more than a bundle has: the
// deepest go first, then the last of each document.
func limitMarks(documents []Planned) {
	for depth := deepest(documents); depth > 0; depth-- {
		total := 0
		for i := range documents {
			documents[i].Bookmarks = cutBelow(documents[i].Bookmarks, depth)
			total += countMarks(documents[i].Bookmarks)
		}
		if total <= mostMarks {
			return
		}
	}
	for i, d := range documents {
		documents[i].Bookmarks = d.Bookmarks[:min(len(d.Bookmarks), mostMarks/len(documents))]
	}
}

func deepest(documents []Planned) int {
	depth := 0
	for _, d := range documents {
		depth = max(depth, depthOf(d.Bookmarks))
	}
	return depth
}

func depthOf(marks []Mark) int {
	depth := 0
	for _, m := range marks {
		depth = max(depth, 1+depthOf(m.Children))
	}
	return depth
}

func countMarks(marks []Mark) int {
	n := len(marks)
	for _, m := range marks {
		n += countMarks(m.Children)
	}
	return n
}

// cutBelow leaves so many levels.
func cutBelow(marks []Mark, depth int) []Mark {
	if depth == 0 {
		return nil
	}
	for i, m := range marks {
		marks[i].Children = cutBelow(m.Children, depth-1)
	}
	return marks
}

// bookmarks are the marks as they stand in the bundle; at gives the page of the
// bundle, counted from 0, of a page of the file. Pages of a document that is
// parted stand in another part.
func bookmarks(marks []Mark, at map[int]int) []pdf.Bookmark {
	var all []pdf.Bookmark
	for _, m := range marks {
		below := bookmarks(m.Children, at)
		page, isHere := at[m.Page]
		if !isHere {
			all = append(all, below...)
			continue
		}
		all = append(all, pdf.Bookmark{Title: m.Title, Page: page, Children: below, Closed: true})
	}
	return all
}

// bookmarks are those of the document's file where they stand in the bundle.
func (d Planned) bookmarks() []pdf.Bookmark {
	at := map[int]int{}
	for i, page := range d.Pages {
		if !page.Back {
			at[page.Number] = d.First - 1 + i
		}
	}
	return bookmarks(d.Bookmarks, at)
}

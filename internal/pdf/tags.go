package pdf

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Tag is an element of the result's structure, which screen readers go by (ISO
// 32000-1, 14.7 and 14.8). What no tag holds is an ornament, but for pages of
// sources: their own structure does not survive, and each is read in the order
// in which it was drawn.
type Tag struct {
	Role  string // a standard structure type: "Sect", "H1", "P", "TOCI", "Link", …
	Title string // of a section; may be empty
	Lang  string // BCP 47 tag of what it holds; empty: the document's
	Page  int    // of the result that the content stands on
	// Marks are the marked contents of a front page, by their identifiers.
	Marks []int
	// Whole says that the content is all of a source's page. One that is only a
	// picture becomes a figure, and Alt says what it shows.
	Whole bool
	Alt   string
	// Links are indexes of Assembly.Links.
	Links    []int
	Children []Tag
}

// tagging writes the structure of a document under way.
type tagging struct {
	*assembling
	root int
	// parents are the entries of the parent tree by their keys: of a front page
	// the elements of its marks, else the one element (ISO 32000-1, 14.7.4.4).
	parents []parentEntry
}

type parentEntry struct {
	element int   // of an annotation
	marks   []int // of a page or a form, by marked-content identifier
}

// The keys of the parent tree: first the pages, then the links.
func (s *assembling) linkKey(link int) int { return len(s.sheets) + link }

// tagged says whether the document has a structure.
func (s *assembling) tagged() bool { return len(s.plan.Tags) > 0 }

// markFront ties a front page's form to the structure, where that page will be.
func (s *assembling) markFront(form types.StreamDict, page int) {
	if !s.tagged() {
		return
	}
	if at := slices.Index(s.plan.Order, page); at >= 0 {
		page = at
	}
	form.Dict["StructParents"] = types.Integer(page)
}

// whole marks what a page of a source draws as one content.
func (s *assembling) whole(sheet *sheetOut, operators string) string {
	if !s.tagged() || sheet.front {
		return operators
	}
	return "/P <</MCID 0>> BDC " + operators + " EMC"
}

// ornament marks what nobody needs to hear of.
func (s *assembling) ornament(operators string) string {
	if !s.tagged() {
		return operators
	}
	return "/Artifact BMC " + operators + " EMC"
}

// structure writes the elements and returns what the catalogue says of them.
func (s *assembling) structure() (string, error) {
	if !s.tagged() {
		return "", nil
	}
	t := &tagging{assembling: s, root: s.out.reserve(), parents: make([]parentEntry, len(s.sheets)+len(s.plan.Links))}
	document := s.out.reserve()
	if err := t.element(document, t.root, Tag{Role: "Document", Children: s.plan.Tags}, 0); err != nil {
		return "", err
	}
	parents, err := t.parentTree()
	if err != nil {
		return "", err
	}
	body := fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", document, parents, len(t.parents))
	return fmt.Sprintf("/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R", t.root), s.out.object(t.root, []byte(body))
}

// element writes a tag and all below it.
func (t *tagging) element(number, parent int, tag Tag, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	if tag.Page < 0 || tag.Page >= len(t.sheets) {
		return fmt.Errorf("tag on page %d of %d", tag.Page, len(t.sheets))
	}
	var kids strings.Builder
	role := tag.Role
	if tag.Whole {
		t.parents[tag.Page].marks = []int{number}
		fmt.Fprintf(&kids, "<</Type/MCR/Pg %d 0 R/MCID 0>>", t.sheets[tag.Page].object)
		if by := t.made.Pages[tag.Page].By; by == ByPicture || by == ByImage {
			role = "Figure"
		}
	}
	if err := t.content(&kids, number, tag); err != nil {
		return err
	}
	for _, child := range tag.Children {
		below := t.out.reserve()
		fmt.Fprintf(&kids, "%d 0 R ", below)
		if err := t.element(below, number, child, depth+1); err != nil {
			return err
		}
	}
	body := fmt.Sprintf("<</Type/StructElem/S/%s/P %d 0 R/K[%s]", role, parent, strings.TrimSpace(kids.String()))
	if tag.Title != "" {
		body += "/T" + text(tag.Title)
	}
	switch {
	case role == "Figure": // Alt is in the language of the whole
		body += "/Alt" + text(tag.Alt)
	case tag.Lang != "":
		body += "/Lang" + text(tag.Lang)
	}
	return t.out.object(number, []byte(body+">>"))
}

// content writes what an element holds of a front page: its marks and links.
func (t *tagging) content(kids *strings.Builder, number int, tag Tag) error {
	sheet := t.sheets[tag.Page]
	for _, mark := range tag.Marks {
		entry := &t.parents[tag.Page]
		for len(entry.marks) <= mark {
			entry.marks = append(entry.marks, 0)
		}
		entry.marks[mark] = number
		fmt.Fprintf(kids, "<</Type/MCR/Pg %d 0 R/Stm %d 0 R/MCID %d>>", sheet.object, sheet.drawn[0].object, mark)
	}
	for _, link := range tag.Links {
		if link < 0 || link >= len(t.plan.Links) {
			return fmt.Errorf("tag of link %d of %d", link, len(t.plan.Links))
		}
		t.parents[t.linkKey(link)].element = number
		fmt.Fprintf(kids, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", sheet.object, t.linkObjects[link])
	}
	return nil
}

// parentTree writes the way back from content to elements, in leaves of no more
// than a reader takes at once.
func (t *tagging) parentTree() (int, error) {
	const leaf = 64
	root := t.out.reserve()
	var kids strings.Builder
	for first := 0; first < len(t.parents); first += leaf {
		last := min(first+leaf, len(t.parents)) - 1
		number := t.out.reserve()
		fmt.Fprintf(&kids, "%d 0 R ", number)
		body := fmt.Sprintf("<</Limits[%d %d]/Nums[", first, last)
		for key := first; key <= last; key++ {
			body += fmt.Sprintf("%d %s ", key, t.parents[key])
		}
		if err := t.out.object(number, []byte(strings.TrimSpace(body)+"]>>")); err != nil {
			return 0, err
		}
	}
	return root, t.out.object(root, fmt.Appendf(nil, "<</Kids[%s]>>", strings.TrimSpace(kids.String())))
}

// String is the entry as the tree has it.
func (p parentEntry) String() string {
	if p.element != 0 {
		return fmt.Sprintf("%d 0 R", p.element)
	}
	var marks strings.Builder
	for _, element := range p.marks {
		if element == 0 {
			marks.WriteString("null ")
			continue
		}
		fmt.Fprintf(&marks, "%d 0 R ", element)
	}
	return "[" + strings.TrimSpace(marks.String()) + "]"
}

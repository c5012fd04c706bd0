package pdf

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// finish writes what makes a document of the pages: their dictionaries, the
// page tree, bookmarks, layers, and the words that describe it.
func (s *assembling) finish() error {
	if err := s.ownLinks(); err != nil {
		return err
	}
	pages, err := s.tree()
	if err != nil {
		return err
	}
	outlines, err := s.outline()
	if err != nil {
		return err
	}
	catalog := fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/PageLabels<</Nums[0<</S/D>>]>>/ViewerPreferences<</DisplayDocTitle true>>", pages)
	if outlines != 0 {
		catalog += fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", outlines)
	}
	if s.plan.Lang != "" {
		catalog += "/Lang" + text(s.plan.Lang)
	}
	structure, err := s.structure()
	if err != nil {
		return err
	}
	catalog += s.layers() + structure + ">>"
	root, info := s.out.reserve(), s.out.reserve()
	if err := s.out.object(root, []byte(catalog)); err != nil {
		return err
	}
	if err := s.out.object(info, []byte(s.info())); err != nil {
		return err
	}
	return s.out.finish(root, info)
}

// info describes the document: what the candidate chose and nothing of the
// sources.
func (s *assembling) info() string {
	b := "<<"
	for _, entry := range []struct{ key, value string }{
		{"Title", s.plan.Title}, {"Author", s.plan.Author}, {"Creator", s.plan.Program}, {"Producer", s.plan.Program},
	} {
		if entry.value != "" {
			b += "/" + entry.key + text(entry.value)
		}
	}
	if !s.plan.Created.IsZero() {
		date := pdfDate(s.plan.Created)
		b += "/CreationDate" + date + "/ModDate" + date
	}
	return b + ">>"
}

// pdfDate writes an instant in its own zone (ISO 32000-1, 7.9.4).
func pdfDate(t time.Time) string {
	zone := t.Format("-07'00'")
	if _, offset := t.Zone(); offset == 0 {
		zone = "Z"
	}
	return "(D:" + t.Format("20060102150405") + zone + ")"
}

// text writes a text string: printable ASCII as it is, all else as UTF-16
// with its mark (ISO 32000-1, 7.9.2.2).
func text(s string) string {
	plain := true
	for _, r := range s {
		plain = plain && r >= ' ' && r <= '~'
	}
	if plain {
		return quoted([]byte(s))
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String() + ">"
}

// ownLinks puts the plan's links on their pages.
func (s *assembling) ownLinks() error {
	for _, link := range s.plan.Links {
		if link.Page < 0 || link.Page >= len(s.sheets) || link.Target < 0 || link.Target >= len(s.sheets) {
			return fmt.Errorf("link from page %d to %d of %d", link.Page, link.Target, len(s.sheets))
		}
		sheet := s.sheets[link.Page]
		if err := s.ownLink(sheet, link); err != nil {
			return err
		}
	}
	return nil
}

// ownLink puts a link on its page: as an object where the structure names it.
func (s *assembling) ownLink(sheet *sheetOut, link Link) error {
	if !s.tagged() {
		sheet.links = append(sheet.links, pageLink(link.Rect, s.sheets[link.Target], ""))
		return nil
	}
	object := s.out.reserve()
	key := fmt.Sprintf("/StructParent %d", s.linkKey(len(s.linkObjects)))
	s.linkObjects = append(s.linkObjects, object)
	sheet.links = append(sheet.links, fmt.Sprintf(" %d 0 R", object))
	return s.out.object(object, []byte(pageLink(link.Rect, s.sheets[link.Target], key)))
}

func area(r Rect) string {
	return fmt.Sprintf("[%s %s %s %s]", coordinate(r.X0), coordinate(r.Y0), coordinate(r.X1), coordinate(r.Y1))
}

// pageLink is a clickable area that shows another page; more is what else it says.
func pageLink(r Rect, to *sheetOut, more string) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect%s/Border[0 0 0]/F 4/Dest%s%s>>", area(r), to.top(), more)
}

// top is the destination that shows the page from its upper edge on, at the
// reader's zoom. Without that edge some readers stay as far down as they are.
func (p *sheetOut) top() string {
	return fmt.Sprintf("[%d 0 R/XYZ 0 %s null]", p.object, coordinate(p.sheet.Height))
}

// webLink is a clickable area that leads to the web.
func webLink(r Rect, uri string) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect%s/Border[0 0 0]/F 4/A<</S/URI/URI%s>>>>", area(r), text(uri))
}

// treeWidth is how many children a node of the page tree has.
const treeWidth = 32

// tree writes the pages and the nodes above them, and returns its root.
func (s *assembling) tree() (int, error) {
	level := make([]node, len(s.sheets))
	for i, sheet := range s.sheets {
		sheet.key = -1
		if s.tagged() && !sheet.front {
			sheet.key = i
		}
		level[i] = node{object: sheet.object, count: 1, body: sheet.body}
	}
	for {
		var above []node
		for len(level) > 0 {
			group := level[:min(treeWidth, len(level))]
			level = level[len(group):]
			parent := node{object: s.out.reserve()}
			var kids strings.Builder
			for _, kid := range group {
				fmt.Fprintf(&kids, "%d 0 R ", kid.object)
				parent.count += kid.count
				if err := s.out.object(kid.object, []byte(kid.body(parent.object))); err != nil {
					return 0, err
				}
			}
			list, count := strings.TrimSpace(kids.String()), parent.count
			parent.body = func(above int) string {
				up := ""
				if above != 0 {
					up = fmt.Sprintf("/Parent %d 0 R", above)
				}
				return fmt.Sprintf("<</Type/Pages%s/Count %d/Kids[%s]>>", up, count, list)
			}
			above = append(above, parent)
		}
		if len(above) == 1 {
			return above[0].object, s.out.object(above[0].object, []byte(above[0].body(0)))
		}
		level = above
	}
}

// node is a page or a node of the tree; body writes it below a parent.
type node struct {
	object, count int
	body          func(parent int) string
}

// body is the page's dictionary.
func (p *sheetOut) body(parent int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</XObject<<",
		parent, coordinate(p.sheet.Width), coordinate(p.sheet.Height))
	for i, part := range p.drawn {
		key := "P"
		if i > 0 {
			key = fmt.Sprintf("A%d", i)
		}
		fmt.Fprintf(&b, "/%s %d 0 R", key, part.object)
	}
	if p.overlay != nil {
		fmt.Fprintf(&b, "/N %d 0 R", p.overlay.object)
	}
	b.WriteString(">>>>/Contents[")
	for i, part := range p.content {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d 0 R", part.object)
	}
	b.WriteString("]")
	if p.group != nil {
		fmt.Fprintf(&b, "/Group %d 0 R", p.group.object)
	}
	if p.key >= 0 {
		fmt.Fprintf(&b, "/StructParents %d", p.key)
	}
	if len(p.links) > 0 {
		b.WriteString("/Annots[" + strings.Join(p.links, "") + "]/Tabs/S") // the keyboard follows the structure
	}
	return b.String() + ">>"
}

// layers writes which layers are off, without a way to switch them.
func (s *assembling) layers() string {
	if len(s.carrier.layers) == 0 {
		return ""
	}
	var all, off strings.Builder
	for _, l := range s.carrier.layers {
		fmt.Fprintf(&all, "%d 0 R ", l.object)
		if l.hidden {
			fmt.Fprintf(&off, "%d 0 R ", l.object)
		}
	}
	return fmt.Sprintf("/OCProperties<</OCGs[%s]/D<</OFF[%s]/Order[]>>>>", strings.TrimSpace(all.String()), strings.TrimSpace(off.String()))
}

// outline writes the bookmarks and returns their root, 0 where there are none.
func (s *assembling) outline() (int, error) {
	if len(s.plan.Outline) == 0 {
		return 0, nil
	}
	root := s.out.reserve()
	first, last, count, err := s.bookmarks(s.plan.Outline, root, 0)
	if err != nil {
		return 0, err
	}
	return root, s.out.object(root, fmt.Appendf(nil, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, count))
}

// bookmarks writes one level and what is below it, and returns the first and last
// of the level and how many of all are shown to begin with.
func (s *assembling) bookmarks(level []Bookmark, parent, depth int) (first, last, count int, err error) {
	if depth > maxDepth {
		return 0, 0, 0, errDepth
	}
	objects := make([]int, len(level))
	for i := range level {
		objects[i] = s.out.reserve()
	}
	for i, b := range level {
		if b.Page < 0 || b.Page >= len(s.sheets) {
			return 0, 0, 0, fmt.Errorf("bookmark to page %d of %d", b.Page, len(s.sheets))
		}
		body := fmt.Appendf(nil, "<</Title%s/Parent %d 0 R/Dest%s", text(b.Title), parent, s.sheets[b.Page].top())
		if i > 0 {
			body = fmt.Appendf(body, "/Prev %d 0 R", objects[i-1])
		}
		if i+1 < len(level) {
			body = fmt.Appendf(body, "/Next %d 0 R", objects[i+1])
		}
		if len(b.Children) > 0 {
			f, l, n, err := s.bookmarks(b.Children, objects[i], depth+1)
			if err != nil {
				return 0, 0, 0, err
			}
			if b.Closed {
				n = -n
			}
			body = fmt.Appendf(body, "/First %d 0 R/Last %d 0 R/Count %d", f, l, n)
			count += max(n, 0)
		}
		if err := s.out.object(objects[i], append(body, ">>"...)); err != nil {
			return 0, 0, 0, err
		}
		count++
	}
	return objects[0], objects[len(objects)-1], count, nil
}

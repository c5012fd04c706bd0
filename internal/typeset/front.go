package typeset

// The faces of the front.
var (
	kicker       = typeface{bold, 11}
	subtitle     = typeface{regular, 15}
	fieldLabel   = typeface{regular, 10}
	fieldValue   = typeface{regular, 11}
	section      = typeface{bold, 12}
	glanceEntry  = typeface{regular, 11}
	noteFace     = typeface{regular, 8.5}
	pageTitle    = typeface{bold, 26}
	pageAgain    = typeface{bold, 14}
	entryTitle   = typeface{bold, 11}
	entryBelow   = typeface{regular, 10.5}
	entryDetail  = typeface{regular, 9}
	entryPage    = typeface{regular, 11}
	coverTitles  = []typeface{{bold, 36}, {bold, 30}, {bold, 24}, {bold, 20}}
	titleLines   = 3 // of a cover's title at its smallest size
	pageWidth    = 56.0
	entryIndent  = 20.0
	labelWidth   = 136.0
	contentsTop  = 88.0
	bottomMargin = 72.0
)

// front is a front under way.
type front struct {
	*canvas
	Front
	links []Link
	marks marks
}

// SetFront sets the cover page, on which the glance takes the room that is
// left, and the contents pages. Equal fronts give equal bytes.
//
// Titles and values that are too long end in an ellipsis: on the cover a title
// after three lines, in the contents after two. Every entry has one link in
// the contents, and one on the cover where the glance shows it: an entry of
// the glance leads to the entry of the contents that shows the same page.
func SetFront(f Front) (FrontPages, error) {
	c, err := newCanvas(about{f.Paper, f.Lang, f.DocTitle, f.Date, []style{regular, bold}})
	if err != nil {
		return FrontPages{}, err
	}
	s := &front{canvas: c, Front: f}
	s.cover()
	s.contents()
	pages := c.pdf.PageCount()
	for _, sheet := range f.Separators {
		s.separator(sheet)
	}
	data, missing, err := c.finish()
	if err != nil {
		return FrontPages{}, err
	}
	return FrontPages{PDF: data, Pages: pages, Links: s.links, Marks: s.marks, Missing: missing}, nil
}

func (f *front) right() float64 { return f.width - margin }
func (f *front) room() float64  { return f.width - 2*margin }

// cover sets the first page, from its title down; the note stands at its foot.
func (f *front) cover() {
	f.pdf.AddPage()
	y := 112.0
	f.ornament(func() { f.box(margin, y, 40, 4, 0, accent) })
	y += 36
	if lines := f.lines(kicker, f.Cover.Kicker, f.room(), 1); len(lines) > 0 {
		f.texts(AsParagraph, margin, y, 0, kicker, accent, lines)
		y += 16
	}
	y = f.coverTitle(y)
	lines := f.balanced(subtitle, f.Cover.Subtitle, f.room(), 3)
	f.texts(AsParagraph, margin, y+24, 24, subtitle, muted, lines)
	y = f.fields(y + 24*float64(len(lines)) + 40)
	note := f.lines(noteFace, f.Cover.Note, f.room(), 4)
	foot := f.height - bottomMargin - 12*float64(len(note))
	f.glance(y+36, foot)
	f.texts(AsParagraph, margin, foot+8, 12, noteFace, muted, note)
}

// coverTitle sets the title at the largest size at which two lines hold it.
func (f *front) coverTitle(y float64) float64 {
	var lines []string
	var face typeface
	for _, face = range coverTitles {
		if lines = f.balanced(face, f.Cover.Title, f.room(), titleLines); len(lines) <= 2 {
			break
		}
	}
	step := face.size * 1.25
	f.texts(AsTitle, margin, y+step, step, face, black, lines)
	return y + step*float64(len(lines)) + 10
}

// fields sets the labelled values between hairlines and returns where the last
// one ends.
func (f *front) fields(y float64) float64 {
	for _, field := range f.Cover.Fields {
		values := f.lines(fieldValue, field.Value, f.room()-labelWidth, 2)
		labels := f.lines(fieldLabel, field.Label, labelWidth-16, 2)
		height := 16 + 16*float64(max(len(values), len(labels), 1))
		if y+height > f.height-180 {
			break // a cover has room for a dozen at least
		}
		f.rule(margin, f.right(), y)
		f.tagged(AsParagraph, -1, func() {
			f.column(margin, y+20, 16, fieldLabel, muted, labels)
			f.column(margin+labelWidth, y+20, 16, fieldValue, black, values)
		})
		y += height
	}
	if len(f.Cover.Fields) > 0 {
		f.rule(margin, f.right(), y)
	}
	return y
}

// glanceHeight is the height of one line of the glance.
const glanceHeight = 24.0

// glance lists what fits between top and bottom: every entry, else those of
// level 0, else the first of them; where that is not every entry, the last line
// says that there are more.
func (f *front) glance(top, bottom float64) {
	shown := f.glanceEntries(int((bottom - top - 32) / glanceHeight))
	if len(shown) == 0 {
		return
	}
	f.texts(AsHeading, margin, top+12, 0, section, black, f.lines(section, f.Cover.GlanceTitle, f.room(), 1))
	y := top + 24
	for _, g := range shown {
		indent := entryIndent * float64(min(max(g.Level, 0), 1))
		f.tagged(AsListed, g.target, func() {
			f.column(margin+indent, y+16, 0, glanceEntry, black, f.lines(glanceEntry, g.Title, f.room()-pageWidth-indent, 1))
			f.pageNumber(y+16, g.Page)
		})
		if g.target >= 0 {
			f.link(0, y, glanceHeight, g.target)
		}
		y += glanceHeight
	}
	if len(shown) == len(f.Cover.Glance) {
		return
	}
	f.texts(AsParagraph, margin, y+16, 0, glanceEntry, muted, f.lines(glanceEntry, f.Cover.GlanceMore, f.room(), 1))
}

// glanced is an entry of the glance with the index of the entry of the contents
// that it leads to, -1 for none.
type glanced struct {
	Entry
	target int
}

// glanceEntries returns at most so many entries of the glance.
func (f *front) glanceEntries(most int) []glanced {
	var all, top []glanced
	next := 0
	for _, e := range f.Cover.Glance {
		g := glanced{e, -1}
		for i := next; i < len(f.Entries); i++ {
			if f.Entries[i].Page == e.Page {
				g.target, next = i, i+1
				break
			}
		}
		all = append(all, g)
		if e.Level == 0 {
			top = append(top, g)
		}
	}
	if len(all) <= most {
		return all
	}
	return top[:max(0, min(len(top), most-1))] // one line says that there are more
}

// contents sets the contents from the second page on, a translation on the page
// of its original wherever it can be.
func (f *front) contents() {
	heading, face := f.ContentsTitle, pageTitle
	flow := &flow{canvas: f.canvas, bottom: f.height - bottomMargin, newPage: func() float64 {
		f.pdf.AddPage()
		y := contentsTop
		if lines := f.lines(face, heading, f.room(), 1); len(lines) > 0 {
			f.texts(AsTitle, margin, y+face.size, 0, face, black, lines)
			y += face.size + 28
		}
		heading, face = f.ContinuedTitle, pageAgain
		return y
	}}
	flow.turn()
	for start := 0; start < len(f.Entries); {
		end := start + 1
		for end < len(f.Entries) && f.Entries[end].Level > 0 {
			end++
		}
		var rows []row
		for i := start; i < end; i++ {
			rows = append(rows, f.entry(i, i == start, i+1 == end))
		}
		flow.place(rows)
		start = end
	}
}

// entry returns a line of the contents; first and last tell its place among an
// original and its translations, which share one pair of hairlines.
func (f *front) entry(index int, first, last bool) row {
	e := f.Entries[index]
	face, indent, above := entryTitle, 0.0, 10.0
	if e.Level > 0 {
		face, indent = entryBelow, entryIndent
	}
	if !first {
		above = 2
	}
	room := f.room() - indent - pageWidth
	titles := f.lines(face, e.Title, room, 2)
	details := f.lines(entryDetail, e.Detail, room, 2)
	height := above + 16*float64(max(len(titles), 1)) + 13*float64(len(details)) + 4
	if last {
		height += 8
	}
	return row{height: height, draw: func(top float64) {
		if first {
			f.rule(margin, f.right(), top)
		}
		y := top + above
		f.tagged(AsListed, index, func() {
			f.column(margin+indent, y+12, 16, face, black, titles)
			f.column(margin+indent, y+16*float64(len(titles))+10, 13, entryDetail, muted, details)
			f.pageNumber(y+12, e.Page)
		})
		f.link(f.pdf.PageNo()-1, top, height, index)
	}}
}

// pageNumber sets the number of a page at the right margin.
func (f *front) pageNumber(y float64, number string) {
	if lines := f.lines(entryPage, number, pageWidth-8, 1); len(lines) > 0 {
		f.textRight(f.right(), y, entryPage, black, lines[0])
	}
}

// link makes a line of the page lead to an entry.
func (f *front) link(page int, top, height float64, entry int) {
	if f.Entries[entry].Elsewhere {
		return
	}
	f.links = append(f.links, Link{
		Page: page, Entry: entry,
		X0: margin - 8, Y0: f.height - top - height, X1: f.right() + 8, Y1: f.height - top,
	})
}

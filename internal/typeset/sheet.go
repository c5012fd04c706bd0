package typeset

import "time"

// SheetOptions are what a Sheet says of itself and at the foot of its pages.
type SheetOptions struct {
	Paper          Paper
	Lang, DocTitle string // BCP 47 tag and title in the document's metadata
	Date           time.Time
	Footer         string                    // on the left of every page
	PageNumber     func(page, of int) string // on the right
}

// Sheet is a report under way: blocks of text set one below the other, on as
// many pages as they take. It may be used once, by one goroutine. A text that
// is far too long ends in an ellipsis.
type Sheet struct {
	flow
	options SheetOptions
	heading []row // waits for the block that it heads
}

// setting is how a text of a sheet is set.
type setting struct {
	typeface
	leading float64 // from baseline to baseline
	colour  ink
	most    int // lines
}

// The settings of a sheet. The most lines are enough for every honest text.
var (
	setKicker  = setting{kicker, 20, accent, 1}
	setTitle   = setting{typeface{bold, 24}, 32, black, 3}
	setBelow   = setting{typeface{regular, 11}, 16, muted, 4}
	setHeading = setting{typeface{bold, 14}, 20, black, 2}
	setStrong  = setting{typeface{bold, 10.5}, 16, black, 4}
	setBody    = setting{typeface{regular, 10}, 15, black, 16}
	setQuiet   = setting{typeface{regular, 9}, 13, muted, 16}
	setAside   = setting{typeface{regular, 8}, 11, muted, 4}
	setQuoted  = setting{typeface{italic, 9}, 13, muted, 32}
)

// NewSheet begins a report on its first page.
func NewSheet(o SheetOptions) (*Sheet, error) {
	c, err := newCanvas(about{o.Paper, o.Lang, o.DocTitle, o.Date, []style{regular, bold, italic}})
	if err != nil {
		return nil, err
	}
	s := &Sheet{options: o}
	s.flow = flow{canvas: c, bottom: c.height - 56, newPage: func() float64 {
		c.pdf.AddPage()
		return margin
	}}
	s.turn()
	return s, nil
}

// Finish returns the PDF and the characters that the fonts lack, in order; a
// visible sign stands in their place. Equal sheets give equal bytes.
func (s *Sheet) Finish() (pdf []byte, missing []rune, err error) {
	s.put(nil)
	pages := s.pdf.PageCount()
	for page := 1; page <= pages; page++ {
		s.pdf.SetPage(page)
		s.footer(Footer{Left: s.options.Footer, Right: s.options.PageNumber(page, pages)}, sizes[s.options.Paper])
	}
	return s.canvas.finish()
}

func (s *Sheet) room() float64 { return s.width - 2*margin }

// put places a block below what stands there, under the heading that waits.
func (s *Sheet) put(rows []row) {
	rows = append(s.heading, rows...)
	s.heading = nil
	s.place(rows)
}

// set returns a text as rows, one a line, with this space above the first.
func (s *Sheet) set(as setting, x, width, space float64, text string) []row {
	return s.setLines(as, x, space, s.lines(as.typeface, text, width, as.most))
}

func (s *Sheet) setLines(as setting, x, space float64, lines []string) []row {
	var rows []row
	for _, line := range lines {
		rows = append(rows, row{space: space, height: as.leading, draw: func(top float64) {
			s.text(x, top+as.baseline(), as.typeface, as.colour, line)
		}})
		space = 0
	}
	return rows
}

// baseline is how far the baseline lies below the top of a line: capitals stand
// in its middle.
func (as setting) baseline() float64 { return as.leading/2 + 0.36*as.size }

// Title heads the report: a word above, the title, what it is about.
func (s *Sheet) Title(above, title, below string) {
	rows := []row{{height: 16, draw: func(top float64) { s.box(margin, top, 40, 4, 0, accent) }}}
	rows = append(rows, s.set(setKicker, margin, s.room(), 4, above)...)
	rows = append(rows, s.setLines(setTitle, margin, 4, s.balanced(setTitle.typeface, title, s.room(), setTitle.most))...)
	rows = append(rows, s.set(setBelow, margin, s.room(), 4, below)...)
	s.put(append(rows, row{height: 20}))
}

// Heading heads the next block; the two are kept together.
func (s *Sheet) Heading(text string) {
	s.heading = append(s.heading, s.set(setHeading, margin, s.room(), 26, text)...)
	s.heading = append(s.heading, row{height: 4})
}

// Paragraph is a quiet sentence.
func (s *Sheet) Paragraph(text string) { s.put(s.set(setQuiet, margin, s.room(), 4, text)) }

// Fields are labelled values, one below the other.
func (s *Sheet) Fields(fields []Field) {
	for _, f := range fields {
		labels := s.set(setQuiet, margin, labelWidth-16, 0, f.Label)
		values := s.set(setBody, margin+labelWidth, s.room()-labelWidth, 0, f.Value)
		var rows []row
		for i := range max(len(labels), len(values)) {
			rows = append(rows, row{height: 18, draw: func(top float64) {
				drawAt(labels, i, top+1)
				drawAt(values, i, top)
			}})
		}
		s.put(rows)
	}
}

// drawAt draws one of the rows, if it is there.
func drawAt(rows []row, i int, top float64) {
	if i < len(rows) {
		rows[i].draw(top)
	}
}

// Progress shows how much is done as a sentence and a bar.
func (s *Sheet) Progress(sentence string, done, of int) {
	rows := s.set(setStrong, margin, s.room(), 24, sentence)
	rows = append(rows, row{space: 6, height: 8, draw: func(top float64) {
		s.box(margin, top, s.room(), 8, 4, looks[Unanswered].soft)
		if done > 0 && of > 0 {
			share := float64(min(done, of)) / float64(of)
			s.box(margin, top, max(8, s.room()*share), 8, 4, accent)
		}
	}})
	s.put(rows)
}

// Task is something to do: how its point stands, its name, what to do.
type Task struct {
	Mark        Mark
	Title, Text string
}

// Tasks lists what there is to do, the first thing first.
func (s *Sheet) Tasks(tasks []Task) {
	const inset = 24.0
	for _, t := range tasks {
		rows := s.set(setStrong, margin+inset, s.room()-inset, 8, t.Title+" – "+t.Mark.Word)
		rows = s.led(rows, func(top float64) { s.sign(margin+2, top+4, t.Mark.Status) })
		s.put(append(rows, s.set(setBody, margin+inset, s.room()-inset, 0, t.Text)...))
	}
}

// Panel is a text on a tinted ground.
func (s *Sheet) Panel(title, text string) {
	const inset = 16.0
	rows := s.set(setStrong, margin+inset, s.room()-2*inset, 0, title)
	rows = append(rows, s.set(setBody, margin+inset, s.room()-2*inset, 0, text)...)
	rows = append([]row{{height: 10}}, append(rows, row{height: 10})...)
	for i, r := range rows {
		rows[i].draw = func(top float64) {
			s.box(margin, top, s.room(), r.height+0.2, 0, accentSoft) // no seam between rows
			s.box(margin, top, 3, r.height+0.2, 0, accent)
			if r.draw != nil {
				r.draw(top)
			}
		}
	}
	rows[0].space = 28
	s.put(append(rows, row{height: 8})) // air below, whatever follows
}

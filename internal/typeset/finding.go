package typeset

// Finding is one point of a checklist: how it stands, and why.
type Finding struct {
	Mark     Mark
	Title    string
	Reason   string
	Readings []Reading // shown where there are two or more
	Next     string    // what to do
	Clause   string    // the words that it rests on, with their quotation marks
	Notes    []string  // quiet sentences
	Aside    []string  // a few quiet words below the mark: days, above all
}

// Reading is how a point stands by one source.
type Reading struct {
	Status Status
	Text   string // a sentence that says the source and the status
}

// findingIndent is where a finding's text begins, right of its mark.
const findingIndent = 112.0

// Finding sets one point of a checklist, its mark in the margin of its text.
func (s *Sheet) Finding(f Finding) {
	x, width := margin+findingIndent, s.room()-findingIndent
	rows := s.set(setStrong, x, width, 0, f.Title)
	rows = append(rows, s.set(setBody, x, width, 1, f.Reason)...)
	rows = append(rows, s.readings(x, width, f.Readings)...)
	rows = append(rows, s.led(s.set(setBody, x+14, width-14, 3, f.Next), func(top float64) { s.arrow(x, top+7.5) })...)
	rows = append(rows, s.clause(x, width, f.Clause)...)
	for _, n := range f.Notes {
		rows = append(rows, s.set(setQuiet, x, width, 3, n)...)
	}
	s.put(s.beside(f, rows))
}

// beside sets the mark and the aside of a finding left of its text, whose rows
// it takes, below a hairline.
func (s *Sheet) beside(f Finding, text []row) []row {
	var aside []row
	for _, line := range f.Aside {
		aside = append(aside, s.set(setAside, margin, findingIndent-12, 0, line)...)
	}
	left := markHeight + 5 + height(aside)
	first := row{space: 10, height: 10, draw: func(top float64) {
		s.rule(margin, s.width-margin, top)
		s.mark(margin, top+10, findingIndent-8, f.Mark)
		y := top + 10 + markHeight + 5
		for _, r := range aside {
			r.draw(y)
			y += r.height
		}
	}}
	return append(append([]row{first}, text...), row{height: max(0, left-height(text))})
}

// led draws a sign before the first of the rows.
func (s *Sheet) led(rows []row, sign func(top float64)) []row {
	if len(rows) > 0 {
		text := rows[0].draw
		rows[0].draw = func(top float64) {
			sign(top)
			text(top)
		}
	}
	return rows
}

func (s *Sheet) readings(x, width float64, readings []Reading) []row {
	if len(readings) < 2 {
		return nil
	}
	var rows []row
	for _, r := range readings {
		rows = append(rows, s.led(s.set(setBody, x+14, width-14, 2, r.Text), func(top float64) {
			s.sign(x, top+3.5, r.Status)
		})...)
	}
	return rows
}

// clause sets quoted words beside a line that runs along them.
func (s *Sheet) clause(x, width float64, text string) []row {
	rows := s.set(setQuoted, x+14, width-14, 0, text)
	for i, r := range rows {
		rows[i].draw = func(top float64) {
			s.box(x, top, 1.5, r.height+0.2, 0, hairline)
			r.draw(top)
		}
	}
	if len(rows) > 0 {
		rows[0].space = 5
	}
	return rows
}

// arrow draws an arrow to the right, 8 points long; the font has none.
func (s *Sheet) arrow(x, y float64) {
	s.pdf.SetDrawColor(accent.r, accent.g, accent.b)
	s.pdf.SetLineWidth(1.2)
	s.pdf.MoveTo(x, y)
	s.pdf.LineTo(x+8, y)
	s.pdf.MoveTo(x+5, y-3)
	s.pdf.LineTo(x+8, y)
	s.pdf.LineTo(x+5, y+3)
	s.pdf.DrawPath("D")
}

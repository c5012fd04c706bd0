package typeset

// row is a piece of a page that is never split: its height, the space above it
// (dropped at the top of a page), and how it is drawn from its top downwards.
type row struct {
	space, height float64
	draw          func(top float64)
}

// flow places rows one below the other and begins pages as they are needed.
type flow struct {
	*canvas
	y, bottom float64
	newPage   func() float64 // begins a page and returns where its rows begin
	atTop     bool
}

// place draws rows that belong together: on one page where one page can hold
// them, else broken between rows.
func (f *flow) place(rows []row) {
	if f.y+height(rows) > f.bottom && !f.atTop {
		f.turn()
	}
	for _, r := range rows {
		if f.y+r.space+r.height > f.bottom && !f.atTop {
			f.turn()
		}
		if !f.atTop {
			f.y += r.space
		}
		if r.draw != nil {
			r.draw(f.y)
		}
		f.y += r.height
		f.atTop = false
	}
}

// turn begins a page.
func (f *flow) turn() {
	f.y = f.newPage()
	f.atTop = true
}

// height is the height of rows with the spaces between them.
func height(rows []row) float64 {
	sum := 0.0
	for _, r := range rows {
		sum += r.space + r.height
	}
	return sum
}

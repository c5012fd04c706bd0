package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// ListRow is a row of a List: an entry that can be pressed, or where its Value is
// "" a heading above entries.
type ListRow struct{ Value, Title, Note, Aside string }

// List is a long list of entries on one page that scrolls. Only the rows that can
// be seen exist, so that thousands open and scroll like ten. It has the focus as
// one: Up, Down, PageUp, PageDown, Home and End move from entry to entry, Enter,
// Space and the pointer press.
type List struct {
	widget.BaseWidget
	key     string
	rows    []ListRow
	tops    []float32 // of each row, and the end of the last
	tapped  func(value string)
	scroll  *Scroller // that it lies in; nil: not known yet
	now     int       // the entry at hand, below 0 for none
	hovered int       // the entry below the pointer, below 0 for none
	focused bool

	first int // the row that the first of those that exist shows
	drawn []*listRow
	inner *fyne.Container
}

// listRow is one row that exists.
type listRow struct {
	ground, line       *canvas.Rectangle
	title, note, aside *text
}

// NewList returns a list; tapped hears of the entry that was pressed.
func NewList(key string, rows []ListRow, tapped func(value string)) *List {
	l := &List{key: key, rows: rows, tapped: tapped, now: -1, hovered: -1}
	l.inner = Stack(0).(*fyne.Container)
	l.inner.Layout = nil
	l.now = l.next(-1, +1)
	l.measure()
	l.ExtendBaseWidget(l)
	return l
}

// measure lays down where each row begins, in the present size of text.
func (l *List) measure() {
	entry := lineOf(look.TextBody) + lineOf(look.TextSmall) + 2*look.Gap8
	head := lineOf(look.TextSmall) + look.Gap16 + look.Gap4
	l.tops = make([]float32, 0, len(l.rows)+1)
	var y float32
	for i, row := range l.rows {
		l.tops = append(l.tops, y)
		switch {
		case row.Value != "":
			y += entry
		case i == 0:
			y += head - look.Gap12
		default:
			y += head
		}
	}
	l.tops = append(l.tops, y)
}

// next is the entry after a row in a direction, below 0 where there is none.
func (l *List) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(l.rows); i += by {
		if l.rows[i].Value != "" {
			return i
		}
	}
	return -1
}

// rowAt is the row at a height, below 0 where there is none.
func (l *List) rowAt(y float32) int {
	for i := range l.rows {
		if y >= l.tops[i] && y < l.tops[i+1] {
			return i
		}
	}
	return -1
}

// Key returns the key by which the focus is kept.
func (l *List) Key() string { return l.key }

func (l *List) wide() float32        { return look.Em(400) }
func (l *List) tall(float32) float32 { return l.tops[len(l.rows)] }

// MinSize is Fyne's.
func (l *List) MinSize() fyne.Size { return fyne.NewSize(look.Gap32, l.tall(0)) }

// view is the part of the list that can be seen, from the first height to the
// second; a list on no page shows its beginning.
func (l *List) view() (from, to float32) {
	c := canvasOf(l)
	if c == nil {
		return 0, 0
	}
	if l.scroll == nil {
		for _, step := range trailOn(c, l) {
			if scroll, ok := step.(*Scroller); ok {
				l.scroll = scroll
				scroll.OnScrolled = func(fyne.Position) { l.layout(l.Size()) }
			}
		}
	}
	if l.scroll == nil {
		return 0, l.Size().Height
	}
	from = At(l.scroll).Y - At(l).Y
	return from, from + max(l.scroll.Size().Height, c.Size().Height) // the page may not have its new size yet
}

// layout shows the rows that can be seen, and one more at each end.
func (l *List) layout(size fyne.Size) {
	from, to := l.view()
	first, count := len(l.rows), 0
	for i := range l.rows {
		if l.tops[i+1] >= from && l.tops[i] <= to {
			first, count = min(first, i), count+1
		}
	}
	l.first = max(0, first-1)
	count = min(count+2, len(l.rows)-l.first)
	for len(l.drawn) < count {
		row := newListRow()
		l.drawn = append(l.drawn, row)
		l.inner.Objects = append(l.inner.Objects, row.ground, row.line, row.title, row.note, row.aside)
	}
	for n, row := range l.drawn {
		at := l.first + n
		if n < count {
			l.draw(row, at, size.Width)
		} else {
			row.hide()
		}
	}
	l.inner.Resize(size)
	canvas.Refresh(l.inner)
}

func newListRow() *listRow {
	r := &listRow{
		ground: box(look.Clear, look.Focus, look.RadiusControl), line: canvas.NewRectangle(look.Color(look.Line)),
		title: newText("", look.TextBody, look.Ink, false),
		note:  newText("", look.TextSmall, look.Muted, false),
		aside: newText("", look.TextSmall, look.Muted, false),
	}
	r.title.single, r.note.single, r.aside.single = true, true, true
	return r
}

func (r *listRow) hide() {
	r.ground.Hidden, r.line.Hidden, r.title.Hidden, r.note.Hidden, r.aside.Hidden = true, true, true, true, true
}

// draw shows a row of the list.
func (l *List) draw(row *listRow, at int, width float32) {
	shown := l.rows[at]
	y, height := l.tops[at], l.tops[at+1]-l.tops[at]
	isEntry := shown.Value != ""
	row.title.Hidden, row.note.Hidden, row.aside.Hidden = !isEntry, false, !isEntry
	row.line.Hidden = !isEntry || at == l.now && l.focused || at+1 < len(l.rows) && l.rows[at+1].Value == ""
	row.ground.Hidden = at != l.hovered && (at != l.now || !l.focused)
	row.ground.FillColor, row.ground.StrokeWidth = look.Color(look.Soft), 0
	if at == l.now && l.focused {
		row.ground.StrokeWidth = ringWide
	}
	row.title.set(shown.Title)
	row.aside.set(shown.Aside)
	place(row.ground, 0, y, width, height)
	place(row.line, look.Gap8, y+height-hairline, width-2*look.Gap8, hairline)
	if !isEntry {
		row.note.set(shown.Title)
		place(row.note, look.Gap8, y+height-look.Gap4-row.note.lineHeight(), width-2*look.Gap8, row.note.lineHeight())
		return
	}
	row.note.set(shown.Note)
	inner := width - 2*look.Gap8
	aside := min(inner/2, row.aside.wide())
	place(row.title, look.Gap8, y+look.Gap8, inner-aside-look.Gap8, row.title.lineHeight())
	place(row.aside, look.Gap8+inner-aside, y+look.Gap8, aside, row.aside.lineHeight())
	place(row.note, look.Gap8, y+look.Gap8+row.title.lineHeight(), inner, row.note.lineHeight())
}

// to moves to an entry and scrolls it into view.
func (l *List) to(entry int) {
	if entry < 0 {
		return
	}
	l.now = entry
	if l.view(); l.scroll != nil {
		above := At(l).Y - At(l.scroll).Y + l.scroll.Offset.Y
		scrollTo(&l.scroll.Scroll, above+l.tops[entry], l.tops[entry+1]-l.tops[entry])
	}
	l.layout(l.Size())
}

// turn moves by about as many entries as can be seen.
func (l *List) turn(by int) {
	l.view()
	height := l.Size().Height
	if l.scroll != nil {
		height = l.scroll.Size().Height
	}
	goal := l.tops[max(0, l.now)] + float32(by)*height*0.8
	entry := l.now
	for next := l.next(entry, by); next >= 0 && (l.tops[next]-goal)*float32(by) <= 0; next = l.next(entry, by) {
		entry = next
	}
	if entry == l.now {
		entry = l.next(entry, by)
	}
	l.to(entry)
}

// TypedKey is Fyne's.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		l.to(l.next(l.now, -1))
	case fyne.KeyDown:
		l.to(l.next(l.now, +1))
	case fyne.KeyPageUp:
		l.turn(-1)
	case fyne.KeyPageDown:
		l.turn(+1)
	case fyne.KeyHome:
		l.to(l.next(-1, +1))
	case fyne.KeyEnd:
		l.to(l.next(len(l.rows), -1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if l.now >= 0 {
			l.tapped(l.rows[l.now].Value)
		}
	default:
		passOn(l, ev)
	}
}

// TypedRune is Fyne's.
func (l *List) TypedRune(rune) {}

// FocusGained is Fyne's: the ring is around the entry at hand.
func (l *List) FocusGained() {
	l.focused = true
	l.layout(l.Size())
}

// FocusLost is Fyne's.
func (l *List) FocusLost() {
	l.focused = false
	l.layout(l.Size())
}

// Tapped is Fyne's.
func (l *List) Tapped(ev *fyne.PointEvent) {
	row := l.rowAt(ev.Position.Y)
	if row < 0 || l.rows[row].Value == "" {
		return
	}
	l.now = row
	takeFocus(l)
	l.tapped(l.rows[row].Value)
}

// MouseIn is Fyne's.
func (l *List) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (l *List) MouseMoved(ev *desktop.MouseEvent) {
	row := l.rowAt(ev.Position.Y)
	if row >= 0 && l.rows[row].Value == "" {
		row = -1
	}
	if row != l.hovered {
		l.hovered = row
		l.layout(l.Size())
	}
}

// MouseOut is Fyne's.
func (l *List) MouseOut() {
	l.hovered = -1
	l.layout(l.Size())
}

// Cursor is Fyne's.
func (l *List) Cursor() desktop.Cursor {
	if l.hovered < 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel is what a screen reader says of the entry at hand.
func (l *List) AccessibilityLabel() string {
	if l.now < 0 {
		return ""
	}
	row := l.rows[l.now]
	return spokenRow(RowItem{Title: row.Title, Word: row.Aside, Note: row.Note})
}

// AccessibilityRole is what a screen reader calls it.
func (l *List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: these(l.inner), layout: l.layout, least: l.MinSize,
		refresh: func() { l.measure(); l.layout(l.Size()) },
	}
}

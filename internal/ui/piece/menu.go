package piece

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// menu is the list of options that a pop-up shows. Only the rows that can be
// seen exist, so that two hundred countries open at once.
type menu struct {
	widget.BaseWidget
	key     string
	options []Option
	chosen  string
	choose  func(Option)
	now     int // the row that Enter chooses
	first   int // the row at the top
	most    int // rows shown at a time
	typed   string
	rows    []*menuRow
	thumb   *canvas.Rectangle
	inner   *fyne.Container
}

// menuRow is one row that is seen.
type menuRow struct {
	ground *canvas.Rectangle
	label  *text
	note   *text
	aside  *text
	tick   *fyne.Container
}

// menuWide is how wide a list of answers gets, in points at the usual size of text.
const menuWide = 680

// mostRows is how many rows a list of answers shows at most.
const mostRows = 9

func newMenu(key string, options []Option, chosen string, choose func(Option)) *menu {
	m := &menu{key: key, chosen: chosen, choose: choose, most: mostRows}
	m.thumb = box(look.Edge, look.Clear, 2)
	m.inner = Stack(0).(*fyne.Container)
	m.inner.Layout = nil
	m.ExtendBaseWidget(m)
	m.show(options)
	return m
}

// show shows other options; the chosen one, else the first, is the one at hand.
func (m *menu) show(options []Option) {
	m.options, m.first = options, 0
	m.now = max(0, slices.IndexFunc(options, func(o Option) bool { return o.Value == m.chosen }))
	m.keepInView(m.fits(m.Size().Height))
	m.Refresh()
}

// noted reports whether any option has a note.
func (m *menu) noted() bool {
	return slices.ContainsFunc(m.options, func(o Option) bool { return o.Note != "" })
}

func (m *menu) rowHeight() float32 {
	height := lineOf(look.TextBody) + 2*look.Gap8
	if m.noted() {
		height += lineOf(look.TextSmall)
	}
	return height
}

func lineOf(size fyne.ThemeSizeName) float32 {
	return fyne.MeasureText("M", look.Size(size), fyne.TextStyle{}).Height
}

// want returns the size that the menu wants to have.
func (m *menu) want(least float32) fyne.Size {
	width := least
	for _, o := range m.options[:min(len(m.options), 400)] {
		label := fyne.MeasureText(o.Label, look.Size(look.TextBody), fyne.TextStyle{}).Width
		note := fyne.MeasureText(o.Note, look.Size(look.TextSmall), fyne.TextStyle{}).Width
		aside := fyne.MeasureText(o.Aside, look.Size(look.TextSmall), fyne.TextStyle{}).Width
		width = max(width, max(label+aside, note)+look.Em(64))
	}
	return fyne.NewSize(min(width, max(least, look.Em(menuWide))), float32(min(len(m.options), m.most))*m.rowHeight())
}

func (m *menu) fits(height float32) int { return max(1, int((height+slack)/m.rowHeight())) }

// keepInView moves the rows so that the one at hand is seen.
func (m *menu) keepInView(count int) {
	m.first = max(m.now-count+1, min(m.first, m.now))
	m.first = max(0, min(m.first, len(m.options)-count))
}

// step moves the row at hand.
func (m *menu) step(by int) { m.at(m.now + by) }

func (m *menu) at(i int) {
	m.now = max(0, min(len(m.options)-1, i))
	m.keepInView(m.fits(m.Size().Height))
	m.Refresh()
}

// take chooses the row at hand.
func (m *menu) take() {
	if m.now < len(m.options) {
		m.choose(m.options[m.now])
	}
}

// handle answers the keys that move and choose.
func (m *menu) handle(ev *fyne.KeyEvent) bool {
	page := m.fits(m.Size().Height)
	switch ev.Name {
	case fyne.KeyUp:
		m.step(-1)
	case fyne.KeyDown:
		m.step(1)
	case fyne.KeyPageUp:
		m.step(-page)
	case fyne.KeyPageDown:
		m.step(page)
	case fyne.KeyReturn, fyne.KeyEnter:
		m.take()
	default:
		return false
	}
	return true
}

// Key returns the key of the menu.
func (m *menu) Key() string { return m.key }

// AccessibilityLabel is what a screen reader says of the row at hand.
func (m *menu) AccessibilityLabel() string {
	if m.now >= len(m.options) {
		return ""
	}
	o := m.options[m.now]
	return spokenRow(RowItem{Title: o.Label, Word: o.Aside, Note: o.Note})
}

// AccessibilityRole is what a screen reader calls it.
func (m *menu) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// TypedKey is Fyne's.
func (m *menu) TypedKey(ev *fyne.KeyEvent) {
	if m.handle(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyHome:
		m.at(0)
	case fyne.KeyEnd:
		m.at(len(m.options) - 1)
	case fyne.KeySpace:
		if m.typed == "" {
			m.take()
		}
	default:
		passOn(m, ev)
	}
}

// TypedRune is Fyne's: letters jump to the option that begins with them. A
// letter again goes to the next option.
func (m *menu) TypedRune(r rune) {
	letter := folded(string(r))
	if r == ' ' && m.typed == "" {
		return
	}
	from := m.now
	if m.typed += letter; !m.jump(m.typed, from) {
		m.typed = letter
		m.jump(letter, from+1)
	}
}

// jump goes to the next option, from one on and around, that begins so.
func (m *menu) jump(start string, from int) bool {
	for i := range m.options {
		at := (from + i) % len(m.options)
		if strings.HasPrefix(folded(m.options[at].Label), start) {
			m.at(at)
			return true
		}
	}
	return false
}

// FocusGained is Fyne's. The row at hand shows where the focus is.
func (m *menu) FocusGained() {}

// FocusLost is Fyne's.
func (m *menu) FocusLost() {}

// Tapped is Fyne's.
func (m *menu) Tapped(ev *fyne.PointEvent) {
	if row := m.rowAt(ev.Position); row >= 0 {
		m.now = row
		m.take()
	}
}

func (m *menu) rowAt(at fyne.Position) int {
	row := m.first + int(at.Y/m.rowHeight())
	if at.Y < 0 || row >= len(m.options) {
		return -1
	}
	return row
}

// MouseIn is Fyne's.
func (m *menu) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved is Fyne's: the row below the pointer is the one at hand.
func (m *menu) MouseMoved(ev *desktop.MouseEvent) {
	if row := m.rowAt(ev.Position); row >= 0 && row != m.now {
		m.now = row
		m.Refresh()
	}
}

// MouseOut is Fyne's.
func (m *menu) MouseOut() {}

// Cursor is Fyne's.
func (m *menu) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Scrolled is Fyne's.
func (m *menu) Scrolled(ev *fyne.ScrollEvent) {
	count := m.fits(m.Size().Height)
	by := 1
	if ev.Scrolled.DY > 0 {
		by = -1
	}
	m.first = max(0, min(m.first+by, len(m.options)-count))
	m.Refresh()
}

// MinSize is Fyne's.
func (m *menu) MinSize() fyne.Size { return fyne.NewSize(look.Gap32, m.rowHeight()) }

// CreateRenderer is Fyne's.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: these(m.inner, m.thumb), layout: m.layout, least: m.MinSize,
		refresh: func() { m.layout(m.Size()); m.inner.Refresh(); m.thumb.Refresh() },
	}
}

func newMenuRow() *menuRow {
	r := &menuRow{
		ground: box(look.Soft, look.Focus, look.RadiusControl),
		label:  newText("", look.TextBody, look.Ink, false),
		note:   newText("", look.TextSmall, look.Muted, false),
		aside:  newText("", look.TextSmall, look.Muted, false),
		tick:   picture(look.Icon("check"), look.Accent, look.Em(16)),
	}
	r.ground.StrokeWidth = 1.5
	r.label.single, r.note.single, r.aside.single = true, true, true
	return r
}

func (m *menu) layout(size fyne.Size) {
	count := min(m.fits(size.Height), len(m.options))
	for len(m.rows) < count {
		row := newMenuRow()
		m.rows = append(m.rows, row)
		m.inner.Objects = append(m.inner.Objects, row.ground, row.label, row.note, row.aside, row.tick)
	}
	m.first = max(0, min(m.first, len(m.options)-count))
	for i, row := range m.rows {
		at := m.first + i
		gone := i >= count
		row.label.Hidden, row.note.Hidden, row.aside.Hidden = gone, gone, gone
		row.ground.Hidden, row.tick.Hidden = gone || at != m.now, gone || m.options[at].Value != m.chosen
		if !gone {
			m.layoutRow(row, m.options[at], i, size.Width)
		}
	}
	m.layoutThumb(count, size)
	m.inner.Resize(size)
}

func (m *menu) layoutRow(row *menuRow, o Option, i int, width float32) {
	height, side := m.rowHeight(), look.Em(16)
	y := float32(i) * height
	row.label.set(o.Label)
	row.note.set(o.Note)
	row.aside.set(o.Aside)
	if m.fits(m.Size().Height) < len(m.options) {
		width -= look.Gap8
	}
	place(row.ground, ringWide, y+ringWide, width-2*ringWide, height-2*ringWide) // a list that scrolls is cut off at its edge
	inner := width - 2*look.Gap12 - look.Gap8 - side
	top := look.Gap8
	if o.Note == "" {
		top = (height - row.label.lineHeight()) / 2
	}
	place(row.label, look.Gap12, y+top, inner, row.label.lineHeight())
	place(row.note, look.Gap12, y+look.Gap8+row.label.lineHeight(), inner, row.note.lineHeight())
	if !m.noted() {
		row.note.Hidden = true
	}
	aside, ticked := row.aside.wide(), float32(0)
	if m.chosen != "" { // beside the tick, all in line
		ticked = side + look.Gap8
	}
	place(row.aside, width-look.Gap12-ticked-aside, y+(height-row.aside.lineHeight())/2, aside, row.aside.lineHeight())
	place(row.tick, width-look.Gap12-side, y+(height-side)/2, side, side)
}

func (m *menu) layoutThumb(count int, size fyne.Size) {
	m.thumb.Hidden = count >= len(m.options)
	if m.thumb.Hidden {
		return
	}
	all := float32(len(m.options))
	high := max(look.Gap16, size.Height*float32(count)/all)
	y := (size.Height - high) * float32(m.first) / (all - float32(count))
	place(m.thumb, size.Width-look.Gap4, y, look.Gap4, high)
}

// ShowMenu lists options below an anchor, all of them where there is room, with a
// tick at the chosen one ("" for none). Up, Down, letters and the pointer move;
// Enter, Space and a press choose; Escape and a press elsewhere close.
func ShowMenu(anchor fyne.CanvasObject, key string, options []Option, chosen string, choose func(value string)) {
	var shown *overlay
	m := newMenu(key, options, chosen, func(o Option) {
		shown.hide()
		choose(o.Value)
	})
	m.most = len(options)
	card := inset(evenly(look.Gap4+1), floating(look.RadiusControl+2), m)
	shown = popUp(anchor, card, func(most fyne.Size) fyne.Size { return cardSize(m, m.want(0), most) }, m)
}

// popUp shows a menu on a card beside its anchor.
func popUp(anchor fyne.CanvasObject, card fyne.CanvasObject, want func(most fyne.Size) fyne.Size, first fyne.Focusable) *overlay {
	c := canvasOf(anchor)
	if c == nil {
		return nil
	}
	o := newOverlay(c, card, look.Clear)
	o.place, o.outside = beside(anchor, want), true
	o.show(first)
	return o
}

package choose

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// A row is a line of a list as it is drawn.
type row struct {
	icon       string
	name       string
	size, date string // at the right, empty for none
	markable   bool   // has a box that can be ticked
	marked     bool
}

// list is rows under each other, of which only those in sight are drawn. It is
// one stop for Tab; what the keys do is up to what it is used for.
type list struct {
	widget.BaseWidget
	key     string
	count   func() int
	row     func(i int) row
	cursor  func() int             // -1: none
	pressed func(i int, how press) // by the pointer
	opened  func(i int)            // pressed twice
	typed   func(fyne.KeyName) bool
	rune    func(rune)
	all     func() // Ctrl+A; may be nil
	columns bool   // sizes and dates have their columns
	focused bool
	hovered int // the row that the pointer is on; -1: none
	scroll  *container.Scroll
	ring    *canvas.Rectangle
}

// press says how a row was pressed.
type press int

const (
	plain  press = iota
	onMark       // on its box, or with Ctrl
	extend       // with Shift: all up to here
)

func (l *list) build() *list {
	l.hovered = -1
	l.ring = canvas.NewRectangle(color.Transparent)
	l.ring.StrokeColor, l.ring.StrokeWidth, l.ring.CornerRadius = look.Color(look.Line), 1, look.RadiusControl
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.scroll.OnScrolled = func(fyne.Position) { l.Refresh() }
	return l
}

// framed returns the list with its scroller and its border.
func (l *list) framed() fyne.CanvasObject {
	ground := canvas.NewRectangle(look.Color(look.Surface))
	ground.CornerRadius = look.RadiusControl
	return container.New(&framed{}, ground, l.scroll, l.ring)
}

// framed lays everything over everything, the second a little smaller.
type framed struct{}

func (*framed) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for i, o := range o {
		var inset float32
		if i == 1 {
			inset = 2
		}
		o.Move(fyne.NewPos(inset, inset))
		o.Resize(fyne.NewSize(size.Width-2*inset, size.Height-2*inset))
	}
}

func (*framed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(look.Em(120)) }

// Key returns the key by which the focus is kept.
func (l *list) Key() string { return l.key }

func (l *list) rowHeight() float32 { return look.Em(32) }

// MinSize is Fyne's: the height of all rows.
func (l *list) MinSize() fyne.Size {
	return fyne.NewSize(look.Em(100), float32(l.count())*l.rowHeight())
}

// changed draws the list anew after its rows, and shows the cursor.
func (l *list) changed() {
	if i := l.cursor(); i >= 0 {
		top, height, view := float32(i)*l.rowHeight(), l.rowHeight(), l.scroll.Size().Height
		switch offset := l.scroll.Offset.Y; {
		case top < offset:
			l.scroll.Offset.Y = top
		case top+height > offset+view:
			l.scroll.Offset.Y = max(0, top+height-view)
		}
	}
	l.scroll.Refresh()
	l.Refresh()
}

// top shows the list from its beginning.
func (l *list) top() {
	l.scroll.Offset.Y = 0
	l.hovered = -1
}

// page is how many rows are in sight.
func (l *list) page() int { return max(1, int(l.scroll.Size().Height/l.rowHeight())-1) }

// FocusGained is Fyne's: the border becomes a ring.
func (l *list) FocusGained() { l.focus(true) }

// FocusLost is Fyne's.
func (l *list) FocusLost() { l.focus(false) }

func (l *list) focus(on bool) {
	l.focused = on
	l.ring.StrokeColor, l.ring.StrokeWidth = look.Color(look.Line), 1
	if on {
		l.ring.StrokeColor, l.ring.StrokeWidth = look.Color(look.Focus), 2
	}
	l.ring.Refresh()
	l.Refresh()
}

// TypedRune is Fyne's.
func (l *list) TypedRune(r rune) {
	if l.rune != nil && r != ' ' { // Space is a key
		l.rune(r)
	}
}

// TypedKey is Fyne's. A key that the list has no use for is the dialog's.
func (l *list) TypedKey(ev *fyne.KeyEvent) {
	if l.typed(ev.Name) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// TypedShortcut is Fyne's: Ctrl+A.
func (l *list) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok && l.all != nil {
		l.all()
	}
}

func (l *list) at(y float32) int {
	if i := int(y / l.rowHeight()); y >= 0 && i < l.count() {
		return i
	}
	return -1
}

// MouseDown is Fyne's: at once, as the second press of two comes late.
func (l *list) MouseDown(ev *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	i := l.at(ev.Position.Y)
	if i < 0 || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	how := plain
	switch {
	case ev.Modifier&fyne.KeyModifierShift != 0:
		how = extend
	case ev.Modifier&fyne.KeyModifierShortcutDefault != 0, l.row(i).markable && ev.Position.X < l.markWidth():
		how = onMark
	}
	l.pressed(i, how)
}

// MouseUp is Fyne's.
func (l *list) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped is Fyne's.
func (l *list) DoubleTapped(ev *fyne.PointEvent) {
	if i := l.at(ev.Position.Y); i >= 0 && !(l.row(i).markable && ev.Position.X < l.markWidth()) {
		l.opened(i)
	}
}

// MouseIn is Fyne's.
func (l *list) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (l *list) MouseMoved(ev *desktop.MouseEvent) { l.hover(l.at(ev.Position.Y)) }

// MouseOut is Fyne's.
func (l *list) MouseOut() { l.hover(-1) }

func (l *list) hover(i int) {
	if i != l.hovered {
		l.hovered = i
		l.Refresh()
	}
}

func (l *list) markWidth() float32 { return look.Gap8 + look.Em(16) + look.Gap8 }

// CreateRenderer is Fyne's.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return &listRenderer{list: l} }

type listRenderer struct {
	list  *list
	lines []*line
	shown []fyne.CanvasObject
}

// A line is what a row in sight is drawn with.
type line struct {
	ground, box      *canvas.Rectangle
	tick, icon       *canvas.Image
	name, size, date *canvas.Text
}

func newLine() *line {
	picture := func() *canvas.Image { return &canvas.Image{FillMode: canvas.ImageFillContain} }
	return &line{
		ground: &canvas.Rectangle{CornerRadius: 4}, box: &canvas.Rectangle{CornerRadius: 4}, tick: picture(), icon: picture(),
		name: &canvas.Text{}, size: &canvas.Text{Alignment: fyne.TextAlignTrailing}, date: &canvas.Text{Alignment: fyne.TextAlignTrailing},
	}
}

func (n *line) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.ground, n.box, n.tick, n.icon, n.name, n.size, n.date}
}

func (r *listRenderer) MinSize() fyne.Size           { return r.list.MinSize() }
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *listRenderer) Destroy()                     {}
func (r *listRenderer) Layout(fyne.Size)             { r.draw() }

func (r *listRenderer) Refresh() {
	r.draw()
	for _, o := range r.shown {
		o.Refresh()
	}
}

// draw gives every row in sight a line.
func (r *listRenderer) draw() {
	l := r.list
	height := l.rowHeight()
	first := max(0, int(l.scroll.Offset.Y/height))
	last := min(l.count(), int((l.scroll.Offset.Y+l.scroll.Size().Height)/height)+1)
	for len(r.lines) < last-first {
		r.lines = append(r.lines, newLine())
	}
	r.shown = r.shown[:0:0]
	for i := first; i < last; i++ {
		n := r.lines[i-first]
		l.drawRow(n, i, fyne.NewPos(0, float32(i)*height), fyne.NewSize(min(l.Size().Width, l.scroll.Size().Width), height))
		r.shown = append(r.shown, n.objects()...)
	}
}

// The widths of size and date, and those of the list from which on there is
// room for them, in points at the usual size of text.
const (
	sizeWidth, leastForSize = 80, 460
	dateWidth, leastForDate = 140, 360
)

func (l *list) drawRow(n *line, i int, at fyne.Position, size fyne.Size) {
	row := l.row(i)
	isCursor := i == l.cursor()
	n.ground.FillColor = color.Transparent
	switch {
	case isCursor:
		n.ground.FillColor = look.Color(look.Soft)
	case i == l.hovered:
		n.ground.FillColor = look.Color(look.Hover)
	}
	n.ground.StrokeWidth = 0
	if isCursor && l.focused {
		n.ground.StrokeColor, n.ground.StrokeWidth = look.Color(look.Focus), 1
	}
	lay(n.ground, at.AddXY(2, 1), size.SubtractWidthHeight(6, 2))
	x, right := at.X+look.Gap8, at.X+size.Width-look.Gap12
	x = l.drawMark(n, row, x, at.Y, size.Height)
	ink := look.Muted
	if row.icon == "folder" {
		ink = look.Accent
	}
	x = l.drawPicture(n.icon, row.icon, ink, x, at.Y, size.Height, look.Em(18))
	right = l.drawColumn(n.date, row.date, right, at.Y, fyne.NewSize(look.Em(dateWidth), size.Height), size.Width >= look.Em(leastForDate))
	right = l.drawColumn(n.size, row.size, right, at.Y, fyne.NewSize(look.Em(sizeWidth), size.Height), size.Width >= look.Em(leastForSize))
	setText(n.name, shorten(row.name, right-look.Gap8-x), look.Ink, look.TextBody)
	lay(n.name, fyne.NewPos(x, at.Y), fyne.NewSize(right-x, size.Height))
}

// drawColumn draws a text that ends at right, if it has room, and returns where
// it begins.
func (l *list) drawColumn(t *canvas.Text, words string, right, y float32, size fyne.Size, room bool) float32 {
	t.Hidden = !l.columns || !room
	if t.Hidden {
		return right
	}
	setText(t, words, look.Muted, theme.SizeNameCaptionText)
	lay(t, fyne.NewPos(right-size.Width, y), size)
	return right - size.Width
}

// drawPicture draws an icon at x, none for "", and returns where it ends.
func (l *list) drawPicture(image *canvas.Image, icon string, ink fyne.ThemeColorName, x, y, height, side float32) float32 {
	image.Hidden = icon == ""
	if image.Hidden {
		return x
	}
	image.Resource = look.Tinted(look.Icon(icon), look.Color(ink), side)
	lay(image, fyne.NewPos(x, y+(height-side)/2), fyne.NewSquareSize(side))
	return x + side + look.Gap8
}

// drawMark draws the box of a row that has one, and returns where it ends.
func (l *list) drawMark(n *line, r row, x, y, height float32) float32 {
	side := look.Em(16)
	n.box.Hidden, n.tick.Hidden = !r.markable, true
	if !r.markable {
		return x
	}
	n.box.FillColor, n.box.StrokeColor, n.box.StrokeWidth = look.Color(look.Surface), look.Color(look.Edge), 1.5
	lay(n.box, fyne.NewPos(x, y+(height-side)/2), fyne.NewSquareSize(side))
	if r.marked {
		n.box.FillColor, n.box.StrokeColor = look.Color(look.Accent), look.Color(look.Accent)
		l.drawPicture(n.tick, "check", look.AccentInk, x+look.Em(1.5), y, height, look.Em(13))
	}
	return x + side + look.Gap12
}

func setText(t *canvas.Text, words string, ink fyne.ThemeColorName, size fyne.ThemeSizeName) {
	t.Text, t.Color, t.TextSize = words, look.Color(ink), look.Size(size)
}

func lay(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	o.Move(at)
	o.Resize(fyne.NewSize(max(0, size.Width), max(0, size.Height)))
}

// shorten takes out the middle of a name that is too wide, so that its ending
// can still be read.
func shorten(name string, width float32) string {
	measure := func(s string) float32 { return fyne.MeasureText(s, look.Size(look.TextBody), fyne.TextStyle{}).Width }
	if measure(name) <= width {
		return name
	}
	runes := []rune(name)
	low, high := 0, len(runes)
	for low < high {
		keep := (low + high + 1) / 2
		if measure(shortened(runes, keep)) <= width {
			low = keep
		} else {
			high = keep - 1
		}
	}
	return shortened(runes, low)
}

// shortened keeps so many characters, a third of them at the end.
func shortened(runes []rune, keep int) string {
	end := keep / 3
	return string(runes[:keep-end]) + "…" + string(runes[len(runes)-end:])
}

// AccessibilityLabel is what a screen reader says: the row that the keys act on.
func (l *list) AccessibilityLabel() string {
	if i := l.cursor(); i >= 0 && i < l.count() {
		return l.row(i).name
	}
	return ""
}

// AccessibilityRole is what a screen reader calls it.
func (l *list) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// Check is a box to tick, with a label that wraps. The whole row is pressed.
type Check struct {
	plate
	on     bool
	told   func(bool)
	square *canvas.Rectangle
	tick   *fyne.Container
}

// boxSide is the side of the box to tick, in points at the usual size of text.
const boxSide = 18

// NewCheck returns a box to tick.
func NewCheck(key, label string, on bool, changed func(bool)) *Check {
	c := &Check{on: on, told: changed}
	c.square = box(look.Surface, look.Edge, 4)
	c.tick = picture(look.Icon("check"), look.AccentInk, look.Em(boxSide-4))
	mark := container.New(&atSide{look.Em(boxSide)}, c.square, inset(evenly(look.Em(2)), c.tick))
	row := newGrow(look.Gap12, mark, Body(label), nil)
	row.Layout.(*grow).top = true
	c.space, c.ringGap, c.spoken = upright(look.Gap4), 2, label
	c.build(c, key, box(look.Clear, look.Clear, look.RadiusControl), row, c.toggle)
	c.showOn()
	return c
}

// On reports whether the box is ticked.
func (c *Check) On() bool { return c.on }

func (c *Check) toggle() {
	c.on = !c.on
	c.showOn()
	if c.told != nil {
		c.told(c.on)
	}
}

func (c *Check) showOn() {
	fill, line := look.Surface, look.Edge
	if c.on {
		fill, line = look.Accent, look.Accent
	}
	c.square.FillColor, c.square.StrokeColor = look.Color(fill), look.Color(line)
	c.square.StrokeWidth = 1.5
	c.tick.Hidden = !c.on
	c.square.Refresh()
	c.tick.Refresh()
}

// atSide is a square of a side; all objects fill it. It is as high as a line of
// text, so that it stands beside the first.
type atSide struct{ side float32 }

func (a *atSide) wide([]fyne.CanvasObject) float32 { return a.side }
func (a *atSide) tall([]fyne.CanvasObject, float32) float32 {
	return max(a.side, lineOf(look.TextBody))
}

func (a *atSide) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(a.side, a.tall(o, a.side))
}

func (a *atSide) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, each := range o {
		place(each, 0, (size.Height-a.side)/2, a.side, a.side)
	}
}

// radio is a choice of one of a few that are all seen, one below the other. It
// is one stop for Tab; the arrows move and choose.
type radio struct {
	widget.BaseWidget
	rows []*radioRow
	all  *fyne.Container
	now  int // the one chosen, -1 for none
	told func(string)
}

// radioRow is one of the options. Those that Tab does not come to say that they
// are disabled: so Fyne passes them over.
type radioRow struct {
	plate
	radio  *radio
	place  int
	value  string
	circle *canvas.Circle
	dot    *canvas.Circle
}

// NewRadio returns the options one below the other, each with its note below its
// label. The group has the key of the option that Tab comes to.
func NewRadio(key string, options []Option, selected string, changed func(string)) fyne.CanvasObject {
	r := &radio{told: changed}
	r.now = slices.IndexFunc(options, func(o Option) bool { return o.Value == selected })
	var rows []fyne.CanvasObject
	for i, o := range options {
		row := newRadioRow(r, key, i, o)
		r.rows, rows = append(r.rows, row), append(rows, row)
	}
	r.all = Stack(look.Gap4, rows...).(*fyne.Container)
	r.ExtendBaseWidget(r)
	r.showNow()
	return r
}

func newRadioRow(r *radio, key string, i int, o Option) *radioRow {
	row := &radioRow{radio: r, place: i, value: o.Value, circle: &canvas.Circle{}, dot: &canvas.Circle{}}
	words := []fyne.CanvasObject{Body(o.Label)}
	if o.Note != "" {
		words = append(words, Small(o.Note))
	}
	mark := container.New(&atSide{look.Em(boxSide)}, row.circle, inset(evenly(look.Em(5)), row.dot))
	line := newGrow(look.Gap12, mark, Stack(1, words...), nil)
	line.Layout.(*grow).top = true
	row.space, row.ringGap, row.spoken = upright(look.Gap4), 2, o.Label
	row.build(row, key, box(look.Clear, look.Clear, look.RadiusControl), line, func() { r.choose(i) })
	row.keys = row.typed
	return row
}

func (r *radio) name(n naming) {
	for _, row := range r.rows {
		row.name(n)
	}
}

// stops reports whether Tab comes to the row.
func (r *radioRow) stops() bool { return r.place == max(0, r.radio.now) }

// Disabled says yes for all but the one that Tab comes to.
func (r *radioRow) Disabled() bool { return !r.stops() || r.plate.Disabled() }

// Key is the group's for the row that Tab comes to, and none for the others.
func (r *radioRow) Key() string {
	if r.stops() {
		return r.key
	}
	return ""
}

// Tapped is Fyne's.
func (r *radioRow) Tapped(*fyne.PointEvent) {
	if r.plate.Disabled() {
		return
	}
	r.radio.choose(r.place)
	takeFocus(r)
}

func (r *radioRow) typed(ev *fyne.KeyEvent) bool {
	key := ev.Name
	switch key {
	case fyne.KeyLeft:
		key = fyne.KeyUp
	case fyne.KeyRight:
		key = fyne.KeyDown
	}
	to, ok := step(key, r.place, len(r.radio.rows))
	if ok {
		r.radio.choose(to)
	}
	return ok
}

// Disable makes the group one that cannot be changed.
func (r *radio) Disable() {
	for _, row := range r.rows {
		row.Disable()
	}
}

// Enable lets the group be changed again.
func (r *radio) Enable() {
	for _, row := range r.rows {
		row.Enable()
	}
}

// Disabled reports whether the group cannot be changed.
func (r *radio) Disabled() bool { return len(r.rows) > 0 && r.rows[0].plate.Disabled() }

func (r *radio) choose(i int) {
	if i == r.now {
		return
	}
	had := canvasOf(r) != nil && slices.ContainsFunc(r.rows, func(row *radioRow) bool { return row.focused })
	r.now = i
	r.showNow()
	if had {
		takeFocus(r.rows[i])
	}
	if r.told != nil {
		r.told(r.rows[i].value)
	}
}

func (r *radio) showNow() {
	for i, row := range r.rows {
		line := look.Edge
		if i == r.now {
			line = look.Accent
		}
		row.circle.FillColor, row.circle.StrokeColor, row.circle.StrokeWidth = look.Color(look.Surface), look.Color(line), 1.5
		row.dot.FillColor, row.dot.Hidden = look.Color(look.Accent), i != r.now
		row.circle.Refresh()
		row.dot.Refresh()
	}
}

// Inside returns the rows.
func (r *radio) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{r.all} }

func (r *radio) wide() float32              { return wideOf(r.all) }
func (r *radio) tall(width float32) float32 { return tallOf(r.all, width) }
func (r *radio) layout(size fyne.Size)      { place(r.all, 0, 0, size.Width, size.Height) }

// MinSize is Fyne's.
func (r *radio) MinSize() fyne.Size { return r.all.MinSize() }

// CreateRenderer is Fyne's.
func (r *radio) CreateRenderer() fyne.WidgetRenderer { return wrapping(r.all, r.layout, r.Size) }

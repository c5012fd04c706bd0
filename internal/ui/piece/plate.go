package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// ringWide is how wide the ring around what has the focus is, in points.
const ringWide = 2

// newRing returns the ring, hidden.
func newRing(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(look.Color(look.Clear))
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = look.Color(look.Focus), ringWide, radius
	r.Hide()
	return r
}

// plate is what all pieces that can be pressed are made of: a ground, what is on
// it, a veil for the pointer and a ring for the focus. Enter and Space press it.
type plate struct {
	widget.DisableableWidget
	self    fyne.Widget
	key     string
	spoken  string // for a screen reader
	called  naming // by the field that it stands in
	content fyne.CanvasObject
	space   padded
	least   float32             // the smallest height
	snug    bool                // no wider than its content
	dressed bool                // shows itself that it is disabled
	middle  bool                // the content stands in the middle of the width
	ringGap float32             // from the edge to the ring, below 0 for inside
	extra   []fyne.CanvasObject // below the content
	arrange func(fyne.Size)     // lays out what is extra

	ground, veil, ring         *canvas.Rectangle
	pressed                    func()
	keys                       func(*fyne.KeyEvent) bool // asked first; true: done
	runes                      func(rune)
	changed                    func() // the focus came or went
	focused, hovered, hasPoint bool
}

// build makes the plate ready; self is the piece that it is part of.
func (p *plate) build(self fyne.Widget, key string, ground *canvas.Rectangle, content fyne.CanvasObject, pressed func()) {
	p.self, p.key, p.ground, p.content, p.pressed = self, key, ground, content, pressed
	p.veil = canvas.NewRectangle(look.Color(look.Hover))
	p.veil.CornerRadius = ground.CornerRadius
	p.veil.Hide()
	p.ring = newRing(max(0, ground.CornerRadius+p.ringGap+ringWide))
	p.ExtendBaseWidget(self)
}

// Key returns the key by which the focus is kept.
func (p *plate) Key() string { return p.key }

// Inside returns what is on the plate.
func (p *plate) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{p.content} }

func (p *plate) wide() float32 { return wideOf(p.content) + p.space.left + p.space.right }

func (p *plate) tall(width float32) float32 {
	return max(p.least, tallOf(p.content, p.inner(width))+p.space.top+p.space.bottom)
}

func (p *plate) inner(width float32) float32 {
	width = max(0, width-p.space.left-p.space.right)
	if p.middle {
		width = min(width, wideOf(p.content))
	}
	return width
}

// MinSize returns the height at the width that the piece has now.
func (p *plate) MinSize() fyne.Size {
	width := p.Size().Width
	if width <= 0 {
		width = p.wide()
	}
	return fyne.NewSize(p.thin(), p.tall(width))
}

func (p *plate) thin() float32 { return leastWidth(p.content) + p.space.left + p.space.right }

// press does what the piece is there for.
func (p *plate) press() {
	if !p.Disabled() && p.pressed != nil {
		p.pressed()
	}
}

// Tapped is Fyne's: the pointer pressed the piece, which takes the focus too.
func (p *plate) Tapped(*fyne.PointEvent) {
	if p.Disabled() {
		return
	}
	takeFocus(p.self)
	p.press()
}

// TypedKey is Fyne's: Enter and Space press.
func (p *plate) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case p.Disabled(): // it became so while it had the focus
		passOn(p.self, ev)
	case p.keys != nil && p.keys(ev):
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || ev.Name == fyne.KeySpace:
		p.press()
	default:
		passOn(p.self, ev)
	}
}

// TypedRune is Fyne's.
func (p *plate) TypedRune(r rune) {
	if p.runes != nil && !p.Disabled() {
		p.runes(r)
	}
}

// FocusGained is Fyne's: the ring shows, and the page scrolls to the piece.
func (p *plate) FocusGained() {
	p.focused = true
	p.stateChanged()
	reveal(p.self)
}

// FocusLost is Fyne's.
func (p *plate) FocusLost() {
	p.focused = false
	p.stateChanged()
}

// MouseIn is Fyne's.
func (p *plate) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.stateChanged()
}

// MouseMoved is Fyne's.
func (p *plate) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (p *plate) MouseOut() {
	p.hovered, p.hasPoint = false, false
	p.stateChanged()
}

// MouseDown is Fyne's.
func (p *plate) MouseDown(*desktop.MouseEvent) {
	p.hasPoint = true
	p.stateChanged()
}

// MouseUp is Fyne's.
func (p *plate) MouseUp(*desktop.MouseEvent) {
	p.hasPoint = false
	p.stateChanged()
}

// Cursor is Fyne's: a hand where something can be pressed.
func (p *plate) Cursor() desktop.Cursor {
	if p.Disabled() || p.pressed == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel is what a screen reader says.
func (p *plate) AccessibilityLabel() string { return p.called.with(p.spoken) }

func (p *plate) name(n naming) { p.called = n }

func (p *plate) about(subject string) { p.called.subject = subject }

// AccessibilityRole is what a screen reader calls it.
func (p *plate) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (p *plate) stateChanged() {
	if p.changed != nil {
		p.changed()
	}
	p.show()
}

// show draws focus and pointer anew.
func (p *plate) show() {
	p.ring.Hidden = !p.focused || p.Disabled()
	p.veil.Hidden = !p.hovered || p.Disabled() || p.pressed == nil
	p.veil.FillColor = look.Color(look.Hover)
	if p.hasPoint {
		p.veil.FillColor = look.Color(look.Press)
	}
	if p.Disabled() && !p.dressed {
		p.veil.FillColor, p.veil.Hidden = look.Color(look.Rest), false
	}
	p.ring.Refresh()
	p.veil.Refresh()
	p.ground.Refresh()
}

// CreateRenderer is Fyne's.
func (p *plate) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: func() []fyne.CanvasObject {
			return slices.Concat([]fyne.CanvasObject{p.ground}, p.extra, []fyne.CanvasObject{p.content, p.veil, p.ring})
		},
		layout:  p.layout,
		least:   p.MinSize,
		refresh: func() { p.show(); p.layout(p.Size()); p.content.Refresh() },
	}
}

func (p *plate) layout(size fyne.Size) {
	if p.snug {
		size.Width = min(size.Width, p.wide())
	}
	place(p.ground, 0, 0, size.Width, size.Height)
	place(p.veil, 0, 0, size.Width, size.Height)
	placeRing(p.ring, p.ringGap, size)
	width := p.inner(size.Width)
	height := min(tallOf(p.content, width), max(0, size.Height-p.space.top-p.space.bottom))
	x := p.space.left
	if p.middle {
		x = max(x, (size.Width-width+p.space.left-p.space.right)/2)
	}
	place(p.content, x, p.space.top+(size.Height-p.space.top-p.space.bottom-height)/2, width, height)
	if p.arrange != nil {
		p.arrange(size)
	}
}

// placeRing puts the ring so that its inner edge is gap points outside of size.
func placeRing(ring *canvas.Rectangle, gap float32, size fyne.Size) {
	out := gap + ringWide
	place(ring, -out, -out, size.Width+2*out, size.Height+2*out)
}

// these returns a function that returns the objects.
func these(objects ...fyne.CanvasObject) func() []fyne.CanvasObject {
	return func() []fyne.CanvasObject { return objects }
}

// renderer is a widget's renderer made of functions. The objects belong to the
// widget, so that it can be made anew at any time.
type renderer struct {
	objects func() []fyne.CanvasObject
	layout  func(fyne.Size)
	least   func() fyne.Size
	refresh func()
}

func (r *renderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *renderer) MinSize() fyne.Size           { return r.least() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects() }
func (r *renderer) Refresh()                     { r.refresh() }
func (r *renderer) Destroy()                     {}

// canvasOf returns the canvas that an object is on, nil where it is on none. A
// driver knows it only of what was painted, so that for what was just built the
// canvases are looked through.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		return c
	}
	for _, window := range app.Driver().AllWindows() {
		if c := window.Canvas(); onCanvas(c, o) {
			return c
		}
	}
	return nil
}

// At returns where an object is on its window, and nothing but zeros where it is
// on none; unlike the driver's answer it also holds for what was never painted.
func At(o fyne.CanvasObject) fyne.Position {
	at := fyne.Position{}
	if c := canvasOf(o); c != nil {
		for _, step := range trailOn(c, o) {
			at = at.Add(step.Position())
		}
	}
	return at
}

// takeFocus gives a piece the focus when it is on a canvas.
func takeFocus(o fyne.CanvasObject) {
	focusable, ok := o.(fyne.Focusable)
	if c := canvasOf(o); ok && c != nil && c.Focused() != focusable && onCanvas(c, o) {
		c.Focus(focusable)
	}
}

// roots returns what a canvas shows, the topmost first.
func roots(c fyne.Canvas) []fyne.CanvasObject {
	all := slices.Clone(c.Overlays().List())
	slices.Reverse(all)
	if content := c.Content(); content != nil {
		all = append(all, content)
	}
	return all
}

// trailOn returns the way from the canvas to an object on it.
func trailOn(c fyne.Canvas, o fyne.CanvasObject) []fyne.CanvasObject {
	for _, root := range roots(c) {
		if found := trail(root, func(other fyne.CanvasObject) bool { return other == o }); found != nil {
			return found
		}
	}
	return nil
}

func onCanvas(c fyne.Canvas, o fyne.CanvasObject) bool { return trailOn(c, o) != nil }

// wrapping returns the renderer of a widget that is one object.
func wrapping(all fyne.CanvasObject, layout func(fyne.Size), size func() fyne.Size) fyne.WidgetRenderer {
	return &renderer{
		objects: these(all), layout: layout, least: all.MinSize,
		refresh: func() { layout(size()); all.Refresh() },
	}
}

package ui

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A cornerEditor is a picture with the corners of the sheet in it. They are dragged,
// or moved by the arrow keys: Space goes from one to the next.
type cornerEditor struct {
	spoken string // for a screen reader
	widget.BaseWidget
	key     string
	side    fyne.Size
	told    func(scan.Corners)
	corners scan.Corners // none: nothing is marked, and nothing can be moved
	at      int          // the marked one
	focused bool
	dragged int // the one that the mouse has, -1 for none

	ground  *canvas.Rectangle
	picture *canvas.Image
	ring    *canvas.Rectangle
	lines   [4]*canvas.Line
	handles [4]*canvas.Circle
}

// The size of a corner's handle, and how near to it the mouse takes it, in points.
const cornerHandle, cornerNear = 14, 28

// How far an arrow key moves a corner, in shares of the picture.
const cornerStep = 0.005

func newCornerEditor(key string, side fyne.Size, told func(scan.Corners)) *cornerEditor {
	c := &cornerEditor{key: key, side: side, told: told, dragged: -1}
	c.ground = canvas.NewRectangle(look.Color(look.Ground))
	c.picture = &canvas.Image{FillMode: canvas.ImageFillStretch}
	c.picture.Hide()
	c.ring = canvas.NewRectangle(color.Transparent)
	c.ring.StrokeWidth, c.ring.CornerRadius = 2, 3
	c.ring.StrokeColor = look.Color(look.Focus)
	c.ring.Hide()
	for i := range c.lines {
		c.lines[i] = canvas.NewLine(look.Color(look.Accent))
		c.lines[i].StrokeWidth = 2
		c.handles[i] = canvas.NewCircle(look.Color(look.Surface))
		c.handles[i].StrokeWidth = 3
	}
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel is what a screen reader says.
func (c *cornerEditor) AccessibilityLabel() string { return c.spoken }

// AccessibilityRole is what a screen reader calls it.
func (c *cornerEditor) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Key returns the key by which tests and the focus find it.
func (c *cornerEditor) Key() string { return c.key }

// setImage shows the picture.
func (c *cornerEditor) setImage(i image.Image) {
	c.picture.Image = i
	c.picture.Show()
	c.picture.Refresh()
	c.Refresh()
}

// show marks corners; none marks nothing.
func (c *cornerEditor) show(corners scan.Corners) {
	c.corners = corners
	c.Refresh()
}

// Disabled says yes where there is no corner to move, so that Tab passes it over.
func (c *cornerEditor) Disabled() bool { return c.corners.None() }

// Enable is Fyne's.
func (c *cornerEditor) Enable() {}

// Disable is Fyne's.
func (c *cornerEditor) Disable() {}

// frame is where the picture lies.
func (c *cornerEditor) frame() (fyne.Position, fyne.Size) {
	size := c.Size()
	if c.picture.Image == nil {
		return fyne.Position{}, size
	}
	b := c.picture.Image.Bounds()
	ratio := float32(b.Dx()) / float32(max(1, b.Dy()))
	fit := fyne.NewSize(min(size.Width, size.Height*ratio), min(size.Height, size.Width/ratio))
	return fyne.NewPos((size.Width-fit.Width)/2, (size.Height-fit.Height)/2), fit
}

// placeOf is where a corner is.
func (c *cornerEditor) placeOf(i int) fyne.Position {
	from, size := c.frame()
	p := c.corners[i]
	return from.AddXY(float32(p.X)*size.Width, float32(p.Y)*size.Height)
}

// move sets a corner, where that is possible.
func (c *cornerEditor) move(i int, to scan.Point) bool {
	moved := c.corners
	moved[i] = scan.Point{X: min(max(to.X, 0), 1), Y: min(max(to.Y, 0), 1)}
	if moved = moved.Rounded(); !moved.Valid() || moved == c.corners {
		return false
	}
	c.corners = moved
	c.Refresh()
	return true
}

// FocusGained is Fyne's: a ring shows that keys move the marked corner.
func (c *cornerEditor) FocusGained() {
	c.focused = true
	c.Refresh()
}

// FocusLost is Fyne's.
func (c *cornerEditor) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune is Fyne's.
func (c *cornerEditor) TypedRune(rune) {}

// cornerKeys are the ways that the arrow keys go.
var cornerKeys = map[fyne.KeyName]scan.Point{
	fyne.KeyLeft: {X: -cornerStep}, fyne.KeyRight: {X: cornerStep}, fyne.KeyUp: {Y: -cornerStep}, fyne.KeyDown: {Y: cornerStep},
}

// TypedKey moves the marked corner, or marks the next.
func (c *cornerEditor) TypedKey(ev *fyne.KeyEvent) {
	by, moves := cornerKeys[ev.Name]
	switch {
	case !moves && ev.Name != fyne.KeySpace:
		piece.PassOn(c, ev)
		return
	case c.corners.None():
		return
	case ev.Name == fyne.KeySpace:
		c.at = (c.at + 1) % len(c.corners)
		c.Refresh()
		return
	}
	at := c.corners[c.at]
	if c.move(c.at, scan.Point{X: at.X + by.X, Y: at.Y + by.Y}) {
		c.told(c.corners)
	}
}

// MouseDown takes the corner that is near.
func (c *cornerEditor) MouseDown(ev *desktop.MouseEvent) {
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil && !c.Disabled() {
		canvas.Focus(c)
	}
	c.dragged = c.nearest(ev.Position)
	if c.dragged >= 0 {
		c.at = c.dragged
		c.Refresh()
	}
}

// MouseUp is Fyne's.
func (c *cornerEditor) MouseUp(*desktop.MouseEvent) {}

// nearest is the corner at a place, -1 for none.
func (c *cornerEditor) nearest(to fyne.Position) int {
	best, within := -1, float32(cornerNear)
	if c.corners.None() {
		return best
	}
	for i := range c.corners {
		d := c.placeOf(i).Subtract(to)
		if far := max(abs32(d.X), abs32(d.Y)); far < within {
			best, within = i, far
		}
	}
	return best
}

func abs32(v float32) float32 { return max(v, -v) }

// Dragged moves the corner that the mouse took.
func (c *cornerEditor) Dragged(ev *fyne.DragEvent) {
	from, size := c.frame()
	if c.dragged >= 0 && size.Width > 0 && size.Height > 0 {
		to := ev.Position.Subtract(from)
		c.move(c.dragged, scan.Point{X: float64(to.X / size.Width), Y: float64(to.Y / size.Height)})
	}
}

// DragEnd tells where the corner came to be.
func (c *cornerEditor) DragEnd() {
	if c.dragged >= 0 {
		c.told(c.corners)
	}
	c.dragged = -1
}

// MinSize is the room that was given.
func (c *cornerEditor) MinSize() fyne.Size { return c.side }

// CreateRenderer is Fyne's.
func (c *cornerEditor) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{c.ground, c.picture}
	for _, line := range c.lines {
		objects = append(objects, line)
	}
	for _, handle := range c.handles {
		objects = append(objects, handle)
	}
	return &cornerRenderer{c, container.NewWithoutLayout(append(objects, c.ring)...)}
}

// A cornerRenderer draws a cornerEditor.
type cornerRenderer struct {
	c     *cornerEditor
	parts *fyne.Container
}

// Layout is Fyne's.
func (r *cornerRenderer) Layout(size fyne.Size) {
	c := r.c
	place(r.parts, 0, 0, size.Width, size.Height)
	place(c.ground, 0, 0, size.Width, size.Height)
	place(c.ring, 0, 0, size.Width, size.Height)
	from, fit := c.frame()
	place(c.picture, from.X, from.Y, fit.Width, fit.Height)
	marked := !c.corners.None() && c.picture.Image != nil
	for i := range c.corners {
		c.lines[i].Hidden, c.handles[i].Hidden = !marked, !marked
		at := c.placeOf(i)
		c.lines[i].Position1, c.lines[i].Position2 = at, c.placeOf((i+1)%len(c.corners))
		wide := float32(cornerHandle)
		c.handles[i].StrokeColor = look.Color(look.Accent)
		if i == c.at && c.focused {
			wide, c.handles[i].StrokeColor = cornerHandle*1.6, look.Color(look.Focus)
		}
		place(c.handles[i], at.X-wide/2, at.Y-wide/2, wide, wide)
	}
	c.ring.Hidden = !c.focused
}

// MinSize is Fyne's.
func (r *cornerRenderer) MinSize() fyne.Size { return r.c.side }

// Refresh is Fyne's.
func (r *cornerRenderer) Refresh() {
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

// Objects is Fyne's.
func (r *cornerRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.parts} }

// Destroy is Fyne's.
func (r *cornerRenderer) Destroy() {}

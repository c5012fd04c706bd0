package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// overlay is what floats above the window: a pop-up beside its anchor or a
// dialog in the middle. Escape closes it wherever the focus is inside, Tab stays
// inside, and the focus goes back to where it was.
type overlay struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	ground  *canvas.Rectangle // over the window
	card    fyne.CanvasObject
	title   func() string // of a dialog; nil: it is none
	place   func(window fyne.Size) (fyne.Position, fyne.Size)
	outside bool // a press outside closes
	enter   func()
	asked   func(*fyne.KeyEvent) bool // before Escape and Enter; true: done
	closed  func()

	open   bool
	before fyne.Focusable
	onKey  func(*fyne.KeyEvent)
}

func newOverlay(c fyne.Canvas, card fyne.CanvasObject, dim fyne.ThemeColorName) *overlay {
	o := &overlay{canvas: c, card: card, ground: canvas.NewRectangle(look.Color(dim))}
	o.ExtendBaseWidget(o)
	return o
}

// floating returns the ground of what floats.
func floating(radius float32) *canvas.Rectangle {
	r := box(look.Surface, look.Rim, radius) // a shadow is not seen on a dark ground
	r.Shadow = canvas.Shadow{Color: look.Color(look.Shadow), BlurRadius: 16, Offset: fyne.NewPos(0, 4)}
	return r
}

// show opens the overlay and gives the focus to first.
func (o *overlay) show(first fyne.Focusable) {
	o.before = o.canvas.Focused()
	o.canvas.Unfocus()
	o.onKey = o.canvas.OnTypedKey()
	o.canvas.SetOnTypedKey(o.typed)
	o.open = true
	o.canvas.Overlays().Add(o)
	o.Resize(o.canvas.Size())
	if first != nil {
		o.canvas.Focus(first)
	}
}

// typed answers a key that no piece inside had a use for.
func (o *overlay) typed(ev *fyne.KeyEvent) {
	if o.asked != nil && o.asked(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		o.hide()
	case fyne.KeyReturn, fyne.KeyEnter:
		if o.enter != nil {
			o.enter()
		}
	case fyne.KeyF1, fyne.KeyF11: // help and the whole screen are the window's, whatever is open
		if o.onKey != nil {
			o.onKey(ev)
		}
	}
}

// hide closes the overlay and all above it.
func (o *overlay) hide() {
	if !o.open {
		return
	}
	for top := o.canvas.Overlays().Top(); top != nil && top != o; top = o.canvas.Overlays().Top() {
		if above, ok := top.(*overlay); ok {
			above.hide()
		} else {
			o.canvas.Overlays().Remove(top)
		}
	}
	o.open = false
	o.canvas.Overlays().Remove(o)
	o.canvas.SetOnTypedKey(o.onKey)
	o.giveBack()
	if o.closed != nil {
		o.closed()
	}
}

// giveBack gives the focus to what had it, or to what stands in its place since
// the page was built anew.
func (o *overlay) giveBack() {
	if o.before == nil {
		return
	}
	if again, ok := o.before.(fyne.CanvasObject); ok && onCanvas(o.canvas, again) {
		o.canvas.Focus(o.before)
		return
	}
	keyed, ok := o.before.(Keyed)
	if !ok {
		return
	}
	for _, root := range roots(o.canvas) {
		if found, ok := FindKey(root, keyed.Key()).(fyne.Focusable); ok {
			o.canvas.Focus(found)
			return
		}
	}
}

// Tapped is Fyne's.
func (o *overlay) Tapped(*fyne.PointEvent) {
	if o.outside {
		o.hide()
	}
}

// TappedSecondary is Fyne's.
func (o *overlay) TappedSecondary(ev *fyne.PointEvent) { o.Tapped(ev) }

// Inside returns the card.
func (o *overlay) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{o.card} }

// CreateRenderer is Fyne's.
func (o *overlay) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: these(o.ground, o.card),
		layout:  o.layout,
		least:   func() fyne.Size { return fyne.Size{} },
		refresh: func() { o.layout(o.Size()); o.ground.Refresh(); o.card.Refresh() },
	}
}

func (o *overlay) layout(size fyne.Size) {
	place(o.ground, 0, 0, size.Width, size.Height)
	at, large := o.place(size)
	o.card.Move(at)
	o.card.Resize(large)
}

// beside returns the place for a card below its anchor, or above it where it
// fits there alone, and in any case inside the window. want returns its size for
// the room that there is.
func beside(anchor fyne.CanvasObject, want func(most fyne.Size) fyne.Size) func(fyne.Size) (fyne.Position, fyne.Size) {
	return func(window fyne.Size) (fyne.Position, fyne.Size) {
		at := At(anchor)
		edge := look.Gap8
		under := window.Height - edge - (at.Y + anchor.Size().Height + look.Gap4)
		over := at.Y - look.Gap4 - edge
		size := want(fyne.NewSize(window.Width-2*edge, max(under, over)))
		x := max(edge, min(at.X, window.Width-edge-size.Width))
		y := at.Y + anchor.Size().Height + look.Gap4
		if size.Height > under && size.Height <= over {
			y = at.Y - look.Gap4 - size.Height
		}
		return fyne.NewPos(x, max(edge, min(y, window.Height-edge-size.Height))), size
	}
}

// PassOn gives a key that a piece of another room has no use for to what it lies on.
func PassOn(from fyne.CanvasObject, ev *fyne.KeyEvent) { passOn(from, ev) }

// passOn gives a key that a piece has no use for to the overlay that the piece
// lies on.
func passOn(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	if top, ok := c.Overlays().Top().(*overlay); ok {
		top.typed(ev)
		return
	}
	if key := c.OnTypedKey(); key != nil {
		key(ev)
	}
}

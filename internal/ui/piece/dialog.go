package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// Dialog is a card over the dimmed window that asks or tells one thing. Escape
// cancels it, Tab stays inside, and afterwards the focus is where it was.
type Dialog struct {
	OnClosed func()                    // called once it is gone, however it was closed
	OnKey    func(*fyne.KeyEvent) bool // asked for keys that no piece inside has a use for; true: done
	over     *overlay
	card     *dialogCard
	width    float32
}

// dialogWide is how wide a dialog is, in points at the usual size of text.
const dialogWide = 480

// ringRoom is the space around what scrolls, so that the ring around what has
// the focus is not cut off at its edge.
const ringRoom = 6

// barRoom is the space beside what scrolls, so that the bar lies over nothing.
const barRoom = 10

// scrolling returns a body that scrolls, with room for rings and bar.
func scrolling(body fyne.CanvasObject) *Scroller {
	return Scroll(inset(padded{top: ringRoom, right: ringRoom + barRoom, bottom: ringRoom, left: ringRoom}, body))
}

// ShowDialog shows a title, a body (nil for none) and buttons. The first Primary
// button is pressed by Enter in an entry of one line; a button that does nothing
// of its own closes the dialog, the others close it with Hide when they want.
func ShowDialog(c fyne.Canvas, title string, body fyne.CanvasObject, buttons ...*Button) *Dialog {
	d := &Dialog{width: dialogWide}
	d.card = &dialogCard{head: newText(title, look.TextHeading, look.Ink, true)}
	if body != nil {
		d.card.body = scrolling(body)
	}
	d.card.feet = d.feet(buttons)
	d.card.ground = floating(look.RadiusCard + 2)
	d.over = newOverlay(c, d.card.container(), look.Dim)
	d.over.place, d.over.enter = d.place, enterOf(buttons)
	d.over.title = func() string { return d.card.head.words }
	d.over.asked = func(ev *fyne.KeyEvent) bool { return d.OnKey != nil && d.OnKey(ev) }
	d.over.closed = func() {
		if d.OnClosed != nil {
			d.OnClosed()
		}
	}
	d.over.show(firstFocus(body, buttons))
	return d
}

// Hide closes the dialog.
func (d *Dialog) Hide() { d.over.hide() }

// HideAll closes all that floats above the window, as Escape does.
func HideAll(c fyne.Canvas) {
	for top := c.Overlays().Top(); top != nil; top = c.Overlays().Top() {
		if above, ok := top.(*overlay); ok {
			above.hide()
		} else {
			c.Overlays().Remove(top)
		}
	}
}

// SetWidth makes the dialog wider or narrower than its usual 480 points at the
// usual size of text. It stays inside the window.
func (d *Dialog) SetWidth(points float32) {
	d.width = points
	d.over.Refresh()
}

// SetHead puts something between the title and the body that stays in its place
// while the body scrolls; nil for nothing.
func (d *Dialog) SetHead(head fyne.CanvasObject) {
	d.card.above = head
	d.card.box.Objects = d.card.objects()
	d.over.Refresh()
}

// Renew shows another title, head (nil for none), body and buttons in the place of
// those that are there, as in another language: what has the focus keeps it by its
// key, and the body stays scrolled.
func (d *Dialog) Renew(title string, head, body fyne.CanvasObject, buttons ...*Button) {
	key := FocusKey(d.over.canvas)
	var scrolled fyne.Position
	if d.card.body != nil {
		scrolled = d.card.body.Offset
	}
	d.card.head, d.card.above, d.card.body = newText(title, look.TextHeading, look.Ink, true), head, nil
	if body != nil {
		d.card.body = scrolling(body)
	}
	d.card.feet, d.over.enter = d.feet(buttons), enterOf(buttons)
	d.card.ground, d.over.ground.FillColor = floating(look.RadiusCard+2), look.Color(look.Dim)
	d.card.box.Objects = d.card.objects()
	d.over.Refresh()
	if again, ok := FindKey(d.over, key).(fyne.Focusable); ok && key != "" {
		d.over.canvas.Focus(again)
	} else if first := firstFocus(body, buttons); first != nil {
		d.over.canvas.Focus(first)
	}
	if d.card.body != nil {
		d.card.body.ScrollToOffset(scrolled)
	}
}

// ScrollToTop shows the beginning of the body.
func (d *Dialog) ScrollToTop() {
	if d.card.body != nil {
		d.card.body.ScrollToTop()
	}
}

// Refresh lays the dialog out again after its body has changed.
func (d *Dialog) Refresh() { d.over.Refresh() }

// feet puts the buttons side by side at the right.
func (d *Dialog) feet(all []*Button) fyne.CanvasObject {
	for _, b := range all {
		if b.pressed == nil {
			b.pressed = d.Hide
		}
	}
	row := buttons(all)
	if row == nil {
		return nil
	}
	return container.New(&right{}, row)
}

func enterOf(all []*Button) func() {
	for _, b := range all {
		if b.kind == Primary {
			return b.press
		}
	}
	return nil
}

// firstFocus returns what has the focus at first: what the body asks for, else
// the default button, else the last, which is the calm one.
func firstFocus(body fyne.CanvasObject, all []*Button) fyne.Focusable {
	found := trail(body, func(o fyne.CanvasObject) bool {
		if disabled, ok := o.(fyne.Disableable); ok && disabled.Disabled() {
			return false
		}
		_, ok := o.(fyne.Focusable)
		return ok && o.Visible()
	})
	if len(found) > 0 {
		return found[len(found)-1].(fyne.Focusable)
	}
	for _, b := range all {
		if b.kind == Primary && !b.Disabled() {
			return b
		}
	}
	for _, b := range all {
		if b.kind != Danger && !b.Disabled() {
			return b
		}
	}
	return nil
}

// place puts the card in the middle of the window, as high as it needs to be.
func (d *Dialog) place(window fyne.Size) (fyne.Position, fyne.Size) {
	width := look.Em(d.width)
	if d.card.body != nil {
		width = max(width, d.card.body.MinSize().Width+2*(look.Gap24-ringRoom)-barRoom)
	}
	width = max(0, min(width, window.Width-2*look.Gap24))
	height := min(d.card.tall(width), window.Height-2*look.Gap24)
	return fyne.NewPos((window.Width-width)/2, max(look.Gap24, (window.Height-height)*0.42)), fyne.NewSize(width, height)
}

// dialogCard lays out title, body and buttons; the body scrolls where the window
// is too low.
type dialogCard struct {
	ground fyne.CanvasObject
	head   *text
	above  fyne.CanvasObject // of the body, which scrolls below it; nil for nothing
	body   *Scroller
	feet   fyne.CanvasObject
	box    *fyne.Container // all of it
}

func (d *dialogCard) container() *fyne.Container {
	d.box = container.New(d, d.objects()...)
	return d.box
}

func (d *dialogCard) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{d.ground, d.head}
	if d.above != nil {
		objects = append(objects, d.above)
	}
	if d.body != nil {
		objects = append(objects, d.body)
	}
	if d.feet != nil {
		objects = append(objects, d.feet)
	}
	return objects
}

func (d *dialogCard) tall(width float32) float32 {
	inner := width - 2*look.Gap24
	height := 2*look.Gap24 + d.head.tall(inner)
	if d.above != nil {
		height += look.Gap12 + tallOf(d.above, inner)
	}
	if d.body != nil {
		height += look.Gap12 - ringRoom + tallOf(d.body.Content, inner+2*ringRoom+barRoom) - ringRoom
	}
	if d.feet != nil {
		height += look.Gap24 + tallOf(d.feet, inner)
	}
	return height
}

func (d *dialogCard) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

func (d *dialogCard) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(d.ground, 0, 0, size.Width, size.Height)
	inner := size.Width - 2*look.Gap24
	y := float32(look.Gap24)
	place(d.head, look.Gap24, y, inner, d.head.tall(inner))
	y += d.head.tall(inner) + look.Gap12
	if d.above != nil {
		h := tallOf(d.above, inner)
		place(d.above, look.Gap24, y, inner, h)
		y += h + look.Gap12
	}
	y -= ringRoom
	bottom := size.Height - look.Gap24
	if d.feet != nil {
		h := tallOf(d.feet, inner)
		place(d.feet, look.Gap24, bottom-h, inner, h)
		bottom -= h + look.Gap24
	}
	if d.body != nil {
		place(d.body, look.Gap24-ringRoom, y, inner+2*ringRoom+barRoom, bottom+ringRoom-y)
	}
}

// right puts an object at the right.
type right struct{ remembered }

func (r *right) wide(o []fyne.CanvasObject) float32 { return wideOf(o[0]) }

func (r *right) tall(o []fyne.CanvasObject, width float32) float32 { return tallOf(o[0], width) }

func (r *right) MinSize(o []fyne.CanvasObject) fyne.Size {
	return r.minSize(r, o, o[0].MinSize().Width)
}

func (r *right) Layout(o []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	w := min(size.Width, wideOf(o[0]))
	place(o[0], size.Width-w, 0, w, size.Height)
}

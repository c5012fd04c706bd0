package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/look"
)

// Choice is a choice of one of several, which a press shows. Space, Enter, Up
// and Down open it; a letter opens it at the first option that begins so.
type Choice struct {
	plate
	placeholder string
	options     []Option
	selected    string
	chosen      func(string)
	label       *text
	popup       *overlay
	fault       *canvas.Rectangle
	most        measured // the widest of its labels
}

// measured is a width at a size of text.
type measured struct{ width, at float32 }

// NewChoice returns a choice with the option of the value selected, or none,
// when the placeholder shows.
func NewChoice(key, placeholder string, options []Option, selected string, changed func(value string)) *Choice {
	c := &Choice{placeholder: placeholder, options: options, selected: selected, chosen: changed}
	c.label = newText(placeholder, look.TextBody, look.Muted, false)
	c.label.single = true
	arrow := picture(look.Icon("chevron-down"), look.Muted, look.Em(16))
	c.space = padded{top: look.Gap8, right: look.Gap8 + 2, bottom: look.Gap8, left: look.Gap8}
	c.least, c.ringGap, c.keys, c.runes = controlHeight, inputRing, c.typed, c.letter
	c.fault = newFault()
	c.extra, c.arrange = []fyne.CanvasObject{c.fault}, func(size fyne.Size) { place(c.fault, 0, 0, size.Width, size.Height) }
	c.build(c, key, box(look.Surface, look.Edge, look.RadiusControl), newGrow(look.Gap8, nil, c.label, arrow), c.open)
	c.showSelected()
	return c
}

// inputRing is where the ring begins around what can be filled in: on its border.
const inputRing = -1

// newFault returns the border around what is wrong, hidden.
func newFault() *canvas.Rectangle {
	r := box(look.Clear, look.Missing, look.RadiusControl)
	r.StrokeWidth = 1.5
	r.Hide()
	return r
}

func (c *Choice) mark(wrong bool) {
	c.fault.Hidden = !wrong
	c.fault.Refresh()
}

// Selected returns the value of the option selected, "" for none.
func (c *Choice) Selected() string { return c.selected }

// wide leaves room for the longest option, so that choosing moves nothing.
func (c *Choice) wide() float32 {
	if at := look.Size(c.label.size); c.most.at != at {
		c.most = measured{c.label.measure(c.placeholder), at}
		for _, o := range c.options {
			c.most.width = max(c.most.width, c.label.measure(o.Label))
		}
	}
	return min(c.most.width, look.Em(360)) + c.space.left + c.space.right + look.Gap8 + look.Em(16)
}

func (c *Choice) showSelected() {
	c.label.set(c.placeholder)
	c.label.paint(look.Muted)
	if i := slices.IndexFunc(c.options, func(o Option) bool { return o.Value == c.selected }); i >= 0 {
		c.label.set(c.options[i].Label)
		c.label.paint(look.Ink)
	}
	c.spoken = c.label.words
}

func (c *Choice) typed(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDown || ev.Name == fyne.KeyUp {
		c.open()
		return true
	}
	return false
}

func (c *Choice) letter(r rune) {
	if r == ' ' {
		return
	}
	c.open()
	if c.popup == nil {
		return
	}
	if m, ok := c.canvasFocus().(*menu); ok {
		m.TypedRune(r)
	}
}

func (c *Choice) canvasFocus() fyne.Focusable {
	if on := canvasOf(c); on != nil {
		return on.Focused()
	}
	return nil
}

// open shows the options.
func (c *Choice) open() {
	if len(c.options) == 0 {
		return
	}
	m := newMenu(c.key+"/options", c.options, c.selected, c.take)
	card := inset(evenly(look.Gap4+1), floating(look.RadiusControl+2), m)
	c.popup = popUp(c, card, func(most fyne.Size) fyne.Size {
		return cardSize(m, m.want(c.Size().Width-2*look.Gap4-2), most)
	}, m)
}

// cardSize returns the size of a pop-up for the size of its menu: it holds no
// part of a row.
func cardSize(m *menu, inner, most fyne.Size) fyne.Size {
	around := 2 * (look.Gap4 + 1)
	for inner.Height+around > most.Height && inner.Height > 2*m.rowHeight() {
		inner.Height -= m.rowHeight()
	}
	return fyne.NewSize(min(inner.Width+around, most.Width), min(inner.Height+around, most.Height))
}

func (c *Choice) take(o Option) {
	c.popup.hide()
	c.popup = nil
	if o.Value == c.selected {
		return
	}
	c.selected = o.Value
	c.showSelected()
	c.Refresh()
	if c.chosen != nil {
		c.chosen(o.Value)
	}
}

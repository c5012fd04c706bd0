package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// grow lays out a part at each side and one that takes the rest.
type grow struct {
	remembered
	gap                 float32
	left, middle, right fyne.CanvasObject
	top                 bool    // at the top instead of in the middle of the height
	least               float32 // what the middle needs, or the right part goes below it; in points at the usual size of text
	under               float32 // the gap to what has gone below
}

// leastMiddle is the width that the middle part needs, unless it is narrower
// itself, in points at the usual size of text.
const leastMiddle = 150

// Grow puts a part at the left and one at the right, each as wide as it wants to
// be, and gives the middle one the rest, 12 points apart. Any may be nil. Where
// too little is left for the middle, the right one goes below it.
func Grow(left, middle, right fyne.CanvasObject) fyne.CanvasObject {
	return newGrow(12, left, middle, right)
}

func newGrow(gap float32, left, middle, right fyne.CanvasObject) *fyne.Container {
	g := &grow{gap: gap, under: gap, least: leastMiddle, left: left, middle: middle, right: right}
	return container.New(g, present([]fyne.CanvasObject{left, middle, right})...)
}

// Beside puts words at the left and what can be done at the right, or below where it
// would leave the words too narrow to be read at ease.
func Beside(words, action fyne.CanvasObject) fyne.CanvasObject {
	c := newGrow(look.Gap12, nil, words, action)
	c.Layout.(*grow).least = leastWords
	return c
}

// columns returns the widths at the sides with the gap beside each.
func (g *grow) columns(width float32) (left, right float32, below bool) {
	if visible(g.left) {
		left = min(wideOf(g.left), width/2)
		if visible(g.middle) || visible(g.right) {
			left += g.gap
		}
	}
	if visible(g.right) {
		right = wideOf(g.right)
		if visible(g.middle) {
			right += g.gap
			wants := min(wideOf(g.middle), look.Em(g.least))
			below = width-left-right < wants
		}
		right = min(right, width-left)
	}
	if below {
		right = 0
	}
	return left, right, below
}

func (g *grow) wide([]fyne.CanvasObject) float32 {
	var width float32
	for _, o := range []fyne.CanvasObject{g.left, g.middle, g.right} {
		if visible(o) {
			if width > 0 {
				width += g.gap
			}
			width += wideOf(o)
		}
	}
	return width
}

func (g *grow) tall(_ []fyne.CanvasObject, width float32) float32 {
	left, right, below := g.columns(width)
	rest := width - left - right
	var height, under float32
	if visible(g.left) {
		height = tallOf(g.left, left)
	}
	if visible(g.right) {
		if below {
			under = g.under + tallOf(g.right, min(rest, wideOf(g.right)))
		} else {
			height = max(height, tallOf(g.right, right))
		}
	}
	if visible(g.middle) {
		return max(height, tallOf(g.middle, rest)+under)
	}
	return height + under
}

func (g *grow) thin([]fyne.CanvasObject) float32 {
	var least float32
	for _, o := range []fyne.CanvasObject{g.middle, g.right} {
		if visible(o) {
			least = max(least, leastWidth(o))
		}
	}
	if visible(g.left) {
		least += leastWidth(g.left) + g.gap
	}
	return least
}

func (g *grow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return g.minSize(g, objects, g.thin(objects))
}

func (g *grow) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g.width = size.Width
	left, right, below := g.columns(size.Width)
	rest := size.Width - left - right
	centre := func(h float32) float32 {
		if g.top || below {
			return 0
		}
		return max(0, (size.Height-h)/2)
	}
	if visible(g.left) {
		w := min(wideOf(g.left), left)
		h := tallOf(g.left, w)
		place(g.left, 0, centre(h), w, h)
	}
	var middle float32
	if visible(g.middle) {
		middle = tallOf(g.middle, rest)
		y, h := centre(middle), middle
		switch g.middle.(type) {
		case *container.Scroll, *container.Split:
			y, h = 0, size.Height
		}
		if below {
			y = 0
		}
		place(g.middle, left, y, rest, h)
	}
	if visible(g.right) {
		w := min(wideOf(g.right), size.Width-left)
		if below {
			w = min(rest, w)
			place(g.right, left, middle+g.under, w, tallOf(g.right, w))
			return
		}
		h := tallOf(g.right, w)
		place(g.right, size.Width-w, centre(h), w, h)
	}
}

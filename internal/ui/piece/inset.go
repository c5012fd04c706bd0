package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// padded lays one part inside a space, with what lies behind it as large as the
// whole.
type padded struct {
	remembered
	top, right, bottom, left float32
	most                     float32 // how wide the part may be, 0 for as wide as there is room
	known                    *known  // nil where nothing is remembered
}

// known is what was measured of a part that is one of many: a page of them is then laid
// out by those that changed since. settle has it forgotten.
type known struct {
	wide, least float32             // 0 for not yet
	talls       map[float32]float32 // by width
}

// forget measures the part anew.
func (p *padded) forget() {
	if p.known != nil {
		*p.known = known{}
	}
}

// inset puts the last of the objects inside the space and the others behind it.
func inset(p padded, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&p, objects...)
}

func (p *padded) inner(width float32) float32 {
	width = max(0, width-p.left-p.right)
	if p.most > 0 {
		width = min(width, p.most)
	}
	return width
}

func (p *padded) wide(objects []fyne.CanvasObject) float32 {
	if p.known != nil && p.known.wide > 0 {
		return p.known.wide
	}
	w := wideOf(objects[len(objects)-1])
	if p.most > 0 {
		w = min(w, p.most)
	}
	w += p.left + p.right
	if p.known != nil {
		p.known.wide = w
	}
	return w
}

func (p *padded) tall(objects []fyne.CanvasObject, width float32) float32 {
	if p.known != nil {
		if height, ok := p.known.talls[width]; ok {
			return height
		}
	}
	height := tallOf(objects[len(objects)-1], p.inner(width)) + p.top + p.bottom
	if p.known != nil {
		if len(p.known.talls) == 0 || len(p.known.talls) >= mostWidths {
			p.known.talls = map[float32]float32{}
		}
		p.known.talls[width] = height
	}
	return height
}

// mostWidths are remembered: the window may be dragged through hundreds.
const mostWidths = 8

func (p *padded) thin(objects []fyne.CanvasObject) float32 {
	if p.known != nil && p.known.least > 0 {
		return p.known.least
	}
	least := leastWidth(objects[len(objects)-1]) + p.left + p.right
	if p.known != nil {
		p.known.least = least
	}
	return least
}

func (p *padded) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return p.minSize(p, objects, p.thin(objects))
}

func (p *padded) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	last := len(objects) - 1
	for _, o := range objects[:last] {
		place(o, 0, 0, size.Width, size.Height)
	}
	place(objects[last], p.left, p.top, p.inner(size.Width), size.Height-p.top-p.bottom)
}

package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// A paper is what is seen of a thumb, without the thumb: the pointer does not stop at it,
// so that a press, a drag and where the pointer is reach what it lies on.
type paper struct {
	widget.BaseWidget
	thumb *Thumb
}

// newPaper returns the paper of a thumb that is itself nowhere on the screen.
func newPaper(thumb *Thumb) *paper {
	p := &paper{thumb: thumb}
	p.ExtendBaseWidget(p)
	return p
}

// MinSize is Fyne's.
func (p *paper) MinSize() fyne.Size { return p.thumb.MinSize() }

// CreateRenderer is Fyne's.
func (p *paper) CreateRenderer() fyne.WidgetRenderer {
	layout := func(size fyne.Size) {
		p.thumb.Resize(size)
		p.thumb.arrangePaper(size)
	}
	return &renderer{objects: these(p.thumb.extra...), layout: layout, least: p.MinSize, refresh: func() {
		layout(p.Size())
		canvas.Refresh(p)
	}}
}

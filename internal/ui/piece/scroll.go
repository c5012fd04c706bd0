package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// Scroller is a page that scrolls up and down. Its content is as wide as it is
// and as high as it needs to be at that width; what takes the focus is scrolled
// into view.
type Scroller struct{ container.Scroll }

// Scroll returns the content in a page that scrolls up and down.
func Scroll(content fyne.CanvasObject) *Scroller {
	s := &Scroller{}
	s.Content, s.Direction = container.New(&stack{}, content), container.ScrollVerticalOnly
	s.ExtendBaseWidget(s)
	return s
}

// Resize tells the content its width before Fyne asks for its height.
func (s *Scroller) Resize(size fyne.Size) {
	s.fit(size)
	s.Scroll.Resize(size)
}

func (s *Scroller) fit(size fyne.Size) {
	s.Content.Resize(fyne.NewSize(size.Width, max(size.Height, tallOf(s.Content, size.Width))))
}

// MinSize leaves the width to whoever lays the page out: texts wrap.
func (s *Scroller) MinSize() fyne.Size {
	return fyne.NewSize(leastWidth(s.Content), look.Gap32)
}

// CreateRenderer is Fyne's. It forgets a renderer that was not drawn for a minute,
// and does not lay out the one that it makes then.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer {
	r := s.Scroll.CreateRenderer()
	r.Layout(s.Size())
	return r
}

// Inside returns the content.
func (s *Scroller) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.Content} }

// around is what stays visible above and below a piece that is scrolled to.
const around = 24

// reveal scrolls the pages that an object lies in so that it can be seen.
func reveal(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	way := trailOn(c, o)
	for i, step := range way {
		scroll := scrollOf(step)
		if scroll == nil || i+2 > len(way) {
			continue
		}
		var top float32
		for _, below := range way[i+2:] {
			top += below.Position().Y
		}
		scrollTo(scroll, top, o.Size().Height)
	}
}

func scrollOf(o fyne.CanvasObject) *container.Scroll {
	switch o := o.(type) {
	case *Scroller:
		return &o.Scroll
	case *container.Scroll:
		return o
	}
	return nil
}

// scrollTo shows the part of a page from top, height points high.
func scrollTo(s *container.Scroll, top, height float32) {
	view := s.Size().Height
	offset := s.Offset
	switch {
	case top-around < offset.Y:
		offset.Y = max(0, top-around)
	case top+height+around > offset.Y+view:
		offset.Y = max(0, min(top-around, top+height+around-view))
	}
	if offset != s.Offset {
		s.ScrollToOffset(offset)
		if s.OnScrolled != nil { // Fyne tells of scrolling by hand only
			s.OnScrolled(s.Offset)
		}
	}
}

// Settle lays out anew what lies around an object on the window whose height has
// changed, and nothing else.
func Settle(o fyne.CanvasObject) { settle(o) }

// Forget has a part that remembers its size measured anew, which Settle does for what
// is on the window.
func Forget(o fyne.CanvasObject) {
	if c, ok := o.(*fyne.Container); ok {
		forget(c)
	}
}

func forget(c *fyne.Container) {
	if p, ok := c.Layout.(*padded); ok {
		p.forget()
	}
}

func settle(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	way := trailOn(c, o)
	for i := len(way) - 1; i >= 0; i-- {
		switch step := way[i].(type) {
		case *fyne.Container:
			forget(step)
			if step.Layout != nil {
				step.Layout.Layout(step.Objects, step.Size())
			}
		case *Scroller:
			step.fit(step.Size())
			step.Base.Refresh() // its bars alone: all that lies on it would be drawn anew by Refresh
		case *container.Scroll:
			step.Refresh()
		case *overlay:
			step.layout(step.Size())
		case interface{ layout(fyne.Size) }:
			step.layout(way[i].Size())
		}
	}
}

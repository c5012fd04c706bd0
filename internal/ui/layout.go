package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The measures of the window, in the toolkit's units.
const (
	railWidth   = 280
	railLeast   = 190 // points at the usual size of text: no word of a step's title is broken
	asideWidth  = 340
	asideLeast  = 195  // points at the usual size of text: the longest badge fits on a card
	mostBelow   = 0.45 // of the height, for what stands below a page
	wideEnough  = 980  // of middle and aside together: from here on both stand side by side
	topHeight   = 56
	footHeight  = 36
	firstWidth  = 1260
	firstHeight = 760
	smallWidth  = 1000
	smallHeight = 600
)

// A walkLayout puts the rail at the left of the rest.
type walkLayout struct{}

func (walkLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := max(railWidth, look.Em(railLeast), objects[0].MinSize().Width)
	place(objects[0], 0, 0, width, size.Height)
	place(objects[1], width, 0, size.Width-width, size.Height)
}

func (walkLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(smallWidth, 100) }

// A barsLayout puts the second object above the first and the third below it.
// The bars come last, so that nothing of the rest is ever drawn over them.
type barsLayout struct{}

func (barsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, bar := range objects[1:] {
		bar.Resize(fyne.NewSize(size.Width, bar.Size().Height)) // how many lines it needs depends on it
	}
	above, below := objects[1].MinSize().Height, objects[2].MinSize().Height
	place(objects[0], 0, above, size.Width, size.Height-above-below)
	place(objects[1], 0, 0, size.Width, above)
	place(objects[2], 0, size.Height-below, size.Width, below)
}

func (barsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(smallWidth, smallHeight)
}

// A noticeLayout puts notices above the rest, as high as they need to be, and half
// of the height at most: there they scroll.
type noticeLayout struct{}

func (noticeLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	content := objects[0]
	if scroller, ok := content.(*piece.Scroller); ok {
		content = scroller.Content
	}
	height := min(piece.TallOf(content, size.Width), size.Height/2)
	place(objects[0], 0, 0, size.Width, height)
	place(objects[1], 0, height, size.Width, size.Height-height)
}

func (noticeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// A columnsLayout puts what stands beside a page at its right where there is
// room, else below it; hidden, it leaves the page all the room. What is only good to
// know is left out where it would stand below: it would cover what is asked.
type columnsLayout struct {
	content func() fyne.CanvasObject // of what stands beside and scrolls
	minor   func() bool              // it is only good to know
}

func (l columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	page, beside := objects[0], objects[1]
	left := l.minor() && size.Width < wideEnough
	for _, part := range beside.(*fyne.Container).Objects {
		show(part, !left)
	}
	switch {
	case !beside.Visible() || left:
		place(page, 0, 0, size.Width, size.Height)
	case size.Width >= wideEnough:
		aside := max(asideWidth, look.Em(asideLeast))
		place(page, 0, 0, size.Width-aside, size.Height)
		place(beside, size.Width-aside, 0, aside, size.Height)
	default:
		height := min(piece.TallOf(l.content(), size.Width), size.Height*mostBelow)
		place(page, 0, 0, size.Width, size.Height-height)
		place(beside, 0, size.Height-height, size.Width, height)
	}
}

// show shows or hides an object.
func show(o fyne.CanvasObject, shown bool) {
	switch {
	case shown && !o.Visible():
		o.Show()
	case !shown && o.Visible():
		o.Hide()
	}
}

func (columnsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// A topLayout puts its parts in a line: the first has what it needs, the second as
// much of what is left as it likes, the others stand at the right. Where these leave
// too little, they stand on a line of their own below.
type topLayout struct{ width float32 }

func (l *topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	first, second, right := objects[0], objects[1], size.Width-abreast(objects[2:])
	high, low, room := size.Height, size.Height, right-look.Gap12
	if !l.fits(objects) {
		high, low, room = tallest(objects[:2]), tallest(objects[2:]), size.Width
	}
	width := min(piece.WideOf(first), room-look.Gap12-second.MinSize().Width)
	height := piece.TallOf(first, width)
	place(first, 0, (high-height)/2, width, height)
	height = second.MinSize().Height
	place(second, width+look.Gap12, (high-height)/2, min(piece.WideOf(second), room-width-look.Gap12), height)
	for _, object := range objects[2:] {
		width := piece.WideOf(object)
		height := piece.TallOf(object, width)
		place(object, right, size.Height-low+(low-height)/2, width, height)
		right += width + look.Gap12
	}
}

// fits reports whether all parts have room on one line.
func (l *topLayout) fits(objects []fyne.CanvasObject) bool {
	needs := piece.WideOf(objects[0]) + look.Gap12 + objects[1].MinSize().Width + look.Gap12 + abreast(objects[2:])
	return l.width <= 0 || needs <= l.width
}

func (l *topLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if l.fits(objects) {
		return fyne.NewSize(0, tallest(objects))
	}
	return fyne.NewSize(0, tallest(objects[:2])+look.Gap4+tallest(objects[2:]))
}

// abreast is the width of objects beside one another.
func abreast(objects []fyne.CanvasObject) float32 {
	width := -look.Gap12
	for _, object := range objects {
		width += piece.WideOf(object) + look.Gap12
	}
	return max(0, width)
}

// tallest is the height of a line of objects that are as wide as they like.
func tallest(objects []fyne.CanvasObject) (height float32) {
	for _, object := range objects {
		height = max(height, piece.TallOf(object, piece.WideOf(object)))
	}
	return height
}

// A footLayout puts its parts in a line, the last one at the right; what does not fit
// there stands on a line below.
type footLayout struct{ width float32 }

func (l *footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	lines, height := l.lines(objects), tallest(objects)
	for n, line := range lines {
		x := float32(0)
		for i, object := range line {
			own := object.MinSize()
			if len(lines) == 1 && i == len(line)-1 {
				x = size.Width - own.Width
			}
			place(object, x, float32(n)*(height+look.Gap4), min(own.Width, size.Width), own.Height)
			x += own.Width + look.Gap24
		}
	}
}

// lines are the parts by the lines on which they stand.
func (l *footLayout) lines(objects []fyne.CanvasObject) [][]fyne.CanvasObject {
	var lines [][]fyne.CanvasObject
	var used float32
	for _, object := range objects {
		width := object.MinSize().Width
		if len(lines) == 0 || used+width > l.width {
			lines, used = append(lines, nil), 0
		}
		last := len(lines) - 1
		lines[last] = append(lines[last], object)
		used += width + look.Gap24
	}
	return lines
}

func (l *footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	lines := float32(len(l.lines(objects)))
	return fyne.NewSize(0, lines*tallest(objects)+(lines-1)*look.Gap4)
}

// An insetLayout leaves the same space at each side of its only object.
type insetLayout struct{ space float32 }

func (l insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], l.space, l.space, size.Width-2*l.space, size.Height-2*l.space)
}

func (l insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*l.space, 2*l.space)
}

// place moves and resizes an object; sizes below nothing are nothing.
func place(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(max(width, 0), max(height, 0)))
}

// A toastLayout puts its only object at the bottom, in the middle.
type toastLayout struct{}

func (toastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(piece.WideOf(objects[0]), size.Width-2*look.Gap24)
	height := piece.TallOf(objects[0], width)
	place(objects[0], (size.Width-width)/2, size.Height-height-56, width, height)
}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// startWidth is the widest that the start's column gets.
const startWidth = 780

// A pageLayout gives its only object at most a width, in the middle.
type pageLayout struct{ widest float32 }

func (l pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, l.widest)
	place(objects[0], (size.Width-width)/2, 0, width, size.Height)
}

func (l pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(100, piece.TallOf(objects[0], l.widest))
}

// A barLayout gives a bar's content its height and the space at its sides, and
// puts the hairline (the second object) at the edge towards the rest.
type barLayout struct {
	height float32
	above  bool // the bar is, and the hairline below
}

func (l barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(max(0, size.Width-2*look.Gap24), objects[0].Size().Height)) // its height depends on it
	height := objects[0].MinSize().Height
	place(objects[0], look.Gap24, (size.Height-height)/2, size.Width-2*look.Gap24, height)
	edge := float32(0)
	if l.above {
		edge = size.Height - 1
	}
	place(objects[1], 0, edge, size.Width, 1)
}

func (l barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(l.height, objects[0].MinSize().Height+look.Gap16))
}

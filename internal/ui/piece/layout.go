package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// What is laid out here knows its height for a width: Fyne asks for a smallest
// size only, and a page of wrapped texts would be laid out wrong the first time.

// sized is an object that knows its widest useful width and its height for a
// width. plan is the same for a layout and what it lays out.
type (
	sized interface {
		wide() float32
		tall(width float32) float32
	}
	plan interface {
		wide(objects []fyne.CanvasObject) float32
		tall(objects []fyne.CanvasObject, width float32) float32
	}
)

// narrow is an object that knows its least width without its height, which takes far
// longer to know: it is that of every line of text in it. narrowPlan is the same for a
// layout.
type (
	narrow     interface{ thin() float32 }
	narrowPlan interface {
		thin(objects []fyne.CanvasObject) float32
	}
)

// leastWidth returns the smallest width of an object.
func leastWidth(o fyne.CanvasObject) float32 {
	if n, ok := o.(narrow); ok {
		return n.thin()
	}
	if c, ok := o.(*fyne.Container); ok {
		if p, ok := c.Layout.(narrowPlan); ok {
			return p.thin(c.Objects)
		}
	}
	return o.MinSize().Width
}

// wideOf returns the width that an object has where there is room.
func wideOf(o fyne.CanvasObject) float32 {
	if s, ok := o.(sized); ok {
		return s.wide()
	}
	if c, ok := o.(*fyne.Container); ok {
		if p, ok := c.Layout.(plan); ok {
			return p.wide(c.Objects)
		}
	}
	return o.MinSize().Width
}

// tallOf returns the height that an object needs at a width.
func tallOf(o fyne.CanvasObject, width float32) float32 {
	if s, ok := o.(sized); ok {
		return s.tall(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if p, ok := c.Layout.(plan); ok {
			return p.tall(c.Objects, width)
		}
		if c.Layout != nil && c.Size().Width != width {
			c.Resize(fyne.NewSize(width, c.Size().Height))
		}
	}
	return o.MinSize().Height
}

// shown returns the objects that take room.
func shown(objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i, o := range objects {
		if o == nil || !o.Visible() {
			kept := append([]fyne.CanvasObject{}, objects[:i]...)
			for _, o := range objects[i+1:] {
				if o != nil && o.Visible() {
					kept = append(kept, o)
				}
			}
			return kept
		}
	}
	return objects
}

func visible(o fyne.CanvasObject) bool { return o != nil && o.Visible() }

// present leaves out the parts that are nil.
func present(parts []fyne.CanvasObject) []fyne.CanvasObject {
	var kept []fyne.CanvasObject
	for _, o := range parts {
		if o != nil {
			kept = append(kept, o)
		}
	}
	return kept
}

// place moves and resizes an object. A picture of less than a point is none:
// Fyne's software painter fails on it.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	if _, ok := o.(*canvas.Image); ok && (w < 1 || h < 1) {
		w, h = 0, 0
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), max(0, h)))
}

// remembered is the width of the last layout, for which MinSize then answers.
type remembered struct{ width float32 }

func (m *remembered) minSize(p plan, objects []fyne.CanvasObject, least float32) fyne.Size {
	width := m.width
	if width <= 0 {
		width = p.wide(objects)
	}
	return fyne.NewSize(least, p.tall(objects, width))
}

func leastOf(objects []fyne.CanvasObject) float32 {
	var least float32
	for _, o := range shown(objects) {
		least = max(least, leastWidth(o))
	}
	return least
}

func widest(objects []fyne.CanvasObject) float32 {
	var most float32
	for _, o := range shown(objects) {
		most = max(most, wideOf(o))
	}
	return most
}

// stack lays parts one below the other, each as wide as the whole.
type stack struct {
	remembered
	gap  float32
	foot bool    // the last part stands at the lower edge, where there is more room than needed
	more float32 // the first part takes of that room so much; in points at the usual size of text
}

// Stack puts the parts one below the other, with gap points between. Parts that
// are nil or hidden take no room.
func Stack(gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&stack{gap: gap}, present(parts)...)
}

func (s *stack) wide(objects []fyne.CanvasObject) float32 { return widest(objects) }

func (s *stack) tall(objects []fyne.CanvasObject, width float32) float32 {
	var height float32
	for i, o := range shown(objects) {
		if i > 0 {
			height += s.gap
		}
		height += tallOf(o, width)
	}
	return height
}

func (s *stack) thin(objects []fyne.CanvasObject) float32 { return leastOf(objects) }

func (s *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return s.minSize(s, objects, s.thin(objects))
}

func (s *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	var y float32
	objects = shown(objects)
	var more float32
	if s.more > 0 {
		more = max(0, min(size.Height-s.tall(objects, size.Width), look.Em(s.more)))
	}
	for i, o := range objects {
		h := tallOf(o, size.Width)
		if i == 0 {
			h += more
		}
		if s.foot && i == len(objects)-1 {
			y = max(y, size.Height-h)
		}
		place(o, 0, y, size.Width, h)
		y += h + s.gap
	}
}

// row lays parts side by side and goes on below where they do not fit.
type row struct {
	remembered
	gap float32
}

// Row puts the parts side by side, each as wide as it wants to be, with gap
// points between, in the middle of the line's height. What does not fit goes on
// a line below.
func Row(gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&row{gap: gap}, present(parts)...)
}

func (r *row) wide(objects []fyne.CanvasObject) float32 {
	var width float32
	for i, o := range shown(objects) {
		if i > 0 {
			width += r.gap
		}
		width += wideOf(o)
	}
	return width
}

// each calls do for every line with its parts, their widths and their height.
func (r *row) each(objects []fyne.CanvasObject, width float32, do func(line []fyne.CanvasObject, widths []float32, height float32)) {
	var line []fyne.CanvasObject
	var widths []float32
	var x, height float32
	flush := func() {
		if len(line) > 0 {
			do(line, widths, height)
		}
		line, widths, x, height = nil, nil, 0, 0
	}
	for _, o := range shown(objects) {
		w := min(wideOf(o), max(width, 0))
		if len(line) > 0 && x+w > width+slack {
			flush()
		}
		line, widths = append(line, o), append(widths, w)
		x += w + r.gap
		height = max(height, tallOf(o, w))
	}
	flush()
}

func (r *row) tall(objects []fyne.CanvasObject, width float32) float32 {
	var total float32
	r.each(objects, width, func(_ []fyne.CanvasObject, _ []float32, height float32) {
		if total > 0 {
			total += min(r.gap, 8)
		}
		total += height
	})
	return total
}

func (r *row) thin(objects []fyne.CanvasObject) float32 { return leastOf(objects) }

func (r *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return r.minSize(r, objects, r.thin(objects))
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.width = size.Width
	y := max(0, (size.Height-r.tall(objects, size.Width))/2)
	r.each(objects, size.Width, func(line []fyne.CanvasObject, widths []float32, height float32) {
		var x float32
		for i, o := range line {
			h := tallOf(o, widths[i])
			place(o, x, y+(height-h)/2, widths[i], h)
			x += widths[i] + r.gap
		}
		y += height + min(r.gap, 8)
	})
}

// columns lays parts in columns of the same width.
type columns struct {
	remembered
	each, gap float32 // least width of a column
	few       int     // as many columns as this there are, where they fit, however few parts
}

// Columns puts the parts into as many columns of the same width as fit, each at
// least minWidth points wide at the usual size of text, with gap points between.
func Columns(minWidth, gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return ColumnsOf(1, minWidth, gap, parts...)
}

// ColumnsOf is Columns where fewer parts than count leave the other columns free,
// so that one alone is as wide as among others.
func ColumnsOf(count int, minWidth, gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&columns{each: minWidth, gap: gap, few: count}, present(parts)...)
}

func (c *columns) fit(n int, width float32) (count int, each float32) {
	count = max(1, min(max(n, c.few), int((width+c.gap+slack)/(look.Em(c.each)+c.gap))))
	return count, (width - float32(count-1)*c.gap) / float32(count)
}

func (c *columns) wide(objects []fyne.CanvasObject) float32 {
	n := float32(max(len(shown(objects)), c.few))
	return max(0, n*look.Em(c.each)+(n-1)*c.gap)
}

func (c *columns) tall(objects []fyne.CanvasObject, width float32) float32 {
	objects = shown(objects)
	count, each := c.fit(len(objects), width)
	var total float32
	for i := 0; i < len(objects); i += count {
		if i > 0 {
			total += c.gap
		}
		total += c.line(objects[i:min(i+count, len(objects))], each)
	}
	return total
}

func (c *columns) line(objects []fyne.CanvasObject, each float32) float32 {
	var height float32
	for _, o := range objects {
		height = max(height, tallOf(o, each))
	}
	return height
}

func (c *columns) thin(objects []fyne.CanvasObject) float32 { return leastOf(objects) }

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return c.minSize(c, objects, c.thin(objects))
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	objects = shown(objects)
	count, each := c.fit(len(objects), size.Width)
	var y float32
	for i := 0; i < len(objects); i += count {
		line := objects[i:min(i+count, len(objects))]
		height := c.line(line, each)
		for j, o := range line {
			h := height // cards stand in line
			if s, ok := o.(sized); ok {
				h = s.tall(each)
			}
			place(o, float32(j)*(each+c.gap), y, each, h)
		}
		y += height + c.gap
	}
}

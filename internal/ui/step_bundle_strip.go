package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A stripBlock is a part of the bundle on the strip: its pages side by side, each
// with its number in the bundle, and below them what they are.
type stripBlock struct {
	sheets []fyne.CanvasObject
	first  int    // the number of the first page
	title  string // shortened where it is too long
	more   string // what is said of pages that are not drawn; empty: all are
}

// newStrip returns the blocks in their order, as many side by side as fit.
func newStrip(blocks []stripBlock) fyne.CanvasObject {
	strip := &stripLayout{}
	var all []fyne.CanvasObject
	for _, b := range blocks {
		placed := placedBlock{sheets: b.sheets, caption: b.caption()}
		all = append(append(all, b.sheets...), placed.caption)
		for i := range b.sheets {
			number := canvas.NewText(strconv.Itoa(b.first+i), look.Color(look.Muted))
			number.TextSize, number.Alignment = look.Size(look.TextSmall), fyne.TextAlignCenter
			placed.numbers = append(placed.numbers, number)
			all = append(all, number)
		}
		strip.blocks = append(strip.blocks, placed)
	}
	return container.New(strip, all...)
}

// caption is what stands below the pages of a block.
func (b stripBlock) caption() fyne.CanvasObject {
	title := piece.Caption(b.title)
	if b.more == "" {
		return title
	}
	return piece.Stack(0, title, piece.Small(b.more))
}

// A stripLayout lays out blocks like words: side by side, then on the next line.
// A block that is wider than the strip goes on below in itself.
type stripLayout struct {
	blocks []placedBlock
	width  float32 // of the last layout, for which MinSize answers
}

type placedBlock struct {
	sheets, numbers []fyne.CanvasObject
	caption         fyne.CanvasObject
}

// Layout is Fyne's.
func (l *stripLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.flow(size.Width, true)
}

// MinSize is Fyne's.
func (l *stripLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	width := l.width
	if width <= 0 {
		width = look.Em(6 * sheetWidth)
	}
	return fyne.NewSize(look.Em(sheetWidth), l.flow(width, false))
}

// flow goes through the blocks for a width and returns the height that they need;
// placing, it puts them there.
func (l *stripLayout) flow(width float32, placing bool) float32 {
	var x, y, line float32
	for _, b := range l.blocks {
		wide := b.wide(width)
		if x > 0 && x+wide > width+0.5 {
			x, y, line = 0, y+line+look.Gap16, 0
		}
		line = max(line, b.flow(x, y, wide, placing))
		x += wide + look.Gap16
	}
	return y + line
}

// perLine is how many pages stand side by side in a width.
func perLine(width float32) int {
	return max(1, int((width+look.Gap8+0.5)/(look.Em(sheetWidth)+look.Gap8)))
}

// wide is the width that a block takes of what there is.
func (b placedBlock) wide(width float32) float32 {
	n := float32(min(max(1, len(b.sheets)), perLine(width)))
	return n*look.Em(sheetWidth) + (n-1)*look.Gap8
}

func (b placedBlock) flow(x, y, width float32, placing bool) float32 {
	n := perLine(width)
	var height float32
	for from := 0; from < len(b.sheets); from += n {
		height += b.line(from, min(from+n, len(b.sheets)), x, y+height, placing) + look.Gap4
	}
	caption := piece.TallOf(b.caption, width)
	if placing {
		place(b.caption, x, y+height, width, caption)
	}
	return height + caption
}

// line is one line of pages; they stand on the same ground, numbers below.
func (b placedBlock) line(from, to int, x, y float32, placing bool) float32 {
	cell, high := look.Em(sheetWidth), look.Em(sheetHeight)
	number := b.numbers[from].MinSize().Height
	for i := from; placing && i < to; i++ {
		size := b.sheets[i].MinSize()
		left := x + float32(i-from)*(cell+look.Gap8)
		place(b.sheets[i], left+(cell-size.Width)/2, y+high-size.Height, size.Width, size.Height)
		place(b.numbers[i], left, y+high+look.Gap4, cell, number)
	}
	return high + look.Gap4 + number
}

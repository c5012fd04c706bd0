package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"example.org/dossier/internal/ui/look"
)

// A carry is a page of Sheets that the pointer has taken up, and where it would come
// to stand.
type carry struct {
	page  int               // below 0 for none
	gap   int               // it would stand before this one
	line  *canvas.Rectangle // in that gap
	ghost *Thumb            // the page, small, at the pointer
}

// The size of the page at the pointer, how far from it, and of the line in the gap.
const (
	ghostWide, ghostHigh = 66, 88
	ghostAway            = 10
	gapLine              = 4
)

func newCarry() carry {
	c := carry{page: -1, line: canvas.NewRectangle(look.Color(look.Accent)), ghost: NewThumb("", ghostWide, ghostHigh, nil)}
	c.line.CornerRadius = gapLine / 2
	c.line.Hide()
	c.ghost.Hide()
	return c
}

func (c *carry) carries() bool { return c.page >= 0 }

// fade veils a page that is left out, and one while it is carried.
func (s *Sheets) fade(each *sheet) {
	each.veil.Hidden = each.page < 0 || !each.out && each.page != s.carry.page
	each.veil.Refresh()
}

// Dragged is Fyne's: the page below the pointer is taken up and carried along.
func (s *Sheets) Dragged(ev *fyne.DragEvent) {
	at := ev.AbsolutePosition.Subtract(At(s))
	if !s.carry.carries() && !s.takeUp(at.Subtract(fyne.NewPos(ev.Dragged.DX, ev.Dragged.DY))) {
		return
	}
	s.scrollAtEdge(ev.AbsolutePosition.Y)
	at = ev.AbsolutePosition.Subtract(At(s)) // the pages may have scrolled
	s.carry.gap = s.gapAt(at)
	from := s.gapLineAt(at)
	place(s.carry.line, from.X, from.Y, gapLine, sheetHigh)
	place(s.carry.ghost, at.X+ghostAway, at.Y+ghostAway, ghostWide, ghostHigh)
	s.carry.line.Show()
	s.carry.ghost.Show()
	canvas.Refresh(s)
}

// takeUp takes up the page at a place; false where there is none that can be moved.
func (s *Sheets) takeUp(at fyne.Position) bool {
	page := s.pageAt(at)
	if s.work.Move == nil || page < 0 {
		return false
	}
	s.carry.page, s.now = page, page
	s.hovered = -1 // until the pointer moves without it
	takeFocus(s)
	if picture := s.work.Picture(page).Image; picture != nil {
		s.carry.ghost.SetImage(picture)
	} else {
		s.carry.ghost.SetBusy()
	}
	s.fadeAll()
	return true
}

func (s *Sheets) fadeAll() {
	s.placeSpin()
	for _, each := range s.drawn {
		s.fade(each)
		s.mark(each)
	}
}

// DragEnd is Fyne's: the page stands where it was carried to.
func (s *Sheets) DragEnd() {
	from, to := s.carry.page, s.carry.gap
	if from < 0 {
		return
	}
	s.putDown()
	if to > from {
		to-- // those behind it close up
	}
	s.move(from, to)
}

// putDown leaves the page that is carried where it was.
func (s *Sheets) putDown() {
	s.carry.page = -1
	s.carry.line.Hide()
	s.carry.ghost.Hide()
	s.fadeAll()
	canvas.Refresh(s)
}

// move has a page stand elsewhere; it stays the page at hand.
func (s *Sheets) move(from, to int) {
	if s.work.Move == nil || from == to || to < 0 || to >= s.count {
		return
	}
	s.work.Move(from, to)
}

// gapAt is the page before which one would stand that is let go at a place.
func (s *Sheets) gapAt(at fyne.Position) int {
	n := s.across(s.width)
	line := max(0, min(int(at.Y/s.step()), (s.count-1)/n))
	for page := line * n; page < min(s.count, (line+1)*n); page++ {
		if at.X < s.at(page, s.width).X+look.Gap8+sheetWide/2 {
			return page
		}
	}
	return min(s.count, (line+1)*n)
}

// gapLineAt is where the line stands that shows the gap at a place.
func (s *Sheets) gapLineAt(at fyne.Position) fyne.Position {
	gap, n := s.gapAt(at), s.across(s.width)
	line := max(0, min(int(at.Y/s.step()), (s.count-1)/n))
	if gap < (line+1)*n && gap < s.count {
		from := s.at(gap, s.width)
		return fyne.NewPos(max(0, from.X-sheetGap/2-gapLine/2), from.Y+look.Gap8)
	}
	from := s.at(gap-1, s.width) // the end of a line
	return fyne.NewPos(min(s.width-gapLine, from.X+sheetWide+2*look.Gap8+sheetGap/2-gapLine/2), from.Y+look.Gap8)
}

// Near an edge of what can be seen, within this height, carrying scrolls by so much.
const edgeHigh, edgeStep = 36, 28

// Middle is the middle of the picture of a page.
func (s *Sheets) Middle(page int) fyne.Position {
	return s.at(page, s.width).AddXY(look.Gap8+sheetWide/2, look.Gap8+sheetHigh/2)
}

// scrollAtEdge scrolls where the pointer carries a page to an edge of what can be seen.
func (s *Sheets) scrollAtEdge(y float32) {
	if s.view(); s.scroll == nil {
		return
	}
	top := At(s.scroll).Y
	by := float32(0)
	switch bottom := top + s.scroll.Size().Height; {
	case y < top+edgeHigh:
		by = -edgeStep
	case y > bottom-edgeHigh:
		by = +edgeStep
	}
	most := max(0, s.scroll.Content.Size().Height-s.scroll.Size().Height)
	if to := max(0, min(most, s.scroll.Offset.Y+by)); to != s.scroll.Offset.Y {
		s.scroll.ScrollToOffset(fyne.NewPos(0, to))
		s.layout(s.Size())
	}
}

// TypedShortcut is Fyne's: Alt with a key that goes to another page takes the page at
// hand along. What the sheets have no use for is the window's.
func (s *Sheets) TypedShortcut(shortcut fyne.Shortcut) {
	if keys, ok := shortcut.(*desktop.CustomShortcut); ok && keys.Modifier == fyne.KeyModifierAlt && s.work.Move != nil {
		if to, ok := s.towards(keys.KeyName); ok {
			s.move(s.now, to)
			return
		}
	}
	if window, ok := canvasOf(s).(fyne.Shortcutable); ok {
		window.TypedShortcut(shortcut)
	}
}

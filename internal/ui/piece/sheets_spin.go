package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// The side of the sign that turns a page, how far it is from the picture's corner, and
// the side of its drawing.
const (
	spinSide = 30
	spinEdge = 6
	spinSign = 16
)

// newSpin returns the sign, which is seen on the page below the pointer only: one on
// every page would hide much of them.
func newSpin() *fyne.Container {
	ground := box(look.Surface, look.Edge, look.RadiusControl)
	sign := picture(look.Icon("rotate"), look.Accent, spinSign)
	spin := container.New(middleOf{spinSign}, ground, sign)
	spin.Hide()
	return spin
}

// A middleOf gives its first part all the room, and puts the second, of a side, into the
// middle of it.
type middleOf struct{ side float32 }

// MinSize is Fyne's.
func (middleOf) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(spinSide, spinSide) }

// Layout is Fyne's.
func (m middleOf) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 0, 0, size.Width, size.Height)
	place(o[1], (size.Width-m.side)/2, (size.Height-m.side)/2, m.side, m.side)
}

// placeSpin puts the sign on the page below the pointer, if there is one and none is
// carried.
func (s *Sheets) placeSpin() {
	s.spin.Hidden = s.work.Rotate == nil || s.hovered < 0 || s.hovered >= s.count || s.carry.carries()
	if !s.spin.Hidden {
		at := s.spinAt(s.hovered)
		place(s.spin, at.X, at.Y, spinSide, spinSide)
	}
	s.spin.Refresh()
}

// spinAt is where the sign stands on a page.
func (s *Sheets) spinAt(page int) fyne.Position {
	return s.at(page, s.width).AddXY(look.Gap8+sheetWide-spinSide-spinEdge, look.Gap8+spinEdge)
}

// onSpin reports whether a place is on the sign as it is seen.
func (s *Sheets) onSpin(at fyne.Position) bool {
	from := at.Subtract(s.spin.Position())
	return !s.spin.Hidden && from.X >= 0 && from.Y >= 0 && from.X < spinSide && from.Y < spinSide
}

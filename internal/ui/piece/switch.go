package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/look"
)

// segments is a choice of a few that are all seen, side by side.
type segments struct {
	plate
	options []Option
	now     int
	changed func(string)
	row     *fyne.Container
	chosen  *canvas.Rectangle
	labels  []*text
}

// NewSwitch returns the options side by side, with the one of the value selected
// chosen, or none. Left and Right choose the next; a press on an option chooses
// it.
func NewSwitch(key string, options []Option, selected string, changed func(value string)) fyne.CanvasObject {
	s := &segments{options: options, changed: changed}
	s.now = slices.IndexFunc(options, func(o Option) bool { return o.Value == selected })
	var cells []fyne.CanvasObject
	for _, o := range options {
		label := newText(o.Label, look.TextSmall, look.Ink, true)
		label.single, label.centre = true, true
		s.labels = append(s.labels, label)
		cells = append(cells, inset(padded{top: look.Gap4 + 1, right: look.Gap12, bottom: look.Gap4 + 1, left: look.Gap12}, label))
	}
	s.row = Row(0, cells...).(*fyne.Container)
	s.chosen = box(look.Accent, look.Clear, look.RadiusControl-1)
	s.extra, s.arrange = []fyne.CanvasObject{s.chosen}, s.arrangeChosen
	s.space, s.least, s.ringGap, s.snug = evenly(hairline), 28, 1, true
	s.keys = s.typed
	s.build(s, key, box(look.Surface, look.Edge, look.RadiusControl), s.row, func() {})
	s.dress()
	return s
}

func (s *segments) dress() {
	for i, label := range s.labels {
		colour := look.Ink
		if i == s.now {
			colour = look.AccentInk
		}
		label.paint(colour)
	}
	if s.now >= 0 {
		s.spoken = s.options[s.now].Label
	}
}

func (s *segments) arrangeChosen(fyne.Size) {
	s.chosen.Hidden = s.now < 0
	if s.now < 0 {
		return
	}
	cell := s.row.Objects[s.now]
	at := s.row.Position().Add(cell.Position())
	place(s.chosen, at.X, hairline, cell.Size().Width, s.Size().Height-2*hairline)
}

// choose takes the option at i.
func (s *segments) choose(i int) {
	if i == s.now || i < 0 || i >= len(s.options) {
		return
	}
	s.now = i
	s.dress()
	s.Refresh()
	if s.changed != nil {
		s.changed(s.options[i].Value)
	}
}

func (s *segments) typed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.choose(max(0, s.now-1))
	case fyne.KeyRight, fyne.KeyDown:
		s.choose(s.now + 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.choose((s.now + 1) % max(1, len(s.options)))
	default:
		return false
	}
	return true
}

// Tapped is Fyne's: the option below the pointer is chosen.
func (s *segments) Tapped(ev *fyne.PointEvent) {
	if s.Disabled() {
		return
	}
	takeFocus(s)
	for i, cell := range s.row.Objects {
		left := s.row.Position().X + cell.Position().X
		if ev.Position.X >= left && ev.Position.X < left+cell.Size().Width {
			s.choose(i)
			return
		}
	}
}

package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// barHigh is how high a meter is, in points.
const barHigh = 8

// meter lays out a bar, of which a share is filled: its track and its filling.
type meter struct{ share float64 }

func (m *meter) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Gap32, barHigh)
}

func (m *meter) wide([]fyne.CanvasObject) float32          { return look.Em(240) }
func (m *meter) tall([]fyne.CanvasObject, float32) float32 { return barHigh }

func (m *meter) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := (size.Height - barHigh) / 2
	place(o[0], 0, y, size.Width, barHigh)
	filled := size.Width * float32(m.share)
	if m.share > 0 {
		filled = max(filled, barHigh)
	}
	place(o[1], 0, y, min(filled, size.Width), barHigh)
}

// share returns done of of as 0 to 1, and 0 where that means nothing.
func share(done, of float64) float64 {
	if !(of > 0) || !(done > 0) {
		return 0
	}
	return min(done/of, 1)
}

func bar(s State) (track, filling *canvas.Rectangle) {
	ink := look.Accent
	if s != Neutral {
		ink = s.face().ink
	}
	return box(look.OpenSoft, look.Clear, barHigh/2), box(ink, look.Clear, barHigh/2)
}

// NewMeter returns a bar that is filled as far as done is of of, in the colour
// of a state, the accent for Neutral.
func NewMeter(done, of float64, s State) fyne.CanvasObject {
	track, filling := bar(s)
	return container.New(&meter{share(done, of)}, track, filling)
}

// Progress is how far a work has come: a bar with a text below.
type Progress struct {
	widget.BaseWidget
	meter *meter
	words *text
	all   *fyne.Container
	bar   *fyne.Container
}

// NewProgress returns a progress at its beginning.
func NewProgress() *Progress {
	track, filling := bar(Neutral)
	p := &Progress{meter: &meter{}, words: newText("", look.TextSmall, look.Muted, false)}
	p.bar = container.New(p.meter, track, filling)
	p.all = Stack(6, p.bar, p.words).(*fyne.Container)
	p.ExtendBaseWidget(p)
	return p
}

// SetValue shows how far the work has come, from 0 to 1.
func (p *Progress) SetValue(value float64) {
	p.meter.share = share(value, 1)
	p.bar.Refresh()
}

// SetText shows what is being done.
func (p *Progress) SetText(words string) {
	p.words.set(words)
	settle(p)
}

// Inside returns bar and text.
func (p *Progress) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{p.all} }

func (p *Progress) wide() float32              { return wideOf(p.all) }
func (p *Progress) tall(width float32) float32 { return tallOf(p.all, width) }
func (p *Progress) layout(size fyne.Size)      { place(p.all, 0, 0, size.Width, size.Height) }

// MinSize is Fyne's.
func (p *Progress) MinSize() fyne.Size { return p.all.MinSize() }

// CreateRenderer is Fyne's.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return wrapping(p.all, p.layout, p.Size) }

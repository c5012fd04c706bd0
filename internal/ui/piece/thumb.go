package piece

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/look"
)

// Thumb is the picture of a page on paper. Until there is one it shows lines,
// and where there is none, why.
type Thumb struct {
	plate
	side    fyne.Size
	picture *canvas.Image
	lines   []*canvas.Rectangle
	problem *text
	sign    *fyne.Container
	paper   *canvas.Rectangle
	passed  bool // Tab passes it over
}

// NewThumb returns a thumb of a size in points, waiting for its picture. With
// tapped it can be pressed and have the focus; nil is a picture only.
func NewThumb(key string, width, height float32, tapped func()) *Thumb {
	t := &Thumb{side: fyne.NewSize(width, height), picture: &canvas.Image{FillMode: canvas.ImageFillContain}}
	t.paper = box(look.Paper, look.Line, 3)
	for range 4 {
		line := canvas.NewRectangle(look.Color(look.PaperLine))
		line.CornerRadius = 2
		t.lines = append(t.lines, line)
	}
	t.problem = newText("", look.TextSmall, look.Missing, false)
	t.problem.centre = true
	t.sign = picture(look.Icon("warning"), look.Missing, look.Em(20))
	t.extra = []fyne.CanvasObject{t.paper, t.picture, t.sign, t.problem}
	for _, line := range t.lines {
		t.extra = append(t.extra, line)
	}
	t.arrange, t.ringGap, t.dressed = t.arrangePaper, 1, true
	t.build(t, key, box(look.Clear, look.Clear, 3), Stack(0), tapped)
	t.SetBusy()
	return t
}

// Speak gives the thumb the words that a screen reader says.
func (t *Thumb) Speak(words string) *Thumb {
	t.spoken = words
	return t
}

// Passed has Tab pass the thumb over, for one of very many: a button beside them has to
// do what pressing it does.
func (t *Thumb) Passed() *Thumb {
	t.passed = true
	return t
}

// Disabled says yes where there is nothing to press, so that Tab passes it over.
func (t *Thumb) Disabled() bool { return t.pressed == nil || t.passed || t.plate.Disabled() }

// SetImage shows the picture, as large as the paper allows.
func (t *Thumb) SetImage(i image.Image) {
	t.picture.Image = i
	t.only(i != nil, false)
}

// Shows reports whether there is a picture to be seen.
func (t *Thumb) Shows() bool { return t.picture.Image != nil && !t.picture.Hidden }

// SetBusy shows that the picture is on its way.
func (t *Thumb) SetBusy() { t.only(false, false) }

// SetProblem shows why there is no picture.
func (t *Thumb) SetProblem(words string) {
	t.problem.set(words)
	t.only(false, true)
}

// only shows the picture, the problem, or else the lines.
func (t *Thumb) only(picture, problem bool) {
	t.picture.Hidden = !picture
	t.problem.Hidden, t.sign.Hidden = !problem, !problem
	fill := look.Paper
	if problem {
		fill = look.MissingSoft
	}
	t.paper.FillColor = look.Color(fill)
	for _, line := range t.lines {
		line.Hidden = picture || problem
		line.Refresh()
	}
	t.picture.Refresh()
	t.Refresh()
}

// SetSide gives the paper another size in points.
func (t *Thumb) SetSide(side fyne.Size) {
	t.side = side
	t.Resize(side)
}

func (t *Thumb) wide() float32        { return t.side.Width }
func (t *Thumb) thin() float32        { return t.side.Width }
func (t *Thumb) tall(float32) float32 { return t.side.Height }

// MinSize is Fyne's.
func (t *Thumb) MinSize() fyne.Size { return t.side }

func (t *Thumb) arrangePaper(size fyne.Size) {
	place(t.paper, 0, 0, size.Width, size.Height)
	place(t.picture, hairline, hairline, size.Width-2*hairline, size.Height-2*hairline)
	shares := []float32{0.84, 0.5, 0.67, 0.38}
	side := size.Width * 0.08
	for i, line := range t.lines {
		place(line, side, side+float32(i)*max(9, size.Height*0.08), (size.Width-2*side)*shares[i], 5)
	}
	pad := float32(look.Gap8)
	words := max(0, size.Width-2*pad)
	high := t.problem.tall(words)
	sign := look.Em(20)
	top := max(pad, (size.Height-high-sign-4)/2)
	place(t.sign, (size.Width-sign)/2, top, sign, sign)
	place(t.problem, pad, top+sign+4, words, high)
}

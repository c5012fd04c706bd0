package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// Span is a period on a Timeline. Places are shares of the whole, from 0 to 1.
type Span struct {
	Label    string
	From, To float64
	Sure     float64 // up to here it lies behind the last mark; what follows is only planned
	Dots     []float64
}

// Mark is a day on a Timeline, a line through all periods, which its text below the
// drawing explains.
type Mark struct {
	At     float64
	Label  string
	Dashed bool
}

// Tick is a place on the axis of a Timeline.
type Tick struct {
	At    float64
	Label string
}

// TimelineWork is what a Timeline shows.
type TimelineWork struct {
	Spans  []Span
	Marks  []Mark
	Ticks  []Tick
	Dot    string // what the dots are; shown where there are any
	Spoken string // all of it in words, for a screen reader
}

// NewTimeline returns, to lie on a card, a drawing of periods one above the other against days that
// matter, with what the lines mean below it. It only shows: nothing on it is pressed.
func NewTimeline(work TimelineWork) fyne.CanvasObject {
	t := &timeline{work: work}
	for _, span := range work.Spans {
		row := timeRow{span: span, label: newText(span.Label, look.TextSmall, look.Ink, false)}
		row.clear = canvas.NewRectangle(look.Color(look.Surface))
		row.bar, row.planned = rounded(look.Accent), rounded(look.Rim)
		for range span.Dots {
			dot := canvas.NewCircle(look.Color(look.Surface))
			dot.StrokeColor, dot.StrokeWidth = look.Color(look.Ink), 2
			row.dots = append(row.dots, dot)
		}
		t.rows = append(t.rows, row)
	}
	t.axis = canvas.NewRectangle(look.Color(look.Line))
	for _, tick := range work.Ticks {
		label := newText(tick.Label, look.TextSmall, look.Muted, false)
		label.single = true
		t.ticks = append(t.ticks, timeTick{tick.At, label, canvas.NewRectangle(look.Color(look.Line))})
	}
	for _, mark := range work.Marks {
		t.marks = append(t.marks, newTimeMark(mark.At, mark.Dashed))
	}
	t.ExtendBaseWidget(t)
	return Stack(look.Gap8, t, t.legend())
}

// A timeline is the drawing.
type timeline struct {
	widget.BaseWidget
	work  TimelineWork
	rows  []timeRow
	ticks []timeTick
	marks []timeMark
	axis  *canvas.Rectangle
}

type timeRow struct {
	span         Span
	label        *text
	clear        *canvas.Rectangle // behind a label above its period, over the lines of marks
	bar, planned *canvas.Rectangle
	dots         []*canvas.Circle
}

type timeTick struct {
	at    float64
	label *text
	line  *canvas.Rectangle
}

// A timeMark is a line of one piece, or of several where it is dashed.
type timeMark struct {
	at     float64
	pieces []*canvas.Rectangle
	dashed bool
}

// The heights of the drawing's parts, and of a dash with the gap behind it.
const (
	spanHigh = 10
	spanGap  = look.Gap12
	markWide = 2
	dashHigh = 5
	dashGap  = 4
	dashMost = 60
	dotSide  = 12
)

func rounded(colour fyne.ThemeColorName) *canvas.Rectangle {
	r := canvas.NewRectangle(look.Color(colour))
	r.CornerRadius = spanHigh / 2
	return r
}

func newTimeMark(at float64, dashed bool) timeMark {
	m := timeMark{at: at, dashed: dashed}
	count := 1
	if dashed {
		count = dashMost
	}
	for range count {
		m.pieces = append(m.pieces, canvas.NewRectangle(look.Color(look.Missing)))
	}
	return m
}

// place draws the line over a height.
func (m timeMark) place(x, high float32) {
	if !m.dashed {
		place(m.pieces[0], x-markWide/2, 0, markWide, high)
		return
	}
	for i, each := range m.pieces {
		y := float32(i) * (dashHigh + dashGap)
		each.Hidden = y >= high
		place(each, x-markWide/2, y, markWide, max(0, min(dashHigh, high-y)))
	}
}

// legend says what the lines and dots mean.
func (t *timeline) legend() fyne.CanvasObject {
	var parts []fyne.CanvasObject
	add := func(sign fyne.CanvasObject, words string) { parts = append(parts, Row(look.Gap8, sign, Small(words))) }
	for _, mark := range t.work.Marks {
		sign := newTimeMark(0, mark.Dashed)
		if mark.Dashed {
			sign.pieces = sign.pieces[:2]
		}
		add(container.New(signLayout{sign}, objectsOf(sign.pieces)...), mark.Label)
	}
	for _, row := range t.rows {
		if len(row.dots) > 0 {
			dot := canvas.NewCircle(look.Color(look.Surface))
			dot.StrokeColor, dot.StrokeWidth = look.Color(look.Ink), 2
			add(container.New(square(dotSide), dot), t.work.Dot)
			break
		}
	}
	return Row(look.Gap16, parts...)
}

func objectsOf(pieces []*canvas.Rectangle) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, each := range pieces {
		objects = append(objects, each)
	}
	return objects
}

// signLayout draws a mark's line as a sign in the legend.
type signLayout struct{ mark timeMark }

func (signLayout) wide([]fyne.CanvasObject) float32          { return markWide * 2 }
func (signLayout) tall([]fyne.CanvasObject, float32) float32 { return 2*dashHigh + dashGap }

func (l signLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(markWide*2, 2*dashHigh+dashGap)
}

func (l signLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.mark.place(size.Width/2, min(size.Height, 2*dashHigh+dashGap))
}

// labelsBeside is the width from which the labels stand in a column of their own, so
// that no line of a mark goes through one, and labelsMost the share of the width that
// they take at most.
const (
	labelsBeside = 420
	labelsMost   = 0.36
)

// labels is how wide the column of labels is, with the gap behind it; 0 where each
// stands above its period.
func (t *timeline) labels(width float32) float32 {
	if width < look.Em(labelsBeside) {
		return 0
	}
	var most float32
	for _, row := range t.rows {
		most = max(most, row.label.wide())
	}
	return min(most, width*labelsMost) + look.Gap16
}

// tall is how high a period is with its label, which breaks where it is wider than
// the drawing, or than the labels beside it may be.
func (r timeRow) tall(width, labels float32) float32 {
	if labels > 0 {
		return max(spanHigh, r.label.tall(labels-look.Gap16)) + spanGap
	}
	return r.label.tall(width) + look.Gap4 + spanHigh + spanGap
}

func (t *timeline) wide() float32 { return look.Em(320) }

func (t *timeline) tall(width float32) float32 {
	high := look.Gap4 + lineOf(look.TextSmall)
	labels := t.labels(width)
	for _, row := range t.rows {
		high += row.tall(width, labels)
	}
	return high
}

// MinSize is Fyne's.
func (t *timeline) MinSize() fyne.Size {
	least := look.Em(160)
	return fyne.NewSize(least, t.tall(max(least, t.Size().Width)))
}

func (t *timeline) layout(size fyne.Size) {
	labels := t.labels(size.Width)
	x := func(at float64) float32 { return labels + float32(max(0, min(at, 1)))*(size.Width-labels) }
	line, foot := lineOf(look.TextSmall), float32(0)
	for _, row := range t.rows {
		from, sure, to := x(row.span.From), x(row.span.Sure), x(row.span.To)
		bar := row.placeLabel(size.Width, labels, foot, from)
		foot += row.tall(size.Width, labels)
		place(row.planned, from, bar, max(spanHigh, to-from), spanHigh)
		row.bar.Hidden = sure <= from
		place(row.bar, from, bar, max(spanHigh, min(sure, to)-from), spanHigh)
		for j, dot := range row.dots {
			at := max(dotSide/2, min(x(row.span.Dots[j]), size.Width-dotSide/2))
			place(dot, at-dotSide/2, bar+(spanHigh-dotSide)/2, dotSide, dotSide)
		}
	}
	place(t.axis, labels, foot, size.Width-labels, hairline)
	for _, mark := range t.marks {
		mark.place(max(markWide/2, min(x(mark.at), size.Width-markWide/2)), foot)
	}
	end := float32(-1)
	for _, tick := range t.ticks {
		wide := tick.label.wide()
		at := max(labels, min(x(tick.at)-wide/2, size.Width-wide))
		tick.label.Hidden = at < end // no room beside the one before
		if !tick.label.Hidden {
			end = at + wide + look.Gap8
		}
		place(tick.line, x(tick.at), foot, hairline, look.Gap4)
		place(tick.label, at, foot+look.Gap4, wide, line)
	}
}

// placeLabel places the label of a period, beside it or above, and returns where the
// period goes.
func (r timeRow) placeLabel(width, labels, top, from float32) (bar float32) {
	r.clear.Hidden = labels > 0
	if labels > 0 {
		high := r.label.tall(labels - look.Gap16)
		place(r.label, 0, top, labels-look.Gap16, high)
		return top + max(0, (high-spanHigh)/2)
	}
	wide, high := min(r.label.wide(), width), r.label.tall(width)
	left := max(0, min(from, width-wide))
	place(r.label, left, top, wide, high)
	place(r.clear, left-look.Gap4, top, wide+2*look.Gap4, high)
	return top + high + look.Gap4
}

func (t *timeline) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.axis}
	for _, tick := range t.ticks {
		objects = append(objects, tick.line, tick.label)
	}
	for _, row := range t.rows {
		objects = append(objects, row.planned, row.bar)
	}
	for _, mark := range t.marks {
		objects = append(objects, objectsOf(mark.pieces)...)
	}
	for _, row := range t.rows { // above the lines of the marks
		objects = append(objects, row.clear, row.label)
		for _, dot := range row.dots {
			objects = append(objects, dot)
		}
	}
	return objects
}

// AccessibilityLabel says all that the drawing shows.
func (t *timeline) AccessibilityLabel() string { return t.work.Spoken }

// AccessibilityRole is what a screen reader calls it.
func (t *timeline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Spoken returns all that the drawing shows, in words.
func (t *timeline) Spoken() string { return t.work.Spoken }

// CreateRenderer is Fyne's.
func (t *timeline) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{objects: t.objects, layout: t.layout, least: t.MinSize, refresh: func() { t.layout(t.Size()) }}
}

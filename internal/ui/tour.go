package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A tour shows in a minute what the window is good for, over the sample's dossier:
// a few hints one after the other, each beside what it is about. Nothing is held up
// by it: the window can be used as ever, and Escape ends it.
type tour struct{ at int }

// A hint is one stop of the tour. Its texts are ids.
type hint struct {
	step        stepID
	title, text string
	about       func(*shell) fyne.CanvasObject // what it points to
}

// hints are the stops of the tour.
var hints = []hint{
	{stepOverview, "ui.tour.steps.title", "ui.tour.steps.text", func(s *shell) fyne.CanvasObject { return s.rail }},
	{stepOverview, "ui.tour.next.title", "ui.tour.next.text", firstTask},
	{stepEligibility, "ui.tour.why.title", "ui.tour.why.text", func(s *shell) fyne.CanvasObject { return s.beside }},
	{stepDocuments, "ui.tour.documents.title", "ui.tour.documents.text", keyed("documents.add")},
	{stepBundle, "ui.tour.bundle.title", "ui.tour.bundle.text", keyed("bundle.make")},
}

// keyed finds a piece of the window by its key.
func keyed(key string) func(*shell) fyne.CanvasObject {
	return func(s *shell) fyne.CanvasObject { return piece.FindKey(s.bars, key) }
}

// firstTask finds the button of the first thing to do.
func firstTask(s *shell) (first fyne.CanvasObject) {
	for _, item := range s.window.shot.Checklist.Items {
		button, ok := piece.FindKey(s.page.Content, "overview."+item.ID).(*piece.Button)
		if ok && (first == nil || piece.At(button).Y < piece.At(first).Y) {
			first = button
		}
	}
	return first
}

// takeTour begins the tour, over the sample.
func (w *Window) takeTour() {
	piece.HideAll(w.window.Canvas())
	if w.hasDossier() && w.shot.Path == w.samplePath() {
		w.touring = true
		w.beginTour()
		return
	}
	w.visitSample(true)
}

// beginTour begins the tour where it was asked for and the sample is open.
func (w *Window) beginTour() {
	begins := w.touring && w.shot.Path == w.samplePath()
	w.touring = false
	if !begins {
		return
	}
	w.tour = &tour{}
	w.remember(func(s *settings.Settings) { s.Toured = true })
	w.stop(0)
}

// stop goes to a stop of the tour.
func (w *Window) stop(at int) {
	w.tour.at = at
	w.visit(hints[at].step)
	w.showHint()
	w.focusOn("tour.next")
}

// leaveTour ends the tour, where somebody takes it.
func (w *Window) leaveTour() {
	if w.tour == nil {
		return
	}
	w.tour = nil
	w.showHint()
	w.focusOn(stepKey(w.step))
}

// showHint shows the hint of the stop, or none.
func (w *Window) showHint() {
	if w.shell == nil {
		return
	}
	if w.tour == nil {
		put(w.shell.hint, nil)
		return
	}
	h := hints[w.tour.at]
	frame := canvas.NewRectangle(look.Color(look.Clear))
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = look.Color(look.Accent), frameWide, look.RadiusCard
	place := &hintLayout{foot: w.shell.below, about: func() fyne.CanvasObject {
		if w.step != h.step || w.shell == nil {
			return nil // the person looks at something else
		}
		return h.about(w.shell)
	}}
	put(w.shell.hint, container.New(place, frame, newSolid(w.hintCard(h))))
}

// hintCard is a hint with the buttons of the tour.
func (w *Window) hintCard(h hint) fyne.CanvasObject {
	at := w.tour.at
	leave := piece.NewButton("tour.leave", "", piece.Quiet, look.Icon("close"), w.leaveTour).Speak(w.say("ui.tour.leave", nil))
	next := piece.NewButton("tour.next", w.say("ui.tour.next", nil), piece.Primary, nil, func() { w.stop(at + 1) })
	var back *piece.Button
	if at > 0 {
		back = piece.NewButton("tour.back", w.say("ui.tour.back", nil), piece.Secondary, nil, func() { w.stop(at - 1) })
	}
	if at == len(hints)-1 {
		next = piece.NewButton("tour.next", w.say("ui.tour.done", nil), piece.Primary, nil, w.leaveTour)
	}
	buttons := []fyne.CanvasObject{next}
	if back != nil {
		buttons = []fyne.CanvasObject{back, next}
	}
	return piece.Floating(
		piece.Grow(nil, piece.Small(w.say("ui.tour.count", message.Args{"Number": at + 1, "Of": len(hints)})), leave),
		piece.Stack(look.Gap4, piece.Strong(w.say(h.title, nil)), piece.Body(w.say(h.text, nil))),
		piece.Row(look.Gap8, buttons...),
	)
}

// The measures of a hint.
const (
	hintWide  = 320 // points at the usual size of text
	frameWide = 2.5
	frameGap  = 6 // from what a hint is about to the frame around it
)

// A hintLayout frames what a hint is about, and puts the hint beside it: at the
// right, below, at the left or above, where there is room first; else into the lower
// corner.
type hintLayout struct {
	about func() fyne.CanvasObject
	foot  fyne.CanvasObject // is never covered: it says whether all is saved
}

func (l *hintLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	frame, card := objects[0], objects[1].(*solid)
	wide := min(look.Em(hintWide), size.Width-2*look.Gap16)
	lowest := size.Height - l.foot.Size().Height
	high := min(piece.TallOf(card.inside, wide), lowest-2*look.Gap16)
	about := l.about()
	frame.Hide()
	corner := fyne.NewPos(size.Width-wide-look.Gap24, lowest-high-look.Gap24)
	if about == nil || !about.Visible() || about.Size().IsZero() {
		place(card, corner.X, corner.Y, wide, high)
		return
	}
	at, its := piece.At(about), about.Size()
	at, its = at.SubtractXY(frameGap, frameGap), its.AddWidthHeight(2*frameGap, 2*frameGap)
	frame.Show()
	left, right := max(at.X, frameWide), min(at.X+its.Width, size.Width-frameWide) // what fills a side is framed within the window
	place(frame, left, at.Y, right-left, min(its.Height, lowest-at.Y))
	for _, try := range []fyne.Position{
		{X: at.X + its.Width + look.Gap12, Y: max(at.Y, look.Gap16)},
		{X: max(look.Gap16, at.X+its.Width-wide), Y: at.Y + its.Height + look.Gap12},
		{X: at.X - wide - look.Gap12, Y: max(at.Y, look.Gap16)},
		{X: max(look.Gap16, at.X+its.Width-wide), Y: at.Y - high - look.Gap12},
	} {
		if try.X >= look.Gap8 && try.Y >= look.Gap8 && try.X+wide <= size.Width-look.Gap8 && try.Y+high <= lowest-look.Gap8 {
			place(card, try.X, try.Y, wide, high)
			return
		}
	}
	place(card, corner.X, corner.Y, wide, high)
}

func (l *hintLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// A solid is an object through which no press goes to what lies below it.
type solid struct {
	widget.BaseWidget
	inside fyne.CanvasObject
}

func newSolid(inside fyne.CanvasObject) *solid {
	s := &solid{inside: inside}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped is Fyne's: it does nothing.
func (s *solid) Tapped(*fyne.PointEvent) {}

// Inside returns the object.
func (s *solid) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.inside} }

// CreateRenderer is Fyne's.
func (s *solid) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.inside) }

package ui

import (
	"context"
	"errors"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/piece"
)

// A leaf is a page of a document on paper, as large as asked for, in a part of the
// window in which it scrolls.
type leaf struct {
	w        *Window
	desk     *desk
	document document.Document
	name     string // of what has the pages
	count    int    // of its pages
	pages    []int  // that can be turned to, in their order
	page     int
	shown    session.Treatment
	zoom     zoom
	size     fyne.Size  // of the part that can be seen
	ratio    float32    // width by height of the page that is shown
	points   [2]float64 // its size in points; zero where not known
	thumb    *piece.Thumb
	paper    *fyne.Container // where the page lies
	view     *container.Scroll
	cancel   func() // of the picture that is on its way

	picture func(ctx context.Context, page int, box image.Point) (image.Image, error)
	measure func(ctx context.Context, page int) [2]float64 // its size on paper, in points
}

// A zoom is how large a page is shown.
type zoom string

// The zooms: the whole page, as wide as the window, as large as on paper, twice that.
const (
	zoomPage   zoom = "page"
	zoomWidth  zoom = "width"
	zoomFull   zoom = "full"
	zoomDouble zoom = "double"
)

// A zoomed is a zoom with its word, and how many times as large as on paper; 0 where
// that depends on the window.
type zoomed struct {
	zoom  zoom
	word  string
	times float64
}

// zooms are all of them, from small to large.
var zooms = []zoomed{
	{zoomPage, "ui.documents.zoom.page", 0}, {zoomWidth, "ui.documents.zoom.width", 0},
	{zoomFull, "ui.documents.zoom.full", 1}, {zoomDouble, "ui.documents.zoom.double", 2},
}

// onPaper is how many points of the window a point of paper (1/72 inch) takes where
// a page is as large as on paper, on a usual screen.
const onPaper = 96.0 / 72

// a4 is the shape of a page of which nothing is known yet.
const a4 = 210.0 / 297

// barWide is what the bar at the side takes of the width where a page is longer than
// what can be seen.
const barWide = 14

// newLeaf returns the leaf of a document's page, as a whole; it is drawn once show is
// called.
func newLeaf(w *Window, key string, d document.Document, pages []int, page int, size fyne.Size) *leaf {
	l := &leaf{
		w: w, desk: w.desk, document: d, name: shownName(d), count: d.PageCount, pages: pages, page: page,
		shown: d.Treatments[page], zoom: zoomPage, size: size, ratio: a4, cancel: func() {},
	}
	s := l.desk.session
	l.picture = func(ctx context.Context, page int, box image.Point) (image.Image, error) {
		return s.Picture(ctx, d.ID, page, box)
	}
	l.measure = func(ctx context.Context, page int) [2]float64 { return pointsOf(ctx, s, d.ID, page) }
	l.thumb = piece.NewThumb(key, size.Width, size.Height, nil)
	l.paper = container.New(paperLayout{l}, l.thumb)
	l.view = container.NewScroll(l.paper)
	return l
}

// spoken says which page of which document it is.
func (l *leaf) spoken() string {
	page := l.w.say("ui.documents.preview.page", message.Args{"Page": l.page, "Count": l.count})
	return l.name + " · " + page
}

// place is where the page stands among those that can be turned to, from 0.
func (l *leaf) place() int { return slices.Index(l.pages, l.page) }

// next is the page behind it, 0 where there is none.
func (l *leaf) next() int {
	if at := l.place() + 1; at < len(l.pages) {
		return l.pages[at]
	}
	return 0
}

// turnTo shows another page, from its top; false where it is shown already.
func (l *leaf) turnTo(place int) bool {
	page := l.pages[max(0, min(place, len(l.pages)-1))]
	if page == l.page {
		return false
	}
	l.page, l.points, l.shown = page, [2]float64{}, l.document.Treatments[page]
	l.view.ScrollToOffset(fyne.Position{})
	l.thumb.SetBusy()
	l.show()
	return true
}

// show lays the page out and has it drawn.
func (l *leaf) show() {
	l.layOut()
	l.draw()
}

// follow takes what is known of the document by now, and draws the page anew where it
// is shown in another way.
func (l *leaf) follow(d document.Document) {
	if d.Treatments[l.page] != l.shown {
		l.document, l.shown, l.points = d, d.Treatments[l.page], [2]float64{}
		l.draw()
	}
}

// fit follows the size of the part that can be seen.
func (l *leaf) fit(size fyne.Size) {
	if size != l.size {
		l.size = size
		l.show()
	}
}

// zoomTo shows the page larger or smaller, about the same middle; the picture that is
// there stands until the sharper one has come.
func (l *leaf) zoomTo(z zoom) {
	if z == l.zoom {
		return
	}
	middle := (l.view.Offset.Y + l.size.Height/2) / max(1, l.view.Content.Size().Height)
	l.zoom = z
	l.layOut()
	l.view.ScrollToOffset(fyne.NewPos(l.view.Offset.X, max(0, middle*l.paper.MinSize().Height-l.size.Height/2)))
	l.draw()
}

// scrollStep is how far an arrow scrolls a page that is larger than what can be seen.
const scrollStep = 60

// scroll scrolls by so many steps; false at the end of the page.
func (l *leaf) scroll(steps int) bool {
	most := max(0, l.paper.MinSize().Height-l.view.Size().Height)
	at := l.view.Offset
	if steps < 0 && at.Y <= 0 || steps > 0 && at.Y >= most-1 {
		return false
	}
	l.view.ScrollToOffset(fyne.NewPos(at.X, max(0, min(most, at.Y+float32(steps)*scrollStep))))
	return true
}

// by is the zoom so many steps larger than another one.
func (z zoom) by(steps int) zoom {
	at := slices.IndexFunc(zooms, func(known zoomed) bool { return known.zoom == z }) + steps
	return zooms[max(0, min(at, len(zooms)-1))].zoom
}

// times is how many times as large as on paper the page is to be, 0 where that depends
// on the window.
func (z zoom) times() float64 {
	for _, known := range zooms {
		if known.zoom == z {
			return known.times
		}
	}
	return 0
}

// sheetSize is how large the page is in the window.
func (l *leaf) sheetSize() fyne.Size {
	wide, high := l.size.Width-barWide, l.size.Height
	switch times := l.zoom.times(); {
	case times > 0 && l.points[0] > 0:
		return fyne.NewSize(float32(l.points[0]*onPaper*times), float32(l.points[1]*onPaper*times))
	case l.zoom == zoomPage:
		return fyne.NewSize(min(wide, high*l.ratio), min(high, wide/l.ratio))
	}
	return fyne.NewSize(wide, wide/l.ratio)
}

// A paperLayout puts the page into the middle of what can be seen, or of as much as it
// needs.
type paperLayout struct{ leaf *leaf }

// Layout is Fyne's.
func (l paperLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sheet := l.leaf.sheetSize()
	place(objects[0], max(0, (size.Width-sheet.Width)/2), max(0, (size.Height-sheet.Height)/2), sheet.Width, sheet.Height)
}

// MinSize is Fyne's.
func (l paperLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.leaf.sheetSize() }

// layOut gives the page its present size.
func (l *leaf) layOut() {
	l.thumb.SetSide(l.sheetSize())
	l.view.Refresh()
	l.paper.Refresh()
}

// draw has the page drawn at its present size, then the next one, which is likely to
// be looked at.
func (l *leaf) draw() {
	w, page, next, zoom, points, shown := l.w, l.page, l.next(), l.zoom, l.points, l.shown
	l.cancel()
	scale := w.window.Canvas().Scale()
	box := w.pixels(l.size)
	if zoom == zoomWidth {
		box.Y = mostPixels
	}
	l.cancel = l.desk.start(func(ctx context.Context) {
		if zoom.times() > 0 {
			if points[0] == 0 {
				points = l.measure(ctx, page)
			}
			by := onPaper * zoom.times() * float64(scale)
			box = image.Pt(min(mostPixels, int(points[0]*by)), min(mostPixels, int(points[1]*by)))
		}
		drawn, err := l.picture(ctx, page, box)
		w.options.Later(func() {
			if shown == l.shown {
				l.showDrawn(page, zoom, points, drawn, err)
			}
		})
		if err == nil && next > 0 && zoom == zoomPage {
			_, _ = l.picture(ctx, next, box) // what is wrong with it is told where it is shown
		}
	})
}

// mostPixels bounds a picture's sides.
const mostPixels = 4096

// pointsOf is the size of a page on paper, as it is shown; A4 where that cannot be
// told.
func pointsOf(ctx context.Context, s *session.Session, id string, page int) [2]float64 {
	wide, high, err := s.PaperSize(ctx, id, page)
	if err != nil {
		return [2]float64{595, 842}
	}
	return [2]float64{wide, high}
}

// showDrawn shows the picture, unless another one is wanted by now.
func (l *leaf) showDrawn(page int, zoom zoom, points [2]float64, drawn image.Image, err error) {
	switch {
	case page != l.page || zoom != l.zoom || errors.Is(err, context.Canceled):
	case err != nil:
		l.thumb.SetProblem(l.w.sentences(err))
	default:
		size := drawn.Bounds().Size()
		l.points, l.ratio = points, float32(size.X)/float32(max(1, size.Y))
		l.layOut()
		l.thumb.SetImage(drawn)
	}
}

// zoomOf is by how many steps a typed character makes pages larger; 0 where it is none
// of those that do.
func zoomOf(r rune) int {
	switch r {
	case '+', '=':
		return +1
	case '-':
		return -1
	}
	return 0
}

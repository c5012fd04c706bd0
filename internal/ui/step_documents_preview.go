package ui

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A preview is a document's pages in a dialog, one at a time, as large as asked for.
type preview struct {
	widget.BaseWidget
	w        *Window
	desk     *desk
	document document.Document
	pages    *pagesView // that it was opened from; nil: none
	dialog   *piece.Dialog
	thumb    *piece.Thumb
	paper    *fyne.Container // where the page lies
	view     *container.Scroll
	head     *fyne.Container
	zooms    fyne.CanvasObject
	back, on *piece.Button
	leave    *piece.Button // leaves the page out, or takes it in
	rotated  *piece.Button // turns it by a quarter
	shown    session.Treatment
	size     fyne.Size // of the part that can be seen
	page     int
	zoom     zoom
	ratio    float32    // width by height of the page that is shown
	points   [2]float64 // its size in points; zero where not known
	cancel   func()     // of the picture that is on its way
	ring     *canvas.Rectangle
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

// The room that a dialog takes around a page: its edges and buttons, its lines of
// text at the usual size of text, and what lies beside; and the least that a page gets.
const (
	previewEdges, previewLines, previewBeside = 178, 82, 120
	previewWide, previewHigh                  = 420, 120
)

// a4 is the shape of a page of which nothing is known yet.
const a4 = 210.0 / 297

// barWide is what the bar at the side takes of the width where a page is longer than
// what can be seen.
const barWide = 14

// preview shows a document's page larger.
func (s *documentsStep) preview(d document.Document, page int) *preview {
	w := s.w
	p := &preview{w: w, desk: w.desk, document: d, page: page, zoom: zoomPage, ratio: a4, head: container.NewStack(), cancel: func() {}}
	p.size = p.room()
	p.thumb = piece.NewThumb("preview.page", p.size.Width, p.size.Height, nil)
	p.paper = container.New(paperLayout{p}, p.thumb)
	p.view = container.NewScroll(p.paper)
	p.ring = canvas.NewRectangle(color.Transparent)
	p.ring.StrokeColor, p.ring.StrokeWidth, p.ring.CornerRadius = look.Color(look.Focus), 2, 3
	p.ring.Hide()
	p.ExtendBaseWidget(p)
	p.zooms = p.zoomSwitch()
	p.back = piece.NewButton("preview.back", w.say("ui.documents.preview.back", nil), piece.Secondary, nil, func() { p.turn(-1) })
	p.on = piece.NewButton("preview.on", w.say("ui.documents.preview.on", nil), piece.Secondary, nil, func() { p.turn(+1) })
	p.leave = piece.NewButton("preview.leave", w.say("ui.documents.preview.leave-out", nil), piece.Secondary, nil, p.leaveOut)
	p.rotated = piece.NewButton("preview.turn", "", piece.Secondary, look.Icon("rotate"), p.rotate).
		Speak(w.say("ui.documents.preview.turn", nil))
	p.leave.Hidden, p.rotated.Hidden = true, true
	p.shown = d.Treatments[page]
	done := piece.NewButton("preview.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { p.dialog.Hide() })
	p.dialog = piece.ShowDialog(w.window.Canvas(), shownName(d), p, p.rotated, p.leave, p.back, p.on, done)
	p.dialog.OnClosed = p.closed
	p.dialog.SetHead(p.head)
	p.show()
	return p
}

// room is what there is for the page in the window as large as it is now.
func (p *preview) room() fyne.Size {
	window := p.w.window.Canvas().Size()
	return fyne.NewSize(max(previewWide, window.Width-previewBeside), max(previewHigh, window.Height-previewEdges-look.Em(previewLines)))
}

// Resize is Fyne's: the page follows the window's size, and is drawn for it.
func (p *preview) Resize(size fyne.Size) {
	p.BaseWidget.Resize(size)
	if size != p.size && p.dialog != nil {
		p.size = size
		p.layOut()
		p.draw()
	}
}

func (p *preview) zoomSwitch() fyne.CanvasObject {
	var options []piece.Option
	for _, z := range zooms {
		options = append(options, piece.Option{Value: string(z.zoom), Label: p.w.say(z.word, nil)})
	}
	return piece.NewSwitch("preview.zoom", options, string(p.zoom), func(value string) { p.zoomTo(zoom(value)) })
}

func (p *preview) closed() {
	p.cancel()
	if p.pages != nil {
		p.pages.large = nil
		p.pages.sheets.To(p.page - 1)
	}
}

// update shows what changed of the document; the page is drawn anew where it is shown
// in another way by now.
func (p *preview) update() {
	p.showHead()
	p.dialog.Refresh()
	if d, ok := p.w.documentByID(p.document.ID); ok && d.Treatments[p.page] != p.shown && p.desk.unsaved == 0 {
		p.document, p.shown, p.points = d, d.Treatments[p.page], [2]float64{}
		p.draw()
	}
}

// showHead says which page it is and how it stands, with the zoom at the right.
func (p *preview) showHead() {
	w := p.w
	said := []fyne.CanvasObject{piece.Body(w.say("ui.documents.preview.page", message.Args{"Page": p.page, "Count": p.document.PageCount}))}
	if p.pages != nil {
		used := p.pages.isUsed(p.page)
		said = append(said, piece.Badge(pageStates[used].state, w.say(pageStates[used].word, nil)))
		word := "ui.documents.preview.take-in"
		if used {
			word = "ui.documents.preview.leave-out"
		}
		p.leave.Hidden, p.rotated.Hidden = false, false
		w.lock(p.rotated)
		p.leave.SetText(w.say(word, nil))
		_, field := w.pagesOf(p.document)
		w.lockField(field, p.leave)
	}
	put(p.head, piece.Grow(nil, piece.Row(look.Gap12, said...), p.zooms))
}

// leaveOut leaves the page out, or takes it in again.
func (p *preview) leaveOut() {
	if p.pages != nil {
		p.pages.turn(p.page)
	}
}

// rotate turns the page by a quarter.
func (p *preview) rotate() {
	if p.pages != nil {
		p.pages.rotate(p.page)
	}
}

// turn shows a page before or after.
func (p *preview) turn(by int) { p.to(p.page + by) }

func (p *preview) to(page int) {
	if page = max(1, min(page, p.document.PageCount)); page != p.page {
		p.page, p.points, p.shown = page, [2]float64{}, p.document.Treatments[page]
		p.view.ScrollToOffset(fyne.Position{})
		p.thumb.SetBusy()
		p.show()
	}
}

// zoomTo shows the page larger or smaller, about the same middle; the picture that is
// there stands until the sharper one has come.
func (p *preview) zoomTo(z zoom) {
	if z == p.zoom {
		return
	}
	middle := (p.view.Offset.Y + p.size.Height/2) / max(1, p.view.Content.Size().Height)
	p.zoom = z
	p.layOut()
	p.view.ScrollToOffset(fyne.NewPos(p.view.Offset.X, max(0, middle*p.paper.MinSize().Height-p.size.Height/2)))
	p.draw()
}

// zoomBy is the next larger zoom, or the next smaller.
func (p *preview) zoomBy(by int) {
	at := slices.IndexFunc(zooms, func(z zoomed) bool { return z.zoom == p.zoom }) + by
	if at >= 0 && at < len(zooms) {
		p.zoomTo(zooms[at].zoom)
		p.zooms = p.zoomSwitch()
		p.update()
	}
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
func (p *preview) sheetSize() fyne.Size {
	wide, high := p.size.Width-barWide, p.size.Height
	switch times := p.zoom.times(); {
	case times > 0 && p.points[0] > 0:
		return fyne.NewSize(float32(p.points[0]*onPaper*times), float32(p.points[1]*onPaper*times))
	case p.zoom == zoomPage:
		return fyne.NewSize(min(wide, high*p.ratio), min(high, wide/p.ratio))
	}
	return fyne.NewSize(wide, wide/p.ratio)
}

// A paperLayout puts the page into the middle of what can be seen, or of as much as it
// needs.
type paperLayout struct{ p *preview }

// Layout is Fyne's.
func (l paperLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sheet := l.p.sheetSize()
	place(objects[0], max(0, (size.Width-sheet.Width)/2), max(0, (size.Height-sheet.Height)/2), sheet.Width, sheet.Height)
}

// MinSize is Fyne's.
func (l paperLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.p.sheetSize() }

// layOut gives the page its present size.
func (p *preview) layOut() {
	p.thumb.SetSide(p.sheetSize())
	p.view.Refresh()
	p.paper.Refresh()
}

// show shows another page.
func (p *preview) show() {
	enable(p.back, p.page > 1)
	enable(p.on, p.page < p.document.PageCount)
	p.showHead()
	p.layOut()
	p.dialog.Refresh()
	p.draw()
}

// draw has the page drawn at its present size, then the next one, which is likely to
// be looked at.
func (p *preview) draw() {
	w, page, zoom, points, shown := p.w, p.page, p.zoom, p.points, p.shown
	p.cancel()
	scale := w.window.Canvas().Scale()
	box := w.pixels(p.size)
	if zoom == zoomWidth {
		box.Y = mostPixels
	}
	p.cancel = p.desk.start(func(ctx context.Context) {
		s, id := p.desk.session, p.document.ID
		if zoom.times() > 0 {
			if points[0] == 0 {
				points = pointsOf(ctx, s, id, page)
			}
			by := onPaper * zoom.times() * float64(scale)
			box = image.Pt(min(mostPixels, int(points[0]*by)), min(mostPixels, int(points[1]*by)))
		}
		drawn, err := s.Picture(ctx, id, page, box)
		w.options.Later(func() {
			if shown == p.shown {
				p.showDrawn(page, zoom, points, drawn, err)
			}
		})
		if err == nil && page < p.document.PageCount && zoom == zoomPage {
			_, _ = s.Picture(ctx, id, page+1, box) // what is wrong with it is told where it is shown
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
func (p *preview) showDrawn(page int, zoom zoom, points [2]float64, drawn image.Image, err error) {
	switch {
	case page != p.page || zoom != p.zoom || errors.Is(err, context.Canceled):
	case err != nil:
		p.thumb.SetProblem(p.w.sentences(err))
	default:
		size := drawn.Bounds().Size()
		p.points, p.ratio = points, float32(size.X)/float32(max(1, size.Y))
		p.layOut()
		p.thumb.SetImage(drawn)
	}
}

// enable lets a button be pressed or not.
func enable(b *piece.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Key returns the key by which tests and the focus find the preview.
func (p *preview) Key() string { return "preview" }

// Inside returns the page.
func (p *preview) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{p.thumb} }

// CreateRenderer is Fyne's.
func (p *preview) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(canvas.NewRectangle(look.Color(look.Ground)), p.view, p.ring))
}

// MinSize is what there is room for.
func (p *preview) MinSize() fyne.Size { return p.room() }

// FocusGained is Fyne's: a ring shows that keys turn the pages.
func (p *preview) FocusGained() { p.ring.Show() }

// FocusLost is Fyne's.
func (p *preview) FocusLost() { p.ring.Hide() }

// TypedRune makes the page larger and smaller.
func (p *preview) TypedRune(r rune) {
	switch r {
	case '+', '=':
		p.zoomBy(+1)
	case '-':
		p.zoomBy(-1)
	}
}

// scrollStep is how far an arrow scrolls a page that is larger than what can be seen.
const scrollStep = 60

// TypedKey turns the pages, and scrolls one that is larger than what can be seen.
func (p *preview) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		p.upOrDown(-1)
	case fyne.KeyDown:
		p.upOrDown(+1)
	case fyne.KeyLeft, fyne.KeyPageUp:
		p.turn(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		p.turn(+1)
	case fyne.KeyHome:
		p.to(1)
	case fyne.KeyEnd:
		p.to(p.document.PageCount)
	case fyne.KeySpace:
		p.leaveOut()
	case fyne.KeyR:
		p.rotate()
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		p.dialog.Hide()
	}
}

// upOrDown scrolls, and at the end of a page turns to the next.
func (p *preview) upOrDown(by int) {
	most := max(0, p.paper.MinSize().Height-p.view.Size().Height)
	at := p.view.Offset
	if by < 0 && at.Y <= 0 || by > 0 && at.Y >= most-1 {
		p.turn(by)
		return
	}
	p.view.ScrollToOffset(fyne.NewPos(at.X, max(0, min(most, at.Y+float32(by)*scrollStep))))
}

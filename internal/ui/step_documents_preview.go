package ui

import (
	"context"
	"errors"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A preview is a document's pages in a dialog, one at a time.
type preview struct {
	widget.BaseWidget
	w        *Window
	desk     *desk
	document document.Document
	dialog   *piece.Dialog
	thumb    *piece.Thumb
	title    *fyne.Container
	back, on *piece.Button
	size     fyne.Size
	page     int
	cancel   func() // of the picture that is on its way
	ring     *canvas.Rectangle
}

// The room that a dialog takes around a page: its edges, its lines of text at the
// usual size of text, and what lies beside; and the least that a page gets.
const (
	previewEdges, previewLines, previewBeside = 150, 82, 120
	previewWide, previewHigh                  = 420, 120
)

// paperRatio is how wide a page is for its height, with room for one that lies.
const paperRatio = 0.9

// preview shows a document's pages larger.
func (s *documentsStep) preview(d document.Document) {
	w := s.w
	p := &preview{w: w, desk: w.desk, document: d, page: pictureFor(d).page, title: container.NewStack(), cancel: func() {}}
	window := w.window.Canvas().Size()
	high := max(previewHigh, window.Height-previewEdges-look.Em(previewLines))
	p.size = fyne.NewSize(min(max(previewWide, high*paperRatio), window.Width-previewBeside), high)
	p.thumb = piece.NewThumb("preview.page", p.size.Width, p.size.Height, nil)
	p.ring = canvas.NewRectangle(color.Transparent)
	p.ring.StrokeColor, p.ring.StrokeWidth, p.ring.CornerRadius = look.Color(look.Focus), 2, 3
	p.ring.Hide()
	p.ExtendBaseWidget(p)
	p.back = piece.NewButton("preview.back", w.say("ui.documents.preview.back", nil), piece.Secondary, nil, func() { p.turn(-1) })
	p.on = piece.NewButton("preview.on", w.say("ui.documents.preview.on", nil), piece.Secondary, nil, func() { p.turn(+1) })
	done := piece.NewButton("preview.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { p.dialog.Hide() })
	p.dialog = piece.ShowDialog(w.window.Canvas(), shownName(d), piece.Stack(8, p, p.title), p.back, p.on, done)
	p.dialog.OnClosed = func() { p.cancel() }
	p.show()
}

// turn shows a page before or after.
func (p *preview) turn(by int) { p.to(p.page + by) }

func (p *preview) to(page int) {
	if page = max(1, min(page, p.document.PageCount)); page != p.page {
		p.page = page
		p.show()
	}
}

// show has the page drawn and says which one it is.
func (p *preview) show() {
	w, page := p.w, p.page
	put(p.title, piece.Small(w.say("ui.documents.preview.page", message.Args{"Page": page, "Count": p.document.PageCount})))
	enable(p.back, page > 1)
	enable(p.on, page < p.document.PageCount)
	p.cancel()
	p.thumb.SetBusy()
	p.dialog.Refresh()
	box := w.pixels(p.size)
	p.cancel = p.desk.start(func(ctx context.Context) {
		drawn, err := p.desk.session.Picture(ctx, p.document.ID, page, box)
		w.options.Later(func() { p.showDrawn(page, drawn, err) })
	})
}

// showDrawn shows the picture, unless another page is wanted by now.
func (p *preview) showDrawn(page int, drawn image.Image, err error) {
	switch {
	case page != p.page || errors.Is(err, context.Canceled):
	case err != nil:
		p.thumb.SetProblem(p.w.sentences(err))
	default:
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
	return widget.NewSimpleRenderer(container.NewStack(p.thumb, p.ring))
}

// MinSize is the page's, whatever the renderer says before it is laid out.
func (p *preview) MinSize() fyne.Size { return p.size }

// FocusGained is Fyne's: a ring shows that keys turn the pages.
func (p *preview) FocusGained() { p.ring.Show() }

// FocusLost is Fyne's.
func (p *preview) FocusLost() { p.ring.Hide() }

// TypedRune is Fyne's.
func (p *preview) TypedRune(rune) {}

// TypedKey turns the pages.
func (p *preview) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyPageUp, fyne.KeyUp:
		p.turn(-1)
	case fyne.KeyRight, fyne.KeyPageDown, fyne.KeyDown, fyne.KeySpace:
		p.turn(+1)
	case fyne.KeyHome:
		p.to(1)
	case fyne.KeyEnd:
		p.to(p.document.PageCount)
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		p.dialog.Hide()
	}
}

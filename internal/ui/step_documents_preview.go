package ui

import (
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

// A preview is a document's pages in a dialog, one at a time, as large as asked for.
type preview struct {
	widget.BaseWidget
	*leaf
	of       *pagesView // that it was opened from; nil: none
	dialog   *piece.Dialog
	head     *fyne.Container
	zooms    fyne.CanvasObject
	back, on *piece.Button
	leave    *piece.Button // leaves the page out, or takes it in
	rotated  *piece.Button // turns it by a quarter
	ring     *canvas.Rectangle
}

// The room that a dialog takes around a page: its edges and buttons, its lines of
// text at the usual size of text, and what lies beside; and the least that a page gets.
const (
	previewEdges, previewLines, previewBeside = 178, 82, 120
	previewWide, previewHigh                  = 420, 120
)

// preview shows a document's page larger.
func (s *documentsStep) preview(d document.Document, page int) *preview {
	return newPreview(newLeaf(s.w, "preview.page", d, upTo(max(1, d.PageCount)), page, s.w.previewRoom()))
}

// newPreview opens a dialog with a leaf.
func newPreview(l *leaf) *preview {
	w := l.w
	p := &preview{leaf: l, head: container.NewStack(), ring: newRing()}
	p.ExtendBaseWidget(p)
	p.zooms = p.zoomSwitch()
	p.back = piece.NewButton("preview.back", w.say("ui.documents.preview.back", nil), piece.Secondary, nil, func() { p.turn(-1) })
	p.on = piece.NewButton("preview.on", w.say("ui.documents.preview.on", nil), piece.Secondary, nil, func() { p.turn(+1) })
	p.leave = piece.NewButton("preview.leave", w.say("ui.documents.preview.leave-out", nil), piece.Secondary, nil, p.leaveOut)
	p.rotated = piece.NewButton("preview.turn", "", piece.Secondary, look.Icon("rotate"), p.rotate).
		Speak(w.say("ui.documents.preview.turn", nil))
	p.leave.Hidden, p.rotated.Hidden = true, true
	done := piece.NewButton("preview.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { p.dialog.Hide() })
	p.dialog = piece.ShowDialog(w.window.Canvas(), p.name, p, p.rotated, p.leave, p.back, p.on, done)
	p.dialog.OnClosed = p.closed
	p.dialog.SetHead(p.head)
	p.tell()
	p.show()
	return p
}

// newRing is what shows that keys turn the pages.
func newRing() *canvas.Rectangle {
	ring := canvas.NewRectangle(color.Transparent)
	ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = look.Color(look.Focus), 2, 3
	ring.Hide()
	return ring
}

// previewRoom is what there is for a page in the window as large as it is now.
func (w *Window) previewRoom() fyne.Size {
	window := w.window.Canvas().Size()
	return fyne.NewSize(max(previewWide, window.Width-previewBeside), max(previewHigh, window.Height-previewEdges-look.Em(previewLines)))
}

// Resize is Fyne's: the page follows the window's size, and is drawn for it.
func (p *preview) Resize(size fyne.Size) {
	p.BaseWidget.Resize(size)
	if p.dialog != nil {
		p.fit(size)
	}
}

func (p *preview) zoomSwitch() fyne.CanvasObject {
	choice := piece.NewSwitch("preview.zoom", p.w.zoomOptions(zooms), string(p.zoom), func(value string) { p.zoomTo(zoom(value)) })
	piece.Call(choice, p.w.say("ui.documents.zoom", nil))
	return choice
}

// zoomOptions are zooms to choose from.
func (w *Window) zoomOptions(zooms []zoomed) []piece.Option {
	var options []piece.Option
	for _, z := range zooms {
		options = append(options, piece.Option{Value: string(z.zoom), Label: w.say(z.word, nil)})
	}
	return options
}

func (p *preview) closed() {
	p.cancel()
	if p.of != nil {
		p.of.large = nil
		p.of.sheets.To(p.place())
	}
}

// update shows what changed of the document; the page is drawn anew where it is shown
// in another way by now.
func (p *preview) update() {
	if p.of != nil {
		p.pages = p.of.order
	}
	p.tell()
	if d, ok := p.w.documentByID(p.document.ID); ok && p.desk.unsaved == 0 {
		p.follow(d)
	}
}

// showHead says which page it is and how it stands, with the zoom at the right.
func (p *preview) showHead() {
	w := p.w
	said := []fyne.CanvasObject{piece.Body(w.say("ui.documents.preview.page", message.Args{"Page": p.page, "Count": p.count}))}
	if p.of != nil {
		used := p.of.isUsed(p.page)
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
	if p.of != nil {
		p.of.turn(p.page)
	}
}

// rotate turns the page by a quarter.
func (p *preview) rotate() {
	if p.of != nil {
		p.of.rotate(p.page)
	}
}

// turn shows a page before or after.
func (p *preview) turn(by int) { p.to(p.place() + by) }

// to shows the page at a place.
func (p *preview) to(place int) {
	if p.turnTo(place) {
		p.tell()
	}
}

// zoomBy is the next larger zoom, or the next smaller.
func (p *preview) zoomBy(by int) {
	p.zoomTo(p.zoom.by(by))
	p.zooms = p.zoomSwitch()
	p.update()
}

// tell shows which page it is and what can be done.
func (p *preview) tell() {
	enable(p.back, p.place() > 0)
	enable(p.on, p.next() > 0)
	p.showHead()
	p.dialog.Refresh()
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

// AccessibilityLabel is what a screen reader says: which page of which document.
func (p *preview) AccessibilityLabel() string { return p.spoken() }

// AccessibilityRole is what a screen reader calls it.
func (p *preview) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Inside returns the page.
func (p *preview) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{p.thumb} }

// CreateRenderer is Fyne's.
func (p *preview) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(canvas.NewRectangle(look.Color(look.Ground)), p.view, p.ring))
}

// MinSize is what there is room for.
func (p *preview) MinSize() fyne.Size { return p.w.previewRoom() }

// FocusGained is Fyne's: a ring shows that keys turn the pages.
func (p *preview) FocusGained() { p.ring.Show() }

// FocusLost is Fyne's.
func (p *preview) FocusLost() { p.ring.Hide() }

// TypedRune makes the page larger and smaller.
func (p *preview) TypedRune(r rune) {
	if by := zoomOf(r); by != 0 {
		p.zoomBy(by)
	}
}

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
		p.to(0)
	case fyne.KeyEnd:
		p.to(len(p.pages) - 1)
	case fyne.KeySpace:
		p.leaveOut()
	case fyne.KeyR:
		p.rotate()
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		p.dialog.Hide()
	default:
		piece.PassOn(p, ev)
	}
}

// upOrDown scrolls, and at the end of a page turns to the next.
func (p *preview) upOrDown(by int) {
	if !p.scroll(by) {
		p.turn(by)
	}
}

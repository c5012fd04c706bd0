package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A besideView is a document and its translation side by side in a dialog. They page,
// scroll and grow together; where one has more pages than the other, a side can be
// turned alone, and keeps that lead.
type besideView struct {
	widget.BaseWidget
	w      *Window
	sides  [2]*besideSide // the original, then the translation
	at     int            // the place where both are, but for their leads
	zoom   zoom
	zooms  fyne.CanvasObject
	dialog *piece.Dialog
	head   *fyne.Container
	ring   *canvas.Rectangle
}

// A besideSide is one of the two.
type besideSide struct {
	*leaf
	word     string // id of what it is
	lead     int    // by how many pages it is ahead of at
	head     *fyne.Container
	back, on *piece.Button
}

// besideZooms are the zooms that are of use in half a window.
var besideZooms = zooms[:3]

// counterpart is what stands beside a document: the original of a translation, the
// first translation of an original; false where there is none, or no page to show.
func (w *Window) counterpart(d document.Document) (original, translation document.Document, ok bool) {
	original, translation = d, d
	if d.IsTranslation() {
		original, ok = w.documentByID(d.Of)
	} else if found := document.Translations(w.shot.Documents, d.ID); len(found) > 0 {
		translation, ok = found[0], true
	}
	return original, translation, ok && original.Usable() && translation.Usable()
}

// besideButton opens both; nil where there are not two.
func (s *documentsStep) besideButton(d document.Document) fyne.CanvasObject {
	original, translation, ok := s.w.counterpart(d)
	if !ok {
		return nil
	}
	return piece.Flanks(piece.NewButton("documents."+d.ID+".beside", s.w.say("ui.beside.open", nil), piece.Quiet, look.Icon("documents"), func() {
		s.w.showBeside(original, translation)
	}), nil)
}

// showBeside shows an original and its translation.
func (w *Window) showBeside(original, translation document.Document) *besideView {
	v := &besideView{w: w, zoom: zoomPage, head: container.NewStack(), ring: newRing()}
	for i, d := range []document.Document{original, translation} {
		v.sides[i] = v.newSide(i, d)
	}
	v.ExtendBaseWidget(v)
	v.zooms = v.zoomSwitch()
	done := piece.NewButton("beside.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { v.dialog.Hide() })
	v.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.beside.title", nil), v, done)
	v.dialog.OnClosed = func() {
		for _, side := range v.sides {
			side.cancel()
		}
	}
	v.dialog.OnKey = v.typed
	v.dialog.SetHead(v.head)
	v.tell()
	for _, side := range v.sides {
		side.show()
	}
	return v
}

// besideKeys name the pieces of the two sides.
var besideKeys = [2]struct{ key, word string }{
	{"beside.original", "ui.beside.original"}, {"beside.translation", "ui.beside.translation"},
}

func (v *besideView) newSide(i int, d document.Document) *besideSide {
	w, keys := v.w, besideKeys[i]
	pages, _ := w.pagesOf(d)
	if len(pages) == 0 {
		pages = upTo(max(1, d.PageCount))
	}
	side := &besideSide{
		leaf: newLeaf(w, keys.key, d, pages, pages[0], v.sideRoom(w.previewRoom())),
		word: keys.word, head: container.NewStack(),
	}
	name := message.Args{"Document": shownName(d)}
	side.back = piece.NewButton(keys.key+".back", "", piece.Quiet, look.Icon("chevron-left"), func() { v.turnAlone(side, -1) }).
		Speak(w.say("ui.beside.back", name))
	side.on = piece.NewButton(keys.key+".on", "", piece.Quiet, look.Icon("chevron-right"), func() { v.turnAlone(side, +1) }).
		Speak(w.say("ui.beside.on", name))
	other := 1 - i
	side.view.OnScrolled = func(fyne.Position) { v.sides[other].scrollAs(side.leaf) }
	return side
}

// scrollAs scrolls to where another leaf is, as shares of both pages.
func (l *leaf) scrollAs(other *leaf) {
	from, to := other.spare(), l.spare()
	share := func(at, of, most float32) float32 { return at / max(1, of) * most }
	l.view.ScrollToOffset(fyne.NewPos(share(other.view.Offset.X, from.Width, to.Width), share(other.view.Offset.Y, from.Height, to.Height)))
}

// spare is how much of the page cannot be seen.
func (l *leaf) spare() fyne.Size {
	all, seen := l.paper.MinSize(), l.view.Size()
	return fyne.NewSize(max(0, all.Width-seen.Width), max(0, all.Height-seen.Height))
}

// sideHead is how high the line above a side is, at the usual size of text.
const sideHead = 44

// sideRoom is what a side has of the room of both.
func (v *besideView) sideRoom(room fyne.Size) fyne.Size {
	return fyne.NewSize(max(1, (room.Width-look.Gap16)/2), max(1, room.Height-look.Em(sideHead)))
}

func (v *besideView) zoomSwitch() fyne.CanvasObject {
	choice := piece.NewSwitch("beside.zoom", v.w.zoomOptions(besideZooms), string(v.zoom), func(value string) { v.zoomTo(zoom(value)) })
	piece.Call(choice, v.w.say("ui.documents.zoom", nil))
	return choice
}

func (v *besideView) zoomTo(z zoom) {
	v.zoom = z
	for _, side := range v.sides {
		side.zoomTo(z)
	}
}

// zoomBy is the next larger zoom, or the next smaller.
func (v *besideView) zoomBy(by int) {
	if z := v.zoom.by(by); z != zoomDouble {
		v.zoomTo(z)
		v.zooms = v.zoomSwitch()
		v.tell()
	}
}

// tell says which pages are shown, and how to turn them.
func (v *besideView) tell() {
	w := v.w
	for _, side := range v.sides {
		words := []fyne.CanvasObject{
			piece.Line(w.say(side.word, nil)+" · "+shownName(side.document), look.TextBody, look.Ink, true),
			piece.Small(w.say("ui.documents.preview.page", message.Args{"Page": side.page, "Count": side.document.PageCount})),
		}
		enable(side.back, side.place() > 0)
		enable(side.on, side.next() > 0)
		put(side.head, piece.Grow(nil, piece.Stack(0, words...), piece.Row(0, side.back, side.on)))
	}
	put(v.head, piece.Grow(nil, piece.Small(w.say("ui.beside.keys", nil)), v.zooms))
	v.dialog.Refresh()
}

// turn turns both sides; one that has no such page stays at its end.
func (v *besideView) turn(by int) { v.to(v.at + by) }

// to shows a place on both sides.
func (v *besideView) to(at int) {
	v.at = max(v.end(0), min(at, v.end(1)))
	for _, side := range v.sides {
		side.turnTo(v.at + side.lead)
	}
	v.tell()
}

// end is the first place at which a side has a page (0), or the last (1).
func (v *besideView) end(which int) int {
	first, last := -v.sides[0].lead, len(v.sides[0].pages)-1-v.sides[0].lead
	for _, side := range v.sides {
		first, last = min(first, -side.lead), max(last, len(side.pages)-1-side.lead)
	}
	return [2]int{first, last}[which]
}

// turnAlone turns one side, which keeps that lead when both are turned on.
func (v *besideView) turnAlone(side *besideSide, by int) {
	side.turnTo(side.place() + by)
	side.lead = side.place() - v.at
	v.tell()
}

// Key returns the key by which tests and the focus find it.
func (v *besideView) Key() string { return "beside" }

// AccessibilityLabel is what a screen reader says: which pages of which documents.
func (v *besideView) AccessibilityLabel() string {
	return v.sides[0].spoken() + " · " + v.sides[1].spoken()
}

// AccessibilityRole is what a screen reader calls it.
func (v *besideView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// Inside returns both sides.
func (v *besideView) Inside() []fyne.CanvasObject {
	var inside []fyne.CanvasObject
	for _, side := range v.sides {
		inside = append(inside, side.head, side.thumb)
	}
	return inside
}

// CreateRenderer is Fyne's.
func (v *besideView) CreateRenderer() fyne.WidgetRenderer {
	var parts []fyne.CanvasObject
	for _, side := range v.sides {
		parts = append(parts, side.head, canvas.NewRectangle(look.Color(look.Ground)), side.view)
	}
	return widget.NewSimpleRenderer(container.New(besideLayout{v}, append(parts, v.ring)...))
}

// A besideLayout sets the sides beside each other, each below its line.
type besideLayout struct{ v *besideView }

// Layout is Fyne's.
func (l besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room, high := l.v.sideRoom(size), look.Em(sideHead)
	for i := range l.v.sides {
		x := float32(i) * (room.Width + look.Gap16)
		place(objects[3*i], x, 0, room.Width, high)
		place(objects[3*i+1], x, high, room.Width, room.Height)
		place(objects[3*i+2], x, high, room.Width, room.Height)
	}
	place(objects[6], 0, high, size.Width, room.Height)
}

// MinSize is Fyne's.
func (l besideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.v.MinSize() }

// MinSize is what there is room for.
func (v *besideView) MinSize() fyne.Size { return v.w.previewRoom() }

// Resize is Fyne's: the pages follow the window's size, and are drawn for it.
func (v *besideView) Resize(size fyne.Size) {
	v.BaseWidget.Resize(size)
	if v.dialog != nil {
		for _, side := range v.sides {
			side.fit(v.sideRoom(size))
		}
	}
}

// FocusGained is Fyne's: a ring shows that keys turn the pages.
func (v *besideView) FocusGained() { v.ring.Show() }

// FocusLost is Fyne's.
func (v *besideView) FocusLost() { v.ring.Hide() }

// TypedRune makes the pages larger and smaller.
func (v *besideView) TypedRune(r rune) {
	if by := zoomOf(r); by != 0 {
		v.zoomBy(by)
	}
}

// TypedKey is Fyne's.
func (v *besideView) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		v.dialog.Hide()
	default:
		piece.PassOn(v, ev) // which asks typed
	}
}

// typed turns and scrolls both, wherever in the dialog the keyboard is; false for a key
// that does neither.
func (v *besideView) typed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		v.scroll(-1)
	case fyne.KeyDown:
		v.scroll(+1)
	case fyne.KeyLeft, fyne.KeyPageUp:
		v.turn(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		v.turn(+1)
	case fyne.KeyHome:
		v.to(v.end(0))
	case fyne.KeyEnd:
		v.to(v.end(1))
	default:
		return false
	}
	return true
}

// scroll scrolls both, and at the end of both pages turns to the next.
func (v *besideView) scroll(steps int) {
	first, second := v.sides[0].leaf.scroll(steps), v.sides[1].leaf.scroll(steps)
	if !first && !second {
		v.turn(steps)
	}
}

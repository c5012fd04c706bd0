package piece

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// Sheet is how a page of Sheets stands: its number, and as icon and word whether it
// is used.
type Sheet struct {
	Number string
	State  State
	Word   string
	Out    bool   // it is left out: its picture fades
	Spoken string // all of it, for a screen reader
}

// Picture is the picture of a page, or why there is none; with neither it is on its
// way.
type Picture struct {
	Image   image.Image
	Problem string
}

// SheetsWork is what Sheets asks and tells; pages count from 0.
type SheetsWork struct {
	Sheet   func(page int) Sheet
	Picture func(page int) Picture
	Seen    func(first, last int)                  // these can be seen by now
	Open    func(page int)                         // Enter, or a press on the picture
	Turn    func(page int)                         // Space, or a press on what stands below the picture
	Rotate  func(page int)                         // a press on the sign at the picture's corner; nil: there is none
	Key     func(page int, ev *fyne.KeyEvent) bool // any other key; true: done. May be nil
	Move    func(from, to int)                     // the page is to stand there; nil: each stays where it is
}

// Sheets are many pages side by side in a page that scrolls. Only those that can be
// seen exist, so that thousands open and scroll like ten. They have the focus as one:
// the arrows, PageUp, PageDown, Home and End go from page to page; with Alt they take
// the page along, as the pointer does that drags it.
type Sheets struct {
	widget.BaseWidget
	key     string
	count   int
	work    SheetsWork
	scroll  *Scroller // that they lie in; nil: not known yet
	now     int       // the page at hand
	hovered int       // the page below the pointer, below 0 for none
	focused bool
	width   float32 // of the last layout, for which MinSize answers

	seenFirst, seenLast int // as Seen was told
	drawn               []*sheet
	inner               *fyne.Container
	carry               carry
	spin                *fyne.Container // turns the page below the pointer
}

// The size of a page's picture, and the space between pages.
const (
	sheetWide, sheetHigh = 150, 200
	sheetGap             = look.Gap16
)

// SheetSize is the room that a page's picture has, in points.
func SheetSize() fyne.Size { return fyne.NewSize(sheetWide, sheetHigh) }

// sheet is one page that exists.
type sheet struct {
	page   int // below 0 for none
	thumb  *Thumb
	paper  *paper // what is seen of the thumb
	veil   *canvas.Rectangle
	ground *canvas.Rectangle // below all, where the pointer or the keyboard is
	number *text
	word   *text
	icon   *fyne.Container
	state  State
	out    bool // it is left out
}

// NewSheets returns so many pages; the first is at hand.
func NewSheets(key string, count int, work SheetsWork) *Sheets {
	s := &Sheets{key: key, count: count, work: work, hovered: -1, seenFirst: -1}
	s.inner = Stack(0).(*fyne.Container)
	s.inner.Layout = nil
	s.carry = newCarry()
	s.spin = newSpin()
	s.ExtendBaseWidget(s)
	return s
}

// Now is the page at hand.
func (s *Sheets) Now() int { return s.now }

// Drawn is how many pages exist.
func (s *Sheets) Drawn() int { return len(s.drawn) }

// View is what the pages scroll in; nil where that is not known yet.
func (s *Sheets) View() *Scroller { return s.scroll }

// To moves to a page and scrolls it into view.
func (s *Sheets) To(page int) {
	if page = max(0, min(page, s.count-1)); page < 0 {
		return
	}
	s.now = page
	s.reveal()
	s.layout(s.Size())
}

// Update shows anew how the pages stand and their pictures.
func (s *Sheets) Update() {
	for _, each := range s.drawn {
		if each.page >= 0 {
			s.fill(each)
		}
	}
	s.layout(s.Size())
}

// UpdatePage does so for one page.
func (s *Sheets) UpdatePage(page int) {
	for _, each := range s.drawn {
		if each.page == page {
			s.fill(each)
		}
	}
}

func (s *Sheets) lineHigh() float32 { return lineOf(look.TextSmall) + 2*look.Gap4 }

// step is how far one line of pages is from the next.
func (s *Sheets) step() float32 { return sheetHigh + s.lineHigh() + 3*look.Gap4 + look.Gap8 }

// across is how many pages stand side by side in a width.
func (s *Sheets) across(width float32) int {
	return max(1, int((width+sheetGap+slack)/(sheetWide+2*look.Gap8+sheetGap)))
}

// at is where the cell of a page is.
func (s *Sheets) at(page int, width float32) fyne.Position {
	n := s.across(width)
	cell := float32(sheetWide + 2*look.Gap8)
	apart := cell + sheetGap
	if n > 1 { // the pages stand evenly between the edges
		apart = cell + min(2*sheetGap, (width-float32(n)*cell)/float32(n-1))
	}
	return fyne.NewPos(float32(page%n)*apart, float32(page/n)*s.step())
}

// pageAt is the page at a place, below 0 where there is none.
func (s *Sheets) pageAt(at fyne.Position) int {
	first := int(at.Y/s.step()) * s.across(s.width)
	for page := max(0, first); page < min(s.count, first+s.across(s.width)); page++ {
		from := s.at(page, s.width)
		if at.X >= from.X && at.X < from.X+sheetWide+2*look.Gap8 && at.Y < from.Y+s.step()-look.Gap8 {
			return page
		}
	}
	return -1
}

// Key returns the key by which the focus is kept.
func (s *Sheets) Key() string { return s.key }

// Inside returns the pages that exist.
func (s *Sheets) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.inner} }

func (s *Sheets) wide() float32 { return 6 * (sheetWide + 2*look.Gap8 + sheetGap) }

func (s *Sheets) tall(width float32) float32 {
	n := s.across(width)
	return float32((s.count+n-1)/n) * s.step()
}

// MinSize is Fyne's.
func (s *Sheets) MinSize() fyne.Size {
	width := s.width
	if width <= 0 {
		width = s.wide()
	}
	return fyne.NewSize(sheetWide+2*look.Gap8, s.tall(width))
}

// view is the part that can be seen, from the first height to the second.
func (s *Sheets) view() (from, to float32) {
	c := canvasOf(s)
	if c == nil {
		return 0, 0
	}
	if s.scroll == nil {
		for _, step := range trailOn(c, s) {
			if scroll, ok := step.(*Scroller); ok {
				s.scroll = scroll
				scroll.OnScrolled = func(fyne.Position) { s.layout(s.Size()) }
			}
		}
	}
	if s.scroll == nil {
		return 0, s.Size().Height
	}
	from = At(s.scroll).Y - At(s).Y
	return from, from + s.scroll.Size().Height
}

// layout shows the pages that can be seen. A page that stays keeps its place among
// what is drawn, so that scrolling fills only what comes into view.
func (s *Sheets) layout(size fyne.Size) {
	if s.width = size.Width; s.width <= 0 {
		return
	}
	from, to := s.view()
	n := s.across(s.width)
	first := max(0, int(from/s.step())*n)
	last := min(s.count-1, (int(to/s.step())+1)*n-1)
	lines := int((to-from)/s.step()) + 2
	for len(s.drawn) < min(s.count, lines*n) {
		s.add()
	}
	for _, each := range s.drawn {
		if each.page < first || each.page > last {
			each.hide()
		}
	}
	for page := first; page <= last; page++ {
		s.draw(page)
	}
	s.placeSpin()
	s.inner.Resize(size)
	canvas.Refresh(s.inner)
	if last >= first && to > from && (first != s.seenFirst || last != s.seenLast) {
		s.seenFirst, s.seenLast = first, last
		s.work.Seen(first, last)
	}
}

// add makes room for one page more.
func (s *Sheets) add() {
	each := &sheet{
		page: -1, thumb: NewThumb("", sheetWide, sheetHigh, nil), veil: canvas.NewRectangle(look.Color(look.Wash)),
		ground: box(look.Clear, look.Focus, look.RadiusControl+2),
		number: newText("", look.TextSmall, look.Ink, true), word: newText("", look.TextSmall, look.Muted, false),
		icon: Stack(0).(*fyne.Container), state: -1,
	}
	each.paper = newPaper(each.thumb)
	each.number.single, each.word.single = true, true
	each.veil.CornerRadius = 3
	s.drawn = append(s.drawn, each)
	s.inner.Objects = append(s.inner.Objects, each.objects()...)
	each.hide()
}

func (s *sheet) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.paper, s.veil, s.number, s.icon, s.word}
}

func (s *sheet) hide() {
	s.page = -1
	for _, o := range s.objects() {
		o.Hide()
	}
}

// draw shows a page in its place.
func (s *Sheets) draw(page int) {
	each := s.drawnFor(page)
	if each == nil {
		return
	}
	at := s.at(page, s.width)
	line := s.lineHigh()
	side := look.Em(14)
	place(each.ground, at.X, at.Y, sheetWide+2*look.Gap8, sheetHigh+line+3*look.Gap4)
	place(each.paper, at.X+look.Gap8, at.Y+look.Gap8, sheetWide, sheetHigh)
	place(each.veil, at.X+look.Gap8, at.Y+look.Gap8, sheetWide, sheetHigh)
	below := at.Y + look.Gap8 + sheetHigh + look.Gap4
	number := min(sheetWide/2, each.number.wide())
	high := each.number.lineHeight()
	place(each.number, at.X+look.Gap8, below+(line-high)/2, number, high)
	word := min(each.word.wide(), sheetWide-number-side-look.Gap12)
	right := at.X + look.Gap8 + sheetWide
	place(each.word, right-word, below+(line-high)/2, word, high)
	place(each.icon, right-word-look.Gap4-side, below+(line-side)/2, side, side)
	s.mark(each)
}

// drawnFor is what draws a page already, else what is free to.
func (s *Sheets) drawnFor(page int) *sheet {
	var free *sheet
	for _, each := range s.drawn {
		if each.page == page {
			return each
		}
		if each.page < 0 && free == nil {
			free = each
		}
	}
	if free != nil {
		free.page = page
		for _, o := range free.objects() {
			o.Show()
		}
		s.fill(free)
	}
	return free
}

// fill shows how a page stands, and its picture.
func (s *Sheets) fill(each *sheet) {
	shown, picture := s.work.Sheet(each.page), s.work.Picture(each.page)
	each.number.set(shown.Number)
	each.word.set(shown.Word)
	if each.state != shown.State {
		each.state = shown.State
		each.icon.Objects = []fyne.CanvasObject{StateIcon(shown.State, 14)}
		each.icon.Layout = square(look.Em(14))
		each.icon.Refresh()
	}
	each.out = shown.Out
	s.fade(each)
	switch {
	case picture.Problem != "":
		each.thumb.SetProblem(picture.Problem)
	case picture.Image != nil:
		each.thumb.SetImage(picture.Image)
	default:
		each.thumb.SetBusy()
	}
	each.paper.Refresh()
}

// mark shows the ring around the page at hand, and where the pointer is.
func (s *Sheets) mark(each *sheet) {
	atHand := each.page == s.now && s.focused
	each.ground.Hidden = each.page < 0 || !atHand && each.page != s.hovered
	each.ground.FillColor, each.ground.StrokeWidth = look.Color(look.Soft), 0
	if atHand {
		each.ground.StrokeWidth = ringWide
	}
	each.ground.Refresh()
}

// reveal scrolls the page at hand into view.
func (s *Sheets) reveal() {
	if s.view(); s.scroll != nil && s.width > 0 {
		above := At(s).Y - At(s.scroll).Y + s.scroll.Offset.Y
		scrollTo(&s.scroll.Scroll, above+s.at(s.now, s.width).Y, s.step()-look.Gap8)
	}
}

// lines is how many lines of pages can be seen at once.
func (s *Sheets) lines() int {
	from, to := s.view()
	return max(1, int((to-from)/s.step()))
}

// TypedKey is Fyne's.
func (s *Sheets) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape && s.carry.carries() {
		s.putDown()
		return
	}
	if to, ok := s.towards(ev.Name); ok {
		s.To(to)
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.work.Open(s.now)
	case fyne.KeySpace:
		s.work.Turn(s.now)
	default:
		if s.work.Key == nil || !s.work.Key(s.now, ev) {
			passOn(s, ev)
		}
	}
}

// towards is the page that a key goes to; false where it goes to none.
func (s *Sheets) towards(key fyne.KeyName) (page int, ok bool) {
	n := s.across(s.width)
	switch key {
	case fyne.KeyLeft:
		page = s.now - 1
	case fyne.KeyRight:
		page = s.now + 1
	case fyne.KeyUp:
		page = s.by(-n)
	case fyne.KeyDown:
		page = s.by(+n)
	case fyne.KeyPageUp:
		page = s.by(-n * s.lines())
	case fyne.KeyPageDown:
		page = s.by(+n * s.lines())
	case fyne.KeyHome:
		page = 0
	case fyne.KeyEnd:
		page = s.count - 1
	default:
		return 0, false
	}
	return max(0, min(page, s.count-1)), s.count > 0
}

// by is the page that lies so many whole lines away, in its column as far as there
// are pages.
func (s *Sheets) by(pages int) int {
	n := s.across(s.width)
	to := s.now + pages
	switch lastLine := (s.count - 1) / n; {
	case to < 0:
		to = s.now % n
	case to >= s.count && s.now/n < lastLine:
		to = min(s.count-1, lastLine*n+s.now%n)
	case to >= s.count:
		to = s.now
	}
	return to
}

// TypedRune is Fyne's.
func (s *Sheets) TypedRune(rune) {}

// FocusGained is Fyne's: the ring is around the page at hand.
func (s *Sheets) FocusGained() {
	s.focused = true
	s.layout(s.Size())
}

// FocusLost is Fyne's.
func (s *Sheets) FocusLost() {
	s.focused = false
	s.layout(s.Size())
}

// Tapped is Fyne's: the picture opens, but for the sign at its corner, which turns the
// page; what stands below it turns how the page stands.
func (s *Sheets) Tapped(ev *fyne.PointEvent) {
	page := s.pageAt(ev.Position)
	if page < 0 {
		return
	}
	s.now = page
	takeFocus(s)
	s.layout(s.Size())
	if s.onSpin(ev.Position) {
		s.work.Rotate(page)
		return
	}
	if ev.Position.Y < s.at(page, s.width).Y+look.Gap8+sheetHigh {
		s.work.Open(page)
	} else {
		s.work.Turn(page)
	}
}

// MouseIn is Fyne's.
func (s *Sheets) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (s *Sheets) MouseMoved(ev *desktop.MouseEvent) { s.hover(s.pageAt(ev.Position)) }

// MouseOut is Fyne's.
func (s *Sheets) MouseOut() { s.hover(-1) }

func (s *Sheets) hover(page int) {
	if page == s.hovered {
		return
	}
	s.hovered = page
	for _, each := range s.drawn {
		s.mark(each)
	}
	s.placeSpin()
}

// Cursor is Fyne's.
func (s *Sheets) Cursor() desktop.Cursor {
	if s.hovered < 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel is what a screen reader says of the page at hand.
func (s *Sheets) AccessibilityLabel() string {
	if s.count == 0 {
		return ""
	}
	return s.work.Sheet(s.now).Spoken
}

// AccessibilityRole is what a screen reader calls it.
func (s *Sheets) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is Fyne's.
func (s *Sheets) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: these(s.inner, s.spin, s.carry.line, s.carry.ghost), layout: s.layout, least: s.MinSize,
		refresh: func() { s.Update() },
	}
}

package piece

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// Entry is a text to fill in, of one line or several. Unlike Fyne's it shows
// that it has the focus with a ring, lets Tab leave it, and says when it was
// left.
type Entry struct {
	widget.Entry
	key     string
	left    func()
	keys    func(*fyne.KeyEvent) bool // asked first; true: done
	called  naming                    // by the field that it stands in
	focused bool
	frame   *canvas.Rectangle
	cover   *canvas.Rectangle // over the bar that Fyne scrolls one line with
	ring    *canvas.Rectangle
	fault   *canvas.Rectangle
}

// NewEntry returns an entry of one line. changed gets the text at every key;
// left is called when the focus goes or Enter is pressed. Both may be nil.
func NewEntry(key, text, placeholder string, changed func(string), left func()) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.build(key, text, placeholder, changed, left)
	return e
}

// NewSecret returns an entry of one line that shows a dot in the place of each
// character, until Reveal.
func NewSecret(key, text string, changed func(string), left func()) *Entry {
	e := NewEntry(key, text, "", changed, left)
	e.Password = true
	e.ActionItem = canvas.NewRectangle(look.Color(look.Clear)) // else Fyne puts a button of its own there
	return e
}

// Reveal shows what is typed into a secret entry, or hides it again.
func (e *Entry) Reveal(on bool) {
	e.Password = !on
	e.Refresh()
}

// NewArea returns an entry of several lines that wraps, rows high.
func NewArea(key, text, placeholder string, rows int, changed func(string), left func()) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.build(key, text, placeholder, changed, left)
	e.SetMinRowsVisible(max(1, rows))
	return e
}

func (e *Entry) build(key, text, placeholder string, changed func(string), left func()) {
	e.key, e.left = key, left
	e.Text, e.PlaceHolder, e.OnChanged = text, placeholder, changed
	e.frame = box(look.Surface, look.Edge, look.RadiusControl)
	e.cover = canvas.NewRectangle(look.Color(look.Surface))
	e.cover.BottomLeftCornerRadius, e.cover.BottomRightCornerRadius = look.RadiusControl-hairline, look.RadiusControl-hairline
	e.cover.Hidden = e.MultiLine
	e.ring = newRing(look.RadiusControl + ringWide + inputRing)
	e.fault = newFault()
	e.ExtendBaseWidget(e)
}

// Key returns the key by which the focus is kept.
func (e *Entry) Key() string { return e.key }

// AccessibilityLabel is what a screen reader says: what is asked and what stands
// there, but of a secret.
func (e *Entry) AccessibilityLabel() string {
	value := e.Text
	if e.Password {
		value = ""
	}
	if e.called == (naming{}) && value == "" {
		value = e.PlaceHolder
	}
	return e.called.with(value)
}

// AccessibilityRole is what a screen reader calls it.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (e *Entry) name(n naming) { e.called = n }

func (e *Entry) about(subject string) { e.called.subject = subject }

// State returns the text and where the cursor is, for Restore.
func (e *Entry) State() (text string, row, column int) {
	return e.Text, e.CursorRow, e.CursorColumn
}

// Restore sets text and cursor as State returned them, and tells nobody.
func (e *Entry) Restore(text string, row, column int) {
	told := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = told
	e.CursorRow, e.CursorColumn = row, column
	e.Refresh()
}

// AcceptsTab says no: Tab leaves the entry, one of several lines too.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey is Fyne's: Enter leaves an entry of one line; the keys of help and of the
// whole screen are the window's.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.keys != nil && e.keys(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF11:
		passOn(e, ev)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if !e.MultiLine {
			e.leave()
			passOn(e, ev)
			return
		}
	}
	e.Entry.TypedKey(ev)
}

func (e *Entry) leave() {
	if e.left != nil {
		e.left()
	}
}

// FocusGained is Fyne's.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.show()
	reveal(e)
}

// FocusLost is Fyne's.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.show()
	e.leave()
}

func (e *Entry) wide() float32        { return look.Em(260) }
func (e *Entry) tall(float32) float32 { return e.MinSize().Height }

// own are the keys that, with Ctrl or the like, are the entry's: they move and
// delete by words.
var own = []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete}

// TypedShortcut is Fyne's: what the entry has no use for is the window's.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: readable{s.Clipboard, e.MultiLine}})
		return
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		before := e.Text
		if e.Entry.TypedShortcut(s); e.Text != before {
			return
		}
	case *desktop.CustomShortcut:
		if slices.Contains(own, s.KeyName) {
			e.Entry.TypedShortcut(s)
			return
		}
	default:
		e.Entry.TypedShortcut(s)
		return
	}
	if window, ok := canvasOf(e).(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// readable is a clipboard whose text has no characters that nobody sees: those of
// other systems' line ends and of programs that copy more than was marked.
type readable struct {
	fyne.Clipboard
	lines bool // line ends stay
}

// Content is Fyne's.
func (r readable) Content() string {
	text := lineEnds.Replace(strings.ToValidUTF8(r.Clipboard.Content(), "\uFFFD"))
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' && r.lines, c == '\t' && r.lines:
			return c
		case c == '\n', c == '\t':
			return ' '
		case unicode.IsControl(c), c == '\uFEFF':
			return -1
		}
		return c
	}, text)
}

// lineEnds writes every system's line ends as one.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

func (e *Entry) mark(wrong bool) {
	e.fault.Hidden = !wrong
	e.fault.Refresh()
}

func (e *Entry) show() {
	e.ring.Hidden = !e.focused
	e.ring.Refresh()
}

// CreateRenderer is Fyne's: its own entry with a ring around it.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return &entryRenderer{e.Entry.CreateRenderer(), e}
}

// grounds is how many of the objects of Fyne's entry are its ground and border;
// our frame covers them.
const grounds = 2

// coverHigh is how high the bar is that Fyne scrolls one line with, in points;
// there is as much space below the text.
const coverHigh = 6

type entryRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size.Max(fyne.NewSquareSize(look.Gap16))) // below, Fyne's own parts get sizes below 0
	place(r.entry.fault, 0, 0, size.Width, size.Height)
	place(r.entry.frame, 0, 0, size.Width, size.Height)
	place(r.entry.cover, hairline, size.Height-hairline-coverHigh, size.Width-2*hairline, coverHigh)
	placeRing(r.entry.ring, inputRing, size)
}

// Refresh draws the frame of what can be filled in, or cannot.
func (r *entryRenderer) Refresh() {
	fill, line := look.Surface, look.Edge
	if r.entry.Disabled() {
		fill, line = look.OpenSoft, look.Line
	}
	r.entry.frame.FillColor, r.entry.frame.StrokeColor = look.Color(fill), look.Color(line)
	r.entry.cover.FillColor = look.Color(fill)
	r.entry.frame.Refresh()
	r.entry.cover.Refresh()
	r.WidgetRenderer.Refresh()
}

func (r *entryRenderer) MinSize() fyne.Size {
	least := r.WidgetRenderer.MinSize()
	return fyne.NewSize(least.Width, max(controlHeight, least.Height))
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	theirs := r.WidgetRenderer.Objects()
	ground := min(grounds, len(theirs))
	return slices.Concat(theirs[:ground], []fyne.CanvasObject{r.entry.frame}, theirs[ground:], []fyne.CanvasObject{r.entry.cover, r.entry.fault, r.entry.ring})
}

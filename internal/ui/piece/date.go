package piece

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui/look"
)

// DateWords are the words of a date field in one language.
type DateWords struct {
	Months      [12]string // in full
	Weekdays    [7]string  // short, Monday first
	Placeholder string
	Open        string // what the button does that opens the calendar
	Previous    string // month or year, for screen readers
	Next        string
	Today       string     // the button that goes to Now; "" for none
	Now         civil.Date // today; none where it is no day
}

// day writes a day as a picked one stands in the field.
func (w DateWords) day(day civil.Date) string {
	return strconv.Itoa(day.Day) + " " + w.Months[day.Month-1] + " " + strconv.Itoa(day.Year)
}

// DateField is a day to fill in: an entry that keeps what was typed as it was,
// and a button that opens a month to pick a day from.
type DateField struct {
	widget.BaseWidget
	entry *Entry
	words DateWords
	all   *fyne.Container
	open  *Button
	popup *overlay
}

// dayWide is the width that a day in words needs at least, or the button goes
// below it; in points at the usual size of text.
const dayWide = 140

// NewDateField returns a field with a text. changed gets the text as typed, or a
// picked day as “28 February 2003”; left is called when the entry was left and
// after a day was picked. The entry has the key, the button KEY/open.
func NewDateField(key string, text string, words DateWords, changed func(text string), left func()) *DateField {
	d := &DateField{words: words}
	d.entry = NewEntry(key, text, words.Placeholder, changed, left)
	d.entry.keys = d.typed
	d.open = NewButton(key+"/open", "", Secondary, look.Icon("calendar"), d.show).Speak(words.Open)
	d.all = newGrow(look.Gap4, nil, d.entry, d.open)
	d.all.Layout.(*grow).least = dayWide
	d.ExtendBaseWidget(d)
	return d
}

// Entry returns the entry, for its State.
func (d *DateField) Entry() *Entry { return d.entry }

// Disable makes the field one that cannot be changed.
func (d *DateField) Disable() { d.entry.Disable(); d.open.Disable() }

// Enable lets the field be changed again.
func (d *DateField) Enable() { d.entry.Enable(); d.open.Enable() }

// Disabled reports whether the field cannot be changed.
func (d *DateField) Disabled() bool { return d.entry.Disabled() }

func (d *DateField) mark(wrong bool) { d.entry.mark(wrong) }

// name is the entry's, and the button's without what is said of the day itself.
func (d *DateField) name(n naming) {
	d.entry.name(n)
	d.open.name(naming{label: n.label, subject: n.subject})
}

// typed lets Down and Up open the calendar from the entry.
func (d *DateField) typed(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDown || ev.Name == fyne.KeyUp {
		d.show()
		return true
	}
	return false
}

// show opens the calendar at the day typed, else today.
func (d *DateField) show() {
	at, ok := i18n.ParseDate(d.entry.Text)
	if !ok {
		at = d.words.Now
	}
	if at.IsZero() {
		at = civil.Date{Year: 2000, Month: time.January, Day: 1}
	}
	m := newMonth(d.entry.key, at, ok, d.words, d.pick)
	card := inset(evenly(look.Gap12), floating(look.RadiusCard), m.all)
	d.popup = popUp(d.entry, card, func(most fyne.Size) fyne.Size {
		width := min(wideOf(m.all)+2*look.Gap12, most.Width)
		return fyne.NewSize(width, tallOf(m.all, width-2*look.Gap12)+2*look.Gap12)
	}, m.grid)
	m.popup = d.popup
}

func (d *DateField) pick(day civil.Date) {
	d.popup.hide()
	text := d.words.day(day)
	d.entry.SetText(text)
	d.entry.leave()
}

// Inside returns entry and button.
func (d *DateField) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{d.all} }

func (d *DateField) wide() float32              { return look.Em(240) }
func (d *DateField) tall(width float32) float32 { return tallOf(d.all, width) }
func (d *DateField) layout(size fyne.Size)      { place(d.all, 0, 0, size.Width, size.Height) }

// MinSize is Fyne's.
func (d *DateField) MinSize() fyne.Size { return d.all.MinSize() }

// CreateRenderer is Fyne's.
func (d *DateField) CreateRenderer() fyne.WidgetRenderer { return wrapping(d.all, d.layout, d.Size) }

// month is what the calendar's pop-up shows: month and year with a step to each
// side, and the days.
type month struct {
	words      DateWords
	grid       *days
	name, year *text
	all        fyne.CanvasObject
	popup      *overlay
}

func newMonth(key string, at civil.Date, marked bool, words DateWords, pick func(civil.Date)) *month {
	m := &month{words: words}
	m.grid = newDays(key+"/days", at, marked, words, pick)
	m.grid.moved = m.showNames
	m.name, m.year = newText("", look.TextLead, look.Ink, true), newText("", look.TextLead, look.Ink, true)
	m.name.centre, m.year.centre = true, true
	m.name.single, m.year.single = true, true
	head := newGrow(look.Gap16, nil, m.steps(key+"/month", m.name, 1), m.steps(key+"/year", m.year, 12))
	parts := []fyne.CanvasObject{head, m.grid}
	if !words.Now.IsZero() && words.Today != "" {
		today := NewButton(key+"/today", words.Today, Quiet, nil, func() { pick(words.Now) })
		parts = append(parts, middled(today))
	}
	m.all = Stack(look.Gap8, parts...)
	m.showNames()
	return m
}

// steps returns a name with a button at each side that goes months back or on.
func (m *month) steps(key string, name *text, months int) fyne.CanvasObject {
	button := func(key, drawing, words string, by int) fyne.CanvasObject {
		b := NewButton(key, "", Quiet, look.Icon(drawing), func() { m.grid.to(m.grid.at.AddMonths(by)) }).Speak(words)
		b.space, b.least = evenly(look.Gap4), 28
		return b
	}
	return newGrow(look.Gap4, button(key+"/previous", "chevron-left", m.words.Previous, -months), name,
		button(key+"/next", "chevron-right", m.words.Next, months))
}

func (m *month) showNames() {
	m.name.set(m.words.Months[m.grid.at.Month-1])
	m.year.set(strconv.Itoa(m.grid.at.Year))
}

// days is the grid of a month: one thing with the focus, one day at hand.
type days struct {
	widget.BaseWidget
	key         string
	at          civil.Date // at hand
	chosen      civil.Date // what the field holds
	now         civil.Date
	words       DateWords
	pick        func(civil.Date)
	moved       func()
	focused     bool
	mark, today *canvas.Rectangle
	ring        *canvas.Rectangle
	heads       []fyne.CanvasObject
	cells       []fyne.CanvasObject
}

// weeks and weekdays are the grid's rows and columns.
const weeks, weekdays = 6, 7

func newDays(key string, at civil.Date, marked bool, words DateWords, pick func(civil.Date)) *days {
	d := &days{key: key, at: at, now: words.Now, words: words, pick: pick}
	if marked {
		d.chosen = at
	}
	d.mark, d.today = box(look.Accent, look.Clear, look.RadiusControl), box(look.Clear, look.Edge, look.RadiusControl)
	d.ring = newRing(look.RadiusControl + ringWide)
	for _, name := range words.Weekdays {
		d.heads = append(d.heads, centred(name, look.TextSmall, look.Muted))
	}
	for range weeks * weekdays {
		d.cells = append(d.cells, centred("", look.TextBody, look.Ink))
	}
	d.ExtendBaseWidget(d)
	return d
}

func centred(words string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(words, look.Color(colour))
	t.TextSize, t.Alignment = look.Size(size), fyne.TextAlignCenter
	return t
}

// cell is the side of a day.
func (d *days) cell() float32 { return look.Em(34) }

// first returns the day in the grid's first cell, a Monday.
func (d *days) first() civil.Date {
	first := civil.Date{Year: d.at.Year, Month: d.at.Month, Day: 1}
	weekday := int(first.In(time.UTC).Weekday()+6) % weekdays
	return first.AddDays(-weekday)
}

// to goes to a day; the calendar ends where years have no four digits.
func (d *days) to(day civil.Date) {
	if day.Year < 1000 || day.Year > 9999 {
		return
	}
	d.at = day
	if d.moved != nil {
		d.moved()
	}
	d.Refresh()
}

// steps is how many days a key goes.
var steps = map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -7, fyne.KeyDown: 7}

// AccessibilityLabel is what a screen reader says of the day at hand.
func (d *days) AccessibilityLabel() string { return d.words.day(d.at) }

// AccessibilityRole is what a screen reader calls it.
func (d *days) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// TypedKey is Fyne's: arrows go by days and weeks, Page Up and Page Down by
// months, Home and End to the ends of the week, Enter and Space pick.
func (d *days) TypedKey(ev *fyne.KeyEvent) {
	if by, ok := steps[ev.Name]; ok {
		d.to(d.at.AddDays(by))
		return
	}
	weekday := int(d.at.In(time.UTC).Weekday()+6) % weekdays
	switch ev.Name {
	case fyne.KeyPageUp:
		d.to(d.at.AddMonths(-1))
	case fyne.KeyPageDown:
		d.to(d.at.AddMonths(1))
	case fyne.KeyHome:
		d.to(d.at.AddDays(-weekday))
	case fyne.KeyEnd:
		d.to(d.at.AddDays(weekdays - 1 - weekday))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		d.pick(d.at)
	default:
		passOn(d, ev)
	}
}

// Key returns the key of the grid.
func (d *days) Key() string { return d.key }

// TypedRune is Fyne's.
func (d *days) TypedRune(rune) {}

// FocusGained is Fyne's.
func (d *days) FocusGained() { d.focused = true; d.Refresh() }

// FocusLost is Fyne's.
func (d *days) FocusLost() { d.focused = false; d.Refresh() }

// Cursor is Fyne's.
func (d *days) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Tapped is Fyne's.
func (d *days) Tapped(ev *fyne.PointEvent) {
	column, row := int(ev.Position.X/d.column()), int(ev.Position.Y/d.cell())-1
	if row >= 0 && row < weeks && column >= 0 && column < weekdays {
		d.pick(d.first().AddDays(row*weekdays + column))
	}
}

func (d *days) column() float32 { return max(1, d.Size().Width/weekdays) }

// MinSize is Fyne's.
func (d *days) MinSize() fyne.Size {
	return fyne.NewSize(weekdays*d.cell(), (weeks+1)*d.cell())
}

// CreateRenderer is Fyne's.
func (d *days) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{d.today, d.mark, d.ring}, append(d.heads, d.cells...)...)
	return &renderer{objects: these(objects...), layout: d.layout, least: d.MinSize, refresh: func() {
		d.layout(d.Size())
		for _, o := range objects {
			o.Refresh()
		}
	}}
}

func (d *days) layout(fyne.Size) {
	column, cell := d.column(), d.cell()
	for i, head := range d.heads {
		place(head, float32(i)*column, 0, column, cell)
	}
	first := d.first()
	d.today.Hide()
	for i, o := range d.cells {
		x, y := float32(i%weekdays)*column, float32(i/weekdays+1)*cell
		day, label := first.AddDays(i), o.(*canvas.Text)
		label.Text, label.Color, label.TextStyle.Bold = strconv.Itoa(day.Day), look.Color(d.ink(day)), day == d.chosen
		place(label, x, y, column, cell)
		inner := min(column, cell) - 4
		left, top := x+(column-inner)/2, y+2
		if day == d.now {
			d.today.Show()
			place(d.today, left, top, inner, inner)
		}
		if day == d.at {
			place(d.mark, left, top, inner, inner)
			place(d.ring, left-1, top-1, inner+2, inner+2)
		}
	}
	d.showMark()
}

func (d *days) ink(day civil.Date) fyne.ThemeColorName {
	switch {
	case day == d.at && day == d.chosen:
		return look.AccentInk
	case day == d.chosen:
		return look.Accent
	case day.Month != d.at.Month:
		return look.Muted
	}
	return look.Ink
}

// showMark fills the day at hand: strongly where the field holds it.
func (d *days) showMark() {
	fill := look.Soft
	if d.at == d.chosen {
		fill = look.Accent
	}
	d.mark.FillColor = look.Color(fill)
	d.ring.Hidden = !d.focused
}

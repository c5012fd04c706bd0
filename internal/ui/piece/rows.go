package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// RowItem is one row of a list: how it stands, what it is, a note below ("" for
// none). With Tapped it can be pressed and have the focus.
type RowItem struct {
	Key      string
	State    State
	Word     string // of the state; "" for a row without a badge
	Title    string
	Note     string
	Under    bool // the badge stands below the words: for narrow lists
	Chevron  bool
	Selected bool
	Tapped   func()
	Beside   *Button // at the right of the row, which is pressed for itself; nil for none
}

// NewRows returns rows on a card, with hairlines between. Up and Down move from
// one that can be pressed to the next, Home and End to the first and last. Their
// titles are in line with those of other rows on the same page, alike.
func NewRows(items []RowItem, alike ...RowItem) fyne.CanvasObject {
	badges := max(badgeWidth(items), badgeWidth(alike))
	var rows []fyne.CanvasObject
	var ring []*plate
	for i, item := range items {
		content := rowContent(item, badges)
		ground := rowGround(item, i == 0, i == len(items)-1)
		if item.Tapped == nil {
			rows = append(rows, inset(rowSpace(), ground, content))
			continue
		}
		p := &plate{space: rowSpace(), least: 44, ringGap: -ringWide - 2, spoken: spokenRow(item)}
		p.build(p, item.Key, ground, content, item.Tapped)
		copyCorners(p.veil, ground)
		rows, ring = append(rows, withBeside(p, item.Beside)), append(ring, p)
	}
	along(ring)
	return listed(rows)
}

// withBeside puts a button at the right of a row.
func withBeside(row fyne.CanvasObject, beside *Button) fyne.CanvasObject {
	if beside == nil {
		return row
	}
	return newGrow(0, nil, row, inset(padded{right: look.Gap8}, beside))
}

func spokenRow(item RowItem) string {
	words := item.Title
	for _, more := range []string{item.Word, item.Note} {
		if more != "" {
			words += ", " + more
		}
	}
	return words
}

func rowSpace() padded {
	return padded{top: look.Gap12, right: look.Gap16, bottom: look.Gap12, left: look.Gap16}
}

// badgeWidth is the width of the widest badge, so that the titles stand in line.
func badgeWidth(items []RowItem) float32 {
	var width float32
	for _, item := range items {
		if item.Word != "" && !item.Under {
			width = max(width, wideOf(Badge(item.State, item.Word)))
		}
	}
	return width
}

func rowContent(item RowItem, badges float32) fyne.CanvasObject {
	words := []fyne.CanvasObject{newText(item.Title, look.TextLead, look.Ink, false)}
	if item.Note != "" {
		words = append(words, Muted(item.Note))
	}
	var badge, chevron fyne.CanvasObject
	switch {
	case item.Word != "" && item.Under:
		words = append(words, inset(padded{top: look.Gap4}, Row(0, Badge(item.State, item.Word))))
	case item.Word != "":
		badge = container.New(&atLeast{width: badges}, Badge(item.State, item.Word))
	}
	if item.Chevron {
		chevron = picture(look.Icon("chevron-right"), look.Muted, look.Em(16))
	}
	return newGrow(look.Em(14), badge, Stack(2, words...), chevron)
}

func rowGround(item RowItem, first, last bool) *canvas.Rectangle {
	fill := look.Clear
	if item.Selected {
		fill = look.Soft
	}
	r := box(fill, look.Clear, 0)
	if first {
		r.TopLeftCornerRadius, r.TopRightCornerRadius = look.RadiusCard-hairline, look.RadiusCard-hairline
	}
	if last {
		r.BottomLeftCornerRadius, r.BottomRightCornerRadius = look.RadiusCard-hairline, look.RadiusCard-hairline
	}
	return r
}

func copyCorners(to, from *canvas.Rectangle) {
	to.CornerRadius = from.CornerRadius
	to.TopLeftCornerRadius, to.TopRightCornerRadius = from.TopLeftCornerRadius, from.TopRightCornerRadius
	to.BottomLeftCornerRadius, to.BottomRightCornerRadius = from.BottomLeftCornerRadius, from.BottomRightCornerRadius
}

// along lets Up, Down, Home and End move the focus among plates.
func along(plates []*plate) {
	for i, p := range plates {
		p.keys = func(ev *fyne.KeyEvent) bool {
			to, ok := step(ev.Name, i, len(plates))
			if ok {
				takeFocus(plates[to].self)
			}
			return ok
		}
	}
}

// step returns where a key leads in a list of n, from i.
func step(key fyne.KeyName, i, n int) (int, bool) {
	switch key {
	case fyne.KeyUp:
		return max(0, i-1), true
	case fyne.KeyDown:
		return min(n-1, i+1), true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return n - 1, true
	}
	return i, false
}

// list lays out rows on a ground, a hairline between them: the first object is
// the ground, then come the rows, then the lines.
type list struct {
	remembered
	rows int
}

// listed puts rows on a card.
func listed(rows []fyne.CanvasObject) fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{box(look.Surface, look.Line, look.RadiusCard)}, rows...)
	for range len(rows) - 1 {
		objects = append(objects, canvas.NewRectangle(look.Color(look.Line)))
	}
	return container.New(&list{rows: len(rows)}, objects...)
}

func (l *list) split(o []fyne.CanvasObject) (rows, lines []fyne.CanvasObject) {
	return o[1 : 1+l.rows], o[1+l.rows:]
}

func (l *list) wide(o []fyne.CanvasObject) float32 {
	rows, _ := l.split(o)
	return widest(rows) + 2*hairline
}

func (l *list) tall(o []fyne.CanvasObject, width float32) float32 {
	rows, _ := l.split(o)
	height := float32(hairline)
	for _, row := range rows {
		height += tallOf(row, max(0, width-2*hairline)) + hairline
	}
	return height
}

func (l *list) MinSize(o []fyne.CanvasObject) fyne.Size {
	rows, _ := l.split(o)
	return l.minSize(l, o, leastOf(rows)+2*hairline)
}

func (l *list) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	rows, lines := l.split(o)
	place(o[0], 0, 0, size.Width, size.Height)
	y := float32(hairline)
	for i, row := range rows {
		h := tallOf(row, max(0, size.Width-2*hairline))
		place(row, hairline, y, size.Width-2*hairline, h)
		if y += h; i < len(lines) {
			place(lines[i], hairline, y, size.Width-2*hairline, hairline)
		}
		y += hairline
	}
}

// atLeast keeps a width free for an object, which itself is as wide and high as
// it likes to be.
type atLeast struct{ width float32 }

func (a *atLeast) wide(o []fyne.CanvasObject) float32 { return max(a.width, wideOf(o[0])) }

func (a *atLeast) tall(o []fyne.CanvasObject, width float32) float32 { return tallOf(o[0], width) }

func (a *atLeast) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(a.width, o[0].MinSize().Width), o[0].MinSize().Height)
}

func (a *atLeast) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 0, 0, min(size.Width, wideOf(o[0])), size.Height)
}

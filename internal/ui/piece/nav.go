package piece

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// NavItem is one step of the walk: its title and, at the right, how it stands.
type NavItem struct {
	Key, Title, Word string
	Icon             string // by its name, in place of that of the state; "" for that one
	State            State
	Selected         bool
	Tapped           func()
}

// Nav is the walk at the left of the window. It is one stop for Tab; Up, Down,
// Home and End move inside it, Enter and Space open a step.
type Nav struct {
	widget.BaseWidget
	rows *fyne.Container
	tabs []*navTab
	now  int // the one that Tab comes to
}

// NewNav returns the walk.
func NewNav(items []NavItem) *Nav {
	n := &Nav{rows: Stack(2).(*fyne.Container)}
	n.ExtendBaseWidget(n)
	n.Update(items)
	return n
}

// navTab is one step in the walk. Those that Tab does not come to say that they
// are disabled: so Fyne passes them over.
type navTab struct {
	plate
	nav  *Nav
	item NavItem
	bar  *canvas.Rectangle
}

// Update shows other items. Where the keys are the same, the focus stays.
func (n *Nav) Update(items []NavItem) {
	same := slices.EqualFunc(items, n.tabs, func(item NavItem, tab *navTab) bool { return item.Key == tab.key })
	if same {
		before := n.shown()
		for i, item := range items {
			n.tabs[i].dress(item)
		}
		n.stopAtShown(before)
		n.Refresh()
		return
	}
	n.tabs, n.rows.Objects, n.now = nil, nil, 0
	for i, item := range items {
		tab := newNavTab(n, item)
		n.tabs, n.rows.Objects = append(n.tabs, tab), append(n.rows.Objects, tab)
		if item.Selected {
			n.now = i
		}
	}
	n.Refresh()
}

// shown is the place of the step that is shown.
func (n *Nav) shown() int {
	return max(0, slices.IndexFunc(n.tabs, func(t *navTab) bool { return t.item.Selected }))
}

// stopAtShown has Tab come to the step that is shown, and the keyboard with it where it
// was on the step shown before. Whoever goes through the steps at the moment stays where
// the arrows came to.
func (n *Nav) stopAtShown(before int) {
	at := slices.IndexFunc(n.tabs, func(t *navTab) bool { return t.focused })
	if at >= 0 && at != before {
		return
	}
	n.now = n.shown()
	if at >= 0 {
		takeFocus(n.tabs[n.now])
	}
}

func newNavTab(n *Nav, item NavItem) *navTab {
	t := &navTab{nav: n}
	t.space = padded{top: look.Gap8, right: look.Gap12, bottom: look.Gap8, left: look.Gap12}
	t.least, t.ringGap = 40, -ringWide
	ground := box(look.Clear, look.Clear, look.RadiusControl)
	t.build(t, item.Key, ground, Stack(0), nil)
	t.keys = t.move
	t.bar = canvas.NewRectangle(look.Color(look.Accent))
	t.bar.CornerRadius = 1.5
	t.extra = []fyne.CanvasObject{t.bar}
	t.arrange = func(size fyne.Size) { place(t.bar, 0, look.Gap8, barWide, size.Height-2*look.Gap8) }
	t.dress(item)
	return t
}

// dress shows an item.
func (t *navTab) dress(item NavItem) {
	t.item, t.spoken = item, item.Title+", "+item.Word
	t.pressed = item.Tapped
	fill := look.Clear
	if item.Selected {
		fill = look.Surface
	}
	t.ground.FillColor = look.Color(fill)
	t.bar.Hidden = !item.Selected
	title := newText(item.Title, look.TextLead, look.Ink, item.Selected)
	title.steady = true
	var word fyne.CanvasObject
	if item.Word != "" {
		word = newText(item.Word, look.TextSmall, item.State.face().ink, false)
	}
	line := newGrow(look.Gap8, nil, title, word)
	line.Layout.(*grow).under = 0
	t.content = newGrow(look.Gap12, item.icon(), line, nil)
	t.Refresh()
}

// icon is the item's own, or that of its state.
func (i NavItem) icon() fyne.CanvasObject {
	if i.Icon == "" {
		return StateIcon(i.State, 15)
	}
	return picture(look.Icon(i.Icon), i.State.face().ink, look.Em(15))
}

// Disabled says yes for all but the one that Tab comes to.
func (t *navTab) Disabled() bool { return t.nav.tabs[t.nav.now] != t }

// stop makes the tab the one that Tab comes to.
func (t *navTab) stop() { t.nav.now = max(0, slices.Index(t.nav.tabs, t)) }

// Tapped is Fyne's.
func (t *navTab) Tapped(ev *fyne.PointEvent) {
	t.stop()
	t.plate.Tapped(ev)
}

// move lets the keys go from step to step.
func (t *navTab) move(ev *fyne.KeyEvent) bool {
	to, ok := step(ev.Name, t.nav.now, len(t.nav.tabs))
	if ok {
		t.nav.now = to
		takeFocus(t.nav.tabs[to])
	}
	return ok
}

// Inside returns the steps.
func (n *Nav) Inside() []fyne.CanvasObject { return []fyne.CanvasObject{n.rows} }

func (n *Nav) wide() float32              { return wideOf(n.rows) }
func (n *Nav) tall(width float32) float32 { return tallOf(n.rows, width) }
func (n *Nav) layout(size fyne.Size)      { place(n.rows, 0, 0, size.Width, size.Height) }

// MinSize is Fyne's.
func (n *Nav) MinSize() fyne.Size { return n.rows.MinSize() }

// CreateRenderer is Fyne's.
func (n *Nav) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: these(n.rows), layout: n.layout, least: n.MinSize,
		refresh: func() { n.layout(n.Size()); n.rows.Refresh() },
	}
}

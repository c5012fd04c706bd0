package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// evenly returns the same space at all sides.
func evenly(gap float32) padded { return padded{top: gap, right: gap, bottom: gap, left: gap} }

// upright returns the same space above and below.
func upright(gap float32) padded { return padded{top: gap, bottom: gap} }

// Card returns the parts one below the other, 12 points apart, on a surface with
// a hairline around it.
func Card(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return inset(evenly(look.Gap16), box(look.Surface, look.Line, look.RadiusCard), Stack(look.Gap12, parts...))
}

// Floating returns a card that floats above the page: it has a shadow.
func Floating(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return inset(evenly(look.Gap16), floating(look.RadiusCard), Stack(look.Gap12, parts...))
}

// FootedCard is a Card whose last part is foot: it stands at the lower edge of a
// card that is higher than its parts, so that it is in line with those beside. Of the
// room that is left the first part, a picture, takes what helps to see it. The card
// remembers its size: what changes in it has to be settled.
func FootedCard(foot fyne.CanvasObject, parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := Stack(look.Gap12, append(parts, foot)...).(*fyne.Container)
	all.Layout.(*stack).foot, all.Layout.(*stack).more = true, pictureGrows
	space := evenly(look.Gap16)
	space.known = &known{}
	return inset(space, box(look.Surface, look.Line, look.RadiusCard), all)
}

// pictureGrows is how much higher the picture of a FootedCard gets at most.
const pictureGrows = 120

// BlankCard holds the place of a FootedCard that is so high.
func BlankCard(height float32) fyne.CanvasObject {
	return inset(padded{top: height}, box(look.Surface, look.Line, look.RadiusCard), Stack(0))
}

// Flanks puts a button at each side, or none at the right. What is seen of a quiet
// button, not its padding, stands in line with what is above.
func Flanks(left, right *Button) fyne.CanvasObject {
	left.space.left, left.space.right = look.Gap8, look.Gap8
	if right == nil {
		return inset(padded{left: -left.space.left}, Row(0, left))
	}
	return inset(padded{left: -left.space.left, right: -right.space.right}, newGrow(look.Gap12, left, nil, right))
}

// AtMost returns an object that is no wider than so many points at the usual
// size of text.
func AtMost(width float32, o fyne.CanvasObject) fyne.CanvasObject {
	return inset(padded{most: look.Em(width)}, o)
}

// Quote returns words of somebody else's, with a bar at their left.
func Quote(words string) fyne.CanvasObject {
	bar := canvas.NewRectangle(look.Color(look.Accent))
	bar.CornerRadius = 1.5
	return container.New(&quoted{}, bar, Muted(words))
}

// quoted lays out a bar and, at its right, a text.
type quoted struct{ remembered }

const barWide, barGap = 3, 14

func (q *quoted) wide(o []fyne.CanvasObject) float32 { return wideOf(o[1]) + barGap }

func (q *quoted) tall(o []fyne.CanvasObject, width float32) float32 {
	return tallOf(o[1], max(0, width-barGap))
}

func (q *quoted) thin(o []fyne.CanvasObject) float32 { return leastWidth(o[1]) + barGap }

func (q *quoted) MinSize(o []fyne.CanvasObject) fyne.Size { return q.minSize(q, o, q.thin(o)) }

func (q *quoted) Layout(o []fyne.CanvasObject, size fyne.Size) {
	q.width = size.Width
	place(o[0], 0, 0, barWide, size.Height)
	place(o[1], barGap, 0, size.Width-barGap, size.Height)
}

// Fact returns a text below a small label.
func Fact(label, words string) fyne.CanvasObject {
	return Stack(2, Small(label), Body(words))
}

// pageWide is how wide the content of a page is at most, in points at the usual
// size of text.
const pageWide = 920

// Page returns a step: title, lead below it ("" for none), action at the top
// right (nil for none), and the parts below, 16 points apart. Where the window is
// wider than a page is read well, it stands in the middle.
func Page(title, lead string, action fyne.CanvasObject, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&page{most: pageWide}, Stack(look.Gap24, newHead(title, lead, action), Stack(look.Gap16, parts...)))
}

// WidePage is a Page for cards beside each other, of which more are seen in a wide
// window.
func WidePage(title, lead string, action fyne.CanvasObject, parts ...fyne.CanvasObject) fyne.CanvasObject {
	wide := Page(title, lead, action, parts...).(*fyne.Container)
	wide.Layout.(*page).most = gridWide
	return wide
}

// gridWide is how wide a WidePage is at most, as pageWide.
const gridWide = 1232

// EndPage puts below a page what leads on from it.
func EndPage(whole, end fyne.CanvasObject) {
	all := whole.(*fyne.Container).Objects[0].(*fyne.Container)
	all.Objects = append(all.Objects, end) // Add would lay the page out, which has no width yet
}

// page leaves more space at the sides of a wide page than of a narrow one.
type page struct {
	remembered
	most float32 // how wide the content is, in points at the usual size of text
}

// wideEnough is the width from which a page has wide margins.
const wideEnough = 720

func (p *page) margins(width float32) (side, inner float32) {
	side = 40
	if width < wideEnough {
		side = look.Gap24
	}
	inner = max(0, min(width-2*side, max(p.most, look.Em(p.most))))
	return max(side, (width-inner)/2), inner
}

func (p *page) wide(o []fyne.CanvasObject) float32 { return min(wideOf(o[0]), p.most) + 80 }

func (p *page) tall(o []fyne.CanvasObject, width float32) float32 {
	_, inner := p.margins(width)
	return tallOf(o[0], inner) + 2*look.Gap32
}

func (p *page) thin(o []fyne.CanvasObject) float32 { return leastWidth(o[0]) + 2*look.Gap24 }

func (p *page) MinSize(o []fyne.CanvasObject) fyne.Size { return p.minSize(p, o, p.thin(o)) }

func (p *page) Layout(o []fyne.CanvasObject, size fyne.Size) {
	p.width = size.Width
	side, inner := p.margins(size.Width)
	place(o[0], side, look.Gap32, inner, tallOf(o[0], inner))
}

// ActionCard is a thing to do: how it stands, what it is, why, and the button
// that does it.
type ActionCard struct {
	Key         string // of the button
	State       State
	StateWord   string
	Title, Text string
	Action      string // the button's label; "" for no button
	Primary     bool
	Tapped      func()
}

// leastWords is the width that the words of a card need beside its button.
const leastWords = 300

// NewActionCard returns the card of a thing to do.
func NewActionCard(a ActionCard) fyne.CanvasObject {
	words := []fyne.CanvasObject{Strong(a.Title)}
	if a.Text != "" {
		words = append(words, Muted(a.Text))
	}
	if a.StateWord != "" {
		words = append([]fyne.CanvasObject{newText(a.StateWord, look.TextSmall, a.State.face().ink, true)}, words...)
	}
	var button fyne.CanvasObject
	if a.Action != "" {
		kind := Secondary
		if a.Primary {
			kind = Primary
		}
		button = About(a.Title, NewButton(a.Key, a.Action, kind, nil, a.Tapped))
	}
	line := newGrow(look.Gap16, stateTile(a.State, 36), Stack(2, words...), button)
	line.Layout.(*grow).least = leastWords
	return inset(evenly(look.Gap16), box(look.Surface, look.Line, look.RadiusCard), line)
}

// Empty returns what is shown where there is nothing yet: an icon by its name, a
// title, a text, and a button (nil for none).
func Empty(icon, title, words string, action *Button) fyne.CanvasObject {
	drawing := picture(look.Icon(icon), look.Muted, look.Em(36))
	head, below := newText(title, look.TextHeading, look.Ink, true), newText(words, look.TextBody, look.Muted, false)
	head.centre, below.centre = true, true
	parts := []fyne.CanvasObject{middled(drawing), Stack(look.Gap4, head, below)}
	if action != nil {
		parts = append(parts, middled(action))
	}
	return inset(padded{top: look.Gap32, right: look.Gap24, bottom: look.Gap32, left: look.Gap24}, Stack(look.Gap16, parts...))
}

// middled puts an object in the middle of the width.
func middled(o fyne.CanvasObject) fyne.CanvasObject { return container.New(&middle{}, o) }

type middle struct{ remembered }

func (m *middle) wide(o []fyne.CanvasObject) float32 { return wideOf(o[0]) }

func (m *middle) tall(o []fyne.CanvasObject, width float32) float32 {
	return tallOf(o[0], min(width, wideOf(o[0])))
}

func (m *middle) thin(o []fyne.CanvasObject) float32 { return leastWidth(o[0]) }

func (m *middle) MinSize(o []fyne.CanvasObject) fyne.Size { return m.minSize(m, o, m.thin(o)) }

func (m *middle) Layout(o []fyne.CanvasObject, size fyne.Size) {
	m.width = size.Width
	w := min(size.Width, wideOf(o[0]))
	place(o[0], (size.Width-w)/2, 0, w, size.Height)
}

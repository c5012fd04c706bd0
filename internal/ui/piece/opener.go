package piece

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
)

// Opener is a text on one line that opens a list of what could stand in its
// place. It is pressed with Enter, Space, Down or the pointer.
type Opener struct {
	plate
	label *text
}

// arrowSide is the side of the arrow at the right of the text.
const arrowSide = 16

// NewOpener returns an opener with a text and, for where there is less room,
// shorter ones, the longest first.
func NewOpener(key string, tapped func(), words string, briefs ...string) *Opener {
	o := &Opener{label: newText(words, look.TextBody, look.Muted, false)}
	o.label.single, o.label.briefs = true, briefs
	arrow := picture(look.Icon("chevron-down"), look.Muted, look.Em(arrowSide))
	o.space = padded{top: look.Gap4, right: look.Gap8, bottom: look.Gap4, left: look.Gap8}
	o.least, o.ringGap, o.spoken, o.keys, o.arrange = controlHeight, -1, words, o.typed, o.tighten
	line := newGrow(look.Gap4, nil, o.label, arrow)
	line.Layout.(*grow).least = 0 // the arrow never goes below
	o.build(o, key, box(look.Clear, look.Clear, look.RadiusControl), line, tapped)
	return o
}

// tighten makes what can be seen as wide as the text that fits.
func (o *Opener) tighten(size fyne.Size) {
	beside := look.Gap4 + look.Em(arrowSide)
	words := o.label.measure(o.label.broken(o.inner(size.Width) - beside)[0])
	inner := min(words+beside+slack, o.inner(size.Width))
	whole := fyne.NewSize(inner+o.space.left+o.space.right, size.Height)
	place(o.ground, 0, 0, whole.Width, whole.Height)
	place(o.veil, 0, 0, whole.Width, whole.Height)
	placeRing(o.ring, o.ringGap, whole)
	place(o.content, o.space.left, o.content.Position().Y, inner, o.content.Size().Height)
}

// Speak gives the opener the words that a screen reader says.
func (o *Opener) Speak(words string) *Opener {
	o.spoken = words
	return o
}

// Open opens the list, as a press does.
func (o *Opener) Open() { o.press() }

func (o *Opener) typed(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyDown {
		return false
	}
	o.press()
	return true
}

package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/look"
)

// Kind says how much weight a button has.
type Kind int

// The kinds: Primary is the one thing to do next, Quiet has no border, Danger
// takes something away.
const (
	Secondary Kind = iota
	Primary
	Quiet
	Danger
)

// dress is how a button of a kind looks.
type dress struct{ fill, line, ink fyne.ThemeColorName }

var dresses = map[Kind]dress{
	Secondary: {look.Surface, look.Rim, look.Ink},
	Primary:   {look.Accent, look.Clear, look.AccentInk},
	Quiet:     {look.Clear, look.Clear, look.Accent},
	Danger:    {look.Surface, look.Missing, look.Missing},
}

// undressed is how a button looks that cannot be pressed.
var undressed = dress{look.OpenSoft, look.Clear, look.Muted}

// controlHeight is the smallest height of what can be pressed or filled in.
const controlHeight = 36

// Button is a button. It is pressed with Enter, Space or the pointer.
type Button struct {
	plate
	kind    Kind
	drawing fyne.Resource
	picture *canvas.Image
	label   *text
}

// buttonSide is the space at the sides of a button's label, in points at the usual
// size of text.
const buttonSide = 14

// NewButton returns a button with a label, an icon (nil for none; with an empty
// label the icon stands alone) and what it does.
func NewButton(key, label string, kind Kind, icon fyne.Resource, tapped func()) *Button {
	b := &Button{kind: kind, drawing: icon}
	d := b.dress()
	b.label = newText(label, look.TextBody, d.ink, true)
	b.picture = &canvas.Image{FillMode: canvas.ImageFillContain}
	side := look.Em(18)
	parts := []fyne.CanvasObject{framed(b.picture, side), b.label}
	if icon == nil {
		parts = parts[1:]
	} else if label == "" {
		parts = parts[:1]
	}
	across := look.Em(buttonSide)
	if label == "" {
		across = max(look.Gap8, (controlHeight-side)/2)
	}
	b.space = padded{top: look.Gap8, right: across, bottom: look.Gap8, left: across}
	b.dressed, b.least, b.middle, b.ringGap, b.spoken = true, controlHeight, true, 1, label
	b.build(b, key, box(d.fill, d.line, look.RadiusControl), abreast(look.Gap8, parts...), tapped)
	b.dressUp()
	return b
}

// abreast puts an icon, if there is one, to the left of a text that takes the
// rest.
func abreast(gap float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	if len(parts) == 1 {
		return newGrow(gap, nil, parts[0], nil)
	}
	return newGrow(gap, parts[0], parts[1], nil)
}

// Speak gives a button without a label the words that a screen reader says.
func (b *Button) Speak(words string) *Button {
	b.spoken = words
	return b
}

// SetText changes the label.
func (b *Button) SetText(label string) {
	b.spoken = label
	b.label.set(label)
	b.Refresh()
	settle(b)
}

// Disable makes the button one that cannot be pressed.
func (b *Button) Disable() {
	b.DisableableWidget.Disable()
	b.dressUp()
}

// Enable lets the button be pressed again.
func (b *Button) Enable() {
	b.DisableableWidget.Enable()
	b.dressUp()
}

func (b *Button) dress() dress {
	if b.Disabled() {
		d := undressed
		if b.kind == Quiet {
			d.fill = look.Clear
		}
		return d
	}
	return dresses[b.kind]
}

func (b *Button) dressUp() {
	d := b.dress()
	fresh := box(d.fill, d.line, look.RadiusControl)
	b.ground.FillColor, b.ground.StrokeColor, b.ground.StrokeWidth = fresh.FillColor, fresh.StrokeColor, fresh.StrokeWidth
	b.label.paint(d.ink)
	if b.drawing != nil {
		b.paintPicture(d.ink)
	}
	b.ground.Refresh()
}

// paintPicture draws the icon in a colour, unless it is drawn so: reading a
// drawing costs.
func (b *Button) paintPicture(ink fyne.ThemeColorName) {
	drawing := look.Tinted(b.drawing, look.Color(ink), look.Em(18))
	if b.picture.Resource != nil && b.picture.Resource.Name() == drawing.Name() {
		return
	}
	isRead := b.picture.Resource != nil // by Fyne, perhaps: it would go on showing that
	b.picture.Resource = drawing
	if isRead {
		b.picture.Refresh()
	}
}

// Package piece holds the pieces that every page of the window is made of:
// texts, buttons, fields, rows, cards, dialogs. They take texts that are ready
// to be read and call back what the person did; they know no candidate, no
// vacancy and no session, which are ui's.
package piece

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/ui/look"
)

// Keyed is a piece that can have the focus and is known again by its key when
// the page has been built anew.
type Keyed interface{ Key() string }

// Nest is a widget that holds other objects, which FindKey and the scrolling to
// the focus then find. Pieces that hold others are Nests; a widget of another
// room that holds pieces has to be one too.
type Nest interface{ Inside() []fyne.CanvasObject }

// Option is one of several things to choose from: its value for the program, its
// label for the person, a note below or beside the label ("" for none), and in a
// menu what stands at the right, such as keys ("" for none).
type Option struct{ Value, Label, Note, Aside string }

// hairline is how wide the lines around things are.
const hairline = 1

// box returns a rectangle with rounded corners, filled and lined in two tokens.
func box(fill, line fyne.ThemeColorName, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(look.Color(fill))
	r.CornerRadius = radius
	if line != look.Clear {
		r.StrokeColor, r.StrokeWidth = look.Color(line), hairline
	}
	return r
}

// picture returns a drawing in a colour, a square of the given side.
func picture(drawing fyne.Resource, colour fyne.ThemeColorName, side float32) *fyne.Container {
	return framed(&canvas.Image{FillMode: canvas.ImageFillContain, Resource: look.Tinted(drawing, look.Color(colour), side)}, side)
}

// framed puts an image into a square that knows its size: Fyne reads the whole
// drawing each time that it asks an image for its smallest size.
func framed(image *canvas.Image, side float32) *fyne.Container {
	return container.New(square(side), image)
}

// square lays out its objects as squares of a side.
type square float32

func (s square) wide([]fyne.CanvasObject) float32          { return float32(s) }
func (s square) tall([]fyne.CanvasObject, float32) float32 { return float32(s) }

func (s square) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(float32(s)) }

func (s square) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, each := range o {
		place(each, 0, 0, size.Width, size.Height)
	}
}

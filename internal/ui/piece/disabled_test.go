package piece_test

import (
	"image"
	"image/color"
	"testing"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A button's icon has the colour of its label: that of what can be pressed or that of
// what cannot, and each time that it becomes the other.
func TestTheIconOfADisabledButton(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		colours := look.New(mode, 1)
		start(t, colours)
		active, disabled := colours.Color(look.AccentInk, 0), colours.Color(look.Muted, 0)
		b := piece.NewButton("key", "", piece.Primary, look.Icon("documents"), nil)
		w := show(t, b, 60, 60)
		want := func(when string, one, other color.Color) {
			t.Helper()
			shot := w.Canvas().Capture()
			if is, not := pixelsOf(shot, one), pixelsOf(shot, other); is < 20 || not > 0 {
				t.Errorf("%s, %s: %d pixels in its colour, %d in the other one", mode, when, is, not)
			}
		}
		want("at first", active, disabled)
		b.Disable()
		want("disabled", disabled, active)
		b.Enable()
		want("enabled again", active, disabled)
	}
}

// pixelsOf counts the pixels of a colour.
func pixelsOf(shot image.Image, of color.Color) (n int) {
	for pix := shot.(*image.NRGBA).Pix; len(pix) > 0; pix = pix[4:] {
		if (color.NRGBA{pix[0], pix[1], pix[2], pix[3]}) == of {
			n++
		}
	}
	return n
}

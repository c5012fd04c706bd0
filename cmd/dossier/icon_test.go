package main

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
)

var update = flag.Bool("update", false, "write Icon.png")

// iconSide is Icon.png's, in pixels.
const iconSide = 256

// Desktops and Windows show a picture of the icon; the program draws it from
// assets/icons/app.svg.
func TestIconIsAPictureOfTheDrawing(t *testing.T) {
	test.NewTempApp(t)
	drawn := drawIcon()
	if *update {
		var picture bytes.Buffer
		if err := png.Encode(&picture, drawn); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("Icon.png", picture.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile("Icon.png")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if kept.Bounds().Size() != image.Pt(iconSide, iconSide) {
		t.Fatalf("Icon.png is %v", kept.Bounds().Size())
	}
	for y := range iconSide {
		for x := range iconSide {
			r, g, b, a := drawn.At(x, y).RGBA()
			kr, kg, kb, ka := kept.At(x, y).RGBA()
			if apart(r, kr)+apart(g, kg)+apart(b, kb)+apart(a, ka) > 0x1000 {
				t.Fatalf("Icon.png is not what assets/icons/app.svg draws, at %d, %d: go test ./cmd/dossier -update", x, y)
			}
		}
	}
}

func apart(a, b uint32) uint32 { return max(a, b) - min(a, b) }

// drawIcon draws the icon on nothing.
func drawIcon() image.Image {
	picture := canvas.NewImageFromResource(look.Icon("app"))
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(picture)
	c.Resize(fyne.NewSquareSize(iconSide))
	return c.Capture()
}

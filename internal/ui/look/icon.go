package look

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"example.org/dossier/assets"
)

// ink is the colour in which the icons are drawn; Tinted replaces it.
const ink = "#000000"

// blank is shown for an icon that there is not.
const blank = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"></svg>`

// Icon returns the drawing icons/NAME.svg in black, 24 by 24 points, and a blank
// for a name that there is not.
func Icon(name string) fyne.Resource {
	content, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		content = []byte(blank)
	}
	return fyne.NewStaticResource(name+".svg", content)
}

// Tinted returns an icon in a colour. Its name tells it apart from the same in
// other colours and sizes, because Fyne keeps pictures by name; size is the side
// in points at which it will be shown.
func Tinted(icon fyne.Resource, c color.Color, size float32) fyne.Resource {
	if icon == nil {
		icon = Icon("")
	}
	r, g, b, _ := c.RGBA()
	hex := fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
	name := fmt.Sprintf("%s-%g-%s", hex[1:], size, icon.Name())
	return fyne.NewStaticResource(name, bytes.ReplaceAll(icon.Content(), []byte(ink), []byte(hex)))
}

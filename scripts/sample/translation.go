package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// translated is the candidate's own translation of the Polish certificate,
// typed, line by line; "" is a gap.
var translated = []struct {
	face string
	size float64
	line string
}{
	{"serif", 12, "[En-tête :] Université maritime de Jastarnia"},
	{"serif", 12, "Faculté d’informatique et des télécommunications"},
	{"", 0, ""},
	{"serif-bold", 14, "CERTIFICAT de fin d’école d’été"},
	{"", 0, ""},
	{"serif", 12, "Il est certifié que Madame"},
	{"serif-bold", 12, "Zoë Lefèvre-Öztürk,"},
	{"serif", 12, "née le 28 février 2003 à Lille (France),"},
	{"serif", 12, "a participé, du 3 au 28 juillet 2023, à l’école d’été internationale"},
	{"serif-bold", 12, "« Cybersécurité et résilience des systèmes »"},
	{"serif", 12, "d’une durée de 120 heures (6 crédits ECTS)"},
	{"serif", 12, "et qu’elle a réussi l’examen final avec la mention « très bien »."},
	{"", 0, ""},
	{"serif", 12, "Jastarnia, le 28 juillet 2023"},
	{"", 0, ""},
	{"serif", 12, "[Signature :] Łucja Świętosławska, directrice de l’école d’été"},
	{"serif", 12, "[Signature :] Żegota Wiśniowiecki, doyen de la faculté"},
	{"serif-italic", 12, "[Sceau rond de l’université]"},
	{"serif", 12, "Numéro 2023/0417 ; vérification : jastarnia.example/weryfikacja/2023-0417"},
}

// translationScan is that page, signed by hand and scanned a little askew.
func translationScan() ([]byte, error) {
	page, err := newCanvas(150, color.White)
	if err != nil {
		return nil, err
	}
	translationPage(page)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err = encoder.Encode(&out, scanned(page.RGBA))
	return out.Bytes(), err
}

func translationPage(c canvas) {
	c.text(25, 32, 18, "serif-bold", blackInk, "Traduction libre")
	c.text(25, 39.5, 11, "serif-italic", greyInk, "du polonais vers le français, faite par la candidate elle-même")
	c.box(25, 44, 160, 0.4, greyInk)
	y := 60.0
	for _, t := range translated {
		if t.line == "" {
			y += 4.5
			continue
		}
		c.text(30, y, t.size, t.face, blackInk, t.line)
		y += 7
	}
	c.box(25, y+3, 160, 0.4, greyInk)
	c.text(25, y+14, 12, "serif", blackInk, "Je soussignée, Zoë Lefèvre-Öztürk, déclare avoir traduit moi-même ce document")
	c.text(25, y+21, 12, "serif", blackInk, "et que cette traduction est fidèle à l’original.")
	c.text(25, y+33, 12, "serif", blackInk, "Bruxelles, le 12 mai 2025")
	c.sign(120, y+46, 46, 11, color.RGBA{40, 40, 50, 255})
	c.centre(105, 287, 7, "serif-italic", greyInk, fictional)
	specimen(c, 157, 34)
}

// scanned turns a page by the third of a degree that sheets slip in a scanner,
// and keeps the sixteen greys of an office scan, the last of them the glass's
// shade along one edge.
func scanned(page *image.RGBA) image.Image {
	sin, cos := math.Sincos(0.34 * math.Pi / 180)
	askew := image.NewRGBA(page.Rect)
	draw.Draw(askew, askew.Rect, image.NewUniform(color.Gray{244}), image.Point{}, draw.Src)
	draw.BiLinear.Transform(askew, f64.Aff3{cos, -sin, 5, sin, cos, -3}, page, page.Rect, draw.Over, nil)

	greys := make(color.Palette, 16)
	for i := range greys {
		greys[i] = color.Gray{uint8(i * 17)}
	}
	out := image.NewPaletted(page.Rect, greys)
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			p := askew.Pix[askew.PixOffset(x, y):]
			grey := (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000
			if x < 4 {
				grey = min(grey, 150+20*x)
			}
			out.Pix[out.PixOffset(x, y)] = uint8((grey + 8) / 17)
		}
	}
	return out
}

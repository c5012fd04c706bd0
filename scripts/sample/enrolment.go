package main

import (
	"image/color"
)

var (
	blackInk  = color.RGBA{30, 30, 36, 255}
	greyInk   = color.RGBA{112, 112, 118, 255}
	greenInk  = color.RGBA{0, 88, 70, 255}
	paleGreen = color.RGBA{232, 241, 237, 255}
	blueInk   = color.RGBA{30, 50, 148, 255}
	redInk    = color.RGBA{176, 38, 38, 255}
	violetInk = color.RGBA{92, 44, 132, 255}
)

// enrolment holds the rows of the proof of studies: its dates are what the
// notice asks for.
var enrolment = []struct{ label, value string }{
	{"Programme", "Master en cybersécurité (120 crédits)"},
	{"Inscription", "Première année, temps plein"},
	{"Année académique", "2024-2025"},
	{"Début des études", "23 septembre 2024"},
	{"Fin prévue des études", "30 juin 2026"},
}

// enrolmentPhoto is a proof of studies, photographed on a desk with a telephone
// that was held sideways: its pixels lie, EXIF says how to turn them.
func enrolmentPhoto() ([]byte, error) {
	page, err := newCanvas(200, color.White)
	if err != nil {
		return nil, err
	}
	enrolmentPage(page)
	return photograph(page.RGBA)
}

func enrolmentPage(c canvas) {
	c.box(0, 0, 9, 297, greenInk)
	c.text(25, 30, 15, "sans-bold", greenInk, "Université polytechnique de la Senne")
	c.text(25, 36.5, 10, "sans", greyInk, "Secrétariat des études · quai des Tanneurs 8, 0000 Senneville")
	c.box(25, 41, 160, 0.5, greenInk)

	c.text(25, 66, 23, "sans-bold", blackInk, "Attestation d’inscription")
	c.text(25, 84, 12, "sans", blackInk, "Le secrétariat des études atteste que")
	c.text(25, 96, 17, "sans-bold", blackInk, "Zoë Lefèvre-Öztürk")
	c.text(25, 104.5, 12, "sans", blackInk, "née le 28 février 2003 à Lille (France), matricule 24-018-337,")
	c.text(25, 112, 12, "sans", blackInk, "est régulièrement inscrite en qualité d’étudiante :")

	y := 120.0
	for i, row := range enrolment {
		if i%2 == 0 {
			c.box(25, y, 160, 10.5, paleGreen)
		}
		c.text(29, y+7, 11.5, "sans", greyInk, row.label)
		c.text(80, y+7, 12, "sans-bold", blackInk, row.value)
		y += 10.5
	}
	c.text(25, y+14, 12, "sans", blackInk, "Cette attestation est délivrée à l’intéressée pour servir et valoir ce que de droit.")
	c.text(25, y+30, 12, "sans", blackInk, "Fait à Senneville, le 7 mai 2025")
	c.text(118, y+44, 11, "sans", blackInk, "La secrétaire académique,")
	c.sign(118, y+64, 48, 15, blueInk)
	c.text(118, y+73, 11, "sans", blackInk, "Maëlle Vandenbossche-Noël")
	c.circle(66, y+60, 17, 0.7, violetInk)
	c.circle(66, y+60, 12, 0.35, violetInk)
	c.around(66, y+60, 12.4, 8, "sans-bold", violetInk, "UNIVERSITÉ POLYTECHNIQUE DE LA SENNE · ")
	c.centre(66, y+59, 7.5, "sans-bold", violetInk, "SECRÉTARIAT")
	c.centre(66, y+63.5, 8, "sans", violetInk, "07.05.2025")
	specimen(c, 160, 66)
	c.centre(108, 287, 7, "serif-italic", greyInk, fictional)
}

// specimen prints what keeps the sample honest.
func specimen(c canvas, x, y float64) {
	const half = 27
	corners := []point{{x - half, y - 5}, {x + half, y - 9}, {x + half, y + 1}, {x - half, y + 5}, {x - half, y - 5}}
	c.stroke(corners, 0.7, redInk)
	c.turned(x, y+1.5, 0, -0.074, 13, "serif-bold", redInk, "SPÉCIMEN · SAMPLE")
}

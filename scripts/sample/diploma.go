package main

import "time"

const fictional = "Document fictif, établi pour la démonstration du logiciel Dossier ; sans aucune valeur. · Fictional sample document, of no value."

var brass = colour{150, 118, 52}

// diploma is the bachelor's degree of a Belgian university that does not exist:
// a landscape page and, as such diplomas have, an upright supplement.
func diploma() ([]byte, error) {
	s := newSheet("Diplôme de bachelier en sciences informatiques",
		"Université de Montclair-sur-Dyle", "fr-BE", time.Date(2024, 7, 5, 9, 0, 0, 0, time.UTC))
	s.AddPageFormat("L", s.GetPageSizeStr("A4"))
	diplomaFace(s)
	s.AddPageFormat("P", s.GetPageSizeStr("A4"))
	diplomaSupplement(s)
	return s.bytes()
}

func diplomaFace(s sheet) {
	const middle = 148.5
	s.SetFillColor(253, 251, 244)
	s.Rect(0, 0, 297, 210, "F")
	border(s)
	s.spaced(middle, 34, 21, 1.1, "B", ink, "UNIVERSITÉ DE MONTCLAIR-SUR-DYLE")
	s.centre(middle, 42, 12, "I", grey, "Faculté des sciences")
	s.pen(brass, 0.4)
	s.Line(middle-26, 47.5, middle+26, 47.5)
	s.spaced(middle, 63, 25, 0.8, "", colour{92, 70, 24}, "DIPLÔME DE BACHELIER")
	s.centre(middle, 72, 16, "I", ink, "en sciences informatiques")

	s.centre(middle, 88, 12.5, "", ink, "Le jury, constitué conformément au règlement des études de l’université, certifie que")
	s.centre(middle, 102, 24, "B", ink, "Zoë Lefèvre-Öztürk")
	s.centre(middle, 111, 12.5, "", ink, "née à Lille (France), le 28 février 2003,")
	s.centre(middle, 121, 12.5, "", ink, "a suivi du 14 septembre 2021 au 28 juin 2024 le programme d’études de premier cycle, soit 180 crédits,")
	s.centre(middle, 128, 12.5, "", ink, "et en a réussi toutes les épreuves avec distinction.")
	s.centre(middle, 139, 12.5, "", ink, "En foi de quoi le présent diplôme lui est délivré.")
	s.centre(middle, 148, 12.5, "I", ink, "Fait à Montclair-sur-Dyle, le 5 juillet 2024")

	signatory(s, 62, 182, 11, "La titulaire", "Z. Lefèvre-Öztürk")
	signatory(s, 148.5, 182, 23, "La présidente du jury", "Prof. Aurélie Grandchêne")
	signatory(s, 235, 182, 42, "Le recteur", "Prof. Benoît Fougeray")
	s.seal(192, 167, 14, colour{120, 36, 52}, "UNIVERSITÉ DE MONTCLAIR-SUR-DYLE · ", "MMXXIV")
	s.specimen(250, 52, "SPÉCIMEN · SAMPLE")
	s.centre(middle, 201.5, 6.5, "I", grey, fictional)
}

// border draws the frame, with rows of fine arcs as on security paper.
func border(s sheet) {
	s.pen(brass, 0.8)
	s.Rect(9, 9, 279, 188, "D")
	s.pen(brass, 0.2)
	s.Rect(11, 11, 275, 184, "D")
	s.Rect(16, 16, 265, 174, "D")
	s.pen(colour{206, 186, 138}, 0.15)
	for x := 13.5; x < 284; x += 5 {
		s.Circle(x, 13.5, 2.4, "D")
		s.Circle(x, 192.5, 2.4, "D")
	}
	for y := 18.5; y < 190; y += 5 {
		s.Circle(13.5, y, 2.4, "D")
		s.Circle(283.5, y, 2.4, "D")
	}
}

func signatory(s sheet, x, y float64, seed uint64, role, name string) {
	s.sign(x-20, y-12, 40, seed)
	s.pen(grey, 0.2)
	s.Line(x-27, y-7, x+27, y-7)
	s.centre(x, y-2.5, 10, "", ink, role)
	s.centre(x, y+2, 9, "I", grey, name)
}

// supplement holds the rows of the diploma's second page.
var supplement = []struct{ label, value string }{
	{"Nom et prénom", "Lefèvre-Öztürk, Zoë"},
	{"Date et lieu de naissance", "28 février 2003, Lille (France)"},
	{"Numéro d’étudiante", "21-104-862"},
	{"Intitulé de la qualification", "Bachelier en sciences informatiques"},
	{"Principal domaine d’études", "Sciences informatiques : algorithmique, systèmes et réseaux, bases de données, sécurité"},
	{"Établissement", "Université de Montclair-sur-Dyle, faculté des sciences"},
	{"Langue d’enseignement", "Français ; certains cours en anglais"},
	{"Niveau de la qualification", "Premier cycle de l’enseignement supérieur universitaire"},
	{"Durée officielle du programme", "Trois ans, 180 crédits"},
	{"Conditions d’accès", "Diplôme de fin d’études secondaires ou titre équivalent"},
	{"Régime d’études", "Temps plein"},
	{"Mention obtenue", "Distinction"},
	{"Accès à un niveau supérieur", "Donne accès aux études de deuxième cycle (master)"},
	{"Date de délivrance", "5 juillet 2024"},
}

func diplomaSupplement(s sheet) {
	s.text(25, 30, 11, "B", colour{92, 70, 24}, "Université de Montclair-sur-Dyle")
	s.text(25, 35.5, 9.5, "I", grey, "Faculté des sciences · Service des diplômes")
	s.pen(brass, 0.4)
	s.Line(25, 39, 185, 39)
	s.text(25, 54, 17, "B", ink, "Supplément au diplôme")
	s.text(25, 61, 10.5, "I", grey, "Ce supplément accompagne le diplôme ; il n’a pas de valeur sans lui.")

	y := 72.0
	for i, row := range supplement {
		if i%2 == 0 {
			s.SetFillColor(248, 245, 236)
			s.Rect(25, y, 160, 11, "F")
		}
		s.text(28, y+6.8, 9.5, "", grey, row.label)
		s.SetFont("serif", "", 10.5)
		if lines := s.SplitText(row.value, 98); len(lines) > 1 {
			s.text(85, y+4.8, 10, "", ink, lines[0])
			s.text(85, y+9.2, 10, "", ink, lines[1])
		} else {
			s.text(85, y+6.8, 10.5, "", ink, row.value)
		}
		y += 11
	}
	s.pen(brass, 0.2)
	s.Line(25, y, 185, y)
	s.text(25, y+14, 10.5, "", ink, "Montclair-sur-Dyle, le 5 juillet 2024")
	s.text(120, y+14, 10.5, "", ink, "Pour le service des diplômes,")
	s.sign(122, y+26, 36, 77)
	s.text(120, y+35, 9.5, "I", grey, "Hélène Maïsetti")
	s.specimen(160, 30, "SPÉCIMEN · SAMPLE")
	s.centre(105, 287, 6.5, "I", grey, fictional)
	s.text(178, 281, 8.5, "", grey, "2 / 2")
}

package main

import "time"

const fictionalGerman = "Erfundenes Dokument zur Vorführung des Programms Dossier, ohne jeden Wert. · Fictional sample document, of no value."

var teal = colour{0, 92, 98}

// tasks are what the letter says that the intern did.
var tasks = []string{
	"Auswertung von Protokolldaten und Erstellung der wöchentlichen Lageberichte,",
	"Pflege der technischen Dokumentation im Intranet,",
	"Vorbereitung von Schulungsunterlagen für neue Beschäftigte.",
}

// reference is a German letter of reference by a company that does not exist.
func reference() ([]byte, error) {
	s := newSheet("Praktikumszeugnis", "Nordlicht Netzsysteme GmbH", "de", time.Date(2024, 9, 2, 8, 0, 0, 0, time.UTC))
	s.AddPage()
	s.SetFillColor(teal.r, teal.g, teal.b)
	s.Polygon(star(31, 25, 7), "F")
	s.text(42, 25, 16, "B", teal, "Nordlicht Netzsysteme GmbH")
	s.text(42, 30.5, 9, "", grey, "Deichstraße 14 · 00000 Musterhafen · www.nordlicht-netzsysteme.example")
	s.pen(teal, 0.4)
	s.Line(25, 37, 185, 37)

	s.text(25, 62, 18, "B", ink, "Praktikumszeugnis")
	const size, leading, width = 11.5, 6.2, 160
	y := s.paragraph(25, 72, width, leading, size, "",
		"Frau Zoë Lefèvre-Öztürk, geboren am 28. Februar 2003 in Lille (Frankreich), hat vom 1. Juli 2024 bis zum 31. August 2024 in unserer Abteilung Netzsicherheit ein Praktikum absolviert.")
	y = s.paragraph(25, y+4, width, leading, size, "", "Zu ihren Aufgaben gehörten:")
	for _, task := range tasks {
		s.text(29, y+6.2, size, "", ink, "–")
		y = s.paragraph(34, y+2, width-9, leading, size, "", task)
	}
	y = s.paragraph(25, y+5, width, leading, size, "",
		"Frau Lefèvre-Öztürk hat sich rasch in die neuen Themen eingearbeitet und die ihr übertragenen Aufgaben stets zu unserer vollen Zufriedenheit erledigt. Besonders hervorzuheben sind ihre Sorgfalt und ihre verständliche Darstellung schwieriger Zusammenhänge. Ihr Verhalten gegenüber Vorgesetzten, Kolleginnen und Kollegen war jederzeit einwandfrei.")
	y = s.paragraph(25, y+4, width, leading, size, "",
		"Wir danken ihr für die gute Zusammenarbeit und wünschen ihr für ihren weiteren Weg alles Gute und viel Erfolg.")
	s.text(25, y+16, size, "", ink, "Musterhafen, den 2. September 2024")
	s.sign(26, y+38, 42, 31)
	s.pen(grey, 0.2)
	s.Line(25, y+43, 85, y+43)
	s.text(25, y+48, 10.5, "", ink, "Dr. Jürgen Größmann")
	s.text(25, y+53, 9.5, "I", grey, "Leiter der Abteilung Netzsicherheit")
	s.specimen(160, 52, "MUSTER · SAMPLE")
	s.centre(105, 287, 6.5, "I", grey, fictionalGerman)
	return s.bytes()
}

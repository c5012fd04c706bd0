package main

import (
	"bytes"
	"fmt"
	"time"
)

const fictionalPolish = "Dokument fikcyjny, przygotowany na potrzeby demonstracji programu Dossier; bez żadnej wartości. · Fictional sample document, of no value."

var navy = colour{24, 44, 92}

// verifyAddress is a name that the standards keep free for examples.
const verifyAddress = "https://jastarnia.example/weryfikacja/2023-0417"

// certificate is the Polish certificate of a summer school that does not exist.
// Its page lies on its side in the file and is turned by /Rotate, as scanners
// and some offices write them, and it carries a link: both are things that a
// merge gets wrong easily.
func certificate() ([]byte, error) {
	s := newSheet("Świadectwo ukończenia szkoły letniej", "Uniwersytet Nadmorski w Jastarni", "pl",
		time.Date(2023, 7, 28, 12, 0, 0, 0, time.UTC))
	s.AddPageFormat("L", s.GetPageSizeStr("A4"))
	s.SetPageBox("bleed", 0, 0, 297, 210) // where turn finds room for its entry
	s.TransformBegin()
	s.TransformRotate(90, 0, 0)
	s.TransformTranslate(-210, 0)
	certificateFace(s)
	s.TransformEnd()
	// The address stands at x 62 to 148, y 262 on the upright page: on the page
	// as it lies, what was across runs upwards.
	s.LinkString(258, 210-148, 6, 86, verifyAddress)
	data, err := s.bytes()
	if err != nil {
		return nil, err
	}
	return turn(data, 90)
}

func certificateFace(s sheet) {
	const middle = 105.0
	s.SetFillColor(24, 44, 92)
	s.Rect(0, 0, 210, 5, "F")
	s.SetFillColor(196, 160, 70)
	s.Rect(0, 5, 210, 1.2, "F")
	s.spaced(middle, 34, 15, 0.9, "B", navy, "UNIWERSYTET NADMORSKI W JASTARNI")
	s.centre(middle, 41, 11, "I", grey, "Wydział Informatyki i Łączności")
	s.pen(colour{196, 160, 70}, 0.4)
	s.Line(70, 47, 140, 47)
	s.spaced(middle, 72, 30, 2, "", navy, "ŚWIADECTWO")
	s.centre(middle, 81, 14, "I", ink, "ukończenia szkoły letniej")

	s.centre(middle, 102, 12, "", ink, "Zaświadcza się, że Pani")
	s.centre(middle, 115, 21, "B", ink, "Zoë Lefèvre-Öztürk")
	s.centre(middle, 124, 12, "", ink, "urodzona 28 lutego 2003 r. w Lille (Francja)")
	s.centre(middle, 138, 12, "", ink, "w dniach od 3 do 28 lipca 2023 r. uczestniczyła w międzynarodowej szkole letniej")
	s.centre(middle, 148, 14, "B", ink, "„Cyberbezpieczeństwo i odporność systemów”")
	s.centre(middle, 158, 12, "", ink, "w wymiarze 120 godzin (6 punktów ECTS)")
	s.centre(middle, 165.5, 12, "", ink, "i zdała egzamin końcowy z wynikiem bardzo dobrym.")
	s.centre(middle, 186, 12, "I", ink, "Jastarnia, dnia 28 lipca 2023 r.")

	signatory(s, 55, 228, 5, "Kierownik szkoły letniej", "dr hab. Łucja Świętosławska")
	signatory(s, 155, 228, 19, "Dziekan wydziału", "prof. Żegota Wiśniowiecki")
	s.seal(105, 222, 15, navy, "UNIWERSYTET NADMORSKI W JASTARNI · ", "WZÓR")
	s.centre(middle, 256, 9, "", grey, "Nr 2023/0417. Autentyczność świadectwa można sprawdzić pod adresem:")
	s.centre(middle, 262, 9.5, "", colour{20, 70, 170}, verifyAddress)
	s.specimen(176, 58, "WZÓR · SAMPLE")
	s.centre(middle, 288, 6.5, "I", grey, fictionalPolish)
}

// turn has every reader show the one page turned clockwise by the degrees.
// fpdf cannot write /Rotate, so the page was given a bleed box, which is
// overwritten here by an entry of the same length: no offset moves.
func turn(data []byte, degrees int) ([]byte, error) {
	from := bytes.Index(data, []byte("/BleedBox"))
	if from < 0 || bytes.Count(data, []byte("/BleedBox")) != 1 {
		return nil, fmt.Errorf("the page has no one bleed box to replace")
	}
	length := bytes.IndexByte(data[from:], ']') + 1
	entry := bytes.Repeat([]byte(" "), length)
	copy(entry, fmt.Sprintf("/Rotate %d", degrees))
	copy(data[from:], entry)
	return data, nil
}

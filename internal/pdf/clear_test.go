package pdf_test

import (
	"fmt"
	"testing"

	"example.org/dossier/internal/pdf"
)

// Marks of our own stand clear of what a page has at its foot: a little higher, else
// at its head; where all is taken, and on the ground of a page, where they always do.
func TestMarksStandClearOfContent(t *testing.T) {
	engines := testEngines(t)
	const foot, higher, head = 17, 37, 841.89 - 17
	words := func(y int) string {
		return fmt.Sprintf("BT /F1 10 Tf 1 0 0 1 120 %d Tm (Words) Tj [(of) 20 (a line that is long enough to be where the number would be) -3000 (end)] TJ ET ", y)
	}
	all := ""
	for y := 4; y < 840; y += 8 {
		all += words(y)
	}
	tests := []struct {
		name, content string
		at            float64
	}{
		{"nothing there", words(60), foot},
		{"beside it", "BT /F1 10 Tf 40 15 Td (A note) Tj ET", foot},
		{"words", words(15), higher},
		{"words in several lines", words(8) + words(20) + words(32) + words(44), head},
		{"words that are not drawn", "3 Tr " + words(15), foot},
		{"words everywhere", all, foot},
		{"a line", "0 G 60 24 m 560 24 l S", higher},
		{"a stamp", "q 1 0 0 1 440 0 cm 0.5 g 0 0 100 25 re f Q", higher},
		{"white", "1 g 400 0 150 25 re f", foot},
		{"a ground", "0.9 g 0 0 596 842 re f", foot},
		{"a frame", "2 w 5 5 585 832 re S", foot},
		{"what is clipped away", "0 100 600 600 re W n " + words(15), foot},
		{"turned about", "q -1 0 0 -1 595 842 cm " + "BT /F1 10 Tf 40 822 Td (Read from the other side, this is a note) Tj ET Q", higher},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, _ := assembled(t, engines, pdf.Assembly{
				Front: plainPDF(595.276, 841.89, ""), Sheet: pdf.A4,
				Sources: sourcesOf(t, plainPDF(595.276, 841.89, test.content+" 1 1 1 rg 1 1 1 RG")),
				Overlay: plainPDF(595.276, 841.89, "", "1 0 0 rg 490 11 40 12 re f"),
			})
			shot := picture(t, engines, path, 1)
			for _, y := range []float64{foot, higher, head} {
				c := shot.RGBAAt(510, shot.Bounds().Dy()-1-int(y))
				if there := c.R > 200 && c.G < 60; there != (y == test.at) {
					t.Errorf("at %g: %v", y, there)
				}
			}
		})
	}
}

// What forms and notes show is in the way as well.
func TestMarksStandClearOfFormsAndNotes(t *testing.T) {
	engines := testEngines(t)
	form := streamOf("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Matrix[1 0 0 1 400 10]", "0.5 g 0 0 200 12 re f")
	tests := []struct{ name, entries, content string }{
		{"a form", "/Resources<</XObject<</X 5 0 R>>>>", "/X Do"},
		{"a stamp", "/Annots[<</Type/Annot/Subtype/Stamp/Rect[440 5 540 25]/AP<</N 5 0 R>>>>]", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, _ := assembled(t, engines, pdf.Assembly{
				Front: plainPDF(595.276, 841.89, ""), Sheet: pdf.A4,
				Sources: sourcesOf(t, onePDF("/MediaBox[0 0 595.276 841.89]"+test.entries, test.content, form)),
				Overlay: plainPDF(595.276, 841.89, "", "1 0 0 rg 490 11 40 12 re f"),
			})
			shot := picture(t, engines, path, 1)
			if c := shot.RGBAAt(510, shot.Bounds().Dy()-1-17); c.R > 200 && c.G < 60 {
				t.Error("the mark hides it")
			}
		})
	}
}

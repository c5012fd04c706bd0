package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/pdf/pdftest"
)

// a4Box is the entry of a page that is A4, with pictures Im1 (object 5) and Im2
// (object 6) and the font F1 (object 7).
const a4Box = "/MediaBox[0 0 595.276 841.89]/Resources<</XObject<</Im1 5 0 R/Im2 6 0 R>>/Font<</F1 7 0 R>>>>"

// shades is a picture of so many pixels as an object; each is drawn by at.
func shades(wide, high int, at func(x, y int) byte) string {
	var b strings.Builder
	for y := range high {
		for x := range wide {
			b.WriteByte(at(x, y))
		}
	}
	return streamOf(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8", wide, high), b.String())
}

// stripes look like lines of print, somewhat.
func stripes(_, y int) byte {
	if y%20 < 8 {
		return 30
	}
	return 250
}

// scannedPage is an A4 page with this content, and two pictures of so many pixels.
func scannedPage(content string, wide1, high1, wide2, high2 int) []byte {
	return onePDF(a4Box, content, shades(wide1, high1, stripes), shades(wide2, high2, stripes),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
}

const (
	im1Whole = "q 595.276 0 0 841.89 0 0 cm /Im1 Do Q "
	im2Whole = "q 595.276 0 0 841.89 0 0 cm /Im2 Do Q "
)

// lines of text, in so many pieces.
func lines(count int, mode int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, "BT /F1 12 Tf %d Tr 60 %d Td (Attestation number %d) Tj ET ", mode, 780-i*16, i)
	}
	return b.String()
}

func TestAScanIsKnownWithItsResolution(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	const unseen = 3 // the render mode of text that a search finds, but no eye
	at150 := [2]int{1240, 1754}
	for _, test := range []struct {
		name string
		page []byte
		dpi  int // 0: no scan
	}{
		{"150 dpi", scannedPage(im1Whole, at150[0], at150[1], 8, 8), 150},
		{"72 dpi", scannedPage(im1Whole, 595, 842, 8, 8), 72},
		{"turned on its side in the file", scannedPage("q 0 841.89 -595.276 0 595.276 0 cm /Im1 Do Q", 1754, 1240, 8, 8), 150},
		{"finer one way than the other", scannedPage(im1Whole, 1240, 877, 8, 8), 75},
		{"in two strips", scannedPage("q 595.276 0 0 421 0 0 cm /Im1 Do Q q 595.276 0 0 420.89 0 421 cm /Im2 Do Q", 1240, 877, 1240, 877), 150},
		{"letters laid over coarse paper", scannedPage(im1Whole+"q 400 0 0 300 100 400 cm /Im2 Do Q", 595, 842, 1667, 1250), 300},
		{"with text for searching", scannedPage(im1Whole+lines(20, unseen), at150[0], at150[1], 8, 8), 150},
		{"with text under the picture", scannedPage(lines(20, 0)+im1Whole, at150[0], at150[1], 8, 8), 150},
		{"with an app's stamp", scannedPage(im1Whole+lines(1, 0), at150[0], at150[1], 8, 8), 150},
		{"a page of print on a picture of paper", scannedPage(im1Whole+lines(20, 0), 300, 424, 8, 8), 0},
		{"a small photograph among print", scannedPage(lines(20, 0)+"q 100 0 0 130 400 600 cm /Im1 Do Q", 100, 130, 8, 8), 0},
		{"no picture", scannedPage(lines(20, 0), 8, 8, 8, 8), 0},
		{"a picture without an area", scannedPage("q 0 0 0 0 0 0 cm /Im1 Do Q", 100, 100, 8, 8), 0},
		{"a pixel for each point, as apps for telephones do", onePDF("/MediaBox[0 0 2480 3508]/Resources<</XObject<</Im1 5 0 R>>>>",
			"q 2480 0 0 3508 0 0 cm /Im1 Do Q", shades(2480, 3508, stripes)), 300},
		{"within a form within a form", onePDF("/MediaBox[0 0 595.276 841.89]/Resources<</XObject<</Fo 5 0 R>>>>",
			"q 2 0 0 2 0 0 cm /Fo Do Q",
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Matrix[0.5 0 0 0.5 0 0]/Resources<</XObject<</Fi 6 0 R>>>>", "/Fi Do"),
			streamOf("/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Resources<</XObject<</Im 7 0 R>>>>", "q 595.276 0 0 841.89 0 0 cm /Im Do Q"),
			shades(at150[0], at150[1], stripes)), 150},
	} {
		got, err := engines.Look(t.Context(), file(t, "page.pdf", test.page), 0, 1)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d pages, %v", test.name, len(got), err)
			continue
		}
		if got[0].Scan != (test.dpi > 0) || math.Abs(float64(got[0].Resolution-test.dpi)) > 1 {
			t.Errorf("%s: scan %v of %d dpi, want %d", test.name, got[0].Scan, got[0].Resolution, test.dpi)
		}
	}
}

func TestBlankPagesAreTold(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	dust := rand.New(rand.NewPCG(1, 2))
	noisy := func(x, y int) byte { return byte(225 + dust.IntN(30)) }
	const wide, high = 1240, 1754
	hole := func(x, y int) bool {
		return math.Hypot(float64(x-70), float64(y-650)) < 18 || math.Hypot(float64(x-70), float64(y-1100)) < 18
	}
	for _, test := range []struct {
		name  string
		page  []byte
		blank bool
	}{
		{"nothing", plainPDF(595, 842, ""), true},
		{"white paint", plainPDF(595, 842, "1 g 0 0 595 842 re f"), true},
		{"the number of the page", plainPDF(595, 842, "BT /F1 10 Tf 295 30 Td (2) Tj ET"), false},
		{"one line", plainPDF(595, 842, "BT /F1 12 Tf 72 700 Td (This page is empty.) Tj ET"), false},
		{"a frame", plainPDF(595, 842, "2 w 100 100 300 400 re S"), false},
		{"all black", plainPDF(595, 842, black(0, 0, 595, 842)), true},
		{"a black half", plainPDF(595, 842, black(60, 60, 300, 600)), false},
		{"scanned paper", onePDF(a4Box, im1Whole, shades(wide, high, noisy)), true},
		{"grey paper, darker to one side", onePDF(a4Box, im1Whole, shades(wide, high, func(x, y int) byte { return byte(130 + x/14 + dust.IntN(16)) })), true},
		{"salt and pepper", onePDF(a4Box, im1Whole, shades(wide, high, func(int, int) byte {
			if dust.IntN(200) == 0 {
				return 0
			}
			return 245
		})), true},
		{"a streak and the shadow of the edge", onePDF(a4Box, im1Whole, shades(wide, high, func(x, y int) byte {
			if x/2 == 200 || x < 30 {
				return 60
			}
			return noisy(x, y)
		})), true},
		{"two punched holes", onePDF(a4Box, im1Whole, shades(wide, high, func(x, y int) byte {
			if hole(x, y) {
				return 10
			}
			return noisy(x, y)
		})), true},
		{"text that is only for searching", onePDF(a4Box, im1Whole+lines(3, 3), shades(wide, high, noisy), "null",
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"), true},
		{"a signature on scanned paper", onePDF(a4Box, im1Whole, shades(wide, high, func(x, y int) byte {
			if y > 1300 && y < 1340 && x > 600 && x < 760 && (x+y)%25 < 5 {
				return 40
			}
			return noisy(x, y)
		})), false},
	} {
		got, err := engines.Look(t.Context(), file(t, "page.pdf", test.page), 0, 1)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d pages, %v", test.name, len(got), err)
			continue
		}
		if got[0].Blank != test.blank {
			t.Errorf("%s: blank %v", test.name, got[0].Blank)
		}
	}
}

func TestThePagesOfAFileAreLookedAtInParts(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	var contents []string
	for i := range 5 {
		contents = append(contents, fmt.Sprintf("BT /F1 24 Tf 72 700 Td (Page %d) Tj ET", i+1))
	}
	path := file(t, "five.pdf", plainPDF(595, 842, contents...))
	for _, test := range []struct{ first, count, want int }{{0, 2, 2}, {2, 2, 2}, {4, 2, 1}, {5, 2, 0}, {-1, -1, 0}, {0, math.MaxInt, 5}} {
		got, err := engines.Look(t.Context(), path, test.first, test.count)
		if err != nil || len(got) != test.want {
			t.Errorf("%d from %d: %d pages, %v", test.count, test.first, len(got), err)
		}
		for i, page := range got {
			if want := fmt.Sprintf("Page %d", max(test.first, 0)+i+1); page.Text != want || len(page.Grey) != pdf.GreyWide*pdf.GreyHigh {
				t.Errorf("%d from %d: page reads %q, want %q", test.count, test.first, page.Text, want)
			}
		}
	}
}

func TestPicturesAreLookedAtToo(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	var white, marked bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 1000, 1400))
	for i := range picture.Pix {
		picture.Pix[i] = 240
	}
	if err := png.Encode(&white, picture); err != nil {
		t.Fatal(err)
	}
	for x := range 300 {
		picture.Set(300+x, 700+x%40, color.Black)
	}
	if err := png.Encode(&marked, picture); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data  []byte
		blank bool
	}{"white.png": {white.Bytes(), true}, "marked.png": {marked.Bytes(), false}} {
		got, err := engines.Look(t.Context(), file(t, name, test.data), 0, 8)
		if err != nil || len(got) != 1 || !got[0].Scan || got[0].Blank != test.blank || got[0].Text != "" {
			t.Errorf("%s: %v, blank %v", name, err, len(got) == 1 && got[0].Blank)
		}
	}
	_, err := engines.Look(t.Context(), file(t, "cut.png", white.Bytes()[:60]), 0, 1)
	if pdf.ReasonOf(err) != pdf.Damaged {
		t.Errorf("a cut picture: %v", err)
	}
}

func TestALongTextIsCut(t *testing.T) {
	t.Parallel()
	engines := testEngines(t)
	page := "BT /F1 1 Tf 1 TL 20 800 Td " + strings.Repeat("("+strings.Repeat("Zeugnis ", 100)+") Tj T* ", 100) + "ET"
	got, err := engines.Look(t.Context(), file(t, "long.pdf", plainPDF(595, 842, page)), 0, 1)
	if err != nil || len(got) != 1 || !got[0].Cut || len(got[0].Text) > pdf.PageCharacters {
		t.Errorf("%d pages, %v", len(got), err)
	}
}

// No file of the collection makes looking fail but those that cannot be opened
// at all.
func TestDifficultFilesAreLookedAt(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	t.Parallel()
	engines, folder := testEngines(t), pdftest.Corpus(t)
	for _, name := range []string{
		"ocrmypdf-trivial.pdf", "ocrmypdf-jbig2.pdf", "ocrmypdf-negzero.pdf", "ocrmypdf-tagged.pdf",
		"ocrmypdf-type3_font_nomapping.pdf", "pdfjs-form_two_pages.pdf", "pypdf-r6-owner-password.pdf",
	} {
		got, err := engines.Look(t.Context(), pdf.File{Path: folder + "/" + name}, 0, 2)
		if err != nil || len(got) == 0 {
			t.Errorf("%s: %d pages, %v", name, len(got), err)
		}
	}
}

package pdftest

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"strings"
)

// Written returns a PDF of so many pages of text; each says its number in large
// digits.
func Written(pages int) []byte {
	var contents []string
	for page := range pages {
		content := fmt.Sprintf("BT /F 96 Tf 220 600 Td (%d) Tj ET BT /F 11 Tf 14 TL 72 520 Td\n", page+1)
		for line := range 30 {
			content += fmt.Sprintf("(Page %d, line %d: the quick brown fox jumps over the lazy dog.) Tj T*\n", page+1, line+1)
		}
		contents = append(contents, content+"ET")
	}
	return document(contents, "<</Font<</F 3 0 R>>>>", []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"})
}

// Empty returns a PDF of so many pages on which nothing is.
func Empty(pages int) []byte { return document(make([]string, pages), "<<>>", nil) }

// Scanned returns a PDF of so many pages that a scanner made: a grey A4 picture at
// 150 dots per inch each, about 250 kB, the same ten in turn.
func Scanned(pages int) []byte {
	var pictures []string
	names := ""
	for i := range min(10, max(1, pages)) {
		picture := scan(i)
		pictures = append(pictures, fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1240/Height 1754/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream", len(picture), picture))
		names += fmt.Sprintf("/I%d %d 0 R", i, i+3)
	}
	var contents []string
	for page := range pages {
		contents = append(contents, fmt.Sprintf("q 595 0 0 842 0 0 cm /I%d Do Q", page%len(pictures)))
	}
	return document(contents, "<</XObject<<"+names+">>>>", pictures)
}

// scan is a JPEG of grey paper with lines of words.
func scan(seed int) []byte {
	img := image.NewGray(image.Rect(0, 0, 1240, 1754))
	for i := range img.Pix {
		x, y := i%1240, i/1240
		grain := int(math.Float64bits(math.Sin(float64(i*(seed+3))))>>40) % 12
		img.Pix[i] = byte(228 + grain)
		if y%40 < 14 && x > 150 && x < 1090 && y > 200 && y < 1600 && (x*7+y/40*13+seed*31)%11 > 3 && x/9%6 != 5 {
			img.Pix[i] = byte(40 + grain)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 60}); err != nil {
		return nil // a buffer takes all
	}
	return b.Bytes()
}

// document writes a page for each content; objects are those from number 3 on.
func document(contents []string, resources string, objects []string) []byte {
	first := 3 + len(objects)
	var kids strings.Builder
	for i, content := range contents {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i)
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>", resources, first+2*i+1),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	objects = append([]string{"<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(contents), kids.String())}, objects...)
	return File(objects...)
}

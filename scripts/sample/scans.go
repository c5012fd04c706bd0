package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

const pagesPerScan = 5

// writeScans writes a pile of PDFs as office scanners make them: nothing but
// one large JPEG a page.
func writeScans(folder string, files int) error {
	page, err := newCanvas(200, color.White)
	if err != nil {
		return err
	}
	enrolmentPage(page)
	for file := range files {
		f := fpdf.New("P", "mm", "A4", "")
		f.SetCatalogSort(true)
		f.SetCreationDate(time.Date(2025, 5, 7, 0, 0, 0, 0, time.UTC))
		f.SetModificationDate(time.Date(2025, 5, 7, 0, 0, 0, 0, time.UTC))
		for n := range pagesPerScan {
			picture, err := noisy(page.RGBA, uint64(file*pagesPerScan+n))
			if err != nil {
				return err
			}
			name := fmt.Sprint("page", n)
			f.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(picture))
			f.AddPage()
			f.ImageOptions(name, 0, 0, 210, 297, false, fpdf.ImageOptions{}, 0, "")
		}
		var out bytes.Buffer
		if err := f.Output(&out); err != nil {
			return err
		}
		if err := write(folder, fmt.Sprintf("scan-%02d.pdf", file+1), out.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// noisy returns the page as a JPEG of about 1.06 MB with a grain of its own.
func noisy(page *image.RGBA, seed uint64) ([]byte, error) {
	rng := rand.New(rand.NewPCG(seed, 2))
	out := image.NewRGBA(page.Rect)
	for i := 0; i < len(page.Pix); i += 4 {
		grain := int(rng.Uint32() & 31)
		for j := range 3 {
			out.Pix[i+j] = uint8(max(0, int(page.Pix[i+j])-grain))
		}
		out.Pix[i+3] = 255
	}
	var data bytes.Buffer
	err := jpeg.Encode(&data, out, &jpeg.Options{Quality: 83})
	return data.Bytes(), err
}

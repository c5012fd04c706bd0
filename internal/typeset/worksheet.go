package typeset

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"

	"codeberg.org/go-pdf/fpdf"
)

// Worksheet is a set of lying sheets to be written on by hand: each shows a
// page of an original beside ruled lines. It may be used once, by one
// goroutine.
type Worksheet struct {
	*canvas
	options SheetOptions
	upright fpdf.SizeType
}

// Original is a page to be written about. Picture is it as shown, upright.
type Original struct {
	Title, Text string // above the picture, and above the lines beside it
	Picture     image.Image
}

// Statement is what the writer signs: a text, what is known already, what is
// filled in by hand. Aside stands above the lines beside it, which are for what
// found no room before.
type Statement struct {
	Title, Text, Aside string
	Known              []Field
	Blanks             []string
}

// Where things stand on a worksheet's sheets, in points; lines for handwriting
// are 8 mm apart.
const (
	workTop     = 84.0
	workBottom  = 52.0
	workGutter  = 24.0
	workPitch   = 22.68
	workQuality = 85 // of the pictures, as JPEG: print in half size needs no more
)

var (
	workTitle = typeface{bold, 12}
	workText  = typeface{regular, 9}
	workBody  = setting{typeface{regular, 10.5}, 16, black, 12}
)

// NewWorksheet begins a worksheet without a sheet.
func NewWorksheet(o SheetOptions) (*Worksheet, error) {
	c, err := newCanvas(about{o.Paper, o.Lang, o.DocTitle, o.Date, []style{regular, bold}})
	if err != nil {
		return nil, err
	}
	upright := sizes[o.Paper]
	c.width, c.height = upright.Ht, upright.Wd
	return &Worksheet{canvas: c, options: o, upright: upright}, nil
}

// Original adds the sheet of a page.
func (w *Worksheet) Original(o Original) error {
	w.sheet(o.Title, o.Text)
	var data bytes.Buffer
	if err := jpeg.Encode(&data, o.Picture, &jpeg.Options{Quality: workQuality}); err != nil {
		return fmt.Errorf("typeset: the picture of %s: %w", o.Title, err)
	}
	// The PDF writer wants a name for each picture; equal ones under two names
	// would stand in its list twice under one.
	name, format := fmt.Sprintf("%x", sha256.Sum256(data.Bytes())), fpdf.ImageOptions{ImageType: "JPG"}
	w.pdf.RegisterImageOptionsReader(name, format, &data)
	size := o.Picture.Bounds().Size()
	scale := min(w.column()/float64(size.X), (w.height-workTop-workBottom)/float64(size.Y))
	wide, high := scale*float64(size.X), scale*float64(size.Y)
	w.pdf.ImageOptions(name, margin, workTop, wide, high, false, format, 0, "")
	w.pdf.SetDrawColor(hairline.r, hairline.g, hairline.b)
	w.pdf.SetLineWidth(0.75)
	w.pdf.Rect(margin, workTop, wide, high, "D")
	return nil
}

// Statement adds the sheet that is signed.
func (w *Worksheet) Statement(s Statement) {
	w.sheet(s.Title, s.Aside)
	y := workTop + 8
	for _, line := range w.lines(workBody.typeface, s.Text, w.column(), workBody.most) {
		w.text(margin, y, workBody.typeface, workBody.colour, line)
		y += workBody.leading
	}
	y += 8
	for _, known := range s.Known {
		w.text(margin, y+10, workText, muted, tidy(known.Label))
		for _, line := range w.lines(workBody.typeface, known.Value, w.column(), 2) {
			w.text(margin, y+26, workBody.typeface, workBody.colour, line)
			y += workBody.leading
		}
		y += 20
	}
	for _, blank := range s.Blanks {
		y += 52
		w.rule(margin, margin+w.column(), y)
		w.text(margin, y+13, workText, muted, tidy(blank))
	}
}

// Finish returns the PDF and the characters that the fonts lack, as Sheet does.
func (w *Worksheet) Finish() (pdf []byte, missing []rune, err error) {
	pages := w.pdf.PageCount()
	for page := 1; page <= pages; page++ {
		w.pdf.SetPage(page)
		w.footer(Footer{Left: w.options.Footer, Right: w.options.PageNumber(page, pages)},
			fpdf.SizeType{Wd: w.width, Ht: w.height})
	}
	return w.finish()
}

// column is the width of each half.
func (w *Worksheet) column() float64 { return (w.width - 2*margin - workGutter) / 2 }

// sheet begins one: a title at the left, a text at the right above ruled lines.
func (w *Worksheet) sheet(title, text string) {
	w.pdf.AddPageFormat("L", w.upright)
	for _, line := range w.lines(workTitle, title, w.column(), 1) {
		w.text(margin, workTop-20, workTitle, black, line)
	}
	right := margin + w.column() + workGutter
	y := workTop - 20.0
	lines := w.lines(workText, text, w.column(), 2)
	y -= 12 * float64(len(lines)-1)
	for _, line := range lines {
		w.text(right, y, workText, muted, line)
		y += 12
	}
	for y := workTop + workPitch; y <= w.height-workBottom+0.1; y += workPitch {
		w.rule(right, right+w.column(), y)
	}
}

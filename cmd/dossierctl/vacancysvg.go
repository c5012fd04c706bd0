package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"unicode/utf8"
)

// The measures of the drawing, in its own units: 4 to a millimetre of an A4 page.
const (
	svgWidth  = 760
	svgMargin = 30
	svgIndent = 26
	svgSize   = 13   // of letters
	svgLine   = 18   // from line to line
	svgPad    = 8    // inside a box
	svgLetter = 0.55 // width of an average letter, in its size, on the wide side
	svgGap    = 8    // between boxes
)

// rulesDrawing lays rules out from top to bottom: boxes with words, each below
// and to the right of the one that it belongs to, joined by lines. Nothing in it
// depends on colour, and the text stays text.
type rulesDrawing struct {
	body bytes.Buffer
	y    int
}

// drawRules draws the rules as an SVG document in the program's language.
func (a *app) drawRules(v explainedView) []byte {
	d := &rulesDrawing{y: svgMargin}
	d.words(svgMargin, 20, "bold", v.Title)
	for _, sentence := range v.french {
		d.words(svgMargin, svgSize, "normal", sentence)
	}
	for _, item := range v.Items {
		d.y += 2 * svgGap
		d.words(svgMargin, 16, "bold", item.Title+" · "+a.Text(item.Importance.Word()))
		d.words(svgMargin, svgSize, "normal", a.quoted(item))
		for _, r := range item.Rules {
			d.words(svgMargin, svgSize, "bold", r.Name)
			d.tree(svgMargin, r.Rule)
			d.y += svgGap
		}
	}
	height := d.y + svgMargin
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xml:lang="%s" width="%dmm" height="%dmm" viewBox="0 0 %d %d" role="img" font-family="Noto Sans, Helvetica, Arial, sans-serif" fill="black">
<title>%s</title>
<rect width="100%%" height="100%%" fill="white"/>
`, a.lang, svgWidth/4, height/4, svgWidth, height, escaped(v.Title))
	out.Write(d.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// tree draws a rule at x and what it is made of below it, and returns the height
// of its first line's middle.
func (d *rulesDrawing) tree(x int, o outlineView) int {
	lines := wrapWidth(o.Text, svgWidth-svgMargin-x-2*svgPad, svgSize)
	top := d.y
	height := len(lines)*svgLine + svgPad
	fmt.Fprintf(&d.body, `<rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="none" stroke="black" stroke-width="%s"/>`+"\n",
		x, top, svgWidth-svgMargin-x, height, strokeOf(o))
	weight := "normal"
	if len(o.Parts) > 0 {
		weight = "bold"
	}
	d.lines(x+svgPad, svgSize, weight, lines)
	d.y = top + height + svgGap
	bottom := 0
	for _, part := range o.Parts {
		middle := d.tree(x+svgIndent, part)
		fmt.Fprintf(&d.body, `<path d="M%d %dH%d" fill="none" stroke="black"/>`+"\n", x+svgIndent/2, middle, x+svgIndent)
		bottom = middle
	}
	if bottom > 0 {
		fmt.Fprintf(&d.body, `<path d="M%d %dV%d" fill="none" stroke="black"/>`+"\n", x+svgIndent/2, top+height, bottom)
	}
	return top + svgPad/2 + svgLine/2
}

// strokeOf makes a box that holds others stand out.
func strokeOf(o outlineView) string {
	if len(o.Parts) > 0 {
		return "2"
	}
	return "1"
}

// words writes a paragraph and moves below it.
func (d *rulesDrawing) words(x, size int, weight, text string) {
	lines := wrapWidth(text, svgWidth-svgMargin-x, size)
	d.lines(x, size, weight, lines)
	d.y += len(lines)*svgLine*size/svgSize + svgGap
}

// lines writes lines of text from the height that was reached.
func (d *rulesDrawing) lines(x, size int, weight string, lines []string) {
	step := svgLine * size / svgSize
	for i, line := range lines {
		fmt.Fprintf(&d.body, `<text x="%d" y="%d" font-size="%d" font-weight="%s">%s</text>`+"\n",
			x, d.y+(i+1)*step-(step-size)/2, size, weight, escaped(line))
	}
}

// wrapWidth breaks text into lines that fit into a width, by the average width
// of a letter; a word that alone is wider is cut.
func wrapWidth(text string, room, size int) []string {
	limit := max(8, int(float64(room)/(float64(size)*svgLetter)))
	var lines []string
	for _, line := range wrap(text, limit) {
		for utf8.RuneCountInString(line) > limit {
			letters := []rune(line)
			lines = append(lines, string(letters[:limit]))
			line = string(letters[limit:])
		}
		lines = append(lines, line)
	}
	return lines
}

// escaped is text as XML holds it.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

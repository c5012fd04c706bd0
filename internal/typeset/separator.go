package typeset

// The faces of a separator, and where its first text stands.
var (
	separatorTitles = []typeface{{bold, 30}, {bold, 24}, {bold, 18}}
	separatorDetail = typeface{regular, 13}
	separatorTop    = 0.3 // of the page's height
)

// The most lines of a separator's title at its smallest size, and of its detail.
const (
	separatorTitleLines  = 6
	separatorDetailLines = 4
)

// separator sets a sheet that stands before a document.
func (f *front) separator(s Separator) {
	f.pdf.AddPage()
	y := f.height * separatorTop
	f.ornament(func() { f.box(margin, y, 40, 4, 0, accent) })
	y += 32
	if lines := f.lines(kicker, s.Number, f.room(), 1); len(lines) > 0 {
		f.texts(AsParagraph, margin, y, 0, kicker, accent, lines)
		y += 12
	}
	var titles []string
	var face typeface
	for _, face = range separatorTitles {
		if titles = f.balanced(face, s.Title, f.room(), separatorTitleLines); len(titles) <= 3 {
			break
		}
	}
	step := face.size * 1.25
	f.texts(AsHeading, margin, y+step, step, face, black, titles)
	y += step*float64(len(titles)) + 32
	details := f.lines(separatorDetail, s.Detail, f.room(), separatorDetailLines)
	f.texts(AsParagraph, margin, y, 18, separatorDetail, muted, details)
	y += 18*float64(len(details)) + 10
	f.rule(margin, f.right(), y)
	f.texts(AsParagraph, margin, y+22, 0, fieldValue, muted, f.lines(fieldValue, s.Pages, f.room(), 1))
}

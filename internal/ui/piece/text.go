package piece

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/ui/look"
)

// text is a text that breaks its lines itself. Unlike Fyne's label it has no
// padding of its own, so that its left edge stands on the grid, and it knows its
// height for every width, so that a page is laid out right at once.
type text struct {
	widget.BaseWidget
	words  string
	size   fyne.ThemeSizeName
	colour fyne.ThemeColorName
	style  fyne.TextStyle
	single bool     // one line, with an ellipsis where it is too narrow
	briefs []string // of a single line: the first that fits stands in its place where it is too narrow
	most   int      // lines at most, an ellipsis at the end of the last; 0 for as many as there are
	centre bool
	news   bool // a screen reader says it as soon as it is there
	steady bool // takes the room that it takes in bold, so that becoming bold moves nothing

	width float32  // for which lines are broken, 0 for not yet
	lines []string // broken at width
	whole float32  // the width without a break, 0 for not yet
	line  float32  // the height of a line, 0 for not yet
}

func newText(words string, size fyne.ThemeSizeName, colour fyne.ThemeColorName, bold bool) *text {
	t := &text{words: words, size: size, colour: colour, style: fyne.TextStyle{Bold: bold}}
	t.ExtendBaseWidget(t)
	return t
}

// Title returns the title of a page.
func Title(words string) fyne.CanvasObject { return newText(words, look.TextTitle, look.Ink, true) }

// Heading returns the title of a part of a page.
func Heading(words string) fyne.CanvasObject { return newText(words, look.TextHeading, look.Ink, true) }

// Strong returns a bold text, the title of a card.
func Strong(words string) fyne.CanvasObject { return newText(words, look.TextLead, look.Ink, true) }

// Body returns running text.
func Body(words string) fyne.CanvasObject { return newText(words, look.TextBody, look.Ink, false) }

// Muted returns running text of less weight.
func Muted(words string) fyne.CanvasObject { return newText(words, look.TextBody, look.Muted, false) }

// Small returns small text of less weight.
func Small(words string) fyne.CanvasObject { return newText(words, look.TextSmall, look.Muted, false) }

// Line returns a text on one line, with an ellipsis where it is too narrow.
func Line(words string, size fyne.ThemeSizeName, colour fyne.ThemeColorName, bold bool) fyne.CanvasObject {
	t := newText(words, size, colour, bold)
	t.single = true
	return t
}

// Briefly returns a text on one line. Where that is too narrow, the first of the
// shorter texts stands in its place that fits, else the last with an ellipsis.
func Briefly(size fyne.ThemeSizeName, colour fyne.ThemeColorName, words string, briefs ...string) fyne.CanvasObject {
	t := newText(words, size, colour, false)
	t.single, t.briefs = true, briefs
	return t
}

// Caption returns small text on two lines at most, with an ellipsis where it is
// longer.
func Caption(words string) fyne.CanvasObject {
	t := newText(words, look.TextSmall, look.Ink, false)
	t.most = 2
	return t
}

// AccessibilityLabel is what a screen reader says.
func (t *text) AccessibilityLabel() string { return t.words }

// AccessibilityRole is what a screen reader calls it.
func (t *text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (t *text) set(words string) {
	if t.words == words {
		return
	}
	t.words, t.width, t.whole = words, 0, 0
	t.Refresh()
}

// paint gives the text another colour.
func (t *text) paint(colour fyne.ThemeColorName) {
	if t.colour == colour {
		return
	}
	t.colour = colour
	t.Refresh()
}

func (t *text) measure(s string) float32 {
	style := t.style
	style.Bold = style.Bold || t.steady
	return fyne.MeasureText(s, look.Size(t.size), style).Width
}

func (t *text) lineHeight() float32 {
	if t.line == 0 {
		t.line = fyne.MeasureText("M", look.Size(t.size), t.style).Height
	}
	return t.line
}

// wide returns the width that the text has without a break.
func (t *text) wide() float32 {
	if t.whole == 0 {
		for line := range strings.SplitSeq(t.words, "\n") {
			t.whole = max(t.whole, t.measure(line))
		}
	}
	return t.whole
}

// tall returns the height that the text has at a width.
func (t *text) tall(width float32) float32 {
	if t.single {
		return t.lineHeight()
	}
	return float32(max(1, len(t.broken(width)))) * t.lineHeight()
}

// broken returns the lines at a width.
func (t *text) broken(width float32) []string {
	if t.width == width && t.lines != nil {
		return t.lines
	}
	t.width = width
	if t.single {
		words := t.words
		for _, brief := range t.briefs {
			if t.measure(words) > width+slack {
				words = brief
			}
		}
		t.lines = []string{shortened(words, width, t.measure)}
		return t.lines
	}
	t.lines = t.lines[:0:0]
	for paragraph := range strings.SplitSeq(t.words, "\n") {
		t.lines = append(t.lines, wrapped(paragraph, width, t.measure)...)
	}
	if t.most > 0 && len(t.lines) > t.most {
		rest := strings.Join(t.lines[t.most-1:], " ")
		t.lines = append(t.lines[:t.most-1], shortened(rest, width, t.measure))
	}
	return t.lines
}

// slack is what a line may be wider than its room by: measures are rounded up.
const slack = 0.5

// wrapped breaks a paragraph into lines no wider than width, at spaces, and
// inside a word only where it alone is too wide. The no-break spaces of French
// hold. There is always a line, and each holds a character at least.
func wrapped(paragraph string, width float32, measure func(string) float32) []string {
	if measure(paragraph) <= width+slack || width <= 0 {
		return []string{paragraph}
	}
	space := measure("n n") - measure("nn")
	var lines []string
	line, used := "", float32(0)
	for word := range strings.SplitSeq(paragraph, " ") {
		wide := measure(word)
		if line != "" && used+space+wide <= width+slack {
			line, used = line+" "+word, used+space+wide
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for wide > width+slack {
			head := fitting(word, width, measure)
			if head == word {
				break
			}
			lines, word = append(lines, head), word[len(head):]
			wide = measure(word)
		}
		line, used = word, wide
	}
	return append(lines, line)
}

// fitting returns as much of the beginning of a word as fits, one character at
// least; it breaks after a hyphen, a dot or a low line where that is near.
func fitting(word string, width float32, measure func(string) float32) string {
	runes := []rune(word)
	if len(runes) == 0 {
		return "" // there may be less than no room
	}
	low, high := 1, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])) <= width+slack {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == len(runes) {
		return word
	}
	for i := low; i > low/2; i-- {
		if strings.ContainsRune("-_./@", runes[i-1]) {
			return string(runes[:i])
		}
	}
	return string(runes[:low])
}

// shortened returns as much of s as fits with an ellipsis after it.
func shortened(s string, width float32, measure func(string) float32) string {
	if measure(s) <= width+slack {
		return s
	}
	head := fitting(s, width-measure("…"), measure)
	return strings.TrimRight(head, " ") + "…"
}

// narrowest is the width below which a text is not pressed, in points at the
// usual size.
const narrowest = 48

// MinSize returns the height at the width that the text has now.
func (t *text) MinSize() fyne.Size {
	width := t.Size().Width
	if width <= 0 {
		width = t.wide()
	}
	return fyne.NewSize(t.thin(), t.tall(width))
}

func (t *text) thin() float32 { return min(t.wide(), look.Em(narrowest)) }

// CreateRenderer is Fyne's.
func (t *text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.Layout(t.Size())
	return r
}

type textRenderer struct {
	text  *text
	lines []fyne.CanvasObject
}

func (r *textRenderer) Layout(size fyne.Size) {
	t := r.text
	width := size.Width
	if width <= 0 {
		width = t.wide()
	}
	lines, height := t.broken(width), t.lineHeight()
	for len(r.lines) < len(lines) {
		r.lines = append(r.lines, &canvas.Text{})
	}
	r.lines = r.lines[:len(lines)]
	for i, words := range lines {
		line := r.lines[i].(*canvas.Text)
		changed := line.Text != words
		line.Text, line.TextSize, line.TextStyle, line.Color = words, look.Size(t.size), t.style, look.Color(t.colour)
		if t.centre {
			line.Alignment = fyne.TextAlignCenter
		}
		line.Move(fyne.NewPos(0, float32(i)*height))
		line.Resize(fyne.NewSize(size.Width, height))
		if changed {
			line.Refresh()
		}
	}
}

func (r *textRenderer) MinSize() fyne.Size           { return r.text.MinSize() }
func (r *textRenderer) Objects() []fyne.CanvasObject { return r.lines }
func (r *textRenderer) Destroy()                     {}

func (r *textRenderer) Refresh() {
	r.text.width, r.text.whole, r.text.line = 0, 0, 0 // the theme may be another
	r.Layout(r.text.Size())
	for _, line := range r.lines {
		line.Refresh()
	}
}

package ui_test

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// The smallest window that the program is made for.
const smallestWidth, smallestHeight = 1024, 640

// Nothing is cut off in the smallest window, in the language with the longest
// words, with text as large as it gets.
func TestNothingIsCutOffInLargeText(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.French, i18n.English} {
		t.Run(string(lang), func(t *testing.T) {
			wantAllWhole(t, showing(lang, settings.Light), func(o *ui.Options) {
				must(t, o.Settings.Change(func(s *settings.Settings) { s.TextSize = 2 }))
			})
		})
		if !thorough { // English has the shorter words
			break
		}
	}
}

// Nor is it in the usual size of text.
func TestNothingIsCutOff(t *testing.T) {
	for _, lang := range i18n.Languages() {
		t.Run(string(lang), func(t *testing.T) { wantAllWhole(t, showing(lang, settings.Light)) })
	}
}

// Nor in a language whose words are longer than those of French by two fifths.
func TestNothingIsCutOffInALongerLanguage(t *testing.T) {
	rewording = longer
	t.Cleanup(func() { rewording = nil })
	wantAllWhole(t, showing(i18n.French, settings.Light))
}

// longer makes every word of a text longer by two fifths; placeholders stay.
func longer(text string) string {
	var made strings.Builder
	for i, part := range strings.Split(text, "{{") {
		if i > 0 {
			end := strings.Index(part, "}}") + len("}}")
			made.WriteString("{{" + part[:end])
			part = part[end:]
		}
		made.WriteString(longerWords(part))
	}
	return made.String()
}

func longerWords(text string) string {
	var made, word []rune
	owed := 0.0 // letters, that short words have not got
	end := func() {
		owed += 0.4 * float64(len(word))
		made = append(made, word...)
		if more := int(owed); len(word) > 0 && more > 0 {
			made = append(made, word[max(0, len(word)-more):]...)
			owed -= float64(min(more, len(word)))
		}
		word = nil
	}
	for _, r := range text {
		if unicode.IsLetter(r) {
			word = append(word, r)
			continue
		}
		end()
		made = append(made, r)
	}
	end()
	return string(made)
}

func TestLongerWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"Documents":                       "Documentsnts",
		"Ajouter un document…":            "Ajouterer unn documentent…",
		"{{.Count}} pages sur {{.Of}}":    "{{.Count}} pageses surr {{.Of}}",
		"22 juin 2025\u00a0: {{.Name}} ?": "22 juinn 2025\u00a0: {{.Name}} ?",
	} {
		if got := longer(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// with is a list of changes.
func with(change ...func(*ui.Options)) []func(*ui.Options) { return change }

func wantAllWhole(t *testing.T, change ...func(*ui.Options)) {
	onlyWhole(t)
	eachScene(t, change, func(t *testing.T, h *hall, name string) {
		h.size(smallestWidth, smallestHeight)
		h.settle()
		h.shoot(name)
		for _, fault := range faults(h, slices.Contains(shortened, name)) {
			t.Errorf("%s: %s", name, fault)
		}
	})
}

// shortened are the scenes with texts that are meant to be: captions below small
// pictures of pages, and a list's notes, of which the whole is a press away.
var shortened = []string{
	"sample-bundle", "sample-closed-bundle", "sample-bundle-made", "sent-bundle", "outside-history",
	"named-ask", "named-bundle", "named-made",
	"pages-what-is-it", // what stands in a field until there is an answer
}

// A shown is a line of text: where it is, what of that is on the screen now, and the
// part of the window in which it can be seen, by scrolling too.
type shown struct {
	line          *canvas.Text
	at, now, seen area
	short         bool // it stands for a longer text
}

// area is a rectangle in points.
type area struct{ left, top, right, bottom float32 }

func areaOf(at fyne.Position, size fyne.Size) area {
	return area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

// shared is the part that two areas share.
func (a area) shared(b area) area {
	return area{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

func (a area) String() string {
	round := func(f float32) int { return int(math.Round(float64(f))) }
	return image.Rect(round(a.left), round(a.top), round(a.right), round(a.bottom)).String()
}

// A gaze finds what there is to read.
type gaze struct {
	floating fyne.CanvasObject // lies over the rest and goes by itself: left out
	lines    []shown
}

// faults says what is wrong with the texts of a window, of what lies over all else
// where something does.
func faults(h *hall, mayBeShort bool) (all []string) {
	c := h.canvas()
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	g := gaze{floating: h.window.Toast()}
	window := areaOf(fyne.Position{}, c.Size())
	g.collect(root, fyne.Position{}, window, window)
	for i, each := range g.lines {
		switch wide := each.line.MinSize().Width; {
		case each.short && !mayBeShort:
			all = append(all, fmt.Sprintf("%q stands for more", each.line.Text))
		case wide > each.line.Size().Width+1:
			all = append(all, fmt.Sprintf("%q is %.0f wide and has %.0f", each.line.Text, wide, each.line.Size().Width))
		case beyond(each.at, each.seen):
			all = append(all, fmt.Sprintf("%q at %v is only seen in %v", each.line.Text, each.at, each.seen))
		}
		for _, other := range g.lines[:i] {
			const touch = 3 // lines stand close
			if both := each.now.shared(other.now); both.right-both.left > touch && both.bottom-both.top > touch {
				all = append(all, fmt.Sprintf("%q at %v lies on %q at %v", each.line.Text, each.at, other.line.Text, other.at))
			}
		}
	}
	return all
}

// beyond reports whether a part of an area lies outside of another one.
func beyond(a, b area) bool {
	const slack = 1.5
	return a.left < b.left-slack || a.right > b.right+slack || a.top < b.top-slack || a.bottom > b.bottom+slack
}

// collect finds the lines of text from o down: where o's parent begins, the part of
// the window in which it is seen now, and that in which it can be seen.
func (g *gaze) collect(o fyne.CanvasObject, parent fyne.Position, now, seen area) {
	if o == nil || !o.Visible() || o == g.floating {
		return
	}
	at := parent.Add(o.Position())
	var inner []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if strings.TrimSpace(o.Text) != "" {
			letters := areaOfText(o, at)
			g.lines = append(g.lines, shown{line: o, at: letters, now: letters.shared(now), seen: seen})
		}
	case *fyne.Container:
		inner = o.Objects
	case *piece.Scroller:
		g.collectScrolled(&o.Scroll, at, now, seen)
	case *container.Scroll:
		g.collectScrolled(o, at, now, seen)
	case *piece.Entry:
		return // what a person types scrolls
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
		if said, ok := o.(fyne.Accessible); ok && said.AccessibilityRole() == fyne.AccessibleRoleText {
			before := len(g.lines)
			defer func() { markShort(g.lines[before:], said.AccessibilityLabel()) }()
		}
	}
	for _, each := range inner {
		g.collect(each, at, now, seen)
	}
}

// areaOfText is where the letters of a line are.
func areaOfText(line *canvas.Text, at fyne.Position) area {
	all := areaOf(at, line.MinSize())
	aside := line.Size().Width - line.MinSize().Width
	switch line.Alignment {
	case fyne.TextAlignCenter:
		all.left, all.right = all.left+aside/2, all.right+aside/2
	case fyne.TextAlignTrailing:
		all.left, all.right = all.left+aside, all.right+aside
	}
	return all
}

// collectScrolled collects what scrolls: all its height can be seen, one part after
// the other.
func (g *gaze) collectScrolled(s *container.Scroll, at fyne.Position, now, seen area) {
	view := seen.shared(areaOf(at, s.Size()))
	all := areaOf(at.Add(s.Content.Position()), s.Content.Size())
	view.top, view.bottom = all.top, all.bottom
	g.collect(s.Content, at, now.shared(areaOf(at, s.Size())), view)
}

// markShort marks the lines of a text that do not say all of it.
func markShort(lines []shown, words string) {
	last := len(lines) - 1
	if last >= 0 && strings.HasSuffix(lines[last].line.Text, "…") && !strings.HasSuffix(words, "…") {
		lines[last].short = true
	}
}

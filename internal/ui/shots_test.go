package ui_test

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
)

// walkSteps are the steps of the walk by their names, in its order.
var walkSteps = []string{
	"overview", "about", "eligibility", "languages", "documents", "competencies", "declarations", "bundle", "hand-over",
}

// screenshotsTo is where pictures for people to look at go; scripts/screenshots
// sets it.
var screenshotsTo = os.Getenv("DOSSIER_SCREENSHOTS")

// mostBytes is how large a picture in the repository may be.
const mostBytes = 150_000

// TestScreenshots writes a picture of the start and of every step, in every
// language and theme, and an index of them.
func TestScreenshots(t *testing.T) {
	if screenshotsTo == "" {
		t.Skip("it writes pictures into the repository: make screenshots runs it")
	}
	for _, lang := range i18n.Languages() {
		for _, theme := range []settings.Theme{settings.Light, settings.Dark} {
			h := open(t, showing(lang, theme))
			h.size(1280, 800)
			h.settle()
			h.keep("start", lang, theme)

			h = openSample(t, showing(lang, theme))
			h.size(1280, 800)
			for _, step := range walkSteps {
				h.window.Visit(step)
				h.settle()
				h.keep(step, lang, theme)
			}
			h.window.Visit("bundle")
			h.tap("bundle.make")
			h.keep("bundle-made", lang, theme)
			h.window.Visit("eligibility")
			h.tap("whatif.open")
			h.tap("whatif.nationalities.chosen/FR")
			h.tap("whatif.nationalities.chosen/TR")
			h.keep("what-if", lang, theme)
			h.menu("ui.menu.history")
			h.keep("history", lang, theme)
		}
	}
	index := "# What the window looks like\n\nThe sample candidate’s dossier on 4 June 2025, at 1280 × 800, drawn without a display by `make screenshots`.\n"
	for _, name := range slices.Concat([]string{"start"}, walkSteps, []string{"bundle-made", "what-if", "history"}) {
		index += fmt.Sprintf("\n## %s\n\n", strings.ToUpper(name[:1])+strings.ReplaceAll(name[1:], "-", " "))
		for _, lang := range i18n.Languages() {
			for _, theme := range []string{"light", "dark"} {
				index += fmt.Sprintf("[%s, %s](%s-%s-%s.png) ", lang, theme, name, lang, theme)
			}
		}
		index = strings.TrimSpace(index) + "\n"
	}
	if err := os.WriteFile(filepath.Join(screenshotsTo, "README.md"), []byte(index), 0o644); err != nil {
		t.Fatal(err)
	}
}

// showing is a window in a language and a theme.
func showing(lang i18n.Lang, theme settings.Theme) func(*ui.Options) {
	return func(o *ui.Options) {
		o.Lang = lang
		_ = o.Settings.Change(func(s *settings.Settings) { s.Theme = theme }) // a picture shows when it failed
	}
}

// keep writes a picture of the window.
func (h *hall) keep(name string, lang i18n.Lang, theme settings.Theme) {
	h.t.Helper()
	content := encoded(h.t, h.canvas().Capture())
	if len(content) > mostBytes {
		h.t.Errorf("%s %s %s is %d bytes large, at most %d", name, lang, theme, len(content), mostBytes)
	}
	file := filepath.Join(screenshotsTo, fmt.Sprintf("%s-%s-%s.png", name, lang, theme))
	if err := os.WriteFile(file, content, 0o644); err != nil {
		h.t.Fatal(err)
	}
}

// encoded is a picture as a PNG, as small as can be.
func encoded(t testing.TB, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, fewColours(p)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fewColours is a picture in the 192 colours that it has most of and in 64 that
// differ most from these, as the red of a small icon does; any other one in the
// nearest of them. A window has few colours, and shades at its letters.
func fewColours(p image.Image) *image.Paletted {
	counts := map[color.RGBA]int{}
	bounds := p.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[exact(p.At(x, y))]++
		}
	}
	most := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	palette := color.Palette{}
	for _, c := range most[:min(len(most), 192)] {
		palette = append(palette, c)
	}
	palette = append(palette, farthest(most, palette, 64)...)
	nearest := map[color.RGBA]uint8{}
	for _, c := range most {
		nearest[c] = uint8(palette.Index(c)) // below 256
	}
	made := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			made.SetColorIndex(x, y, nearest[exact(p.At(x, y))])
		}
	}
	return made
}

// farthest are so many colours, each the one that differs most from all in a
// palette and those found before it.
func farthest(colours []color.RGBA, palette color.Palette, count int) (found color.Palette) {
	gaps := make([]int, len(colours))
	for i, c := range colours {
		gaps[i] = gap(c, palette[palette.Index(c)].(color.RGBA))
	}
	for range count {
		far := 0
		for i := range gaps {
			if gaps[i] > gaps[far] {
				far = i
			}
		}
		if gaps[far] == 0 {
			break
		}
		found = append(found, colours[far])
		for i, c := range colours {
			gaps[i] = min(gaps[i], gap(c, colours[far]))
		}
	}
	return found
}

// gap is how much two colours differ.
func gap(a, b color.RGBA) int {
	r, g, bl := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + bl*bl
}

// exact is a colour as the bytes of a picture have it.
func exact(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0xff} // the bits above are shifted in
}

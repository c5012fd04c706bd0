package look_test

import (
	"image"
	"image/color"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"example.org/dossier/assets"
	"example.org/dossier/internal/ui/look"
)

// luminance is WCAG's relative luminance.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n.R) + 0.7152*linear(n.G) + 0.0722*linear(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over is a colour that lies over another one and lets some of it through.
func over(above, below color.Color) color.Color {
	a, b := color.NRGBAModel.Convert(above).(color.NRGBA), color.NRGBAModel.Convert(below).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8((int(x)*int(a.A) + int(y)*(255-int(a.A))) / 255) } // below 256
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
}

// veils are what lies over texts (4.5) and borders (3) and their grounds while the
// pointer is there and presses.
var veils = map[float64][]fyne.ThemeColorName{4.5: {look.Clear, look.Hover, look.Press}, 3: {look.Clear, look.Hover, look.Press}}

// stands are the grounds that each colour stands on, and the least contrast.
var stands = []struct {
	least  float64
	ink    fyne.ThemeColorName
	ground []fyne.ThemeColorName
}{
	{4.5, look.Ink, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.Soft, look.MetSoft, look.MissingSoft, look.ConfirmSoft, look.OpenSoft}},
	{4.5, look.Muted, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.Soft, look.OpenSoft}},
	{4.5, look.Accent, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.Soft}},
	{4.5, look.Accent, []fyne.ThemeColorName{look.MetSoft, look.MissingSoft, look.ConfirmSoft, look.OpenSoft}}, // quiet buttons on notices
	{4.5, look.AccentInk, []fyne.ThemeColorName{look.Accent}},
	{4.5, look.Met, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.MetSoft}},
	{4.5, look.Missing, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.MissingSoft}},
	{4.5, look.Confirm, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.ConfirmSoft}},
	{4.5, look.Open, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.OpenSoft}},
	{3, look.Focus, []fyne.ThemeColorName{look.Ground, look.Surface, look.Rail, look.Soft, look.OpenSoft, look.MetSoft, look.MissingSoft, look.ConfirmSoft}},
	{3, look.Edge, []fyne.ThemeColorName{look.Surface, look.Ground}},
	{3, look.Met, []fyne.ThemeColorName{look.OpenSoft}}, // meters on their track
	{3, look.Missing, []fyne.ThemeColorName{look.OpenSoft}},
	{3, look.Confirm, []fyne.ThemeColorName{look.OpenSoft}},
	{3, look.Accent, []fyne.ThemeColorName{look.OpenSoft}}, // a meter on its track
}

func TestEveryTextCanBeReadOnItsGround(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		colours := look.New(mode, 1)
		for _, s := range stands {
			for _, ground := range s.ground {
				below := colours.Color(ground, 0)
				for _, veil := range veils[s.least] {
					above := colours.Color(veil, 0)
					got := contrast(over(above, colours.Color(s.ink, 0)), over(above, below))
					if got < s.least {
						t.Errorf("%s: %s on %s with %s: contrast %.2f, want %.1f at least", mode, s.ink, ground, veil, got, s.least)
					}
				}
			}
		}
	}
}

// What is disabled can be read, too: what stands on a step that is locked is what was
// said.
func TestWhatIsDisabledCanBeRead(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		colours := look.New(mode, 1)
		rest := colours.Color(look.Rest, 0)
		for _, ink := range []fyne.ThemeColorName{look.Ink, look.Muted, look.Accent} {
			if got := contrast(over(rest, colours.Color(ink, 0)), over(rest, colours.Color(look.Surface, 0))); got < 4.5 {
				t.Errorf("%s: %s at rest: contrast %.2f", mode, ink, got)
			}
		}
		if seen := contrast(over(rest, colours.Color(look.Ink, 0)), colours.Color(look.Surface, 0)); seen > 0.8*contrast(colours.Color(look.Ink, 0), colours.Color(look.Surface, 0)) {
			t.Errorf("%s: it looks as what is not disabled: contrast %.2f", mode, seen)
		}
	}
}

func TestModeChoosesTheColours(t *testing.T) {
	light, dark := look.New(look.Light, 1).Color(look.Ground, theme.VariantDark), look.New(look.Dark, 1).Color(look.Ground, theme.VariantLight)
	if light == dark {
		t.Fatal("light and dark have the same ground")
	}
	system := look.New(look.System, 1)
	if system.Color(look.Ground, theme.VariantLight) != light || system.Color(look.Ground, theme.VariantDark) != dark {
		t.Error("the system's mode does not follow the system")
	}
}

// fynes are the names of Fyne's colours but those of its palette.
var fynes = []fyne.ThemeColorName{
	"background", "button", "disabledButton", "disabled", "error", "focus", "foreground", "foregroundOnError",
	"foregroundOnPrimary", "foregroundOnSuccess", "foregroundOnWarning", "headerBackground", "hover", "hyperlink",
	"innerWindowBorder", "innerWindowBorderInactive", "inputBackground", "inputBorder", "menuBackground", "overlayBackground",
	"placeholder", "pressed", "primary", "scrollBar", "scrollBarBackground", "selection", "separator", "shadow", "success", "warning",
}

func TestFynesOwnColoursAreOurs(t *testing.T) {
	ours := look.New(look.Light, 1)
	palette := map[color.Color]bool{}
	for _, name := range []fyne.ThemeColorName{
		look.Ground, look.Surface, look.Rail, look.Ink, look.Muted, look.Line, look.Rim, look.Edge, look.Accent,
		look.AccentInk, look.Soft, look.Met, look.Missing, look.Confirm, look.OpenSoft, look.Hover, look.Press, look.Shadow, look.Clear,
	} {
		palette[ours.Color(name, 0)] = true
	}
	for _, name := range fynes {
		if !palette[ours.Color(name, 0)] {
			t.Errorf("Fyne's colour %s is not one of ours", name)
		}
	}
}

func TestTextGrowsWithItsScaleAndNothingElse(t *testing.T) {
	for _, c := range []struct{ scale, want float32 }{{1, 14}, {2, 28}, {0, 7}, {99, 56}} {
		th := look.New(look.Light, c.scale)
		if got := th.Size(look.TextBody); got != c.want {
			t.Errorf("scale %g: body text %g, want %g", c.scale, got, c.want)
		}
		if got := th.Size(theme.SizeNameText); got != c.want {
			t.Errorf("scale %g: Fyne's text %g, want %g", c.scale, got, c.want)
		}
		if got := th.Size(theme.SizeNamePadding); got != look.Gap4 {
			t.Errorf("scale %g: padding %g, want %g", c.scale, got, look.Gap4)
		}
	}
}

// used finds the names of the icons that the window uses.
var used = regexp.MustCompile(`(?:look\.Icon|Empty)\("([a-z-]+)"|icon: +"([a-z-]+)"|\{"([a-z-]+)", look\.`)

func TestEveryIconUsedExists(t *testing.T) {
	found := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := os.ReadFile(name)
		for _, match := range used.FindAllStringSubmatch(string(source), -1) {
			icon := match[1] + match[2] + match[3]
			found++
			if _, err := assets.Icons.Open("icons/" + icon + ".svg"); err != nil {
				t.Errorf("%s: there is no icon %q", name, icon)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 10 {
		t.Fatalf("%d icons found in the source: has the way they are named changed?", found)
	}
}

func TestEveryIconDrawsSomethingInItsColour(t *testing.T) {
	test.NewTempApp(t)
	entries, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	red := color.NRGBA{R: 0xEE, A: 0xFF}
	for _, entry := range entries {
		name := strings.TrimSuffix(entry.Name(), ".svg")
		if name == "app" {
			continue // has colours of its own
		}
		if n := pixels(t, look.Tinted(look.Icon(name), red, 24), red); n < 20 {
			t.Errorf("%s: %d pixels in its colour", name, n)
		}
	}
}

// pixels draws an icon and counts the pixels in a colour.
func pixels(t *testing.T, icon fyne.Resource, c color.Color) int {
	t.Helper()
	drawn := canvas.NewImageFromResource(icon)
	w := test.NewTempWindow(t, drawn)
	w.SetPadded(false)
	w.Resize(fyne.NewSquareSize(24))
	return count(w.Canvas().Capture(), c)
}

func count(i image.Image, c color.Color) int {
	n := 0
	want := color.NRGBAModel.Convert(c)
	for y := range i.Bounds().Dy() {
		for x := range i.Bounds().Dx() {
			if color.NRGBAModel.Convert(i.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func TestAnIconThatThereIsNotIsBlank(t *testing.T) {
	test.NewTempApp(t)
	for _, icon := range []fyne.Resource{look.Icon("no-such-icon"), look.Icon(""), look.Icon("../assets"), nil} {
		if n := pixels(t, look.Tinted(icon, color.Black, 24), color.Black); n != 0 {
			t.Errorf("%v draws %d pixels", icon, n)
		}
	}
}

func TestTheSameIconInTwoColoursHasTwoNames(t *testing.T) {
	check := look.Icon("check")
	one, two, large := look.Tinted(check, color.Black, 16), look.Tinted(check, color.White, 16), look.Tinted(check, color.Black, 32)
	if one.Name() == two.Name() || one.Name() == large.Name() {
		t.Errorf("names %q, %q, %q: Fyne would show one picture for all", one.Name(), two.Name(), large.Name())
	}
}

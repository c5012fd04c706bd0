package piece_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"example.org/dossier/internal/ui/piece"
)

// lines returns the lines of a text as they are shown.
func lines(o fyne.CanvasObject) []string {
	var all []string
	for _, line := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
		all = append(all, line.(*canvas.Text).Text)
	}
	return all
}

func TestATextWrapsWithoutLosingALetter(t *testing.T) {
	light(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-zé’.:\x{a0}\x{202f} \n-]{0,120}`).Draw(t, "text")
		width := rapid.Float32Range(1, 600).Draw(t, "width")
		body := piece.Body(words)
		body.Resize(fyne.NewSize(width, 100))
		got := lines(body)
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if bare(strings.Join(got, "")) != bare(words) {
			t.Fatalf("%q became %q", words, got)
		}
		for _, line := range got {
			if wide := canvas.NewText(line, nil).MinSize().Width; wide > width+1 && len([]rune(line)) > 1 {
				t.Fatalf("%q is %g wide in %g", line, wide, width)
			}
		}
		if high := body.MinSize().Height; high < float32(len(got))*10 {
			t.Fatalf("%d lines in a height of %g", len(got), high)
		}
	})
}

func TestANoBreakSpaceHolds(t *testing.T) {
	light(t)
	body := piece.Body("Est-ce tout\u202f? Oui\u00a0: tout.")
	for width := float32(60); width < 200; width++ {
		body.Resize(fyne.NewSize(width, 100))
		for _, line := range lines(body) {
			if strings.HasPrefix(line, "?") || strings.HasPrefix(line, ":") {
				t.Fatalf("at %g a line begins with %q", width, line)
			}
		}
	}
}

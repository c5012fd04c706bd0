package piece_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"example.org/dossier/internal/ui/look"
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

func TestACaptionEndsOnTheSecondLine(t *testing.T) {
	light(t)
	caption := piece.Caption("Qualification: Szkoła letnia „Cyberbezpieczeństwo”")
	caption.Resize(fyne.NewSize(100, 40))
	if got := lines(caption); len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("in little room: %q", got)
	}
	caption.Resize(fyne.NewSize(900, 40))
	if got := lines(caption); len(got) != 1 || strings.HasSuffix(got[0], "…") {
		t.Errorf("in much room: %q", got)
	}
}

func TestALongNameGivesWayToItsShortOne(t *testing.T) {
	light(t)
	name := piece.Briefly(look.TextBody, look.Muted, "Office of the Chief Information Officer", "Information Office", "OCIO")
	for width, want := range map[float32]string{600: "Office of the Chief Information Officer", 150: "Information Office", 50: "OCIO", 25: "O…"} {
		name.Resize(fyne.NewSize(width, 20))
		if got := lines(name); len(got) != 1 || got[0] != want {
			t.Errorf("in %g: %q", width, got)
		}
	}
}

func TestButtonsOfCardsInALineStandAtTheSameHeight(t *testing.T) {
	light(t)
	button := func(key string) *piece.Button { return piece.NewButton(key, key, piece.Quiet, nil, nil) }
	var buttons []*piece.Button
	card := func(key string, words ...fyne.CanvasObject) fyne.CanvasObject {
		left := button(key)
		buttons = append(buttons, left)
		return piece.FootedCard(piece.Flanks(left, button(key+"/remove")), words...)
	}
	w := test.NewWindow(piece.Columns(200, 12, card("a", piece.Body("one")), card("b", piece.Body("one"), piece.Body("two"))))
	defer w.Close()
	w.Resize(fyne.NewSize(800, 400))
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	if a, b := place(buttons[0]), place(buttons[1]); a.Y != b.Y {
		t.Errorf("one button stands at %g, the other at %g", a.Y, b.Y)
	}
}

// Of the room that a higher card beside leaves, the picture takes its part.
func TestThePictureOfALowCardGrows(t *testing.T) {
	light(t)
	card := func(key string, words ...fyne.CanvasObject) (fyne.CanvasObject, *piece.Thumb) {
		thumb := piece.NewThumb(key, 100, 80, nil)
		foot := piece.Flanks(piece.NewButton(key+"/change", key, piece.Quiet, nil, nil), nil)
		return piece.FootedCard(foot, append([]fyne.CanvasObject{thumb}, words...)...), thumb
	}
	low, grown := card("low", piece.Body("one"))
	high, usual := card("high", piece.Body("one"), piece.Body("two"), piece.Body("three"))
	w := test.NewWindow(piece.Columns(200, 12, low, high))
	defer w.Close()
	w.Resize(fyne.NewSize(800, 600))
	if usual.Size().Height != 80 || grown.Size().Height < 120 {
		t.Errorf("the pictures are %g and %g high", usual.Size().Height, grown.Size().Height)
	}
}

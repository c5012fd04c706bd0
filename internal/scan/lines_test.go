package scan

import (
	"fmt"
	"image"
	"image/draw"
	"strings"
	"testing"
)

func TestUpright(t *testing.T) {
	t.Parallel()
	upside := map[int]int{0: 0, 90: 270, 180: 180, 270: 90} // what sets right what was turned by so much
	for language, text := range map[string]string{"English": inEnglish, "French": inFrench} {
		for _, points := range []float64{9, 13} {
			page := written(white, ink, text, points)
			for turned, want := range upside {
				t.Run(fmt.Sprintf("%s of %v points turned by %d", language, points, turned), func(t *testing.T) {
					t.Parallel()
					shot := Apply(page, 1, Treatment{Turn: turned}, image.Pt(1600, 1600))
					if got := Suggest(shot, 1).Treatment.Turn; got != want {
						t.Errorf("turn by %d instead of %d", got, want)
					}
				})
			}
		}
	}
}

// What has no lines of writing, or lines both ways, is not turned.
func TestNotTurned(t *testing.T) {
	t.Parallel()
	empty := written(white, white, inEnglish, 11)
	grid := written(white, white, inEnglish, 11)
	for i := range 24 {
		draw.Draw(grid, image.Rect(100, 100+i*60, 1140, 103+i*60), image.NewUniform(ink), image.Point{}, draw.Src)
		draw.Draw(grid, image.Rect(100+i*44, 100, 103+i*44, 1600), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	capitals := written(white, ink, "DIPLOMA OF THE UNIVERSITY 1234567890 HIM LEXINE", 16)
	for name, page := range map[string]*image.RGBA{"empty": empty, "a grid": grid, "capitals": capitals} {
		if got := Suggest(page, 1).Treatment.Turn; got != 0 {
			t.Errorf("%s: turned by %d", name, got)
		}
	}
	onHead := Apply(capitals, 1, Treatment{Turn: 180}, image.Pt(1600, 1600))
	if got := Suggest(onHead, 1).Treatment.Turn; got != 0 {
		t.Errorf("capitals on their head: turned by %d, which nothing tells", got)
	}
	large := written(white, ink, inFrench, 20)
	if got := Suggest(large, 1).Treatment.Turn; got != 0 {
		t.Errorf("large letters: turned by %d", got)
	}
}

// Writing on its side none of whose letters reach up or down does not tell which way it
// lies, and that is said.
func TestUnsure(t *testing.T) {
	t.Parallel()
	flat := written(white, ink, strings.Repeat("nous verrons nos causes aux verveux communes sans aucun saumon ", 8), 11)
	for _, turned := range []int{90, 270} {
		got := Suggest(Apply(flat, 1, Treatment{Turn: turned}, image.Pt(1600, 1600)), 1)
		if got.Treatment.Turn != 90 || !got.Unsure {
			t.Errorf("turned by %d: turn by %d, unsure: %v", turned, got.Treatment.Turn, got.Unsure)
		}
	}
	if got := Suggest(Apply(written(white, ink, inFrench, 11), 1, Treatment{Turn: 270}, image.Pt(1600, 1600)), 1); got.Unsure {
		t.Error("unsure of lines of French")
	}
}

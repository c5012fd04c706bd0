package scan

import (
	"fmt"
	"image"
	"image/draw"
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

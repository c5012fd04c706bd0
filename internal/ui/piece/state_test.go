package piece_test

import (
	"image"
	"testing"

	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// No two states are told by their colours alone: those that have different ones have
// icons of different shapes.
func TestStatesDifferInMoreThanColour(t *testing.T) {
	light(t)
	alike := map[piece.State]piece.State{piece.Done: piece.Met, piece.Todo: piece.Unanswered} // in colour, too
	states := []piece.State{
		piece.Neutral, piece.Met, piece.NotMet, piece.ToConfirm, piece.Unanswered, piece.Done, piece.Missing, piece.Todo, piece.Busy, piece.Out,
	}
	drawn := map[string]piece.State{}
	for _, s := range states {
		shape := shapeOf(t, s)
		if other, is := drawn[shape]; is && alike[s] != other {
			t.Errorf("the states %d and %d have the same icon", other, s)
		}
		if _, is := drawn[shape]; !is {
			drawn[shape] = s
		}
	}
}

// shapeOf is where the icon of a state is drawn, whatever its colour.
func shapeOf(t *testing.T, s piece.State) string {
	t.Helper()
	shot := show(t, piece.StateIcon(s, 24), 24, 24).Canvas().Capture().(*image.NRGBA)
	ground := pixelsOf(shot, look.New(look.Light, 1).Color(look.Ground, 0))
	if all := len(shot.Pix) / 4; ground == 0 || ground == all {
		t.Fatalf("of the state %d %d pixels of %d are ground", s, ground, all)
	}
	var shape []byte
	for i := 0; i < len(shot.Pix); i += 4 {
		drawn := byte('.')
		if shot.Pix[i] != shot.Pix[0] || shot.Pix[i+1] != shot.Pix[1] || shot.Pix[i+2] != shot.Pix[2] {
			drawn = '#'
		}
		shape = append(shape, drawn)
	}
	return string(shape)
}

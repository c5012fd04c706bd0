package piece_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// An opener is laid out whatever its words and its room, and opens by the keys.
func TestOpenerAtEverySize(t *testing.T) {
	light(t)
	for _, words := range []string{"", "OCIO", "NATO HQ Internship Programme · OCIO"} {
		opened := 0
		o := piece.NewOpener("opener", func() { opened++ }, words, "OCIO")
		for _, width := range []float32{0, 8, 40, 400} {
			o.Resize(fyne.NewSize(width, 36))
		}
		for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeySpace, fyne.KeyUp} {
			o.TypedKey(&fyne.KeyEvent{Name: key})
		}
		if opened != 3 {
			t.Errorf("%q: opened %d times by Enter, Down and Space", words, opened)
		}
	}
}

package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/ui/piece"
)

// The line below stands in the middle of its bar from the first picture on,
// whatever size the window has then.
func TestTheLineBelowStandsInTheMiddleOfItsBar(t *testing.T) {
	for _, start := range []func() *hall{func() *hall { return open(t) }, func() *hall { return openSample(t) }} {
		h := start()
		h.wantInTheMiddle()
		for _, width := range []float32{1000, 1400} {
			h.size(width, 760)
			h.wantInTheMiddle()
		}
	}
}

func (h *hall) wantInTheMiddle() {
	h.t.Helper()
	height := h.canvas().Size().Height
	eachSeen(h.canvas().Content(), func(o fyne.CanvasObject) {
		text, ok := o.(*canvas.Text)
		if !ok || text.TextSize > 12.5 || piece.At(o).Y < height-40 {
			return
		}
		above, below := piece.At(o).Y-(height-36), height-piece.At(o).Y-o.MinSize().Height
		if above-below > 2 || below-above > 2 {
			h.t.Errorf("%v wide: %q has %v above it and %v below", h.canvas().Size().Width, text.Text, above, below)
		}
	})
}

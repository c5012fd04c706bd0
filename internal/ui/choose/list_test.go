package choose

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestOfAHugeListOnlyWhatIsInSightIsDrawn(t *testing.T) {
	s := usual(t)
	cursor, asked := 0, 0
	l := (&list{
		count: func() int { return entryLimit },
		row: func(i int) row {
			asked++
			return row{icon: "page", name: fmt.Sprint(i), markable: true}
		},
		cursor:  func() int { return cursor },
		typed:   func(fyne.KeyName) bool { return false },
		columns: true,
	}).build()
	s.window.SetContent(l.framed())
	r := test.WidgetRenderer(l).(*listRenderer)
	for _, at := range []int{0, entryLimit - 1, entryLimit / 2} {
		cursor, asked = at, 0
		l.changed()
		if drawn := len(r.shown) / len(newLine().objects()); drawn > 40 || asked > 200 {
			t.Errorf("%d rows are drawn, and %d asked for", drawn, asked)
		}
		top := l.scroll.Offset.Y
		if y := float32(at) * l.rowHeight(); y < top || y+l.rowHeight() > top+l.scroll.Size().Height+0.5 {
			t.Errorf("the cursor, at row %d, is out of sight", at)
		}
	}
}

func TestALongNameKeepsItsEnding(t *testing.T) {
	usual(t)
	const name = "Attestation d’inscription 2025-2026 de la Katholieke Universiteit Leuven.pdf"
	for _, width := range []float32{0, 20, 100, 300} {
		if got := shorten(name, width); width >= 100 && (got[len(got)-4:] != ".pdf" || len(got) >= len(name)) {
			t.Errorf("in %v points it is %q", width, got)
		}
	}
	if got := shorten(name, 10_000); got != name {
		t.Errorf("where there is room it is %q", got)
	}
}

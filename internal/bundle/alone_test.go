package bundle_test

import (
	"image"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/typeset"
)

// Each page that is shown before the bundle is made looks as it does in the bundle.
func TestAPageAloneLooksAsInTheBundle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := order(t, dir)
	backs, fronts := text(t, dir, "backs", 2), text(t, dir, "fronts", 3)
	fronts.Backs, fronts.Reversed = &backs, true
	o.Sources = append(o.Sources, fronts, marked(t, dir, "marked"))
	o.Sources[0].Treatments = map[int]scan.Treatment{1: {Turn: 90}}
	o.Options.Separators, o.Options.Paper = true, typeset.Letter
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	box := image.Pt(300, 300)
	for number := 1; number <= made.Plan.Pages; number++ {
		a, page, err := made.Plan.Alone(number)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := start(t).Shown(t.Context(), a, page, box)
		if err != nil {
			t.Fatalf("page %d: %v", number, err)
		}
		there, err := start(t).Picture(t.Context(), pdf.File{Path: o.Output}, number-1, box)
		if err != nil {
			t.Fatal(err)
		}
		if alone.Rect != there.Rect {
			t.Errorf("page %d: %v, in the bundle %v", number, alone.Rect, there.Rect)
			continue
		}
		unlike := 0
		for i := range alone.Pix {
			if max(alone.Pix[i], there.Pix[i])-min(alone.Pix[i], there.Pix[i]) > 8 {
				unlike++
			}
		}
		if unlike > 0 {
			t.Errorf("page %d: %d of %d differ", number, unlike, len(alone.Pix))
		}
	}
}

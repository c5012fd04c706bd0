package bundle

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/pdf"
)

// weights are pages whose pictures come to something by every level: not always
// to less, and not always to more loss.
func weights(t *rapid.T) []pdf.Weight {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) pdf.Weight {
		w := pdf.Weight{Fixed: rapid.Int64Range(0, 50_000).Draw(t, "fixed")}
		whole := rapid.Int64Range(0, 2_000_000).Draw(t, "whole")
		w.As = []pdf.Weighed{{Bytes: whole, Resolution: 300, Legible: rapid.Bool().Draw(t, "legible as it is")}}
		for range levels {
			w.As = append(w.As, pdf.Weighed{
				Bytes:      rapid.Int64Range(0, whole+whole/4).Draw(t, "bytes"),
				Resolution: rapid.IntRange(30, 300).Draw(t, "resolution"),
				Loss:       rapid.Float64Range(0, 1).Draw(t, "loss"),
				Legible:    rapid.Float64Range(0, 1).Draw(t, "legible") < 0.8,
			})
		}
		return w
	}), 0, 12).Draw(t, "pages")
}

// sizeOf adds up what pages take by their levels.
func sizeOf(pages []pdf.Weight, levels []int) (size int64) {
	for i, page := range pages {
		size += page.Fixed + page.As[levels[i]].Bytes
	}
	return size
}

// Either it fits, or even the smallest that can be read of every page does not;
// and no page is ever shrunk below what can be read, or to more than it was.
func TestFitFitsOrSaysThatItCannot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pages := weights(t)
		room := rapid.Int64Range(-1, 12_000_000).Draw(t, "room")
		got := fit(pages, room)
		if got.size != sizeOf(pages, got.levels) {
			t.Fatalf("it says %d bytes, which are %d", got.size, sizeOf(pages, got.levels))
		}
		if got.fits != (got.size <= room) {
			t.Fatalf("%d bytes in %d: fits is %t", got.size, room, got.fits)
		}
		var least int64
		for i, page := range pages {
			fewest := page.As[0].Bytes
			for _, w := range page.As[1:] {
				if w.Legible {
					fewest = min(fewest, w.Bytes)
				}
			}
			least += page.Fixed + fewest
			if level := got.levels[i]; level > 0 && (!page.As[level].Legible || page.As[level].Bytes >= page.As[0].Bytes) {
				t.Fatalf("page %d is taken as %+v instead of %+v", i, page.As[level], page.As[0])
			}
		}
		if !got.fits && got.size != least {
			t.Fatalf("it stops at %d bytes, and %d would do", got.size, least)
		}
		if again := fit(pages, room); !slices.Equal(again.levels, got.levels) {
			t.Fatalf("once %v, once %v", got.levels, again.levels)
		}
	})
}

// With more room every page is at least as good, to what can be seen.
func TestMoreRoomNeverCostsAPageAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		pages := weights(t)
		room := rapid.Int64Range(0, 10_000_000).Draw(t, "room")
		tight, wide := fit(pages, room), fit(pages, room+rapid.Int64Range(0, 2_000_000).Draw(t, "more"))
		for i, page := range pages {
			if had, has := lossOf(page, tight.levels[i]), lossOf(page, wide.levels[i]); seen(has) > seen(had) {
				t.Fatalf("page %d loses %g with more room, %g with less", i, has, had)
			}
		}
	})
}

func lossOf(page pdf.Weight, level int) float64 {
	if level == 0 {
		return 0
	}
	return page.As[level].Loss
}

// What fits as it is stays as it is; what does not is shrunk evenly, and no more
// of the pages than need be.
func TestFitIsGentle(t *testing.T) {
	t.Parallel()
	page := func(as ...pdf.Weighed) pdf.Weight { return pdf.Weight{Fixed: 10, As: as} }
	scan := page(
		pdf.Weighed{Bytes: 1000}, pdf.Weighed{Bytes: 600, Loss: 0.02, Legible: true},
		pdf.Weighed{Bytes: 300, Loss: 0.1, Legible: true}, pdf.Weighed{Bytes: 50, Loss: 0.4},
	)
	text := page(pdf.Weighed{})
	heavy := page(pdf.Weighed{Bytes: 9000}, pdf.Weighed{Bytes: 2000, Loss: 0.02, Legible: true}, pdf.Weighed{Bytes: 1900, Loss: 0.1, Legible: true})
	for _, test := range []struct {
		name string
		room int64
		want []int
		fits bool
	}{
		{"all as they are", 11_040, []int{0, 0, 0, 0}, true},
		{"the one that gives the most for it", 11_039, []int{0, 0, 0, 1}, true},
		{"all a little before one a lot", 3_300, []int{1, 0, 1, 1}, true},
		{"one of two that look alike", 3_000, []int{2, 0, 1, 1}, true},
		{"all that can be read", 2_540, []int{2, 0, 2, 2}, true},
		{"never below what can be read", 2_539, []int{2, 0, 2, 2}, false},
	} {
		got := fit([]pdf.Weight{scan, text, scan, heavy}, test.room)
		if !slices.Equal(got.levels, test.want) || got.fits != test.fits {
			t.Errorf("%s: %v, fits %t, %d bytes", test.name, got.levels, got.fits, got.size)
		}
	}
}

// Where so little room is left that fine levels come to nothing they are not tried:
// that takes longest.
func TestFineLevelsAreTriedWhereThereIsRoomForThem(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ size, room, finest int64 }{
		{8000, 1000, 300}, {8000, 999, 150}, {8000, 500, 150}, {8000, 499, 120}, {8000, 8000, 300}, {8000, -1, 120},
	} {
		if got := levels[gentlest(test.size, test.room)].Resolution; int64(got) != test.finest {
			t.Errorf("%d bytes in %d: from %d dots per inch on, want %d", test.size, test.room, got, test.finest)
		}
	}
}

// scale is engines that weigh one page: a level takes as many bytes as its dots.
type scale struct{ Engines }

func (scale) Weigh(_ context.Context, _ pdf.Assembly, levels []pdf.Shrink) ([]pdf.Weight, error) {
	w := pdf.Weight{As: []pdf.Weighed{{Bytes: 1000}}}
	for _, level := range levels {
		w.As = append(w.As, pdf.Weighed{Bytes: int64(level.Resolution), Legible: true})
	}
	return []pdf.Weight{w}, nil
}

// Levels that were not tried are chosen for no page, and the others keep their place.
func TestLevelsThatWereNotTriedAreNotChosen(t *testing.T) {
	t.Parallel()
	p := proposing{engines: scale{}}
	plan := Plan{Plain: true, Documents: []Planned{{Pages: []PlannedPage{{Number: 1}}}}}
	for _, from := range []int{0, gentlest(8000, 999), gentlest(8000, 1)} {
		weights, err := p.weighFrom(t.Context(), plan, from)
		if err != nil {
			t.Fatal(err)
		}
		chosen := fit(weights, 299).levels[0]
		if bytes := weights[0].As[chosen].Bytes; chosen <= from || bytes != int64(levels[chosen-1].Resolution) {
			t.Errorf("from %d on: level %d of %d bytes", from, chosen, bytes)
		}
	}
}

package bundle

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// heavy are documents with pages of some weight, translations among them.
func heavy(t *rapid.T) []Planned {
	var documents []Planned
	for i := range rapid.IntRange(1, 12).Draw(t, "documents") {
		d := Planned{ID: fmt.Sprint("d", i), Name: fmt.Sprint(i, ".pdf")}
		if i > 0 && rapid.IntRange(0, 2).Draw(t, "translates") == 0 {
			d.Level = 1
		}
		for n := range rapid.IntRange(1, 6).Draw(t, "pages") {
			d.Pages = append(d.Pages, PlannedPage{Number: n + 1, Bytes: rapid.Int64Range(0, 100).Draw(t, "bytes")})
		}
		documents = append(documents, d)
	}
	return documents
}

// weightOf is what pages take.
func weightOf(documents []Planned) (bytes int64) {
	for _, d := range documents {
		for _, page := range d.Pages {
			bytes += page.Bytes
		}
	}
	return bytes
}

// pagesOf lists pages as document and number.
func pagesOf(documents []Planned) (pages []string) {
	for _, d := range documents {
		for _, page := range d.Pages {
			pages = append(pages, fmt.Sprintf("%s/%d", d.ID, page.Number))
		}
	}
	return pages
}

// Every page is in exactly one part, in its order, and no part is too large; a
// document is only parted where it is larger than a part by itself, and leaves its
// translation only where the two are.
func TestPartsHoldEveryPageOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		documents := heavy(t)
		room := rapid.Int64Range(50, 1500).Draw(t, "room")
		units := unitsOf(documents, room)
		cuts := partition(units, room, 1000)
		if cuts == nil {
			if !slices.ContainsFunc(units, func(u unit) bool { return u.least > room }) {
				t.Fatal("there is no way, though every piece fits")
			}
			return
		}
		var all []Planned
		for _, piece := range piecesOf(documents, units, cuts) {
			if weightOf(piece) > room {
				t.Fatalf("a part has %d of %d", weightOf(piece), room)
			}
			for i, d := range piece {
				whole := documents[slices.IndexFunc(documents, func(other Planned) bool { return other.ID == d.ID })]
				if len(d.Pages) < len(whole.Pages) && weightOf([]Planned{whole}) <= room {
					t.Fatalf("%s is parted, though it fits", d.ID)
				}
				if d.Continued && i > 0 {
					t.Fatalf("%s goes on behind another", d.ID)
				}
			}
			all = append(all, piece...)
		}
		if diff := cmp.Diff(pagesOf(documents), pagesOf(all)); diff != "" {
			t.Fatal(diff)
		}
		if len(cuts) > 1 && partition(units, room, len(cuts)-1) != nil {
			t.Fatal("there are more files than may be")
		}
		if wider := partition(unitsOf(documents, room+100), room+100, 1000); len(wider) > len(cuts) {
			t.Fatalf("%d files of %d, %d of %d", len(cuts), room, len(wider), room+100)
		}
	})
}

// Parts are about equally full, not one full and one nearly empty.
func TestPartsAreAboutEquallyFull(t *testing.T) {
	t.Parallel()
	var units []unit
	for i := range 10 {
		units = append(units, unit{first: i, pages: []int{1}, least: 10})
	}
	if got := partition(units, 90, 2); !slices.Equal(got, []int{0, 5}) {
		t.Errorf("cut at %v", got)
	}
	if got := partition(units, 40, 2); got != nil {
		t.Errorf("too many parts: %v", got)
	}
}

package document_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/document"
)

// sides writes pages of fronts as they are and of backs with a minus.
func sides(all []document.Side) []int {
	out := []int{}
	for _, s := range all {
		if s.Back {
			s.Number = -s.Number
		}
		out = append(out, s.Number)
	}
	return out
}

func TestInterleaved(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name          string
		fronts, backs []int
		count         int
		reversed      bool
		want          []int
	}{
		{"backs in order", []int{1, 2, 3}, []int{1, 2, 3}, 3, false, []int{1, -1, 2, -2, 3, -3}},
		{"the pile was turned over", []int{1, 2, 3}, []int{1, 2, 3}, 3, true, []int{1, -3, 2, -2, 3, -1}},
		{"the last sheet has no back", []int{1, 2, 3}, []int{1, 2}, 2, false, []int{1, -1, 2, -2, 3}},
		{"the last sheet has no back, turned over", []int{1, 2, 3}, []int{1, 2}, 2, true, []int{1, -2, 2, -1, 3}},
		{"a blank back was left out", []int{1, 2, 3}, []int{1, 3}, 3, true, []int{1, -3, 2, 3, -1}},
		{"a front was left out", []int{1, 3}, []int{1, 2, 3}, 3, false, []int{1, -1, -2, 3, -3}},
		{"the first front was left out", []int{2}, []int{1, 2}, 2, false, []int{-1, 2, -2}},
		{"fronts in another order", []int{3, 1, 2}, []int{1, 2, 3}, 3, false, []int{3, -3, 1, -1, 2, -2}},
		{"more backs than fronts", []int{1}, []int{1, 2, 3}, 3, false, []int{1, -1, -2, -3}},
		{"no backs", []int{1, 2}, nil, 0, true, []int{1, 2}},
		{"no fronts", nil, []int{1, 2}, 2, true, []int{-2, -1}},
		{"nothing", nil, nil, 0, false, []int{}},
	} {
		if got := sides(document.Interleaved(test.fronts, test.backs, test.count, test.reversed)); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// No page is lost or doubled, and fronts keep their order.
func TestInterleavedKeepsEveryPage(t *testing.T) {
	t.Parallel()
	some := rapid.SliceOfDistinct(rapid.IntRange(1, 12), rapid.ID[int])
	rapid.Check(t, func(t *rapid.T) {
		fronts, backs := some.Draw(t, "fronts"), some.Draw(t, "backs")
		var gotFronts, gotBacks []int
		for _, s := range document.Interleaved(fronts, backs, 12, rapid.Bool().Draw(t, "reversed")) {
			if s.Back {
				gotBacks = append(gotBacks, s.Number)
			} else {
				gotFronts = append(gotFronts, s.Number)
			}
		}
		slices.Sort(gotBacks)
		slices.Sort(backs)
		if !slices.Equal(gotFronts, fronts) || !slices.Equal(gotBacks, backs) {
			t.Fatalf("fronts %v, backs %v", gotFronts, gotBacks)
		}
	})
}

func TestHalves(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		chosen   []int
		count    int
		reversed bool
		want     []int
	}{
		{nil, 6, false, []int{1, 4, 2, 5, 3, 6}},
		{nil, 6, true, []int{1, 6, 2, 5, 3, 4}},
		{nil, 5, false, []int{1, 4, 2, 5, 3}},
		{nil, 5, true, []int{1, 5, 2, 4, 3}},
		{[]int{1, 2, 3, 5}, 6, true, []int{1, 2, 5, 3}},
		{nil, 1, false, []int{1}},
		{[]int{}, 4, false, []int{}},
	} {
		if got := document.Halves(test.chosen, test.count, test.reversed); !slices.Equal(got, test.want) {
			t.Errorf("%v of %d: got %v, want %v", test.chosen, test.count, got, test.want)
		}
	}
}

func TestJoined(t *testing.T) {
	t.Parallel()
	of := func(id string) document.Backs { return document.Backs{Of: id} }
	for _, test := range []struct {
		name  string
		docs  []document.Document
		alone []string
		backs map[string]string
	}{
		{"backs go into their document", []document.Document{{ID: "b", Backs: of("a")}, {ID: "a"}, {ID: "c"}}, []string{"a", "c"}, map[string]string{"a": "b"}},
		{"of a document that is gone", []document.Document{{ID: "b", Backs: of("a")}}, []string{"b"}, nil},
		{"of itself", []document.Document{{ID: "b", Backs: of("b")}}, []string{"b"}, nil},
		{"of backs", []document.Document{{ID: "a"}, {ID: "b", Backs: of("a")}, {ID: "c", Backs: of("b")}}, []string{"a", "c"}, map[string]string{"a": "b"}},
		{"of each other", []document.Document{{ID: "a", Backs: of("b")}, {ID: "b", Backs: of("a")}}, []string{"a", "b"}, nil},
		{"two of one document", []document.Document{{ID: "a"}, {ID: "b", Backs: of("a")}, {ID: "c", Backs: of("a")}}, []string{"a", "c"}, map[string]string{"a": "b"}},
	} {
		alone, backs := document.Joined(test.docs)
		if got := ids(alone); !slices.Equal(got, test.alone) || len(backs) != len(test.backs) {
			t.Errorf("%s: alone %v, backs %v", test.name, got, backs)
		}
		for id, want := range test.backs {
			if backs[id].ID != want {
				t.Errorf("%s: backs of %s are %q", test.name, id, backs[id].ID)
			}
		}
	}
}

func TestArranged(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		docs, order, want []string
	}{
		{[]string{"a", "b", "c"}, nil, []string{"a", "b", "c"}},
		{[]string{"a", "b", "c"}, []string{"c", "a", "b"}, []string{"c", "a", "b"}},
		{[]string{"a", "new", "b"}, []string{"b", "a"}, []string{"b", "a", "new"}},
		{[]string{"new", "newer", "a", "b"}, []string{"b", "a"}, []string{"new", "newer", "b", "a"}},
		{[]string{"a", "b"}, []string{"gone", "b", "b"}, []string{"a", "b"}},
	} {
		var docs []document.Document
		for _, id := range test.docs {
			docs = append(docs, document.Document{ID: id})
		}
		if got := ids(document.Arranged(docs, test.order)); !slices.Equal(got, test.want) {
			t.Errorf("%v by %v: got %v, want %v", test.docs, test.order, got, test.want)
		}
	}
}

// Whatever order is asked for, no document is lost or doubled, and what the order
// names stands as it says.
func TestArrangedKeepsEveryDocumentOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var docs []document.Document
		for i := range rapid.IntRange(0, 8).Draw(t, "documents") {
			docs = append(docs, document.Document{ID: strconv.Itoa(i)})
		}
		order := rapid.SliceOfDistinct(rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "9"}), rapid.ID[string]).Draw(t, "order")
		got := ids(document.Arranged(docs, order))
		named := slices.DeleteFunc(slices.Clone(got), func(id string) bool { return !slices.Contains(order, id) })
		asked := slices.DeleteFunc(slices.Clone(order), func(id string) bool { return !slices.Contains(got, id) })
		if !slices.Equal(named, asked) {
			t.Fatalf("asked for %v, got %v", order, got)
		}
		slices.Sort(got)
		if !slices.Equal(got, ids(docs)) {
			t.Fatalf("got %v of %v", got, ids(docs))
		}
	})
}

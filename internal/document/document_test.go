package document_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/internal/document"
)

func TestUsable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		doc  document.Document
		want bool
	}{
		{"all pages of a file", document.Document{PageCount: 3}, true},
		{"one page of it", document.Document{PageCount: 3, Pages: []int{3}}, true},
		{"a picture", document.Document{PageCount: 1}, true},
		{"every page left out", document.Document{PageCount: 3, Pages: []int{}}, false},
		{"only pages that are not there", document.Document{PageCount: 3, Pages: []int{0, 4}}, false},
		{"a page of a file not yet counted", document.Document{Pages: []int{4}}, true},
		{"a file that cannot be read", document.Document{PageCount: 3, Missing: true}, false},
	} {
		if got := test.doc.Usable(); got != test.want {
			t.Errorf("%s: usable %v", test.name, got)
		}
	}
}

func ids(docs []document.Document) []string {
	var ids []string
	for _, d := range docs {
		ids = append(ids, d.ID)
	}
	return ids
}

func TestOrder(t *testing.T) {
	t.Parallel()
	asked := []document.Kind{document.Qualification, document.ProofOfStudies}
	studies := []string{"s1", "s2"}
	for _, test := range []struct {
		name string
		docs []document.Document
		want []string
	}{
		{"each original is followed by its translation", []document.Document{
			{ID: "t-proof", Kind: document.Translation, Of: "proof"},
			{ID: "proof", Kind: document.ProofOfStudies, For: "s2"},
			{ID: "t-diploma", Kind: document.Translation, Of: "diploma"},
			{ID: "diploma", Kind: document.Qualification, For: "s1"},
		}, []string{"diploma", "t-diploma", "proof", "t-proof"}},
		{"studies in the candidate's order, without a study last", []document.Document{
			{ID: "a", Kind: document.Qualification},
			{ID: "b", Kind: document.Qualification, For: "s2"},
			{ID: "c", Kind: document.Qualification, For: "s1"},
		}, []string{"c", "b", "a"}},
		{"what the checklist does not ask for comes last", []document.Document{
			{ID: "other", Kind: document.Other},
			{ID: "alone", Kind: document.Translation},
			{ID: "proof", Kind: document.ProofOfStudies},
		}, []string{"proof", "alone", "other"}},
		{"a translation of what is not here stands by itself", []document.Document{
			{ID: "t", Kind: document.Translation, Of: "gone"},
			{ID: "diploma", Kind: document.Qualification},
		}, []string{"diploma", "t"}},
		{"documents that translate each other", []document.Document{
			{ID: "a", Kind: document.Translation, Of: "b"},
			{ID: "b", Kind: document.Translation, Of: "a"},
			{ID: "c", Kind: document.Translation, Of: "c"},
		}, []string{"c", "a", "b"}},
	} {
		if got := ids(document.Order(test.docs, asked, studies)); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// Whatever translates what, no document is lost or doubled, and an original
// stands before its translation unless they form a ring.
func TestOrderKeepsEveryDocumentOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "documents")
		docs := make([]document.Document, n)
		for i := range docs {
			docs[i] = document.Document{
				ID:   strconv.Itoa(i),
				Kind: rapid.SampledFrom(document.Kinds()).Draw(t, "kind"),
				For:  rapid.SampledFrom([]string{"", "s1", "s2", "gone"}).Draw(t, "for"),
				Of:   rapid.SampledFrom([]string{"", "", "0", "1", "2", "3", "gone"}).Draw(t, "of"),
			}
		}
		got := ids(document.Order(docs, []document.Kind{document.Qualification}, []string{"s1", "s2"}))
		slices.Sort(got)
		if !slices.Equal(got, ids(docs)) {
			t.Fatalf("got %v of %v", got, ids(docs))
		}
	})
}

func TestTranslations(t *testing.T) {
	t.Parallel()
	docs := []document.Document{
		{ID: "a", Kind: document.Qualification},
		{ID: "t1", Kind: document.Translation, Of: "a"},
		{ID: "t2", Kind: document.Translation, Of: "a", Missing: true},
		{ID: "t3", Kind: document.Translation},
	}
	if got := ids(document.Translations(docs, "a")); !slices.Equal(got, []string{"t1"}) {
		t.Errorf("got %v", got)
	}
	if !docs[1].IsTranslation() || docs[0].IsTranslation() {
		t.Error("what is a translation and what is not")
	}
}

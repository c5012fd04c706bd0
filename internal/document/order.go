package document

import (
	"cmp"
	"slices"
)

// Order returns the documents as they stand in a bundle: by kind in the order
// of kinds (what the checklist asks for first comes first; kinds that it does
// not name follow, in the order of Kinds), then by study in the order of
// studies, then as they were added. Each is followed by its translations; a
// translation whose original is not among the documents stands by itself.
// Every document appears exactly once, whatever names what.
func Order(docs []Document, kinds []Kind, studies []string) []Document {
	translations := map[string][]Document{} // by the original's id
	var originals []Document
	for _, d := range docs {
		if d.Of != "" && d.Of != d.ID && slices.ContainsFunc(docs, func(o Document) bool { return o.ID == d.Of }) {
			translations[d.Of] = append(translations[d.Of], d)
			continue
		}
		originals = append(originals, d)
	}
	kinds = append(slices.Clip(kinds), Kinds()...)
	slices.SortStableFunc(originals, func(a, b Document) int {
		return cmp.Or(
			cmp.Compare(place(kinds, a.Kind), place(kinds, b.Kind)),
			cmp.Compare(place(studies, a.For), place(studies, b.For)))
	})
	ordered := make([]Document, 0, len(docs))
	for _, d := range originals {
		ordered = follow(ordered, d, translations)
	}
	// Documents that translate each other in a ring have no original.
	for _, d := range docs {
		if _, left := translations[d.Of]; left && !contains(ordered, d) {
			ordered = follow(ordered, d, translations)
		}
	}
	return ordered
}

// follow appends the document and, behind it, what translates it. Each list of
// translations is used once, so that a ring ends.
func follow(ordered []Document, d Document, translations map[string][]Document) []Document {
	ordered = append(ordered, d)
	next := translations[d.ID]
	delete(translations, d.ID)
	for _, t := range next {
		if !contains(ordered, t) {
			ordered = follow(ordered, t, translations)
		}
	}
	return ordered
}

func contains(docs []Document, d Document) bool {
	return slices.ContainsFunc(docs, func(o Document) bool { return o.ID == d.ID })
}

// place is the index of what is named, or behind all of them.
func place[T comparable](names []T, name T) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	return len(names)
}

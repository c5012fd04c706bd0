package document

import "slices"

// Arranged returns the documents in the candidate's own order: those that the
// order names as it names them, each other one behind the document that it
// stands behind in docs, which is what the checklist makes of it. What the order
// names and docs has not is passed over.
func Arranged(docs []Document, order []string) []Document {
	out := make([]Document, 0, len(docs))
	for _, id := range order {
		at := slices.IndexFunc(docs, func(d Document) bool { return d.ID == id })
		if at >= 0 && !contains(out, docs[at]) {
			out = append(out, docs[at])
		}
	}
	behind := 0 // where what follows the document before goes
	for _, d := range docs {
		at := slices.IndexFunc(out, func(o Document) bool { return o.ID == d.ID })
		if at < 0 {
			at = behind
			out = slices.Insert(out, at, d)
		}
		behind = at + 1
	}
	return out
}

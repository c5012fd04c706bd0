package dossier

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Backs says that a document's pages are the backs of another one's sheets: see
// document.Backs.
type Backs struct {
	Of       string         `json:"of"` // id of the document with the fronts
	Reversed bool           `json:"reversed,omitzero"`
	Unknown  jsontext.Value `json:",embed"`
}

// Bundle is what the candidate chose of one of an application's bundles.
type Bundle struct {
	Name string `json:"name"` // unique in the application; empty: the application's own
	// Formerly are names that it had before: what was built under them is still its.
	Formerly []string `json:"formerly,omitzero"`
	// Documents are the ids of those that go in; nil: all of them.
	Documents []string `json:"documents,omitzero"`
	// Order are ids in the candidate's own order; nil: the checklist's.
	Order      []string       `json:"order,omitzero"`
	Separators bool           `json:"separators,omitzero"` // a sheet before each document
	Paper      string         `json:"paper,omitzero"`      // of typeset; empty: not chosen
	Lang       string         `json:"lang,omitzero"`       // BCP 47, of its own pages; empty: not chosen
	Unknown    jsontext.Value `json:",embed"`
}

// Says reports whether the candidate chose anything for the bundle, which a name
// is already.
func (b Bundle) Says() bool {
	return b.Name != "" || b.Documents != nil || b.Order != nil || b.Separators || b.Paper != "" || b.Lang != "" || len(b.Unknown) > 0
}

// BundleName is how long a bundle's name may be, in characters.
const BundleName = 60

// NamesBundle reports whether a bundle can have the name: one line, without space
// around it.
func NamesBundle(name string) bool {
	runes := []rune(name)
	if len(runes) == 0 || len(runes) > BundleName || !utf8.ValidString(name) {
		return false
	}
	if unicode.IsSpace(runes[0]) || unicode.IsSpace(runes[len(runes)-1]) {
		return false
	}
	return !slices.ContainsFunc(runes, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}

// Bundle returns the index of the bundle with this name, or -1.
func (a Application) Bundle(name string) int {
	return slices.IndexFunc(a.Bundles, func(b Bundle) bool { return b.Name == name })
}

// Called is the present name of the bundle that has a name or had it before; a name
// that no bundle has or had stays as it is.
func (a Application) Called(name string) string {
	had := slices.IndexFunc(a.Bundles, func(b Bundle) bool { return slices.Contains(b.Formerly, name) })
	if had < 0 || a.Bundle(name) >= 0 {
		return name
	}
	return a.Bundles[had].Name
}

// choosesBundles reports whether the application's bundles can be choices.
func (a Application) choosesBundles() bool {
	for i, b := range a.Bundles {
		if b.Name != "" && !NamesBundle(b.Name) || a.Bundle(b.Name) != i || !areOnce(b.Documents) || !areOnce(b.Order) {
			return false
		}
	}
	return true
}

// areOnce reports whether the list has each id once.
func areOnce(ids []string) bool {
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			return false
		}
		seen[id] = true
	}
	return true
}

// bundles are the application's with each list of documents as f makes it anew.
func (a Application) bundles(f func(ids []string) []string) []Bundle {
	out := slices.Clone(a.Bundles)
	for i, b := range out {
		out[i].Documents, out[i].Order = f(b.Documents), f(b.Order)
	}
	return out
}

// withoutIDs is a list without those that are gone; nil stays nil.
func withoutIDs(gone map[string]bool) func(ids []string) []string {
	return func(ids []string) []string {
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return gone[id] })
	}
}

// Package document is what is known of a document in a dossier: what it is,
// which study it stands for, which document it translates, which pages count;
// and in which order documents stand in a bundle. Whether a vacancy asks for
// it belongs to checklist; the file itself belongs to intake and pdf.
package document

import "example.org/dossier/internal/scan"

// Kind says what a document is.
type Kind string

// The kinds of documents.
const (
	Qualification  Kind = "qualification"
	ProofOfStudies Kind = "proof-of-studies"
	Translation    Kind = "translation"
	Other          Kind = "other"
)

// Kinds returns every Kind.
func Kinds() []Kind { return []Kind{Qualification, ProofOfStudies, Translation, Other} }

// Document is what the rules need to know of one document. Several documents
// may share one file, each with its own pages.
type Document struct {
	ID   string // unique among the documents
	File string // name in the dossier's documents folder
	Name string // base name of the file as it was taken in
	Kind Kind
	For  string // id of the study that it stands for; empty: not said
	Of   string // id of the document that it translates; empty: none, or not said
	Lang string // BCP 47; empty: not said
	// DatesVisible is the candidate's word that the dates can be read on it.
	DatesVisible *bool
	// Pages are the chosen pages, the first is 1; nil chooses all, an empty
	// list none.
	Pages     []int
	PageCount int  // pages of the whole file; 0 where not known
	Missing   bool // the file is gone, locked or cannot be read
	// Treatments say how photographed or turned pages are shown, by their number;
	// a page that is not in it is shown as it is.
	Treatments map[int]scan.Treatment
	Backs      Backs // zero: its pages are its own
}

// Usable reports whether the document counts: its file can be read and at
// least one of its pages is chosen.
func (d Document) Usable() bool {
	if d.Missing {
		return false
	}
	if d.Pages == nil {
		return true
	}
	for _, page := range d.Pages {
		if page >= 1 && (d.PageCount == 0 || page <= d.PageCount) {
			return true
		}
	}
	return false
}

// LeftOut reports whether every page was left out.
func (d Document) LeftOut() bool { return d.Pages != nil && len(d.Pages) == 0 }

// Chosen are the numbers of the pages that go into a bundle, in their order: the
// chosen ones as far as they are known to be there, or all of them.
func (d Document) Chosen() []int {
	pages := []int{}
	if d.Pages == nil {
		for page := 1; page <= d.PageCount; page++ {
			pages = append(pages, page)
		}
		return pages
	}
	for _, page := range d.Pages {
		if page >= 1 && (d.PageCount == 0 || page <= d.PageCount) {
			pages = append(pages, page)
		}
	}
	return pages
}

// IsTranslation reports whether the document stands for another one's words.
func (d Document) IsTranslation() bool { return d.Kind == Translation || d.Of != "" }

// Translations returns the usable documents that translate the one with this
// id, in their own order.
func Translations(docs []Document, id string) []Document {
	var found []Document
	for _, d := range docs {
		if d.Of == id && id != "" && d.ID != id && d.Usable() {
			found = append(found, d)
		}
	}
	return found
}

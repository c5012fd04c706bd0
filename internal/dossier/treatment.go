package dossier

import (
	"maps"

	"example.org/dossier/internal/scan"
)

// Known is what this program knows of a treatment; false where it is no possible
// one.
func (t Treatment) Known() (scan.Treatment, bool) {
	corners, ok := scan.CornersOf(t.Corners)
	known := scan.Treatment{Corners: corners, Turn: t.Turn, Lift: t.Lift}
	return known, ok && known.Valid()
}

// treatsPages reports whether all treatments are possible, of pages that can be.
func (e Document) treatsPages() bool {
	for page, t := range e.Treatments {
		if _, ok := t.Known(); !ok || page < 1 {
			return false
		}
	}
	return true
}

// Treated returns the document with this treatment of a page, the first is 1. What
// this program does not know of the page's treatment stays; one that says nothing
// is left out.
func (e Document) Treated(page int, t scan.Treatment) Document {
	treatments := maps.Clone(e.Treatments)
	if treatments == nil {
		treatments = map[int]Treatment{}
	}
	kept := Treatment{Turn: t.Turn, Corners: t.Corners.Rounded().Numbers(), Lift: t.Lift, Unknown: treatments[page].Unknown}
	treatments[page] = kept
	if t == (scan.Treatment{}) && len(kept.Unknown) == 0 {
		delete(treatments, page)
	}
	e.Treatments = treatments
	return e
}

// Shown are the treatments that this program knows, by the page's number; nil for
// none.
func (e Document) Shown() map[int]scan.Treatment {
	var shown map[int]scan.Treatment
	for page, t := range e.Treatments {
		known, ok := t.Known()
		if !ok || known == (scan.Treatment{}) {
			continue
		}
		if shown == nil {
			shown = map[int]scan.Treatment{}
		}
		shown[page] = known
	}
	return shown
}

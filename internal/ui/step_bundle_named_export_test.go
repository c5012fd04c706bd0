package ui

import (
	"fmt"
	"slices"

	"example.org/dossier/internal/session"
)

// Built is which of these is the bundle of the application's own, and which are others.
func Built(all []session.Built) (own *session.Built, others []session.Built) {
	shot := snapshot{Bundles: all}
	return shot.built()
}

// ShowBundle has the step of the bundle show the one with a name.
func (w *Window) ShowBundle(name string) { w.steps[stepBundle].(*bundleStep).choose(name) }

// BundlePages are the documents' pages on the step of the bundle in their order, each
// with the document that its picture is of.
func (w *Window) BundlePages() []string {
	byKey := map[string]string{}
	for of, thumb := range w.steps[stepBundle].(*bundleStep).pictures.thumbs {
		byKey[thumb.Key()] = fmt.Sprintf("%s:%d", of.document, of.page)
	}
	var pages []string
	for n := range 1000 {
		if page, isThere := byKey[keyOf("bundle.page", n)]; isThere {
			pages = append(pages, page)
		}
	}
	return slices.Clip(pages)
}

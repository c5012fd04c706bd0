package ui

import (
	"image"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
)

// Receive takes in paths as they are dropped on the window.
func (w *Window) Receive(paths ...string) { w.receive(paths) }

// PastedPaths reads pasted paths as on Windows, or as elsewhere.
func PastedPaths(text string, windows bool) []string { return pastedPaths(text, windows) }

// PicturesKept counts the pictures that the documents step holds.
func (w *Window) PicturesKept() int {
	return len(w.steps[stepDocuments].(*documentsStep).gallery.pictures)
}

// Scroll turns the wheel over the page.
func (w *Window) Scroll(by float32) {
	w.shell.page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -by)})
}

// PagesKept counts the pages of the opened document that are drawn, and the pictures
// that are kept for it.
func (w *Window) PagesKept() (drawn, pictures int) {
	open := w.steps[stepDocuments].(*documentsStep).open
	return open.sheets.Drawn(), len(open.pictures)
}

// ScrollPages turns the wheel over the opened document's pages; false at an end.
func (w *Window) ScrollPages(by float32) bool {
	view := w.steps[stepDocuments].(*documentsStep).open.sheets.View()
	before := view.Offset
	view.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -by)})
	return view.Offset != before
}

// PagePicture is the picture of a page of the opened document, PageTurn how it is
// turned.
func (w *Window) PagePicture(page int) image.Image {
	return w.steps[stepDocuments].(*documentsStep).open.pictures[page].Image
}

// PagesUsed are the pages of a document that are used, in their order; nil: all.
func (w *Window) PagesUsed(id string) []int {
	d, _ := w.documentByID(id)
	return d.Pages
}

func (w *Window) PageTurn(page int) int {
	d, _ := w.steps[stepDocuments].(*documentsStep).open.document()
	return d.Treatments[page].Turn
}

// CardPicture is the picture on a document's card.
func (w *Window) CardPicture(id string) image.Image {
	d, _ := w.documentByID(id)
	return w.steps[stepDocuments].(*documentsStep).gallery.pictures[pictureFor(d)].image
}

// PlanPicture is the picture of a document's page in the plan of the bundle, as the
// plan has it now; without a document, of one of our own pages.
func (w *Window) PlanPicture(id string, page int) image.Image {
	s := w.steps[stepBundle].(*bundleStep)
	for key := range s.pictures.thumbs {
		if key.document == id && key.page == page {
			return s.pictures.drawn[key].picture
		}
	}
	return nil
}

// Document is a document as the window knows it.
func (w *Window) Document(id string) (document.Document, bool) { return w.documentByID(id) }

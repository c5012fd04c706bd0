package ui

import "example.org/dossier/internal/session"

// Treatment is how a page of a document is shown, as the window knows it.
func (w *Window) Treatment(id string, page int) session.Treatment {
	d, _ := w.documentByID(id)
	return d.Treatments[page]
}

// ShowPhoto opens the choice of how a page is shown, with what is proposed.
func (w *Window) ShowPhoto(id string, page int, proposed session.Suggestion) {
	d, _ := w.documentByID(id)
	w.showPhoto(d, page, proposed)
}

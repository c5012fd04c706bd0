package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui/piece"
)

// A Told is what a bar above the page says.
type Told struct {
	What, Do string
	Wrong    bool // it says that something went wrong
}

// Notices are the bars above the page, in the language of the window.
func (w *Window) Notices() []Told {
	var all []Told
	if w.shot.ReadOnly != nil {
		what, do := w.loc.Error(w.shot.ReadOnly)
		all = append(all, Told{what, do, true})
	}
	if w.shot.Err != nil {
		what, do := w.loc.Error(w.shot.Err)
		all = append(all, Told{what, do, true})
	}
	for _, n := range w.notices {
		all = append(all, Told{w.loc.Text(n.what), w.loc.Text(n.do), n.state == piece.NotMet})
	}
	return all
}

// Problem is what is said beside a field, and Draft the text that is kept for it.
func (w *Window) Problem(field string) string { return w.problemOf(field) }
func (w *Window) Draft(field string) (text string, there bool) {
	d := w.drafts[field]
	if d == nil {
		return "", false
	}
	return d.text, true
}

// HasDossier reports whether a dossier is on the screen.
func (w *Window) HasDossier() bool { return w.hasDossier() }

// Drop lets go of what the toolkit hands over.
func (w *Window) Drop(uris ...fyne.URI) { w.dropped(uris) }

// AskAsOf asks for another day.
func (w *Window) AskAsOf() { w.askAsOf() }

// LargerText makes all text larger or smaller.
func (w *Window) LargerText(by float64) { w.resizeText(by) }

// ForgetNotices takes the bars above the page away.
func (w *Window) ForgetNotices() {
	w.notices = nil
	w.showNotices()
}

// Lang is the language of the window.
func (w *Window) Lang() i18n.Lang { return w.loc.Lang() }

// FolderName is the name of a new dossier's folder.
func FolderName(family, given string) string { return folderName(family, given, "Dossier") }

// DocumentNames are the names of the documents that are in.
func (w *Window) DocumentNames() []string {
	var names []string
	for _, d := range w.shot.Documents {
		names = append(names, d.Name)
	}
	return names
}

// Theme changes between light and dark.
func (w *Window) Theme() { w.turnTheme() }

package ui

import (
	"context"
	"path/filepath"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// worksheetButton offers a sheet on which a document is translated by hand.
func (s *documentsStep) worksheetButton(d document.Document) *piece.Button {
	w := s.w
	button := piece.NewButton("documents."+d.ID+".worksheet", w.say("ui.worksheet.button", nil), piece.Quiet, nil, func() { w.askWorksheet(d) })
	w.lock(button)
	return button
}

// askWorksheet says what the sheet is, and asks for the language to translate into.
func (w *Window) askWorksheet(d document.Document) {
	into := w.loc.Lang()
	var options []piece.Option
	for _, lang := range i18n.Languages() {
		options = append(options, piece.Option{Value: string(lang), Label: w.loc.Language(message.Language(lang))})
	}
	choice := piece.NewSwitch("worksheet.into", options, string(into), func(lang string) { into = i18n.Lang(lang) })
	piece.Call(choice, w.say("ui.worksheet.into", nil))
	var dialog *piece.Dialog
	cancel := piece.NewButton("worksheet.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	write := piece.NewButton("worksheet.write", w.say("ui.worksheet.write", nil), piece.Primary, nil, func() {
		dialog.Hide()
		w.writeWorksheet(session.WorksheetOptions{Document: d.ID, Into: into})
	})
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.worksheet.title", nil), piece.Stack(look.Gap16,
		piece.Body(w.say("ui.worksheet.text", message.Args{"Document": shownName(d)})),
		piece.Stack(look.Gap4, piece.Small(w.say("ui.worksheet.into", nil)), piece.Row(0, choice))),
		cancel, write)
}

// writeWorksheet writes the sheet into the dossier and opens it.
func (w *Window) writeWorksheet(o session.WorksheetOptions) {
	desk := w.desk
	var path string
	var err error
	w.doWork("ui.worksheet.working", func(ctx context.Context, tell func(done, of int64)) {
		o.Tell = tell
		path, err = desk.session.Worksheet(ctx, o)
	}, func(stopped bool) {
		switch {
		case err == nil:
			w.toast(message.New("ui.worksheet.done", message.Args{"File": filepath.Base(path)}), "ui.bundle.reveal",
				func() { w.revealFile(path) })
			w.launchFile(path)
		case !wasStopped(stopped, err):
			w.fail(err)
		}
	})
}

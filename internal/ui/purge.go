package ui

import (
	"context"
	"path/filepath"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// Erasing for good: a whole dossier, or one document. Nothing of it can be undone,
// so each is asked first, with what goes and what stays.

// canErase reports whether there is an open dossier that nobody else holds.
func (w *Window) canErase() bool { return w.hasDossier() && w.shot.ReadOnly == nil }

// askErase asks whether the open dossier is to be erased.
func (w *Window) askErase() {
	path := w.shot.Path
	var d *piece.Dialog
	keep := piece.NewButton("erase.keep", w.say("ui.erase.keep", nil), piece.Secondary, nil, func() { d.Hide() })
	erase := piece.NewButton("erase.do", w.say("ui.erase.do", nil), piece.Danger, look.Icon("trash"), func() {
		d.Hide()
		if w.shot.Path == path {
			w.erase()
		}
	})
	body := piece.Stack(look.Gap16,
		piece.Stack(look.Gap4, piece.Strong(w.candidateName()), piece.Small(path)),
		piece.Fact(w.say("ui.give-up.goes", nil), w.say("ui.erase.goes", nil)),
		piece.Fact(w.say("ui.give-up.stays", nil), w.say("ui.erase.stays", nil)),
		piece.NewNotice("erase.final", piece.ToConfirm, w.say("ui.erase.final", nil), w.say("ui.erase.final-do", nil)),
	)
	d = piece.ShowDialog(w.window.Canvas(), w.say("ui.erase.title", nil), body, erase, keep)
	d.SetWidth(addWide)
}

// erase closes the dossier and erases it, whatever was typed last. The start then
// says what became of it.
func (w *Window) erase() {
	path := w.shot.Path
	w.dropDrafts()
	w.shut()
	free := w.freeing.wait()
	var purged session.Purged
	var err error
	w.doWork("ui.erase.erasing", func(context.Context, func(done, of int64)) {
		free()
		purged, err = w.options.House.Purge(path)
	}, func(bool) {
		if err != nil {
			w.fail(err)
			return
		}
		w.remember(func(s *settings.Settings) { s.Forget(path) })
		w.note(erasedNotice(path, purged))
		w.rebuild()
	})
}

// mostLeft are named of what is not the dossier's.
const mostLeft = 8

// erasedNotice says what was erased and what is left.
func erasedNotice(path string, purged session.Purged) notice {
	n := notice{
		state: piece.Done,
		what:  message.New("ui.erase.done", message.Args{"Folder": filepath.Base(path), "Count": purged.Files, "Size": message.Bytes(purged.Bytes)}),
		do:    message.New("ui.erase.remains", nil),
	}
	if len(purged.Left) > 0 {
		left := message.Words(purged.Left)
		if len(left) > mostLeft {
			left = append(left[:mostLeft:mostLeft], "…")
		}
		n.do = message.New("ui.erase.left", message.Args{"Names": left, "Folder": path})
	}
	return n
}

// eraseButton leads to erasing a document for good.
func (s *documentsStep) eraseButton(d document.Document) *piece.Button {
	w := s.w
	button := piece.NewButton("documents."+d.ID+".erase", w.say("ui.erase-document.button", nil), piece.Quiet, look.Icon("trash"), func() { s.askErase(d) })
	w.lock(button)
	return button
}

// askErase asks whether a document is to be erased.
func (s *documentsStep) askErase(d document.Document) {
	w := s.w
	var dialog *piece.Dialog
	keep := piece.NewButton("erase-document.keep", w.say("ui.erase-document.keep", nil), piece.Secondary, nil, func() { dialog.Hide() })
	erase := piece.NewButton("erase-document.do", w.say("ui.erase.do", nil), piece.Danger, look.Icon("trash"), func() {
		dialog.Hide()
		w.afterSaving(func() { s.erase(d) })
	})
	body := piece.Stack(look.Gap16,
		piece.Strong(shownName(d)),
		piece.Fact(w.say("ui.give-up.goes", nil), w.say("ui.erase-document.goes", nil)),
		piece.Fact(w.say("ui.give-up.stays", nil), w.say("ui.erase-document.stays", nil)),
		piece.NewNotice("erase-document.final", piece.ToConfirm, w.say("ui.erase.final", nil), w.say("ui.erase-document.final-do", nil)),
	)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.erase-document.title", nil), body, erase, keep)
	dialog.SetWidth(addWide)
}

// erase erases a document beside the window.
func (s *documentsStep) erase(d document.Document) {
	w, desk := s.w, s.w.desk
	if _, isThere := w.documentByID(d.ID); desk == nil || !isThere {
		return
	}
	w.clearToast()
	var erased session.Erased
	var err error
	w.doWork("ui.erase-document.erasing", func(ctx context.Context, _ func(done, of int64)) {
		erased, err = desk.session.EraseDocument(ctx, d.ID)
	}, func(bool) {
		if w.desk != desk {
			return
		}
		desk.refresh(func() {
			if err != nil {
				w.fail(s.named(err))
				return
			}
			w.note(notice{state: piece.Done, what: message.New("ui.erase-document.done", message.Args{"Document": shownName(d)}), do: bundlesLeft(erased)})
			w.rebuildStep()
		})
	})
}

// bundlesLeft says which bundles still hold pages of what was erased.
func bundlesLeft(erased session.Erased) message.Message {
	if len(erased.Bundles) == 0 {
		return message.New("ui.erase.remains", nil)
	}
	return message.New("cli.purge.bundles", message.Args{"Names": message.Words(erased.Bundles), "Count": len(erased.Bundles)})
}

// named is an error of the session with the documents' names, and the vacancy's, in
// place of their ids.
func (s *documentsStep) named(err error) error {
	e := message.Of(err)
	if e == nil {
		return err
	}
	args := message.Args{}
	for name, value := range e.Args {
		args[name] = value
	}
	if id, ok := args["Document"].(string); ok {
		args["Document"] = s.w.fullName(id)
	}
	if ids, ok := args["Others"].(message.List); ok {
		var names message.List
		for _, id := range ids {
			if id, ok := id.(string); ok {
				names = append(names, s.w.fullName(id))
			}
		}
		args["Others"] = names
	}
	for _, a := range s.w.shot.Applied {
		if args["Vacancy"] == a.Vacancy {
			args["Vacancy"] = s.w.appliedTitle(a)
		}
	}
	return message.Bad(e.ID, args, err)
}

// fullName is a document's name with what it is, because documents that share a file
// have one name.
func (w *Window) fullName(id string) string {
	d, ok := w.documentByID(id)
	if !ok {
		return w.documentName(id)
	}
	return w.say("ui.erase-document.named", message.Args{"Name": shownName(d), "Kind": w.standsFor(d)})
}

package ui

import (
	"context"
	"path/filepath"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The dossier as one file, for somebody who advises or for another computer.

// passOn is the card that leads to a hand-over file.
func (s *handOverStep) passOn() fyne.CanvasObject {
	w := s.w
	write := piece.NewButton("hand-over.write", w.say("ui.pass-on.write", nil), piece.Secondary, look.Icon("save"), w.askHandOver)
	return piece.Card(piece.Strong(w.say("ui.pass-on.title", nil)), piece.Grow(nil, piece.Body(w.say("ui.pass-on.text", nil)), write))
}

// A writeForm is what is asked for a hand-over file.
type writeForm struct {
	w        *Window
	desk     *desk
	name     string // proposed
	hasNotes bool   // there are notes that can go along

	notes, sealed, shown bool
	first, again         string // the passphrase, typed twice
	entries              []*piece.Entry
	fields               []*piece.Field
	secret               fyne.CanvasObject
	dialog               *piece.Dialog
}

// askHandOver asks what goes into a hand-over file, once all that was typed is on
// the disk.
func (w *Window) askHandOver() {
	w.afterSaving(func() {
		desk := w.desk
		desk.enqueue(func() {
			f := &writeForm{w: w, desk: desk, name: desk.session.HandoverName()}
			for _, a := range desk.said() {
				f.hasNotes = f.hasNotes || a.Notes != ""
			}
			desk.deliver(func() {
				if w.desk == desk && w.window.Canvas().Overlays().Top() == nil {
					f.ask()
				}
			})
		})
	})
}

// ask shows the form, with what was filled in before.
func (f *writeForm) ask() {
	w := f.w
	parts := []fyne.CanvasObject{piece.Body(w.say("ui.pass-on.holds", nil)), piece.Body(w.say("ui.pass-on.competencies", nil))}
	if f.hasNotes {
		parts = append(parts, piece.NewCheck("pass-on.notes", w.say("ui.pass-on.notes", nil), f.notes, func(on bool) { f.notes = on }))
	}
	f.secret = f.passphrase()
	f.secret.(*fyne.Container).Hidden = !f.sealed
	lock := piece.NewCheck("pass-on.seal", w.say("ui.pass-on.seal", nil), f.sealed, func(on bool) {
		f.sealed = on
		f.secret.(*fyne.Container).Hidden = !on
		f.dialog.Refresh() // the keyboard stays: the space that was pressed would be typed into the passphrase
	})
	parts = append(parts, lock, f.secret)
	choose := piece.NewButton("pass-on.choose", w.say("ui.pass-on.choose", nil), piece.Primary, nil, f.choose)
	cancel := piece.NewButton("pass-on.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	f.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.pass-on.title", nil), piece.Stack(look.Gap12, parts...), cancel, choose)
	f.dialog.SetWidth(addWide)
}

// passphrase asks for it twice, and says what it means to lose it.
func (f *writeForm) passphrase() fyne.CanvasObject {
	w := f.w
	first := piece.NewSecret("pass-on.first", f.first, func(text string) { f.first = text; f.problem(0, nil) }, nil)
	again := piece.NewSecret("pass-on.again", f.again, func(text string) { f.again = text; f.problem(1, nil) }, nil)
	f.entries = []*piece.Entry{first, again}
	f.fields = []*piece.Field{
		piece.NewField(w.say("ui.secret.label", nil), w.say("ui.pass-on.words", nil), first),
		piece.NewField(w.say("ui.pass-on.again", nil), "", again),
	}
	f.reveal(f.shown)
	show := piece.NewCheck("pass-on.show", w.say("ui.secret.show", nil), f.shown, f.reveal)
	lost := piece.NewNotice("pass-on.lost", piece.ToConfirm, w.say("ui.pass-on.lost", nil), w.say("ui.pass-on.lost-do", nil))
	return piece.Stack(look.Gap12, f.fields[0], f.fields[1], show, lost)
}

func (f *writeForm) reveal(on bool) {
	f.shown = on
	for _, entry := range f.entries {
		entry.Reveal(on)
	}
}

// problem says beside a field what is wrong with it, or that nothing is any more.
func (f *writeForm) problem(field int, err error) {
	text := ""
	if err != nil {
		text = f.w.sentences(err)
	}
	f.fields[field].SetError(text)
	if f.dialog != nil {
		f.dialog.Refresh()
	}
}

// longestPassphrase is in bytes, as everywhere.
const longestPassphrase = 1000

// check says beside the field what is wrong with the passphrase.
func (f *writeForm) check() bool {
	switch {
	case !f.sealed:
		return true
	case f.first == "":
		f.problem(0, message.Bad("ui-passphrase-empty", nil, nil))
	case len(f.first) > longestPassphrase || !utf8.ValidString(f.first):
		f.problem(0, message.Bad("ui-passphrase-long", nil, nil))
	case f.first != f.again:
		f.problem(1, message.Bad("ui-passphrase-differs", nil, nil))
	default:
		return true
	}
	return false
}

// choose asks where the file is to go. Where the person chooses nothing, the form
// comes back as it was.
func (f *writeForm) choose() {
	if !f.check() {
		return
	}
	w := f.w
	f.dialog.Hide()
	w.chooser.SaveFile(w.say("ui.pass-on.title", nil), f.name, w.options.Home, func(path string, err error) {
		switch {
		case w.desk != f.desk:
		case err != nil:
			w.fail(err)
		case path == "":
			f.ask()
		default:
			f.write(path)
		}
	})
}

// write writes the file beside the window.
func (f *writeForm) write(path string) {
	w := f.w
	o := session.ExportOptions{Output: path, Overwrite: true, Notes: f.notes, Bundles: session.CurrentBundles}
	if f.sealed {
		o.Passphrase = f.first
	}
	var made session.Exported
	var err error
	w.doWork("ui.pass-on.writing", func(ctx context.Context, tell func(done, of int64)) {
		o.Tell = tell
		made, err = f.desk.session.Export(ctx, o)
	}, func(stopped bool) {
		switch {
		case err == nil:
			w.showWritten(made)
		case wasStopped(stopped, err):
			w.note(notice{state: piece.Neutral, what: message.New("ui.pass-on.stopped", nil)})
		default:
			w.fail(err)
		}
	})
}

// showWritten says what the file holds and where it is.
func (w *Window) showWritten(made session.Exported) {
	parts := []fyne.CanvasObject{
		piece.Stack(look.Gap4,
			piece.Strong(filepath.Base(made.Path)),
			piece.Muted(w.say("ui.pass-on.facts", message.Args{"Count": made.Documents, "Size": message.Bytes(made.Size)})),
			piece.Small(filepath.Dir(made.Path))),
	}
	if len(made.Bundles) > 0 {
		parts = append(parts, piece.Body(w.say("cli.export.bundles", message.Args{"Names": message.Words(made.Bundles), "Count": len(made.Bundles)})))
	}
	for _, name := range made.LeftOut {
		parts = append(parts, told(piece.ToConfirm, w.say("ui.pass-on.left-out", message.Args{"Name": name})))
	}
	if made.Sealed {
		parts = append(parts, piece.Body(w.say("cli.export.sealed", nil)))
	} else {
		parts = append(parts, piece.Body(w.say("cli.export.open", nil)))
	}
	close := piece.NewButton("written.close", w.say("ui.notice.close", nil), piece.Secondary, nil, nil)
	reveal := piece.NewButton("written.reveal", w.say("ui.bundle.reveal", nil), piece.Primary, look.Icon("folder"), func() { w.revealFile(made.Path) })
	dialog := piece.ShowDialog(w.window.Canvas(), w.say("ui.pass-on.ready", nil), piece.Stack(look.Gap12, parts...), close, reveal)
	dialog.SetWidth(addWide)
}

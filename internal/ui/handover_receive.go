package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A hand-over file that somebody was given: what is in it is shown before anything
// is taken from it.

// handoverEnding is that of hand-over files, in lower case without the dot.
const handoverEnding = "dossier"

// isHandover reports whether a path is a hand-over file by its name; a folder of
// such a name is none.
func isHandover(path string) bool {
	if !strings.EqualFold(filepath.Ext(path), "."+handoverEnding) {
		return false
	}
	info, err := os.Stat(path)
	return err != nil || !info.IsDir()
}

// askReceive lets the person choose a hand-over file.
func (w *Window) askReceive() {
	w.chooser.OpenFile(w.say("ui.receive.title", nil), w.say("ui.receive.kind", nil), handoverEnding, w.options.Home, func(path string, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case path != "":
			w.receiveFile(path)
		}
	})
}

// A receiving is a hand-over file that is looked at.
type receiving struct {
	w        *Window
	path     string
	in       *session.Incoming // nil: not open yet
	desk     *desk             // the dossier that it may be joined with; nil: none
	joining  session.Joining   // what that would do
	joinErr  error             // why it cannot be done
	proposed string            // folder of a new dossier
	kept     bool              // in goes on to be used though a dialog closes
}

// receiveFile opens a hand-over file and shows what is in it.
func (w *Window) receiveFile(path string) {
	w.run(func() {
		sealed, size, err := session.Sealed(path)
		w.options.Later(func() {
			r := &receiving{w: w, path: path}
			switch {
			case w.ending:
			case err != nil:
				w.fail(err)
			case sealed:
				r.askPassphrase(size)
			default:
				r.open("", func(err error) { w.fail(err) })
			}
		})
	})
}

// askPassphrase asks for the passphrase of a locked file until it is the right one.
func (r *receiving) askPassphrase(size int64) {
	w, typed := r.w, ""
	var dialog *piece.Dialog
	var field *piece.Field
	tell := func(text string) {
		field.SetError(text)
		dialog.Refresh()
	}
	entry := piece.NewSecret("secret.text", "", func(text string) { typed = text }, nil)
	field = piece.NewField(w.say("ui.secret.label", nil), "", entry)
	show := piece.NewCheck("secret.show", w.say("ui.secret.show", nil), false, entry.Reveal)
	open := piece.NewButton("secret.open", w.say("ui.receive.open", nil), piece.Primary, nil, func() {
		if typed == "" {
			tell(w.sentences(message.Bad("ui-passphrase-empty", nil, nil)))
			return
		}
		tell("")
		r.open(typed, func(err error) {
			if e := message.Of(err); e != nil && e.ID == "handover-wrong-passphrase" {
				tell(w.sentences(message.Bad(e.ID, message.Args{"File": filepath.Base(r.path)}, nil)))
				w.window.Canvas().Focus(entry)
				return
			}
			dialog.Hide()
			w.fail(err)
		}, func() { dialog.Hide() })
	})
	cancel := piece.NewButton("secret.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	body := piece.Stack(look.Gap12,
		piece.Body(w.say("ui.receive.sealed", message.Args{"File": filepath.Base(r.path), "Size": message.Bytes(size)})), field, show)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.receive.sealed-title", nil), body, cancel, open)
}

// open opens the file beside the window, looks what joining it with the open
// dossier would do, and shows both. Before that it calls opened; where it cannot be
// opened, failed.
func (r *receiving) open(passphrase string, failed func(error), opened ...func()) {
	w := r.w
	r.desk = w.desk
	home, fallback := w.options.Home, w.say("ui.new.folder-name", nil)
	var err error
	w.doWork("ui.receive.opening", func(ctx context.Context, _ func(done, of int64)) {
		if r.in, err = w.options.House.Incoming(ctx, r.path, passphrase); err != nil {
			return
		}
		if r.desk != nil {
			r.joining, r.joinErr = r.in.Preview(r.desk.session)
		}
		r.proposed = freeFolder(filepath.Join(home, folderName(r.in.Facts.Name, "", fallback)))
	}, func(stopped bool) {
		switch {
		case stopped || w.ending:
			r.close()
		case err != nil:
			failed(err)
		default:
			for _, call := range opened {
				call()
			}
			r.show()
		}
	})
}

// freeFolder is the path, or one with a number behind it where there is something
// already.
func freeFolder(path string) string {
	const most = 100
	free := path
	for n := 2; n < most; n++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
		free = path + " " + strconv.Itoa(n)
	}
	return path
}

// close gives the file free.
func (r *receiving) close() {
	if in := r.in; in != nil {
		r.in = nil
		r.w.run(func() { _ = in.Close() }) // it was only read
	}
}

// dialog shows one of the dialogs on the file, which is given free when that closes
// unless something goes on with it.
func (r *receiving) dialog(title string, body fyne.CanvasObject, buttons ...*piece.Button) *piece.Dialog {
	r.kept = false
	d := piece.ShowDialog(r.w.window.Canvas(), title, body, buttons...)
	d.SetWidth(addWide)
	d.OnClosed = func() {
		if !r.kept {
			r.close()
		}
	}
	return d
}

// goOn closes a dialog on the file, with which something else goes on.
func (r *receiving) goOn(d *piece.Dialog) {
	r.kept = true
	d.Hide()
}

// show shows who and what is in the file, before anything is taken from it.
func (r *receiving) show() {
	w, h := r.w, r.in.Facts
	var d *piece.Dialog
	title := w.say("ui.receive.of-nobody", nil)
	if h.Name != "" {
		title = w.say("ui.receive.of", message.Args{"Name": h.Name})
	}
	parts := append(r.facts(), piece.Muted(w.say("ui.receive.nothing-yet", nil)))
	create := piece.NewButton("receive.create", w.say("ui.receive.create", nil), piece.Primary, nil, func() {
		r.goOn(d)
		r.askFolder(r.proposed, nil)
	})
	buttons := []*piece.Button{piece.NewButton("receive.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)}
	said, joinable := r.joinable()
	if said != nil {
		parts = append(parts, said)
	}
	if joinable {
		buttons = append(buttons, piece.NewButton("receive.join", w.say("ui.receive.join", nil), piece.Secondary, nil, func() {
			r.goOn(d)
			r.askJoin()
		}))
	}
	d = r.dialog(title, piece.Stack(look.Gap12, parts...), append(buttons, create)...)
}

// joinable reports whether the file can be joined with the open dossier; where not,
// or there is nothing to join, said says so.
func (r *receiving) joinable() (said fyne.CanvasObject, ok bool) {
	w, e := r.w, message.Of(r.joinErr)
	switch {
	case r.desk == nil || w.desk != r.desk:
		return nil, false
	case e != nil && e.ID == "handover-other-person":
		return piece.Body(w.say("ui.receive.other-person", message.Args{"Mine": e.Args["Mine"]})), false
	case r.joinErr != nil:
		return piece.Body(w.sentences(r.joinErr)), false
	case r.joining.IsEmpty():
		return piece.Body(w.say("ui.receive.nothing-new", nil)), false
	case w.shot.ReadOnly != nil:
		return piece.Body(w.say("ui.receive.read-only", nil)), false
	}
	return nil, true
}

// facts are what a hand-over file says of itself, and what is in it.
func (r *receiving) facts() []fyne.CanvasObject {
	w, h := r.w, r.in.Facts
	var parts []fyne.CanvasObject
	for _, a := range h.Applications {
		title := w.loc.Pick(a.Title)
		if title == "" {
			title = w.say("ui.receive.vacancy-unknown", message.Args{"Vacancy": a.Vacancy})
		}
		parts = append(parts, piece.Fact(w.say("ui.receive.for", nil), title))
		if a.Own {
			parts = append(parts, told(piece.ToConfirm, w.say("cli.handover.vacancy-own", nil)))
		}
	}
	made := h.Made.In(w.options.Local)
	parts = append(parts,
		piece.Columns(200, look.Gap16,
			piece.Fact(w.say("ui.receive.documents", nil), w.loc.Number(int64(h.Documents))),
			piece.Fact(w.say("ui.receive.size", nil), w.say("ui.receive.sizes", message.Args{"Size": message.Bytes(h.Size), "Content": message.Bytes(h.Content)})),
			piece.Fact(w.say("ui.receive.made", nil), w.madeAt(made)),
			piece.Fact(w.say("ui.receive.by", nil), h.Program)))
	if len(h.Bundles) > 0 {
		parts = append(parts, piece.Fact(w.say("ui.receive.bundles", nil), w.loc.List(message.Words(h.Bundles))))
	}
	if h.Review {
		parts = append(parts, piece.Body(w.say("cli.handover.review", nil)))
	}
	if h.Notes {
		parts = append(parts, piece.Body(w.say("cli.handover.notes", nil)))
	}
	return append(parts, piece.Fact(w.say("ui.receive.file", nil), r.path))
}

// madeAt is a moment by the person's clock.
func (w *Window) madeAt(at time.Time) string {
	return w.say("ui.receive.made-at", message.Args{"Date": civil.Of(at), "Time": message.Clock{At: at}})
}

// askFolder asks where the new dossier goes; wrong is why the last answer did not
// do.
func (r *receiving) askFolder(path string, wrong error) {
	w := r.w
	var d *piece.Dialog
	var field *piece.Field
	refuse := func(err error) {
		field.SetError(w.sentences(err))
		d.Refresh()
	}
	entry := piece.NewEntry("receive.folder", path, "", nil, nil)
	field = piece.NewField(w.say("ui.new.folder", nil), w.say("ui.new.folder-help", nil), entry)
	choose := piece.NewButton("receive.folder.choose", w.say("ui.new.folder-choose", nil), piece.Secondary, nil, func() {
		w.chooser.OpenFolder(w.say("ui.new.folder", nil), filepath.Dir(entry.Text), func(parent string, err error) {
			switch {
			case err != nil:
				refuse(err)
			case parent != "":
				entry.SetText(filepath.Join(parent, filepath.Base(entry.Text)))
			}
		})
	})
	cancel := piece.NewButton("receive.folder.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	create := piece.NewButton("receive.folder.create", w.say("ui.receive.create-do", nil), piece.Primary, nil, func() {
		if !filepath.IsAbs(entry.Text) {
			refuse(message.Bad("ui-folder-relative", message.Args{"Folder": entry.Text}, nil))
			return
		}
		r.goOn(d)
		w.afterSaving(func() { r.create(entry.Text) })
	})
	d = r.dialog(w.say("ui.receive.create-title", nil), piece.Stack(look.Gap8, field, piece.Row(0, choose)), cancel, create)
	if wrong != nil {
		refuse(wrong)
	}
}

// create makes a dossier of the file and opens it. Where the folder does not do,
// another one is asked for.
func (r *receiving) create(path string) {
	w := r.w
	var made *session.Session
	var err error
	w.doWork("ui.receive.creating", func(ctx context.Context, tell func(done, of int64)) {
		if err = makeParents(path); err == nil {
			made, err = r.in.Create(ctx, path, tell)
		}
	}, func(stopped bool) {
		switch {
		case err == nil && w.ending:
			r.close()
			w.run(func() { _ = made.Close() })
		case err == nil:
			r.close()
			w.take(func() (*session.Session, error) { return made, nil })
		case wasStopped(stopped, err):
			r.close()
			w.note(notice{state: piece.Neutral, what: message.New("ui.receive.stopped", nil)})
		default:
			r.askFolder(path, err)
		}
	})
}

package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The bundles of one application: its own, which has no name, and those that the
// candidate named. Whoever needs one sees a quiet button and no more.

// A sizing is how large the files of a bundle may be. It is kept as long as the
// dossier is open.
type sizing struct {
	max   message.Bytes // the most that a file may have; 0: what the session takes
	parts int           // the most files; 0: as many as the portal takes
}

// chosen is what the candidate chose of the bundle that is shown.
func (s *bundleStep) chosen() session.Composition {
	for _, c := range s.w.shot.Choices {
		if c.Name == s.name {
			return c
		}
	}
	return session.Composition{Name: s.name}
}

// sizing is that of the bundle that is shown.
func (s *bundleStep) sizing() sizing { return s.sizes[s.name] }

// resize changes it.
func (s *bundleStep) resize(change func(*sizing)) {
	now := s.sizes[s.name]
	change(&now)
	s.sizes[s.name] = now
	s.again()
}

// settle has the step show a bundle that there is: the one that undo has changed,
// and the application's own where the shown one has gone.
func (s *bundleStep) settle() {
	shot := &s.w.shot
	if shot.Turned != nil {
		s.name, shot.Turned = *shot.Turned, nil
	}
	if !slices.ContainsFunc(shot.Choices, func(c session.Composition) bool { return c.Name == s.name }) {
		s.name = ""
	}
}

// choose shows another bundle.
func (s *bundleStep) choose(name string) {
	s.name = name
	s.again()
}

// builtOf are the newest bundle of a name, nil for none, and the others that stand
// with it: its older ones, and with the application's own those of a name that no
// bundle has any more.
func (s *snapshot) builtOf(name string) (newest *session.Built, others []session.Built) {
	for i, b := range s.Bundles {
		isLeft := name == "" && !slices.ContainsFunc(s.Choices, func(c session.Composition) bool { return c.Name == b.Name })
		switch {
		case b.Name == name && newest == nil:
			newest = &s.Bundles[i]
		case b.Name == name, b.Name != "" && isLeft:
			others = append(others, b)
		}
	}
	return newest, others
}

// another is the button that makes one more bundle.
func (s *bundleStep) another() *piece.Button {
	button := piece.NewButton("bundle.another", s.w.say("ui.bundles.another", nil), piece.Quiet, look.Icon("plus"),
		func() { s.askBundle(session.Composition{}) })
	s.w.lockOwn(button)
	return button
}

// which says which of several bundles is shown, and what can be done with it; nil
// where there is one.
func (s *bundleStep) which() fyne.CanvasObject {
	w := s.w
	if len(w.shot.Choices) < 2 {
		return nil
	}
	var options []piece.Option
	for _, c := range w.shot.Choices {
		options = append(options, piece.Option{Value: c.Name, Label: w.bundleTitle(c.Name), Note: w.bundleNote(c.Name)})
	}
	label := w.say("ui.bundles.which", nil)
	choice := piece.NewChoice("bundle.which", "", options, s.name, s.choose)
	piece.Call(choice, label) // a field would give its label to the buttons, too
	line := piece.AtMost(whichWide, choice)
	if s.name != "" {
		change := piece.NewButton("bundle.change", w.say("ui.bundles.change", nil), piece.Secondary, look.Icon("edit"), func() { s.askBundle(s.chosen()) })
		discard := piece.NewButton("bundle.discard", w.say("ui.bundles.discard", nil), piece.Quiet, look.Icon("trash"), s.discard).
			Speak(w.say("ui.bundles.discard-spoken", message.Args{"Name": s.name}))
		w.lockOwn(change)
		w.lockOwn(discard)
		line = piece.Grow(nil, choice, piece.Row(look.Gap8, change, discard))
	}
	return piece.Card(piece.Stack(look.Gap8, piece.Strong(label), line))
}

// whichWide is how wide the choice between bundles is where it stands alone, in points
// at the usual size of text.
const whichWide = 440

// bundleTitle names a bundle.
func (w *Window) bundleTitle(name string) string {
	if name == "" {
		return w.say("ui.bundles.own", nil)
	}
	return name
}

// bundleNote says how a bundle stands.
func (w *Window) bundleNote(name string) string {
	newest, _ := w.shot.builtOf(name)
	if newest == nil {
		return w.say("ui.bundles.unmade", nil)
	}
	_, word := builtState(*newest, w.shot.Pack.Portal)
	return w.say(word, nil)
}

// namedBundles are the newest of each of the bundles that the candidate named, to be
// handed in beside the application's own; nil for none.
func (w *Window) namedBundles() fyne.CanvasObject {
	var newest []session.Built
	for _, c := range w.shot.Choices {
		if b, _ := w.shot.builtOf(c.Name); b != nil && c.Name != "" {
			newest = append(newest, *b)
		}
	}
	if len(newest) == 0 {
		return nil
	}
	return piece.Stack(look.Gap8, piece.Strong(w.say("ui.bundles.others", nil)), w.builtRows(newest))
}

// discard takes the shown bundle out; the toast brings it back.
func (s *bundleStep) discard() {
	w, name := s.w, s.name
	w.change(func() {
		w.toast(message.New("ui.bundles.discarded", message.Args{"Name": name}), "ui.menu.undo", w.undo)
		s.moveFocus("bundle.discard", "bundle.another")
	}, session.Discard{Vacancy: w.shot.Application.Vacancy, Name: name})
}

// A bundleForm asks for the name of a bundle, and which documents go in.
type bundleForm struct {
	step      *bundleStep
	was       session.Composition // with no name: it is a new one
	name      string
	documents []document.Document // that can go in
	ticked    map[string]bool
	checks    []fyne.Focusable
	entry     *piece.Entry
	called    *piece.Field
	held      *piece.Field
	all       *fyne.Container // what is said where all are ticked
	dialog    *piece.Dialog
	busy      bool // it is on its way to the disk
}

// askBundle looks, beside the window, for the documents that can go in, and asks what
// a bundle is called and holds. One without a name is new.
func (s *bundleStep) askBundle(was session.Composition) {
	w, desk, vacancy := s.w, s.w.desk, s.w.shot.Application.Vacancy
	desk.enqueue(func() {
		documents, err := desk.session.Contents(vacancy, "")
		desk.deliver(func() {
			switch {
			case w.desk != desk || !s.shown() || w.window.Canvas().Overlays().Top() != nil:
				// something else is open by now
			case err != nil:
				w.fail(err)
			default:
				(&bundleForm{step: s, was: was, name: was.Name, documents: documents, ticked: map[string]bool{}}).show()
			}
		})
	})
}

// show shows the form.
func (f *bundleForm) show() {
	w := f.step.w
	title, ready := "ui.bundles.new", "ui.bundles.add"
	if f.was.Name != "" {
		title, ready = "ui.bundles.change-title", "ui.bundles.save"
	}
	for _, d := range f.documents {
		f.ticked[d.ID] = f.was.Name != "" && (f.was.Documents == nil || slices.Contains(f.was.Documents, d.ID))
	}
	f.entry = piece.NewEntry("bundle.name", f.name, "", func(text string) {
		f.name = text
		f.called.SetError("")
	}, nil)
	f.called = piece.NewField(w.say("ui.bundles.name", nil), w.say("ui.bundles.name-help", nil), f.entry)
	f.all = piece.Stack(0).(*fyne.Container)
	f.held = piece.NewField(w.say("ui.bundles.documents", nil), "", f.list())
	cancel := piece.NewButton("bundle.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, nil)
	save := piece.NewButton("bundle.save", w.say(ready, nil), piece.Primary, nil, f.save)
	f.dialog = piece.ShowDialog(w.window.Canvas(), w.say(title, nil),
		piece.Stack(look.Gap16, piece.Body(w.say("ui.bundles.text", nil)), f.called, f.held, f.all), cancel, save)
	f.dialog.SetWidth(addWide)
	f.tell()
}

// list are the documents, each with a box to tick.
func (f *bundleForm) list() fyne.CanvasObject {
	w := f.step.w
	var rows []fyne.CanvasObject
	for _, d := range f.documents {
		title, detail := bundle.TitleOf(w.loc, d, w.shot.Candidate)
		if detail != "" {
			title = w.say("ui.bundles.document", message.Args{"Title": title, "Detail": detail})
		}
		level := 0
		if d.IsTranslation() && d.Of != "" {
			level = 1
		}
		check := piece.NewCheck("bundle.document."+d.ID, title, f.ticked[d.ID], func(on bool) {
			f.ticked[d.ID] = on
			f.held.SetError("")
			f.tell()
		})
		f.checks, rows = append(f.checks, check), append(rows, indented(level, check))
	}
	return piece.Stack(look.Gap4, rows...)
}

// holds are the documents that are ticked; nil where all are, and so whatever comes.
// What cannot go in at the moment stays in as it was.
func (f *bundleForm) holds() []string {
	ids, all := []string{}, true
	for _, id := range f.was.Documents {
		if !slices.ContainsFunc(f.documents, func(d document.Document) bool { return d.ID == id }) {
			ids = append(ids, id)
		}
	}
	for _, d := range f.documents {
		if f.ticked[d.ID] {
			ids = append(ids, d.ID)
		}
		all = all && f.ticked[d.ID]
	}
	if all {
		return nil
	}
	return ids
}

// tell says what it means that all documents are ticked, where they are.
func (f *bundleForm) tell() {
	var said fyne.CanvasObject
	if f.holds() == nil {
		said = piece.Small(f.step.w.say("ui.bundles.documents-all", nil))
	}
	put(f.all, said)
	f.dialog.Refresh()
}

// save keeps what was asked for, or says beside the field what is wrong.
func (f *bundleForm) save() {
	s, w := f.step, f.step.w
	name, documents := strings.TrimSpace(f.name), f.holds()
	if f.busy {
		return
	}
	isTaken := slices.ContainsFunc(w.shot.Choices, func(c session.Composition) bool { return c.Name == name })
	switch {
	case name == "":
		f.refuse(f.called, w.say("ui.bundles.no-name", nil))
		return
	case isTaken && name != f.was.Name:
		f.refuse(f.called, w.sentences(message.Bad("session-bundle-twice", message.Args{"Name": name}, nil)))
		return
	case documents != nil && len(documents) == 0:
		f.refuse(f.held, w.say("ui.bundles.no-documents", nil))
		return
	}
	choice, desk := f.was, w.desk
	choice.Name, choice.Documents, f.busy = name, documents, true
	w.clearToast()
	desk.edit(func(err error) {
		f.busy = false
		switch {
		case w.desk != desk:
		case message.Of(err) != nil && message.Of(err).ID == "session-bundle-name":
			f.refuse(f.called, w.sentences(err))
		default:
			f.dialog.Hide()
			f.done(s, name, err)
		}
	}, session.Compose{Vacancy: w.shot.Application.Vacancy, Was: f.was.Name, Choice: choice})
	w.shell.showSaved()
}

// refuse says what is wrong beside a field, and brings it to sight.
func (f *bundleForm) refuse(field *piece.Field, words string) {
	field.SetError(words)
	f.dialog.Refresh()
	var at fyne.Focusable = f.entry
	if field == f.held && len(f.checks) > 0 {
		at = f.checks[len(f.checks)-1]
	}
	f.step.w.window.Canvas().Focus(at)
}

// done shows the bundle that was asked for, or says why it is not there.
func (f *bundleForm) done(s *bundleStep, name string, err error) {
	w, said := s.w, "ui.bundles.added"
	if err != nil {
		w.fail(err)
		return
	}
	size := sizing{}
	if f.was.Name != "" {
		said, size = "ui.bundles.changed", s.sizes[f.was.Name]
	}
	s.sizes[name] = size
	s.choose(name)
	w.toast(message.New(said, message.Args{"Name": name}), "ui.menu.undo", w.undo)
	s.moveFocus("bundle.another", "bundle.which")
}

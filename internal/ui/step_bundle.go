package ui

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// bundleStep shows what the one PDF will hold, page by page, and has it made.
// It outlives the page on the screen: a plan or a bundle under way goes on while
// the person is on another step or changes the language.
type bundleStep struct {
	w       *Window
	vacancy string // of the application whose bundle it is

	name  string            // of the bundle that is shown; empty: the application's own
	sizes map[string]sizing // of each, by its name

	// moved is the key of the arrow that a document was moved by; empty once its new
	// place is on the screen.
	moved string

	checking checking
	planning planning
	pictures pictures
	making   *making // nil: none is being made
	made     made
}

func newBundle(w *Window) step {
	return &bundleStep{w: w, vacancy: w.shot.Application.Vacancy, sizes: map[string]sizing{}}
}

func (s *bundleStep) refresh() bool { return false }

// again builds the page anew where it is on the screen.
func (s *bundleStep) again() {
	if s.shown() {
		s.w.rebuildStep()
	}
}

// shown reports whether the step is on the screen.
func (s *bundleStep) shown() bool {
	return s.w.shell != nil && s.w.step == stepBundle && s.w.steps[stepBundle] == step(s)
}

func (s *bundleStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	title := w.say("ui.step.bundle", nil)
	if w.shot.Pack == nil {
		return piece.Page(title, "", nil), nil
	}
	if w.isSubmitted() {
		return piece.Page(title, w.say("ui.sent.bundle-lead", nil), nil, s.sent()...), nil
	}
	if len(w.shot.Documents) == 0 {
		parts := append([]fyne.CanvasObject{s.none()}, s.earlier(w.shot.Bundles)...)
		return piece.Page(title, w.say("ui.bundle.lead", nil), nil, parts...), nil
	}
	s.settle()
	s.plan()
	var parts []fyne.CanvasObject
	if which := s.which(); which != nil {
		parts = append(parts, which)
	}
	parts = append(parts, s.state()...)
	parts = append(parts, s.problems()...)
	parts = append(parts, s.pages()...)
	_, others := w.shot.builtOf(s.name)
	parts = append(parts, s.earlier(others)...)
	lead := "ui.bundle.lead"
	if s.name != "" {
		lead = "ui.bundles.lead"
	}
	return piece.Page(title, w.say(lead, nil), s.actions(), parts...), nil
}

// actions are what stands beside the title: nothing while a bundle is being made.
func (s *bundleStep) actions() fyne.CanvasObject {
	if s.making != nil {
		return nil
	}
	return piece.Row(look.Gap8, s.another(), s.makeButton())
}

// none is what stands here before there is any document.
func (s *bundleStep) none() fyne.CanvasObject {
	w := s.w
	return piece.Card(piece.Empty("documents", w.say("ui.bundle.none", nil), w.say("ui.bundle.none-text", nil),
		s.toDocuments("bundle.none", piece.Primary)))
}

// toDocuments leads to where the documents are.
func (s *bundleStep) toDocuments(key string, kind piece.Kind) *piece.Button {
	return piece.NewButton(key, s.w.say("ui.bundle.to-documents", nil), kind, look.Icon("documents"), func() { s.w.visit(stepDocuments) })
}

// problems are what keeps the bundle from being whole: documents that are asked
// for and not there, files that cannot go in, and signatures that cannot.
func (s *bundleStep) problems() []fyne.CanvasObject {
	w := s.w
	var all []fyne.CanvasObject
	for _, item := range itemsOf(w.shot.Checklist, vacancy.Documents) {
		if s.name == "" && item.Importance == vacancy.Essential && item.Verdict == vacancy.NotMet {
			all = append(all, s.lacking(item))
		}
	}
	for i, refused := range s.planning.planned.Refused {
		what, do := w.loc.Error(refused.Err)
		key := keyOf("bundle.refused", i)
		all = append(all, piece.NewNotice(key, piece.NotMet, what, do, s.lookAgain(key+".again"), s.toDocuments(key+".go", piece.Secondary)))
	}
	return append(all, s.signed()...)
}

// lacking says that a required document is not there, and leads to it.
func (s *bundleStep) lacking(item checklist.Item) fyne.CanvasObject {
	w := s.w
	show := piece.NewButton("bundle.lacking."+item.ID, w.say("ui.bundle.to-documents", nil), piece.Secondary, look.Icon("documents"),
		func() { w.visitItem(stepDocuments, item.ID) })
	return piece.NewNotice("bundle.lacking", piece.Missing, w.say("ui.bundle.lacking", message.Args{"Document": item.Title}),
		w.loc.Text(item.Explain().Reason), show)
}

// earlier lists bundles that were made before; each opens.
func (s *bundleStep) earlier(bundles []session.Built) []fyne.CanvasObject {
	if len(bundles) == 0 {
		return nil
	}
	return []fyne.CanvasObject{piece.Stack(look.Gap8, piece.Heading(s.w.say("ui.bundle.earlier", nil)), s.w.builtRows(bundles))}
}

// builtRows are bundles one below the other; each opens.
func (w *Window) builtRows(bundles []session.Built) fyne.CanvasObject {
	rows := make([]piece.RowItem, len(bundles))
	for i, b := range bundles {
		state, word := builtState(b, w.shot.Pack.Portal)
		rows[i] = piece.RowItem{
			Key: "bundle.earlier." + filepath.Base(b.Path), State: state, Word: w.say(word, nil), Title: filepath.Base(b.Path),
			Note: w.builtFacts(b), Chevron: true, Tapped: func() { w.launchFile(b.Path) },
		}
	}
	return piece.NewRows(rows)
}

// builtState says in a word whether a bundle still holds.
func builtState(b session.Built, portal vacancy.Portal) (piece.State, string) {
	switch {
	case !b.Current:
		return piece.ToConfirm, "ui.bundle.outdated"
	case !overLimit(b, portal):
		return piece.Done, "ui.bundle.current"
	case portal.Verified:
		return piece.Missing, "ui.bundle.too-large"
	}
	return piece.ToConfirm, "ui.bundle.perhaps-too-large"
}

// overLimit reports whether the portal takes less than a bundle has. What each file
// of several has is not known; their plan keeps them to the limit.
func overLimit(b session.Built, portal vacancy.Portal) bool {
	return portal.Limit > 0 && len(b.Parts) < 2 && message.Bytes(b.Size) > portal.Limit
}

// builtFacts are the pages, the size and the time of a bundle.
func (w *Window) builtFacts(b session.Built) string {
	at := b.At.In(w.options.Local)
	return w.say("ui.bundle.facts", message.Args{
		"Count": b.Pages, "Size": message.Bytes(b.Size), "Date": civil.Of(at), "Time": message.Clock{At: at},
	})
}

// launchFile opens a file with the system's program, beside the window.
func (w *Window) launchFile(path string) { w.bySystem(w.options.Opener.Launch, path) }

// revealFile shows where a file lies, beside the window.
func (w *Window) revealFile(path string) { w.bySystem(w.options.Opener.Reveal, path) }

// bySystem has the system do something with a file, and tells what went wrong.
func (w *Window) bySystem(with func(string) error, path string) {
	w.run(func() {
		if err := with(path); err != nil {
			w.options.Later(func() { w.fail(err) })
		}
	})
}

// coverLang is the language of the cover.
func (s *bundleStep) coverLang() i18n.Lang {
	if lang := s.chosen().Lang; slices.Contains(i18n.Languages(), lang) {
		return lang
	}
	return s.w.loc.Lang()
}

// bundleOptions say which bundle is planned and made: the one that is shown, as it is
// chosen when its turn comes. A language that this program does not have gives way to
// the window's.
func (s *bundleStep) bundleOptions() session.BundleOptions {
	size := s.sizing()
	o := session.BundleOptions{
		Vacancy: s.w.shot.Application.Vacancy, Name: s.name, Spoken: s.w.loc.Lang(), MaxSize: size.max, Parts: size.parts,
	}
	if lang := s.chosen().Lang; lang != "" && lang != s.coverLang() {
		o.Lang = o.Spoken
	}
	return o
}

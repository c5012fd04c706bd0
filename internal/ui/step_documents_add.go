package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A takingIn is files that are being taken in, or wait for their turn.
type takingIn struct {
	paths   []string
	options session.AddOptions
	ask     bool // what they are is not known: ask afterwards

	done     int
	in       []session.Added
	refused  []session.Added
	showing  bool // new cards are about to be shown
	slow     bool // it takes long enough for its progress to be shown
	stopped  bool
	cancel   func()
	began    time.Time
	progress *piece.Progress // on the screen; nil: none
}

// askFiles lets the person choose files, and takes them in.
func (s *documentsStep) askFiles(o session.AddOptions, ask bool) {
	w := s.w
	w.chooser.OpenFiles(w.say("ui.documents.choose", nil), s.folder, func(paths []string, err error) {
		switch {
		case err != nil:
			w.fail(err)
		case len(paths) > 0 && w.steps[stepDocuments] == step(s):
			s.folder = filepath.Dir(paths[0])
			s.take(paths, o, ask)
		}
	})
}

// take takes files in, after those that wait already.
func (s *documentsStep) take(paths []string, o session.AddOptions, ask bool) {
	if err := s.w.shot.ReadOnly; err != nil {
		s.w.fail(err)
		return
	}
	if o.Kind == "" {
		o.Kind = document.Other
	}
	s.intakes = append(s.intakes, &takingIn{paths: paths, options: o, ask: ask})
	if len(s.intakes) == 1 {
		s.start(s.intakes[0])
	}
}

// start takes files in beside the window.
func (s *documentsStep) start(t *takingIn) {
	w, desk := s.w, s.w.desk
	here := func(do func()) {
		w.options.Later(func() {
			if w.desk == desk {
				do()
			}
		})
	}
	t.options.Tell = func(_, _ int, added session.Added) { here(func() { s.told(t, added) }) }
	t.began = w.options.House.Now()
	t.cancel = desk.start(func(ctx context.Context) {
		_, err := desk.session.Add(ctx, t.paths, t.options)
		here(func() { s.ended(t, err) })
	})
	w.options.After(showAfter, func() {
		if w.desk == desk && len(s.intakes) > 0 && s.intakes[0] == t {
			t.slow = true
			s.show()
		}
	})
}

// show builds the page anew where it is on the screen.
func (s *documentsStep) show() {
	if s.w.step == stepDocuments && s.w.shell != nil {
		s.w.rebuildStep()
	}
}

// told shows that one more file had its turn.
func (s *documentsStep) told(t *takingIn, added session.Added) {
	t.done++
	if added.Err != nil {
		t.refused = append(t.refused, added)
	} else {
		t.in = append(t.in, added)
		s.gallery.looks[added.Document.ID] = looked{findings: added.Examined.Findings}
		s.showSoon(t)
	}
	s.showProgress(t)
}

// showEvery is how often new cards are shown while files are taken in.
const showEvery = 400 * time.Millisecond

// showSoon shows the cards of new documents, those of a moment together.
func (s *documentsStep) showSoon(t *takingIn) {
	if t.showing {
		return
	}
	t.showing = true
	desk := s.w.desk
	s.w.options.After(showEvery, func() {
		t.showing = false
		if s.w.desk == desk {
			desk.refresh(func() {})
		}
	})
}

// progressBar is how far the files under way are; nil where nothing is.
func (s *documentsStep) progressBar() fyne.CanvasObject {
	if len(s.intakes) == 0 || !s.intakes[0].slow {
		return nil
	}
	t := s.intakes[0]
	t.progress = piece.NewProgress()
	s.showProgress(t)
	stop := piece.NewButton("documents.stop", s.w.say("ui.cancel", nil), piece.Secondary, nil, func() {
		t.stopped = true
		t.cancel()
	})
	return piece.Card(piece.Grow(nil, t.progress, stop))
}

func (s *documentsStep) showProgress(t *takingIn) {
	if t.progress == nil || t.done >= len(t.paths) {
		return
	}
	t.progress.SetValue(float64(t.done) / float64(len(t.paths)))
	t.progress.SetText(s.w.say("ui.documents.taking-in", message.Args{
		"Number": t.done + 1, "Of": len(t.paths), "File": baseOf(t.paths[t.done]),
	}))
}

// baseOf is the last part of a path as any system writes it.
func baseOf(path string) string {
	path = strings.TrimRight(path, `/\`)
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// ended says what came of the files, asks what they are, and goes on with those
// that wait.
func (s *documentsStep) ended(t *takingIn, err error) {
	w := s.w
	s.intakes = s.intakes[1:]
	all := len(t.paths)
	if t.stopped {
		for _, waiting := range s.intakes {
			all += len(waiting.paths)
		}
		s.intakes = nil
	}
	if t.ask {
		for _, added := range t.in {
			s.unsaid[added.Document.ID] = true
		}
	}
	if !t.stopped && err == nil && len(s.intakes) == 0 {
		w.tellFinished(t.began, "ui.notify.documents")
	}
	switch {
	case err != nil && !errors.Is(err, context.Canceled):
		w.fail(err)
	case t.stopped:
		w.toast(message.New("ui.documents.stopped", message.Args{"Count": len(t.in), "Of": all}), "", func() {})
	}
	w.desk.refresh(func() {
		s.show()
		s.tellRefused(t.refused, func() {
			if t.ask && len(t.in) > 0 {
				s.askWhat(t.in)
			}
		})
	})
	if len(s.intakes) > 0 {
		s.start(s.intakes[0])
	}
}

// refusal says why a file was left out, with its whole path and with its name
// alone, and what to do.
func (w *Window) refusal(r session.Added) (whole, what, do string) {
	whole, do = w.loc.Error(r.Err)
	e := message.Of(r.Err)
	switch {
	case e == nil:
		return whole, whole, do
	case e.ID == "session-added-already":
		id, _ := e.Args["Document"].(string)
		what = w.say("ui.documents.refused.twice", message.Args{"File": baseOf(r.Path), "Document": w.documentName(id)})
		return what, what, w.say("ui.documents.refused.twice-do", nil)
	}
	return whole, w.loc.Text(e.About(baseOf(r.Path)).What()), do
}

// tellRefused says of each file that was left out what is wrong with it and what
// to do, all of them in one place; then follows.
func (s *documentsStep) tellRefused(refused []session.Added, then func()) {
	if len(refused) == 0 {
		then()
		return
	}
	w := s.w
	var rows []fyne.CanvasObject
	var lines []string
	for _, r := range refused {
		whole, what, do := w.refusal(r)
		lines = append(lines, whole+"\n"+do)
		rows = append(rows, piece.Grow(piece.StateIcon(piece.NotMet, 18),
			piece.Stack(2, piece.Strong(what), piece.Muted(do)), nil))
	}
	var dialog *piece.Dialog
	var copied *piece.Button
	copied = piece.NewButton("refused.copy", w.say("ui.documents.refused.copy", nil), piece.Secondary, look.Icon("copy"), func() {
		w.app.Clipboard().SetContent(strings.Join(lines, "\n\n"))
		copied.SetText(w.say("ui.documents.refused.copied", nil))
	})
	done := piece.NewButton("refused.close", w.say("ui.notice.close", nil), piece.Primary, nil, func() { dialog.Hide() })
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.documents.refused", message.Args{"Count": len(refused)}),
		piece.Stack(look.Gap16, rows...), copied, done)
	dialog.OnClosed = then
}

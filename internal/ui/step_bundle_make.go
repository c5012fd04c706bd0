package ui

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// making is a bundle under way.
type making struct {
	name     string          // of the bundle
	progress bundle.Progress // zero: it has not begun
	bar      *piece.Progress // on the screen; nil before it was
	stopping bool            // the person wants no more of it
	cancel   func()          // nil until it has begun
	asked    time.Time       // when the person wanted it
}

// made is what came of the last bundle.
type made struct {
	name      string         // of the bundle
	result    *bundle.Result // nil: there is none
	err       error
	stopped   bool
	originals originals
}

// makeButton is the step's one thing to do.
func (s *bundleStep) makeButton() fyne.CanvasObject {
	w := s.w
	label, kind := "ui.bundle.make", piece.Primary
	if newest, _ := w.shot.builtOf(s.name); newest != nil && newest.Current {
		label, kind = "ui.bundle.make-again", piece.Secondary
	}
	button := piece.NewButton("bundle.make", w.say(label, nil), kind, look.Icon("bundle"), s.begin)
	w.lock(button)
	if s.planning.known && s.planning.err != nil {
		button.Disable()
	}
	return button
}

// begin makes the bundle of the dossier as it stands, once all that was typed is
// on the disk.
func (s *bundleStep) begin() {
	w := s.w
	if s.making != nil || w.shot.ReadOnly != nil {
		return
	}
	m, desk, o := &making{name: s.name, asked: w.options.House.Now()}, w.desk, s.bundleOptions()
	o.Follow, o.Tell = s.follow(), func(p bundle.Progress) { w.options.Later(func() { m.tell(w, p) }) }
	s.making, s.made = m, made{}
	w.clearToast()
	w.flush()
	s.again()
	s.moveFocus("bundle.make", "bundle.stop")
	desk.refresh(func() {
		if w.desk != desk {
			return
		}
		m.cancel = desk.start(func(ctx context.Context) {
			result, err := desk.session.Bundle(ctx, o)
			w.options.Later(func() {
				if w.desk == desk {
					s.end(result, err)
				}
			})
		})
		if m.stopping {
			m.cancel()
		}
	})
}

// stop ends the making; what was written so far goes.
func (s *bundleStep) stop() {
	m := s.making
	if m == nil {
		return
	}
	m.stopping = true
	m.show(s.w)
	if m.cancel != nil {
		m.cancel()
	}
}

// end takes what came of the making.
func (s *bundleStep) end(result bundle.Result, err error) {
	w, stopping, asked, name := s.w, s.making.stopping, s.making.asked, s.making.name
	s.making, s.made.name = nil, name
	switch {
	case err == nil:
		s.made.result = &result
		w.tellFinished(asked, "ui.notify.bundle")
	case stopping:
		s.made.stopped = true
	default:
		s.made.err = err
		w.tellFinished(asked, "ui.notify.bundle-failed")
	}
	w.desk.refresh(func() {
		isShown := s.shown() && s.name == name
		switch {
		case isShown && err == nil:
			s.moveFocus("bundle.stop", "bundle.open")
		case isShown:
			s.moveFocus("bundle.stop", "bundle.make")
		case err == nil:
			w.news(message.New("ui.bundle.toast", nil), "ui.bundle.look", func() { s.look(name) })
		case !stopping:
			w.news(message.New("ui.bundle.toast-failed", nil), "ui.bundle.look", func() { s.look(name) })
		}
	})
}

// look shows one of the bundles, of the application that it belongs to.
func (s *bundleStep) look(name string) {
	s.w.switchTo(s.vacancy, func() {
		s.w.visit(stepBundle)
		s.choose(name)
	})
}

// moveFocus gives the keyboard to what stands in the place of a button that has
// gone, unless the person has moved on.
func (s *bundleStep) moveFocus(from, to string) {
	if at := piece.FocusKey(s.w.window.Canvas()); at == from || at == "" {
		s.w.focusOn(to)
	}
}

// makingStages say how much of the whole each stage is, and what is said of it.
var makingStages = map[bundle.Stage]struct {
	from, share float64
	text        string
}{
	bundle.Surveying:  {0.02, 0.23, "ui.bundle.surveying"},
	bundle.Weighing:   {0.25, 0.1, "ui.bundle.weighing"},
	bundle.Assembling: {0.35, 0.5, "ui.bundle.assembling"},
	bundle.Verifying:  {0.85, 0.15, "ui.bundle.verifying"},
}

// tell takes how far the making has come.
func (m *making) tell(w *Window, p bundle.Progress) {
	m.progress = p
	m.show(w)
}

// show shows it, where that is on the screen.
func (m *making) show(w *Window) {
	if m.bar == nil {
		return
	}
	p := m.progress
	stage, begun := makingStages[p.Stage]
	switch {
	case m.stopping:
		m.bar.SetText(w.say("ui.bundle.stopping", nil))
	case !begun:
		m.bar.SetText(w.say("ui.bundle.beginning", nil))
	default:
		m.bar.SetText(w.say(stage.text, message.Args{"Done": min(p.Done+1, p.Of), "Of": p.Of}))
	}
	done := float64(0)
	if p.Of > 0 && p.Stage != bundle.Verifying {
		done = float64(p.Done) / float64(p.Of)
	}
	m.bar.SetValue(stage.from + stage.share*done)
}

// state is how the bundle stands: being made, why not, or the newest one.
func (s *bundleStep) state() []fyne.CanvasObject {
	w := s.w
	if s.making != nil {
		return []fyne.CanvasObject{s.progress()}
	}
	var parts []fyne.CanvasObject
	if w.shot.ReadOnly != nil {
		parts = append(parts, piece.NewNotice("bundle.read-only", piece.ToConfirm,
			w.say("ui.bundle.read-only", nil), w.say("ui.bundle.read-only-do", nil)))
	}
	if s.made.stopped && s.made.name == s.name {
		parts = append(parts, piece.NewNotice("bundle.stopped", piece.Neutral,
			w.say("ui.bundle.stopped", nil), w.say("ui.bundle.stopped-do", nil)))
	}
	if s.made.err != nil && s.made.name == s.name {
		for i, e := range w.loc.Errors(s.made.err) {
			parts = append(parts, piece.NewNotice(keyOf("bundle.failed", i), piece.NotMet, e.What, e.Do))
		}
	}
	if newest, _ := w.shot.builtOf(s.name); newest != nil {
		parts = append(parts, s.newest(*newest))
	}
	return parts
}

// progress is the card of the making.
func (s *bundleStep) progress() fyne.CanvasObject {
	w := s.w
	s.making.bar = piece.NewProgress()
	s.making.show(w)
	stop := piece.NewButton("bundle.stop", w.say("ui.bundle.cancel", nil), piece.Secondary, nil, s.stop)
	return piece.Card(piece.Grow(nil, s.making.bar, stop), piece.Small(w.say("ui.bundle.working", nil)))
}

// newest is the card of the bundle that was made last, with what is to be known
// of it.
func (s *bundleStep) newest(b session.Built) fyne.CanvasObject {
	w := s.w
	parts := []fyne.CanvasObject{w.builtCard(b, "bundle", s.checkButton(b))}
	if r := s.made.result; r != nil && r.Path == b.Path {
		for _, warning := range r.Warnings {
			if warning.ID == tooLarge[true] || warning.ID == tooLarge[false] {
				continue // its card says so
			}
			parts = append(parts, piece.Grow(piece.StateIcon(piece.ToConfirm, 16), piece.Body(w.loc.Text(warning)), nil))
		}
	}
	parts = append(parts, s.signedOf(b)...)
	parts = append(parts, s.checked(b)...)
	return piece.Card(parts...)
}

// tooLarge says that a bundle is larger than the portal takes, by whether somebody has
// confirmed what that takes.
var tooLarge = map[bool]string{true: "bundle.warning.over-limit", false: "bundle.warning.over-unconfirmed-limit"}

// builtCard is what is known of a bundle, with buttons to look at it.
// What more can be done with it stands behind them. Of a bundle in several files each
// opens by itself.
func (w *Window) builtCard(b session.Built, key string, more ...fyne.CanvasObject) fyne.CanvasObject {
	portal := w.shot.Pack.Portal
	state, word := builtState(b, portal)
	said := "ui.bundle.verified"
	if !b.Current {
		said = "ui.bundle.renew"
	}
	open := piece.Secondary
	if b.Current {
		open = piece.Primary
	}
	lines := []fyne.CanvasObject{
		piece.Row(look.Gap12, piece.Strong(filepath.Base(b.Path)), piece.Badge(state, w.say(word, nil))),
		piece.Muted(w.builtFacts(b)),
		piece.Body(w.say(said, nil)),
	}
	if overLimit(b, portal) {
		lines = append(lines, piece.Body(w.say(tooLarge[portal.Verified], message.Args{"Size": message.Bytes(b.Size), "Limit": portal.Limit})))
	}
	words := piece.Stack(look.Gap4, lines...)
	buttons := append([]fyne.CanvasObject{
		piece.NewButton(key+".open", w.say("ui.bundle.open", nil), open, look.Icon("open"), func() { w.launchFile(b.Path) }),
		piece.NewButton(key+".reveal", w.say("ui.bundle.reveal", nil), piece.Secondary, look.Icon("folder"), func() { w.revealFile(b.Path) }),
	}, more...)
	card := piece.Beside(words, piece.About(filepath.Base(b.Path), piece.Row(look.Gap8, buttons...)))
	if len(b.Parts) < 2 {
		return card
	}
	return piece.Stack(look.Gap8, card, piece.Small(w.say("ui.bundle.files-all", message.Args{"Count": len(b.Parts)})), w.partButtons(b.Parts, nil, key))
}

package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// An arrow is a button that moves a document in the bundle.
type arrow struct {
	key, icon, spoken string
	by                int
}

// arrows are those of each document, from left to right.
var arrows = []arrow{
	{"bundle.up.", "chevron-up", "ui.bundle.up", -1}, {"bundle.down.", "chevron-down", "ui.bundle.down", +1},
}

// movable are the ids of the documents that can be moved, in their order: all but
// translations, which go along with what stands above them.
func movable(plans []bundle.Plan) []string {
	var ids []string
	for _, plan := range plans {
		for _, d := range plan.Documents {
			if d.Level == 0 && !d.Continued {
				ids = append(ids, d.ID)
			}
		}
	}
	return ids
}

// movers are the buttons that move a document; nil where there is no other that it
// could pass. A document that goes along with another has room in their place.
func (s *bundleStep) movers(d bundle.Planned, ids []string) fyne.CanvasObject {
	if len(ids) < 2 {
		return nil
	}
	at := slices.Index(ids, d.ID)
	if d.Continued {
		at = -1
	}
	var buttons []fyne.CanvasObject
	for _, a := range arrows {
		button := piece.NewButton(a.key+d.ID, "", piece.Quiet, look.Icon(a.icon), func() { s.move(d.ID, a) }).
			Speak(s.w.say(a.spoken, message.Args{"Title": d.Title}))
		if to := at + a.by; to < 0 || to >= len(ids) {
			button.Disable()
		}
		s.w.lockOwn(button)
		buttons = append(buttons, button)
	}
	if at < 0 {
		room := buttons[0].MinSize()
		return blank(fyne.NewSize(room.Width*float32(len(buttons)), room.Height))
	}
	return piece.Row(0, buttons...)
}

// move has a document pass the next one in the direction of an arrow. The keyboard
// stays with the document.
func (s *bundleStep) move(id string, a arrow) {
	w := s.w
	if w.ownLocked() {
		return
	}
	s.moved = a.key + id
	w.edit(session.Move{Vacancy: w.shot.Application.Vacancy, Name: s.name, Document: id, By: a.by})
}

// stayWithMoved gives the keyboard back to the document that was moved last: at an
// end of the bundle the arrow that it was moved by cannot be pressed any more.
func (s *bundleStep) stayWithMoved() {
	canvas, key := s.w.window.Canvas(), s.moved
	at := piece.FocusKey(canvas)
	if s.moved = ""; key == "" || !s.shown() || at != "" && at != key {
		return
	}
	_, id := arrowOf(key)
	for _, other := range []string{key, arrows[0].key + id, arrows[1].key + id} {
		if found, ok := piece.FindKey(canvas.Content(), other).(*piece.Button); ok && !found.Disabled() {
			canvas.Focus(found)
			return
		}
	}
}

// arrowOf is the arrow with a key, and the document that it moves; empty where the
// key is that of something else.
func arrowOf(key string) (a arrow, id string) {
	for _, a := range arrows {
		if id, isArrow := strings.CutPrefix(key, a.key); isArrow {
			return a, id
		}
	}
	return arrow{}, ""
}

// moveFocused moves the document on whose arrow the keyboard is; by is -1 or +1.
func (w *Window) moveFocused(by int) {
	s, ok := w.steps[w.step].(*bundleStep)
	if !ok || !s.shown() {
		return
	}
	_, id := arrowOf(piece.FocusKey(w.window.Canvas()))
	ids := movable(s.planning.planned.Parts)
	at := slices.Index(ids, id)
	if to := at + by; id == "" || at < 0 || to < 0 || to >= len(ids) {
		return
	}
	s.move(id, arrows[(by+1)/2])
}

// order says in which order the documents stand, and how that is changed.
func (s *bundleStep) order(plans []bundle.Plan) fyne.CanvasObject {
	w := s.w
	said, buttons := "ui.bundle.order", []fyne.CanvasObject{s.toDocuments("bundle.documents", piece.Secondary)}
	if s.chosen().Order != nil {
		said = "ui.bundle.order-own"
		back := piece.NewButton("bundle.order", w.say("ui.bundle.order-back", nil), piece.Secondary, nil, s.reorder)
		w.lockOwn(back)
		buttons = append([]fyne.CanvasObject{back}, buttons...)
	}
	words := []fyne.CanvasObject{piece.Small(w.say(said, nil))}
	if len(movable(plans)) > 1 && !w.ownLocked() {
		words = append(words, piece.Small(w.say("ui.bundle.order-keys", nil)))
	}
	return piece.Grow(nil, piece.Stack(look.Gap4, words...), piece.Row(look.Gap8, buttons...))
}

// reorder has the documents stand as the checklist has them.
func (s *bundleStep) reorder() {
	w := s.w
	w.change(func() {
		w.toast(message.New("ui.bundle.order-done", nil), "ui.menu.undo", w.undo)
		s.moveFocus("", "bundle.documents")
	}, session.Move{Vacancy: w.shot.Application.Vacancy, Name: s.name})
}

// separators is whether a sheet stands before each document.
func (s *bundleStep) separators() fyne.CanvasObject {
	w := s.w
	check := piece.NewCheck("bundle.separators", w.say("ui.bundle.separators", nil), s.chosen().Separators, func(on bool) {
		w.edit(session.Separate{Vacancy: w.shot.Application.Vacancy, Name: s.name, On: on})
	})
	w.lockOwn(check)
	return check
}

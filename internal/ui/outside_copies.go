package ui

import (
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// Copies of the dossier that tools have put beside it: what they hold, and taking
// it over.

// A copyLook is a copy with what it would bring.
type copyLook struct {
	session.Copy
	session.CopyLook
}

// askCopies looks, beside the window, at what the copies hold, and asks.
func (w *Window) askCopies() {
	w.afterSavingThose(func(string) bool { return false }, func() {
		if w.desk == nil {
			return
		}
		desk, copies := w.desk, slices.Clone(w.outside.copies)
		desk.enqueue(func() {
			var looks []copyLook
			for _, c := range copies {
				l := copyLook{Copy: c}
				if c.Err == nil {
					l.CopyLook, l.Err = desk.session.LookAtCopy(c.Name)
				}
				looks = append(looks, l)
			}
			desk.deliver(func() {
				if w.desk == desk && w.window.Canvas().Overlays().Top() == nil {
					w.askCopiesOf(looks)
				}
			})
		})
	})
}

func (w *Window) askCopiesOf(looks []copyLook) {
	var dialog *piece.Dialog
	take := func(names ...string) {
		dialog.Hide()
		w.takeCopies(names)
	}
	parts := []fyne.CanvasObject{piece.Body(w.say("ui.copies.lead", nil))}
	var usable []string
	for i, l := range looks {
		parts = append(parts, w.copyCard(i, l, len(looks) > 1, take))
		if l.Err == nil {
			usable = append(usable, l.Name)
		}
	}
	later := piece.NewButton("copies.not-now", w.say("ui.copies.later", nil), piece.Secondary, nil, nil)
	all := piece.NewButton("copies.all", w.say("ui.copies.take", message.Args{"Count": len(usable)}), piece.Primary, nil, func() { take(usable...) })
	w.lock(all)
	if len(usable) == 0 {
		all = nil
	}
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.copies.title", nil), piece.Stack(look.Gap12, parts...), present(later, all)...)
	dialog.SetWidth(addWide)
}

// present leaves out the buttons that are nil.
func present(buttons ...*piece.Button) []*piece.Button {
	return slices.DeleteFunc(buttons, func(b *piece.Button) bool { return b == nil })
}

// copyCard is a copy with what it holds.
func (w *Window) copyCard(i int, l copyLook, several bool, take func(names ...string)) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		piece.Strong(w.copyTitle(l.Copy)),
		piece.Small(l.Name),
	}
	switch {
	case l.Err != nil:
		what, do := w.loc.Error(l.Err)
		return piece.Card(piece.Stack(look.Gap8, append(parts, piece.NewNotice("copy.problem."+strconv.Itoa(i), piece.NotMet, what, do))...))
	case len(l.Changes)+len(l.Conflicts) == 0:
		parts = append(parts, piece.Body(w.say("ui.copies.nothing", nil)))
	}
	if len(l.Changes) > 0 {
		parts = append(parts, w.changeList(w.say("ui.copies.brings", nil), l.Changes))
	}
	if len(l.Conflicts) > 0 {
		parts = append(parts, w.differing(l.Conflicts))
	}
	if several {
		one := piece.NewButton("copies.take."+strconv.Itoa(i), w.say("ui.copies.take-one", nil), piece.Secondary, nil, func() { take(l.Name) })
		w.lock(one)
		parts = append(parts, piece.Row(0, one))
	}
	return piece.About(l.Name, piece.Card(piece.Stack(look.Gap8, parts...)))
}

// copyTitle says which tool made a copy, as far as its name tells, and when.
func (w *Window) copyTitle(c session.Copy) string {
	args := w.when(c.At)
	if c.Tool == "" {
		return w.say("ui.copies.of", args)
	}
	args["Tool"] = c.Tool
	return w.say("ui.copies.of-tool", args)
}

// differing are the fields on which there would be a choice to make, with both
// values.
func (w *Window) differing(conflicts []session.Conflict) fyne.CanvasObject {
	lines := []fyne.CanvasObject{piece.Strong(w.say("ui.copies.differs", nil))}
	for _, c := range conflicts {
		for _, theirs := range c.Theirs {
			lines = append(lines, piece.Fact(w.loc.Text(w.named(c.Label)), w.say("ui.copies.here-there", message.Args{
				"Here": excerpt(w.loc.Text(c.Mine.Text)), "There": excerpt(w.loc.Text(theirs.Text)),
			})))
		}
	}
	return piece.Stack(look.Gap4, lines...)
}

// takeCopies takes copies over; where something is to be chosen then, it is asked
// at once.
func (w *Window) takeCopies(names []string) {
	w.afterSavingThose(func(string) bool { return false }, func() {
		desk := w.desk
		if desk == nil {
			return
		}
		desk.merge(names, func(found seen) {
			if w.desk == desk {
				w.tookCopies(found)
			}
		})
	})
}

func (w *Window) tookCopies(found seen) {
	w.looked(found)
	for _, name := range slices.Sorted(maps.Keys(found.took.Failed)) {
		w.fail(found.took.Failed[name])
	}
	if len(found.took.Copies) == 0 {
		return
	}
	w.news(message.New("ui.copies.taken", message.Args{"Count": len(found.took.Copies)}), "", nil)
	if len(found.took.Fresh) > 0 {
		w.askConflicts()
	}
}

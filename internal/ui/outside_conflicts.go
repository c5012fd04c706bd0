package ui

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// What two sides have changed differently, side by side, one field at a time,
// until the person has chosen.

// choosing is the dialog in which conflicts are settled.
type choosing struct {
	w       *Window
	at      int // which of the conflicts is shown
	shown   []session.Conflict
	problem error
	body    *fyne.Container
	dialog  *piece.Dialog
}

// conflictsWide leaves room for two values side by side.
const conflictsWide = 680

// askConflicts shows the first conflict, after what was typed is saved.
func (w *Window) askConflicts() {
	w.afterSavingThose(func(string) bool { return false }, func() {
		if len(w.shot.Conflicts) == 0 || w.window.Canvas().Overlays().Top() != nil {
			return
		}
		c := &choosing{w: w, shown: w.shot.Conflicts}
		c.body = piece.Stack(look.Gap16, c.parts()...).(*fyne.Container)
		later := piece.NewButton("conflict.later", w.say("ui.conflicts.later", nil), piece.Secondary, nil, nil)
		c.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.conflicts.title", nil), c.body, later)
		c.dialog.SetWidth(conflictsWide)
		c.dialog.OnClosed = func() { w.choosing = nil }
		w.choosing = c
	})
}

// conflict is the one that is shown.
func (c *choosing) conflict() session.Conflict { return c.w.shot.Conflicts[c.at] }

// parts are what the dialog shows of a conflict.
func (c *choosing) parts() []fyne.CanvasObject {
	w, conflict, count := c.w, c.conflict(), len(c.w.shot.Conflicts)
	parts := []fyne.CanvasObject{piece.Strong(w.loc.Text(w.named(conflict.Label)))}
	cards := []fyne.CanvasObject{c.card("conflict.mine", "ui.conflicts.here", "ui.conflicts.keep", conflict.Mine)}
	there := "ui.conflicts.there"
	if len(conflict.Theirs) > 1 { // what was said here on the way may be among them
		there = "ui.conflicts.other"
	}
	for i, theirs := range conflict.Theirs {
		cards = append(cards, c.card("conflict.theirs."+strconv.Itoa(i), there, "ui.conflicts.take", theirs))
	}
	parts = append(parts, piece.Columns(220, cardGap, cards...))
	if conflict.Base != nil {
		parts = append(parts, piece.Fact(w.say("ui.conflicts.before", nil), w.loc.Text(conflict.Base.Text)))
	}
	if c.problem != nil {
		what, do := w.loc.Error(c.problem)
		parts = append(parts, piece.NewNotice("conflict.problem", piece.NotMet, what, do))
	}
	if count > 1 {
		parts = append(parts, piece.Row(look.Gap8,
			c.turn("conflict.previous", "ui.conflicts.previous", c.at > 0, -1),
			c.turn("conflict.next", "ui.conflicts.next", c.at+1 < count, +1),
			piece.Muted(w.say("ui.conflicts.which", message.Args{"Number": c.at + 1, "Count": count})),
		))
	}
	return parts
}

// card is one of the values, with the button that chooses it.
func (c *choosing) card(key, title, choose string, option session.Option) fyne.CanvasObject {
	w := c.w
	take := piece.NewButton(key, w.say(choose, nil), piece.Secondary, nil, func() { c.choose(option) })
	w.lock(take)
	return piece.Card(piece.Stack(look.Gap12,
		piece.Fact(w.say(title, nil), w.loc.Text(option.Text)), piece.Row(0, take)))
}

// turn is the button to the conflict before or after.
func (c *choosing) turn(key, text string, possible bool, by int) fyne.CanvasObject {
	button := piece.NewButton(key, c.w.say(text, nil), piece.Quiet, nil, func() {
		c.at += by
		c.problem = nil
		c.show(key)
	})
	if !possible {
		button.Disable()
	}
	return button
}

// choose settles the conflict by one of its values, and goes on to the next.
func (c *choosing) choose(option session.Option) {
	w, desk := c.w, c.w.desk
	w.clearToast()
	desk.edit(func(err error) {
		if w.desk != desk {
			return
		}
		if c.problem = err; err == nil {
			w.rebuildStep()
		}
		switch {
		case err != nil && w.choosing == c:
			c.show("conflict.mine")
		case err != nil:
			w.fail(err)
		}
		if err == nil && len(w.shot.Conflicts) == 0 {
			w.toast(message.New("ui.conflicts.done", nil), "ui.menu.undo", w.undo)
		}
	}, session.Resolve{Field: c.conflict().Field, Value: option.Value})
}

// refresh shows what is left to choose, after the dossier has changed; where
// nothing is, the dialog closes.
func (c *choosing) refresh() {
	left := c.w.shot.Conflicts
	switch {
	case reflect.DeepEqual(left, c.shown):
		return
	case len(left) == 0:
		c.dialog.Hide()
		return
	}
	c.at, c.problem = min(c.at, len(left)-1), nil
	c.show("conflict.mine")
}

// show shows the conflict anew; the keyboard is on the piece with the key, where it
// can be, else on the first value.
func (c *choosing) show(key string) {
	canvas := c.w.window.Canvas()
	c.shown = c.w.shot.Conflicts
	c.body.Objects = c.parts()
	c.body.Refresh()
	c.dialog.Refresh()
	for _, wanted := range []string{key, "conflict.mine", "conflict.later"} {
		found := piece.FindKey(canvas.Overlays().Top(), wanted)
		disableable, ok := found.(fyne.Disableable)
		if focusable, can := found.(fyne.Focusable); can && (!ok || !disableable.Disabled()) {
			canvas.Focus(focusable)
			return
		}
	}
}

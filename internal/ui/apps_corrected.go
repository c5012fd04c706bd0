package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// What happens when a vacancy's pack is corrected after an application was begun:
// it is told, with what changes for the candidate, and nothing changes unseen.

// correctionBar tells that there is another version of the shown vacancy; nil
// where there is none, or where it was put off in this opening.
func (w *Window) correctionBar() fyne.CanvasObject {
	c := w.shot.Corrected
	if c == nil || w.later[c.Vacancy] {
		return nil
	}
	see := piece.NewButton("corrected.see", w.say("ui.corrected.see", nil), piece.Secondary, nil, w.showCorrection)
	later := piece.NewButton("corrected.later", w.say("ui.corrected.later", nil), piece.Quiet, nil, func() { w.putOff(c.Vacancy) })
	return piece.NewNotice("corrected", piece.ToConfirm, w.say(correctionText(c), nil), w.changesLine(c), see, later)
}

// correctionText is the id of the sentence on which version counts.
func correctionText(c *session.Correction) string {
	if c.InForce {
		return "ui.corrected.in-force"
	}
	return "ui.corrected.other"
}

// changesLine says how much another version changes for the candidate.
func (w *Window) changesLine(c *session.Correction) string {
	count := len(c.Changes())
	switch {
	case !c.Compared:
		return w.say("ui.corrected.unknown", nil)
	case count == 0:
		return w.say("ui.corrected.same", nil)
	}
	return w.say("ui.corrected.changes", message.Args{"Count": count})
}

// putOff takes the bar away until the dossier is opened again.
func (w *Window) putOff(vacancy string) {
	w.later[vacancy] = true
	w.showNotices()
}

// showCorrection lists what another version of the vacancy changes, and lets the
// person go by it or decide later.
func (w *Window) showCorrection() {
	c := w.shot.Corrected
	if c == nil {
		return
	}
	parts := []fyne.CanvasObject{piece.Body(w.say(correctionText(c), nil)), piece.Body(w.changesLine(c))}
	if c.Compared && !c.Before.Deadline.Instant.Equal(c.After.Deadline.Instant) {
		parts = append(parts, w.deadlineChange(c))
	}
	for _, change := range c.Changes() {
		parts = append(parts, w.correctionCard(change))
	}
	var dialog *piece.Dialog
	accept := "ui.corrected.accept"
	if c.InForce {
		accept = "ui.corrected.seen"
	}
	later := piece.NewButton("corrected.dialog.later", w.say("ui.corrected.later", nil), piece.Secondary, nil, func() {
		dialog.Hide()
		w.putOff(c.Vacancy)
	})
	goBy := piece.NewButton("corrected.accept", w.say(accept, nil), piece.Primary, nil, func() {
		dialog.Hide()
		w.accept(c.Vacancy)
	})
	w.lock(goBy)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.corrected.title", nil), piece.Stack(look.Gap12, parts...), later, goBy)
	dialog.SetWidth(addWide)
}

// deadlineChange is the deadline before and after.
func (w *Window) deadlineChange(c *session.Correction) fyne.CanvasObject {
	before, after := message.Moment{At: c.Before.Deadline.Instant, Zone: w.shot.Zone}, message.Moment{At: c.After.Deadline.Instant, Zone: w.shot.Zone}
	return piece.Card(piece.Fact(w.say("ui.corrected.deadline", nil),
		w.say("ui.corrected.from-to", message.Args{"Before": before, "After": after})))
}

// correctionCard is an item that stands otherwise: before, after, and why.
func (w *Window) correctionCard(c checklist.Change) fyne.CanvasObject {
	before, after := correctionShown(c, c.Before), correctionShown(c, c.After)
	parts := []fyne.CanvasObject{
		piece.Strong(w.loc.Pick(c.Title)),
		piece.Row(look.Gap8, w.badge(before), piece.Muted(w.say("ui.corrected.becomes", nil)), w.badge(after)),
	}
	if c.Lapsed {
		parts = append(parts, piece.Body(w.say("ui.corrected.lapsed", nil)))
	}
	for _, m := range []message.Message{c.Reason, c.Next} {
		if !m.IsZero() {
			parts = append(parts, piece.Muted(w.loc.Text(m)))
		}
	}
	return piece.Card(piece.Stack(look.Gap8, parts...))
}

// accept goes by the library's version from now on; the toast takes that back.
func (w *Window) accept(vacancy string) {
	w.change(func() {
		w.toast(message.New("ui.corrected.done", nil), "ui.menu.undo", w.undo)
	}, session.Accept{Vacancy: vacancy})
}

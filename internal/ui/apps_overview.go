package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// applicationsPart is the overview of all applications of the dossier, each with
// how far it is and its deadline; a press shows it. It stands beside the page, and
// in a narrow window on it, because what is to be done needs the height there. With
// but one application both are nil.
func (w *Window) applicationsPart() (page, aside fyne.CanvasObject) {
	if len(w.shot.Applied) < 2 {
		return nil, nil
	}
	wide := w.window.Canvas().Size().Width-railWidth >= wideEnough
	rows := make([]piece.RowItem, len(w.shot.Applied))
	for i, a := range w.shot.Applied {
		rows[i] = w.appliedRow(a)
		rows[i].Under = wide // beside the page the column is narrow
	}
	parts := []fyne.CanvasObject{
		piece.Stack(look.Gap4, piece.Heading(w.say("ui.apps.heading", nil)), piece.Muted(w.say("ui.apps.shared", nil))),
		piece.NewRows(rows),
	}
	if w.canApply() {
		parts = append(parts, piece.Row(0,
			piece.NewButton("overview.add", w.say(addText, nil), piece.Secondary, look.Icon("plus"), w.askAdd)))
	}
	all := piece.Stack(look.Gap12, parts...)
	if wide {
		return nil, all
	}
	return all, nil
}

// appliedRow is an application in the overview.
func (w *Window) appliedRow(a applied) piece.RowItem {
	shownNow := a.Vacancy == w.shot.Application.Vacancy
	row := piece.RowItem{
		Key: "overview.application." + a.Vacancy, State: piece.NotMet, Word: w.say("ui.apps.unchecked-short", nil),
		Title: w.appliedTitle(a), Note: w.say("ui.apps.unchecked", nil), Selected: shownNow, Chevron: !shownNow,
		Tapped: func() { w.switchTo(a.Vacancy, func() {}) },
	}
	if a.Pack == nil {
		return row
	}
	if sent := a.Submitted; sent != nil {
		row.State, row.Word = piece.Done, w.loc.Text(submittedWord())
		row.Note = w.say("ui.sent.on", message.Args{"Date": sent.On})
		return row
	}
	ready := a.Checklist.Readiness
	row.State, row.Word = piece.Done, w.say("ui.state.ready", nil)
	if !ready.Ready {
		row.Word = w.say("ui.state.count", message.Args{"Done": ready.Met, "Of": ready.Of})
		row.State = blockedBy(a.Checklist)
	}
	row.Note = w.say(deadlineText(a), message.Args{"Programme": a.Pack.Programme.Title, "Date": a.Pack.Deadline.Day()})
	return row
}

// blockedBy is the state of the essential item that stands most in the way of an
// application that is not ready.
func blockedBy(list checklist.Checklist) piece.State {
	var worst checklist.Item
	for _, item := range list.Items {
		if item.Importance == vacancy.Essential && !item.Done() && badness[item.Verdict] > badness[worst.Verdict] {
			worst = item
		}
	}
	return itemShown(worst).state
}

// deadlineText is the id of the sentence on an application's programme and
// deadline, which also says that its vacancy was corrected.
func deadlineText(a applied) string {
	switch closed := a.Checklist.Deadline.Closed; {
	case closed && a.Corrected:
		return "ui.apps.closed-corrected"
	case a.Corrected:
		return "ui.apps.open-corrected"
	case closed:
		return "ui.add.closed"
	}
	return "ui.add.open"
}

// correctionShown is how a verdict of a change is shown; a verdict that is none says
// that the item is not asked for.
func correctionShown(c checklist.Change, verdict vacancy.Verdict) shown {
	if verdict == "" {
		return shown{piece.Neutral, "ui.corrected.not-asked"}
	}
	return itemShown(checklist.Item{Group: c.Group, Importance: c.Importance, Verdict: verdict})
}

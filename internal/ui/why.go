package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// shown is how a verdict is shown: its state and the id of its word.
type shown struct {
	state piece.State
	word  string
}

var (
	verdictShown = map[vacancy.Verdict]shown{
		vacancy.Met:        {piece.Met, "verdict.met"},
		vacancy.NotMet:     {piece.NotMet, "verdict.not-met"},
		vacancy.ToConfirm:  {piece.ToConfirm, "verdict.to-confirm"},
		vacancy.Unanswered: {piece.Unanswered, "verdict.unanswered"},
	}
	// groupShown is what some groups say in other words: a document is attached or
	// missing, never valid, and a declaration is something to do.
	groupShown = map[vacancy.Group]map[vacancy.Verdict]shown{
		vacancy.Documents: {
			vacancy.Met:    {piece.Met, "ui.why.attached"},
			vacancy.NotMet: {piece.Missing, "ui.state.missing"},
		},
		vacancy.Declarations: {
			vacancy.Met:        {piece.Met, "ui.state.done"},
			vacancy.Unanswered: {piece.Todo, "ui.state.to-do"},
		},
	}
	decidedShown = shown{piece.Met, "ui.why.decided"}
)

// itemShown is how an item of the checklist stands. What is only wished for
// never alarms.
func itemShown(item checklist.Item) shown {
	if item.Verdict == vacancy.ToConfirm && item.Decision != nil {
		return decidedShown
	}
	return verdictOf(item.Group, item.Importance, item.Verdict)
}

// verdictOf is how a verdict on an item of a group is shown.
func verdictOf(group vacancy.Group, importance vacancy.Importance, verdict vacancy.Verdict) shown {
	how, own := groupShown[group][verdict]
	if !own {
		how = verdictShown[verdict]
	}
	if verdict == vacancy.NotMet && importance != vacancy.Essential {
		how.state = piece.Neutral
	}
	return how
}

// badge is the pill of an item.
func (w *Window) badge(how shown) fyne.CanvasObject {
	return piece.Badge(how.state, w.say(how.word, nil))
}

// itemKey is the key of an item's row on the step that looks after it.
func itemKey(id string) string { return "item." + id }

// pick returns the item whose reasons a step shows: the chosen one, else the
// first essential one that is not in order, else the first. ok is false where
// there are no items.
func (w *Window) pick(step stepID, items []checklist.Item) (picked checklist.Item, ok bool) {
	for _, item := range items {
		if item.ID == w.chosen[step] {
			return item, true
		}
	}
	if len(items) == 0 {
		return checklist.Item{}, false
	}
	picked = items[0]
	for _, item := range items {
		if item.Importance == vacancy.Essential && !item.Done() {
			picked = item
			break
		}
	}
	w.chosen[step] = picked.ID
	return picked, true
}

// itemRows are the rows of a step's items; a row shows its reasons beside the
// page. Call pick first, so that one is chosen. Their titles are in line with those
// of all items.
func (w *Window) itemRows(step stepID, items, all []checklist.Item) fyne.CanvasObject {
	rows := make([]piece.RowItem, len(items))
	for i, item := range items {
		how := itemShown(item)
		rows[i] = piece.RowItem{
			Key: itemKey(item.ID), State: how.state, Word: w.say(how.word, nil), Title: w.loc.Pick(item.Title),
			Chevron: true, Selected: item.ID == w.chosen[step],
			Tapped: func() {
				w.visitItem(step, item.ID)
				w.shell.aside.ScrollToTop()
			},
		}
	}
	return piece.NewRows(rows, w.badgeRows(all)...)
}

// badgeRows are the states of items as rows show them.
func (w *Window) badgeRows(items []checklist.Item) []piece.RowItem {
	rows := make([]piece.RowItem, len(items))
	for i, item := range items {
		how := itemShown(item)
		rows[i] = piece.RowItem{State: how.state, Word: w.say(how.word, nil)}
	}
	return rows
}

// why is the panel on why an item stands as it does, and what can be done: the
// notice's words, each reading, the fact and the day that decided, and where
// there is one to make, the candidate's decision.
func (w *Window) why(item checklist.Item) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		piece.Stack(look.Gap8,
			piece.Grow(nil, piece.Heading(w.say("ui.why.title", nil)), w.badge(itemShown(item))),
			piece.Strong(w.loc.Pick(item.Title))),
		piece.Quote(w.say("checklist.clause", message.Args{"Clause": item.Clause})),
	}
	for _, more := range []func(checklist.Item) []fyne.CanvasObject{
		w.whyReadings, w.whyNext, w.whyDecision, w.whyAnswers, w.whyFacts, w.whyTimeline, w.whyNotes,
	} {
		parts = append(parts, more(item)...)
	}
	return piece.Stack(look.Gap12, parts...)
}

// whyReadings say what the notice comes to, and where it is read in several
// ways, what each comes to.
func (w *Window) whyReadings(item checklist.Item) []fyne.CanvasObject {
	why := w.explain(item)
	if len(item.Readings) < 2 {
		return []fyne.CanvasObject{piece.Body(w.loc.Text(why.Reason))}
	}
	var cards []fyne.CanvasObject
	for i, r := range item.Readings {
		cards = append(cards, w.whyReading(r, why.Outcomes[i].Decisive.Reason, i > 0))
	}
	return []fyne.CanvasObject{piece.Stack(look.Gap8, cards...)}
}

// whyReading is one reading; quoted where its words do not stand above.
func (w *Window) whyReading(r eligibility.Reading, reason message.Message, quoted bool) fyne.CanvasObject {
	source, badge := piece.Strong(w.sourceName(r.Source)), w.badge(verdictShown[r.Verdict])
	words := []fyne.CanvasObject{piece.Grow(nil, source, badge)}
	if quoted {
		clause := piece.Small(w.say("checklist.clause", message.Args{"Clause": r.Clause}))
		words = []fyne.CanvasObject{source, piece.Row(0, badge), clause}
	}
	return piece.Card(piece.Stack(look.Gap8, append(words, piece.Body(w.loc.Text(reason)))...))
}

// sourceName names where a reading or an advice comes from.
func (w *Window) sourceName(id string) string {
	if source, known := w.shot.Pack.Source(id); known {
		return w.loc.Pick(source.Title)
	}
	return w.say("source.notice", nil)
}

// refTexts say what the day is that an item is judged on.
var refTexts = map[vacancy.Reference]string{
	vacancy.OnDeadline: "ui.why.on.deadline",
	vacancy.OnStart:    "ui.why.on.start",
	vacancy.OnToday:    "ui.why.on.today",
}

// whyFacts are the candidate's answer that decided, and the days.
func (w *Window) whyFacts(item checklist.Item) []fyne.CanvasObject {
	facts := []fyne.CanvasObject{piece.Fact(w.say("ui.why.fact", nil), w.loc.Text(w.explain(item).Fact))}
	if id, known := refTexts[item.Ref]; known && !item.On.IsZero() {
		facts = append(facts, piece.Fact(w.say("ui.why.on", nil), w.say(id, message.Args{"Date": item.On})))
	}
	return append(facts, w.whyEarliest(item)...)
}

// whyEarliest is the day from which an item would be met. Where today decides,
// it can be seen as on that day; a deadline or a start stays where it is.
func (w *Window) whyEarliest(item checklist.Item) []fyne.CanvasObject {
	if item.Earliest.IsZero() {
		return nil
	}
	facts := []fyne.CanvasObject{piece.Fact(w.say("ui.why.earliest", nil), w.loc.Date(item.Earliest))}
	if item.Ref != vacancy.OnToday {
		return append(facts, piece.Small(w.say("ui.why.earliest-later", message.Args{"Date": item.Earliest, "On": item.On})))
	}
	see := piece.NewButton("why.see", w.say("ui.why.see", nil), piece.Secondary, look.Icon("calendar"), func() { w.seeAsOf(&item.Earliest) })
	return append(facts, piece.Row(0, see))
}

// whyNext says what to do.
func (w *Window) whyNext(item checklist.Item) []fyne.CanvasObject {
	if item.Done() {
		return nil
	}
	return []fyne.CanvasObject{piece.Fact(w.say("ui.why.next", nil), w.nextOf(item))}
}

// whyAnswers leads to the answers that an open item rests on, where they are
// given on another step.
func (w *Window) whyAnswers(item checklist.Item) []fyne.CanvasObject {
	at := answeredAt(item)
	if item.Done() || at == w.step {
		return nil
	}
	id := "ui.why.change"
	if item.Verdict == vacancy.Unanswered {
		id = "ui.why.answer"
	}
	label := w.say(id, message.Args{"Step": message.New(stepTitle(at), nil)})
	button := piece.NewButton("why.answer", label, piece.Secondary, nil, func() { w.visitItem(at, item.ID) })
	return []fyne.CanvasObject{piece.Row(0, button)}
}

// nextOf is what to do about an item: the checklist's word, then the pack's own.
func (w *Window) nextOf(item checklist.Item) string {
	next := w.explain(item).Next
	if own := w.loc.Pick(item.PackNext); own != "" {
		return w.say("report.next", message.Args{"Next": next, "Pack": own})
	}
	return w.loc.Text(next)
}

// lapsed returns the day of a decision on an item that does not hold any more;
// ok is false where there is none that matters.
func (w *Window) lapsed(item checklist.Item) (day civil.Date, ok bool) {
	day, recorded := w.shot.Application.Decisions[item.ID]
	return day, recorded && item.Decision == nil && item.Verdict != vacancy.Met
}

// whyDecision is the candidate's own word on an item that is to confirm. One
// that no longer holds is said, whatever the item has become.
func (w *Window) whyDecision(item checklist.Item) []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	if day, ok := w.lapsed(item); ok {
		parts = append(parts, piece.Body(w.say("ui.why.lapsed", message.Args{"Date": day})))
	}
	switch about := w.shot.Application.Vacancy; {
	case item.Decision != nil:
		parts = append(parts, piece.Body(w.say("checklist.decided", message.Args{"Date": item.Decision.On})),
			w.decisionButton("why.withdraw", "ui.why.withdraw", piece.Secondary, item, session.Withdraw{Vacancy: about, Item: item.ID}))
	case item.Verdict == vacancy.ToConfirm:
		parts = append(parts,
			w.decisionButton("why.decide", "ui.why.decide", piece.Primary, item, session.Decide{Vacancy: about, Item: item.ID}),
			piece.Small(w.say("ui.why.decide.means", nil)))
	}
	return parts
}

// decisionButton records a decision or takes it back. The button goes with what
// it did, so the keyboard moves to the item's row first.
func (w *Window) decisionButton(key, label string, kind piece.Kind, item checklist.Item, edit session.Edit) fyne.CanvasObject {
	button := piece.NewButton(key, w.say(label, nil), kind, nil, func() {
		w.focusOn(itemKey(item.ID))
		w.edit(edit)
	})
	w.lockOwn(button)
	return piece.Row(0, button)
}

// focusIsOn reports whether the piece with a key has the keyboard.
func (w *Window) focusIsOn(key string) bool { return piece.FocusKey(w.window.Canvas()) == key }

// focusOn gives the keyboard to the piece with a key, where it is on the screen.
func (w *Window) focusOn(key string) {
	canvas := w.window.Canvas()
	if canvas.Overlays().Top() != nil {
		return // the person is there by now
	}
	if shown, ok := w.steps[w.step].(interface{ reach(key string) }); ok {
		shown.reach(key)
	}
	if found, ok := piece.FindKey(canvas.Content(), key).(fyne.Focusable); ok {
		canvas.Focus(found)
	}
}

// whyNotes are what the notice leaves open, what others say about it, and how
// far the quoted words can be relied on.
func (w *Window) whyNotes(item checklist.Item) []fyne.CanvasObject {
	var notes []fyne.CanvasObject
	if note := w.loc.Pick(item.Note); note != "" {
		notes = append(notes, piece.Fact(w.say("ui.why.note", nil), note))
	}
	for _, advice := range item.Advice {
		notes = append(notes, piece.Fact(w.sourceName(advice.Source), w.loc.Pick(advice.Text)))
	}
	if french := w.shot.Pack.French; w.loc.Lang() == i18n.French && !french.Reviewed {
		notes = append(notes, piece.Small(w.loc.Pick(french.Note)))
	}
	return notes
}

// aboutReasons are the reasons for which a document item waits for answers about
// the candidate, not for a document.
var aboutReasons = map[string]bool{
	"reason.doc.studies-unanswered": true, "reason.doc.when-open": true, "reason.doc.study-open": true,
}

// answeredAt is the step on which the answers are given that an item rests on.
func answeredAt(item checklist.Item) stepID {
	if item.Group == vacancy.Eligibility || aboutReasons[item.Explain().Reason.ID] {
		return stepAbout
	}
	return groupSteps[item.Group]
}

// stepTitle is the id of a step's title.
func stepTitle(id stepID) string {
	for _, step := range walk {
		if step.id == id {
			return step.title
		}
	}
	return ""
}

package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// mostCards is how many things to do have a card of their own; more are rows.
const mostCards = 5

// A task is what stands on one card of what to do next: one item of the
// checklist, or several that are answered on the same step.
type task []checklist.Item

// tasksOf puts the open items in the order of the checklist's Todo. Of a long
// list, and at the very beginning, what is only not answered yet is put together
// by the step where it is answered.
func tasksOf(list checklist.Checklist, open []checklist.Item) []task {
	open = inOrderOf(list.Todo(), open)
	together := len(open) > mostCards || beginning(list)
	var tasks []task
	groups := map[stepID]int{}
	for _, item := range open {
		step := targetOf(item).step
		at, begun := groups[step]
		switch {
		case !together || item.Verdict != vacancy.Unanswered:
			tasks = append(tasks, task{item})
		case begun:
			tasks[at] = append(tasks[at], item)
		default:
			groups[step] = len(tasks)
			tasks = append(tasks, task{item})
		}
	}
	return tasks
}

// inOrderOf sorts items as they stand in an order; what is not in it comes last.
func inOrderOf(order, items []checklist.Item) []checklist.Item {
	place := map[string]int{}
	for i, item := range order {
		place[item.ID] = i - len(order)
	}
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b checklist.Item) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return sorted
}

// A target is where an open item is brought in order: a step, and the id of the
// words on the button that leads there.
type target struct {
	step   stepID
	action string
}

// targetOf is where an open item is brought in order.
func targetOf(item checklist.Item) target {
	switch {
	case item.Group == vacancy.Declarations:
		return target{stepDeclarations, "ui.overview.declare"}
	case item.Verdict == vacancy.Unanswered:
		return target{answeredAt(item), "ui.overview.answer"}
	case lackingReasons[item.Explain().Reason.ID]:
		return target{stepDocuments, "ui.overview.add"}
	}
	return target{groupSteps[item.Group], "ui.overview.why"}
}

// lackingReasons are the reasons for which a document has to be added.
var lackingReasons = map[string]bool{
	"reason.doc.missing": true, "reason.doc.missing-study": true, "reason.doc.untranslated": true,
}

// follow goes to where an item is brought in order, and for one that is in order
// to its reasons. The keyboard goes along.
func (w *Window) follow(item checklist.Item) {
	step := groupSteps[item.Group]
	if !item.Done() {
		step = targetOf(item).step
	}
	w.visitItem(step, item.ID)
	w.focusOn(itemKey(item.ID))
}

// followTask goes to where a task is done, at its first question.
func (w *Window) followTask(t task) {
	step := targetOf(t[0]).step
	asking, ok := w.steps[step].(interface{ goToFirst(items []checklist.Item) })
	if !ok || len(t) == 1 {
		w.follow(t[0])
		return
	}
	w.chosen[step] = t[0].ID
	w.visit(step)
	asking.goToFirst(t)
}

// tasks are what to do next: the first ones on cards, the rest in rows.
func (w *Window) tasks(tasks []task) []fyne.CanvasObject {
	if len(tasks) == 0 {
		return nil
	}
	var cards []fyne.CanvasObject
	for i, t := range tasks[:min(len(tasks), mostCards)] {
		cards = append(cards, piece.NewActionCard(w.taskCard(t, i == 0)))
	}
	parts := []fyne.CanvasObject{piece.Stack(look.Gap12, cards...)}
	var rest []checklist.Item
	for _, t := range tasks[len(cards):] {
		rest = append(rest, t...)
	}
	if len(rest) > 0 {
		parts = append(parts, w.overviewPart("ui.overview.more", "", rest))
	}
	return parts
}

func (w *Window) taskCard(t task, first bool) piece.ActionCard {
	item := t[0]
	how, to := itemShown(item), targetOf(item)
	card := piece.ActionCard{
		Key: "overview." + item.ID, State: how.state, StateWord: w.say(how.word, nil),
		Title: w.loc.Pick(item.Title), Text: w.taskText(item),
		Action: w.say(to.action, nil), Primary: first && !w.shot.Checklist.Deadline.Closed,
		Tapped: func() { w.followTask(t) },
	}
	if len(t) > 1 || beginning(w.shot.Checklist) && item.Verdict == vacancy.Unanswered {
		card.Title = w.say(stepTitle(to.step), nil)
		card.Text = w.say("ui.overview.group", message.Args{"Count": len(t), "Titles": w.titles(t)})
	}
	return card
}

// taskText is one sentence on a thing to do: what to do, and of what only time
// or another answer can mend, why. A decision that lapsed comes first.
func (w *Window) taskText(item checklist.Item) string {
	if day, ok := w.lapsed(item); ok {
		return w.say("ui.why.lapsed", message.Args{"Date": day})
	}
	why := w.explain(item)
	if why.Next.IsZero() || item.Verdict == vacancy.NotMet && item.Group != vacancy.Documents {
		return w.loc.Text(why.Reason)
	}
	return w.loc.Text(why.Next)
}

// titles are the items' titles in a row.
func (w *Window) titles(items []checklist.Item) string {
	var titles []string
	for _, item := range items {
		titles = append(titles, w.loc.Pick(item.Title))
	}
	return strings.Join(titles, "\u00a0· ") // no line begins with a dot
}

package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// overviewStep says where the application stands and what to do next.
type overviewStep struct{ w *Window }

func newOverview(w *Window) step { return &overviewStep{w} }

func (s *overviewStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	if w.shot.Pack == nil {
		applications, aside := w.applicationsPart()
		return piece.Page(w.say("ui.overview.unchecked", nil), w.say("ui.overview.unchecked-lead", nil), nil, applications), aside
	}
	if w.isSubmitted() {
		return s.sent()
	}
	list := w.shot.Checklist
	essential, wished := byImportance(list.Items)
	open, done := byDone(essential)
	parts := []fyne.CanvasObject{w.readiness()}
	parts = append(parts, w.tasks(tasksOf(list, open))...)
	parts = append(parts, w.afterwards(len(open)))
	applications, aside := w.applicationsPart()
	parts = append(parts, applications)
	if len(done) > 0 {
		parts = append(parts, w.overviewPart("ui.overview.met", "", done))
	}
	if len(wished) > 0 {
		left, right := byDone(wished)
		count := w.say("ui.overview.wished-count", message.Args{"Done": len(right), "Of": len(wished)})
		parts = append(parts, w.overviewPart("ui.overview.wished", count, append(left, right...)))
	}
	return piece.Page(w.overviewTitle(len(open)), w.overviewLead(len(open)), w.otherDay(), piece.Stack(look.Gap24, parts...)), aside
}

// refresh builds the page anew: nothing is typed on it.
func (s *overviewStep) refresh() bool { return false }

// byDone parts what is still open from what is in order.
func byDone(items []checklist.Item) (open, done []checklist.Item) {
	for _, item := range items {
		if item.Done() {
			done = append(done, item)
		} else {
			open = append(open, item)
		}
	}
	return open, done
}

// beginning reports whether nothing is answered yet by which the candidate could
// be judged.
func beginning(list checklist.Checklist) bool {
	for _, item := range itemsOf(list, vacancy.Eligibility, vacancy.Languages) {
		if item.Verdict != vacancy.Unanswered {
			return false
		}
	}
	return true
}

// overviewTitle says the most important thing: how much is left, and until when.
func (w *Window) overviewTitle(open int) string {
	list := w.shot.Checklist
	switch {
	case list.Deadline.Closed:
		return w.say("ui.overview.closed", nil)
	case open == 0:
		return w.say("ui.overview.ready", nil)
	case beginning(list):
		return w.say("ui.overview.begin", message.Args{"Step": message.New("ui.step.about", nil)})
	}
	return w.say("ui.overview.title", message.Args{"Count": open, "Date": w.shot.Pack.Deadline.Day()})
}

// overviewLead is the deadline in words, by the vacancy's clock and the person's own;
// where the title has its day, only how long there is until then.
func (w *Window) overviewLead(open int) string {
	list := w.shot.Checklist
	args := message.Args{"Deadline": w.deadlineLine()}
	if list.Deadline.Closed {
		return w.say("ui.overview.closed-lead", args)
	}
	last := w.shot.Pack.Deadline.Day()
	args["Left"] = checklist.TimeLeft(list.Today, last)
	if list.Today.DaysUntil(last) < 2 {
		return w.say("ui.overview.lead", args)
	}
	args["Working"] = message.New("ui.overview.working-none", nil)
	if days := list.Today.WorkdaysUntil(last); days > 0 {
		args["Working"] = message.New("ui.overview.working", message.Args{"Count": days})
	}
	if open > 0 && !beginning(list) {
		return w.say("ui.overview.lead-left", args)
	}
	return w.say("ui.overview.lead-working", args)
}

// readiness is how much of what is needed is in place.
func (w *Window) readiness() fyne.CanvasObject {
	ready := w.shot.Checklist.Readiness
	state := piece.Neutral
	if ready.Ready {
		state = piece.Met
	}
	return piece.Stack(look.Gap8,
		piece.Body(w.say("checklist.readiness", message.Args{"Met": ready.Met, "Of": ready.Of})),
		piece.NewMeter(float64(ready.Met), float64(ready.Of), state))
}

// A nextStep is what follows once all is in place: a step, with the ids of the
// texts of its card.
type nextStep struct {
	step                stepID
	title, text, action string
}

var (
	makeBundle  = nextStep{stepBundle, "ui.overview.bundle.title", "ui.overview.bundle.text", "ui.overview.bundle.action"}
	renewBundle = nextStep{stepBundle, "ui.overview.renew.title", "ui.overview.renew.text", "ui.overview.bundle.action"}
	keepBundle  = nextStep{stepBundle, "ui.overview.keep.title", "ui.overview.keep.text", "ui.overview.bundle.action"}
	handOver    = nextStep{stepHandOver, "ui.overview.hand-over.title", "ui.overview.hand-over.text", "ui.overview.hand-over.action"}
)

// afterwards is what comes once all is in place: the bundle, then handing over.
func (w *Window) afterwards(open int) fyne.CanvasObject {
	closed := w.shot.Checklist.Deadline.Closed
	switch {
	case open > 0 && closed:
		return piece.Muted(w.say("ui.overview.then-closed", nil))
	case open > 0:
		return piece.Muted(w.say("ui.overview.then", nil))
	}
	next := handOver
	if closed {
		next = keepBundle
	}
	switch own, _ := w.shot.built(); {
	case own == nil:
		next = makeBundle
	case !own.Current:
		next = renewBundle
	}
	return piece.NewActionCard(piece.ActionCard{
		Key: "overview.next", State: piece.Todo, StateWord: w.say("ui.overview.next", nil),
		Title: w.say(next.title, nil), Text: w.say(next.text, nil), Action: w.say(next.action, nil),
		Primary: true, Tapped: func() { w.visit(next.step) },
	})
}

// overviewPart is a list of items below a heading and, where there is one, a
// sentence. Each leads to its reasons or to what is to be done.
func (w *Window) overviewPart(heading, below string, items []checklist.Item) fyne.CanvasObject {
	head := []fyne.CanvasObject{piece.Heading(w.say(heading, nil))}
	if below != "" {
		head = append(head, piece.Muted(below))
	}
	return piece.Stack(look.Gap12, piece.Stack(look.Gap4, head...), piece.NewRows(w.overviewRows(items), w.badgeRows(w.overviewItems())...))
}

// overviewItems are those that stand in rows on the overview.
func (w *Window) overviewItems() []checklist.Item {
	essential, wished := byImportance(w.shot.Checklist.Items)
	if w.isSubmitted() {
		return w.shot.Checklist.Items
	}
	_, done := byDone(essential)
	return append(done, wished...)
}

func (w *Window) overviewRows(items []checklist.Item) []piece.RowItem {
	rows := make([]piece.RowItem, len(items))
	for i, item := range items {
		how := itemShown(item)
		rows[i] = piece.RowItem{
			Key: "overview." + item.ID, State: how.state, Word: w.say(how.word, nil),
			Title: w.loc.Pick(item.Title), Chevron: true, Tapped: func() { w.follow(item) },
		}
	}
	return rows
}

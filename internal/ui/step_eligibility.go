package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// eligibilityStep shows what the notice asks of a person, and why each point
// stands as it does.
type eligibilityStep struct {
	w      *Window
	whatIf *whatIf
	trying bool // other answers are tried, in place of the points
}

func newEligibility(w *Window) step { return &eligibilityStep{w: w, whatIf: newWhatIf(w)} }

func (s *eligibilityStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	if s.whatIf.panel = nil; s.trying && w.shot.Pack != nil {
		return s.tryPage()
	}
	items := itemsOf(w.shot.Checklist, vacancy.Eligibility, vacancy.Applications)
	item, ok := w.pick(stepEligibility, items)
	if !ok {
		return piece.Page(w.say("ui.step.eligibility", nil), w.say("ui.eligibility.none", nil), nil), nil
	}
	open := piece.NewButton("whatif.open", w.say("ui.whatif.open", nil), piece.Secondary, nil, func() {
		s.turn(true)
		w.focusOn("whatif.close")
	})
	essential, wished := byImportance(items)
	var parts []fyne.CanvasObject
	if len(essential) > 0 {
		parts = append(parts, w.itemRows(stepEligibility, essential, items))
	}
	if len(wished) > 0 {
		parts = append(parts, w.wishedPart(stepEligibility, wished, items))
	}
	return piece.Page(w.say("ui.step.eligibility", nil), w.say("ui.eligibility.lead", nil), open, parts...), w.why(item)
}

// tryPage is where other answers are tried, with what would come of them.
func (s *eligibilityStep) tryPage() (page, aside fyne.CanvasObject) {
	w, t := s.w, s.whatIf
	t.ask() // the dossier, the day or the vacancy may be another than before
	buttons := piece.Row(look.Gap8,
		piece.NewButton("whatif.close", w.say("ui.whatif.close", nil), piece.Secondary, look.Icon("chevron-left"), func() {
			s.turn(false)
			w.focusOn("whatif.open")
		}),
		piece.NewButton("whatif.clear", w.say("ui.whatif.clear", nil), piece.Secondary, look.Icon("undo"), func() {
			t.clear()
			w.rebuildStep()
		}),
	)
	page = piece.Page(w.say("ui.whatif.title", nil), w.say("ui.whatif.lead", nil), buttons, t.parts()...)
	t.panel = piece.Stack(look.Gap12, piece.Stack(look.Gap12, t.panelParts()...)).(*fyne.Container)
	return page, t.panel
}

// turn goes to where other answers are tried, or back.
func (s *eligibilityStep) turn(trying bool) {
	if s.trying == trying {
		return
	}
	s.trying = trying
	s.w.rebuildStep()
	s.w.shell.toTop()
}

// goTo shows the points again, where other answers were tried.
func (s *eligibilityStep) goTo(string) { s.turn(false) }

// refresh builds the page anew. What is typed where other answers are tried is
// kept, and judged anew.
func (s *eligibilityStep) refresh() bool { return false }

// byImportance parts what decides from what is only wished for.
func byImportance(items []checklist.Item) (essential, wished []checklist.Item) {
	for _, item := range items {
		if item.Importance == vacancy.Essential {
			essential = append(essential, item)
		} else {
			wished = append(wished, item)
		}
	}
	return essential, wished
}

// wishedPart sets the desirable items of a step apart, so that nobody takes them
// for conditions.
func (w *Window) wishedPart(step stepID, items, all []checklist.Item) fyne.CanvasObject {
	return piece.Stack(look.Gap12,
		piece.Stack(look.Gap4,
			piece.Heading(w.say("report.desirable.heading", nil)), piece.Muted(w.say("report.desirable.intro", nil))),
		w.itemRows(step, items, all))
}

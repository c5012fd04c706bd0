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
type eligibilityStep struct{ w *Window }

func newEligibility(w *Window) step { return &eligibilityStep{w} }

func (s *eligibilityStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	items := itemsOf(w.shot.Checklist, vacancy.Eligibility, vacancy.Applications)
	item, ok := w.pick(stepEligibility, items)
	if !ok {
		return piece.Page(w.say("ui.step.eligibility", nil), w.say("ui.eligibility.none", nil), nil), nil
	}
	essential, wished := byImportance(items)
	var parts []fyne.CanvasObject
	if len(essential) > 0 {
		parts = append(parts, w.itemRows(stepEligibility, essential))
	}
	if len(wished) > 0 {
		parts = append(parts, w.wishedPart(stepEligibility, wished))
	}
	return piece.Page(w.say("ui.step.eligibility", nil), w.say("ui.eligibility.lead", nil), nil, parts...), w.why(item)
}

// refresh builds the page anew: nothing is typed on it.
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
func (w *Window) wishedPart(step stepID, items []checklist.Item) fyne.CanvasObject {
	return piece.Stack(look.Gap12,
		piece.Stack(look.Gap4,
			piece.Heading(w.say("report.desirable.heading", nil)), piece.Muted(w.say("report.desirable.intro", nil))),
		w.itemRows(step, items))
}

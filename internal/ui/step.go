package ui

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// stepID names a step of the walk.
type stepID string

// The steps, in the order of the walk.
const (
	stepOverview     stepID = "overview"
	stepAbout        stepID = "about"
	stepEligibility  stepID = "eligibility"
	stepLanguages    stepID = "languages"
	stepDocuments    stepID = "documents"
	stepCompetencies stepID = "competencies"
	stepDeclarations stepID = "declarations"
	stepBundle       stepID = "bundle"
	stepHandOver     stepID = "hand-over"
)

// A step is one page of the walk. It belongs to one open dossier and reads the
// window's last snapshot.
type step interface {
	// build makes the page in the middle and what stands beside it (nil: nothing).
	build() (page, aside fyne.CanvasObject)
	// refresh takes a new snapshot into what build made, and reports false where
	// the page is to be built anew instead.
	refresh() bool
}

// walk is every step with its title, its icon in the rail ("" for that of its
// state), and what stands at its right there.
var walk = []struct {
	id    stepID
	title string
	icon  string
	state func(snapshot) (piece.State, message.Message)
	make  func(*Window) step
}{
	{stepOverview, "ui.step.overview", "home", overviewState, newOverview},
	{stepAbout, "ui.step.about", "", aboutState, newAbout},
	{stepEligibility, "ui.step.eligibility", "", groupState(vacancy.Eligibility, vacancy.Applications), newEligibility},
	{stepLanguages, "ui.step.languages", "", groupState(vacancy.Languages), newLanguages},
	{stepDocuments, "ui.step.documents", "", groupState(vacancy.Documents), newDocuments},
	{stepCompetencies, "ui.step.competencies", "", competenciesState, newCompetencies},
	{stepDeclarations, "ui.step.declarations", "", groupState(vacancy.Declarations), newDeclarations},
	{stepBundle, "ui.step.bundle", "", bundleState, newBundle},
	{stepHandOver, "ui.step.hand-over", "", handOverState, newHandOver},
}

// newSteps makes every step anew for a newly opened dossier.
func newSteps(w *Window) map[stepID]step {
	steps := map[stepID]step{}
	for _, s := range walk {
		steps[s.id] = s.make(w)
	}
	return steps
}

// groupSteps is where the items of each group are looked after.
var groupSteps = map[vacancy.Group]stepID{
	vacancy.Eligibility:  stepEligibility,
	vacancy.Languages:    stepLanguages,
	vacancy.Documents:    stepDocuments,
	vacancy.Declarations: stepDeclarations,
	vacancy.Applications: stepEligibility,
}

// verdictStates are the state, and the word of a step, for the verdict of its
// worst item.
var verdictStates = map[vacancy.Verdict]struct {
	state piece.State
	word  string
}{
	vacancy.Met:        {piece.Done, "ui.state.done"},
	vacancy.NotMet:     {piece.NotMet, "ui.state.not-met"},
	vacancy.ToConfirm:  {piece.ToConfirm, "ui.state.to-confirm"},
	vacancy.Unanswered: {piece.Todo, "ui.state.to-do"},
}

// groupState is the state of a step that looks after groups of items: that of
// the worst essential one, what blocks before what is only open. Where nothing
// was checked, or nothing essential is asked, there is no green tick.
func groupState(groups ...vacancy.Group) func(snapshot) (piece.State, message.Message) {
	return func(shot snapshot) (piece.State, message.Message) {
		worst, asked, answered := vacancy.Met, false, false
		for _, item := range itemsOf(shot.Checklist, groups...) {
			answered = answered || item.Verdict != vacancy.Unanswered || item.Group == vacancy.Documents && len(shot.Documents) > 0
			if item.Importance != vacancy.Essential {
				continue
			}
			asked = true
			if !item.Done() && badness[item.Verdict] > badness[worst] {
				worst = item.Verdict
			}
		}
		switch {
		case !asked:
			return piece.Neutral, message.Message{}
		case worst == vacancy.Unanswered && !answered:
			return piece.Unanswered, message.New("ui.state.not-started", nil)
		case worst == vacancy.NotMet && groups[0] == vacancy.Documents:
			return piece.Missing, message.New("ui.state.missing", nil)
		}
		shown := verdictStates[worst]
		return shown.state, message.New(shown.word, nil)
	}
}

// badness orders the verdicts by how much stands in the way.
var badness = map[vacancy.Verdict]int{vacancy.Met: 0, vacancy.ToConfirm: 1, vacancy.Unanswered: 2, vacancy.NotMet: 3}

// itemsOf are the checklist's items of some groups, in its order.
func itemsOf(list checklist.Checklist, groups ...vacancy.Group) []checklist.Item {
	var items []checklist.Item
	for _, item := range list.Items {
		for _, group := range groups {
			if item.Group == group {
				items = append(items, item)
			}
		}
	}
	return items
}

// overviewState counts what is in place.
func overviewState(shot snapshot) (piece.State, message.Message) {
	switch {
	case shot.Pack == nil:
		return piece.Neutral, message.Message{}
	case shot.Submitted != nil:
		return piece.Done, submittedWord()
	}
	ready := shot.Checklist.Readiness
	state := piece.Todo
	if ready.Ready {
		state = piece.Done
	}
	return state, message.New("ui.state.count", message.Args{"Done": ready.Met, "Of": ready.Of})
}

// aboutState says how far the questions about the candidate are answered: all
// that the essential points of eligibility wait for.
func aboutState(shot snapshot) (piece.State, message.Message) {
	c := shot.Candidate
	answers := []bool{
		c.Name.Full() != "", !c.BirthDate.IsZero(), c.Nationalities != nil, c.Studies != nil,
	}
	done := 0
	for _, answered := range answers {
		if answered {
			done++
		}
	}
	switch {
	case done == 0:
		return piece.Unanswered, message.New("ui.state.not-started", nil)
	case done == len(answers) && !awaited(shot.Checklist):
		return piece.Done, message.New("ui.state.done", nil)
	}
	return piece.Todo, message.New("ui.state.to-do", nil)
}

// awaited reports whether an essential point of eligibility waits for an answer.
func awaited(list checklist.Checklist) bool {
	for _, item := range itemsOf(list, vacancy.Eligibility) {
		if item.Importance == vacancy.Essential && item.Verdict == vacancy.Unanswered {
			return true
		}
	}
	return false
}

// competenciesState counts the competencies that the candidate wrote about. They
// are the candidate's own preparation, so nothing of them is missing.
func competenciesState(shot snapshot) (piece.State, message.Message) {
	if shot.Pack == nil {
		return piece.Neutral, message.Message{}
	}
	done := 0
	for _, c := range shot.Pack.Competencies {
		if shot.Application.Competencies[c.ID] != "" {
			done++
		}
	}
	switch done {
	case 0:
		return piece.Unanswered, message.New("ui.state.not-started", nil)
	case len(shot.Pack.Competencies):
		return piece.Done, message.New("ui.state.done", nil)
	}
	return piece.Todo, message.New("ui.state.count", message.Args{"Done": done, "Of": len(shot.Pack.Competencies)})
}

// submittedWord is how a step of an application stands that was sent.
func submittedWord() message.Message { return message.New("ui.state.submitted", nil) }

// bundleState says whether there is a bundle, one that still holds, and one that
// lacks nothing; of an application that was sent, whether it was with a bundle.
func bundleState(shot snapshot) (piece.State, message.Message) {
	own, _ := shot.built()
	switch {
	case shot.Submitted != nil && shot.Submitted.Bundle == "":
		return piece.Neutral, message.Message{}
	case shot.Submitted != nil:
		return piece.Done, message.New("ui.state.submitted-bundle", nil)
	case own == nil:
		return piece.Unanswered, message.New("ui.state.not-started", nil)
	case !own.Current:
		return piece.Todo, message.New("ui.state.outdated", nil)
	case lacksDocuments(shot.Checklist):
		return piece.Missing, message.New("ui.state.incomplete", nil)
	case opensDocuments(shot.Checklist):
		return piece.ToConfirm, message.New("ui.state.to-confirm", nil)
	}
	return piece.Done, message.New("ui.state.done", nil)
}

// opensDocuments reports whether nobody can say yet that all documents are there that
// the vacancy requires: then no tick says that the bundle is done.
func opensDocuments(list checklist.Checklist) bool {
	for _, item := range itemsOf(list, vacancy.Documents) {
		if item.Importance == vacancy.Essential && !item.Done() {
			return true
		}
	}
	return false
}

// lacksDocuments reports whether a document that the vacancy requires is not
// there.
func lacksDocuments(list checklist.Checklist) bool {
	for _, item := range itemsOf(list, vacancy.Documents) {
		if item.Importance == vacancy.Essential && item.Verdict == vacancy.NotMet {
			return true
		}
	}
	return false
}

// handOverState says whether everything is there that is handed in, and whether it
// was. What is closed takes nothing: it is practice.
func handOverState(shot snapshot) (piece.State, message.Message) {
	if shot.Submitted != nil {
		return piece.Done, submittedWord()
	}
	if shot.Pack != nil && shot.Checklist.Deadline.Closed {
		return piece.Unanswered, message.New("ui.state.practice", nil)
	}
	if own, _ := shot.built(); shot.Checklist.Readiness.Ready && own != nil && own.Current {
		return piece.Todo, message.New("ui.state.ready", nil)
	}
	return piece.Unanswered, message.New("ui.state.later", nil)
}

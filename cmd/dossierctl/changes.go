package main

import (
	"strings"
	"time"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// supposition is "check --if": a checklist as it is and as it would be.
type supposition struct {
	session.Comparison
	standing
	assignments []string
}

// ifDossier supposes other facts about a dossier.
func (a *app) ifDossier(dir, ref string, assignments []string) (*supposition, error) {
	var got *supposition
	err := a.open(dir, true, func(s *session.Session) error {
		at, err := s.Standing(ref)
		if err != nil {
			return err
		}
		compared, err := s.WhatIf(ref, assignments)
		got = &supposition{compared, standing{Standing: at, who: s.Candidate().Name.Full()}, assignments}
		return err
	})
	return got, err
}

// ifCandidate supposes other facts about a candidate who has no dossier, or
// another start month.
func (a *app) ifCandidate(ref, file string, assignments []string) (*supposition, error) {
	at, err := a.checkCandidate(ref, file)
	if err != nil {
		return nil, err
	}
	c, err := readCandidate(file)
	if err != nil {
		return nil, err
	}
	start, facts, err := session.SupposeStart(at.Pack, assignments)
	if err != nil {
		return nil, err
	}
	supposed, err := session.Suppose(c, facts)
	if err != nil {
		return nil, err
	}
	then := a.candidateChecklist(at.Standing, supposed, start)
	return &supposition{session.Comparison{Before: at.Checklist, After: then}, *at, assignments}, nil
}

// ifView is "check --if --json".
type ifView struct {
	Vacancy   string          `json:"vacancy"`
	AsOf      time.Time       `json:"asOf"`
	If        []string        `json:"if"`
	Changes   []changeView    `json:"changes"`
	Readiness ifReadinessView `json:"readiness"`
}

type ifReadinessView struct {
	Before readinessView `json:"before"`
	After  readinessView `json:"after"`
}

// changeView is one changed item. Before and After are null where it is not
// asked for.
type changeView struct {
	ID         string             `json:"id"`
	Group      vacancy.Group      `json:"group"`
	Importance vacancy.Importance `json:"importance"`
	Title      string             `json:"title"`
	Before     *vacancy.Verdict   `json:"before"`
	After      *vacancy.Verdict   `json:"after"`
	Lapsed     bool               `json:"lapsed"`
	ReasonID   string             `json:"reasonId"`
	Reason     string             `json:"reason"`
	NextID     string             `json:"nextId"`
	Next       string             `json:"next"`
}

func (a *app) changeViews(changes []checklist.Change) []changeView {
	views := make([]changeView, 0, len(changes))
	for _, c := range changes {
		views = append(views, changeView{
			ID: c.ID, Group: c.Group, Importance: c.Importance, Title: a.Pick(c.Title),
			Before: verdictOrNull(c.Before), After: verdictOrNull(c.After), Lapsed: c.Lapsed,
			ReasonID: c.Reason.ID, Reason: a.Text(c.Reason), NextID: c.Next.ID, Next: a.Text(c.Next),
		})
	}
	return views
}

func verdictOrNull(v vacancy.Verdict) *vacancy.Verdict {
	if v == "" {
		return nil
	}
	return &v
}

// showSupposition prints what would be otherwise. The command ends as the
// application would: done only where it would be ready.
func (a *app) showSupposition(s *supposition) error {
	if a.json {
		if err := a.printJSON(ifView{
			Vacancy: s.Checklist.VacancyID, AsOf: s.Checklist.AsOf.In(s.Zone), If: s.assignments,
			Changes:   a.changeViews(s.Changes()),
			Readiness: ifReadinessView{readinessView(s.Before.Readiness), readinessView(s.After.Readiness)},
		}); err != nil {
			return err
		}
	} else {
		a.printSupposition(s)
	}
	if !s.After.Readiness.Ready {
		return errIncomplete
	}
	return nil
}

func (a *app) printSupposition(s *supposition) {
	a.printHead(&s.standing)
	a.say("cli.if.supposed", message.Args{"Facts": message.Words(s.assignments)})
	changes := s.Changes()
	if len(changes) == 0 {
		a.say("cli.if.same", nil)
	}
	a.printChanges(changes)
	a.printf("\n")
	a.say("cli.if.readiness", message.Args{
		"Met": s.After.Readiness.Met, "Of": s.After.Readiness.Of,
		"MetNow": s.Before.Readiness.Met, "OfNow": s.Before.Readiness.Of,
	})
}

// printChanges prints each changed item with its verdicts and the reason for the
// later one.
func (a *app) printChanges(changes []checklist.Change) {
	for _, c := range changes {
		a.paragraph(2, strings.TrimSpace(verdictSigns[c.After]+" "+a.Text(changeText(c))))
		for _, m := range []message.Message{c.Reason, c.Next} {
			if text := a.Text(m); text != "" {
				a.paragraph(4, text)
			}
		}
	}
}

// changeText says how an item stands otherwise.
func changeText(c checklist.Change) message.Message {
	args := message.Args{"Title": c.Title}
	if c.Before != "" {
		args["Before"] = c.Before.Word()
	}
	if c.After != "" {
		args["After"] = c.After.Word()
	}
	switch {
	case c.Before == "":
		return message.New("cli.change.new", args)
	case c.After == "":
		return message.New("cli.change.gone", args)
	case c.Before == c.After:
		return message.New("cli.change.lapsed", args)
	default:
		return message.New("cli.change.verdict", args)
	}
}

// correctionView is the other version of a vacancy in "check --json".
type correctionView struct {
	InForce  bool         `json:"inForce"`
	Compared bool         `json:"compared"`
	Changes  []changeView `json:"changes"`
}

func (a *app) correctionView(c *session.Correction) *correctionView {
	if c == nil {
		return nil
	}
	return &correctionView{c.InForce, c.Compared, a.changeViews(c.Changes())}
}

// printCorrection says that the vacancy has another version than the one applied
// with, and what that changes, as far as it can be known.
func (a *app) printCorrection(c *session.Correction) {
	if c == nil {
		return
	}
	changes := c.Changes()
	a.printf("\n")
	switch {
	case !c.Compared:
		a.say("cli.corrected.unknown", nil)
	case c.InForce && len(changes) == 0:
		a.say("cli.corrected.now-same", nil)
	case c.InForce:
		a.say("cli.corrected.now", nil)
	case len(changes) == 0:
		a.say("cli.corrected.other-same", nil)
	default:
		a.say("cli.corrected.other", nil)
	}
	a.printChanges(changes)
	a.say("cli.corrected.accept", nil)
}

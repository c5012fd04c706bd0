package session

import (
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Comparison is one application's checklist twice: before and after something
// about it is otherwise.
type Comparison struct{ Before, After checklist.Checklist }

// Changes are the items that stand otherwise after than before.
func (c Comparison) Changes() []checklist.Change { return checklist.Compare(c.Before, c.After) }

// WhatIf checks the application for a vacancy (empty: the only one) as it is, and
// as it would be with these assignments, which are those of Set. The rules run
// again and nothing else; nothing is saved. One that was sent is tried with the
// dossier's facts of today.
func (s *Session) WhatIf(vacancy string, assignments []string) (Comparison, error) {
	d := s.current().Clone()
	at, err := choose(d, vacancy)
	if err != nil {
		return Comparison{}, err
	}
	d.Applications[at].Submitted = nil
	now, err := s.standing(d, vacancy)
	if err != nil {
		return Comparison{}, err
	}
	supposed := d.Clone()
	if err := (Set{Vacancy: vacancy, Assignments: assignments}).apply(s, &supposed); err != nil {
		return Comparison{}, err
	}
	if err := supposed.Validate(); err != nil {
		return Comparison{}, err
	}
	then, err := s.standing(supposed, vacancy)
	return Comparison{Before: now.Checklist, After: then.Checklist}, err
}

// Suppose returns a candidate who has no dossier with other facts, each written
// FIELD=VALUE as in Set, but only the candidate's own.
func Suppose(c candidate.Candidate, assignments []string) (candidate.Candidate, error) {
	var facts []candidate.Assignment
	for _, assignment := range assignments {
		field, value, err := parseAssignment(assignment)
		if err != nil {
			return c, err
		}
		facts = append(facts, factOf(field, value))
	}
	return candidate.SetAll(c, facts)
}

// SupposeStart takes the start months out of the assignments, and returns the
// last of them, "" where there is none, and what is left. The vacancy must offer
// the month.
func SupposeStart(pack *vacancy.Pack, assignments []string) (month string, facts []string, err error) {
	for _, assignment := range assignments {
		value, isStart := strings.CutPrefix(assignment, "start=")
		if !isStart {
			facts = append(facts, assignment)
			continue
		}
		var wrong *problem
		if month, wrong = startOf(pack, value); wrong != nil {
			return "", nil, wrong.of("start", value)
		}
	}
	return month, facts, nil
}

// parseAssignment reads FIELD=VALUE.
func parseAssignment(assignment string) (field, value string, err error) {
	field, value, found := strings.Cut(assignment, "=")
	if !found || field == "" {
		return "", "", message.Bad("session-no-assignment", message.Args{"Value": assignment}, nil)
	}
	return field, value, nil
}

// factOf is what the candidate takes for an assignment: countries by their codes.
func factOf(field, value string) candidate.Assignment {
	if field == "nationalities" {
		value = countryCodes(value)
	}
	return candidate.Assignment{Field: field, Value: value}
}

// Package eligibility judges one candidate against the rules of a vacancy on
// its reference dates, and says why: the fact and the day that decided, what to
// do next, and from when on time alone would mend it. Which rules there are,
// with every threshold, stands in the vacancy's pack; what a whole application
// still lacks belongs to checklist.
package eligibility

import (
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Dates are the reference days, each in the vacancy's zone.
type Dates struct {
	Deadline, Start, Today civil.Date
}

// On returns the day that the reference names; one that names none is the
// deadline, by which everything must hold.
func (d Dates) On(ref vacancy.Reference) civil.Date {
	switch ref {
	case vacancy.OnStart:
		return d.Start
	case vacancy.OnToday:
		return d.Today
	default:
		return d.Deadline
	}
}

// Subject is what the rules are held against.
type Subject struct {
	Candidate candidate.Candidate
	Documents []document.Document
	// Applications counts the candidate's applications within the vacancy's
	// programme, this one included.
	Applications int
	// Pack lends the vacancy's names of question and sources to the reasons.
	Pack *vacancy.Pack
}

// Leaf is what one condition came to.
type Leaf struct {
	Kind    string // the rule's key in a pack, such as "age"
	Verdict vacancy.Verdict
	Reason  message.Message // a whole sentence on why
	Fact    message.Message // the candidate's answer that decided it
	Next    message.Message // what to do; zero where there is nothing to do
	On      civil.Date      // the reference day
	Ref     vacancy.Reference
}

// Reading is what one reading of a criterion came to. Decisive is the leaf
// that its verdict rests on, Leaves are all of them in the rule's order.
type Reading struct {
	Source   string
	Clause   message.Text
	Verdict  vacancy.Verdict
	Decisive Leaf
	Leaves   []Leaf
}

// Finding is what a criterion came to. Earliest is the first day after On on
// which it would be met with the same answers; no day where it is not NotMet,
// or where time alone would not mend it.
type Finding struct {
	Verdict            vacancy.Verdict
	Readings           []Reading
	Reason, Fact, Next message.Message
	On                 civil.Date
	Ref                vacancy.Reference
	Earliest           civil.Date
}

// Package eligibility judges one candidate against the rules of a vacancy on
// its reference dates, and says why: the fact and the day that decided, what to
// do next, and from when on time alone would mend it. Which rules there are,
// with every threshold, stands in the vacancy's pack; what a whole application
// still lacks belongs to checklist.
//
// Each kind of rule has one small function that returns a Leaf, and quotes the
// rule that it keeps. algebra.go puts leaves together, time.go counts months,
// earliest.go looks for the day on which a verdict turns.
package eligibility

import (
	"slices"

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
	// Pack lends the vacancy's questions and names of sources to the reasons;
	// nil: they stay nameless.
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

	close closeness
	from  civil.Date // where close is inTime, the day that mends it
}

// closeness ranks leaves that are not met by how much there is to tell.
type closeness int

const (
	nothing closeness = iota // no answer bears on it
	near                     // an answer bears on it, and falls short
	barely                   // it falls short by the stricter reading alone
	inTime                   // time alone mends it
)

// Outcome is what a rule came to. Decisive is the leaf that its verdict rests
// on, Leaves are all of them in the rule's order.
type Outcome struct {
	Verdict  vacancy.Verdict
	Decisive Leaf
	Leaves   []Leaf
}

// Reading is what one reading of a criterion came to.
type Reading struct {
	Source string
	Clause message.Text
	Outcome
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

// Judge returns what a rule comes to.
func Judge(rule vacancy.Rule, s Subject, d Dates) Outcome {
	return judge{s, d}.rule(rule)
}

// Evaluate returns what a criterion comes to under each of its readings, and
// under all of them together.
func Evaluate(c vacancy.Criterion, s Subject, d Dates) Finding {
	var f Finding
	for _, r := range c.AllReadings() {
		f.Readings = append(f.Readings, Reading{r.Source, r.Clause, Judge(r.Rule, s, d)})
	}
	f.Verdict = together(f.Readings)
	f.explain(s.Pack)
	if f.Verdict == vacancy.NotMet {
		f.Earliest = earliest(c, s, f.On)
	}
	return f
}

// together combines the readings' verdicts: equal ones stand; otherwise
// unanswered if any is, else to confirm.
func together(readings []Reading) vacancy.Verdict {
	first := readings[0].Verdict
	if !slices.ContainsFunc(readings, func(r Reading) bool { return r.Verdict != first }) {
		return first
	}
	if slices.ContainsFunc(readings, func(r Reading) bool { return r.Verdict == vacancy.Unanswered }) {
		return vacancy.Unanswered
	}
	return vacancy.ToConfirm
}

// explain takes the words from the notice's reading where all agree, from the
// first one that is unanswered where any is, and else says how they differ.
func (f *Finding) explain(p *vacancy.Pack) {
	notice := f.Readings[0]
	f.take(notice.Decisive)
	at := slices.IndexFunc(f.Readings, func(r Reading) bool { return r.Verdict != notice.Verdict })
	if at < 0 {
		return
	}
	if f.Verdict == vacancy.Unanswered {
		open := slices.IndexFunc(f.Readings, func(r Reading) bool { return r.Verdict == vacancy.Unanswered })
		f.take(f.Readings[open].Decisive)
		return
	}
	other := f.Readings[at]
	f.Reason = message.New("reason.readings-differ", message.Args{
		"Notice": notice.Verdict.Word(), "NoticeReason": notice.Decisive.Reason,
		"Source": sourceTitle(p, other.Source),
		"Other":  other.Verdict.Word(), "OtherReason": other.Decisive.Reason,
	})
	f.Next = message.New("next.readings-differ", nil)
}

func (f *Finding) take(l Leaf) {
	f.Reason, f.Fact, f.Next, f.On, f.Ref = l.Reason, l.Fact, l.Next, l.On, l.Ref
}

func sourceTitle(p *vacancy.Pack, id string) any {
	if p != nil {
		if source, known := p.Source(id); known {
			return source.Title
		}
	}
	return id
}

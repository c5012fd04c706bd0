// Package eligibility judges one candidate against the rules of a vacancy on
// its reference dates, and says why: the fact and the day that decided, what to
// do next, and from when on time alone would mend it. Which rules there are,
// with every threshold, stands in the vacancy's pack; what a whole application
// still lacks belongs to checklist.
//
// Each kind of rule has one small function that returns a Leaf, and quotes the
// rule that it keeps. algebra.go puts leaves together, time.go counts months,
// earliest.go looks for the day on which a verdict turns.
//
// Evaluate finds the verdicts and days, silently; Explain says why, by judging the
// same anew, aloud. So a verdict costs nothing for words that nobody reads.
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
	voice message.Voice
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
	Source  string
	Clause  message.Text
	Verdict vacancy.Verdict
}

// Finding is what a criterion came to: everything but the words, which Explain
// has. Earliest is the first day after On on which it would be met with the same
// answers; no day where it is not NotMet, or where time alone would not mend it.
type Finding struct {
	Verdict  vacancy.Verdict
	Readings []Reading
	On       civil.Date // the reference day that decided
	Ref      vacancy.Reference
	Earliest civil.Date
}

// Explanation is why something came to its verdict.
type Explanation struct {
	Reason   message.Message // a whole sentence on why
	Fact     message.Message // the candidate's answer that decided it
	Next     message.Message // what to do; zero where there is nothing to do
	Outcomes []Outcome       // of each reading, the notice's first
}

// Verdict returns what a rule comes to, without saying why.
func Verdict(rule vacancy.Rule, s Subject, d Dates) vacancy.Verdict {
	j := judge{Subject: s, dates: d}
	return j.rule(rule).Verdict
}

// Judge returns what a rule comes to, and why.
func Judge(rule vacancy.Rule, s Subject, d Dates) Outcome {
	j := judge{Subject: s, dates: d, voice: message.Aloud}
	decisive := j.rule(rule)
	return Outcome{decisive.Verdict, decisive, j.leaves}
}

// Evaluate returns what a criterion comes to under each of its readings, and
// under all of them together. Its day is that of the first reading which is
// unanswered where any is, else the notice's.
func Evaluate(c vacancy.Criterion, s Subject, d Dates) Finding {
	j := judge{Subject: s, dates: d}
	readings := c.AllReadings()
	f := Finding{Readings: make([]Reading, len(readings))}
	var told Leaf
	for n, r := range readings {
		l := j.rule(r.Rule)
		f.Readings[n] = Reading{r.Source, r.Clause, l.Verdict}
		if n == 0 || l.Verdict == vacancy.Unanswered && told.Verdict != vacancy.Unanswered {
			told = l
		}
	}
	f.Verdict, f.On, f.Ref = together(f.Readings), told.On, told.Ref
	if f.Verdict == vacancy.NotMet {
		f.Earliest = earliest(readings, s, f.On)
	}
	return f
}

// Explain says why a criterion comes to what Evaluate returns. The words are the
// notice's reading's where all agree, those of the first one that is unanswered
// where any is, and else say how they differ.
func Explain(c vacancy.Criterion, s Subject, d Dates) Explanation {
	readings := c.AllReadings()
	outcomes := make([]Outcome, len(readings))
	for n, r := range readings {
		outcomes[n] = Judge(r.Rule, s, d)
	}
	notice := outcomes[0]
	open := slices.IndexFunc(outcomes, func(o Outcome) bool { return o.Verdict == vacancy.Unanswered })
	told := outcomes[max(open, 0)].Decisive
	e := Explanation{told.Reason, told.Fact, told.Next, outcomes}
	other := slices.IndexFunc(outcomes, func(o Outcome) bool { return o.Verdict != notice.Verdict })
	if open < 0 && other > 0 {
		e.Reason = message.New("reason.readings-differ", message.Args{
			"Notice": notice.Verdict.Word(), "NoticeReason": notice.Decisive.Reason,
			"Source": sourceTitle(s.Pack, readings[other].Source),
			"Other":  outcomes[other].Verdict.Word(), "OtherReason": outcomes[other].Decisive.Reason,
		})
		e.Next = message.New("next.readings-differ", nil)
	}
	return e
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

func sourceTitle(p *vacancy.Pack, id string) any {
	if p != nil {
		if source, known := p.Source(id); known {
			return source.Title
		}
	}
	return id
}

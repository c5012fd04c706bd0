package checklist

import (
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// builder holds what every item is made from.
type builder struct {
	candidate   candidate.Candidate
	documents   []document.Document
	application Application
	subject     eligibility.Subject
	dates       eligibility.Dates
}

func newBuilder(in Input) builder {
	return builder{
		candidate:   in.Candidate,
		documents:   in.Documents,
		application: in.Application,
		subject: eligibility.Subject{
			Candidate: in.Candidate, Documents: in.Documents, Pack: in.Pack,
			Applications: max(in.Applications, 1), // this one is always there
		},
		dates: eligibility.Dates{
			Deadline: in.Pack.Deadline.Day(),
			Start:    startDay(in.Pack, in.Application.Start),
			Today:    civil.Of(in.Now.In(in.Zone)),
		},
	}
}

// startDay returns the first day of the chosen start month, of the earliest one
// where none is chosen, and the deadline's where the vacancy names none.
func startDay(p *vacancy.Pack, chosen string) civil.Date {
	if month, offered := p.Start(chosen); offered {
		return month.First()
	}
	if len(p.Starts) == 0 {
		return p.Deadline.Day()
	}
	first := p.Starts[0].First()
	for _, month := range p.Starts {
		if month.First().Before(first) {
			first = month.First()
		}
	}
	return first
}

func (b builder) criterion(c vacancy.Criterion) Item {
	f := eligibility.Evaluate(c, b.subject, b.dates)
	own := c.Next
	if f.Verdict == vacancy.Met || f.Verdict == vacancy.Unanswered {
		own = message.Text{}
	}
	return Item{
		ID: c.ID, Group: c.Group, Importance: c.Importance, Title: c.Title, Clause: c.Clause,
		Note: c.Note, Advice: c.Advice, PackNext: own,
		Verdict: f.Verdict, Readings: f.Readings, Reason: f.Reason, Fact: f.Fact, Next: f.Next,
		On: f.On, Ref: f.Ref, Earliest: f.Earliest,
	}
}

// declaration: the candidate's confirmation on a day; nobody else's. Without the
// day it is not answered.
func (b builder) declaration(d vacancy.Declaration) Item {
	item := Item{
		ID: d.ID, Group: vacancy.Declarations, Importance: d.Importance, Title: d.Title, Clause: d.Clause,
		Note: d.Note, Advice: d.Advice,
	}
	if day := b.application.Declarations[d.ID]; !day.IsZero() {
		args := message.Args{"Day": day, "Statement": d.Statement}
		return b.found(item, finding{
			verdict: vacancy.Met,
			reason:  message.New("reason.declaration.confirmed", args),
			fact:    message.New("fact.declaration", args),
		})
	}
	args := message.Args{"Statement": d.Statement}
	return b.found(item, finding{
		verdict: vacancy.Unanswered,
		reason:  message.New("reason.declaration.open", args),
		next:    message.New("next.declaration.confirm", args),
	})
}

// finding is what was found about a document or a declaration.
type finding struct {
	verdict            vacancy.Verdict
	reason, fact, next message.Message
}

// found completes an item that has the notice's reading alone. It must be in
// order by the deadline.
func (b builder) found(item Item, f finding) Item {
	if f.fact.IsZero() {
		f.fact = message.New("fact.not-answered", nil)
	}
	item.Verdict, item.Reason, item.Fact, item.Next = f.verdict, f.reason, f.fact, f.next
	item.On, item.Ref = b.dates.Deadline, vacancy.OnDeadline
	leaf := eligibility.Leaf{
		Kind: string(item.Group), Verdict: f.verdict, Reason: f.reason, Fact: f.fact, Next: f.next,
		On: item.On, Ref: item.Ref,
	}
	item.Readings = []eligibility.Reading{{
		Source: vacancy.NoticeSource, Clause: item.Clause,
		Outcome: eligibility.Outcome{Verdict: f.verdict, Decisive: leaf, Leaves: []eligibility.Leaf{leaf}},
	}}
	return item
}

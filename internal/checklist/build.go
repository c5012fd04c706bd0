package checklist

import (
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// builder holds what every item is made from, and with which voice it is judged.
// Items keep it, to be explained later: it is never changed.
type builder struct {
	application Application
	subject     eligibility.Subject
	dates       eligibility.Dates
	voice       message.Voice
}

func newBuilder(in Input) *builder {
	return &builder{
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

// criteria appends the items of the criteria that count applications, or of those
// that do not.
func (b *builder) criteria(items []Item, counting bool) []Item {
	for i := range b.subject.Pack.Criteria {
		if c := &b.subject.Pack.Criteria[i]; (c.Group == vacancy.Applications) == counting {
			items = append(items, b.criterion(c))
		}
	}
	return items
}

func (b *builder) criterion(c *vacancy.Criterion) Item {
	f := eligibility.Evaluate(*c, b.subject, b.dates)
	own := c.Next
	if f.Verdict == vacancy.Met || f.Verdict == vacancy.Unanswered {
		own = message.Text{}
	}
	return Item{
		ID: c.ID, Group: c.Group, Importance: c.Importance, Title: c.Title, Clause: c.Clause,
		Note: c.Note, Advice: c.Advice, PackNext: own,
		Verdict: f.Verdict, Readings: f.Readings, On: f.On, Ref: f.Ref, Earliest: f.Earliest,
		asked: (*criterion)(c), builder: b,
	}
}

func (b *builder) declaration(d *vacancy.Declaration) Item {
	return b.simple(Item{
		ID: d.ID, Group: vacancy.Declarations, Importance: d.Importance, Title: d.Title, Clause: d.Clause,
		Note: d.Note, Advice: d.Advice, Verdict: b.declared(d).verdict, asked: (*declaration)(d),
	})
}

// declared: the candidate's confirmation on a day; nobody else's. Without the
// day it is not answered.
func (b *builder) declared(d *vacancy.Declaration) finding {
	day := b.application.Declarations[d.ID]
	if day.IsZero() {
		args := func() message.Args { return message.Args{"Statement": d.Statement} }
		return finding{
			verdict: vacancy.Unanswered,
			reason:  b.voice.Say("reason.declaration.open", args),
			next:    b.voice.Say("next.declaration.confirm", args),
		}
	}
	args := func() message.Args { return message.Args{"Day": day, "Statement": d.Statement} }
	return finding{
		verdict: vacancy.Met,
		reason:  b.voice.Say("reason.declaration.confirmed", args),
		fact:    b.voice.Say("fact.declaration", args),
	}
}

// finding is what was found about a document or a declaration.
type finding struct {
	verdict            vacancy.Verdict
	reason, fact, next message.Message
}

// simple completes an item that has its verdict and the notice's reading alone, and
// must be in order by the deadline.
func (b *builder) simple(item Item) Item {
	item.On, item.Ref = b.dates.Deadline, vacancy.OnDeadline
	item.Readings = []eligibility.Reading{{Source: vacancy.NoticeSource, Clause: item.Clause, Verdict: item.Verdict}}
	item.builder = b
	return item
}

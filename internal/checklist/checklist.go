// Package checklist is the whole state of one application: every criterion,
// document and declaration as an item with its verdict, how many of them are in
// order, what to do first, and, where somebody asks, why. It judges no rule
// itself, which belongs to eligibility, and writes nothing down, which belongs to
// report.
package checklist

import (
	"cmp"
	"slices"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Input is everything that the checklist depends on. Its items explain themselves
// from it later, so what it refers to must not be changed afterwards.
type Input struct {
	Pack        *vacancy.Pack
	Candidate   candidate.Candidate
	Documents   []document.Document
	Application Application
	// Applications counts the candidate's applications within the pack's
	// programme, this one included.
	Applications int
	Now          time.Time
	Zone         *time.Location // the zone that Pack.Deadline names
}

// Application is what the candidate said about this application itself.
type Application struct {
	Start string // the chosen start month, "2026-03"; empty: none chosen
	// Declarations holds the day on which each declaration was confirmed, by
	// its id.
	Declarations map[string]civil.Date
	Decisions    []Decision
}

// Decision is the candidate's own recorded word on an item that is to confirm:
// I have looked at this and go on. It counts as long as the item's digest is
// the one that was decided on.
type Decision struct {
	Item   string
	On     civil.Date
	Digest string
}

// Checklist is one application's whole state at one moment.
type Checklist struct {
	VacancyID string
	AsOf      time.Time
	Today     civil.Date // AsOf's day in the vacancy's zone
	Deadline  Deadline
	Items     []Item // in the pack's order; what does not apply is left out
	Readiness Readiness
}

// Deadline is the instant from which the vacancy is closed.
type Deadline struct {
	Instant time.Time
	Closed  bool
}

// TimeLeft says how many days there are from a day to the deadline's, which has
// not passed.
func TimeLeft(day, deadline civil.Date) message.Message {
	if days := day.DaysUntil(deadline); days > 0 {
		return message.New("checklist.days-left", message.Args{"Count": days})
	}
	return message.New("checklist.last-day", nil)
}

// Readiness counts the essential items: Met of them are met, or to confirm
// with a decision that still holds, out of Of. Ready: all of them.
type Readiness struct {
	Met, Of int
	Ready   bool
}

// Item is one thing that the vacancy asks, and how it stands. It holds what was
// decided and what the vacancy says; Explain has the words on why.
type Item struct {
	ID         string
	Group      vacancy.Group
	Importance vacancy.Importance
	Verdict    vacancy.Verdict
	// Readings holds one entry for each reading of a criterion, the notice's
	// first; documents and declarations have the notice's alone.
	Readings []eligibility.Reading
	Title    message.Text
	Clause   message.Text // the notice's own words
	Note     message.Text // what the notice leaves open; may be empty
	Advice   []vacancy.Advice
	// PackNext is the pack's own word on what to do, beside Explain's, where a
	// document is missing, or a criterion is not met or to confirm; may be empty.
	PackNext message.Text
	On       civil.Date
	Ref      vacancy.Reference
	Earliest civil.Date // no day: time alone does not mend it
	Decision *Decision  // recorded and still valid; nil otherwise

	asked   asked
	builder *builder
}

// Done reports whether the item is in order: met, or to confirm and decided.
func (i Item) Done() bool {
	return i.Verdict == vacancy.Met || i.Verdict == vacancy.ToConfirm && i.Decision != nil
}

// MetFrom says from when on time alone mends the item, under each of its
// readings; it is zero where there is no such day.
func (i Item) MetFrom() message.Message {
	switch {
	case i.Earliest.IsZero():
		return message.Message{}
	case len(i.Readings) > 1:
		return message.New("checklist.earliest-readings", message.Args{"Date": i.Earliest})
	default:
		return message.New("checklist.earliest", message.Args{"Date": i.Earliest})
	}
}

// Build returns the application's state at in.Now.
func Build(in Input) Checklist {
	b := newBuilder(in)
	closing := in.Pack.Deadline.Instant(in.Zone)
	list := Checklist{
		VacancyID: in.Pack.ID,
		AsOf:      in.Now,
		Today:     b.dates.Today,
		Deadline:  Deadline{Instant: closing, Closed: !in.Now.Before(closing)},
		Items:     make([]Item, 0, len(in.Pack.Criteria)+len(in.Pack.Documents)+len(in.Pack.Declarations)),
	}
	list.Items = b.criteria(list.Items, false)
	for i := range in.Pack.Documents {
		if item, asked := b.document(&in.Pack.Documents[i]); asked {
			list.Items = append(list.Items, item)
		}
	}
	for i := range in.Pack.Declarations {
		list.Items = append(list.Items, b.declaration(&in.Pack.Declarations[i]))
	}
	list.Items = b.criteria(list.Items, true)
	for i := range list.Items {
		list.Items[i].decide(in.Application.Decisions)
	}
	list.Readiness = readiness(list.Items)
	return list
}

// readiness counts the essential items; desirable and advised ones never keep
// an application from being ready.
func readiness(items []Item) Readiness {
	var r Readiness
	for _, item := range items {
		if item.Importance != vacancy.Essential {
			continue
		}
		r.Of++
		if item.Done() {
			r.Met++
		}
	}
	r.Ready = r.Met == r.Of
	return r
}

// Item returns the item with this id.
func (c Checklist) Item(id string) (Item, bool) {
	i := slices.IndexFunc(c.Items, func(item Item) bool { return item.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return c.Items[i], true
}

// Todo returns the items that are not in order, each of which has a next step, in
// the order in which to take them: what blocks the application, what is only a
// question away, documents, decisions, declarations at the end; then the same of
// what is not essential.
func (c Checklist) Todo() []Item {
	var todo []Item
	for _, item := range c.Items {
		if !item.Done() {
			todo = append(todo, item)
		}
	}
	slices.SortStableFunc(todo, func(a, b Item) int { return cmp.Compare(a.urgency(), b.urgency()) })
	return todo
}

// urgency is the item's place in Todo.
func (i Item) urgency() int {
	place := 0
	switch {
	case i.Group == vacancy.Declarations:
		place = 4
	case i.Verdict == vacancy.ToConfirm:
		place = 3
	case i.Verdict == vacancy.NotMet && i.Group == vacancy.Documents:
		place = 2
	case i.Verdict == vacancy.Unanswered:
		place = 1
	}
	if i.Importance != vacancy.Essential {
		place += 5
	}
	return place
}

// Package report writes down where an application stands, for paper and for
// people who do not use the program. What it says is the checklist's, how it
// looks is typeset's; no verdict is made here.
package report

import (
	"fmt"
	"io"
	"time"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/vacancy"
)

// Report is one application as it stands.
type Report struct {
	Candidate string // the name as it is shown; may be empty
	Pack      *vacancy.Pack
	Zone      *time.Location // the one that Pack.Deadline names
	Own       *time.Location // the reader's, shown where its clock differs; may be nil
	Checklist checklist.Checklist
}

// WriteChecklist writes the checklist as a PDF in the localizer's language:
// where the application stands, what to do first, then every item with its
// reason. The file's date is the checklist's AsOf; equal reports give equal
// bytes.
func WriteChecklist(w io.Writer, in Report, loc *i18n.Localizer) error {
	p := page{Report: in, loc: loc}
	title := p.say("report.document", message.Args{"Candidate": in.Candidate, "Vacancy": in.Pack.Title})
	sheet, err := typeset.NewSheet(typeset.SheetOptions{
		Paper: typeset.A4, Lang: string(loc.Lang()), DocTitle: title, Date: in.Checklist.AsOf,
		Footer: title,
		PageNumber: func(page, of int) string {
			return p.say("report.page", message.Args{"Page": page, "Of": of})
		},
	})
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	p.sheet = sheet
	p.head()
	p.tasks()
	sheet.Panel(p.say("report.prepared.title", nil), p.say("report.prepared.text", nil))
	p.translation()
	p.items()
	data, _, err := sheet.Finish()
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// page is a report under way.
type page struct {
	Report
	loc   *i18n.Localizer
	sheet *typeset.Sheet
}

func (p page) say(id string, args message.Args) string { return p.loc.Text(message.New(id, args)) }

// head says whose application this is, to what, until when, and how far it is.
func (p page) head() {
	name := p.Candidate
	if name == "" {
		name = p.say("report.no-name", nil)
	}
	list := p.Checklist
	p.sheet.Title(p.say("report.title", nil), name, p.say("report.about", message.Args{
		"Vacancy": p.Pack.Title, "Organisation": p.Pack.Organisation, "Place": p.Pack.Place,
	}))
	p.sheet.Fields(p.fields())
	id := "checklist.readiness"
	if list.Readiness.Ready {
		id = "checklist.ready"
	}
	p.sheet.Progress(p.say(id, message.Args{"Met": list.Readiness.Met, "Of": list.Readiness.Of}),
		list.Readiness.Met, list.Readiness.Of)
}

func (p page) fields() []typeset.Field {
	list := p.Checklist
	fields := []typeset.Field{{
		Label: p.say("report.field.deadline", nil),
		Value: p.loc.Moment(message.Moment{At: list.Deadline.Instant, Zone: p.Zone}),
	}}
	if p.Own != nil && !sameClock(list.Deadline.Instant, p.Zone, p.Own) {
		fields = append(fields, typeset.Field{
			Label: p.say("report.field.own-time", nil),
			Value: p.loc.Moment(message.Moment{At: list.Deadline.Instant, Zone: p.Own}),
		})
	}
	return append(fields,
		typeset.Field{Label: p.say("report.field.state", nil), Value: p.state()},
		typeset.Field{
			Label: p.say("report.field.as-of", nil),
			Value: p.loc.Moment(message.Moment{At: list.AsOf, Zone: p.Zone}),
		})
}

// sameClock reports whether the clocks of two zones show the same at the instant.
func sameClock(at time.Time, a, b *time.Location) bool {
	_, offsetA := at.In(a).Zone()
	_, offsetB := at.In(b).Zone()
	return offsetA == offsetB
}

// state says whether the vacancy is open, and for how long.
func (p page) state() string {
	list := p.Checklist
	if list.Deadline.Closed {
		return p.say("report.state.closed", nil)
	}
	left := checklist.TimeLeft(list.Today, civil.Of(list.Deadline.Instant.In(p.Zone)))
	return p.say("report.state.open", message.Args{"Left": left})
}

// tasks lists what the application still needs, the first thing first.
func (p page) tasks() {
	var tasks []typeset.Task
	for _, i := range p.Checklist.Todo() {
		if i.Importance == vacancy.Essential {
			tasks = append(tasks, typeset.Task{
				Mark: p.mark(i.Verdict), Title: p.loc.Pick(i.Title), Text: p.next(i.Explain().Next, i.PackNext),
			})
		}
	}
	if len(tasks) > 0 {
		p.sheet.Heading(p.say("checklist.next-heading", nil))
		p.sheet.Tasks(tasks)
	}
}

// translation says, in French and before anything is quoted, how far the quoted
// words can be relied on: a notice may have been published in English alone.
func (p page) translation() {
	if p.loc.Lang() != i18n.French || p.Pack.French.Reviewed {
		return
	}
	p.sheet.Paragraph(p.loc.Pick(p.Pack.French.Note))
}

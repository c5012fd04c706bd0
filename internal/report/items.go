package report

import (
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/typeset"
	"example.org/dossier/internal/vacancy"
)

// The shapes of verdicts, and the words for the days on which they are made.
var (
	verdictStatuses = map[vacancy.Verdict]typeset.Status{
		vacancy.Met: typeset.Met, vacancy.NotMet: typeset.NotMet,
		vacancy.ToConfirm: typeset.ToConfirm, vacancy.Unanswered: typeset.Unanswered,
	}
	onTexts = map[vacancy.Reference]string{
		vacancy.OnDeadline: "report.on.deadline", vacancy.OnStart: "report.on.start", vacancy.OnToday: "report.on.today",
	}
)

// part is a section of the report: a heading, a sentence below it where there
// is one, and the items that it holds.
type part struct {
	heading, intro string
	holds          func(checklist.Item) bool
}

// parts are the sections in their order. What decides comes first, by group;
// the rest is set apart, so that nobody takes it for a condition.
var parts = []part{
	essential(vacancy.Eligibility),
	essential(vacancy.Languages),
	essential(vacancy.Documents),
	essential(vacancy.Declarations),
	essential(vacancy.Applications),
	{"report.desirable.heading", "report.desirable.intro", hasImportance(vacancy.Desirable)},
	{"report.advised.heading", "report.advised.intro", hasImportance(vacancy.Advised)},
}

func essential(g vacancy.Group) part {
	return part{heading: g.Word().ID, holds: func(i checklist.Item) bool {
		return i.Group == g && i.Importance == vacancy.Essential
	}}
}

func hasImportance(want vacancy.Importance) func(checklist.Item) bool {
	return func(i checklist.Item) bool { return i.Importance == want }
}

// items sets every item in its section.
func (p page) items() {
	for _, part := range parts {
		begun := false
		for _, i := range p.Checklist.Items {
			if !part.holds(i) {
				continue
			}
			if !begun {
				p.begin(part)
				begun = true
			}
			p.sheet.Finding(p.finding(i))
		}
	}
}

func (p page) begin(s part) {
	p.sheet.Heading(p.say(s.heading, nil))
	if s.intro != "" {
		p.sheet.Paragraph(p.say(s.intro, nil))
	}
}

func (p page) mark(v vacancy.Verdict) typeset.Mark {
	return typeset.Mark{Status: verdictStatuses[v], Word: p.loc.Text(v.Word())}
}

func (p page) finding(i checklist.Item) typeset.Finding {
	why := i.Explain()
	return typeset.Finding{
		Mark:     p.mark(i.Verdict),
		Title:    p.loc.Pick(i.Title),
		Reason:   p.loc.Text(why.Reason),
		Readings: p.readings(i.Readings),
		Next:     p.next(why.Next, i.PackNext),
		Clause:   p.say("checklist.clause", message.Args{"Clause": i.Clause}),
		Notes:    p.notes(i),
		Aside:    p.days(i),
	}
}

// next is what to do about an item: the checklist's word, then the pack's own.
func (p page) next(next message.Message, packs message.Text) string {
	if next.IsZero() {
		return ""
	}
	if own := p.loc.Pick(packs); own != "" {
		return p.say("report.next", message.Args{"Next": next, "Pack": own})
	}
	return p.loc.Text(next)
}

func (p page) readings(all []eligibility.Reading) []typeset.Reading {
	var set []typeset.Reading
	for _, r := range all {
		set = append(set, typeset.Reading{Status: verdictStatuses[r.Verdict], Text: p.say("checklist.reading",
			message.Args{"Source": p.source(r.Source), "Verdict": r.Verdict.Word()})})
	}
	return set
}

// source names where a reading comes from.
func (p page) source(id string) string {
	if s, known := p.Pack.Source(id); known {
		return p.loc.Pick(s.Title)
	}
	return p.say("source.notice", nil)
}

// notes are the quiet sentences below an item: what the notice leaves open, and
// what the candidate decided.
func (p page) notes(i checklist.Item) []string {
	var notes []string
	if note := p.loc.Pick(i.Note); note != "" {
		notes = append(notes, note)
	}
	if i.Decision != nil {
		notes = append(notes, p.say("checklist.decided", message.Args{"Date": i.Decision.On}))
	}
	return notes
}

// days are the day that the item was judged on, and the one from which time
// alone mends it.
func (p page) days(i checklist.Item) []string {
	var days []string
	if id, known := onTexts[i.Ref]; known && !i.On.IsZero() {
		days = append(days, p.loc.Date(i.On), p.say(id, nil))
	}
	if !i.Earliest.IsZero() {
		days = append(days, p.loc.Text(i.MetFrom()))
	}
	return days
}

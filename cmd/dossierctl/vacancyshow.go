package main

import (
	"slices"
	"time"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// vacancyView is "vacancy show --json": a pack's texts in one language.
type vacancyView struct {
	vacancySummary
	Organisation string        `json:"organisation"`
	Place        string        `json:"place"`
	Programme    string        `json:"programme"`
	Starts       []string      `json:"starts"`
	Facts        []string      `json:"facts"`
	Events       []eventView   `json:"events"`
	Sections     []sectionView `json:"sections"`
	Criteria     []askedView   `json:"criteria"`
	Documents    []askedView   `json:"documents"`
	Declarations []askedView   `json:"declarations"`
	Competencies []namedView   `json:"competencies"`
	Portal       []string      `json:"portal"`
	Source       string        `json:"source"`
	French       frenchView    `json:"french"`
}

// marked reports whether any text stands in French that nobody has verified.
func (v vacancyView) marked() bool {
	unread := func(r readingView) bool { return r.mark != "" }
	asked := func(c askedView) bool {
		return c.mark != "" || slices.ContainsFunc(c.Readings, unread) || slices.ContainsFunc(c.Advice, unread)
	}
	return slices.ContainsFunc(slices.Concat(v.Criteria, v.Documents, v.Declarations), asked) ||
		slices.ContainsFunc(v.Competencies, func(c namedView) bool { return c.mark != "" }) ||
		slices.ContainsFunc(v.Sections, func(s sectionView) bool { return !slices.Equal(s.Texts, s.shown) })
}

// askedView is one thing that a vacancy asks.
type askedView struct {
	ID         string             `json:"id"`
	Group      vacancy.Group      `json:"group"`
	Importance vacancy.Importance `json:"importance"`
	Title      string             `json:"title"`
	Clause     string             `json:"clause"`
	Note       string             `json:"note,omitzero"`
	Readings   []readingView      `json:"readings,omitzero"`
	Advice     []readingView      `json:"advice,omitzero"`
	French     string             `json:"frenchSource,omitzero"` // where the clause's French is from
	mark       string             // beside the clause
}

// readingView is a sentence with its source.
type readingView struct {
	Source string `json:"source"`
	Text   string `json:"text"`
	mark   string
}

type namedView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Text string `json:"text"`
	mark string
}

type eventView struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Instant time.Time `json:"instant"`
	Note    string    `json:"note,omitzero"`
	when    string
}

type sectionView struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Texts []string `json:"texts"`
	shown []string // the texts with their marks
}

// viewOf puts a pack's texts into the language of the program.
func (a *app) viewOf(p *vacancy.Pack, zone *time.Location) vacancyView {
	v := vacancyView{
		vacancySummary: a.summary(p, zone),
		Organisation:   a.Pick(p.Organisation), Place: a.Pick(p.Place),
		Programme: a.Pick(p.Programme.Title), Source: a.Pick(p.Notice.Source),
		Facts: a.facts(p), Portal: a.portal(p), French: a.frenchOf(p),
	}
	for _, m := range p.Starts {
		v.Starts = append(v.Starts, m.String())
	}
	for _, e := range p.Events {
		at := e.At.In(zone)
		v.Events = append(v.Events, eventView{
			e.ID, a.Pick(e.Title), at.UTC(), a.Pick(e.Note), a.Moment(message.Moment{At: at, Zone: zone}),
		})
	}
	for _, s := range p.Sections {
		v.Sections = append(v.Sections, a.section(p, s))
	}
	for _, c := range p.Competencies {
		v.Competencies = append(v.Competencies, namedView{c.ID, a.Pick(c.Name), a.Pick(c.Text), a.frenchMark(p, c.Text)})
	}
	a.asked(&v, p)
	return v
}

// asked fills in what the vacancy asks for.
func (a *app) asked(v *vacancyView, p *vacancy.Pack) {
	for _, c := range p.Criteria {
		view := a.askedOf(p, c.ID, c.Group, c.Importance, c.Title, c.Clause, c.Note, c.Advice)
		for _, r := range c.Readings {
			view.Readings = append(view.Readings, readingView{r.Source, a.Pick(r.Clause), a.frenchMark(p, r.Clause)})
		}
		v.Criteria = append(v.Criteria, view)
	}
	for _, d := range p.Documents {
		v.Documents = append(v.Documents,
			a.askedOf(p, d.ID, vacancy.Documents, d.Importance, d.Title, d.Clause, d.Note, d.Advice))
	}
	for _, d := range p.Declarations {
		v.Declarations = append(v.Declarations,
			a.askedOf(p, d.ID, vacancy.Declarations, d.Importance, d.Title, d.Clause, d.Note, d.Advice))
	}
}

func (a *app) askedOf(p *vacancy.Pack, id string, g vacancy.Group, i vacancy.Importance, title, clause, note message.Text, advice []vacancy.Advice) askedView {
	v := askedView{id, g, i, a.Pick(title), a.Pick(clause), a.Pick(note), nil, nil, p.FrenchSource(clause), a.frenchMark(p, clause)}
	for _, s := range advice {
		mark := ""
		if s.Source != "" { // the pack's own advice translates nothing
			mark = a.frenchMark(p, s.Text)
		}
		v.Advice = append(v.Advice, readingView{s.Source, a.Pick(s.Text), mark})
	}
	return v
}

func (a *app) section(p *vacancy.Pack, s vacancy.Section) sectionView {
	v := sectionView{ID: s.ID, Title: a.Pick(s.Title)}
	for _, texts := range [][]message.Text{s.Paragraphs, s.Items, s.After} {
		for _, t := range texts {
			v.Texts = append(v.Texts, a.Pick(t))
			v.shown = append(v.shown, a.Pick(t)+a.frenchMark(p, t))
		}
	}
	return v
}

// facts returns the figures of the offer as sentences.
func (a *app) facts(p *vacancy.Pack) []string {
	f := p.Facts
	var facts []string
	add := func(isSaid bool, id string, args message.Args) {
		if isSaid {
			facts = append(facts, a.Text(message.New(id, args)))
		}
	}
	add(f.DurationMonths > 0, "cli.fact.duration", message.Args{"Count": f.DurationMonths})
	add(f.HoursPerWeek > 0, "cli.fact.hours", message.Args{"Count": f.HoursPerWeek})
	if f.Grant != nil {
		add(true, "cli.fact.grant", message.Args{"Amount": f.Grant.PerMonth})
	}
	months := make(message.List, len(p.Starts))
	for i, m := range p.Starts {
		months[i] = a.Month(civil.Date{Year: m.Year, Month: m.Month, Day: 1})
	}
	add(len(months) > 0, "cli.fact.starts", message.Args{"Months": months})
	if travel := a.Pick(f.Travel); travel != "" {
		facts = append(facts, travel)
	}
	return facts
}

// portal returns what the portal takes as sentences.
func (a *app) portal(p *vacancy.Pack) []string {
	id := "cli.portal.unverified"
	if p.Portal.Verified {
		id = "cli.portal.verified"
	}
	said := []string{a.Text(message.New(id, message.Args{
		"Portal": p.Portal.Name, "Aim": p.Portal.Aim, "Limit": p.Portal.Limit, "Count": p.Portal.MaxFiles,
	}))}
	if note := a.Pick(p.Portal.Note); note != "" {
		said = append(said, note)
	}
	return said
}

// printVacancy prints a vacancy for reading.
func (a *app) printVacancy(p *vacancy.Pack, v vacancyView, zone *time.Location) {
	a.paragraph(0, v.Title)
	a.paragraph(0, v.Organisation+" · "+v.Place)
	for _, sentence := range a.frenchSentences(p, v.marked()) {
		a.paragraph(0, sentence)
	}
	a.printf("\n")
	a.paragraph(0, a.deadlineSentence(p.Deadline.Instant(zone), a.clock(zone), zone))
	a.heading("cli.vacancy.facts")
	a.bullets(v.Facts)
	a.headingOver(len(v.Events), "cli.vacancy.events")
	for _, e := range v.Events {
		a.bullets([]string{e.Title + " · " + e.when})
		if e.Note != "" {
			a.paragraph(4, e.Note)
		}
	}
	a.printAsked(p, "cli.vacancy.criteria", v.Criteria)
	a.printAsked(p, vacancy.Documents.Word().ID, v.Documents)
	a.printAsked(p, vacancy.Declarations.Word().ID, v.Declarations)
	a.headingOver(len(v.Competencies), "cli.vacancy.competencies")
	for _, c := range v.Competencies {
		a.bullets([]string{c.Name + " · " + c.Text + c.mark})
	}
	a.heading("cli.vacancy.portal")
	a.bullets(v.Portal)
	for _, s := range v.Sections {
		a.printf("\n%s\n", s.Title)
		a.bullets(s.shown)
	}
	a.printf("\n")
	a.say("cli.vacancy.notice-source", message.Args{"Source": v.Source})
}

// printAsked prints what the vacancy asks for, under a heading.
func (a *app) printAsked(p *vacancy.Pack, heading string, asked []askedView) {
	a.headingOver(len(asked), heading)
	for _, c := range asked {
		a.paragraph(2, c.Title+" · "+a.Text(c.Importance.Word())+" · "+c.ID)
		a.paragraph(4, a.Text(message.New("checklist.clause", message.Args{"Clause": c.Clause}))+c.mark)
		for _, r := range append(c.Readings, c.Advice...) {
			a.paragraph(4, a.sourced(p, r)+r.mark)
		}
		if c.Note != "" {
			a.paragraph(4, c.Note)
		}
	}
}

// sourced writes a sentence with who says it.
func (a *app) sourced(p *vacancy.Pack, r readingView) string {
	if r.Source == "" {
		return r.Text
	}
	return a.Text(message.New("checklist.quoted", message.Args{"Source": a.sourceName(p, r.Source), "Text": r.Text}))
}

// heading prints a heading with an empty line above.
func (a *app) heading(id string) { a.printf("\n%s\n", a.text(id)) }

// headingOver prints a heading where anything stands below it.
func (a *app) headingOver(count int, id string) {
	if count > 0 {
		a.heading(id)
	}
}

// bullets prints one indented entry a text.
func (a *app) bullets(texts []string) {
	for _, t := range texts {
		a.hanging(2, "- ", t)
	}
}

package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// checkCommand says where a candidate or a dossier stands.
func (a *app) checkCommand() *cobra.Command {
	cmd := a.command("check [--vacancy ID|FILE] (--candidate FILE.json | DOSSIER) [--if FIELD=VALUE...]", "help.check.")
	ref := cmd.Flags().String("vacancy", "", a.text("cli.flag.vacancy"))
	file := cmd.Flags().String("candidate", "", a.text("cli.flag.candidate"))
	supposed := cmd.Flags().StringArray("if", nil, a.text("cli.flag.if"))
	cmd.Args = a.arguments(0, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if (len(args) == 1) == (*file != "") {
			return message.Bad("usage-arguments", usageOf(cmd), nil)
		}
		if *file != "" && *ref == "" {
			return missingFlag(cmd, "vacancy")
		}
		subject := subject{ref: *ref, file: *file}
		if *file == "" {
			subject.dir = args[0]
		}
		if len(*supposed) > 0 {
			return a.checkIf(subject, *supposed)
		}
		return a.check(subject)
	}
	return cmd
}

// subject is what is checked: a dossier, or a candidate's file.
type subject struct{ ref, dir, file string }

func (a *app) check(s subject) error {
	var got *standing
	var err error
	if s.file != "" {
		got, err = a.checkCandidate(s.ref, s.file)
	} else {
		got, err = a.checkDossier(s.dir, s.ref)
	}
	if err != nil {
		return err
	}
	return a.showStanding(got)
}

func (a *app) checkIf(s subject, assignments []string) error {
	var got *supposition
	var err error
	if s.file != "" {
		got, err = a.ifCandidate(s.ref, s.file, assignments)
	} else {
		got, err = a.ifDossier(s.dir, s.ref, assignments)
	}
	if err != nil {
		return err
	}
	return a.showSupposition(got)
}

// standing is where an application stands, with the candidate's name.
type standing struct {
	session.Standing
	who string
	// corrected is the other version that the vacancy has meanwhile; nil: none.
	corrected *session.Correction
}

// checkCandidate checks a candidate who has no dossier: no document is attached
// and nothing is declared.
func (a *app) checkCandidate(ref, file string) (*standing, error) {
	p, err := a.library().Load(ref)
	if err != nil {
		return nil, err
	}
	zone, err := session.Zone(p)
	if err != nil {
		return nil, err
	}
	c, err := readCandidate(file)
	if err != nil {
		return nil, err
	}
	at := session.Standing{Pack: p, Zone: zone}
	at.Checklist = a.candidateChecklist(at, c, "")
	return &standing{Standing: at, who: c.Name.Full()}, nil
}

// candidateChecklist is the checklist of a candidate's only application, for a
// start month; empty: none chosen.
func (a *app) candidateChecklist(s session.Standing, c candidate.Candidate, start string) checklist.Checklist {
	return checklist.Build(checklist.Input{
		Pack: s.Pack, Candidate: c, Application: checklist.Application{Start: start}, Applications: 1,
		Now: a.clock(s.Zone), Zone: s.Zone,
	})
}

// maxCandidate is the largest candidate file read, in bytes: more than
// candidate.Decode takes, which has better words for one that is too large.
const maxCandidate = 4_000_000

// readCandidate reads a candidate file; "-" is not special.
func readCandidate(file string) (candidate.Candidate, error) {
	data, err := durable.ReadFile(file, maxCandidate)
	if err != nil {
		return candidate.Candidate{}, err
	}
	return candidate.Decode(file, data)
}

// showStanding prints a checklist and ends the command as it says: done only
// when the application is ready.
func (a *app) showStanding(s *standing) error {
	if a.json {
		if err := a.printJSON(a.checkView(s)); err != nil {
			return err
		}
	} else {
		a.printStanding(s)
	}
	if !s.Checklist.Readiness.Ready {
		return errIncomplete
	}
	return nil
}

// checkView is "check --json", as docs/FORMATS.md has it.
type checkView struct {
	Vacancy   string        `json:"vacancy"`
	AsOf      time.Time     `json:"asOf"`
	Deadline  deadlineJSON  `json:"deadline"`
	Items     []itemView    `json:"items"`
	Readiness readinessView `json:"readiness"`
	// Correction is there where the vacancy has another version than the one
	// applied with.
	Correction *correctionView `json:"correction,omitzero"`
	// Submitted is there where the candidate has said that the application was sent.
	Submitted *submittedView `json:"submitted,omitzero"`
}

type readinessView struct {
	Met   int  `json:"met"`
	Of    int  `json:"of"`
	Ready bool `json:"ready"`
}

// itemView is one item. On and Earliest are null where there is no such day.
type itemView struct {
	ID         string             `json:"id"`
	Group      vacancy.Group      `json:"group"`
	Importance vacancy.Importance `json:"importance"`
	Title      string             `json:"title"`
	Verdict    vacancy.Verdict    `json:"verdict"`
	Readings   []verdictView      `json:"readings"`
	ReasonID   string             `json:"reasonId"`
	Reason     string             `json:"reason"`
	Clause     string             `json:"clause"`
	Note       string             `json:"note,omitzero"`
	Fact       string             `json:"fact"`
	On         *civil.Date        `json:"on"`
	Earliest   *civil.Date        `json:"earliest"`
	NextID     string             `json:"nextId"`
	Next       string             `json:"next"`
	Advice     string             `json:"advice,omitzero"` // the vacancy's own word on what to do
	Decided    *civil.Date        `json:"decided,omitzero"`
}

type verdictView struct {
	Source  string          `json:"source"`
	Verdict vacancy.Verdict `json:"verdict"`
}

// checkView puts a checklist into the program's language.
func (a *app) checkView(s *standing) checkView {
	v := checkView{
		Vacancy: s.Checklist.VacancyID, AsOf: s.Checklist.AsOf.In(s.Zone),
		Deadline:  deadlineAt(s.Checklist.Deadline.Instant, s.Checklist.AsOf),
		Items:     make([]itemView, 0, len(s.Checklist.Items)),
		Readiness: readinessView(s.Checklist.Readiness), Correction: a.correctionView(s.corrected),
		Submitted: submittedJSON(s.Submitted),
	}
	for _, i := range s.Checklist.Items {
		v.Items = append(v.Items, a.itemView(i))
	}
	return v
}

func (a *app) itemView(i checklist.Item) itemView {
	why := i.Explain()
	v := itemView{
		ID: i.ID, Group: i.Group, Importance: i.Importance, Verdict: i.Verdict,
		Title: a.Pick(i.Title), Clause: a.Pick(i.Clause), Note: a.Pick(i.Note),
		ReasonID: why.Reason.ID, Reason: a.Text(why.Reason), Fact: a.Text(why.Fact),
		NextID: why.Next.ID, Next: a.Text(why.Next), Advice: a.Pick(i.PackNext), Readings: []verdictView{},
		On: day(i.On), Earliest: day(i.Earliest),
	}
	for _, r := range i.Readings {
		v.Readings = append(v.Readings, verdictView{r.Source, r.Verdict})
	}
	if i.Decision != nil {
		v.Decided = day(i.Decision.On)
	}
	return v
}

// day returns nil for no day.
func day(d civil.Date) *civil.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// printStanding prints a checklist for reading.
func (a *app) printStanding(s *standing) {
	a.printHead(s)
	for _, group := range vacancy.Groups() {
		a.printGroup(s.Pack, group, s.Checklist.Items)
	}
	a.printCorrection(s.corrected)
	a.printf("\n")
	a.printReadiness(s.Checklist)
}

// printHead prints whose application it is, for what and until when.
func (a *app) printHead(s *standing) {
	if s.who != "" {
		a.say("cli.check.who", message.Args{"Name": s.who, "Vacancy": s.Pack.Title})
	} else {
		a.paragraph(0, a.Pick(s.Pack.Title))
	}
	a.paragraph(0, a.deadlineSentence(s.Checklist.Deadline.Instant, s.Checklist.AsOf, s.Zone))
	if sent := s.Submitted; sent != nil {
		a.say("cli.check.submitted", message.Args{"Date": sent.On, "Reference": sent.Reference, "File": sent.Names()})
	} else if a.asOf != nil {
		a.say("cli.check.simulated", message.Args{"Moment": message.Moment{At: s.Checklist.AsOf, Zone: s.Zone}})
	}
}

// printGroup prints the items of one part under its heading.
func (a *app) printGroup(p *vacancy.Pack, group vacancy.Group, items []checklist.Item) {
	headed := false
	for _, i := range items {
		if i.Group != group {
			continue
		}
		if !headed {
			a.heading(group.Word().ID)
			headed = true
		}
		a.printItem(p, i)
	}
}

// deadlineSentence says until when, or since when, in the vacancy's zone, and
// where the user's own clock shows another time, on a line of its own in that
// one too.
func (a *app) deadlineSentence(deadline, now time.Time, zone *time.Location) string {
	args := message.Args{"Deadline": message.Moment{At: deadline, Zone: zone}}
	sentence := a.Text(message.New("cli.check.deadline-closed", args))
	if now.Before(deadline) {
		args["Left"] = checklist.TimeLeft(civil.Of(now.In(zone)), civil.Of(deadline.In(zone)))
		sentence = a.Text(message.New("cli.check.deadline-open", args))
	}
	own := a.now().Location()
	_, theirs := deadline.In(zone).Zone()
	if _, here := deadline.In(own).Zone(); here != theirs {
		sentence += "\n" + a.Text(message.New("cli.check.own-clock", message.Args{"Deadline": message.Moment{At: deadline, Zone: own}}))
	}
	return sentence
}

// printItem prints one item: its verdict as sign and word, then why.
func (a *app) printItem(p *vacancy.Pack, i checklist.Item) {
	line := verdictSigns[i.Verdict] + " " + a.Pick(i.Title) + " · " + a.Text(i.Verdict.Word())
	if i.Importance != vacancy.Essential {
		line += " · " + a.Text(i.Importance.Word())
	}
	a.paragraph(2, line)
	why := i.Explain()
	a.printReadings(p, i, why)
	a.printBasis(i, why.Fact)
	if !i.Earliest.IsZero() {
		a.paragraph(4, a.Text(i.MetFrom()))
	}
	if i.Decision != nil {
		a.paragraph(4, a.Text(message.New("checklist.decided", message.Args{"Date": i.Decision.On})))
	}
	if next := a.Text(why.Next); next != "" {
		a.hanging(4, "→ ", strings.TrimSpace(next+" "+a.Pick(i.PackNext)))
	}
	if note := a.Pick(i.Note); note != "" {
		a.paragraph(4, note)
	}
}

// printReadings prints why an item stands as it does, with the words that it
// comes from; where more than one source speaks of it, for each of them.
func (a *app) printReadings(p *vacancy.Pack, i checklist.Item, why eligibility.Explanation) {
	if len(i.Readings) < 2 {
		a.paragraph(4, a.Text(why.Reason))
		a.paragraph(4, a.Text(message.New("checklist.clause", message.Args{"Clause": i.Clause})))
		return
	}
	for n, r := range i.Readings {
		a.hanging(4, "- ", a.Text(message.New("checklist.reading-why", message.Args{
			"Source": a.sourceName(p, r.Source), "Verdict": r.Verdict.Word(), "Reason": why.Outcomes[n].Decisive.Reason,
		})))
		a.paragraph(6, a.Text(message.New("checklist.clause", message.Args{"Clause": r.Clause})))
	}
}

// onSentences say on which day an item was judged.
var onSentences = map[vacancy.Reference]string{
	vacancy.OnDeadline: "checklist.on.deadline",
	vacancy.OnStart:    "checklist.on.start",
	vacancy.OnToday:    "checklist.on.today",
}

// printBasis prints the candidate's answer that decided, and the day; nothing
// where no answer did. The reasons of documents, declarations and applications
// name both already.
func (a *app) printBasis(i checklist.Item, fact message.Message) {
	judged := i.Group == vacancy.Eligibility || i.Group == vacancy.Languages
	if !judged || fact.ID == "fact.not-answered" || i.Verdict == vacancy.Unanswered {
		return
	}
	answer := a.Text(message.New("checklist.fact", message.Args{"Fact": fact}))
	a.paragraph(4, answer+" "+a.Text(message.New(onSentences[i.Ref], message.Args{"Date": i.On})))
}

// printReadiness prints how much is in place, and what is not.
func (a *app) printReadiness(list checklist.Checklist) {
	args := message.Args{"Met": list.Readiness.Met, "Of": list.Readiness.Of}
	if list.Readiness.Ready {
		a.say("checklist.ready", args)
		return
	}
	a.say("checklist.readiness", args)
	a.heading("checklist.next-heading")
	for _, i := range list.Todo() {
		if i.Importance == vacancy.Essential {
			a.bullets([]string{a.Pick(i.Title) + " · " + a.Text(i.Verdict.Word())})
		}
	}
}

// verdictSigns stand before the verdicts' words: never a sign or colour alone.
var verdictSigns = map[vacancy.Verdict]string{
	vacancy.Met: "✓", vacancy.NotMet: "✗", vacancy.ToConfirm: "?", vacancy.Unanswered: "…",
}

// sourceName names who a reading or a sentence comes from.
func (a *app) sourceName(p *vacancy.Pack, id string) string {
	if s, known := p.Source(id); known {
		return a.Pick(s.Title)
	}
	return a.text("source.notice")
}

package main

import (
	"errors"
	"slices"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// declarations asks for the candidate's word on what the notice wants confirmed.
func (v view) declarations() []question {
	var questions []question
	for _, d := range v.at.Pack.Declarations {
		q := question{
			key: "declarations." + d.ID, section: v.text("ui.step.declarations"), text: v.text("guide.declaration"),
			lines: []string{v.Pick(d.Title), v.sentence("checklist.clause", message.Args{"Clause": d.Clause})},
			help:  v.Pick(d.Note), accepts: v.text("guide.accepts.declaration"),
		}
		q.lines = append(q.lines, v.Pick(d.Statement))
		day, declared := v.said.Declarations[d.ID]
		q.open = !declared
		if declared {
			q.present = v.sentence("guide.declared", message.Args{"Date": day})
		}
		declare := session.Declare{Vacancy: v.vacancy, Item: d.ID}
		q.answer = v.word(declared, declare, session.Withdraw{Vacancy: v.vacancy, Item: d.ID}, "guide.not-declared")
		questions = append(questions, q)
	}
	return questions
}

// word takes the candidate's word, or takes it back; left is the id of the text
// for a word that is not given.
func (v view) word(given bool, give, takeBack session.Edit, left string) func(text string) (reply, error) {
	return func(text string) (reply, error) {
		yes, err := v.yes(text)
		switch {
		case err != nil:
			return reply{}, err
		case yes:
			return reply{}, v.s.Do(give)
		case given:
			err = v.s.Do(takeBack)
		}
		return reply{said: []string{v.text(left)}}, err
	}
}

// review reads the checklist out.
func (v view) review() []question {
	return []question{{
		key: "review", section: v.text("guide.review"), lines: v.checklistInWords(), open: true, enter: "guide.prompt.on",
		help: v.text("guide.review.help"),
		answer: func(text string) (reply, error) {
			return reply{}, message.Bad("guide-review", message.Args{"Value": short(text)}, nil)
		},
	}}
}

// verdictTexts are the headings of the checklist in words, what is in order
// first and what to do last, so that it is heard last.
var verdictTexts = []struct {
	verdict vacancy.Verdict
	heading string
}{
	{vacancy.Met, "guide.review.met"}, {vacancy.ToConfirm, "guide.review.to-confirm"},
	{vacancy.Unanswered, "guide.review.unanswered"}, {vacancy.NotMet, "guide.review.not-met"},
}

// checklistInWords says what is met, to confirm, not answered and missing, and
// what to do next, without a sign or a column.
func (v view) checklistInWords() []string {
	list := v.at.Checklist
	lines := []string{v.Pick(v.at.Pack.Title), v.deadlineSentence(list.Deadline.Instant, list.AsOf, v.at.Zone)}
	if v.asOf != nil {
		lines = append(lines, v.sentence("cli.check.simulated", message.Args{"Moment": message.Moment{At: list.AsOf, Zone: v.at.Zone}}))
	}
	for _, part := range verdictTexts {
		var items []string
		for _, item := range list.Items {
			if item.Verdict == part.verdict {
				items = append(items, v.itemInWords(item))
			}
		}
		if len(items) > 0 {
			lines = append(lines, "", v.sentence(part.heading, message.Args{"Count": len(items)}))
			lines = append(lines, items...)
		}
	}
	lines = append(lines, "", v.readinessInWords(list.Readiness))
	return append(lines, v.nextInWords(list)...)
}

// readinessInWords says how much is in place.
func (g *guide) readinessInWords(r checklist.Readiness) string {
	id := "checklist.readiness"
	if r.Ready {
		id = "checklist.ready"
	}
	return g.sentence(id, message.Args{"Met": r.Met, "Of": r.Of})
}

// nextInWords says what to do next about what is needed.
func (v view) nextInWords(list checklist.Checklist) []string {
	var lines []string
	for _, item := range list.Todo() {
		if item.Importance == vacancy.Essential {
			lines = append(lines, v.sentence("guide.next", message.Args{"Title": item.Title, "Next": item.Explain().Next, "Advice": item.PackNext}))
		}
	}
	if len(lines) > 0 {
		lines = append([]string{"", v.text("guide.review.next")}, lines...)
	}
	return lines
}

// itemInWords says how one item stands, and why.
func (v view) itemInWords(item checklist.Item) string {
	id := "guide.item"
	if item.Importance != vacancy.Essential {
		id = "guide.item-optional"
	}
	text := v.sentence(id, message.Args{
		"Title": item.Title, "Verdict": item.Verdict.Word(), "Reason": item.Explain().Reason, "Importance": item.Importance.Word(),
	})
	if !item.Earliest.IsZero() {
		text += " " + v.Text(item.MetFrom())
	}
	if item.Decision != nil {
		text += " " + v.sentence("checklist.decided", message.Args{"Date": item.Decision.On})
	}
	return text
}

// decisions asks the candidate to decide on what a human must judge.
func (v view) decisions() []question {
	var questions []question
	for _, item := range v.at.Checklist.Items {
		if item.Verdict == vacancy.ToConfirm && item.Importance == vacancy.Essential {
			questions = append(questions, v.decision(item))
		}
	}
	return questions
}

func (v view) decision(item checklist.Item) question {
	q := question{
		key: "decisions." + item.ID, section: v.text("guide.decisions"), text: v.text("guide.decision"),
		lines:   []string{v.itemInWords(item), v.sentence("checklist.clause", message.Args{"Clause": item.Clause})},
		accepts: v.text("guide.accepts.yes-no"), help: v.text("guide.decision.help"), open: item.Decision == nil,
	}
	for _, r := range item.Readings {
		if len(item.Readings) > 1 {
			q.lines = append(q.lines, v.sentence("checklist.reading", message.Args{"Source": v.sourceName(v.at.Pack, r.Source), "Verdict": r.Verdict.Word()}))
		}
	}
	for _, more := range []string{v.Pick(item.Note), v.Text(item.Explain().Next), v.Pick(item.PackNext)} {
		if more != "" {
			q.lines = append(q.lines, more)
		}
	}
	q.lines = append(q.lines, v.text("guide.decision.means"))
	if item.Decision != nil {
		q.present = v.sentence("guide.decided", message.Args{"Date": item.Decision.On})
	}
	decide := session.Decide{Vacancy: v.vacancy, Item: item.ID}
	q.answer = v.word(item.Decision != nil, decide, session.Withdraw{Vacancy: v.vacancy, Item: item.ID}, "guide.not-decided")
	return q
}

// bundle asks whether to make the one PDF, where there is something to put into
// it.
func (v view) bundle() []question {
	section := v.text("ui.step.bundle")
	if len(v.documents) == 0 {
		return []question{{
			key: "bundle", section: section, text: v.text("guide.bundle.nothing"), enter: "guide.prompt.on", open: true,
			answer: func(text string) (reply, error) {
				return reply{}, message.Bad("guide-review", message.Args{"Value": short(text)}, nil)
			},
		}}
	}
	q := question{
		key: "bundle", section: section, text: v.text("guide.bundle"), accepts: v.text("guide.accepts.yes-no"),
		help: v.text("guide.bundle.help"), enter: "guide.prompt.yes", onEnter: v.firstWord(yesWords), open: true,
	}
	if missing := lacking(v.at); len(missing) > 0 {
		q.lines = []string{v.sentence("guide.bundle.lacking", message.Args{"Items": missing})}
	}
	if own, has := v.ownBundle(); has && own.Current {
		q.text = v.sentence("guide.bundle.again", message.Args{"File": own.Path})
		q.enter, q.onEnter = "guide.prompt.no", ""
	}
	q.answer = func(text string) (reply, error) {
		yes, err := v.yes(text)
		if err != nil || !yes {
			return reply{said: []string{v.text("guide.bundle.not-made")}}, err
		}
		return v.makeBundle()
	}
	return []question{q}
}

// ownBundle is the newest of the application's own bundles, which has no name.
func (v view) ownBundle() (session.Built, bool) {
	built, err := v.s.Bundles(v.vacancy)
	at := slices.IndexFunc(built, func(b session.Built) bool { return b.Name == "" })
	if err != nil || at < 0 {
		return session.Built{}, false
	}
	return built[at], true
}

// makeBundle makes the bundle and says where it is.
func (v view) makeBundle() (reply, error) {
	made, err := v.s.Bundle(v.ctx, session.BundleOptions{Vacancy: v.vacancy, Lang: v.lang})
	if err != nil {
		return reply{}, err
	}
	said := []string{v.sentence("cli.bundle.done", message.Args{
		"File": made.Path, "Count": made.Plan.Pages, "Size": message.Bytes(made.Outcome.Size),
	})}
	for _, w := range made.Warnings {
		said = append(said, v.Text(w))
	}
	for _, r := range made.Refused {
		v.refused = true
		what, do := v.Error(r.Err)
		said = append(said, what, do)
	}
	return reply{said: said}, nil
}

// goodbye says where the dossier is and how to go on, and ends the command: done
// only when the application is ready.
func (g *guide) goodbye(err error) error {
	at, standingErr := g.s.Standing(g.vacancy)
	if standingErr != nil {
		return errors.Join(err, standingErr)
	}
	g.printf("\n")
	if errors.Is(err, errStopped) {
		err = nil
		g.say("guide.stopped", nil)
	}
	g.line("guide.line", g.readinessInWords(at.Checklist.Readiness))
	g.resumeLine()
	if err == nil && (!at.Checklist.Readiness.Ready || g.refused) {
		return errIncomplete
	}
	return err
}

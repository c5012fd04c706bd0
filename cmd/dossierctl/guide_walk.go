package main

import (
	"errors"
	"slices"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// A guide walks through one application of an open dossier. The questions are
// made anew from what is saved before each one is put, so that an answer may
// bring questions up, or make some fall away.
type guide struct {
	*talk
	s       *session.Session
	vacancy string // the application's
	// all puts every question, answered or not: on the first walk, and when the
	// person asks for it. Otherwise only what waits for an answer is put.
	all     bool
	refused bool // a document was left out of the bundle
	// again is the key of the question that is put again: what is to be known
	// before it was said already.
	again string
	// told hears of each answer that was said to be saved; nil: nobody.
	told func(key, present string)
}

// questions are the whole walk as the dossier stands now.
func (g *guide) questions() ([]question, error) {
	at, err := g.s.Standing(g.vacancy)
	if err != nil {
		return nil, err
	}
	said, err := g.s.Application(g.vacancy)
	if err != nil {
		return nil, err
	}
	v := view{guide: g, at: at, said: said, c: g.s.Candidate(), documents: g.s.Documents()}
	return slices.Concat(
		v.person(), v.studies(), v.equivalent(), v.languages(), v.experience(), v.packQuestions(), v.start(),
		v.requisition(), v.papers(), v.competencies(), v.declarations(), v.review(), v.decisions(), v.bundle(),
	), nil
}

// indexOf returns the place of a question, -1 where there is none of this key.
func indexOf(questions []question, key string) int {
	return slices.IndexFunc(questions, func(q question) bool { return q.key == key })
}

// begin says where the walk starts: with the first question on the first walk,
// else with the first one that has no answer.
func (g *guide) begin(questions []question) string {
	first := slices.IndexFunc(questions, func(q question) bool { return q.open })
	g.all = first == 0
	g.say("guide.orders", nil)
	if g.all {
		return questions[0].key
	}
	g.say("guide.resume", message.Args{"Restart": g.firstWord("guide.words.restart")})
	return questions[first].key // the review always waits
}

// firstWord is the first of the words that a text holds, in the person's
// language.
func (g *guide) firstWord(id string) string {
	word, _, _ := strings.Cut(g.text(id), ",")
	return word
}

// walk puts one question after the other until none is left, or the person has
// had enough: errStopped.
func (g *guide) walk() error {
	questions, err := g.questions()
	if err != nil {
		return err
	}
	at := g.begin(questions)
	for at != "" {
		if questions, err = g.questions(); err != nil {
			return err
		}
		if at, err = g.turn(questions, indexOf(questions, at)); err != nil {
			return err
		}
	}
	return nil
}

// turn puts the question at a place and returns the key of the next one.
func (g *guide) turn(questions []question, i int) (string, error) {
	q := questions[i]
	if g.again == q.key {
		q.lines = nil
	}
	g.again = ""
	what, text, err := g.put(q)
	if errors.Is(err, errStopped) {
		return "", err
	}
	if err != nil {
		return g.wrong(q, err), nil
	}
	switch what {
	case wantsHelp:
		g.explain(q)
		g.again = q.key
		return q.key, nil
	case goesBack:
		if i == 0 {
			g.say("guide.first", nil)
			return q.key, nil
		}
		return questions[i-1].key, nil
	case startsAgain:
		g.all = true
		return questions[0].key, nil
	case quits:
		return "", errStopped
	case keeps:
		return g.following(q.key, questions), nil
	}
	return g.take(q, text)
}

// wrong says what is wrong with an answer and what to do, and returns the key of
// the question, which is put again.
func (g *guide) wrong(q question, err error) string {
	g.tell(err)
	g.again = q.key
	return q.key
}

// explain says more about a question, and which words always work.
func (g *guide) explain(q question) {
	g.printf("\n")
	if q.help != "" {
		g.line("guide.line", q.help)
	}
	for _, id := range []string{
		"guide.help.enter", "guide.help.back", "guide.help.restart", "guide.help.quit", "guide.help.quotes",
	} {
		g.say(id, nil)
	}
}

// take takes an answer in, says what was saved and returns the key of the next
// question: the same again after a wrong answer.
func (g *guide) take(q question, text string) (string, error) {
	got, err := q.answer(text)
	switch {
	case g.ctx.Err() != nil:
		return "", errStopped
	case err != nil && cannotFinish(err):
		return "", err
	case err != nil:
		return g.wrong(q, err), nil
	}
	now, err := g.questions()
	if err != nil {
		return "", err
	}
	g.confirm(got, now, q.key)
	if got.next != "" {
		return got.next, nil
	}
	return g.following(q.key, now), nil
}

// cannotFinish reports whether it is the machine that failed: no other answer
// would help.
func cannotFinish(err error) bool { return statusOf(err) == statusUnfinished }

// confirm says what was saved, as it was understood.
func (g *guide) confirm(got reply, now []question, key string) {
	for _, text := range got.said {
		g.line("guide.line", text)
	}
	i := indexOf(now, key)
	if len(got.said) > 0 || i < 0 || now[i].present == "" {
		return
	}
	g.say("guide.saved", message.Args{"Answer": now[i].present})
	if g.told != nil {
		g.told(key, now[i].present)
	}
}

// following returns the key of the question to put after the one of a key, which
// is still among them; "" after the last one.
func (g *guide) following(key string, questions []question) string {
	for _, q := range questions[indexOf(questions, key)+1:] {
		if g.all || q.open || q.after != "" && strings.HasPrefix(key, q.after) {
			return q.key
		}
	}
	return ""
}

// A view is the dossier at the moment in which a question is made.
type view struct {
	*guide
	at        session.Standing
	said      session.Application
	c         candidate.Candidate
	documents []document.Document
}

// set gives fields new values, each written FIELD=VALUE; they are on the disk
// when it returns nil.
func (g *guide) set(assignments ...string) (reply, error) {
	return reply{}, g.s.Do(session.Set{Vacancy: g.vacancy, Assignments: assignments})
}

// textQuestion asks for the candidate's own words.
func (v view) textQuestion(q question, saved string) question {
	q.present, q.open = saved, saved == ""
	field := q.key
	q.answer = func(text string) (reply, error) {
		if v.means(text, noneWords) {
			return reply{}, message.Bad("guide-none", message.Args{"Value": text}, nil)
		}
		return v.set(field + "=" + v.unquoted(text))
	}
	return q
}

// textOrNone is textQuestion where “none” is an answer.
func (v view) textOrNone(q question, saved *string, none string) question {
	field := q.key
	q.open = saved == nil
	if saved != nil {
		q.present = *saved
		if *saved == "" {
			q.present = v.text(none)
		}
	}
	q.answer = func(text string) (reply, error) {
		switch {
		case v.means(text, yesWords):
			return reply{}, message.Bad("guide-say-what", message.Args{"Value": text}, nil)
		case v.means(text, noneWords), v.means(text, noWords):
			return v.set(field + "=")
		}
		return v.set(field + "=" + v.unquoted(text))
	}
	return q
}

// dateQuestion asks for a day; none is the id of the words for “there is no such
// day” where that is an answer, else "".
func (v view) dateQuestion(q question, saved candidate.Day, none string) question {
	field := q.key
	q.present, q.open = v.Date(saved.Date), saved.IsZero()
	q.accepts = v.text("guide.accepts.date")
	if none != "" {
		q.accepts += " " + v.sentence("guide.accepts.none-means", message.Args{"Meaning": message.New(none, nil)})
	}
	if saved.None && none != "" {
		q.present = v.text(none)
	}
	q.answer = func(text string) (reply, error) {
		if none != "" && v.means(text, noneWords) {
			return v.set(field + "=")
		}
		day, ok := i18n.ParseDate(text)
		if !ok {
			return reply{}, i18n.BadDate(short(text))
		}
		return v.set(field + "=" + day.String())
	}
	return q
}

// choiceQuestion asks for one of its choices; more are assignments that go with
// a choice.
func (v view) choiceQuestion(q question, saved string, more func(value string) []string) question {
	field := q.key
	q.open = saved == ""
	q.accepts = strings.TrimSpace(v.sentence("guide.accepts.choice", message.Args{"Most": len(q.choices), "Count": len(q.choices)}) + " " + q.accepts)
	for _, c := range q.choices {
		if c.value == saved {
			q.present = c.label
		}
	}
	q.answer = func(text string) (reply, error) {
		c, err := chosen(q.choices, text)
		if err != nil {
			return reply{}, err
		}
		assignments := []string{field + "=" + c.value}
		if more != nil {
			assignments = append(assignments, more(c.value)...)
		}
		return v.set(assignments...)
	}
	return q
}

// yesNoQuestion asks for yes or no.
func (v view) yesNoQuestion(q question, saved *bool) question {
	field := q.key
	q.open = saved == nil
	q.accepts = strings.TrimSpace(v.text("guide.accepts.yes-no") + " " + q.accepts)
	if saved != nil {
		q.present = v.text(yesNoTexts[*saved])
	}
	q.answer = func(text string) (reply, error) {
		yes, err := v.yes(text)
		if err != nil {
			return reply{}, err
		}
		return v.set(field + "=" + yesNoValues[yes])
	}
	return q
}

// yesNoTexts are the texts for yes and no, yesNoValues the words that
// session.Set reads.
var (
	yesNoTexts  = map[bool]string{true: "ui.about.yes", false: "ui.about.no"}
	yesNoValues = map[bool]string{true: "yes", false: "no"}
)

// worded are choices with their labels' texts; "" for a label that is the value.
func (v view) worded(values ...[2]string) []choice {
	var choices []choice
	for _, pair := range values {
		choices = append(choices, choice{value: pair[0], label: v.text(pair[1])})
	}
	return choices
}

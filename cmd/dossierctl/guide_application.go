package main

import (
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
)

// start asks for the start month, where the vacancy offers several.
func (v view) start() []question {
	if len(v.at.Pack.Starts) == 0 {
		return nil
	}
	q := question{
		key: "start", section: v.text("ui.about.application"), text: v.text("guide.start"), help: v.text("ui.about.start.why"),
	}
	for _, month := range v.at.Pack.Starts {
		q.choices = append(q.choices, choice{value: month.String(), label: v.Month(month.First())})
	}
	return []question{v.choiceQuestion(q, v.said.Start, nil)}
}

// requisition asks for the portal's number of the vacancy, which nobody needs.
func (v view) requisition() []question {
	q := v.textQuestion(question{
		key: "requisition", section: v.text("ui.about.application"), text: v.text("guide.requisition"),
		accepts: v.text("guide.accepts.requisition"), help: v.text("ui.about.requisition.why"),
	}, v.said.Requisition)
	q.open = false
	return []question{v.withdrawable(q)}
}

// withdrawable lets “remove” take back the answer to a question that needs none.
func (v view) withdrawable(q question) question {
	if q.present == "" {
		return q
	}
	field, plain := q.key, q.answer
	q.accepts += " " + v.text("guide.accepts.withdraw")
	q.answer = func(text string) (reply, error) {
		if !v.means(text, removeWords) {
			return plain(text)
		}
		_, err := v.set(field + "=" + candidate.NotAnswered)
		return reply{said: []string{v.text("guide.removed")}}, err
	}
	return q
}

// competencies ask for the candidate's own words on what the notice looks for.
// Nothing is suggested, and no note is needed.
func (v view) competencies() []question {
	var questions []question
	for _, c := range v.at.Pack.Competencies {
		field, saved := "competencies."+c.ID, v.said.Competencies[c.ID]
		q := question{
			key: field, section: v.text("ui.step.competencies"), text: v.text("guide.competency"),
			lines:   []string{v.text("ui.ai-notice"), v.Pick(c.Name), v.Pick(c.Text)},
			accepts: v.text("guide.accepts.competency"), help: v.text("ui.competencies.lead"), present: saved,
		}
		if len(questions) > 0 {
			q.lines = q.lines[1:]
		}
		if saved != "" {
			q.accepts = v.text("guide.accepts.competency-more")
		}
		q.answer = func(text string) (reply, error) {
			switch {
			case v.means(text, yesWords):
				return reply{}, message.Bad("guide-say-what", message.Args{"Value": text}, nil)
			case v.means(text, noWords), v.means(text, noneWords):
				return reply{said: []string{v.text("guide.no-more")}}, nil
			}
			words := v.unquoted(text)
			if saved != "" {
				words = saved + "\n" + words
			}
			return v.set(field + "=" + words)
		}
		questions = append(questions, v.withdrawable(q))
	}
	return questions
}

package ui

import (
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// What the drafts of several fields have to do with each other, and with the
// members of the candidate's lists: "studies.s1.end" is a field of the member s1
// of studies.

// setThen gives fields new values at once, as set does, and as a change of its
// own, which is undone alone. done is called when they are on the disk and on the
// screen.
func (w *Window) setThen(done func(), assignments ...string) {
	if w.desk == nil {
		return
	}
	w.change(done, session.Set{Vacancy: w.shot.Application.Vacancy, Assignments: assignments},
		session.Set{}) // two edits never count as one field's
}

// tryAgain sends what was refused once more, after something else was saved: the
// start of a period may be possible now that its end has moved.
func (w *Window) tryAgain() {
	for field, d := range w.drafts {
		if d.problem != nil {
			d.sent = false
			w.send(field)
		}
	}
}

// forget drops the drafts of a field, or with a dot at the end of all fields of
// a member.
func (w *Window) forget(field string) {
	for name, d := range w.drafts {
		if name == field || strings.HasSuffix(field, ".") && strings.HasPrefix(name, field) {
			d.stop()
			delete(w.drafts, name)
		}
	}
}

// forgetGone drops the drafts of members that the dossier does not have any
// more: nobody could correct them.
func (w *Window) forgetGone() {
	for name := range w.drafts {
		list, rest, _ := strings.Cut(name, ".")
		member, _, _ := strings.Cut(rest, ".")
		if there := memberOf[list]; there != nil && !there(w.shot, member) {
			w.forget(name)
		}
	}
}

// memberOf says of each list whether it has a member.
var memberOf = map[string]func(shot snapshot, name string) bool{
	"documents": hasDocument,
	"pages":     hasDocument,
	"studies": func(shot snapshot, name string) bool {
		_, ok := shot.Candidate.Study(name)
		return ok
	},
	"languages": func(shot snapshot, name string) bool {
		return slices.ContainsFunc(shot.Candidate.Languages, func(l candidate.Language) bool { return strings.EqualFold(l.Tag, name) })
	},
	"experience": func(shot snapshot, name string) bool {
		number, err := strconv.Atoi(name)
		return err == nil && number >= 1 && number <= len(shot.Candidate.Experience)
	},
}

func hasDocument(shot snapshot, id string) bool {
	return slices.ContainsFunc(shot.Documents, func(d document.Document) bool { return d.ID == id })
}

// moveUp gives the refused drafts of the members after a numbered one, which is
// taken out, the numbers that they have from then on.
func (w *Window) moveUp(list string, number int) {
	moved := map[string]*draft{}
	for name, d := range w.drafts {
		rest, ours := strings.CutPrefix(name, list+".")
		member, key, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(member)
		if ours && err == nil && n > number && d.problem != nil {
			delete(w.drafts, name)
			moved[list+"."+strconv.Itoa(n-1)+"."+key] = d
		}
	}
	for name, d := range moved {
		w.drafts[name] = d
	}
}

// drafted reports whether a member has a field that is not saved.
func (w *Window) drafted(member string) bool {
	for name := range w.drafts {
		if strings.HasPrefix(name, member+".") {
			return true
		}
	}
	return false
}

// problemTexts are the sentences beside a field for what is refused: a person
// knows the field by its label, not by its name in the file, and sees what stands
// in it.
var problemTexts = map[string]string{
	"candidate-year":                 "ui.problem.year",
	"candidate-end-before-start":     "ui.problem.end-before-start",
	"candidate-awarded-before-start": "ui.problem.awarded-before-start",
	"candidate-before-birth":         "ui.problem.before-birth",
	"candidate-too-long":             "ui.problem.too-long",
	"candidate-control":              "ui.problem.control",
	"candidate-not-utf8":             "ui.problem.control",
	"date-unreadable":                "ui.problem.date",
	"date-no-such-day":               "ui.problem.no-such-day",
	"session-no-pages":               "ui.problem.pages",
	"session-no-such-page":           "ui.problem.no-such-page",
	"session-page-twice":             "ui.problem.page-twice",
	"session-no-answer-limit":        "ui.problem.answer-limit",
}

// besideField are the sentences on an error beside the field that it is about;
// ok is false for an error that has none of its own there.
func (w *Window) besideField(err error) (words string, ok bool) {
	e := message.Of(err)
	if e == nil || problemTexts[e.ID] == "" {
		return "", false
	}
	return w.say(problemTexts[e.ID], e.Args), true
}

// answersOf are the candidate's answers as the fields of "About you" and
// "Languages" show them, by the names that session.Set knows; a list by the
// names of its members.
func answersOf(shot snapshot) map[string]string {
	c := shot.Candidate
	answers := map[string]string{
		"name.given": c.Name.Given, "name.family": c.Name.Family, "birthDate": dayValue(c.BirthDate),
		"nationalities": listValue(c.Nationalities), "equivalentEducation": textValue(c.EquivalentEducation),
		"start": shot.Application.Start, "requisition": shot.Application.Requisition,
	}
	studies := namesOf(c.Studies, func(i int, s candidate.Study) string {
		prefix := "studies." + s.ID + "."
		answers[prefix+"level"], answers[prefix+"status"] = string(s.Level), string(s.Status)
		answers[prefix+"title"], answers[prefix+"institution"] = s.Title, s.Institution
		answers[prefix+"field"], answers[prefix+"university"] = textValue(s.Field), yesNoValue(s.University)
		answers[prefix+"start"], answers[prefix+"end"] = dayValue(s.Start), dayValue(s.End)
		answers[prefix+"awarded"] = dayValue(s.Awarded)
		return s.ID
	})
	languages := namesOf(c.Languages, func(i int, l candidate.Language) string {
		answers["languages."+l.Tag], answers["languages."+l.Tag+".evidence"] = string(l.Level), l.Evidence
		return l.Tag
	})
	experience := namesOf(c.Experience, func(i int, e candidate.Experience) string {
		number := strconv.Itoa(i + 1)
		prefix := "experience." + number + "."
		answers[prefix+"kind"], answers[prefix+"what"] = string(e.Kind), e.What
		answers[prefix+"start"], answers[prefix+"end"] = dayValue(e.Start), dayValue(e.End)
		return number
	})
	answers["studies"], answers["languages"], answers["experience"] = listValue(studies), listValue(languages), listValue(experience)
	for name, yes := range c.Declared {
		answers["declared."+name] = yesNoValue(&yes)
	}
	return answers
}

// sameBut reports whether two sets of answers differ only in fields whose text
// is still being saved: those show the newest of all.
func (w *Window) sameBut(before, now map[string]string) bool {
	for _, pair := range [][2]map[string]string{{before, now}, {now, before}} {
		for field, value := range pair[0] {
			if other, there := pair[1][field]; (!there || other != value) && w.drafts[field] == nil {
				return false
			}
		}
	}
	return true
}

// namesOf are the members' names, nil where the list is not answered.
func namesOf[T any](list []T, name func(i int, member T) string) []string {
	if list == nil {
		return nil
	}
	names := []string{}
	for i, member := range list {
		names = append(names, name(i, member))
	}
	return names
}

// The values of answers as session.Set reads them.

func listValue(names []string) string {
	if names == nil {
		return candidate.NotAnswered
	}
	return strings.Join(names, ",")
}

func dayValue(d candidate.Day) string {
	switch {
	case d.Known():
		return d.String()
	case d.None:
		return ""
	}
	return candidate.NotAnswered
}

func textValue(text *string) string {
	if text == nil {
		return candidate.NotAnswered
	}
	return *text
}

func yesNoValue(yes *bool) string {
	switch {
	case yes == nil:
		return candidate.NotAnswered
	case *yes:
		return "yes"
	}
	return "no"
}

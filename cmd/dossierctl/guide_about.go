package main

import (
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// person asks who applies, and of that what the vacancy's rules look at.
func (v view) person() []question {
	section := v.text("ui.about.person")
	questions := []question{
		v.textQuestion(question{
			key: "name.given", section: section, text: v.text("guide.given"), accepts: v.text("guide.accepts.given"),
			help: v.text("ui.about.person.why"),
		}, v.c.Name.Given),
		v.textQuestion(question{
			key: "name.family", section: section, text: v.text("guide.family"), accepts: v.text("guide.accepts.family"),
			help: v.text("ui.about.person.why"),
		}, v.c.Name.Family),
	}
	if v.at.Pack.Uses("age") {
		questions = append(questions, v.dateQuestion(question{
			key: "birthDate", section: section, text: v.text("guide.birth"), help: v.text("ui.about.birth.why"),
		}, v.c.BirthDate, ""))
	}
	if v.at.Pack.Uses("nationality") {
		questions = append(questions, v.nationalities())
	}
	return questions
}

// nationalities asks for countries by their names.
func (v view) nationalities() question {
	var names message.List
	for _, code := range v.c.Nationalities {
		names = append(names, message.Country(code))
	}
	q := question{
		key: "nationalities", section: v.text("ui.about.nationality"), text: v.text("guide.nationalities"),
		accepts: v.text("guide.accepts.nationalities"), help: v.text("ui.about.nationality.why"),
		present: v.List(names), open: v.c.Nationalities == nil,
	}
	if v.c.Nationalities != nil && len(names) == 0 {
		q.present = v.text("ui.about.nationality.said-none")
	}
	q.answer = func(text string) (reply, error) {
		if v.means(text, noneWords) {
			return v.set("nationalities=")
		}
		var codes []string
		for name := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' }) {
			code, known := i18n.CountryCode(name)
			if !known {
				return reply{}, message.Bad("guide-country", message.Args{"Value": short(strings.TrimSpace(name))}, nil)
			}
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		if len(codes) == 0 {
			return reply{}, message.Bad("guide-country", message.Args{"Value": short(text)}, nil)
		}
		return v.set("nationalities=" + strings.Join(codes, ","))
	}
	return q
}

// A memberList is a list whose members are asked about one after the other.
type memberList struct {
	field   string // "studies"
	count   int
	said    bool // answered: with members, or with none
	section string
	ids     listTexts
	fresh   string // the field of a new member, and the one that is asked first: "studies.s1.level"
}

// listTexts are the ids of a list's texts.
type listTexts struct{ any, more, none, why string }

// gate asks whether there is a member, or another one.
func (v view) gate(l memberList) question {
	q := question{
		key: l.field + ".more", section: l.section, text: v.text(l.ids.any), help: v.text(l.ids.why),
		open: !l.said, after: l.field + ".", accepts: v.text("guide.accepts.yes-no"),
	}
	switch {
	case l.count > 0:
		q.text, q.enter = v.text(l.ids.more), "guide.prompt.no"
	case l.said:
		q.present = v.text(l.ids.none)
	}
	q.answer = func(text string) (reply, error) {
		yes, err := v.yes(text)
		if v.means(text, noneWords) {
			yes, err = false, nil
		}
		switch {
		case err != nil:
			return reply{}, err
		case yes:
			_, err := v.set(l.fresh + "=" + candidate.NotAnswered)
			return reply{said: []string{v.text("guide.added")}, next: l.fresh}, err
		case l.count > 0:
			return reply{said: []string{v.text("guide.no-more")}}, nil
		}
		return v.set(l.field + "=")
	}
	return q
}

// removable lets the word for it take a member out where its first question is
// asked. Of a list that loses its last member nothing is said any more: that
// there is none, only the candidate can say.
func (v view) removable(q question, member string, last bool) question {
	plain := q.answer
	list, _, _ := strings.Cut(member, ".")
	q.accepts += " " + v.text("guide.accepts.remove")
	q.answer = func(text string) (reply, error) {
		if !v.means(text, removeWords) {
			return plain(text)
		}
		assignments := []string{member + "="}
		if last {
			assignments = append(assignments, list+"="+candidate.NotAnswered)
		}
		_, err := v.set(assignments...)
		return reply{said: []string{v.text("guide.removed")}, next: list + ".more"}, err
	}
	return q
}

// studies asks about one course of study after the other.
func (v view) studies() []question {
	var questions []question
	for i, s := range v.c.Studies {
		questions = append(questions, v.study(i+1, s)...)
	}
	return append(questions, v.gate(memberList{
		field: "studies", count: len(v.c.Studies), said: v.c.Studies != nil, section: v.text("ui.about.studies"),
		ids:   listTexts{"guide.studies", "guide.studies.more", "ui.about.studies.said-none", "ui.about.studies.why"},
		fresh: "studies." + v.freeStudy() + ".level",
	}))
}

// freeStudy is the first id that no study has, and that no document stands for:
// a document of a study that was taken out is not one of a new study's.
func (v view) freeStudy() string {
	for n := 1; ; n++ {
		id := "s" + strconv.Itoa(n)
		_, taken := v.c.Study(id)
		for _, d := range v.documents {
			taken = taken || d.For == id
		}
		if !taken {
			return id
		}
	}
}

// study asks about one course of study.
func (v view) study(number int, s candidate.Study) []question {
	member := "studies." + s.ID
	section := v.sentence("guide.study.number", message.Args{"Number": number})
	ask := func(key, text, help string) question {
		q := question{key: member + "." + key, section: section, text: v.text(text)}
		if help != "" {
			q.help = v.text(help)
		}
		return q
	}
	level := ask("level", "guide.study.level", "ui.about.studies.why")
	level.choices = v.worded([2]string{"bachelor", "ui.level.bachelor"}, [2]string{"master", "ui.level.master"},
		[2]string{"doctorate", "ui.level.doctorate"}, [2]string{"short-cycle", "ui.level.short-cycle"}, [2]string{"other", "ui.level.other"})
	title := ask("title", "guide.study.title", "ui.about.study.title.why")
	title.accepts = v.text("guide.accepts.title")
	institution := ask("institution", "guide.study.institution", "")
	institution.accepts = v.text("guide.accepts.institution")
	field := ask("field", "guide.study.field", "")
	field.accepts = v.text("guide.accepts.field")
	status := ask("status", "guide.study.status", "")
	status.choices = v.worded([2]string{"ongoing", "ui.about.status.ongoing"},
		[2]string{"completed", "ui.about.status.completed"}, [2]string{"interrupted", "ui.about.status.interrupted"})
	end, endNone := ask("end", "guide.study.end", "ui.about.study.end.why"), ""
	if s.Status == candidate.Ongoing || s.End.None {
		end, endNone = ask("end", "guide.study.end.planned", "ui.about.study.end.planned"), "ui.about.study.end.none"
	}
	questions := []question{
		v.removable(v.choiceQuestion(level, string(s.Level), nil), member, len(v.c.Studies) == 1),
		v.textQuestion(title, s.Title),
		v.textQuestion(institution, s.Institution),
	}
	if v.at.Pack.UsesFields() {
		questions = append(questions, v.textOrNone(field, s.Field, "guide.none"))
	}
	questions = append(questions,
		v.yesNoQuestion(ask("university", "ui.about.study.university", ""), s.University),
		v.choiceQuestion(status, string(s.Status), func(value string) []string { return lapsed(member, s, candidate.Status(value)) }),
		v.dateQuestion(ask("start", "guide.study.start", "ui.about.study.end.why"), s.Start, ""),
		v.dateQuestion(end, s.End, endNone),
	)
	if s.Status == candidate.Completed {
		awarded := ask("awarded", "guide.study.awarded", "ui.about.study.awarded.why")
		questions = append(questions, v.dateQuestion(awarded, s.Awarded, "ui.about.study.awarded.none"))
	}
	return questions
}

// lapsed takes back what is not asked any more of a study with another status,
// so that nothing is counted that nobody sees.
func lapsed(member string, s candidate.Study, status candidate.Status) []string {
	var back []string
	if status != candidate.Completed && !s.Awarded.IsZero() {
		back = append(back, member+".awarded="+candidate.NotAnswered)
	}
	if status != candidate.Ongoing && s.End.None {
		back = append(back, member+".end="+candidate.NotAnswered)
	}
	return back
}

// equivalent asks for an education that may stand for university years, where
// the vacancy's rules look at one.
func (v view) equivalent() []question {
	if !v.at.Pack.Uses("equivalent_education") {
		return nil
	}
	return []question{v.textOrNone(question{
		key: "equivalentEducation", section: v.text("ui.about.equivalent"), text: v.text("ui.about.equivalent.why"),
		accepts: v.text("guide.accepts.equivalent"), help: v.text("guide.equivalent.help"),
	}, v.c.EquivalentEducation, "guide.none")}
}

// levels are the levels of a language with the texts of their names, empty where
// the level is its own name, and of what each means.
var levels = []struct{ level, name, note string }{
	{"none", "ui.level.none", "ui.level.none.note"}, {"A1", "", "ui.level.a1.note"}, {"A2", "", "ui.level.a2.note"},
	{"B1", "", "ui.level.b1.note"}, {"B2", "", "ui.level.b2.note"}, {"C1", "", "ui.level.c1.note"},
	{"C2", "", "ui.level.c2.note"}, {"native", "ui.level.native", "ui.level.native.note"},
}

// languages asks for the vacancy's languages first, then for others.
func (v view) languages() []question {
	asked := v.at.Pack.AskedLanguages()
	var questions []question
	for _, tag := range asked {
		known := candidate.Language{Tag: tag}
		for _, l := range v.c.Languages {
			if strings.EqualFold(l.Tag, tag) {
				known = l
			}
		}
		questions = append(questions, v.language(known, asked)...)
	}
	for _, l := range v.c.Languages {
		if !slices.ContainsFunc(asked, func(tag string) bool { return strings.EqualFold(tag, l.Tag) }) {
			questions = append(questions, v.language(l, asked)...)
		}
	}
	return append(questions, v.anotherLanguage(asked))
}

// language asks how well the candidate knows one language, and what shows it.
func (v view) language(known candidate.Language, asked []string) []question {
	field := "languages." + known.Tag
	name := message.Language(known.Tag)
	q := question{
		key: field, section: v.text("ui.step.languages"), text: v.sentence("guide.language", message.Args{"Language": name}),
		help: v.text("ui.languages.lead"),
	}
	for _, l := range levels {
		c := choice{value: l.level, label: l.level, note: v.text(l.note)}
		if l.name != "" {
			c.label = v.text(l.name)
		}
		q.choices = append(q.choices, c)
	}
	q = v.choiceQuestion(q, string(known.Level), func(string) []string { return v.stillAsked(known.Tag, asked) })
	plain := q.answer
	q.answer = func(text string) (reply, error) { // every way to say that it is not known
		if v.means(text, noneWords) {
			text = "none"
		}
		return plain(text)
	}
	if !slices.ContainsFunc(asked, func(tag string) bool { return strings.EqualFold(tag, known.Tag) }) {
		q = v.removable(q, field, len(v.c.Languages) == 1)
	}
	if known.Level == "" || known.Level == "none" || known.Level == "native" {
		return []question{q}
	}
	evidence := v.textQuestion(question{
		key: field + ".evidence", section: q.section, text: v.sentence("guide.evidence", message.Args{"Language": name}),
		accepts: v.text("ui.languages.evidence.why"),
	}, known.Evidence)
	evidence.open, evidence.after = false, field
	words := evidence.answer
	evidence.answer = func(text string) (reply, error) {
		if v.means(text, noneWords) || v.means(text, noWords) {
			_, err := v.set(field + ".evidence=")
			return reply{said: []string{v.text("guide.no-more")}}, err
		}
		return words(text)
	}
	return []question{q, evidence}
}

// stillAsked keeps the vacancy's other languages unanswered when the first
// answer about any language is given: one that a list leaves out counts as not
// known.
func (v view) stillAsked(tag string, asked []string) []string {
	var open []string
	if v.c.Languages != nil {
		return nil
	}
	for _, other := range asked {
		if !strings.EqualFold(other, tag) {
			open = append(open, "languages."+other+"="+candidate.NotAnswered)
		}
	}
	return open
}

// anotherLanguage asks for a language that the vacancy does not name.
func (v view) anotherLanguage(asked []string) question {
	return question{
		key: "languages.more", section: v.text("ui.step.languages"), text: v.text("guide.languages.more"),
		accepts: v.text("guide.accepts.language-or-no"), enter: "guide.prompt.no", after: "languages.",
		open: v.c.Languages == nil && len(asked) == 0,
		answer: func(text string) (reply, error) {
			if v.means(text, noWords) || v.means(text, noneWords) {
				if v.c.Languages == nil && len(asked) == 0 {
					_, err := v.set("languages=")
					return reply{said: []string{v.text("guide.no-more")}}, err
				}
				return reply{said: []string{v.text("guide.no-more")}}, nil
			}
			return v.addLanguage(text, asked)
		},
	}
}

// addLanguage begins with a language that the person names; one that is there
// already is asked about again.
func (v view) addLanguage(name string, asked []string) (reply, error) {
	tag, known := i18n.LanguageCode(name)
	if !known {
		return reply{}, message.Bad("guide-language", message.Args{"Value": short(name)}, nil)
	}
	there := slices.Clone(asked)
	for _, l := range v.c.Languages {
		there = append(there, l.Tag)
	}
	for _, other := range there {
		if strings.EqualFold(other, tag) {
			again := v.sentence("guide.language.again", message.Args{"Language": message.Language(other)})
			return reply{said: []string{again}, next: "languages." + v.listed(other)}, nil
		}
	}
	_, err := v.set(append([]string{"languages." + tag + "=" + candidate.NotAnswered}, v.stillAsked(tag, asked)...)...)
	return reply{said: []string{v.text("guide.added")}, next: "languages." + tag}, err
}

// listed is a language's tag as the candidate's answers write it.
func (v view) listed(tag string) string {
	for _, l := range v.c.Languages {
		if strings.EqualFold(l.Tag, tag) {
			return l.Tag
		}
	}
	return tag
}

// experience asks about one period of work after the other, where the vacancy's
// rules look at any.
func (v view) experience() []question {
	if !v.at.Pack.Uses("experience") {
		return nil
	}
	var questions []question
	for i, e := range v.c.Experience {
		questions = append(questions, v.work(i+1, e)...)
	}
	return append(questions, v.gate(memberList{
		field: "experience", count: len(v.c.Experience), said: v.c.Experience != nil, section: v.text("ui.about.experience"),
		ids:   listTexts{"guide.experience", "guide.experience.more", "ui.about.experience.said-none", "ui.about.experience.why"},
		fresh: "experience." + strconv.Itoa(len(v.c.Experience)+1) + ".kind",
	}))
}

// work asks about one period of work.
func (v view) work(number int, e candidate.Experience) []question {
	member := "experience." + strconv.Itoa(number)
	section := v.sentence("guide.experience.number", message.Args{"Number": number})
	ask := func(key, text string) question {
		return question{key: member + "." + key, section: section, text: v.text(text), help: v.text("ui.about.experience.why")}
	}
	kind := ask("kind", "guide.experience.kind")
	for _, k := range candidate.ExperienceKinds() {
		kind.choices = append(kind.choices, choice{value: string(k), label: v.text("ui.about.kind." + string(k))})
	}
	what := ask("what", "guide.experience.what")
	what.accepts = v.text("guide.accepts.what")
	return []question{
		v.removable(v.choiceQuestion(kind, string(e.Kind), nil), member, len(v.c.Experience) == 1),
		v.textQuestion(what, e.What),
		v.dateQuestion(ask("start", "guide.experience.start"), e.Start, ""),
		v.dateQuestion(ask("end", "guide.experience.end"), e.End, "ui.about.experience.end.none"),
	}
}

// packQuestions are the vacancy's own questions, in its words.
func (v view) packQuestions() []question {
	var questions []question
	for _, asked := range v.at.Pack.Questions {
		var saved *bool
		if yes, said := v.c.Declared[asked.ID]; said {
			saved = &yes
		}
		questions = append(questions, v.yesNoQuestion(question{
			key: "declared." + asked.ID, section: v.text("ui.about.questions"), lines: []string{v.Pick(asked.Text)},
			text: v.text("guide.question"), help: v.text("ui.about.questions.why"),
		}, saved))
	}
	return questions
}

// itemsOf are the items of one part of the checklist.
func (v view) itemsOf(group vacancy.Group) []checklist.Item {
	var items []checklist.Item
	for _, item := range v.at.Checklist.Items {
		if item.Group == group {
			items = append(items, item)
		}
	}
	return items
}

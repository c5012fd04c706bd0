package candidate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/dossier/internal/civil"
)

// NotAnswered is the value with which Set takes an answer back.
const NotAnswered = "?"

// Assignment is one field with its new value, as Set reads them.
type Assignment struct{ Field, Value string }

// Set returns the candidate with one field changed, or a *message.Error that
// names the field and the value and leaves the candidate as it was.
//
//	birthDate=2003-02-28             name.given=Zoë  name.family=…
//	nationalities=FR,TR              equivalentEducation=…
//	languages.fr=native              languages.fr.evidence=…
//	studies.s1.status=completed      and id, institution, title, level, field,
//	                                 university, start, end, awarded
//	experience.1.kind=research       and what, start, end; 1 is the first
//	declared.advanced-it-user=yes
//
// A study, language or experience is added when it is first named; experience
// takes the next number only. The empty value is the answer "none": an empty
// list, no such date, and for a whole member (studies.s1=, languages.fr=,
// experience.1=) its removal. "?" takes an answer back: not answered.
func Set(c Candidate, field, value string) (Candidate, error) {
	return SetAll(c, []Assignment{{field, value}})
}

// SetAll makes all changes or none. Only what they come to together must be
// possible, so that both ends of a period can move at once.
func SetAll(c Candidate, changes []Assignment) (Candidate, error) {
	changed := c.clone()
	for _, change := range changes {
		if problem := changed.set(change.Field, change.Value); problem != nil {
			return c, problem
		}
	}
	if err := changed.Validate(); err != nil {
		return c, err
	}
	return changed, nil
}

// clone returns a copy whose lists can change alone.
func (c Candidate) clone() Candidate {
	c.Nationalities = slices.Clone(c.Nationalities)
	c.Studies = slices.Clone(c.Studies)
	c.Languages = slices.Clone(c.Languages)
	c.Experience = slices.Clone(c.Experience)
	c.Declared = maps.Clone(c.Declared)
	return c
}

// setter changes one field; it returns the id of the text that says why not,
// or "".
type setter[T any] func(target *T, value string) string

var candidateFields = map[string]setter[Candidate]{
	"name.given":          func(c *Candidate, v string) string { return setText(&c.Name.Given, v) },
	"name.family":         func(c *Candidate, v string) string { return setText(&c.Name.Family, v) },
	"birthDate":           func(c *Candidate, v string) string { return setDay(&c.BirthDate, v) },
	"nationalities":       func(c *Candidate, v string) string { return setCodes(&c.Nationalities, v) },
	"equivalentEducation": func(c *Candidate, v string) string { return setAnswer(&c.EquivalentEducation, v) },
	"studies":             func(c *Candidate, v string) string { return setList(&c.Studies, v) },
	"languages":           func(c *Candidate, v string) string { return setList(&c.Languages, v) },
	"experience":          func(c *Candidate, v string) string { return setList(&c.Experience, v) },
}

var studyFields = map[string]setter[Study]{
	"id":          func(s *Study, v string) string { s.ID = v; return "" },
	"institution": func(s *Study, v string) string { return setText(&s.Institution, v) },
	"title":       func(s *Study, v string) string { return setText(&s.Title, v) },
	"level":       func(s *Study, v string) string { return setChoice(&s.Level, v) },
	"field":       func(s *Study, v string) string { return setAnswer(&s.Field, v) },
	"university":  func(s *Study, v string) string { return setYesNo(&s.University, v) },
	"start":       func(s *Study, v string) string { return setDay(&s.Start, v) },
	"end":         func(s *Study, v string) string { return setDay(&s.End, v) },
	"status":      func(s *Study, v string) string { return setChoice(&s.Status, v) },
	"awarded":     func(s *Study, v string) string { return setDay(&s.Awarded, v) },
}

var languageFields = map[string]setter[Language]{
	"":         func(l *Language, v string) string { return setChoice(&l.Level, v) },
	"level":    func(l *Language, v string) string { return setChoice(&l.Level, v) },
	"evidence": func(l *Language, v string) string { return setText(&l.Evidence, v) },
}

var experienceFields = map[string]setter[Experience]{
	"kind":  func(e *Experience, v string) string { return setChoice(&e.Kind, v) },
	"what":  func(e *Experience, v string) string { return setText(&e.What, v) },
	"start": func(e *Experience, v string) string { return setDay(&e.Start, v) },
	"end":   func(e *Experience, v string) string { return setDay(&e.End, v) },
}

// set changes c, whose lists are its own.
func (c *Candidate) set(field, value string) error {
	if set, known := candidateFields[field]; known {
		return because(field, value, set(c, value))
	}
	list, rest, _ := strings.Cut(field, ".")
	name, key, _ := strings.Cut(rest, ".")
	switch {
	case name == "":
		return unknownField(field, value)
	case list == "studies":
		return setMember(&c.Studies, studyFields, field, key, value, c.studyAt(name), Study{ID: name})
	case list == "languages":
		return setMember(&c.Languages, languageFields, field, key, value, c.languageAt(name), Language{Tag: name})
	case list == "experience":
		at, possible := c.experienceAt(name)
		if !possible {
			return unknownField(field, value)
		}
		return setMember(&c.Experience, experienceFields, field, key, value, at, Experience{})
	case list == "declared" && key == "":
		return because(field, value, c.declare(name, value))
	}
	return unknownField(field, value)
}

func because(field, value, problem string) error {
	if problem == "" {
		return nil
	}
	return refusal(field, problem, value, nil)
}

func unknownField(field, value string) error {
	return refusal(field, "candidate-no-field", value, nil)
}

func (c *Candidate) studyAt(id string) int {
	return slices.IndexFunc(c.Studies, func(s Study) bool { return s.ID == id })
}

func (c *Candidate) languageAt(tag string) int {
	return slices.IndexFunc(c.Languages, func(l Language) bool { return strings.EqualFold(l.Tag, tag) })
}

// experienceAt returns the index of the numbered experience, -1 for the next
// new one.
func (c *Candidate) experienceAt(number string) (at int, possible bool) {
	n, err := strconv.Atoi(number)
	switch {
	case err != nil || n < 1 || n > len(c.Experience)+1:
		return 0, false
	case n == len(c.Experience)+1:
		return -1, true
	}
	return n - 1, true
}

// setMember changes one field of a list's member, adds the member where at is
// negative, or takes it out.
func setMember[T any](list *[]T, fields map[string]setter[T], field, key, value string, at int, fresh T) error {
	if key == "" && value == "" {
		if at < 0 {
			return refusal(field, "candidate-not-there", value, nil)
		}
		*list = slices.Delete(*list, at, at+1)
		return nil
	}
	set, known := fields[key]
	if !known {
		return unknownField(field, value)
	}
	if at < 0 {
		*list = append(*list, fresh)
		at = len(*list) - 1
	}
	return because(field, value, set(&(*list)[at], value))
}

func (c *Candidate) declare(name, value string) string {
	answer, ok := YesNo(value)
	if !ok {
		return "candidate-yes-no"
	}
	if answer == nil {
		delete(c.Declared, name)
		return ""
	}
	if c.Declared == nil {
		c.Declared = map[string]bool{}
	}
	c.Declared[name] = *answer
	return ""
}

func setText(target *string, value string) string {
	if value == NotAnswered {
		value = ""
	}
	*target = value
	return ""
}

func setAnswer(target **string, value string) string {
	*target = nil
	if value != NotAnswered {
		*target = &value
	}
	return ""
}

func setDay(target *Day, value string) string {
	switch value {
	case NotAnswered:
		*target = Day{}
	case "":
		*target = Day{None: true}
	default:
		day, err := civil.Parse(value)
		if err != nil {
			return "candidate-date"
		}
		*target = On(day)
	}
	return ""
}

// setChoice leaves it to Validate to know the choices. None of them is "none
// of them".
func setChoice[T ~string](target *T, value string) string {
	switch value {
	case NotAnswered:
		*target = ""
	case "":
		return "candidate-missing"
	default:
		*target = T(value)
	}
	return ""
}

// yesNo are the words for true and false that YesNo reads.
var yesNo = map[string]bool{
	"true": true, "yes": true, "oui": true, "false": false, "no": false, "non": false,
}

// YesNo reads yes or no, in either language, or NotAnswered, which is nil; ok is
// false for any other word.
func YesNo(value string) (answer *bool, ok bool) {
	if value == NotAnswered {
		return nil, true
	}
	said, known := yesNo[strings.ToLower(value)]
	return &said, known
}

func setYesNo(target **bool, value string) string {
	answer, ok := YesNo(value)
	if !ok {
		return "candidate-yes-no"
	}
	*target = answer
	return ""
}

// setCodes reads FR,TR; small letters are as good.
func setCodes(target *[]string, value string) string {
	if value == NotAnswered {
		*target = nil
		return ""
	}
	*target = []string{}
	for code := range strings.SplitSeq(value, ",") {
		if code = strings.ToUpper(strings.TrimSpace(code)); code != "" {
			*target = append(*target, code)
		}
	}
	return ""
}

// setList answers for a whole list: that it is empty, or not at all. Members
// are named one by one.
func setList[T any](target *[]T, value string) string {
	switch value {
	case NotAnswered:
		*target = nil
	case "":
		*target = []T{}
	default:
		return "candidate-whole-list"
	}
	return ""
}

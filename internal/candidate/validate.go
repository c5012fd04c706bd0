package candidate

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

// The bounds of a possible candidate. They are generous: whoever meets one has
// most likely made a mistake.
const (
	maxText   = 2000 // characters of one text
	maxList   = 100  // members of one list
	firstYear = 1900
	lastYear  = 2199
)

// idPattern is what an id may look like, so that it fits into a field's name
// and a command line.
var idPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`)

// place is where a value stands: as a person names it and Set reads it
// ("studies.s2.end"), and as JSON Pointer ("/studies/1/end").
type place struct{ field, pointer string }

// at returns the place of a member.
func (p place) at(key string) place {
	if p.field == "" {
		return place{key, "/" + key}
	}
	return place{p.field + "." + key, p.pointer + "/" + key}
}

// member returns the place of a list's member that a person knows by name.
func (p place) member(i int, name string) place {
	return place{p.field + "." + name, p.pointer + "/" + strconv.Itoa(i)}
}

// checker keeps the first impossible value that it meets.
type checker struct {
	bad   *message.Error
	where place
}

// Validate returns a *message.Error that names the field and the value of the
// first impossible value, or nil. A value that is not answered is possible.
func (c Candidate) Validate() error {
	v := &checker{}
	v.candidate(c)
	if v.bad == nil {
		return nil
	}
	return v.bad
}

// refuse records that the value at p is impossible. Every text of a refused
// value may name the file, which Decode fills in.
func (v *checker) refuse(p place, id, value string, more message.Args) {
	if v.bad != nil {
		return
	}
	v.bad, v.where = refusal(p.field, id, value, more), p
}

// refusal is the error for an impossible value outside any file.
func refusal(field, id, value string, more message.Args) *message.Error {
	args := message.Args{"Field": field, "Value": shorten(value), "File": "", "Line": 0, "Column": 0}
	for name, arg := range more {
		args[name] = arg
	}
	return message.Bad(id, args, nil)
}

// shorten keeps a quoted value readable in one sentence.
func shorten(value string) string {
	const longest = 60
	if utf8.RuneCountInString(value) <= longest {
		return value
	}
	return string([]rune(value)[:longest]) + "…"
}

func (v *checker) candidate(c Candidate) {
	root := place{}
	if c.Format < 0 || c.Format > Format {
		v.refuse(root.at("format"), "candidate-format", strconv.Itoa(c.Format), nil)
	}
	v.text(root.at("name").at("given"), c.Name.Given)
	v.text(root.at("name").at("family"), c.Name.Family)
	v.day(root.at("birthDate"), c.BirthDate)
	v.someDay(root.at("birthDate"), c.BirthDate)
	v.nationalities(root.at("nationalities"), c.Nationalities)
	v.studies(root.at("studies"), c)
	if c.EquivalentEducation != nil {
		v.text(root.at("equivalentEducation"), *c.EquivalentEducation)
	}
	v.languages(root.at("languages"), c.Languages)
	v.experiences(root.at("experience"), c)
	v.declared(root.at("declared"), c.Declared)
}

func (v *checker) nationalities(p place, codes []string) {
	v.list(p, len(codes))
	for i, code := range codes {
		at := place{p.field, p.pointer + "/" + strconv.Itoa(i)}
		switch {
		case IsCountry(code):
		case SuggestCountry(code) != "":
			v.refuse(at, "candidate-country-meant", code, message.Args{"Meant": SuggestCountry(code)})
		default:
			v.refuse(at, "candidate-country", code, nil)
		}
		if slices.Contains(codes[:i], code) {
			v.refuse(at, "candidate-twice", code, nil)
		}
	}
}

func (v *checker) studies(p place, c Candidate) {
	v.list(p, len(c.Studies))
	for i, s := range c.Studies {
		at := p.member(i, s.ID)
		if !idPattern.MatchString(s.ID) {
			v.refuse(place{fmt.Sprintf("%s[%d].id", p.field, i), at.at("id").pointer}, "candidate-id", s.ID, nil)
		}
		if slices.ContainsFunc(c.Studies[:i], func(other Study) bool { return other.ID == s.ID }) {
			v.refuse(at.at("id"), "candidate-twice", s.ID, nil)
		}
		v.text(at.at("institution"), s.Institution)
		v.text(at.at("title"), s.Title)
		if s.Field != nil {
			v.text(at.at("field"), *s.Field)
		}
		choice(v, at.at("level"), s.Level, StudyLevels())
		choice(v, at.at("status"), s.Status, Statuses())
		v.period(at, c.BirthDate, s.Start, s.End)
		v.day(at.at("awarded"), s.Awarded)
		if s.Start.Known() && s.Awarded.Known() && s.Awarded.Before(s.Start.Date) {
			v.refuse(at.at("awarded"), "candidate-awarded-before-start", s.Awarded.String(), message.Args{"Start": s.Start.Date})
		}
	}
}

func (v *checker) languages(p place, known []Language) {
	v.list(p, len(known))
	for i, l := range known {
		at := p.member(i, l.Tag)
		tag := place{fmt.Sprintf("%s[%d].tag", p.field, i), at.at("tag").pointer}
		switch {
		case l.Tag == "":
			v.refuse(tag, "candidate-missing", "", nil)
		case !isLanguage(l.Tag):
			v.refuse(tag, "candidate-language", l.Tag, nil)
		}
		if slices.ContainsFunc(known[:i], func(other Language) bool { return strings.EqualFold(other.Tag, l.Tag) }) {
			v.refuse(at.at("tag"), "candidate-twice", l.Tag, nil)
		}
		choice(v, at.at("level"), l.Level, LanguageLevels())
		v.text(at.at("evidence"), l.Evidence)
	}
}

func (v *checker) experiences(p place, c Candidate) {
	v.list(p, len(c.Experience))
	for i, e := range c.Experience {
		at := p.member(i, strconv.Itoa(i+1))
		choice(v, at.at("kind"), e.Kind, ExperienceKinds())
		v.text(at.at("what"), e.What)
		v.period(at, c.BirthDate, e.Start, e.End)
	}
}

func (v *checker) declared(p place, answers map[string]bool) {
	v.list(p, len(answers))
	for name := range answers {
		if !idPattern.MatchString(name) {
			v.refuse(p, "candidate-id", name, nil)
		}
	}
}

// period checks that a period begins on a day, after the candidate's birth, and
// does not end before it begins.
func (v *checker) period(p place, birth, start, end Day) {
	v.day(p.at("start"), start)
	v.someDay(p.at("start"), start)
	v.day(p.at("end"), end)
	if start.Known() && end.Known() && end.Before(start.Date) {
		v.refuse(p.at("end"), "candidate-end-before-start", end.String(), message.Args{"Start": start.Date})
	}
	if start.Known() && birth.Known() && !start.After(birth.Date) {
		v.refuse(p.at("start"), "candidate-before-birth", start.String(), message.Args{"Birth": birth.Date})
	}
}

// day checks that a day is one of the calendar, within the possible years.
func (v *checker) day(p place, d Day) {
	if !d.Known() {
		return
	}
	if exists, err := civil.Parse(d.String()); err != nil || exists != d.Date {
		v.refuse(p, "candidate-date", d.String(), nil)
	}
	if d.Year < firstYear || d.Year > lastYear {
		v.refuse(p, "candidate-year", d.String(),
			message.Args{"First": strconv.Itoa(firstYear), "Last": strconv.Itoa(lastYear)})
	}
}

// someDay refuses "there is none" where there must be a day.
func (v *checker) someDay(p place, d Day) {
	if d.None {
		v.refuse(p, "candidate-no-day", "", nil)
	}
}

func (v *checker) text(p place, s string) {
	switch {
	case !utf8.ValidString(s):
		v.refuse(p, "candidate-not-utf8", strings.ToValidUTF8(s, "\uFFFD"), nil)
	case utf8.RuneCountInString(s) > maxText:
		v.refuse(p, "candidate-too-long", s, message.Args{"Count": utf8.RuneCountInString(s), "Most": maxText})
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		v.refuse(p, "candidate-control", strconv.QuoteToGraphic(s), nil)
	}
}

func (v *checker) list(p place, n int) {
	if n > maxList {
		v.refuse(p, "candidate-too-many", strconv.Itoa(n), message.Args{"Count": n, "Most": maxList})
	}
}

// choice checks that a value is one of the allowed ones or not answered.
func choice[T ~string](v *checker, p place, value T, allowed []T) {
	if value == "" || slices.Contains(allowed, value) {
		return
	}
	v.refuse(p, "candidate-choice", string(value), message.Args{"Allowed": message.Words(allowed)})
}

// isLanguage reports whether tag names a language as BCP 47 does: well formed,
// its parts registered.
func isLanguage(tag string) bool {
	parsed, err := language.Parse(tag)
	return err == nil && parsed != language.Und && !strings.Contains(tag, "_")
}

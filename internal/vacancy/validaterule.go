package vacancy

import (
	"fmt"
	"slices"
	"strings"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
)

// rule checks a rule and its parts, and gives each nationality its countries.
func (v *validator) rule(path string, r *Rule) {
	switch kinds := r.Kinds(); len(kinds) {
	case 0:
		v.fail(path, "pack-rule-none", nil)
	case 1:
		v.leaf(path+"."+kinds[0], r)
	default:
		v.fail(path, "pack-rule-several", message.Args{"Known": strings.Join(kinds, ", ")})
	}
	if r.AtBest != "" {
		oneOf(v, path+".atBest", r.AtBest, ToConfirm)
	}
	for i := range r.All {
		v.rule(fmt.Sprintf("%s.all[%d]", path, i), &r.All[i])
	}
	for i := range r.Any {
		v.rule(fmt.Sprintf("%s.any[%d]", path, i), &r.Any[i])
	}
	if r.Not != nil {
		v.rule(path+".not", r.Not)
	}
}

// leaf checks the single condition that stands at path.
func (v *validator) leaf(path string, r *Rule) {
	switch {
	case r.Nationality != nil:
		v.nationality(path, r.Nationality)
	case r.Age != nil:
		v.age(path, r.Age)
	case r.UniversityYears != nil:
		v.universityYears(path, r.UniversityYears)
	case r.Student != nil:
		v.on(path, r.Student.On)
	case r.GraduatedWithin != nil:
		v.atLeast(path+".months", r.GraduatedWithin.Months, 1)
		oneOf(v, path+".which", r.GraduatedWithin.Which, WhichAny, WhichHighest)
		v.on(path, r.GraduatedWithin.On)
	case r.Degree != nil:
		v.words(path+".levels", r.Degree.Levels, studyLevels())
		v.words(path+".status", r.Degree.Status, statuses())
		v.on(path, r.Degree.On)
	case r.Language != nil:
		v.language(path, r.Language)
	case r.Experience != nil:
		v.experience(path, r.Experience)
	case r.Declared != nil:
		v.declared(path, r.Declared)
	case r.Document != nil:
		oneOf(v, path+".kind", document.Kind(r.Document.Kind), document.Kinds()...)
		v.tags(path+".language", r.Document.Language)
	case r.Applications != nil:
		v.atLeast(path+".atMost", r.Applications.AtMost, 1)
	}
}

func (v *validator) on(path string, on Reference) {
	oneOf(v, path+".on", on, OnDeadline, OnStart, OnToday)
}

// nationality resolves the country set that it names.
func (v *validator) nationality(path string, n *Nationality) {
	if (n.Of == "") == (n.Countries == nil) {
		v.fail(path, "pack-nationality-one", nil)
		return
	}
	if n.Of == "" {
		v.countries(path+".countries", n.Countries)
		return
	}
	i := slices.IndexFunc(v.pack.Countries, func(c CountrySet) bool { return c.ID == n.Of })
	if i < 0 {
		v.value(path+".of", "pack-unknown-set", n.Of)
		return
	}
	n.Countries = v.pack.Countries[i].Codes
}

func (v *validator) age(path string, a *Age) {
	v.on(path, a.On)
	if a.AtLeast == nil && a.AtMost == nil {
		v.fail(path, "pack-age-none", nil)
		return
	}
	low := 0
	if a.AtLeast != nil {
		low = *a.AtLeast
		v.atLeast(path+".atLeast", low, 1)
	}
	if a.AtMost != nil {
		v.atLeast(path+".atMost", *a.AtMost, max(low, 1))
	}
}

// experience compares the two lengths only where both are in the same unit.
func (v *validator) experience(path string, e *Experience) {
	v.words(path+".kinds", e.Kinds, experienceKinds())
	v.on(path, e.On)
	switch {
	case e.AtLeast == nil || e.AtMost == nil:
	case e.AtLeast.Days == 0 && e.AtMost.Days == 0:
		v.atLeast(path+".atMost", e.AtMost.Months, e.AtLeast.Months)
	case e.AtLeast.Months == 0 && e.AtMost.Months == 0:
		v.atLeast(path+".atMost", e.AtMost.Days, e.AtLeast.Days)
	}
}

func (v *validator) universityYears(path string, u *UniversityYears) {
	v.on(path, u.On)
	v.atLeast(path+".monthsToConfirm", u.MonthsToConfirm, 1)
	v.atLeast(path+".monthsMet", u.MonthsMet, u.MonthsToConfirm)
}

func (v *validator) language(path string, l *Language) {
	v.tags(path+".of", l.Of)
	oneOf(v, path+".which", l.Which, WhichBest, WhichSecond)
	if l.Which == WhichSecond && len(l.Of) < 2 {
		v.fail(path+".of", "pack-second-of-one", nil)
	}
	levels := words(candidate.LanguageLevels())
	v.words(path+".met", l.Met, levels)
	v.words(path+".toConfirm", l.ToConfirm, levels)
	for i, level := range l.ToConfirm {
		if slices.Contains(l.Met, level) {
			v.value(fmt.Sprintf("%s.toConfirm[%d]", path, i), "pack-duplicate-id", level)
		}
	}
}

func (v *validator) declared(path string, d *Declared) {
	if !slices.ContainsFunc(v.pack.Questions, func(q Question) bool { return q.ID == d.Name }) {
		v.value(path+".name", "pack-unknown-question", d.Name)
	}
	if d.Absent != "" {
		oneOf(v, path+".absent", d.Absent, ToConfirm, Unanswered)
	}
}

// words checks each word of a list against the closed list that it is from.
func (v *validator) words(path string, list, allowed []string) {
	for i, word := range list {
		oneOf(v, nth(path, i), word, allowed...)
	}
	unique(v, path, list)
}

func studyLevels() []string     { return words(candidate.StudyLevels()) }
func statuses() []string        { return words(candidate.Statuses()) }
func experienceKinds() []string { return words(candidate.ExperienceKinds()) }

// words are the members of an enumeration as they are written.
func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, word := range list {
		out[i] = string(word)
	}
	return out
}

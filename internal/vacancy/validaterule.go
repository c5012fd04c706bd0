package vacancy

import (
	"fmt"
	"slices"
	"strings"

	"example.org/dossier/internal/message"
)

// wholeRule checks a rule, and where nothing is wrong with its parts, whether it
// makes sense.
func (v *validator) wholeRule(path string, r *Rule) {
	before := len(v.problems)
	v.rule(path, r)
	if len(v.problems) == before {
		v.sense(path, r)
	}
}

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
		v.atLeast(path+".monthsMet", r.UniversityYears.MonthsMet, r.UniversityYears.MonthsToConfirm)
	case r.Language != nil:
		v.language(path, r.Language)
	case r.Experience != nil:
		v.experience(path, r.Experience)
	case r.Declared != nil:
		v.declared(path, r.Declared)
	case r.Document != nil:
		v.tags(path+".language", r.Document.Language)
	}
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
	switch {
	case a.AtLeast == nil && a.AtMost == nil:
		v.fail(path, "pack-age-none", nil)
	case a.AtLeast != nil && a.AtMost != nil:
		v.atLeast(path+".atMost", *a.AtMost, *a.AtLeast)
	}
}

// The lengths of the longest and of the shortest month, in days.
const longestMonth, shortestMonth = 31, 28

// experience compares the two lengths. Between days and months only what no
// calendar allows is refused.
func (v *validator) experience(path string, e *Experience) {
	if e.AtLeast == nil || e.AtMost == nil {
		return
	}
	least, most := *e.AtLeast, *e.AtMost
	switch {
	case least.Days == 0 && most.Days == 0:
		v.atLeast(path+".atMost", most.Months, least.Months)
	case least.Months == 0 && most.Months == 0:
		v.atLeast(path+".atMost", most.Days, least.Days)
	case least.Months == 0 && least.Days > most.Months*longestMonth, most.Months == 0 && least.Months*shortestMonth > most.Days:
		v.fail(path+".atMost", "pack-span-below", nil)
	}
}

func (v *validator) language(path string, l *Language) {
	v.tags(path+".of", l.Of)
	if l.Which == WhichSecond && len(l.Of) < 2 {
		v.fail(path+".of", "pack-second-of-one", nil)
	}
	for i, level := range l.ToConfirm {
		if slices.Contains(l.Met, level) {
			v.value(fmt.Sprintf("%s.toConfirm[%d]", path, i), "pack-level-twice", level)
		}
	}
	v.levels(path, l)
}

// levels checks that whoever knows a language better is never worse off.
func (v *validator) levels(path string, l *Language) {
	worth := func(level string) int {
		switch {
		case slices.Contains(l.Met, level):
			return 2
		case slices.Contains(l.ToConfirm, level):
			return 1
		}
		return 0
	}
	best := ""
	for _, level := range languageLevels() {
		switch {
		case best == "" || worth(level) > worth(best):
			best = level
		case worth(level) < worth(best):
			v.fail(path+".met", "pack-level-gap", message.Args{"Value": level, "Lower": best, "Missing": worth(level) == 0})
			return
		}
	}
}

func (v *validator) declared(path string, d *Declared) {
	if !slices.ContainsFunc(v.pack.Questions, func(q Question) bool { return q.ID == d.Name }) {
		v.value(path+".name", "pack-unknown-question", d.Name)
	}
}

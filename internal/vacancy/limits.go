package vacancy

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
)

// limit is what a key takes beyond what its type says. The reader refuses what
// breaks it, and the schema tells it to editors.
type limit struct {
	words       []string // a closed list, of which no word stands twice
	least, most int      // bounds of a number, both included; zero: none
}

// oldest is the highest age that a rule may name: what lies above is a slip.
const oldest = 120

// limits holds the limits of keys by their type and key, as "Age.on".
var limits = map[string]limit{
	"Criterion.group":                 {words: words([]Group{Eligibility, Languages, Applications})},
	"Criterion.importance":            {words: words([]Importance{Essential, Desirable, Advised})},
	"DocumentRule.importance":         {words: words([]Importance{Essential, Advised})},
	"DocumentRule.kind":               {words: words(document.Kinds())},
	"Declaration.importance":          {words: words([]Importance{Essential, Advised})},
	"StudyFilter.status":              {words: words(candidate.Statuses())},
	"StudyFilter.levels":              {words: words(candidate.StudyLevels())},
	"Rule.atBest":                     {words: words([]Verdict{ToConfirm})},
	"Age.on":                          {words: references()},
	"Age.atLeast":                     {least: 1, most: oldest},
	"Age.atMost":                      {least: 1, most: oldest},
	"UniversityYears.on":              {words: references()},
	"UniversityYears.monthsMet":       {least: 1},
	"Student.on":                      {words: references()},
	"GraduatedWithin.on":              {words: references()},
	"GraduatedWithin.months":          {least: 1},
	"GraduatedWithin.which":           {words: words([]Which{WhichAny, WhichHighest})},
	"GraduatedWithin.levels":          {words: words(candidate.StudyLevels())},
	"Degree.on":                       {words: references()},
	"Degree.levels":                   {words: words(candidate.StudyLevels())},
	"Degree.status":                   {words: words(candidate.Statuses())},
	"Language.which":                  {words: words([]Which{WhichBest, WhichSecond})},
	"Language.met":                    {words: languageLevels()},
	"Language.toConfirm":              {words: languageLevels()},
	"Experience.on":                   {words: references()},
	"Experience.kinds":                {words: words(candidate.ExperienceKinds())},
	"Declared.absent":                 {words: words([]Verdict{ToConfirm, Unanswered})},
	"DocumentHeld.kind":               {words: words(document.Kinds())},
	"ApplicationCount.atMost":         {least: 1},
	"Facts.durationMonths":            {least: 1},
	"Facts.hoursPerWeek":              {least: 1, most: 168},
	"Portal.maxFiles":                 {least: 1},
	"FileName.maxLength":              {least: 8},
	"FileName.parts":                  {words: NameParts()},
	"PackTest.applications":           {least: 1},
	"UniversityYears.monthsToConfirm": {least: 1},
}

// expectable is what a pack's test may expect.
func expectable() []string { return words([]Verdict{Met, NotMet, ToConfirm, Unanswered, NotAsked}) }

// languageLevels are the levels of somebody who knows the language, the lowest
// first.
func languageLevels() []string {
	return words(slices.DeleteFunc(candidate.LanguageLevels(), func(l candidate.LanguageLevel) bool { return l == "none" }))
}

func references() []string { return words([]Reference{OnDeadline, OnStart, OnToday}) }

// words are the members of an enumeration as they are written.
func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, word := range list {
		out[i] = string(word)
	}
	return out
}

// within checks a value that was just read against the limits of its key.
func (b *binder) within(name string, v reflect.Value, n *yaml.Node, where at) {
	l, ok := limits[name]
	if !ok {
		return
	}
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		b.oneOf(v.String(), l.words, n, where)
	case reflect.Int:
		b.between(int(v.Int()), l, n, where)
	case reflect.Slice:
		seen := map[string]bool{}
		for i := range v.Len() {
			word := v.Index(i).String()
			b.oneOf(word, l.words, n.Content[i], where)
			if seen[word] {
				b.fail(n.Content[i], "pack-duplicate-id", message.Args{"Value": word})
			}
			seen[word] = true
		}
	}
}

// oneOf checks a word against the closed list that it belongs to.
func (b *binder) oneOf(word string, allowed []string, n *yaml.Node, where at) {
	if !slices.Contains(allowed, word) {
		b.fail(n, "pack-not-one-of", message.Args{
			"Key": lastKey(where.path), "Value": word, "Known": strings.Join(allowed, ", "),
		})
	}
}

func (b *binder) between(number int, l limit, n *yaml.Node, where at) {
	switch args := (message.Args{"Key": lastKey(where.path), "Value": fmt.Sprint(number)}); {
	case number < l.least:
		args["Low"] = fmt.Sprint(l.least)
		b.fail(n, "pack-number-below", args)
	case l.most > 0 && number > l.most:
		args["High"] = fmt.Sprint(l.most)
		b.fail(n, "pack-number-above", args)
	}
}

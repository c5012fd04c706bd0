package assets_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.org/dossier/assets"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/vacancy"
)

// Every constant of a rule decides something, and a test of the pack says what:
// with the constant changed, one of its tests fails.
func TestPacksCatchEveryChangeOfARule(t *testing.T) {
	files, err := fs.Glob(assets.Vacancies, "vacancies/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text := string(readPack(t, file))
		rules := strings.Index(text, "\ncriteria:")
		end := rules + strings.Index(text[rules:], "\ntests:")
		mutants, tried := 0, map[string]bool{}
		for _, m := range mutations(text[rules:end]) {
			changed := text[:rules] + m.text + text[end:]
			p, err := vacancy.Decode(file, []byte(changed))
			if err != nil {
				continue // a pack that says nonsense is caught by the decoder
			}
			mutants++
			tried[m.what[:strings.Index(m.what, ",")]] = true
			if !fails(t, p) && !strings.HasPrefix(m.what, sameRule) {
				t.Errorf("%s: no test fails with %s", file, m.what)
			}
		}
		for _, constant := range constants[file] {
			if !tried[constant] {
				t.Errorf("%s: %s was not tried", file, constant)
			}
		}
		if mutants < 10 {
			t.Errorf("%s: only %d changes were tried", file, mutants)
		}
	}
}

// constants are changes that must be among those tried: the age, the months and
// the levels of the first vacancy.
var constants = map[string][]string{"vacancies/nato-ocio-internship-2025.yaml": {
	`"20" in place of "21"`, `"22" in place of "21"`, `"11" in place of "12"`, `"13" in place of "12"`,
	`"23" in place of "24"`, `"25" in place of "24"`, `"17" in place of "18"`, `"19" in place of "18"`,
	`"met: [C2`, `"met: [B2`, `"met: [B1`, `"met: [A1`,
}}

// sameRule is a change that makes no difference: a master's degree that is
// completed counts beside it already.
const sameRule = `"ongoing, completed" in place of "ongoing"`

func fails(t *testing.T, p *vacancy.Pack) bool {
	t.Helper()
	zone, err := time.LoadLocation(p.Deadline.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return len(checklist.RunTests(p, zone)) > 0
}

// mutation is the part of a pack with its rules, one of them changed.
type mutation struct{ what, text string }

var (
	number = regexp.MustCompile(`(atLeast|atMost|months|monthsMet|monthsToConfirm): (\d+)`)
	levels = regexp.MustCompile(`(met|toConfirm|levels|status|kinds|of): \[([^\]]{1,90})\]`)
	scale  = regexp.MustCompile(`\bmet: \[([^\]]+)\](?:, toConfirm: \[([^\]]+)\])?`)
	// more are words that a list may get.
	more = map[string][]string{
		"levels": {"other", "short-cycle", "bachelor", "master", "doctorate"}, "status": {"completed", "ongoing", "interrupted"},
		"kinds": {"research", "civil-society"}, "of": {"en", "nl"},
	}
	// An equivalent education is to confirm at best, whatever atBest says, so
	// that is not among them.
	words = []struct{ from, to string }{
		{"on: deadline", "on: start"}, {"on: start", "on: deadline"}, {"on: today", "on: start"},
		{"inclusive: true", "inclusive: false"}, {"inclusive: false", "inclusive: true"},
		{"which: any", "which: highest"}, {"which: highest", "which: any"},
		{"which: best", "which: second"}, {"which: second", "which: best"},
		{", absent: to-confirm", ""},
		{"university: true", "university: false"}, {"all:\n", "any:\n"}, {"any:\n", "all:\n"},
	}
)

// levelLists writes the levels of a rule of languages.
func levelLists(met, confirm []string) string {
	text := "met: [" + strings.Join(met, ", ") + "]"
	if len(confirm) > 0 {
		text += ", toConfirm: [" + strings.Join(confirm, ", ") + "]"
	}
	return text
}

// mutations returns every change of one constant: a number one higher and one
// lower, a word out of a list (but of the longest, which are whole sets) or one
// more in it, a level's border one up and one down, another reference, another
// pick, all in place of any.
func mutations(rules string) []mutation {
	var all []mutation
	add := func(from, to int, with string) {
		line := 1 + strings.Count(rules[:from], "\n")
		what := fmt.Sprintf("%q in place of %q, line %d of the rules", with, rules[from:to], line)
		all = append(all, mutation{what, rules[:from] + with + rules[to:]})
	}
	for _, at := range number.FindAllStringSubmatchIndex(rules, -1) {
		n, _ := strconv.Atoi(rules[at[4]:at[5]]) // digits
		for _, other := range []int{n - 1, n + 1} {
			add(at[4], at[5], strconv.Itoa(other))
		}
	}
	for _, at := range levels.FindAllStringSubmatchIndex(rules, -1) {
		members := strings.Split(rules[at[4]:at[5]], ", ")
		for i := range members {
			rest := append(append([]string{}, members[:i]...), members[i+1:]...)
			if len(rest) > 0 {
				add(at[4], at[5], strings.Join(rest, ", "))
			}
		}
	}
	for _, at := range scale.FindAllStringSubmatchIndex(rules, -1) {
		met := strings.Split(rules[at[2]:at[3]], ", ")
		confirm := []string{}
		if at[4] >= 0 {
			confirm = strings.Split(rules[at[4]:at[5]], ", ")
		}
		// The lowest level that is met becomes one to confirm, and the highest to
		// confirm is met.
		if len(met) > 1 {
			add(at[0], at[1], levelLists(met[1:], append(slices.Clip(confirm), met[0])))
		}
		if last := len(confirm) - 1; last >= 0 {
			add(at[0], at[1], levelLists(append([]string{confirm[last]}, met...), confirm[:last]))
			add(at[0], at[1], levelLists(met, confirm[1:]))
		}
	}
	for _, at := range levels.FindAllStringSubmatchIndex(rules, -1) {
		members := rules[at[4]:at[5]]
		for _, word := range more[rules[at[2]:at[3]]] {
			if !slices.Contains(strings.Split(members, ", "), word) {
				add(at[4], at[5], members+", "+word)
			}
		}
	}
	for _, w := range words {
		for from := 0; ; {
			at := strings.Index(rules[from:], w.from)
			if at < 0 {
				break
			}
			add(from+at, from+at+len(w.from), w.to)
			from += at + len(w.from)
		}
	}
	return all
}

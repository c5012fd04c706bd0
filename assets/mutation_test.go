package assets_test

import (
	"fmt"
	"io/fs"
	"regexp"
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
		mutants := 0
		for _, m := range mutations(text[rules:end]) {
			changed := text[:rules] + m.text + text[end:]
			p, err := vacancy.Decode(file, []byte(changed))
			if err != nil {
				continue // a pack that says nonsense is caught by the decoder
			}
			mutants++
			if !fails(t, p) {
				t.Errorf("%s: no test fails with %s", file, m.what)
			}
		}
		if mutants < 10 {
			t.Errorf("%s: only %d changes were tried", file, mutants)
		}
	}
}

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

// mutations returns every change of one constant: a number one higher and one
// lower, a word out of a list (but of the longest, which are whole sets), another
// reference, another pick, all in place of any.
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

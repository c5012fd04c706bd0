package vacancy_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// ruled returns the small pack with another rule of its first criterion, written
// on one line.
func ruled(t testing.TB, rule string) string {
	t.Helper()
	const old = "rule: {age: {atLeast: 18, on: deadline}}"
	good := small(t)
	if !strings.Contains(good, old) {
		t.Fatalf("the small pack has no %q", old)
	}
	return strings.Replace(good, old, "rule: "+rule, 1)
}

const (
	fr      = "{nationality: {countries: [FR]}}"
	gb      = "{nationality: {countries: [GB]}}"
	frGB    = "{nationality: {of: two}}"
	student = "{student: {on: deadline}}"
	said    = "{declared: {name: likes-paper}}"
)

func age(bounds string) string { return "{age: {" + bounds + ", on: deadline}}" }

func english(met, toConfirm string) string {
	if toConfirm != "" {
		toConfirm = ", toConfirm: [" + toConfirm + "]"
	}
	return "{language: {of: [en], which: best, met: [" + met + "]" + toConfirm + "}}"
}

func both(kind string, parts ...string) string {
	return "{" + kind + ": [" + strings.Join(parts, ", ") + "]}"
}

func not(rule string) string { return "{not: " + rule + "}" }

// TestRulesThatMakeNoSense: the mistake stands at the rule or part named.
func TestRulesThatMakeNoSense(t *testing.T) {
	atBest := func(rule string) string { return strings.TrimSuffix(rule, "}") + ", atBest: to-confirm}" }
	for _, c := range []struct{ id, rule, at string }{
		// never met
		{"never", both("all", age("atLeast: 30"), age("atMost: 25")), ""},
		{"never", both("all", student, not(student)), ""},
		{"never", both("all", fr, not(frGB)), ""},
		{"never", both("all", english("C1, C2, native", ""), not(english("B2, C1, C2, native", ""))), ""},
		{"never", both("all", said, both("any", student, fr), not(said)), ""},
		{"never", both("all", "{university_years: {monthsMet: 24, monthsToConfirm: 18, on: today}}", not("{university_years: {monthsMet: 12, monthsToConfirm: 12, on: today}}")), ""},
		{"never", not(both("any", age("atLeast: 18"), age("atMost: 30"))), both("any", age("atLeast: 18"), age("atMost: 30"))},
		// always met
		{"always", both("any", age("atLeast: 18"), age("atMost: 30")), ""},
		{"always", both("any", student, not(student)), ""},
		{"always", both("any", student, atBest(not(student))), ""},
		{"always", both("any", said, both("all", fr, student), not(said)), ""},
		{"always", not(both("all", student, not(student))), both("all", student, not(student))},
		{"always", both("any", "{applications: {atMost: 3}}", not("{applications: {atMost: 2}}")), ""},
		{"always", both("any", fr, not(fr)), ""},
		{"always", both("any", "{university_years: {monthsMet: 24, monthsToConfirm: 18, on: today}}", not("{university_years: {monthsMet: 18, monthsToConfirm: 18, on: today}}")), ""},
		// a part that changes nothing
		{"idle", both("any", student, student), "last"},
		{"idle", both("all", age("atLeast: 18"), age("atLeast: 21")), "first"},
		{"idle", both("any", age("atLeast: 18"), age("atLeast: 21")), "last"},
		{"idle", both("any", frGB, gb), "last"},
		{"idle", both("any", student, both("all", student, said)), "last"},
		{"idle", both("any", student, atBest(student)), "last"},
		{"idle", both("all", student, both("any", said, student)), "last"},
		{"idle", both("any", graduated(12, true), graduated(12, false)), "last"},
		{"idle", both("any", worked("atLeast: 6 weeks"), worked("atLeast: 43 days")), "last"},
		{"idle", both("any", worked("atLeast: 2 months"), worked("atLeast: 3 months")), "last"},
		{"idle", both("any", worked("atLeast: 2 months, atMost: 6 months"), worked("atLeast: 3 months, atMost: 4 months")), "last"},
		{"idle", both("any", worked("atLeast: 20 days, atMost: 60 days"), worked("atLeast: 30 days, atMost: 40 days")), "last"},
		{"never", both("all", worked("atLeast: 10 days, atMost: 3 months"), not(worked("atLeast: 10 days, atMost: 3 months"))), ""},
	} {
		t.Run(c.id+" "+c.rule, func(t *testing.T) {
			text := ruled(t, c.rule)
			_, err := vacancy.Decode("bad.yaml", []byte(text))
			if err == nil {
				t.Fatal("accepted")
			}
			id := "pack-rule-" + c.id
			if c.id == "never" && c.at != "" {
				id = "pack-rule-always" // the mistake is told of the part
			} else if c.id == "always" && c.at != "" && c.at != "last" {
				id = "pack-rule-never"
			}
			found := mistakes(t, err)
			if len(found) != 1 || found[0].ID != id {
				t.Fatalf("%d mistakes, first %s", len(found), found[0].ID)
			}
			_, column := position(text, c.rule)
			inner := strings.Index(c.rule, c.at)
			if c.id == "idle" {
				inner = part(c.rule, c.at)
			}
			if got := found[0].Args["Column"]; got != column+inner {
				t.Errorf("column %v, want %d:\n%s", got, column+inner, found[0].Args["Snippet"])
			}
		})
	}
}

// part returns where the first or the last part of a rule of two begins.
func part(rule, which string) int {
	open := strings.Index(rule, "[") + 1
	if which == "first" {
		return open
	}
	depth := 0
	for i := open; ; i++ {
		switch rule[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			if depth == 0 {
				return i + 2
			}
		}
	}
}

func graduated(months int, inclusive bool) string {
	return fmt.Sprintf("{graduated_within: {months: %d, inclusive: %v, which: any, on: deadline}}", months, inclusive)
}

func worked(length string) string {
	return "{experience: {kinds: [research], " + length + ", on: deadline}}"
}

func TestRulesThatMakeSense(t *testing.T) {
	for _, rule := range []string{
		both("all", age("atLeast: 18"), age("atMost: 30")),
		both("any", age("atMost: 18"), age("atLeast: 30")),
		both("all", age("atLeast: 30"), "{age: {atMost: 25, on: start}}"), // on two days
		both("all", fr, gb),        // two nationalities at once
		both("all", frGB, not(fr)), // the other one
		both("any", fr, gb),
		both("any", fr, not(frGB)),
		both("any", student, both("all", not(student), said)),
		both("any", english("C1, C2, native", ""), english("C2, native", "B2, C1")), // B2 is to confirm
		both("all", graduated(12, true), not(graduated(12, false))),                 // on the very day
		both("all", worked("atLeast: 2 months"), worked("atMost: 61 days")),
		both("all", worked("atLeast: 2 months"), worked("atMost: 3 months")),
		both("any", worked("atLeast: 10 days, atMost: 3 months"), worked("atLeast: 2 months")),    // two units
		worked("atLeast: 31 days, atMost: 1 month"), worked("atLeast: 2 months, atMost: 56 days"), // just possible
		not(student),
		both("all", student),
		both("any", "{university_years: {monthsMet: 24, monthsToConfirm: 18, on: today}}", "{university_years: {monthsMet: 30, monthsToConfirm: 12, on: today}}"),
	} {
		if _, err := vacancy.Decode("good.yaml", []byte(ruled(t, rule))); err != nil {
			t.Errorf("%s: %v", rule, err)
		}
	}
}

// TestALargeRuleIsNotTriedForEver: the work on one pack is bounded.
func TestALargeRuleIsNotTriedForEver(t *testing.T) {
	var parts []string
	for i := range 100 {
		parts = append(parts, age(fmt.Sprintf("atLeast: %d", i+1)), fmt.Sprintf("{university_years: {monthsMet: %d, monthsToConfirm: 1, on: today}}", i+1))
	}
	if _, err := vacancy.Decode("good.yaml", []byte(ruled(t, both("any", parts...)))); err != nil {
		t.Error(err)
	}
}

func TestZonesAndTheirClocks(t *testing.T) {
	for _, c := range []struct{ old, new, id, at string }{
		{"Europe/London", "Europe/Londres", "pack-bad-zone", "Europe/Londres"},
		{"2025-06-22T23:59", "2025-03-30T01:30", "pack-bad-clock", "2025-03-30T01:30"}, // the clocks go from one to two
		{"2025-06-22T23:59", "2025-10-26T01:30", "", ""},                               // twice, but never not at all
		{"starts:", "events:\n  - {id: talk, title: {en: Talk, fr: Débat}, at: 2025-03-30T02:30, zone: Europe/Brussels, clause: {en: a talk, fr: un débat}}\nstarts:", "pack-bad-clock", "2025-03-30T02:30"},
	} {
		text := strings.Replace(small(t), c.old, c.new, 1)
		p, err := vacancy.Decode("zones.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e := message.Of(p.CheckZones(time.LoadLocation))
		if c.id == "" && e == nil {
			continue
		}
		line, column := position(text, c.at)
		if e == nil || e.ID != c.id || e.Args["Line"] != line || e.Args["Column"] != column {
			t.Errorf("%s: %v, want %s at %d:%d", c.new, e, c.id, line, column)
		}
	}
}

func TestAFailedTestHasAPlace(t *testing.T) {
	p, err := vacancy.Decode("small.yaml", []byte(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	e := message.Of(p.FailedTest("eighteen", vacancy.Expectation{Item: "rest", Reading: "web", Verdict: vacancy.Unanswered}, vacancy.Met, message.Message{}))
	line, column := position(small(t), "unanswered}")
	if e.ID != "pack-test-failed" || e.Args["Line"] != line || e.Args["Column"] != column || e.Args["Item"] != "rest/web" {
		t.Errorf("%v", e)
	}
	none := message.Of(p.FailedTest("eighteen", vacancy.Expectation{Item: "age", Verdict: vacancy.NotMet}, "", message.New("why", nil)))
	if a := none.Args; a["Got"] != "" || a["Want"] != "not-met" || a["Why"].(message.Message).ID != "why" {
		t.Errorf("%v", a)
	}
}

func TestCandidatesOfTestsArePossible(t *testing.T) {
	for _, c := range []struct{ id, old, new, at string }{
		{"test-answer", "birthDate: 2000-01-01", "birthDate: 2000-02-30", "2000-02-30"},
		{"test-answer", "{birthDate: 2000-01-01,", "{equivalentEducation: é, nationalities: [FR, QQ],", "QQ"},
		{"test-candidate", "{birthDate: 2000-01-01,", "{languages: fr,", "fr,"},
		{"test-answer", "{birthDate: 2000-01-01,", "{studies: [{start: 2024-01-01, end: 2023-01-01}],", "2023-01-01"},
		{"test-key", "birthDate: 2000", "birthday: 2000", "birthday"},
	} {
		text := strings.Replace(small(t), c.old, c.new, 1)
		p, err := vacancy.Decode("bad.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e := message.Of(p.CheckCandidates())
		line, column := position(text, c.at)
		if e == nil || e.ID != "pack-"+c.id || e.Args["Line"] != line || e.Args["Column"] != column {
			t.Errorf("%s: %v, want %s at %d:%d", c.new, e, c.id, line, column)
		}
	}
	good, err := vacancy.Decode("small.yaml", []byte(small(t)))
	if err != nil || good.CheckCandidates() != nil {
		t.Error(err, good.CheckCandidates())
	}
}

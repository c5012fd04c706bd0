package vacancy_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

func small(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// mistakes returns the errors that are joined in err.
func mistakes(t *testing.T, err error) []*message.Error {
	t.Helper()
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	var out []*message.Error
	for _, one := range list {
		e, ok := errors.AsType[*message.Error](one)
		if !ok {
			t.Fatalf("not for a person: %v", one)
		}
		out = append(out, e)
	}
	return out
}

func TestSmallPack(t *testing.T) {
	p, err := vacancy.Decode("small.yaml", []byte(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	rest := p.Criteria[1]
	if got := strings.Join(rest.Rule.All[0].Nationality.Countries, " "); got != "FR GB" {
		t.Errorf("countries %q", got)
	}
	if got := *rest.Rule.All[2].Experience.AtLeast; got != (vacancy.Span{Days: 42}) {
		t.Errorf("six weeks are %+v", got)
	}
	readings := rest.AllReadings()
	if len(readings) != 2 || readings[0].Source != "notice" || readings[1].Rule.Kind() != "not" {
		t.Errorf("readings %+v", readings)
	}
	if got := string(p.Tests[0].Candidate); got != `{"birthDate":"2000-01-01","declared":{"likes-paper":true}}` {
		t.Errorf("candidate %s", got)
	}
	if got := p.Tests[0].Expect[1]; got != (vacancy.Expectation{Item: "rest", Reading: "web", Verdict: vacancy.Unanswered}) {
		t.Errorf("expected %+v", got)
	}
}

// packMistakes are what a good pack is given, one at a time, and where each is found.
var packMistakes = []struct{ id, old, new, at string }{
	// the text itself
	{"not-utf8", "Clerk,", "Cl\xffrk,", "\xff"},
	{"tab", "  zone:", "\tzone:", "\tzone:"},
	{"control", "The office", "The \x07office", "\x07"},
	{"duplicate-key", "id: small\n", "id: small\nid: other\n", "id: other"},
	{"refused", "id: small", "id: &a small", "&a"},
	{"refused", "id: small", "id: *a", "*a"},
	{"refused", "id: small", "id: !!str small", "!!str"},
	{"refused", "id: small\n", "id: small\n---\n", "---\n"},
	{"bad-key", "id: small", "id: small\n7: x", "7: x"},
	{"unreadable", "  zone:", "   zone:", "zone: Europe"},
	{"unreadable", "    group: eligibility\n    importance: desirable", "   group: eligibility\n    importance: desirable", "group: eligibility\n    importance: desirable"},
	{"colon", "name: eighteen", "name: eighteen: years", ": years"},
	{"colon", "{en: London, fr: Londres}", "{en: London: the centre, fr: Londres}", ": the centre"},
	{"bracket", "codes: [FR, GB]}", "codes: [FR, GB", "[FR, GB"},
	{"bracket", "codes: [FR, GB]}", "codes: [FR, GB}", "[FR, GB"},
	{"quote-open", "name: eighteen", `name: "eighteen`, `"eighteen`},
	{"quote-open", "{en: London,", `{en: "London,`, `"London,`},
	{"quote-early", "{en: London,", "{en: 'London's centre',", "'s centre"},
	{"hash", "{en: London,", "{en: London #1,", "#1,"},
	{"colon-space", "  zone: Europe", "  zone:Europe", ":Europe"},
	{"dash", "  - {id: web,", "  -id: web\n    {", "-id: web"},
	{"bullet", "  - {id: web,", "  • {id: web,", "• {id: web"},
	{"no-break", "id: small", "id:\u00a0small", "\u00a0small"},
	{"no-break", "{en: London,", "{en:\u202fLondon,", "\u202fLondon,"},
	{"unreadable", "name: eighteen", `name: "\q"`, `- name: "\q"`},
	{"unreadable", "name: eighteen", "name: - a", "- name: - a"},
	// keys and the kinds of values
	{"unknown-key", "id: small", "id: small\nheadline: x", "headline"},
	{"unknown-key", "atLeast: 18", "atleast: 18", "atleast"},
	{"unknown-key", "importance: desirable", "importence: desirable", "importence"}, // and no other is missed
	{"loose-words", "{en: London, fr: Londres}", "{en: London, the old town, the new, fr: Londres}", "the old town"},
	{"loose-words", "{en: London, fr: Londres}", "{en: “London, England”, fr: Londres}", "England”"},
	{"hash", "id: small", "id: small #1", "#1"},
	{"missing-key", "  zone: Europe/London\n", "", "wall: 2025"},
	{"missing-key", "id: small\n", "", "format: 1"},
	{"wants-word", "id: small", "id:", "\ntitle"},
	{"wants-word", "id: small", "id: ''", "''"},
	{"wants-word", "id: small", "id: [small]", "[small]"},
	{"wants-number", "format: 1", "format: one", "one"},
	{"wants-number", "maxFiles: 1", `maxFiles: "1"`, `"1"`},
	{"wants-yes-no", "ascii: true", "ascii: yes", "yes"},
	{"wants-list", "starts: [2026-03]", "starts: 2026-03", "2026-03"},
	{"wants-list", "starts: [2026-03]", "starts: []", "[]"},
	{"wants-list", "met: [C1, C2, native]", "met: []", "[]"},
	{"wants-text", "{en: Clerk, fr: Commis}\norg", "Clerk\norg", "Clerk\norg"},
	{"wants-keys", "programme: {id: clerks, title: {en: Clerks, fr: Commis}}", "programme: clerks", "clerks"},
	{"wants-keys", "candidate: {birthDate: 2000-01-01, declared: {likes-paper: true}}", "candidate: nobody", "nobody"},
	{"wants-keys", "expect: {age: met, rest/web: unanswered}", "expect: {}", "{}"},
	{"translation-missing", "{en: London, fr: Londres}", "{en: London}", "{en: London}"},
	{"translation-missing", "{en: London, fr: Londres}", "{fr: Londres}", "{fr: Londres}"},
	{"wants-word", "fr: Londres", "fr: null", "null"},
	{"bad-wall", "2025-06-22T23:59", "2025-06-31T23:59", "2025-06-31"},
	{"bad-wall", "2025-06-22T23:59", "2025-06-22T24:00", "2025-06-22T24:00"},
	{"bad-month", "[2026-03]", "[2026-13]", "2026-13"},
	{"bad-date", "{source: {en: Made", "{retrieved: 2025-02-30, source: {en: Made", "2025-02-30"},
	{"bad-span", "6 weeks", "6 fortnights", "6 fortnights"},
	{"bad-span", "6 weeks", "-6 weeks", "-6 weeks"},
	{"bad-size", "5 MB", "5 MiB", "5 MiB"},
	{"bad-money", "100 EUR", "100.5 EUR", "100.5 EUR"},
	{"bad-money", "100 EUR", "100 euros", "100 euros"},
	{"bad-money", "100 EUR", "1.100,00 EUR", "1.100,00 EUR"}, // and not that 00 EUR is no key
	// meaning
	{"format", "format: 1", "format: 2", "2\n"},
	{"bad-id", "id: small", "id: Small Pack", "Small Pack"},
	{"duplicate-id", "id: paper", "id: age", "age\n    importance: essential\n    title: {en: Paper"},
	{"duplicate-id", "[FR, GB]", "[FR, FR]", "FR]"},
	{"level-twice", "toConfirm: [B2]", "toConfirm: [C1]", "C1]}\n        - exp"},
	{"level-gap", "[C1, C2, native]", "[C1, native]", "[C1, native]"},
	{"level-gap", "toConfirm: [B2]", "toConfirm: [A2]", "[C1, C2, nat"},
	{"not-one-of", "toConfirm: [B2]", "toConfirm: [B2, none]", "none]}"},
	{"number-above", "atLeast: 18", "atLeast: 180", "180"},
	{"span-below", "atLeast: 6 weeks", "atLeast: 32 days, atMost: 1 month", "1 month"},
	{"span-below", "atLeast: 6 weeks", "atLeast: 2 months, atMost: 50 days", "50 days"},
	{"duplicate-id", "starts: [2026-03]", "starts: [2026-03, 2026-03]", "2026-03]"},
	{"bad-zone", "Europe/London", "Brussels time", "Brussels time"},
	{"bad-language", "accepted: [en, fr]", "accepted: [en, French]", "French]"},
	{"unknown-country", "[FR, GB]", "[FR, XX]", "XX"},
	{"unknown-country", "[FR, GB]", "[FR, gb]", "gb"},
	{"unknown-set", "{of: two}", "{of: three}", "three"},
	{"nationality-one", "{of: two}", "{of: two, countries: [FR]}", "{of: two, c"},
	{"nationality-one", "nationality: {of: two}", "nationality: {}", "{}"},
	{"unknown-source", "{id: two,", "{id: two, source: telly,", "telly"},
	{"reserved-source", "sources:\n", "sources:\n  - {id: notice, title: {en: It, fr: Lui}, verified: true}\n", "notice, title"},
	{"unknown-question", "{name: likes-paper}", "{name: likes-ink}", "likes-ink"},
	{"unknown-item", "age: met", "height: met", "met, rest"},
	{"unknown-item", "rest/web", "rest/telly", "unanswered}"},
	{"unknown-start", "name: eighteen", "name: eighteen\n    start: 2026-04", "2026-04"},
	{"same-text", "fr: Londres", "fr: London", "{en: London"},
	{"not-same-text", "fr: Londres", "fr: Londres, same: true", "{en: London"},
	{"not-one-of", "importance: desirable", "importance: nice", "nice"},
	{"not-one-of", "on: today", "on: tomorrow", "tomorrow"},
	{"not-one-of", "kind: qualification", "kind: passport", "passport"},
	{"not-one-of", "native]", "native, C3]", "C3"},
	{"not-one-of", "kinds: [research]", "kinds: [sleep]", "sleep"},
	{"not-one-of", "status: [completed]", "status: [done]", "done"},
	{"not-one-of", "age: met", "age: maybe", "maybe"},
	{"not-one-of", "nationality: {of: two}", "nationality: {of: two}\n          atBest: met", "met\n        - lang"},
	{"rule-none", "rule: {age: {atLeast: 18, on: deadline}}", "rule: {}", "{}"},
	{"rule-several", "rule: {age: {atLeast: 18, on: deadline}}", "rule: {age: {atLeast: 18, on: deadline}, student: {on: today}}", "{age: {atL"},
	{"age-none", "{atLeast: 18, on: deadline}", "{on: deadline}", "{on: deadline}"},
	{"number-below", "{atLeast: 18, on", "{atLeast: 18, atMost: 17, on", "17"},
	{"number-below", "atLeast: 6 weeks", "atLeast: 6 weeks, atMost: 5 weeks", "5 weeks"},
	{"number-below", "atLeast: 6 weeks", "atLeast: 3 months, atMost: 2 months", "2 months"},
	{"number-below", "maxFiles: 1", "maxFiles: 0", "0\n  types"},
	{"second-of-one", "{of: [en, fr], which: best", "{of: [en], which: second", "[en], which"},
	{"two-eachs", "eachStudy: {status: [completed]}", "eachStudy: {}\n    eachDocument: {languageNot: [en]}", "id: paper"},
	{"bad-language", "accepted: [en, fr]", "accepted: [en, zz]", "zz"},
	{"language-within", "accepted: [en, fr]", "accepted: [nb, nn, no]", "no]"},
	{"start-early", "[2026-03]", "[2026-03, 2025-05]", "2025-05"},
	{"duplicate-id", "tests:\n", "tests:\n  - {name: eighteen, candidate: {}, expect: {age: unanswered}}\n", "eighteen\n    candidate"},
	{"aim-above-limit", "aim: 1 MB", "aim: 6 MB", "6 MB"},
}

// TestMistakes replaces one place of a good pack and wants one mistake, there.
func TestMistakes(t *testing.T) {
	good := small(t)
	for _, c := range packMistakes {
		t.Run(c.id+" "+c.new[:min(len(c.new), 30)], func(t *testing.T) {
			if strings.Count(good, c.old) < 1 {
				t.Fatalf("the good pack has no %q", c.old)
			}
			bad := strings.Replace(good, c.old, c.new, 1)
			_, err := vacancy.Decode("bad.yaml", []byte(bad))
			if err == nil {
				t.Fatal("accepted")
			}
			line, column := position(bad, c.at)
			found := mistakes(t, err)
			e := found[0]
			if len(found) != 1 || !strings.HasSuffix(e.ID, "-"+c.id) || e.Args["Line"] != line || e.Args["Column"] != column {
				t.Fatalf("%d mistakes, first %s at %v:%v, want %s at %d:%d", len(found), e.ID, e.Args["Line"], e.Args["Column"], c.id, line, column)
			}
			if e.Args["File"] != "bad.yaml" || !strings.HasSuffix(string(e.Args["Snippet"].(message.Excerpt)), "^") {
				t.Errorf("arguments %v", e.Args)
			}
		})
	}
}

// position counts the line and column, from 1, at which what stands in text.
func position(text, what string) (line, column int) {
	before, _, _ := strings.Cut(text, what)
	row := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.Count(before, "\n") + 1, len([]rune(row)) + 1
}

func TestManyMistakesAtOnce(t *testing.T) {
	bad := strings.NewReplacer("[FR, GB]", "[XX, YY]", "Europe/London", "London", "id: paper", "id: Paper").Replace(small(t))
	_, err := vacancy.Decode("bad.yaml", []byte(bad))
	var got []string
	last := 0
	for _, e := range mistakes(t, err) {
		got = append(got, e.ID)
		if line := e.Args["Line"].(int); line < last {
			t.Error("not in the file's order")
		} else {
			last = line
		}
	}
	if want := "pack-unknown-country pack-unknown-country pack-bad-zone pack-bad-id"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
	many := strings.Replace(small(t), "[FR, GB]", "["+strings.Repeat("XX, ", 200)+"]", 1)
	_, err = vacancy.Decode("bad.yaml", []byte(many))
	if n := len(mistakes(t, err)); n != 20 {
		t.Errorf("%d mistakes listed, want 20", n)
	}
}

// FuzzDecode: whatever the bytes, a pack or mistakes with a place in the text,
// no panic.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(small(f)))
	f.Add(bytes(f, packID+".yaml"))
	for _, seed := range []string{
		"a: &a [x, x]\nb: [*a, *a]\n", strings.Repeat("[", 100), "a: b\nc: \xff", "{a: 1, a: 2}", "- - - - a: {b: [c, {d: e}]}\n",
		ruled(f, everyKind), ruled(f, both("any", student, not(student))), ruled(f, both("all", fr, gb, not(frGB))),
		"---", "a: [1, {b: c}]\n", "a: &b !c *d\n---\n? e\n", "# a\n\nb: |2-\n    c\n #d\ne: >+\n f\n\n", "\ufeffa: 'b\n\n  c'\r\n", "- - a\n  - \"\\x41\n   b\" # c\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := vacancy.Decode("fuzz.yaml", data)
		if err == nil {
			if changes := vacancy.Diff(p, p); len(changes) > 0 {
				t.Fatalf("differs from itself: %+v", changes)
			}
			for _, c := range p.Criteria {
				p.Outline(c.Rule)
			}
			_ = p.CheckCandidates()
			if p.ID == "" || p.Digest() == "" || len(p.Criteria) == 0 {
				t.Fatalf("an empty pack: %+v", p)
			}
			return
		}
		for _, e := range mistakes(t, err) {
			if id, _, _ := strings.Cut(e.ID, "-"); id != "pack" && id != "yaml" {
				t.Fatalf("unknown: %v", e)
			}
			rows := strings.Split(string(data), "\n")
			line, column := e.Args["Line"].(int), e.Args["Column"].(int)
			if line < 1 || line > len(rows) || column < 1 || column > len([]rune(rows[line-1]))+1 {
				t.Fatalf("%d:%d is outside the text: %v", line, column, e)
			}
		}
	})
}

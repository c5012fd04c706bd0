package vacancy_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// slip is one mistake put into a good pack: its error, its place, and what else
// its sentence says, as "Key=value".
type slip struct {
	id, old, new, at string
	says             []string
}

// Parts that the good pack gets for a slip in them.
const (
	declaration = "declarations:\n  - {id: promise, importance: essential, title: {en: Promise, fr: Promesse}, clause: {en: promise, fr: promettre}, statement: {en: I promise., fr: Je promets.}%s}\nportal:"
	event       = "events:\n  - {id: %s, title: {en: Talk, fr: Débat}, at: 2025-06-11T16:00, zone: %s, clause: {en: a talk, fr: un débat}}\nportal:"
	section     = "sections:\n  - {id: %s, title: {en: Part, fr: Partie}}\nportal:"
	competency  = "competencies:\n  - {id: %s, name: {en: Skill, fr: Compétence}, text: {en: a skill, fr: une compétence}}\nportal:"
	advice      = "advice: [{text: {en: a, fr: b}, source: telly}]"
)

var slips = []slip{
	// names
	{"bad-id", "id: clerks", "id: Clerks", "Clerks, title", []string{"Value=Clerks"}},
	{"bad-id", "id: clerks", "id: clerks--all", "clerks--all", nil},
	{"bad-id", "sources:\n", "sources:\n  - {id: The Web, title: {en: It, fr: Lui}, verified: false}\n", "The Web", nil},
	{"bad-id", "questions:\n", "questions:\n  - {id: likes_ink, text: {en: I like ink., fr: J’aime l’encre.}}\n", "likes_ink", nil},
	{"bad-id", "countries:\n", "countries:\n  - {id: One, title: {en: One, fr: Un}, codes: [FR]}\n", "One, title", nil},
	{"bad-id", "portal:", fmt.Sprintf(event, "Talk", "UTC"), "Talk, title", nil},
	{"bad-id", "portal:", fmt.Sprintf(section, "Part"), "Part, title", nil},
	{"bad-id", "portal:", fmt.Sprintf(competency, "Skill"), "Skill, name", nil},
	{"duplicate-id", "portal:", strings.Replace(fmt.Sprintf(declaration, ""), "id: promise", "id: paper", 1), "paper, importance", []string{"Value=paper"}},
	// zones
	{"bad-zone", "Europe/London", "/London", "/London", []string{"Value=/London"}},
	{"bad-zone", "Europe/London", "Europe/", "Europe/", nil},
	{"bad-zone", "Europe/London", "London", "London\n  clause", nil},
	{"bad-zone", "Europe/London", "Europe/The City", "Europe/The City", nil},
	{"bad-zone", "Europe/London", `Europe\London/x`, `Europe\London`, nil},
	{"bad-zone", "portal:", fmt.Sprintf(event, "talk", "Brussels"), "Brussels, clause", nil},
	// languages
	{"bad-language", "accepted: [en, fr]", "accepted: [en, EN]", "EN]", []string{"Value=EN"}},
	{"bad-language", "accepted: [en, fr]", "accepted: [en, engl]", "engl]", nil},
	{"duplicate-id", "accepted: [en, fr]", "accepted: [en, en]", "en]", nil},
	{"language-within", "accepted: [en, fr]", "accepted: [en, no, nn]", "nn]", []string{"Value=nn", "Other=no"}},
	{"language-within", "accepted: [en, fr]", "accepted: [en, nn, no]", "no]", []string{"Value=no", "Other=nn"}},
	{"bad-language", "of: [en, fr]", "of: [en, French]", "French]", nil},
	{"bad-language", "eachStudy: {status: [completed]}", "eachDocument: {languageNot: [French]}", "French]", nil},
	{"bad-language", "{age: {atLeast: 18, on: deadline}}", "{document: {kind: other, language: [French]}}", "French]", nil},
	// sources
	{"unknown-source", "fr: Londres}", "fr: Londres, frSource: telly}", "telly", []string{"Value=telly", "Key=frSource"}},
	{"unknown-source", "    rule: {age", "    " + advice + "\n    rule: {age", "telly", nil},
	{"unknown-source", "    kind: qualification", "    " + advice + "\n    kind: qualification", "telly", nil},
	{"unknown-source", "  verified: false\n  aim", "  " + advice + "\n  verified: false\n  aim", "telly", nil},
	{"unknown-source", "portal:", fmt.Sprintf(declaration, ", "+advice), "telly", nil},
	{"unknown-source", "readings:", "readings:\n      - {source: telly, clause: {en: x, fr: y}, rule: {student: {on: today}}}", "telly", nil},
	{"reserved-source", "readings:", "readings:\n      - {source: notice, clause: {en: x, fr: y}, rule: {student: {on: today}}}", "notice, clause", []string{"Value=notice"}},
	// rules that stand deeper
	{"age-none", "{not: {student: {on: start}}}", "{not: {age: {on: start}}}", "{on: start}", nil},
	{"age-none", "kind: qualification", "kind: qualification\n    when: {age: {on: start}}", "{on: start}}\n    eachStudy", nil},
	{"number-below", "{age: {atLeast: 18, on: deadline}}", "{university_years: {monthsMet: 17, monthsToConfirm: 18, on: today}}", "17, months", []string{"Key=monthsMet", "Value=17", "Low=18"}},
	{"unknown-country", "{of: two}", "{countries: [FR, XX]}", "XX]", []string{"Value=XX", "Near="}},
	{"unknown-country", "{of: two}", "{countries: [FR, UK]}", "UK]", []string{"Value=UK", "Near=GB"}},
	{"unknown-country", "{of: two}", "{countries: [lu]}", "lu]", []string{"Near=LU"}},
	{"span-below", "atLeast: 6 weeks", "atLeast: 1 month, atMost: 27 days", "27 days", nil},
	{"level-gap", "met: [C1, C2, native], toConfirm: [B2]", "met: [B2, native], toConfirm: [C1, C2]", "[B2, native]", []string{"Value=C1", "Lower=B2"}},
	{"level-gap", "met: [C1, C2, native], toConfirm: [B2]", "met: [B2], toConfirm: [B1, C1, C2, native]", "[B2], toC", []string{"Value=C1", "Lower=B2", "Missing=false"}},
	{"level-gap", "met: [C1, C2, native], toConfirm: [B2]", "met: [C1, native]", "[C1, native]", []string{"Value=C2", "Lower=C1", "Missing=true"}},
	{"level-gap", "met: [C1, C2, native], toConfirm: [B2]", "met: [A1, A2], toConfirm: [B2, C1]", "[A1, A2]", []string{"Value=B1", "Lower=A1"}},
	{"duplicate-id", "met: [C1, C2, native]", "met: [C1, C1, C2, native]", "C1, C2, native", []string{"Value=C1"}},
	// figures
	{"number-below", "{atLeast: 18, on", "{atLeast: 0, on", "0, on", []string{"Key=atLeast", "Value=0", "Low=1"}},
	{"number-above", "{atLeast: 18, on", "{atLeast: 121, on", "121, on", []string{"Key=atLeast", "Value=121", "High=120"}},
	{"bad-span", "6 weeks", "0 weeks", "0 weeks", []string{"Key=atLeast", "Value=0 weeks"}},
	{"bad-span", "6 weeks", "1201 days", "1201 days", nil},
	{"bad-span", "6 weeks", "x weeks", "x weeks", nil},
	{"bad-size", "5 MB", "0 MB", "0 MB", []string{"Key=limit"}},
	{"bad-size", "5 MB", "8 Mo", "8 Mo", []string{"Near=8 MB"}},
	{"bad-size", "5 MB", "8MB", "8MB", []string{"Near=8 MB"}},
	{"bad-size", "5 MB", "500 ko", "500 ko", []string{"Near=500 kB"}},
	{"bad-size", "5 MB", "8 MiB", "8 MiB", []string{"Near=8 MB"}},
	{"bad-month", "[2026-03]", "[2026-03-15]", "2026-03-15", []string{"Near=2026-03"}},
	{"bad-month", "[2026-03]", "[March 2026]", "March 2026", []string{"Near="}},
	{"bad-size", "5 MB", "10001 MB", "10001 MB", nil},
	{"bad-size", "5 MB", "-5 MB", "-5 MB", nil},
	{"bad-size", "5 MB", "five MB", "five MB", nil},
	{"bad-money", "100 EUR", "100 eur", "100 eur", nil},
	{"bad-money", "100 EUR", "100 EU", "100 EU", nil},
	{"bad-money", "100 EUR", "10995116277.76 EUR", "10995116277.76", nil},
	{"wants-word", "notice: {source", "notice: {retrieved: , source", ", source: {en: Made", []string{"Key=retrieved"}},
	{"wants-word", "expect: {age: met,", "expect: {age: , ", ",  rest/web", []string{"Key=age"}},
	// keys that are not known
	{"unknown-key", "atLeast: 18", "atleast: 18", "atleast", []string{"Near=atLeast", "Known=atLeast, atMost, on"}},
	{"unknown-key", "atLeast: 18", "tleast: 18", "tleast", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "least: 18", "least", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "leas: 18", "leas", []string{"Near="}},
	{"unknown-key", "atLeast: 18", "atLeastly: 18", "atLeastly", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "atLeastest: 18", "atLeastest", []string{"Near="}},
	{"unknown-key", "atLeast: 18", "aeast: 18", "aeast", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "xyatLeast: 18", "xyatLeast", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "xyzatLeast: 18", "xyzatLeast", []string{"Near="}},
	{"unknown-key", "atLeast: 18", "xtLeasx: 18", "xtLeasx", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "xtLexsx: 18", "xtLexsx", []string{"Near="}},
	{"unknown-key", "atLeast: 18", "tLeastx: 18", "tLeastx", []string{"Near=atLeast"}},
	{"unknown-key", "atLeast: 18", "tLexastx: 18", "tLexastx", []string{"Near="}},
	{"unknown-key", "atLeast: 18, on: deadline", "atLeast: 18, on: deadline, in: June", "in: June", []string{"Near="}},
	{"unknown-key", "{age: {atLeast: 18, on: deadline}}", "{aly: [x]}", "aly", []string{"Near=all"}},
	{"unknown-key", "{age: {atLeast: 18, on: deadline}}", "{equivalent_education: {text: x}}", "text: x", []string{"Known={}", "Near="}},
	{"unknown-key", "group: eligibility", "noes: {en: a, fr: b}\n    group: eligibility", "noes", []string{"Near=note"}},
	{"unknown-key", "id: small\n", "id: small\n" + strings.Repeat("k", 41) + ": x\n", "kkkk", []string{"Near="}},
	{"unknown-key", "id: small\n", "id: small\nremark:\n", "remark", []string{"Near=", "Hint=none"}},
	// keys that stand too far in or out
	{"unknown-key", "{age: {atLeast: 18, on: deadline}}", "{age: {atLeast: 18, on: today}, atMost: 30}", "atMost", []string{"Hint=inner age"}},
	{"unknown-key", "portal:\n", "portal:\n  short: Small\n", "short", []string{"Hint=edge"}},
	{"unknown-key", "fileName: {maxLength: 40, ascii: true}", "fileName: {maxLength: 40, ascii: true, types: [pdf]}", "types: [pdf]}", []string{"Hint=outer portal"}},
	{"unknown-key", "atLeast: 18, on: deadline}", "atLeast: 18, on: deadline, clause: {en: a, fr: b}}", "clause: {en: a,", []string{"Hint=outer criteria"}},
	{"unknown-key", "languages: {accepted", "perMonth: 100 EUR\nlanguages: {accepted", "perMonth: 100 EUR\nlang", []string{"Hint=none"}}, // what has it is closed
	{"unknown-key", "deadline:\n", "codes: [FR]\ndeadline:\n", "codes: [FR]\nd", []string{"Hint=inner countries"}},
	{"unknown-key", "  maxFiles: 1\n", "  maxLength: 40\n  maxFiles: 1\n", "maxLength", []string{"Hint=none"}}, // what has it comes below
	{"unknown-key", "  maxFiles: 1\n", "  maxFiles: 1\n  en: A box\n", "en: A box\n", []string{"Hint=inner name"}},
	{"unknown-key", "fr: Londres}", "fr: Londres, it: null}", "it: null", nil},
	{"unknown-key", "fr: Londres}", "fr: Londres, it: ~}", "it: ~", nil},
	{"unknown-key", "fr: Londres}", "fr: Londres, it: Londra}", "it: Londra", nil},
	{"loose-words", "{en: London, fr", "{en: London, England, fr", "England", []string{"Value=England"}},
	{"loose-words", "{en: London, fr", "{England, en: London, fr", "England", nil},
	{"wants-yes-no", "ascii: true", `ascii: "true"`, `"true"`, []string{"Key=ascii"}},
	{"hash", "limit: 5 MB", "limit: 5 MB #firm", "#firm", nil},
	{"missing-key", "  zone: Europe/London\n", "", "wall: 2025", []string{"Key=zone", "Example=zone: Europe/Brussels"}},
	{"missing-key", "title: {en: Clerk, fr: Commis}\n", "", "format: 1", []string{"Example=title: {en: …, fr: …}"}},
	{"missing-key", "  maxFiles: 1\n", "", "name: {en: A box", []string{"Example=maxFiles: 1"}},
	{"missing-key", "{age: {atLeast: 18, on: deadline}}", "{university_years: {monthsMet: 36, on: today}}", "{monthsMet", []string{"Example=monthsToConfirm: 36"}},
	{"missing-key", "{age: {atLeast: 18, on: deadline}}", "{university_years: {monthsToConfirm: 36, on: today}}", "{monthsToC", []string{"Example=monthsMet: 24"}},
	{"missing-key", "  fileName: {maxLength: 40, ascii: true}\n", "", "name: {en: A box", []string{"Example=fileName: {…}"}},
	{"missing-key", "kinds: [research], ", "", "{atLeast: 6 weeks", []string{"Example=kinds: […]"}},
	{"missing-key", "programme: {id: clerks, ", "programme: {", "{title: {en: Clerks", []string{"Example=id: …"}},
	// what the pack's tests expect
	{"unknown-item", "expect: {age: met,", `expect: {age: met, "[1]": met,`, "{age: met", []string{"Value=[1]"}},
	{"unknown-item", "expect: {age: met,", "expect: {age: met, paper/web: met,", "met, rest", []string{"Value=paper/web", "Known=age, rest, rest/web, paper"}},
	{"always-asked", "expect: {age: met,", "expect: {age: not-asked,", "not-asked, rest", []string{"Value=age"}},
	{"unknown-item", "expect: {age: met,", "expect: {age: met, age/telly: met,", "met, rest", nil},
}

func TestSlips(t *testing.T) {
	good := small(t)
	for _, c := range slips {
		t.Run(c.id+" "+c.new[:min(len(c.new), 40)], func(t *testing.T) {
			if !strings.Contains(good, c.old) {
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
			if len(found) != 1 || e.ID != "pack-"+c.id || e.Args["Line"] != line || e.Args["Column"] != column {
				t.Fatalf("%d mistakes, first %s at %v:%v, want %s at %d:%d", len(found), e.ID, e.Args["Line"], e.Args["Column"], c.id, line, column)
			}
			for _, say := range c.says {
				key, value, _ := strings.Cut(say, "=")
				said := fmt.Sprint(e.Args[key])
				if hint, ok := e.Args[key].(message.Message); ok {
					said = strings.TrimPrefix(hint.ID, "pack.hint.")
					if of, ok := hint.Args["Key"]; ok {
						said += fmt.Sprint(" ", of)
					}
				}
				if said != value {
					t.Errorf("%s is %v, want %s", key, e.Args[key], value)
				}
			}
		})
	}
}

// What is just possible is accepted.
func TestBordersOfWhatIsAccepted(t *testing.T) {
	good := small(t)
	for _, c := range []struct{ old, new string }{
		{"[2026-03]", "[2025-06]"}, // the month of the deadline itself
		{"Europe/London", "UTC"},
		{"accepted: [en, fr]", "accepted: [en, gsw]"},
		{"atLeast: 18", "atLeast: 120"},
		{"atLeast: 18", "atLeast: 1"},
		{"6 weeks", "1200 days"},
		{"6 weeks", "1 day"},
		{"atLeast: 6 weeks", "atLeast: 1 month, atMost: 28 days"},
		{"5 MB", "10000 MB"},
		{"aim: 1 MB", "aim: 1 kB"},
		{"aim: 1 MB", "aim: 5 MB"},
		{"100 EUR", "10995116277.75 EUR"},
		{"expect: {age: met,", "expect: {paper: unanswered, age: met,"},
		{"{age: {atLeast: 18, on: deadline}}", "{university_years: {monthsMet: 18, monthsToConfirm: 18, on: today}}"},
		{"portal:", fmt.Sprintf(declaration, "")},
	} {
		if _, err := vacancy.Decode("good.yaml", []byte(strings.Replace(good, c.old, c.new, 1))); err != nil {
			t.Errorf("%s: %v", c.new, err)
		}
	}
	promised := strings.NewReplacer("portal:", fmt.Sprintf(declaration, ""), "expect: {age: met,", "expect: {promise: met, age: met,").Replace(good)
	if _, err := vacancy.Decode("good.yaml", []byte(promised)); err != nil {
		t.Errorf("a declaration that is expected: %v", err)
	}
	_, err := vacancy.Decode("bad.yaml", []byte(strings.Replace(promised, "{promise: met", "{nobody: met", 1)))
	if e := message.Of(err); e == nil || e.ID != "pack-unknown-item" || e.Args["Value"] != "nobody" {
		t.Errorf("beside a declaration, what nobody asks: %v", err)
	}
	if p := decoded(t, strings.Replace(good, "aim: 1 MB", "aim: 999 kB", 1)); p.Portal.Aim != 999_000 {
		t.Errorf("999 kB are %d", p.Portal.Aim)
	}
}

// Mistakes on one line stand in the order of their columns, in whichever order
// they are found.
func TestMistakesOfOneLineStandInItsOrder(t *testing.T) {
	bad := strings.Replace(small(t), "{id: two, title: {en: Two, fr: Deux}, codes: [FR, GB]}", "{codes: [XX, FR], title: {en: Two, fr: Deux}, id: Two}", 1)
	_, err := vacancy.Decode("bad.yaml", []byte(bad))
	var got []string
	for _, e := range mistakes(t, err) {
		got = append(got, e.ID)
	}
	if want := []string{"pack-unknown-country", "pack-bad-id", "pack-unknown-set"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// An event that stands before the deadline is told first, be its zone known or not.
	text := strings.Replace(strings.Replace(small(t), "Europe/London", "Europe/Londres", 1), "countries:\n",
		strings.TrimSuffix(fmt.Sprintf(event, "talk", "Europe/Bruges"), "portal:")+"countries:\n", 1)
	zones := mistakes(t, decoded(t, text).CheckZones(time.LoadLocation))
	if len(zones) != 2 || zones[0].Args["Value"] != "Europe/Bruges" || zones[1].Args["Value"] != "Europe/Londres" {
		t.Errorf("%v", zones)
	}
	text = strings.NewReplacer("Europe/Bruges", "UTC", "2025-06-11", "2025-07-11").Replace(text)
	zones = mistakes(t, decoded(t, text).CheckZones(time.LoadLocation))
	if len(zones) != 1 || zones[0].ID != "pack-bad-zone" || zones[0].Args["Value"] != "Europe/Londres" {
		t.Errorf("where the deadline's zone is not known, no event is after it: %v", zones)
	}
}

// An event lies before the deadline, whatever the zones of the two.
func TestAnEventLiesBeforeTheDeadline(t *testing.T) {
	for _, c := range []struct {
		at, zone string
		late     bool
	}{
		{"2025-06-22T23:58", "Europe/London", false},
		{"2025-06-22T23:59", "Europe/London", true},
		{"2025-06-23T00:30", "Europe/Brussels", false},
		{"2025-06-23T00:59", "Europe/Brussels", true},
		{"2025-07-11T16:00", "Europe/London", true},
	} {
		text := strings.Replace(small(t), "portal:", strings.Replace(fmt.Sprintf(event, "talk", c.zone), "2025-06-11T16:00", c.at, 1), 1)
		e := message.Of(decoded(t, text).CheckZones(time.LoadLocation))
		line, column := position(text, c.at+", zone")
		if (e != nil) != c.late || c.late && (e.ID != "pack-event-late" || e.Args["Line"] != line || e.Args["Column"] != column) {
			t.Errorf("%s %s: %v", c.at, c.zone, e)
		}
	}
	skipped := strings.NewReplacer("2025-06-22T23:59", "2025-03-30T01:30", "portal:", fmt.Sprintf(event, "talk", "UTC")).Replace(small(t))
	found := mistakes(t, decoded(t, skipped).CheckZones(time.LoadLocation))
	if len(found) != 1 || found[0].ID != "pack-bad-clock" {
		t.Errorf("where no clock shows the deadline, no event is after it: %v", found)
	}
}

// The place of an answer that is impossible is told to the column.
func TestImpossibleAnswersHaveTheirOwnPlace(t *testing.T) {
	for _, c := range []struct{ candidate, at string }{
		{"{nationalities: [3, 4]}", "3, 4"},
		{"{nationalities: [FR, XX]}", "XX"},
		{"{declared: {likes-paper: 1, b: 2}}", "1, b"},
		{"{born: 3}", "born"},
		{"{name: {given: Zoë}, birthDate: 3}", "3}\n"},
	} {
		text := strings.Replace(small(t), "{birthDate: 2000-01-01, declared: {likes-paper: true}}", c.candidate, 1)
		e := message.Of(decoded(t, text).CheckCandidates())
		line, column := position(text, c.at)
		if e == nil || e.Args["Line"] != line || e.Args["Column"] != column {
			t.Errorf("%s: %v, want it at %d:%d", c.candidate, e, line, column)
			continue
		}
		if why, told := e.Args["Why"].(message.Message); told && why.Args["File"] != "" {
			t.Errorf("%s: the reason names the file once more: %v", c.candidate, why.Args["File"])
		}
	}
}

func TestASizeToTheByte(t *testing.T) {
	const most = 1 << 18
	good := small(t)
	full := good + "#" + strings.Repeat("x", most-len(good)-1)
	if _, err := vacancy.Decode("full.yaml", []byte(full)); err != nil {
		t.Errorf("%d bytes: %v", len(full), err)
	}
	_, err := vacancy.Decode("full.yaml", []byte(full+"x"))
	if e := message.Of(err); e == nil || e.ID != "yaml-too-large" || e.Args["Limit"] != message.Bytes(most) {
		t.Errorf("a byte more: %v", err)
	}
	_, err = vacancy.Decode("lines.yaml", []byte(strings.Repeat("# a\n", 10_000)+"a: b\n"))
	if e := message.Of(err); e == nil || e.ID != "yaml-too-many" || e.Args["Line"] != 10_000 || e.Args["Column"] != 4 {
		t.Errorf("ten thousand lines: %v", err)
	}
	if _, err := vacancy.Decode("comment.yaml", []byte("#% a\n"+good)); err != nil {
		t.Errorf("a directive's mark in a comment: %v", err)
	}
	for _, r := range "\u2028\u2029\ufeff\u202e\u0085" {
		_, err := vacancy.Decode("sign.yaml", []byte("a: é"+string(r)))
		if e := message.Of(err); e == nil || e.ID != "yaml-control" || e.Args["Detail"] != fmt.Sprintf("%U", r) {
			t.Errorf("%U: %v", r, err)
		}
	}
}

// snippetOf returns the line drawn for a bell at a place in a row of letters.
func snippetOf(t *testing.T, before, after int) []string {
	t.Helper()
	letters := strings.Repeat("abcdefghij", 20)
	_, err := vacancy.Decode("bell.yaml", []byte("x: "+letters[:before]+"\a"+letters[:after]))
	return strings.Split(string(mistakes(t, err)[0].Args["Snippet"].(message.Excerpt)), "\n")
}

func TestATabIsDrawn(t *testing.T) {
	_, err := vacancy.Decode("tab.yaml", []byte("x: a\tb"))
	if got := string(mistakes(t, err)[0].Args["Snippet"].(message.Excerpt)); !strings.HasPrefix(got, "    1 | x: a→b\n") {
		t.Errorf("%s", got)
	}
}

// A long line is cut to what fits around the caret, a short one is not.
func TestLongLinesAreCut(t *testing.T) {
	const margin = "    1 | "
	for _, c := range []struct {
		before, after int
		want          string
		caret         int
	}{
		{1, 1, "x: a\ufffda", 4},
		{3, 4, "x: abc\ufffdabcd", 6},
		{33, 35, "x: abcdefghijabcdefghijabcdefghijabc\ufffdabcdefghijabcdefghijabcdefghijabcde", 36},
		{34, 36, "…: abcdefghijabcdefghijabcdefghijabcd\ufffdabcdefghijabcdefghijabcdefghijabcde…", 37},
	} {
		rows := snippetOf(t, c.before, c.after)
		if got := strings.TrimPrefix(rows[0], margin); got != c.want {
			t.Errorf("%d and %d letters: %q, want %q", c.before, c.after, got, c.want)
		}
		if got := len([]rune(rows[1])) - 1 - len(margin); got != c.caret {
			t.Errorf("%d and %d letters: the caret stands at %d, want %d", c.before, c.after, got, c.caret)
		}
	}
}

func TestLanguagesThatAreAsked(t *testing.T) {
	if got := decoded(t, small(t)).AskedLanguages(); !slices.Equal(got, []string{"en", "fr"}) {
		t.Errorf("%q", got)
	}
	speak := func(tags string) string {
		return "{language: {of: [" + tags + "], which: best, met: [C1, C2, native]}}"
	}
	rule := both("any", not(speak("de")), both("all", speak("it, de"), student), said)
	text := strings.Replace(ruled(t, rule), "{not: {student: {on: start}}}", speak("es"), 1)
	if got := decoded(t, text).AskedLanguages(); !slices.Equal(got, []string{"de", "it", "en", "fr", "es"}) {
		t.Errorf("%q", got)
	}
}

// What no rule looks at need not be asked of anybody.
func TestWhatTheRulesLookAt(t *testing.T) {
	p := decoded(t, small(t))
	for kind, want := range map[string]bool{
		"age": true, "student": true, "declared": true, "nationality": true, "university_years": false, "equivalent_education": false,
	} {
		if p.Uses(kind) != want {
			t.Errorf("%s: %v", kind, !want)
		}
	}
	when := decoded(t, strings.Replace(small(t), "kind: qualification", "kind: qualification\n    when: {not: {equivalent_education: {}}}", 1))
	if !when.Uses("university_years", "equivalent_education") {
		t.Error("what a document depends on is not looked at")
	}
	fields := func(text string) bool {
		return decoded(t, strings.Replace(small(t), "{age: {atLeast: 18, on: deadline}}", "{not: {degree: {levels: [master], "+text+"status: [completed], on: today}}}", 1)).UsesFields()
	}
	if fields("") || !fields("fields: [law], ") {
		t.Error("the field of a study")
	}
}

func TestSmallWords(t *testing.T) {
	p := decoded(t, small(t))
	if s, ok := p.Source("web"); !ok || s.Title.EN != "A page" {
		t.Errorf("%+v", s)
	}
	if got := p.Deadline.Wall.String(); got != "2025-06-22T23:59" {
		t.Errorf("%s", got)
	}
	if got := vacancy.ToConfirm.Word().ID + " " + vacancy.Languages.Word().ID + " " + vacancy.Advised.Word().ID; got != "verdict.to-confirm group.languages importance.advised" {
		t.Errorf("%s", got)
	}
	groups := []vacancy.Group{vacancy.Eligibility, vacancy.Languages, vacancy.Documents, vacancy.Declarations, vacancy.Applications}
	if got := vacancy.Groups(); !slices.Equal(got, groups) {
		t.Errorf("%q", got)
	}
	if got := (vacancy.Rule{}).Kind(); got != "" {
		t.Errorf("no rule is one of %s", got)
	}
	for days, want := range map[int]string{12: "rule.span.days 12", 14: "rule.span.weeks 2", 7: "rule.span.weeks 1", 6: "rule.span.days 6"} {
		o := p.Outline(vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research"}, AtLeast: &vacancy.Span{Days: days}, On: vacancy.OnToday}})
		least := o.Notes[0].Args["Least"].(message.Message)
		if got := fmt.Sprint(least.ID, " ", least.Args["Count"]); got != want {
			t.Errorf("%d days: %s, want %s", days, got, want)
		}
	}
	o := p.Outline(vacancy.Rule{Language: &vacancy.Language{Of: []string{"en"}, Which: vacancy.WhichBest, Met: []string{"native"}}})
	if native := o.Notes[0].Args["Levels"].(message.List)[0]; native.(message.Message).ID != "level.native" {
		t.Errorf("%v", native)
	}
}

// changesFile holds what is told of changes: written anew where UPDATE is set,
// and then to be read.
const changesFile = "testdata/changes.txt"

// What is told of each change, with what stood there before and stands there
// now, is in changesFile.
func TestWhatIsToldOfChanges(t *testing.T) {
	good := small(t)
	var got strings.Builder
	for _, c := range []struct{ old, new string }{
		{"title: {en: Clerk, fr: Commis}", "title: {en: Clerk, fr: Employé}"},
		{"id: small\n", "id: small\nshort: S\noffice: {en: A, fr: B}\n"},
		{"2025-06-22T23:59", "2025-06-22T23:00"},
		{"[2026-03]", "[2026-04, 2026-03]"},
		{"[2026-03]", "[2026-05]"},
		{"facts: {grant: {perMonth: 100 EUR}}\n", ""},
		{"facts: {grant: {perMonth: 100 EUR}}", "facts: {grant: {perMonth: 200 EUR}, hoursPerWeek: 20}"},
		{"[FR, GB]", "[GB, DE]"},
		{"accepted: [en, fr]", "accepted: [fr, en]"},
		{"accepted: [en, fr]", "accepted: [en]"},
		{"importance: desirable", "importance: advised"},
		{"group: eligibility", "group: languages"},
		{"kind: qualification", "kind: qualification\n    when: {student: {on: today}}"},
		{"kind: qualification", "kind: other\n    datesVisible: true"},
		{"eachStudy: {status: [completed]}", "eachStudy: {status: [completed], university: true}"},
		{"eachStudy: {status: [completed]}", "eachDocument: {languageNot: [en]}"},
		{"atLeast: 18", "atLeast: 21"},
		{"  aim: 1 MB", "  advice: [{text: {en: a, fr: b}}]\n  aim: 1 MB"},
		{"notice: {source", "notice: {retrieved: 2025-01-02, source"},
		{"starts:", "events:\n  - {id: talk, title: {en: Talk, fr: Débat}, at: 2025-06-01T10:00, zone: UTC, clause: {en: a, fr: b}}\nstarts:"},
		{"reviewed: true", "reviewed: false"},
		{"maxFiles: 1", "maxFiles: 2"},
		{"sources:\n", "sources:\n  - {id: board, title: {en: Board, fr: Tableau}, verified: true}\n"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the good pack has no %q", c.old)
		}
		text := strings.Replace(good, c.old, c.new, 1)
		other := decoded(t, text)
		fmt.Fprintf(&got, "# %q\n", c.new)
		for _, way := range [][]vacancy.Change{vacancy.Diff(decoded(t, good), other), vacancy.Diff(other, decoded(t, good))} {
			for _, change := range way {
				fmt.Fprintf(&got, "%s %s %s: %s → %s\n", change.What, change.Path, shownWhere(change.Where), shownValue(change.Before), shownValue(change.After))
			}
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(changesFile, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(changesFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("UPDATE=1 writes %s anew (-want +got):\n%s", changesFile, diff)
	}
}

func shownWhere(where []any) string {
	words := make([]string, len(where))
	for i, one := range where {
		words[i] = shownValue(one)
	}
	return strings.Join(words, "/")
}

func shownValue(value any) string {
	switch v := value.(type) {
	case nil:
		return "-"
	case message.Message:
		return v.ID
	case message.Text:
		return v.EN + "|" + v.FR
	case message.Country:
		return "country " + string(v)
	case message.List:
		return "[" + shownWhere(v) + "]"
	case *vacancy.Outline:
		return v.Kind + " " + v.Text.ID
	default:
		return fmt.Sprintf("%v", v)
	}
}

// Where a quotation leaves the notice, the words from there on are told, with
// their place.
func TestWhereAQuotationLeavesTheNotice(t *testing.T) {
	const rest = ". The rest, a paper. Apply by June."
	for _, c := range []struct{ clause, notice, words, at string }{
		{"{en: be 18 on the very day of the deadline, fr: avoir 18 ans}", "Be 18, on the night of the deadline", "very day of the", "very day"},
		{"{en: be 18 on the day, fr: avoir 18 ans}", "Be 19 on the day", "18 on the day", "18 on the day"},
		{"{en: be 18 in the café, fr: avoir 18 ans}", "Be 18 in the cafe", "café", "café"},
		{"{en: be 18 on the day, fr: avoir 18 ans}", "Something else", "be 18 on the", "be 18 on the day"},
		{"{en: be 18 on the day, fr: avoir 18 ans}", "Be 18 on the", "day", "day, fr"},
		{"\n      en: |-\n        be 18\n        now or never\n      fr: avoir 18 ans", "Be 18, later", "now or never", "|-"},
	} {
		text := strings.Replace(small(t), "{en: be 18, fr: avoir 18 ans}", c.clause, 1)
		line, column := position(text, c.at)
		e := message.Of(decoded(t, text).CheckNotice(c.notice + rest))
		if e == nil || e.ID != "pack-not-in-notice" || e.Args["Words"] != c.words || e.Args["Line"] != line || e.Args["Column"] != column {
			t.Errorf("%s: %v, want %q at %d:%d", c.clause, e, c.words, line, column)
		}
	}
}

// What cannot be read on a line is told at the mark that is wrong.
func TestMarksThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ id, line, at string }{
		{"quote-early", `place: "a \" b" c`, `" c`},
		{"quote-early", `place: 'it''s' c`, `' c`},
		{"quote-early", `place: {en: 'a''b', fr: 'c' d}`, `' d`},
		{"quote-early", `place: {en: "a", fr: "c" d}`, `" d`},
		{"quote-early", `place: "a" "b"`, `" "b`},
		{"quote-early", `place: '' b`, `' b`},
		{"quote-early", `place: "a\\" b"`, `" b`},
		{"quote-open", `place: 'it''s`, `'it`},
		{"quote-open", `place: "a \"`, `"a`},
		{"quote-open", `place: {en: "a, fr: b}`, `"a`},
		{"quote-open", `place: 'a''`, `'a`},
		{"bracket", `place: {en: [b}, fr: c}`, `[b`},
		{"bracket", `place: {en: b]`, `{en: b]`},
		{"bracket", `place: {en: b, fr: c`, `{en: b, fr`},
		{"colon", `place: {en: a: b, fr: c}`, `: b`},
		{"colon", `place: a: b`, `: b`},
		{"no-break", "place:\u202f{en: London, fr: Londres}", "\u202f"},
		{"no-break", "place:\u00a0{en: London, fr: Londres}", "\u00a0"},
		{"hash", `place: {en: a, # so`, `# so`},
		{"unreadable", `place: - a # b: c: d`, `place: -`},
		{"unreadable", `place: - a: b`, `place: -`},
		{"unreadable", `place: {en: b} "c`, `place: {`},
		{"quote-early", `place: {en: a, "fr" x: c}`, `" x`},
		{"colon", `place: {en: b}: c`, `: c`},
		{"colon", `place: [a, b]: c`, `: c`},
		{"refused", `place: @here`, `@here`},
		{"refused", `place: {en: a, fr: %b}`, `%b`},
	} {
		text := strings.Replace(small(t), "place: {en: London, fr: Londres}", c.line, 1)
		line, column := position(text, c.at)
		_, err := vacancy.Decode("marks.yaml", []byte(text))
		if err == nil {
			t.Errorf("%s: accepted", c.line)
			continue
		}
		if e := mistakes(t, err)[0]; e.ID != "yaml-"+c.id || e.Args["Line"] != line || e.Args["Column"] != column {
			t.Errorf("%s: %s at %v:%v, want %s at %d:%d", c.line, e.ID, e.Args["Line"], e.Args["Column"], c.id, line, column)
		} else if c.id == "refused" && e.Args["Detail"] != c.at[:1] {
			t.Errorf("%s: %v is refused, want %s", c.line, e.Args["Detail"], c.at[:1])
		}
	}
}

func TestWhichLanguagesCoverWhich(t *testing.T) {
	for _, c := range []struct {
		asked, tag string
		want       bool
	}{
		{"en", "en", true}, {"en", "en-GB", true}, {"en", "eng", true}, {"eng", "en-US", true}, {"en", "fr", false},
		{"no", "nb", true}, {"no", "nn", true}, {"nb", "no", true}, {"nn", "no", false}, {"nb", "nn", false},
		{"zh", "yue", true}, {"cmn", "zh", true}, {"yue", "zh", false},
		{"sh", "hr", true}, {"sh", "sr", true}, {"sr", "sh", false}, {"hr", "sh", false}, {"sr", "hr", false},
		{"he", "iw", true}, {"not a tag", "not a tag", true}, {"not a tag", "another one", false}, {"en", "not a tag", false},
	} {
		if got := vacancy.LanguageCovers(c.asked, c.tag); got != c.want {
			t.Errorf("%s covers %s: %v", c.asked, c.tag, got)
		}
	}
}

// A code alone stands for the same language as in a tag with a region, both ways.
func TestACodeAloneIsReadAsInATag(t *testing.T) {
	t.Parallel()
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for _, first := range letters {
		for _, second := range letters {
			for _, third := range " " + letters {
				code := strings.TrimSpace(string([]rune{first, second, third}))
				if _, err := language.ParseBase(code); err != nil {
					continue
				}
				if tag := code + "-BE"; !vacancy.LanguageCovers(code, tag) || !vacancy.LanguageCovers(tag, code) {
					t.Errorf("%s is another language than %s", code, tag)
				}
			}
		}
	}
}

// A key that is not known comes with a hint on what was meant.
func TestHintsOnKeys(t *testing.T) {
	for _, c := range []struct{ old, new, key, want string }{
		{"    title: {en: Age, fr: Âge}", "    title: {en: Age, fr: Âge}\n    atLeast: 18", "atLeast", "pack.hint.none"},
		{"fileName: {maxLength: 40, ascii: true}", "fileName: {maxLength: 40, ascii: true}\n  maxLength: 40", "maxLength", "pack.hint.inner Key=fileName"},
		{"ascii: true}", "ascii: true, maxFiles: 1}", "maxFiles", "pack.hint.outer Key=portal"},
		{"ascii: true}", "ascii: true, starts: [2026-03]}", "starts", "pack.hint.edge"},
		{"atLeast: 18", "atleast: 18", "atleast", "pack.hint.near Key=atLeast"},
		{"id: small\n", "id: small\nremark: x\n", "remark", "pack.hint.none"},
		{"place: {en: London, fr: Londres}", "place: {en: London, fr: Londres}\nfr: Londres", "fr", "pack.hint.inner Key=title"},
	} {
		_, err := vacancy.Decode("keys.yaml", []byte(strings.Replace(small(t), c.old, c.new, 1)))
		if err == nil {
			t.Errorf("%s: accepted", c.new)
			continue
		}
		e := mistakes(t, err)[0]
		hint, _ := e.Args["Hint"].(message.Message)
		got := hint.ID
		if key, told := hint.Args["Key"]; told {
			got += fmt.Sprint(" Key=", key)
		}
		if e.ID != "pack-unknown-key" || e.Args["Key"] != c.key || got != c.want {
			t.Errorf("%s: %s of %v, %s, want %s", c.new, e.ID, e.Args["Key"], got, c.want)
		}
	}
}

package vacancy_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

func decoded(t *testing.T, text string) *vacancy.Pack {
	t.Helper()
	p, err := vacancy.Decode("pack.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestDiff changes one place of a good pack and wants these changes told.
func TestDiff(t *testing.T) {
	good := small(t)
	for _, c := range []struct{ old, new, want string }{
		{"id: small", "id: large", "changed id"},
		{"id: small", "# a comment\nid:   small", ""},
		{"title: {en: Clerk, fr: Commis}", "title: {en: Clerk, fr: Employé}", "changed title"},
		{"fr: Tout est inventé.", "fr: \"Tout\u00a0est inventé.\"", ""},
		{"id: small\n", "id: small\nshort: S\noffice: {en: A, fr: B}\n", "added short, added office"},
		{"2025-06-22T23:59", "2025-06-22T23:00", "changed deadline.wall"},
		{"[2026-03]", "[2026-04, 2026-03]", "added starts"},
		{"facts: {grant: {perMonth: 100 EUR}}\n", "", "removed facts.grant"},
		{"facts: {grant: {perMonth: 100 EUR}}", "facts: {grant: {perMonth: 100 EUR}, hoursPerWeek: 20}", "added facts.hoursPerWeek"},
		{"100 EUR", "200 EUR", "changed facts.grant.perMonth"},
		{"[FR, GB]", "[GB, DE]", "removed countries.two.codes, added countries.two.codes"},
		{"[FR, GB]", "[GB, FR]", "moved countries.two.codes"},
		{"atLeast: 18", "atLeast: 21", "changed criteria.age.rule"},
		{"importance: desirable", "importance: advised", "changed criteria.rest.importance"},
		{"{not: {student: {on: start}}}", "{student: {on: start}}", "changed criteria.rest.readings.web.rule"},
		{"eachStudy: {status: [completed]}", "when: {student: {on: today}}\n    datesVisible: true", "added documents.paper.when, removed documents.paper.eachStudy, changed documents.paper.datesVisible"},
		{"- id: paper", "- id: sheet", "removed documents.paper, added documents.sheet"},
		{"aim: 1 MB", "aim: 2 MB", "changed portal.aim"},
		{"types: [pdf]", "types: [pdf, png]\n  advice: [{text: {en: a, fr: b}}]", "added portal.types, added portal.advice"},
		{"maxLength: 40", "maxLength: 41", "changed portal.fileName.maxLength"},
		{"expect: {age: met,", "expect: {age: met, paper: unanswered,", "changed tests.eighteen"},
		{"reviewed: true", "reviewed: false", "changed french.reviewed"},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the good pack has no %q", c.old)
		}
		other := decoded(t, strings.Replace(good, c.old, c.new, 1))
		if got := told(vacancy.Diff(decoded(t, good), other)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.new, got, c.want)
		}
		// The other way round the same places are told, added as removed.
		back := strings.NewReplacer("added", "removed", "removed", "added").Replace(told(vacancy.Diff(other, decoded(t, good))))
		want, got := strings.Split(c.want, ", "), strings.Split(back, ", ")
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("back from %s:\ngot  %s\nwant %s", c.new, got, want)
		}
	}
}

func told(changes []vacancy.Change) string {
	var all []string
	for _, change := range changes {
		all = append(all, string(change.What)+" "+change.Path)
	}
	return strings.Join(all, ", ")
}

func TestMovedMembersAreTold(t *testing.T) {
	p := embedded(t)
	other := embedded(t)
	slices.Reverse(other.Declarations)
	changes := vacancy.Diff(p, other)
	if len(changes) != 1 || changes[0].What != vacancy.Moved || changes[0].Path != "declarations" {
		t.Errorf("%+v", changes)
	}
}

// TestEveryKeyHasAName: whoever reads what changed sees no id of a text.
func TestEveryKeyHasAName(t *testing.T) {
	var root struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(vacancy.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	told := []string{
		"Programme", "Notice", "Translation", "Source", "CountrySet", "Deadline", "Facts", "Grant", "Event", "Section", "Accepted", "Question",
		"Criterion", "Reading", "DocumentRule", "StudyFilter", "ForeignDocument", "Declaration", "Competency", "Portal", "FileName",
	}
	keys := root.Properties
	for _, name := range told {
		if len(root.Defs[name].Properties) == 0 {
			t.Errorf("the schema has no %s", name)
		}
		for key := range root.Defs[name].Properties {
			keys[key] = nil
		}
	}
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key := range keys {
			if _, err := loc.Render(message.New("pack.key."+key, nil)); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestStarters: the vacancies from which new ones are written say the same in
// the comments' two languages.
func TestStarters(t *testing.T) {
	var packs []*vacancy.Pack
	for _, lang := range i18n.Languages() {
		data, err := fs.ReadFile(assets.Starter, "starter/vacancy."+string(lang)+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		p := decoded(t, string(data))
		if err := p.CheckCandidates(); err != nil {
			t.Error(err)
		}
		packs = append(packs, p)
		for i, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "#") && len([]rune(line)) > 100 {
				t.Errorf("%s, line %d is long", lang, i+1)
			}
		}
	}
	for _, c := range vacancy.Diff(packs[0], packs[1]) {
		t.Errorf("the languages of the starter differ: %s %s", c.What, c.Path)
	}
}

package assets_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// examples are packs to try, whose ids and titles say so.
const examplePrefix = "example-"

// packs returns the embedded packs by their ids.
func packs(t testing.TB) map[string]*vacancy.Pack {
	t.Helper()
	files, err := fs.Glob(assets.Vacancies, "vacancies/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*vacancy.Pack{}
	for _, file := range files {
		p, err := vacancy.Decode(file, readPack(t, file))
		if err != nil {
			t.Fatal(err)
		}
		if "vacancies/"+p.ID+".yaml" != file {
			t.Errorf("%s has the id %s", file, p.ID)
		}
		all[p.ID] = p
	}
	return all
}

func readPack(t testing.TB, file string) []byte {
	t.Helper()
	data, err := assets.Vacancies.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every pack keeps to its notice and passes its own tests, of which there are
// enough.
func TestPacksHold(t *testing.T) {
	all := packs(t)
	if len(all) != 4 {
		t.Errorf("%d packs", len(all))
	}
	for id, p := range all {
		if err := p.CheckNotice(string(readPack(t, "vacancies/"+id+".notice.txt"))); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		zone, err := time.LoadLocation(p.Deadline.Zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, failure := range checklist.RunTests(p, zone) {
			t.Errorf("%s: %+v", id, failure)
		}
		if len(p.Tests) < 8 {
			t.Errorf("%s has %d tests", id, len(p.Tests))
		}
	}
}

// Every criterion, document and declaration of a pack stands in one of its
// tests.
func TestPacksTestAllThatTheyAsk(t *testing.T) {
	for id, p := range packs(t) {
		tested := map[string]bool{}
		for _, test := range p.Tests {
			for _, e := range test.Expect {
				tested[e.Item] = true
			}
		}
		for _, c := range p.Criteria {
			if !tested[c.ID] {
				t.Errorf("%s: no test expects a verdict on %s", id, c.ID)
			}
		}
	}
}

// An example is known at first sight: by its id, by its title in both
// languages, and by what its notice begins with. Nothing about it is called
// verified or reviewed that nobody has verified or reviewed.
func TestExamplesSayThatTheyAre(t *testing.T) {
	for id, p := range packs(t) {
		isExample := strings.HasPrefix(id, examplePrefix)
		notice := string(readPack(t, "vacancies/"+id+".notice.txt"))
		for what, says := range map[string]bool{
			"English title":  strings.HasPrefix(p.Title.EN, "Example:"),
			"French title":   strings.HasPrefix(p.Title.FR, "Exemple\u00a0:"),
			"notice":         strings.HasPrefix(notice, "EXAMPLE – "),
			"name for files": strings.HasPrefix(p.Short, "EXAMPLE-"),
		} {
			if says != isExample {
				t.Errorf("%s: example %v by its id, %v by its %s", id, isExample, says, what)
			}
		}
		if p.Portal.Verified || p.French.Reviewed {
			t.Errorf("%s calls itself verified", id)
		}
	}
	for _, s := range packs(t)["example-eu-traineeship"].Sources {
		if s.Verified || s.Where == "" {
			t.Errorf("source %s: verified %v, where %q", s.ID, s.Verified, s.Where)
		}
	}
}

// The two vacancies of one programme ask the same, in other words.
func TestOneProgrammeHasOneSetOfRules(t *testing.T) {
	all := packs(t)
	first, example := all["nato-ocio-internship-2025"], all["example-nato-hq-internship"]
	if first.Programme.ID != example.Programme.ID || cmp.Equal(first.Starts, example.Starts) || cmp.Equal(first.Title, example.Title) {
		t.Errorf("%+v and %+v", first.Programme, example.Programme)
	}
	for _, c := range example.Criteria {
		at := slices.IndexFunc(first.Criteria, func(o vacancy.Criterion) bool { return o.ID == c.ID })
		if at < 0 {
			t.Errorf("%s asks for %s too", example.ID, c.ID)
			continue
		}
		if diff := cmp.Diff(rules(first.Criteria[at]), rules(c)); diff != "" {
			t.Errorf("%s: %s", c.ID, diff)
		}
	}
}

func rules(c vacancy.Criterion) []vacancy.Rule {
	var all []vacancy.Rule
	for _, r := range c.AllReadings() {
		all = append(all, r.Rule)
	}
	return all
}

// badTypography are the marks that a text of the language does not hold.
var badTypography = map[string][]string{
	"en": {"'", "  ", `"`, " ;", " ?", " !"},
	"fr": {"'", "  ", `"`, " ;", " !", " ?", " :", "« ", " »"},
}

func TestPacksAreWellSet(t *testing.T) {
	for id, p := range packs(t) {
		for _, text := range p.Texts() {
			for lang, marks := range badTypography {
				for _, mark := range marks {
					if strings.Contains(text.In(lang), mark) {
						t.Errorf("%s: %q holds %q", id, text.In(lang), mark)
					}
				}
			}
			checkFrenchSpaces(t, id, text)
		}
	}
}

// checkFrenchSpaces: a thin no-break space before ; ! ?, a no-break space before
// : and inside guillemets.
func checkFrenchSpaces(t *testing.T, id string, text message.Text) {
	t.Helper()
	runes := []rune(text.FR)
	for i, r := range runes {
		if i == 0 || !strings.ContainsRune(";!?:»", r) {
			continue
		}
		want := '\u202f'
		if r == ':' || r == '»' {
			want = '\u00a0'
		}
		if runes[i-1] != want {
			t.Errorf("%s: %q: %U before %c", id, text.FR, runes[i-1], r)
		}
	}
}

// The long lists are whole: a member that is missing would show in no other test.
func TestSetsAreWhole(t *testing.T) {
	all := packs(t)
	for id, want := range map[string]int{"nato-ocio-internship-2025": 32, "example-nato-hq-internship": 32, "example-eu-traineeship": 27} {
		if got := len(all[id].Countries[0].Codes); got != want {
			t.Errorf("%s has %d member states, want %d", id, got, want)
		}
	}
	eu := all["example-eu-traineeship"]
	official := eu.Languages.Accepted
	if len(official) != 24 {
		t.Errorf("%d official languages", len(official))
	}
	for _, c := range eu.Criteria {
		for _, part := range c.Rule.Parts() {
			if part.Language != nil && !slices.Equal(part.Language.Of, official) {
				t.Errorf("%s has other languages", c.ID)
			}
		}
	}
	for _, d := range eu.Documents {
		if d.EachDocument != nil && !slices.Equal(d.EachDocument.LanguageNot, official) {
			t.Errorf("%s has other languages", d.ID)
		}
	}
}

package checklist_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// compareFile holds what was got against a file of testdata, which is written
// anew where UPDATE is set, and then to be read.
func compareFile(t *testing.T, name, got string) {
	t.Helper()
	name = "testdata/" + name
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("UPDATE=1 writes %s anew (-want +got):\n%s", name, diff)
	}
}

// shown writes a message with its values, sorted by name.
func shown(m message.Message) string {
	text := m.ID
	for _, name := range slices.Sorted(maps.Keys(m.Args)) {
		text += " " + name + "=" + shownValue(m.Args[name])
	}
	return text
}

func shownValue(value any) string {
	switch v := value.(type) {
	case message.Message:
		return "(" + shown(v) + ")"
	case message.List:
		members := make([]string, len(v))
		for i, member := range v {
			members[i] = shownValue(member)
		}
		return "[" + strings.Join(members, ", ") + "]"
	case message.Text:
		return v.EN
	default:
		return strings.TrimSpace(fmt.Sprint(v))
	}
}

// twoStudies has two completed studies, and one of which the status is open.
const twoStudies = `{"studies":[{"id":"s1","title":"Law","university":true,"level":"bachelor","status":"completed"},{"id":"s2","title":"Art","university":true,"level":"master","status":"completed"}]}`

const openStudy = `{"studies":[{"id":"s1","title":"Law","university":true,"level":"bachelor"}]}`

// What is found about documents and declarations, with all that the sentences
// will say, is told in testdata/items.txt.
func TestWhatIsToldOfDocuments(t *testing.T) {
	t.Parallel()
	locked := func(d document.Document) document.Document {
		return with(d, func(d *document.Document) { d.Missing = true })
	}
	loose := func(id string) document.Document {
		return with(diploma(), func(d *document.Document) { d.ID, d.For, d.Name = id, "", id+".pdf" })
	}
	hidden := with(proof(), func(d *document.Document) { d.DatesVisible = new(false) })
	unsaid := with(proof(), func(d *document.Document) { d.DatesVisible, d.Name = nil, "" })
	nameless := with(unsaid, func(d *document.Document) { d.File = "" })
	dutch := with(diploma(), func(d *document.Document) { d.Lang, d.Pages = "nl", []int{1, 3} })
	free := func(status string, levels ...string) vacancy.DocumentRule {
		r := vacancy.DocumentRule{ID: "each", Importance: vacancy.Essential, Kind: "qualification", EachStudy: &vacancy.StudyFilter{Levels: levels}}
		if status != "" {
			r.EachStudy.Status = []string{status}
		}
		return r
	}
	plain := vacancy.DocumentRule{ID: "each", Importance: vacancy.Essential, Kind: "qualification", DatesVisible: true}
	var got strings.Builder
	for _, c := range []struct {
		name, candidate string
		rule            *vacancy.DocumentRule
		docs            []document.Document
	}{
		{"nothing said", `{}`, nil, nil},
		{"nothing there", graduate, nil, nil},
		{"all there", graduate, nil, []document.Document{diploma(), proof()}},
		{"locked", graduate, nil, []document.Document{locked(diploma()), locked(hidden)}},
		{"dates hidden", graduate, nil, []document.Document{hidden}},
		{"dates not said", graduate, nil, []document.Document{unsaid, nameless}},
		{"dates hidden, and not said", graduate, nil, []document.Document{hidden, unsaid}},
		{"for other studies", graduate, nil, []document.Document{with(proof(), func(d *document.Document) { d.For = "s1" })}},
		{"Dutch", graduate, nil, []document.Document{dutch, with(dutch, func(d *document.Document) { d.ID, d.Lang = "d9", "" })}},
		{"language not said", graduate, nil, []document.Document{with(dutch, func(d *document.Document) { d.Lang = "" })}},
		{"Dutch, translated", graduate, nil, []document.Document{dutch, {ID: "t1", Kind: document.Translation, Of: "d1", Lang: "en", PageCount: 1}}},
		{"two studies, nothing there", twoStudies, nil, nil},
		{"two studies, one loose document", twoStudies, nil, []document.Document{loose("d5")}},
		{"two studies, two loose documents", twoStudies, nil, []document.Document{loose("d5"), loose("d6")}},
		{"a study of which the status is open", openStudy, nil, nil},
		{"every study", openStudy, new(free("")), nil},
		{"every completed study", twoStudies, new(free("completed")), []document.Document{diploma()}},
		{"every completed bachelor", twoStudies, new(free("completed", "bachelor")), nil},
		{"every completed bachelor of a university", twoStudies, new(func() vacancy.DocumentRule {
			r := free("completed", "bachelor")
			r.EachStudy.University = new(true)
			return r
		}()), nil},
		{"every doctorate", twoStudies, new(free("", "doctorate")), nil},
		{"a qualification with its dates, not said", graduate, new(plain), []document.Document{diploma()}},
		{"a qualification with its dates, hidden", graduate, new(plain), []document.Document{with(diploma(), func(d *document.Document) { d.DatesVisible = new(false) })}},
	} {
		in := input(t, c.candidate, c.docs...)
		if c.rule != nil {
			p := *in.Pack
			p.Documents, p.Declarations = []vacancy.DocumentRule{*c.rule}, nil
			in.Pack = &p
		}
		in.Application.Declarations = map[string]civil.Date{"decl-ai": {Year: 2025, Month: 5, Day: 30}}
		fmt.Fprintf(&got, "# %s\n", c.name)
		for _, i := range checklist.Build(in).Items {
			if i.Group != vacancy.Documents && (i.Group != vacancy.Declarations || c.name != "nothing said") {
				continue
			}
			why := i.Explain()
			fmt.Fprintf(&got, "%s %s: %s\n  fact %s\n", i.ID, i.Verdict, shown(why.Reason), shown(why.Fact))
			if !why.Next.IsZero() {
				fmt.Fprintf(&got, "  next %s\n", shown(why.Next))
			}
			leaf := why.Outcomes[0].Decisive
			if i.On != in.Pack.Deadline.Day() || i.Ref != vacancy.OnDeadline || len(i.Readings) != 1 || len(why.Outcomes) != 1 ||
				leaf.Kind != string(i.Group) || leaf.Verdict != i.Verdict || leaf.On != i.On || leaf.Ref != i.Ref {
				t.Errorf("%s: %s on %s, %d readings", c.name, i.ID, i.On, len(i.Readings))
			}
		}
	}
	compareFile(t, "items.txt", got.String())
}

// The digest of the same facts is the same in every version of the program:
// else all decisions of all dossiers would lapse. Where a version judges
// otherwise on purpose, they should.
func TestDigestsOutliveTheProgram(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), with(proof(), func(d *document.Document) { d.DatesVisible = new(false) }))
	in.Application.Declarations = map[string]civil.Date{"decl-ai": {Year: 2025, Month: 5, Day: 30}}
	in.Candidate.Languages[1].Evidence = "IELTS \"7.5\""
	var got strings.Builder
	for _, i := range checklist.Build(in).Items {
		fmt.Fprintf(&got, "%s %s\n", i.ID, i.Digest())
	}
	compareFile(t, "digests.txt", got.String())
}

func TestTheNewestOfTwoDecisionsIsShown(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), with(proof(), func(d *document.Document) { d.DatesVisible = nil }))
	digest := item(checklist.Build(in), "doc-proof-of-studies").Digest()
	for day := 1; day <= 3; day++ {
		in.Application.Decisions = append(in.Application.Decisions, checklist.Decision{
			Item: "doc-proof-of-studies", On: civil.Date{Year: 2025, Month: 6, Day: day}, Digest: digest,
		})
	}
	list := checklist.Build(in)
	if i := item(list, "doc-proof-of-studies"); i.Decision == nil || i.Decision.On.Day != 3 {
		t.Errorf("%+v", i.Decision)
	}
	if got := ids(list.Todo()); strings.Contains(got, "doc-proof-of-studies") {
		t.Errorf("decided, and still to do: %s", got)
	}
}

// What is to do stands in one order, whatever the order of the items.
func TestTheOrderOfWhatIsToDo(t *testing.T) {
	t.Parallel()
	entry := func(group vacancy.Group, v vacancy.Verdict, importance vacancy.Importance) checklist.Item {
		return checklist.Item{
			ID: fmt.Sprintf("%s-%s-%s", importance, group, v), Group: group, Verdict: v, Importance: importance,
		}
	}
	var want []checklist.Item
	for _, importance := range []vacancy.Importance{vacancy.Essential, vacancy.Desirable} {
		want = append(want,
			entry(vacancy.Eligibility, vacancy.NotMet, importance), entry(vacancy.Eligibility, vacancy.Unanswered, importance),
			entry(vacancy.Documents, vacancy.NotMet, importance), entry(vacancy.Languages, vacancy.ToConfirm, importance),
			entry(vacancy.Declarations, vacancy.Unanswered, importance))
	}
	list := checklist.Checklist{Items: slices.Clone(want)}
	slices.Reverse(list.Items)
	if got := ids(list.Todo()); got != ids(want) {
		t.Errorf("got  %s\nwant %s", got, ids(want))
	}
	list.Items = append(list.Items, entry(vacancy.Eligibility, vacancy.Met, vacancy.Essential))
	if got := len(list.Todo()); got != len(want) {
		t.Errorf("%d things to do, want %d: what is met is none", got, len(want))
	}
}

func TestTimeLeft(t *testing.T) {
	t.Parallel()
	last := civil.Date{Year: 2025, Month: 6, Day: 22}
	for days, want := range map[int]string{0: "checklist.last-day", 1: "checklist.days-left Count=1", 30: "checklist.days-left Count=30"} {
		if got := shown(checklist.TimeLeft(last.AddDays(-days), last)); got != want {
			t.Errorf("%d days before: %s", days, got)
		}
	}
}

func TestTheEarliestStartIsFoundWhereverItStands(t *testing.T) {
	t.Parallel()
	p := *assetstest.Vacancy(t)
	p.Criteria = []vacancy.Criterion{{ID: "student", Rule: vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnStart}}}}
	p.Starts = slices.Clone(p.Starts)
	slices.Reverse(p.Starts)
	in := input(t, graduate)
	in.Pack = &p
	if got := item(checklist.Build(in), "student").On.String(); got != "2026-03-01" {
		t.Errorf("%s", got)
	}
}

// This application is one, even where nobody counted it.
func TestThisApplicationIsAlwaysCounted(t *testing.T) {
	t.Parallel()
	in := input(t, graduate)
	in.Applications = 0
	if got := item(checklist.Build(in), "applications-cap").Explain().Fact.Args["Count"]; got != 1 {
		t.Errorf("%v applications", got)
	}
}

// A pack's test without a day plays on the deadline's; one whose candidate
// cannot be read fails once.
func TestAPacksTestPlaysOnTheLastDay(t *testing.T) {
	t.Parallel()
	p := *assetstest.Vacancy(t)
	untilTheDeadline := `{"studies":[{"id":"s1","university":true,"status":"ongoing","start":"2025-06-22","end":"2025-06-22"}]}`
	p.Tests = []vacancy.PackTest{
		{Name: "a student on that day alone", Candidate: []byte(untilTheDeadline), Expect: []vacancy.Expectation{{Item: "doc-proof-of-studies", Verdict: vacancy.NotMet}}},
		{Name: "unreadable", Candidate: []byte(`{"nationalities":["XX"]}`), Expect: []vacancy.Expectation{{Item: "age", Verdict: vacancy.Met}}},
	}
	failures := checklist.RunTests(&p, assetstest.Zone(t, "Europe/Brussels"))
	if len(failures) != 1 || failures[0].Test != "unreadable" || failures[0].Err == nil {
		t.Errorf("%+v", failures)
	}
}

// The pack's own word on what to do is shown where there is something to do
// about it: a criterion that is not met or to confirm, a document that is not
// there.
func TestThePacksOwnWord(t *testing.T) {
	t.Parallel()
	own := message.Text{EN: "Ask.", FR: "Demandez."}
	p := *assetstest.Vacancy(t)
	rule := vacancy.Rule{Declared: &vacancy.Declared{Name: "x"}}
	p.Criteria = []vacancy.Criterion{
		{ID: "plain", Rule: rule, Next: own},
		{ID: "judged", Rule: vacancy.Rule{Declared: &vacancy.Declared{Name: "x", Absent: vacancy.ToConfirm}}, Next: own},
	}
	p.Documents = []vacancy.DocumentRule{{ID: "paper", Kind: "other", Next: own}, {ID: "proof", Kind: "proof-of-studies", Next: own}}
	for written, want := range map[string]string{
		`{"declared":{"x":true}}`: "paper", `{"declared":{"x":false}}`: "plain judged paper", `{}`: "judged paper",
	} {
		in := input(t, written, with(proof(), func(d *document.Document) { d.For = "" }))
		in.Pack = &p
		var got []string
		for _, i := range checklist.Build(in).Items {
			if i.PackNext == own {
				got = append(got, i.ID)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %s", written, got, want)
		}
	}
}

// From when on time alone mends it is said with a word on the readings, where
// there are several.
func TestMetFrom(t *testing.T) {
	t.Parallel()
	day := civil.Date{Year: 2025, Month: 7, Day: 3}
	for readings, want := range map[int]string{1: "checklist.earliest Date=2025-07-03", 2: "checklist.earliest-readings Date=2025-07-03"} {
		if got := shown((checklist.Item{Earliest: day, Readings: make([]eligibility.Reading, readings)}).MetFrom()); got != want {
			t.Errorf("%d readings: %s", readings, got)
		}
	}
	if got := (checklist.Item{Readings: make([]eligibility.Reading, 2)}).MetFrom(); !got.IsZero() {
		t.Errorf("nothing mends it, and %s is said", got.ID)
	}
}

// A pack's test that fails says why the item stands as it does.
func TestAFailingTestSaysWhy(t *testing.T) {
	t.Parallel()
	p := *assetstest.Vacancy(t)
	p.Tests = []vacancy.PackTest{{Name: "young", Candidate: []byte(`{"birthDate":"2010-01-01"}`), Expect: []vacancy.Expectation{
		{Item: "age", Verdict: vacancy.Met}, {Item: "education", Reading: "faq", Verdict: vacancy.Met}, {Item: "age", Reading: "nobody", Verdict: vacancy.Met},
		{Item: "age", Reading: "notice", Verdict: vacancy.Met},
	}}}
	var got []string
	for _, f := range checklist.RunTests(&p, assetstest.Zone(t, "Europe/Brussels")) {
		got = append(got, f.Why.ID)
	}
	if want := []string{"reason.age.too-young-deadline", "reason.studies.unanswered", "", "reason.age.too-young-deadline"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

func who(t testing.TB, written string) candidate.Candidate {
	t.Helper()
	c, err := candidate.Decode("candidate.json", []byte(written))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// input is an application on the first of June 2025.
func input(t testing.TB, written string, docs ...document.Document) checklist.Input {
	t.Helper()
	brussels := assetstest.Zone(t, "Europe/Brussels")
	return checklist.Input{
		Pack: assetstest.Vacancy(t), Candidate: who(t, written), Documents: docs, Applications: 1,
		Now: time.Date(2025, 6, 1, 12, 0, 0, 0, brussels), Zone: brussels,
	}
}

// item returns an item of the checklist; none where it is not asked for.
func item(list checklist.Checklist, id string) checklist.Item {
	found, _ := list.Item(id)
	return found
}

func ids(items []checklist.Item) string {
	var words []string
	for _, i := range items {
		words = append(words, i.ID)
	}
	return strings.Join(words, " ")
}

// graduate has one degree of last summer and is a student now.
const graduate = `{"birthDate":"2002-02-28","nationalities":["FR"],"equivalentEducation":"",
 "studies":[{"id":"s1","title":"Bachelor","level":"bachelor","university":true,"start":"2021-09-14","end":"2024-06-28","status":"completed","awarded":"2024-07-05"},
            {"id":"s2","title":"Master","level":"master","university":true,"start":"2024-09-23","end":"2026-06-30","status":"ongoing"}],
 "languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"C1"}],
 "experience":[],"declared":{"advanced-it-user":true,"degree-relevant":true}}`

var declared = map[string]civil.Date{
	"decl-ai": {Year: 2025, Month: 6, Day: 1}, "decl-accuracy": {Year: 2025, Month: 6, Day: 1}, "decl-final": {Year: 2025, Month: 6, Day: 1},
}

func diploma() document.Document {
	return document.Document{ID: "d1", File: "aa.pdf", Name: "diploma.pdf", Kind: document.Qualification, For: "s1", Lang: "fr", PageCount: 1}
}

func proof() document.Document {
	return document.Document{ID: "d2", File: "bb.pdf", Name: "proof.pdf", Kind: document.ProofOfStudies, For: "s2", Lang: "en", DatesVisible: new(true), PageCount: 1}
}

func TestTheEmbeddedPackPassesItsOwnTests(t *testing.T) {
	t.Parallel()
	for _, f := range checklist.RunTests(assetstest.Vacancy(t), assetstest.Zone(t, "Europe/Brussels")) {
		t.Errorf("%s: %s %s: got %q, want %q %v", f.Test, f.Item, f.Reading, f.Got, f.Verdict, f.Err)
	}
}

func TestAPacksFailingTestsAreNamed(t *testing.T) {
	t.Parallel()
	p := *assetstest.Vacancy(t)
	p.Tests = []vacancy.PackTest{
		{Name: "wrong", Candidate: []byte(`{"birthDate":"2004-06-22"}`), Expect: []vacancy.Expectation{
			{Item: "age", Verdict: vacancy.NotMet}, {Item: "age", Reading: "notice", Verdict: vacancy.Met},
			{Item: "age", Reading: "faq", Verdict: vacancy.Met}, {Item: "doc-translation", Verdict: vacancy.Met},
		}},
		{Name: "unreadable", Candidate: []byte(`{"nationalities":["XX"]}`)},
		{Name: "another day", Today: civil.Date{Year: 2027, Month: 1, Day: 1}, Candidate: []byte(graduate),
			Expect: []vacancy.Expectation{{Item: "doc-proof-of-studies", Verdict: vacancy.NotMet}}},
		{Name: "a fourth application", Applications: 4, Start: "2026-09", Candidate: []byte(`{}`),
			Expect: []vacancy.Expectation{{Item: "applications-cap", Verdict: vacancy.Met}}},
	}
	var got []string
	for _, f := range checklist.RunTests(&p, assetstest.Zone(t, "Europe/Brussels")) {
		got = append(got, f.Test+": "+f.Item+"/"+f.Reading+" "+string(f.Got))
		if (f.Err != nil) != (f.Test == "unreadable") {
			t.Errorf("%s: %v", f.Test, f.Err)
		}
	}
	want := []string{"wrong: age/ met", "wrong: age/faq not-asked", "wrong: doc-translation/ not-asked", "unreadable: / ",
		"a fourth application: applications-cap/ not-met"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestItemsStandInThePacksOrder(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), proof(), document.Document{ID: "d3", Name: "diplôme.pdf", Kind: document.Other, Lang: "nl"})
	const want = "nationality age education language second-language degree-relevant it-skills experience " +
		"doc-qualification doc-proof-of-studies doc-translation decl-ai decl-accuracy decl-final applications-cap"
	if got := ids(checklist.Build(in).Items); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReady(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), proof())
	in.Application.Declarations = declared
	list := checklist.Build(in)
	if want := (checklist.Readiness{Met: 10, Of: 10, Ready: true}); list.Readiness != want {
		t.Errorf("%+v, want %+v", list.Readiness, want)
	}
	if got := ids(list.Todo()); got != "experience" {
		t.Errorf("left to do: %s", got)
	}
	if i := item(list, "experience"); i.Verdict != vacancy.NotMet {
		t.Errorf("a desirable criterion that is not met fails nobody, yet it is %s", i.Verdict)
	}
}

func TestNothingSaid(t *testing.T) {
	t.Parallel()
	list := checklist.Build(input(t, `{}`))
	if list.Readiness.Ready || list.Readiness.Met != 1 {
		t.Errorf("%+v: the number of applications alone is in order", list.Readiness)
	}
	for _, i := range list.Items {
		if i.ID != "applications-cap" && i.Verdict != vacancy.Unanswered {
			t.Errorf("%s: %s", i.ID, i.Verdict)
		}
	}
	if got := ids(list.Todo()); !strings.HasPrefix(got, "nationality age education language doc-qualification doc-proof-of-studies decl-ai") {
		t.Errorf("to do: %s", got)
	}
}

func TestWhatToDoFirst(t *testing.T) {
	t.Parallel()
	list := checklist.Build(input(t, `{"birthDate":"2005-01-01","nationalities":["FR"],"languages":[{"tag":"en","level":"B2"}],
		"studies":[{"id":"s1","university":true,"start":"2022-09-01","end":"2027-06-30","status":"ongoing"}]}`))
	const want = "age doc-proof-of-studies language decl-ai decl-accuracy decl-final " +
		"degree-relevant it-skills experience"
	got := ids(list.Todo())
	for _, id := range []string{"second-language ", " second-language"} {
		got = strings.Replace(got, id, "", 1)
	}
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheDeadlineIsAnInstantInEveryZone(t *testing.T) {
	t.Parallel()
	in := input(t, `{}`)
	for _, name := range []string{"UTC", "Europe/Brussels", "America/New_York", "Europe/Istanbul", "Pacific/Kiritimati"} {
		last := time.Date(2025, 6, 22, 21, 58, 59, 999_999_999, time.UTC).In(assetstest.Zone(t, name))
		in.Now = last
		if list := checklist.Build(in); list.Deadline.Closed || !list.Today.Before(civil.Date{Year: 2025, Month: 6, Day: 23}) {
			t.Errorf("in %s: closed %v, today %s", name, list.Deadline.Closed, list.Today)
		}
		in.Now = last.Add(1)
		list := checklist.Build(in)
		if !list.Deadline.Closed || list.Deadline.Instant.UTC().Format(time.RFC3339) != "2025-06-22T21:59:00Z" {
			t.Errorf("in %s: not closed at %s", name, list.Deadline.Instant.UTC())
		}
		if list.Today.String() != "2025-06-22" {
			t.Errorf("in %s: today in Brussels is %s", name, list.Today)
		}
	}
}

func TestADecisionCountsUntilItsFactsChange(t *testing.T) {
	t.Parallel()
	const b2 = `"languages":[{"tag":"fr","level":"A2"},{"tag":"en","level":"B2"}]`
	in := input(t, strings.Replace(graduate, `"languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"C1"}]`, b2, 1), diploma(), proof())
	in.Application.Declarations = declared
	before := checklist.Build(in)
	language := item(before, "language")
	if language.Verdict != vacancy.ToConfirm || before.Readiness.Ready {
		t.Fatalf("%s, %+v", language.Verdict, before.Readiness)
	}
	in.Application.Decisions = []checklist.Decision{
		{Item: "language", On: civil.Date{Year: 2025, Month: 6, Day: 1}, Digest: language.Digest()},
		{Item: "language", On: civil.Date{Year: 2025, Month: 5, Day: 1}, Digest: "sha256:of other facts"},
	}
	after := checklist.Build(in)
	if i := item(after, "language"); i.Verdict != vacancy.ToConfirm || i.Decision == nil || !i.Done() || !after.Readiness.Ready {
		t.Errorf("decided, and still %+v, %+v", i.Decision, after.Readiness)
	}
	in.Now = in.Now.AddDate(0, 0, 14)
	if i := item(checklist.Build(in), "language"); i.Decision == nil {
		t.Error("two weeks later the decision is gone")
	}
	in.Candidate.Languages[1].Evidence = "IELTS 6.5"
	if i := item(checklist.Build(in), "language"); i.Decision != nil || i.Done() {
		t.Error("other evidence, and the decision stands")
	}
}

func TestADecisionOnStudiesRestsOnEachAnswerAboutThem(t *testing.T) {
	t.Parallel()
	digests := func(change func(*candidate.Study)) (education, degree string) {
		in := input(t, `{"equivalentEducation":"","studies":[{"id":"s1","title":"Law","institution":"Trier","level":"bachelor","field":"law",
			"university":true,"start":"2019-09-16","end":"2021-05-20","status":"completed","awarded":"2021-06-20"}]}`)
		change(&in.Candidate.Studies[0])
		list := checklist.Build(in)
		for _, id := range []string{"education", "degree-relevant"} {
			if got := item(list, id).Verdict; got != vacancy.ToConfirm {
				t.Errorf("%s: %s", id, got)
			}
		}
		return item(list, "education").Digest(), item(list, "degree-relevant").Digest()
	}
	education, degree := digests(func(*candidate.Study) {})
	yearBefore := func(d candidate.Day) candidate.Day { return candidate.On(d.AddMonths(-12)) }
	for what, change := range map[string]func(*candidate.Study){
		"another institution":              func(s *candidate.Study) { s.Institution = "Mainz" },
		"another title":                    func(s *candidate.Study) { s.Title = "Laws" },
		"another field":                    func(s *candidate.Study) { s.Field = new("computing") },
		"as many months, but a year ago":   func(s *candidate.Study) { s.Start, s.End = yearBefore(s.Start), yearBefore(s.End) },
		"another degree of the same level": func(s *candidate.Study) { s.Level = "master" },
	} {
		if e, d := digests(change); e == education || d == degree {
			t.Errorf("%s: the decision on education would stand %v, on the degree %v", what, e == education, d == degree)
		}
	}
}

func TestADeclarationWithoutItsDayIsNotConfirmed(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), proof())
	in.Application.Declarations = map[string]civil.Date{"decl-ai": {}}
	if i := item(checklist.Build(in), "decl-ai"); i.Verdict != vacancy.Unanswered {
		t.Errorf("it is %s: %s", i.Verdict, i.Explain().Reason.ID)
	}
}

func TestDigestsDoNotDependOnTheDayOfAsking(t *testing.T) {
	t.Parallel()
	for _, written := range []string{`{}`, graduate} {
		in := input(t, written, diploma(), proof(), document.Document{ID: "d3", Kind: document.Other})
		first := checklist.Build(in)
		in.Now = in.Now.AddDate(0, 3, 0)
		for i, later := range checklist.Build(in).Items {
			before, now := first.Items[i].Digest(), later.Digest()
			if now != before || !strings.HasPrefix(now, "sha256:") || len(now) != 71 {
				t.Errorf("%s: %s, then %s", later.ID, before, now)
			}
		}
	}
}

func TestTheFourthApplicationIsOneTooMany(t *testing.T) {
	t.Parallel()
	in := input(t, graduate, diploma(), proof())
	in.Application.Declarations = declared
	for count, want := range map[int]vacancy.Verdict{0: vacancy.Met, 3: vacancy.Met, 4: vacancy.NotMet} {
		in.Applications = count
		list := checklist.Build(in)
		if got := item(list, "applications-cap").Verdict; got != want || list.Readiness.Ready != (want == vacancy.Met) {
			t.Errorf("%d: %s, %+v", count, got, list.Readiness)
		}
	}
}

func TestTheStartIsTheEarliestUnlessOneIsChosen(t *testing.T) {
	t.Parallel()
	p := *assetstest.Vacancy(t)
	p.Criteria = []vacancy.Criterion{{
		ID: "age", Group: vacancy.Eligibility, Importance: vacancy.Essential,
		Rule: vacancy.Rule{Age: &vacancy.Age{AtLeast: new(21), On: vacancy.OnStart}},
	}}
	for chosen, want := range map[string]string{"": "2026-03-01", "2026-09": "2026-09-01", "2030-01": "2026-03-01"} {
		in := input(t, graduate)
		in.Pack, in.Application.Start = &p, chosen
		if got := item(checklist.Build(in), "age").On.String(); got != want {
			t.Errorf("chosen %q: judged on %s, want %s", chosen, got, want)
		}
	}
	p.Starts = nil
	in := input(t, graduate)
	in.Pack = &p
	if got := item(checklist.Build(in), "age").On.String(); got != "2025-06-22" {
		t.Errorf("without starts: judged on %s", got)
	}
}

// Every sentence of a checklist exists in both languages, with its values.
func TestEverySentenceCanBeSaid(t *testing.T) {
	t.Parallel()
	foreign := document.Document{ID: "d3", Name: "diploma-nl.pdf", Kind: document.Other, Lang: "nl"}
	lists := []checklist.Checklist{
		checklist.Build(input(t, `{}`)), checklist.Build(input(t, graduate)),
		checklist.Build(input(t, graduate, diploma(), proof(), foreign)),
		checklist.Build(input(t, `{"birthDate":"2008-02-29","nationalities":["CH"],"studies":[],"languages":[],"experience":[],"equivalentEducation":"","declared":{"advanced-it-user":false}}`)),
	}
	for _, lang := range []i18n.Lang{i18n.English, i18n.French} {
		l, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range lists {
			for _, i := range list.Items {
				why := i.Explain()
				for _, m := range []message.Message{why.Reason, why.Fact, why.Next} {
					if _, err := l.Render(m); err != nil {
						t.Errorf("%s, %s: %v", lang, i.ID, err)
					}
				}
				if why.Reason.IsZero() {
					t.Errorf("%s gives no reason", i.ID)
				}
			}
		}
	}
}

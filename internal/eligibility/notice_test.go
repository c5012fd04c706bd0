package eligibility_test

import (
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

const (
	met        = vacancy.Met
	notMet     = vacancy.NotMet
	toConfirm  = vacancy.ToConfirm
	unanswered = vacancy.Unanswered
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func who(t testing.TB, written string) candidate.Candidate {
	t.Helper()
	c, err := candidate.Decode("candidate.json", []byte(written))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// found is what a criterion came to, and why.
type found struct {
	eligibility.Finding
	eligibility.Explanation
}

func evaluate(c vacancy.Criterion, s eligibility.Subject, d eligibility.Dates) found {
	return found{eligibility.Evaluate(c, s, d), eligibility.Explain(c, s, d)}
}

// find evaluates one criterion of the notice, all reference days being on.
func find(t testing.TB, id, written string, on civil.Date) found {
	t.Helper()
	p := assetstest.Vacancy(t)
	for _, c := range p.Criteria {
		if c.ID == id {
			return evaluate(c, eligibility.Subject{Candidate: who(t, written), Pack: p},
				eligibility.Dates{Deadline: on, Start: on, Today: on})
		}
	}
	t.Fatalf("no criterion %s", id)
	return found{}
}

// saying is one row of a table on the embedded notice and its deadline.
type saying struct {
	name      string
	candidate string
	verdict   vacancy.Verdict
	reason    string
	earliest  string
}

func check(t *testing.T, criterion string, tests []saying) {
	t.Helper()
	deadline := day(t, "2025-06-22")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := find(t, criterion, test.candidate, deadline)
			if f.Verdict != test.verdict || f.Reason.ID != test.reason || f.Earliest != day(t, test.earliest) {
				t.Errorf("got %s %s %s, want %s %s %s", f.Verdict, f.Reason.ID, f.Earliest,
					test.verdict, test.reason, test.earliest)
			}
			if f.On != deadline {
				t.Errorf("judged on %s", f.On)
			}
			if f.Next.IsZero() != (f.Verdict == met) {
				t.Errorf("%s, and what to do next is %q", f.Verdict, f.Next.ID)
			}
		})
	}
}

func TestBeANationalOfAMemberState(t *testing.T) {
	t.Parallel()
	check(t, "nationality", []saying{
		{"French", `{"nationalities":["FR"]}`, met, "reason.nationality.met", ""},
		{"any one of several nationalities counts", `{"nationalities":["CH","TR"]}`, met, "reason.nationality.met", ""},
		{"Swiss: partner status is not membership", `{"nationalities":["CH"]}`, notMet, "reason.nationality.not-met", ""},
		{"stateless", `{"nationalities":[]}`, notMet, "reason.nationality.none", ""},
		{"not said", `{}`, unanswered, "reason.nationality.unanswered", ""},
		{"null is not said", `{"nationalities":null}`, unanswered, "reason.nationality.unanswered", ""},
	})
}

func TestBeAtLeast21(t *testing.T) {
	t.Parallel()
	check(t, "age", []saying{
		{"21 long since", `{"birthDate":"2003-02-28"}`, met, "reason.age.met", ""},
		{"a birthday on the deadline counts", `{"birthDate":"2004-06-22"}`, met, "reason.age.birthday", ""},
		{"a birthday on the day after does not", `{"birthDate":"2004-06-23"}`, notMet, "reason.age.too-young-deadline", "2025-06-23"},
		{"11 days after", `{"birthDate":"2004-07-03"}`, notMet, "reason.age.too-young-deadline", "2025-07-03"},
		{"born on a leap day, 1 March is the birthday", `{"birthDate":"2008-02-29"}`, notMet, "reason.age.too-young-deadline", "2029-03-01"},
		{"not said", `{}`, unanswered, "reason.age.unanswered", ""},
	})
}

func TestLeapDayBirthdays(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		on      string
		verdict vacancy.Verdict
		fact    string
	}{
		{"2025-02-28", notMet, "fact.birth-date-leap"},
		{"2025-03-01", met, "fact.birth-date-leap"},
	} {
		f := find(t, "age", `{"birthDate":"2004-02-29"}`, day(t, test.on))
		if f.Verdict != test.verdict || f.Fact.ID != test.fact {
			t.Errorf("on %s: %s, %s", test.on, f.Verdict, f.Fact.ID)
		}
		if f.Fact.Args["Birthday"] != day(t, "2025-03-01") {
			t.Errorf("the finding does not say that 1 March counts: %v", f.Fact.Args)
		}
	}
}

// one writes a candidate with one university study, no equivalent education.
func one(study string) string {
	return `{"equivalentEducation":"","studies":[{"id":"s1","university":true,` + study + `}]}`
}

func TestHaveTwoYearsOfUniversityStudies(t *testing.T) {
	t.Parallel()
	check(t, "education", []saying{
		{"24 months to the day, and a student", one(`"status":"ongoing","start":"2023-06-23","end":"2026-06-30"`), met, "reason.years.met", ""},
		{"24 months less a day, and a student: two ways of the notice, one of the other text",
			one(`"status":"ongoing","start":"2023-06-24","end":"2026-06-30"`), toConfirm, "reason.readings-differ", ""},
		{"a first-year student", one(`"status":"ongoing","start":"2024-09-16","end":"2027-06-30"`), toConfirm, "reason.readings-differ", ""},
		{"long interrupted, two years done", one(`"status":"interrupted","start":"2019-09-16","end":"2021-09-15"`), toConfirm, "reason.readings-differ", ""},
		{"20 months, then nothing", one(`"status":"interrupted","start":"2019-09-16","end":"2021-05-20"`), toConfirm, "reason.readings-differ", ""},
		{"one month, then nothing", one(`"status":"interrupted","start":"2021-09-16","end":"2021-10-20"`), notMet, "reason.years.not-met", ""},
		{"studies that begin after the deadline", one(`"status":"ongoing","start":"2025-09-15","end":"2028-06-30"`), notMet, "reason.student.future", "2027-09-14"},
		{"degree of last summer", one(`"level":"bachelor","status":"completed","start":"2023-09-18","end":"2024-06-28","awarded":"2024-07-05"`), met, "reason.graduated.met", ""},
		{"degree awarded exactly 12 months before", one(`"level":"bachelor","status":"completed","start":"2023-09-18","end":"2024-06-14","awarded":"2024-06-22"`), toConfirm, "reason.readings-differ", ""},
		{"degree awarded 12 months and a day before", one(`"level":"bachelor","status":"completed","start":"2023-09-18","end":"2024-06-14","awarded":"2024-06-21"`), notMet, "reason.several", ""},
		{"degree awarded after the deadline", one(`"level":"bachelor","status":"completed","start":"2024-09-18","end":"2025-06-14","awarded":"2025-07-01"`), notMet, "reason.graduated.future", "2025-07-01"},
		{"completed, award date not said", one(`"level":"bachelor","status":"completed","start":"2023-09-18","end":"2024-06-14"`), unanswered, "reason.graduated.award-unsaid", ""},
		{"no studies at all", `{"equivalentEducation":"","studies":[]}`, notMet, "reason.years.none", ""},
		{"no studies, equivalent education not said: under the other text it is no way in",
			`{"studies":[]}`, unanswered, "reason.equivalent.unanswered", ""},
		{"equivalent education is for a person to judge", `{"equivalentEducation":"Military academy","studies":[]}`, toConfirm, "reason.readings-differ", ""},
		{"nothing said", `{}`, unanswered, "reason.studies.unanswered", ""},
	})
}

func TestHaveProficiencyInEnglishOrFrench(t *testing.T) {
	t.Parallel()
	check(t, "language", []saying{
		{"French mother tongue", `{"languages":[{"tag":"fr","level":"native"}]}`, met, "reason.language.met", ""},
		{"English of Britain is English", `{"languages":[{"tag":"en-GB","level":"C1"}]}`, met, "reason.language.met", ""},
		{"its code of three letters", `{"languages":[{"tag":"eng","level":"C1"}]}`, met, "reason.language.met", ""},
		{"B2 is to confirm", `{"languages":[{"tag":"en","level":"B2"},{"tag":"fr","level":"A1"}]}`, toConfirm, "reason.language.to-confirm", ""},
		{"B1 is not enough", `{"languages":[{"tag":"en","level":"B1"}]}`, notMet, "reason.language.not-met", ""},
		{"neither of the two", `{"languages":[{"tag":"de","level":"native"}]}`, notMet, "reason.language.none", ""},
		{"level not said", `{"languages":[{"tag":"en"}]}`, unanswered, "reason.language.level-unsaid", ""},
		{"B2, and the other's level not said", `{"languages":[{"tag":"en","level":"B2"},{"tag":"fr"}]}`, unanswered, "reason.language.level-unsaid", ""},
		{"C2, whatever the other's level", `{"languages":[{"tag":"fr"},{"tag":"en","level":"C2"}]}`, met, "reason.language.met", ""},
		{"no language", `{"languages":[]}`, notMet, "reason.language.none", ""},
		{"not said", `{}`, unanswered, "reason.language.unanswered", ""},
	})
}

func TestElementaryKnowledgeOfTheSecondLanguage(t *testing.T) {
	t.Parallel()
	check(t, "second-language", []saying{
		{"A2 beside a mother tongue", `{"languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"A2"}]}`, met, "reason.language.met", ""},
		{"A1 is to confirm", `{"languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"A1"}]}`, toConfirm, "reason.language.to-confirm", ""},
		{"none", `{"languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"none"}]}`, notMet, "reason.language.no-second", ""},
		{"one alone", `{"languages":[{"tag":"en","level":"C2"},{"tag":"nl","level":"C2"}]}`, notMet, "reason.language.no-second", ""},
		{"both at the top", `{"languages":[{"tag":"en","level":"native"},{"tag":"fr","level":"native"}]}`, met, "reason.language.met", ""},
		{"second level not said", `{"languages":[{"tag":"en","level":"C2"},{"tag":"fr"}]}`, unanswered, "reason.language.level-unsaid", ""},
	})
}

func TestWhatIsNotKnownOfTheLanguagesIsSaidOfThatOne(t *testing.T) {
	t.Parallel()
	f := find(t, "second-language", `{"languages":[{"tag":"en","level":"C2"}]}`, day(t, "2025-06-22"))
	if f.Fact.ID != "fact.language.no-second" || f.Fact.Args["Language"] != message.Language("fr") {
		t.Errorf("English is known, and the fact is %v", f.Fact)
	}
}

func TestADegreeRelevantToTheField(t *testing.T) {
	t.Parallel()
	bachelor := `"studies":[{"id":"s1","level":"bachelor","university":true,"status":"completed","start":"2021-09-01","end":"2024-06-28","awarded":"2024-07-05"}]`
	master := `"studies":[{"id":"s1","level":"master","university":true,"status":"ongoing","start":"2024-09-01","end":"2026-06-28"}]`
	check(t, "degree-relevant", []saying{
		{"a bachelor's degree, declared relevant", `{` + bachelor + `,"declared":{"degree-relevant":true}}`, met, "reason.several", ""},
		{"a bachelor's degree, relevance not said", `{` + bachelor + `}`, toConfirm, "reason.declared.absent", ""},
		{"a bachelor's degree, not relevant", `{` + bachelor + `,"declared":{"degree-relevant":false}}`, notMet, "reason.declared.no", ""},
		{"a master under way, declared relevant", `{` + master + `,"declared":{"degree-relevant":true}}`, met, "reason.several", ""},
		{"no studies", `{"studies":[]}`, notMet, "reason.degree.none", ""},
		{"studies not said", `{}`, unanswered, "reason.studies.unanswered", ""},
		{"the degree comes after the deadline", `{"studies":[{"id":"s1","level":"bachelor","university":true,"status":"completed","start":"2021-09-01","end":"2025-06-28","awarded":"2025-07-05"}],"declared":{"degree-relevant":true}}`,
			notMet, "reason.graduated.future", "2025-07-05"},
		{"the level is not said", `{"studies":[{"id":"s1","university":true,"status":"completed","start":"2021-09-01","end":"2024-06-28","awarded":"2024-07-05"}],"declared":{"degree-relevant":true}}`,
			unanswered, "reason.study.incomplete", ""},
	})
}

func TestToolsAndExperience(t *testing.T) {
	t.Parallel()
	check(t, "it-skills", []saying{
		{"yes", `{"declared":{"advanced-it-user":true}}`, met, "reason.declared.yes", ""},
		{"no", `{"declared":{"advanced-it-user":false}}`, notMet, "reason.declared.no", ""},
		{"not said", `{"declared":{}}`, unanswered, "reason.declared.unanswered", ""},
	})
	check(t, "experience", []saying{
		{"in research", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-02-01"}]}`, met, "reason.experience.met", ""},
		{"of another kind", `{"experience":[{"kind":"civil-society","start":"2024-01-01"}]}`, notMet, "reason.experience.none", ""},
		{"only to come", `{"experience":[{"kind":"industry","start":"2025-07-01","end":"2025-09-01"}]}`, notMet, "reason.experience.future", "2025-07-01"},
		{"of a kind not said", `{"experience":[{"what":"internship","start":"2024-01-01"}]}`, unanswered, "reason.experience.incomplete", ""},
		{"none", `{"experience":[]}`, notMet, "reason.experience.none", ""},
		{"not said", `{}`, unanswered, "reason.experience.unanswered", ""},
	})
}

func TestEducationSaysWhatEachReadingCameTo(t *testing.T) {
	t.Parallel()
	f := find(t, "education", one(`"status":"ongoing","start":"2024-09-16","end":"2027-06-30","title":"Bachelor of Laws"`), day(t, "2025-06-22"))
	if len(f.Readings) != 2 {
		t.Fatalf("%d readings", len(f.Readings))
	}
	first, faq := f.Readings[0], f.Readings[1]
	if first.Source != "notice" || first.Verdict != met || f.Outcomes[0].Decisive.Reason.ID != "reason.student.met" || len(f.Outcomes[0].Leaves) != 4 {
		t.Errorf("the notice: %+v", first)
	}
	if faq.Source != "faq" || faq.Verdict != notMet || len(f.Outcomes[1].Leaves) != 3 {
		t.Errorf("the programme's answers: %+v", faq)
	}
	if f.Fact.Args["Study"] != "Bachelor of Laws" {
		t.Errorf("the fact is %v", f.Fact)
	}
	f = find(t, "education", one(`"level":"bachelor","status":"completed","start":"2023-09-18","end":"2024-06-14","awarded":"2024-06-22"`), day(t, "2025-06-22"))
	if got := f.Outcomes[1].Decisive.Reason.ID; got != "reason.graduated.same-day-out" {
		t.Errorf("a degree of the same day a year before: the stricter reading speaks of %s", got)
	}
}

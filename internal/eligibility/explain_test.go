package eligibility_test

import (
	"slices"
	"testing"

	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/vacancy"
)

// told is one row of a table on what is said, in English, of a rule on a day.
type told struct {
	name, candidate, on string
	rule                vacancy.Rule
	verdict             vacancy.Verdict
	reason, fact        string
}

func sentences(t *testing.T, tests []told) {
	t.Helper()
	loc, err := i18n.New(i18n.English)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := day(t, test.on)
			s := eligibility.Subject{Candidate: who(t, test.candidate)}
			o := eligibility.Judge(test.rule, s, eligibility.Dates{Deadline: d, Start: d, Today: d})
			if o.Verdict != test.verdict {
				t.Errorf("%s, want %s", o.Verdict, test.verdict)
			}
			if got := loc.Text(o.Decisive.Reason); got != test.reason {
				t.Errorf("the reason is %q, want %q", got, test.reason)
			}
			if got := loc.Text(o.Decisive.Fact); test.fact != "" && got != test.fact {
				t.Errorf("the fact is %q, want %q", got, test.fact)
			}
		})
	}
}

func TestWhatIsSaidIsTrue(t *testing.T) {
	t.Parallel()
	german := `{"nationalities":["AT"],"languages":[{"tag":"de","level":"native"}]}`
	second := vacancy.Rule{Language: &vacancy.Language{
		Of: []string{"bg", "hr", "cs", "de", "en"}, Which: vacancy.WhichSecond, Met: []string{"B2", "C1", "C2", "native"},
	}}
	citizen := vacancy.Rule{Nationality: &vacancy.Nationality{Countries: []string{"AT", "FR"}}}
	atMost30 := vacancy.Rule{Age: &vacancy.Age{AtMost: new(30), On: vacancy.OnDeadline}}
	begun := vacancy.Rule{Degree: &vacancy.Degree{Levels: []string{"master"}, Status: []string{"interrupted"}, On: vacancy.OnDeadline}}
	oneYear := vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichAny, On: vacancy.OnDeadline}}
	sixWeeks := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"eu-institution"}, AtMost: &vacancy.Span{Days: 42}, On: vacancy.OnDeadline}}
	twoMonths := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"eu-institution"}, AtLeast: &vacancy.Span{Months: 2}, On: vacancy.OnDeadline}}
	sentences(t, []told{
		{"who knows one of many languages is not told which other to learn", german, "2025-06-22", second, notMet,
			"You have entered only one of the languages asked for: German. A second one is needed.", "Only German"},
		{"of languages known equally well, the one that is asked for first", `{"languages":[{"tag":"en","level":"B2"},{"tag":"de","level":"B2"},{"tag":"bg","level":"C1"}]}`, "2025-06-22", second, met,
			"Your level in German (B2) is enough.", "German (B2)"},
		{"a nationality that rules somebody out", german, "2025-06-22", vacancy.Rule{Not: &citizen}, notMet,
			"This point is about certain nationalities. You hold one of them: Austria.", "Austria"},
		{"a nationality that rules nobody out", `{"nationalities":["CH"]}`, "2025-06-22", vacancy.Rule{Not: &citizen}, met,
			"This point is about certain nationalities. Yours is not one of them: Switzerland.", "Switzerland"},
		{"an age that must not be", `{"birthDate":"1990-01-01"}`, "2025-06-22", vacancy.Rule{Not: &atMost30}, met,
			"This point excludes certain situations. By your answers, yours is not one of them.", "Born on 1 January 1990"},
		{"too old by the stricter of two days", `{"birthDate":"2000-02-29"}`, "2031-02-28", atMost30, notMet,
			"You are 31 on 28 February 2031. You must be 30 at most.",
			"Born on 29 February 2000. In a year without 29 February, your birthday already counts on 28 February where there is an upper age limit. Here that is 28 February 2031"},
		{"interrupted studies are not said to go on", one(`"title":"Law","level":"master","status":"interrupted","start":"2022-09-01","end":"2023-01-31"`), "2025-06-22", begun, met,
			"You have studied for a degree of the level asked for: “Law”. By your answers, these studies are interrupted.", ""},
		{"a day less than a year is not said to be a whole one", one(`"title":"Law","level":"master","status":"completed","awarded":"2023-03-01"`), "2024-02-29", oneYear, met,
			"Your degree “Law” was awarded on 1 March 2023, less than 12 months before 29 February 2024.", ""},
		{"no work where little is allowed", `{"experience":[]}`, "2025-06-22", sixWeeks, met,
			"You have entered no experience of this kind up to 22 June 2025. The maximum is 6 weeks (42 days).", "No experience of this kind"},
		{"work whose end is not said is not said to last no day", `{"experience":[{"kind":"eu-institution","what":"Council","start":"2025-06-01"}]}`, "2025-06-22", twoMonths, notMet,
			"Up to 22 June 2025, your experience of this kind lasts only 22 days in all. The minimum is 2 months.", "“Council” (from 1 June 2025)"},
		{"work to come is the answer that decides", `{"experience":[{"kind":"eu-institution","what":"Council","start":"2025-07-01","end":""}]}`, "2025-06-22", twoMonths, notMet,
			"Your experience of this kind starts on 1 July 2025, after 22 June 2025.", "“Council” (from 1 July 2025)"},
		{"all that was asked for is told", `{"birthDate":"2003-02-28","nationalities":["FR"]}`, "2025-06-22", vacancy.Rule{All: []vacancy.Rule{citizen, atMost30}}, met,
			"Your nationality counts: France. You are 22 on 22 June 2025. You must be 30 at most.", "France"},
	})
}

// Where several languages are asked for, none is said to be missing that is
// there, and each that decided is named.
func TestEveryLanguageThatDecidedIsNamed(t *testing.T) {
	t.Parallel()
	knows := func(which vacancy.Which, tags ...string) vacancy.Rule {
		return vacancy.Rule{Language: &vacancy.Language{Of: tags, Which: which, Met: []string{"C1", "C2", "native"}}}
	}
	english, northern := knows(vacancy.WhichBest, "en"), knows(vacancy.WhichBest, "da", "no", "sv")
	both := vacancy.Rule{All: []vacancy.Rule{english, northern}}
	many := vacancy.Rule{All: []vacancy.Rule{english, knows(vacancy.WhichBest, "bg", "hr", "cs", "da", "nl")}}
	sentences(t, []told{
		{"one is there, of the others none", `{"languages":[{"tag":"en","level":"C1"}]}`, "2025-06-22", both, notMet,
			"By your answers, you know none of these languages: Danish, Norwegian and Swedish.", "None of these: Danish, Norwegian and Swedish"},
		{"of many others none", `{"languages":[{"tag":"en","level":"C1"}]}`, "2025-06-22", many, notMet,
			"By your answers, you know none of the 5 languages that count here.", "None of the 5 languages that count"},
		{"neither is enough", `{"languages":[{"tag":"en","level":"B1"}]}`, "2025-06-22", both, notMet,
			"Your level in English (B1) is not enough. Levels that are enough: C1, C2 and native. " +
				"By your answers, you know none of these languages: Danish, Norwegian and Swedish.",
			"English (B1) · None of these: Danish, Norwegian and Swedish"},
		{"one alone is not there", `{"languages":[{"tag":"nb","level":"native"}]}`, "2025-06-22", both, notMet,
			"By your answers, you do not know English.", "No English"},
		{"both are there", `{"languages":[{"tag":"nb","level":"native"},{"tag":"en","level":"C1"}]}`, "2025-06-22", both, met,
			"Your level in English (C1) is enough. Your level in Norwegian (native) is enough.", "English (C1) · Norwegian (native)"},
	})
}

// Of several things that time mends, the one that comes first is told, with the
// day from which the whole is met.
func TestWhatComesFirstIsTold(t *testing.T) {
	t.Parallel()
	rule := vacancy.Rule{Any: []vacancy.Rule{
		{Student: &vacancy.Student{On: vacancy.OnDeadline}},
		{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichAny, On: vacancy.OnDeadline}},
	}}
	studies := []string{
		`{"id":"a","university":true,"status":"ongoing","start":"2025-09-15","end":"2027-06-30"}`,
		`{"id":"b","university":true,"status":"completed","awarded":"2025-07-05"}`,
	}
	for range 2 {
		on := day(t, "2025-06-22")
		written := `{"studies":[` + studies[0] + `,` + studies[1] + `]}`
		f := evaluate(vacancy.Criterion{Rule: rule}, eligibility.Subject{Candidate: who(t, written)}, eligibility.Dates{Deadline: on, Start: on, Today: on})
		if f.Reason.ID != "reason.graduated.future" || f.Earliest != day(t, "2025-07-05") {
			t.Errorf("%s, met from %s", f.Reason.ID, f.Earliest)
		}
		slices.Reverse(studies)
	}
}

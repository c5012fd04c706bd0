package eligibility_test

import (
	"strings"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/vacancy"
)

// verdictOn judges a rule with one day for every reference date.
func verdictOn(t *testing.T, rule vacancy.Rule, s eligibility.Subject, on string) vacancy.Verdict {
	t.Helper()
	d := day(t, on)
	return eligibility.Judge(rule, s, eligibility.Dates{Deadline: d, Start: d, Today: d}).Verdict
}

// timeline is one row of a table on what a rule says on a day.
type timeline struct {
	name, candidate, on string
	want                vacancy.Verdict
}

func along(t *testing.T, rule vacancy.Rule, tests []timeline) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Helper()
			s := eligibility.Subject{Candidate: who(t, test.candidate)}
			if got := verdictOn(t, rule, s, test.on); got != test.want {
				t.Errorf("on %s: %s, want %s", test.on, got, test.want)
			}
		})
	}
}

func TestAnUpperAgeEndsOnTheBirthday(t *testing.T) {
	t.Parallel()
	between := vacancy.Rule{Age: &vacancy.Age{AtLeast: new(18), AtMost: new(30), On: vacancy.OnToday}}
	along(t, between, []timeline{
		{"17", `{"birthDate":"2000-06-15"}`, "2018-06-14", notMet},
		{"18", `{"birthDate":"2000-06-15"}`, "2018-06-15", met},
		{"the last day of being 30", `{"birthDate":"2000-06-15"}`, "2031-06-14", met},
		{"31", `{"birthDate":"2000-06-15"}`, "2031-06-15", notMet},
		{"born on a leap day: the earlier day is the stricter one above", `{"birthDate":"2000-02-29"}`, "2031-02-28", notMet},
		{"a day before it", `{"birthDate":"2000-02-29"}`, "2031-02-27", met},
		{"not yet born", `{"birthDate":"2000-02-29"}`, "1999-02-27", notMet},
	})
	along(t, vacancy.Rule{Age: &vacancy.Age{AtMost: new(30), On: vacancy.OnToday}}, []timeline{
		{"no lower bound", `{"birthDate":"2000-06-15"}`, "2010-06-15", met},
	})
}

func TestUniversityMonths(t *testing.T) {
	t.Parallel()
	rule := vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: 24, MonthsToConfirm: 18, On: vacancy.OnDeadline}}
	two := func(first, second string) string {
		return `{"studies":[{"id":"a","university":true,` + first + `},{"id":"b","university":true,` + second + `}]}`
	}
	along(t, rule, []timeline{
		{"both ends are included", one(`"status":"interrupted","start":"2021-09-14","end":"2023-09-13"`), "2025-06-22", met},
		{"a day less", one(`"status":"interrupted","start":"2021-09-14","end":"2023-09-12"`), "2025-06-22", toConfirm},
		{"18 months", one(`"status":"interrupted","start":"2021-09-14","end":"2023-03-13"`), "2025-06-22", toConfirm},
		{"18 months less a day", one(`"status":"interrupted","start":"2021-09-14","end":"2023-03-12"`), "2025-06-22", notMet},
		{"ongoing ones are cut at the day", one(`"status":"ongoing","start":"2024-01-01","end":"2027-01-01"`), "2025-06-29", notMet},
		{"and the day itself counts", one(`"status":"ongoing","start":"2024-01-01","end":"2027-01-01"`), "2025-06-30", toConfirm},
		{"so are completed ones", one(`"status":"completed","start":"2024-01-01","end":"2027-01-01"`), "2025-06-29", notMet},
		{"overlapping studies count once", two(`"status":"completed","start":"2021-01-01","end":"2021-12-31"`, `"status":"completed","start":"2021-07-01","end":"2022-05-31"`), "2025-06-22", notMet},
		{"one within the other", two(`"status":"completed","start":"2021-01-01","end":"2022-12-31"`, `"status":"completed","start":"2021-07-01","end":"2022-05-31"`), "2025-06-22", met},
		{"one study goes on where the other ended", two(`"status":"completed","start":"2021-01-01","end":"2021-06-30"`, `"status":"completed","start":"2021-07-01","end":"2022-12-31"`), "2025-06-22", met},
		{"two academic years", two(`"status":"completed","start":"2022-09-15","end":"2023-06-30"`, `"status":"completed","start":"2023-09-15","end":"2024-06-30"`), "2025-06-22", toConfirm},
		{"from a leap day, the stricter side", one(`"status":"interrupted","start":"2020-02-29","end":"2022-02-27"`), "2025-06-22", toConfirm},
		{"and a day more", one(`"status":"interrupted","start":"2020-02-29","end":"2022-02-28"`), "2025-06-22", met},
		{"not at a university", `{"studies":[{"id":"a","university":false,"status":"completed","start":"2018-01-01","end":"2022-12-31"}]}`, "2025-06-22", notMet},
		{"university not said", `{"studies":[{"id":"a","status":"completed","start":"2018-01-01","end":"2022-12-31"}]}`, "2025-06-22", unanswered},
		{"university not said, but too short anyway", `{"studies":[{"id":"a","status":"completed","start":"2022-10-01","end":"2022-12-31"}]}`, "2025-06-22", notMet},
		{"the end not said, but too short anyway", one(`"status":"ongoing","start":"2025-01-01"`), "2025-06-22", notMet},
		{"the end not said", one(`"status":"ongoing","start":"2021-01-01"`), "2025-06-22", unanswered},
		{"no end in sight", one(`"status":"ongoing","start":"2021-01-01","end":""`), "2025-06-22", met},
		{"the start not said", one(`"status":"completed","end":"2021-01-01"`), "2025-06-22", unanswered},
		{"the start not said, beside months enough", two(`"status":"completed","end":"2021-01-01"`, `"status":"completed","start":"2021-01-01","end":"2022-12-31"`), "2025-06-22", met},
	})
}

func TestStudentOnADay(t *testing.T) {
	t.Parallel()
	rule := vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnToday}}
	study := one(`"status":"ongoing","start":"2024-09-23","end":"2026-06-30"`)
	along(t, rule, []timeline{
		{"the day before the first", study, "2024-09-22", notMet},
		{"the first day", study, "2024-09-23", met},
		{"the last day", study, "2026-06-30", met},
		{"ongoing, and yet past its end", study, "2026-07-01", toConfirm},
		{"not at a university", `{"studies":[{"id":"a","university":false,"status":"ongoing","start":"2024-09-23","end":"2026-06-30"}]}`, "2025-06-22", toConfirm},
		{"university not said", `{"studies":[{"id":"a","status":"ongoing","start":"2024-09-23","end":"2026-06-30"}]}`, "2025-06-22", unanswered},
		{"status not said", one(`"start":"2024-09-23","end":"2026-06-30"`), "2025-06-22", unanswered},
		{"end not said", one(`"status":"ongoing","start":"2024-09-23"`), "2025-06-22", unanswered},
		{"no end in sight", one(`"status":"ongoing","start":"2024-09-23","end":""`), "2025-06-22", toConfirm},
		{"start not said", one(`"status":"ongoing","end":"2026-06-30"`), "2025-06-22", unanswered},
		{"completed", one(`"status":"completed","start":"2024-09-23","end":"2026-06-30"`), "2025-06-22", notMet},
		{"interrupted", one(`"status":"interrupted","start":"2024-09-23","end":"2026-06-30"`), "2025-06-22", notMet},
		{"no studies", `{"studies":[]}`, "2025-06-22", notMet},
		{"not said", `{}`, "2025-06-22", unanswered},
	})
}

func TestGraduatedNoLongerThan12MonthsAgo(t *testing.T) {
	t.Parallel()
	within := func(inclusive bool) vacancy.Rule {
		return vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{
			Months: 12, Inclusive: inclusive, Which: vacancy.WhichAny, On: vacancy.OnDeadline,
		}}
	}
	awarded := func(on string) string {
		return one(`"level":"master","status":"completed","start":"2010-01-01","awarded":"` + on + `"`)
	}
	along(t, within(true), []timeline{
		{"the same day one year before", awarded("2024-06-22"), "2025-06-22", met},
		{"a day longer ago", awarded("2024-06-21"), "2025-06-22", notMet},
		{"on the day", awarded("2025-06-22"), "2025-06-22", met},
		{"a day too late", awarded("2025-06-23"), "2025-06-22", notMet},
		{"before a leap day, 1 March is within", awarded("2023-03-01"), "2024-02-29", met},
		{"before a leap day, 28 February is further back", awarded("2023-02-28"), "2024-02-29", notMet},
		{"awarded on a leap day", awarded("2024-02-29"), "2025-02-28", met},
		{"and one day on", awarded("2024-02-29"), "2025-03-01", notMet},
		{"28 February to 28 February", awarded("2024-02-28"), "2025-02-28", met},
		{"not at a university", `{"studies":[{"id":"a","university":false,"status":"completed","awarded":"2025-01-01"}]}`, "2025-06-22", toConfirm},
		{"a certificate", one(`"level":"other","status":"completed","awarded":"2025-01-01"`), "2025-06-22", toConfirm},
		{"university not said", `{"studies":[{"id":"a","status":"completed","awarded":"2025-01-01"}]}`, "2025-06-22", unanswered},
		{"university not said, but too old anyway", `{"studies":[{"id":"a","status":"completed","awarded":"2020-01-01"}]}`, "2025-06-22", notMet},
		{"status not said", one(`"awarded":"2025-01-01"`), "2025-06-22", unanswered},
		{"completed without a degree", one(`"status":"completed","awarded":""`), "2025-06-22", notMet},
		{"ongoing", one(`"status":"ongoing","start":"2024-09-01"`), "2025-06-22", notMet},
	})
	along(t, within(false), []timeline{
		{"the stricter reading: the same day is out", awarded("2024-06-22"), "2025-06-22", notMet},
		{"a day less", awarded("2024-06-23"), "2025-06-22", met},
		{"before a leap day", awarded("2023-03-01"), "2024-02-29", met},
		{"before a leap day, out", awarded("2023-02-28"), "2024-02-29", notMet},
		{"28 and 29 February differ: both are out", awarded("2024-02-29"), "2025-02-28", notMet},
		{"and 1 March is in", awarded("2024-03-01"), "2025-02-28", met},
		{"29 February is before 27 February a year on", awarded("2024-02-28"), "2025-02-27", met},
	})
}

func TestTheHighestDegreeCounts(t *testing.T) {
	t.Parallel()
	rule := vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{
		Months: 12, Inclusive: true, Which: vacancy.WhichHighest, On: vacancy.OnDeadline,
	}}
	degrees := func(first, second string) string {
		return `{"studies":[{"id":"a","university":true,` + first + `},{"id":"b","university":true,` + second + `}]}`
	}
	const (
		newBachelor = `"level":"bachelor","status":"completed","awarded":"2025-01-15"`
		oldBachelor = `"level":"bachelor","status":"completed","awarded":"2020-01-15"`
		newMaster   = `"level":"master","status":"completed","awarded":"2025-01-15"`
		oldMaster   = `"level":"master","status":"completed","awarded":"2020-01-15"`
	)
	along(t, rule, []timeline{
		{"a new master after an old bachelor", degrees(oldBachelor, newMaster), "2025-06-22", met},
		{"a new bachelor after an old master", degrees(oldMaster, newBachelor), "2025-06-22", notMet},
		{"two masters, one of them old", degrees(oldMaster, newMaster), "2025-06-22", toConfirm},
		{"two new ones", degrees(newBachelor, newMaster), "2025-06-22", met},
		{"the master still to come", degrees(newBachelor, `"level":"master","status":"completed","awarded":"2025-07-15"`), "2025-06-22", met},
		{"the master's award not said", degrees(newBachelor, `"level":"master","status":"completed"`), "2025-06-22", unanswered},
		{"the bachelor's award not said, no matter", degrees(newMaster, `"level":"bachelor","status":"completed"`), "2025-06-22", met},
		{"an old degree of a level not said", degrees(newBachelor, `"status":"completed","awarded":"2020-01-15"`), "2025-06-22", unanswered},
		{"a new degree of a level not said, no matter", degrees(newBachelor, `"status":"completed","awarded":"2025-01-15"`), "2025-06-22", met},
		{"ongoing studies are no degree", degrees(newBachelor, `"level":"master","status":"ongoing"`), "2025-06-22", met},
		{"none", `{"studies":[]}`, "2025-06-22", notMet},
	})
}

// One study must meet both the level and the months: an old bachelor's degree and
// a new master's are no new bachelor's.
func TestADegreeOfALevelNoLongerThan24MonthsAgo(t *testing.T) {
	t.Parallel()
	within := func(which vacancy.Which) vacancy.Rule {
		return vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{
			Months: 24, Inclusive: true, Which: which, Levels: []string{"bachelor"}, On: vacancy.OnDeadline,
		}}
	}
	degrees := func(list ...string) string {
		for i, s := range list {
			list[i] = `{"university":true,"id":"` + string(rune('a'+i)) + `",` + s + `}`
		}
		return `{"studies":[` + strings.Join(list, ",") + `]}`
	}
	const (
		newBachelor = `"level":"bachelor","status":"completed","awarded":"2025-01-15"`
		oldBachelor = `"level":"bachelor","status":"completed","awarded":"2020-01-15"`
		newMaster   = `"level":"master","status":"completed","awarded":"2025-02-15"`
		newUnsaid   = `"status":"completed","awarded":"2025-01-15"`
		oldUnsaid   = `"status":"completed","awarded":"2020-01-15"`
	)
	for _, which := range []vacancy.Which{vacancy.WhichAny, vacancy.WhichHighest} {
		along(t, within(which), []timeline{
			{"an old bachelor and a new master", degrees(oldBachelor, newMaster), "2025-06-22", notMet},
			{"a new bachelor beside a master", degrees(newBachelor, newMaster), "2025-06-22", met},
			{"a new degree of a level not said", degrees(newUnsaid), "2025-06-22", unanswered},
			{"an old degree of a level not said", degrees(oldUnsaid), "2025-06-22", notMet},
			{"a master alone", degrees(newMaster), "2025-06-22", notMet},
			{"still to come", degrees(newBachelor), "2025-01-01", notMet},
			{"nothing said", `{}`, "2025-06-22", unanswered},
		})
	}
}

func TestDegreeOfAField(t *testing.T) {
	t.Parallel()
	rule := vacancy.Rule{Degree: &vacancy.Degree{
		Levels: []string{"master"}, Status: []string{"completed", "ongoing", "interrupted"}, Fields: []string{"computer science", "law"}, On: vacancy.OnDeadline,
	}}
	const done = `"level":"master","status":"completed","awarded":"2025-01-15"`
	along(t, rule, []timeline{
		{"one of the fields", one(done + `,"field":"Computer Science and Engineering"`), "2025-06-22", met},
		{"accents and capitals do not matter", one(done + `,"field":"Láw"`), "2025-06-22", met},
		{"accents written apart do not matter either", one(done + `,"field":"LA\u0301W and economics"`), "2025-06-22", met},
		{"in other words: for a person to judge", one(done + `,"field":"informatique"`), "2025-06-22", toConfirm},
		{"field not said", one(done), "2025-06-22", unanswered},
		{"another level", one(`"level":"bachelor","status":"completed","awarded":"2025-01-15","field":"law"`), "2025-06-22", notMet},
		{"under way", one(`"level":"master","status":"ongoing","start":"2024-09-01","end":"2026-06-30","field":"law"`), "2025-06-22", met},
		{"under way past its end", one(`"level":"master","status":"ongoing","start":"2022-09-01","end":"2024-06-30","field":"law"`), "2025-06-22", toConfirm},
		{"under way without an end", one(`"level":"master","status":"ongoing","start":"2022-09-01","end":"","field":"law"`), "2025-06-22", toConfirm},
		{"not yet begun", one(`"level":"master","status":"ongoing","start":"2025-09-01","end":"2027-06-30","field":"law"`), "2025-06-22", notMet},
		{"interrupted", one(`"level":"master","status":"interrupted","start":"2022-09-01","field":"law"`), "2025-06-22", met},
		{"award not said", one(`"level":"master","status":"completed","field":"law"`), "2025-06-22", unanswered},
		{"awarded after the day, and not said whether completed", one(`"level":"master","start":"2023-09-01","awarded":"2025-09-05","field":"law"`), "2025-06-22", unanswered},
		{"award not said, begun after the day", one(`"level":"master","status":"completed","start":"2025-09-01","field":"law"`), "2025-06-22", notMet},
		{"completed without a degree", one(`"level":"master","status":"completed","awarded":"","field":"law"`), "2025-06-22", notMet},
	})
}

func TestExperienceWithoutItsStart(t *testing.T) {
	t.Parallel()
	atAll := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research"}, On: vacancy.OnDeadline}}
	along(t, atAll, []timeline{
		{"ended before", `{"experience":[{"kind":"research","end":"2024-01-01"}]}`, "2025-06-22", met},
		{"ended on the day", `{"experience":[{"kind":"research","end":"2025-06-22"}]}`, "2025-06-22", met},
		{"ends later: it may begin later too", `{"experience":[{"kind":"research","end":"2025-06-23"}]}`, "2025-06-22", unanswered},
		{"end not said either", `{"experience":[{"kind":"research"}]}`, "2025-06-22", unanswered},
		{"not ended", `{"experience":[{"kind":"research","end":""}]}`, "2025-06-22", unanswered},
		{"kind not said", `{"experience":[{"end":"2024-01-01"}]}`, "2025-06-22", unanswered},
	})
}

func TestExperienceUpToALength(t *testing.T) {
	t.Parallel()
	sixWeeks := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"eu-institution"}, AtMost: &vacancy.Span{Days: 42}, On: vacancy.OnDeadline}}
	work := func(rest string) string { return `{"experience":[{"kind":"eu-institution",` + rest + `}]}` }
	along(t, sixWeeks, []timeline{
		{"none", `{"experience":[]}`, "2025-06-22", met},
		{"42 days", work(`"start":"2024-01-01","end":"2024-02-11"`), "2025-06-22", met},
		{"43 days", work(`"start":"2024-01-01","end":"2024-02-12"`), "2025-06-22", notMet},
		{"of another kind", `{"experience":[{"kind":"industry","start":"2014-01-01","end":"2024-02-12"}]}`, "2025-06-22", met},
		{"not ended, cut at the day", work(`"start":"2025-06-01","end":""`), "2025-06-22", met},
		{"not ended, and too long", work(`"start":"2025-05-01","end":""`), "2025-06-22", notMet},
		{"end not said", work(`"start":"2025-05-01"`), "2025-06-22", unanswered},
		{"end not said, short anyway", work(`"start":"2025-06-01"`), "2025-06-22", met},
		{"start not said", work(`"end":"2024-01-01"`), "2025-06-22", unanswered},
	})
	threeMonths := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research", "industry"}, AtLeast: &vacancy.Span{Months: 3}, AtMost: &vacancy.Span{Months: 6}, On: vacancy.OnDeadline}}
	along(t, threeMonths, []timeline{
		{"three months in two places at once", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-02-29"},{"kind":"industry","start":"2024-02-01","end":"2024-03-31"}]}`, "2025-06-22", met},
		{"a day less", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-03-30"}]}`, "2025-06-22", notMet},
		{"six months and a day", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-07-01"}]}`, "2025-06-22", notMet},
		{"kind not said", `{"experience":[{"start":"2024-01-01","end":"2024-04-30"}]}`, "2025-06-22", unanswered},
	})
	twoWeeks := vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research"}, AtLeast: &vacancy.Span{Days: 14}, On: vacancy.OnDeadline}}
	along(t, twoWeeks, []timeline{
		{"14 days", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-01-14"}]}`, "2025-06-22", met},
		{"13 days", `{"experience":[{"kind":"research","start":"2024-01-01","end":"2024-01-13"}]}`, "2025-06-22", notMet},
	})
}

func TestDocumentsAndApplications(t *testing.T) {
	t.Parallel()
	inEnglish := vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "qualification", Language: []string{"en"}}}
	for _, test := range []struct {
		name string
		docs []document.Document
		want vacancy.Verdict
	}{
		{"none", nil, notMet},
		{"another kind", []document.Document{{Kind: document.Other, Lang: "en"}}, notMet},
		{"English", []document.Document{{Kind: document.Qualification, Lang: "en-GB"}}, met},
		{"Dutch", []document.Document{{Kind: document.Qualification, Lang: "nl"}}, notMet},
		{"language not said", []document.Document{{Kind: document.Qualification}}, unanswered},
		{"one of two", []document.Document{{Kind: document.Qualification}, {Kind: document.Qualification, Lang: "en"}}, met},
		{"locked", []document.Document{{Kind: document.Qualification, Lang: "en", Missing: true}}, notMet},
	} {
		if got := verdictOn(t, inEnglish, eligibility.Subject{Documents: test.docs}, "2025-06-22"); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	three := vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 3}}
	for count, want := range map[int]vacancy.Verdict{1: met, 3: met, 4: notMet} {
		if got := verdictOn(t, three, eligibility.Subject{Applications: count}, "2025-06-22"); got != want {
			t.Errorf("%d applications: %s, want %s", count, got, want)
		}
	}
}

func TestEachRuleLooksOnItsOwnDay(t *testing.T) {
	t.Parallel()
	s := eligibility.Subject{Candidate: who(t, `{"birthDate":"2004-08-01"}`)}
	dates := eligibility.Dates{Deadline: day(t, "2025-06-22"), Start: day(t, "2026-03-01"), Today: day(t, "2025-08-01")}
	for ref, want := range map[vacancy.Reference]vacancy.Verdict{
		vacancy.OnDeadline: notMet, vacancy.OnStart: met, vacancy.OnToday: met,
	} {
		o := eligibility.Judge(vacancy.Rule{Age: &vacancy.Age{AtLeast: new(21), On: ref}}, s, dates)
		if o.Verdict != want || o.Decisive.On != dates.On(ref) || o.Decisive.Ref != ref {
			t.Errorf("%s: %s on %s", ref, o.Verdict, o.Decisive.On)
		}
	}
}

// The last day of February is where months are hard to count.
func TestFebruary(t *testing.T) {
	t.Parallel()
	awarded := func(on string) string { return one(`"level":"master","status":"completed","awarded":"` + on + `"`) }
	within := func(months int, inclusive bool) vacancy.Rule { return graduated(months, inclusive, vacancy.WhichAny) }
	along(t, within(48, false), []timeline{
		{"four leap years on, a day less", awarded("2020-02-29"), "2024-02-28", met},
		{"and to the day", awarded("2020-02-29"), "2024-02-29", notMet},
	})
	along(t, within(48, true), []timeline{
		{"four leap years on, to the day", awarded("2020-02-29"), "2024-02-29", met},
		{"and a day more", awarded("2020-02-29"), "2024-03-01", notMet},
	})
	along(t, within(1, false), []timeline{
		{"one month after 29 February", awarded("2024-02-29"), "2024-03-28", met},
		{"and a day more", awarded("2024-02-29"), "2024-03-29", notMet},
	})
	along(t, aged(new(21), nil), []timeline{
		{"born on the 28th, the 28th is the birthday", `{"birthDate":"2004-02-28"}`, "2025-02-28", met},
		{"and not the day before", `{"birthDate":"2004-02-28"}`, "2025-02-27", notMet},
	})
	along(t, aged(new(20), nil), []timeline{
		{"born on the 29th, in a leap year it is the birthday", `{"birthDate":"2004-02-29"}`, "2024-02-29", met},
		{"and not the day before", `{"birthDate":"2004-02-29"}`, "2024-02-28", notMet},
	})
}

// Born on 29 February, one is too old a day before the birthday that counts
// otherwise: the finding says so, and names the age of the next day.
func TestTooOldByTheStricterDayAlone(t *testing.T) {
	t.Parallel()
	s := eligibility.Subject{Candidate: who(t, `{"birthDate":"1996-02-29"}`)}
	leaf := eligibility.Judge(aged(nil, new(28)), s, on(day(t, "2025-02-28"))).Decisive
	if leaf.Verdict != notMet || leaf.Reason.Args["Age"] != 29 || leaf.Fact.ID != "fact.birth-date-leap-most" || leaf.Fact.Args["Birthday"] != day(t, "2025-02-28") {
		t.Errorf("%s: %v, %v", leaf.Verdict, leaf.Reason, leaf.Fact)
	}
	leaf = eligibility.Judge(aged(nil, new(28)), s, on(day(t, "2025-03-01"))).Decisive
	if leaf.Reason.Args["Age"] != 29 || leaf.Fact.ID != "fact.birth-date" {
		t.Errorf("a day later: %v, %v", leaf.Reason, leaf.Fact)
	}
}

func TestTagsThatNameNoLanguageAreAlikeOnlyWhereTheyAreTheSame(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]bool{"no tag": true, "another": false, "": false, "en-GB": true, "eng": true, "fr": false} {
		if got := eligibility.SameLanguage(tag, []string{"no tag", "en"}); got != want {
			t.Errorf("%q: %v", tag, got)
		}
	}
}

// A reading of another source is named by the source's title.
func TestReadingsThatDifferNameTheirSource(t *testing.T) {
	t.Parallel()
	f := find(t, "education", one(`"status":"interrupted","start":"2019-09-16","end":"2021-09-15"`), day(t, "2025-06-22"))
	source, known := assetstest.Vacancy(t).Source("faq")
	if !known || f.Reason.Args["Source"] != source.Title {
		t.Errorf("%v", f.Reason.Args["Source"])
	}
}

// A language that stands for several takes in each of them, wherever tags are
// compared; a part does not take in another part.
func TestALanguageTakesInItsParts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		asked, tag string
		want       bool
	}{
		{"no", "nb", true},
		{"no", "nn", true},
		{"no", "nb-NO", true},
		{"no", "nob", true},
		{"nb", "no", true}, // who says Norwegian means Bokmål
		{"nn", "no", false},
		{"nb", "nn", false},
		{"zh", "cmn", true},
		{"zh", "zh-Hant", true},
		{"ar", "arz", true},
		{"arz", "ar", false},
		{"sh", "hr", true},
		{"sr", "hr", false},
		{"sr", "sh", false},
		{"sr", "sr-Latn", true},
		{"he", "iw", true},
		{"no", "da", false},
	} {
		if got := eligibility.SameLanguage(test.tag, []string{test.asked}); got != test.want {
			t.Errorf("%s asked, %s known: %v", test.asked, test.tag, got)
		}
	}
}

// Bokmål and Nynorsk are one language where Norwegian is asked for: no second one.
func TestPartsOfOneLanguageAreNoSecondLanguage(t *testing.T) {
	t.Parallel()
	both := eligibility.Subject{Candidate: who(t, `{"languages":[{"tag":"nb","level":"native"},{"tag":"nn","level":"C1"}]}`)}
	rule := vacancy.Rule{Language: &vacancy.Language{Of: []string{"no", "da"}, Which: vacancy.WhichSecond, Met: []string{"native"}}}
	if got := verdictOn(t, rule, both, "2025-06-22"); got != notMet {
		t.Error(got)
	}
	rule.Language.Which = vacancy.WhichBest
	if got := verdictOn(t, rule, both, "2025-06-22"); got != met {
		t.Error(got)
	}
}

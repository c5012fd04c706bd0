package eligibility_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// findingsFile holds what is found for each of findings: written anew where
// UPDATE is set, and then to be read.
const findingsFile = "testdata/findings.txt"

// asking is a rule with the candidates that it is tried on.
type asking struct {
	name       string
	rule       vacancy.Rule
	candidates []string
}

// studies writes candidates' studies, with an id for each.
func studies(list ...string) string {
	for i, study := range list {
		list[i] = fmt.Sprintf(`{"id":"s%d",%s}`, i+1, study)
	}
	return `{"studies":[` + strings.Join(list, ",") + `]}`
}

func works(list ...string) string {
	return `{"experience":[{` + strings.Join(list, "},{") + `}]}`
}

func languages(list ...string) string {
	return `{"languages":[{` + strings.Join(list, "},{") + `}]}`
}

func graduated(months int, inclusive bool, which vacancy.Which) vacancy.Rule {
	return vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: months, Inclusive: inclusive, Which: which}}
}

func degree(fields []string, status ...string) vacancy.Rule {
	return vacancy.Rule{Degree: &vacancy.Degree{Levels: []string{"bachelor", "master"}, Status: status, Fields: fields}}
}

func worked(least, most *vacancy.Span) vacancy.Rule {
	return vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"research", "industry"}, AtLeast: least, AtMost: most}}
}

func aged(least, most *int) vacancy.Rule {
	return vacancy.Rule{Age: &vacancy.Age{AtLeast: least, AtMost: most, On: vacancy.OnStart}}
}

func not(r vacancy.Rule) vacancy.Rule { return vacancy.Rule{Not: &r} }

// orSameDay is a rule, or a degree that is out of time by the stricter reading
// alone, which is told rather than what falls short altogether.
func orSameDay(r vacancy.Rule) vacancy.Rule {
	return vacancy.Rule{Any: []vacancy.Rule{r, graduated(12, false, vacancy.WhichAny)}}
}

// orNothing is a rule, or a document that is not there, which comes first and
// tells least.
func orNothing(r vacancy.Rule) vacancy.Rule {
	return vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, r}}
}

// beside adds a degree of the same day a year before to a candidate's answers.
func beside(answers string) string {
	return strings.Replace(`{"studies":[{"id":"s1",`+sameDay+`}],`+strings.TrimPrefix(answers, "{"), ",}", "}", 1)
}

// The degrees and studies of the findings; the day is 22 June 2025.
const (
	uni     = `"university":true,`
	recent  = uni + `"title":"Law","institution":"Trier","level":"bachelor","field":"law","status":"completed","start":"2021-09-01","end":"2024-08-31","awarded":"2025-01-15"`
	sameDay = uni + `"title":"Art","level":"bachelor","status":"completed","start":"2020-09-01","awarded":"2024-06-22"`
	old     = uni + `"title":"Music","level":"bachelor","status":"completed","start":"2015-09-01","end":"2018-06-30","awarded":"2018-07-05"`
	future  = uni + `"title":"Physics","level":"master","status":"completed","start":"2023-09-01","end":"2025-06-30","awarded":"2025-09-05"`
	sooner  = uni + `"title":"Optics","level":"master","status":"completed","start":"2023-09-01","end":"2025-06-30","awarded":"2025-08-05"`
	under   = uni + `"title":"Chemistry","level":"master","status":"ongoing","start":"2024-09-01","end":"2026-06-30"`
	coming  = uni + `"title":"Biology","level":"master","status":"ongoing","start":"2025-09-15","end":"2027-06-30"`
)

var findings = []asking{
	{"nationality", vacancy.Rule{Nationality: &vacancy.Nationality{Countries: []string{"FR", "TR"}}}, []string{
		`{}`, `{"nationalities":[]}`, `{"nationalities":["TR","CH","FR"]}`, `{"nationalities":["CH"]}`,
	}},
	{"not of a nationality", not(vacancy.Rule{Nationality: &vacancy.Nationality{Countries: []string{"FR"}}}), []string{
		`{}`, `{"nationalities":["FR"]}`, `{"nationalities":["CH"]}`,
	}},
	{"21 or more", aged(new(21), nil), []string{
		`{}`, `{"birthDate":"2000-01-31"}`, `{"birthDate":"2004-06-22"}`, `{"birthDate":"2004-06-23"}`, `{"birthDate":"2004-02-29"}`, `{"birthDate":"2008-02-29"}`, `{"birthDate":"2003-06-23"}`,
	}},
	{"30 or less", aged(nil, new(30)), []string{`{"birthDate":"1994-06-23"}`, `{"birthDate":"1994-06-22"}`, `{"birthDate":"2004-08-01"}`, `{"birthDate":"1996-02-29"}`}},
	{"18 to 30", aged(new(18), new(30)), []string{`{"birthDate":"2007-06-22"}`, `{"birthDate":"2007-06-21"}`, `{"birthDate":"1980-12-31"}`}},
	{"not 21", not(aged(new(21), nil)), []string{`{"birthDate":"2000-01-31"}`, `{"birthDate":"2006-01-31"}`}},
	{"university months", vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: 24, MonthsToConfirm: 18}}, []string{
		`{}`, `{"studies":[]}`, studies(recent), studies(under), studies(coming), studies(`"title":"Cooking","university":false,"start":"2020-01-01","end":"2024-01-01"`),
		studies(uni + `"start":"2023-12-01","end":"2025-12-31","status":"ongoing"`), studies(under, sameDay, recent), studies(`"title":"Maths","start":"2020-01-01"`),
		studies(uni + `"title":"Maths","status":"completed","end":"2020-01-01"`), studies(uni + `"status":"ongoing","start":"2020-01-01","end":""`), studies(uni + `"status":"completed","start":"2020-01-01","end":""`),
		studies(`"title":"B","university":true,"start":"2022-01-01"`, `"title":"A","university":true,"start":"2021-01-01"`),
		studies(`"title":"Cooking","university":false,"start":"2026-01-01"`, `"title":"Maths","university":true,"start":"2025-06-23"`),
		studies(`"title":"Cooking","university":false,"start":"2026-01-01"`), studies(`"title":"Cooking","university":false,"start":"2020-01-01"`),
		studies(uni+`"title":"Later","start":"2026-01-01"`, uni+`"title":"Before","end":"2020-01-01"`), studies(`"title":"Maths","university":true,"start":"2025-06-22","end":"2025-06-22","status":"completed"`),
	}},
	{"student", vacancy.Rule{Student: &vacancy.Student{}}, []string{
		`{}`, `{"studies":[]}`, studies(under), studies(coming), studies(old), studies(uni + `"status":"ongoing","start":"2024-01-01"`), studies(uni + `"status":"ongoing","start":"2024-01-01","end":""`),
		studies(`"status":"ongoing","start":"2024-01-01","end":"2026-01-01"`), studies(`"university":false,"status":"ongoing","start":"2024-01-01","end":"2026-01-01"`),
		studies(`"institution":"Trier"`), studies(uni + `"status":"ongoing","start":"2024-01-01","end":"2025-06-21"`), studies(uni+`"start":"2024-01-01","end":"2026-01-01"`, uni+`"title":"Later","status":"ongoing","start":"2026-01-01"`),
		studies(uni + `"end":"","status":"ongoing"`), studies(coming, uni+`"title":"First","status":"ongoing","start":"2025-08-01"`),
	}},
	{"graduated", graduated(12, true, vacancy.WhichAny), []string{
		`{}`, `{"studies":[]}`, studies(recent), studies(sameDay), studies(old), studies(future), studies(old, future), studies(future, sooner), studies(old, recent), studies(uni + `"status":"completed","awarded":""`),
		studies(`"status":"completed","awarded":"2025-01-01"`), studies(uni + `"awarded":"2025-01-01"`), studies(`"university":false,"status":"completed","awarded":"2025-01-01"`), studies(uni + `"status":"completed"`),
		studies(uni + `"level":"other","status":"completed","awarded":"2025-01-01"`), studies(uni + `"status":"completed","awarded":"2025-06-22"`), studies(under),
	}},
	{"graduated as a master", vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichAny, Levels: []string{"master"}}}, []string{
		studies(recent), studies(future, recent), studies(uni + `"status":"completed","awarded":"2025-01-01"`), `{"studies":[]}`,
	}},
	{"graduated, the same day out", graduated(12, false, vacancy.WhichAny), []string{studies(sameDay), studies(old, sameDay), studies(sameDay, future), studies(uni + `"status":"completed","awarded":"2024-06-23"`)}},
	{"graduated from the highest", graduated(12, true, vacancy.WhichHighest), []string{
		studies(old, recent), studies(recent, future), studies(recent, uni+`"level":"master","status":"completed","awarded":"2019-01-01"`), studies(recent, uni+`"status":"completed","awarded":"2019-01-01"`),
		studies(recent, uni+`"level":"bachelor","awarded":"2019-01-01"`), studies(recent, uni+`"level":"master","status":"completed"`), studies(recent, uni+`"level":"other","status":"completed","awarded":"2019-01-01"`), `{"studies":[]}`, studies(future),
		studies(uni+`"level":"master","awarded":"2019-01-01"`, recent),
	}},
	{"not graduated", not(graduated(12, true, vacancy.WhichAny)), []string{studies(recent), studies(sameDay), studies(old)}},
	{"degree", degree(nil, "completed", "ongoing", "interrupted"), []string{
		`{}`, `{"studies":[]}`, studies(recent), studies(under), studies(coming), studies(future), studies(coming, future), studies(future, sooner), studies(uni + `"level":"master","status":"interrupted","start":"2020-01-01"`),
		studies(uni + `"level":"master"`), studies(uni + `"status":"interrupted"`), studies(uni + `"level":"master","status":"completed","awarded":""`), studies(uni + `"level":"master","status":"completed"`),
		studies(uni + `"level":"master","status":"ongoing"`), studies(uni + `"level":"master","status":"ongoing","end":"2030-01-01"`), studies(uni + `"level":"master","status":"ongoing","start":"2024-01-01"`),
		studies(uni + `"level":"master","status":"ongoing","start":"2024-01-01","end":""`), studies(uni + `"level":"master","status":"ongoing","start":"2024-01-01","end":"2025-01-01"`),
		studies(uni + `"level":"master","status":"interrupted","start":"2026-01-01"`), studies(uni+`"title":"No degree","level":"master","status":"completed","awarded":""`, coming),
		studies(uni + `"level":"other","status":"completed","awarded":"2020-01-01"`),
	}},
	{"degree of a field", degree([]string{"law", "art"}, "completed"), []string{studies(recent), studies(sameDay), studies(uni + `"level":"master","field":"Chimie","status":"completed","awarded":"2020-01-01"`), studies(under)}},
	{"equivalent education", vacancy.Rule{EquivalentEducation: &vacancy.EquivalentEducation{}}, []string{`{}`, `{"equivalentEducation":" "}`, `{"equivalentEducation":"Military academy"}`}},
	{"best language", speaks(vacancy.WhichBest), []string{
		`{}`, `{"languages":[]}`, languages(`"tag":"fr","level":"native"`), languages(`"tag":"en-GB","level":"B2","evidence":"IELTS 6"`), languages(`"tag":"en","level":"A1"`), languages(`"tag":"en"`, `"tag":"fr","level":"B2"`),
		languages(`"tag":"de","level":"C2"`), languages(`"tag":"fr","level":"B2"`, `"tag":"en","level":"B2"`), languages(`"tag":"fr","level":"none"`), languages(`"tag":"en-GB","level":"B1"`, `"tag":"en-US","level":"C1","evidence":"TOEFL"`),
		languages(`"tag":"eng","level":"C1"`), languages(`"tag":"fr"`, `"tag":"en","level":"B1"`), languages(`"tag":"en-GB","level":"C1","evidence":"first"`, `"tag":"en-US","level":"C1","evidence":"second"`),
	}},
	{"second language", speaks(vacancy.WhichSecond), []string{
		`{"languages":[]}`, languages(`"tag":"fr","level":"native"`), languages(`"tag":"fr","level":"native"`, `"tag":"en","level":"B2"`), languages(`"tag":"fr","level":"B1"`, `"tag":"en","level":"C2"`), languages(`"tag":"fr","level":"C1"`, `"tag":"en"`),
		languages(`"tag":"fr","level":"C1"`, `"tag":"en","level":"C1"`),
	}},
	{"one of many languages", vacancy.Rule{Language: &vacancy.Language{Of: []string{"de", "en", "es", "fr", "it"}, Which: vacancy.WhichBest, Met: []string{"native"}}}, []string{`{"languages":[]}`, languages(`"tag":"it","level":"C2"`)}},
	{"one of four languages", vacancy.Rule{Language: &vacancy.Language{Of: []string{"de", "en", "es", "fr"}, Which: vacancy.WhichSecond, Met: []string{"native"}}}, []string{`{"languages":[]}`, languages(`"tag":"es","level":"C2"`), languages(`"tag":"es","level":"C2"`, `"tag":"de","level":"A1"`, `"tag":"fr","level":"A2"`)}},
	{"a second of two, the first alone", vacancy.Rule{Language: &vacancy.Language{Of: []string{"en"}, Which: vacancy.WhichSecond, Met: []string{"native"}}}, []string{languages(`"tag":"en","level":"native"`)}},
	{"no language is enough", vacancy.Rule{Language: &vacancy.Language{Of: []string{"en"}, Which: vacancy.WhichBest, Met: []string{"none"}}}, []string{`{"languages":[]}`}},
	{"experience", worked(nil, nil), []string{
		`{}`, `{"experience":[]}`, works(`"kind":"research","what":"Lab","start":"2024-01-01","end":"2024-06-30"`), works(`"kind":"other","start":"2024-01-01"`), works(`"kind":"industry","start":"2025-07-01"`),
		works(`"kind":"industry","start":"2025-09-01"`, `"kind":"research","start":"2025-08-01"`, `"kind":"other","start":"2025-07-01"`), works(`"what":"Office","start":"2024-01-01"`), works(`"kind":"research"`), works(`"kind":"research","end":"2024-01-01"`), works(`"kind":"research","start":"2025-06-22","end":""`),
		works(`"start":"2024-01-01","end":"2024-02-01"`, `"kind":"research","start":"2023-01-01"`),
	}},
	{"six weeks of experience", worked(&vacancy.Span{Days: 42}, nil), []string{
		`{"experience":[]}`, works(`"kind":"research","start":"2024-01-01","end":"2024-02-11"`), works(`"kind":"research","start":"2024-01-01","end":"2024-02-10"`), works(`"kind":"research","start":"2025-05-12"`), works(`"kind":"research","start":"2025-05-13"`), works(`"kind":"research","start":"2025-07-01","end":""`),
		works(`"kind":"research","start":"2025-06-01","end":""`), works(`"kind":"research","start":"2024-01-01","end":"2024-01-21"`, `"kind":"industry","start":"2024-03-01","end":"2024-03-21"`),
	}},
	{"ten days of experience at most", worked(nil, &vacancy.Span{Days: 10}), []string{
		`{"experience":[]}`, works(`"kind":"research","start":"2025-06-13","end":""`), works(`"kind":"research","start":"2025-06-12","end":""`), works(`"kind":"research","start":"2024-06-12"`), works(`"kind":"research","start":"2025-07-12","end":""`),
	}},
	{"three months of experience", worked(&vacancy.Span{Months: 3}, &vacancy.Span{Months: 6}), []string{
		works(`"kind":"research","start":"2024-01-01","end":"2024-03-31"`), works(`"kind":"research","start":"2024-01-01","end":"2024-03-30"`), works(`"kind":"research","start":"2024-01-01","end":"2024-06-30"`), works(`"kind":"research","start":"2024-01-01","end":"2024-07-01"`),
		works(`"kind":"research","start":"2024-01-05","end":"2024-01-15"`), works(`"kind":"research","start":"2024-01-01","end":"2024-02-20"`, `"kind":"industry","start":"2024-05-01","end":"2024-06-11"`), works(`"kind":"research","start":"2025-05-01","end":""`),
		works(`"kind":"research","start":"2024-01-01","end":"2024-02-20"`, `"kind":"industry","start":"2024-05-01","end":"2024-06-10"`), works(`"kind":"research","end":"2024-06-10"`),
	}},
	{"at least ten days, at most 20", worked(&vacancy.Span{Days: 10}, &vacancy.Span{Days: 20}), []string{works(`"kind":"research","start":"2024-01-01","end":"2024-01-10"`), works(`"kind":"research","start":"2024-01-01","end":"2024-01-20"`), works(`"kind":"research","start":"2024-01-01","end":"2024-01-21"`)}},
	{"not more than three months of experience", not(worked(&vacancy.Span{Months: 3}, nil)), []string{works(`"kind":"research","start":"2024-01-01","end":"2024-03-31"`), works(`"kind":"research","start":"2025-04-01","end":""`)}},
	{"too much experience", not(worked(nil, &vacancy.Span{Days: 10})), []string{works(`"kind":"research","start":"2025-06-20","end":""`), works(`"kind":"research","start":"2025-08-01","end":""`), works(`"kind":"research","start":"2025-06-20","end":"2025-06-25"`)}},
	{"too many months of experience", not(worked(nil, &vacancy.Span{Months: 1})), []string{works(`"kind":"research","start":"2025-06-20","end":""`), works(`"kind":"research","start":"2028-02-29","end":""`)}},
	{"declared", vacancy.Rule{Declared: &vacancy.Declared{Name: "advanced-it-user"}}, []string{`{}`, `{"declared":{"advanced-it-user":true}}`, `{"declared":{"advanced-it-user":false}}`}},
	{"declared, or to confirm", vacancy.Rule{Declared: &vacancy.Declared{Name: "unknown", Absent: toConfirm}}, []string{`{}`}},
	{"a document in English", vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "qualification", Language: []string{"en"}}}, []string{`{}`}},
	{"a document", vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "proof-of-studies"}}, []string{`{}`}},
	{"a translation", vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "translation", Language: []string{"en"}}}, []string{`{}`}},
	{"no document", vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "other"}}, []string{`{}`}},
	{"three applications", vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 3}}, []string{`{}`}},
	{"four applications", vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 4}}, []string{`{}`}},
	{"too many applications, or too young", vacancy.Rule{Any: []vacancy.Rule{{Applications: &vacancy.ApplicationCount{AtMost: 3}}, aged(new(21), nil)}}, []string{`{"birthDate":"2004-06-23"}`, `{"birthDate":"2000-06-23"}`}},
	{"no document, or too many applications, or no such declaration", vacancy.Rule{Any: []vacancy.Rule{
		{Document: &vacancy.DocumentHeld{Kind: "other"}}, {Applications: &vacancy.ApplicationCount{AtMost: 3}}, {Declared: &vacancy.Declared{Name: "x"}},
	}}, []string{`{"declared":{"x":false}}`}},
	{"no document, or no such declaration", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, {Declared: &vacancy.Declared{Name: "x"}}}}, []string{`{"declared":{"x":false}}`}},
	{"no document, or one in another language", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, {Document: &vacancy.DocumentHeld{Kind: "translation", Language: []string{"en"}}}}}, []string{`{}`}},
	{"no document, or too old", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, aged(nil, new(20))}}, []string{`{"birthDate":"2000-06-23"}`}},
	{"no document, or a language known too little", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, speaks(vacancy.WhichBest)}}, []string{languages(`"tag":"en","level":"A1"`)}},
	{"no document, or studies too short", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, {UniversityYears: &vacancy.UniversityYears{MonthsMet: 60, MonthsToConfirm: 60}}}}, []string{studies(recent), studies(coming), `{"studies":[]}`}},
	{"no document, or experience too short", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, worked(&vacancy.Span{Days: 42}, nil)}}, []string{works(`"kind":"research","start":"2024-01-01","end":"2024-02-10"`), works(`"kind":"research","start":"2025-07-01","end":""`)}},
	{"no document, or experience too long", vacancy.Rule{Any: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, worked(nil, &vacancy.Span{Days: 10})}}, []string{works(`"kind":"research","start":"2024-01-01","end":"2024-02-10"`)}},
	{"too little experience, or studies that come later", vacancy.Rule{Any: []vacancy.Rule{worked(&vacancy.Span{Days: 42}, nil), {Student: &vacancy.Student{}}}}, []string{`{"experience":[{"kind":"research","start":"2025-07-01"}],"studies":[{"id":"s1",` + coming + `}]}`}},
	{"not one and not the other", vacancy.Rule{Any: []vacancy.Rule{not(vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 9}}), not(aged(new(21), nil)), {Applications: &vacancy.ApplicationCount{AtMost: 3}}}}, []string{`{"birthDate":"2000-06-23"}`}},
	{"no document and too young: the first is told", vacancy.Rule{All: []vacancy.Rule{{Document: &vacancy.DocumentHeld{Kind: "other"}}, aged(new(21), nil)}}, []string{`{"birthDate":"2004-06-23"}`}},
	{"not so few applications, or no document", vacancy.Rule{Any: []vacancy.Rule{not(vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 9}}), {Document: &vacancy.DocumentHeld{Kind: "other"}}}}, []string{`{}`}},
	{"no document, or graduated", orNothing(graduated(12, true, vacancy.WhichAny)), []string{studies(old), studies(sameDay, under)}},
	{"no document, or months of studies", orNothing(vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: 24, MonthsToConfirm: 24}}), []string{
		studies(uni + `"status":"completed","start":"2024-01-01","end":"2024-01-01"`), studies(recent, uni+`"title":"Before","status":"completed","end":"2020-01-01"`),
	}},
	{"no document, or a degree", orNothing(degree(nil, "completed")), []string{studies(uni + `"level":"master","status":"completed","awarded":""`)}},
	{"a degree, or one of the same day", orSameDay(vacancy.Rule{Degree: &vacancy.Degree{Levels: []string{"master"}, Status: []string{"completed"}}}), []string{studies(sameDay, uni+`"level":"master","status":"completed","awarded":""`)}},
	{"too young at most, or a degree of the same day", orSameDay(aged(nil, new(20))), []string{beside(`{"birthDate":"2000-06-23"}`)}},
	{"a language, or a degree of the same day", orSameDay(speaks(vacancy.WhichBest)), []string{beside(languages(`"tag":"en","level":"A1"`))}},
	{"a document, or a degree of the same day", orSameDay(vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "translation", Language: []string{"en"}}}), []string{beside(`{}`)}},
	{"applications, or a degree of the same day", orSameDay(vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 3}}), []string{beside(`{}`)}},
	{"declared, or a degree of the same day", orSameDay(vacancy.Rule{Declared: &vacancy.Declared{Name: "x"}}), []string{beside(`{"declared":{"x":false}}`)}},
	{"months, or a degree of the same day", orSameDay(vacancy.Rule{UniversityYears: &vacancy.UniversityYears{MonthsMet: 90, MonthsToConfirm: 90}}), []string{studies(sameDay, recent), studies(uni+`"level":"bachelor","status":"completed","awarded":"2024-06-22","end":"2024-01-01","start":"2024-01-01"`, coming)}},
	{"long experience, or a degree of the same day", orSameDay(worked(&vacancy.Span{Days: 42}, nil)), []string{beside(works(`"kind":"research","start":"2024-01-01","end":"2024-02-10"`)), beside(works(`"kind":"research","start":"2025-07-01","end":""`))}},
	{"short experience, or a degree of the same day", orSameDay(worked(nil, &vacancy.Span{Days: 10})), []string{beside(works(`"kind":"research","start":"2024-01-01","end":"2024-02-10"`))}},
	{"older than 30", not(aged(nil, new(30))), []string{`{"birthDate":"2000-06-23"}`, `{"birthDate":"1994-06-22"}`, `{}`}},
	{"two weeks of experience", worked(&vacancy.Span{Days: 14}, nil), []string{works(`"kind":"research","start":"2024-01-01","end":"2024-01-02"`)}},
	{"twelve days of experience", worked(&vacancy.Span{Days: 12}, nil), []string{works(`"kind":"research","start":"2024-01-01","end":"2024-01-02"`)}},
	{"a month of experience", worked(&vacancy.Span{Months: 1}, nil), []string{works(`"kind":"research","start":"2024-01-28","end":"2024-02-27"`), works(`"kind":"research","start":"2024-01-28","end":"2024-02-26"`)}},
	{"for a person to judge", vacancy.Rule{Applications: &vacancy.ApplicationCount{AtMost: 9}, AtBest: toConfirm}, []string{`{}`}},
	{"nothing", vacancy.Rule{}, []string{`{}`}},
}

// What is found, with all that the sentences will say, is told in findingsFile.
func TestFindings(t *testing.T) {
	var got strings.Builder
	pack := assetstest.Vacancy(t)
	for _, asking := range findings {
		fmt.Fprintf(&got, "# %s\n", asking.name)
		c := vacancy.Criterion{ID: "c", Rule: asking.rule}
		for _, written := range asking.candidates {
			s := eligibility.Subject{Candidate: who(t, written), Applications: 4, Pack: pack, Documents: []document.Document{
				{Kind: document.Qualification, Name: "a.pdf", File: "aa.pdf", Lang: "en-GB"}, {Kind: document.ProofOfStudies, Name: "b.pdf"},
				{Kind: document.Translation, Name: "c.pdf", Lang: "de"},
			}}
			f := evaluate(c, s, on(day(t, "2025-06-22")))
			fmt.Fprintf(&got, "%s\n  %s: %s\n  fact %s\n", written, f.Verdict, shown(f.Reason), shown(f.Fact))
			if !f.Next.IsZero() {
				fmt.Fprintf(&got, "  next %s\n", shown(f.Next))
			}
			if !f.Earliest.IsZero() {
				fmt.Fprintf(&got, "  earliest %s\n", f.Earliest)
			}
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(findingsFile, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(findingsFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("UPDATE=1 writes %s anew (-want +got):\n%s", findingsFile, diff)
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

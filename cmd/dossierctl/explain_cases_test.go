package main

import (
	"encoding/json"
	"strings"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// A situation is a candidate with documents who is held against every vacancy.
type situation struct {
	name      string
	candidate string // as a candidate file, braces and format aside
	documents []document.Document
	declared  bool // every declaration is confirmed
	count     int  // applications within the programme; 0: this one alone
	start     string
	today     civil.Date // zero: the day of the deadline
}

// Studies that many situations have.
const (
	oldBachelor = `{"id":"b","title":"Bachelor of Science","level":"bachelor","field":"computer science","university":true,"start":"2018-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`
	newBachelor = `{"id":"b","title":"Bachelor of Science","level":"bachelor","field":"computer science","university":true,"start":"2021-10-01","end":"2024-07-31","status":"completed","awarded":"2024-09-15"}`
	master      = `{"id":"m","title":"Master of Law","level":"master","field":"law","university":true,"start":"2024-09-23","end":"2026-06-30","status":"ongoing"}`
)

// studies is one candidate's studies, and no other education.
func studies(list ...string) string {
	return `"equivalentEducation":"","studies":[` + strings.Join(list, ",") + `]`
}

// study is one study at a university with the id s.
func study(rest string) string {
	return studies(`{"id":"s","title":"Bachelor of Arts","level":"bachelor","university":true,` + rest + `}`)
}

// awarded is a short degree with the day of its award.
func awarded(on string) string {
	return study(`"start":"2023-09-18","end":"2024-02-14","status":"completed","awarded":"` + on + `"`)
}

// work is one experience at an institution of the EU and one in research alike.
func work(rest string) string {
	return `"experience":[{"kind":"eu-institution","what":"European Parliament",` + rest + `},{"kind":"research","what":"A laboratory",` + rest + `}]`
}

func spoken(list ...string) string {
	words := make([]string, len(list))
	for i, l := range list {
		tag, level, _ := strings.Cut(l, " ")
		words[i] = `{"tag":"` + tag + `","level":"` + level + `"}`
	}
	return `"languages":[` + strings.Join(words, ",") + `]`
}

// file is an attached document.
func file(id string, kind document.Kind, more ...func(*document.Document)) document.Document {
	d := document.Document{ID: id, File: id + ".pdf", Name: id + ".pdf", Kind: kind, Lang: "en", PageCount: 1}
	for _, change := range more {
		change(&d)
	}
	return d
}

func about(study string) func(*document.Document) {
	return func(d *document.Document) { d.For = study }
}

func in(lang string) func(*document.Document) { return func(d *document.Document) { d.Lang = lang } }

func translating(id string) func(*document.Document) {
	return func(d *document.Document) { d.Of = id }
}

func showingDates(yes bool) func(*document.Document) {
	return func(d *document.Document) { d.DatesVisible = &yes }
}

func lost(d *document.Document) { d.Missing = true }

// situations reach every reason in the vacancies or in oddVacancy. Where several
// would do, the first one is shown, so the plain ones come first.
var situations = []situation{
	{name: "nothing answered", candidate: ``},
	{name: "all in order", declared: true,
		candidate: `"birthDate":"2003-02-28","nationalities":["FR","TR"],` + studies(newBachelor, master) + `,` + spoken("fr native", "en C1") +
			`,"experience":[{"kind":"international-organisation","what":"Summer school","start":"2023-07-01","end":"2023-08-31"}],"declared":{"advanced-it-user":true,"degree-relevant":true,"courses-agreed":true}`,
		documents: []document.Document{
			file("diploma", document.Qualification, about("b")), file("enrolment", document.ProofOfStudies, about("m"), showingDates(true)),
			file("passport", document.Other, showingDates(true)),
		}},
	{name: "all lists are there and empty", candidate: `"nationalities":[],"studies":[],"equivalentEducation":"","languages":[],"experience":[],"declared":{"advanced-it-user":false,"degree-relevant":false,"courses-agreed":false}`},
	{name: "all lists are null", candidate: `"nationalities":null,"studies":null,"equivalentEducation":null,"languages":null,"experience":null`},

	{name: "one nationality that counts", candidate: `"nationalities":["FR"]`},
	{name: "one of two nationalities counts", candidate: `"nationalities":["CH","TR"]`},
	{name: "two nationalities that do not count", candidate: `"nationalities":["CH","BR"],` + spoken("de native")},
	{name: "one nationality that does not count", candidate: `"nationalities":["CH"],` + spoken("de native")},
	{name: "citizen of two member states with one language", candidate: `"nationalities":["AT","FR"],` + spoken("de native")},
	{name: "citizen of one member state with one language", candidate: `"nationalities":["AT"],` + spoken("de native")},

	{name: "21 on the day of the deadline", candidate: `"birthDate":"2004-06-22"`},
	{name: "21 on the day after the deadline", candidate: `"birthDate":"2004-06-23"`},
	{name: "21 eleven days after the deadline", candidate: `"birthDate":"2004-07-03"`},
	{name: "born on 29 February 2004", candidate: `"birthDate":"2004-02-29"`},
	{name: "born on 29 February 2008", candidate: `"birthDate":"2008-02-29"`},
	{name: "30, the last day", candidate: `"birthDate":"1995-01-16"`},
	{name: "31 by one day", candidate: `"birthDate":"1995-01-15"`},
	{name: "born on 29 February 1996, as many years later as the limit allows", candidate: `"birthDate":"1996-02-29"`, today: civil.Date{Year: 2027, Month: 2, Day: 28}},
	{name: "too young by a day on each reference day", candidate: `"birthDate":"2008-01-16"`, today: civil.Date{Year: 2026, Month: 1, Day: 15}},
	{name: "too young at the start by a day", candidate: `"birthDate":"2008-09-02"`, today: civil.Date{Year: 2026, Month: 1, Day: 14}},

	{name: "a degree awarded exactly 12 months before the deadline", candidate: awarded("2024-06-22")},
	{name: "a degree awarded a day less than 12 months before the deadline", candidate: awarded("2024-06-23")},
	{name: "a degree awarded a day more than 12 months before the deadline", candidate: awarded("2024-06-21")},
	{name: "a degree awarded after the deadline", candidate: study(`"start":"2025-01-15","end":"2025-06-14","status":"completed","awarded":"2025-07-05"`)},
	{name: "a degree awarded exactly one month before the day", candidate: awarded("2025-12-15")},
	{name: "a degree awarded less than one month before the day", candidate: awarded("2025-12-20")},
	{name: "a degree awarded more than one month before the day", candidate: awarded("2025-12-14")},
	{name: "a degree still to come and studies still to begin, the degree first", candidate: studies(
		`{"id":"s","title":"Short course","level":"bachelor","university":true,"start":"2025-02-01","end":"2025-06-14","status":"completed","awarded":"2026-02-05"}`,
		`{"id":"t","title":"Master of Law","level":"master","university":true,"start":"2026-09-15","end":"2028-06-30","status":"ongoing"}`)},
	{name: "an old degree alone", candidate: studies(oldBachelor)},
	{name: "an old higher degree and a new lower one", candidate: studies(
		`{"id":"h","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-02-28","status":"completed","awarded":"2021-09-15"}`,
		`{"id":"l","title":"Bachelor of Laws","level":"bachelor","university":true,"start":"2024-10-01","end":"2025-01-31","status":"completed","awarded":"2025-02-15"}`)},
	{name: "two degrees of one level, one of them old", candidate: studies(oldBachelor,
		`{"id":"n","title":"Bachelor of Laws","level":"bachelor","university":true,"start":"2024-10-01","end":"2025-01-31","status":"completed","awarded":"2025-02-15"}`)},
	{name: "a degree without a date", candidate: study(`"start":"2024-10-01","end":"2025-01-31","status":"completed"`)},
	{name: "completed without a degree", candidate: study(`"start":"2024-10-01","end":"2025-01-31","status":"completed","awarded":""`)},
	{name: "a recent certificate of another kind", candidate: studies(`{"id":"c","title":"Network certificate","level":"other","university":false,"start":"2025-01-01","end":"2025-03-01","status":"completed","awarded":"2025-03-05"}`)},

	{name: "a student in the first year", candidate: study(`"start":"2024-09-16","end":"2027-06-30","status":"ongoing"`)},
	{name: "studies that begin after the deadline", candidate: study(`"start":"2025-09-15","end":"2028-06-30","status":"ongoing"`)},
	{name: "studies that begin after every day", candidate: study(`"start":"2027-09-15","end":"2030-06-30","status":"ongoing"`)},
	{name: "ongoing studies whose end has passed", candidate: study(`"start":"2024-09-16","end":"2025-01-31","status":"ongoing"`)},
	{name: "ongoing studies without an end", candidate: study(`"start":"2024-12-16","end":"","status":"ongoing"`)},
	{name: "ongoing studies whose end is not said", candidate: study(`"start":"2024-12-16","status":"ongoing"`)},
	{name: "ongoing studies, not at a university", candidate: studies(`{"id":"s","title":"Diploma in design","level":"other","university":false,"start":"2024-09-16","end":"2027-06-30","status":"ongoing"}`)},
	{name: "studies of which little is said", candidate: studies(`{"id":"s","title":"Something"}`)},
	{name: "studies without level and field", candidate: studies(`{"id":"s","title":"Something","university":true,"start":"2021-10-01","end":"2024-07-31","status":"completed","awarded":"2025-01-15"}`)},
	{name: "one month of studies", candidate: study(`"start":"2024-09-16","end":"2024-10-15","status":"interrupted"`)},
	{name: "a month less a day of studies", candidate: study(`"start":"2024-09-16","end":"2024-10-14","status":"interrupted"`)},
	{name: "eighteen months of interrupted studies", candidate: study(`"start":"2022-10-01","end":"2024-03-31","status":"interrupted"`)},
	{name: "two years of interrupted studies", candidate: study(`"start":"2022-10-01","end":"2024-09-30","status":"interrupted"`)},
	{name: "a field in other words", candidate: studies(`{"id":"s","title":"Licence","level":"bachelor","field":"informatique","university":true,"start":"2021-10-01","end":"2024-07-31","status":"completed","awarded":"2024-09-15"}`)},
	{name: "an education that may be equivalent", candidate: `"studies":[],"equivalentEducation":"Officer training of three years"`},

	{name: "English at B2 and French at A1", candidate: spoken("en B2", "fr A1")},
	{name: "English at C1 only", candidate: spoken("en C1")},
	{name: "French at B1 only", candidate: spoken("fr B1")},
	{name: "a language whose level is not said", candidate: `"languages":[{"tag":"en"}]`},
	{name: "English with a certificate", candidate: `"languages":[{"tag":"en","level":"C1","evidence":"IELTS 7.5"}]`},

	{name: "six weeks of work", candidate: work(`"start":"2025-01-06","end":"2025-02-16"`)},
	{name: "six weeks and a day of work", candidate: work(`"start":"2025-01-06","end":"2025-02-17"`)},
	{name: "one day of work", candidate: work(`"start":"2025-01-06","end":"2025-01-06"`)},
	{name: "seven months of work", candidate: work(`"start":"2024-01-06","end":"2024-08-15"`)},
	{name: "work that goes on", candidate: work(`"start":"2025-01-06","end":""`)},
	{name: "work that has not begun", candidate: work(`"start":"2026-02-06","end":"2026-12-31"`)},
	{name: "work whose end is not said", candidate: work(`"start":"2024-01-06"`)},
	{name: "work whose start is not said", candidate: work(`"end":"2024-01-06"`)},
	{name: "work of which nothing is said", candidate: `"experience":[{"kind":"research"},{"kind":"eu-institution"}]`},
	{name: "work in every field", candidate: `"experience":[{"kind":"industry","start":"2024-01-01","end":"2024-02-01"},{"kind":"research","start":"2024-01-01","end":"2024-02-01"},` +
		`{"kind":"national-administration","start":"2024-01-01","end":"2024-02-01"},{"kind":"international-organisation","start":"2024-01-01","end":"2024-02-01"},` +
		`{"kind":"civil-society","start":"2024-01-01","end":"2024-02-01"},{"kind":"other","start":"2024-01-01","end":"2024-02-01"},{"start":"2024-01-01","end":"2024-02-01"}]`},
	{name: "work of unnamed kinds with the Union", candidate: `"experience":[{"kind":"eu-institution","start":"2024-01-01","end":"2024-02-01"}]`},

	{name: "two applications", count: 2},
	{name: "four applications", count: 4},

	{name: "documents for two degrees, one missing", candidate: studies(newBachelor, `{"id":"o","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`),
		documents: []document.Document{file("diploma", document.Qualification, about("b"))}},
	{name: "two degrees and no document", candidate: studies(newBachelor, `{"id":"o","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`)},
	{name: "two degrees and one document of nobody knows which", candidate: studies(newBachelor, `{"id":"o","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`),
		documents: []document.Document{file("diploma", document.Qualification)}},
	{name: "two degrees and two documents of nobody knows which", candidate: studies(newBachelor, `{"id":"o","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`),
		documents: []document.Document{file("diploma", document.Qualification), file("degree", document.Qualification)}},
	{name: "two degrees and a document for each", candidate: studies(newBachelor, `{"id":"o","title":"Master of Arts","level":"master","university":true,"start":"2020-10-01","end":"2021-07-31","status":"completed","awarded":"2021-09-15"}`),
		documents: []document.Document{file("diploma", document.Qualification, about("b")), file("degree", document.Qualification, about("o"))}},
	{name: "two studies that leave open whether they are completed", candidate: studies(`{"id":"s","title":"Something","university":true}`, `{"id":"t","title":"Something else","university":true}`)},
	{name: "a document that cannot be read", candidate: studies(newBachelor, master),
		documents: []document.Document{file("diploma", document.Qualification, lost), file("enrolment", document.ProofOfStudies, lost), file("passport", document.Other, lost)}},
	{name: "two documents that cannot be read", candidate: studies(newBachelor, master),
		documents: []document.Document{file("enrolment", document.ProofOfStudies, lost), file("enrolment-2", document.ProofOfStudies, lost)}},
	{name: "a proof for studies that are over", candidate: studies(newBachelor, master),
		documents: []document.Document{file("enrolment", document.ProofOfStudies, about("b"))}},
	{name: "two proofs for studies that are over", candidate: studies(newBachelor, master),
		documents: []document.Document{file("enrolment", document.ProofOfStudies, about("b")), file("enrolment-2", document.ProofOfStudies, about("b"))}},
	{name: "documents whose dates nobody confirmed", candidate: studies(newBachelor, master),
		documents: []document.Document{file("enrolment", document.ProofOfStudies, about("m")), file("passport", document.Other)}},
	{name: "documents whose dates cannot be read", candidate: studies(newBachelor, master),
		documents: []document.Document{file("enrolment", document.ProofOfStudies, about("m"), showingDates(false)), file("passport", document.Other, showingDates(false))}},
	{name: "a document in Arabic", candidate: studies(newBachelor), documents: []document.Document{file("diploma", document.Qualification, about("b"), in("ar"))}},
	{name: "two documents in Arabic", candidate: studies(newBachelor),
		documents: []document.Document{file("diploma", document.Qualification, about("b"), in("ar")), file("transcript", document.Qualification, about("b"), in("ar"))}},
	{name: "a document in Arabic with its translation", candidate: studies(newBachelor),
		documents: []document.Document{file("diploma", document.Qualification, about("b"), in("ar")), file("translation", document.Translation, translating("diploma"))}},
	{name: "two documents in Arabic with translations", candidate: studies(newBachelor),
		documents: []document.Document{
			file("diploma", document.Qualification, about("b"), in("ar")), file("translation", document.Translation, translating("diploma")),
			file("transcript", document.Qualification, about("b"), in("ar")), file("translation-2", document.Translation, translating("transcript")),
		}},
	{name: "a document whose language is not said", candidate: studies(newBachelor), documents: []document.Document{file("diploma", document.Qualification, about("b"), in(""))}},
	{name: "two documents whose language is not said", candidate: studies(newBachelor),
		documents: []document.Document{file("diploma", document.Qualification, about("b"), in("")), file("transcript", document.Qualification, about("b"), in(""))}},
}

// written is the candidate as a file.
func (s situation) written() []byte {
	text := strings.TrimSuffix(`{"format":1,`+s.candidate, ",") + "}"
	if !json.Valid([]byte(text)) {
		panic(s.name + ": " + text)
	}
	return []byte(text)
}

// asked is a criterion of oddVacancy.
func asked(id, en, fr string, rule vacancy.Rule) vacancy.Criterion {
	return vacancy.Criterion{
		ID: id, Group: vacancy.Eligibility, Importance: vacancy.Essential,
		Title: message.Text{EN: en, FR: fr}, Clause: message.Text{EN: en + ".", FR: fr + "."}, Rule: rule,
	}
}

// oddVacancy asks what none of the vacancies asks, by the rules of this one
// kind, in a programme that the pack lends.
func oddVacancy(lent vacancy.Pack) *vacancy.Pack {
	p := lent
	p.ID, p.Documents, p.Declarations, p.Tests = "odd", nil, nil, nil
	eu := []string{"AT", "FR", "BE"}
	onceIn := []string{"research"}
	p.Criteria = []vacancy.Criterion{
		asked("age-most", "You are 30 at most", "Vous avez 30 ans au plus", vacancy.Rule{Age: &vacancy.Age{AtMost: new(30), On: vacancy.OnDeadline}}),
		asked("age-between", "You are 18 to 30", "Vous avez de 18 à 30 ans", vacancy.Rule{Age: &vacancy.Age{AtLeast: new(18), AtMost: new(30), On: vacancy.OnToday}}),
		asked("age-start", "You are 18 when you start", "Vous avez 18 ans au début", vacancy.Rule{Age: &vacancy.Age{AtLeast: new(18), On: vacancy.OnStart}}),
		asked("one-month", "You have your degree since one month at most", "Vous avez votre diplôme depuis un mois au plus",
			vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 1, Inclusive: true, Which: vacancy.WhichAny, On: vacancy.OnDeadline}}),
		asked("less-than-a-month", "You have your degree since less than one month", "Vous avez votre diplôme depuis moins d’un mois",
			vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 1, Inclusive: false, Which: vacancy.WhichHighest, On: vacancy.OnDeadline}}),
		asked("one-year", "You have your degree since one year at most", "Vous avez votre diplôme depuis un an au plus",
			vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichHighest, On: vacancy.OnDeadline}}),
		asked("soon", "You are a student or a graduate", "Vous êtes étudiant·e ou diplômé·e", vacancy.Rule{Any: []vacancy.Rule{
			{Student: &vacancy.Student{On: vacancy.OnDeadline}},
			{GraduatedWithin: &vacancy.GraduatedWithin{Months: 12, Inclusive: true, Which: vacancy.WhichAny, On: vacancy.OnDeadline}},
		}}),
		asked("field", "You have, or had begun, a degree in computer science", "Vous avez, ou avez commencé, un diplôme d’informatique", vacancy.Rule{Degree: &vacancy.Degree{
			Levels: []string{"bachelor"}, Status: []string{"completed", "ongoing", "interrupted"}, Fields: []string{"computer science"}, On: vacancy.OnDeadline,
		}}),
		asked("any-field", "You have, or had begun, a degree", "Vous avez, ou avez commencé, un diplôme", vacancy.Rule{Degree: &vacancy.Degree{
			Levels: []string{"bachelor", "master"}, Status: []string{"completed", "ongoing", "interrupted"}, On: vacancy.OnDeadline,
		}}),
		asked("equivalent", "You have an equivalent education", "Vous avez une formation équivalente", vacancy.Rule{EquivalentEducation: &vacancy.EquivalentEducation{}}),
		asked("judged", "You are a student, as a person judges", "Vous êtes étudiant·e, au jugement d’une personne",
			vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnDeadline}, AtBest: vacancy.ToConfirm}),
		asked("work-least", "You have worked in research for six weeks", "Vous avez travaillé six semaines dans la recherche",
			vacancy.Rule{Experience: &vacancy.Experience{Kinds: onceIn, AtLeast: &vacancy.Span{Days: 42}, On: vacancy.OnDeadline}}),
		asked("work-days", "You have worked in research for ten days", "Vous avez travaillé dix jours dans la recherche",
			vacancy.Rule{Experience: &vacancy.Experience{Kinds: onceIn, AtLeast: &vacancy.Span{Days: 10}, On: vacancy.OnDeadline}}),
		asked("work-between", "You have worked in research for one to six months", "Vous avez travaillé d’un à six mois dans la recherche",
			vacancy.Rule{Experience: &vacancy.Experience{Kinds: onceIn, AtLeast: &vacancy.Span{Months: 1}, AtMost: &vacancy.Span{Months: 6}, On: vacancy.OnDeadline}}),
		asked("work-any", "You have worked anywhere", "Vous avez travaillé, où que ce soit",
			vacancy.Rule{Experience: &vacancy.Experience{Kinds: []string{"industry", "research", "national-administration", "international-organisation", "civil-society", "eu-institution", "other"}, On: vacancy.OnDeadline}}),
		asked("two-languages", "You know two of five languages", "Vous connaissez deux langues sur cinq",
			vacancy.Rule{Language: &vacancy.Language{Of: []string{"es", "it", "pt", "de", "nl"}, Which: vacancy.WhichSecond, Met: []string{"B2", "C1", "C2", "native"}}}),
		asked("english-and-more", "You know English, and German or Dutch", "Vous connaissez l’anglais, et l’allemand ou le néerlandais", vacancy.Rule{All: []vacancy.Rule{
			{Language: &vacancy.Language{Of: []string{"en"}, Which: vacancy.WhichBest, Met: []string{"B2", "C1", "C2", "native"}}},
			{Language: &vacancy.Language{Of: []string{"de", "nl"}, Which: vacancy.WhichBest, Met: []string{"B2", "C1", "C2", "native"}}},
		}}),
		asked("new-bachelor", "You have a bachelor’s degree since two years at most", "Vous avez une licence depuis deux ans au plus",
			vacancy.Rule{GraduatedWithin: &vacancy.GraduatedWithin{Months: 24, Inclusive: true, Which: vacancy.WhichAny, Levels: []string{"bachelor"}, On: vacancy.OnDeadline}}),
		asked("no-german", "You know little German", "Vous connaissez peu l’allemand",
			vacancy.Rule{Language: &vacancy.Language{Of: []string{"de"}, Which: vacancy.WhichBest, Met: []string{"none", "A1"}}}),
		asked("no-citizen", "You are not a citizen", "Vous n’êtes pas citoyen ou citoyenne", vacancy.Rule{Not: &vacancy.Rule{Nationality: &vacancy.Nationality{Countries: eu}}}),
		asked("no-student", "You are not a student", "Vous n’êtes pas étudiant·e", vacancy.Rule{Not: &vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnDeadline}}}),
		asked("declared", "The courses are agreed", "Les cours sont acceptés", vacancy.Rule{Declared: &vacancy.Declared{Name: "courses-agreed", Absent: vacancy.ToConfirm}}),
		asked("held", "You have attached a diploma in English or French", "Vous avez joint un diplôme en anglais ou en français",
			vacancy.Rule{Document: &vacancy.DocumentHeld{Kind: "qualification", Language: []string{"en", "fr"}}}),
	}
	p.Documents = []vacancy.DocumentRule{{
		ID: "depends", Importance: vacancy.Essential, Kind: "other",
		Title:  message.Text{EN: "A letter of your university", FR: "Une lettre de votre université"},
		Clause: message.Text{EN: "If you are a student, attach a letter.", FR: "Si vous êtes étudiant·e, joignez une lettre."},
		When:   &vacancy.Rule{Student: &vacancy.Student{On: vacancy.OnDeadline}},
	}}
	return &p
}

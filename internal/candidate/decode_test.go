package candidate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
)

const zoë = `{"format":1,
 "name":{"given":"Zoë","family":"Lefèvre-Öztürk"},
 "birthDate":"2003-02-28",
 "nationalities":["FR","TR"],
 "studies":[{"id":"s1","institution":"Université libre de Bruxelles","title":"Bachelier en informatique","level":"bachelor","field":"computer science","university":true,"start":"2021-09-14","end":"2024-06-28","status":"completed","awarded":"2024-07-05"},
            {"id":"s2","institution":"KU Leuven","title":"Master of Cybersecurity","level":"master","university":true,"start":"2024-09-23","end":"2026-06-30","status":"ongoing"}],
 "equivalentEducation":"",
 "languages":[{"tag":"fr","level":"native"},{"tag":"en","level":"C1","evidence":"IELTS 7.5"}],
 "experience":[{"kind":"international-organisation","what":"…","start":"2023-07-01","end":"2023-08-31"}],
 "declared":{"advanced-it-user":true}}
`

func TestDecodeReadsWhatTheDesignShows(t *testing.T) {
	t.Parallel()
	got, err := candidate.Decode("zoë.json", []byte(zoë))
	if err != nil {
		t.Fatal(err)
	}
	want := candidate.Candidate{
		Format:        1,
		Name:          candidate.Name{Given: "Zoë", Family: "Lefèvre-Öztürk"},
		BirthDate:     candidate.On(civil.Date{Year: 2003, Month: 2, Day: 28}),
		Nationalities: []string{"FR", "TR"},
		Studies: []candidate.Study{{
			ID: "s1", Institution: "Université libre de Bruxelles", Title: "Bachelier en informatique",
			Level: "bachelor", Field: new("computer science"), University: new(true),
			Start: candidate.On(civil.Date{Year: 2021, Month: 9, Day: 14}),
			End:   candidate.On(civil.Date{Year: 2024, Month: 6, Day: 28}), Status: "completed",
			Awarded: candidate.On(civil.Date{Year: 2024, Month: 7, Day: 5}),
		}, {
			ID: "s2", Institution: "KU Leuven", Title: "Master of Cybersecurity", Level: "master", University: new(true),
			Start: candidate.On(civil.Date{Year: 2024, Month: 9, Day: 23}),
			End:   candidate.On(civil.Date{Year: 2026, Month: 6, Day: 30}), Status: "ongoing",
		}},
		EquivalentEducation: new(""),
		Languages:           []candidate.Language{{Tag: "fr", Level: "native"}, {Tag: "en", Level: "C1", Evidence: "IELTS 7.5"}},
		Experience: []candidate.Experience{{
			Kind: "international-organisation", What: "…",
			Start: candidate.On(civil.Date{Year: 2023, Month: 7, Day: 1}),
			End:   candidate.On(civil.Date{Year: 2023, Month: 8, Day: 31}),
		}},
		Declared: map[string]bool{"advanced-it-user": true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAbsentNullAndNoneAreKeptApart(t *testing.T) {
	t.Parallel()
	for _, written := range []string{
		`{"format":1}`,
		`{"format":1,"nationalities":[],"studies":[],"equivalentEducation":"","languages":[],"experience":[],"declared":{}}`,
		`{"format":1,"studies":[{"id":"s1","field":"","university":false,"end":"","status":"completed","awarded":""}]}`,
	} {
		c, err := candidate.Decode("c.json", []byte(written))
		if err != nil {
			t.Fatal(err)
		}
		data, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		flat := strings.NewReplacer("\n", "", " ", "", "\t", "").Replace(string(data))
		if flat != written {
			t.Errorf("%s\nbecame %s", written, flat)
		}
	}
	null, err := candidate.Decode("c.json", []byte(`{"birthDate":null,"nationalities":null,"studies":null,"equivalentEducation":null,"languages":null,"experience":null,"declared":null,"name":null}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(candidate.Candidate{}, null); diff != "" {
		t.Errorf("null is no answer:\n%s", diff)
	}
	declared, err := candidate.Decode("c.json", []byte(`{"declared":{"yes":true,"no":false,"open":null}}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(candidate.Answers{"yes": true, "no": false}, declared.Declared); diff != "" {
		t.Errorf("null is neither yes nor no:\n%s", diff)
	}
}

func TestStudiesWithoutAnIDGetOne(t *testing.T) {
	t.Parallel()
	c, err := candidate.Decode("c.json", []byte(`{"studies":[{"title":"a"},{"id":"s1"},{"title":"b"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Studies[0].ID + " " + c.Studies[1].ID + " " + c.Studies[2].ID; got != "s2 s1 s3" {
		t.Errorf("ids %s", got)
	}
}

// badFiles are refused, each with the place of what is wrong in it.
var badFiles = []struct {
	name, data, id string
	line, column   int
	field, value   string // of the error's arguments, where not empty
}{
	{"nothing in it", "", "json-empty", 1, 1, "", ""},
	{"only spaces", " \n", "json-empty", 2, 1, "", ""},
	{"no JSON", "hello", "json-syntax", 1, 1, "", ""},
	{"cut short", "{\n\"name\":", "json-cut-short", 2, 8, "", ""},
	{"something behind", "{}\n{}", "json-syntax", 2, 1, "", ""},
	{"not UTF-8", "{\"name\":{\"given\":\"Zo\xeb\"}}", "json-not-utf8", 1, 21, "", ""},
	{"a key twice", "{\"format\":1,\n \"format\":1}", "json-duplicate-key", 2, 2, "", ""},
	{"a key twice, deep down", `{"declared":{"a":true,"a":false}}`, "json-duplicate-key", 1, 23, "", ""},
	{"deeper than any candidate", strings.Repeat("[", 10_001), "json-too-deep", 1, 33, "", ""},
	{"no object", `[]`, "json-wants-object", 1, 1, "", ""},
	{"an unknown key", "{\n \"birthdate\": \"2003-02-28\"}", "json-unknown-key", 2, 2, "", ""},
	{"an unknown key in a study", `{"studies":[{"id":"s1"},{"id":"s2","grade":3}]}`, "json-unknown-key", 1, 36, "", ""},
	{"a newer format", `{"format": 2, "novelty": 1}`, "json-newer-format", 1, 12, "", ""},
	{"no format", `{"format": "1"}`, "candidate-format", 1, 12, "format", `"1"`},
	{"text for a list", `{"nationalities": "FR"}`, "json-wants-list", 1, 19, "nationalities", "FR"},
	{"a number for a text", `{"name": {"given": 3}}`, "json-wants-text", 1, 20, "name.given", "3"},
	{"a text for yes or no", `{"declared": {"it": "yes"}}`, "json-wants-yes-no", 1, 21, "declared.it", "yes"},
	{"a number for a day", `{"birthDate": 2003}`, "candidate-date", 1, 15, "birthDate", "2003"},
	{"30 February", "{\"studies\":[{\"id\":\"s1\"},\n{\"id\":\"s2\",\"end\": \"2025-02-30\"}]}", "candidate-date", 2, 19, "studies[1].end", "2025-02-30"},
	{"29 February in a common year", `{"birthDate":"2003-02-29"}`, "candidate-date", 1, 14, "birthDate", "2003-02-29"},
	{"a country that is none", `{"nationalities":["FR","XX"]}`, "candidate-country", 1, 24, "nationalities", "XX"},
	{"UK means GB", `{"nationalities":["UK"]}`, "candidate-country-meant", 1, 19, "nationalities", "UK"},
	{"small letters", `{"nationalities":["fr"]}`, "candidate-country-meant", 1, 19, "nationalities", "fr"},
	{"a country twice", `{"nationalities":["FR","FR"]}`, "candidate-twice", 1, 24, "nationalities", "FR"},
	{"an older name is no code", `{"nationalities":["Turkey"]}`, "candidate-country", 1, 19, "nationalities", "Turkey"},
	{"a level of no scale", `{"languages":[{"tag":"fr","level":"Z9"}]}`, "candidate-choice", 1, 35, "languages.fr.level", "Z9"},
	{"a language that is none", `{"languages":[{"tag":"english"}]}`, "candidate-language", 1, 22, "languages[0].tag", "english"},
	{"a language without a tag", `{"languages":[{"level":"B1"}]}`, "candidate-missing", 1, 15, "languages[0].tag", ""},
	{"a language twice", `{"languages":[{"tag":"fr"},{"tag":"FR"}]}`, "candidate-twice", 1, 35, "languages.FR.tag", "FR"},
	{"an unknown status", `{"studies":[{"id":"s1","status":"paused"}]}`, "candidate-choice", 1, 33, "studies.s1.status", "paused"},
	{"an unknown study level", `{"studies":[{"id":"s1","level":"licence"}]}`, "candidate-choice", 1, 32, "studies.s1.level", "licence"},
	{"an unknown kind", `{"experience":[{"kind":"circus"}]}`, "candidate-choice", 1, 24, "experience.1.kind", "circus"},
	{"two studies of one id", `{"studies":[{"id":"s1"},{"id":"s1"}]}`, "candidate-twice", 1, 31, "studies.s1.id", "s1"},
	{"an end before the start", `{"studies":[{"id":"s1","start":"2024-09-01","end":"2024-08-31"}]}`, "candidate-end-before-start", 1, 51, "studies.s1.end", "2024-08-31"},
	{"awarded before the start", `{"studies":[{"id":"s1","start":"2024-09-01","awarded":"2024-08-31"}]}`, "candidate-awarded-before-start", 1, 55, "studies.s1.awarded", "2024-08-31"},
	{"studies before birth", `{"birthDate":"2003-01-01","studies":[{"id":"s1","start":"2003-01-01"}]}`, "candidate-before-birth", 1, 57, "studies.s1.start", "2003-01-01"},
	{"born in another age", `{"birthDate":"1803-02-28"}`, "candidate-year", 1, 14, "birthDate", "1803-02-28"},
	{"never born", `{"birthDate":""}`, "candidate-no-day", 1, 14, "birthDate", ""},
	{"a bell in the name", `{"name":{"given":"Zo\u0007"}}`, "candidate-control", 1, 18, "name.given", `"Zo\a"`},
	{"a book for a title", `{"studies":[{"id":"s1","title":"` + strings.Repeat("a", 2001) + `"}]}`, "candidate-too-long", 1, 32, "studies.s1.title", ""},
	{"a column counts characters", `{"name":{"given":"Zoë"},"birthDate":"x"}`, "candidate-date", 1, 37, "birthDate", "x"},
}

func TestBadFilesAreRefusedWithTheirPlace(t *testing.T) {
	t.Parallel()
	for _, test := range badFiles {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := candidate.Decode("c.json", []byte(test.data))
			problem := message.Of(err)
			if problem == nil {
				t.Fatalf("no error for a person: %v", err)
			}
			got := []any{problem.ID, problem.Args["File"], problem.Args["Line"], problem.Args["Column"]}
			if diff := cmp.Diff([]any{test.id, "c.json", test.line, test.column}, got); diff != "" {
				t.Error(diff)
			}
			if test.field != "" && problem.Args["Field"] != test.field {
				t.Errorf("field %v, want %s", problem.Args["Field"], test.field)
			}
			if test.value != "" && problem.Args["Value"] != test.value {
				t.Errorf("value %v, want %s", problem.Args["Value"], test.value)
			}
		})
	}
}

func TestAFileOfMoreThanAMegabyteIsRefused(t *testing.T) {
	t.Parallel()
	_, err := candidate.Decode("c.json", []byte(`{"name":{"given":"`+strings.Repeat("a", 1<<20)+`"}}`))
	if problem := message.Of(err); problem == nil || problem.ID != "json-too-large" {
		t.Errorf("got %v", err)
	}
}

func TestAByteOrderMarkIsNoMistake(t *testing.T) {
	t.Parallel()
	if _, err := candidate.Decode("c.json", []byte("\uFEFF{\"format\":1}")); err != nil {
		t.Error(err)
	}
}

func TestCountriesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	if n := len(candidate.Countries()); n != 249 {
		t.Errorf("%d countries", n)
	}
	for _, code := range []string{"", "F", "FRA", "fr", "EU", "XK", "UK", "AD AE", "D "} {
		if candidate.IsCountry(code) {
			t.Errorf("%q is a country", code)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := candidate.Decode("zoë.json", []byte(zoë)); err != nil {
			b.Fatal(err)
		}
	}
}

// What Decode accepts, Encode writes so that Decode reads the same again; what
// it refuses, it refuses with an error for a person.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(zoë))
	f.Add([]byte(`{"format":1,"studies":[{"end":""}]}`))
	f.Add([]byte(`{"studies":[{"id":"s2","grade":{"x":[1,{"y":2}]}}]}`))
	f.Add([]byte("\uFEFF{\"name\":null}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := candidate.Decode("c.json", data)
		if err != nil {
			if message.Of(err) == nil {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		written, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := candidate.Decode("c.json", written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		c.Format = candidate.Format
		if diff := cmp.Diff(c, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

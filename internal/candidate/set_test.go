package candidate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
)

// assign makes assignments written as on the command line, FIELD=VALUE.
func assign(c candidate.Candidate, words ...string) (candidate.Candidate, error) {
	var changes []candidate.Assignment
	for _, word := range words {
		field, value, _ := strings.Cut(word, "=")
		changes = append(changes, candidate.Assignment{Field: field, Value: value})
	}
	return candidate.SetAll(c, changes)
}

func TestSetAnswersOneByOne(t *testing.T) {
	t.Parallel()
	var c candidate.Candidate
	for _, word := range []string{
		"name.given=Zoë", "name.family=Lefèvre-Öztürk", "birthDate=2003-02-28", "nationalities=fr, TR",
		"studies.s1.institution=Université libre de Bruxelles", "studies.s1.title=Bachelier en informatique",
		"studies.s1.level=bachelor", "studies.s1.field=computer science", "studies.s1.university=yes",
		"studies.s1.start=2021-09-14", "studies.s1.end=2024-06-28", "studies.s1.status=completed",
		"studies.s1.awarded=2024-07-05", "studies.s2.institution=KU Leuven", "studies.s2.title=Master of Cybersecurity",
		"studies.s2.level=master", "studies.s2.university=true", "studies.s2.start=2024-09-23",
		"studies.s2.end=2026-06-30", "studies.s2.status=ongoing", "equivalentEducation=",
		"languages.fr=native", "languages.en.level=C1", "languages.en.evidence=IELTS 7.5",
		"experience.1.kind=international-organisation", "experience.1.what=…", "experience.1.start=2023-07-01",
		"experience.1.end=2023-08-31", "declared.advanced-it-user=oui",
	} {
		changed, err := assign(c, word)
		if err != nil {
			t.Fatalf("%s: %v", word, err)
		}
		c = changed
	}
	want, err := candidate.Decode("zoë.json", []byte(zoë))
	if err != nil {
		t.Fatal(err)
	}
	want.Format = 0
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func TestSetNoneAndNotAnswered(t *testing.T) {
	t.Parallel()
	full, err := candidate.Decode("zoë.json", []byte(zoë))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		words []string
		holds func(candidate.Candidate) bool
		what  string
	}{
		{[]string{"nationalities="}, func(c candidate.Candidate) bool { return c.Nationalities != nil && len(c.Nationalities) == 0 }, "no nationality"},
		{[]string{"nationalities=?"}, func(c candidate.Candidate) bool { return c.Nationalities == nil }, "nationality not answered"},
		{[]string{"birthDate=?"}, func(c candidate.Candidate) bool { return c.BirthDate.IsZero() }, "birth date not answered"},
		{[]string{"studies="}, func(c candidate.Candidate) bool { return c.Studies != nil && len(c.Studies) == 0 }, "no studies"},
		{[]string{"studies=?"}, func(c candidate.Candidate) bool { return c.Studies == nil }, "studies not answered"},
		{[]string{"studies.s1="}, func(c candidate.Candidate) bool { return len(c.Studies) == 1 && c.Studies[0].ID == "s2" }, "one study gone"},
		{[]string{"studies.s1=", "studies.s2="}, func(c candidate.Candidate) bool { return c.Studies != nil && len(c.Studies) == 0 }, "both gone: none"},
		{[]string{"studies.s2.end="}, func(c candidate.Candidate) bool { return c.Studies[1].End.None }, "no end in sight"},
		{[]string{"studies.s1.awarded=?"}, func(c candidate.Candidate) bool { return c.Studies[0].Awarded.IsZero() }, "award not answered"},
		{[]string{"studies.s1.university=?"}, func(c candidate.Candidate) bool { return c.Studies[0].University == nil }, "university not answered"},
		{[]string{"studies.s1.id=ulb"}, func(c candidate.Candidate) bool { return c.Studies[0].ID == "ulb" }, "another id"},
		{[]string{"languages.EN="}, func(c candidate.Candidate) bool { return len(c.Languages) == 1 }, "English gone"},
		{[]string{"languages.fr=?"}, func(c candidate.Candidate) bool { return c.Languages[0].Level == "" }, "level not answered"},
		{[]string{"experience.1="}, func(c candidate.Candidate) bool { return c.Experience != nil && len(c.Experience) == 0 }, "experience gone"},
		{[]string{"declared.advanced-it-user=?"}, func(c candidate.Candidate) bool { return len(c.Declared) == 0 }, "not declared"},
		{[]string{"equivalentEducation=?"}, func(c candidate.Candidate) bool { return c.EquivalentEducation == nil }, "not answered"},
		{[]string{"studies.s1.start=2024-09-01", "studies.s1.end=2025-06-30", "studies.s1.awarded=2025-07-01"},
			func(c candidate.Candidate) bool { return c.Studies[0].End.Year == 2025 }, "both ends moved at once"},
	}
	for _, test := range tests {
		c, err := assign(full, test.words...)
		if err != nil || !test.holds(c) {
			t.Errorf("%v: want %s; error %v, got %+v", test.words, test.what, err, c)
		}
	}
	again, err := candidate.Decode("zoë.json", []byte(zoë))
	if diff := cmp.Diff(again, full); diff != "" || err != nil {
		t.Errorf("the candidate given changed: %v\n%s", err, diff)
	}
}

func TestSetRefusesWithFieldAndValue(t *testing.T) {
	t.Parallel()
	full, err := candidate.Decode("zoë.json", []byte(zoë))
	if err != nil {
		t.Fatal(err)
	}
	for word, id := range map[string]string{
		"birthDate=28.02.2003":       "candidate-date",
		"birthDate=2003-02-30":       "candidate-date",
		"nationalities=FR,XX":        "candidate-country",
		"nationalities=uk":           "candidate-country-meant",
		"studies.s1.end=2020-01-01":  "candidate-end-before-start",
		"studies.s1.status=":         "candidate-missing",
		"studies.s1.status=paused":   "candidate-choice",
		"studies.s1.university=what": "candidate-yes-no",
		"studies.s1.id=s2":           "candidate-twice",
		"studies.s1.id=?":            "candidate-id",
		"studies.s9=":                "candidate-not-there",
		"studies.s1=anything":        "candidate-no-field",
		"studies.s1.grade=3":         "candidate-no-field",
		"studies=s1,s2":              "candidate-whole-list",
		"languages.klingon=C2":       "candidate-language",
		"languages.fr=D1":            "candidate-choice",
		"experience.3.kind=research": "candidate-no-field",
		"experience.x.kind=research": "candidate-no-field",
		"declared.a b=yes":           "candidate-id",
		"declared.it=":               "candidate-yes-no",
		"birthdate=2003-02-28":       "candidate-no-field",
		"=":                          "candidate-no-field",
		"declared":                   "candidate-no-field",
	} {
		got, err := assign(full, word)
		problem := message.Of(err)
		if problem == nil || problem.ID != id {
			t.Errorf("%s: got %v, want %s", word, err, id)
			continue
		}
		if problem.Args["Field"] == nil || problem.Args["Value"] == nil {
			t.Errorf("%s: field and value are not named: %v", word, problem)
		}
		if diff := cmp.Diff(full, got); diff != "" {
			t.Errorf("%s changed the candidate:\n%s", word, diff)
		}
	}
}

// Whatever Set accepts is a candidate that can be written and read again.
func FuzzSet(f *testing.F) {
	f.Add("birthDate", "2003-02-28")
	f.Add("studies.s3.title", "Master")
	f.Add("languages.fr", "native")
	f.Add("experience.2.kind", "research")
	f.Add("declared.x", "no")
	f.Add("studies.s1", "")
	full, err := candidate.Decode("zoë.json", []byte(zoë))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, field, value string) {
		c, err := candidate.Set(full, field, value)
		if err != nil {
			if message.Of(err) == nil {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		data, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := candidate.Decode("c.json", data)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if diff := cmp.Diff(c, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

func TestSetIsSaved(t *testing.T) {
	t.Parallel()
	s := create(t, house(), candidate.Candidate{})
	do(t, s, set("name.given=Zoë", "birthDate=2003-02-28", "nationalities=FR,TR", "studies.s1.status=ongoing",
		"start=2026-03", "requisition=250123", "notes=Ask for = the transcript"))
	s = reopen(t, house(), s)
	c := s.Candidate()
	if c.Name.Given != "Zoë" || c.BirthDate.String() != "2003-02-28" || len(c.Nationalities) != 2 || len(c.Studies) != 1 {
		t.Errorf("got %+v", c)
	}
	text := durabletest.Files(t, s.Path())["dossier.json"]
	for _, want := range []string{`"start": "2026-03"`, `"requisition": "250123"`, `"notes": "Ask for = the transcript"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	do(t, s, set("start=?", "requisition="))
	if text := durabletest.Files(t, s.Path())["dossier.json"]; strings.Contains(text, "requisition") || strings.Contains(text, "2026-03") {
		t.Errorf("still in %s", text)
	}
}

// Of several assignments all are made or none; ends of one period move at once.
func TestSetIsAllOrNothing(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	before := durabletest.Files(t, s.Path())
	wantID(t, s.Do(set("name.given=Other", "start=2026-03", "birthDate=2003-02-30")), "candidate-date")
	wantID(t, s.Do(set("name.given=Other"), session.Declare{Item: "age"}), "session-no-declaration")
	if diff := cmp.Diff(before, durabletest.Files(t, s.Path())); diff != "" {
		t.Error(diff)
	}
	if s.Candidate().Name.Given != "Zoë" {
		t.Errorf("got %s", s.Candidate().Name.Given)
	}
	do(t, s, set("studies.s1.start=2025-02-01", "studies.s1.end=2025-03-01", "studies.s1.awarded=2025-03-01"))
}

func TestSetRefuses(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	for assignment, want := range map[string]string{
		"birthDate":                            "session-no-assignment",
		"=x":                                   "session-no-assignment",
		"":                                     "session-no-assignment",
		"shoeSize=43":                          "candidate-no-field",
		"start=2026-04":                        "session-no-start",
		"start=soon":                           "session-no-start",
		"start.month=03":                       "candidate-no-field",
		"notes.x=1":                            "candidate-no-field",
		"documents.d9.kind=other":              "session-no-document",
		"documents.d9=":                        "session-no-document",
		"documents=":                           "session-no-document",
		"documents.d1=x":                       "session-no-document-field",
		"documents.d1.size=3":                  "session-no-document-field",
		"documents.d1.file=x":                  "session-no-document-field",
		"documents.d1.kind=passport":           "session-no-kind",
		"documents.d1.kind=":                   "session-no-kind",
		"documents.d1.for=s9":                  "session-no-study",
		"documents.d1.of=d9":                   "session-no-document",
		"documents.d1.of=d1":                   "session-translation-of-translation",
		"documents.d1.lang=french":             "candidate-language",
		"documents.d1.lang=und":                "candidate-language",
		"documents.d1.datesVisible=so":         "candidate-yes-no",
		"documents.d1.pages=0":                 "session-no-pages",
		"documents.d1.pages=3-1":               "session-no-pages",
		"documents.d1.pages=1,":                "session-no-pages",
		"documents.d1.pages=first":             "session-no-pages",
		"documents.d1.pages=1-999999":          "session-no-pages",
		"documents.d1.pages=900":               "session-no-such-page",
		"documents.d1.pages=1,1":               "session-page-twice",
		"pages.d9=1":                           "session-no-document",
		"pages=1":                              "session-no-document",
		"notes=" + strings.Repeat("x", 30_000): "candidate-too-long",
		"notes=\xff":                           "candidate-not-utf8",
	} {
		err := s.Do(set(assignment))
		if got := i18n.Explain(err); err == nil || got.ID != want {
			t.Errorf("%.40q: got %v, want %s", assignment, got, want)
		}
	}
	err := s.Do(session.Set{Vacancy: "other", Assignments: []string{"start=2026-03"}})
	wantID(t, err, "session-not-applied")
}

func TestSetDocument(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "other"})
	do(t, s, set("documents.d1.kind=qualification", "documents.d1.for=s1", "documents.d1.lang=FR",
		"documents.d1.datesVisible=yes", "documents.d1.pages=1", "documents.d2.kind=translation", "documents.d2.of=d1"))
	s = reopen(t, house(), s)
	d := s.Documents()[0]
	if d.Kind != "qualification" || d.For != "s1" || d.Lang != "fr" || d.DatesVisible == nil || !*d.DatesVisible || !cmp.Equal(d.Pages, []int{1}) {
		t.Errorf("got %+v", d)
	}
	wantID(t, s.Do(set("documents.d1.of=d2")), "session-translation-of-translation")
	do(t, s, set("documents.d1.pages=", "documents.d1.datesVisible=?", "documents.d1.lang=", "documents.d1.for=?"))
	d = s.Documents()[0]
	if d.Pages == nil || len(d.Pages) > 0 || d.DatesVisible != nil || d.Lang != "" || d.For != "" {
		t.Errorf("got %+v", d)
	}
	do(t, s, set("documents.d1.pages=?"))
	if d := s.Documents()[0]; d.Pages != nil {
		t.Errorf("got %+v", d)
	}
	do(t, s, set("documents.d1="))
	if got := s.Documents(); len(got) != 1 || got[0].ID != "d2" {
		t.Errorf("got %+v", got)
	}
}

// Keys that this program does not know outlive its edits.
func TestEditsKeepUnknownKeys(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	closing(t, s)
	file := filepath.Join(s.Path(), "dossier.json")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(`"given": "Zoë"`, `"given": "Zoë", "x-name": [1e400]`, `"id": "s1"`, `"id": "s1", "x-study": {}`,
		`"vacancy":`, `"x-application": null, "vacancy":`).Replace(string(data))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, house(), s)
	do(t, s, set("name.given=Zoé", "studies.s1.title=B", "start=2026-03"), session.Declare{Item: "decl-ai"})
	after := durabletest.Files(t, s.Path())["dossier.json"]
	for _, want := range []string{`"x-name"`, `1e400`, `"x-study": {}`, `"x-application": null`} {
		if !strings.Contains(after, want) {
			t.Errorf("%s is gone from %s", want, after)
		}
	}
}

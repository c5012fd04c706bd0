package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// whatIf is the changes that the assignments would make to the only application.
func whatIf(t testing.TB, s *session.Session, assignments ...string) []string {
	t.Helper()
	c, err := s.WhatIf("", assignments)
	if err != nil {
		t.Fatal(err)
	}
	return brief(c.Changes())
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	before := durabletest.Files(t, s.Path())["dossier.json"]
	for _, c := range []struct {
		assignments, want []string
	}{
		{[]string{"name.given=Anna"}, nil},
		{[]string{"nationalities=CH"}, []string{"nationality met -> not-met"}},
		{[]string{"nationalities=Suisse"}, []string{"nationality met -> not-met"}},
		{[]string{"birthDate=2004-06-23"}, []string{"age met -> not-met"}},
		{[]string{"studies.s2=", "studies.s1.awarded=2024-07-01"}, []string{
			"doc-proof-of-studies not-met -> ", // no longer asked for
		}},
		{[]string{"studies.s2=", "studies.s1.awarded=2024-06-21"}, []string{
			"education met -> to-confirm", "doc-proof-of-studies not-met -> ",
		}},
		{[]string{"studies.s2.status=interrupted", "studies.s2.end=2025-03-31"}, []string{"doc-proof-of-studies not-met -> "}},
		{[]string{ // more studies
			"studies.s9.level=master", "studies.s9.university=yes", "studies.s9.status=ongoing", "studies.s9.start=2025-02-03",
		}, nil},
		{[]string{
			"studies.s9.level=doctorate", "studies.s9.university=yes", "studies.s9.status=completed",
			"studies.s9.start=2022-02-03", "studies.s9.end=2025-02-03", "studies.s9.awarded=2025-03-01",
		}, nil},
		{[]string{"start=2026-09"}, nil},
	} {
		if diff := cmp.Diff(c.want, whatIf(t, s, c.assignments...)); diff != "" {
			t.Errorf("%v: %s", c.assignments, diff)
		}
	}
	if after := durabletest.Files(t, s.Path())["dossier.json"]; after != before || s.CanUndo() {
		t.Error("something was saved")
	}
	for assignment, want := range map[string]string{
		"nationalities":               "session-no-assignment",
		"nationalities=XX":            "candidate-country",
		"colour=red":                  "candidate-no-field",
		"studies.s1.awarded=tomorrow": "candidate-date",
	} {
		_, err := s.WhatIf("", []string{assignment})
		wantID(t, err, want)
		_, err = session.Suppose(s.Candidate(), []string{assignment})
		wantID(t, err, want)
	}
	_, err := s.WhatIf(euExample, nil)
	wantID(t, err, "session-not-applied")
}

func TestSuppose(t *testing.T) {
	t.Parallel()
	who := assetstest.Candidate(t)
	got, err := session.Suppose(who, []string{"nationalities=Turquie, FR", "languages.de=B2"})
	if diff := cmp.Diff([]string{"TR", "FR"}, got.Nationalities); err != nil || diff != "" {
		t.Error(diff, err)
	}
	if cmp.Equal(who, got) || !cmp.Equal(who, assetstest.Candidate(t)) {
		t.Error("the candidate has changed, or the answer has not")
	}
	_, err = session.Suppose(who, []string{"start=2026-03"})
	wantID(t, err, "candidate-no-field")
}

// What is supposed comes to what is set, no more and no less.
func TestWhatIfIsWhatWouldBe(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	for _, assignment := range []string{
		"nationalities=CH,TR", "birthDate=2005-01-01", "languages.en=B2", "languages=", "experience=?",
		"studies.s1.awarded=2024-06-21", "studies.s2.end=2025-01-31", "declared.degree-relevant=yes",
		"documents.d1.kind=other", "start=2026-09", "equivalentEducation=Three years at sea",
	} {
		supposed, err := s.WhatIf("", []string{assignment})
		if err != nil {
			t.Fatal(err)
		}
		do(t, s, set(assignment))
		if diff := difference(standing(t, s, nato).Checklist, supposed.After); diff != "" {
			t.Errorf("%s: %s", assignment, diff)
		}
	}
}

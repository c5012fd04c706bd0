package session_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

func standing(t testing.TB, s *session.Session, vacancy string) session.Standing {
	t.Helper()
	at, err := s.Standing(vacancy)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// caps are the verdicts on the number of applications, by vacancy.
func caps(t testing.TB, s *session.Session) map[string]vacancy.Verdict {
	t.Helper()
	verdicts := map[string]vacancy.Verdict{}
	for _, id := range s.Vacancies() {
		item, ok := standing(t, s, id).Checklist.Item("applications-cap")
		if !ok {
			t.Fatalf("%s has no cap", id)
		}
		verdicts[id] = item.Verdict
	}
	return verdicts
}

// Three applications within the programme are allowed; the fourth one makes all
// four say so. Other programmes have caps of their own, and do not count.
func TestCapIsTheProgrammesOwn(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	folder := t.TempDir()
	do(t, s, session.Apply{Ref: natoExample}, session.Apply{Ref: ownPack(t, folder, "third-call")},
		session.Apply{Ref: euExample}, session.Apply{Ref: exchangeExample})
	want := map[string]vacancy.Verdict{
		nato: vacancy.Met, natoExample: vacancy.Met, "third-call": vacancy.Met, euExample: vacancy.Met, exchangeExample: vacancy.Met,
	}
	if diff := cmp.Diff(want, caps(t, s)); diff != "" {
		t.Error(diff)
	}
	do(t, s, session.Apply{Ref: ownPack(t, folder, "fourth-call")})
	for _, id := range []string{nato, natoExample, "third-call", "fourth-call"} {
		want[id] = vacancy.NotMet
	}
	if diff := cmp.Diff(want, caps(t, s)); diff != "" {
		t.Error(diff)
	}
	if standing(t, s, "fourth-call").Checklist.Readiness.Ready {
		t.Error("ready with one application too many")
	}
	do(t, s, session.GiveUp{Vacancy: "third-call"})
	if got := caps(t, s)["fourth-call"]; got != vacancy.Met {
		t.Errorf("given up, and still %s", got)
	}
}

// Facts and documents are shared; what is said about one application is its own.
func TestApplicationsShareFactsAndDocuments(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	do(t, s, session.Apply{Ref: natoExample}, session.Declare{Vacancy: nato, Item: "decl-ai"})
	first, second := standing(t, s, nato).Checklist, standing(t, s, natoExample).Checklist
	for _, id := range []string{"age", "education", "doc-qualification"} {
		a, _ := first.Item(id)
		b, _ := second.Item(id)
		if a.Verdict == "" || a.Verdict != b.Verdict || a.Explain().Fact.ID != b.Explain().Fact.ID {
			t.Errorf("%s: %s and %s", id, a.Verdict, b.Verdict)
		}
	}
	if i, _ := second.Item("decl-ai"); i.Verdict != vacancy.Unanswered {
		t.Errorf("declared for the other vacancy, %s here", i.Verdict)
	}
}

// An application that is given up comes back whole when that is undone.
func TestGiveUp(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	wantID(t, s.Do(session.GiveUp{}), "session-last-application")
	do(t, s, session.Apply{Ref: ownPack(t, t.TempDir(), "third-call")})
	wantID(t, s.Do(session.GiveUp{}), "session-which-vacancy")
	wantID(t, s.Do(session.GiveUp{Vacancy: euExample}), "session-not-applied")
	do(t, s, session.Set{Vacancy: "third-call", Assignments: []string{"notes=Ask", "competencies.teamwork=Mine"}},
		session.Declare{Vacancy: "third-call", Item: "decl-ai"})
	before, err := s.Application("third-call")
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, session.GiveUp{Vacancy: "third-call"})
	if got := s.Vacancies(); !slices.Equal(got, []string{nato}) {
		t.Errorf("left: %v", got)
	}
	undo(t, s)
	after, err := s.Application("third-call")
	if diff := cmp.Diff(before, after); diff != "" || err != nil {
		t.Error(diff, err)
	}
	standing(t, s, "third-call") // its pack is there too
	redo(t, s)
	// Applied for anew, by another version of the same vacancy.
	file := ownPack(t, t.TempDir(), "third-call")
	edit(t, file, "atLeast: 21", "atLeast: 25")
	do(t, s, session.Apply{Ref: file})
	s = reopen(t, house(), s)
	if i, _ := standing(t, s, "third-call").Checklist.Item("age"); i.Verdict != vacancy.NotMet {
		t.Errorf("by the first version still: %s", i.Verdict)
	}
	if kept := durabletest.Files(t, filepath.Join(s.Path(), "vacancies")); len(kept) != 2 {
		t.Errorf("kept %d packs", len(kept))
	}
}

func TestApplyRefusesAnUnknownVacancy(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	wantID(t, s.Do(session.Apply{Ref: "nowhere"}), "session-no-vacancy")
	file := ownPack(t, t.TempDir(), "third-call")
	edit(t, file, "zone: Europe/Brussels", "zone: Europe/Atlantis")
	if err := s.Do(session.Apply{Ref: file}); err == nil {
		t.Error("a zone that there is not was accepted")
	}
	if got := s.Vacancies(); len(got) != 1 {
		t.Errorf("now %v", got)
	}
}

// What was given up is applied for again by the version that the library has now,
// not by the one that the dossier still keeps.
func TestApplyingAgainGoesByTheLibrarysVersion(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	edit(t, ownPack(t, own, nato), "age: {atLeast: 21", "age: {atLeast: 25")
	s := create(t, withOwn(own), assetstest.Candidate(t))
	if i, _ := standing(t, s, nato).Checklist.Item("age"); i.Verdict != vacancy.NotMet {
		t.Fatalf("by the user's own version, age is %s", i.Verdict)
	}
	s = reopen(t, house(), s)
	do(t, s, session.Apply{Ref: "example-nato-hq-internship"}, session.GiveUp{Vacancy: nato}, session.Apply{Ref: nato})
	if i, _ := standing(t, s, nato).Checklist.Item("age"); i.Verdict != vacancy.Met {
		t.Errorf("by the version that was applied for, age is %s", i.Verdict)
	}
}

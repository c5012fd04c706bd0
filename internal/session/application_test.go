package session_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

func application(t testing.TB, s *session.Session) session.Application {
	t.Helper()
	a, err := s.Application("")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestApplicationSaysWhatWasSaid(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	const words = "At the shelter I wrote the rota.\n\nNobody stood alone = nobody left."
	do(t, s, set("start=2026-03", "requisition=250123", "notes=Ask", "pages.d1=",
		"competencies.teamwork="+words, "competencies.initiative=One day"),
		session.Declare{Item: "decl-ai"}, set("languages=", "languages.fr=B2", "languages.en=B2"), session.Decide{Item: "language"})
	today := civil.Date{Year: 2025, Month: 6, Day: 1}
	want := session.Application{
		Vacancy: nato, Digest: standing(t, s, nato).Pack.Digest(), Start: "2026-03", Requisition: "250123", Notes: "Ask",
		Competencies: map[string]string{"teamwork": words, "initiative": "One day"},
		Declarations: map[string]civil.Date{"decl-ai": today},
		Decisions:    map[string]civil.Date{"language": today},
		Pages:        map[string][]int{"d1": {}},
	}
	s = reopen(t, house(), s)
	if diff := cmp.Diff(want, application(t, s)); diff != "" {
		t.Error(diff)
	}
	// The facts change: the decision was taken all the same.
	do(t, s, set("languages.en=B1"))
	got := application(t, s)
	if diff := cmp.Diff(want.Decisions, got.Decisions); diff != "" {
		t.Error(diff)
	}
	got.Competencies["teamwork"] = "changed"
	got.Declarations["decl-ai"] = civil.Date{}
	got.Pages["d1"] = []int{1}
	if diff := cmp.Diff(want, application(t, s)); diff != "" {
		t.Errorf("it is no copy: %s", diff)
	}
	_, err := s.Application("other")
	wantID(t, err, "session-not-applied")
}

func TestCompetencies(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, set("competencies.teamwork=Once", "competencies.empathy=Twice", "competencies.initiative=x"))
	do(t, s, set("competencies.teamwork=", "competencies.initiative=?"))
	if diff := cmp.Diff(map[string]string{"empathy": "Twice"}, application(t, s).Competencies); diff != "" {
		t.Error(diff)
	}
	for assignment, want := range map[string]string{
		"competencies.sailing=x":                              "session-no-competency",
		"competencies=x":                                      "session-no-competency",
		"competencies.empathy.x=y":                            "session-no-competency",
		"competencies.empathy=\xff":                           "candidate-not-utf8",
		"competencies.empathy=" + strings.Repeat("x", 20_001): "candidate-too-long",
	} {
		wantID(t, s.Do(set(assignment)), want)
	}
	do(t, s, set("competencies.empathy="))
	if text := durabletest.Files(t, s.Path())["dossier.json"]; strings.Contains(text, "competencies") {
		t.Errorf("still in %s", text)
	}
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, session.Declare{Item: "decl-ai"}, session.Declare{Item: "decl-final"})
	do(t, s, set("languages=", "languages.fr=B2", "languages.en=B2"), session.Decide{Item: "language"})
	do(t, s, session.Withdraw{Item: "decl-ai"}, session.Withdraw{Vacancy: nato, Item: "language"})
	if got := item(t, s, "decl-ai").Verdict; got == vacancy.Met {
		t.Error("still declared")
	}
	if got := item(t, s, "language").Decision; got != nil {
		t.Errorf("still decided: %+v", got)
	}
	if a := application(t, s); len(a.Declarations) != 1 || len(a.Decisions) != 0 {
		t.Errorf("got %+v", a)
	}
	wantID(t, s.Do(session.Withdraw{Item: "decl-ai"}), "session-nothing-to-withdraw")
	wantID(t, s.Do(session.Withdraw{Item: "age"}), "session-nothing-to-withdraw")
	wantID(t, s.Do(session.Withdraw{Vacancy: "other", Item: "decl-final"}), "session-not-applied")
	undo(t, s)
	if got := item(t, s, "language").Decision; got == nil {
		t.Error("undone, yet not decided")
	}
}

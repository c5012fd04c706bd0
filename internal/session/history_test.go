package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// fields are what changed in each state, the newest first, with what became of it.
func fields(t testing.TB, s *session.Session) [][]string {
	t.Helper()
	states, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for _, state := range states {
		var changed []string
		for _, c := range state.Changes {
			changed = append(changed, string(c.How)+" "+c.Field)
		}
		all = append(all, changed)
	}
	return all
}

func TestHistorySaysWhatChanged(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, set("name.given=Z", "birthDate=2003-03-01", "studies.s1.title=Autre"))
	do(t, s, set("languages.it=A1", "experience.1.kind=other"))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	do(t, s, set("documents.d1.lang=fr", "pages.d1=1"))
	do(t, s, session.Declare{Item: "decl-ai"})
	do(t, s, session.Withdraw{Item: "decl-ai"}, set("notes=x"))
	do(t, s, set("documents.d1="))
	a := "applications." + nato
	want := [][]string{
		{"removed documents.d1"},
		{"changed " + a + ".notes", "removed " + a + ".declarations.decl-ai"},
		{"added " + a + ".declarations.decl-ai"},
		{"changed documents.d1", "changed " + a + ".pages"},
		{"added documents.d1"},
		{"added languages.it", "changed experience"},
		{"changed name", "changed birthDate", "changed studies.s1"},
		nil,
	}
	if diff := cmp.Diff(want, fields(t, s)); diff != "" {
		t.Error(diff)
	}
}

// Going back makes the earlier state the present one, can be undone, and is in
// the history itself.
func TestRestore(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for _, name := range []string{"A", "B", "C"} {
		do(t, s, set("name.given="+name))
	}
	do(t, s, session.Restore{Number: 2})
	if got := s.Candidate().Name.Given; got != "A" {
		t.Errorf("got %q", got)
	}
	states, err := s.History()
	if err != nil || len(states) != 5 || !states[0].Present || states[0].Number != 5 {
		t.Errorf("got %+v, %v", states, err)
	}
	if err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	if got := s.Candidate().Name.Given; got != "C" {
		t.Errorf("undone to %q", got)
	}
	do(t, s, session.Restore{Name: states[2].Name})
	if got := s.Candidate().Name.Given; got != "B" {
		t.Errorf("got %q", got)
	}
	wantID(t, s.Do(session.Restore{Number: 77}), "session-no-state")
	s = reopen(t, house(), s)
	if got := s.Candidate().Name.Given; got != "B" {
		t.Errorf("opened again: %q", got)
	}
}

// A state that cannot be read is listed as such, stops nothing, and cannot be
// gone back to.
func TestUnreadableStateIsListed(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, set("name.given=A"))
	do(t, s, set("name.family=B"))
	states, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Path(), "history", states[1].Name), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	states, err = s.History()
	if err != nil || len(states) != 3 || states[1].Err == nil {
		t.Fatalf("got %+v, %v", states, err)
	}
	if got := fields(t, s)[0]; len(got) != 1 || got[0] != "changed name" {
		t.Errorf("got %v", got)
	}
	wantID(t, s.Do(session.Restore{Number: 2}), "json-cut-short")
}

// Whatever step of going back fails, the dossier is as it was or as it is to be.
func TestRestoreSurvivesEveryFault(t *testing.T) {
	atLength(t)
	t.Parallel()
	durabletest.EachFault(t, errors.New("fault"), func(t *testing.T, f *durabletest.Faulty) {
		s := onFaultyDisk(t, f)
		fail := f.Fail
		f.Fail = 0
		do(t, s, set("name.given=changed"))
		f.Fail, f.Steps = fail, 0
		err := s.Do(session.Restore{Number: 1})
		steps := f.Steps
		_ = s.Close() // the fault may meet this too
		f.Steps = steps
		again := reopen(t, house(), s)
		if got := again.Candidate().Name.Given; err == nil && got != "Zoë" || got != "Zoë" && got != "changed" {
			t.Errorf("step %d: %q after %v", f.Fail, got, err)
		}
	})
}

package session_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// edit corrects a file.
func edit(t testing.TB, file, from, to string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	corrected := strings.ReplaceAll(string(data), from, to)
	if corrected == string(data) {
		t.Fatalf("%s holds no %q", file, from)
	}
	if err := os.WriteFile(file, []byte(corrected), 0o600); err != nil {
		t.Fatal(err)
	}
}

func corrected(t testing.TB, s *session.Session, vacancy string) (session.Correction, bool) {
	t.Helper()
	c, ok, err := s.Corrected(vacancy)
	if err != nil {
		t.Fatal(err)
	}
	return c, ok
}

// brief is what the tests compare of changes.
func brief(changes []checklist.Change) []string {
	var all []string
	for _, c := range changes {
		line := c.ID + " " + string(c.Before) + " -> " + string(c.After)
		if c.Lapsed {
			line += " lapsed"
		}
		all = append(all, line)
	}
	return all
}

// withOwn is a program whose user has a folder of packs.
func withOwn(folder string) session.House {
	h := house()
	h.Library.Own = folder
	return h
}

// A pack that the dossier keeps is gone by until the corrected one is accepted;
// what that changes is known before.
func TestCorrectedPackOfOnesOwn(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	file := ownPack(t, own, "third-call")
	s := create(t, withOwn(own), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: "third-call"}, set3("languages=", "languages.fr=B2", "languages.en=B2"),
		session.Decide{Vacancy: "third-call", Item: "language"}, session.Declare{Vacancy: "third-call", Item: "decl-ai"})
	if _, ok := corrected(t, s, "third-call"); ok {
		t.Error("corrected, and nobody did so")
	}
	wantID(t, s.Do(session.Accept{Vacancy: "third-call"}), "session-nothing-to-accept")
	edit(t, file, "age: {atLeast: 21", "age: {atLeast: 25")
	s = reopen(t, withOwn(own), s)
	c, ok := corrected(t, s, "third-call")
	if !ok || c.InForce || !c.Compared {
		t.Errorf("got %v, %+v", ok, c)
	}
	if diff := cmp.Diff([]string{"age met -> not-met"}, brief(c.Changes())); diff != "" {
		t.Error(diff)
	}
	if i, _ := standing(t, s, "third-call").Checklist.Item("age"); i.Verdict != vacancy.Met {
		t.Errorf("not accepted, and already %s", i.Verdict)
	}
	do(t, s, session.Accept{Vacancy: "third-call"})
	wantAge(t, s, vacancy.NotMet)
	undo(t, s)
	wantAge(t, s, vacancy.Met)
	redo(t, s)
	s = reopen(t, withOwn(own), s)
	wantAge(t, s, vacancy.NotMet)
	if _, ok := corrected(t, s, "third-call"); ok {
		t.Error("accepted, and still another one")
	}
	list := standing(t, s, "third-call").Checklist
	if i, _ := list.Item("language"); i.Decision == nil {
		t.Error("a decision on facts that stand as they stood is gone")
	}
	if i, _ := list.Item("decl-ai"); i.Verdict != vacancy.Met {
		t.Error("a declaration is gone")
	}
	// The dossier can be understood without the user's folder.
	s = reopen(t, house(), s)
	wantAge(t, s, vacancy.NotMet)
	if _, ok := corrected(t, s, "third-call"); ok {
		t.Error("the library has none at all")
	}
}

func set3(assignments ...string) session.Set {
	return session.Set{Vacancy: "third-call", Assignments: assignments}
}

func wantAge(t testing.TB, s *session.Session, want vacancy.Verdict) {
	t.Helper()
	if i, _ := standing(t, s, "third-call").Checklist.Item("age"); i.Verdict != want {
		t.Errorf("age is %s, want %s", i.Verdict, want)
	}
}

// A decision whose facts stand otherwise by the corrected pack is a change too.
func TestCorrectionThatLapsesADecision(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	file := ownPack(t, own, "third-call")
	s := create(t, withOwn(own), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: "third-call"}, set3("languages=", "languages.fr=B2", "languages.en=B2"),
		session.Decide{Vacancy: "third-call", Item: "language"})
	edit(t, file, "which: best, met: [C1, C2, native], toConfirm: [B2]}", "which: best, met: [B2, C1, C2, native]}\n      atBest: to-confirm")
	s = reopen(t, withOwn(own), s)
	c, ok := corrected(t, s, "third-call")
	if diff := cmp.Diff([]string{"language to-confirm -> to-confirm lapsed"}, brief(c.Changes())); !ok || diff != "" {
		t.Error(ok, diff)
	}
}

// The user's correction of a pack that the program carries counts at once; the
// program's own is still there to compare with.
func TestCorrectionOfACarriedPack(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	s := create(t, withOwn(own), assetstest.Candidate(t))
	edit(t, ownPack(t, own, nato), "age: {atLeast: 21", "age: {atLeast: 25")
	s = reopen(t, withOwn(own), s)
	c, ok := corrected(t, s, "")
	if !ok || !c.InForce || !c.Compared {
		t.Errorf("got %v, %+v", ok, c)
	}
	if diff := cmp.Diff([]string{"age met -> not-met"}, brief(c.Changes())); diff != "" {
		t.Error(diff)
	}
	do(t, s, session.Accept{})
	if _, ok := corrected(t, s, ""); ok {
		t.Error("accepted, and still another one")
	}
	if got := item(t, s, "age").Verdict; got != vacancy.NotMet {
		t.Errorf("age is %s", got)
	}
	undo(t, s)
	if _, ok := corrected(t, s, ""); !ok {
		t.Error("undone, and nothing to accept")
	}
}

// A newer program carries the corrected pack alone: what it changes is not made
// up.
func TestEarlierVersionIsGone(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	edit(t, filepath.Join(s.Path(), "dossier.json"), `"digest": "sha256:`, `"digest": "sha256:00`)
	s = reopen(t, house(), s)
	c, ok := corrected(t, s, "")
	if !ok || !c.InForce || c.Compared || c.Changes() != nil {
		t.Errorf("got %v, %+v", ok, c)
	}
	do(t, s, session.Accept{})
	if _, ok := corrected(t, s, ""); ok {
		t.Error("accepted, and still another one")
	}
	if kept := durabletest.Files(t, filepath.Join(s.Path(), "vacancies")); len(kept) > 0 {
		t.Error("a pack that the program carries was kept")
	}
}

// A pack in the user's folder that is wrong is an error of its own; the dossier
// goes on by the one that it keeps.
func TestCorrectionThatIsWrong(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	file := ownPack(t, own, "third-call")
	s := create(t, withOwn(own), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: "third-call"})
	edit(t, file, "programme:", "programm:")
	s = reopen(t, withOwn(own), s)
	standing(t, s, "third-call")
	if _, ok, err := s.Corrected("third-call"); ok || err == nil {
		t.Errorf("got %v, %v", ok, err)
	}
	if err := s.Do(session.Accept{Vacancy: "third-call"}); err == nil {
		t.Error("accepted")
	}
	_, _, err := s.Corrected("fifth-call")
	wantID(t, err, "session-not-applied")
}

// Whatever stands in the place of a digest, it leads nowhere but into the
// dossier's own folder.
func TestOddDigestsLeadNowhere(t *testing.T) {
	t.Parallel()
	for _, digest := range []string{"", "sha256:", "sha256:../../../x", "…", strings.Repeat("a", 5000)} {
		s := create(t, house(), assetstest.Candidate(t))
		file := filepath.Join(s.Path(), "dossier.json")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		whole := regexp.MustCompile(`"digest": "sha256:[0-9a-f]+"`).ReplaceAllLiteral(data, []byte(`"digest": "`+digest+`"`))
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		s = reopen(t, house(), s)
		standing(t, s, nato)
		if c, ok := corrected(t, s, ""); !ok || c.Compared {
			t.Errorf("%.20q: %v, %+v", digest, ok, c)
		}
	}
}

// A vacancy's file that holds another vacancy is none of the application's.
func TestAPackOfAnotherVacancyIsNotGoneBy(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{false, true} {
		t.Run(fmt.Sprintf("kept in the dossier: %v", kept), func(t *testing.T) {
			own := t.TempDir()
			s := create(t, withOwn(own), assetstest.Candidate(t))
			other := ownPack(t, t.TempDir(), "another")
			folder := own
			if kept {
				folder = filepath.Join(s.Path(), "vacancies")
			}
			if err := os.Rename(other, filepath.Join(folder, nato+".yaml")); err != nil {
				t.Fatal(err)
			}
			s = reopen(t, withOwn(own), s)
			_, err := s.Plan(t.Context(), session.BundleOptions{Lang: i18n.English})
			wantID(t, err, "session-vacancy-gone")
			_, err = s.Bundles("")
			wantID(t, err, "session-vacancy-gone")
		})
	}
}

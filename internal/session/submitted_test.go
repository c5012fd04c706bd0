package session_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/eligibility"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// sent is the sample candidate's application with a bundle, submitted.
func sent(t *testing.T) (s *session.Session, bundle string) {
	t.Helper()
	s = create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	do(t, s, session.Declare{Item: "decl-ai"}, set("requisition=250406", "competencies.achievement=My words"))
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English})
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, session.Submit{Reference: " R-17 ", Bundle: filepath.Base(made.Path)})
	return s, made.Path
}

// difference says in what two checklists differ, every word of theirs included;
// "" where they are the same.
func difference(before, after checklist.Checklist) string {
	words := func(list checklist.Checklist) (all []eligibility.Explanation) {
		for _, item := range list.Items {
			all = append(all, item.Explain())
		}
		return all
	}
	return cmp.Diff(before, after, cmpopts.IgnoreUnexported(checklist.Item{})) +
		cmp.Diff(words(before), words(after), cmpopts.IgnoreUnexported(eligibility.Leaf{}))
}

// wantSame expects every word of two checklists to be the same.
func wantSame(t *testing.T, before, after session.Standing) {
	t.Helper()
	if diff := difference(before.Checklist, after.Checklist); diff != "" {
		t.Errorf("stands otherwise: %s", diff)
	}
}

func TestWhatWasSubmittedStaysAsItWas(t *testing.T) {
	t.Parallel()
	s, _ := sent(t)
	before := standing(t, s, "")
	said, err := s.Application("")
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range []session.Edit{
		set("birthDate=1990-01-01"), set("nationalities=CH"), set("languages.en=A1"), set("documents.d1="), set("notes=mine"),
	} {
		do(t, s, edit)
		wantSame(t, before, standing(t, s, ""))
	}
	if s.Candidate().BirthDate.Year != 1990 || len(s.Documents()) != 0 {
		t.Errorf("the dossier itself did not change: %+v", s.Candidate())
	}
	after, err := s.Application("")
	if err != nil || after.Notes != "mine" {
		t.Errorf("notes %q, %v", after.Notes, err)
	}
	after.Notes = said.Notes
	if diff := cmp.Diff(said, after); diff != "" {
		t.Error(diff)
	}
	for _, edit := range []session.Edit{
		set("start=2026-03"), set("requisition=1"), set("competencies.achievement=x"), set("pages.d1=1"),
		session.Declare{Item: "decl-accuracy"}, session.Withdraw{Item: "decl-ai"}, session.Decide{Item: "education"},
		session.Accept{}, session.GiveUp{Vacancy: nato}, session.Submit{},
	} {
		wantID(t, s.Do(edit), "session-submitted")
	}

	do(t, s, session.TakeBack{})
	if item(t, s, "age").Verdict != vacancy.Met || item(t, s, "nationality").Verdict != vacancy.NotMet {
		t.Errorf("judged by %+v", standing(t, s, "").Checklist.Items)
	}
	wantID(t, s.Do(session.TakeBack{}), "session-not-submitted")
	undo(t, s)
	wantSame(t, before, standing(t, s, ""))
}

// What was sent does not change with what is changed in the same breath.
func TestWhatWasSubmittedIsOfItsOwn(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for _, name := range []string{"diplome-bachelier.pdf", "attestation-inscription.jpg"} {
		addSample(t, s, name, session.AddOptions{Kind: "other"})
	}
	do(t, s, session.Submit{}, set("documents.d2.lang=fr"), set("documents.d1="))
	sent := content(t, s).Applications[0].Submitted.Documents
	if len(sent) != 2 || sent[0].ID != "d1" || sent[1].Lang != "" {
		t.Errorf("sent: %+v", sent)
	}
}

// A file that was sent stays as long as the sending can be brought back, and no
// longer.
func TestAFileThatWasSentGoesWithTheLastWayBackToIt(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	d := addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	file := filepath.Join(s.Path(), "documents", d.File)
	do(t, s, session.Submit{})
	do(t, s, set("documents.d1="))
	save := func(number int) {
		advance(time.Minute)
		do(t, s, set("notes="+strconv.Itoa(number)))
	}
	for i := range 98 {
		save(i)
	}
	do(t, s, session.TakeBack{})
	for i := range 99 {
		save(i) // the taking out goes with the first of them
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	save(99) // and now the taking back
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
}

// The day of the submission is the day that counts, also long after.
func TestASubmittedApplicationIsJudgedByItsDay(t *testing.T) {
	t.Parallel()
	h := house()
	now := h.Now()
	h.Now = func() time.Time { return now }
	s := create(t, h, assetstest.Candidate(t))
	wantID(t, s.Do(session.Submit{On: civil.Of(now).AddDays(1)}), "session-submitted-early")
	now = now.AddDate(2, 0, 0)
	if !standing(t, s, "").Checklist.Deadline.Closed {
		t.Error("open two years later")
	}
	do(t, s, session.Submit{On: civil.Date{Year: 2025, Month: 6, Day: 20}})
	at := standing(t, s, "")
	if at.Checklist.Today != (civil.Date{Year: 2025, Month: 6, Day: 20}) || at.Checklist.Deadline.Closed || at.Submitted == nil {
		t.Errorf("judged on %v: %v, %+v", at.Checklist.Today, at.Checklist.Deadline.Closed, at.Submitted)
	}
	s = reopen(t, h, s)
	now = now.AddDate(1, 0, 0)
	wantSame(t, at, standing(t, s, ""))
}

func TestTheSubmittedBundleIsNeverReplaced(t *testing.T) {
	t.Parallel()
	s, path := sent(t)
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, output := range []string{"", path, filepath.Join(filepath.Dir(path), "..", "bundles", filepath.Base(path))} {
		_, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.French, Output: output, Overwrite: true})
		wantID(t, err, "output-submitted")
	}
	_, err = s.Report(t.Context(), session.ReportOptions{Output: path, Overwrite: true, Lang: i18n.English})
	wantID(t, err, "output-submitted")
	other, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.French})
	if err != nil || other.Path == path {
		t.Errorf("%s, %v", other.Path, err)
	}
	if now, err := os.ReadFile(path); err != nil || !cmp.Equal(first, now) {
		t.Error("the bundle is another", err)
	}
	built, err := s.Bundles("")
	if err != nil || len(built) != 2 || !built[1].Current {
		t.Errorf("%+v, %v", built, err)
	}
}

func TestWhatCannotBeSubmitted(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	outside := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bundle := range []string{"none.pdf", outside, "../dossier.json", filepath.Join(s.Path(), "dossier.json"), "."} {
		wantID(t, s.Do(session.Submit{Bundle: bundle}), "session-no-bundle")
	}
	wantID(t, s.Do(session.Submit{Vacancy: "other"}), "session-not-applied")
	wantID(t, s.Do(session.Submit{Reference: "a\x00b"}), "candidate-control")
	if standing(t, s, "").Submitted != nil {
		t.Error("submitted")
	}
}

// A later version of the vacancy does not judge again what was submitted by an
// earlier one.
func TestACorrectedPackLeavesWhatWasSubmitted(t *testing.T) {
	t.Parallel()
	s, _ := sent(t)
	before := standing(t, s, "")
	own := t.TempDir()
	file := ownPack(t, own, nato)
	edit(t, file, "age: {atLeast: 21", "age: {atLeast: 25")
	again := reopen(t, withOwn(own), s)
	wantSame(t, before, standing(t, again, ""))
	if _, ok := corrected(t, again, ""); ok {
		t.Error("corrected after it was submitted")
	}
	do(t, again, session.TakeBack{})
	if _, ok := corrected(t, again, ""); !ok {
		t.Error("taken back, and not corrected")
	}
}

func TestGoingBackInTheHistoryTakesNoSubmissionBack(t *testing.T) {
	t.Parallel()
	s, _ := sent(t)
	before := standing(t, s, "")
	states, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, session.Restore{Number: states[len(states)-1].Number})
	if len(s.Documents()) != 0 {
		t.Errorf("not gone back: %+v", s.Documents())
	}
	wantSame(t, before, standing(t, s, ""))
}

package session_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// withClock is a session whose clock goes on when advance is called.
func withClock(t testing.TB) (s *session.Session, advance func(time.Duration)) {
	t.Helper()
	h := house()
	now := h.Now()
	h.Now = func() time.Time { return now }
	return create(t, h, assetstest.Candidate(t)), func(by time.Duration) { now = now.Add(by) }
}

func undo(t testing.TB, s *session.Session) {
	t.Helper()
	if err := s.Undo(); err != nil {
		t.Fatal(err)
	}
}

func redo(t testing.TB, s *session.Session) {
	t.Helper()
	if err := s.Redo(); err != nil {
		t.Fatal(err)
	}
}

func wantNotes(t testing.TB, s *session.Session, want string) {
	t.Helper()
	a, err := s.Application("")
	if err != nil || a.Notes != want {
		t.Errorf("notes %q, want %q, %v", a.Notes, want, err)
	}
}

func wantTrail(t testing.TB, s *session.Session, undo, redo bool) {
	t.Helper()
	if s.CanUndo() != undo || s.CanRedo() != redo {
		t.Errorf("can undo %v and redo %v, want %v and %v", s.CanUndo(), s.CanRedo(), undo, redo)
	}
}

func TestUndoAndRedoAreSaved(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	wantTrail(t, s, false, false)
	undo(t, s) // nothing happens
	redo(t, s)
	before := durabletest.Files(t, s.Path())["dossier.json"]
	do(t, s, set("notes=one"))
	do(t, s, session.Declare{Item: "decl-ai"})
	after := durabletest.Files(t, s.Path())["dossier.json"]
	wantTrail(t, s, true, false)
	undo(t, s)
	wantNotes(t, s, "one")
	wantTrail(t, s, true, true)
	undo(t, s)
	wantTrail(t, s, false, true)
	if diff := cmp.Diff(before, durabletest.Files(t, s.Path())["dossier.json"]); diff != "" {
		t.Error(diff)
	}
	redo(t, s)
	redo(t, s)
	wantTrail(t, s, true, false)
	if diff := cmp.Diff(after, durabletest.Files(t, s.Path())["dossier.json"]); diff != "" {
		t.Error(diff)
	}
	undo(t, s)
	do(t, s, set("notes=two"))
	wantTrail(t, s, true, false)
	again := reopen(t, house(), s)
	wantTrail(t, again, false, false)
	wantNotes(t, again, "two")
}

// What is typed into one field within a minute is one change.
func TestUndoTakesOneBreathAtOnce(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	for _, text := range []string{"T", "Th", "The"} {
		do(t, s, set("notes="+text))
		advance(20 * time.Second)
	}
	do(t, s, set("notes=The end")) // a minute after the first
	undo(t, s)
	wantNotes(t, s, "The")
	do(t, s, set("notes=The other"))
	undo(t, s)
	wantNotes(t, s, "The") // not swallowed by what came before the undo
	undo(t, s)
	wantNotes(t, s, "")
	wantTrail(t, s, false, true)
	do(t, s, set("notes=a"))
	do(t, s, set("requisition=1"))
	do(t, s, set("notes=b"))
	undo(t, s)
	wantNotes(t, s, "a")
	advance(time.Second)
	do(t, s, set("notes=a")) // as it is: no change
	undo(t, s)
	undo(t, s)
	wantNotes(t, s, "")
}

func TestUndoRemembersAHundred(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	for i := range 103 {
		do(t, s, set(fmt.Sprintf("notes=%d", i)))
		advance(time.Minute)
	}
	for range 100 {
		undo(t, s)
	}
	wantNotes(t, s, "2")
	wantTrail(t, s, false, true)
}

// A document that was taken out comes back with all that was said of it, and one
// that was added after an undo is another.
func TestUndoBringsADocumentBack(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	before := s.Documents()
	do(t, s, set("documents.d1="))
	if n := len(s.Documents()); n != 0 {
		t.Fatalf("%d documents", n)
	}
	undo(t, s)
	if diff := cmp.Diff(before, s.Documents()); diff != "" || before[0].Missing {
		t.Error(diff)
	}
	undo(t, s) // the adding
	if n := len(s.Documents()); n != 0 {
		t.Errorf("%d documents", n)
	}
	if d := addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"}); d.ID != "d2" {
		t.Errorf("got %s", d.ID)
	}
	wantTrail(t, s, true, false)
	wholeDocuments(t, s)
}

// Choices of pages outlive a document that is taken out, so its id is not given
// to another, not even after reopening.
func TestIDsThatAreStillSpokenOfAreTaken(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	do(t, s, set("pages.d1=1"))
	do(t, s, set("documents.d1="))
	s = reopen(t, house(), s)
	if d := addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"}); d.ID != "d2" {
		t.Errorf("got %s", d.ID)
	}
}

func TestUndoOfADossierThatIsOnlyRead(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	do(t, s, set("notes=one"))
	closing(t, s)
	wantID(t, s.Undo(), "dossier-opened-to-read")
	wantNotes(t, s, "one")
}

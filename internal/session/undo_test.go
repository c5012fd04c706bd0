package session_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/dossier"
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
	before := content(t, s)
	do(t, s, set("notes=one"))
	do(t, s, session.Declare{Item: "decl-ai"})
	after := content(t, s)
	wantTrail(t, s, true, false)
	undo(t, s)
	wantNotes(t, s, "one")
	wantTrail(t, s, true, true)
	undo(t, s)
	wantTrail(t, s, false, true)
	if diff := cmp.Diff(before, content(t, s)); diff != "" {
		t.Error(diff)
	}
	redo(t, s)
	redo(t, s)
	wantTrail(t, s, true, false)
	if diff := cmp.Diff(after, content(t, s)); diff != "" {
		t.Error(diff)
	}
	undo(t, s)
	do(t, s, set("notes=two"))
	wantTrail(t, s, true, false)
}

// content is what dossier.json says, but for the states before it.
func content(t *testing.T, s *session.Session) dossier.Dossier {
	t.Helper()
	d, err := dossier.Decode("dossier.json", []byte(durabletest.Files(t, s.Path())["dossier.json"]))
	if err != nil {
		t.Fatal(err)
	}
	d.Lineage = dossier.Lineage{}
	return d
}

func TestUndoOutlivesTheProgram(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	do(t, s, set("notes=one"))
	advance(time.Hour)
	do(t, s, set("notes=two"))
	do(t, s, session.Declare{Item: "decl-ai"})
	undo(t, s)
	s = reopen(t, house(), s)
	wantTrail(t, s, true, true)
	redo(t, s)
	undo(t, s)
	undo(t, s)
	wantNotes(t, s, "one")
	s = reopen(t, house(), s)
	wantTrail(t, s, true, true)
	undo(t, s)
	wantNotes(t, s, "")
	wantTrail(t, s, false, true)
	s = reopen(t, house(), s)
	redo(t, s)
	wantNotes(t, s, "one")
	do(t, s, set("requisition=1"))
	wantTrail(t, s, true, false)
	s = reopen(t, house(), s)
	wantTrail(t, s, true, false)
}

// A field that is typed into before and after the program was closed is not one
// change: whoever comes back expects to undo what was done since.
func TestABreathEndsWithTheProgram(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	do(t, s, set("notes=one"))
	s = reopen(t, house(), s)
	do(t, s, set("notes=two"))
	undo(t, s)
	wantNotes(t, s, "one")
}

// The journal is about one computer: in a synchronised folder nobody takes back
// what was done on another, and what others changed stays.
func TestOnlyOnesOwnChangesAreUndone(t *testing.T) {
	t.Parallel()
	there := house()
	there.Device = "the adviser's"
	s, _ := withClock(t)
	do(t, s, set("notes=one"))
	do(t, s, set("requisition=1"))
	s = reopen(t, there, s)
	wantTrail(t, s, false, false)
	do(t, s, set("start=2026-03"))
	do(t, s, set("requisition=2"))
	s = reopen(t, house(), s)
	wantTrail(t, s, true, false)
	wantID(t, s.Undo(), "session-overtaken") // the number is the adviser's now
	undo(t, s)
	wantNotes(t, s, "")
	if a, err := s.Application(""); err != nil || a.Start != "2026-03" || a.Requisition != "2" {
		t.Errorf("got %+v, %v", a, err)
	}
	wantTrail(t, s, false, true)
	redo(t, s)
	wantNotes(t, s, "one")
	s = reopen(t, there, s)
	wantTrail(t, s, true, false)
}

// A program that was killed between a save and writing it down has saved.
func TestAJournalThatLagsBehindIsGoneOnWith(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	do(t, s, set("notes=one"))
	do(t, s, set("requisition=1"))
	undo(t, s)
	closing(t, s)
	journal := journalOf(t, s.Path())
	earlier, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	s, err = house().Open(s.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, set("start=2026-03"))
	closing(t, s)
	if err := os.WriteFile(journal, earlier, 0o600); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, house(), s)
	wantTrail(t, s, true, false)
	undo(t, s)
	wantNotes(t, s, "")
	if a, err := s.Application(""); err != nil || a.Start != "2026-03" {
		t.Errorf("got %+v, %v", a, err)
	}
}

// journalOf is the only journal's path.
func journalOf(t testing.TB, folder string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, ".dossier", "undo-*.json"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	return found[0]
}

func TestAJournalThatIsNoneIsNoObstacle(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	do(t, s, set("notes=one"))
	journal := journalOf(t, s.Path())
	for _, data := range []string{"", "{", `{"present":7}`, `{"done":[{"before":"../../x","after":"y"}]}`, `[]`, strings.Repeat(" ", 2_000_000)} {
		closing(t, s)
		if err := os.WriteFile(journal, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		s = reopen(t, house(), s)
		if s.CanUndo() {
			wantID(t, s.Undo(), "session-overtaken")
		}
		wantTrail(t, s, false, false)
		do(t, s, set("notes="+strconv.Itoa(len(data))))
		undo(t, s)
		wantNotes(t, s, "one")
	}
}

// Thinning takes no state that can still be gone back to.
func TestTheHistoryKeepsWhatCanBeUndone(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	for i := range 4 {
		do(t, s, set("notes="+strconv.Itoa(i)))
		advance(time.Hour)
	}
	advance(60 * 24 * time.Hour)
	do(t, s, set("requisition=1")) // the first save of a day thins
	for range 5 {
		undo(t, s)
	}
	wantNotes(t, s, "")
	wantTrail(t, s, false, true)
}

// A file stays for as long as undoing can bring its document back, and no longer.
func TestAFileGoesWithTheLastWayBackToIt(t *testing.T) {
	t.Parallel()
	s, advance := withClock(t)
	d := addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	file := filepath.Join(s.Path(), "documents", d.File)
	do(t, s, set("documents.d1="))
	for i := range 99 {
		advance(time.Minute)
		do(t, s, set("notes="+strconv.Itoa(i)))
	}
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	advance(time.Minute)
	do(t, s, set("notes=the last")) // the taking out cannot be undone any more
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}

	d = addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	undo(t, s)
	file = filepath.Join(s.Path(), "documents", d.File)
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	do(t, s, set("requisition=1")) // nobody can add it again by Redo
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
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

// What another program has changed within a breath is in neither of the changes
// before and after.
func TestABreathEndsWithAnotherProgramsChange(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	do(t, a, set("notes=one"))
	b := twin(t, a)
	do(t, b, set("requisition=1"))
	carry(t, b, a, stateFile, stateFile)
	reload(t, a)
	do(t, a, set("notes=one more"))
	for _, want := range []string{"one", ""} {
		undo(t, a)
		wantNotes(t, a, want)
		if said, err := a.Application(""); err != nil || said.Requisition != "1" {
			t.Fatalf("the other side's is gone: %+v, %v", said, err)
		}
	}
}

// What says nothing new is nothing to undo, and neither is what another program
// has done as well.
func TestWhatWasNotSavedIsNotUndone(t *testing.T) {
	t.Parallel()
	s, _ := withClock(t)
	do(t, s, set("competencies.achievement=?"))
	wantTrail(t, s, false, false)
	do(t, s, set("notes=one"))
	b := twin(t, s)
	do(t, b, set("requisition=1"))
	carry(t, b, s, stateFile, stateFile)
	do(t, s, set("requisition=1"))
	undo(t, s)
	wantNotes(t, s, "")
	wantTrail(t, s, false, true)
}

// Thinning on one computer takes nothing that can be undone on another one with
// the same folder.
func TestTheHistoryKeepsWhatAnotherComputerCanUndo(t *testing.T) {
	t.Parallel()
	h := house()
	now := h.Now()
	h.Now = func() time.Time { return now }
	s := create(t, h, assetstest.Candidate(t))
	do(t, s, set("notes=one"))
	do(t, s, set("requisition=1"))
	do(t, s, set("start=2026-03"))
	there := h
	there.Device = "the adviser's"
	now = now.AddDate(0, 0, 60)
	s = reopen(t, there, s)
	do(t, s, session.Declare{Item: "decl-ai"})
	s = reopen(t, h, s)
	for range 3 {
		undo(t, s)
	}
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

package session_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

// holdDossier, in the environment, makes the test program open the dossier in
// that folder, say so, and keep it open until its input ends.
const holdDossier = "DOSSIER_TEST_HOLD"

func holding(path string) int {
	h := house()
	h.Holder = "another program"
	s, err := h.Open(path, false)
	if err == nil {
		err = s.ReadOnly()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin) // until the test ends it
	return 0
}

// wantHeld checks that a session can only read, and says who has the dossier.
func wantHeld(t *testing.T, s *session.Session, holder string) {
	t.Helper()
	err := s.ReadOnly()
	wantID(t, err, "dossier-held")
	if e := i18n.Explain(err); e != nil && e.Args["Holder"] != holder {
		t.Errorf("%v has it, want %s", e.Args["Holder"], holder)
	}
	wantID(t, s.Do(set("name.given=X")), "dossier-held")
	if s.Candidate().Name.Given != "Zoë" {
		t.Errorf("got %+v", s.Candidate().Name)
	}
}

func TestSecondWindowOnlyReads(t *testing.T) {
	t.Parallel()
	h := house()
	h.Device = "the library's"
	first := create(t, h, assetstest.Candidate(t))
	second, err := house().Open(first.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	wantHeld(t, second, "a test, the library's")
	do(t, first, set("name.family=Other"))
	closing(t, second)
	again, err := house().Open(first.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	wantHeld(t, again, "a test, the library's") // closing the second took nothing from the first
	closing(t, again)
}

// A dossier that another program has open can only be read, until that program
// ends, however it ends.
func TestAnotherProgramHasTheDossier(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	closing(t, s)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), holdDossier+"="+s.Path())
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("open"))); err != nil {
		t.Fatal(err)
	}
	held, err := house().Open(s.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	wantHeld(t, held, "another program")
	closing(t, held)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	do(t, reopen(t, house(), s), set("name.given=Zoé"))
}

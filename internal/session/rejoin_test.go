package session_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/session"
)

// replacing is a dossier whose dossier.json of a moment is put back over what was
// saved since, as tools do that keep no copy of what they replace.
type replacing struct {
	t *testing.T
	s *session.Session
}

func (r *replacing) file() string { return filepath.Join(r.s.Path(), "dossier.json") }

func (r *replacing) read() []byte {
	r.t.Helper()
	data, err := os.ReadFile(r.file())
	if err != nil {
		r.t.Fatal(err)
	}
	return data
}

// replaceable is a dossier that nobody has open when the test has ended.
func replaceable(t *testing.T) *replacing {
	t.Helper()
	r := &replacing{t, create(t, house(), assetstest.Candidate(t))}
	t.Cleanup(func() { closing(t, r.s) })
	return r
}

// on does something with the dossier on a computer.
func (r *replacing) on(device string, edits ...session.Edit) {
	r.t.Helper()
	h := house()
	h.Device = device
	closing(r.t, r.s)
	var err error
	if r.s, err = h.Open(r.s.Path(), false); err != nil {
		r.t.Fatal(err)
	}
	for _, e := range edits {
		do(r.t, r.s, e)
	}
}

func (r *replacing) put(data []byte) {
	r.t.Helper()
	closing(r.t, r.s)
	if err := os.WriteFile(r.file(), data, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

func (r *replacing) want(notes, requisition string, warnings, conflicts int) {
	r.t.Helper()
	a, err := r.s.Application("")
	if err != nil || a.Notes != notes || a.Requisition != requisition {
		r.t.Errorf("notes %q, requisition %q, %v", a.Notes, a.Requisition, err)
	}
	if n, m := len(r.s.Warnings()), len(r.s.Conflicts()); n != warnings || m != conflicts {
		r.t.Errorf("%d warnings, %d conflicts: %v", n, m, r.s.Warnings())
	}
}

func TestWhatAToolReplacedIsMergedWhenItIsOpened(t *testing.T) {
	t.Parallel()
	r := replaceable(t)
	r.on("ours", set("notes=both"))
	common := r.read()
	r.on("theirs", set("requisition=1"))
	theirs := r.read()
	r.put(common)
	r.on("ours", set("notes=ours"))
	r.put(theirs)
	r.on("ours")
	r.want("ours", "1", 1, 0)
	r.on("ours")
	r.want("ours", "1", 0, 0)
	r.on("theirs") // has got it all
	r.want("ours", "1", 0, 0)
}

func TestAnOlderVersionInItsPlaceLosesNothing(t *testing.T) {
	t.Parallel()
	r := replaceable(t)
	r.on("ours", set("notes=one"))
	earlier := r.read()
	r.on("ours", set("notes=two"), set("requisition=1"))
	r.put(earlier)
	r.on("ours")
	r.want("two", "1", 1, 0)
	undo(t, r.s)
	r.want("two", "", 1, 0)
}

func TestAnAnswerThatDiffersAfterReplacingIsAChoice(t *testing.T) {
	t.Parallel()
	r := replaceable(t)
	r.on("ours", set("notes=both"))
	common := r.read()
	r.on("theirs", set("notes=theirs"))
	theirs := r.read()
	r.put(common)
	r.on("ours", set("notes=ours"))
	r.put(theirs)
	r.on("ours")
	r.want("ours", "", 1, 1)
}

// What was erased for good on one computer is no reason for the other to bring its
// last state back.
func TestErasingElsewhereIsNoReplacing(t *testing.T) {
	t.Parallel()
	r := replaceable(t)
	r.on("ours")
	d := addSample(t, r.s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	r.on("ours", set("notes=ours"))
	r.on("theirs", set("notes=theirs"))
	if _, err := r.s.EraseDocument(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
	r.on("ours")
	r.want("theirs", "", 0, 0)
	if n := len(r.s.Documents()); n != 0 {
		t.Errorf("%d documents", n)
	}
}

// A dossier of another person in its place is left alone.
func TestAnotherPersonsDossierInItsPlaceIsOpened(t *testing.T) {
	t.Parallel()
	other := assetstest.Candidate(t)
	other.Name.Family, other.BirthDate.Year = "Nobody", 1999
	theirs := &replacing{t, create(t, house(), other)}
	r := replaceable(t)
	r.on("ours", set("notes=ours"))
	r.put(theirs.read())
	r.on("ours")
	r.want("", "", 0, 0)
	if r.s.Candidate().Name.Family != "Nobody" {
		t.Errorf("opened %v", r.s.Candidate().Name)
	}
}

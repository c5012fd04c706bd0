package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

func join(t testing.TB, in *session.Incoming, s *session.Session, side session.Side) session.Joining {
	t.Helper()
	j, err := in.Join(t.Context(), s, side, nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// adviser is the student's dossier at the adviser's.
func adviser(t testing.TB, student *session.Session) *session.Session {
	t.Helper()
	return receive(t, incoming(t, house(), export(t, student, session.ExportOptions{}).Path, ""))
}

// back is what the adviser hands back.
func back(t testing.TB, s *session.Session) *session.Incoming {
	t.Helper()
	return incoming(t, house(), export(t, s, session.ExportOptions{Notes: true}).Path, "")
}

func wantStart(t testing.TB, s *session.Session, want string) {
	t.Helper()
	if a, err := s.Application(""); err != nil || a.Start != want {
		t.Errorf("start %q, want %q, %v", a.Start, want, err)
	}
}

func TestWhatBothChangedApartComesTogether(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	addSample(t, other, "attestation-inscription.jpg", session.AddOptions{Kind: "proof-of-studies", For: "s2"})
	do(t, other, set("requisition=2025/17"))
	do(t, student, set("start=2026-09"))
	in := back(t, other)
	before := durabletest.Files(t, student.Path())
	preview, err := in.Preview(student)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, durabletest.Files(t, student.Path())); diff != "" {
		t.Error("looking has changed something", diff)
	}
	done := join(t, in, student, session.Undecided)
	if diff := cmp.Diff(preview, done); diff != "" {
		t.Error(diff)
	}
	if len(done.Changes) != 2 || len(done.Conflicts) > 0 || len(done.Documents) != 1 {
		t.Errorf("%+v", done)
	}
	student = reopen(t, house(), student)
	wholeDocuments(t, student)
	wantNotes(t, student, "ask Ms Öztürk") // they were not handed over, so nobody has taken them out
	wantStart(t, student, "2026-09")
	if a, err := student.Application(""); err != nil || a.Requisition != "2025/17" || len(student.Documents()) != 2 {
		t.Errorf("%+v, %v, %v", a, student.Documents(), err)
	}
}

func TestJoiningCanBeUndone(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	do(t, other, set("requisition=2025/17"))
	join(t, back(t, other), student, session.Undecided)
	undo(t, student)
	if a, err := student.Application(""); err != nil || a.Requisition != "" {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestOnWhatDiffersTheChosenSideCounts(t *testing.T) {
	t.Parallel()
	for side, want := range map[session.Side]string{
		session.Undecided: "A/1", session.Mine: "A/1", session.Theirs: "B/2",
	} {
		student := toHandOver(t)
		other := adviser(t, student)
		do(t, student, set("requisition=A/1"))
		do(t, other, set("requisition=B/2"))
		j := join(t, back(t, other), student, side)
		if changes := len(j.Changes); changes > 0 != (side == session.Theirs) {
			t.Errorf("%q: %d changes", side, changes)
		}
		if len(j.Conflicts) != 1 || !strings.HasSuffix(j.Conflicts[0].Field, "requisition") {
			t.Errorf("%q: %+v", side, j)
		}
		if a, err := student.Application(""); err != nil || a.Requisition != want {
			t.Errorf("%q: %q, want %q, %v", side, a.Requisition, want, err)
		}
		again, err := back(t, other).Preview(student)
		if err != nil || len(again.Conflicts) > 0 && side != session.Undecided {
			t.Errorf("%q: asked again: %+v, %v", side, again, err)
		}
	}
}

func TestTheSameAgainChangesNothing(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	before := durabletest.Files(t, s.Path())
	for _, o := range []session.ExportOptions{{}, {Notes: true}} {
		if j := join(t, incoming(t, house(), export(t, s, o).Path, ""), s, session.Theirs); !j.IsEmpty() {
			t.Errorf("%+v", j)
		}
	}
	if diff := cmp.Diff(before, durabletest.Files(t, s.Path())); diff != "" {
		t.Error(diff)
	}
}

// What another program has changed meanwhile is neither lost nor in the way.
func TestJoiningAndErasingTakeInWhatOthersWrote(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	do(t, other, set("requisition=2025/17"))
	in := back(t, other)
	written := func(notes string) {
		t.Helper()
		path := filepath.Join(student.Path(), "dossier.json")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, err := student.Application("")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(data), a.Notes, notes, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	written("by a program outside")
	join(t, in, student, session.Undecided)
	wantNotes(t, student, "by a program outside")
	if a, err := student.Application(""); err != nil || a.Requisition != "2025/17" {
		t.Errorf("%+v, %v", a, err)
	}
	written("once more")
	if _, err := student.EraseDocument(t.Context(), "d1"); err != nil {
		t.Error(err)
	}
	wantNotes(t, student, "once more")
	if len(student.Documents()) > 0 {
		t.Error("the document is there")
	}
}

func TestSomebodyElsesFileIsRefused(t *testing.T) {
	t.Parallel()
	c := assetstest.Candidate(t)
	c.Name, c.BirthDate = candidate.Name{Given: "Anna", Family: "Kowalska"}, candidate.Day{}
	anna := create(t, house(), c)
	zoe := toHandOver(t)
	in := incoming(t, house(), export(t, anna, session.ExportOptions{}).Path, "")
	before := durabletest.Files(t, zoe.Path())
	_, err := in.Preview(zoe)
	wantID(t, err, "handover-other-person")
	_, err = in.Join(t.Context(), zoe, session.Theirs, nil)
	wantID(t, err, "handover-other-person")
	if diff := cmp.Diff(before, durabletest.Files(t, zoe.Path())); diff != "" {
		t.Error(diff)
	}
}

// A document that was on its way when the file turned out to be damaged, or
// somebody changed their mind, does not stay.
func TestNothingRemainsOfAJoiningThatFailed(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	addSample(t, other, "attestation-inscription.jpg", session.AddOptions{Kind: "proof-of-studies", For: "s2"})
	aBundle(t, other, "a.pdf")
	aBundle(t, other, "b.pdf")
	for s, review := range map[*session.Session]string{student: "mine", other: "theirs"} {
		if err := os.WriteFile(filepath.Join(s.Path(), "review.json"), []byte(review), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	made := export(t, other, session.ExportOptions{Bundles: session.AllBundles})
	data, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(data), "bundles/b.pdf%PDF")
	data[at+len("bundles/b.pdf")] ^= 1
	bent := filepath.Join(t.TempDir(), "bent.dossier")
	if err := os.WriteFile(bent, data, 0o600); err != nil {
		t.Fatal(err)
	}
	before := durabletest.Files(t, student.Path())
	_, err = incoming(t, house(), bent, "").Join(t.Context(), student, session.Theirs, nil)
	wantID(t, err, "handover-damaged")
	ctx, cancel := context.WithCancel(t.Context())
	end := func(done, of int64) {
		if done > of/2 {
			cancel()
		}
	}
	_, err = incoming(t, house(), made.Path, "").Join(ctx, student, session.Theirs, end)
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if diff := cmp.Diff(before, durabletest.Files(t, student.Path())); diff != "" {
		t.Error(diff)
	}
}

func TestBundleOfTheSameNameStays(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	aBundle(t, other, "b.pdf")
	mine := filepath.Join(student.Path(), "bundles", "b.pdf")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	in := incoming(t, house(), export(t, other, session.ExportOptions{Bundles: session.AllBundles}).Path, "")
	join(t, in, student, session.Theirs)
	if data, err := os.ReadFile(mine); string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
}

// What was sent is never taken for another bundle that happens to have its name.
func TestBundleThatWasSentIsTakenUnderAnotherName(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	aBundle(t, student, "b.pdf")
	do(t, student, session.Submit{Bundle: "b.pdf"})
	own := filepath.Join(other.Path(), "bundles", "b.pdf")
	if err := os.WriteFile(own, []byte("the adviser's"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the same again comes to the same
		join(t, incoming(t, house(), export(t, student, session.ExportOptions{}).Path, ""), other, session.Undecided)
		said, err := other.Application("")
		if err != nil || said.Submitted == nil || filepath.Base(said.Submitted.Bundle) != "b-2.pdf" {
			t.Fatalf("%+v, %v", said.Submitted, err)
		}
		sum, err := durable.Digest(t.Context(), said.Submitted.Bundle, 1_000_000)
		if err != nil || sum != said.Submitted.SHA256 {
			t.Errorf("another bundle: %v", err)
		}
	}
	if data, err := os.ReadFile(own); string(data) != "the adviser's" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := os.Stat(filepath.Join(other.Path(), "bundles", "b-2.pdf.json")); err != nil {
		t.Error(err)
	}
	join(t, back(t, other), student, session.Undecided)
	if len(student.Conflicts()) > 0 {
		t.Errorf("%+v", student.Conflicts())
	}
}

func TestReviewIsAddedAndReplacedByChoice(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	review := func(s *session.Session, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(s.Path(), "review.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		text string
		side session.Side
		want session.ReviewJoining
		then string
	}{
		{"first", session.Undecided, session.ReviewAdded, "first"},
		{"first", session.Theirs, session.ReviewAsItIs, "first"},
		{"later", session.Undecided, session.ReviewDiffers, "first"},
		{"later", session.Mine, session.ReviewDiffers, "first"},
		{"later", session.Theirs, session.ReviewDiffers, "later"},
	} {
		review(other, step.text)
		j := join(t, back(t, other), student, step.side)
		data, err := os.ReadFile(filepath.Join(student.Path(), "review.json"))
		if err != nil || string(data) != step.then || j.Review != step.want {
			t.Errorf("%+v: %q, %q, %v", step, j.Review, data, err)
		}
	}
}

// Of several values that wait, theirs is the one that the file has now.
func TestTheirsIsWhatTheFileSays(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	other := adviser(t, student)
	do(t, student, set("requisition=B/1"))
	do(t, other, set("requisition=A/1"))
	join(t, back(t, other), student, session.Undecided)
	do(t, other, set("requisition=C/1"))
	join(t, back(t, other), student, session.Theirs)
	if a, err := student.Application(""); err != nil || a.Requisition != "C/1" {
		t.Errorf("%+v, %v", a, err)
	}
}

// A hand-over file never changes by which version of a vacancy an application is
// judged that was there.
func TestVacancyOfTheirsChangesNoApplicationOfMine(t *testing.T) {
	t.Parallel()
	student := toHandOver(t)
	theirs, err := own(t).Create(filepath.Join(t.TempDir(), "d"), student.Candidate(), nato)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, theirs) })
	before, err := student.Standing("")
	if err != nil {
		t.Fatal(err)
	}
	join(t, back(t, theirs), student, session.Mine)
	after, err := reopen(t, house(), student).Standing("")
	if err != nil || after.Pack.Digest() != before.Pack.Digest() {
		t.Errorf("judged by %s, was %s, %v", after.Pack.Digest(), before.Pack.Digest(), err)
	}
}

func TestDossierThatIsOnlyReadTakesNothing(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	in := back(t, adviser(t, s))
	reader, err := house().Open(s.Path(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, reader)
	_, err = in.Join(t.Context(), reader, session.Mine, nil)
	wantID(t, err, "dossier-opened-to-read")
}

// Whenever the program is gone, the dossier says what it said, or all of what was
// joined, and joining again comes to that.
func TestJoiningIsWholeOrNotAtAll(t *testing.T) {
	atLength(t)
	t.Parallel()
	source := toHandOver(t)
	other := adviser(t, source)
	do(t, other, set("requisition=2025/17"))
	path := export(t, other, session.ExportOptions{}).Path
	for n := 1; ; n += 2 {
		s := adviser(t, source)
		closing(t, s)
		f := &durabletest.Faulty{Fail: n, Crash: true, Err: errors.New("gone")}
		h, begun := house(), false
		h.Disk = durable.Disk{Wait: func(int) {}, Before: func(step durable.Step, path string) error {
			if !begun {
				return nil
			}
			return f.Disk().Before(step, path)
		}}
		failing, err := h.Open(s.Path(), false)
		if err != nil {
			t.Fatal(err)
		}
		begun = true
		_, err = incoming(t, house(), path, "").Join(t.Context(), failing, session.Undecided, nil)
		begun = false
		closing(t, failing)
		whole, openErr := house().Open(s.Path(), false)
		if openErr != nil || len(whole.Warnings()) > 0 {
			t.Fatalf("step %d: %v", n, openErr)
		}
		a, appErr := whole.Application("")
		if appErr != nil || a.Requisition != "" && a.Requisition != "2025/17" || err == nil && a.Requisition == "" {
			t.Errorf("step %d: %+v, %v after %v", n, a, appErr, err)
		}
		join(t, incoming(t, house(), path, ""), whole, session.Undecided)
		if a, err := whole.Application(""); err != nil || a.Requisition != "2025/17" {
			t.Errorf("step %d: %+v, %v", n, a, err)
		}
		closing(t, whole)
		if f.Steps < n {
			break
		}
	}
}

package session_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
	"example.org/dossier/internal/worker"
)

const nato = "nato-ocio-internship-2025"

// sharedWorker is the one child process of these tests. Its engines are made
// ready once for all tests of the repository.
var sharedWorker = sync.OnceValues(func() (*worker.Worker, error) {
	return worker.Start(context.Background(), worker.Options{CacheDir: pdftest.CacheDir()})
})

func TestMain(m *testing.M) {
	worker.HandOver()
	if path := os.Getenv(holdDossier); path != "" {
		os.Exit(holding(path))
	}
	if path := os.Getenv(workOn); path != "" {
		os.Exit(working(path))
	}
	status := m.Run()
	if w, err := sharedWorker(); err == nil {
		_ = w.Close() // the tests are over
	}
	os.Exit(status)
}

// house is a program at noon of 1 June 2025.
func house() session.House {
	return session.House{
		Now:     func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) },
		Worker:  func(context.Context) (*worker.Worker, error) { return sharedWorker() },
		Library: session.Library{Embedded: assets.Vacancies},
		Program: "Dossier test",
		Holder:  "a test",
	}
}

// atLength leaves a test out of a short run: it does one thing over and over with a
// fault at each step, or turns a passphrase into a key. The race detector learns
// nothing from either.
func atLength(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("a whole run does it")
	}
}

func create(t testing.TB, h session.House, c candidate.Candidate) *session.Session {
	t.Helper()
	s, err := h.Create(filepath.Join(t.TempDir(), "Zoë"), c, nato)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, s) })
	return s
}

func reopen(t testing.TB, h session.House, s *session.Session) *session.Session {
	t.Helper()
	closing(t, s)
	again, err := h.Open(s.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, again) })
	if len(again.Warnings()) > 0 {
		t.Errorf("opened with %v", again.Warnings())
	}
	return again
}

func closing(t testing.TB, s *session.Session) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func do(t testing.TB, s *session.Session, edits ...session.Edit) {
	t.Helper()
	if err := s.Do(edits...); err != nil {
		t.Fatal(err)
	}
}

func set(assignments ...string) session.Set { return session.Set{Assignments: assignments} }

func wantID(t testing.TB, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s", want)
		return
	}
	if got := i18n.Explain(err); got.ID != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// item returns an item of the only application's checklist.
func item(t testing.TB, s *session.Session, id string) checklist.Item {
	t.Helper()
	standing, err := s.Standing("")
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range standing.Checklist.Items {
		if i.ID == id {
			return i
		}
	}
	t.Fatalf("no item %s", id)
	return checklist.Item{}
}

func TestCreateThenOpen(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	s = reopen(t, house(), s)
	if diff := cmp.Diff(assetstest.Candidate(t), s.Candidate()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{nato}, s.Vacancies()); diff != "" {
		t.Error(diff)
	}
	standing, err := s.Standing(nato)
	if err != nil {
		t.Fatal(err)
	}
	if standing.Checklist.Deadline.Closed || standing.Zone.String() != "Europe/Brussels" {
		t.Errorf("got %+v in %s", standing.Checklist.Deadline, standing.Zone)
	}
	if got := item(t, s, "nationality").Verdict; got != vacancy.Met {
		t.Errorf("nationality is %s", got)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "new")
	_, err := house().Create(folder, candidate.Candidate{}, "no-such-vacancy")
	wantID(t, err, "session-no-vacancy")
	_, err = house().Create(folder, candidate.Candidate{Nationalities: []string{"XX"}}, nato)
	wantID(t, err, "candidate-country")
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something was made: %v", err)
	}
}

// A declaration is dated by the day in the vacancy's zone, and keeps its day.
func TestDeclare(t *testing.T) {
	t.Parallel()
	h := house()
	now := time.Date(2025, 6, 1, 22, 30, 0, 0, time.UTC) // half past midnight in Brussels
	h.Now = func() time.Time { return now }
	s := create(t, h, assetstest.Candidate(t))
	if got := item(t, s, "decl-ai").Verdict; got == vacancy.Met {
		t.Error("declared before it was")
	}
	do(t, s, session.Declare{Item: "decl-ai"})
	if got := item(t, s, "decl-ai").Verdict; got != vacancy.Met {
		t.Errorf("decl-ai is %s", got)
	}
	now = now.AddDate(0, 0, 5)
	do(t, s, session.Declare{Item: "decl-ai"})
	if text := durabletest.Files(t, s.Path())["dossier.json"]; !strings.Contains(text, `"decl-ai": "2025-06-02"`) {
		t.Errorf("got %s", text)
	}
	wantID(t, s.Do(session.Declare{Item: "age"}), "session-no-declaration")
	wantID(t, s.Do(session.Declare{Item: ""}), "session-no-declaration")
}

// A simulated day judges and dates nothing: what is said is said today, and saves
// keep the real time.
func TestAsOf(t *testing.T) {
	t.Parallel()
	h := house()
	h.AsOf = func(zone *time.Location) time.Time { return time.Date(2025, 6, 22, 23, 59, 0, 0, zone) }
	s := create(t, h, assetstest.Candidate(t))
	standing, err := s.Standing("")
	if err != nil || !standing.Checklist.Deadline.Closed {
		t.Errorf("got %+v, %v", standing.Checklist.Deadline, err)
	}
	do(t, s, set("languages=", "languages.fr=B2", "languages.en=B2"), session.Declare{Item: "decl-ai"}, session.Decide{Item: "language"})
	files := durabletest.Files(t, s.Path())
	for _, dated := range []string{`"decl-ai": "2025-06-01"`, `"on": "2025-06-01"`} {
		if !strings.Contains(files["dossier.json"], dated) {
			t.Errorf("no %s in %s", dated, files["dossier.json"])
		}
	}
	if second, err := filepath.Glob(filepath.Join(s.Path(), "history", "20250601T120000Z-2-*.json")); err != nil || len(second) != 1 {
		t.Error("the history has another time")
	}
}

// A decision counts while its facts stand, and only where a human must judge.
func TestDecide(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, set("languages=", "languages.fr=B2", "languages.en=B2"))
	if got := item(t, s, "language"); got.Verdict != vacancy.ToConfirm || got.Decision != nil {
		t.Fatalf("language is %s, %v", got.Verdict, got.Decision)
	}
	do(t, s, session.Decide{Item: "language"})
	s = reopen(t, house(), s)
	if got := item(t, s, "language").Decision; got == nil || got.On != (civil.Date{Year: 2025, Month: 6, Day: 1}) {
		t.Errorf("got %v", got)
	}
	do(t, s, set("languages.en=B1"))
	if got := item(t, s, "language"); got.Verdict != vacancy.ToConfirm || got.Decision != nil && got.Digest() != got.Decision.Digest {
		t.Errorf("got %s, %v", got.Verdict, got.Decision)
	}
	do(t, s, session.Decide{Item: "language"}, session.Decide{Item: "language"})
	if n := strings.Count(durabletest.Files(t, s.Path())["dossier.json"], `"item": "language"`); n != 1 {
		t.Errorf("%d decisions on one item", n)
	}
	wantID(t, s.Do(session.Decide{Item: "nationality"}), "session-nothing-to-decide")
	wantID(t, s.Do(session.Decide{Item: "no-such-item"}), "session-nothing-to-decide")
}

func TestReadOnlyRefusesEveryChange(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	other, err := house().Open(s.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, other)
	wantID(t, other.ReadOnly(), "dossier-held")
	wantID(t, other.Do(set("name.given=X")), "dossier-held")
	_, err = other.Add(t.Context(), []string{"x.pdf"}, session.AddOptions{Kind: "other"})
	wantID(t, err, "dossier-held")
	if _, err := other.Standing(""); err != nil {
		t.Error(err)
	}
}

// onFaultyDisk returns the sample candidate's dossier, opened on a disk that
// fails from now on as f says.
func onFaultyDisk(t *testing.T, f *durabletest.Faulty) *session.Session {
	t.Helper()
	s := create(t, house(), assetstest.Candidate(t))
	closing(t, s)
	h, fail := house(), f.Fail
	f.Fail = 0
	h.Disk = f.Disk()
	s, err := h.Open(s.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	f.Fail, f.Steps = fail, 0
	return s
}

// Whatever step of an edit fails, the session and the disk agree on the old
// state or on the new one.
func TestEditSurvivesEveryFault(t *testing.T) {
	atLength(t)
	t.Parallel()
	errFault := errors.New("fault")
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		s := onFaultyDisk(t, f)
		err := s.Do(set("name.given=New"))
		if err != nil && !errors.Is(err, errFault) {
			t.Errorf("step %d: %v", f.Fail, err)
		}
		inside := s.Candidate().Name.Given
		if !f.Crash && inside != "New" {
			do(t, s, set("name.given=New")) // a second try is as good as the first
			inside, err = "New", nil
		}
		steps := f.Steps
		_ = s.Close() // the fault may meet this too
		f.Steps = steps
		got := reopen(t, house(), s).Candidate().Name.Given
		if err == nil && (got != "New" || inside != "New") || got != "New" && got != "Zoë" {
			t.Errorf("step %d, crash %v: %s inside, %s on the disk after %v", f.Fail, f.Crash, inside, got, err)
		}
	})
}

func BenchmarkStanding(b *testing.B) {
	s := create(b, house(), assetstest.Candidate(b))
	for b.Loop() {
		if _, err := s.Standing(""); err != nil {
			b.Fatal(err)
		}
	}
}

// sampleSession is the sample's dossier with all its documents.
func sampleSession(b *testing.B) *session.Session {
	b.Helper()
	sample, err := session.ReadSample(assets.Sample)
	if err != nil {
		b.Fatal(err)
	}
	s, err := house().Sample(b.Context(), filepath.Join(b.TempDir(), "sample"), sample, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { closing(b, s) })
	return s
}

func BenchmarkStandingOfTheSample(b *testing.B) {
	s := sampleSession(b)
	for b.Loop() {
		if _, err := s.Standing(""); err != nil {
			b.Fatal(err)
		}
	}
}

// A change is on the disk when it returns: this is the disk's time more than the
// program's.
func BenchmarkDo(b *testing.B) {
	s := sampleSession(b)
	for i := 0; b.Loop(); i++ {
		do(b, s, set(fmt.Sprintf("notes=%d", i)))
	}
}

func BenchmarkOpenAndCheck(b *testing.B) {
	s := create(b, house(), assetstest.Candidate(b))
	for b.Loop() {
		look, err := house().Open(s.Path(), true)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := look.Standing(""); err != nil {
			b.Fatal(err)
		}
		closing(b, look)
	}
}

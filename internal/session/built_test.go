package session_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/session"
)

func english() session.BundleOptions { return session.BundleOptions{Lang: i18n.English} }

func build(t testing.TB, s *session.Session) string {
	t.Helper()
	made, err := s.Bundle(t.Context(), english())
	if err != nil {
		t.Fatal(err)
	}
	return made.Path
}

// A plan is what is built then, and writes nothing.
func TestPlanIsWhatIsBuilt(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := withDocuments(t)
	do(t, s, set("documents.d3.pages=2"))
	before := durabletest.Files(t, s.Path())
	got, err := s.Plan(t.Context(), english())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, durabletest.Files(t, s.Path())); diff != "" {
		t.Error(diff)
	}
	made, err := s.Bundle(t.Context(), english())
	if err != nil {
		t.Fatal(err)
	}
	if got.Path != made.Path || len(got.Refused) > 0 || got.Plan.Pages != made.Plan.Pages {
		t.Errorf("planned %s of %d pages without %v, made %s of %d", got.Path, got.Plan.Pages, got.Refused, made.Path, made.Plan.Pages)
	}
	for i, d := range made.Plan.Documents {
		if p := got.Plan.Documents[i]; p.ID != d.ID || p.First != d.First || p.Title != d.Title {
			t.Errorf("planned %+v, made %+v", p, d)
		}
	}
	if size := float64(made.Outcome.Size); float64(got.Estimate) < 0.8*size || float64(got.Estimate) > 1.25*size {
		t.Errorf("estimated %d bytes, made %d", got.Estimate, made.Outcome.Size)
	}
	if again, err := s.Plan(t.Context(), english()); err != nil || again.Path == made.Path {
		t.Errorf("the name is taken: %s, %v", again.Path, err)
	}
}

func TestPlanNamesWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	s := withDocuments(t)
	if err := os.Remove(filepath.Join(s.Path(), "documents", fileOf(s, "d3"))); err != nil {
		t.Fatal(err)
	}
	look, err := house().Open(s.Path(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, look) })
	got, err := look.Plan(t.Context(), english())
	if err != nil || len(got.Refused) != 1 || got.Refused[0].Source.ID != "d3" || len(got.Plan.Documents) != 3 {
		t.Errorf("got %+v, %v", got.Refused, err)
	}
	wantID(t, got.Refused[0].Err, "document-gone")
	if want := filepath.Join(s.Path(), "bundles", "Lefevre-Ozturk_Zoe_OCIO.pdf"); got.Path != want {
		t.Errorf("it would go to %s", got.Path)
	}
	output := filepath.Join(t.TempDir(), "out.pdf")
	if got, err = look.Plan(t.Context(), session.BundleOptions{Lang: i18n.English, Output: output}); got.Path != output || err != nil {
		t.Errorf("got %s, %v", got.Path, err)
	}
	empty := create(t, house(), candidate.Candidate{})
	_, err = empty.Plan(t.Context(), english())
	wantID(t, err, "bundle-empty")
	_, err = empty.Plan(t.Context(), session.BundleOptions{Vacancy: "other", Lang: i18n.English})
	wantID(t, err, "session-not-applied")
}

// What was built is listed, and known as out of date when anything of it would
// be otherwise today.
func TestBundles(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, advance := withClock(t)
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	addSample(t, s, "swiadectwo-szkola-letnia.pdf", session.AddOptions{Kind: "other", Lang: "pl"})
	if got, err := s.Bundles(""); err != nil || len(got) > 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	first := build(t, s)
	advance(time.Hour)
	second := build(t, s)
	current := func() (all []bool) {
		got, err := s.Bundles("")
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range got {
			all = append(all, b.Current)
		}
		return all
	}
	got, err := s.Bundles(nato)
	if err != nil || len(got) != 2 || got[0].Path != second || got[1].Path != first {
		t.Fatalf("got %+v, %v", got, err)
	}
	info, err := os.Stat(first)
	if err != nil || got[1].Size != info.Size() || got[1].Pages < 4 || !got[1].At.Equal(house().Now()) || got[0].At.Sub(got[1].At) != time.Hour {
		t.Errorf("got %+v, %v", got, err)
	}
	if diff := cmp.Diff([]bool{true, true}, current()); diff != "" {
		t.Error(diff)
	}
	do(t, s, set("notes=Nothing of it stands in a bundle"), session.Declare{Item: "decl-ai"})
	if diff := cmp.Diff([]bool{true, true}, current()); diff != "" {
		t.Error(diff)
	}
	for _, assignment := range []string{
		"name.given=Zoé", "documents.d1.pages=1", "documents.d1.pages=2,1", "pages.d1=", "documents.d1.kind=other", "documents.d1.for=",
		"studies.s1.title=Licence", "requisition=250123", "documents.d2=", "documents.d2.of=d1",
	} {
		do(t, s, set(assignment))
		if diff := cmp.Diff([]bool{false, false}, current()); diff != "" {
			t.Errorf("%s: %s", assignment, diff)
		}
		undo(t, s)
	}
	if diff := cmp.Diff([]bool{true, true}, current()); diff != "" {
		t.Error(diff)
	}
	older(t, first+".json")
	if got, err := s.Bundles(""); err != nil || len(got) != 2 || !got[0].Current || !got[1].Current {
		t.Errorf("with a record of an older program: %+v, %v", got, err)
	}
	file := filepath.Join(s.Path(), "documents", fileOf(s, "d2"))
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{false, false}, current()); diff != "" {
		t.Error(diff)
	}
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{
		second: "%PDF-1.7 cut",
		filepath.Join(s.Path(), "bundles", "notes.pdf.json"): `{"format":9}`,
		filepath.Join(s.Path(), "bundles", "gone.pdf.json"):  strings.Repeat(" ", 3),
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]bool{false, true}, current()); diff != "" {
		t.Error(diff)
	}
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]bool{true}, current()); diff != "" {
		t.Error(diff)
	}
}

// older makes a record what programs wrote before it said for which vacancy and
// when the bundle was made.
func older(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^  "(vacancy|made)": .*\n`).ReplaceAll(data, nil)
	if len(text) == len(data) {
		t.Fatal("it says nothing of that")
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	then := house().Now()
	if err := os.Chtimes(path[:len(path)-len(".json")], then, then); err != nil {
		t.Fatal(err)
	}
}

// A bundle belongs to the application that it was made for.
func TestBundlesOfTwoApplications(t *testing.T) {
	skipShort(t)
	t.Parallel()
	h := house()
	h.Library.Own = t.TempDir()
	ownPack(t, h.Library.Own, "another-call")
	s := create(t, h, assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	do(t, s, session.Apply{Ref: "another-call"})
	made, err := s.Bundle(t.Context(), session.BundleOptions{Vacancy: "another-call", Lang: i18n.French})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Bundles("another-call")
	if err != nil || len(got) != 1 || got[0].Path != made.Path || !got[0].Current {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := s.Bundles(nato); err != nil || len(got) > 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = s.Bundles("")
	wantID(t, err, "session-which-vacancy")
}

func TestReport(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for _, name := range []string{"checklist.pdf", "checklist-2.pdf"} {
		path, err := s.Report(t.Context(), session.ReportOptions{Lang: i18n.French})
		if err != nil || path != filepath.Join(s.Path(), "bundles", name) {
			t.Fatalf("got %s, %v", path, err)
		}
		if data, err := os.ReadFile(path); err != nil || pdf.Sniff(data) != pdf.PDF {
			t.Errorf("%s is no PDF, %v", path, err)
		}
	}
	output := filepath.Join(t.TempDir(), "list.PDF")
	for _, test := range []struct {
		o    session.ReportOptions
		want string
	}{
		{session.ReportOptions{Output: output}, ""},
		{session.ReportOptions{Output: output}, "file-exists"},
		{session.ReportOptions{Output: output, Overwrite: true}, ""},
		{session.ReportOptions{Output: output + ".txt"}, "output-not-pdf"},
		{session.ReportOptions{Output: filepath.Join(s.Path(), "history", "x.pdf")}, "output-in-dossier"},
		{session.ReportOptions{Output: output, Vacancy: "other"}, "session-not-applied"},
	} {
		test.o.Lang = i18n.English
		path, err := s.Report(t.Context(), test.o)
		if test.want != "" {
			wantID(t, err, test.want)
		} else if err != nil || path != test.o.Output {
			t.Errorf("got %s, %v", path, err)
		}
	}
}

func TestSample(t *testing.T) {
	t.Parallel()
	sample, err := session.ReadSample(assets.Sample)
	if err != nil {
		t.Fatal(err)
	}
	h := house()
	day, err := h.SampleDay(sample)
	if err != nil || day.String() != "2025-06-01" {
		t.Errorf("it plays on %v, %v", day, err)
	}
	told := 0
	path := filepath.Join(t.TempDir(), "sample")
	s, err := h.Sample(t.Context(), path, sample, func(done, of int) {
		if told++; done != told || of != 5 {
			t.Errorf("told of %d of %d", done, of)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, s) })
	documents := s.Documents()
	if len(documents) != 5 || told != 5 || len(application(t, s).Declarations) == 0 || s.CanUndo() {
		t.Errorf("%d documents, told %d times, %+v", len(documents), told, application(t, s))
	}
	translations := 0
	for _, d := range documents {
		if d.Of != "" {
			translations++
		}
	}
	if translations == 0 {
		t.Error("no document is a translation of another")
	}
	_, err = h.Sample(t.Context(), path, sample, nil)
	wantID(t, err, "dossier-not-empty")
}

func BenchmarkBundles(b *testing.B) {
	s := sampleSession(b)
	for range 10 {
		build(b, s)
	}
	for b.Loop() {
		if got, err := s.Bundles(""); err != nil || len(got) != 10 || !got[9].Current {
			b.Fatalf("got %+v, %v", got, err)
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	s := sampleSession(b)
	for b.Loop() {
		if _, err := s.Plan(b.Context(), english()); err != nil {
			b.Fatal(err)
		}
	}
}

// What was made of a bundle stays its own when it is given another name, and is then
// to be made again; so it is with its first name once more.
func TestBundleMadeUnderAnOlderName(t *testing.T) {
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "a.pdf", 1, document.Other)
	rename := func(from, to string) {
		t.Helper()
		do(t, s, session.Compose{Was: from, Choice: session.Composition{Name: to, Documents: []string{"d1"}}})
	}
	want := func(name string, current bool) {
		t.Helper()
		got, err := s.Bundles("")
		if err != nil || len(got) != 1 || got[0].Name != name || got[0].Current != current {
			t.Errorf("%+v, %v; want one of %q, current: %v", got, err, name, current)
		}
	}
	rename("", "Portfolio")
	if _, err := s.Bundle(t.Context(), session.BundleOptions{Name: "Portfolio", Spoken: i18n.English}); err != nil {
		t.Fatal(err)
	}
	want("Portfolio", true)
	rename("Portfolio", "Work")
	rename("Work", "Works")
	want("Works", false)
	rename("", "Portfolio") // another one, which has the name now
	want("Portfolio", true)
	do(t, s, session.Discard{Name: "Portfolio"})
	rename("Works", "Portfolio")
	want("Portfolio", true)
}

package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/session"
)

// toHandOver is a dossier with notes and a document.
func toHandOver(t testing.TB) *session.Session {
	t.Helper()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	do(t, s, set("notes=ask Ms Öztürk", "start=2026-03"))
	return s
}

func export(t testing.TB, s *session.Session, o session.ExportOptions) session.Exported {
	t.Helper()
	if o.Output == "" {
		o.Output = filepath.Join(t.TempDir(), s.HandoverName())
	}
	made, err := s.Export(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func incoming(t testing.TB, h session.House, path, passphrase string) *session.Incoming {
	t.Helper()
	in, err := h.Incoming(t.Context(), path, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := in.Close(); err != nil {
			t.Error(err)
		}
	})
	return in
}

func receive(t testing.TB, in *session.Incoming) *session.Session {
	t.Helper()
	s, err := in.Create(t.Context(), filepath.Join(t.TempDir(), "received"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, s) })
	return s
}

func TestHandedOverDossierIsTheSame(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	last := int64(0)
	made := export(t, s, session.ExportOptions{Tell: func(done, of int64) { last = max(last, done*100/of) }})
	if made.Documents != 1 || made.Sealed || made.Notes || last != 100 || !strings.HasSuffix(made.Path, "Lefèvre-Öztürk Zoë.dossier") {
		t.Errorf("made %+v, %d %%", made, last)
	}
	in := incoming(t, house(), made.Path, "")
	want := session.Handover{
		Path: made.Path, Size: made.Size, Content: in.Facts.Content, Made: house().Now(), Program: "Dossier test",
		Name:         "Zoë Lefèvre-Öztürk",
		Applications: []session.HandedApplication{{Vacancy: nato, Title: in.Facts.Applications[0].Title}}, Documents: 1,
	}
	if diff := cmp.Diff(want, in.Facts); diff != "" || in.Facts.Content == 0 || in.Facts.Applications[0].Title.EN == "" {
		t.Errorf("%s\n%+v", diff, in.Facts)
	}
	got := receive(t, in)
	wholeDocuments(t, got)
	if diff := cmp.Diff(s.Documents(), got.Documents()); diff != "" {
		t.Error(diff)
	}
	a, err := got.Application("")
	if err != nil || a.Start != "2026-03" || a.Notes != "" {
		t.Errorf("%+v, %v", a, err)
	}
	do(t, got, set("notes=mine")) // it can be worked on
	got = reopen(t, house(), got)
	wantNotes(t, got, "mine")
}

func TestNotesGoAlongByChoice(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	in := incoming(t, house(), export(t, s, session.ExportOptions{Notes: true}).Path, "")
	if !in.Facts.Notes {
		t.Error("the file does not say so")
	}
	wantNotes(t, receive(t, in), "ask Ms Öztürk")
	without, err := os.ReadFile(export(t, s, session.ExportOptions{}).Path)
	if err != nil || strings.Contains(string(without), "ask Ms") {
		t.Errorf("the notes can be read, %v", err)
	}
}

func TestHandOverIsLockedByChoice(t *testing.T) {
	atLength(t)
	t.Parallel()
	made := export(t, toHandOver(t), session.ExportOptions{Passphrase: "été à Évère"})
	if sealed, size, err := session.Sealed(made.Path); !sealed || size != made.Size || err != nil || !made.Sealed {
		t.Errorf("sealed %v, %d bytes, %v", sealed, size, err)
	}
	_, err := house().Incoming(t.Context(), made.Path, "")
	wantID(t, err, "handover-sealed")
	_, err = house().Incoming(t.Context(), made.Path, "ete")
	wantID(t, err, "handover-wrong-passphrase")
	// One keyboard composes accents, the other does not.
	in := incoming(t, house(), made.Path, "e\u0301te\u0301 a\u0300 E\u0301ve\u0300re")
	wholeDocuments(t, receive(t, in))
}

// aBundle puts a bundle with a record into the dossier.
func aBundle(t testing.TB, s *session.Session, name string) {
	t.Helper()
	folder := filepath.Join(s.Path(), "bundles")
	record := `{"format":1,"file":"x","size":4,"vacancy":"` + nato + `","made":"2025-06-01T12:00:00Z","plan":{"lang":"en"}}`
	for file, content := range map[string]string{name: "%PDF", name + ".json": record} {
		if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBundlesGoAlongByChoice(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	aBundle(t, s, "old.pdf")
	aBundle(t, s, strings.Repeat("x", 197)+".pdf") // longer than a hand-over file takes
	for choice, want := range map[session.BundleChoice][]string{
		session.CurrentBundles: nil, // neither is what would be made today
		session.NoBundles:      nil,
		session.AllBundles:     {"old.pdf"},
	} {
		made := export(t, s, session.ExportOptions{Bundles: choice})
		in := incoming(t, house(), made.Path, "")
		if diff := cmp.Diff(want, in.Facts.Bundles); diff != "" || len(made.Bundles) != len(want) {
			t.Errorf("%s: %s, made %+v", choice, diff, made)
		}
		if left := len(made.LeftOut) == 1; left != (choice == session.AllBundles) {
			t.Errorf("%s: left out %v", choice, made.LeftOut)
		}
	}
}

func TestNewestCurrentBundleGoesAlong(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, advance := withClock(t)
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	build(t, s)
	advance(time.Hour)
	newest := build(t, s)
	made := export(t, s, session.ExportOptions{})
	if diff := cmp.Diff([]string{filepath.Base(newest)}, made.Bundles); diff != "" {
		t.Error(diff)
	}
	got := receive(t, incoming(t, house(), made.Path, ""))
	bundles, err := got.Bundles("")
	if err != nil || len(bundles) != 1 || !bundles[0].Current {
		t.Errorf("%+v, %v", bundles, err)
	}
}

// What was sent goes along with all that it was: its bundle, though another would
// be made today, and documents that were taken out since.
func TestWhatWasSentGoesAlong(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, bundle := sent(t)
	before := standing(t, s, "")
	do(t, s, set("documents.d1="), set("birthDate=1990-01-01"))
	made := export(t, s, session.ExportOptions{})
	if made.Documents != 1 || len(made.Bundles) != 1 || made.Bundles[0] != filepath.Base(bundle) {
		t.Errorf("%+v", made)
	}
	wantSame(t, before, standing(t, receive(t, incoming(t, house(), made.Path, "")), ""))
}

func TestHandOverNeedsItsEnding(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for path, want := range map[string]string{
		filepath.Join(t.TempDir(), "zoe.zip"):                "handover-name",
		filepath.Join(s.Path(), "documents", "zoe.dossier"):  "output-in-dossier",
		filepath.Join(t.TempDir(), "no such", "zoe.dossier"): "file-missing",
	} {
		_, err := s.Export(t.Context(), session.ExportOptions{Output: path})
		wantID(t, err, want)
	}
}

func TestNothingRemainsOfAnExportThatWasEnded(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	ctx, cancel := context.WithCancel(t.Context())
	folder := t.TempDir()
	_, err := s.Export(ctx, session.ExportOptions{
		Output: filepath.Join(folder, "x.dossier"), Tell: func(int64, int64) { cancel() },
	})
	if !errors.Is(err, context.Canceled) || len(durabletest.Files(t, folder)) > 0 {
		t.Errorf("%v, %v", err, durabletest.Files(t, folder))
	}
}

func TestNamesOfHandOversAreTakenByEverySystem(t *testing.T) {
	t.Parallel()
	for family, want := range map[string]string{
		"Lefèvre":                "Lefèvre Zoë.dossier",
		"a/b:c":                  "a-b-c Zoë.dossier",
		"..":                     "Zoë.dossier",
		"O\u2019Neill":           "O\u2019Neill Zoë.dossier",
		strings.Repeat("é", 200): strings.Repeat("é", 50) + ".dossier",
		"Zoe\u0308":              "Zoë Zoë.dossier",
		"😀":                      "😀 Zoë.dossier",
		"con. x":                 "Dossier",
	} {
		s := create(t, house(), assetstest.Candidate(t))
		do(t, s, set("name.family="+family, "name.given=Zoë"))
		got := s.HandoverName()
		if want == "Dossier" {
			want = "Dossier.dossier"
		}
		if got != want || !handover.Portable(got) {
			t.Errorf("%q: %q, want %q", family, got, want)
		}
	}
}

// own is a library with a version of the vacancy that differs from the program's.
func own(t testing.TB) session.House {
	t.Helper()
	folder := t.TempDir()
	data, err := assets.Vacancies.ReadFile("vacancies/" + nato + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, nato+".yaml"), append(data, "\n# ours\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	return withOwn(folder)
}

func TestVacancyOfTheirOwnIsNamed(t *testing.T) {
	t.Parallel()
	s, err := own(t).Create(filepath.Join(t.TempDir(), "d"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, s) })
	in := incoming(t, house(), export(t, s, session.ExportOptions{}).Path, "")
	if a := in.Facts.Applications; len(a) != 1 || !a[0].Own || a[0].Title.EN == "" {
		t.Errorf("%+v", a)
	}
	if _, err := receive(t, in).Standing(""); err != nil {
		t.Error(err)
	}
}

func TestVacancyThatIsWrongIsRefused(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	state, err := os.ReadFile(filepath.Join(s.Path(), "dossier.json"))
	if err != nil {
		t.Fatal(err)
	}
	good, err := assets.Vacancies.ReadFile("vacancies/" + nato + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, pack := range map[string][]byte{nato: []byte("id: nato"), "another": good} {
		path := filepath.Join(t.TempDir(), "x.dossier")
		_, err := handover.Write(t.Context(), durable.Disk{}, []handover.Source{
			{Name: handover.DossierName, Bytes: state}, {Name: handover.Vacancies + name + ".yaml", Bytes: pack},
		}, handover.Options{Output: path})
		if err != nil {
			t.Fatal(err)
		}
		_, err = house().Incoming(t.Context(), path, "")
		wantID(t, err, "handover-refused")
	}
}

// What intake takes in can be handed over.
func TestLimitsAgree(t *testing.T) {
	t.Parallel()
	if handover.DocumentLimit != intake.DefaultSize {
		t.Errorf("a document may have %d bytes here and %d there", handover.DocumentLimit, intake.DefaultSize)
	}
}

func TestDossierThatIsOnlyReadIsHandedOver(t *testing.T) {
	t.Parallel()
	s := toHandOver(t)
	reader, err := house().Open(s.Path(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, reader)
	if made := export(t, reader, session.ExportOptions{}); made.Documents != 1 {
		t.Errorf("%+v", made)
	}
}

package session_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset/typesettest"
)

func TestAWorksheetIsWrittenBesideWhatWasThere(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "de"})
	var told []int64
	for _, name := range []string{"worksheet_diplome-bachelier.pdf", "worksheet_diplome-bachelier-2.pdf"} {
		path, err := s.Worksheet(t.Context(), session.WorksheetOptions{
			Document: d.ID, Into: i18n.English, Tell: func(done, of int64) { told = append(told, done, of) },
		})
		if err != nil || filepath.Base(path) != name {
			t.Fatalf("it went to %s, %v; want %s", path, err, name)
		}
		pdf, err := os.ReadFile(path)
		if err != nil || typesettest.Pages(t, pdf) != d.PageCount+1 {
			t.Errorf("%s: %d sheets, %v", name, typesettest.Pages(t, pdf), err)
		}
	}
	if len(told) != 4*d.PageCount || told[0] != 0 || told[2] != 1 {
		t.Errorf("told of %v", told)
	}
}

// Only the pages that count are translated; a document of which none does is
// translated whole.
func TestAWorksheetShowsTheChosenPages(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	for pages, sheets := range map[string]int{"2": 2, "": 3} {
		do(t, s, set("documents."+d.ID+".pages="+pages))
		path, err := s.Worksheet(t.Context(), session.WorksheetOptions{Document: d.ID, Into: i18n.French})
		if err != nil {
			t.Fatal(err)
		}
		pdf, err := os.ReadFile(path)
		if err != nil || typesettest.Pages(t, pdf) != sheets {
			t.Errorf("pages %q: %d sheets, %v; want %d", pages, typesettest.Pages(t, pdf), err, sheets)
		}
	}
}

func TestAWorksheetIsRefused(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	taken := filepath.Join(t.TempDir(), "taken.pdf")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, o := range map[string]session.WorksheetOptions{
		"session-no-document": {Document: "d9"},
		"output-not-pdf":      {Document: d.ID, Output: "sheet.odt"},
		"file-exists":         {Document: d.ID, Output: taken},
	} {
		o.Into = i18n.English
		_, err := s.Worksheet(t.Context(), o)
		wantID(t, err, want)
	}
	if kept, err := os.ReadFile(taken); err != nil || string(kept) != "mine" {
		t.Errorf("what stood there is %q, %v", kept, err)
	}
}

// What lies beside the bundles and is none is not looked at as one.
func TestAPaperIsNoBundleWithoutARecord(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	if _, err := s.Worksheet(t.Context(), session.WorksheetOptions{Document: d.ID, Into: i18n.English}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Report(t.Context(), session.ReportOptions{Lang: i18n.English}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := house().Doctor(t.Context(), s.Path(), false)
	if err != nil || len(found) > 0 {
		t.Errorf("found %+v, %v", found, err)
	}
}

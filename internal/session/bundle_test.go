package session_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

// skipShort leaves out what the race detector makes ten times slower and learns
// nothing from: the engines' work in their own process.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds whole bundles: runs without -short")
	}
}

// withDocuments is a session of the sample candidate with three documents, the
// translation added before what it translates is asked for.
func withDocuments(t *testing.T) *session.Session {
	t.Helper()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "proof-of-studies", For: "s2", Lang: "fr"})
	addSample(t, s, "swiadectwo-szkola-letnia.pdf", session.AddOptions{Kind: "qualification", For: "s3", Lang: "pl"})
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "translation", Of: "d2", Lang: "fr"})
	return s
}

func planned(r bundle.Result) []string {
	var out []string
	for _, d := range r.Plan.Documents {
		out = append(out, d.ID)
	}
	return out
}

func TestBundleFollowsTheChecklist(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := withDocuments(t)
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.French})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"d3", "d2", "d4", "d1"}, planned(made)); diff != "" {
		t.Error(diff)
	}
	if len(made.Refused) > 0 || made.Plan.Documents[2].Level != 1 || made.Plan.Lang != "fr" || made.Plan.Date.String() != "2025-06-01" {
		t.Errorf("got %+v", made)
	}
	if want := filepath.Join(s.Path(), "bundles"); filepath.Dir(made.Path) != want {
		t.Errorf("it went to %s", made.Path)
	}
	again, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.French})
	if err != nil || again.Path == made.Path {
		t.Fatalf("the second went to %s, %v", again.Path, err)
	}
	first, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := os.ReadFile(again.Path); err != nil || string(first) != string(second) {
		t.Errorf("the same dossier made other bytes, %v", err)
	}
}

func TestBundleLeavesOut(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := withDocuments(t)
	do(t, s, set("documents.d2.pages=", "pages.d1="))
	if err := os.Remove(filepath.Join(s.Path(), "documents", fileOf(s, "d3"))); err != nil {
		t.Fatal(err)
	}
	output := filepath.Join(t.TempDir(), "out.pdf")
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, Output: output})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"d4"}, planned(made)); diff != "" || made.Plan.Documents[0].Level != 0 || made.Path != output {
		t.Errorf("%s%+v", diff, made)
	}
	if len(made.Refused) != 1 || made.Refused[0].Source.ID != "d3" {
		t.Errorf("got %+v", made.Refused)
	}
	_, err = s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, Output: output})
	wantID(t, err, "file-exists")
	if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, Output: output, Overwrite: true}); err != nil {
		t.Error(err)
	}
}

func TestBundleOfNothing(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	_, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English})
	wantID(t, err, "bundle-empty")
	if entries, err := os.ReadDir(filepath.Join(s.Path(), "bundles")); err != nil || len(entries) > 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func fileOf(s *session.Session, id string) string {
	for _, d := range s.Documents() {
		if d.ID == id {
			return d.File
		}
	}
	return ""
}

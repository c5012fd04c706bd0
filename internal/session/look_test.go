package session_test

import (
	"slices"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/session"
)

// found are the ids of what a look finds.
func found(t *testing.T, s *session.Session, id string) []string {
	t.Helper()
	got, err := s.Look(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range got.Findings {
		ids = append(ids, f.ID)
	}
	return ids
}

func TestLookAtDocuments(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	proof := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "proof-of-studies"})
	got, err := s.Look(t.Context(), proof.ID)
	if err != nil || got.Pages != 2 || len(got.Look.Pages) != 2 || !got.Look.Whole {
		t.Fatalf("%d pages, %v", len(got.Look.Pages), err)
	}
	first := found(t, s, proof.ID)
	for _, want := range []string{"language-seems", "name-found"} {
		if !slices.Contains(first, want) {
			t.Errorf("found %q, not %s", first, want)
		}
	}
	if examined, err := s.Examine(t.Context(), proof.ID); err != nil || len(examined.Findings) != 0 {
		t.Errorf("a mere look at the file found %v, %v", examined.Findings, err)
	}

	// What the dossier says changes what is found, without another look.
	do(t, s, set("documents."+proof.ID+".lang=de"))
	if now := found(t, s, proof.ID); !slices.Contains(now, "language-differs") || slices.Contains(now, "language-seems") {
		t.Errorf("said to be German: found %q", now)
	}
	do(t, s, set("documents."+proof.ID+".lang=fr", "name.family=Kowalska", "name.given=Anna"))
	if now := found(t, s, proof.ID); !slices.Contains(now, "name-absent") || slices.Contains(now, "language-differs") {
		t.Errorf("of somebody else: found %q", now)
	}

	// The same file again, as another kind, is told of the later one.
	twin := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	if now := found(t, s, twin.ID); !slices.Contains(now, "same-file") {
		t.Errorf("the same file twice: found %q", now)
	}
	if now := found(t, s, proof.ID); slices.Contains(now, "same-file") {
		t.Errorf("the first of them: found %q", now)
	}
	do(t, s, set("documents."+proof.ID+".pages=1", "documents."+twin.ID+".pages=2"))
	if now := found(t, s, twin.ID); slices.Contains(now, "same-file") {
		t.Errorf("two parts of one file: found %q", now)
	}
	_, err = s.Look(t.Context(), "d9")
	wantID(t, err, "session-no-document")
}

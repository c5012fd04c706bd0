package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/typeset"
)

// A document moves with its translations past the next one with its own, stops at
// either end, and goes back to where the checklist has it; each step is undone.
func TestDocumentsMoveInABundle(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		addPages(t, s, name, 1, document.Other)
	}
	addPages(t, s, "translation.pdf", 1, document.Translation)
	do(t, s, set("documents.d4.of=d1"))
	start := inOrder(t, s, "")
	if start != "d1 d4 d2 d3" {
		t.Fatalf("it begins with %s", start)
	}
	for _, c := range []struct {
		move session.Move
		want string
	}{
		{session.Move{Document: "d1", By: 1}, "d2 d1 d4 d3"},
		{session.Move{Document: "d3", By: -1}, "d2 d3 d1 d4"},
		{session.Move{Document: "d3", By: -9}, "d3 d2 d1 d4"},
		{session.Move{Document: "d1", By: 1}, "d3 d2 d1 d4"},
		{session.Move{Document: "d4", By: -1}, "d3 d1 d4 d2"},
		{session.Move{}, start},
	} {
		do(t, s, c.move)
		if got := inOrder(t, s, ""); got != c.want {
			t.Errorf("%+v: %s, want %s", c.move, got, c.want)
		}
	}
	do(t, s, session.Separate{On: true}, session.Move{Document: "d2", By: 1})
	if all, err := s.Choices(""); err != nil || !all[0].Separators || inOrder(t, s, "") != "d1 d4 d3 d2" {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.Undo(); err != nil || inOrder(t, s, "") != start {
		t.Errorf("undone: %s, %v", inOrder(t, s, ""), err)
	}
	wantID(t, s.Do(session.Move{Document: "d9", By: 1}), "session-no-document")
	wantID(t, s.Do(session.Separate{Name: "Other", On: true}), "session-no-bundle-named")
}

// What a bundle looks like is kept of each by itself, and what was not asked for stays.
func TestStyleOfABundleIsKept(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "a.pdf", 1, document.Other)
	do(t, s, session.Compose{Choice: session.Composition{Name: "P", Documents: []string{"d1"}, Separators: true}})
	do(t, s, session.Style{Name: "P", Paper: typeset.Letter})
	do(t, s, session.Style{Name: "P", Lang: i18n.French}, session.Style{Lang: i18n.English})
	want := []session.Composition{
		{Lang: i18n.English},
		{Name: "P", Documents: []string{"d1"}, Separators: true, Paper: typeset.Letter, Lang: i18n.French},
	}
	if all, err := s.Choices(""); err != nil || !cmp.Equal(all, want) {
		t.Errorf("%v: %s", err, cmp.Diff(want, all))
	}
	planned, err := s.Plan(t.Context(), session.BundleOptions{Name: "P", Spoken: i18n.English})
	if err != nil || planned.Plan.Paper != typeset.Letter || planned.Plan.Lang != "fr" {
		t.Errorf("planned on %s in %s, %v", planned.Plan.Paper, planned.Plan.Lang, err)
	}
	wantID(t, s.Do(session.Style{Paper: "a3"}), "session-bundle-paper")
	wantID(t, s.Do(session.Style{Name: "Other", Paper: typeset.A4}), "session-no-bundle-named")
}

// A document that was taken out of the dossier keeps nobody from changing the bundles
// that named it.
func TestBundlesOfDocumentsThatHaveGoneCanBeChanged(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		addPages(t, s, name, 1, document.Other)
	}
	do(t, s, session.Move{Document: "d3", By: -1}, session.Compose{Choice: session.Composition{Name: "P", Documents: []string{"d1", "d3"}}})
	do(t, s, set("documents.d3="))
	do(t, s, session.Separate{On: true}, session.Separate{Name: "P", On: true}, session.Style{Name: "P", Paper: typeset.Letter})
	all, err := s.Choices("")
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, session.Compose{Was: "P", Choice: session.Composition{Name: "Q", Documents: all[1].Documents, Order: all[0].Order}})
	if got := inOrder(t, s, "Q"); got != "d1" {
		t.Errorf("it has %s", got)
	}
}

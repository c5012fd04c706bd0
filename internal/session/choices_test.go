package session_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
)

// addPages takes a file of so many pages of text in, each time another one.
func addPages(t testing.TB, s *session.Session, name string, pages int, kind document.Kind) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	data := append(pdftest.Written(pages), "\n% "+name+"\n"...)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: kind})
	if err != nil || added[0].Err != nil {
		t.Fatal(err, added)
	}
	return added[0].Document.ID
}

// pagesOf writes the pages of a document as they stand in bundles.
func pagesOf(t testing.TB, s *session.Session, id string) string {
	t.Helper()
	pages, err := s.Pages("", id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range pages {
		out = append(out, p.Document+":"+strconv.Itoa(p.Number))
	}
	return strings.Join(out, " ")
}

func inOrder(t testing.TB, s *session.Session, name string) string {
	t.Helper()
	documents, err := s.Contents("", name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range documents {
		out = append(out, d.ID)
	}
	return strings.Join(out, " ")
}

// The order of a choice of pages is the order in the bundle; no page goes in twice.
func TestPagesAreReordered(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	id := addPages(t, s, "a.pdf", 4, document.Other)
	do(t, s, set("documents.d1.pages=3,1-2"))
	if got := pagesOf(t, s, id); got != "d1:3 d1:1 d1:2" {
		t.Errorf("got %s", got)
	}
	wantID(t, s.Do(set("documents.d1.pages=3,1-3")), "session-page-twice")
	planned, err := s.Plan(t.Context(), session.BundleOptions{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, p := range planned.Plan.Documents[0].Pages {
		got = append(got, p.Number)
	}
	if !slices.Equal(got, []int{3, 1, 2}) {
		t.Errorf("planned %v", got)
	}
	do(t, s, session.TakeApart{Document: id})
	if got := pagesOf(t, s, id); got != "d1:1 d1:2 d1:3" {
		t.Errorf("in the file's order: %s", got)
	}
	undo(t, s)
	undo(t, s)
	if got := pagesOf(t, s, id); got != "d1:1 d1:2 d1:3 d1:4" {
		t.Errorf("undone: %s", got)
	}
}

func TestInterleave(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "fronts.pdf", 3, document.Qualification)
	addPages(t, s, "backs.pdf", 3, document.Other)
	addPages(t, s, "both.pdf", 5, document.Other)
	before := s.Documents()
	do(t, s, session.Interleave{Document: "d1", Backs: "d2", Reversed: true})
	do(t, s, session.Interleave{Document: "d3"})
	if got := pagesOf(t, s, "d1"); got != "d1:1 d2:3 d1:2 d2:2 d1:3 d2:1" {
		t.Errorf("got %s", got)
	}
	if got := pagesOf(t, s, "d2"); got != "" {
		t.Errorf("backs stand by themselves too: %s", got)
	}
	if got := pagesOf(t, s, "d3"); got != "d3:1 d3:4 d3:2 d3:5 d3:3" {
		t.Errorf("got %s", got)
	}
	if got := inOrder(t, s, ""); got != "d1 d3" {
		t.Errorf("the bundle has %s", got)
	}
	do(t, s, set("documents.d2.pages=1,3"), session.Treat{Document: "d2", Page: 3, Treatment: session.Treatment{Turn: 180}})
	s = reopen(t, house(), s)
	if got := pagesOf(t, s, "d1"); got != "d1:1 d2:3 d1:2 d1:3 d2:1" {
		t.Errorf("with a blank back left out: %s", got)
	}
	if pages, _ := s.Pages("", "d1"); pages[1].Treatment.Turn != 180 || !pages[1].Back || pages[1].Name != "backs.pdf" {
		t.Errorf("got %+v", pages[1])
	}
	for want, edit := range map[string]session.Interleave{
		"session-backs-itself":  {Document: "d1", Backs: "d1"},
		"session-backs-already": {Document: "d2", Backs: "d3"},
		"session-no-document":   {Document: "d1", Backs: "d9"},
	} {
		wantID(t, s.Do(edit), want)
	}
	wantID(t, s.Do(session.Interleave{Document: "d1", Backs: "d3"}), "session-backs-already")
	wantID(t, s.Do(session.Interleave{Document: "d3", Backs: "d1"}), "session-backs-already")
	do(t, s, session.TakeApart{Document: "d1"}, session.TakeApart{Document: "d3"})
	if got := inOrder(t, s, ""); got != "d1 d2 d3" || s.Documents()[1].Backs != before[1].Backs || s.Documents()[2].Pages != nil {
		t.Errorf("taken apart: %s, %+v", got, s.Documents())
	}
	undo(t, s)
	if got := inOrder(t, s, ""); got != "d1 d3" {
		t.Errorf("undone: %s", got)
	}
	do(t, s, set("documents.d1="))
	if got := inOrder(t, s, ""); got != "d2 d3" {
		t.Errorf("without the fronts: %s", got)
	}
}

// The bundle of two scans is one document, each page of the file that it says.
func TestInterleavedBundle(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "fronts.pdf", 3, document.Qualification)
	addPages(t, s, "backs.pdf", 2, document.Other)
	addPages(t, s, "more.pdf", 1, document.Other)
	do(t, s, session.Interleave{Document: "d1", Backs: "d2"})
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	d := made.Plan.Documents[0]
	if len(made.Plan.Documents) != 2 || d.Backs == nil || d.Backs.ID != "d2" || d.Backs.Name != "backs.pdf" {
		t.Fatalf("planned %+v", made.Plan.Documents)
	}
	var got []string
	for _, c := range made.Outcome.Pages[made.Plan.FrontPages:] {
		got = append(got, strconv.Itoa(c.Source)+":"+strconv.Itoa(c.Page))
	}
	if diff := cmp.Diff([]string{"0:0", "1:0", "0:1", "1:1", "0:2", "2:0"}, got); diff != "" {
		t.Error(diff)
	}
	current := func() bool {
		built, err := s.Bundles("")
		if err != nil || len(built) != 1 {
			t.Fatal(built, err)
		}
		return built[0].Current
	}
	if !current() {
		t.Error("the bundle is not current")
	}
	do(t, s, session.TakeApart{Document: "d1"})
	if current() {
		t.Error("taken apart, and still current")
	}
}

func TestDocumentsAreReordered(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "other.pdf", 1, document.Other)
	addPages(t, s, "proof.pdf", 1, document.ProofOfStudies)
	addPages(t, s, "diploma.pdf", 1, document.Qualification)
	if got := inOrder(t, s, ""); got != "d3 d2 d1" {
		t.Fatalf("the checklist's order is %s", got)
	}
	order := func(ids ...string) session.Compose {
		return session.Compose{Choice: session.Composition{Order: ids}}
	}
	do(t, s, order("d1", "d3", "d2"))
	if got := inOrder(t, s, ""); got != "d1 d3 d2" {
		t.Errorf("got %s", got)
	}
	addPages(t, s, "second.pdf", 1, document.ProofOfStudies)
	if got := inOrder(t, s, ""); got != "d1 d3 d2 d4" {
		t.Errorf("with another one: %s", got)
	}
	wantID(t, s.Do(order("d1", "d1")), "session-document-twice")
	wantID(t, s.Do(order("d7")), "session-no-document")
	s = reopen(t, house(), s)
	do(t, s, order())
	if got := inOrder(t, s, ""); got != "d3 d2 d4 d1" {
		t.Errorf("back to the checklist's: %s", got)
	}
	undo(t, s)
	if got := inOrder(t, s, ""); got != "d1 d3 d2 d4" {
		t.Errorf("undone: %s", got)
	}
}

func TestNamedBundles(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "a.pdf", 1, document.Other)
	addPages(t, s, "b.pdf", 1, document.Other)
	portfolio := session.Composition{Name: "Portfolio", Documents: []string{"d2"}, Separators: true, Paper: "letter", Lang: "fr"}
	do(t, s, session.Compose{Choice: portfolio})
	s = reopen(t, house(), s)
	choices, err := s.Choices("")
	if diff := cmp.Diff([]session.Composition{{}, portfolio}, choices); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if got := inOrder(t, s, "Portfolio"); got != "d2" {
		t.Errorf("it has %s", got)
	}
	if got := inOrder(t, s, ""); got != "d1 d2" {
		t.Errorf("the own one has %s", got)
	}
	plan, err := s.Plan(t.Context(), session.BundleOptions{Name: "Portfolio", Spoken: "en"})
	if err != nil || plan.Plan.Lang != "fr" || plan.Plan.Paper != "letter" || !strings.HasSuffix(plan.Path, "_OCIO_Portfolio.pdf") {
		t.Errorf("planned %s, %s, %s, %v", plan.Plan.Lang, plan.Plan.Paper, plan.Path, err)
	}
	for want, edit := range map[string]session.Edit{
		"session-bundle-name":     session.Compose{Choice: session.Composition{Name: " x"}},
		"session-bundle-own":      session.Compose{Choice: session.Composition{Documents: []string{"d1"}}},
		"session-bundle-paper":    session.Compose{Choice: session.Composition{Name: "x", Paper: "a3"}},
		"session-no-bundle-named": session.Discard{Name: "x"},
		"session-bundle-twice":    session.Compose{Was: "Portfolio"},
	} {
		wantID(t, s.Do(edit), want)
	}
	_, err = s.Plan(t.Context(), session.BundleOptions{Name: "x", Spoken: "en"})
	wantID(t, err, "session-no-bundle-named")
	portfolio.Name = "Notes"
	do(t, s, session.Compose{Was: "Portfolio", Choice: portfolio})
	if choices, _ := s.Choices(""); len(choices) != 2 || choices[1].Name != "Notes" {
		t.Errorf("renamed: %+v", choices)
	}
	do(t, s, session.Discard{Name: "Notes"})
	if choices, _ := s.Choices(""); len(choices) != 1 {
		t.Errorf("discarded: %+v", choices)
	}
	undo(t, s)
	if choices, _ := s.Choices(""); len(choices) != 2 {
		t.Errorf("undone: %+v", choices)
	}
}

// What two computers chose is merged choice by choice.
func TestChoicesAreMerged(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	addPages(t, a, "a.pdf", 2, document.Other)
	addPages(t, a, "b.pdf", 2, document.Other)
	b := twin(t, a)
	do(t, a, session.Compose{Choice: session.Composition{Order: []string{"d2", "d1"}}})
	do(t, a, session.Compose{Choice: session.Composition{Name: "one", Documents: []string{"d1"}}})
	do(t, b, session.Compose{Choice: session.Composition{Name: "two", Documents: []string{"d2"}}})
	do(t, b, session.Interleave{Document: "d1", Backs: "d2", Reversed: true})
	carry(t, b, a, stateFile, stateFile)
	reload(t, a)
	choices, err := a.Choices("")
	if err != nil || len(a.Conflicts()) > 0 {
		t.Fatal(err, a.Conflicts())
	}
	want := []session.Composition{{Order: []string{"d2", "d1"}}, {Name: "one", Documents: []string{"d1"}}, {Name: "two", Documents: []string{"d2"}}}
	if diff := cmp.Diff(want, choices); diff != "" {
		t.Error(diff)
	}
	if got := pagesOf(t, a, "d1"); got != "d1:1 d2:2 d1:2 d2:1" {
		t.Errorf("got %s", got)
	}
	// The same choice made otherwise on both sides waits for a word; the last
	// bundle taken out on one side only is gone.
	carry(t, a, b, stateFile, stateFile)
	reload(t, b)
	do(t, a, session.Compose{Choice: session.Composition{Order: []string{"d1", "d2"}}}, session.Discard{Name: "one"}, session.Discard{Name: "two"})
	do(t, b, session.Compose{Choice: session.Composition{Order: []string{"d2"}}})
	carry(t, b, a, stateFile, stateFile)
	reload(t, a)
	conflicts := a.Conflicts()
	if len(conflicts) != 1 || !strings.HasSuffix(conflicts[0].Field, ".bundles..order") {
		t.Fatalf("conflicts: %+v", conflicts)
	}
	do(t, a, session.Resolve{Field: conflicts[0].Field, Value: []byte(`["d2"]`)})
	if choices, _ := a.Choices(""); len(a.Conflicts()) > 0 || !slices.Equal(choices[0].Order, []string{"d2"}) {
		t.Errorf("resolved: %+v", choices)
	}
	if choices, _ := a.Choices(""); len(choices) != 1 {
		t.Errorf("got %+v", choices)
	}
}

// Documents that got the same number on two computers keep their places in orders
// and bundles, and backs stay those of the document that they were.
func TestChoicesFollowRenumberedDocuments(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	addPages(t, a, "first.pdf", 1, document.Other)
	b := twin(t, a)
	addPages(t, a, "mine.pdf", 2, document.Other)
	addPages(t, b, "theirs.pdf", 3, document.Other)
	addPages(t, b, "their-backs.pdf", 3, document.Other)
	do(t, b, session.Interleave{Document: "d2", Backs: "d3"}, session.Compose{Choice: session.Composition{Name: "n", Documents: []string{"d2"}}})
	carry(t, b, a, stateFile, stateFile)
	for _, d := range b.Documents() {
		carry(t, b, a, filepath.Join("documents", d.File), filepath.Join("documents", d.File))
	}
	reload(t, a)
	names := map[string]string{}
	for _, d := range a.Documents() {
		names[d.Name] = d.ID
	}
	if got := inOrder(t, a, "n"); got != names["theirs.pdf"] || got == names["mine.pdf"] {
		t.Errorf("the bundle has %s of %v", got, names)
	}
	if pages, err := a.Pages("", names["theirs.pdf"]); err != nil || len(pages) != 6 || pages[1].Name != "their-backs.pdf" {
		t.Errorf("got %+v, %v", pages, err)
	}
}

// Several documents of a kind, for one study or for several, each with as many
// translations, all go in, each in its place and told from the others.
func TestSeveralDocumentsOfAKind(t *testing.T) {
	t.Parallel()
	type doc struct {
		name string
		o    session.AddOptions
	}
	diploma := func(name, study string) doc {
		return doc{name, session.AddOptions{Kind: document.Qualification, For: study, Lang: "fr"}}
	}
	translation := func(name, of string) doc {
		return doc{name, session.AddOptions{Kind: document.Translation, Of: of, Lang: "en"}}
	}
	for _, test := range []struct {
		name  string
		docs  []doc
		order string
	}{
		{"two diplomas of one study", []doc{diploma("a.pdf", "s1"), diploma("b.pdf", "s1")}, "d1 d2"},
		{"diplomas of several studies", []doc{diploma("a.pdf", "s2"), diploma("b.pdf", "s1"), diploma("c.pdf", "s2")}, "d2 d1 d3"},
		{"two translations of one", []doc{diploma("a.pdf", "s1"), diploma("b.pdf", "s1"), translation("a-en.pdf", "d1"), translation("a-en-2.pdf", "d1")}, "d1 d3 d4 d2"},
		{"a translation of each", []doc{translation("x.pdf", ""), diploma("a.pdf", "s1"), diploma("b.pdf", "s1"), translation("a-en.pdf", "d2"), translation("b-en.pdf", "d3")}, "d2 d4 d3 d5 d1"},
		{"proofs and others", []doc{
			{"p1.pdf", session.AddOptions{Kind: document.ProofOfStudies, For: "s2"}}, {"o1.pdf", session.AddOptions{Kind: document.Other}},
			{"p2.pdf", session.AddOptions{Kind: document.ProofOfStudies, For: "s2"}}, {"o2.pdf", session.AddOptions{Kind: document.Other}},
		}, "d1 d3 d2 d4"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := create(t, house(), assetstest.Candidate(t))
			for _, d := range test.docs {
				id := addPages(t, s, d.name, 1, document.Other)
				do(t, s, set("documents."+id+".kind="+string(d.o.Kind), "documents."+id+".for="+d.o.For, "documents."+id+".of="+d.o.Of, "documents."+id+".lang="+d.o.Lang))
			}
			if got := inOrder(t, s, ""); got != test.order {
				t.Errorf("in the order %s", got)
			}
			planned, err := s.Plan(t.Context(), session.BundleOptions{Lang: "en"})
			if err != nil || len(planned.Refused) > 0 {
				t.Fatal(err, planned.Refused)
			}
			seen := map[string]bool{}
			for _, d := range planned.Plan.Documents {
				if line := d.Title + " / " + d.Detail; seen[line] {
					t.Errorf("two lines of the contents say %q", line)
				} else {
					seen[line] = true
				}
			}
		})
	}
}

// What was chosen goes along when the dossier is handed over, and so does the
// newest good bundle of each name.
func TestChoicesAreHandedOver(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "fronts.pdf", 2, document.Qualification)
	addPages(t, s, "backs.pdf", 2, document.Other)
	do(t, s, session.Interleave{Document: "d1", Backs: "d2"}, session.Compose{Choice: session.Composition{Name: "P", Documents: []string{"d1"}, Separators: true}})
	for _, name := range []string{"", "P", "P"} {
		if _, err := s.Bundle(t.Context(), session.BundleOptions{Name: name, Spoken: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	made := export(t, s, session.ExportOptions{})
	if len(made.Bundles) != 2 {
		t.Errorf("bundles %v", made.Bundles)
	}
	got := receive(t, incoming(t, house(), made.Path, ""))
	if order := inOrder(t, got, "P"); order != "d1" || pagesOf(t, got, "d1") != "d1:1 d2:1 d1:2 d2:2" {
		t.Errorf("received %s, %s", order, pagesOf(t, got, "d1"))
	}
	built, err := got.Bundles("")
	if err != nil || len(built) != 2 || !built[0].Current || !built[1].Current || built[0].Name+built[1].Name != "P" {
		t.Errorf("built %+v, %v", built, err)
	}
}

// An application that was sent keeps what was chosen then.
func TestChoicesOfASentApplication(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addPages(t, s, "a.pdf", 1, document.Other)
	addPages(t, s, "b.pdf", 1, document.Other)
	order := session.Compose{Choice: session.Composition{Order: []string{"d2", "d1"}}}
	do(t, s, order, session.Submit{})
	wantID(t, s.Do(session.Compose{}), "session-submitted")
	wantID(t, s.Do(session.Discard{}), "session-submitted")
	do(t, s, session.Interleave{Document: "d1", Backs: "d2"})
	if got := inOrder(t, s, ""); got != "d2 d1" {
		t.Errorf("it has %s", got)
	}
}

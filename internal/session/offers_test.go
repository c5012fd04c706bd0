package session_test

import (
	"path/filepath"
	"slices"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// What can be applied for as well is what is not applied for, examples last; each
// is judged at once by what the dossier holds, itself counted.
func TestOffers(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	for _, id := range []string{"second-call", "third-call", "fourth-call"} {
		ownPack(t, own, id)
	}
	s := create(t, withOwn(own), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: "second-call"}, session.Apply{Ref: "third-call"})
	before := s.Vacancies()
	offers, err := s.Offers()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, o := range offers {
		ids = append(ids, o.Pack.ID)
		if o.Example != (o.Pack.ID != "fourth-call") {
			t.Errorf("%s is an example: %v", o.Pack.ID, o.Example)
		}
	}
	if want := []string{"fourth-call", euExample, natoExample, exchangeExample}; !slices.Equal(ids, want) {
		t.Fatalf("offered are %v, want %v", ids, want)
	}
	for i, want := range []vacancy.Verdict{vacancy.NotMet, vacancy.Met, vacancy.NotMet, vacancy.Met} {
		caps := offers[i].Caps()
		if len(caps) != 1 || caps[0].Verdict != want {
			t.Errorf("%s: the caps are %v, want one that is %s", ids[i], caps, want)
		}
		if age, ok := offers[i].Checklist.Item("age"); ok && age.Verdict != vacancy.Met {
			t.Errorf("%s: age is %s by the facts that are known", ids[i], age.Verdict)
		}
	}
	if !slices.Equal(s.Vacancies(), before) {
		t.Errorf("asking what there is changed the applications to %v", s.Vacancies())
	}
}

// The checklists of two applications do not take each other's place.
func TestReportsOfTwoApplications(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: natoExample})
	var names []string
	for _, id := range []string{nato, natoExample, nato} {
		path, err := s.Report(t.Context(), session.ReportOptions{Vacancy: id, Overwrite: true, Lang: i18n.English})
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(path))
	}
	want := []string{"checklist-" + nato + ".pdf", "checklist-" + natoExample + ".pdf", "checklist-" + nato + ".pdf"}
	if !slices.Equal(names, want) {
		t.Errorf("the checklists are %v, want %v", names, want)
	}
}

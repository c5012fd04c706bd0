package checklist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/vacancy"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	decided := &checklist.Decision{}
	entry := func(id string, v vacancy.Verdict, d *checklist.Decision) checklist.Item {
		return checklist.Item{ID: id, Verdict: v, Decision: d}
	}
	before := checklist.Checklist{Items: []checklist.Item{
		entry("same", vacancy.Met, nil), entry("worse", vacancy.Met, nil), entry("gone", vacancy.NotMet, nil),
		entry("decided", vacancy.ToConfirm, decided), entry("lapsed", vacancy.ToConfirm, decided),
	}}
	after := checklist.Checklist{Items: []checklist.Item{
		entry("new", vacancy.Unanswered, nil), entry("lapsed", vacancy.ToConfirm, nil),
		entry("decided", vacancy.ToConfirm, decided), entry("worse", vacancy.NotMet, nil), entry("same", vacancy.Met, nil),
	}}
	want := []checklist.Change{
		{ID: "new", After: vacancy.Unanswered},
		{ID: "lapsed", Before: vacancy.ToConfirm, After: vacancy.ToConfirm, Lapsed: true},
		{ID: "worse", Before: vacancy.Met, After: vacancy.NotMet},
		{ID: "gone", Before: vacancy.NotMet},
	}
	if diff := cmp.Diff(want, checklist.Compare(before, after)); diff != "" {
		t.Error(diff)
	}
	if got := checklist.Compare(after, after); got != nil {
		t.Errorf("the same differs: %v", got)
	}
}

// What is otherwise says why, and what to do now.
func TestAChangeIsExplainedAsItStandsAfter(t *testing.T) {
	t.Parallel()
	young := input(t, `{"birthDate":"2010-01-01"}`)
	changes := checklist.Compare(checklist.Build(input(t, `{}`)), checklist.Build(young))
	if len(changes) != 1 || changes[0].ID != "age" || changes[0].After != vacancy.NotMet {
		t.Fatalf("%+v", changes)
	}
	if c := changes[0]; c.Reason.ID != "reason.age.too-young-deadline" || c.Reason.Args["Birthday"] == nil || c.Next.ID != "next.age.wait" {
		t.Errorf("%v, then %v", c.Reason, c.Next)
	}
}

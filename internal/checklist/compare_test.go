package checklist_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	decided := &checklist.Decision{}
	entry := func(id string, v vacancy.Verdict, d *checklist.Decision) checklist.Item {
		return checklist.Item{ID: id, Verdict: v, Decision: d, Reason: message.New("reason."+id, nil), Next: message.New("next."+id, nil)}
	}
	before := checklist.Checklist{Items: []checklist.Item{
		entry("same", vacancy.Met, nil), entry("worse", vacancy.Met, nil), entry("gone", vacancy.NotMet, nil),
		entry("decided", vacancy.ToConfirm, decided), entry("lapsed", vacancy.ToConfirm, decided),
	}}
	after := checklist.Checklist{Items: []checklist.Item{
		entry("new", vacancy.Unanswered, nil), entry("lapsed", vacancy.ToConfirm, nil),
		entry("decided", vacancy.ToConfirm, decided), entry("worse", vacancy.NotMet, nil), entry("same", vacancy.Met, nil),
	}}
	reason := func(id string) message.Message { return message.New("reason."+id, nil) }
	next := func(id string) message.Message { return message.New("next."+id, nil) }
	want := []checklist.Change{
		{ID: "new", After: vacancy.Unanswered, Reason: reason("new"), Next: next("new")},
		{ID: "lapsed", Before: vacancy.ToConfirm, After: vacancy.ToConfirm, Lapsed: true, Reason: reason("lapsed"), Next: next("lapsed")},
		{ID: "worse", Before: vacancy.Met, After: vacancy.NotMet, Reason: reason("worse"), Next: next("worse")},
		{ID: "gone", Before: vacancy.NotMet},
	}
	if diff := cmp.Diff(want, checklist.Compare(before, after)); diff != "" {
		t.Error(diff)
	}
	if got := checklist.Compare(after, after); got != nil {
		t.Errorf("the same differs: %v", got)
	}
}

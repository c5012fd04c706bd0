package session_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// A bundle in parts is one bundle of the dossier: as current as its documents, whole
// or none.
func TestBundleInPartsIsOneBundle(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := withDocuments(t)
	o := session.BundleOptions{Lang: i18n.English, MaxSize: 160_000}
	plan, err := s.Plan(t.Context(), o)
	if err != nil || len(plan.Parts) < 2 {
		t.Fatalf("%d parts, %v", len(plan.Parts), err)
	}
	o.Follow = &plan
	made, err := s.Bundle(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	var size int64
	for i, f := range made.Parts {
		paths = append(paths, f.Path)
		size += f.Outcome.Size
		if f.Outcome.Size > 160_000 {
			t.Errorf("part %d has %d bytes", i+1, f.Outcome.Size)
		}
	}
	all, err := s.Bundles("")
	if err != nil || len(all) != 1 {
		t.Fatalf("%d bundles, %v", len(all), err)
	}
	if b := all[0]; !b.Current || b.Path != paths[0] || b.Size != size || b.Pages != made.Pages() {
		t.Errorf("got %+v", b)
	}
	if diff := cmp.Diff(paths, all[0].Files()); diff != "" {
		t.Error(diff)
	}
	// Another one goes beside it, under other names.
	o.Follow = nil
	again, err := s.Bundle(t.Context(), o)
	if err != nil || again.Path == made.Path {
		t.Errorf("the second is %s, %v", again.Path, err)
	}
	do(t, s, set("documents.d2.pages="))
	if all, err = s.Bundles(""); err != nil || len(all) != 2 || all[0].Current || all[1].Current {
		t.Errorf("after a change: %+v, %v", all, err)
	}
	if err := os.Remove(paths[1]); err != nil {
		t.Fatal(err)
	}
	if all, err = s.Bundles(""); err != nil || len(all) != 1 {
		t.Errorf("of one a part is gone: %+v, %v", all, err)
	}
}

// A limit that nobody has confirmed shrinks nothing and refuses nothing.
func TestUnconfirmedLimitIsNoTarget(t *testing.T) {
	t.Parallel()
	s := withDocuments(t)
	plan, err := s.Plan(t.Context(), session.BundleOptions{Lang: i18n.English})
	if err != nil || plan.MaxSize != 0 || len(plan.Parts) != 1 {
		t.Errorf("at most %d bytes, %d parts, %v", plan.MaxSize, len(plan.Parts), err)
	}
}

// A limit that somebody has confirmed is what a bundle keeps to, unless another is
// asked for, or none.
func TestConfirmedLimitIsTheTarget(t *testing.T) {
	skipShort(t)
	t.Parallel()
	own := t.TempDir()
	file := ownPack(t, own, nato)
	edit(t, file, "verified: false\n  aim: 1 MB\n  limit: 5 MB", "verified: true\n  aim: 100 kB\n  limit: 160 kB")
	s := reopen(t, withOwn(own), withDocuments(t))
	if _, ok := corrected(t, s, ""); ok {
		do(t, s, session.Accept{})
	}
	for asked, want := range map[message.Bytes]message.Bytes{0: 160_000, 300_000: 300_000, session.AnySize: 0} {
		plan, err := s.Plan(t.Context(), session.BundleOptions{Lang: i18n.English, MaxSize: asked})
		if err != nil || plan.MaxSize != want || len(plan.Parts) > 1 != (asked == 0) {
			t.Errorf("asked for %d: at most %d bytes, %d parts, %v", asked, plan.MaxSize, len(plan.Parts), err)
		}
	}
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English})
	if err != nil || len(made.Parts) < 2 {
		t.Fatalf("%d parts, %v", len(made.Parts), err)
	}
	for _, f := range made.Parts {
		if f.Outcome.Size > 160_000 {
			t.Errorf("%s has %d bytes", f.Path, f.Outcome.Size)
		}
	}
}

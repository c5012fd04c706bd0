package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

// Whatever step of a build fails, or is the last one before the program dies,
// there is a whole bundle or none, and the next opening leaves nothing unfinished.
func TestBundleSurvivesEveryFault(t *testing.T) {
	atLength(t)
	t.Parallel()
	for _, overwrite := range []bool{false, true} {
		durabletest.EachFault(t, errors.New("fault"), func(t *testing.T, f *durabletest.Faulty) {
			s := onFaultyDisk(t, f)
			fail := f.Fail
			f.Fail = 0
			if err := takeOneIn(t.Context(), s, t.TempDir(), 1); err != nil {
				t.Fatal(err)
			}
			options := session.BundleOptions{Lang: "en", Overwrite: overwrite}
			if overwrite {
				if _, err := s.Bundle(t.Context(), options); err != nil {
					t.Fatal(err)
				}
				do(t, s, set("requisition=7"))
			}
			f.Fail, f.Steps = fail, 0
			made, err := s.Bundle(t.Context(), options)
			steps := f.Steps
			_ = s.Close() // the fault may meet this too
			f.Steps = steps
			again := reopen(t, house(), s)
			files := durabletest.Files(t, filepath.Join(again.Path(), "bundles"))
			switch {
			case err == nil && len(files) != 2:
				t.Errorf("step %d: %s was made, and there are %d files", f.Fail, made.Path, len(files))
			case err != nil && !f.Crash && !overwrite && len(files) != 0:
				t.Errorf("step %d: %v, and %d files are there", f.Fail, err, len(files))
			}
			if overwrite && err != nil {
				return // the new bundle may stand beside the record of the old one, which shows
			}
			nothingIsHalf(t, again.Path(), "after a fault")
		})
	}
}

// A folder that vanishes while the dossier is open takes nothing else with it:
// every change is refused, nothing is made anew at the old place, and when the
// folder is back the work goes on.
func TestFolderVanishes(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	if err := takeOneIn(t.Context(), s, t.TempDir(), 1); err != nil {
		t.Fatal(err)
	}
	away := s.Path() + " away"
	if err := os.Rename(s.Path(), away); err != nil {
		t.Skipf("needs to move an open folder: %v", err)
	}
	wantID(t, s.Do(set("notes=lost")), "file-missing")
	if err := takeOneIn(t.Context(), s, t.TempDir(), 2); err == nil {
		t.Error("a file was taken in")
	}
	if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: "en"}); err == nil {
		t.Error("a bundle was made")
	}
	if states, err := s.History(); len(states) > 0 || err != nil {
		t.Errorf("got %v, %v", states, err)
	}
	if _, err := os.Lstat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something stands at the old place: %v", durabletest.Files(t, s.Path()))
	}
	if err := os.Rename(away, s.Path()); err != nil {
		t.Fatal(err)
	}
	do(t, s, set("notes=kept"))
	if a, err := s.Application(""); err != nil || a.Notes != "kept" || len(s.Documents()) != 1 {
		t.Errorf("got %+v, %v", a, err)
	}
}

// A disk that can only be read from some moment on refuses changes, still shows
// everything, and is written to again when it can be.
func TestDiskBecomesReadOnly(t *testing.T) {
	folder := durabletest.SmallDisk(t, 4<<20)
	s, err := house().Create(filepath.Join(folder, "Zoë"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, s)
	if err := takeOneIn(t.Context(), s, t.TempDir(), 1); err != nil {
		t.Fatal(err)
	}
	undo := durabletest.Protect(t, folder)
	wantID(t, s.Do(set("notes=lost")), "read-only")
	if err := takeOneIn(t.Context(), s, t.TempDir(), 2); err == nil {
		t.Error("a file was taken in")
	}
	_, err = s.Bundle(t.Context(), session.BundleOptions{Lang: "en"})
	wantID(t, err, "read-only")
	if standing, err := s.Standing(""); err != nil || len(standing.Checklist.Items) == 0 || len(s.Documents()) != 1 {
		t.Errorf("got %v, %v", s.Documents(), err)
	}
	if states, err := s.History(); err != nil || len(states) != 2 {
		t.Errorf("got %v, %v", states, err)
	}
	undo()
	do(t, s, set("notes=kept"))
}

// A disk that runs full while the work goes on loses nothing that was
// acknowledged, and with room again the work goes on.
func TestDiskRunsFull(t *testing.T) {
	folder := durabletest.SmallDisk(t, 600<<10)
	s, err := house().Create(filepath.Join(folder, "Zoë"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	acked := 1
	err = work(t.Context(), s, t.TempDir(), 2, 1000, func(n int) { acked = n })
	if got := i18n.Explain(err); err == nil || got.ID != "disk-full" {
		t.Errorf("after %d changes: %v", acked, err)
	}
	closing(t, s)
	if got := afterKill(t, filepath.Join(folder, "Zoë"), acked, "full"); got < acked || acked < 10 {
		t.Errorf("%d acknowledged, %d there", acked, got)
	}
	if err := os.RemoveAll(filepath.Join(folder, "Zoë", "bundles")); err != nil {
		t.Fatal(err)
	}
	again, err := house().Open(filepath.Join(folder, "Zoë"), false)
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, again)
	do(t, again, set("notes=0"))
}

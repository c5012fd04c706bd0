package session_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

// smallPictures writes pictures of different content and returns their paths.
func smallPictures(t testing.TB, count int) []string {
	t.Helper()
	folder := t.TempDir()
	paths := make([]string, count)
	for i := range paths {
		img := image.NewGray(image.Rect(0, 0, 60, 80))
		img.SetGray(i%60, i/60, color.Gray{Y: 200})
		paths[i] = filepath.Join(folder, fmt.Sprintf("scan-%d.png", i))
		out, err := os.Create(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(png.Encode(out, img), out.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// Everything is asked of one session at once: nothing is lost, no id is given
// twice, and what is on the disk at the end is what the session says.
func TestEverythingAtOnce(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	const adders, each, setters, sets = 3, 4, 3, 12
	paths := smallPictures(t, adders*each)
	var all sync.WaitGroup
	for a := range adders {
		all.Go(func() {
			added, err := s.Add(t.Context(), paths[a*each:(a+1)*each], session.AddOptions{Kind: "other"})
			if err != nil || len(added) != each {
				t.Errorf("%d added, %v", len(added), err)
			}
			for _, r := range added {
				if r.Err != nil {
					t.Error(r.Err)
				}
			}
		})
	}
	for n := range setters {
		all.Go(func() {
			for i := range sets {
				if err := s.Do(set(fmt.Sprintf("experience.%d.what=Work %d", 1, i)), session.Set{Assignments: []string{
					fmt.Sprintf("studies.t%d-%d.title=Course", n, i)}}); err != nil {
					t.Error(err)
				}
				if _, err := s.Standing(""); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Go(func() {
		output := filepath.Join(t.TempDir(), "out.pdf")
		if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, Output: output}); err != nil {
			t.Error(err)
		}
	})
	all.Go(func() {
		for width := range 5 {
			if _, err := s.Picture(t.Context(), "d1", 1, image.Pt(50+width, 100)); err != nil {
				t.Error(err)
			}
		}
	})
	all.Go(func() {
		if _, err := s.Plan(t.Context(), session.BundleOptions{Lang: i18n.English}); err != nil {
			t.Error(err)
		}
		if _, err := s.Examine(t.Context(), "d1"); err != nil {
			t.Error(err)
		}
	})
	all.Wait()
	again := reopen(t, house(), s)
	if got, want := len(again.Documents()), 1+adders*each; got != want || len(s.Documents()) != want {
		t.Errorf("%d documents, want %d", got, want)
	}
	seen := map[string]bool{}
	for _, d := range again.Documents() {
		if seen[d.ID] {
			t.Errorf("%s twice", d.ID)
		}
		seen[d.ID] = true
	}
	courses := 0
	for _, study := range again.Candidate().Studies {
		if strings.HasPrefix(study.ID, "t") {
			courses++
		}
	}
	if courses != setters*sets {
		t.Errorf("%d courses, want %d", courses, setters*sets)
	}
	wholeDocuments(t, again)
}

func TestTheSameFileTwiceAtOnceIsOneDocument(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	path := smallPictures(t, 1)[0]
	var all sync.WaitGroup
	outcomes := make(chan error, 4)
	for range cap(outcomes) {
		all.Go(func() {
			added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "other"})
			if err != nil {
				t.Error(err)
				return
			}
			outcomes <- added[0].Err
		})
	}
	all.Wait()
	close(outcomes)
	in := 0
	for err := range outcomes {
		if err == nil {
			in++
			continue
		}
		wantID(t, err, "session-added-already")
	}
	if documents := s.Documents(); in != 1 || len(documents) != 1 {
		t.Errorf("%d were added, %d documents", in, len(documents))
	}
	wholeDocuments(t, s)
}

// While a file is taken in, and while a bundle is made, changes are saved and
// questions answered: the work itself tells of its progress and waits for them.
func TestWorkHoldsUpNoChange(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	told := 0
	edit := func() {
		told++
		do(t, s, set(fmt.Sprintf("notes=%d", told)))
		if _, err := s.Standing(""); err != nil {
			t.Error(err)
		}
	}
	_, err := s.Add(t.Context(), smallPictures(t, 2), session.AddOptions{
		Kind: "other", Tell: func(done, of int, a session.Added) {
			if of != 2 || done != told+1 || a.Document.ID == "" {
				t.Errorf("told of %d of %d: %+v", done, of, a)
			}
			edit()
		},
	})
	if err != nil || told != 2 {
		t.Errorf("told %d times, %v", told, err)
	}
	_, err = s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, Tell: func(bundle.Progress) { edit() }})
	if err != nil || told < 4 {
		t.Errorf("told %d times, %v", told, err)
	}
}

// Whoever stops keeps what is in.
func TestStoppedAddKeepsWhatIsIn(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	ctx, cancel := context.WithCancel(t.Context())
	added, err := s.Add(ctx, smallPictures(t, 5), session.AddOptions{
		Kind: "other", Tell: func(done, _ int, _ session.Added) {
			if done == 2 {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) || len(added) != 2 || len(s.Documents()) != 2 {
		t.Errorf("%d outcomes, %d documents, %v", len(added), len(s.Documents()), err)
	}
	wholeDocuments(t, reopen(t, house(), s))
}

// Close ends what is under way and waits for it; afterwards nothing begins.
func TestCloseEndsTheWork(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	begun, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		var once sync.Once
		_, err := s.Add(context.Background(), smallPictures(t, 30), session.AddOptions{
			Kind: "other", Tell: func(int, int, session.Added) { once.Do(func() { close(begun) }) },
		})
		ended <- err
	}()
	<-begun
	closing(t, s)
	in := len(s.Documents())
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	again := reopen(t, house(), s)
	if n := len(again.Documents()); in == 0 || in == 30 || n != in {
		t.Errorf("%d documents, %d when it was closed", n, in)
	}
	wholeDocuments(t, again)
	wantID(t, s.Do(set("name.given=X")), "dossier-opened-to-read")
	_, err := s.Add(t.Context(), smallPictures(t, 1), session.AddOptions{Kind: "other"})
	wantID(t, err, "dossier-opened-to-read")
	if _, err := s.Picture(t.Context(), "d1", 1, image.Pt(9, 9)); !errors.Is(err, context.Canceled) {
		t.Errorf("a picture after the end: %v", err)
	}
	if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English}); !errors.Is(err, context.Canceled) {
		t.Errorf("a bundle after the end: %v", err)
	}
}

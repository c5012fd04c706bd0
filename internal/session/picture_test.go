package session_test

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/worker"
)

func TestExamineAKeptDocument(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "proof-of-studies", For: "s2"})
	fresh := reopen(t, house(), s)
	for range 2 {
		got, err := fresh.Examine(t.Context(), d.ID)
		if err != nil || got.Name != d.Name || got.Pages != 1 || got.Kind != "jpeg" {
			t.Errorf("got %+v, %v", got, err)
		}
		for _, f := range got.Findings {
			if f.ID == "name-differs" {
				t.Error("the name that it has in the folder was looked at")
			}
		}
	}
	_, err := fresh.Examine(t.Context(), "d9")
	wantID(t, err, "session-no-document")
}

// A file that is gone or is another now is said to be so, under the name that
// its owner knows.
func TestLookAtADocumentThatIsNotWhatItWas(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "other"})
	s = reopen(t, house(), s)
	path := func(id string) string { return filepath.Join(s.Path(), "documents", fileOf(s, id)) }
	other, err := os.ReadFile(path("d3"))
	if err == nil {
		err = errors.Join(os.Remove(path("d1")), os.Remove(path("d2")), os.WriteFile(path("d2"), other, 0o600),
			os.Remove(path("d3")), os.WriteFile(path("d3"), []byte("nothing"), 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"d1": "document-gone", "d2": "document-changed", "d3": "file-is-text"} {
		_, err := s.Examine(t.Context(), id)
		wantID(t, err, want)
	}
	_, err = s.Picture(t.Context(), "d1", 1, image.Pt(10, 10))
	wantID(t, err, "document-gone")
	_, err = s.Picture(t.Context(), "d3", 1, image.Pt(10, 10))
	wantID(t, err, "file-not-supported")
	if e := i18n.Explain(err); e.Args["File"] != "traduction-swiadectwo.png" {
		t.Errorf("the error names %v", e.Args["File"])
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "other"})
	box := image.Pt(120, 170)
	for _, id := range []string{"d1", "d2", "d3"} {
		got, err := s.Picture(t.Context(), id, 1, box)
		if err != nil {
			t.Error(err)
			continue
		}
		if size := got.Bounds().Size(); size.X > box.X || size.Y > box.Y || size.X < box.X && size.Y < box.Y {
			t.Errorf("%s: %v", id, size)
		}
		if again, err := s.Picture(t.Context(), id, 1, box); err != nil || again != got {
			t.Errorf("%s was drawn again, %v", id, err)
		}
	}
	for _, page := range []int{0, 99} {
		_, err := s.Picture(t.Context(), "d1", page, box)
		wantID(t, err, "no-such-page")
	}
	_, err := s.Picture(t.Context(), "d9", 1, box)
	wantID(t, err, "session-no-document")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Picture(cancelled, "d1", 1, image.Pt(11, 11)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Whoever does not want a picture any more costs nobody else theirs: the child
// that was drawing it lives on.
func TestUnwantedPicturesEndNoChild(t *testing.T) {
	t.Parallel()
	own, err := worker.Start(t.Context(), worker.Options{CacheDir: pdftest.CacheDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = own.Close() }) // the test is over
	h := house()
	h.Worker = func(context.Context) (*worker.Worker, error) { return own, nil }
	s := create(t, h, assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	child := own.ProcessID()
	var all sync.WaitGroup
	for width := range 8 {
		ctx, cancel := context.WithCancel(t.Context())
		all.Go(func() {
			_, err := s.Picture(ctx, "d1", 1, image.Pt(400+width, 600))
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		all.Go(cancel)
	}
	all.Wait()
	if _, err := s.Picture(t.Context(), "d1", 1, image.Pt(40, 60)); err != nil {
		t.Error(err)
	}
	if now := own.ProcessID(); now != child {
		t.Errorf("child %d was replaced by %d", child, now)
	}
}

// Closing ends whoever waits for a turn, however many they are.
func TestCloseWhilePicturesWait(t *testing.T) {
	t.Parallel()
	made := create(t, house(), assetstest.Candidate(t))
	addSample(t, made, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	closing(t, made)
	h := house()
	h.Worker = func(ctx context.Context) (*worker.Worker, error) {
		<-ctx.Done() // the picture takes its time
		return nil, ctx.Err()
	}
	synctest.Test(t, func(t *testing.T) {
		s, err := h.Open(made.Path(), false)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for width := range 4 {
			all.Go(func() {
				if _, err := s.Picture(t.Context(), "d1", 1, image.Pt(400+width, 600)); !errors.Is(err, context.Canceled) {
					t.Errorf("got %v", err)
				}
			})
		}
		synctest.Wait()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		all.Wait()
	})
}

// Pictures that are remembered do not fill the memory: the first of many large
// ones is drawn again, the last is not.
func TestPicturesAreForgotten(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	draw := func(width int) image.Image {
		got, err := s.Picture(t.Context(), "d1", 1, image.Pt(width, 4000))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	first := draw(3000) // 25 MB
	var last image.Image
	for width := 3001; width < 3005; width++ {
		last = draw(width)
	}
	if draw(3004) != last {
		t.Error("the last was drawn again")
	}
	if draw(3000) == first {
		t.Error("the first is still there")
	}
}

func BenchmarkPicture(b *testing.B) {
	s := create(b, house(), assetstest.Candidate(b))
	for _, name := range []string{"diplome-bachelier.pdf", "attestation-inscription.jpg"} {
		addSample(b, s, name, session.AddOptions{Kind: "other"})
	}
	for _, id := range []string{"d1", "d2"} {
		b.Run(id+"/drawn", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := s.Picture(b.Context(), id, 1, image.Pt(120, 170+i)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(id+"/remembered", func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Picture(b.Context(), id, 1, image.Pt(120, 170)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

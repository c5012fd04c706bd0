package session_test

import (
	"context"
	"errors"
	"image"
	"slices"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/session"
)

// Pages are drawn in the order in which they are wanted, and one that is not there
// holds up no other.
func TestPicturesComeInTheirOrder(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	var told []int
	err := s.Pictures(t.Context(), "d1", []int{2, 9, 1}, image.Pt(20, 20), func(page int, picture image.Image, err error) {
		told = append(told, page)
		if (picture == nil) != (page == 9) || (err == nil) != (page != 9) {
			t.Errorf("page %d: %v, %v", page, picture, err)
		}
	})
	if err != nil || !slices.Equal(told, []int{2, 9, 1}) {
		t.Errorf("told of %v, %v", told, err)
	}
}

// Whoever scrolls on wants no more of the pages that they left.
func TestPicturesEndWithTheirContext(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	err := s.Pictures(ctx, "d1", []int{1, 1, 2, 1}, image.Pt(21, 21), func(int, image.Image, error) {
		told++
		cancel()
	})
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Errorf("told %d times, %v", told, err)
	}
}

// The size on paper is that of the page as it is shown.
func TestPaperSize(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	wide, high, err := s.PaperSize(t.Context(), "d1", 2)
	if err != nil || wide >= high || wide < 500 {
		t.Fatalf("%v x %v, %v", wide, high, err)
	}
	do(t, s, session.Treat{Document: "d1", Page: 2, Treatment: session.Treatment{Turn: 90}})
	if w, h, err := s.PaperSize(t.Context(), "d1", 2); err != nil || w != high || h != wide {
		t.Errorf("turned: %v x %v, %v", w, h, err)
	}
	for id, want := range map[string]string{"d1": "no-such-page", "d9": "session-no-document"} {
		_, _, err := s.PaperSize(t.Context(), id, 7)
		wantID(t, err, want)
	}
}

package session_test

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/session"
)

// addPhoto takes a photograph of a sheet in.
func addPhoto(t *testing.T, s *session.Session) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "photo.jpg")
	if err := os.WriteFile(path, pdftest.Photo(640), 0o600); err != nil {
		t.Fatal(err)
	}
	added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "other"})
	if err != nil || added[0].Err != nil {
		t.Fatal(err, added)
	}
	return added[0].Document.ID
}

// What is proposed changes nothing until it is confirmed; then pictures show the
// page so, until it is undone.
func TestTreat(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	id := addPhoto(t, s)
	proposed, err := s.Suggest(t.Context(), id, 1)
	if err != nil || proposed.Treatment.Corners.None() || proposed.Confidence < 0.8 {
		t.Fatalf("proposed %+v, %v", proposed, err)
	}
	shape := func() image.Point {
		shot, err := s.Picture(t.Context(), id, 1, image.Pt(300, 300))
		if err != nil {
			t.Fatal(err)
		}
		return shot.Bounds().Size()
	}
	if shape() != image.Pt(225, 300) {
		t.Errorf("the picture is %v before anything was confirmed", shape())
	}
	proposed.Treatment.Turn = 90
	if shot, err := s.PictureAs(t.Context(), id, 1, proposed.Treatment, image.Pt(300, 300)); err != nil || shot.Bounds().Dx() != 300 {
		t.Errorf("as it would be: %v, %v", shot.Bounds(), err)
	}
	do(t, s, session.Treat{Document: id, Page: 1, Treatment: proposed.Treatment})
	if shape() != image.Pt(300, 212) {
		t.Errorf("the picture is %v", shape())
	}
	s = reopen(t, house(), s)
	if got := s.Documents()[0].Treatments[1]; got != proposed.Treatment {
		t.Errorf("kept %v", got)
	}
	if err := s.Undo(); err != nil || len(s.Documents()[0].Treatments) > 0 {
		t.Errorf("undone: %v, %v", s.Documents()[0].Treatments, err)
	}
}

func TestTreatRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	photo := addPhoto(t, s)
	sheet := scan.Corners{{X: 0.1, Y: 0.1}, {X: 0.9, Y: 0.1}, {X: 0.9, Y: 0.9}, {X: 0.1, Y: 0.9}}
	for want, edit := range map[string]session.Treat{
		"session-no-document":  {Document: "d9", Page: 1},
		"session-no-such-page": {Document: "d1", Page: 3, Treatment: session.Treatment{Turn: 90}},
		"session-no-treatment": {Document: photo, Page: 1, Treatment: session.Treatment{Turn: 45}},
		"session-only-turned":  {Document: "d1", Page: 1, Treatment: session.Treatment{Corners: sheet}},
	} {
		wantID(t, s.Do(edit), want)
	}
	wantID(t, s.Do(session.Treat{Document: photo, Page: 0}), "session-no-such-page")
	wantID(t, s.Do(session.Treat{Document: photo, Page: 2}), "session-no-such-page")
	do(t, s, session.Treat{Document: "d1", Page: 2, Treatment: session.Treatment{Turn: 270}})
	_, err := s.Suggest(t.Context(), "d9", 1)
	wantID(t, err, "session-no-document")
}

// A bundle shows pages as they were chosen, its record says so, and it is not
// current any more when that changes. What was sent stays as it was.
func TestTreatedPagesInBundles(t *testing.T) {
	if testing.Short() {
		t.Skip("slow with the race detector, and nothing in it happens at the same time")
	}
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	id := addPhoto(t, s)
	corners := scan.Corners{}
	for i, at := range pdftest.PhotoCorners() {
		corners[i] = scan.Point{X: at[0], Y: at[1]}
	}
	treatment := session.Treatment{Corners: corners.Rounded(), Turn: 90, Lift: true}
	do(t, s, session.Treat{Document: id, Page: 1, Treatment: treatment})
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	page := made.Plan.Documents[0].Pages[0]
	if page.Turn != 90 || !page.Lift || len(page.Corners) != 4 || !page.Wide {
		t.Errorf("planned %+v", page)
	}
	last := made.Outcome.Pages[len(made.Outcome.Pages)-1]
	if last.Corners != treatment.Corners || !last.Lift || last.Turn != 90 {
		t.Errorf("made %+v", last)
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
	do(t, s, session.Submit{Bundle: filepath.Base(made.Path)})
	do(t, s, session.Treat{Document: id, Page: 1})
	if got := s.Documents()[0].Treatments; len(got) > 0 {
		t.Errorf("still %v", got)
	}
	sent, err := s.Plan(t.Context(), session.BundleOptions{Lang: "en"})
	if err != nil || sent.Plan.Documents[0].Pages[0].Turn != 90 {
		t.Errorf("sent %+v, %v", sent.Plan.Documents, err)
	}
	do(t, s, session.TakeBack{})
	if current() {
		t.Error("the page is shown otherwise, and the bundle is current")
	}
}

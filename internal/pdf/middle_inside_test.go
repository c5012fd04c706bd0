package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

// A picture that is looked at again is not searched for its sheet again.
func TestAPictureIsSearchedOnceForItsSheet(t *testing.T) {
	e := New(Options{})
	path := filepath.Join(t.TempDir(), "photo.jpg")
	if err := os.WriteFile(path, pdftest.Photo(640), 0o600); err != nil {
		t.Fatal(err)
	}
	first, err := e.Suggest(t.Context(), File{Path: path}, 0)
	if err != nil || first.Treatment.Corners.None() {
		t.Fatalf("suggested %+v, %v", first, err)
	}
	clear(e.middles.made[0].shot.Pix) // there is nothing to be found any more
	again, err := e.Suggest(t.Context(), File{Path: path}, 0)
	if err != nil || again != first {
		t.Errorf("then %+v, %v", again, err)
	}
}

package choose

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/message"
)

// put makes a file and returns its path.
func put(t *testing.T, folder, name string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func wantError(t *testing.T, err error, id string) {
	t.Helper()
	if e := message.Of(err); e == nil || e.ID != id {
		t.Errorf("the error is %v, want %s", err, id)
	}
}

func TestWhatIsGoneIsSaid(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone.pdf")
	wantError(t, Opener{}.Launch(gone), "file-missing")
	wantError(t, Opener{}.Reveal(gone), "file-missing")
}

func TestAProgramIsNotOpened(t *testing.T) {
	for _, name := range []string{"diploma.pdf.exe", "diploma.desktop", "run.sh", "x.lnk", "x.bat", "diploma", "x.app", "x.jar", "x.js"} {
		wantError(t, Opener{}.Launch(put(t, t.TempDir(), name)), "open-refused")
	}
}

//go:build unix

package pdf_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf"
)

// Nobody else may write where machine code is kept that this program runs.
func TestTheCompiledEngineIsTheUsersAlone(t *testing.T) {
	base := t.TempDir()
	folder, _ := compiled(t, base)
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := pdf.OpenCache(base); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
}

// A link in the folder's place leads to what is somebody else's.
func TestALinkIsNoCache(t *testing.T) {
	base, elsewhere := t.TempDir(), t.TempDir()
	theirs := filepath.Join(elsewhere, "wazero-v1-here", "f4")
	put(t, theirs, "a person's")
	if err := os.Symlink(elsewhere, filepath.Join(base, pdf.EngineName())); err != nil {
		t.Fatal(err)
	}
	if folder, err := pdf.OpenCache(base); err == nil {
		t.Errorf("%s is used", folder)
	}
	if !isThere(theirs) {
		t.Error("what the link leads to was taken away")
	}
}

//go:build unix

package dossier_test

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
)

// Whatever rights the system gives new files, those of a dossier are its owner's
// alone.
func TestFilesArePrivate(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	name, _ := takeIn(t, opened, "diploma")
	if err := opened.KeepVacancy(dossier.Pack{ID: "own", Bytes: []byte("id: own")}); err != nil {
		t.Fatal(err)
	}
	if err := opened.Save(named("two"), noon); err != nil {
		t.Fatal(err)
	}
	for file := range durabletest.Files(t, path) {
		want := durable.FilePerm
		if filepath.Base(file) == name {
			want = durable.KeptPerm
		}
		info, err := os.Stat(filepath.Join(path, file))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the rights %v, %v", file, info.Mode(), err)
		}
	}
}

// A folder whose owner may not write in it is opened for reading, also where
// that becomes so in the middle.
func TestFolderWithoutTheRightToWrite(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	for _, folder := range []string{"history", ".dossier/tmp", ".dossier", "documents", ""} {
		forbid(t, filepath.Join(path, folder))
	}
	wantID(t, opened.Save(named("new"), noon), "permission")
	second := open(t, path, dossier.Options{})
	if second.ReadOnly() == nil || second.Dossier.Candidate.Name.Given != "Zoë" {
		t.Errorf("got %v, %v", second.ReadOnly(), second.Dossier.Candidate.Name)
	}
}

// forbid takes the right to write in a folder away until the test ends.
func forbid(t *testing.T, folder string) {
	t.Helper()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(folder, durable.FolderPerm); err != nil {
			t.Error(err)
		}
	})
}

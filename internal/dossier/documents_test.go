package dossier_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
)

// takeIn takes a file with this content in and keeps it.
func takeIn(t *testing.T, opened *dossier.Opened, content string) (name string, fresh bool) {
	t.Helper()
	source := filepath.Join(t.TempDir(), "scan.pdf")
	put(t, source, content)
	taken, err := opened.TakeIn(t.Context(), source, 1000)
	if err != nil {
		t.Fatal(err)
	}
	name = taken.SHA256 + ".pdf"
	fresh, err = opened.Keep(t.Context(), taken, name)
	if err != nil {
		t.Fatal(err)
	}
	return name, fresh
}

func TestDocumentIsWrittenOnce(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	name, fresh := takeIn(t, opened, "diploma")
	if !fresh || !opened.HasDocument(name) {
		t.Errorf("%s is not there", name)
	}
	info, err := os.Stat(opened.DocumentPath(name))
	if err != nil {
		t.Fatal(err)
	}
	if perm := info.Mode().Perm(); perm != durable.KeptPerm && runtime.GOOS != "windows" {
		t.Errorf("it has the rights %o", perm)
	}
	if again, fresh := takeIn(t, opened, "diploma"); again != name || fresh {
		t.Errorf("the same bytes became %s, fresh %v", again, fresh)
	}
	if got := durabletest.Files(t, filepath.Join(path, ".dossier", "tmp")); len(got) > 0 {
		t.Errorf("left %v", got)
	}
}

func TestDocumentThatChangedIsMended(t *testing.T) {
	t.Parallel()
	opened := open(t, create(t, zoe()), dossier.Options{})
	name, _ := takeIn(t, opened, "diploma")
	for _, damage := range []string{"", "diplom", "diplomx", "diploma and more"} {
		if err := os.Remove(opened.DocumentPath(name)); err != nil {
			t.Fatal(err)
		}
		put(t, opened.DocumentPath(name), damage)
		takeIn(t, opened, "diploma")
		if data, err := os.ReadFile(opened.DocumentPath(name)); err != nil || string(data) != "diploma" {
			t.Errorf("%q: got %q, %v", damage, data, err)
		}
	}
}

func TestHasDocument(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	put(t, filepath.Join(path, "documents", "empty.pdf"), "")
	for _, name := range []string{"gone.pdf", "empty.pdf", ""} {
		if opened.HasDocument(name) {
			t.Errorf("%q counts as there", name)
		}
	}
}

func TestReadOnlyTakesNothingIn(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	before := durabletest.Files(t, path)
	opened := open(t, path, dossier.Options{ReadOnly: true})
	_, err := opened.TakeIn(t.Context(), filepath.Join(path, "dossier.json"), 1000)
	wantID(t, err, "dossier-opened-to-read")
	_, err = opened.BundlePath("bundle.pdf")
	wantID(t, err, "dossier-opened-to-read")
	wantID(t, opened.KeepVacancy(dossier.Pack{ID: "x"}), "dossier-opened-to-read")
	if after := durabletest.Files(t, path); len(after) != len(before) {
		t.Errorf("%d files became %d", len(before), len(after))
	}
}

// What a killed program left is gone after the next opening.
func TestOpenSweepsUnfinishedFiles(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	for _, folder := range []string{"", "documents", "history", "bundles", "vacancies", ".dossier", ".dossier/tmp"} {
		put(t, filepath.Join(path, folder, ".~42.tmp"), "half")
	}
	open(t, path, dossier.Options{})
	for name := range durabletest.Files(t, path) {
		if strings.Contains(name, "unfinished") {
			t.Errorf("%s is still there", name)
		}
	}
}

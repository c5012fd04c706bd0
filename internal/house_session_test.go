package house_test

import (
	"slices"
	"testing"
)

// A dossier changes in one place. These tests find whoever else could write one:
// a room that knows the folder's form, or one above session that writes files.

// knowsDossiers are the rooms besides session that import dossier, with what for.
var knowsDossiers = map[string]string{
	"internal/bundle":  "CheckOutput, which keeps what is made elsewhere out of a dossier",
	"internal/dossier": "its own rooms",
}

func TestOnlyTheSessionKnowsADossiersFolder(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range source(t) {
		if f.helper() || below(f.room, "internal/session") {
			continue
		}
		for _, imported := range f.imports() {
			if !below(imported, module+"internal/dossier") {
				continue
			}
			room := f.room
			if below(room, "internal/dossier") {
				room = "internal/dossier"
			}
			if knowsDossiers[room] == "" {
				t.Errorf("%s imports %s: what is done to a dossier is done by the session", f.path, imported)
			}
			used[room] = true
		}
	}
	unused(t, knowsDossiers, used)
}

// writing are the functions that change what is on a disk.
var writing = []string{
	"os.Chmod", "os.Chtimes", "os.CopyFS", "os.Create", "os.CreateTemp", "os.Link", "os.Mkdir", "os.MkdirAll", "os.MkdirTemp",
	"os.OpenFile", "os.Remove", "os.RemoveAll", "os.Rename", "os.Symlink", "os.Truncate", "os.WriteFile", "os.OpenRoot",
	"durable.CreateTemp", "durable.Publish", "durable.WriteFile", "durable.Disk",
}

// writes are the files above session that change something, and what.
var writes = map[string]string{
	"cmd/dossier/watch.go":             "the report of how the window answered, where its maker asks for it",
	"cmd/dossier/window.go":            "the folders of settings and caches",
	"cmd/dossierctl/purge.go":          "the settings, from whose list a dossier goes",
	"cmd/dossierctl/vacancyexplain.go": "a drawing, where its user says",
	"cmd/dossierctl/vacancynew.go":     "a new pack, where its user says",
	"internal/ui/print.go":             "a temporary folder, for the checklist of a dossier that somebody else works on",
	"internal/ui/start.go":             "the folder in which a new dossier's is to be",
	"internal/ui/choose/folder.go":     "a folder that its user asks for",
}

func TestNobodyAboveTheSessionWritesADossier(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range source(t) {
		if f.helper() || !below(f.room, "cmd") && !below(f.room, "internal/ui") && !below(f.room, "internal/office") {
			continue
		}
		for _, name := range selectors(f.ast) {
			if !slices.Contains(writing, name) {
				continue
			}
			if writes[f.path] == "" {
				t.Errorf("%s calls %s: what is done to a dossier is done by the session", f.path, name)
			}
			used[f.path] = true
		}
	}
	unused(t, writes, used)
}

package house_test

import (
	"slices"
	"strings"
	"testing"
)

// diskCalls are the parts of the package os that change what is on a disk.
var diskCalls = []string{
	"os.WriteFile", "os.Create", "os.CreateTemp", "os.OpenFile", "os.CopyFS", "os.Truncate",
	"os.Rename", "os.Remove", "os.RemoveAll", "os.Link", "os.Symlink",
	"os.Mkdir", "os.MkdirAll", "os.MkdirTemp", "os.Chmod", "os.Chown", "os.Chtimes", "os.OpenRoot",
}

// diskElsewhere are the files outside internal/durable that change something on
// a disk themselves, each with what that is.
var diskElsewhere = map[string]string{
	"cmd/dossier/watch.go":          "a report for make measure-window",
	"cmd/dossier/window.go":         "the folder that the toolkit keeps its own things in",
	"internal/dossier/purge.go":     "empty folders of a dossier that is erased",
	"internal/pdf/cache.go":         "the compiled engine, in the user's cache",
	"internal/pdf/files.go":         "a bundle under a name that is not its own, which durable publishes",
	"internal/worker/compiled.go":   "the folder that the compiled engine is kept in",
	"internal/worker/pass_linux.go": "a bundle under a name that is not its own, for the child to fill",
	"internal/worker/worker.go":     "the same, where the child was killed",
	"internal/session/sample.go":    "the sample's files, in the system's folder for temporary ones",
	"internal/ui/print.go":          "a temporary folder for the checklist of a dossier that somebody else works on",
	"internal/ui/start.go":          "the folder around new dossiers",
	"internal/ui/choose/folder.go":  "a folder that the user asks for",
}

// What a dossier is made of goes to the disk through internal/durable alone, so
// that what the tests of faults and power cuts show there holds everywhere.
func TestOnlyDurableWritesToTheDisk(t *testing.T) {
	used := map[string]bool{}
	for _, f := range source(t) {
		if f.helper() || below(f.room, "internal/durable") || !belowAny(f.room, []string{"cmd", "internal"}) {
			continue
		}
		for _, call := range selectors(f.ast) {
			if !slices.Contains(diskCalls, call) {
				continue
			}
			used[f.path] = true
			if diskElsewhere[f.path] == "" {
				t.Errorf("%s uses %s: only internal/durable changes what is on the disk", f.path, call)
			}
		}
	}
	for path, what := range diskElsewhere {
		if !used[path] {
			t.Errorf("%s (%s) no longer changes what is on the disk: take it out of this list", path, what)
		}
	}
}

// A dossier's folder is durable's and dossier's: no room above takes steps in it
// by a disk of its own.
func TestOnlyTheSessionsDiskIsUsed(t *testing.T) {
	for _, f := range source(t) {
		if f.helper() || !belowAny(f.room, []string{"internal/session", "internal/dossier", "internal/bundle"}) {
			continue
		}
		for _, call := range selectors(f.ast) {
			if name, ours := strings.CutPrefix(call, "durable."); ours && slices.Contains([]string{"WriteFile", "Publish", "CreateTemp"}, name) {
				t.Errorf("%s uses %s: it is given a durable.Disk", f.path, call)
			}
		}
	}
}

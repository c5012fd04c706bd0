//go:build unix

package durable_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
)

// A file that another program holds for a moment is tried again; one that it
// does not let go is reported.
func TestHeldFileIsTriedAgain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "dossier.json")
	held, waits := 3, 0
	disk := durable.Disk{
		Before: func(step durable.Step, _ string) error {
			if step == durable.StepRename && held > 0 {
				held--
				return syscall.EBUSY
			}
			return nil
		},
		Wait: func(int) { waits++ },
	}
	if err := disk.WriteFile(path, []byte("new"), durable.FilePerm); err != nil || waits != 3 {
		t.Errorf("got %v after %d waits", err, waits)
	}
	held = 1000
	err := disk.WriteFile(path, []byte("newer"), durable.FilePerm)
	if got := i18n.Explain(err); got.ID != "file-in-use" || got.Args["File"] != path {
		t.Errorf("got %v", got)
	}
	if got := read(t, path); got != "new" {
		t.Errorf("got %q", got)
	}
	onlyFiles(t, filepath.Dir(path), "dossier.json")
}

// Nobody waits for a pipe that nobody writes into.
func TestCopyInRefusesPipe(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("needs pipes: %v", err)
	}
	_, err := durable.Disk{}.CopyIn(t.Context(), pipe, t.TempDir(), 100)
	if got := i18n.Explain(err).ID; got != "file-is-special" {
		t.Errorf("got %s", got)
	}
}

// A pipe or a device is never replaced by a file.
func TestPipeIsNotReplaced(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("needs pipes: %v", err)
	}
	err := durable.WriteFile(pipe, []byte("new"), durable.FilePerm)
	if got := i18n.Explain(err).ID; got != "file-is-special" {
		t.Errorf("got %s", got)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("got %v, %v", info, err)
	}
	onlyFiles(t, filepath.Dir(pipe), "pipe")
}

// A folder without the right to write in it is said as such.
func TestForbiddenFolder(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	err := durable.WriteFile(filepath.Join(folder, "dossier.json"), nil, durable.FilePerm)
	if got := i18n.Explain(err).ID; got != "permission" {
		t.Errorf("got %s", got)
	}
}

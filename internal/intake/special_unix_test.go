//go:build unix

package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"example.org/dossier/internal/intake"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

func TestPipesDevicesAndSocketsAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe.pdf")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link.pdf")
	if err := os.Symlink(pipe, link); err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(folder, "s")
	listener, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(listener)
	if err := syscall.Bind(listener, &syscall.SockaddrUnix{Name: socket}); err != nil {
		t.Fatal(err)
	}

	// Should one ever block, the deadline turns a hang into a failure.
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for _, path := range []string{pipe, link, socket, os.DevNull} {
		_, err := intake.Examine(ctx, pdf.File{Path: path}, knows{}, intake.Options{})
		says(t, err, "file-is-special", filepath.Base(path))
	}
}

func TestAFileWithoutTheRightToReadIt(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	path := put(t, "private.pdf", pdfHead)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	_, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
	says(t, err, "permission", "private.pdf")
	if class := message.Of(err).Class; class != message.CannotFinish {
		t.Errorf("class %v: it is the machine's", class)
	}
}

func TestALoopOfLinksEnds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "loop.pdf")
	if err := os.Symlink(path, path); err != nil {
		t.Fatal(err)
	}
	_, err := intake.Examine(t.Context(), pdf.File{Path: path}, knows{}, intake.Options{})
	says(t, err, "file-missing", "loop.pdf")
}

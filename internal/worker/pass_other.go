//go:build !linux

package worker

import (
	"io"
	"io/fs"
	"os"
	"os/exec"

	"example.org/dossier/internal/pdf"
)

// channel hands nothing over on this system: the child opens files itself.
type channel struct{}

type nothingToClose struct{}

func (nothingToClose) Close() error { return nil }

func newChannel(*exec.Cmd) (channel, io.Closer, error) { return channel{}, nothingToClose{}, nil }

func (channel) close() {}

func (channel) open(*request) []*os.File { return nil }

func (channel) send([]*os.File) error { return nil }

// outputFor only sees that the child may make the file.
func outputFor(path string) (*os.File, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	return nil, nil
}

// files are opened by their paths.
type files struct{}

func (*files) receive([]handed) error { return nil }

func (*files) release() {}

func filesOfChild() (*files, pdf.Files) { return &files{}, nil }

package pdf

import (
	"io"
	"io/fs"
	"os"
)

// Files is how the engines reach files. Paths alone are names to it: a process
// that may open nothing itself is handed open files under these names.
type Files interface {
	// Open opens a file for reading. One file may be open several times.
	Open(path string) (ReadFile, error)
	// Create makes a file that is not there yet.
	Create(path string) (io.WriteCloser, error)
	// Remove takes away what Create made.
	Remove(path string) error
}

// ReadFile is a file open for reading, at any place and by several at once.
type ReadFile interface {
	io.ReaderAt
	io.Closer
	Stat() (fs.FileInfo, error)
}

// byPath reaches files as the system does.
type byPath struct{}

func (byPath) Open(path string) (ReadFile, error) { return os.Open(path) }

func (byPath) Create(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

func (byPath) Remove(path string) error { return os.Remove(path) }

// whole opens a file and reads it from its start to its end, whoever else reads it.
func (e *Engines) whole(path string) (*io.SectionReader, ReadFile, error) {
	file, err := e.files.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close() // err says more
		return nil, nil, err
	}
	return io.NewSectionReader(file, 0, info.Size()), file, nil
}

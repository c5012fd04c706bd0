package durable

import (
	"io"
	"io/fs"
	"path/filepath"
)

// Produce makes a new private file in folder under a name that Sweep recognises:
// of what write writes, complete and flushed when Produce returns its path.
// Where it fails nothing of it remains. Whoever has the path publishes or removes
// it.
func (d Disk) Produce(folder string, perm fs.FileMode, write func(io.Writer) error) (path string, err error) {
	f, err := d.create(filepath.Join(folder, "new"))
	if err != nil {
		return "", about(folder, err)
	}
	err = write(steps{d, f.Name(), f})
	switch sealed := d.seal(f, perm, err); {
	case err != nil:
		return "", sealed
	case sealed != nil:
		return "", about(folder, sealed)
	}
	return f.Name(), nil
}

// steps is a file whose writes are steps.
type steps struct {
	disk Disk
	path string
	file io.Writer
}

// Write implements io.Writer.
func (s steps) Write(p []byte) (n int, err error) {
	err = s.disk.try(StepWrite, s.path, func() error {
		n, err = s.file.Write(p)
		return err
	})
	return n, about(filepath.Dir(s.path), err)
}

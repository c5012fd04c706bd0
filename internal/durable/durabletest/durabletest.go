// Package durabletest makes disks that fail, for the tests of the rooms that
// save: one step after the other, or a small real disk that is full or can only
// be read. Nothing but tests imports it.
package durabletest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/durable"
)

// Faulty is a disk of which one step fails.
type Faulty struct {
	// Fail is the number of the step that fails, counted from 1; 0: none.
	Fail int
	// Crash makes every later step fail too, as if the program were gone.
	Crash bool
	Err   error // what the step fails with
	Steps int   // how many steps there were so far
}

// Disk is the disk to write to.
func (f *Faulty) Disk() durable.Disk {
	return durable.Disk{
		Before: func(durable.Step, string) error {
			f.Steps++
			if f.Steps == f.Fail || f.Crash && f.Fail > 0 && f.Steps > f.Fail {
				return f.Err
			}
			return nil
		},
		Wait: func(int) {},
	}
}

// EachFault runs do once for every step that it takes on a disk: with that step
// failing, then with the program gone from that step on. The names of the
// subtests say which. It ends with the first number that do does not reach.
func EachFault(t *testing.T, err error, do func(t *testing.T, f *Faulty)) {
	t.Helper()
	for _, crash := range []bool{false, true} {
		for n := 1; ; n++ {
			f := &Faulty{Fail: n, Crash: crash, Err: err}
			do(t, f)
			if f.Steps < n || t.Failed() {
				break
			}
		}
	}
}

// ErrFull is what a full disk answers on this system.
const ErrFull = errFull

// Full is a disk that is full within one of its writes.
type Full struct {
	Write   int  // the number of that write, counted from 1 since it was set; 0: none yet
	Bytes   int  // how many bytes of it still have room
	Reached bool // it came to that write
	writes  int
}

// Disk is the disk to write to.
func (f *Full) Disk() durable.Disk {
	return durable.Disk{Before: func(step durable.Step, path string) error {
		if step != durable.StepWrite || f.Write == 0 {
			return nil
		}
		if f.writes++; f.writes < f.Write {
			return nil
		}
		if f.writes == f.Write {
			f.Reached = true
			if err := os.WriteFile(path, make([]byte, f.Bytes), durable.FilePerm); err != nil {
				return err
			}
		}
		return errFull
	}}
}

// Symlink makes a link to the target, or skips the test where the system, or
// what stands in for it, makes none.
func Symlink(t *testing.T, target, link string) {
	t.Helper()
	if err := os.Symlink(target, link); err != nil {
		t.Skipf("needs links: %v", err)
	}
	if _, err := os.Readlink(link); err != nil {
		t.Skipf("needs links, which are only pretended here: %v", err)
	}
}

// Files returns the content of every file below a folder by its slashed path,
// unfinished ones (durable.IsTemp) under the name "unfinished".
func Files(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if durable.IsTemp(filepath.Base(path)) {
			name = "unfinished"
		}
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

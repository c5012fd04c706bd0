// Package durable puts bytes on a disk so that they are wholly there or not at
// all, even when the power goes: write beside, flush, rename, flush the folder.
// It also takes files in and holds the system's lock on a folder. What the
// bytes mean, and where they belong, is the business of the rooms above.
package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode/utf16"

	"example.org/dossier/internal/message"
)

// The rights of what a person's dossier is made of: theirs alone.
const (
	FilePerm   fs.FileMode = 0o600
	KeptPerm   fs.FileMode = 0o400 // a document, never changed again
	FolderPerm fs.FileMode = 0o700
)

// Step names one thing asked of the file system.
type Step string

// The steps, in the order in which a write takes them.
const (
	StepFolder     Step = "make folder"
	StepCreate     Step = "create"
	StepWrite      Step = "write"
	StepSync       Step = "flush"
	StepRename     Step = "rename"
	StepSyncFolder Step = "flush folder"
	StepRemove     Step = "remove"
	StepRights     Step = "set rights"
)

// Disk is a file system as this room uses it. The zero Disk is the system's.
type Disk struct {
	// Before, where set, is asked before every step with the path it concerns;
	// an error is the step's outcome. Tests fail steps one by one with it.
	Before func(step Step, path string) error
	// Wait, where set, stands in for the pause before the given repetition of
	// a step that another program, a virus scanner most often, was holding up.
	Wait func(repetition int)
}

// WriteFile replaces or creates path with data, as Disk.WriteFile does.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	return Disk{}.WriteFile(path, data, perm)
}

// WriteFile replaces or creates path with data: after any interruption path
// holds the old bytes or the new ones. When it returns nil the new ones are on
// the disk, as far as the system can promise it.
func (d Disk) WriteFile(path string, data []byte, perm fs.FileMode) error {
	return about(path, d.write(path, data, perm, true))
}

// WriteNew is WriteFile for a name that must be free; where it is not, the
// error is fs.ErrExist and nothing has changed.
func (d Disk) WriteNew(path string, data []byte, perm fs.FileMode) error {
	return about(path, d.write(path, data, perm, false))
}

func (d Disk) write(path string, data []byte, perm fs.FileMode, overwrite bool) error {
	tmp, err := d.prepare(path, data, perm)
	if err != nil {
		return err
	}
	moved, err := d.publish(tmp, path, overwrite)
	switch {
	case err == nil || moved && overwrite:
		return err
	case moved:
		return d.discard(path, err) // what was not promised must not turn up later
	}
	return d.discard(tmp, err)
}

// Prepare writes data into a finished file beside final, under a name that
// Sweep recognises, and returns its path. The caller publishes or removes it.
func (d Disk) Prepare(final string, data []byte, perm fs.FileMode) (tmp string, err error) {
	tmp, err = d.prepare(final, data, perm)
	return tmp, about(final, err)
}

func (d Disk) prepare(final string, data []byte, perm fs.FileMode) (string, error) {
	f, err := d.create(final)
	if err != nil {
		return "", err
	}
	// Not step: what was written once must not be written again.
	err = d.try(StepWrite, f.Name(), func() error {
		_, err := f.Write(data)
		return err
	})
	return f.Name(), d.seal(f, perm, err)
}

// Publish gives the finished file tmp, on the same volume, the name final.
// Without overwrite an existing final stays untouched and the error is
// fs.ErrExist, even when it appeared a moment ago. When Publish fails, tmp is
// still there, unless only the flush of the folder failed: then it has its name.
func (d Disk) Publish(tmp, final string, overwrite bool) error {
	err := d.step(StepSync, tmp, func() error { return syncPath(tmp) })
	if err == nil {
		_, err = d.publish(tmp, final, overwrite)
	}
	return about(final, err)
}

// publish is Publish of a flushed file; moved says that it has its name, whatever
// the error.
func (d Disk) publish(tmp, final string, overwrite bool) (moved bool, err error) {
	move := renameNew
	if overwrite {
		move = renameOver
		// A rename would put a file in the place of a device or a pipe.
		if info, err := os.Lstat(final); err == nil && info.Mode().Type()&^(fs.ModeDir|fs.ModeSymlink) != 0 {
			return false, message.Bad("file-is-special", message.Args{"File": final}, nil)
		}
	}
	if err := d.step(StepRename, final, func() error { return move(tmp, final) }); err != nil {
		return false, err
	}
	return true, d.syncFolder(filepath.Dir(final))
}

// SyncFolder makes the names in a folder durable that another program, which
// was killed perhaps, has left there.
func (d Disk) SyncFolder(path string) error { return about(path, d.syncFolder(path)) }

// syncFolder makes the names in a folder durable.
func (d Disk) syncFolder(path string) error {
	return d.step(StepSyncFolder, path, func() error { return syncFolder(path) })
}

// about makes an error one about path, whatever temporary file it happened to;
// nil, a *message.Error and an error that is about path already stay as they
// are.
func about(path string, err error) error {
	if err == nil || message.Of(err) != nil {
		return err
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok && e.Path == path {
		return err
	}
	return &fs.PathError{Op: "use", Path: path, Err: err}
}

// CreateTemp opens a new private file in final's folder under a name that
// Sweep recognises. The caller publishes or removes it.
func (d Disk) CreateTemp(final string) (*os.File, error) {
	f, err := d.create(final)
	return f, about(final, err)
}

// The names of unfinished files; nobody else's begin and end like this.
const tempPrefix, tempSuffix = ".~", ".tmp"

func (d Disk) create(final string) (*os.File, error) {
	var f *os.File
	err := d.step(StepCreate, final, func() (err error) {
		f, err = os.CreateTemp(filepath.Dir(final), tempPrefix+"*"+tempSuffix)
		return err
	})
	return f, err
}

// seal ends the writing of a temporary file: rights, flush, close. Where that
// or the writing before it failed, the file is removed.
func (d Disk) seal(f *os.File, perm fs.FileMode, failed error) error {
	if failed == nil && perm != FilePerm {
		failed = f.Chmod(perm)
	}
	if failed == nil {
		failed = d.step(StepSync, f.Name(), f.Sync)
	}
	if err := f.Close(); failed == nil {
		failed = err
	}
	if failed != nil {
		return d.discard(f.Name(), failed)
	}
	return nil
}

// discard removes an unfinished file after cause, and returns cause with what
// stood in the way of removing it.
func (d Disk) discard(path string, cause error) error {
	err := d.remove(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(cause, fmt.Errorf("clean up: %w", err))
	}
	return cause
}

// MakeFolder makes the folder and those above it, for its owner alone; one
// that is there is left as it is. When it returns nil each is on the disk.
func (d Disk) MakeFolder(path string) error {
	if isFolder(path) {
		return nil
	}
	missing := []string{path}
	for at := filepath.Dir(filepath.Clean(path)); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(at) == at {
			break
		}
		missing = append(missing, at)
	}
	for _, folder := range slices.Backward(missing) {
		err := d.step(StepFolder, folder, func() error { return makeOne(folder) })
		if err == nil {
			err = d.syncFolder(filepath.Dir(filepath.Clean(folder)))
		}
		if err != nil {
			return about(path, inTheWay(path, err))
		}
	}
	return nil
}

// makeOne makes a folder, or finds that another program just has.
func makeOne(path string) error {
	err := os.Mkdir(path, FolderPerm)
	switch {
	case !errors.Is(err, fs.ErrExist):
		return err
	case isFolder(path):
		return nil
	}
	return &fs.PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// SetRights gives a file or folder that is there the rights.
func (d Disk) SetRights(path string, perm fs.FileMode) error {
	return about(path, d.step(StepRights, path, func() error { return os.Chmod(path, perm) }))
}

// longestName is the most that file systems allow for one name; where they
// count bytes instead of UTF-16, the system says so itself.
const longestName = 255

// inTheWay finds why a folder could not be made where the system only says that
// something is not there, as Windows does: a file stands where a folder is
// needed, or a name is too long.
func inTheWay(path string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for at := filepath.Clean(path); ; at = filepath.Dir(at) {
		info, statErr := os.Stat(at)
		switch {
		case statErr == nil && !info.IsDir():
			return message.Bad("folder-wanted", message.Args{"File": at}, err)
		case len(utf16.Encode([]rune(filepath.Base(at)))) > longestName:
			return message.Bad("name-refused", message.Args{"File": at}, err)
		case statErr == nil, filepath.Dir(at) == at:
			return err
		}
	}
}

// Remove removes a file; one that is not there is as good as removed.
func (d Disk) Remove(path string) error {
	err := d.remove(path)
	if err == nil {
		return nil
	}
	// A read-only disk refuses before it looks whether there is anything.
	if _, statErr := os.Lstat(path); errors.Is(statErr, fs.ErrNotExist) {
		return nil
	}
	return about(path, err)
}

func (d Disk) remove(path string) error {
	return d.step(StepRemove, path, func() error { return os.Remove(path) })
}

// Sweep removes what interrupted writes left in the folder. Only who holds the
// folder's lock may call it. A folder that is not there is clean.
func (d Disk) Sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return about(folder, err)
	}
	for _, e := range entries {
		if !IsTemp(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		if err := d.Remove(filepath.Join(folder, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// IsTemp reports whether a file of this base name is an unfinished one.
func IsTemp(name string) bool {
	return strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix)
}

// repetitions is how often a step held up by another program is tried again:
// with the pauses below, for about three seconds in all.
const repetitions = 8

// step does one step, again after a pause where another program held it up.
func (d Disk) step(step Step, path string, do func() error) error {
	for n := 1; ; n++ {
		err := d.try(step, path, do)
		if err == nil || n > repetitions || !isBusy(err) {
			return err
		}
		d.wait(n)
	}
}

func (d Disk) try(step Step, path string, do func() error) error {
	if d.Before != nil {
		if err := d.Before(step, path); err != nil {
			return &fs.PathError{Op: string(step), Path: path, Err: err}
		}
	}
	return do()
}

func (d Disk) wait(repetition int) {
	if d.Wait != nil {
		d.Wait(repetition)
		return
	}
	time.Sleep(min(10*time.Millisecond<<repetition, 500*time.Millisecond))
}

// ReadFile reads a whole regular file of at most limit bytes, what a pipe, a
// device or somebody's disk image is not.
func ReadFile(path string, limit int64) ([]byte, error) {
	f, err := OpenRegular(path, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, about(path, err)
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(path, int64(len(data)), limit)
	}
	return data, nil
}

package durable

import (
	"errors"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/gofrs/flock"
)

// A Lock is the system's word that one program has a folder. It ends with the
// program, however that ends, so no lock is ever stale.
type Lock struct {
	flock *flock.Flock
	hint  string
	disk  Disk // as it was given, but no test's step: giving back is never failed
}

// ErrHeld says that another program, or another window of this one, has the
// lock. Holder is the hint it left, possibly empty and never proof.
type ErrHeld struct{ Holder string }

func (e ErrHeld) Error() string { return "locked by " + e.Holder }

// The files of a lock in its folder: the one that is locked, which stays, and
// the holder's name apart from it, as Windows lets nobody read a locked file.
const LockName, hintName = "lock", "holder"

// LockNames are the names of a lock's files.
func LockNames() []string { return []string{LockName, hintName} }

// Lock takes the lock of the folder, which is there, or says at once who has it
// (ErrHeld); holder is the hint left for others. A file system that knows no
// locks (some network drives) gives a Lock that keeps nobody out.
func (d Disk) Lock(folder, holder string) (*Lock, error) {
	l := &Lock{flock: flock.New(filepath.Join(folder, LockName)), hint: filepath.Join(folder, hintName), disk: Disk{Wait: d.Wait}}
	held, err := l.flock.TryLock()
	switch {
	case err != nil && !errors.Is(err, errors.ErrUnsupported) && !isUnlockable(err):
		return nil, about(folder, err)
	case err == nil && !held:
		return nil, ErrHeld{Holder: readHint(l.hint)}
	}
	if err := d.WriteFile(l.hint, []byte(holder+"\n"), FilePerm); err != nil {
		_ = l.Unlock() // why there is no lock is what err says
		return nil, err
	}
	return l, nil
}

// Unlock gives the lock back.
func (l *Lock) Unlock() error {
	// The hint goes first, while nobody else can have written theirs. Another
	// program may be reading it, which Windows lets nobody remove meanwhile.
	err := l.disk.Remove(l.hint)
	return about(l.hint, errors.Join(err, l.flock.Unlock()))
}

// hintLimit bounds a hint in bytes: it comes from a file that anyone may write.
const hintLimit = 200

// readHint returns the holder's name as one short printable line.
func readHint(path string) string {
	data, err := ReadFile(path, hintLimit)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(strings.ToValidUTF8(string(data), ""), "\n")
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, line)
}

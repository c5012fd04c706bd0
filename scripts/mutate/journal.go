package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// outcome is what came of a change.
type outcome string

const (
	noticed  outcome = "noticed"
	survived outcome = "survived"
)

func (o outcome) unnoticed() bool { return o == survived }

// journal keeps what came of each change of a room, from run to run. Its file
// begins with the digest of the room's folder; below, a line a change: what came
// of it, a tab, and its name.
type journal struct {
	last  map[string]outcome // of the run before, whichever
	known map[string]outcome // of the same room: need not be tried again
	mutex sync.Mutex
	file  *os.File
}

// openJournal reads the journal of a room, and begins a new one unless the run
// before is to be taken up and the room is the same.
func openJournal(root, room string, resume bool) (*journal, error) {
	digest, err := digestOf(filepath.Join(root, "internal", room))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(root, "bin", "mutate", room)
	before, last, err := readJournal(path)
	if err != nil {
		return nil, err
	}
	j := &journal{last: last}
	if resume && before == digest {
		j.known = last
		j.file, err = os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		return j, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if j.file, err = os.Create(path); err != nil {
		return nil, err
	}
	_, err = fmt.Fprintln(j.file, digest)
	return j, err
}

func readJournal(path string) (digest string, known map[string]outcome, err error) {
	known = map[string]outcome{}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", known, nil
	}
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	if lines.Scan() {
		digest = lines.Text()
	}
	for lines.Scan() {
		what, name, _ := strings.Cut(lines.Text(), "\t")
		known[name] = outcome(what)
	}
	return digest, known, lines.Err()
}

// digestOf tells a room apart from itself with other sources, tests or test data.
func digestOf(dir string) (string, error) {
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintln(sum, strings.TrimPrefix(path, dir), len(data))
		sum.Write(data)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

func (j *journal) write(m *mutant) error {
	what := survived
	if m.killed {
		what = noticed
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	_, err := fmt.Fprintf(j.file, "%s\t%s\n", what, m.name)
	return err
}

func (j *journal) close() { j.file.Close() }

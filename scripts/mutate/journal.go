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
// begins with the digest of the test programs; below, a line a change: what came
// of it, a tab, and its name.
type journal struct {
	last  map[string]outcome // of the run before, whichever
	known map[string]outcome // of the same programs: need not be tried again
	mutex sync.Mutex
	file  *os.File
}

// openJournal reads the journal of a room, and begins a new one unless the run
// before is to be taken up and had the same programs.
func openJournal(root, room string, programs []program, resume bool) (*journal, error) {
	digest, err := digestOf(programs)
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

// digestOf tells programs apart that were built from other sources.
func digestOf(programs []program) (string, error) {
	sum := sha256.New()
	for _, p := range programs {
		data, err := os.ReadFile(p.file)
		if err != nil {
			return "", err
		}
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
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

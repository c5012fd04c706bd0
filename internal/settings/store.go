package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/message"
)

const (
	// format is the format that this program writes, and the newest it reads.
	format = 1
	// sizeLimit bounds the file in bytes, of which it needs a few thousand.
	sizeLimit = 256_000
)

// Store is the settings as this program has them, and their file. It is safe
// for concurrent use.
//
// Several programs may have one file. Each change reads the file, changes what
// it is about and writes it, under the system's lock: of two changes to one
// field the later stays, and no other field is lost. A program goes on with its
// own language, looks and window whatever others choose; the recent dossiers
// are everybody's.
type Store struct {
	disk durable.Disk
	path string

	lock sync.Mutex
	own  Settings
}

// Open reads the settings at path, where nothing need be. It always returns a
// store that works: where the file is damaged, of a newer format or cannot be
// read, with the defaults and what to tell the person. Nothing is written
// before the first change; a file with something wrong in it is then kept
// beside the new one.
func Open(disk durable.Disk, path string) (*Store, []message.Message) {
	own, fault := read(path)
	var told []message.Message
	if fault != nil {
		told = append(told, fault.message(path))
	}
	return &Store{disk: disk, path: path, own: own}, told
}

// Get returns the settings as this program has them.
func (s *Store) Get() Settings {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.own.clone()
}

// Change changes the settings and saves them. Get returns the change even when
// the error says that it could not be saved: it then holds until the program
// ends. The function is called twice, on what this program has and on what the
// file has by now, and does nothing else than set fields. It may wait for
// another program for two seconds, so it belongs on a goroutine of its own.
func (s *Store) Change(change func(*Settings)) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	change(&s.own)
	s.own.repair()
	if err := s.disk.MakeFolder(filepath.Dir(s.path)); err != nil {
		return err
	}
	held, err := s.take()
	if err != nil {
		return err
	}
	saved, err := s.save(change)
	if err == nil {
		s.own.Recent = saved.Recent
	}
	return errors.Join(err, held.Unlock())
}

// save brings a change into the file, whose lock is held, and returns what it
// now says.
func (s *Store) save(change func(*Settings)) (Settings, error) {
	file, fault := read(s.path)
	if fault != nil {
		if err := s.keepAside(fault); err != nil {
			return Settings{}, err
		}
	}
	change(&file)
	file.repair()
	file.Format = format
	data, err := encode(file)
	if err != nil {
		return Settings{}, err
	}
	return file.clone(), s.disk.WriteFile(s.path, data, durable.FilePerm)
}

// waits is how often another program's change is waited for.
const waits, pause = 20, 100 * time.Millisecond

// take waits for the lock, which others have for some milliseconds.
func (s *Store) take() (*durable.Lock, error) {
	for n := 1; ; n++ {
		held, err := s.disk.Lock(filepath.Dir(s.path), "settings")
		if _, busy := errors.AsType[durable.ErrHeld](err); !busy {
			return held, err
		}
		if n > waits {
			return nil, message.Unfinished("settings-busy", message.Args{"File": s.path}, err)
		}
		if s.disk.Wait != nil {
			s.disk.Wait(n)
		} else {
			time.Sleep(pause)
		}
	}
}

// A fault is what is wrong with a file of settings.
type fault struct {
	id  string // of the text for the person
	err error  // where the file could not be read at all
}

func (f *fault) message(path string) message.Message {
	return message.New(f.id, message.Args{"File": path, "Kept": aside(path)})
}

// aside is the name under which a file with something wrong in it is kept; of
// several the newest.
func aside(path string) string { return strings.TrimSuffix(path, ".json") + ".kept.json" }

// keepAside puts the file out of the way of a good one. One that could not be
// read may be good, and stays.
func (s *Store) keepAside(fault *fault) error {
	if fault.err != nil {
		return fault.err
	}
	return s.disk.Publish(s.path, aside(s.path), true)
}

// read returns what the file says, with the default for whatever it does not
// say or says wrongly.
func read(path string) (Settings, *fault) {
	data, err := durable.ReadFile(path, sizeLimit)
	switch e := message.Of(err); {
	case errors.Is(err, fs.ErrNotExist):
		return Defaults(), nil
	case e != nil && e.ID == "file-too-large":
		return Defaults(), &fault{id: "settings.damaged"}
	case err != nil:
		return Defaults(), &fault{id: "settings.unreadable", err: err}
	}
	return decode(data)
}

// encode writes settings as decode reads them.
func encode(s Settings) ([]byte, error) {
	var out bytes.Buffer
	if err := json.MarshalWrite(&out, s, json.Deterministic(true), jsontext.WithIndent("  ")); err != nil {
		return nil, fmt.Errorf("writing settings: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func decode(data []byte) (Settings, *fault) {
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil || head.Format < 1 {
		return Defaults(), &fault{id: "settings.damaged"}
	}
	if head.Format > format {
		return Defaults(), &fault{id: "settings.newer"}
	}
	s := Defaults()
	if err := json.Unmarshal(data, &s); err != nil {
		return Defaults(), &fault{id: "settings.damaged"}
	}
	if s.repair() {
		return s, &fault{id: "settings.repaired"}
	}
	return s, nil
}

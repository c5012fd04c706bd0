package pdf

import (
	"context"
	"sync"
)

// smallers are the pictures that were made smaller, so that what was weighed need not
// be made again; and those who make them wait here for their turn.
type smallers struct {
	mu    sync.Mutex
	kept  map[shrinkKey]smaller
	bytes int64

	busy int
	used int64         // bytes that those at work take
	free chan struct{} // closed when somebody has left; nil while nobody waits
}

const (
	// mostKept bounds what is kept of all pictures together, in bytes. The child may
	// keep half its memory from one call to the next.
	mostKept = 64 << 20
	// atWork is how many make pictures at once, and atWorkBytes what they may take
	// together; one alone may take more.
	atWork      = 2
	atWorkBytes = 150e6
)

// find returns what was made of a picture; weigh says that its weight is enough.
func (s *smallers) find(key shrinkKey, weigh bool) (smaller, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.kept[key]
	return found, ok && (weigh || found.left() || found.raw != nil)
}

// keep keeps a picture. Where all take too much, the largest go: who weighs wants it
// smaller.
func (s *smallers) keep(key shrinkKey, one smaller) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[shrinkKey]smaller{}
	}
	s.bytes += one.takes() - s.kept[key].takes()
	s.kept[key] = one
	for s.bytes > mostKept {
		var largest shrinkKey
		most := int64(-1)
		for k, other := range s.kept {
			if other.takes() > most {
				largest, most = k, other.takes()
			}
		}
		s.bytes -= most
		delete(s.kept, largest)
	}
}

// takes is about how much memory it takes.
func (s smaller) takes() int64 {
	n := int64(200 + len(s.raw))
	for _, marks := range s.marks {
		n += int64(len(marks))
	}
	return n
}

// enter waits until there is room for work that takes so many bytes.
func (s *smallers) enter(ctx context.Context, need int64) error {
	for {
		s.mu.Lock()
		if s.busy == 0 || s.busy < atWork && s.used+need <= atWorkBytes {
			s.busy++
			s.used += need
			s.mu.Unlock()
			return nil
		}
		if s.free == nil {
			s.free = make(chan struct{})
		}
		free := s.free
		s.mu.Unlock()
		select {
		case <-free:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *smallers) leave(need int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy--
	s.used -= need
	if s.free != nil {
		close(s.free)
		s.free = nil
	}
}

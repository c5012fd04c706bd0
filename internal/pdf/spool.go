package pdf

import (
	"crypto/sha256"
	"hash"
	"io"
	"sync"
	"sync/atomic"
)

// spool writes what it is given and takes the digest of it where that is wanted, each
// beside the other and beside whoever gives it.
type spool struct {
	chunk  []byte // small things, until there are enough of them
	spare  chan []byte
	takers []chan *part // those who work on the parts
	ended  sync.WaitGroup

	sum    hash.Hash // nil: no digest is wanted
	failed atomic.Pointer[writeError]
}

// part is what is written and hashed as one.
type part struct {
	bytes []byte
	own   bool         // a chunk, to be filled again
	left  atomic.Int32 // who has not done with it
	done  func()       // called when nobody needs the bytes any more; may be nil
}

const (
	chunkBytes    = 256 << 10
	directBytes   = 32 << 10 // from here on bytes are handed over as they are
	partsUnderway = 16
)

func newSpool(to io.Writer, digested bool) *spool {
	s := &spool{spare: make(chan []byte, 4)}
	s.take(func(b []byte) {
		if s.failed.Load() != nil {
			return
		}
		if _, err := to.Write(b); err != nil {
			s.failed.Store(&writeError{err})
		}
	})
	if digested {
		s.sum = sha256.New()
		s.take(func(b []byte) { s.sum.Write(b) })
	}
	return s
}

// take starts one of those who work on the parts.
func (s *spool) take(work func([]byte)) {
	from := make(chan *part, partsUnderway)
	s.takers = append(s.takers, from)
	s.ended.Go(func() {
		for p := range from {
			work(p.bytes)
			if p.left.Add(-1) == 0 {
				s.settle(p)
			}
		}
	})
}

func (s *spool) settle(p *part) {
	if p.done != nil {
		p.done()
	}
	if p.own {
		select {
		case s.spare <- p.bytes[:0]:
		default:
		}
	}
}

// put adds bytes; long ones must stay as they are until they are written.
func (s *spool) put(b []byte) error {
	if len(b) >= directBytes {
		s.send(b)
	} else {
		if s.chunk == nil {
			s.chunk = s.room()
		}
		if s.chunk = append(s.chunk, b...); len(s.chunk) >= chunkBytes-directBytes {
			s.next()
		}
	}
	return s.err()
}

func (s *spool) err() error {
	if failed := s.failed.Load(); failed != nil {
		return failed
	}
	return nil
}

func (s *spool) room() []byte {
	select {
	case b := <-s.spare:
		return b
	default:
		return make([]byte, 0, chunkBytes)
	}
}

func (s *spool) send(b []byte) {
	s.next()
	s.hand(&part{bytes: b})
}

// next hands over the chunk that is being filled.
func (s *spool) next() {
	if len(s.chunk) > 0 {
		s.hand(&part{bytes: s.chunk, own: true})
		s.chunk = nil
	}
}

func (s *spool) hand(p *part) {
	p.left.Store(int32(len(s.takers)))
	for _, to := range s.takers {
		to <- p
	}
}

// after calls done when all that was put so far is written.
func (s *spool) after(done func()) {
	s.next()
	s.hand(&part{done: done})
}

// flush waits until all is written.
func (s *spool) flush() error {
	written := make(chan struct{})
	s.after(func() { close(written) })
	<-written
	return s.err()
}

// digest is the SHA-256 of all that was put so far, where that is wanted.
func (s *spool) digest() ([]byte, error) {
	if err := s.flush(); err != nil || s.sum == nil {
		return nil, err
	}
	return s.sum.Sum(nil), nil
}

// close ends the work; what was not flushed may be written or not.
func (s *spool) close() {
	for _, to := range s.takers {
		close(to)
	}
	s.ended.Wait()
}

package pdf

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"sync"

	"golang.org/x/sys/cpu"
)

// recall remembers what was found of large streams, so that nothing is found anew of
// one that holds the very same bytes: a result's, most often, those of its source. All
// bytes are still read, and told by their mark: a message authentication code (GMAC,
// NIST SP 800-38D) under a key that is drawn by chance and leaves the program's processes never.
// Whoever does not know the key finds other bytes with the same mark by luck alone, once
// in 2^100 tries, and nobody sees a mark; it takes a fifth of the time of SHA-256.
type recall struct {
	under cipher.AEAD // nil where this processor is no faster at it

	mu      sync.Mutex
	digests map[markedObject]digest
	bare    map[mark]bool // JPEG pictures with nothing beside what they show
}

// mark tells a stream's bytes.
type mark [16]byte

// markedObject is a stream with its dictionary, told by its digest.
type markedObject struct {
	dict  digest
	bytes mark
}

// markedBytes is from how many bytes on a stream is marked: of shorter ones the digest
// is as quick. mostMarked is how many are remembered.
const (
	markedBytes = 32 << 10
	mostMarked  = 50_000
)

// newRecall remembers nothing yet. A key that is all zero is drawn.
func newRecall(key [16]byte) *recall {
	r := &recall{digests: map[markedObject]digest{}, bare: map[mark]bool{}}
	if !marksQuickly() {
		return r
	}
	if key == [16]byte{} {
		_, _ = rand.Read(key[:]) // it never fails, says its documentation
	}
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return r
	}
	if under, err := cipher.NewGCM(block); err == nil && under.Overhead() == len(mark{}) {
		r.under = under
	}
	return r
}

// marksQuickly reports whether the processor has what Go's GCM is quick by.
func marksQuickly() bool {
	switch runtime.GOARCH {
	case "amd64":
		return cpu.X86.HasAES && cpu.X86.HasPCLMULQDQ
	case "arm64":
		return cpu.ARM64.HasAES && cpu.ARM64.HasPMULL || runtime.GOOS == "darwin"
	}
	return false
}

// marks reports whether a stream with these bytes is marked.
func (r *recall) marks(raw []byte) bool { return r != nil && r.under != nil && len(raw) >= markedBytes }

// mark is that of a stream's bytes. All have the same nonce, since no mark is shown to
// anybody.
func (r *recall) mark(raw []byte) (m mark) {
	var nonce [12]byte
	r.under.Seal(m[:0], nonce[:], nil, raw)
	return m
}

// ofFile is the mark of a file's bytes, or their digest where no marks are taken.
func (r *recall) ofFile(data []byte) string {
	if r.under == nil {
		return fingerprint(data)
	}
	is := r.mark(data)
	return hex.EncodeToString(is[:])
}

// digest is that of a stream of so many tokens with these bytes: the one that was taken
// of them before, where there is one.
func (r *recall) digest(tokens, raw []byte, is mark) digest {
	at := markedObject{sha256.Sum256(tokens), is}
	r.mu.Lock()
	got, ok := r.digests[at]
	r.mu.Unlock()
	if ok {
		return got
	}
	got = plainDigest(tokens, raw)
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.digests) >= mostMarked {
		clear(r.digests)
	}
	r.digests[at] = got
	return got
}

// plainDigest is that of an object's tokens and the bytes of its stream.
func plainDigest(tokens, raw []byte) (d digest) {
	sum := sha256.New()
	sum.Write(tokens)
	sum.Write(raw)
	sum.Sum(d[:0])
	return d
}

// isBare reports whether the bytes are a JPEG picture that was found to be bare.
func (r *recall) isBare(is mark) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bare[is]
}

// rememberBare notes that the bytes are a JPEG picture which was found to be bare.
func (r *recall) rememberBare(is mark) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.bare) >= mostMarked {
		clear(r.bare)
	}
	r.bare[is] = true
}

// any reports whether there is anything that could be recalled.
func (r *recall) any() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.digests) > 0
}

// knows reports whether most of a document's marked streams were met before.
func (r *recall) knows(d *document) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := map[mark]bool{}
	for at := range r.digests {
		known[at.bytes] = true
	}
	found := 0
	for _, is := range d.marks {
		if known[is] {
			found++
		}
	}
	return found > 0 && found >= len(d.marks)/2
}

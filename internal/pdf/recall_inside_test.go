package pdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/internal/pdf/pdftest"
)

// noisy are so many bytes of no pattern.
func noisy(size int) []byte {
	b := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{7}).Read(b)
	return b
}

// Every byte of a result is looked at, whether its streams are those that were carried
// in this process or not.
func TestAByteThatChangedIsFoundByMarksAndByDigests(t *testing.T) {
	folder := t.TempDir()
	source, out := filepath.Join(folder, "in.pdf"), filepath.Join(folder, "out.pdf")
	if err := os.WriteFile(source, pdftest.Scanned(3), 0o600); err != nil {
		t.Fatal(err)
	}
	engines := New(Options{})
	made, err := engines.Assemble(t.Context(), Assembly{Sources: []Source{{File: File{Path: source}}}, Output: out, Digest: true})
	if err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse(t.Context(), inMemory(sound), "", DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	large := 0
	holds := func(name string, want bool) {
		t.Helper()
		for who, e := range map[string]*Engines{"marks": engines, "digests": New(Options{})} {
			if err := e.holds(t.Context(), out, made); (err == nil) != want {
				t.Errorf("%s, by %s: %v", name, who, err)
			}
		}
	}
	holds("as it was made", true)
	for number, raw := range rawOf(d) {
		if len(raw) < markedBytes {
			continue
		}
		large++
		at := bytes.Index(sound, raw)
		for _, place := range []int{len(raw) / 3, len(raw) - 3} {
			changed := bytes.Clone(sound)
			changed[at+place] ^= 1
			if err := os.WriteFile(out, changed, 0o600); err != nil {
				t.Fatal(err)
			}
			holds(fmt.Sprintf("byte %d of object %d changed", place, number), false)
		}
	}
	if large == 0 {
		t.Fatal("no stream is large enough to be marked")
	}
}

// What is remembered is what would be found, and marks are taken of all bytes.
func TestRecallGivesTheDigestThatWouldBeTaken(t *testing.T) {
	r := newRecall([16]byte{})
	raw := noisy(3 * markedBytes)
	if r.marks(raw[:markedBytes-1]) {
		t.Error("a short stream is marked")
	}
	if !r.marks(raw) {
		t.Skip("this processor takes no marks")
	}
	is := r.mark(raw)
	for range 2 {
		if r.digest([]byte("<<>>"), raw, is) != plainDigest([]byte("<<>>"), raw) || r.digest([]byte("<</A 1>>"), raw, is) != plainDigest([]byte("<</A 1>>"), raw) {
			t.Error("another digest")
		}
	}
	for _, at := range []int{0, 1, 4095, len(raw) / 2, len(raw) - 1} {
		other := bytes.Clone(raw)
		other[at] ^= 0x80
		if r.mark(other) == is {
			t.Errorf("a change at %d has the same mark", at)
		}
	}
	if r.mark(raw[:len(raw)-1]) == is || r.mark(append(bytes.Clone(raw), 0)) == is {
		t.Error("another length has the same mark")
	}
	if newRecall([16]byte{}).mark(raw) == is {
		t.Error("another process has the same marks")
	}
}

// Of what is remembered there is no more than there is room for.
func TestRecallIsBounded(t *testing.T) {
	r := newRecall([16]byte{})
	raw := make([]byte, markedBytes)
	for i := range mostMarked + 10 {
		is := mark{byte(i), byte(i >> 8), byte(i >> 16), 1}
		r.rememberBare(is)
		if i%(mostMarked/4) == 0 {
			r.digest(nil, raw, is)
		}
	}
	if len(r.bare) > mostMarked || len(r.digests) > mostMarked || !r.isBare(mark{byte(mostMarked & 255), byte(mostMarked >> 8), byte(mostMarked >> 16), 1}) {
		t.Errorf("%d pictures, %d digests", len(r.bare), len(r.digests))
	}
}

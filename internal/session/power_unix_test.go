//go:build unix

package session_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// work edits the dossier, takes files in and builds, and calls ack with the
// number of each change once it is promised to be saved. Each change sets the
// notes to its number, so that the notes tell which changes are there.
func work(t testing.TB, s *session.Session, from, to int, ack func(n int)) {
	t.Helper()
	for n := from; n <= to; n++ {
		if err := s.Do(set(fmt.Sprintf("notes=%d", n))); err != nil {
			t.Fatal(err)
		}
		switch n % 10 {
		case 3:
			takeIn(t, s, n)
		case 6:
			if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
		case 9:
			do(t, s, set(fmt.Sprintf("requisition=%d", n)))
			if err := errors.Join(s.Undo(), s.Redo()); err != nil {
				t.Fatal(err)
			}
		}
		ack(n)
	}
}

// takeIn takes a small file in.
func takeIn(t testing.TB, s *session.Session, n int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), fmt.Sprintf("scan-%d.png", n))
	page := image.NewGray(image.Rect(0, 0, 100+n, 140)) // another one for each number
	var picture bytes.Buffer
	if err := errors.Join(png.Encode(&picture, page), os.WriteFile(path, picture.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: document.Other})
	if err != nil || len(added) != 1 || added[0].Err != nil {
		t.Fatal(added, err)
	}
}

// After the power has gone at any moment, the dossier opens, has every change
// that was acknowledged, and nothing in it is half.
func TestPowerCut(t *testing.T) {
	root, after := durabletest.MemoryDir(t), durabletest.MemoryDir(t)
	tape := durabletest.NewTape(t, root)
	h := house()
	h.Disk = tape.Disk()
	s, err := h.Create(filepath.Join(root, "Zoë"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	tape.Ack(1) // the dossier is there
	work(t, s, 2, 40, tape.Ack)
	closing(t, s)
	frames, err := tape.Frames()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	cuts, opened := durabletest.Cuts(2, random), 0
	for i, frame := range frames {
		// Every moment with one of the disks, so that each has its turn.
		cut := cuts[i%len(cuts)]
		folder := filepath.Join(after, fmt.Sprint(i))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		frame.Restore(t, folder, cut)
		opened += afterPowerCut(t, filepath.Join(folder, "Zoë"), frame.Acked, fmt.Sprintf("moment %d, before %q of %s, %s", i, frame.Step, frame.Path, cut.Name))
		if err := os.RemoveAll(folder); err != nil || t.Failed() {
			t.Fatal(err)
		}
	}
	t.Logf("%d moments, %d of them opened as dossiers, after %d changes", len(frames), opened, 40)
	if opened < 500 {
		t.Errorf("only %d moments with a dossier", opened)
	}
}

// afterPowerCut opens what is left, and returns how many dossiers that was.
func afterPowerCut(t *testing.T, path string, acked int, moment string) int {
	t.Helper()
	s, err := house().Open(path, false)
	if err != nil {
		if acked > 0 {
			t.Errorf("%s: %d acknowledged, and %v", moment, acked, err)
		}
		return 0
	}
	defer closing(t, s)
	if warnings := s.Warnings(); len(warnings) > 0 && acked > 0 { // before, it was still being made
		t.Errorf("%s: %v", moment, warnings)
	}
	if got := noted(t, s); got < acked {
		t.Errorf("%s: change %d was acknowledged, %d is there", moment, acked, got)
	}
	for _, d := range s.Documents() {
		if d.Missing {
			t.Errorf("%s: %s is named and not there", moment, d.File)
		}
	}
	nothingIsHalf(t, path, moment)
	return 1
}

// noted is the number of the last change that the dossier has.
func noted(t *testing.T, s *session.Session) int {
	t.Helper()
	a, err := s.Application("")
	if err != nil {
		t.Fatal(err)
	}
	if a.Notes == "" {
		return 1
	}
	var n int
	if _, err := fmt.Sscan(a.Notes, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// nothingIsHalf holds every file that has a name of its own against that name,
// or against what its record says.
func nothingIsHalf(t *testing.T, path, moment string) {
	t.Helper()
	for name, content := range durabletest.Files(t, path) {
		sum := sha256.Sum256([]byte(content))
		digest := hex.EncodeToString(sum[:])
		switch folder, base := filepath.Split(filepath.FromSlash(name)); {
		case name == "unfinished":
			t.Errorf("%s: an unfinished file is left", moment)
		case folder == "documents/" && !strings.HasPrefix(base, digest):
			t.Errorf("%s: %s holds something else", moment, name)
		case folder == "history/":
			if _, err := dossier.Decode(base, []byte(content)); err != nil {
				t.Errorf("%s: %s: %v", moment, name, err)
			}
		case folder == "bundles/" && strings.HasSuffix(base, ".pdf"):
			halfBundle(t, filepath.Join(path, name), content, digest, moment)
		}
	}
}

// halfBundle holds a bundle against its record, and against how a PDF ends where
// the power went between the two.
func halfBundle(t *testing.T, path, content, digest, moment string) {
	t.Helper()
	r, err := bundle.ReadRecord(bundle.RecordPath(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if !strings.HasPrefix(content, "%PDF") || !strings.HasSuffix(strings.TrimSpace(content), "%%EOF") {
			t.Errorf("%s: %s is half", moment, path)
		}
	case err != nil || r.SHA256 != digest:
		t.Errorf("%s: %s is not what its record says: %v", moment, path, err)
	}
}

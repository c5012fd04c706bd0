//go:build unix

package session_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
)

// After the power has gone at any moment, the dossier opens, has every change
// that was acknowledged, and nothing in it is half.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	root, after := durabletest.MemoryDir(t), durabletest.MemoryDir(t)
	tape := durabletest.NewTape(t, root)
	h := house()
	h.Disk = tape.Disk()
	s, err := h.Create(filepath.Join(root, "Zoë"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	tape.Ack(1) // the dossier is there
	if err := work(t.Context(), s, t.TempDir(), 2, 40, tape.Ack); err != nil {
		t.Fatal(err)
	}
	closing(t, s)
	frames, err := tape.Frames()
	if err != nil {
		t.Fatal(err)
	}
	cuts := durabletest.Cuts(2, rand.New(rand.NewPCG(1, 2)))
	every := os.Getenv(kills) != "" // each moment with each disk; else with one, so that each disk has its turn
	opened := 0
	for i, frame := range frames {
		if testing.Short() && i%7 > 0 {
			continue
		}
		for n, cut := range cuts {
			if !every && n != i%len(cuts) {
				continue
			}
			folder := filepath.Join(after, fmt.Sprint(i))
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			frame.Restore(t, folder, cut)
			moment := fmt.Sprintf("moment %d, before %q of %s, %s", i, frame.Step, frame.Path, cut.Name)
			opened += afterPowerCut(t, filepath.Join(folder, "Zoë"), frame.Acked, moment)
			if err := os.RemoveAll(folder); err != nil || t.Failed() {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d moments, and %d dossiers opened after the power was cut, with 40 changes", len(frames), opened)
	if opened < 500 && !testing.Short() {
		t.Errorf("only %d dossiers opened", opened)
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
	if _, left := durabletest.Files(t, path)["unfinished"]; left {
		t.Errorf("%s: an unfinished file is left", moment)
	}
	nothingIsHalf(t, path, moment)
	return 1
}

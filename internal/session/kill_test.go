package session_test

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

const (
	// workOn, in the environment, makes the test program work on the dossier in
	// that folder, and print the number of each change once it is saved.
	workOn = "DOSSIER_TEST_WORK"
	// kills is how often TestKilled kills; "make crash" asks for more.
	kills = "DOSSIER_TEST_KILLS"
)

func working(path string) int {
	s, err := house().Open(path, false)
	if err == nil {
		var from int
		if from, err = notedBy(s); err == nil {
			fmt.Println(from) // so that the time of starting is not what is killed most
			err = work(context.Background(), s, filepath.Dir(path), from+1, math.MaxInt, func(n int) { fmt.Println(n) })
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// A program that is killed at any moment has lost nothing that it said is saved,
// and has left nothing half. Each dossier is worked on, and killed, many times.
func TestKilled(t *testing.T) {
	t.Parallel()
	times := 20
	if testing.Short() {
		times = 5
	}
	if asked, err := strconv.Atoi(os.Getenv(kills)); err == nil {
		times = asked
	}
	const lives = 20 // of one dossier
	changes := 0
	for n := 0; n < times; n += lives {
		path := filepath.Join(durabletest.MemoryDir(t), "Zoë")
		s, err := house().Create(path, assetstest.Candidate(t), nato)
		if err != nil {
			t.Fatal(err)
		}
		if err := takeOneIn(t.Context(), s, filepath.Dir(path), 1); err != nil { // a bundle needs a document
			t.Fatal(err)
		}
		closing(t, s)
		for life := range min(lives, times-n) {
			acked := workUntilKilled(t, path)
			changes = afterKill(t, path, acked, fmt.Sprintf("kill %d", n+life))
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("killed %d times; the last dossier had %d changes by then", times, changes)
}

// workUntilKilled has another process work on the dossier, kills it at some
// moment of what an edit takes, or a build, and returns the last change that it
// acknowledged.
func workUntilKilled(t *testing.T, path string) (acked int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), workOn+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	longest := []time.Duration{5 * time.Millisecond, 50 * time.Millisecond, 800 * time.Millisecond}[rand.IntN(3)]
	var killing *time.Timer
	for lines.Scan() {
		if acked, err = strconv.Atoi(lines.Text()); err != nil {
			t.Error(err)
		}
		if killing == nil {
			killing = time.AfterFunc(rand.N(longest), func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // it was killed, or said why not
	if killing == nil || killing.Stop() {
		t.Error("the program ended by itself")
	}
	return acked
}

// afterKill opens what the killed program has left, and returns the number of
// changes in it.
func afterKill(t *testing.T, path string, acked int, moment string) int {
	t.Helper()
	s, err := openWhenFree(path)
	if err != nil {
		t.Errorf("%s: %d acknowledged, and %v", moment, acked, err)
		return 0
	}
	defer closing(t, s)
	if warnings, locked := s.Warnings(), s.ReadOnly(); len(warnings) > 0 || locked != nil {
		t.Errorf("%s: %v, %v", moment, warnings, locked)
	}
	got := noted(t, s)
	if got < acked {
		t.Errorf("%s: change %d was acknowledged, %d is there", moment, acked, got)
	}
	for _, d := range s.Documents() {
		if d.Missing {
			t.Errorf("%s: %s is named and not there", moment, d.File)
		}
	}
	nothingIsHalf(t, path, moment)
	return got
}

// openWhenFree opens a dossier whose program was killed. A process that this one
// was just starting has its lock too, until it becomes another program.
func openWhenFree(path string) (*session.Session, error) {
	for begun := time.Now(); ; {
		s, err := house().Open(path, false)
		if err != nil || s.ReadOnly() == nil || time.Since(begun) > 5*time.Second {
			return s, err
		}
		if err := s.Close(); err != nil {
			return nil, err
		}
	}
}

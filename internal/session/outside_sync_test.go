package session_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/watch"
)

// syncFolders names two folders that real sync programs keep alike, with a colon
// between: scripts/sync sets it.
const syncFolders = "DOSSIER_SYNC"

const (
	syncChanges = 200              // of both sides together
	syncPause   = 3 * time.Second  // the longest between two changes of one side
	syncWait    = 5 * time.Minute  // for the two to become alike
	syncCalm    = 15 * time.Second // that they then stay so
)

// Two programs edit one folder that real sync programs keep alike, both at once:
// nothing that was saved is lost. This is measured, not tested: scripts/sync.
func TestThroughRealSync(t *testing.T) {
	folders := strings.Split(os.Getenv(syncFolders), ":")
	if len(folders) != 2 {
		t.Skip("scripts/sync runs this")
	}
	h := house()
	h.Now = time.Now
	first, err := h.Create(filepath.Join(folders[0], "Zoë"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	closing(t, first)
	second := filepath.Join(folders[1], "Zoë")
	until(t, "the dossier is on both sides", time.Second, func() bool { return sameFile(t, first.Path(), second) })
	r := &record{replaced: map[string]bool{}, files: map[string]bool{}}
	sides := [2]*syncSide{openSide(t, h, first.Path(), 0), openSide(t, h, second, 1)}
	var all sync.WaitGroup
	for i, side := range sides {
		all.Go(func() { side.edit(r, rand.New(rand.NewPCG(uint64(i), 3))) })
	}
	all.Wait()
	var calmSince time.Time
	until(t, "both sides are alike", time.Second, func() bool {
		for _, side := range sides {
			side.catchUp()
		}
		if !alike(t, sides) {
			calmSince = time.Time{}
			return false
		}
		if calmSince.IsZero() {
			calmSince = time.Now()
		}
		return time.Since(calmSince) > syncCalm
	})
	clashes, reloads := 0, 0
	for _, side := range sides {
		clashes += side.copies
		reloads += side.reloads
		r.nothingLost(t, side.session)
		closing(t, side.session)
	}
	lost := "no"
	if t.Failed() {
		lost = "SOME"
	}
	fmt.Printf("%d changes saved by two programs at once, %d times the other's taken over, %d conflict copies merged, %d choices left, %s change lost\n",
		len(r.saved), reloads, clashes, len(sides[0].session.Conflicts()), lost)
}

// syncSide is one of the two programs.
type syncSide struct {
	t       *testing.T
	number  int
	session *session.Session
	changed chan struct{}
	copies  int // conflict copies that were merged
	reloads int // times that another dossier.json was taken over
}

func openSide(t *testing.T, h session.House, path string, number int) *syncSide {
	side := &syncSide{t: t, number: number, changed: make(chan struct{}, 1)}
	h.Device = fmt.Sprint("computer ", number)
	h.Watch = watch.Watcher{Ticks: func() (<-chan time.Time, func()) {
		ticker := time.NewTicker(2 * time.Second)
		return ticker.C, ticker.Stop
	}}.Watch
	h.Changed = func() {
		select {
		case side.changed <- struct{}{}:
		default:
		}
	}
	s, err := h.Open(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ReadOnly(); err != nil {
		t.Fatal(err)
	}
	side.session = s
	return side
}

// edit makes one side's half of the changes, and takes over what comes meanwhile.
func (side *syncSide) edit(r *record, random *rand.Rand) {
	for i := range syncChanges / 2 {
		pause := time.NewTimer(time.Duration(random.Int64N(int64(syncPause))))
		for waiting := true; waiting; {
			select {
			case <-side.changed:
				side.catchUp()
			case <-pause.C:
				waiting = false
			}
		}
		field := fmt.Sprintf("studies.x%d-%d.institution", side.number, random.IntN(15))
		if random.IntN(3) == 0 {
			field = []string{"notes", "requisition", "name.given", "studies.n1.title", "studies.n2.title"}[random.IntN(5)]
		}
		syncRecord.Lock()
		r.set(side.t, side.session, field, fmt.Sprintf("value %d of %d.", i, side.number))
		syncRecord.Unlock()
	}
}

// syncRecord guards the record of both sides.
var syncRecord sync.Mutex

// catchUp takes over what has come; what is half written comes again.
func (side *syncSide) catchUp() {
	out, err := side.session.MergeCopies(side.t.Context())
	if err != nil {
		side.t.Log(err)
	}
	for name, err := range out.Failed {
		side.t.Log(name, err)
	}
	side.copies += len(out.Copies)
	if out.Changed {
		side.reloads++
	}
}

// alike reports whether both folders hold the same dossier and no copies of it.
func alike(t *testing.T, sides [2]*syncSide) bool {
	for _, side := range sides {
		if outside, err := side.session.Outside(); err != nil || !outside.IsEmpty() {
			return false
		}
	}
	return sameFile(t, sides[0].session.Path(), sides[1].session.Path())
}

func sameFile(t *testing.T, a, b string) bool {
	x, err := os.ReadFile(filepath.Join(a, stateFile))
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(filepath.Join(b, stateFile))
	return err == nil && string(x) == string(y)
}

// until waits for something that other programs do.
func until(t *testing.T, what string, every time.Duration, is func() bool) {
	t.Helper()
	look := time.NewTicker(every)
	defer look.Stop()
	end := time.After(syncWait)
	for !is() {
		select {
		case <-look.C:
		case <-end:
			t.Fatalf("%s: not within %v", what, syncWait)
		}
	}
}

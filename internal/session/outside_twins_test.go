package session_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/session"
)

// A fake of a tool that keeps two folders alike, as Syncthing does: of two changes
// of one file the later stands, and the other becomes a copy beside it. Nothing of
// .dossier goes over.
type syncTool struct {
	t       testing.TB
	sides   [2]*session.Session
	last    map[string]string // what both sides had last, by path
	copies  int
	clashes int
}

func (y *syncTool) files(side int) map[string]string {
	out := map[string]string{}
	root := y.sides[side].Path()
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() && e.Name() == ".dossier" {
			if err == nil {
				err = filepath.SkipDir
			}
			return err
		}
		if e.IsDir() {
			return nil
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		y.t.Fatal(err)
	}
	return out
}

func (y *syncTool) write(side int, name, data string) {
	path := filepath.Join(y.sides[side].Path(), name)
	_ = os.Remove(path) // documents are read-only
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		y.t.Fatal(err)
	}
}

// run makes the two folders alike; first is the side whose change counts as the
// earlier one.
func (y *syncTool) run(first int) {
	sides := [2]map[string]string{y.files(0), y.files(1)}
	names := map[string]bool{}
	for _, files := range sides {
		for name := range files {
			names[name] = true
		}
	}
	for name := range y.last {
		names[name] = true
	}
	next := map[string]string{}
	for name := range names {
		before, had := y.last[name]
		a, inA := sides[0][name]
		b, inB := sides[1][name]
		aChanged, bChanged := inA != had || a != before, inB != had || b != before
		switch {
		case inA == inB && a == b:
		case aChanged && bChanged && inA && inB:
			y.clashes++
			later, copied := 1-first, sides[first][name]
			y.write(first, name, sides[later][name])
			y.copies++
			ext := filepath.Ext(name)
			as := fmt.Sprintf("%s.sync-conflict-20250601-%06d-ABCDEFG%s", strings.TrimSuffix(name, ext), y.copies, ext)
			y.write(0, as, copied)
			y.write(1, as, copied)
			next[as] = copied
			a, inA = sides[later][name], true
		case aChanged && inA || bChanged && !inB && inA && aChanged:
			y.write(1, name, a)
		case bChanged && inB:
			y.write(0, name, b)
			a, inA = b, true
		default: // gone on one side, and as it was on the other
			for _, s := range y.sides {
				_ = os.Remove(filepath.Join(s.Path(), name))
			}
			inA = false
		}
		if inA {
			next[name] = a
		}
	}
	y.last = next
}

// record is what has been saved, and which of it was knowingly said over.
type record struct {
	saved    []string
	replaced map[string]bool
	files    map[string]bool
}

// set sets a field, which is known to be saved afterwards.
func (r *record) set(t testing.TB, s *session.Session, field, value string) {
	t.Helper()
	r.replaced[now(t, s, field)] = true
	do(t, s, set(field+"="+value))
	r.saved = append(r.saved, value)
}

// now is the value of a field.
func now(t testing.TB, s *session.Session, field string) string {
	t.Helper()
	application, err := s.Application("")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(field, ".")
	switch parts[0] {
	case "notes":
		return application.Notes
	case "requisition":
		return application.Requisition
	case "name":
		return s.Candidate().Name.Given
	}
	study, _ := s.Candidate().Study(parts[1])
	if parts[2] == "title" {
		return study.Title
	}
	return study.Institution
}

// Two programs edit one dossier at once on two computers, 200 changes at random
// moments, and a tool carries the folders to and fro whenever it likes: nothing that
// was saved is lost. What both have said of one field is there or among its
// conflicts.
func TestTwoComputersLoseNothing(t *testing.T) {
	t.Parallel()
	seeds := uint64(2)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			twoComputers(t, seed, 200)
		})
	}
}

func twoComputers(t *testing.T, seed uint64, changes int) {
	random := rand.New(rand.NewPCG(seed, 7))
	at := house().Now()
	h := house()
	h.Now = func() time.Time { return at }
	a := create(t, h, assetstest.Candidate(t))
	b := twin(t, a)
	tool := &syncTool{t: t, sides: [2]*session.Session{a, b}}
	tool.last = tool.files(0)
	pictures := smallPictures(t, 12)
	r := &record{replaced: map[string]bool{}, files: map[string]bool{}}
	for i := range changes {
		at = at.Add(time.Duration(random.IntN(40)) * time.Second)
		side := random.IntN(2)
		s := tool.sides[side]
		value := fmt.Sprintf("value %d of %d.", i, side)
		switch pick := random.IntN(10); {
		case pick == 0 && len(pictures) > 0:
			added, err := s.Add(t.Context(), pictures[:1], session.AddOptions{Kind: "other"})
			if err != nil || added[0].Err != nil {
				t.Fatal(err, added)
			}
			r.files[added[0].Document.File] = true
			pictures = pictures[1:]
		case pick < 3: // one that the other side may set too
			field := []string{"notes", "requisition", "name.given"}[random.IntN(3)]
			r.set(t, s, field, value)
		case pick < 5:
			field := fmt.Sprintf("studies.n%d.title", random.IntN(20))
			r.set(t, s, field, value)
		default: // its own
			field := fmt.Sprintf("studies.x%d-%d.institution", side, random.IntN(15))
			r.set(t, s, field, value)
		}
		if random.IntN(4) == 0 {
			tool.run(random.IntN(2))
		}
		if random.IntN(3) == 0 {
			catchUp(t, tool.sides[random.IntN(2)])
		}
		for side := range tool.sides {
			if random.IntN(50) == 0 { // the program ends and begins again
				tool.sides[side] = reopen(t, h, tool.sides[side])
			}
		}
	}
	settle(t, tool)
	if tool.clashes == 0 {
		t.Error("the two never clashed")
	}
	x, y := tool.files(0)[stateFile], tool.files(1)[stateFile]
	if x != y {
		t.Errorf("the two are not alike in the end")
	}
	t.Logf("%d clashes, %d conflicts left", tool.clashes, len(tool.sides[0].Conflicts()))
	r.nothingLost(t, tool.sides[0])
}

// catchUp takes over what has come.
func catchUp(t testing.TB, s *session.Session) {
	t.Helper()
	out, err := s.MergeCopies(t.Context())
	if err != nil || len(out.Failed) > 0 {
		t.Fatal(out.Failed, err)
	}
}

// settle goes on until both sides have all.
func settle(t testing.TB, tool *syncTool) {
	t.Helper()
	for round := range 20 {
		tool.run(round % 2)
		catchUp(t, tool.sides[0])
		catchUp(t, tool.sides[1])
	}
}

// nothingLost fails unless all that was saved is there, or in a conflict, but for
// what somebody has replaced who had it before them.
func (r *record) nothingLost(t testing.TB, s *session.Session) {
	t.Helper()
	all := everythingSaid(t, s)
	for _, value := range r.saved {
		if !r.replaced[value] && !strings.Contains(all, value) {
			t.Errorf("%s is lost", value)
		}
	}
	for file := range r.files {
		if !slices.ContainsFunc(s.Documents(), func(d document.Document) bool { return d.File == file }) {
			t.Errorf("document %s is lost", file)
		}
	}
}

// everythingSaid is all that the dossier and its conflicts say.
func everythingSaid(t testing.TB, s *session.Session) string {
	t.Helper()
	application, err := s.Application("")
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%+v %+v ", s.Candidate(), application)
	for _, conflict := range s.Conflicts() {
		for _, option := range conflict.Theirs {
			text += string(option.Value) + " "
		}
	}
	return text
}

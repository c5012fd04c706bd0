package dossier_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/dossier/internal/dossier"
)

// said is zoe with this given name and these notes.
func said(given, notes string) dossier.Dossier {
	d := named(given)
	d.Applications[0].Notes = notes
	return d
}

func save(t *testing.T, f *dossier.Opened, d dossier.Dossier) {
	t.Helper()
	if err := f.Save(d, noon); err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path, "dossier.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantMerged(t *testing.T, f *dossier.Opened, mine dossier.Dossier, given, notes string, conflicts int) dossier.Dossier {
	t.Helper()
	out, err := f.Merge(mine, noon)
	if err != nil {
		t.Fatal(err)
	}
	d := out.Dossier
	if d.Candidate.Name.Given != given || d.Applications[0].Notes != notes || len(d.Pending) != conflicts {
		t.Errorf("got %q, %q, %+v; want %q, %q and %d conflicts", d.Candidate.Name.Given, d.Applications[0].Notes, d.Pending, given, notes, conflicts)
	}
	return d
}

// A program that knows no lineages leaves that of the state which it changes. What
// it took back counts as taken back, not as never said.
func TestAnOlderProgramsState(t *testing.T) {
	t.Parallel()
	path := create(t, said("one", "a"))
	f := open(t, path, dossier.Options{})
	defer closing(t, f)
	save(t, f, said("two", "a"))
	put(t, filepath.Join(path, "dossier.json"), strings.Replace(state(t, path), `"two"`, `"one"`, 1))
	wantMerged(t, f, said("two", "b"), "one", "b", 0)
	// And once more, on what this program has written after it.
	put(t, filepath.Join(path, "dossier.json"), strings.Replace(state(t, path), `"one"`, `"three"`, 1))
	wantMerged(t, f, said("one", "c"), "three", "c", 0)
}

// Where nothing in common is known, whatever differs waits for a choice.
func TestNothingInCommon(t *testing.T) {
	t.Parallel()
	path := create(t, said("one", "a"))
	f := open(t, path, dossier.Options{})
	defer closing(t, f)
	lineage := regexp.MustCompile(`,\s*"lineage": \{[^}]*\}`)
	other := lineage.ReplaceAllString(state(t, path), "")
	put(t, filepath.Join(path, "dossier.json"), strings.Replace(other, `"notes": "a"`, `"notes": "b"`, 1))
	wantMerged(t, f, said("one", "c"), "one", "c", 1)
}

// An older state never stands in for the last common one: what was taken back since
// would come back.
func TestTheLastCommonStateIsGone(t *testing.T) {
	t.Parallel()
	path := create(t, said("one", "a"))
	f := open(t, path, dossier.Options{})
	save(t, f, said("two", "a"))
	common := state(t, path)
	save(t, f, said("two", "b"))
	theirs := state(t, path)
	closing(t, f)
	put(t, filepath.Join(path, "dossier.json"), common)
	f = open(t, path, dossier.Options{})
	defer closing(t, f)
	save(t, f, said("one", "a"))
	put(t, filepath.Join(path, "dossier.json"), theirs)
	if err := os.Remove(entryFile(t, path, 2)); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{4} { // what Save has put there again of the state that it read
		if err := os.Remove(entryFile(t, path, n)); err != nil {
			t.Fatal(err)
		}
	}
	wantMerged(t, f, said("one", "a"), "one", "a", 2)
}

// What says the same is not written again, whatever it came of.
func TestTheSameContentIsTakenAsItIs(t *testing.T) {
	t.Parallel()
	path := create(t, said("one", "a"))
	other := filepath.Join(t.TempDir(), "other")
	if err := os.CopyFS(other, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	f, g := open(t, path, dossier.Options{}), open(t, other, dossier.Options{})
	defer closing(t, f)
	defer closing(t, g)
	save(t, g, said("two", "a"))
	save(t, g, said("two", "b"))
	save(t, f, said("two", "b"))
	theirs := state(t, other)
	put(t, filepath.Join(path, "dossier.json"), theirs)
	wantMerged(t, f, said("two", "b"), "two", "b", 0)
	if state(t, path) != theirs {
		t.Error("it was written again")
	}
}

// Of two that have each merged the other, and gone on, the base is what comes of
// merging what they have in common.
func TestBothHaveMerged(t *testing.T) {
	t.Parallel()
	path := create(t, said("one", "a"))
	other := filepath.Join(t.TempDir(), "other")
	if err := os.CopyFS(other, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	f, g := open(t, path, dossier.Options{}), open(t, other, dossier.Options{})
	defer closing(t, f)
	defer closing(t, g)
	save(t, f, said("two", "a"))
	save(t, g, said("one", "b"))
	fromF, fromG := state(t, path), state(t, other)
	put(t, filepath.Join(path, "dossier.json"), fromG)
	put(t, filepath.Join(other, "dossier.json"), fromF)
	mine := wantMerged(t, f, said("two", "x"), "two", "x", 1) // both changed the notes
	wantMerged(t, g, said("three", "b"), "three", "b", 1)
	put(t, filepath.Join(path, "dossier.json"), state(t, other))
	out, err := f.Merge(mine, noon)
	if err != nil {
		t.Fatal(err)
	}
	text := content(t, out.Dossier)
	for _, value := range []string{`"two"`, `"three"`, `"x"`, `"b"`} {
		if !strings.Contains(text, value) {
			t.Errorf("%s is lost in %s", value, text)
		}
	}
}

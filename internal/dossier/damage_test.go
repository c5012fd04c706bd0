package dossier_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
)

// small is a dossier as few bytes as it gets.
func small(name string) dossier.Dossier {
	d := dossier.Dossier{Format: 1}
	d.Candidate.Name.Given = name
	return d
}

// Whichever bit of dossier.json tips over, and wherever the file is cut short, it
// opens: as what it still says where that is possible, else as the newest good
// state, and then the damaged bytes are kept. A file that seems to be of a newer
// program is left alone.
func TestEveryBitMayTip(t *testing.T) {
	t.Parallel()
	folder := durabletest.MemoryDir(t)
	path := filepath.Join(folder, "d")
	opened, err := dossier.Create(path, small("Zoë"), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
	file := filepath.Join(path, "dossier.json")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for bit := range len(good) * 8 {
		damaged := bytes.Clone(good)
		damaged[bit/8] ^= 1 << (bit % 8)
		opensDamaged(t, path, damaged, good)
	}
	for length := range len(good) {
		opensDamaged(t, path, good[:length], good)
	}
}

// opensDamaged puts the bytes in the place of dossier.json and opens it.
func opensDamaged(t *testing.T, path string, damaged, good []byte) {
	t.Helper()
	file := filepath.Join(path, "dossier.json")
	put(t, file, string(damaged))
	_, decodeErr := dossier.Decode(file, damaged)
	opened, err := dossier.Open(path, dossier.Options{Now: noon})
	isNewer := message.Of(decodeErr) != nil && message.Of(decodeErr).ID == "dossier-newer"
	switch {
	case isNewer && message.Of(err) != nil && message.Of(err).ID == "dossier-newer":
		return
	case err != nil || isNewer:
		t.Fatalf("%q: %v", damaged, err)
	}
	recovered := len(opened.Warnings) > 0
	closing(t, opened)
	if recovered != (decodeErr != nil) {
		t.Fatalf("%q: decoding says %v, and the warnings are %v", damaged, decodeErr, opened.Warnings)
	}
	if !recovered {
		return
	}
	there, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(there, good) {
		t.Fatalf("%q: recovered as %q, %v", damaged, there, err)
	}
	kept := len(damaged) == 0
	for name, content := range durabletest.Files(t, filepath.Join(path, "history")) {
		if strings.HasPrefix(name, "damaged-") {
			kept = kept || content == string(damaged)
			if err := os.Remove(filepath.Join(path, "history", name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !kept {
		t.Fatalf("%q is not kept", damaged)
	}
}

// A disk that is full at any byte of a save keeps the state before it; nothing
// half has a name, and with room again the save is made.
func TestFullAtEveryByte(t *testing.T) {
	t.Parallel()
	const writes = 2 // into the history, and dossier.json
	path := filepath.Join(durabletest.MemoryDir(t), "d")
	opened, err := dossier.Create(path, small("old"), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
	before := durabletest.Files(t, path)
	for write := 1; write <= writes; write++ {
		for size := 0; size <= len(before["dossier.json"]); size += bytesApart() {
			disk := &durabletest.Full{}
			opened, err := dossier.Open(path, dossier.Options{Now: noon, Disk: disk.Disk()})
			if err != nil {
				t.Fatal(err)
			}
			disk.Write, disk.Bytes = write, size
			wantID(t, opened.Save(small("new"), noon), "disk-full")
			closing(t, opened)
			if diff := cmp.Diff(before, durabletest.Files(t, path)); diff != "" || !disk.Reached {
				t.Fatalf("write %d, %d bytes: %s", write, size, diff)
			}
		}
	}
	opened = open(t, path, dossier.Options{})
	if err := opened.Save(small("new"), noon); err != nil || given(t, path) != "new" {
		t.Errorf("with room again: %v", err)
	}
}

// The clock may go back by years between two saves: no day's only state is
// thinned, and the newest is the one that was saved last.
func TestClockJumpsBack(t *testing.T) {
	t.Parallel()
	path := create(t, named("0"))
	opened := open(t, path, dossier.Options{})
	for i, at := range []time.Time{
		noon.AddDate(2, 0, 0), noon, noon.AddDate(-10, 0, 0), time.Unix(0, 0), noon.AddDate(0, 0, 1),
	} {
		if err := opened.Save(named(string(rune('1'+i))), at); err != nil {
			t.Fatal(err)
		}
	}
	history, err := opened.History()
	if err != nil {
		t.Fatal(err)
	}
	// All but the first, which is of the same day as the third.
	var numbers []int
	for _, e := range history {
		numbers = append(numbers, e.Number)
	}
	if diff := cmp.Diff([]int{6, 5, 4, 3, 2}, numbers); diff != "" {
		t.Error(diff)
	}
	closing(t, opened)
	put(t, filepath.Join(path, "dossier.json"), "")
	if got := given(t, path); got != "5" {
		t.Errorf("got %q", got)
	}
}

// Folders may have any name that the system takes; what it does not take is
// refused with a word, and nothing is left anywhere.
func TestNamesOfFolders(t *testing.T) {
	t.Parallel()
	names := map[string]string{
		"😀 Zoë 👩🏽‍💻":               "",
		"CON":                      "", // refused by Windows alone
		"NUL.txt":                  "",
		"trailing dot.":            "",
		"trailing space ":          "",
		"-rf":                      "",
		"a\nb":                     "",
		strings.Repeat("é", 100):   "",
		strings.Repeat("x", 300):   "name-refused",
		"x\x00y":                   "name-refused",
		"../" + "beside":           "",
		"Lefe\u0300vre":            "",
		"\u202egnp.reissoD":        "",
		"with/folders/that/are/no": "",
	}
	if runtime.GOOS != "windows" { // which counts no bytes
		names[strings.Repeat("😀", 100)] = "name-refused" // 400 bytes
	}
	for name, want := range names {
		root := filepath.Join(t.TempDir(), "root")
		if err := os.Mkdir(root, 0o700); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(root, filepath.FromSlash(name))
		opened, err := dossier.Create(path, zoe(), nil, dossier.Options{Now: noon})
		if want != "" || err != nil && windowsRefuses(name) {
			if want != "" {
				wantID(t, err, want)
			}
			if left := durabletest.Files(t, root); len(left) > 0 {
				t.Errorf("%q left %v", name, left)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		closing(t, opened)
		if diff := cmp.Diff(zoe(), open(t, path, dossier.Options{}).Dossier); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

// Two names that differ only in how their accents are written are two dossiers,
// or the one that the file system says they are: never one over the other.
func TestNamesThatLookTheSame(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	composed, decomposed := filepath.Join(root, "Zo\u00eb"), filepath.Join(root, "Zoe\u0308")
	first, err := dossier.Create(composed, named("first"), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, first)
	second, err := dossier.Create(decomposed, named("second"), nil, dossier.Options{Now: noon})
	if err != nil {
		wantID(t, err, "dossier-not-empty") // one folder, as macOS has it
	} else {
		closing(t, second)
		if got := given(t, decomposed); got != "second" {
			t.Errorf("got %q", got)
		}
	}
	if got := given(t, composed); got != "first" {
		t.Errorf("got %q", got)
	}
}

// windowsRefuses reports whether this is Windows, which keeps some names for
// devices and takes no others.
func windowsRefuses(name string) bool {
	return runtime.GOOS == "windows" && !strings.HasPrefix(name, "Lef")
}

// bytesApart is how far the tried places of a full disk are apart: opening a
// dossier takes long on Windows.
func bytesApart() int {
	if runtime.GOOS == "windows" {
		return 16
	}
	return 1
}

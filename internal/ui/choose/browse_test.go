package choose

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

var letters = []entry{
	{name: "Desktop", folder: true}, {name: "Documents", folder: true},
	{name: "a.pdf"}, {name: "ab.pdf"}, {name: "b.pdf"}, {name: "École.pdf"}, {name: ".x.pdf", hidden: true}, {name: "z.txt"},
}

func browsing(kind kind) *browser {
	b := &browser{kind: kind, cursor: -1, wanted: filter{endings: []string{"pdf"}}}
	b.show(folder{path: filepath.FromSlash("/home"), entries: letters})
	return b
}

func TestTypingJumpsToANameThatBeginsSo(t *testing.T) {
	b := browsing(someFiles)
	at := time.Unix(0, 0)
	for _, step := range []struct {
		typed rune
		pause time.Duration
		want  string
	}{
		{'a', 0, "a.pdf"}, {'a', 0, "ab.pdf"}, {'a', 0, "a.pdf"}, // the same letter goes on
		{'a', 2 * time.Second, "ab.pdf"}, {'.', 0, "a.pdf"}, // what is typed fast is one beginning
		{'é', 2 * time.Second, "École.pdf"}, {'d', 2 * time.Second, "Desktop"}, {'o', 0, "Documents"},
		{'q', 2 * time.Second, "Documents"},
	} {
		at = at.Add(step.pause)
		if b.jump(step.typed, at); b.name() != step.want {
			t.Errorf("after %q the cursor is at %q, want %q", step.typed, b.name(), step.want)
		}
	}
	empty := &browser{cursor: -1}
	empty.jump('a', at)
}

func TestTheCursorStaysInside(t *testing.T) {
	b := browsing(someFiles)
	for _, step := range []struct {
		by   int
		want string
	}{{-1, "Desktop"}, {100, "École.pdf"}, {1, "École.pdf"}, {-2, "ab.pdf"}, {-100, "Desktop"}} {
		if b.move(step.by); b.name() != step.want {
			t.Errorf("%+d rows on the cursor is at %q, want %q", step.by, b.name(), step.want)
		}
	}
	empty := &browser{kind: someFiles, cursor: -1}
	empty.move(1)
	empty.mark()
	empty.markAll()
	if _, ok := empty.current(); ok || len(empty.chosen()) != 0 {
		t.Error("something is chosen in an empty folder")
	}
}

func TestMarksAreOfFilesThatAreShown(t *testing.T) {
	b := browsing(someFiles)
	b.mark() // a folder
	b.setHidden(true)
	b.setAll(true)
	b.markAll()
	if len(b.marked) != 6 {
		t.Errorf("marked %v", b.marked)
	}
	b.setHidden(false)
	b.setAll(false)
	if len(b.marked) != 4 || b.marked[".x.pdf"] || b.marked["z.txt"] {
		t.Errorf("what is no longer shown is still marked: %v", b.marked)
	}
	b.show(folder{path: filepath.FromSlash("/other"), entries: letters})
	if len(b.marked) != 0 {
		t.Errorf("in another folder %v are marked", b.marked)
	}
}

func TestTheCursorStaysAtItsEntryWhenOthersAreHidden(t *testing.T) {
	b := browsing(someFiles)
	b.setHidden(true)
	b.jump('b', time.Unix(0, 0))
	if b.setHidden(false); b.name() != "b.pdf" {
		t.Errorf("the cursor is at %q", b.name())
	}
}

func TestTypedPaths(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test are not those of Windows")
	}
	for typed, want := range map[string]string{
		"/a/b": "/a/b", " /a/b/ ": "/a/b", "c": "/at/c", "../c": "/c", "": "/at", "~": "/home/z", "~/b": "/home/z/b", "~b": "/at/~b",
		`"/a b"`: "/a b", "'/a b'": "/a b", `"`: `/at/"`, "file:///a%20b/c++": "/a b/c++", "file:": "/at/file:", "/a/../..": "/", "/a//b": "/a/b",
	} {
		if got := typedPath(typed, "/at", "/home/z"); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	if got := typedPath("~/b", "/at", ""); got != "/at/~/b" {
		t.Errorf("without a home ~ is %q", got)
	}
}

func FuzzTypedPath(f *testing.F) {
	f.Add("~/a", "file:///%")
	f.Fuzz(func(t *testing.T, typed, home string) {
		at, err := filepath.Abs("at")
		if err != nil {
			t.Fatal(err)
		}
		home, err = filepath.Abs(home)
		if err != nil {
			t.Skip()
		}
		if got := typedPath(typed, at, home); !filepath.IsAbs(got) || got != filepath.Clean(got) {
			t.Errorf("%q is %q", typed, got)
		}
	})
}

// listed writes what was read of a folder.
func listed(f folder) string {
	var all []string
	for _, e := range f.entries {
		all = append(all, fmt.Sprintf("%s %t", e.name, e.folder))
	}
	return strings.Join(all, ", ")
}

func TestAFolderIsReadFoldersFirst(t *testing.T) {
	at := t.TempDir()
	for _, name := range []string{"b.pdf", "a.pdf", "z/x", ".h", "y/x"} {
		put(t, at, name)
	}
	f := readFolder(at, cmp.Compare[string])
	if got, want := listed(f), "y true, z true, .h false, a.pdf false, b.pdf false"; got != want || f.err != nil || f.more {
		t.Errorf("%s, %v, want %s", got, f.err, want)
	}
	if !f.entries[2].hidden {
		t.Error(".h is not hidden")
	}
}

func TestALinkIsWhatItLeadsTo(t *testing.T) {
	at := t.TempDir()
	put(t, at, "z/x")
	for from, to := range map[string]string{"z": "link", "gone": "broken"} {
		if err := os.Symlink(filepath.Join(at, from), filepath.Join(at, to)); err != nil {
			t.Skipf("needs links: %v", err)
		}
	}
	if _, err := os.Stat(filepath.Join(at, "link")); err != nil {
		t.Skipf("needs links that lead somewhere: %v", err)
	}
	f := readFolder(at, cmp.Compare[string])
	if got, want := listed(f), "link true, z true"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAHugeFolderIsReadInPart(t *testing.T) {
	at := t.TempDir()
	for n := range entryLimit + 2 {
		put(t, at, fmt.Sprint(n))
	}
	if f := readFolder(at, cmp.Compare[string]); len(f.entries) != entryLimit || !f.more {
		t.Errorf("%d entries, more: %t", len(f.entries), f.more)
	}
}

func TestWhatIsNoFolderIsNotRead(t *testing.T) {
	at := t.TempDir()
	file := put(t, at, "a.pdf")
	if f := readFolder(filepath.Join(at, "gone"), cmp.Compare[string]); f.err == nil || f.err.ID != "file-missing" {
		t.Errorf("%v", f.err)
	}
	if f := readFolder(file, cmp.Compare[string]); f.err == nil || f.err.ID != "folder-wanted" {
		t.Errorf("%v", f.err)
	}
	if f := readAt(file, cmp.Compare[string]); f.err != nil || f.path != at || f.focus != "a.pdf" {
		t.Errorf("%+v", f)
	}
	if f := readNearest(filepath.Join(at, "gone", "too"), cmp.Compare[string]); f.err != nil || f.path != at {
		t.Errorf("%+v", f)
	}
}

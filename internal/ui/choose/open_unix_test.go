//go:build !windows && !darwin

package choose

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/google/go-cmp/cmp"
)

// The names of files that a shell, a program's options or an address would
// make something else of.
var hardNames = []string{
	"a b.pdf", "-rf.pdf", "$(touch x).pdf", "`x`;x&x|x.pdf", "C++ %20 50%.pdf", "quote\"'.pdf", "new\nline.pdf", "été #1?.pdf", "*.pdf", "\\.pdf",
}

// xdgOpen puts a program of that name before all others, which notes what it is
// given, and returns where it does.
func xdgOpen(t *testing.T, status string) (note string) {
	t.Helper()
	folder := t.TempDir()
	note = filepath.Join(folder, "note")
	script := "#!/bin/sh\nprintf '%s' \"$*\" > '" + note + "'\nexit " + status + "\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
	return note
}

func noted(t *testing.T, note string) string {
	t.Helper()
	data, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOpeningGivesThePathAsItIs(t *testing.T) {
	note := xdgOpen(t, "0")
	folder := t.TempDir()
	for _, name := range hardNames {
		path := put(t, folder, name)
		if err := (Opener{}).Launch(path); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got := noted(t, note); got != path {
			t.Errorf("%q: it was given %q", name, got)
		}
		if err := (Opener{}).Reveal(path); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if got := noted(t, note); got != folder {
			t.Errorf("%q: to show it, %q was opened", name, got)
		}
	}
	t.Chdir(folder)
	if err := (Opener{}).Launch("-rf.pdf"); err != nil || noted(t, note) != filepath.Join(folder, "-rf.pdf") {
		t.Errorf("%v, and it was given %q", err, noted(t, note))
	}
}

func TestASystemThatCannotOpenSaysSo(t *testing.T) {
	path := put(t, t.TempDir(), "a.pdf")
	xdgOpen(t, "3")
	wantError(t, Opener{}.Launch(path), "open-failed")
	wantError(t, Opener{}.Reveal(path), "reveal-failed")
	t.Setenv("PATH", t.TempDir())
	wantError(t, Opener{}.Launch(path), "open-failed")
}

// fileManager is one that marks files, as GNOME's does.
type fileManager struct {
	lock  sync.Mutex // the bus calls on a goroutine of its own
	shown []string
}

func (f *fileManager) ShowItems(uris []string, _ string) *dbus.Error {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.shown = append(f.shown, uris...)
	return nil
}

func TestTheFileManagerMarksTheFile(t *testing.T) {
	d := newPortalDesk(t, 0)
	xdgOpen(t, "3")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", d.address)
	manager := &fileManager{}
	if err := d.conn.Export(manager, "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.conn.RequestName("org.freedesktop.FileManager1", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	var want []string
	for _, name := range hardNames {
		path := put(t, folder, name)
		want = append(want, path)
		if err := (Opener{}).Reveal(path); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	var got []string
	manager.lock.Lock()
	defer manager.lock.Unlock()
	for _, uri := range manager.shown {
		path, err := filePath(uri)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, path)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

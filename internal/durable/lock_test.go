package durable_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/durable"
)

// holdFolder, in the environment, makes the test program hold the lock of that
// folder until its input ends.
const holdFolder = "DURABLE_TEST_HOLD"

func TestMain(m *testing.M) {
	if folder := os.Getenv(holdFolder); folder != "" {
		os.Exit(hold(folder))
	}
	os.Exit(m.Run())
}

func hold(folder string) int {
	if _, err := (durable.Disk{}).Lock(folder, "Zoë on the other computer"); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("held")
	_, _ = os.Stdin.Read(make([]byte, 1)) // until the parent goes
	return 0
}

func TestLockWithinOneProgram(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, err := durable.Disk{}.Lock(folder, "first window")
	if err != nil {
		t.Fatal(err)
	}
	_, err = durable.Disk{}.Lock(folder, "second window")
	if held, ok := errors.AsType[durable.ErrHeld](err); !ok || held.Holder != "first window" {
		t.Errorf("got %v", err)
	}
	if err := first.Unlock(); err != nil {
		t.Fatal(err)
	}
	second, err := durable.Disk{}.Lock(folder, "second window")
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Unlock(); err != nil {
		t.Fatal(err)
	}
}

// Windows lets nobody remove a file that another program is reading, as who
// looks for the lock's holder does.
func TestUnlockWaitsForWhoReadsTheHint(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var reader *os.File
	lock, err := durable.Disk{Wait: func(int) { _ = reader.Close() }}.Lock(folder, "first window")
	if err != nil {
		t.Fatal(err)
	}
	hint := filepath.Join(folder, "holder")
	if reader, err = os.Open(hint); err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if err := lock.Unlock(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(hint); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the hint is still there: %v", err)
	}
}

// The lock of a program that was killed is free at once.
func TestLockBetweenPrograms(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), holdFolder+"="+folder)
	if _, err := other.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("got %q, %v", line, err)
	}
	_, err = durable.Disk{}.Lock(folder, "here")
	if held, ok := errors.AsType[durable.ErrHeld](err); !ok || held.Holder != "Zoë on the other computer" {
		t.Errorf("got %v", err)
	}
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = other.Wait() // it was killed
	lock, err := durable.Disk{}.Lock(folder, "here")
	if err != nil {
		t.Fatalf("a dead program holds the lock: %v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
}

// What stands in the hint is anybody's: it is shown as one short printable line
// or not at all.
func TestHintIsHarmless(t *testing.T) {
	t.Parallel()
	for hint, want := range map[string]string{
		"two\nlines":               "two",
		"esc\x1b[2Jape\xff":        "esc[2Jape",
		strings.Repeat("x", 1000):  "",
		"":                         "",
		"Zoë \u202e on the laptop": "Zoë  on the laptop",
	} {
		folder := t.TempDir()
		lock, err := durable.Disk{}.Lock(folder, "")
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(folder, "holder"), hint)
		_, err = durable.Disk{}.Lock(folder, "")
		if held, ok := errors.AsType[durable.ErrHeld](err); !ok || held.Holder != want {
			t.Errorf("%q: got %v", hint, err)
		}
		if err := lock.Unlock(); err != nil {
			t.Error(err)
		}
	}
}

package dossier_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"example.org/dossier/internal/dossier"
)

// saveForever, in the environment, makes the test program save the dossier in
// that folder again and again, with a number counting up, and print each number
// once it is saved.
const saveForever = "DOSSIER_TEST_SAVE"

func TestMain(m *testing.M) {
	if path := os.Getenv(saveForever); path != "" {
		os.Exit(saving(path))
	}
	os.Exit(m.Run())
}

func saving(path string) int {
	opened, err := dossier.Open(path, dossier.Options{Now: noon})
	for n := 1; err == nil; n++ {
		if err = opened.Save(named(strconv.Itoa(n)), noon); err == nil {
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// A program that is killed while it saves has lost nothing that it said is
// saved, and leaves nothing half.
func TestKilledProgramLosesNothing(t *testing.T) {
	t.Parallel()
	for kill := range 10 {
		path := create(t, named("0"))
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), saveForever+"="+path)
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines, saved := bufio.NewScanner(out), 0
		for range kill + 1 {
			if lines.Scan() {
				saved, _ = strconv.Atoi(lines.Text())
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what it said before it heard
			saved, _ = strconv.Atoi(lines.Text())
		}
		_ = child.Wait() // it was killed
		opened := open(t, path, dossier.Options{})
		got, err := strconv.Atoi(opened.Dossier.Candidate.Name.Given)
		if err != nil || saved == 0 || got < saved || got > saved+1 || len(opened.Warnings) > 0 {
			t.Errorf("saved %d, opened %q, %v", saved, opened.Dossier.Candidate.Name.Given, opened.Warnings)
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".tmp") {
				t.Errorf("left %s", e.Name())
			}
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// switchFile is added to the room: it tells whether a change is turned on.
const switchFile = `package %s

import (
	"os"
	"strconv"
)

var mutantOn = func() int {
	id, _ := strconv.Atoi(os.Getenv("DOSSIER_MUTANT"))
	return id
}()

func mutantIs(id int) bool { return mutantOn == id }

func mutantFlip[T ~bool](id int, value T) T { return value != T(mutantIs(id)) }

func mutantPick[T any](id int, value T, other func() T) T {
	if mutantOn == id {
		return other()
	}
	return value
}

func mutantZero[T any](id int, value T) T {
	if mutantOn == id {
		var zero T
		return zero
	}
	return value
}
`

// writeOverlay writes the changed files of the room at dir into the folder, and
// returns the list by which the go command takes them in place of its own.
func writeOverlay(folder, dir string, files map[string]string) (string, error) {
	files[filepath.Join(dir, "mutant_switch.go")] = fmt.Sprintf(switchFile, filepath.Base(dir))
	replace := map[string]string{}
	for name, text := range files {
		replace[name] = filepath.Join(folder, filepath.Base(name))
		if err := os.WriteFile(replace[name], []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, list, 0o600)
}

// program is the test program of one package.
type program struct {
	file, dir string
	flags     []string
	limit     time.Duration
}

// buildProgram builds the tests of a package and sees that they pass while no
// change is turned on.
func buildProgram(root, folder, overlay string, tests watch) (program, error) {
	pkg := tests.pkg
	p := program{file: filepath.Join(folder, filepath.Base(pkg)+".test"), dir: filepath.Join(root, pkg)}
	build := exec.Command("go", "test", "-vet=off", "-overlay", overlay, "-c", "-o", p.file, pkg)
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return p, fmt.Errorf("%s: %w\n%s", pkg, err, out)
	}
	p.limit = time.Minute
	p.flags = []string{"-test.failfast", "-test.short"}
	if tests.flag != "" {
		p.flags = append(p.flags, tests.flag)
	}
	// The same cases are drawn each time, and a failing one is not made smaller.
	rapid := []string{"-rapid.seed=1", "-rapid.nofailfile", "-rapid.shrinktime=1ms"}
	if exec.Command(p.file, append(rapid, "-test.list=^$")...).Run() == nil {
		p.flags = append(p.flags, rapid...)
	}
	began := time.Now()
	if out, err := p.run(0); err != nil {
		return p, fmt.Errorf("%s fails without any change: %w\n%s", pkg, err, out)
	}
	p.limit = 10*time.Second + 10*time.Since(began)
	return p, nil
}

// name tells the programs of a room apart.
func (p program) name() string { return filepath.Base(p.file) + strings.Join(p.flags, " ") }

var failedTest = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// fails reports whether the tests fail, or never end, with the change turned on,
// and which of them did first. Where tests are named, only these are run.
func (p program) fails(id int, only []string) (failed bool, test string) {
	var flags []string
	if only != nil {
		flags = []string{"-test.run=^(" + strings.Join(only, "|") + ")$"}
	}
	out, err := p.run(id, flags...)
	if found := failedTest.FindSubmatch(out); found != nil {
		test = string(found[1])
	}
	return err != nil, test
}

func (p program) run(id int, flags ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), p.limit)
	defer cancel()
	test := exec.CommandContext(ctx, p.file, append(slices.Clone(p.flags), flags...)...)
	test.Dir = p.dir
	// What a change makes endless must not take the machine's memory.
	test.Env = append(os.Environ(), "DOSSIER_MUTANT="+strconv.Itoa(id), "GOMEMLIMIT=1GiB", "GOMAXPROCS=1")
	var out bytes.Buffer
	test.Stdout, test.Stderr = &out, &out
	err := test.Run()
	return out.Bytes(), err
}

// exports returns the files with what the packages that pkg imports export.
func exports(root, pkg string) (map[string]string, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", pkg)
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		files[path] = file
	}
	return files, nil
}

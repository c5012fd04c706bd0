// Command mutate changes the rooms that decide, one small change at a time, runs
// their tests, and tells which changes no test notices.
//
// Why not one of the known tools: gremlins leaves out every condition that stands
// in a case of a switch, because Go's coverage does not count it, and those are a
// third of the conditions here; it changes no constant, removes no statement and
// leaves results alone; and it builds the tests anew for each change, which takes
// hours. Here all changes of a room are built into one test program, in which a
// variable of the environment turns on one of them.
//
//	mutate [-workers N] [-list] [-only EXPRESSION] [-resume | -again] ROOM...
//
// A run that was interrupted is taken up with -resume, as long as neither the room
// nor its tests have changed; -again tries only what the last run left unnoticed.
// What came of each change stands in bin/mutate, a file a room.
//
// Survivors that no test can notice, because the program does the same with and
// without them, stand with their reason in equivalent.txt.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// watch is a run of a package's tests, of all or of some.
type watch struct{ pkg, flag string }

// rooms are the rooms that can be changed, with the tests that watch them, the
// quickest first: after a failure the rest is spared.
var rooms = map[string][]watch{
	"eligibility": {{"./internal/eligibility", ""}, packsHold},
	"vacancy": {
		{"./internal/vacancy", "-test.skip=" + slowOfVacancy},
		{"./internal/vacancy", "-test.run=" + slowOfVacancy},
	},
	"checklist": {{"./internal/checklist", ""}, packsHold},
}

// packsHold are the tests that the packs carry themselves.
var packsHold = watch{"./assets", "-test.run=^TestPacksHold$"}

// slowOfVacancy are its tests that take longer than all others together.
const slowOfVacancy = "^(TestWhatIsRefusedMakesNoSense|TestHostileIsCheap|TestSlipsAreToldOnTheirLine)$"

func main() {
	workers := flag.Int("workers", 1, "how many tests run at the same time")
	list := flag.Bool("list", false, "only list the changes")
	only := flag.String("only", "", "only changes whose name matches this expression")
	resume := flag.Bool("resume", false, "go on with a run that was interrupted")
	again := flag.Bool("again", false, "only changes that the last run left unnoticed")
	flag.Parse()
	which, err := regexp.Compile(*only)
	check(err)
	root, err := filepath.Abs("../..")
	check(err)
	reasons, err := readReasons("equivalent.txt")
	check(err)
	good := true
	for _, room := range flag.Args() {
		tests, known := rooms[room]
		if !known {
			fmt.Fprintln(os.Stderr, "no room", room)
			os.Exit(2)
		}
		r := &run{root: root, room: room, tests: tests, workers: *workers, reasons: reasons[room]}
		r.resume, r.again, r.killers = *resume, *again, map[string][]string{}
		good = r.do(*list, which) && good
	}
	if !good {
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(3)
	}
}

// readReasons reads equivalent.txt: a line "[room]", and below it, for each
// survivor, its name, a tab, and the reason why no test can notice it.
func readReasons(file string) (map[string]map[string]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all := map[string]map[string]string{}
	room := ""
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			room = strings.Trim(line, "[]")
			all[room] = map[string]string{}
		default:
			name, reason, _ := strings.Cut(line, "\t")
			if strings.TrimSpace(reason) == "" {
				return nil, fmt.Errorf("%s: no reason for %q", file, name)
			}
			all[room][name] = strings.TrimSpace(reason)
		}
	}
	return all, nil
}

// run is the work on one room.
type run struct {
	root, room string
	tests      []watch
	workers    int
	reasons    map[string]string
	programs   []program
	folder     string

	resume, again bool
	journal       *journal

	mutex   sync.Mutex
	killers map[string][]string // the tests that noticed a change last, by program and function
}

// do makes the changes, tries them and prints what came of it. It reports
// whether every survivor has its reason, and every reason its survivor.
func (r *run) do(list bool, only *regexp.Regexp) bool {
	folder, err := os.MkdirTemp("", "mutate")
	check(err)
	defer os.RemoveAll(folder)
	r.folder = folder
	dir := filepath.Join(r.root, "internal", r.room)
	mutants, files, err := mutate(r.root, dir)
	check(err)
	overlay, err := writeOverlay(folder, dir, files)
	check(err)
	if list {
		for _, m := range mutants {
			fmt.Printf("%d\t%s\t%s\n", m.id, m.position, m.name)
		}
		return true
	}
	for _, tests := range r.tests {
		p, err := buildProgram(r.root, folder, overlay, tests)
		check(err)
		r.programs = append(r.programs, p)
	}
	r.journal, err = openJournal(r.root, r.room, r.resume)
	check(err)
	defer r.journal.close()
	mutants = slices.DeleteFunc(mutants, func(m *mutant) bool {
		return !only.MatchString(m.name) || r.again && !r.journal.last[m.name].unnoticed()
	})
	began := time.Now()
	r.try(mutants)
	return r.report(mutants, time.Since(began), only.String() == "" && !r.again)
}

// try runs the tests with each of the changes.
func (r *run) try(mutants []*mutant) {
	queue := make(chan *mutant)
	var wait sync.WaitGroup
	for range r.workers {
		wait.Go(func() {
			for m := range queue {
				known, found := r.journal.known[m.name]
				if m.killed = known == noticed; !found {
					m.killed = slices.ContainsFunc(r.programs, func(p program) bool { return r.kills(p, m) })
					check(r.journal.write(m))
				}
				if _, explained := r.reasons[m.name]; !m.killed && !explained {
					fmt.Printf("survived  %s  %s\n", m.position, m.name)
				}
			}
		})
	}
	for _, m := range mutants {
		queue <- m
	}
	close(queue)
	wait.Wait()
}

// enoughKillers is how many tests of a function, and of a file, are tried before
// all others.
const enoughKillers = 3

// kills reports whether a program's tests notice the change. Those that noticed
// changes of the same function or file before are tried first, alone: most often
// one of them does so again, and the rest is spared.
func (r *run) kills(p program, m *mutant) bool {
	function, _, _ := strings.Cut(m.name, ":")
	file, _, _ := strings.Cut(m.name, " ")
	keys := []string{p.name() + function, p.name() + file}
	if likely := r.likely(keys); len(likely) > 0 {
		if failed, _ := p.fails(m.id, likely); failed {
			return true
		}
	}
	failed, killer := p.fails(m.id, nil)
	if killer != "" {
		r.learn(keys, killer)
	}
	return failed
}

// likely returns the tests that are known under any of the keys.
func (r *run) likely(keys []string) []string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var tests []string
	for _, key := range keys {
		tests = append(tests, r.killers[key]...)
	}
	slices.Sort(tests)
	return slices.Compact(tests)
}

// learn remembers under the keys that a test noticed a change, and forgets the
// one of which that is longest ago.
func (r *run) learn(keys []string, test string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, key := range keys {
		others := slices.DeleteFunc(r.killers[key], func(other string) bool { return other == test })
		r.killers[key] = append([]string{test}, others[:min(len(others), enoughKillers-1)]...)
	}
}

// report prints the score.
func (r *run) report(mutants []*mutant, took time.Duration, whole bool) bool {
	killed, open := 0, 0
	stale := map[string]bool{}
	for name := range r.reasons {
		stale[name] = whole
	}
	for _, m := range mutants {
		_, explained := r.reasons[m.name]
		switch {
		case m.killed:
			killed++
		case explained:
			stale[m.name] = false
		default:
			open++
		}
	}
	same := len(mutants) - killed - open
	for name, yes := range stale {
		if yes {
			fmt.Printf("has a reason in equivalent.txt and does not survive: %s\n", name)
			open++
		}
	}
	fmt.Printf("%s: %d changes, %d noticed, %d make no difference, %d survive: %.1f %% (%s)\n", r.room, len(mutants), killed,
		same, len(mutants)-killed-same, 100*float64(killed)/float64(max(1, len(mutants)-same)), took.Round(time.Second))
	return open == 0
}

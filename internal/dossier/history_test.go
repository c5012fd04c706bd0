package dossier_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable/durabletest"
)

// A damaged dossier.json opens as the newest good state, is kept aside, and the
// warning says so.
func TestDamagedFileIsRecovered(t *testing.T) {
	t.Parallel()
	good, err := dossier.Encode(named("two"))
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]string{
		"empty":           "",
		"cut short":       string(good[:len(good)/2]),
		"zeros":           strings.Repeat("\x00", len(good)),
		"not UTF-8":       strings.Replace(string(good), "two", "tw\xff", 1),
		"no day":          strings.Replace(string(good), "2003-02-28", "2003-02-30", 1),
		"two values":      string(good) + string(good),
		"a key twice":     strings.Replace(string(good), `"documents"`, `"candidate"`, 1),
		"a list":          "[]",
		"another file":    `{"name": "package"}`,
		"another country": strings.Replace(string(good), `"birthDate"`, `"nationalities": ["XX"], "birthDate"`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := create(t, named("one"))
			opened := open(t, path, dossier.Options{})
			if err := opened.Save(named("two"), noon); err != nil {
				t.Fatal(err)
			}
			closing(t, opened)
			put(t, filepath.Join(path, "dossier.json"), damage)

			before := durabletest.Files(t, path)
			look := open(t, path, dossier.Options{ReadOnly: true})
			if len(look.Warnings) != 1 || look.Dossier.Candidate.Name.Given != "two" {
				t.Errorf("got %v, %v", look.Dossier.Candidate.Name, look.Warnings)
			}
			if after := durabletest.Files(t, path); len(after) != len(before) || after["dossier.json"] != damage {
				t.Error("looking changed something")
			}

			opened = open(t, path, dossier.Options{})
			if len(opened.Warnings) != 1 || opened.Dossier.Candidate.Name.Given != "two" {
				t.Errorf("got %v, %v", opened.Dossier.Candidate.Name, opened.Warnings)
			}
			kept := false
			for name, content := range durabletest.Files(t, filepath.Join(path, "history")) {
				kept = kept || strings.HasPrefix(name, "damaged-") && content == damage
			}
			if !kept && damage != "" {
				t.Error("the damaged file is not kept")
			}
			if err := opened.Save(named("three"), noon); err != nil {
				t.Fatal(err)
			}
			closing(t, opened)
			if again := open(t, path, dossier.Options{}); len(again.Warnings) > 0 {
				t.Errorf("warned again: %v", again.Warnings)
			}
		})
	}
}

func TestMissingFileIsRecovered(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	if err := os.Remove(filepath.Join(path, "dossier.json")); err != nil {
		t.Fatal(err)
	}
	opened := open(t, path, dossier.Options{})
	if len(opened.Warnings) != 1 || opened.Dossier.Candidate.Name.Given != "Zoë" {
		t.Errorf("got %v, %v", opened.Dossier, opened.Warnings)
	}
	if got := given(t, path); got != "Zoë" {
		t.Errorf("got %q", got)
	}
}

// The newest state may be damaged too; without a good one there is an error,
// and nothing is changed.
func TestRecoveryTakesTheNewestGoodState(t *testing.T) {
	t.Parallel()
	path := create(t, named("one"))
	opened := open(t, path, dossier.Options{})
	if err := opened.Save(named("two"), noon); err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
	put(t, filepath.Join(path, "dossier.json"), "{")
	put(t, entryFile(t, path, 2), "{")
	if got := given(t, path); got != "one" {
		t.Errorf("got %q", got)
	}
	put(t, entryFile(t, path, 1), "")
	before := durabletest.Files(t, path)
	_, err := dossier.Open(path, dossier.Options{Now: noon})
	wantID(t, err, "json-cut-short")
	if after := durabletest.Files(t, path); len(after) != len(before) || after["dossier.json"] != "{" {
		t.Errorf("got %v", after)
	}
}

// A dossier of a newer program is neither opened nor replaced by an older state.
func TestNewerFormatIsLeftAlone(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	newer := `{"format": 2, "candidates": [{}]}`
	put(t, filepath.Join(path, "dossier.json"), newer)
	_, err := dossier.Open(path, dossier.Options{Now: noon})
	wantID(t, err, "dossier-newer")
	if got := durabletest.Files(t, path)["dossier.json"]; got != newer {
		t.Errorf("got %q", got)
	}
}

// Whatever step of a recovery fails, the next opening still has everything.
func TestRecoverySurvivesEveryFault(t *testing.T) {
	t.Parallel()
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		path := create(t, zoe())
		put(t, filepath.Join(path, "dossier.json"), "damaged")
		opened, err := dossier.Open(path, dossier.Options{Now: noon, Disk: f.Disk()})
		switch {
		case err == nil:
			_ = opened.Close() // the fault may have met this
		case !errors.Is(err, errFault):
			t.Errorf("step %d: %v", f.Fail, err)
		}
		f.Fail = 0
		open(t, path, dossier.Options{})
		if got := given(t, path); got != "Zoë" {
			t.Errorf("step %d: got %q", f.Fail, got)
		}
		found := false
		for _, content := range durabletest.Files(t, path) {
			found = found || content == "damaged"
		}
		if !found {
			t.Errorf("step %d lost the damaged file", f.Fail)
		}
	})
}

// The clock may jump: the newest state is the one that was saved last.
func TestHistoryDoesNotTrustTheClock(t *testing.T) {
	t.Parallel()
	path := create(t, named("one"))
	opened := open(t, path, dossier.Options{})
	for i, name := range []string{"two", "three"} {
		if err := opened.Save(named(name), noon.AddDate(-1-i, 0, 0)); err != nil {
			t.Fatal(err)
		}
	}
	closing(t, opened)
	put(t, filepath.Join(path, "dossier.json"), "")
	if got := given(t, path); got != "three" {
		t.Errorf("got %q", got)
	}
}

func TestHistoryIsThinnedWithAge(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	start := noon.AddDate(0, 0, -100)
	for day := range 101 {
		for hour := range 3 {
			at := start.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			if err := opened.Save(named(fmt.Sprint(day, hour)), at); err != nil {
				t.Fatal(err)
			}
		}
	}
	entries, err := opened.History()
	if err != nil {
		t.Fatal(err)
	}
	// Three of today, one of each of 31 days, one of each of the weeks before,
	// the one of the creation, and yesterday's that are thinned tomorrow.
	if len(entries) < 3+31+9 || len(entries) > 3+31+14 {
		t.Errorf("%d entries", len(entries))
	}
}

// Thinning takes neither the newest state nor any of today's, and leaves at
// least one state of every day of a month and of every week.
func TestDispensable(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("Brussels", 7200)
	rapid.Check(t, func(t *rapid.T) {
		now := noon.In(zone).Add(time.Duration(rapid.IntRange(-720, 719).Draw(t, "minute")) * time.Minute)
		hours := rapid.SliceOfN(rapid.IntRange(-48, 24*400), 1, 60).Draw(t, "hours ago")
		entries := make([]dossier.Entry, len(hours))
		for i, h := range hours {
			entries[i] = dossier.Entry{Name: fmt.Sprint(i), At: now.Add(-time.Duration(h) * time.Hour).UTC(), Number: len(hours) - i}
		}
		gone := map[string]bool{}
		for _, e := range dossier.Dispensable(entries, now) {
			gone[e.Name] = true
		}
		days, weeks := map[string]bool{}, map[string]bool{}
		for _, e := range entries {
			if !gone[e.Name] {
				days[e.At.In(zone).Format(time.DateOnly)] = true
				weeks[week(e.At.In(zone))] = true
			}
		}
		today := now.Format(time.DateOnly)
		for i, e := range entries {
			day := e.At.In(zone).Format(time.DateOnly)
			switch {
			case gone[e.Name] && (i == 0 || day >= today):
				t.Errorf("%v is thinned at %v", e, now)
			case day >= now.AddDate(0, 0, -31).Format(time.DateOnly) && !days[day]:
				t.Errorf("no state of %s is left", day)
			case !weeks[week(e.At.In(zone))]:
				t.Errorf("no state of the week of %s is left", day)
			}
		}
	})
}

func week(at time.Time) string {
	year, week := at.ISOWeek()
	return fmt.Sprint(year, week)
}

// entryFile is the file of the history's entry with this number.
func entryFile(t *testing.T, path string, number int) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(path, "history", fmt.Sprintf("*Z-%d-*.json", number)))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	return found[0]
}

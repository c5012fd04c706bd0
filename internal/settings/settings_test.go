package settings_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/settings"
)

var day = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// place returns where the settings of a new person lie.
func place(t *testing.T) string {
	t.Helper()
	return settings.Path(t.TempDir())
}

func open(t *testing.T, path string) *settings.Store {
	t.Helper()
	s, told := settings.Open(durable.Disk{}, path)
	if len(told) != 0 {
		t.Fatalf("it says %v", told)
	}
	return s
}

func change(t *testing.T, s *settings.Store, f func(*settings.Settings)) {
	t.Helper()
	if err := s.Change(f); err != nil {
		t.Fatal(err)
	}
}

// write makes path a file with this content.
func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// folder returns an absolute path on every system.
func folder(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhoHasChosenNothingGetsTheDefaults(t *testing.T) {
	path := place(t)
	s := open(t, path)
	if diff := cmp.Diff(settings.Defaults(), s.Get()); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Dir(path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("looking at the settings made their folder (%v)", err)
	}
}

func TestWhatWasChosenIsThereTheNextTime(t *testing.T) {
	path := place(t)
	zoe, ada := folder(t, "Lefèvre Zoë"), folder(t, "Lovelace Ada")
	change(t, open(t, path), func(s *settings.Settings) {
		s.Language, s.Theme, s.TextSize = "fr", settings.Dark, 1.5
		s.Window = settings.Window{Width: 1280, Height: 800.5}
		s.Remember(settings.Recent{Path: ada, Name: "Ada Lovelace", Opened: day})
		s.Remember(settings.Recent{Path: zoe, Name: "Zoë Lefèvre", Opened: day.Add(time.Hour)})
	})
	want := settings.Settings{
		Format: 1, Language: "fr", Theme: settings.Dark, TextSize: 1.5, LastDossier: zoe,
		Window: settings.Window{Width: 1280, Height: 800.5},
		Recent: []settings.Recent{
			{Path: zoe, Name: "Zoë Lefèvre", Opened: day.Add(time.Hour)},
			{Path: ada, Name: "Ada Lovelace", Opened: day},
		},
	}
	if diff := cmp.Diff(want, open(t, path).Get()); diff != "" {
		t.Error(diff)
	}
}

func TestRecentDossiers(t *testing.T) {
	s := open(t, place(t))
	for n := range settings.RecentLimit + 3 {
		change(t, s, func(s *settings.Settings) {
			s.Remember(settings.Recent{Path: folder(t, fmt.Sprint("d", n)), Opened: day})
		})
	}
	if got := len(s.Get().Recent); got != settings.RecentLimit {
		t.Errorf("%d dossiers are remembered", got)
	}
	again := folder(t, "d7") + string(filepath.Separator)
	change(t, s, func(s *settings.Settings) { s.Remember(settings.Recent{Path: again, Name: "again", Opened: day}) })
	if got := s.Get(); got.Recent[0].Name != "again" || len(got.Recent) != settings.RecentLimit || got.LastDossier != again {
		t.Errorf("a dossier that is opened again does not come first, once: %v", got.Recent)
	}
	change(t, s, func(s *settings.Settings) { s.Forget(folder(t, "d7")) })
	if got := s.Get(); got.LastDossier != "" || len(got.Recent) != settings.RecentLimit-1 {
		t.Errorf("a dossier that was taken off is still there: %v", got)
	}
}

func TestWhichApplicationWasShownLast(t *testing.T) {
	path := place(t)
	s := open(t, path)
	one, other := folder(t, "one"), folder(t, "other")
	change(t, s, func(set *settings.Settings) {
		set.Remember(settings.Recent{Path: one, Opened: day, Vacancy: "first-call"})
		set.Remember(settings.Recent{Path: other, Opened: day})
		set.Show(one, "second-call")
		set.Show(folder(t, "unknown"), "third-call")
	})
	got := open(t, path).Get()
	for at, want := range map[string]string{one: "second-call", other: "", folder(t, "unknown"): ""} {
		if shown := got.Shown(at); shown != want {
			t.Errorf("of %s, %q was shown last instead of %q", at, shown, want)
		}
	}
	if len(got.Recent) != 2 {
		t.Errorf("remembered are %+v", got.Recent)
	}
}

func TestAtWhichStepADossierWasLeft(t *testing.T) {
	path := place(t)
	s := open(t, path)
	one := folder(t, "one")
	change(t, s, func(set *settings.Settings) {
		set.Remember(settings.Recent{Path: one, Opened: day})
		set.Leave(one, "documents")
		set.Leave(folder(t, "unknown"), "bundle")
	})
	got := open(t, path).Get()
	if got.LeftAt(one) != "documents" || got.LeftAt(folder(t, "unknown")) != "" || len(got.Recent) != 1 {
		t.Errorf("remembered are %+v", got.Recent)
	}
}

func TestChoicesAreResetAndNothingElse(t *testing.T) {
	path := place(t)
	one := folder(t, "one")
	s := open(t, path)
	change(t, s, func(s *settings.Settings) {
		s.Language, s.Theme, s.TextSize = "fr", settings.Dark, 2
		still := true
		s.Folder, s.Still, s.Silent, s.Toured = one, &still, true, true
		s.Window = settings.Window{Width: 1280, Height: 800, Full: true}
		s.Remember(settings.Recent{Path: one, Opened: day})
	})
	change(t, s, (*settings.Settings).Reset)
	want := settings.Defaults()
	want.Toured, want.Window, want.LastDossier = true, settings.Window{Width: 1280, Height: 800, Full: true}, one
	want.Recent = []settings.Recent{{Path: one, Opened: day}}
	if diff := cmp.Diff(want, open(t, path).Get()); diff != "" {
		t.Error(diff)
	}
}

func TestADossierThatIsGoneStaysOnTheListAsGone(t *testing.T) {
	path := place(t)
	kept, lost := t.TempDir(), filepath.Join(t.TempDir(), "lost")
	change(t, open(t, path), func(s *settings.Settings) {
		s.Remember(settings.Recent{Path: lost, Opened: day})
		s.Remember(settings.Recent{Path: kept, Opened: day})
	})
	recent := open(t, path).Get().Recent
	if len(recent) != 2 || recent[0].Gone() || !recent[1].Gone() {
		t.Errorf("%v", recent)
	}
}

func TestKeysOfANewerProgramAreKept(t *testing.T) {
	path := place(t)
	dossier, err := json.Marshal(folder(t, "z"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, `{"format":1,"theme":"dark","textSize":1,"colour":{"deep":[1,2]},
		"window":{"width":900,"height":700,"screen":2},
		"recent":[{"path":`+string(dossier)+`,"opened":"2026-03-01T12:00:00Z","star":true}]}`)
	change(t, open(t, path), func(s *settings.Settings) { s.Language = "fr" })
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"deep"`, `"screen": 2`, `"star": true`, `"language": "fr"`, `"theme": "dark"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is lost from %s", want, data)
		}
	}
}

// bad are files with something wrong in them, by the text that says so.
func bad(t *testing.T) map[string][]string {
	t.Helper()
	abs, err := json.Marshal(folder(t, "z"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]string{
		"settings.damaged": {
			"", "{", "null", "[]", "\x00\x00\x00", `"dark"`, `{"theme":"dark"}`, `{"format":0}`, `{"format":-1}`, `{"format":"1"}`,
			`{"format":1,"format":1}`, `{"format":1,"theme":7}`, `{"format":1,"textSize":"large"}`, `{"format":1,"textSize":NaN}`,
			`{"format":1,"textSize":1e999}`, `{"format":1,"window":{"width":1e40,"height":1}}`, `{"format":1,"recent":{}}`,
			`{"format":1,"recent":[{"path":` + string(abs) + `,"opened":"yesterday"}]}`, "{\"format\":1,\"language\":\"\xff\"}",
			`{"format":1,"x":"` + strings.Repeat("x", 300_000) + `"}`, strings.Repeat(`{"format":`, 20_000),
		},
		"settings.newer": {`{"format":2}`, `{"format":99,"theme":{"base":"dark"}}`},
		"settings.repaired": {
			`{"format":1,"theme":"sepia"}`, `{"format":1,"textSize":0}`, `{"format":1,"textSize":-3}`, `{"format":1,"textSize":2.01}`,
			`{"format":1,"window":{"width":1e9,"height":800}}`, `{"format":1,"window":{"width":800,"height":-1}}`,
			`{"format":1,"window":{"width":1,"height":1}}`, `{"format":1,"recent":[{"path":"","opened":"2026-03-01T12:00:00Z"}]}`,
			`{"format":1,"recent":[{"path":"../x","opened":"2026-03-01T12:00:00Z"}]}`, `{"format":1,"lastDossier":"x"}`, `{"format":1,"folder":"x"}`,
			`{"format":1,"recent":[{"path":` + string(abs) + `,"opened":"2026-03-01T12:00:00Z","step":"` + strings.Repeat("x", 300) + `"}]}`,
			`{"format":1,"language":"` + strings.Repeat("x", 300) + `"}`,
		},
	}
}

func TestABadFileGivesDefaultsAndIsKept(t *testing.T) {
	for id, contents := range bad(t) {
		for _, content := range contents {
			path := place(t)
			write(t, path, content)
			s, told := settings.Open(durable.Disk{}, path)
			if len(told) != 1 || told[0].ID != id {
				t.Errorf("%.60q: it says %v, want %s", content, told, id)
				continue
			}
			if diff := cmp.Diff(settings.Defaults(), s.Get()); diff != "" {
				t.Errorf("%.60q: %s", content, diff)
			}
			change(t, s, func(s *settings.Settings) { s.Language = "fr" })
			kept, err := os.ReadFile(told[0].Args["Kept"].(string))
			if err != nil || string(kept) != content {
				t.Errorf("%.60q was not kept: %.60q, %v", content, kept, err)
			}
			if got := open(t, path).Get().Language; got != "fr" {
				t.Errorf("%.60q: afterwards the language is %q", content, got)
			}
		}
	}
}

func TestOfABadValueAloneOnlyThatIsLost(t *testing.T) {
	path := place(t)
	write(t, path, `{"format":1,"language":"fr","theme":"sepia","textSize":1.5}`)
	s, _ := settings.Open(durable.Disk{}, path)
	if got := s.Get(); got.Language != "fr" || got.TextSize != 1.5 || got.Theme != settings.System {
		t.Errorf("%+v", got)
	}
}

func TestTheProgramSetsNothingImpossible(t *testing.T) {
	path := place(t)
	s := open(t, path)
	change(t, s, func(s *settings.Settings) {
		s.Remember(settings.Recent{Path: folder(t, "a") + "\xff", Opened: day})
		s.Remember(settings.Recent{Path: folder(t, "b"), Opened: day.AddDate(90_000, 0, 0)})
		s.TextSize, s.Theme, s.LastDossier, s.Window.Width = 40, "", "\xff", 1e30
	})
	for _, got := range []settings.Settings{s.Get(), open(t, path).Get()} {
		if diff := cmp.Diff(settings.Defaults(), got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTwoProgramsLoseNothingOfEachOther(t *testing.T) {
	path := place(t)
	one, two := open(t, path), open(t, path)
	change(t, one, func(s *settings.Settings) { s.Language = "fr" })
	change(t, one, func(s *settings.Settings) { s.Remember(settings.Recent{Path: folder(t, "one"), Opened: day}) })
	change(t, two, func(s *settings.Settings) { s.Theme = settings.Dark })
	change(t, two, func(s *settings.Settings) { s.Remember(settings.Recent{Path: folder(t, "two"), Opened: day}) })
	if got := two.Get(); got.Language != "" || len(got.Recent) != 2 {
		t.Errorf("the second has the language %q and %d recent dossiers", got.Language, len(got.Recent))
	}
	if got := open(t, path).Get(); got.Language != "fr" || got.Theme != settings.Dark || len(got.Recent) != 2 {
		t.Errorf("the file has %+v", got)
	}
}

func TestManyProgramsAtOnce(t *testing.T) {
	path := place(t)
	var group sync.WaitGroup
	for n := range settings.RecentLimit {
		group.Go(func() {
			s, _ := settings.Open(durable.Disk{}, path)
			for {
				err := s.Change(func(s *settings.Settings) {
					s.Remember(settings.Recent{Path: folder(t, fmt.Sprint("d", n)), Opened: day})
				})
				if e := message.Of(err); e != nil && e.ID == "settings-busy" {
					continue
				}
				if err != nil {
					t.Error(err)
				}
				return
			}
		})
	}
	group.Wait()
	if got := len(open(t, path).Get().Recent); got != settings.RecentLimit {
		t.Errorf("%d of %d dossiers were remembered", got, settings.RecentLimit)
	}
}

func TestAnotherProgramThatNeverEndsIsNotWaitedForForever(t *testing.T) {
	path := place(t)
	waited := 0
	s, _ := settings.Open(durable.Disk{Wait: func(int) { waited++ }}, path)
	change(t, s, func(*settings.Settings) {})
	lock, err := durable.Disk{}.Lock(filepath.Dir(path), "another")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	err = s.Change(func(s *settings.Settings) { s.Language = "fr" })
	if e := message.Of(err); e == nil || e.ID != "settings-busy" || waited == 0 {
		t.Errorf("%v, after waiting %d times", err, waited)
	}
	if s.Get().Language != "fr" {
		t.Error("the change does not hold in this program")
	}
}

func TestAFolderThatCannotBeWrittenStopsNothing(t *testing.T) {
	durabletest.EachFault(t, syscall.ENOSPC, func(t *testing.T, f *durabletest.Faulty) {
		path := place(t)
		write(t, path, `{"format":1,"theme":"dark","textSize":1}`)
		s, told := settings.Open(f.Disk(), path)
		if len(told) != 0 {
			t.Errorf("step %d: it says %v", f.Fail, told)
		}
		err := s.Change(func(s *settings.Settings) { s.Language = "fr" })
		if err == nil && f.Steps >= f.Fail && f.Crash {
			t.Errorf("step %d failed without a word", f.Fail)
		}
		if s.Get().Language != "fr" {
			t.Errorf("step %d: the change does not hold", f.Fail)
		}
		if got := open(t, path).Get(); got.Theme != settings.Dark || got.Language != "fr" && got.Language != "" {
			t.Errorf("step %d: the file has %+v", f.Fail, got)
		}
	})
}

func TestAFolderInThePlaceOfTheFile(t *testing.T) {
	path := place(t)
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	s, told := settings.Open(durable.Disk{}, path)
	if len(told) != 1 || told[0].ID != "settings.unreadable" {
		t.Errorf("it says %v", told)
	}
	if err := s.Change(func(s *settings.Settings) { s.Language = "fr" }); err == nil || s.Get().Language != "fr" {
		t.Errorf("%v, and the language is %q", err, s.Get().Language)
	}
}

func TestEveryWarningHasItsSentence(t *testing.T) {
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"settings.damaged", "settings.newer", "settings.repaired", "settings.unreadable"} {
			if _, err := loc.Render(message.New(id, message.Args{"File": "a", "Kept": "b"})); err != nil {
				t.Error(err)
			}
		}
	}
}

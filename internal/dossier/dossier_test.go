package dossier_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
)

var (
	errFault = errors.New("fault")
	noon     = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
)

// zoe is a candidate with one document and one application.
func zoe() dossier.Dossier {
	return dossier.Dossier{
		Format: 1,
		Candidate: candidate.Candidate{
			Name:      candidate.Name{Given: "Zoë", Family: "Lefèvre-Öztürk"},
			BirthDate: candidate.On(civil.Date{Year: 2003, Month: 2, Day: 28}),
		},
		Documents: []dossier.Document{{
			ID: "d1", File: strings.Repeat("0a", 32) + ".pdf", Name: "Diplôme.pdf", Kind: "qualification",
			Pages: []int{2, 1}, PageCount: 3,
		}},
		Applications: []dossier.Application{{
			Vacancy: "nato-ocio-internship-2025", Digest: "sha256:00", Start: "2026-03",
			Declarations: map[string]civil.Date{"decl-ai": {Year: 2025, Month: 6, Day: 1}},
			Decisions:    []dossier.Decision{{Item: "education", On: civil.Date{Year: 2025, Month: 6, Day: 1}, Digest: "x"}},
		}},
	}
}

// named is zoe with another given name: a change to save.
func named(name string) dossier.Dossier {
	d := zoe()
	d.Candidate.Name.Given = name
	return d
}

func create(t *testing.T, d dossier.Dossier) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Lefèvre-Öztürk Zoë")
	opened, err := dossier.Create(path, d, nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
	return path
}

func open(t *testing.T, path string, o dossier.Options) *dossier.Opened {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = noon
	}
	opened, err := dossier.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, opened) })
	return opened
}

func closing(t *testing.T, opened *dossier.Opened) {
	t.Helper()
	if err := opened.Close(); err != nil {
		t.Error(err)
	}
}

func given(t *testing.T, path string) string {
	t.Helper()
	return open(t, path, dossier.Options{ReadOnly: true}).Dossier.Candidate.Name.Given
}

func wantID(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s", want)
		return
	}
	if got := i18n.Explain(err); got.ID != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestCreateThenOpen(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	if diff := cmp.Diff(zoe(), open(t, path, dossier.Options{}).Dossier); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"documents", "bundles", "history", "vacancies", ".dossier/tmp"} {
		info, err := os.Stat(filepath.Join(path, name))
		if err != nil || !info.IsDir() {
			t.Errorf("%s: %v", name, err)
		} else if perm := info.Mode().Perm(); perm != durable.FolderPerm && runtime.GOOS != "windows" {
			t.Errorf("%s has the rights %o", name, perm)
		}
	}
	info, err := os.Stat(filepath.Join(path, "dossier.json"))
	if err != nil {
		t.Fatal(err)
	}
	if perm := info.Mode().Perm(); perm != durable.FilePerm && runtime.GOOS != "windows" {
		t.Errorf("dossier.json has the rights %o", perm)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "notes.txt")
	put(t, file, "mine")
	for path, want := range map[string]string{
		folder:                         "dossier-not-empty",
		file:                           "folder-wanted",
		filepath.Join(file, "x"):       "folder-wanted",
		create(t, zoe()):               "dossier-not-empty",
		strings.Repeat("x", 300):       "name-refused",
		filepath.Join(folder, "a\x00"): "name-refused",
	} {
		_, err := dossier.Create(path, zoe(), nil, dossier.Options{Now: noon})
		wantID(t, err, want)
	}
	if diff := cmp.Diff(map[string]string{"notes.txt": "mine"}, durabletest.Files(t, folder)); diff != "" {
		t.Error(diff)
	}
}

// A link to nowhere is neither followed nor taken away.
func TestCreateLeavesALinkAlone(t *testing.T) {
	t.Parallel()
	link := filepath.Join(t.TempDir(), "link")
	durabletest.Symlink(t, "nowhere", link)
	_, err := dossier.Create(link, zoe(), nil, dossier.Options{})
	wantID(t, err, "link-broken")
	if _, err := os.Lstat(link); err != nil {
		t.Error(err)
	}
}

// A Create that comes second takes nothing away from the first.
func TestCreateLeavesAnotherAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "Zoë")
	if err := os.MkdirAll(filepath.Join(path, ".dossier"), 0o700); err != nil {
		t.Fatal(err)
	}
	lock, err := durable.Disk{}.Lock(filepath.Join(path, ".dossier"), "another")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	_, err = dossier.Create(path, zoe(), nil, dossier.Options{})
	wantID(t, err, "dossier-held")
	for _, name := range []string{".dossier/lock", "documents", "history"} {
		if _, err := os.Stat(filepath.Join(path, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestCheckOutputKeepsADossiersOwnFiles(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	for name, want := range map[string]string{
		"documents/a.pdf": "output-in-dossier", "history/a.pdf": "output-in-dossier",
		".dossier/tmp/a.pdf": "output-in-dossier", "bundles/a.pdf": "", "a.pdf": "",
		"../documents/a.pdf": "", "../new/documents/a.pdf": "",
	} {
		err := dossier.CheckOutput(filepath.Join(path, filepath.FromSlash(name)))
		if want != "" {
			wantID(t, err, want)
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCreateTakesAnEmptyFolder(t *testing.T) {
	t.Parallel()
	path := t.TempDir()
	opened, err := dossier.Create(path, zoe(), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
}

// A Create that fails leaves nothing; one that is killed leaves a dossier that
// opens, or a folder in which Create works.
func TestCreateSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	pack := []dossier.Pack{{ID: "own", Bytes: []byte("id: own")}}
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		path := filepath.Join(t.TempDir(), "new")
		opened, err := dossier.Create(path, zoe(), pack, dossier.Options{Now: noon, Disk: f.Disk()})
		if err == nil {
			closing(t, opened)
			return
		}
		_, statErr := os.Stat(path)
		opened, err = dossier.Open(path, dossier.Options{Now: noon})
		switch {
		case err == nil: // only the last flush was missing
			if got := opened.Dossier.Candidate.Name.Given; got != "Zoë" {
				t.Errorf("step %d: %q", f.Fail, got)
			}
		case !f.Crash && statErr == nil:
			t.Errorf("step %d left %v", f.Fail, durabletest.Files(t, path))
		default:
			opened, err = dossier.Create(path, zoe(), pack, dossier.Options{Now: noon})
			if err != nil {
				t.Errorf("step %d: cannot create again: %v", f.Fail, err)
				return
			}
		}
		closing(t, opened)
	})
}

func TestOpenRefusesWhatIsNoDossier(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "candidate.json")
	put(t, file, "{}")
	for path, want := range map[string]string{
		folder:                        "dossier-none-here",
		file:                          "folder-wanted",
		filepath.Join(folder, "gone"): "file-missing",
		"":                            "file-missing",
	} {
		_, err := dossier.Open(path, dossier.Options{Now: noon})
		wantID(t, err, want)
	}
	if _, err := os.Stat(filepath.Join(folder, ".dossier")); err == nil {
		t.Error("opening left something in a folder that is no dossier")
	}
}

func TestSaveKeepsEveryState(t *testing.T) {
	t.Parallel()
	path := create(t, named("one"))
	opened := open(t, path, dossier.Options{})
	for i, name := range []string{"two", "two", "three"} {
		if err := opened.Save(named(name), noon.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if got := given(t, path); got != "three" {
		t.Errorf("got %q", got)
	}
	history, err := opened.History()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range history {
		names = append(names, e.Name[:len("20250601T120000Z-1")])
	}
	want := []string{"20250601T120002Z-3", "20250601T120000Z-2", "20250601T120000Z-1"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// Whatever step of a save fails, or is the last one before the program dies,
// the dossier opens with the old content or the new one, without a warning.
func TestSaveSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		path := create(t, named("old"))
		fail := f.Fail
		f.Fail = 0
		opened, err := dossier.Open(path, dossier.Options{Now: noon, Disk: f.Disk()})
		if err != nil {
			t.Fatal(err)
		}
		f.Fail, f.Steps = fail, 0
		err = opened.Save(named("new"), noon)
		if (err == nil) != (f.Steps < f.Fail) && !errors.Is(err, errFault) {
			t.Errorf("step %d: %v", f.Fail, err)
		}
		steps := f.Steps
		_ = opened.Close() // the fault may have met this too
		f.Steps = steps
		again := open(t, path, dossier.Options{})
		got := again.Dossier.Candidate.Name.Given
		if len(again.Warnings) > 0 || err == nil && got != "new" || got != "old" && got != "new" {
			t.Errorf("step %d, crash %v: %q, %v after %v", f.Fail, f.Crash, got, again.Warnings, err)
		}
		if err := again.Save(named("newer"), noon); err != nil {
			t.Errorf("step %d: cannot save again: %v", f.Fail, err)
		}
	})
}

// A second window gets the dossier for reading, and is told who has it.
func TestSecondWindowReadsOnly(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	first := open(t, path, dossier.Options{Holder: "Zoë on the laptop"})
	second := open(t, path, dossier.Options{Holder: "the adviser"})
	err := second.Save(named("other"), noon)
	wantID(t, err, "dossier-held")
	if got := i18n.Explain(second.ReadOnly()).Args["Holder"]; got != "Zoë on the laptop" {
		t.Errorf("held by %q", got)
	}
	if first.ReadOnly() != nil {
		t.Error(first.ReadOnly())
	}
	closing(t, first)
	wantID(t, first.Save(named("late"), noon), "dossier-opened-to-read")
	if third := open(t, path, dossier.Options{}); third.ReadOnly() != nil {
		t.Error(third.ReadOnly())
	}
}

// What another program wrote meanwhile is never overwritten.
func TestSaveLeavesOthersChangesAlone(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	other, err := dossier.Encode(named("adviser"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(path, "dossier.json"), string(other))
	wantID(t, opened.Save(named("mine"), noon), "dossier-changed-outside")
	if got := given(t, path); got != "adviser" {
		t.Errorf("got %q", got)
	}
	closing(t, opened)
	again := open(t, path, dossier.Options{})
	if err := again.Save(named("mine"), noon); err != nil {
		t.Fatal(err)
	}
	history := durabletest.Files(t, filepath.Join(path, "history"))
	var kept bool
	for _, content := range history {
		kept = kept || content == string(other)
	}
	if !kept {
		t.Errorf("the other's state is not in the history: %d entries", len(history))
	}
}

// A disk that only reads gives a dossier that only reads.
func TestReadOnlyDisk(t *testing.T) {
	folder := durabletest.SmallDisk(t, 1<<20)
	path := filepath.Join(folder, "zoe")
	opened, err := dossier.Create(path, zoe(), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
	undo := durabletest.Protect(t, folder)
	defer undo()
	opened = open(t, path, dossier.Options{})
	if opened.Dossier.Candidate.Name.Given != "Zoë" {
		t.Errorf("got %v", opened.Dossier)
	}
	err = opened.Save(named("new"), noon)
	wantID(t, err, "read-only")
	if got := i18n.Explain(err).Args["File"]; got != path {
		t.Errorf("the error is about %v", got)
	}
	_, err = dossier.Create(filepath.Join(folder, "other"), zoe(), nil, dossier.Options{Now: noon})
	wantID(t, err, "read-only")
}

// A disk that runs full loses no state that was saved.
func TestFullDisk(t *testing.T) {
	folder := durabletest.SmallDisk(t, 200<<10)
	path := filepath.Join(folder, "zoe")
	opened, err := dossier.Create(path, named("0"), nil, dossier.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	saved, full := "0", 0
	for n := 1; full < 5; n++ {
		name := strings.Repeat("x", n)
		err := opened.Save(named(name), noon)
		if err == nil {
			saved = name
			continue
		}
		wantID(t, err, "disk-full")
		full++
	}
	closing(t, opened)
	again := open(t, path, dossier.Options{ReadOnly: true})
	if got := again.Dossier.Candidate.Name.Given; got != saved || len(again.Warnings) > 0 {
		t.Errorf("%d letters saved, %d opened, %v", len(saved), len(got), again.Warnings)
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestVacancyIsKeptInside(t *testing.T) {
	t.Parallel()
	path := create(t, zoe())
	opened := open(t, path, dossier.Options{})
	if _, _, err := opened.Vacancy("own"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := opened.KeepVacancy(dossier.Pack{ID: "own", Bytes: []byte("id: own")}); err != nil {
		t.Fatal(err)
	}
	file, data, err := opened.Vacancy("own")
	if err != nil || string(data) != "id: own" || filepath.Base(file) != "own.yaml" {
		t.Errorf("got %q, %q, %v", file, data, err)
	}
	for _, id := range []string{"../own", "", "a/b", `a\b`, "..", "é"} {
		wantID(t, opened.KeepVacancy(dossier.Pack{ID: id}), "dossier-bad-vacancy-id")
		if _, _, err := opened.Vacancy(id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: got %v", id, err)
		}
	}
}

package dossier_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/dossier/handover"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
)

// full is zoe with three documents of these contents, beside what they are.
func full() (dossier.Dossier, map[string]string) {
	d, files := zoe(), map[string]string{}
	d.Documents = nil
	for i, content := range []string{"one", "two", "three"} {
		sum := sha256.Sum256([]byte(content))
		name := hex.EncodeToString(sum[:]) + ".pdf"
		files["documents/"+name] = content
		d.Documents = append(d.Documents, dossier.Document{ID: fmt.Sprintf("d%d", i+1), File: name, Name: content + ".pdf", Kind: "other"})
	}
	return d, files
}

// handedOver is a hand-over file of a full dossier with everything that there can
// be in one.
func handedOver(t *testing.T) *handover.Archive {
	t.Helper()
	d, files := full()
	path := create(t, d)
	files["bundles/b.pdf"], files["bundles/b.pdf.json"], files["bundles/other.pdf"] = "%PDF", "{}", "%PDF other"
	files["vacancies/nato-ocio-internship-2025.yaml"], files["vacancies/another.yaml"] = "id: nato", "id: another"
	files["vacancies/nato-ocio-internship-2025_0123456789ab.yaml"] = "id: nato # later"
	files["review.json"] = `{"format":1}`
	files["documents/"+strings.Repeat("0b", 32)+".pdf"] = "no longer named"
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(path, filepath.FromSlash(name)), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opened := open(t, path, dossier.Options{})
	sources, err := opened.Sources(d, []string{"b.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	_, state, err := opened.Handing(true)
	if err != nil {
		t.Fatal(err)
	}
	return archived(t, append(sources, handover.Source{Name: handover.DossierName, Bytes: state}))
}

func archived(t *testing.T, sources []handover.Source) *handover.Archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "Zoë.dossier")
	if _, err := handover.Write(t.Context(), durable.Disk{}, sources, handover.Options{Output: path, Made: noon}); err != nil {
		t.Fatal(err)
	}
	a, err := handover.Open(path, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func receive(t *testing.T, path string, a *handover.Archive) {
	t.Helper()
	opened, err := dossier.Receive(t.Context(), path, a, dossier.Options{Now: noon}, nil)
	if err != nil {
		t.Fatal(err)
	}
	closing(t, opened)
}

// wantReceived expects the folder to hold what the hand-over file holds, and no
// unfinished work.
func wantReceived(t *testing.T, path string, a *handover.Archive) {
	t.Helper()
	got := durabletest.Files(t, path)
	for name := range got {
		if name == "unfinished" || strings.HasPrefix(name, ".dossier/") && name != ".dossier/lock" {
			t.Errorf("%s is left", name)
		}
	}
	for _, f := range a.Manifest.Files {
		content, isThere := got[f.Name]
		if sum := sha256.Sum256([]byte(content)); !isThere || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s is not as it was handed over", f.Name)
		}
	}
}

func TestHandOverHoldsWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	var names []string
	for _, f := range a.Manifest.Files {
		names = append(names, f.Name)
	}
	_, files := full()
	want := slices.Concat([]string{
		"dossier.json", "review.json", "vacancies/nato-ocio-internship-2025.yaml",
		"vacancies/nato-ocio-internship-2025_0123456789ab.yaml",
	}, slices.Sorted(maps.Keys(files)), []string{"bundles/b.pdf", "bundles/b.pdf.json"})
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentThatIsGoneIsNotHandedOver(t *testing.T) {
	t.Parallel()
	opened := open(t, create(t, zoe()), dossier.Options{})
	_, err := opened.Sources(zoe(), nil)
	wantID(t, err, "handover-document-gone")
}

func TestReceivedDossierIsTheOneHandedOver(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	path := filepath.Join(t.TempDir(), "new", "Zoë")
	receive(t, path, a)
	wantReceived(t, path, a)
	d, _ := full()
	if got := open(t, path, dossier.Options{}).Dossier; !cmp.Equal(got.Documents, d.Documents) || got.Candidate.Name.Full() != d.Candidate.Name.Full() {
		t.Errorf("%+v", got)
	}
}

func TestReceivedFilesArePrivate(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows these rights in another way")
	}
	a := handedOver(t)
	path := filepath.Join(t.TempDir(), "Zoë")
	receive(t, path, a)
	err := filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the rights %v", name, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReceivingTakesTheFolderOfNobody(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := dossier.Receive(t.Context(), path, a, dossier.Options{Now: noon}, nil)
	wantID(t, err, "dossier-not-empty")
	if diff := cmp.Diff(map[string]string{"mine.txt": ""}, durabletest.Files(t, path)); diff != "" {
		t.Error(diff)
	}
	_, err = dossier.Receive(t.Context(), create(t, zoe()), a, dossier.Options{Now: noon}, nil)
	wantID(t, err, "dossier-not-empty")
}

// Whenever the program is gone, receiving again comes to the whole dossier, and
// keeps what is there already.
func TestReceivingGoesOn(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	stride := 1
	if testing.Short() {
		stride = 7
	}
	for n := 1; ; n += stride {
		path := filepath.Join(t.TempDir(), "Zoë")
		f := &durabletest.Faulty{Fail: n, Crash: true, Err: errFault}
		opened, err := dossier.Receive(t.Context(), path, a, dossier.Options{Disk: f.Disk(), Now: noon}, nil)
		if err == nil {
			closing(t, opened)
		}
		if f.Steps < n {
			break
		}
		before := stamps(t, path)
		if opened, err := dossier.Open(path, dossier.Options{Now: noon}); err == nil {
			closing(t, opened) // the last step of all
			wantReceived(t, path, a)
			continue
		}
		receive(t, path, a)
		wantReceived(t, path, a)
		after := stamps(t, path)
		for name, was := range before {
			if !os.SameFile(was, after[name]) {
				t.Errorf("step %d: %s was written again", n, name)
			}
		}
	}
}

// stamps are the documents that are there.
func stamps(t *testing.T, path string) map[string]fs.FileInfo {
	t.Helper()
	found := map[string]fs.FileInfo{}
	entries, err := os.ReadDir(filepath.Join(path, "documents"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !durable.IsTemp(e.Name()) {
			found[e.Name()] = info
		}
	}
	return found
}

func TestReceivingAfterAnotherWasInterruptedKeepsNothingOfIt(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	path := filepath.Join(t.TempDir(), "Zoë")
	interrupted(t, path, a)
	d := zoe()
	d.Documents = nil
	data, err := dossier.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	other := archived(t, []handover.Source{{Name: handover.DossierName, Bytes: data}})
	receive(t, path, other)
	wantReceived(t, path, other)
	if files := stamps(t, path); len(files) > 0 {
		t.Errorf("documents of the other are left: %v", files)
	}
}

// interrupted receives all but the last file.
func interrupted(t *testing.T, path string, a *handover.Archive) {
	t.Helper()
	disk := durable.Disk{Before: func(step durable.Step, path string) error {
		if step == durable.StepRename && filepath.Base(path) == "dossier.json" {
			return errFault
		}
		return nil
	}}
	if _, err := dossier.Receive(t.Context(), path, a, dossier.Options{Disk: disk, Now: noon}, nil); !errors.Is(err, errFault) {
		t.Fatal(err)
	}
	if len(stamps(t, path)) != 3 {
		t.Fatal("nothing was left to go on with")
	}
}

func TestWhatSomebodyPutThereMeanwhileIsKept(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	for _, name := range []string{"mine.txt", "documents/mine.pdf", "bundles/mine.pdf", "sub/x"} {
		path := filepath.Join(t.TempDir(), "Zoë")
		interrupted(t, path, a)
		mine := filepath.Join(path, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(mine), 0o700), os.WriteFile(mine, []byte("mine"), 0o600)); err != nil {
			t.Fatal(err)
		}
		_, err := dossier.Receive(t.Context(), path, a, dossier.Options{Now: noon}, nil)
		wantID(t, err, "dossier-not-empty")
		if _, err := os.Stat(mine); err != nil {
			t.Error(err)
		}
	}
}

// What was broken on the way, or put there by somebody, is written again.
func TestGoingOnTrustsNoFileByItsName(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	path := filepath.Join(t.TempDir(), "Zoë")
	interrupted(t, path, a)
	for name := range stamps(t, path) {
		at := filepath.Join(path, "documents", name)
		if err := errors.Join(os.Chmod(at, 0o600), os.WriteFile(at, []byte("else"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	receive(t, path, a)
	wantReceived(t, path, a)
}

func TestNothingRemainsOfAHandOverThatIsAtFault(t *testing.T) {
	t.Parallel()
	good := handedOver(t)
	data, err := os.ReadFile(good.Path())
	if err != nil {
		t.Fatal(err)
	}
	data[strings.Index(string(data), "%PDF")] ^= 1 // in a bundle: seen only when it is copied
	bent := filepath.Join(t.TempDir(), "bent.dossier")
	if err := os.WriteFile(bent, data, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := handover.Open(bent, "")
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	around := t.TempDir()
	_, err = dossier.Receive(t.Context(), filepath.Join(around, "new", "Zoë"), a, dossier.Options{Now: noon}, nil)
	wantID(t, err, "handover-damaged")
	wantEmpty(t, around)

	ctx, cancel := context.WithCancel(t.Context())
	_, err = dossier.Receive(ctx, filepath.Join(around, "Zoë"), good, dossier.Options{Now: noon}, func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantEmpty(t, around)
}

func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) > 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

func TestHandOverWithoutADocumentThatItNamesIsRefused(t *testing.T) {
	t.Parallel()
	for want, data := range map[string]string{
		"handover-incomplete": `{"format":1,"candidate":{"format":1},"documents":[{"id":"d1","file":"` + strings.Repeat("0a", 32) + `.pdf","kind":"other"}],"applications":[]}`,
		"handover-refused":    `{"format":1,"candidate":{"format":1},"documents":[{"id":"d1","file":"../../evil.pdf","kind":"other"}]}`,
		"dossier-newer":       `{"format":9}`,
	} {
		a := archived(t, []handover.Source{{Name: handover.DossierName, Bytes: []byte(data)}})
		around := t.TempDir()
		_, err := dossier.Receive(t.Context(), filepath.Join(around, "Zoë"), a, dossier.Options{Now: noon}, nil)
		wantID(t, err, want)
		wantEmpty(t, around)
	}
	a := archived(t, []handover.Source{{Name: handover.DossierName, Bytes: []byte("no JSON")}})
	_, _, err := dossier.Handed(t.Context(), a)
	if e := message.Of(err); e == nil || e.ID != "handover-refused" {
		t.Error(err)
	}
}

// Notes are not handed over in a conflict about all applications either.
func TestNotesInWholeConflictsStayBehind(t *testing.T) {
	t.Parallel()
	d, _ := full()
	one, none := jsontext.Value(`[{"vacancy":"v","digest":"","notes":"secret"}]`), jsontext.Value(`[]`)
	d.Pending = []dossier.Pending{{Field: "applications", Values: []jsontext.Value{none, one}, Base: one}}
	_, without, err := open(t, create(t, d), dossier.Options{}).Handing(false)
	if err != nil || strings.Contains(string(without), "secret") || !strings.Contains(string(without), `"vacancy": "v"`) {
		t.Errorf("%s, %v", without, err)
	}
}

// Notes are handed over by choice alone, also those that wait for a choice.
func TestNotesInConflictsStayBehind(t *testing.T) {
	t.Parallel()
	state := func(notes string) dossier.Dossier {
		d, _ := full()
		d.Applications[0].Notes = notes
		return d
	}
	for name, handed := range map[string]func() dossier.Dossier{
		"of one field": func() dossier.Dossier { return state("their secret") },
		"of another application": func() dossier.Dossier {
			d := state("their secret")
			d.Applications[0].Start, d.Applications[0].Digest = "2026-09", "sha256:01"
			return d
		},
	} {
		opened := open(t, create(t, state("my secret")), dossier.Options{})
		theirs, err := dossier.Encode(handed())
		if err != nil {
			t.Fatal(err)
		}
		joined, err := opened.Join(opened.Dossier, theirs, nil)
		if err != nil || len(joined.Dossier.Pending) == 0 {
			t.Fatal(name, joined.Dossier.Pending, err)
		}
		if err := opened.SaveJoined(joined.Dossier, theirs, true, noon, noon); err != nil {
			t.Fatal(err)
		}
		_, with, err := opened.Handing(true)
		if err != nil || !strings.Contains(string(with), "their secret") {
			t.Errorf("%s: %v", name, err)
		}
		_, without, err := opened.Handing(false)
		if err != nil || strings.Contains(string(without), "secret") {
			t.Errorf("%s: %s, %v", name, without, err)
		}
		if _, err := dossier.Decode("x", without); err != nil {
			t.Error(name, err)
		}
	}
}

func TestTakingLeavesWhatIsThere(t *testing.T) {
	t.Parallel()
	a := handedOver(t)
	d, _ := full()
	opened := open(t, create(t, d), dossier.Options{})
	own := filepath.Join(opened.Path(), "review.json")
	if err := os.WriteFile(own, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := opened.Take(t.Context(), a, "review.json", "review.json", false); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if data, err := os.ReadFile(own); string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := opened.Take(t.Context(), a, "review.json", "review.json", true); err != nil {
		t.Error(err)
	}
	if data, err := os.ReadFile(own); string(data) != `{"format":1}` {
		t.Errorf("%q, %v", data, err)
	}
	for _, first := range []bool{true, false} {
		if fresh, err := opened.Take(t.Context(), a, "bundles/b.pdf", "bundles/b-2.pdf", false); err != nil || fresh != first {
			t.Errorf("fresh %v, %v", fresh, err)
		}
	}
	for _, name := range []string{"../x.pdf", "bundles/CON.pdf", "history/x.json", "bundles/../x"} {
		if _, err := opened.Take(t.Context(), a, "bundles/b.pdf", name, true); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

package session_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
)

// patient is a closed dossier with a document, a kept pack, three states and,
// where it is asked for, a bundle.
func patient(t testing.TB, withBundle bool) (path, document string) {
	t.Helper()
	pack, err := fs.ReadFile(assets.Vacancies, "vacancies/"+nato+".yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := create(t, house(), assetstest.Candidate(t))
	put := filepath.Join(s.Path(), "vacancies", nato+".yaml")
	if err := os.WriteFile(put, pack, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := takeOneIn(t.Context(), s, t.TempDir(), 1); err != nil {
		t.Fatal(err)
	}
	do(t, s, set("notes=x"))
	if withBundle {
		if _, err := s.Bundle(t.Context(), session.BundleOptions{Lang: "en"}); err != nil {
			t.Fatal(err)
		}
	}
	closing(t, s)
	return s.Path(), s.Documents()[0].File
}

// seen are the ids of what a doctor finds, those that were mended with a "+".
func seen(t testing.TB, path string, repair bool) []string {
	t.Helper()
	diagnoses, err := house().Doctor(t.Context(), path, repair)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range diagnoses {
		if d.Err != nil {
			t.Errorf("%s: %v", d.ID, d.Err)
		}
		id := d.ID
		if d.Mended {
			id += "+"
		}
		for _, lang := range []i18n.Lang{"en", "fr"} {
			loc, err := i18n.New(lang)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{loc.Text(d.What()), loc.Text(d.Do())} {
				if text == "" || strings.Contains(text, "doctor."+d.ID) || strings.Contains(text, "<no value>") {
					t.Errorf("%s says %q in %s", d.ID, text, lang)
				}
			}
		}
		ids = append(ids, id)
	}
	return ids
}

// rewrite puts other bytes into a file, which may be a read-only one.
func rewrite(t testing.TB, path, content string) {
	t.Helper()
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	const bundleFile = "bundles/Lefevre-Ozturk_Zoe_OCIO.pdf"
	for name, c := range map[string]struct {
		harm        func(t *testing.T, path, document string)
		found, left []string // left: by a second look, after what could be was mended
	}{
		"nothing": {func(*testing.T, string, string) {}, nil, nil},
		"dossier.json empty": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "dossier.json"), "")
		}, []string{"json-damaged+"}, nil},
		"dossier.json gone": {func(t *testing.T, path, _ string) {
			remove(t, filepath.Join(path, "dossier.json"))
		}, []string{"json-missing+"}, nil},
		"an earlier state damaged": {func(t *testing.T, path, _ string) {
			rewrite(t, firstState(t, path), "{")
		}, []string{"history-unreadable+"}, nil},
		"an earlier state changed": {func(t *testing.T, path, _ string) {
			data, err := os.ReadFile(firstState(t, path))
			if err != nil {
				t.Fatal(err)
			}
			rewrite(t, firstState(t, path), strings.Replace(string(data), "Zoë", "Zoé", 1))
		}, []string{"history-changed+"}, nil},
		"folders gone": {func(t *testing.T, path, _ string) {
			remove(t, filepath.Join(path, "vacancies"))
			remove(t, filepath.Join(path, ".dossier"))
		}, []string{"folder-missing+", "folder-missing+", "folder-missing+"}, nil},
		"unfinished files": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "bundles", ".~1.tmp"), "half")
			rewrite(t, filepath.Join(path, ".~2.tmp"), "half")
		}, []string{"leftover+"}, nil},
		"document gone": {func(t *testing.T, path, document string) {
			remove(t, filepath.Join(path, "documents", document))
		}, []string{"document-missing"}, []string{"document-missing"}},
		"document gone, and elsewhere": {func(t *testing.T, path, document string) {
			if err := os.Rename(filepath.Join(path, "documents", document), filepath.Join(path, "Scan (1).png")); err != nil {
				t.Fatal(err)
			}
		}, []string{"document-missing+"}, nil},
		"document changed": {func(t *testing.T, path, document string) {
			rewrite(t, filepath.Join(path, "documents", document), "other")
		}, []string{"rights+", "document-changed"}, []string{"document-changed"}},
		"document changed, and elsewhere": {func(t *testing.T, path, document string) {
			file := filepath.Join(path, "documents", document)
			if err := os.Rename(file, filepath.Join(path, "documents", "copy of it.png")); err != nil {
				t.Fatal(err)
			}
			rewrite(t, file, "other")
		}, []string{"rights+", "document-changed+", "document-foreign"}, []string{"document-foreign"}},
		"pack damaged": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "vacancies", nato+".yaml"), "id: [")
		}, []string{"pack-damaged+"}, nil},
		"foreign pack damaged": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "vacancies", "unknown.yaml"), "id: [")
		}, []string{"pack-damaged"}, []string{"pack-damaged"}},
		"bundle changed": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, bundleFile), "%PDF")
		}, []string{"bundle-changed"}, []string{"bundle-changed"}},
		"bundle gone": {func(t *testing.T, path, _ string) {
			remove(t, filepath.Join(path, bundleFile))
		}, []string{"bundle-missing"}, []string{"bundle-missing"}},
		"record gone": {func(t *testing.T, path, _ string) {
			remove(t, filepath.Join(path, bundleFile+".json"))
		}, []string{"bundle-unrecorded"}, []string{"bundle-unrecorded"}},
		"record damaged": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, bundleFile+".json"), "{}")
		}, []string{"record-damaged"}, []string{"record-damaged"}},
		"a copy of a sync tool's": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "dossier.sync-conflict-20250601-120000-ABCDEF7.json"), "{}")
		}, []string{"conflict-copy"}, []string{"conflict-copy"}},
		"rights": {func(t *testing.T, path, _ string) {
			for _, name := range []string{"", "dossier.json", "history", "vacancies/" + nato + ".yaml"} {
				if err := os.Chmod(filepath.Join(path, name), 0o755); err != nil {
					t.Fatal(err)
				}
			}
		}, []string{"rights+"}, nil},
		"everything readable gone": {func(t *testing.T, path, _ string) {
			rewrite(t, filepath.Join(path, "dossier.json"), "{}")
			states, err := os.ReadDir(filepath.Join(path, "history"))
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range states {
				rewrite(t, filepath.Join(path, "history", e.Name()), "{")
			}
		}, []string{"json-lost", "history-unreadable+", "history-unreadable+", "history-unreadable+"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, document := patient(t, strings.HasPrefix(name, "bundle") || strings.HasPrefix(name, "record"))
			c.harm(t, path, document)
			before := contents(t, path)
			if got, want := seen(t, path, false), unmended(c.found); !cmp.Equal(got, want) {
				t.Errorf("looking found %v, want %v", got, want)
			}
			if diff := cmp.Diff(before, contents(t, path)); diff != "" {
				t.Errorf("looking changed something: %s", diff)
			}
			if got := seen(t, path, true); !cmp.Equal(got, forSystem(c.found)) {
				t.Errorf("mending found %v, want %v", got, c.found)
			}
			if got := seen(t, path, false); name != "everything readable gone" && !cmp.Equal(got, c.left) {
				t.Errorf("left %v, want %v", got, c.left)
			}
			if lost := missing(before, contents(t, path)); len(lost) > 0 {
				t.Errorf("these bytes are nowhere any more: %q", lost)
			}
		})
	}
}

// What was sent is looked after as well: its bundle, also one that was made anew,
// and documents that are in the dossier no more.
func TestDoctorKnowsWhatWasSent(t *testing.T) {
	t.Parallel()
	s, bundle := sent(t)
	document := filepath.Join(s.Path(), "documents", s.Documents()[0].File)
	do(t, s, set("documents.d1="))
	closing(t, s)
	want := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, seen(t, s.Path(), false)); diff != "" {
			t.Error(diff)
		}
	}
	want()
	remove(t, document)
	want("document-missing")
	data, err := os.ReadFile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	rewrite(t, bundle, string(data)+"%")
	want("document-missing", "sent-changed")
	remove(t, bundle)
	want("document-missing", "sent-missing")
	remove(t, bundle+".json")
	want("document-missing", "sent-missing")
}

// firstState is the file of the first state in the history.
func firstState(t testing.TB, path string) string {
	t.Helper()
	first, err := filepath.Glob(filepath.Join(path, "history", "*Z-1*.json"))
	if err != nil || len(first) != 1 {
		t.Fatal(first, err)
	}
	return first[0]
}

// forSystem leaves out what only some systems know.
func forSystem(ids []string) []string {
	var known []string
	for _, id := range ids {
		if runtime.GOOS != "windows" || !strings.HasPrefix(id, "rights") {
			known = append(known, id)
		}
	}
	return known
}

func unmended(ids []string) []string {
	var plain []string
	for _, id := range forSystem(ids) {
		plain = append(plain, strings.TrimSuffix(id, "+"))
	}
	return plain
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// contents are the bytes of a dossier's files, but the lock's and unfinished ones.
func contents(t testing.TB, path string) []string {
	t.Helper()
	var all []string
	for name, content := range durabletest.Files(t.(*testing.T), path) {
		if name != "unfinished" && !strings.HasPrefix(name, ".dossier/") || strings.HasPrefix(name, ".dossier/aside/") {
			all = append(all, content)
		}
	}
	slices.Sort(all)
	return all
}

// missing are those bytes that are nowhere any more.
func missing(before, after []string) []string {
	var lost []string
	for _, content := range before {
		if content != "" && !slices.Contains(after, content) {
			lost = append(lost, content)
		}
	}
	return lost
}

func TestDoctorRefuses(t *testing.T) {
	t.Parallel()
	_, err := house().Doctor(t.Context(), t.TempDir(), false)
	wantID(t, err, "dossier-none-here")
	path, _ := patient(t, true)
	s, err := house().Open(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := seen(t, path, false); len(got) > 0 {
		t.Errorf("while it is open: %v", got)
	}
	_, err = house().Doctor(t.Context(), path, true)
	wantID(t, err, "dossier-held")
	closing(t, s)
	rewrite(t, filepath.Join(path, "dossier.json"), `{"format": 99}`)
	_, err = house().Doctor(t.Context(), path, true)
	wantID(t, err, "dossier-newer")
}

// Whatever step of a repair fails, nothing is lost, and a second repair ends it.
func TestRepairSurvivesEveryFault(t *testing.T) {
	atLength(t)
	t.Parallel()
	durabletest.EachFault(t, errors.New("fault"), func(t *testing.T, f *durabletest.Faulty) {
		s, err := house().Create(filepath.Join(durabletest.MemoryDir(t), "Zoë"), assetstest.Candidate(t), nato)
		if err != nil {
			t.Fatal(err)
		}
		if err := takeOneIn(t.Context(), s, t.TempDir(), 1); err != nil {
			t.Fatal(err)
		}
		closing(t, s)
		file := filepath.Join(s.Path(), "documents", s.Documents()[0].File)
		if err := os.Rename(file, filepath.Join(s.Path(), "scan.png")); err != nil {
			t.Fatal(err)
		}
		rewrite(t, file, "changed")
		rewrite(t, filepath.Join(s.Path(), "dossier.json"), "{")
		before := contents(t, s.Path())
		h := house()
		h.Disk = f.Disk()
		_, _ = h.Doctor(t.Context(), s.Path(), true) // whether it failed is seen by what is there
		steps := f.Steps
		if lost := missing(before, contents(t, s.Path())); len(lost) > 0 {
			t.Errorf("step %d: these bytes are nowhere any more: %q", f.Fail, lost)
		}
		seen(t, s.Path(), true)
		if left := seen(t, s.Path(), false); len(left) > 0 {
			t.Errorf("step %d: left %v", f.Fail, left)
		}
		f.Steps = steps
	})
}

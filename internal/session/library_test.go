package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// The embedded examples.
const (
	euExample       = "example-eu-traineeship"
	natoExample     = "example-nato-hq-internship"
	exchangeExample = "example-university-exchange"
)

// ownPack writes a pack of the user's own, the embedded one under another id.
func ownPack(t *testing.T, folder, id string) string {
	t.Helper()
	data, err := assets.Vacancies.ReadFile("vacancies/" + nato + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, id+".yaml")
	text := strings.Replace(string(data), "id: "+nato, "id: "+id, 1)
	if err := os.WriteFile(path, []byte(text+"\n# own\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func ids(packs []*vacancy.Pack) []string {
	var out []string
	for _, p := range packs {
		out = append(out, p.ID)
	}
	return out
}

func TestLibraryLists(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	ownPack(t, own, "another-call")
	if err := os.WriteFile(filepath.Join(own, "broken.yaml"), []byte("id: ["), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(own, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	packs, err := session.Library{Embedded: assets.Vacancies, Own: own}.List()
	if err == nil || !strings.Contains(err.Error(), "broken.yaml") {
		t.Errorf("got %v", err)
	}
	// Examples stand behind what can be applied for, the user's own among it.
	if diff := cmp.Diff([]string{"another-call", nato, euExample, natoExample, exchangeExample}, ids(packs)); diff != "" {
		t.Error(diff)
	}
	packs, err = session.Library{Embedded: assets.Vacancies, Own: filepath.Join(own, "gone")}.List()
	if err != nil || len(packs) != 4 || packs[0].ID != nato {
		t.Errorf("got %v, %v", ids(packs), err)
	}
}

// One id in several files is listed once, by the file that Load gives; the others
// are told.
func TestLibraryListsAnIDOnce(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	twin := func(id, name string) string {
		file := filepath.Join(own, name)
		if err := os.Rename(ownPack(t, own, id), file); err != nil {
			t.Fatal(err)
		}
		return file
	}
	first, last := twin("call", "a copy.yaml"), twin("call", "the last.yaml")
	library := session.Library{Embedded: assets.Vacancies, Own: own}
	for _, named := range []string{first, filepath.Join(own, "call.yaml")} {
		packs, err := library.List()
		if diff := cmp.Diff([]string{"call", nato, euExample, natoExample, exchangeExample}, ids(packs)); diff != "" {
			t.Error(diff)
		}
		e := message.Of(err)
		if e == nil || e.ID != "session-vacancy-twice" || e.Args["Vacancy"] != "call" || e.Args["Other"] != named {
			t.Errorf("got %v, want %s used", err, named)
		}
		if !strings.Contains(err.Error(), last) {
			t.Errorf("got %v, want %s left out", err, last)
		}
		ownPack(t, own, "call")
	}
	own = t.TempDir()
	twin(nato, "mine.yaml")
	packs, err := session.Library{Embedded: assets.Vacancies, Own: own}.List()
	if len(packs) != 4 || message.Of(err) == nil {
		t.Errorf("a copy of a built-in vacancy: %v, %v", ids(packs), err)
	}
}

func TestLibraryLoads(t *testing.T) {
	t.Parallel()
	own, elsewhere := t.TempDir(), t.TempDir()
	ownPack(t, own, "another-call")
	file := ownPack(t, elsewhere, "third-call")
	if err := os.Rename(ownPack(t, own, "renamed-call"), filepath.Join(own, "copy of a call.yaml")); err != nil {
		t.Fatal(err)
	}
	library := session.Library{Embedded: assets.Vacancies, Own: own}
	for ref, want := range map[string]string{nato: nato, "another-call": "another-call", file: "third-call", "renamed-call": "renamed-call"} {
		if p, err := library.Load(ref); err != nil || p.ID != want {
			t.Errorf("%s: got %+v, %v", ref, p, err)
		}
	}
	for ref, want := range map[string]string{
		"third-call":                            "session-no-vacancy",
		"":                                      "session-no-vacancy",
		"..":                                    "folder-given",
		elsewhere:                               "folder-given",
		filepath.Join(elsewhere, "gone.yaml"):   "file-missing",
		"gone.yaml":                             "file-missing",
		"../vacancies/nato-ocio-internship":     "file-missing",
		filepath.Join(elsewhere, "x\x00y.yaml"): "name-refused",
	} {
		_, err := library.Load(ref)
		wantID(t, err, want)
	}
}

// A correction in the user's folder stands before the pack that the program
// carries.
func TestOwnPackComesFirst(t *testing.T) {
	t.Parallel()
	own := t.TempDir()
	ownPack(t, own, nato)
	embedded, err := session.Library{Embedded: assets.Vacancies}.Load(nato)
	if err != nil {
		t.Fatal(err)
	}
	corrected, err := session.Library{Embedded: assets.Vacancies, Own: own}.Load(nato)
	if err != nil || corrected.Digest() == embedded.Digest() {
		t.Errorf("got %v, %v", corrected.Digest(), err)
	}
}

// A dossier for a vacancy from a file can be understood without that file.
func TestForeignPackIsKeptInside(t *testing.T) {
	t.Parallel()
	file := ownPack(t, t.TempDir(), "third-call")
	s, err := house().Create(filepath.Join(t.TempDir(), "zoe"), assetstest.Candidate(t), file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, house(), s)
	if standing, err := s.Standing("third-call"); err != nil || standing.Pack.ID != "third-call" {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(filepath.Join(s.Path(), "vacancies", "third-call.yaml")); err != nil {
		t.Fatal(err)
	}
	_, err = reopen(t, house(), s).Standing("third-call")
	wantID(t, err, "session-vacancy-gone")
}

// Several applications share the documents; each is named by its vacancy.
func TestSeveralApplications(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	do(t, s, session.Apply{Ref: ownPack(t, t.TempDir(), "third-call")})
	wantID(t, s.Do(session.Apply{Ref: nato}), "session-applied-already")
	s = reopen(t, house(), s)
	if diff := cmp.Diff([]string{nato, "third-call"}, s.Vacancies()); diff != "" {
		t.Error(diff)
	}
	_, err := s.Standing("")
	wantID(t, err, "session-which-vacancy")
	_, err = s.Standing("fourth-call")
	wantID(t, err, "session-not-applied")
	wantID(t, s.Do(set("start=2026-03")), "session-which-vacancy")
	wantID(t, s.Do(session.Declare{Item: "decl-ai"}), "session-which-vacancy")
	do(t, s, session.Set{Vacancy: "third-call", Assignments: []string{"start=2026-03"}},
		session.Declare{Vacancy: nato, Item: "decl-ai"})
	text := durabletest.Files(t, s.Path())["dossier.json"]
	first, second, _ := strings.Cut(text, `"third-call"`)
	if strings.Contains(first, `"start": "2026-03"`) || !strings.Contains(second, `"start": "2026-03"`) ||
		!strings.Contains(first, "decl-ai") || strings.Contains(second, "decl-ai") {
		t.Errorf("got %s", text)
	}
}

// The choice of pages is each application's own.
func TestApplicationChoosesPages(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	before := item(t, s, "doc-qualification")
	do(t, s, set("pages.d1="))
	if s.Documents()[0].Pages != nil {
		t.Error("the document's own choice has changed")
	}
	if after := item(t, s, "doc-qualification"); after.Digest() == before.Digest() {
		t.Error("leaving all pages out changes nothing")
	}
	do(t, s, set("pages.d1=?"))
	if after := item(t, s, "doc-qualification"); after.Digest() != before.Digest() {
		t.Error("taking that back does not")
	}
}

// A file far too large for a pack is not read whole, and the place is told up to
// which it was.
func TestPackFarTooLarge(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "large.yaml")
	if err := os.WriteFile(path, []byte(strings.Repeat("a: b\n", 2_000_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := session.Library{Embedded: assets.Vacancies}.Load(path)
	e := message.Of(err)
	if e == nil || e.ID != "yaml-too-large" || e.Args["File"] != path || e.Args["Line"] != 52_429 || e.Args["Column"] != 5 {
		t.Errorf("got %v", err)
	}
}

package session_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/session"
)

// wantNoTrace expects no file of the dossier, by name or content, to know of it.
func wantNoTrace(t *testing.T, folder string, secrets ...string) {
	t.Helper()
	for name, content := range durabletest.Files(t, folder) {
		for _, secret := range secrets {
			if strings.Contains(name, secret) || strings.Contains(content, secret) {
				t.Errorf("%s: knows of %s", name, secret)
			}
		}
	}
}

// remembering is a dossier in whose history two documents are, the second
// translating the first, with pages chosen of both.
func remembering(t testing.TB) *session.Session {
	t.Helper()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "fr"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "translation", Of: "d1"})
	do(t, s, session.Set{Assignments: []string{"documents.d1.pages=1"}})
	do(t, s, set("requisition=1"))
	return s
}

func TestErasedDocumentLeavesNoTrace(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	file := s.Documents()[0].File
	damaged := filepath.Join(s.Path(), "history", "damaged-20250601T120000Z-99.json")
	if err := os.WriteFile(damaged, []byte(`{"documents":[{"file":"`+file), 0o600); err != nil {
		t.Fatal(err)
	}
	aside := filepath.Join(s.Path(), ".dossier", "aside")
	if err := errors.Join(os.MkdirAll(aside, 0o700), os.WriteFile(filepath.Join(aside, "1-"+file), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	state, err := os.ReadFile(filepath.Join(s.Path(), "dossier.json"))
	if err != nil {
		t.Fatal(err)
	}
	conflicted := filepath.Join(s.Path(), "dossier.sync-conflict-20250601-120000-ABCDEFG.json")
	if err := os.WriteFile(conflicted, state, 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := s.History()
	if err != nil {
		t.Fatal(err)
	}
	erased, err := s.EraseDocument(t.Context(), "d1")
	if err != nil || erased.File != file {
		t.Fatal(erased, err)
	}
	wantTrail(t, s, false, false)
	s = reopen(t, house(), s)
	digest, _, _ := strings.Cut(file, ".")
	wantNoTrace(t, s.Path(), digest, "diplome-bachelier")
	if left := s.Documents(); len(left) != 1 || left[0].ID != "d2" || left[0].Of != "" {
		t.Errorf("%+v", left)
	}
	wholeDocuments(t, s)
	after, err := s.History()
	if err != nil || len(after) != len(before)+1 {
		t.Errorf("%d states, were %d, %v", len(after), len(before), err)
	}
	for _, state := range after {
		if state.Err != nil {
			t.Errorf("%s: %v", state.Name, state.Err)
		}
	}
}

func TestDocumentThatOnlyTheHistoryKnowsIsErased(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	file := s.Documents()[1].File
	do(t, s, set("documents.d2="))
	if _, err := s.EraseDocument(t.Context(), "d2"); err != nil {
		t.Fatal(err)
	}
	digest, _, _ := strings.Cut(file, ".")
	wantNoTrace(t, s.Path(), digest, "swiadectwo")
	_, err := s.EraseDocument(t.Context(), "d2")
	wantID(t, err, "session-no-document")
}

func TestDocumentWhoseFileIsSharedIsNotErased(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	before := durabletest.Files(t, s.Path())
	_, err := s.EraseDocument(t.Context(), "d1")
	wantID(t, err, "session-erase-shared")
	if diff := cmp.Diff(before, durabletest.Files(t, s.Path())); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentThatWasSentIsErasedOnceItWasNot(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, _ := sent(t)
	digest, _, _ := strings.Cut(s.Documents()[0].File, ".")
	_, err := s.EraseDocument(t.Context(), "d1")
	wantID(t, err, "session-erase-sent")
	do(t, s, session.TakeBack{})
	if _, err := s.EraseDocument(t.Context(), "d1"); err != nil {
		t.Fatal(err)
	}
	for name, content := range durabletest.Files(t, s.Path()) {
		if !strings.HasPrefix(name, "bundles/") && strings.Contains(name+content, digest) {
			t.Errorf("%s knows of it", name)
		}
	}
}

func TestBundlesWithAnErasedDocumentAreNamed(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s := remembering(t)
	name := filepath.Base(build(t, s))
	erased, err := s.EraseDocument(t.Context(), "d1")
	if err != nil || len(erased.Bundles) != 1 || erased.Bundles[0] != name {
		t.Errorf("%+v, %v", erased, err)
	}
}

// A doctor finds nothing wrong with a history that a document was erased from.
func TestHistoryIsSoundAfterErasing(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	if _, err := s.EraseDocument(t.Context(), "d1"); err != nil {
		t.Fatal(err)
	}
	do(t, s, set("competencies.achievement=?")) // says nothing new
	wantTrail(t, s, false, false)
	do(t, s, set("notes=after"))
	closing(t, s)
	if found := seen(t, s.Path(), false); len(found) > 0 {
		t.Errorf("found %v", found)
	}
}

// What a conflict may bring back is erased only when somebody has chosen.
func TestDocumentThatAConflictSpeaksOfIsNotErased(t *testing.T) {
	t.Parallel()
	a := create(t, house(), assetstest.Candidate(t))
	addSample(t, a, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	b := twin(t, a)
	do(t, a, set("documents.d1="))
	do(t, a, session.Submit{Reference: "mine"})
	do(t, b, session.Submit{Reference: "theirs"})
	carry(t, b, a, stateFile, stateFile)
	reload(t, a)
	if len(a.Conflicts()) != 1 {
		t.Fatalf("%+v", a.Conflicts())
	}
	_, err := a.EraseDocument(t.Context(), "d1")
	wantID(t, err, "session-erase-open")
	if files := content(t, a).Files(); len(files) != 1 {
		t.Errorf("needs %v", files)
	}
}

// Whenever the program is gone, erasing again leaves no trace.
func TestErasingGoesOn(t *testing.T) {
	atLength(t)
	t.Parallel()
	errGone := errors.New("gone")
	for n := 1; ; n += 3 {
		s := remembering(t)
		digest, _, _ := strings.Cut(s.Documents()[0].File, ".")
		closing(t, s)
		h, f := house(), &durabletest.Faulty{Fail: n, Crash: true, Err: errGone}
		steps, counting := 0, false
		disk := f.Disk()
		h.Disk = durable.Disk{Wait: disk.Wait, Before: func(step durable.Step, path string) error {
			if !counting {
				return nil
			}
			steps++
			return disk.Before(step, path)
		}}
		again, err := h.Open(s.Path(), false)
		if err != nil {
			t.Fatal(err)
		}
		counting = true
		_, err = again.EraseDocument(t.Context(), "d1")
		counting = false
		closing(t, again)
		whole, openErr := house().Open(s.Path(), false)
		if openErr != nil {
			t.Fatal(openErr)
		}
		if err != nil {
			if _, err := whole.EraseDocument(t.Context(), "d1"); err != nil {
				wantID(t, err, "session-no-document") // but for the file, all was done
			}
		}
		closing(t, whole)
		if steps < n {
			break
		}
		for name, content := range durabletest.Files(t, s.Path()) {
			if strings.HasSuffix(name, ".json") && strings.Contains(content, digest) {
				t.Errorf("step %d: %s knows of it", n, name)
			}
		}
	}
}

func TestPurgedDossierIsGone(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	aBundle(t, s, "b.pdf")
	_, err := house().Purge(s.Path())
	wantID(t, err, "dossier-held")
	wholeDocuments(t, s)
	closing(t, s)
	purged, err := house().Purge(s.Path())
	if err != nil || purged.Files < 6 || purged.Bytes == 0 || len(purged.Left) > 0 {
		t.Errorf("%+v, %v", purged, err)
	}
	if _, err := os.Stat(s.Path()); err == nil {
		t.Error("the folder is there")
	}
}

func TestPurgeLeavesWhatIsNotTheDossiers(t *testing.T) {
	t.Parallel()
	s := remembering(t)
	aBundle(t, s, "b.pdf")
	theirs := map[string]string{
		"mine.txt": "", "documents/scan.pdf": "", "bundles/signed.pdf": "", "bundles/deep/x.pdf": "", "vacancies/notes.md": "",
		"history/readme.txt": "", "thesis/dossier.json": "",
	}
	ours := map[string]string{
		"bundles/checklist-2.pdf": "", "dossier.sync-conflict-20250601-120000-ABCDEFG.json": "", "review.json": "", "vacancies/own.yaml": "",
		"history/20250601T120000Z-1 (conflicted copy).json": "", ".dossier/undo-0.json": "", "documents/.~1.tmp": "",
		"documents/" + strings.Repeat("0a", 32) + ".sync-conflict-1.pdf": "",
	}
	for _, files := range []map[string]string{theirs, ours} {
		for name, content := range files {
			at := filepath.Join(s.Path(), filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o700), os.WriteFile(at, []byte(content), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
	}
	outside := filepath.Join(t.TempDir(), "outside.pdf")
	if err := os.WriteFile(outside, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	durabletest.Symlink(t, outside, filepath.Join(s.Path(), "documents", strings.Repeat("0b", 32)+".pdf"))
	closing(t, s)
	purged, err := house().Purge(s.Path())
	if err != nil || len(purged.Left) != len(theirs) {
		t.Errorf("%+v, %v", purged, err)
	}
	if diff := cmp.Diff(theirs, durabletest.Files(t, s.Path())); diff != "" {
		t.Error(diff)
	}
	if data, err := os.ReadFile(outside); string(data) != "theirs" {
		t.Errorf("behind the link: %q, %v", data, err)
	}
}

func TestWhatIsNoDossierIsNotPurged(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "review.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := house().Purge(folder)
	wantID(t, err, "dossier-none-here")
	if files := durabletest.Files(t, folder); len(files) != 1 {
		t.Error(files)
	}
}

package session_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/dossier/assets"
	"example.org/dossier/assets/assetstest"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/vacancy"
)

// sampleFile puts a document of the sample candidate into a folder.
func sampleFile(t testing.TB, folder, name string) string {
	t.Helper()
	data, err := assets.Sample.ReadFile("sample/documents/" + name)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// addSample adds a document of the sample candidate.
func addSample(t testing.TB, s *session.Session, name string, o session.AddOptions) document.Document {
	t.Helper()
	added, err := s.Add(t.Context(), []string{sampleFile(t, t.TempDir(), name)}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(added) != 1 || added[0].Err != nil {
		t.Fatalf("got %+v", added)
	}
	return added[0].Document
}

// wholeDocuments checks that every document's file is there and is what its
// name says.
func wholeDocuments(t testing.TB, s *session.Session) {
	t.Helper()
	for _, d := range s.Documents() {
		data, err := os.ReadFile(filepath.Join(s.Path(), "documents", d.File))
		sum := sha256.Sum256(data)
		if err != nil || d.Missing || !strings.HasPrefix(d.File, hex.EncodeToString(sum[:])+".") {
			t.Errorf("%s: %+v, %v", d.ID, d, err)
		}
	}
}

func TestAddIsSaved(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	yes := true
	first := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1", Lang: "FR"})
	second := addSample(t, s, "attestation-inscription.jpg",
		session.AddOptions{Kind: "proof-of-studies", For: "s2", Lang: "fr", DatesVisible: &yes})
	third := addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "translation", Of: "d1"})
	s = reopen(t, house(), s)
	got := s.Documents()
	if len(got) != 3 || got[0].ID != first.ID || got[1].ID != second.ID || got[2].ID != third.ID {
		t.Fatalf("got %+v", got)
	}
	if d := got[0]; d.ID != "d1" || d.Name != "diplome-bachelier.pdf" || d.Kind != "qualification" || d.For != "s1" ||
		d.Lang != "fr" || d.PageCount < 1 || !strings.HasSuffix(d.File, ".pdf") {
		t.Errorf("got %+v", d)
	}
	if d := got[1]; d.DatesVisible == nil || !*d.DatesVisible || d.PageCount != 1 || !strings.HasSuffix(d.File, ".jpg") {
		t.Errorf("got %+v", d)
	}
	if d := got[2]; d.Of != "d1" || !strings.HasSuffix(d.File, ".png") {
		t.Errorf("got %+v", d)
	}
	wholeDocuments(t, s)
	if got := item(t, s, "doc-proof-of-studies").Verdict; got != vacancy.Met {
		t.Errorf("doc-proof-of-studies is %s", got)
	}
}

// One bad file never sinks the rest; each is named with what is wrong.
func TestAddLeavesBadFilesOut(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, last := sampleFile(t, folder, "diplome-bachelier.pdf"), sampleFile(t, folder, "attestation-inscription.jpg")
	files := []struct{ path, want string }{
		{write("notes.pdf", "Just some words, whatever the name says.\n"), "file-is-text"},
		{good, ""},
		{write("empty.pdf", ""), "file-empty"},
		{filepath.Join(folder, "gone.pdf"), "file-missing"},
		{folder, "folder-given"},
		{write("broken.pdf", "%PDF-1.7\nnothing more"), "file-damaged"},
		{good, "session-added-already"},
		{last, ""},
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.path)
	}
	added, err := s.Add(t.Context(), paths, session.AddOptions{Kind: "other"})
	if err != nil || len(added) != len(files) {
		t.Fatalf("%d outcomes, %v", len(added), err)
	}
	for i, a := range added {
		if a.Path != files[i].path {
			t.Errorf("got %s for %s", a.Path, files[i].path)
		}
		if files[i].want == "" {
			if a.Err != nil || a.Document.ID == "" || a.Examined.Pages == 0 {
				t.Errorf("%s: got %+v", a.Path, a)
			}
			continue
		}
		wantID(t, a.Err, files[i].want)
		file, _ := i18n.Explain(a.Err).Args["File"].(string)
		if filepath.Base(file) != filepath.Base(a.Path) {
			t.Errorf("%s: the error names %q", a.Path, file)
		}
	}
	if got := s.Documents(); len(got) != 2 {
		t.Errorf("%d documents", len(got))
	}
	wholeDocuments(t, s)
	if left := durabletest.Files(t, filepath.Join(s.Path(), ".dossier", "tmp")); len(left) > 0 {
		t.Errorf("left %d files", len(left))
	}
	if kept := durabletest.Files(t, filepath.Join(s.Path(), "documents")); len(kept) != 2 {
		t.Errorf("%d files kept", len(kept))
	}
}

// A diploma and its translation in one scan are two documents of one file.
func TestAddSharesOneFile(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	path := sampleFile(t, t.TempDir(), "swiadectwo-szkola-letnia.pdf")
	addSample(t, s, "swiadectwo-szkola-letnia.pdf", session.AddOptions{Kind: "qualification", For: "s3"})
	added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "translation", Of: "d1"})
	if err != nil || added[0].Err != nil || added[0].SameFile != "d1" {
		t.Fatalf("got %+v, %v", added, err)
	}
	documents := s.Documents()
	if len(documents) != 2 || documents[0].File != documents[1].File {
		t.Errorf("got %+v", documents)
	}
	if kept := durabletest.Files(t, filepath.Join(s.Path(), "documents")); len(kept) != 1 {
		t.Errorf("%d files kept", len(kept))
	}
}

// An id never comes back as another document.
func TestIDsAreNotUsedAgain(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	addSample(t, s, "attestation-inscription.jpg", session.AddOptions{Kind: "other"})
	do(t, s, set("documents.d1="))
	if d := addSample(t, s, "praktikumszeugnis.pdf", session.AddOptions{Kind: "other"}); d.ID != "d3" {
		t.Errorf("got %s", d.ID)
	}
}

// Whatever is written for pages is refused, or chooses pages that are there,
// each once.
func TestPagesAreThereOnce(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "swiadectwo-szkola-letnia.pdf", session.AddOptions{Kind: "other"})
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOf(rapid.RuneFrom([]rune("0123456789,- ?"))).Draw(t, "pages")
		if err := s.Do(set("documents.d1.pages=" + value)); err != nil {
			if e := i18n.Explain(err); e.ID == "internal" {
				t.Errorf("%q: %v", value, err)
			}
			return
		}
		seen := map[int]bool{}
		for _, page := range s.Documents()[0].Pages {
			if page < 1 || page > d.PageCount || seen[page] {
				t.Errorf("%q chose %v", value, s.Documents()[0].Pages)
			}
			seen[page] = true
		}
	})
}

func TestAddRefusesOptions(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	addSample(t, s, "swiadectwo-szkola-letnia.pdf", session.AddOptions{Kind: "qualification"})
	addSample(t, s, "traduction-swiadectwo.png", session.AddOptions{Kind: "translation", Of: "d1"})
	path := sampleFile(t, t.TempDir(), "praktikumszeugnis.pdf")
	for want, o := range map[string]session.AddOptions{
		"session-no-kind":                    {},
		"session-no-study":                   {Kind: "qualification", For: "s9"},
		"session-no-document":                {Kind: "translation", Of: "d9"},
		"session-translation-of-translation": {Kind: "translation", Of: "d2"},
		"candidate-language":                 {Kind: "other", Lang: "klingonisch"},
	} {
		_, err := s.Add(t.Context(), []string{path}, o)
		wantID(t, err, want)
	}
	if got := len(s.Documents()); got != 2 {
		t.Errorf("%d documents", got)
	}
}

func TestAddStopsWithItsContext(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	added, err := s.Add(cancelled, []string{sampleFile(t, t.TempDir(), "praktikumszeugnis.pdf")}, session.AddOptions{Kind: "other"})
	if !errors.Is(err, context.Canceled) || len(added) > 0 || len(s.Documents()) > 0 {
		t.Errorf("got %+v, %v", added, err)
	}
}

func TestFileThatIsGoneIsMissing(t *testing.T) {
	t.Parallel()
	s := create(t, house(), assetstest.Candidate(t))
	d := addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "qualification", For: "s1"})
	file := filepath.Join(s.Path(), "documents", d.File)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if got := s.Documents()[0]; !got.Missing {
		t.Errorf("got %+v", got)
	}
	// The same bytes taken in again bring it back, for whatever purpose.
	addSample(t, s, "diplome-bachelier.pdf", session.AddOptions{Kind: "other"})
	if got := s.Documents()[0]; got.Missing {
		t.Errorf("got %+v", got)
	}
}

// Whatever step of taking a file in fails, no document is entered without its
// whole file, and the next opening is clean.
func TestAddSurvivesEveryFault(t *testing.T) {
	atLength(t)
	t.Parallel()
	path := filepath.Join(t.TempDir(), "small.png")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 100, 140))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	errFault := errors.New("fault")
	durabletest.EachFault(t, errFault, func(t *testing.T, f *durabletest.Faulty) {
		s := onFaultyDisk(t, f)
		added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "other"})
		if err != nil {
			t.Fatal(err)
		}
		steps := f.Steps
		_ = s.Close() // the fault may meet this too
		f.Steps = steps
		again := reopen(t, house(), s)
		wholeDocuments(t, again)
		if added[0].Err == nil && len(again.Documents()) != 1 {
			t.Errorf("step %d: what was added is gone", f.Fail)
		}
		for name := range durabletest.Files(t, again.Path()) {
			if name == "unfinished" {
				t.Errorf("step %d: an unfinished file is still there", f.Fail)
			}
		}
	})
}

// A full disk leaves the file out, and the dossier as it was.
func TestAddOnAFullDisk(t *testing.T) {
	path := sampleFile(t, t.TempDir(), "attestation-inscription.jpg")
	folder := durabletest.SmallDisk(t, 60_000)
	s, err := house().Create(filepath.Join(folder, "zoe"), assetstest.Candidate(t), nato)
	if err != nil {
		t.Fatal(err)
	}
	added, err := s.Add(t.Context(), []string{path}, session.AddOptions{Kind: "other"})
	if err != nil {
		t.Fatal(err)
	}
	wantID(t, added[0].Err, "disk-full")
	closing(t, s)
	again, err := house().Open(s.Path(), true)
	if err != nil || len(again.Warnings()) > 0 || len(again.Documents()) > 0 {
		t.Errorf("%+v, %v", again, err)
	}
}

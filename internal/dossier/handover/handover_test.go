package handover

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/message"
)

var noon = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)

// document is a source named by its content.
func document(content string) Source {
	sum := sha256.Sum256([]byte(content))
	return Source{Name: Documents + hex.EncodeToString(sum[:]) + ".pdf", Bytes: []byte(content)}
}

// small is what a small dossier hands over.
func small() []Source {
	return []Source{
		{Name: Bundles + "Lefèvre_Zoë.pdf.json", Bytes: []byte(`{"format":1}`)},
		{Name: Bundles + "Lefèvre_Zoë.pdf", Bytes: bytes.Repeat([]byte("%PDF"), 100_000)},
		document("one"), document(""),
		{Name: Vacancies + "own.yaml", Bytes: []byte("id: own\n")},
		{Name: DossierName, Bytes: []byte(`{"format":1}`)},
	}
}

func options(t testing.TB) Options {
	t.Helper()
	return Options{Output: filepath.Join(t.TempDir(), "Zoë.dossier"), Made: noon, Program: "Dossier test", work: 4}
}

func written(t testing.TB, sources []Source, o Options) []byte {
	t.Helper()
	if _, err := Write(t.Context(), durable.Disk{}, sources, o); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func wantID(t testing.TB, err error, want string) {
	t.Helper()
	if e := message.Of(err); e == nil || e.ID != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, passphrase := range []string{"", "correct horse"} {
		o := options(t)
		o.Passphrase = passphrase
		written(t, small(), o)
		a, err := Open(o.Output, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if a.Sealed != (passphrase != "") || !a.Manifest.Made.Equal(noon) || a.Manifest.Program != "Dossier test" {
			t.Errorf("sealed %v, manifest %+v", a.Sealed, a.Manifest)
		}
		for _, s := range small() {
			var got bytes.Buffer
			if err := a.Copy(t.Context(), s.Name, &got); err != nil || !bytes.Equal(got.Bytes(), s.Bytes) {
				t.Errorf("%s: %d bytes, %v", s.Name, got.Len(), err)
			}
		}
		if len(a.Manifest.Files) != len(small()) || a.Manifest.Files[0].Name != DossierName {
			t.Errorf("files %v", a.Manifest.Files)
		}
	}
}

func TestOtherProgramsReadIt(t *testing.T) {
	o := options(t)
	data := written(t, small(), o)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, in); err != nil {
			t.Error(f.Name, err)
		}
		if f.Mode() != durable.FilePerm {
			t.Errorf("%s has the rights %v", f.Name, f.Mode())
		}
	}
	want := []string{
		"manifest.json", "dossier.json", "vacancies/own.yaml", document("one").Name, document("").Name,
		"bundles/Lefèvre_Zoë.pdf", "bundles/Lefèvre_Zoë.pdf.json",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestSameContentGivesTheSameBytes(t *testing.T) {
	turned := small()
	for i, j := 0, len(turned)-1; i < j; i, j = i+1, j-1 {
		turned[i], turned[j] = turned[j], turned[i]
	}
	if !bytes.Equal(written(t, small(), options(t)), written(t, turned, options(t))) {
		t.Error("the order in which sources come is seen in the file")
	}
}

func TestFileIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows these rights in another way")
	}
	o := options(t)
	written(t, small(), o)
	if info, err := os.Stat(o.Output); err != nil || info.Mode() != durable.FilePerm {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestExistingFileStays(t *testing.T) {
	o := options(t)
	written(t, small(), o)
	if _, err := Write(t.Context(), durable.Disk{}, small(), o); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	o.Overwrite = true
	written(t, small(), o)
	wantAlone(t, o.Output)
}

// wantAlone expects nothing else in the file's folder.
func wantAlone(t testing.TB, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(path) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestNothingRemainsOfWhatFailed(t *testing.T) {
	wrong := document("one")
	wrong.Bytes = []byte("two")
	full := errors.New("disk full")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		source Source
	}{
		"a document that has changed":  {t.Context(), wrong},
		"no place for it":              {t.Context(), Source{Name: "notes.txt"}},
		"a name that Windows reserves": {t.Context(), Source{Name: Bundles + "aux.pdf"}},
		"a file that is gone":          {t.Context(), Source{Name: ReviewName, Path: filepath.Join(t.TempDir(), "gone")}},
		"the same twice":               {t.Context(), Source{Name: Vacancies + "own.yaml"}},
		"somebody's change of mind":    {cancelled, document("two")},
	} {
		o := options(t)
		if _, err := Write(c.ctx, durable.Disk{}, append(small(), c.source), o); err == nil {
			t.Errorf("%s: no error", name)
		}
		wantAlone(t, o.Output)
	}
	durabletest.EachFault(t, full, func(t *testing.T, f *durabletest.Faulty) {
		o := options(t)
		_, err := Write(t.Context(), f.Disk(), small(), o)
		if _, statErr := os.Stat(o.Output); statErr == nil {
			a, err := Open(o.Output, "")
			if err == nil {
				err = a.Close()
			}
			if err != nil {
				t.Errorf("step %d: half a file has the name: %v", f.Fail, err)
			}
		} else if err == nil && f.Steps >= f.Fail {
			t.Errorf("step %d: neither a file nor an error", f.Fail)
		}
	})
}

// tearing is a source that has other bytes when it is read again.
func TestSourceThatChangesMeanwhileIsNoticed(t *testing.T) {
	o := options(t)
	path := filepath.Join(t.TempDir(), "b.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.7 first"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Tell = func(done, _ int64) {
		if done >= 14 {
			_ = os.WriteFile(path, []byte("%PDF-1.7 later"), 0o600)
		}
	}
	_, err := Write(t.Context(), durable.Disk{}, []Source{{Name: Bundles + "b.pdf", Path: path}, {Name: DossierName}}, o)
	wantID(t, err, "handover-changed")
	wantAlone(t, o.Output)
}

func TestProgressEndsWithAll(t *testing.T) {
	o := options(t)
	last, of := int64(0), int64(0)
	o.Tell = func(done, all int64) {
		if done < last {
			t.Errorf("%d after %d", done, last)
		}
		last, of = done, all
	}
	written(t, small(), o)
	if last != of || of == 0 {
		t.Errorf("%d of %d", last, of)
	}
}

func TestSealNeedsItsPassphrase(t *testing.T) {
	o := options(t)
	o.Passphrase = "été 2025"
	written(t, small(), o)
	sealed, size, err := IsSealed(o.Output)
	if !sealed || size == 0 || err != nil {
		t.Errorf("sealed %v, %d bytes, %v", sealed, size, err)
	}
	_, err = Open(o.Output, "")
	wantID(t, err, "handover-sealed")
	_, err = Open(o.Output, "ete 2025")
	wantID(t, err, "handover-wrong-passphrase")
	data, err := os.ReadFile(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Lefèvre", "dossier.json", "PK\x03\x04", "été"} {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%q can be read in the sealed file", secret)
		}
	}
}

func TestPortableNames(t *testing.T) {
	for name, want := range map[string]bool{
		"Lefèvre_Zoë.pdf": true, "Παπαδόπουλος.pdf": true, "a b.pdf": true, "console.pdf": true, "com10.pdf": true,
		"": false, strings.Repeat("x", 201): false, "\xff.pdf": false, "Zoe\u0308.pdf": false,
		"a:b.pdf": false, "a/b.pdf": false, `a\b.pdf`: false, "a?.pdf": false, "a|.pdf": false, "<a>.pdf": false, `"a".pdf`: false, "*.pdf": false,
		"a\x00.pdf": false, "a\n.pdf": false, "\u202efdp.exe": false, "a\u200b.pdf": false, "\ufeffa.pdf": false,
		".hidden.pdf": false, " a.pdf": false, "~a.pdf": false, "a.pdf.": false, "a.pdf ": false, "..": false, ".": false,
		"CON.pdf": false, "con": false, "nul.tar.gz": false, "COM1.pdf": false, "lpt9": false, "COM¹.pdf": false, "aux .pdf": false, "PRN": false, "CONIN$": false,
	} {
		if got := Portable(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

package bundle_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dossier/internal/bundle"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/pdf"
)

// recorded makes a bundle with its record in a folder of its own, and returns
// its path beside that of its documents.
func recorded(t *testing.T) (path, documents string) {
	t.Helper()
	root := t.TempDir()
	documents = filepath.Join(root, "documents")
	path = filepath.Join(root, "bundles", "out.pdf")
	for _, dir := range []string{documents, filepath.Dir(path)} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	o := order(t, documents)
	o.Output, o.Record = path, true
	if _, err := bundle.Make(t.Context(), start(t), english(t), o, nil); err != nil {
		t.Fatal(err)
	}
	return path, documents
}

// change rewrites a file.
func change(t *testing.T, path string, edit func(string) string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, []byte(edit(string(data))), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestCheckHoldsABundleAgainstItsRecordAndSources(t *testing.T) {
	t.Parallel()
	path, documents := recorded(t)
	got, err := bundle.Check(t.Context(), start(t), path)
	if err != nil || !got.Holds() || len(got.Documents) != 3 {
		t.Fatalf("just made, it does not hold: %+v, %v", got, err)
	}
	if got, err = bundle.Check(t.Context(), start(t), path, t.TempDir()); err != nil || got.Holds() || got.Changed || got.Fault != nil {
		t.Errorf("without its sources: holds %v, %+v, %v", got.Holds(), got, err)
	}
	if err := os.Remove(filepath.Join(documents, "dyplom.jpg")); err != nil {
		t.Fatal(err)
	}
	got, err = bundle.Check(t.Context(), start(t), path)
	if err != nil || got.Holds() || got.Fault != nil || got.Documents[1].Path != "" || got.Documents[0].Path == "" {
		t.Errorf("with a source gone: %+v, %v", got, err)
	}
	elsewhere := t.TempDir()
	photo(t, elsewhere, "dyplom")
	if got, err = bundle.Check(t.Context(), start(t), path, documents, elsewhere); err != nil || !got.Holds() {
		t.Errorf("with the source elsewhere: %+v, %v", got, err)
	}
}

func TestCheckTellsABundleThatWasChanged(t *testing.T) {
	t.Parallel()
	path, _ := recorded(t)
	change(t, path, func(s string) string { return s + "\n% opened and saved\n" })
	got, err := bundle.Check(t.Context(), start(t), path)
	if err != nil || !got.Changed || got.Fault != nil || got.Holds() {
		t.Errorf("something behind its end: %+v, %v", got, err)
	}
	change(t, path, func(s string) string { return s[:len(s)/2] })
	got, err = bundle.Check(t.Context(), start(t), path)
	if err != nil || !got.Changed || got.Fault == nil {
		t.Errorf("cut in half: %+v, %v", got, err)
	}
}

// A bundle of other pages under the name of one that was recorded is found out
// even where the record's own digest is made to fit.
func TestCheckTellsAnotherBundle(t *testing.T) {
	t.Parallel()
	path, _ := recorded(t)
	dir := t.TempDir()
	o := order(t, dir)
	o.Sources[1], o.Record = photo(t, dir, "forged"), true
	made, err := bundle.Make(t.Context(), start(t), english(t), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	record, err := bundle.ReadRecord(bundle.RecordPath(path))
	if err != nil {
		t.Fatal(err)
	}
	forged, err := os.ReadFile(o.Output)
	if err != nil {
		t.Fatal(err)
	}
	change(t, path, func(string) string { return string(forged) })
	change(t, bundle.RecordPath(path), func(s string) string {
		return strings.ReplaceAll(s, record.SHA256, made.Outcome.SHA256)
	})
	got, err := bundle.Check(t.Context(), start(t), path)
	if err != nil || got.Changed || got.Fault == nil || got.Holds() {
		t.Errorf("another bundle: %+v, %v", got, err)
	}
}

// failing cannot verify, for a reason of its own.
type failing struct {
	bundle.Engines
	reason pdf.Reason
}

func (f failing) Verify(context.Context, string, pdf.Outcome, []pdf.Source) error {
	return &pdf.Error{Reason: f.reason}
}

// A bundle that could not be held against anything is not called another one.
func TestCheckThatCannotBeFinishedBlamesNoBundle(t *testing.T) {
	t.Parallel()
	path, _ := recorded(t)
	for _, reason := range []pdf.Reason{pdf.Unavailable, pdf.TimeLimit, pdf.MemoryLimit, pdf.Crashed} {
		got, err := bundle.Check(t.Context(), failing{start(t), reason}, path)
		if said := message.Of(err); got.Fault != nil || said == nil || said.Class != message.CannotFinish {
			t.Errorf("%s: %v, %v", reason, got.Fault, err)
		}
	}
	if got, err := bundle.Check(t.Context(), failing{start(t), pdf.NotVerified}, path); err != nil || got.Fault == nil {
		t.Errorf("another bundle: %v, %v", got.Fault, err)
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	path, _ := recorded(t)
	tests := map[string]struct {
		record func(string) string // nil: no record at all
		want   string
	}{
		"no record":             {nil, "bundle-no-record"},
		"no JSON":               {func(string) string { return "{" }, "bundle-record-damaged"},
		"a newer format":        {func(s string) string { return strings.Replace(s, `"format": 1`, `"format": 9`, 1) }, "bundle-record-damaged"},
		"a page of no document": {func(s string) string { return strings.Replace(s, `"document": "`, `"document": "0`, 1) }, "bundle-record-damaged"},
		"a page before the first": {func(s string) string {
			return strings.Replace(s, `"number": 1,`+"\n      \"by\"", `"number": -7,`+"\n      \"by\"", 1)
		}, "bundle-record-damaged"},
		"a page without its place": {func(s string) string { return strings.Replace(s, `"number": 1,`+"\n      \"by\"", `"by"`, 1) }, "bundle-record-damaged"},
	}
	good, err := os.ReadFile(bundle.RecordPath(path))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range tests {
		record := bundle.RecordPath(path)
		if test.record == nil {
			err = os.Remove(record)
		} else {
			changed := test.record(string(good))
			if changed == string(good) {
				t.Fatalf("%s: the record stayed what it was:\n%s", name, good)
			}
			err = os.WriteFile(record, []byte(changed), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err := bundle.Check(t.Context(), start(t), path)
		if said := message.Of(err); said == nil || said.ID != test.want {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
	if _, err := bundle.Check(t.Context(), start(t), t.TempDir()); message.Of(err) == nil {
		t.Errorf("a folder: %v", err)
	}
	if _, err := bundle.Check(t.Context(), start(t), filepath.Join(t.TempDir(), "x.pdf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := os.WriteFile(bundle.RecordPath(path), good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := bundle.Check(cancelled, start(t), path); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

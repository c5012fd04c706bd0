package session_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// inParts is a dossier with a bundle in several files, and these.
func inParts(t *testing.T) (s *session.Session, files []string) {
	t.Helper()
	s = withDocuments(t)
	made, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.English, MaxSize: 160_000})
	if err != nil || len(made.Parts) < 2 {
		t.Fatalf("%d parts, %v", len(made.Parts), err)
	}
	for _, f := range made.Parts {
		files = append(files, f.Path)
	}
	return s, files
}

// bytesOf are the bytes of files; "" of one that is not there.
func bytesOf(files []string) []string {
	all := make([]string, len(files))
	for i, file := range files {
		data, _ := os.ReadFile(file)
		all[i] = string(data)
	}
	return all
}

func TestNoPartOfTheSubmittedBundleIsReplaced(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, files := inParts(t)
	before := bytesOf(files)
	do(t, s, session.Submit{Bundle: filepath.Base(files[1])}) // whichever is named
	folder := filepath.Dir(files[0])
	whole := filepath.Join(folder, filepath.Base(files[0][:len(files[0])-len("-1.pdf")])+".pdf")
	for _, o := range []session.BundleOptions{
		{Output: files[0]}, {Output: files[1]}, {Output: whole}, {Output: whole, MaxSize: 160_000}, {Output: whole, MaxSize: 300_000},
	} {
		o.Lang, o.Overwrite = i18n.French, true
		_, err := s.Bundle(t.Context(), o)
		wantID(t, err, "output-submitted")
	}
	_, err := s.Report(t.Context(), session.ReportOptions{Output: files[1], Overwrite: true, Lang: i18n.English})
	wantID(t, err, "output-submitted")
	for _, most := range []message.Bytes{0, 160_000} {
		other, err := s.Bundle(t.Context(), session.BundleOptions{Lang: i18n.French, MaxSize: most})
		if err != nil || other.Path == whole {
			t.Errorf("at most %d: %s, %v", most, other.Path, err)
		}
	}
	if !cmp.Equal(before, bytesOf(files)) {
		t.Error("the bundle is another")
	}
}

// The record of a submission has all files: it is read again, and missed, with each.
func TestASubmissionNamesAllFilesOfItsBundle(t *testing.T) {
	skipShort(t)
	t.Parallel()
	s, files := inParts(t)
	other := adviser(t, s)
	do(t, s, session.Submit{Bundle: files[len(files)-1]})
	s = reopen(t, house(), s)
	said, err := s.Application("")
	if err != nil || said.Submitted.Bundle != said.Submitted.Parts[0] {
		t.Fatalf("%+v, %v", said.Submitted, err)
	}
	for i, path := range said.Submitted.Parts {
		if filepath.Base(path) != filepath.Base(files[i]) {
			t.Errorf("part %d is %s", i+1, path)
		}
	}
	made := export(t, s, session.ExportOptions{})
	if len(made.Bundles) != len(files) {
		t.Errorf("handed over: %q", made.Bundles)
	}
	// At somebody's who has another file of the last one's name, all go by another name.
	last := filepath.Join(other.Path(), "bundles", filepath.Base(files[len(files)-1]))
	if err := os.Remove(last + ".json"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(last, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	join(t, incoming(t, house(), made.Path, ""), other, session.Theirs)
	said, err = other.Application("")
	if err != nil || said.Submitted == nil {
		t.Fatalf("%+v, %v", said.Submitted, err)
	}
	if !cmp.Equal(bytesOf(files), bytesOf(said.Submitted.Parts)) {
		t.Errorf("others: %q", said.Submitted.Parts)
	}
	stands, err := other.Bundles("")
	if err != nil || !slices.ContainsFunc(stands, func(b session.Built) bool { return cmp.Equal(b.Parts, said.Submitted.Parts) }) {
		t.Errorf("%q is none of %+v, %v", said.Submitted.Parts, stands, err)
	}

	if err := os.Remove(filepath.Join(s.Path(), "bundles", filepath.Base(files[1]))); err != nil {
		t.Fatal(err)
	}
	if said, err := s.Application(""); err != nil || len(said.Submitted.Gone) != 1 || filepath.Base(said.Submitted.Gone[0]) != filepath.Base(files[1]) {
		t.Errorf("gone: %+v, %v", said.Submitted, err)
	}
	found, err := house().Doctor(t.Context(), s.Path(), false)
	if err != nil || !slices.ContainsFunc(found, func(d session.Diagnosis) bool { return d.ID == "sent-missing" }) {
		t.Errorf("%+v, %v", found, err)
	}
}

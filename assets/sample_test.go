package assets_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/pdf"
)

// entry is one member of sample/documents.json.
type entry struct {
	File         string        `json:"file"`
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for"`
	Of           string        `json:"of"`
	Lang         string        `json:"lang"`
	DatesVisible *bool         `json:"datesVisible"`
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(assets.Sample, "sample/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTheSampleCandidateIsComplete(t *testing.T) {
	who, err := candidate.Decode("candidate.json", read(t, "candidate.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Documents []entry `json:"documents"`
	}
	if err := json.Unmarshal(read(t, "documents.json"), &manifest); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range manifest.Documents {
		if !slices.Contains(document.Kinds(), d.Kind) {
			t.Errorf("%s: no kind %q", d.File, d.Kind)
		}
		if _, ok := who.Study(d.For); d.For != "" && !ok {
			t.Errorf("%s: no study %q", d.File, d.For)
		}
		// What a translation is of comes before it, so that the files can be
		// added in this order.
		if d.Of != "" && !slices.Contains(names, d.Of) {
			t.Errorf("%s: a translation of %q, which does not come before it", d.File, d.Of)
		}
		names = append(names, d.File)
	}
	onDisk, err := fs.ReadDir(assets.Sample, "sample/documents")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	if !slices.EqualFunc(onDisk, names, func(e fs.DirEntry, name string) bool { return e.Name() == name }) {
		t.Errorf("the manifest names %q, the folder holds %v", names, onDisk)
	}
}

// The sample travels inside both programs.
func TestTheSampleIsSmall(t *testing.T) {
	total := 0
	err := fs.WalkDir(assets.Sample, "sample/documents", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(assets.Sample, path)
		total += len(data)
		if pdf.Sniff(data) == "" {
			t.Errorf("%s is of no kind that is taken in", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if total > 600_000 {
		t.Errorf("the sample's documents have %d bytes, want at most 600,000", total)
	}
}

package assets_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/document"
	"example.org/dossier/internal/pdf"
	"example.org/dossier/internal/vacancy"
)

// manifest is sample/documents.json.
type manifest struct {
	Vacancy      string   `json:"vacancy"`
	Declarations []string `json:"declarations"`
	Documents    []entry  `json:"documents"`
}

// entry is one member of sample/documents.json.
type entry struct {
	File         string        `json:"file"`
	Kind         document.Kind `json:"kind"`
	For          string        `json:"for"`
	Of           string        `json:"of"`
	Lang         string        `json:"lang"`
	DatesVisible *bool         `json:"datesVisible"`
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(assets.Sample, "sample/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sample returns the candidate with what is said of the documents.
func sample(t *testing.T) (candidate.Candidate, manifest) {
	t.Helper()
	who, err := candidate.Decode("candidate.json", read(t, "candidate.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(read(t, "documents.json"), &m); err != nil {
		t.Fatal(err)
	}
	return who, m
}

func TestTheSampleCandidateIsComplete(t *testing.T) {
	who, manifest := sample(t)
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

// The sample is there to show every verdict; docs/SAMPLE.md says why each.
func TestTheSampleShowsEveryVerdict(t *testing.T) {
	want := map[string]vacancy.Verdict{
		"nationality":          vacancy.Met,
		"age":                  vacancy.Met,
		"education":            vacancy.Met,
		"language":             vacancy.Met,
		"second-language":      vacancy.Met,
		"degree-relevant":      vacancy.ToConfirm,
		"it-skills":            vacancy.Unanswered,
		"experience":           vacancy.Met,
		"doc-qualification":    vacancy.NotMet,
		"doc-proof-of-studies": vacancy.ToConfirm,
		"doc-translation":      vacancy.Unanswered,
		"decl-ai":              vacancy.Met,
		"decl-accuracy":        vacancy.Unanswered,
		"decl-final":           vacancy.Unanswered,
		"applications-cap":     vacancy.Met,
	}
	got := map[string]vacancy.Verdict{}
	for _, item := range checklist.Build(application(t)).Items {
		got[item.ID] = item.Verdict
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on 1 June 2025 (-want +got):\n%s", diff)
	}
}

// application is the sample candidate's on 1 June 2025.
func application(t *testing.T) checklist.Input {
	t.Helper()
	who, m := sample(t)
	data, err := assets.Vacancies.ReadFile("vacancies/" + m.Vacancy + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	pack, err := vacancy.Decode(m.Vacancy, data)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(pack.Deadline.Zone)
	if err != nil {
		t.Fatal(err)
	}
	today := civil.Date{Year: 2025, Month: time.June, Day: 1}
	in := checklist.Input{
		Pack: pack, Candidate: who, Applications: 1, Now: today.In(zone), Zone: zone,
		Application: checklist.Application{Declarations: map[string]civil.Date{}},
	}
	for _, d := range m.Declarations {
		in.Application.Declarations[d] = today
	}
	for _, d := range m.Documents {
		in.Documents = append(in.Documents, document.Document{
			ID: d.File, File: d.File, Name: d.File, Kind: d.Kind, For: d.For, Of: d.Of, Lang: d.Lang,
			DatesVisible: d.DatesVisible, PageCount: 1,
		})
	}
	return in
}

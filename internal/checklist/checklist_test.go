package checklist_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"example.org/dossier/assets"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/vacancy"
)

const embedded = "vacancies/nato-ocio-internship-2025.yaml"

func pack(t testing.TB) *vacancy.Pack {
	t.Helper()
	data, err := assets.Vacancies.ReadFile(embedded)
	if err != nil {
		t.Fatal(err)
	}
	p, err := vacancy.Decode(embedded, data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func brussels(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestTheEmbeddedPackPassesItsOwnTests(t *testing.T) {
	t.Parallel()
	for _, f := range checklist.RunTests(pack(t), brussels(t)) {
		t.Errorf("%s: %s %s: got %q, want %q %v", f.Test, f.Item, f.Reading, f.Got, f.Verdict, f.Err)
	}
}

package dossier_test

import (
	"bytes"
	"strings"
	"testing"

	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/scan"
)

const pictureFile = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.jpg"

// treatedBy is dossier.json with these treatments of its one document.
func treatedBy(treatments string) []byte {
	return []byte(`{"format":1,"candidate":{"format":1},"documents":[{"id":"d1","file":"` + pictureFile +
		`","name":"photo.jpg","kind":"other","treatments":` + treatments + `}],"applications":[]}`)
}

func decoded(t *testing.T, treatments string) dossier.Dossier {
	t.Helper()
	d, err := dossier.Decode("dossier.json", treatedBy(treatments))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var sheet = scan.Corners{{X: 0.1, Y: 0.08}, {X: 0.9, Y: 0.09}, {X: 0.92, Y: 0.95}, {X: 0.08, Y: 0.94}}

const sheetNumbers = `[[0.1,0.08],[0.9,0.09],[0.92,0.95],[0.08,0.94]]`

func TestTreatmentsAreKept(t *testing.T) {
	t.Parallel()
	d := decoded(t, `{"1":{"turn":90,"corners":`+sheetNumbers+`,"lift":true,"sepia":0.5},"3":{"turn":180},"4":{}}`)
	shown := d.Documents[0].Shown()
	if len(shown) != 2 || shown[1] != (scan.Treatment{Turn: 90, Corners: sheet, Lift: true}) || shown[3] != (scan.Treatment{Turn: 180}) {
		t.Errorf("got %v", shown)
	}
	d.Documents[0] = d.Documents[0].Treated(1, scan.Treatment{}).Treated(3, scan.Treatment{}).Treated(2, scan.Treatment{Lift: true})
	data, err := dossier.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := dossier.Decode("dossier.json", data)
	if err != nil {
		t.Fatal(err)
	}
	if shown := again.Documents[0].Shown(); len(shown) != 1 || !shown[2].Lift {
		t.Errorf("got %v", shown)
	}
	if !bytes.Contains(data, []byte("sepia")) {
		t.Error("what this program does not know of a treatment is gone")
	}
	plain, err := dossier.Encode(decoded(t, `{}`))
	if err != nil || bytes.Contains(plain, []byte("treatments")) {
		t.Errorf("no treatments are written: %s, %v", plain, err)
	}
}

func TestImpossibleTreatments(t *testing.T) {
	t.Parallel()
	for _, treatments := range []string{
		`{"0":{"turn":90}}`, `{"-1":{"turn":90}}`, `{"1":{"turn":45}}`, `{"1":{"turn":-90}}`,
		`{"1":{"corners":[[0,0],[1,0],[1,1]]}}`, `{"1":{"corners":[[0,0],[0,1],[1,1],[1,0]]}}`,
		`{"1":{"corners":[[0,0],[2,0],[1,1],[0,1]]}}`, `{"1":{"corners":[[0,0],[0,0],[0,0],[0,0]]}}`,
		`{"one":{"turn":90}}`, `{"1":{"lift":"yes"}}`, `[{"turn":90}]`,
	} {
		if _, err := dossier.Decode("dossier.json", treatedBy(treatments)); err == nil {
			t.Errorf("%s was read", treatments)
		}
	}
}

// Two sides that changed different things of pages, or of one page, are joined;
// where both changed the same, it is a conflict that people can read.
func TestTreatmentsAreMergedFieldByField(t *testing.T) {
	t.Parallel()
	base := decoded(t, `{"2":{"lift":true}}`)
	merged, err := dossier.Merge(&base, decoded(t, `{"1":{"turn":90},"2":{"lift":true}}`), decoded(t, `{"1":{"corners":`+sheetNumbers+`},"3":{"turn":180}}`))
	if err != nil {
		t.Fatal(err)
	}
	shown := merged.Dossier.Documents[0].Shown()
	if len(merged.Fresh) > 0 || len(shown) != 2 || shown[1] != (scan.Treatment{Turn: 90, Corners: sheet}) || shown[3].Turn != 180 {
		t.Errorf("got %v, conflicts %v", shown, merged.Fresh)
	}
	other := strings.Replace(sheetNumbers, "0.95", "0.9", 1)
	merged, err = dossier.Merge(&base, decoded(t, `{"1":{"turn":90,"corners":`+sheetNumbers+`}}`), decoded(t, `{"1":{"turn":270,"corners":`+other+`}}`))
	if err != nil {
		t.Fatal(err)
	}
	conflicts := merged.Dossier.Conflicts()
	if len(conflicts) != 2 {
		t.Fatalf("got %v", conflicts)
	}
	for _, c := range conflicts {
		if id := c.Label.ID; id != "conflict.field.document.turn" && id != "conflict.field.document.corners" {
			t.Errorf("labelled %v", c.Label)
		}
		if c.Label.Args["Page"] != "1" || c.Label.Args["Name"] != "photo.jpg" {
			t.Errorf("labelled %v", c.Label)
		}
	}
}

package dossier_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/dossier"
)

// chosen is a dossier's file with choices of every kind, and with keys in them
// that nobody knows.
var chosen = `{
  "format": 1,
  "candidate": {},
  "documents": [
    {"id": "d1", "file": "` + digestA + `.pdf", "kind": "other"},
    {"id": "d2", "file": "` + digestB + `.pdf", "kind": "other", "backs": {"of": "d1", "reversed": true, "new": 1}}
  ],
  "applications": [{"vacancy": "v", "digest": "",
    "bundles": [{"name": "", "order": ["d2", "d1"]}, {"name": "P", "documents": ["d1", "d2"], "separators": true, "paper": "letter", "lang": "fr", "new": 2}]}]
}`

var digestA, digestB = strings.Repeat("a", 64), strings.Repeat("b", 64)

func TestChoicesAreKept(t *testing.T) {
	t.Parallel()
	d, err := dossier.Decode("dossier.json", []byte(chosen))
	if err != nil {
		t.Fatal(err)
	}
	data, err := dossier.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"reversed": true`, `"new": 1`, `"new": 2`, `"separators": true`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s is lost:\n%s", want, data)
		}
	}
	again, err := dossier.Decode("dossier.json", data)
	if diff := cmp.Diff(d, again); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestImpossibleChoicesAreRefused(t *testing.T) {
	t.Parallel()
	for old, wrong := range map[string]string{
		`"of": "d1"`:                `"of": "../d1"`,
		`"name": "P"`:               `"name": ""`,
		`"name": "P", `:             `"name": " P", `,
		`"documents": ["d1", "d2"]`: `"documents": ["d1", "d1"]`,
		`"order": ["d2", "d1"]`:     `"order": ["d2", "d2"]`,
	} {
		if _, err := dossier.Decode("dossier.json", []byte(strings.Replace(chosen, old, wrong, 1))); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}

// A document that is taken out for good is named nowhere any more.
func TestWithoutADocumentItsChoicesAreGone(t *testing.T) {
	t.Parallel()
	d, err := dossier.Decode("dossier.json", []byte(chosen))
	if err != nil {
		t.Fatal(err)
	}
	rest := d.Without("d1")
	if rest.Documents[0].Backs != nil {
		t.Errorf("still backs of %+v", rest.Documents[0].Backs)
	}
	bundles := rest.Applications[0].Bundles
	if diff := cmp.Diff([]string{"d2"}, bundles[0].Order); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"d2"}, bundles[1].Documents); diff != "" {
		t.Error(diff)
	}
	if len(d.Applications[0].Bundles[1].Documents) != 2 || d.Documents[1].Backs == nil {
		t.Error("the dossier itself was changed")
	}
}

func TestNamesOfBundles(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"Portfolio": true, "Мои работы": true, "a/b": true, strings.Repeat("é", 60): true,
		"": false, " x": false, "x ": false, "a\nb": false, "a\x00b": false, "a\u2028b": false, "\xff": false, strings.Repeat("é", 61): false,
	} {
		if dossier.NamesBundle(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

// Two computers that give two bundles one name leave nobody to choose between the names
// that they had: what was built under either is still the bundle's.
func TestFormerNamesOfBundlesAreMerged(t *testing.T) {
	bundle := func(name string, formerly ...string) dossier.Bundle {
		return dossier.Bundle{Name: name, Documents: []string{}, Formerly: formerly}
	}
	of := func(bundles ...dossier.Bundle) dossier.Dossier {
		return dossier.Dossier{Format: 1, Applications: []dossier.Application{{Vacancy: "v", Bundles: bundles}}}
	}
	base := of(bundle("P"), bundle("Q"))
	m := merged(t, &base, of(bundle("X", "P"), bundle("Q")), of(bundle("P"), bundle("X", "Q")))
	if len(m.Fresh) > 0 {
		t.Errorf("to be chosen: %q", m.Fresh)
	}
	application := m.Dossier.Applications[0]
	for _, name := range []string{"P", "Q"} {
		if got := application.Called(name); got != "X" {
			t.Errorf("what was built of %s is now of %q", name, got)
		}
	}
}

package dossier

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"example.org/dossier/internal/message"
)

// toSecond and toThird are made up: the second format would call the candidate
// otherwise, the third would hold one thing more.
func toSecond(keys map[string]jsontext.Value) error {
	keys["candidate"] = keys["person"]
	delete(keys, "person")
	return nil
}

func toThird(keys map[string]jsontext.Value) error {
	if _, known := keys["added"]; known {
		return errors.New("the key is taken")
	}
	keys["added"] = jsontext.Value("[true]")
	return nil
}

// An older format is taken step by step to the newest, and what no step knows
// stays.
func TestOlderFormatsAreMigrated(t *testing.T) {
	t.Parallel()
	steps := []migration{toSecond, toThird}
	for _, text := range []string{
		`{"format": 1, "person": {"name": {"given": "Zoë", "x": 1e400}}, "y": {"z": null}}`,
		`{"format": 2, "candidate": {"name": {"given": "Zoë", "x": 1e400}}, "y": {"z": null}}`,
		`{"format": 3, "candidate": {"name": {"given": "Zoë", "x": 1e400}}, "y": {"z": null}, "added": [true]}`,
	} {
		d, err := decode("dossier.json", []byte(text), steps)
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"format": 3`, `"given": "Zoë"`, `"x": 1e400`, `"z": null`, `"added": [`} {
			if !strings.Contains(string(encoded), want) {
				t.Errorf("%s became\n%s\nwithout %s", text, encoded, want)
			}
		}
	}
}

func TestMigrationRefuses(t *testing.T) {
	t.Parallel()
	steps := []migration{toSecond, toThird}
	for text, want := range map[string]string{
		`{"format": 4}`:                 "dossier-newer",
		`{"format": 0}`:                 "dossier-bad-value",
		`{"format": 2, "added": false}`: "dossier-bad-value",
		`{"format": 1, "person": 7}`:    "json-wants-object",
	} {
		_, err := decode("dossier.json", []byte(text), steps)
		if e := message.Of(err); e == nil || e.ID != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestMigrationsLeadToThePresentFormat(t *testing.T) {
	t.Parallel()
	if Format != 1+len(migrations) {
		t.Errorf("%d migrations to format %d", len(migrations), Format)
	}
}

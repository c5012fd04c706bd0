package vacancy_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"example.org/dossier/assets"
	"example.org/dossier/internal/vacancy"
)

// TestSchema holds the schema against testdata/schema.json. After a wanted
// change: go run ./cmd/dossierctl vacancy schema > internal/vacancy/testdata/schema.json
func TestSchema(t *testing.T) {
	want, err := os.ReadFile("testdata/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(vacancy.Schema())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// compiled returns the schema as a validator of JSON.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(vacancy.Schema())))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("pack.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("pack.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON turns YAML into what an editor holds against a schema: days are words.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	return plain(t, root.Content[0])
}

func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			object[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, plain(t, item))
		}
		return list
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		return json.Number(n.Value)
	}
	return n.Value
}

func TestPacksPassTheSchema(t *testing.T) {
	s := compiled(t)
	packs := map[string]string{"small": small(t)}
	files, err := fs.Glob(assets.Vacancies, "vacancies/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pack was found (%v)", err)
	}
	for _, file := range files {
		packs[file] = string(bytes(t, path.Base(file)))
	}
	for name, text := range packs {
		if err := s.Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// readerOnly are the mistakes that no schema sees: those of the text, of
// calendars, and of places that must agree with each other.
var readerOnly = []string{
	"not-utf8", "tab", "control", "duplicate-key", "refused", "bad-key", "unreadable", "bad-date", "bad-language",
	"duplicate-id", "unknown-set", "unknown-source", "reserved-source", "unknown-question", "unknown-item",
	"unknown-start", "same-text", "not-same-text", "span-below", "second-of-one", "aim-above-limit",
	"level-twice", "level-gap", "start-early", "colon", "bracket", "quote-open", "quote-early", "hash", "colon-space",
	"dash", "bullet", "no-break", "language-within",
}

// alsoReaderOnly are single mistakes, by what the good pack is given.
var alsoReaderOnly = []string{"2025-06-31T23:59", "{atLeast: 18, atMost: 17, on", "atLeast: 6 weeks, atMost: 5 weeks", "atLeast: 3 months, atMost: 2 months"}

func TestBrokenPacksFailTheSchema(t *testing.T) {
	s := compiled(t)
	good, seen := small(t), 0
	for _, c := range packMistakes {
		if slices.Contains(readerOnly, c.id) || slices.Contains(alsoReaderOnly, c.new) {
			continue
		}
		seen++
		if s.Validate(asJSON(t, strings.Replace(good, c.old, c.new, 1))) == nil {
			t.Errorf("%s: the schema lets %q pass", c.id, c.new)
		}
	}
	if seen < 40 {
		t.Errorf("only %d mistakes were held against the schema", seen)
	}
}

// TestEverythingInTheSchemaIsDescribed: whoever completes a pack in an editor
// reads what each key is for.
func TestEverythingInTheSchemaIsDescribed(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(vacancy.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	objects := map[string]any{"Pack": root}
	for name, def := range root["$defs"].(map[string]any) {
		if name != "Candidate" {
			objects[name] = def
		}
	}
	for name, object := range objects {
		properties, _ := object.(map[string]any)["properties"].(map[string]any)
		for key, value := range properties {
			text, _ := value.(map[string]any)["description"].(string)
			if text == "" || strings.HasPrefix(text, ";") {
				t.Errorf("%s.%s has no description", name, key)
			}
		}
	}
}

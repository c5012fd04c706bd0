package vacancy_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"example.org/dossier/assets"
	"example.org/dossier/internal/vacancy"
)

const (
	guide     = "../../docs/VACANCIES.md"
	keysBegin = "<!-- keys: begin -->\n"
	keysEnd   = "<!-- keys: end -->\n"
)

// TestTheGuideNamesEveryKey holds the tables at the end of the guide against the
// schema. After a wanted change: UPDATE=1 go test -run TheGuideNames ./internal/vacancy
func TestTheGuideNamesEveryKey(t *testing.T) {
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), keysBegin)
	got, after, alsoFound := strings.Cut(rest, keysEnd)
	if !found || !alsoFound {
		t.Fatal("the guide has no marks around its tables of keys")
	}
	want := keyTables(t)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(guide, []byte(before+keysBegin+want+keysEnd+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTheGuidesExamplesAreRight: what is copied from the guide is read.
func TestTheGuidesExamplesAreRight(t *testing.T) {
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	starter, err := fs.ReadFile(assets.Starter, "starter/vacancy.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for i, block := range strings.Split(string(data), "```yaml\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		whole := ""
		switch {
		case strings.HasPrefix(block, "rule:"):
			indented := strings.ReplaceAll("    "+strings.TrimSpace(block), "\n", "\n    ")
			whole = strings.Replace(string(starter), "    rule:\n      nationality: {of: neighbours}", indented, 1)
		case strings.HasPrefix(block, "tests:"):
			before, _, _ := strings.Cut(string(starter), "\ntests:\n")
			whole = before + "\n" + block
		default:
			continue
		}
		seen++
		p, err := vacancy.Decode("guide.yaml", []byte(whole))
		if err != nil {
			t.Errorf("example %d: %v", i+1, err)
			continue
		}
		if err := p.CheckCandidates(); err != nil {
			t.Errorf("example %d: %v", i+1, err)
		}
	}
	if seen != 2 {
		t.Errorf("%d examples were tried, want a rule and tests", seen)
	}
}

// keyTables writes the schema as tables, one for each type that is no rule.
func keyTables(t *testing.T) string {
	t.Helper()
	var root yaml.Node // JSON is YAML, and its order is kept
	if err := yaml.Unmarshal(vacancy.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	pack := root.Content[0]
	writeTable(&b, "the file", pack)
	defs := member(pack, "$defs")
	for i := 0; i < len(defs.Content); i += 2 {
		name := defs.Content[i].Value
		if name != "Candidate" && member(defs.Content[i+1], "properties") != nil {
			writeTable(&b, name, defs.Content[i+1])
		}
	}
	return b.String()
}

func writeTable(b *strings.Builder, name string, s *yaml.Node) {
	fmt.Fprintf(b, "\n**%s**\n\n| key | | what |\n| --- | --- | --- |\n", name)
	var required []string
	if list := member(s, "required"); list != nil {
		for _, n := range list.Content {
			required = append(required, n.Value)
		}
	}
	properties := member(s, "properties")
	for i := 0; i < len(properties.Content); i += 2 {
		key, value := properties.Content[i].Value, properties.Content[i+1]
		need := "optional"
		if slices.Contains(required, key) {
			need = ""
		}
		what := strings.Replace(text(value, "description"), "; the English is the notice's own words", ". *Notice*", 1)
		fmt.Fprintf(b, "| `%s` | %s | %s%s |\n", key, need, what, shape(value))
	}
}

// shape says which type or which words a key takes.
func shape(s *yaml.Node) string {
	inner, list := s, ""
	if items := member(s, "items"); items != nil {
		inner, list = items, "a list of "
	}
	if words := member(inner, "enum"); words != nil {
		all := make([]string, len(words.Content))
		for i, n := range words.Content {
			all[i] = "`" + n.Value + "`"
		}
		return " (" + list + strings.Join(all, ", ") + ")"
	}
	if name, ok := strings.CutPrefix(text(inner, "$ref"), "#/$defs/"); ok && name != "Text" && name != "Country" {
		return " (" + list + name + ")"
	}
	return ""
}

// member returns the value of a key, and nil where it is absent.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func text(n *yaml.Node, key string) string {
	if value := member(n, key); value != nil {
		return value.Value
	}
	return ""
}

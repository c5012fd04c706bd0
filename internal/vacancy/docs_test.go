package vacancy_test

import (
	"fmt"
	"io/fs"
	"maps"
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
	starterTitle = "title: {en: Intern at the town archive, fr: Stagiaire aux archives municipales}\n"
	guide        = "../../docs/VACANCIES.md"
	keysBegin    = "<!-- keys: begin -->\n"
	keysEnd      = "<!-- keys: end -->\n"
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
		case strings.HasPrefix(block, "title:"): // the second way to write it
			_, second, _ := strings.Cut(block, "\ntitle:\n")
			first := strings.TrimSuffix(block, "title:\n"+second)
			whole = strings.Replace(string(starter), starterTitle, first, 1)
			p, err := vacancy.Decode("guide.yaml", []byte(strings.Replace(string(starter), starterTitle, "title:\n"+second, 1)))
			if err != nil || p.Title.FR != "Néerlandais, français ou allemand" {
				t.Errorf("example %d: %v", i+1, err)
			}
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
	if seen != 4 {
		t.Errorf("%d examples were tried, want two rules, texts and tests", seen)
	}
}

// TestTheGuideNamesEveryAnswer: a test's candidate is explained on the page
// itself, with every key and every word that it takes.
func TestTheGuideNamesEveryAnswer(t *testing.T) {
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "\n## Tests\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var root yaml.Node
	if err := yaml.Unmarshal(vacancy.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var look func(n *yaml.Node)
	look = func(n *yaml.Node) {
		if words := member(n, "enum"); words != nil {
			for _, word := range words.Content {
				if !strings.Contains(section, "`"+word.Value+"`") {
					t.Errorf("the guide does not name the word %s", word.Value)
				}
			}
		}
		if items := member(n, "items"); items != nil {
			look(items)
		}
		if properties := member(n, "properties"); properties != nil {
			for i := 0; i < len(properties.Content); i += 2 {
				if key := properties.Content[i].Value; !strings.Contains(section, key) {
					t.Errorf("the guide does not name the key %s", key)
				}
				look(properties.Content[i+1])
			}
		}
	}
	look(member(member(root.Content[0], "$defs"), "Candidate"))
}

// rareExamples are of keys that the starting file leaves out.
var rareExamples = map[string]string{
	"Text.frSource":                   "`faq`",
	"Section.after":                   "`[{en: …, fr: …}]`",
	"Nationality.countries":           "`[BE, FR]`",
	"Age.atMost":                      "`30`",
	"UniversityYears.monthsMet":       "`24`",
	"UniversityYears.monthsToConfirm": "`18`",
	"GraduatedWithin.months":          "`12`",
	"GraduatedWithin.inclusive":       "`true`",
	"GraduatedWithin.levels":          "`[bachelor]`",
	"Degree.fields":                   "`[history, archives]`",
	"Experience.atLeast":              "`6 weeks`",
	"Experience.atMost":               "`3 months`",
	"DocumentHeld.language":           "`[en, fr]`",
	"PackTest.today":                  "`2030-03-01`",
	"PackTest.expect":                 "`{age: met, studies/faq: not-met}`",
}

// keyTables writes the schema as tables, one for each type, with an example of
// each key out of the starting file.
func keyTables(t *testing.T) string {
	t.Helper()
	var root yaml.Node // JSON is YAML, and its order is kept
	if err := yaml.Unmarshal(vacancy.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	pack := root.Content[0]
	defs := member(pack, "$defs")
	starter, err := fs.ReadFile(assets.Starter, "starter/vacancy.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var example yaml.Node
	if err := yaml.Unmarshal(starter, &example); err != nil {
		t.Fatal(err)
	}
	examples := map[string]string{}
	gather(examples, "the file", pack, example.Content[0], defs)
	maps.Copy(examples, rareExamples)
	writeTable(t, &b, "the file", pack, examples)
	for i := 0; i < len(defs.Content); i += 2 {
		name := defs.Content[i].Value
		if name != "Candidate" && member(defs.Content[i+1], "properties") != nil {
			writeTable(t, &b, name, defs.Content[i+1], examples)
		}
	}
	return b.String()
}

func writeTable(t *testing.T, b *strings.Builder, name string, s *yaml.Node, examples map[string]string) {
	t.Helper()
	fmt.Fprintf(b, "\n**%s**\n\n| key | written | what |\n| --- | --- | --- |\n", name)
	var required []string
	if list := member(s, "required"); list != nil {
		for _, n := range list.Content {
			required = append(required, n.Value)
		}
	}
	properties := member(s, "properties")
	for i := 0; i < len(properties.Content); i += 2 {
		key, value := properties.Content[i].Value, properties.Content[i+1]
		written := shape(value)
		if text(value, "$ref") == "#/$defs/Text" {
			written = "`{en: …, fr: …}`"
		} else if written == "" {
			written = examples[name+"."+key]
		}
		if written == "" {
			t.Errorf("%s.%s has no example", name, key)
		}
		what := strings.Replace(text(value, "description"), "; the English is the notice's own words", ". *Notice*", 1)
		if !slices.Contains(required, key) {
			what = "*optional*: " + what
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", key, written, what)
	}
}

// gather notes how the starting file writes the keys of each type, as "Event.at".
func gather(examples map[string]string, name string, s, n, defs *yaml.Node) {
	if ref, ok := strings.CutPrefix(text(s, "$ref"), "#/$defs/"); ok {
		name, s = ref, member(defs, ref)
	}
	if n.Kind == yaml.SequenceNode {
		for _, one := range n.Content {
			gather(examples, name, member(s, "items"), one, defs)
		}
		return
	}
	properties := member(s, "properties")
	for i := 0; n.Kind == yaml.MappingNode && properties != nil && i < len(properties.Content); i += 2 {
		key := properties.Content[i].Value
		value := member(n, key)
		if value == nil {
			continue
		}
		if _, ok := examples[name+"."+key]; !ok {
			examples[name+"."+key] = "`" + inline(value) + "`"
		}
		gather(examples, key, properties.Content[i+1], value, defs)
	}
}

// inline writes a value on one line: a word, a list of words, a text.
func inline(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "{en: …, fr: …}"
	case yaml.SequenceNode:
		words := make([]string, len(n.Content))
		for i, one := range n.Content {
			words[i] = inline(one)
		}
		return "[" + strings.Join(slices.Compact(words), ", ") + "]"
	}
	return n.Value
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
		return list + strings.Join(all, ", ")
	}
	if name, ok := strings.CutPrefix(text(inner, "$ref"), "#/$defs/"); ok && name != "Text" && name != "Country" {
		return list + name
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

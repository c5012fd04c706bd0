package yaml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	goccy "github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/yaml"
)

// value makes a tree that is easy to write in a test.
func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.Sequence:
		items := []any{}
		for _, item := range n.Items {
			items = append(items, value(item))
		}
		return items
	case yaml.Mapping:
		pairs := map[string]any{}
		for _, p := range n.Pairs {
			pairs[p.Key] = value(p.Value)
		}
		return pairs
	}
	if n.IsNull() {
		return nil
	}
	return n.Value
}

type m = map[string]any
type l = []any

func TestAccepted(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       any
	}{
		{"pairs", "a: b\nc: d e  # comment\n", m{"a": "b", "c": "d e"}},
		{"colon and hash inside a word", "a: 10:30#4\nb: http://x\n", m{"a": "10:30#4", "b": "http://x"}},
		{"nested", "a:\n  b:\n    c: d\n  e: f\n", m{"a": m{"b": m{"c": "d"}, "e": "f"}}},
		{"list in the key's column", "a:\n- b\n- c\nd: e\n", m{"a": l{"b", "c"}, "d": "e"}},
		{"list below", "a:\n  - b: 1\n    c: 2\n  - - d\n    - e\n", m{"a": l{m{"b": "1", "c": "2"}, l{"d", "e"}}}},
		{"nothing is null", "a:\nb: ~\nc: 'null'\n", m{"a": nil, "b": nil, "c": "null"}},
		{"quotes", `a: "é \"q\" \u00e9\n"` + "\nb: 'it''s: # [x]'\n'c d': e\n", m{"a": "é \"q\" é\n", "b": "it's: # [x]", "c d": "e"}},
		{"flow", "a: [b, {c: d, \"e\":f}, [], {}]\n", m{"a": l{"b", m{"c": "d", "e": "f"}, l{}, m{}}}},
		{"flow over lines", "a: [b,  # one\n  c,\n]\nd: e\n", m{"a": l{"b", "c"}, "d": "e"}},
		{"literal", "a: |\n  b: # c\n\n  d\ne: f\n", m{"a": "b: # c\n\nd\n", "e": "f"}},
		{"folded", "a: >-\n  b\n  c\n\n  d\n", m{"a": "b c\nd"}},
		{"windows line ends and byte order mark", "\ufeffa: b\r\nc: |\r\n  d\r\n", m{"a": "b", "c": "d\n"}},
		{"comments everywhere", "# x\na:\n  # y\n  b: c\n# z\nd: e\n", m{"a": m{"b": "c"}, "d": "e"}},
		{"Norway is no boolean", "a: [NO, no, on]\n", m{"a": l{"NO", "no", "on"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := yaml.Parse([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, value(doc.Root)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       yaml.Code
		line, col  int
	}{
		{"empty", "", yaml.Empty, 1, 1},
		{"comments only", "# a\n", yaml.Empty, 1, 1},
		{"not UTF-8", "a: b\nc: \xff", yaml.NotUTF8, 2, 4},
		{"UTF-16", "\xff\xfea\x00", yaml.NotUTF8, 1, 1},
		{"null byte", "a: \x00", yaml.Control, 1, 4},
		{"line separator", "a: é\u2028", yaml.Control, 1, 5},
		{"tab", "a:\n\tb: c", yaml.Tab, 2, 1},
		{"duplicate key", "a: 1\nb: 2\na: 3\n", yaml.DuplicateKey, 3, 1},
		{"duplicate key in flow", "x: {a: 1, \"a\": 2}", yaml.DuplicateKey, 1, 11},
		{"anchor", "a: &x b", yaml.Refused, 1, 4},
		{"alias", "a: [*x]", yaml.Refused, 1, 5},
		{"merge key's alias", "a:\n  <<: *x", yaml.Refused, 2, 7},
		{"tag", "a: !!binary x", yaml.Refused, 1, 4},
		{"directive", "%YAML 1.2\n---\na: b", yaml.Refused, 1, 1},
		{"document mark", "---\na: b", yaml.Refused, 1, 1},
		{"second document", "a: b\n---\nc: d", yaml.Refused, 2, 1},
		{"complex key", "? a\n: b", yaml.Refused, 1, 1},
		{"collection as key", "a: {[b]: c}", yaml.Refused, 1, 5},
		{"two keys on a line", "a: b: c", yaml.NeedsQuotes, 1, 5},
		{"percent", "a: 5\nb: %5", yaml.Refused, 2, 4},
		{"opening brace of a template", "a: }x", yaml.NeedsQuotes, 1, 4},
		{"continued plain text", "a: b\n  c\n", yaml.Indentation, 2, 3},
		{"wrong column", "a:\n    b: c\n  d: e\n", yaml.Indentation, 3, 3},
		{"list in a mapping", "a: b\n- c\n", yaml.Unexpected, 2, 1},
		{"list on the key's line", "a: - b", yaml.Unexpected, 1, 4},
		{"open quote", "a: \"b\nc: d", yaml.Unclosed, 1, 4},
		{"open bracket", "a: [b,\n  c\n", yaml.Unclosed, 1, 4},
		{"crossed brackets", "a: [b}", yaml.Unexpected, 1, 6},
		{"two commas", "a: [b,,c]", yaml.Unexpected, 1, 7},
		{"after a quote", "a: \"b\" c", yaml.Unexpected, 1, 8},
		{"unknown escape", `a: "\q"`, yaml.BadEscape, 1, 5},
		{"half a surrogate", `a: "\ud83d"`, yaml.BadEscape, 1, 5},
		{"block header", "a: |2\n  b", yaml.BadHeader, 1, 4},
		{"deeper line in a folded text", "a: >\n  b\n    c\n", yaml.Indentation, 3, 5},
		{"empty key", ": a", yaml.Unexpected, 1, 1},
		{"deep brackets", strings.Repeat("[", 10_000), yaml.TooDeep, 1, 65},
		{"deep braces", "a: " + strings.Repeat("{a: ", 10_000), yaml.TooDeep, 1, 256},
		{"deep dashes", strings.Repeat("- ", 10_000), yaml.TooDeep, 1, 129},
		{"too large", strings.Repeat("a: b\n", 1<<18), yaml.TooLarge, 1, 1},
		{"too many", "a: [" + strings.Repeat("b,", 200_000) + "]", yaml.TooMany, 1, 40_001},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := yaml.Parse([]byte(c.text))
			e, ok := errors.AsType[*yaml.Error](err)
			if !ok {
				t.Fatalf("accepted, want %s; error %v", c.code, err)
			}
			if e.Code != c.code || e.Line != c.line || e.Column != c.col {
				t.Errorf("%s at %d:%d, want %s at %d:%d", e.Code, e.Line, e.Column, c.code, c.line, c.col)
			}
		})
	}
}

func TestSnippet(t *testing.T) {
	_, err := yaml.Parse([]byte("a: b\nété: &x c\n"))
	e, _ := errors.AsType[*yaml.Error](err)
	want := "    2 | été: &x c\n      |      ^"
	if e == nil || e.Snippet != want {
		t.Fatalf("got %+v, want\n%s", e, want)
	}
	_, err = yaml.Parse([]byte("a: " + strings.Repeat("x", 300) + " : y"))
	e, _ = errors.AsType[*yaml.Error](err)
	rows := strings.Split(e.Snippet, "\n")
	caret := len([]rune(rows[1])) - 1
	if r := []rune(rows[0]); len(r) > 90 || r[caret] != ':' {
		t.Errorf("the caret does not point at the colon:\n%s", e.Snippet)
	}
}

// FuzzParse: nothing panics or hangs, every node lies inside the text, and what
// is accepted means the same to an independent reader.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a: b\nc:\n- d\n- {e: f, 'g': \"h\\n\"}\n", "a: |\n  b\n\n  c\nd: >-\n  e\n  f\n", "- - a\n  - b\n- c:\n    d\n", "a: [b, [c], {}]\n", "# x\na: ~\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := yaml.Parse([]byte(text))
		if err != nil {
			if e, ok := errors.AsType[*yaml.Error](err); !ok || e.Line < 1 || e.Column < 1 {
				t.Fatalf("no position in %v", err)
			}
			return
		}
		if len(text) > 4000 || !strings.HasSuffix(text, "\n") {
			return // the other reader is slow, and folds a last line without an end wrongly
		}
		var other any
		if err := goccy.Unmarshal([]byte(text), &other); err != nil {
			t.Skip(err) // the other reader refuses some valid texts
		}
		if why := differs(doc.Root, other); why != "" {
			t.Fatalf("%q: %s", text, why)
		}
	})
}

// differs compares with what goccy made of the text. Plain scalars that goccy
// takes for numbers, booleans or null are left to the caller of Parse.
func differs(n *yaml.Node, other any) string {
	switch n.Kind {
	case yaml.Sequence:
		items, ok := other.([]any)
		if !ok || len(items) != len(n.Items) {
			return fmt.Sprintf("sequence of %d, other %#v", len(n.Items), other)
		}
		for i, item := range n.Items {
			if why := differs(item, items[i]); why != "" {
				return why
			}
		}
		return ""
	case yaml.Mapping:
		pairs, ok := other.(map[string]any)
		if ok && len(pairs) < len(n.Pairs) {
			return "" // it takes the keys 0 and 00 for one
		}
		if !ok || len(pairs) > len(n.Pairs) {
			return fmt.Sprintf("mapping of %d, other %#v", len(n.Pairs), other)
		}
		for _, p := range n.Pairs {
			value, ok := pairs[p.Key]
			if !ok {
				continue // a key like 00, which it takes for a number
			}
			if why := differs(p.Value, value); why != "" {
				return p.Key + ": " + why
			}
		}
		return ""
	}
	if s, ok := other.(string); ok && s != n.Value {
		return fmt.Sprintf("%q, other %q", n.Value, s)
	} else if !ok && !n.Plain {
		return fmt.Sprintf("quoted %q, other %#v", n.Value, other)
	}
	return ""
}

func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	for i := range 150 {
		fmt.Fprintf(&text, "s%d:\n  - id: foo\n    title:\n      en: \"The NATO Chief Information Officer (CIO) function brings information\"\n      fr: « Le texte français » de l’organisation, avec des accents é è à\n    rule: {any: [{age: {atLeast: 21, on: deadline}}]}\n", i)
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := yaml.Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

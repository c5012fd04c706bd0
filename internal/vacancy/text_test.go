package vacancy_test

import (
	"strings"
	"testing"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// TestYAML reads what stands under the key candidate of a pack's test, the one
// place that may hold anything, and looks at the JSON made of it.
func TestYAML(t *testing.T) {
	good := small(t)
	before, _, _ := strings.Cut(good, "tests:")
	for _, c := range []struct{ name, text, want string }{
		{"pairs", "{a: b, c: d e} # comment", `{"a":"b","c":"d e"}`},
		{"colon and hash inside a word", "\n  a: 10:30#4\n  b: http://x", `{"a":"10:30#4","b":"http://x"}`},
		{"list in the key's column", "\n  a:\n  - b\n  - - c", `{"a":["b",["c"]]}`},
		{"null", "\n  a:\n  b: ~\n  c: null\n  d: 'null'\n  e: ''", `{"a":null,"b":null,"c":null,"d":"null","e":""}`},
		{"numbers and booleans", "{a: 1, b: '1', c: true, d: \"true\", e: 0x10, f: 2025-06-22}", `{"a":1,"b":"1","c":true,"d":"true","e":"0x10","f":"2025-06-22"}`},
		{"Norway is no boolean", "{a: [NO, no, on, yes]}", `{"a":["NO","no","on","yes"]}`},
		{"quotes", `{a: "é \"q\" \u00e9", b: 'it''s: # [x]', 'c d': e}`, `{"a":"é \"q\" é","b":"it's: # [x]","c d":"e"}`},
		{"texts over lines", "\n  a: |\n    b: # c\n\n    d\n  e: >-\n    f\n    g\n  h: i\n    j", `{"a":"b: # c\n\nd\n","e":"f g","h":"i j"}`},
		{"comments everywhere", "\n  # x\n  a:\n    # y\n    b: c\n  # z\n  d: e\n  # f", `{"a":{"b":"c"},"d":"e"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := before + "tests:\n- name: one\n  expect: {age: met}\n  candidate: " + strings.ReplaceAll(c.text, "\n  ", "\n    ") + "\n"
			for _, written := range []string{text, "# first\n---\n" + text, "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")} {
				p, err := vacancy.Decode("good.yaml", []byte(written))
				if err != nil {
					t.Fatal(err)
				}
				if got := string(p.Tests[0].Candidate); got != c.want {
					t.Errorf("%s, want %s", got, c.want)
				}
			}
		})
	}
}

func TestTextsThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, text, id string
		line, column   int
	}{
		{"empty", "", "empty", 1, 1},
		{"comments only", "# a\n", "empty", 1, 1},
		{"a beginning only", "# a\n---", "empty", 1, 1},
		{"not UTF-8", "a: b\nc: \xff", "not-utf8", 2, 4},
		{"UTF-16", "\xff\xfea\x00", "not-utf8", 1, 1},
		{"null byte", "a: \x00", "control", 1, 4},
		{"line separator", "a: é\u2028", "control", 1, 5},
		{"return alone", "a: b\rc: d", "control", 1, 5},
		{"tab", "a:\n\tb: c", "tab", 2, 1},
		{"duplicate key", "a: 1\r\nb: 2\r\na: 3\r\n", "duplicate-key", 3, 1},
		{"duplicate key in flow", "\ufeffx: {é: 1, \"é\": 2}", "duplicate-key", 1, 11},
		{"anchor", "a: &x b", "refused", 1, 4},
		{"alias", "a: [&x b, *x]", "refused", 1, 5},
		{"alias of nothing", "a: b\né: [*x]", "refused", 2, 5},
		{"merge key", "a:\n  <<: {b: c}", "bad-key", 2, 3},
		{"tag", "a: !!binary x", "refused", 1, 4},
		{"directive", "%TAG ! tag:x,2000:\n---\na: b", "refused", 1, 1},
		{"second document", "a: b\n---\nc: d", "refused", 2, 1},
		{"collection as key", "a: {[b]: c}", "bad-key", 1, 5},
		{"no key", ": a", "unreadable", 1, 1},
		{"number as key", "1: a", "bad-key", 1, 1},
		{"two keys on a line", "a: b: c", "colon", 1, 5},
		{"list in a mapping", "a: b\n- c\n", "unreadable", 2, 1},
		{"crossed brackets", "x: y\n  \n  \na: [b}", "bracket", 4, 4},
		{"mistake far below its beginning", "a:\n  b: c\n" + strings.Repeat("  # d\n", 99) + " e: f\n", "unreadable", 102, 2},
		{"mistake behind a list over lines", "a: b\nc: [d,\n  e,\n  f,\n  g]\nh: i\nj: k: l\n", "colon", 7, 5},
		{"mistake in a first key that stands too far right", "a:\n   b: c: d\n  e: f\n", "colon", 2, 8},
		{"mistake behind a list that closes at the edge", "a: [\n  b,\n  c\n]\nd: e: f\n", "colon", 5, 5},
		{"mistake behind a beginning", "# a\n---\nb: c: d\n", "colon", 3, 5},
		{"key without its colon", "a:\n  b\n    - c: d\n  e: f\n", "unreadable", 2, 3},
		{"mistake behind more than is looked through", strings.Repeat("a: b\n", 9_000) + "c: d: e\n", "colon", 9_001, 5},
		{"mistake in a second document", "a: b\n---\n[", "bracket", 3, 1},
		{"parts that stand farther and farther left", "  a: b\nc: d\n", "unreadable", 2, 1},
		{"slip on the first line", "-en: x\n   y: z\n", "dash", 1, 1},
		{"slip above a long text", "a:\n  en:>-\n    note:this\n  fr: x\n", "colon-space", 2, 5},
		{"no slip above", "a:\n  - >-\n   note:this\n  - b\n   c: d\n", "unreadable", 5, 4},
		{"deep brackets", strings.Repeat("[", 99) + strings.Repeat("]", 99), "too-deep", 1, 65},
		{"deeper than the library goes", "a:\n  " + strings.Repeat("[", 99_999), "too-many", 2, 3 + 9_998},
		{"too large", strings.Repeat("a: bé\n", 1<<18), "too-large", 37_450, 2},
		{"too large, and on one line", strings.Repeat("[", 10_000_000), "too-large", 1, 1<<18 + 1},
		{"too many", "a: [" + strings.Repeat("b,", 30_000) + "]", "too-many", 1, 4 + 2*9_999},
		{"too many without so many marks", "- c\n" + strings.Repeat("- a: b\n", 4_000), "too-many", 3_334, 6},
		{"ten thousand levels", "a: " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), "too-many", 1, 3 + 10_000},
		{"a level less", "a: " + strings.Repeat("[", 9_999) + strings.Repeat("]", 9_999), "too-deep", 1, 67},
		{"ten thousand levels of maps", strings.Repeat("{a: ", 9_999) + strings.Repeat("}", 9_999), "too-deep", 1, 257},
		{"ten thousand levels of dashes", strings.Repeat("- ", 9_999) + "a: b", "too-deep", 1, 129},
		{"ten thousand levels of keys", strings.Repeat("? ", 9_999) + "a: b", "too-deep", 1, 129},
		{"too many levels of dashes", strings.Repeat("- ", 10_000), "too-many", 1, 2*10_000 - 1},
		{"too many levels of keys", strings.Repeat("? ", 10_000), "too-many", 1, 2*10_000 - 1},
		{"duplicate key far below", strings.Repeat("# a\n", 9_000) + "a: b\na: c\n", "duplicate-key", 9_002, 1},
		{"aliases upon aliases", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "refused", 1, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := vacancy.Decode("bad.yaml", []byte(c.text))
			e := mistakes(t, err)[0]
			if e.ID != "yaml-"+c.id || e.Args["Line"] != c.line || e.Args["Column"] != c.column {
				t.Errorf("%s at %v:%v, want %s at %d:%d", e.ID, e.Args["Line"], e.Args["Column"], c.id, c.line, c.column)
			}
		})
	}
}

func TestSnippet(t *testing.T) {
	snippet := func(text string) string {
		_, err := vacancy.Decode("bad.yaml", []byte(text))
		return string(mistakes(t, err)[0].Args["Snippet"].(message.Excerpt))
	}
	want := "    2 | été: &x c\n      |      ^"
	if got := snippet("a: b\r\nété: &x c\r\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	long := snippet("a: [" + strings.Repeat("x", 300) + ", &y z" + strings.Repeat("x", 300) + "]")
	rows := strings.Split(long, "\n")
	caret := len([]rune(rows[1])) - 1
	if r := []rune(rows[0]); len(r) > 90 || r[caret] != '&' {
		t.Errorf("the caret does not point at the anchor:\n%s", long)
	}
}

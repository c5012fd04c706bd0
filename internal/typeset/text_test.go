package typeset

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// face is the face of the tests: at 10 points "a" is 5.61 wide.
var face10 = typeface{regular, 10}

func testMetrics(t testing.TB) *metrics {
	t.Helper()
	m, err := newMetrics()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLines(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		width float64
		most  int
		want  string // lines joined by |
	}{
		"empty":                      {"", 100, 0, ""},
		"white space only":           {" \n\t ", 100, 0, ""},
		"one line":                   {"a b", 100, 0, "a b"},
		"white space is one space":   {"  a \n\t b ", 100, 0, "a b"},
		"at spaces":                  {"aaa bbb ccc", 40, 0, "aaa bbb|ccc"},
		"never at no-break spaces":   {"aaa bbb\u00A0ccc", 40, 0, "aaa|bbb\u00A0ccc"},
		"after a hyphen":             {"Lefèvre-Öztürk", 50, 0, "Lefèvre-|Öztürk"},
		"a hyphen that is no hyphen": {"aaaaaa -1", 42, 0, "aaaaaa|-1"},
		"within a word too long":     {"aaaaaaaaaa", 30, 0, "aaaaa|aaaaa"},
		"never before an accent":     {"aaaax\u030Cb", 28.5, 0, "aaaax\u030C|b"},
		"at least one letter":        {"ab", 1, 0, "a|b"},
		"accents are composed":       {"Zoe\u0308", 100, 0, "Zoë"},
		"cut":                        {"aaa bbb ccc ddd", 45, 1, "aaa bb…"},
		"cut after a word":           {"aaa, bbb ccc ddd", 28, 1, "aaa…"},
		"not cut where it just fits": {"aaa bbb ccc", 45, 2, "aaa bbb|ccc"},
		"direction marks left out":   {"\u202Ea\u2069b", 100, 0, "ab"},
		"not UTF-8":                  {"a\xffb", 100, 0, "a\uFFFDb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(testMetrics(t).lines(face10, c.text, c.width, c.most), "|")
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBalanced(t *testing.T) {
	t.Parallel()
	m := testMetrics(t)
	title := "Programme de stages au siège de l’OTAN – Bureau"
	plain, balanced := m.lines(face10, title, 200, 3), m.balanced(face10, title, 200, 3)
	if len(plain) != 2 || len(balanced) != 2 {
		t.Fatalf("%q, %q", plain, balanced)
	}
	difference := func(lines []string) float64 { return m.measure(face10, lines[0]) - m.measure(face10, lines[1]) }
	if difference(balanced) >= difference(plain) {
		t.Errorf("%q is no better balanced than %q", balanced, plain)
	}
}

// Lines are as wide as the fonts that have their letters say.
func TestLettersOfAnotherFontAreMeasuredInIt(t *testing.T) {
	t.Parallel()
	m := testMetrics(t)
	for _, c := range []struct {
		helper style
		word   string
	}{{georgian, "ბერიძე"}, {armenian, "Պետրոսյան"}} {
		want := 0.0
		for _, r := range c.word {
			want += float64(m.advance(c.helper, r)) / 100
		}
		if got := m.measure(face10, c.word); got != want || want < 20 {
			t.Errorf("%q is %v wide, want %v", c.word, got, want)
		}
		twice := c.word + " " + c.word
		if got := m.lines(face10, twice, want+0.1, 0); len(got) != 2 || got[0] != c.word {
			t.Errorf("%q is broken into %q", twice, got)
		}
		if got := m.lines(face10, twice, want+5, 1); len(got) != 1 || !strings.HasSuffix(got[0], ellipsis) || m.measure(face10, got[0]) > want+5 {
			t.Errorf("%q is cut to %q", twice, got)
		}
	}
}

// The lines of any text hold all of it, in order, and keep to the width.
func FuzzLines(f *testing.F) {
	f.Add("Zoë Lefèvre-Öztürk", 60.0, 2)
	f.Add(strings.Repeat("e\u0301", 50), 1.0, 0)
	f.Add("\U0001F600\u202E\uFFFF (\\)\xff", 20.0, 1)
	m := testMetrics(f)
	f.Fuzz(func(t *testing.T, s string, width float64, most int) {
		lines := m.lines(face10, s, width, most)
		if most > 0 && len(lines) > most {
			t.Errorf("%d lines, want at most %d", len(lines), most)
		}
		whole := strings.Join(lines, "")
		for _, line := range lines {
			if m.measure(face10, line) > width+0.001 && utf8.RuneCountInString(line) > 2 && !marked(m, line) {
				t.Errorf("%q is wider than %v", line, width)
			}
		}
		if most <= 0 && strings.ReplaceAll(whole, " ", "") != strings.ReplaceAll(tidy(s), " ", "") {
			t.Errorf("%q became %q", s, lines)
		}
	})
}

// marked reports whether a line has marks without a width, which always stay
// with their letter.
func marked(m *metrics, line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool { return m.width(face10, r) == 0 })
}

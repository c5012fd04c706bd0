package translations_test

import (
	"io/fs"
	"regexp"
	"testing"

	"example.org/dossier/assets"
	"example.org/dossier/internal/vacancy"
)

// A fault is a mark that a typesetter of the language would not let pass.
type fault struct {
	pattern *regexp.Regexp
	rule    string
}

// faults are looked for in every text of a language once the placeholders and
// what is code (commands, names of files, addresses) have been taken out. In
// the patterns U+00A0 is the no-break space and U+202F the thin one.
var faults = map[string][]fault{
	"en": {
		{regexp.MustCompile(`'`), "the apostrophe is ’ (U+2019)"},
		{regexp.MustCompile(`"`), "quotation marks are “ and ”"},
		{regexp.MustCompile(`\.\.\.`), "the ellipsis is … (U+2026)"},
		{regexp.MustCompile(`[«»]`), "quotation marks are “ and ”"},
		{regexp.MustCompile(`[\s\x{202F}][;:!?](\s|$)`), "no space before ; : ! ?"},
	},
	"fr": {
		{regexp.MustCompile(`'`), "the apostrophe is ’ (U+2019)"},
		{regexp.MustCompile(`"`), "quotation marks are « and »"},
		{regexp.MustCompile(`\.\.\.`), "the ellipsis is … (U+2026)"},
		{regexp.MustCompile(`[“”]`), "quotation marks are « and »"},
		{regexp.MustCompile(`[^\x{202F}!?][;!?](\s|[»)]|$)`), "U+202F stands before ; ! ?"},
		{regexp.MustCompile(`[^\x{A0}]:(\s|$)`), "U+00A0 stands before :"},
		{regexp.MustCompile(`«[^\x{A0}]`), "U+00A0 stands after «"},
		{regexp.MustCompile(`[^\x{A0}\x{202F}]»`), "U+00A0 stands before »"},
		{regexp.MustCompile(`\d[ ]?[%€]`), "U+00A0 stands before % and €"},
		{regexp.MustCompile(`\d [\d]{3}\b`), "U+202F stands between thousands"},
	},
}

// code is what a text shows as it must be typed: `between backquotes`, or on
// the indented lines of a help text.
var code = regexp.MustCompile("`[^`]*`|(?m)^ {2,}.*$")

// look reports every fault in a text. A placeholder counts as a word.
func look(t *testing.T, lang, where, s string) {
	t.Helper()
	s = code.ReplaceAllString(action.ReplaceAllString(s, "x"), "x")
	for _, fault := range faults[lang] {
		if found := fault.pattern.FindString(s); found != "" {
			t.Errorf("%s: %s; see %q in %q", where, fault.rule, found, s)
		}
	}
}

func TestTypography(t *testing.T) {
	for _, lang := range languages(t) {
		for id, forms := range texts(t, lang) {
			for _, s := range forms {
				look(t, lang, lang+".toml: "+id, s)
			}
		}
	}
}

func TestTypographyOfPacks(t *testing.T) {
	packs, err := fs.Glob(assets.Vacancies, "vacancies/*.yaml")
	if err != nil || len(packs) == 0 {
		t.Fatalf("no vacancy pack was found (%v)", err)
	}
	for _, pack := range packs {
		data, err := fs.ReadFile(assets.Vacancies, pack)
		if err != nil {
			t.Fatal(err)
		}
		p, err := vacancy.Decode(pack, data)
		if err != nil {
			t.Fatalf("%s: %v", pack, err)
		}
		for _, text := range p.Texts() {
			look(t, "en", pack, text.EN)
			look(t, "fr", pack, text.FR)
		}
	}
}

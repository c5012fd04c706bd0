package translations_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2"

	"example.org/dossier/translations"
)

// pluralForms are CLDR's plural categories of each language: a new language is
// a new line.
var pluralForms = map[string][]string{
	"en": {"one", "other"},
	"fr": {"many", "one", "other"},
}

// text is a text by plural form; one without plurals has the form "other" alone.
type text map[string]string

// texts returns all texts of a language by id.
func texts(t *testing.T, lang string) map[string]text {
	t.Helper()
	data, err := translations.Files.ReadFile(lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := toml.Unmarshal(data, &raw); err != nil {
		t.Fatalf("%s.toml: %v", lang, err)
	}
	all := make(map[string]text, len(raw))
	for id, value := range raw {
		all[id] = text{}
		switch value := value.(type) {
		case string:
			all[id]["other"] = value
		case map[string]any:
			for form, s := range value {
				all[id][form], _ = s.(string)
			}
		}
	}
	return all
}

// languages returns the languages that have a file.
func languages(t *testing.T) []string {
	t.Helper()
	files, err := translations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var langs []string
	for _, file := range files {
		langs = append(langs, strings.TrimSuffix(file.Name(), ".toml"))
	}
	return langs
}

// each calls f for every text that is not English beside its English original.
func each(t *testing.T, f func(lang, id string, own, english text)) {
	t.Helper()
	english := texts(t, "en")
	for _, lang := range languages(t) {
		if lang == "en" {
			continue
		}
		own := texts(t, lang)
		for _, id := range slices.Sorted(maps.Keys(own)) {
			if original, ok := english[id]; ok {
				f(lang, id, own[id], original)
			}
		}
	}
}

var idShape = regexp.MustCompile(`^[a-z]+(\.[A-Za-z0-9_/-]+)+$`)

func TestIDsAreDottedKebab(t *testing.T) {
	for id := range texts(t, "en") {
		if !idShape.MatchString(id) {
			t.Errorf("%q: an id is written in lower case, as in reason.age.too-young", id)
		}
	}
}

func TestEveryTextIsInEveryLanguage(t *testing.T) {
	english := texts(t, "en")
	for _, lang := range languages(t) {
		own := texts(t, lang)
		for id := range english {
			if _, ok := own[id]; !ok {
				t.Errorf("%s.toml lacks %q", lang, id)
			}
		}
		for id := range own {
			if _, ok := english[id]; !ok {
				t.Errorf("%s.toml has %q, which en.toml lacks", lang, id)
			}
		}
	}
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	for _, lang := range languages(t) {
		want, known := pluralForms[lang]
		if !known {
			t.Errorf("say which plural forms the language %q has in pluralForms", lang)
		}
		for id, forms := range texts(t, lang) {
			got := slices.Sorted(maps.Keys(forms))
			if len(got) == 1 && got[0] == "other" {
				continue
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s.toml: %q has the plural forms %v, want %v", lang, id, got, want)
			}
		}
	}
	each(t, func(lang, id string, own, english text) {
		if (len(own) == 1) != (len(english) == 1) {
			t.Errorf("%q has plural forms in one of en.toml and %s.toml only", id, lang)
		}
	})
}

var (
	action      = regexp.MustCompile(`\{\{[^}]*\}\}`)
	placeholder = regexp.MustCompile(`^\{\{(?:if )?\.([A-Z][A-Za-z0-9]*)\}\}$`)
	otherwise   = regexp.MustCompile(`^\{\{(else|end)\}\}$`)
)

func placeholders(forms text) map[string]bool {
	names := map[string]bool{}
	for _, form := range forms {
		for _, found := range action.FindAllString(form, -1) {
			if m := placeholder.FindStringSubmatch(found); m != nil {
				names[m[1]] = true
			}
		}
	}
	return names
}

// Beside placeholders a text may say one sentence where a value is there and
// another where it is empty: {{if .Holder}}…{{else}}…{{end}}. More would be
// logic, which belongs in the room that returns the message.
func TestTextsHaveOnlyPlaceholders(t *testing.T) {
	for _, lang := range languages(t) {
		for id, forms := range texts(t, lang) {
			for form, s := range forms {
				for _, found := range action.FindAllString(s, -1) {
					if !placeholder.MatchString(found) && !otherwise.MatchString(found) {
						t.Errorf("%s.toml: %q: %s is no placeholder such as {{.Name}} or {{if .Name}}", lang, id, found)
					}
				}
				if rest := action.ReplaceAllString(s, ""); strings.ContainsAny(rest, "{}") {
					t.Errorf("%s.toml: %q has a stray brace", lang, id)
				}
				if strings.TrimSpace(s) != s && id != "format.group" || s == "" {
					t.Errorf("%s.toml: %q (%s) is empty or begins or ends with a space", lang, id, form)
				}
			}
		}
	}
}

// otherPlaceholders are the texts in which a language needs other values than
// English does, with the reason.
var otherPlaceholders = map[string]string{
	"format.date-first":      "French counts the first day of a month: 1er juin",
	"format.time":            "English writes 00:59, French 0 h 59",
	"format.time-whole-hour": "English writes 16:00, French 16 h",
}

func TestPlaceholdersAreTheSameInEveryLanguage(t *testing.T) {
	each(t, func(lang, id string, own, english text) {
		if _, excused := otherPlaceholders[id]; excused {
			return
		}
		if got, want := placeholders(own), placeholders(english); !maps.Equal(got, want) {
			t.Errorf("%q: %s.toml has the placeholders %v, en.toml %v", id, lang,
				slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
	})
}

// same are the texts that may be the same words in two languages, by id or by
// its beginning, with the reason.
var same = map[string]string{
	"country.":     "many countries have one name",
	"format.":      "patterns and marks, not words",
	"intake.date-": "a page is a page in both",
	"ui.title":     "the program's name and two values",
	"ui.menu.keys": "the key is marked Ctrl on the keyboards of both languages",
	"ui.keys.alt":  "the key is marked Alt on the keyboards of both languages",
	"ui.keys.plus": "the same word in both languages",
}

// sameWords are written alike in English and in French.
var sameWords = []string{
	"Documents", "Menu", "OK", "Original", "Plus",
	// keys of packs
	"clause", "codes", "documents", "format", "importance", "programme", "questions", "source", "sources", "tests",
}

func TestNoTextWasLeftUntranslated(t *testing.T) {
	each(t, func(lang, id string, own, english text) {
		for beginning := range same {
			if strings.HasPrefix(id, beginning) {
				return
			}
		}
		if slices.Contains(sameWords, own["other"]) {
			return
		}
		words := action.ReplaceAllString(own["other"], "")
		if maps.Equal(own, english) && strings.ContainsFunc(words, unicode.IsLetter) {
			t.Errorf("%q is %q in both en.toml and %s.toml: translate it, or give the reason in same or sameWords", id, own["other"], lang)
		}
	})
}

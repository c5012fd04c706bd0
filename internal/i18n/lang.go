package i18n

import (
	"io/fs"
	"slices"
	"strings"

	"example.org/dossier/internal/message"
	"example.org/dossier/translations"
)

// Lang is a language that the program speaks, as the name of its file in
// translations/ begins: "en", "fr".
type Lang string

// The languages that the program was first written in.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Languages returns every language that has a file, English first.
func Languages() []Lang {
	langs := []Lang{English}
	names, _ := fs.Glob(translations.Files, "*.toml") // the pattern is well formed
	for _, name := range names {
		if lang := Lang(strings.TrimSuffix(name, ".toml")); lang != English {
			langs = append(langs, lang)
		}
	}
	return langs
}

// Parse reads a language as a person gives it: "fr", "FR", "fr-BE",
// "fr_BE.UTF-8". A language that the program does not speak is a
// *message.Error.
func Parse(value string) (Lang, error) {
	if lang, ok := match(value); ok {
		return lang, nil
	}
	return "", message.Bad("language-unknown", message.Args{"Value": value, "Languages": message.Words(Languages())}, nil)
}

// Detect returns the language of the person's system: the first of LC_ALL,
// LC_MESSAGES and LANG that is set decides, as POSIX says; without any, what
// Windows or macOS answers. A language that the program does not speak, and
// the locales C and POSIX, get English. env is os.Getenv, or a test's own.
func Detect(env func(string) string) Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			if lang, ok := match(value); ok {
				return lang
			}
			return English
		}
	}
	for _, value := range systemLanguages() {
		if lang, ok := match(value); ok {
			return lang
		}
	}
	return English
}

// match finds the language of a locale by its first part, the language proper.
func match(locale string) (Lang, bool) {
	base := strings.ToLower(locale)
	if end := strings.IndexAny(base, "-_.@"); end >= 0 {
		base = base[:end]
	}
	lang := Lang(base)
	return lang, slices.Contains(Languages(), lang)
}

package i18n

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// LanguageCode finds the BCP 47 tag of a language by its name in any language of
// the program, by its own name, or by its tag. Capitals, accents, articles and
// punctuation do not matter.
func LanguageCode(name string) (tag string, ok bool) {
	if tag, ok = languageIndex()[Plain(name)]; ok {
		return tag, true
	}
	name = strings.TrimSpace(name)
	parsed, err := language.Parse(name)
	isTag := len(name) == 2 || strings.Contains(name, "-") // many a short word is the code of some language
	if err != nil || !isTag || parsed == language.Und {
		return "", false
	}
	return parsed.String(), true
}

// languageIndex holds the tag of each language that has a code of two letters by
// its plain names. It is made once, and only when someone looks for a language.
var languageIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	namers := []display.Namer{display.Self}
	for _, lang := range Languages() {
		namers = append(namers, display.Languages(language.Make(string(lang))))
	}
	for first := 'a'; first <= 'z'; first++ {
		for second := 'a'; second <= 'z'; second++ {
			code := string(first) + string(second)
			tag, err := language.Parse(code)
			if err != nil || tag.String() != code {
				continue // none, or an old code of another one
			}
			for _, namer := range namers {
				if name := Plain(namer.Name(tag)); name != "" {
					index[name] = code
				}
			}
		}
	}
	for _, alias := range languageAliases {
		for _, name := range alias.names {
			index[Plain(name)] = alias.code
		}
	}
	return index
})

// languageAliases are names under which people look for languages beside those
// that the lists have.
var languageAliases = []struct {
	code  string
	names []string
}{
	{"el", []string{"Modern Greek", "grec moderne"}},
	{"es", []string{"Castilian", "castillan"}},
	{"fa", []string{"Farsi"}},
	{"nl", []string{"Flemish", "flamand", "Vlaams"}},
	{"nb", []string{"bokmål", "Norwegian Bokmål", "norvégien bokmål", "norsk bokmål"}},
	{"no", []string{"Norwegian", "norvégien", "norsk"}},
	{"ro", []string{"Moldovan", "moldave"}},
	{"zh", []string{"Mandarin"}},
}

package i18n

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/message"
)

// countryText begins the id of a country's name; its ISO code follows.
const countryText = "country."

// Country writes the name of a country, and the code itself for a code that
// names none.
func (l *Localizer) Country(code message.Country) string {
	if name, err := l.Render(message.New(countryText+string(code), nil)); err == nil {
		return name
	}
	return string(code)
}

// CountryCode finds the ISO 3166-1 alpha-2 code of a country by its name in any
// language of the program, an older or everyday name, or its code of two or
// three letters. Capitals, accents, articles and punctuation do not matter. A
// name that several countries share finds none.
func CountryCode(name string) (code string, ok bool) {
	index := countryIndex()
	if code, ok := index[Plain(name)]; ok {
		return code, true
	}
	region, err := language.ParseRegion(strings.TrimSpace(name))
	if err != nil {
		return "", false
	}
	code = region.Canonicalize().String()
	_, ok = index[Plain(code)]
	return code, ok
}

// CountryNames returns the names under which people look for each country, by its code:
// those in every language of the program, older and everyday ones, and those of states
// that are several countries now, which each of them has.
func CountryNames() map[string][]string {
	names := map[string][]string{}
	for code, name := range countries {
		names[code] = append(names[code], name)
	}
	for _, alias := range aliases {
		names[alias.code] = append(names[alias.code], alias.names...)
	}
	for _, state := range former {
		for _, code := range state.codes {
			names[code] = append(names[code], state.names...)
		}
	}
	return names
}

// countries goes through the code and the name of every country in every language.
func countries(yield func(code, name string) bool) {
	for _, lang := range Languages() {
		texts, err := read(lang)
		if err != nil {
			continue // New tells of a broken language file
		}
		for id, text := range texts {
			code, isCountry := strings.CutPrefix(id, countryText)
			if name, isText := text.(string); isCountry && isText && !yield(code, name) {
				return
			}
		}
	}
}

// countryIndex holds the code of each country by its plain names. It is made
// once, from data that is part of the program, and only when someone looks for
// a country.
var countryIndex = sync.OnceValue(func() map[string]string {
	index := map[string]string{}
	for code, name := range countries {
		index[Plain(name)] = code
		index[Plain(code)] = code
	}
	for _, alias := range aliases {
		for _, name := range alias.names {
			index[Plain(name)] = alias.code
		}
	}
	return index
})

// Plain takes from a name all that people write differently: capitals, accents,
// punctuation, a leading article, "&" and "St.".
func Plain(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteString(letters.Replace(string(r)))
		case r == '&':
			b.WriteString(" and ")
		case r != '.' && !unicode.Is(unicode.Mn, r): // U.K. is one word
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for i, word := range words {
		if word == "st" || word == "ste" || word == "sainte" {
			words[i] = "saint"
		}
	}
	if len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// letters are those that have no accent to lose.
var letters = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ı", "i", "ß", "ss", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th")

var articles = map[string]bool{"the": true, "le": true, "la": true, "les": true, "l": true}

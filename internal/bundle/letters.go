package bundle

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// spelled are the lower-case letters of European alphabets that are no ASCII
// letter with an accent, in ASCII letters: Greek after ISO 843, Cyrillic after
// the usual English forms (one for all its languages, so an approximation for
// each). A file's name needs no more; what is on the pages is never touched.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i",
	'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ĳ': "ij", 'ŀ': "l", 'ſ': "s", 'ə': "e", 'ĸ': "k", 'ŉ': "n",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k",
	'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t",
	'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sht", 'ъ': "a", 'ы': "y", 'ь': "", 'э': "e",
	'ю': "yu", 'я': "ya", 'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ѕ': "dz",
	'є': "ye", 'і': "i", 'ґ': "g", 'ў': "u",
}

// silent are the marks that a name has within a word and a file's name has not.
const silent = "'’‘ʼʻ`´·"

// plainLetters keeps ASCII letters and digits, spells the other letters of
// Europe with them, and puts one hyphen for whatever lies between.
func plainLetters(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(s) {
		plain, known := plainLetter(r)
		switch {
		case known && plain == "" || strings.ContainsRune(silent, r):
		case known:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteString(plain)
			gap = false
		default:
			gap = true
		}
	}
	return b.String()
}

// plainLetter spells one letter; false for what is none.
func plainLetter(r rune) (string, bool) {
	plain, known := spelled[unicode.ToLower(r)]
	if !known {
		for _, part := range norm.NFD.String(string(r)) {
			base, isBase := spelled[unicode.ToLower(part)]
			switch {
			case unicode.Is(unicode.Mn, part):
				known = true
			case isBase:
				plain, known = plain+base, true
			case part < unicode.MaxASCII && (unicode.IsLetter(part) || unicode.IsDigit(part)):
				plain, known = plain+string(part), true
			}
		}
	}
	if plain != "" && unicode.IsUpper(r) {
		plain = strings.ToUpper(plain[:1]) + plain[1:]
	}
	return plain, known
}

package bundle

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// spelled are the lower-case letters of European alphabets that are no ASCII
// letter with an accent, in ASCII letters: Greek after ELOT 743, Cyrillic after
// the usual English forms (one for all its languages, so an approximation for
// each), Georgian and Armenian after their national forms without marks. A file's
// name needs no more; what is on the pages is never touched.
var spelled = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i",
	'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ĳ': "ij", 'ŀ': "l", 'ſ': "s", 'ə': "e", 'ĸ': "k", 'ŉ': "n",
	'ʒ': "z", 'ǥ': "g", 'ƒ': "f",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k",
	'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t",
	'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sht", 'ъ': "a", 'ы': "y", 'ь': "", 'э': "e",
	'ю': "yu", 'я': "ya", 'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz", 'ѕ': "dz",
	'є': "ye", 'і': "i", 'ґ': "g", 'ў': "u",
	'ә': "a", 'ө': "o", 'ү': "u", 'ұ': "u", 'җ': "j", 'ң': "n", 'һ': "h", 'қ': "q", 'ғ': "g", 'ҫ': "s", 'ҡ': "q", 'ҙ': "d",

	'ა': "a", 'ბ': "b", 'გ': "g", 'დ': "d", 'ე': "e", 'ვ': "v", 'ზ': "z", 'თ': "t", 'ი': "i", 'კ': "k", 'ლ': "l",
	'მ': "m", 'ნ': "n", 'ო': "o", 'პ': "p", 'ჟ': "zh", 'რ': "r", 'ს': "s", 'ტ': "t", 'უ': "u", 'ფ': "p", 'ქ': "k",
	'ღ': "gh", 'ყ': "q", 'შ': "sh", 'ჩ': "ch", 'ც': "ts", 'ძ': "dz", 'წ': "ts", 'ჭ': "ch", 'ხ': "kh", 'ჯ': "j", 'ჰ': "h",

	'ա': "a", 'բ': "b", 'գ': "g", 'դ': "d", 'ե': "e", 'զ': "z", 'է': "e", 'ը': "y", 'թ': "t", 'ժ': "zh", 'ի': "i",
	'լ': "l", 'խ': "kh", 'ծ': "ts", 'կ': "k", 'հ': "h", 'ձ': "dz", 'ղ': "gh", 'ճ': "ch", 'մ': "m", 'յ': "y", 'ն': "n",
	'շ': "sh", 'ո': "o", 'չ': "ch", 'պ': "p", 'ջ': "j", 'ռ': "r", 'ս': "s", 'վ': "v", 'տ': "t", 'ր': "r", 'ց': "ts",
	'ւ': "v", 'փ': "p", 'ք': "k", 'օ': "o", 'ֆ': "f", 'և': "ev",
}

// together are pairs of lower-case letters that are one sound (ELOT 743 for Greek,
// as in passports; Armenian).
var together = map[[2]rune]string{
	{'ο', 'υ'}: "ou", {'ο', 'ύ'}: "ou", {'γ', 'γ'}: "ng", {'γ', 'ξ'}: "nx", {'γ', 'χ'}: "nch", {'ո', 'ւ'}: "u",
	{'α', 'υ'}: "av", {'α', 'ύ'}: "av", {'ε', 'υ'}: "ev", {'ε', 'ύ'}: "ev", {'η', 'υ'}: "iv", {'η', 'ύ'}: "iv",
}

// voiceless are the Greek letters before which, as at the end of a word, υ after
// another vowel is an f.
const voiceless = "θκξπσςτφχψ"

// silent are the marks that a name has within a word and a file's name has not.
const silent = "'’‘ʼʻ`´·"

// plainLetters keeps ASCII letters and digits, spells the other letters of
// Europe with them, and puts one hyphen for whatever lies between.
func plainLetters(s string) string {
	var b strings.Builder
	gap := false
	runes := []rune(norm.NFKC.String(s))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		plain, known := plainLetter(r)
		if pair := plainPair(runes[i:]); pair != "" {
			plain = pair
			i++
		}
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

// plainPair spells the first two letters where they are one sound, else "".
func plainPair(runes []rune) string {
	if len(runes) < 2 {
		return ""
	}
	pair := together[[2]rune{unicode.ToLower(runes[0]), unicode.ToLower(runes[1])}]
	if strings.HasSuffix(pair, "v") && (len(runes) == 2 || !unicode.IsLetter(runes[2]) || strings.ContainsRune(voiceless, unicode.ToLower(runes[2]))) {
		pair = pair[:1] + "f"
	}
	if pair == "" || !unicode.IsUpper(runes[0]) {
		return pair
	}
	if unicode.IsUpper(runes[1]) {
		return strings.ToUpper(pair)
	}
	return strings.ToUpper(pair[:1]) + pair[1:]
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

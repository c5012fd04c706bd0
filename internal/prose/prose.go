// Package prose tells what can be told of a text without understanding it: which
// language it is in, which dates stand in it, whether a person's name does. It
// answers "cannot tell" rather than guess, and it never judges whether a document
// is good: what a fact means for an application belongs to intake and checklist.
package prose

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns text as it can be searched and shown: composed, valid, and without
// what would steer a terminal or turn a line around. Line ends stay.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case r == '\u00AD' || r == '\u200B' || r == '\uFEFF' || r == '\uFFFE' || r == '\u0002':
			return -1 // where a word may be, or was, broken
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Noncharacter_Code_Point, r):
			return ' '
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(text, string(unicode.ReplacementChar))))
}

// Readable reports whether text has letters or digits that mean what they say: fonts without a
// table of their letters give signs from nowhere.
func Readable(text string) bool {
	letters, strange := 0, 0
	for _, r := range text {
		switch {
		case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r) && !unicode.IsSpace(r):
			strange++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters++
		}
	}
	return letters > 0 && strange*4 <= letters
}

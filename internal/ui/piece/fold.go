package piece

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded returns a text as it is compared: small letters without accents, so
// that “etats” finds “États”.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// matching returns the options whose label holds what was typed: those that
// begin with it first, then those with a word that does, then the others.
func matching(options []Option, typed string) []Option {
	want := strings.TrimSpace(folded(typed))
	if want == "" {
		return options
	}
	var ranks [3][]Option
	for _, o := range options {
		label := folded(o.Label)
		switch at := strings.Index(label, want); {
		case at < 0:
			continue
		case at == 0:
			ranks[0] = append(ranks[0], o)
		case strings.Contains(label, " "+want), strings.Contains(label, "-"+want):
			ranks[1] = append(ranks[1], o)
		default:
			ranks[2] = append(ranks[2], o)
		}
	}
	return append(append(ranks[0], ranks[1]...), ranks[2]...)
}

package vacancy

import (
	"strings"
	"unicode"

	"example.org/dossier/internal/message"
)

// CheckNotice compares the pack with the notice's own text: the letters and
// digits of every English clause must stand in it, in order and without a gap;
// punctuation, spaces and capitals, which notices lose on their way, may
// differ. The error is as Decode's.
func (p *Pack) CheckNotice(notice string) error {
	whole := squeeze(notice)
	var problems []problem
	for _, t := range p.file.texts {
		if t.quote && !strings.Contains(whole, squeeze(t.EN)) {
			problems = append(problems, problem{"pack-not-in-notice", message.Args{"Key": lastKey(t.path)}, t.at})
		}
	}
	return p.file.join(problems)
}

// squeeze keeps the letters and digits of a text, without their capitals.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

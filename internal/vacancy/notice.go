package vacancy

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/dossier/internal/message"
)

// CheckNotice compares the pack with the notice's own text: the letters and
// digits of every English clause, and of every French text of which the notice
// is said to be the source, must stand in it, in order and without a gap;
// punctuation, spaces and capitals, which notices lose on their way, may
// differ. The error is as Decode's.
func (p *Pack) CheckNotice(notice string) error {
	whole := squeeze(notice)
	var problems []problem
	compare := func(t placedText, lang, key string) {
		if quotation := t.In(lang); !strings.Contains(whole, squeeze(quotation)) {
			words := astray(quotation, whole)
			problems = append(problems, problem{
				"pack-not-in-notice", message.Args{"Key": key, "Words": words},
				p.file.find(get(locateNode(p.file.root, t.path), lang), words),
			})
		}
	}
	for _, t := range p.file.texts {
		if t.quote {
			compare(t, "en", lastKey(t.path))
		}
		if t.source == NoticeSource {
			compare(t, "fr", lastKey(t.path)+".fr")
		}
	}
	return p.file.join(problems)
}

// astrayWords is how many of the words are told that do not follow.
const astrayWords = 4

// astray returns the first words of a quotation with which it leaves the notice,
// from the first word that does not follow there on what stands before it.
func astray(quotation, notice string) string {
	begin := 0 // of what does not stand in the notice, with the blank before it
	for at, r := range quotation + " " {
		if r != ' ' && r != '\n' {
			continue
		}
		if !strings.Contains(notice, squeeze(quotation[:at])) {
			break
		}
		begin = at
	}
	words := strings.Fields(quotation[begin:])
	return strings.Join(words[:min(len(words), astrayWords)], " ")
}

// squeeze keeps the letters and digits of a text, without their capitals; an
// accent belongs to its letter, however the two are written.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s))
}

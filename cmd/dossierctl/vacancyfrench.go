package main

import (
	"strings"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// frenchView says how far a vacancy's French texts can be relied on.
type frenchView struct {
	Reviewed bool   `json:"reviewed"`
	Note     string `json:"note"`
}

func (a *app) frenchOf(p *vacancy.Pack) frenchView {
	return frenchView{p.French.Reviewed, a.Pick(p.French.Note)}
}

// frenchSentences say whether a native speaker has read the French texts, and
// where any text that follows is marked, what the mark means.
func (a *app) frenchSentences(p *vacancy.Pack, marked bool) []string {
	said := message.New("cli.vacancy.french-unreviewed", nil)
	switch {
	case p.French.Reviewed:
		said = message.New("cli.vacancy.french-reviewed", nil)
	case marked:
		said = message.New("cli.vacancy.french-marked", message.Args{"Mark": a.text("cli.vacancy.french-mark")})
	}
	return []string{a.Text(said), a.Pick(p.French.Note)}
}

// frenchMark is what follows a text that is shown in a French translation which
// nobody has verified, and nothing after any other text.
func (a *app) frenchMark(p *vacancy.Pack, t message.Text) string {
	if a.lang != i18n.French || p.French.Reviewed || p.FrenchSource(t) != "" || t.FR == "" {
		return ""
	}
	return " " + a.text("cli.vacancy.french-mark")
}

// spaces returns so many of them.
func spaces(n int) string { return strings.Repeat(" ", n) }

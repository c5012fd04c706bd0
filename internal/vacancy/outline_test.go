package vacancy_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/vacancy"
)

// everyKind holds each kind of rule, and each of its variants.
var everyKind = both("all",
	"{nationality: {of: two}}", "{nationality: {countries: [CH, TR]}}",
	"{age: {atLeast: 18, on: deadline}}", "{age: {atMost: 30, on: start}}", "{age: {atLeast: 18, atMost: 30, on: today}}",
	"{university_years: {monthsMet: 24, monthsToConfirm: 18, on: deadline}}", "{university_years: {monthsMet: 24, monthsToConfirm: 24, on: today}}",
	"{student: {on: start}}", not("{student: {on: today}}"),
	"{graduated_within: {months: 12, inclusive: true, which: any, on: deadline}}", "{graduated_within: {months: 1, inclusive: false, which: highest, on: today}}", "{graduated_within: {months: 24, inclusive: true, which: any, levels: [bachelor, short-cycle], on: deadline}}",
	"{degree: {levels: [other, short-cycle, bachelor], status: [completed, ongoing, interrupted], on: deadline}}", "{degree: {levels: [master, doctorate], status: [completed], fields: [law], on: deadline}}",
	"{equivalent_education: {}, atBest: to-confirm}",
	"{language: {of: [en], which: best, met: [C2, native], toConfirm: [C1]}}", "{language: {of: [en, fr], which: second, met: [A2, B1, B2, C1, C2, native]}}",
	"{experience: {kinds: [international-organisation, eu-institution, national-administration, research, industry, civil-society, other], on: today}}",
	"{experience: {kinds: [research], atLeast: 6 weeks, on: deadline}}", "{experience: {kinds: [industry], atMost: 1 month, on: today}}", "{experience: {kinds: [other], atLeast: 10 days, atMost: 3 months, on: today}}",
	both("any", "{declared: {name: likes-paper}}", "{document: {kind: qualification}}"),
	both("any", "{declared: {name: likes-paper, absent: to-confirm}}", "{document: {kind: other, language: [en, de]}}"),
	"{document: {kind: proof-of-studies}}", "{document: {kind: translation}}", "{applications: {atMost: 3}}",
)

// TestEveryKindOfRuleIsPutIntoWords holds the words in both languages against
// testdata/outline.txt.
func TestEveryKindOfRuleIsPutIntoWords(t *testing.T) {
	text := strings.Replace(ruled(t, everyKind), "met: [C1, C2, native], toConfirm: [B2]", "met: [C2, native]", 1)
	p, err := vacancy.Decode("kinds.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		writeOutline(&got, loc, 0, p.Outline(p.Criteria[0].Rule))
	}
	want, err := os.ReadFile("testdata/outline.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func writeOutline(b *strings.Builder, loc *i18n.Localizer, depth int, o vacancy.Outline) {
	b.WriteString(strings.Repeat("  ", depth) + o.Kind + " | " + loc.Text(o.Text))
	for _, note := range o.Notes {
		b.WriteString(" " + loc.Text(note))
	}
	b.WriteString("\n")
	for _, part := range o.Parts {
		writeOutline(b, loc, depth+1, part)
	}
}

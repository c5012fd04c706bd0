package vacancy_test

import (
	"strings"
	"testing"

	"example.org/dossier/internal/vacancy"
)

// nationalities joins rules of nationality by any, each of the countries of one
// word.
func nationalities(sets ...string) string {
	parts := make([]string, len(sets))
	for i, set := range sets {
		parts[i] = "{nationality: {countries: [" + strings.ReplaceAll(set, "+", ", ") + "]}}"
	}
	return both("any", parts...)
}

// TestBordersOfSense: rules that only just make no sense, with the part that is
// told; and beside each one that just makes some.
func TestBordersOfSense(t *testing.T) {
	atBest := func(rule string) string { return strings.TrimSuffix(rule, "}") + ", atBest: to-confirm}" }
	for _, c := range []struct{ id, rule, at string }{
		// a part may be idle because of one far behind it, or far before it
		{"idle", both("any", age("atLeast: 21"), fr, age("atLeast: 18")), age("atLeast: 21")},
		{"idle", both("any", age("atLeast: 18"), fr, age("atLeast: 21")), age("atLeast: 21")},
		// twelve months without the last day are more than eleven with it
		{"idle", both("any", graduated(11, true), graduated(12, false)), graduated(11, true)},
		{"idle", both("any", graduated(12, false), graduated(11, true)), graduated(11, true)},
		// what is to confirm is not missed
		{"always", both("any", english("C1, C2, native", "B2"), not(english("B2, C1, C2, native", ""))), ""},
		{"", both("any", english("C1, C2, native", ""), not(english("B2, C1, C2, native", ""))), ""},
		{"always", both("any", not(english("C1, C2, native", "B2")), english("C1, C2, native", "")), ""},
		{"", both("any", atBest(student), both("all", student, said)), ""},
		// any experience at all is a day of it
		{"idle", both("any", "{experience: {kinds: [research], on: deadline}}", worked("atLeast: 1 day")), worked("atLeast: 1 day")},
		{"idle", both("any", worked("atMost: 2 months"), worked("atMost: 3 months")), worked("atMost: 2 months")},
		{"idle", both("any", worked("atMost: 20 days"), worked("atMost: 30 days")), worked("atMost: 20 days")},
		// six sets of countries are held against each other, not more
		{"idle", nationalities("DE", "IT", "ES", "PT", "FR", "FR+GB"), "{nationality: {countries: [FR]}}"},
		{"", nationalities("DE", "IT", "ES", "PT", "NL", "FR", "FR+GB"), ""},
	} {
		text := ruled(t, c.rule)
		_, err := vacancy.Decode("rule.yaml", []byte(text))
		if c.id == "" {
			if err != nil {
				t.Errorf("%s: %v", c.rule, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: accepted", c.rule)
			continue
		}
		found := mistakes(t, err)
		_, column := position(text, c.rule)
		if want := column + strings.Index(c.rule, c.at); len(found) != 1 || found[0].ID != "pack-rule-"+c.id || found[0].Args["Column"] != want {
			t.Errorf("%s: %d mistakes, first %s in column %v, want %s in %d", c.rule, len(found), found[0].ID, found[0].Args["Column"], c.id, want)
		}
	}
}

package i18n_test

import (
	"slices"
	"testing"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
)

// Every country of the program has names, and no name belongs to what is none.
func TestCountryNames(t *testing.T) {
	names := i18n.CountryNames()
	known := candidate.Countries()
	for _, code := range known {
		if len(names[code]) < 2 {
			t.Errorf("%s has the names %q", code, names[code])
		}
	}
	for code := range names {
		if !slices.Contains(known, code) {
			t.Errorf("%s is no country of the program", code)
		}
	}
	for name, codes := range map[string][]string{
		"Czechoslovakia": {"CZ", "SK"}, "Tchécoslovaquie": {"CZ", "SK"}, "Hollande": {"NL"}, "Swaziland": {"SZ"}, "Birma": {"MM"},
	} {
		for _, code := range codes {
			if !slices.Contains(names[code], name) {
				t.Errorf("%s is not found as %s", code, name)
			}
		}
	}
	if code, ok := i18n.CountryCode("Czechoslovakia"); ok {
		t.Errorf("Czechoslovakia is %s alone", code)
	}
}

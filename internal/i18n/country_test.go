package i18n_test

import (
	"strings"
	"testing"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// The members of NATO under the names that NATO gives them.
var members = map[string][2]string{
	"AL": {"Albania", "Albanie"}, "BE": {"Belgium", "Belgique"}, "BG": {"Bulgaria", "Bulgarie"},
	"CA": {"Canada", "Canada"}, "HR": {"Croatia", "Croatie"}, "CZ": {"Czechia", "Tchéquie"},
	"DK": {"Denmark", "Danemark"}, "EE": {"Estonia", "Estonie"}, "FI": {"Finland", "Finlande"},
	"FR": {"France", "France"}, "DE": {"Germany", "Allemagne"}, "GR": {"Greece", "Grèce"},
	"HU": {"Hungary", "Hongrie"}, "IS": {"Iceland", "Islande"}, "IT": {"Italy", "Italie"},
	"LV": {"Latvia", "Lettonie"}, "LT": {"Lithuania", "Lituanie"}, "LU": {"Luxembourg", "Luxembourg"},
	"ME": {"Montenegro", "Monténégro"}, "NL": {"Netherlands", "Pays-Bas"},
	"MK": {"North Macedonia", "Macédoine du Nord"}, "NO": {"Norway", "Norvège"}, "PL": {"Poland", "Pologne"},
	"PT": {"Portugal", "Portugal"}, "RO": {"Romania", "Roumanie"}, "SK": {"Slovakia", "Slovaquie"},
	"SI": {"Slovenia", "Slovénie"}, "ES": {"Spain", "Espagne"}, "SE": {"Sweden", "Suède"},
	"TR": {"Türkiye", "Türkiye"}, "GB": {"United Kingdom", "Royaume-Uni"}, "US": {"United States", "États-Unis"},
}

func TestMembersOfNATO(t *testing.T) {
	if len(members) != 32 {
		t.Fatalf("%d members", len(members))
	}
	for i, lang := range []i18n.Lang{i18n.English, i18n.French} {
		l := localizer(t, lang)
		for code, names := range members {
			if got := l.Country(message.Country(code)); got != names[i] {
				t.Errorf("%s in %s: %q, want %q", code, lang, got, names[i])
			}
		}
	}
}

func TestCountryIsFoundUnderEachOfItsNames(t *testing.T) {
	for name, want := range map[string]string{
		"France": "FR", "france": "FR", " FRANCE ": "FR", "fr": "FR", "FRA": "FR",
		"Czech Republic": "CZ", "République tchèque": "CZ", "republique tcheque": "CZ",
		"Turkey": "TR", "Turquie": "TR", "turkiye": "TR", "TÜRKİYE": "TR", "Türkiye": "TR",
		"FYROM": "MK", "Macedonia": "MK", "Macédoine": "MK",
		"Holland": "NL", "The Netherlands": "NL", "les Pays-Bas": "NL", "Hollande": "NL",
		"UK": "GB", "U.K.": "GB", "Great Britain": "GB", "England": "GB",
		"USA": "US", "U.S.A.": "US", "etats unis": "US", "America": "US",
		"Côte d'Ivoire": "CI", "cote d’ivoire": "CI", "Ivory Coast": "CI",
		"St Lucia": "LC", "Sainte-Lucie": "LC", "Antigua & Barbuda": "AG",
		"Deutschland": "DE", "ΕΛΛΆΔΑ": "GR", "Éire": "IE",
	} {
		if got, ok := i18n.CountryCode(name); got != want || !ok {
			t.Errorf("CountryCode(%q) = %q, %v; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "-", "the", "XX", "EU", "ZZZ", "Atlantis", "Korea", "150", strings.Repeat("é", 1000)} {
		if got, ok := i18n.CountryCode(name); ok {
			t.Errorf("CountryCode(%q) = %q", name, got)
		}
	}
}

// Each of the 249 countries is found under the name that the program shows.
func TestNamesLeadBackToTheirCountry(t *testing.T) {
	for _, lang := range i18n.Languages() {
		l, found := localizer(t, lang), 0
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				code := string([]rune{a, b})
				name := l.Country(message.Country(code))
				if name == code {
					continue
				}
				found++
				if got, ok := i18n.CountryCode(name); got != code || !ok {
					t.Errorf("%s: CountryCode(%q) = %q, want %q", lang, name, got, code)
				}
			}
		}
		if found != 249 {
			t.Errorf("%s: %d countries, want the 249 of ISO 3166-1", lang, found)
		}
	}
}

func FuzzCountryCode(f *testing.F) {
	f.Add("Côte d’Ivoire")
	f.Fuzz(func(t *testing.T, name string) {
		if code, ok := i18n.CountryCode(name); ok && len(code) != 2 {
			t.Errorf("CountryCode(%q) = %q", name, code)
		}
	})
}

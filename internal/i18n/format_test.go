package i18n_test

import (
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the tests run where no zones are installed

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

// The two spaces of French typography, written so that a reader sees them.
const (
	nbsp = "\u00a0" // no-break space
	thin = "\u202f" // narrow no-break space
)

// localizers are made once: the race detector makes reading a language slow.
var localizers = sync.OnceValues(func() (map[i18n.Lang]*i18n.Localizer, error) {
	all := map[i18n.Lang]*i18n.Localizer{}
	for _, lang := range i18n.Languages() {
		l, err := i18n.New(lang)
		if err != nil {
			return nil, err
		}
		all[lang] = l
	}
	return all, nil
})

func localizer(t testing.TB, lang i18n.Lang) *i18n.Localizer {
	t.Helper()
	all, err := localizers()
	if err != nil {
		t.Fatal(err)
	}
	return all[lang]
}

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Every kind of value, as a text with a placeholder for it would show it: a
// list of one is the value alone.
func TestValues(t *testing.T) {
	english, french := localizer(t, i18n.English), localizer(t, i18n.French)
	deadline := time.Date(2025, 6, 22, 21, 59, 0, 0, time.UTC)
	infosession := time.Date(2025, 6, 11, 14, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		value           any
		english, french string
	}{
		{"as it is", "as it is", "as it is"},
		{day(t, "2025-06-22"), "22 June 2025", "22 juin 2025"},
		{day(t, "2025-01-01"), "1 January 2025", "1er janvier 2025"},
		{civil.Date{}, "", ""},
		{message.Moment{At: deadline, Zone: zone(t, "Europe/Brussels")},
			"22 June 2025, 23:59 (Brussels time)", "22 juin 2025 à 23" + nbsp + "h" + nbsp + "59 (heure de Bruxelles)"},
		{message.Moment{At: deadline, Zone: zone(t, "Europe/Istanbul")},
			"23 June 2025, 00:59 (Istanbul time)", "23 juin 2025 à 0" + nbsp + "h" + nbsp + "59 (heure d’Istanbul)"},
		{message.Moment{At: deadline, Zone: zone(t, "America/New_York")},
			"22 June 2025, 17:59 (New York time)", "22 juin 2025 à 17" + nbsp + "h" + nbsp + "59 (fuseau horaire New York)"},
		{message.Moment{At: infosession, Zone: zone(t, "Europe/Brussels")},
			"11 June 2025, 16:00 (Brussels time)", "11 juin 2025 à 16" + nbsp + "h (heure de Bruxelles)"},
		{message.Clock{At: deadline.In(zone(t, "Europe/Brussels"))}, "23:59", "23" + nbsp + "h" + nbsp + "59"},
		{message.Moment{At: infosession}, "11 June 2025, 14:00 (UTC)", "11 juin 2025 à 14" + nbsp + "h (temps universel)"},
		{message.Money{Hundredths: 128609, Currency: "EUR"}, "€1,286.09", "1" + thin + "286,09" + nbsp + "€"},
		{message.Money{Hundredths: 5, Currency: "EUR"}, "€0.05", "0,05" + nbsp + "€"},
		{message.Money{Hundredths: -123456, Currency: "USD"}, "USD -1,234.56", "-1" + thin + "234,56" + nbsp + "USD"},
		{2025, "2025", "2025"},
		{25000, "25,000", "25" + thin + "000"},
		{-1234567, "-1,234,567", "-1" + thin + "234" + thin + "567"},
		{message.Bytes(0), "0 bytes", "0" + nbsp + "octet"},
		{message.Bytes(1), "1 byte", "1" + nbsp + "octet"},
		{message.Bytes(999), "999 bytes", "999" + nbsp + "octets"},
		{message.Bytes(1_000), "1 kB", "1" + nbsp + "ko"},
		{message.Bytes(1_234_567), "1.2 MB", "1,2" + nbsp + "Mo"},
		{message.Bytes(999_999), "1 MB", "1" + nbsp + "Mo"},
		{message.Bytes(48_300_000), "48 MB", "48" + nbsp + "Mo"},
		{message.Bytes(9_960_000_000), "10 GB", "10" + nbsp + "Go"},
		{message.Country("TR"), "Türkiye", "Türkiye"},
		{message.Country("NL"), "Netherlands", "Pays-Bas"},
		{message.Country("XX"), "XX", "XX"},
		{message.Language("fr"), "French", "français"},
		{message.Language("pt-BR"), "Brazilian Portuguese", "portugais brésilien"},
		{message.Language("not a tag"), "not a tag", "not a tag"},
		{message.Text{EN: "the notice", FR: "l’avis"}, "the notice", "l’avis"},
		{message.Text{EN: "only English"}, "only English", "only English"},
		{message.New("country.GB", nil), "United Kingdom", "Royaume-Uni"},
		{message.List{}, "", ""},
		{message.List{"A", "B"}, "A and B", "A et B"},
		{message.List{message.Country("FR"), message.Country("DE"), message.Country("GR")},
			"France, Germany and Greece", "France, Allemagne et Grèce"},
	} {
		for l, want := range map[*i18n.Localizer]string{english: test.english, french: test.french} {
			if got := l.List(message.List{test.value}); got != want {
				t.Errorf("%s: %#v is written %q, want %q", l.Lang(), test.value, got, want)
			}
		}
	}
}

func TestMonth(t *testing.T) {
	l := localizer(t, i18n.French)
	if got := l.Month(day(t, "2026-03-01")); got != "mars 2026" {
		t.Errorf("Month: %q", got)
	}
}

// No day of a year shows a missing text.
func TestEveryDayHasAName(t *testing.T) {
	for _, lang := range i18n.Languages() {
		l := localizer(t, lang)
		for d := day(t, "2024-01-01"); d.Year == 2024; d = d.AddDays(1) {
			if s := l.Date(d) + l.Month(d); containsMissing(s) {
				t.Fatalf("%s: %s is written %q", lang, d, s)
			}
		}
	}
}

// Whoever wrote a value, it stays on its line, steers no terminal and turns no
// line around; only an excerpt of a file has lines of its own.
func TestValuesStayOnTheirLine(t *testing.T) {
	for _, test := range []struct {
		value any
		want  string
	}{
		{"a\nb\r\nc\td\u2028e", "a b  c d e"},
		{"a\x1b[31m\x07\u009b", "a�[31m��"},
		{"\u202egnp.exe", "�gnp.exe"},
		{"caf\xe9.pdf", "caf�.pdf"},
		{message.List{"a\nb", "c"}, "a b and c"},
		{message.Excerpt("    1 | a\n      | ^"), "    1 | a\n      | ^"},
	} {
		want := "There is no file or folder “" + test.want + "”."
		m := message.New("error.file-missing.what", message.Args{"File": test.value})
		if got := localizer(t, i18n.English).Text(m); got != want {
			t.Errorf("%q: %q, want %q", test.value, got, want)
		}
	}
}

// A list is as long as its file's author made it, and takes no more time for that.
func TestLongList(t *testing.T) {
	list := make(message.List, 50_000)
	for i := range list {
		list[i] = "12345"
	}
	got := localizer(t, i18n.English).List(list)
	if want := strings.Repeat("12345, ", len(list)-2) + "12345 and 12345"; got != want {
		t.Errorf("got %d bytes, want %d", len(got), len(want))
	}
}

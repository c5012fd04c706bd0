package prose_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/prose"
)

// told writes dates on one line: kind, days, as written.
func told(dates []prose.Date) string {
	var all []string
	for _, d := range dates {
		said := string(d.Kind)
		if !d.From.IsZero() {
			said += " " + d.From.String()
		}
		if d.To != d.From {
			said += "/" + d.To.String()
		}
		all = append(all, said)
	}
	return strings.Join(all, ", ")
}

func TestDatesAreFound(t *testing.T) {
	t.Parallel()
	const day = "day 2024-09-23"
	for text, want := range map[string]string{
		// In numbers.
		"23.09.2024":                  day,
		"23.9.2024":                   day,
		"23. 9. 2024":                 day,
		"23.9. 2024":                  day,
		"23/09/2024":                  day,
		"23-09-2024":                  day,
		"09/23/2024":                  day,
		"2024-09-23":                  day,
		"2024/09/23":                  day,
		"2024. 09. 23.":               day,
		"2024.09.23.":                 day,
		"2024-09-23T10:00:00Z":        day,
		"(23.09.2024)":                day,
		"Datum:23.09.2024, Ort":       day,
		"23.09.2024'te":               day,
		"23.09.2024r.":                day,
		"am 23.09.2024.":              day,
		"03.04.2025":                  "day 2025-04-03",
		"03/04/2025":                  "unsure",
		"03-04-2025":                  "unsure",
		"04/04/2025":                  "day 2025-04-04",
		"23.09.24":                    "unsure",
		"23/09/24":                    "unsure",
		"01.10.2024-31.03.2025":       "day 2024-10-01, day 2025-03-31",
		"01.10.2024 – 31.03.2025":     "day 2024-10-01, day 2025-03-31",
		"13/10/2024–31/03/2025":       "day 2024-10-13, day 2025-03-31",
		"du 14/10/2024 au 28/02/2025": "day 2024-10-14, day 2025-02-28",
		// In words.
		"23 September 2024":               day,
		"23 SEPTEMBER 2024":               day,
		"23\nSeptember\n2024":             day,
		"23rd September 2024":             day,
		"23rd of September, 2024":         day,
		"the 23rd day of September 2024":  day,
		"September 23, 2024":              day,
		"September 23rd, 2024":            day,
		"Sept. 23, 2024":                  day,
		"23-Sep-2024":                     day,
		"23/Sep/2024":                     day,
		"23 Sep. 2024":                    day,
		"le lundi 23 septembre 2024":      day,
		"1er juin 2025":                   "day 2025-06-01",
		"1ᵉʳ juin 2025":                   "day 2025-06-01",
		"l'1 giugno 2025":                 "day 2025-06-01",
		"1º de junio de 2025":             "day 2025-06-01",
		"15 aout 2024":                    "day 2024-08-15",
		"15 AOÛT 2024":                    "day 2024-08-15",
		"28 fe\u0301vrier 2003":           "day 2003-02-28",
		"23. September 2024":              day,
		"5. März 2024":                    "day 2024-03-05",
		"7. Jänner 2024":                  "day 2024-01-07",
		"23 september 2024":               day,
		"23 de septiembre de 2024":        day,
		"a 23 de septiembre del año 2024": day,
		"23 settembre 2024":               day,
		"23 de setembro de 2024":          day,
		"23 Eylül 2024":                   day,
		"23 EYLÜL 2024":                   day,
		"5 Ağustos 2024, 6 Şubat 2024, 7 Kasım 2024, 8 ARALIK 2024": "day 2024-08-05, day 2024-02-06, day 2024-11-07, day 2024-12-08",
		"23 września 2024 r.":                    day,
		"23 septembrie 2024":                     day,
		"23. září 2024":                          day,
		"23. septembra 2024":                     day,
		"2024. szeptember 23.":                   day,
		"2024. szeptember 23-án":                 day,
		"den 23. september 2024":                 day,
		"23 september 2024 ":                     day,
		"23. syyskuuta 2024":                     day,
		"23. rujna 2024.":                        day,
		"2024 m. rugsėjo 23 d.":                  day,
		"2024. gada 23. septembris":              day,
		"23. september 2024. a":                  day,
		"23 Σεπτεμβρίου 2024":                    day,
		"23 сентября 2024 г.":                    day,
		"23 shtator 2024":                        day,
		"4. listopada 2024":                      "unsure", // October in Croatia, November in Poland
		"4. listopadu 2024":                      "day 2024-11-04",
		"23-27 September 2024":                   "span 2024-09-23/2024-09-27",
		"du 1er au 5 mars 2024":                  "span 2024-03-01/2024-03-05",
		"1. bis 5. März 2024":                    "span 2024-03-01/2024-03-05",
		"1. Oktober bis 31. März 2025":           "day 2025-03-31",
		"September 2024":                         "month 2024-09-01/2024-09-30",
		"septembre 2024 – juin 2026":             "month 2024-09-01/2024-09-30, month 2026-06-01/2026-06-30",
		"février 2024":                           "month 2024-02-01/2024-02-29",
		"setembro de 2024":                       "month 2024-09-01/2024-09-30",
		"from 23 September 2024 to 30 June 2026": day + ", day 2026-06-30",
		// Years.
		"2024-2025":                "years 2024-01-01/2025-12-31",
		"2024/2025":                "years 2024-01-01/2025-12-31",
		"2024 - 2025":              "years 2024-01-01/2025-12-31",
		"2024–2025":                "years 2024-01-01/2025-12-31",
		"année académique 2024/25": "years 2024-01-01/2025-12-31",
		"WS 2024/25, SS 2025":      "years 2024-01-01/2025-12-31",
		"1999/00":                  "years 1999-01-01/2000-12-31",
		"2021-2024":                "years 2021-01-01/2024-12-31",
		"2010-11":                  "unsure",
		"2010/11":                  "years 2010-01-01/2011-12-31",
	} {
		if got := told(prose.Dates(prose.Clean(text), 10)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsNoDateIsNotFound(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "2024", "in 2024", "23 September", "September", "summer 2024", "30 February 2024", "30. Februar 2024", "31.04.2024", "29.02.2023", "00.00.2024",
		"2024-13-01", "32.01.2024", "1.2.2024.3", "v1.2.2024-rc", "12.03.20245", "112.03.2024", "2025-2024", "2024-2024", "2024-2099",
		"10.1000/2024-2025", "No. 12/2024-2025", "2024-2025/17", "0123-2024-2025", "1024-2048", "tel. 02/707.41.11", "192.168.10.2024x", "BE 2024 2025", "10:30", "1 234 567",
		"set 2024", "des 2024 étudiants", "23.9.24", "23-09-24", "1,2,2024", "23 Foo 2024", "9999-12-31", "1899-12-31", "99999999999999999999.01.2024", "may be 2024",
	} {
		if got := prose.Dates(text, 10); len(got) > 0 {
			t.Errorf("%q: found %s as %q", text, told(got), got[0].Text)
		}
	}
}

func TestDatesAreToldAsWritten(t *testing.T) {
	t.Parallel()
	text := "Né le 28\n  février\t2003, inscrit du 03/04/2025 au 30.06.2026 (2024-2025)."
	var written []string
	for _, d := range prose.Dates(text, 10) {
		written = append(written, d.Text)
	}
	if want := []string{"28 février 2003", "03/04/2025", "30.06.2026", "2024-2025"}; !slices.Equal(written, want) {
		t.Errorf("got %q, want %q", written, want)
	}
}

// Every day of a century is found as it is written in the ways that everybody uses.
func TestEveryDayIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := civil.Date{Year: 1950, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 36_500).Draw(t, "days"))
		at := day.In(time.UTC)
		layout := rapid.SampledFrom([]string{"2006-01-02", "02.01.2006", "2.1.2006", "2 January 2006", "January 2, 2006", "2. January 2006", "02 Jan 2006"}).Draw(t, "layout")
		around := rapid.SampledFrom([]string{"%s", "on %s.", "(%s)", "from %s, in", "Date:%s"}).Draw(t, "around")
		text := fmt.Sprintf(around, at.Format(layout))
		got := prose.Dates(text, 10)
		if len(got) != 1 || got[0].Kind != prose.Day || got[0].From != day {
			t.Fatalf("%q: %s", text, told(got))
		}
	})
}

func TestAMillionDatesEnd(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("23.09.2024 ", 1_000_000)
	if got := prose.Dates(text, 50); len(got) != 50 {
		t.Errorf("%d dates", len(got))
	}
	nearly := strings.Repeat("23. ", 500_000) + strings.Repeat("1-", 500_000) + strings.Repeat("September ", 200_000)
	if got := prose.Dates(nearly, 50); len(got) != 0 {
		t.Errorf("%d dates", len(got))
	}
}

// Whatever the text, what is found stands in it and exists.
func FuzzDates(f *testing.F) {
	for _, seed := range []string{
		"23.09.2024", "1er juin 2025", "2024-2025", "September 23, 2024", "2024. gada 23. septembris", "23-27 September 2024", "\u202e4202.90.32", "0/0/0000", "1.-", "١٢/٣/٢٠٢٤", "é\x00\xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := prose.Clean(text)
		flat := strings.Join(strings.Fields(clean), " ")
		for _, d := range prose.Dates(clean, 20) {
			if !strings.Contains(flat, d.Text) || !utf8.ValidString(d.Text) || len(d.Text) > 400 {
				t.Fatalf("%q is not in %q", d.Text, flat)
			}
			if (d.Kind == prose.Unsure) != d.From.IsZero() || !d.From.IsZero() && d.From.AddDays(0) != d.From || d.To.Before(d.From) {
				t.Fatalf("%q: %s from %s to %s", d.Text, d.Kind, d.From, d.To)
			}
		}
	})
}

func BenchmarkDates(b *testing.B) {
	text := strings.Repeat("Die Studierende ist vom 23.09.2024 bis 30. Juni 2026 eingeschrieben, Nummer 4711/12. ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		prose.Dates(text, 1<<20)
	}
}

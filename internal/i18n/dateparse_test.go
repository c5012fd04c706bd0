package i18n_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
)

func TestParseDate(t *testing.T) {
	birth := civil.Date{Year: 2003, Month: time.February, Day: 28}
	june := civil.Date{Year: 2025, Month: time.June, Day: 1}
	for _, c := range []struct {
		text string
		want civil.Date // no day: not a date
	}{
		{"2003-02-28", birth}, {"2003-2-28", birth}, {"2003/02/28", birth}, {"2003 02 28", birth}, {"20030228", civil.Date{}},
		{"28.2.2003", birth}, {"28.02.2003", birth}, {"28/02/2003", birth}, {"28-02-2003", birth}, {"28 2 2003", birth},
		{"28. 2. 2003", birth}, {"  28 / 2 / 2003  ", birth}, {"28\u00a0février\u202f2003", birth}, {"28\u20112\u20112003", birth},
		{"28 February 2003", birth}, {"28 FEBRUARY 2003", birth}, {"28th February 2003", birth}, {"February 28, 2003", birth},
		{"the 28th of February 2003", birth}, {"le 28 février 2003", birth}, {"28 of 2003", civil.Date{}},
		{"28 Feb 2003", birth}, {"28 feb. 2003", birth}, {"28 févr. 2003", birth}, {"28 fevrier 2003", birth}, {"28 fév 2003", birth},
		{"fe\u0301vrier 28 2003", birth},
		{"1er juin 2025", june}, {"1 juin 2025", june}, {"1st June 2025", june}, {"1 Jun 2025", june}, {"01.06.2025", june},
		{"1 juil 2025", civil.Date{Year: 2025, Month: time.July, Day: 1}}, {"1 mai 2025", civil.Date{Year: 2025, Month: time.May, Day: 1}},
		{"2 mars 2025", civil.Date{Year: 2025, Month: time.March, Day: 2}}, {"2 mar 2025", civil.Date{Year: 2025, Month: time.March, Day: 2}},
		{"3 août 2025", civil.Date{Year: 2025, Month: time.August, Day: 3}},
		{"29.2.2024", civil.Date{Year: 2024, Month: time.February, Day: 29}}, {"29.2.2023", civil.Date{}},
		{"30 February 2003", civil.Date{}}, {"31.4.2003", civil.Date{}}, {"0.1.2003", civil.Date{}}, {"32.1.2003", civil.Date{}},
		{"1.13.2003", civil.Date{}}, {"02/28/2003", civil.Date{}}, {"1.0.2003", civil.Date{}}, {"1.1.0000", civil.Date{}},
		{"28.2.03", civil.Date{}}, {"28 Fe 2003", civil.Date{}}, {"1 jui 2025", civil.Date{}}, {"28 Februari 2003", civil.Date{}},
		{"", civil.Date{}}, {"hier", civil.Date{}}, {"28 2", civil.Date{}}, {"28 2 2003 1", civil.Date{}}, {"28x 2 2003", civil.Date{}},
		{"-28.2.2003", birth}, {"28.2.20031", civil.Date{}}, {"２８.2.2003", civil.Date{}},
	} {
		got, ok := i18n.ParseDate(c.text)
		if got != c.want && (ok || !c.want.IsZero()) || ok == c.want.IsZero() {
			t.Errorf("%q: %v, %v; want %v", c.text, got, ok, c.want)
		}
	}
}

func anyDay(t *rapid.T) civil.Date {
	return civil.Date{Year: 1900, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 73_000).Draw(t, "day"))
}

func TestEveryDayIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t)
		loc, err := i18n.New(rapid.SampledFrom(i18n.Languages()).Draw(t, "language"))
		if err != nil {
			t.Fatal(err)
		}
		name := loc.Text(message.New(fmt.Sprintf("format.month.%d", d.Month), nil))
		for _, text := range []string{
			d.String(), fmt.Sprintf("%d.%d.%d", d.Day, d.Month, d.Year), fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year),
			fmt.Sprintf("%d %s %d", d.Day, name, d.Year), fmt.Sprintf("%s %d, %d", name, d.Day, d.Year), loc.Date(d),
		} {
			if got, ok := i18n.ParseDate(text); !ok || got != d {
				t.Fatalf("%q: %v, %v; want %v", text, got, ok, d)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2003-02-28", "28 févr. 2003", "1er juin 2025", "29.2.2023", "31 juin 2025", "\xff", "٣.٢.٢٠٠٣"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := i18n.ParseDate(text)
		if ok && civil.Of(d.In(time.UTC)) != d || !ok && !d.IsZero() {
			t.Errorf("%q: %v is no day", text, d)
		}
	})
}

// A day that is written as one, but that no calendar has, is told from what is no day.
func TestBadDate(t *testing.T) {
	for text, want := range map[string]bool{
		"31/02/2003": true, "29 février 2003": true, "31 April 2025": true, "0.6.2025": true, "1900-02-29": true,
		"28/02/2003": false, "29.2.2024": false, "02/28/2003": false, "soon": false, "": false, "31/02/03": false,
	} {
		if got := i18n.BadDate(text); (got.ID == "date-no-such-day") != want {
			t.Errorf("%q: %s", text, got.ID)
		}
	}
}

package civil_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"example.org/dossier/internal/civil"
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseTakesOnlyDaysThatExist(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"2003-02-28", "2004-02-29", "2000-02-29", "0001-01-01", "9999-12-31"} {
		if got := day(t, s).String(); got != s {
			t.Errorf("%s became %s", s, got)
		}
	}
	for _, s := range []string{
		"", "2003-02-29", "1900-02-29", "2003-02-30", "2003-13-01", "2003-00-10", "2003-01-00", "2003-1-1",
		"03-01-01", "2003/01/01", "01.02.2003", "2003-01-01T00:00", " 2003-01-01", "2003-01-01 ", "+2003-01-01",
	} {
		if d, err := civil.Parse(s); err == nil {
			t.Errorf("%q is taken for %s", s, d)
		}
	}
}

func TestTheZeroDateIsNoDay(t *testing.T) {
	t.Parallel()
	var none civil.Date
	if !none.IsZero() || none.String() != "" {
		t.Errorf("no day is written %q", none)
	}
	d := day(t, "2003-02-28")
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() {
		t.Errorf("the empty text is read as %s, %v", d, err)
	}
	if err := d.UnmarshalText([]byte("2003-02-30")); err == nil || !d.IsZero() {
		t.Errorf("30 February is read as %s, %v", d, err)
	}
}

func TestAddMonthsClampsToTheMonthsEnd(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		from   string
		months int
		want   string
	}{
		{"2025-06-22", -12, "2024-06-22"},
		{"2025-03-31", -1, "2025-02-28"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-02-29", -12, "2023-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2025-02-28", -12, "2024-02-28"},
		{"2025-12-31", 2, "2026-02-28"},
		{"2025-01-15", -1, "2024-12-15"},
		{"2025-08-31", 0, "2025-08-31"},
	} {
		if got := day(t, test.from).AddMonths(test.months).String(); got != test.want {
			t.Errorf("%s and %d months: %s, want %s", test.from, test.months, got, test.want)
		}
	}
}

func TestADayHasNoZoneButAnInstantHas(t *testing.T) {
	t.Parallel()
	deadline := time.Date(2025, 6, 22, 21, 59, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Europe/Brussels": "2025-06-22", "America/New_York": "2025-06-22", "Europe/Istanbul": "2025-06-23",
		"Pacific/Kiritimati": "2025-06-23", "UTC": "2025-06-22",
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := civil.Of(deadline.In(loc)).String(); got != want {
			t.Errorf("in %s it is %s, want %s", zone, got, want)
		}
		if back := civil.Of(day(t, want).In(loc)).String(); back != want {
			t.Errorf("in %s %s begins on %s", zone, want, back)
		}
	}
}

// anyDay draws a day of three centuries.
func anyDay(t *rapid.T) civil.Date {
	return civil.Date{Year: 1900, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 109_572).Draw(t, "day"))
}

func TestDaysCount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t), rapid.IntRange(-50_000, 50_000).Draw(t, "days")
		later := d.AddDays(n)
		if d.DaysUntil(later) != n || later.DaysUntil(d) != -n || later.AddDays(-n) != d {
			t.Fatalf("%s and %d days is %s", d, n, later)
		}
		if d.Before(later) != (n > 0) || d.After(later) != (n < 0) || (d.Compare(later) == 0) != (n == 0) {
			t.Fatalf("%s and %s are in the wrong order", d, later)
		}
	})
}

func TestMonthsKeepTheOrderAndTheDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t), rapid.IntRange(-600, 600).Draw(t, "months")
		later := d.AddMonths(n)
		if got := (later.Year-d.Year)*12 + int(later.Month-d.Month); got != n {
			t.Fatalf("%s and %d months is %s", d, n, later)
		}
		if later.Day != d.Day && (later.Day > d.Day || later.AddDays(1).Day != 1) {
			t.Fatalf("%s and %d months is %s, neither the same day nor a month's end", d, n, later)
		}
		if next := d.AddDays(1).AddMonths(n); next.Before(later) {
			t.Fatalf("a day after %s is before it %d months later", d, n)
		}
		written, err := civil.Parse(later.String())
		if err != nil || written != later {
			t.Fatalf("%s is read as %s, %v", later, written, err)
		}
	})
}

package piece_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/ui/piece"
)

var english = [12]string{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
}

var both = [][12]string{english, months}

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
		got, ok := piece.ParseDate(c.text, both)
		if got != c.want && (ok || !c.want.IsZero()) || ok == c.want.IsZero() {
			t.Errorf("%q: %v, %v; want %v", c.text, got, ok, c.want)
		}
	}
}

func day(t *rapid.T) civil.Date {
	return civil.Date{Year: 1900, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 73_000).Draw(t, "day"))
}

func TestEveryDayIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day(t)
		name := rapid.SampledFrom(both).Draw(t, "language")[d.Month-1]
		for _, text := range []string{
			d.String(), fmt.Sprintf("%d.%d.%d", d.Day, d.Month, d.Year), fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year),
			fmt.Sprintf("%d %s %d", d.Day, name, d.Year), fmt.Sprintf("%s %d, %d", name, d.Day, d.Year),
		} {
			if got, ok := piece.ParseDate(text, both); !ok || got != d {
				t.Fatalf("%q: %v, %v; want %v", text, got, ok, d)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2003-02-28", "28 févr. 2003", "1er juin 2025", "29.2.2023", "\xff", "٣.٢.٢٠٠٣"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := piece.ParseDate(text, both)
		if ok && civil.Of(d.In(time.UTC)) != d {
			t.Errorf("%q: %v is no day", text, d)
		}
	})
}

// birthField shows a date field with the focus in its entry.
func birthField(t *testing.T, text string) (w fyne.Window, texts *[]string, left *int) {
	light(t)
	texts, left = new([]string), new(int)
	field := piece.NewDateField("birth", text, dateWords, func(s string) { *texts = append(*texts, s) }, func() { *left++ })
	w = show(t, piece.Stack(0, field), 400, 500)
	focus(t, w, "birth")
	return w, texts, left
}

func TestADayIsPickedByKeys(t *testing.T) {
	for _, c := range []struct {
		name, text string
		keys       []fyne.KeyName
		want       string
	}{
		{"as typed", "28 février 2003", nil, "28 février 2003"},
		{"next day", "28.2.2003", []fyne.KeyName{fyne.KeyRight}, "1 mars 2003"},
		{"day before", "1.3.2003", []fyne.KeyName{fyne.KeyLeft}, "28 février 2003"},
		{"weeks", "1.3.2003", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp}, "8 mars 2003"},
		{"month, shorter", "31.3.2003", []fyne.KeyName{fyne.KeyPageUp}, "28 février 2003"},
		{"month, over the year", "15.12.2003", []fyne.KeyName{fyne.KeyPageDown}, "15 janvier 2004"},
		{"ends of the week", "4.6.2025", []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyEnd}, "8 juin 2025"},
		{"today where there is none", "hier", nil, "4 juin 2025"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, texts, left := birthField(t, c.text)
			press(w, fyne.KeyTab)
			wantFocus(t, w, "birth/open")
			press(w, fyne.KeyReturn)
			before := *left
			press(w, append(c.keys, fyne.KeyReturn)...)
			if openPopUps(w) != 0 {
				t.Fatal("the calendar is still open")
			}
			wantFocus(t, w, "birth/open")
			if c.want != c.text && !slices.Equal(*texts, []string{c.want}) || *left != before+1 {
				t.Errorf("told %v, left %d times more; want %q, once", *texts, *left-before, c.want)
			}
		})
	}
}

func TestEscapeLeavesADateAsItWasTyped(t *testing.T) {
	w, texts, _ := birthField(t, "31 février")
	press(w, fyne.KeyDown, fyne.KeyRight, fyne.KeyEscape)
	wantFocus(t, w, "birth")
	if got := piece.FindKey(w.Content(), "birth").(*piece.Entry).Text; got != "31 février" || len(*texts) != 0 {
		t.Errorf("the text is %q, told %v", got, *texts)
	}
}

func TestTheCalendarGoesByMonthAndYearAndToToday(t *testing.T) {
	w, texts, _ := birthField(t, "28.2.2003")
	press(w, fyne.KeyDown)
	top := w.Canvas().Overlays().Top()
	for key, times := range map[string]int{"birth/month/next": 2, "birth/month/previous": 1, "birth/year/previous": 3, "birth/year/next": 1} {
		for range times {
			test.Tap(piece.FindKey(top, key).(fyne.Tappable))
		}
	}
	w.Canvas().Focus(piece.FindKey(top, "birth/days").(fyne.Focusable))
	press(w, fyne.KeySpace)
	press(w, fyne.KeyDown)
	test.Tap(piece.FindKey(w.Canvas().Overlays().Top(), "birth/today").(fyne.Tappable))
	if want := []string{"28 mars 2001", "4 juin 2025"}; !slices.Equal(*texts, want) {
		t.Errorf("told %v, want %v", *texts, want)
	}
}

func TestADayIsPickedByPointer(t *testing.T) {
	w, texts, _ := birthField(t, "28.2.2003")
	press(w, fyne.KeyDown)
	grid := piece.FindKey(w.Canvas().Overlays().Top(), "birth/days")
	size := grid.Size()
	test.TapAt(grid.(fyne.Tappable), fyne.NewPos(size.Width*5.5/7, size.Height*1.5/7)) // Saturday of the first week
	if want := []string{"1 février 2003"}; !slices.Equal(*texts, want) {
		t.Errorf("told %v, want %v", *texts, want)
	}
}

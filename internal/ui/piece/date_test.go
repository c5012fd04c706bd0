package piece_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/piece"
)

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

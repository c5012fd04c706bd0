package piece

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
)

// A long list draws what is seen, moves by the keyboard past its headings, and
// scrolls what is at hand into view.
func TestLongList(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 1))
	var rows []ListRow
	for i := range 2000 {
		if i%10 == 0 {
			rows = append(rows, ListRow{Title: fmt.Sprintf("Day %d", i/10)})
		}
		rows = append(rows, ListRow{Value: fmt.Sprint(i), Title: "12:00", Note: "note"})
	}
	var pressed []string
	list := NewList("list", rows, func(value string) { pressed = append(pressed, value) })
	window := test.NewTempWindow(t, nil)
	window.Resize(fyne.NewSize(600, 400))
	dialog := ShowDialog(window.Canvas(), "Title", list)
	if FocusKey(window.Canvas()) != "list" {
		t.Fatal("the list has not the keyboard")
	}
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			list.TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	press(fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	for range 10 {
		press(fyne.KeyDown)
	}
	press(fyne.KeySpace, fyne.KeyEnd, fyne.KeyDown, fyne.KeyReturn)
	if want := []string{"0", "0", "10", "1999"}; fmt.Sprint(pressed) != fmt.Sprint(want) {
		t.Errorf("pressed %v, want %v", pressed, want)
	}
	if len(list.drawn) > 40 {
		t.Errorf("%d rows are drawn", len(list.drawn))
	}
	from, to := list.view()
	if top := list.tops[list.now]; top < from || top > to {
		t.Errorf("the entry at hand is at %v, and %v to %v is seen", top, from, to)
	}
	press(fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome)
	if list.now != 1 {
		t.Errorf("the entry at hand is %d", list.now)
	}
	pressed = nil
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, list.tops[3]+5)})
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 1)}) // a heading
	if fmt.Sprint(pressed) != "[2]" {
		t.Errorf("pressed %v", pressed)
	}
	press(fyne.KeyEscape)
	if window.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the dialog")
	}
	dialog.Hide()
}

package piece

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/ui/look"
)

// A button that was pressed and cannot be any more does not hold the keyboard: Escape
// still closes the dialog.
func TestADisabledButtonPassesKeysOn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 1))
	window := test.NewTempWindow(t, nil)
	window.Resize(fyne.NewSize(600, 400))
	button := NewButton("once", "Once", Secondary, nil, func() {})
	ShowDialog(window.Canvas(), "Title", nil, button)
	window.Canvas().Focus(button)
	button.Disable()
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
}

// sheetsIn shows so many sheets in a dialog in a window of a size.
func sheetsIn(t *testing.T, count int, size fyne.Size) (*Sheets, *sheetsSeen) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light, 1))
	window := test.NewTempWindow(t, nil)
	window.Resize(size)
	seen := &sheetsSeen{}
	sheets := NewSheets("sheets", count, SheetsWork{
		Sheet:   func(page int) Sheet { return Sheet{Number: fmt.Sprint(page + 1), State: Met, Word: "used"} },
		Picture: func(int) Picture { return Picture{} },
		Seen:    func(first, last int) { seen.first, seen.last = first, last },
		Open:    func(page int) { seen.opened = append(seen.opened, page) },
		Turn:    func(page int) { seen.turned = append(seen.turned, page) },
	})
	ShowDialog(window.Canvas(), "Title", sheets).SetWidth(10_000)
	return sheets, seen
}

type sheetsSeen struct {
	first, last    int
	opened, turned []int
}

// Whatever key is pressed, the page at hand is among those that can be seen, and no
// more exist than that.
func TestTheSheetAtHandCanBeSeen(t *testing.T) {
	sheets, seen := sheetsIn(t, 1000, fyne.NewSize(900, 700))
	n := sheets.across(sheets.width)
	if n < 3 {
		t.Fatalf("%d side by side", n)
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyLeft, 0}, {fyne.KeyUp, 0}, {fyne.KeyRight, 1}, {fyne.KeyDown, n + 1}, {fyne.KeyUp, 1},
		{fyne.KeyEnd, 999}, {fyne.KeyRight, 999}, {fyne.KeyDown, 999}, {fyne.KeyUp, 999 - n}, {fyne.KeyHome, 0},
		{fyne.KeyPageDown, n * sheets.lines()}, {fyne.KeyPageUp, 0},
	} {
		sheets.TypedKey(&fyne.KeyEvent{Name: step.key})
		if sheets.now != step.want || sheets.now < seen.first || sheets.now > seen.last {
			t.Errorf("%s: page %d is at hand, want %d; %d to %d are seen", step.key, sheets.now, step.want, seen.first, seen.last)
		}
	}
	if len(sheets.drawn) > 60 {
		t.Errorf("%d sheets exist", len(sheets.drawn))
	}
}

// In the last line Down goes to the last page where there is none right below.
func TestDownGoesAsFarAsThereArePages(t *testing.T) {
	sheets, _ := sheetsIn(t, 1, fyne.NewSize(900, 700))
	n := sheets.across(sheets.width)
	sheets.count = n + 2
	sheets.To(n - 1)
	sheets.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if sheets.now != n+1 {
		t.Errorf("page %d of %d, %d side by side", sheets.now, sheets.count, n)
	}
}

// A press on a picture opens it, one below it turns how the page stands; beside both
// nothing happens.
func TestSheetsArePressed(t *testing.T) {
	sheets, seen := sheetsIn(t, 20, fyne.NewSize(900, 700))
	for page := range 3 {
		at := sheets.at(page, sheets.width)
		sheets.Tapped(&fyne.PointEvent{Position: at.AddXY(20, 20)})
		sheets.Tapped(&fyne.PointEvent{Position: at.AddXY(20, look.Gap8+sheetHigh+look.Gap8)})
		sheets.Tapped(&fyne.PointEvent{Position: at.AddXY(-3, 20)})
	}
	if want := []int{0, 1, 2}; !slices.Equal(seen.opened, want) || !slices.Equal(seen.turned, want) {
		t.Errorf("opened %v, turned %v", seen.opened, seen.turned)
	}
}

// The sign at a picture's corner turns the page below the pointer; no other page has one.
func TestSheetsAreTurnedByTheirSign(t *testing.T) {
	sheets, seen := sheetsIn(t, 20, fyne.NewSize(900, 700))
	var rotated []int
	sheets.work.Rotate = func(page int) { rotated = append(rotated, page) }
	for page := range 3 {
		at := sheets.at(page, sheets.width).AddXY(look.Gap8+sheetWide-spinEdge-spinSide/2, look.Gap8+spinEdge+spinSide/2)
		sheets.Tapped(&fyne.PointEvent{Position: at})
		sheets.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
		sheets.Tapped(&fyne.PointEvent{Position: at})
		sheets.MouseOut()
	}
	if want := []int{0, 1, 2}; !slices.Equal(rotated, want) || !slices.Equal(seen.opened, want) || len(seen.turned) > 0 {
		t.Errorf("rotated %v, opened %v, turned %v", rotated, seen.opened, seen.turned)
	}
}

// The pointer reaches the pages themselves: nothing that lies on them keeps it.
func TestThePointerReachesSheets(t *testing.T) {
	sheets, seen := sheetsIn(t, 20, fyne.NewSize(900, 700))
	var rotated []int
	sheets.work.Rotate = func(page int) { rotated = append(rotated, page) }
	c := fyne.CurrentApp().Driver().CanvasForObject(sheets)
	at := At(sheets).Add(sheets.at(1, sheets.width)).AddXY(look.Gap8, look.Gap8)
	test.TapCanvas(c, at.AddXY(40, 60))
	test.TapCanvas(c, at.AddXY(40, sheetHigh+look.Gap8))
	test.MoveMouse(c, at.AddXY(40, 60))
	if sheets.hovered != 1 {
		t.Errorf("the pointer is on page %d", sheets.hovered)
	}
	test.TapCanvas(c, at.AddXY(sheetWide-spinEdge-spinSide/2, spinEdge+spinSide/2))
	if one := []int{1}; !slices.Equal(seen.opened, one) || !slices.Equal(seen.turned, one) || !slices.Equal(rotated, one) {
		t.Errorf("opened %v, turned %v, rotated %v", seen.opened, seen.turned, rotated)
	}
}

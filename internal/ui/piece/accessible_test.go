package piece_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/piece"
)

// What a screen reader says of a control is what is asked, what stands there, and
// what is wrong.
func TestAFieldNamesItsControl(t *testing.T) {
	light(t)
	secret := piece.NewSecret("secret", "hidden", nil, nil)
	for _, c := range []struct {
		control fyne.CanvasObject
		want    string
	}{
		{control: piece.NewEntry("e", "Zoë", "as in your passport", nil, nil), want: "Question, Zoë, Wrong"},
		{control: piece.NewEntry("e", "", "as in your passport", nil, nil), want: "Question, Wrong"},
		{control: secret, want: "Question, Wrong"},
		{control: piece.NewChoice("c", "Choose", levels, "C1", nil), want: "Question, C1, Wrong"},
		{control: piece.NewPicker("p", "Add a country", countries, nil, nil, nil), want: "Question, Add a country, Wrong"},
	} {
		f := piece.NewField("Question", "Help", c.control)
		f.SetError("Wrong")
		if got := c.control.(fyne.Accessible).AccessibilityLabel(); got != c.want {
			t.Errorf("%T is called %q, want %q", c.control, got, c.want)
		}
	}
	day := piece.NewDateField("d", "", piece.DateWords{Open: "Open the calendar"}, nil, nil)
	piece.About("Studies", piece.NewField("First day", "", day)).(*piece.Field).SetError("Wrong")
	if got := piece.FindKey(day, "d/open").(fyne.Accessible).AccessibilityLabel(); got != "Studies, First day, Open the calendar" {
		t.Errorf("the calendar's button is called %q", got)
	}
	yes := piece.NewSwitch("s", levels[:2], "A1", nil)
	piece.NewField("Question", "", piece.Row(0, yes))
	if got := yes.(fyne.Accessible).AccessibilityLabel(); got != "Question, A1" {
		t.Errorf("a switch in a row is called %q", got)
	}
}

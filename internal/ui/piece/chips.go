package piece

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
)

// NewChips returns what was chosen, each with a button that takes it away; its
// key is KEY/VALUE. removeWord returns what a screen reader says of the button.
func NewChips(key string, items []Option, removeWord func(label string) string, remove func(value string)) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	for _, item := range items {
		chips = append(chips, chip(key, item, removeWord, remove))
	}
	return Row(look.Gap8, chips...)
}

func chip(key string, item Option, removeWord func(string) string, remove func(string)) fyne.CanvasObject {
	cross := &plate{space: evenly(look.Em(4)), ringGap: -1}
	if removeWord != nil {
		cross.spoken = removeWord(item.Label)
	}
	cross.build(cross, key+"/"+item.Value, box(look.Clear, look.Clear, look.RadiusControl-2),
		picture(look.Icon("close"), look.Accent, look.Em(12)), func() { remove(item.Value) })
	label := []fyne.CanvasObject{newText(item.Label, look.TextBody, look.Ink, false)}
	if item.Note != "" {
		label = append(label, Small(item.Note))
	}
	return inset(padded{top: look.Gap4, right: look.Gap4, bottom: look.Gap4, left: look.Gap12},
		box(look.Soft, look.Clear, look.RadiusControl), newGrow(6, nil, Row(6, label...), cross))
}

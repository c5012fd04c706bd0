package piece

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
)

// State is how something stands. It is always shown as an icon, a word and a
// colour together; the word is the caller's.
type State int

// The states. Neutral says nothing; Busy is time: running work, days left; Out is what
// the person left out.
const (
	Neutral State = iota
	Met
	NotMet
	ToConfirm
	Unanswered
	Done
	Missing
	Todo
	Busy
	Out
)

// face is how a state looks.
type face struct {
	icon      string
	ink, soft fyne.ThemeColorName
}

var faces = map[State]face{
	Neutral:    {"info", look.Open, look.OpenSoft},
	Met:        {"check", look.Met, look.MetSoft},
	NotMet:     {"close", look.Missing, look.MissingSoft},
	ToConfirm:  {"question", look.Confirm, look.ConfirmSoft},
	Unanswered: {"circle", look.Open, look.OpenSoft},
	Done:       {"check", look.Met, look.MetSoft},
	Missing:    {"triangle", look.Missing, look.MissingSoft},
	Todo:       {"circle", look.Open, look.OpenSoft},
	Busy:       {"clock", look.Accent, look.Soft},
	Out:        {"minus", look.Open, look.OpenSoft},
}

// face returns how a state looks; one that there is not looks neutral.
func (s State) face() face {
	if f, ok := faces[s]; ok {
		return f
	}
	return faces[Neutral]
}

// Badge returns a pill with the icon and the word of a state on its soft colour.
func Badge(s State, word string) fyne.CanvasObject {
	f := s.face()
	label := Line(word, look.TextSmall, f.ink, true)
	inside := newGrow(look.Em(5), StateIcon(s, 14), label, nil)
	return inset(padded{top: look.Em(3), right: look.Em(9), bottom: look.Em(3), left: look.Em(7)},
		box(f.soft, look.Clear, look.RadiusControl), inside)
}

// StateIcon returns the icon of a state in its colour, size points high at the
// usual size of text.
func StateIcon(s State, size float32) fyne.CanvasObject {
	f := s.face()
	return picture(look.Icon(f.icon), f.ink, look.Em(size))
}

// Drawing returns an icon by its name in a colour, size points high at the usual size of
// text.
func Drawing(icon string, colour fyne.ThemeColorName, size float32) fyne.CanvasObject {
	return picture(look.Icon(icon), colour, look.Em(size))
}

// stateTile returns the icon on a square of the state's soft colour.
func stateTile(s State, side float32) fyne.CanvasObject {
	pad := look.Em(side * 0.25)
	return inset(padded{top: pad, right: pad, bottom: pad, left: pad},
		box(s.face().soft, look.Clear, 8), StateIcon(s, side*0.5))
}

// Arrow returns the sign between what is and what would be.
func Arrow() fyne.CanvasObject {
	return picture(look.Icon("chevron-right"), look.Muted, look.Em(16))
}

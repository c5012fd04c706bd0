package piece

import (
	"fyne.io/fyne/v2"

	"example.org/dossier/internal/ui/look"
)

// NewNotice returns a bar in the colours of a state: what is so, what to do
// about it ("" for nothing), and the buttons that do it, which a screen reader tells
// from those of other bars. The key names the notice.
func NewNotice(key string, s State, what, do string, actions ...*Button) fyne.CanvasObject {
	words := []fyne.CanvasObject{newNews(what, true)}
	if do != "" {
		words = append(words, newNews(do, false))
	}
	ground := box(s.face().soft, look.Clear, look.RadiusCard)
	ground.StrokeColor, ground.StrokeWidth = look.Color(s.face().ink), hairline
	mark := inset(padded{top: look.Em(1)}, noticeIcon(s))
	line := newGrow(look.Gap12, mark, Stack(2, words...), About(what, buttons(actions)))
	return inset(padded{top: look.Gap12, right: look.Gap16, bottom: look.Gap12, left: look.Gap16}, ground, line)
}

// NewBanner returns a bar over the whole width that says what holds for all that
// stands below it: an icon, what is so, what that means, and the buttons.
func NewBanner(icon fyne.Resource, what, means string, actions ...*Button) fyne.CanvasObject {
	words := Stack(2, newText(what, look.TextBody, look.Accent, true), newText(means, look.TextSmall, look.Muted, false))
	line := newGrow(look.Gap12, picture(icon, look.Accent, look.Em(20)), words, buttons(actions))
	line.Layout.(*grow).least = bannerLeast
	line.Layout.(*grow).under = look.Gap4
	return inset(padded{top: look.Gap8, right: look.Gap24, bottom: look.Gap8, left: look.Gap24}, box(look.Soft, look.Clear, 0), line)
}

// bannerLeast is the width that a banner's words need beside its buttons, in
// points at the usual size of text.
const bannerLeast = 260

// noticeIcon is the state's, a warning's where something is missing.
func noticeIcon(s State) fyne.CanvasObject {
	drawing := s.face().icon
	switch s {
	case Missing, NotMet:
		drawing = "warning"
	case Met, Done:
		drawing = "check-circle"
	case ToConfirm, Unanswered, Todo:
		drawing = "info"
	}
	return picture(look.Icon(drawing), s.face().ink, look.Em(20))
}

// buttons puts buttons side by side; none are nothing.
func buttons(all []*Button) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for _, b := range all {
		if b != nil {
			parts = append(parts, b)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return Row(look.Gap8, parts...)
}

// NewToast returns a short message that floats above the page, with one thing to
// do ("" for none). Whoever shows it puts it in its place and takes it away.
func NewToast(key, words, action string, tapped func()) fyne.CanvasObject {
	var button fyne.CanvasObject
	if action != "" {
		button = NewButton(key, action, Quiet, nil, tapped)
	}
	return inset(padded{top: look.Gap8, right: look.Gap8, bottom: look.Gap8, left: look.Gap16},
		floating(look.RadiusCard), newGrow(look.Gap12, picture(look.Icon("check-circle"), look.Met, look.Em(18)), newNews(words, false), button))
}

// newNews returns a text that a screen reader says as soon as it is there.
func newNews(words string, bold bool) *text {
	t := newText(words, look.TextBody, look.Ink, bold)
	t.news = true
	return t
}

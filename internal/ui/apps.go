package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The several applications of one dossier: which one is shown, how another one is
// shown in its place, and how one is given up. All steps work on the shown one.

// openerKey is the key of what shows the applications in the bar above.
const openerKey = "applications"

// applicationsButton names the vacancy, says how many applications there are, and
// opens the list of them.
func (w *Window) applicationsButton() fyne.CanvasObject {
	names := append([]string{w.vacancyName()}, w.vacancyShort()...)
	if count := len(w.shot.Applied); count > 1 {
		shortest := names[len(names)-1]
		for i, name := range names {
			names[i] = w.say("ui.apps.of-several", message.Args{"Vacancy": name, "Count": count})
		}
		names = append(names, shortest)
	}
	var button *piece.Opener
	button = piece.NewOpener(openerKey, func() {
		piece.ShowMenu(button, openerKey+".options", w.applicationOptions(), w.shot.Application.Vacancy, w.takeApplication)
	}, names[0], names[1:]...)
	return button.Speak(w.say("ui.apps.spoken", message.Args{"Vacancy": names[0]}))
}

// openApplications opens the list of applications from the keyboard.
func (w *Window) openApplications() {
	if button, ok := piece.FindKey(w.window.Canvas().Content(), openerKey).(*piece.Opener); ok {
		button.Open()
	}
}

// What can be done with applications, below the list of them.
const (
	addText    = "ui.menu.add-application"
	giveUpText = "ui.menu.give-up"
)

// applicationOptions are the dossier's applications, and what can be done with
// them.
func (w *Window) applicationOptions() []piece.Option {
	var options []piece.Option
	for _, a := range w.shot.Applied {
		options = append(options, piece.Option{Value: a.Vacancy, Label: w.appliedTitle(a), Note: w.appliedNote(a)})
	}
	if w.canApply() {
		options = append(options,
			piece.Option{Value: addText, Label: w.say(addText, nil)}, piece.Option{Value: giveUpText, Label: w.say(giveUpText, nil)})
	}
	return options
}

// takeApplication does what was chosen in the list.
func (w *Window) takeApplication(value string) {
	switch value {
	case addText:
		w.askAdd()
	case giveUpText:
		w.askGiveUp()
	default:
		w.switchTo(value, func() {})
	}
}

// canApply reports whether applications can be added and given up.
func (w *Window) canApply() bool { return w.hasDossier() && w.shot.ReadOnly == nil }

// hasSeveral reports whether there is another application to show.
func (w *Window) hasSeveral() bool { return w.hasDossier() && len(w.shot.Applied) > 1 }

// appliedTitle names an application, by the vacancy's id where nothing else is
// known of it.
func (w *Window) appliedTitle(a applied) string {
	if a.Pack == nil {
		return a.Vacancy
	}
	return w.loc.Pick(a.Pack.Title)
}

// appliedNote says how far an application is, and until when there is time.
func (w *Window) appliedNote(a applied) string {
	if a.Pack == nil {
		return w.say("ui.apps.unchecked", nil)
	}
	ready := a.Checklist.Readiness
	args := message.Args{"Met": ready.Met, "Of": ready.Of, "Date": a.Pack.Deadline.Day()}
	switch {
	case a.Submitted != nil:
		return w.say("ui.sent.on", message.Args{"Date": a.Submitted.On})
	case a.Checklist.Deadline.Closed:
		return w.say("ui.apps.note-closed", args)
	case ready.Ready:
		return w.say("ui.apps.note-ready", args)
	}
	return w.say("ui.apps.note", args)
}

// vacancyName names the shown vacancy: by its programme and office, and by its
// title where the notice names no office.
func (w *Window) vacancyName() string {
	pack := w.shot.Pack
	switch {
	case pack == nil:
		return w.shot.Application.Vacancy
	case w.loc.Pick(pack.Office) == "":
		return w.loc.Pick(pack.Title)
	}
	return w.say("ui.vacancy", message.Args{"Programme": pack.Programme.Title, "Office": pack.Office})
}

// vacancyShort are shorter names of the vacancy, the longest first, with the name
// that files have for it; none where the pack has no such name.
func (w *Window) vacancyShort() []string {
	if w.shot.Pack == nil || w.shot.Pack.Short == "" {
		return nil
	}
	short := w.shot.Pack.Short
	return []string{w.say("ui.vacancy-short", message.Args{"Programme": w.shot.Pack.Programme.Title, "Short": short}), short}
}

// switchTo shows another application in the place of the present one, on the same
// step, once all that was typed for this one is on the disk.
func (w *Window) switchTo(vacancy string, then func()) {
	if vacancy == w.shot.Application.Vacancy {
		then()
		return
	}
	w.afterSavingThose(ownField, func() {
		w.flush() // what was typed meanwhile
		w.clearToast()
		w.desk.turnTo(vacancy, then)
	})
}

// ownFields begin the names of the fields that belong to one application; facts
// and documents belong to all.
var ownFields = map[string]bool{"start": true, "requisition": true, "notes": true, "competencies": true, "pages": true, "answerLimit": true}

func ownField(field string) bool {
	first, _, _ := strings.Cut(field, ".")
	return ownFields[first]
}

// commonSteps work on facts and documents, and stay as they are when another
// application is shown; workingSteps may have work under way for an application,
// and wait for it to be shown again.
var (
	commonSteps  = []stepID{stepAbout, stepLanguages, stepDocuments}
	workingSteps = []stepID{stepBundle, stepHandOver}
)

// turned shows another application than that for the vacancy before, which the
// snapshot holds already.
func (w *Window) turned(before string) {
	now := w.shot.Application.Vacancy
	for field, d := range w.drafts {
		if ownField(field) {
			d.gone = true
			w.forget(field)
		}
	}
	w.elsewhere[before] = w.steps
	steps := newSteps(w)
	for _, id := range commonSteps {
		steps[id] = w.elsewhere[before][id]
	}
	for _, id := range workingSteps {
		if waiting := w.elsewhere[now][id]; waiting != nil {
			steps[id] = waiting
		}
	}
	w.steps, w.chosen = steps, map[stepID]string{}
	path := w.shot.Path
	w.remember(func(s *settings.Settings) { s.Show(path, now) })
	w.shell.update()
	w.title()
	w.rebuildStep()
	w.shell.toTop()
}

// askGiveUp asks whether the shown application is to be given up, and says what
// goes with it and what stays.
func (w *Window) askGiveUp() {
	if sent := w.shot.Application.Submitted; sent != nil {
		w.tellSent(sent)
		return
	}
	if len(w.shot.Applied) < 2 {
		w.tellLast()
		return
	}
	about, title := w.shot.Application.Vacancy, w.shownTitle()
	var dialog *piece.Dialog
	keep := piece.NewButton("give-up.keep", w.say("ui.give-up.keep", nil), piece.Secondary, nil, func() { dialog.Hide() })
	give := piece.NewButton("give-up.do", w.say("ui.give-up.do", nil), piece.Danger, nil, func() {
		dialog.Hide()
		w.giveUp(about, title)
	})
	body := piece.Stack(look.Gap16,
		piece.Strong(w.loc.Text(title)),
		piece.Fact(w.say("ui.give-up.goes", nil), w.say("ui.give-up.goes-what", nil)),
		piece.Fact(w.say("ui.give-up.stays", nil), w.say("ui.give-up.stays-what", nil)),
		piece.Muted(w.say("ui.give-up.undo", nil)),
	)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.give-up.title", nil), body, give, keep)
}

// tellLast says why the only application is not given up.
func (w *Window) tellLast() {
	var dialog *piece.Dialog
	add := piece.NewButton("give-up.add", w.say(addText, nil), piece.Secondary, nil, func() {
		dialog.Hide()
		w.askAdd()
	})
	close := piece.NewButton("give-up.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.give-up.last", nil), piece.Body(w.say("ui.give-up.last-do", nil)), add, close)
}

// shownTitle names the shown application in every language.
func (w *Window) shownTitle() message.Message {
	if w.shot.Pack == nil {
		return message.New("ui.apps.title", message.Args{"Title": w.shot.Application.Vacancy})
	}
	return message.New("ui.apps.title", message.Args{"Title": w.shot.Pack.Title})
}

// giveUp takes an application out of the dossier; the toast brings it back.
func (w *Window) giveUp(about string, title message.Message) {
	for field := range w.drafts {
		if ownField(field) {
			w.forget(field) // it goes too
		}
	}
	w.change(func() {
		w.toast(message.New("ui.give-up.done", message.Args{"Title": title}), "ui.menu.undo", w.undo)
	}, session.GiveUp{Vacancy: about})
}

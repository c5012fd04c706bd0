package ui

import (
	"errors"
	"io/fs"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/piece"
)

// edit makes changes at once; what goes wrong is told above the page.
func (w *Window) edit(edits ...session.Edit) {
	if w.desk != nil {
		w.change(func() {}, edits...)
	}
}

// change makes changes at once, after what was typed before. done is called
// when they are on the disk and on the screen. What goes wrong is told above the
// page, which shows again what is saved.
func (w *Window) change(done func(), edits ...session.Edit) {
	w.flush()
	w.clearToast()
	w.touch(edits)
	desk := w.desk
	desk.edit(func(err error) {
		if err != nil {
			w.fail(err)
		}
		switch {
		case w.desk != desk:
		case errors.Is(err, fs.ErrNotExist): // the folder may be gone
			w.lookOutside()
			w.rebuildStep()
		case err != nil:
			w.rebuildStep()
		default:
			done()
		}
	}, edits...)
	w.shell.showSaved()
}

// touch tells the documents' cards what is chosen on them.
func (w *Window) touch(edits []session.Edit) {
	documents, ok := w.steps[stepDocuments].(*documentsStep)
	for _, edit := range edits {
		if set, is := edit.(session.Set); ok && is {
			documents.touch(set.Assignments)
		}
	}
}

// set gives fields new values at once, each written FIELD=VALUE.
func (w *Window) set(assignments ...string) {
	w.edit(session.Set{Vacancy: w.shot.Application.Vacancy, Assignments: assignments})
}

// lock disables a control where the dossier can only be read.
func (w *Window) lock(control fyne.CanvasObject) {
	if disableable, ok := control.(fyne.Disableable); ok && w.shot.ReadOnly != nil {
		disableable.Disable()
	}
}

// dateField describes a field for a day that saves itself.
type dateField struct {
	field       string // as session.Set names it
	label, help string // ready texts
	saved       candidate.Day
	empty       string // what an empty text is saved as: "" is the answer none
}

// date builds the field. What is typed stays as it was typed until it is a day.
func (w *Window) date(f dateField) *piece.Field {
	value := func(text string) (string, error) {
		if strings.TrimSpace(text) == "" {
			return f.empty, nil
		}
		day, ok := i18n.ParseDate(text)
		if !ok {
			return "", i18n.BadDate(text)
		}
		return day.String(), nil
	}
	shown := w.draftOr(f.field, w.loc.Date(f.saved.Date))
	var field *piece.Field
	control := piece.NewDateField(f.field, shown, w.dateWords(), func(text string) {
		w.typed(f.field, text, value)
		field.SetNote(w.readAs(text))
	}, func() { w.left(f.field) })
	w.lockField(f.field, control)
	field = piece.NewField(f.label, f.help, control)
	field.SetNote(w.readAs(shown))
	return w.field(f.field, field)
}

// readAs says as which day a typed text is read, so that nobody has to guess what
// 3/4/2003 is; nothing where it is written out, or no day.
func (w *Window) readAs(text string) string {
	day, ok := i18n.ParseDate(text)
	if text = strings.TrimSpace(text); !ok || text == w.loc.Date(day) {
		return ""
	}
	return w.say("ui.date.read-as", message.Args{"Date": day})
}

// monthNames are the months in a language.
func monthNames(loc *i18n.Localizer) (names [12]string) {
	for i, id := range monthIDs {
		names[i] = loc.Text(message.New(id, nil))
	}
	return names
}

var monthIDs = [12]string{
	"format.month.1", "format.month.2", "format.month.3", "format.month.4", "format.month.5", "format.month.6",
	"format.month.7", "format.month.8", "format.month.9", "format.month.10", "format.month.11", "format.month.12",
}

var weekdayIDs = [7]string{
	"ui.weekday.1", "ui.weekday.2", "ui.weekday.3", "ui.weekday.4", "ui.weekday.5", "ui.weekday.6", "ui.weekday.7",
}

// dateWords are the texts of a date field.
func (w *Window) dateWords() piece.DateWords {
	words := piece.DateWords{
		Months: monthNames(w.loc), Placeholder: w.say("ui.date.placeholder", nil),
		Open: w.say("ui.date.open", nil), Previous: w.say("ui.date.previous", nil),
		Next: w.say("ui.date.next", nil), Today: w.say("ui.date.today", nil),
	}
	for i, id := range weekdayIDs {
		words.Weekdays[i] = w.say(id, nil)
	}
	return words
}

// choiceField describes a field with a closed list of answers.
type choiceField struct {
	field       string // as session.Set names it
	label, help string // ready texts
	hint        string // stands in the empty field
	options     []piece.Option
	saved       string
}

// choice builds the field; a choice is saved at once.
func (w *Window) choice(f choiceField) *piece.Field {
	control := piece.NewChoice(f.field, f.hint, f.options, f.saved, func(value string) { w.set(f.field + "=" + value) })
	w.lockField(f.field, control)
	return w.field(f.field, piece.NewField(f.label, f.help, control))
}

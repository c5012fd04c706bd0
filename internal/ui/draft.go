package ui

import (
	"strings"
	"time"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/piece"
)

// pause is how long a person stops typing before what they typed is saved.
const pause = 600 * time.Millisecond

// A draft is what stands in a field and is not on the disk yet. It outlives the
// field on the screen, so that a change of language or step loses no keystroke.
type draft struct {
	text    string
	value   func(text string) (string, error) // what is saved for the text
	problem error                             // why it is not saved
	scold   bool                              // the person has left the field: say the problem
	stop    func()                            // of the timer
	sent    bool                              // it is on its way to the disk
	gone    bool                              // its application is not shown any more
}

// typed keeps a field's text and saves it after a pause.
func (w *Window) typed(field, text string, value func(string) (string, error)) {
	d := w.drafts[field]
	if d == nil {
		d = &draft{}
		w.drafts[field] = d
	}
	if d.stop != nil {
		d.stop()
	}
	d.text, d.value, d.sent = text, value, false
	if d.problem != nil {
		if _, d.problem = value(text); d.problem == nil {
			w.tellProblem(field)
		}
	}
	d.stop = w.options.After(pause, func() { w.send(field) })
	w.shell.showSaved()
}

// left saves a field at once and says what is wrong with it, if anything.
func (w *Window) left(field string) {
	if d := w.drafts[field]; d != nil {
		d.scold = true
		w.send(field)
		w.tellProblem(field)
	}
}

// flush saves every draft; what cannot be saved stays a draft.
func (w *Window) flush() {
	for field := range w.drafts {
		w.left(field)
	}
}

// send takes a draft to the disk.
func (w *Window) send(field string) {
	d := w.drafts[field]
	if d == nil || d.sent || w.desk == nil {
		return
	}
	d.stop()
	value, err := d.value(d.text)
	if d.problem = err; err != nil {
		w.shell.showSaved()
		return
	}
	d.sent = true
	text, desk := d.text, w.desk
	w.clearToast()
	desk.edit(func(err error) {
		if (w.desk != desk || d.gone) && err != nil {
			w.fail(err) // its field is gone
		}
		if w.drafts[field] != d || d.text != text {
			return // typed on meanwhile
		}
		if d.problem = err; err == nil {
			delete(w.drafts, field)
			w.tryAgain()
		} else {
			d.scold = true
			d.sent = message.Of(err) != nil && message.Of(err).Class == message.BadInput // else the next try may succeed
			w.troubled(err)
		}
		w.tellProblem(field)
		w.shell.showSaved()
	}, session.Set{Vacancy: w.shot.Application.Vacancy, Assignments: []string{field + "=" + value}})
}

// tellProblem shows beside the field why it is not saved, or that nothing is
// wrong any more.
func (w *Window) tellProblem(field string) {
	shown := w.fields[field]
	if shown == nil {
		return
	}
	shown.SetError(w.problemOf(field))
}

// problemOf is the sentence beside a field; "" where it is fine, or where the
// person is still typing.
func (w *Window) problemOf(field string) string {
	d := w.drafts[field]
	if d == nil || d.problem == nil || !d.scold || w.outside.trouble != nil && !isBadInput(d.problem) {
		return "" // the bar above says why
	}
	return w.sentences(d.problem)
}

// sentences are what is wrong and what to do, one after the other.
func (w *Window) sentences(err error) string {
	if words, ok := w.besideField(err); ok {
		return words
	}
	what, do := w.loc.Error(err)
	return w.say("ui.field.problem", message.Args{"What": what, "Do": do})
}

// draftOr is the text that a field shows: what was typed and not saved, else
// what is saved.
func (w *Window) draftOr(field, saved string) string {
	if d := w.drafts[field]; d != nil {
		return d.text
	}
	return saved
}

// dropDrafts gives up what is not on the disk or on its way there.
func (w *Window) dropDrafts() {
	for _, d := range w.drafts {
		d.stop()
	}
	w.drafts = map[string]*draft{}
}

// unsaved are the fields whose text cannot be saved as it stands.
func (w *Window) unsaved() []string {
	var fields []string
	for field, d := range w.drafts {
		if d.problem != nil {
			fields = append(fields, field)
		}
	}
	return fields
}

// textField describes a field for text that saves itself.
type textField struct {
	field             string // as session.Set names it
	label, help, hint string // ready texts; hint stands in the empty field
	saved             string
	rows              int               // more than 1: an area
	follow            func(text string) // hears of every key; may be nil
	empty             string            // what an empty text is saved as: "" is the answer none
}

// text builds the field.
func (w *Window) text(f textField) *piece.Field {
	value := func(text string) (string, error) {
		if strings.TrimSpace(text) == "" {
			return f.empty, nil
		}
		return text, nil
	}
	changed := func(text string) {
		w.typed(f.field, text, value)
		if f.follow != nil {
			f.follow(text)
		}
	}
	left := func() { w.left(f.field) }
	shown := w.draftOr(f.field, f.saved)
	var control *piece.Entry
	if f.rows > 1 {
		control = piece.NewArea(f.field, shown, f.hint, f.rows, changed, left)
	} else {
		control = piece.NewEntry(f.field, shown, f.hint, changed, left)
	}
	w.lockField(f.field, control)
	return w.field(f.field, piece.NewField(f.label, f.help, control))
}

// field keeps the field known by its name, so that problems are told beside it.
func (w *Window) field(name string, f *piece.Field) *piece.Field {
	w.fields[name] = f
	f.SetError(w.problemOf(name))
	return f
}

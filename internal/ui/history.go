package ui

import (
	"context"
	"maps"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The earlier versions of the dossier: a list of them, what one of them said, and
// the way back to it.

// versionsWide is how wide the list of versions is.
const versionsWide = 640

// A versionList is the dialog with the versions.
type versionList struct {
	w      *Window
	desk   *desk
	states []session.State
	holder *fyne.Container
	closed bool
	dialog *piece.Dialog
}

// askHistory shows the earlier versions, once what was typed is one of them. They
// are read beside the window.
func (w *Window) askHistory() {
	w.afterSavingThose(func(string) bool { return false }, func() {
		if w.desk == nil || w.window.Canvas().Overlays().Top() != nil {
			return // something else is open by now
		}
		v := &versionList{w: w, desk: w.desk, holder: container.NewStack(piece.Muted(w.say("ui.history.reading", nil)))}
		close := piece.NewButton("history.close", w.say("ui.notice.close", nil), piece.Secondary, nil, nil)
		body := piece.Stack(look.Gap8, piece.Muted(w.say("ui.history.lead", nil)), v.holder)
		v.dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.history.title", nil), body, close)
		v.dialog.SetWidth(versionsWide)
		v.dialog.OnClosed = func() { v.closed = true }
		v.desk.start(v.read)
	})
}

// read reads the versions; it runs beside the window.
func (v *versionList) read(context.Context) {
	states, err := v.desk.session.History()
	v.desk.deliver(func() {
		switch {
		case v.closed: // nobody waits for it
		case err != nil:
			v.dialog.Hide()
			v.w.fail(err)
		default:
			v.show(states)
		}
	})
}

func (v *versionList) show(states []session.State) {
	w := v.w
	v.states = states
	if len(states) == 0 {
		put(v.holder, piece.Body(w.say("ui.history.none", nil)))
		v.dialog.Refresh()
		return
	}
	list := piece.NewList("history.list", v.rows(), v.open)
	put(v.holder, list)
	v.dialog.Refresh()
	if key := piece.FocusKey(w.window.Canvas()); key == "" || key == "history.close" {
		w.window.Canvas().Focus(list)
	}
}

// rows are the versions, each day's below its heading.
func (v *versionList) rows() []piece.ListRow {
	var rows []piece.ListRow
	var day civil.Date
	for i, state := range v.states {
		at := state.At.In(v.w.options.Local)
		if this := civil.Of(at); this != day || i == 0 {
			day = this
			rows = append(rows, piece.ListRow{Title: v.w.dayWords(day)})
		}
		row := piece.ListRow{Value: state.Name, Title: v.w.say("ui.history.time", message.Args{"Time": message.Clock{At: at}}), Note: v.w.versionNote(state, i == len(v.states)-1)}
		if state.Present {
			row.Aside = v.w.say("ui.history.present", nil)
		}
		rows = append(rows, row)
	}
	return rows
}

// dayWords is a day, with its word where it has one.
func (w *Window) dayWords(day civil.Date) string {
	today := civil.Of(w.options.House.Now().In(w.options.Local))
	switch day.DaysUntil(today) {
	case 0:
		return w.say("ui.history.today", message.Args{"Date": day})
	case 1:
		return w.say("ui.history.yesterday", message.Args{"Date": day})
	}
	return w.loc.Date(day)
}

// when is a day and a time by the person's own clock, for a text.
func (w *Window) when(at time.Time) message.Args {
	at = at.In(w.options.Local)
	return message.Args{"Date": civil.Of(at), "Time": message.Clock{At: at}}
}

// versionNote says on one line what changed in a version.
func (w *Window) versionNote(state session.State, isFirst bool) string {
	switch {
	case state.Err != nil:
		return w.say("ui.history.unreadable", nil)
	case isFirst:
		return w.say("ui.history.first", nil)
	case len(state.Changes) == 0:
		return w.say("ui.history.unknown", nil)
	}
	return w.changeWords(state.Changes)
}

// mostChanges is how many changes stand in one sentence.
const mostChanges = 4

// changeWords are changes in one sentence; of many the first, and how many there
// are besides.
func (w *Window) changeWords(changes []session.Change) string {
	var list message.List
	for _, c := range changes[:min(len(changes), mostChanges)] {
		list = append(list, w.loc.Text(w.named(c.Text)))
	}
	if more := len(changes) - len(list); more > 0 {
		return w.say("ui.history.and-more", message.Args{"Changes": strings.Join(texts(list), ", "), "Count": more})
	}
	return w.loc.List(list)
}

// named is a message in which applications are called by their names instead of
// their vacancies' ids.
func (w *Window) named(m message.Message) message.Message {
	for arg, value := range m.Args {
		for _, a := range w.shot.Applied {
			if value == a.Vacancy && a.Pack != nil {
				m.Args = maps.Clone(m.Args)
				m.Args[arg] = w.appliedTitle(a)
			}
		}
	}
	return m
}

func texts(list message.List) []string {
	var all []string
	for _, member := range list {
		if text, ok := member.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

// open looks at one version.
func (v *versionList) open(name string) {
	at := -1
	for i, state := range v.states {
		if state.Name == name {
			at = i
		}
	}
	if at < 0 {
		return
	}
	v.desk.enqueue(func() {
		seen, err := v.desk.session.Earlier(v.desk.ctx, name)
		v.desk.deliver(func() {
			if v.w.desk == v.desk {
				v.look(at, seen, err)
			}
		})
	})
}

// look shows what changed in a version, and what going back to it would mean.
func (v *versionList) look(at int, seen session.Earlier, err error) {
	w, state := v.w, v.states[at]
	title := w.say("ui.history.of", w.when(state.At))
	var parts []fyne.CanvasObject
	buttons := []*piece.Button{piece.NewButton("version.close", w.say("ui.history.back", nil), piece.Secondary, nil, nil)}
	if err != nil {
		what, do := w.loc.Error(err)
		parts = append(parts, piece.NewNotice("version.problem", piece.NotMet, what, do))
	} else {
		if len(state.Changes) > 0 {
			parts = append(parts, w.changeList(w.say("ui.history.changed", nil), state.Changes))
		} else {
			parts = append(parts, piece.Body(w.versionNote(state, at == len(v.states)-1)))
		}
		if len(seen.Changes) == 0 {
			parts = append(parts, piece.Muted(w.say("ui.history.same", nil)))
		} else {
			parts = append(parts, w.changeList(w.say("ui.history.would", nil), seen.Changes))
			buttons = append(buttons, v.goBack(state))
		}
		if len(seen.Missing) > 0 {
			parts = append(parts, w.lacking(seen.Missing))
		}
	}
	dialog := piece.ShowDialog(w.window.Canvas(), title, piece.Stack(look.Gap16, parts...), buttons...)
	dialog.SetWidth(addWide)
}

// changeList are changes below each other.
func (w *Window) changeList(title string, changes []session.Change) fyne.CanvasObject {
	lines := []fyne.CanvasObject{piece.Strong(title)}
	for _, c := range changes {
		lines = append(lines, piece.Body(w.say("ui.history.line", message.Args{"Change": w.loc.Text(w.named(c.Text))})))
	}
	return piece.Stack(look.Gap4, lines...)
}

// lacking says which documents of a version have no file any more.
func (w *Window) lacking(names []string) fyne.CanvasObject {
	var list message.List
	for _, name := range names {
		list = append(list, name)
	}
	return piece.NewNotice("version.missing", piece.Missing,
		w.say("ui.history.missing", message.Args{"Count": len(names), "Names": list}),
		w.say("ui.history.missing-do", message.Args{"Count": len(names)}))
}

// goBack is the button that goes back to a version; the toast undoes that.
func (v *versionList) goBack(state session.State) *piece.Button {
	w := v.w
	button := piece.NewButton("version.restore", w.say("ui.history.restore", nil), piece.Primary, look.Icon("undo"), func() {
		v.dialog.Hide() // and what is above it
		w.afterSaving(func() {
			w.change(func() {
				w.rebuildStep()
				w.toast(message.New("ui.history.restored", w.when(state.At)), "ui.menu.undo", w.undo)
			}, session.Restore{Name: state.Name})
		})
	})
	w.lock(button)
	return button
}

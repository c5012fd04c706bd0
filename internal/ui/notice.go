package ui

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A notice is something that went wrong or is worth knowing, in a bar above the
// page until it is put away. It keeps messages, not sentences, so that it
// follows the language.
type notice struct {
	state    piece.State
	what, do message.Message
	action   string // id of the text of a button; empty: none
	act      func()
}

// mostNotices stand above a page at a time; of more, the newest.
const mostNotices = 3

// fail tells a person what went wrong, each error in a bar of its own.
func (w *Window) fail(err error) {
	for _, e := range i18n.ExplainAll(err) {
		w.note(notice{state: piece.NotMet, what: e.What(), do: e.Do()})
	}
}

// warn tells a person something worth knowing.
func (w *Window) warn(m message.Message) { w.note(notice{state: piece.ToConfirm, what: m}) }

// note shows a notice; one that says the same already gives way to it.
func (w *Window) note(n notice) {
	said := w.loc.Text(n.what)
	for i, other := range w.notices {
		if w.loc.Text(other.what) == said {
			w.notices = append(w.notices[:i:i], w.notices[i+1:]...)
			break
		}
	}
	w.notices = append(w.notices, n)
	w.notices = w.notices[max(0, len(w.notices)-mostNotices):]
	w.showNotices()
}

// showNotices shows the bars again, after one came or went.
func (w *Window) showNotices() {
	if w.shell == nil {
		w.rebuild()
		return
	}
	w.shell.showNotices()
	w.shell.content.Refresh()
}

// noticeBars are what stands above the page: the day that is simulated and what
// holds for the whole dossier first, then what happened.
func (w *Window) noticeBars() fyne.CanvasObject {
	var bars []fyne.CanvasObject
	bars = append(bars, w.outsideBars()...)
	if w.shot.Err != nil {
		what, do := w.loc.Error(w.shot.Err)
		bars = append(bars, piece.NewNotice("notice.standing", piece.NotMet, what, do))
	}
	if bar := w.correctionBar(); bar != nil {
		bars = append(bars, bar)
	}
	for i, n := range w.notices {
		bars = append(bars, w.noticeBar(i, n))
	}
	var notices fyne.CanvasObject
	if len(bars) > 0 {
		notices = container.New(insetLayout{look.Gap12}, piece.Stack(look.Gap8, bars...))
	}
	return piece.Stack(0, w.simulatedBar(), w.submittedBar(), notices)
}

func (w *Window) noticeBar(i int, n notice) fyne.CanvasObject {
	key := "notice." + strconv.Itoa(i)
	var actions []*piece.Button
	if n.action != "" {
		actions = append(actions, piece.NewButton(key+".act", w.say(n.action, nil), piece.Secondary, nil, n.act))
	}
	actions = append(actions, piece.NewButton(key+".close", w.say("ui.notice.close", nil), piece.Quiet, nil, func() {
		w.notices = append(w.notices[:i:i], w.notices[i+1:]...)
		w.showNotices()
	}))
	return piece.NewNotice(key, n.state, w.loc.Text(n.what), w.loc.Text(n.do), actions...)
}

// toastTime is how long a toast stays.
const toastTime = 10 * time.Second

// toast says for a moment what was done, with a button that takes it back.
func (w *Window) toast(said message.Message, action string, act func()) {
	if w.shell == nil {
		return
	}
	shell := w.shell
	shell.lasting = false
	clear := func() { put(shell.toast, nil) }
	put(shell.toast, container.New(toastLayout{}, piece.NewToast("toast", w.loc.Text(said), w.say(action, nil), func() {
		clear()
		act()
	})))
	if shell.untoast != nil {
		shell.untoast()
	}
	shell.untoast = w.options.After(toastTime, clear)
}

// news is a toast that stays its time whatever else is done: its button takes
// nothing back.
func (w *Window) news(said message.Message, action string, act func()) {
	w.toast(said, action, act)
	if w.shell != nil {
		w.shell.lasting = true
	}
}

// clearToast takes the toast away, once something else is done: its button would
// take that back instead.
func (w *Window) clearToast() {
	if w.shell != nil && !w.shell.lasting {
		put(w.shell.toast, nil)
	}
}

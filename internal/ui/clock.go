package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// clockPause is how often the clock is held against what the window shows.
const clockPause = time.Minute

// watchClock checks the open dossier again whenever a day has begun, or the
// vacancy has closed, since what is on the screen was judged.
func (w *Window) watchClock() {
	desk := w.desk
	w.options.After(clockPause, func() {
		if w.desk != desk {
			return
		}
		if w.isStale() {
			desk.refresh(func() {})
		}
		w.watchClock()
	})
}

// isStale reports whether what is on the screen was judged by another day.
func (w *Window) isStale() bool {
	for _, a := range w.shot.Applied {
		if a.Pack == nil || a.Submitted != nil {
			continue // what was sent is judged by the day on which it was
		}
		now, list := w.judgedAt(a.Zone), a.Checklist
		if civil.Of(now) != list.Today || now.Before(list.Deadline.Instant) == list.Deadline.Closed {
			return true
		}
	}
	return false
}

// today is the day on which a person sits before the window, in the vacancy's
// zone.
func (w *Window) today() civil.Date { return civil.Of(w.options.House.Now().In(w.shot.Zone)) }

// simulates reports whether the application is seen as on another moment than
// the present one.
func (w *Window) simulates() bool {
	if w.asOf.Load() == nil || w.shot.Pack == nil || w.isSubmitted() {
		return false
	}
	return w.judgedAt(w.shot.Zone).Sub(w.options.House.Now()).Abs() >= clockPause
}

// timeLeft says in the bar above how much time is left, or since when there is
// none, and leads to another day; of what was sent it says when.
func (w *Window) timeLeft() fyne.CanvasObject {
	switch {
	case w.shot.Pack == nil:
		return piece.Row(0)
	case w.isSubmitted():
		return w.submittedButton()
	}
	return piece.NewButton("as-of", w.timeLeftWords(), piece.Secondary, look.Icon("calendar"), w.askAsOf)
}

// largeText is from how many times the usual size on the bar above has room for
// few words only.
const largeText = 1.5

func (w *Window) timeLeftWords() string {
	list, last := w.shot.Checklist, w.shot.Pack.Deadline.Day()
	switch {
	case list.Deadline.Closed && look.Em(1) >= largeText:
		return w.say("ui.closed", nil)
	case list.Deadline.Closed:
		return w.say("ui.closed-since", message.Args{"Date": last})
	}
	if days := list.Today.DaysUntil(last); days > 0 {
		return w.say("ui.days-left", message.Args{"Count": days})
	}
	return w.say("ui.last-day", nil)
}

// otherDay leads from a page that says how much time is left to another day; nil
// where the bar above does already.
func (w *Window) otherDay() fyne.CanvasObject {
	if w.simulates() || w.isSubmitted() {
		return nil
	}
	return piece.NewButton("as-of.overview", w.say("ui.as-of.look", nil), piece.Quiet, look.Icon("calendar"), w.askAsOf)
}

// simulatedBar says that the window shows another day, what that means for what
// is entered, and leads back; nil where it shows the present.
func (w *Window) simulatedBar() fyne.CanvasObject {
	if !w.simulates() {
		return nil
	}
	return piece.NewBanner(look.Icon("calendar"),
		w.say("ui.as-of.on", message.Args{"Date": w.shot.Checklist.Today}),
		w.say("ui.as-of.means", message.Args{"Today": w.today()}),
		piece.NewButton("simulated.change", w.say("ui.as-of.change", nil), piece.Quiet, nil, w.askAsOf),
		piece.NewButton("simulated.end", w.say("ui.as-of.end", nil), piece.Secondary, nil, func() { w.seeAsOf(nil) }),
	)
}

// askAsOf asks for another day to see the application as on.
func (w *Window) askAsOf() {
	if !w.isJudged() {
		return
	}
	var dialog *piece.Dialog
	var field *piece.Field
	text := w.loc.Date(w.shot.Checklist.Today)
	show := func(day *civil.Date) {
		dialog.Hide()
		w.seeAsOf(day)
	}
	see := piece.NewButton("as-of.see", w.say("ui.as-of.see", nil), piece.Primary, nil, func() {
		day, ok := i18n.ParseDate(text)
		if !ok {
			field.SetError(w.sentences(i18n.BadDate(text)))
			dialog.Refresh()
			return
		}
		show(&day)
	})
	cancel := piece.NewButton("as-of.cancel", w.say("ui.cancel", nil), piece.Secondary, nil, func() { dialog.Hide() })
	words := w.dateWords()
	words.Now = w.today()
	date := piece.NewDateField("as-of.date", text, words, func(typed string) { text = typed }, func() {})
	field = piece.NewField(w.say("ui.as-of.date", nil), w.say("ui.as-of.help", nil), date)
	var quick []fyne.CanvasObject
	for _, d := range w.quickDays() {
		quick = append(quick, piece.NewButton(d.key, d.label, piece.Secondary, nil, func() { show(d.day) }))
	}
	body := piece.Stack(look.Gap12, field, piece.Muted(w.say("ui.as-of.choose", nil)), piece.Row(look.Gap8, quick...))
	dialog = piece.ShowDialog(w.window.Canvas(), w.say("ui.as-of.title", nil), body, cancel, see)
}

// A quickDay is a day that is one press away; nil is the present.
type quickDay struct {
	key, label string
	day        *civil.Date
}

// quickDays are today, the last day of the vacancy and the day of the start.
func (w *Window) quickDays() []quickDay {
	pack := w.shot.Pack
	last := pack.Deadline.Day()
	days := []quickDay{
		{"as-of.end", w.say("ui.as-of.today", message.Args{"Date": w.today()}), nil},
		{"as-of.deadline", w.say("ui.as-of.deadline", message.Args{"Date": last}), &last},
	}
	if month, ok := w.startMonth(); ok {
		first := month.First()
		days = append(days, quickDay{"as-of.start", w.say("ui.as-of.start", message.Args{"Date": first}), &first})
	}
	return days
}

// startMonth is the month in which the candidate chose to start, else the first
// that the vacancy offers; ok is false where it offers none.
func (w *Window) startMonth() (month vacancy.Month, ok bool) {
	pack := w.shot.Pack
	if month, ok := pack.Start(w.shot.Application.Start); ok {
		return month, true
	}
	if len(pack.Starts) == 0 {
		return vacancy.Month{}, false
	}
	return slices.MinFunc(pack.Starts, func(a, b vacancy.Month) int { return a.First().Compare(b.First()) }), true
}

// seeAsOf judges the vacancy as on another day, from its first minute; nil, and
// the present day itself, is the clock again.
func (w *Window) seeAsOf(day *civil.Date) {
	if day == nil || *day == w.today() {
		w.asOf.Store(nil)
	} else {
		w.asOf.Store(firstMinute(*day))
	}
	w.desk.refresh(w.rebuild)
}

// firstMinute is the moment at which a day begins, wherever it does.
func firstMinute(day civil.Date) *func(*time.Location) time.Time {
	at := func(zone *time.Location) time.Time { return day.In(zone) }
	return &at
}

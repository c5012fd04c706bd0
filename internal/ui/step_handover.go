package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// handOverStep is the last word before the portal: what is still open, and what
// the candidate does there. The program itself sends nothing.
type handOverStep struct {
	w       *Window
	derived []func() // bring what stands on the page up to date
	state   handOverFacts

	writing bool   // the checklist is being written
	written string // where it went

	sending sending
}

// handOverFacts are what decides which parts the page has.
type handOverFacts struct {
	readOnly, pack, submitted bool
	bundles                   int
}

func newHandOver(w *Window) step { return &handOverStep{w: w} }

func (s *handOverStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	s.derived, s.state = nil, s.facts()
	title := w.say("ui.step.hand-over", nil)
	switch {
	case w.shot.Pack == nil:
		return piece.Page(title, "", nil, s.passOn()), nil
	case w.isSubmitted():
		return s.sent(title), nil
	}
	return piece.Page(title, w.say("ui.hand-over.lead", nil), nil,
		s.follows(s.readiness),
		numbered(1, w.say("ui.hand-over.requisition", nil), s.requisition()...),
		numbered(2, w.say("ui.hand-over.pdf", nil), s.follows(s.pdf)),
		numbered(3, w.say("ui.hand-over.portal", nil), s.portal()...),
		numbered(4, w.say("ui.hand-over.checklist", nil), s.follows(s.checklist)),
		numbered(5, w.say("ui.send.title", nil), s.sendingCard()...),
		s.passOn(),
		piece.Heading(w.say("ui.hand-over.dates", nil)),
		s.follows(s.dates),
		piece.NewNotice("hand-over.ai", piece.Neutral, w.say("ui.ai-notice", nil), w.say("ui.hand-over.after", nil)),
	), nil
}

func (s *handOverStep) facts() handOverFacts {
	shot := s.w.shot
	return handOverFacts{shot.ReadOnly != nil, shot.Pack != nil, shot.Submitted != nil, len(shot.Bundles)}
}

// refresh leaves the field to whoever types and brings the rest up to date.
func (s *handOverStep) refresh() bool {
	if s.facts() != s.state {
		return false
	}
	keep := s.w.focus()
	for _, renew := range s.derived {
		renew()
	}
	s.w.shell.page.Content.Refresh() // parts may be higher now
	s.w.shell.page.Refresh()
	keep.restore()
	return true
}

// follows is a part of the page that changes with the dossier.
func (s *handOverStep) follows(make func() fyne.CanvasObject) fyne.CanvasObject {
	place := piece.Stack(0, make()).(*fyne.Container)
	s.derived = append(s.derived, func() { put(place, make()) })
	return place
}

// numbered is a card of the ordered list.
func numbered(n int, title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return piece.Card(piece.Grow(numberDisc(n), piece.Strong(title), nil), piece.Stack(look.Gap12, parts...))
}

// numberDisc is the number of a card.
func numberDisc(n int) fyne.CanvasObject {
	disc := canvas.NewCircle(look.Color(look.Soft))
	number := canvas.NewText(string(rune('0'+n)), look.Color(look.Accent))
	number.TextSize, number.TextStyle.Bold, number.Alignment = look.Size(look.TextBody), true, fyne.TextAlignCenter
	return container.New(discLayout{}, disc, number)
}

// A discLayout puts a text into the middle of a disc.
type discLayout struct{}

// Layout is Fyne's.
func (discLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high, side := objects[1].MinSize().Height, min(size.Width, size.Height)
	place(objects[0], 0, 0, side, side)
	place(objects[1], 0, (side-high)/2, side, high)
}

// MinSize is Fyne's.
func (discLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(look.Em(26)) }

// readiness says how much of the checklist is still open, and forbids nothing.
func (s *handOverStep) readiness() fyne.CanvasObject {
	w := s.w
	list := w.shot.Checklist
	var bars []fyne.CanvasObject
	if list.Deadline.Closed {
		bars = append(bars, piece.NewNotice("hand-over.closed", piece.Neutral,
			w.say("ui.hand-over.closed-since", message.Args{"Date": w.shot.Pack.Deadline.Day()}), w.say("ui.hand-over.closed-do", nil)))
	}
	if list.Readiness.Ready {
		bars = append(bars, piece.NewNotice("hand-over.ready", piece.Met,
			w.say("ui.hand-over.ready", nil), s.readyDo()))
		return piece.Stack(look.Gap8, bars...)
	}
	open := list.Readiness.Of - list.Readiness.Met
	see := piece.NewButton("hand-over.overview", w.say("ui.hand-over.overview", nil), piece.Secondary, nil, func() { w.visit(stepOverview) })
	bars = append(bars, piece.NewNotice("hand-over.open", piece.ToConfirm,
		w.say("ui.hand-over.not-ready", message.Args{"Count": open}), w.say("ui.hand-over.not-ready-do", nil), see))
	return piece.Stack(look.Gap8, bars...)
}

// readyDo says what is left once all is in place; nothing where it is practice.
func (s *handOverStep) readyDo() string {
	if s.w.shot.Checklist.Deadline.Closed {
		return ""
	}
	return s.w.say("ui.hand-over.ready-do", nil)
}

// requisitionWide is the widest that the field for a number of few digits gets.
const requisitionWide = 360

// requisition asks for the portal's number of the vacancy.
func (s *handOverStep) requisition() []fyne.CanvasObject {
	w := s.w
	return []fyne.CanvasObject{
		piece.Body(w.say("ui.hand-over.requisition-text", nil)),
		piece.AtMost(requisitionWide, w.text(textField{
			field: "requisition", label: w.say("bundle.requisition", nil),
			help: w.say("ui.hand-over.requisition-help", nil), saved: w.shot.Application.Requisition,
		})),
	}
}

// pdf is the bundle, or the way to it.
func (s *handOverStep) pdf() fyne.CanvasObject {
	w := s.w
	toBundle := func(kind piece.Kind) fyne.CanvasObject {
		return piece.NewButton("hand-over.bundle", w.say("ui.hand-over.pdf-make", nil), kind, look.Icon("bundle"), func() { w.visit(stepBundle) })
	}
	own, _ := w.shot.built()
	switch {
	case own == nil:
		return withBelow(piece.Grow(nil, piece.Body(w.say("ui.hand-over.pdf-none", nil)), toBundle(piece.Primary)), w.namedBundles())
	case own.Current:
		return withBelow(w.builtCard(*own, "hand-over.pdf"), w.namedBundles())
	}
	return withBelow(piece.Stack(look.Gap12, w.builtCard(*own, "hand-over.pdf"), piece.Row(0, toBundle(piece.Primary))), w.namedBundles())
}

// withBelow is a part with another one below it, where there is one.
func withBelow(part, below fyne.CanvasObject) fyne.CanvasObject {
	if below == nil {
		return part
	}
	return piece.Stack(look.Gap12, part, below)
}

// portal is where the application goes, and what it takes there.
func (s *handOverStep) portal() []fyne.CanvasObject {
	w := s.w
	p := w.shot.Pack.Portal
	text := "ui.hand-over.portal-text"
	if w.shot.Checklist.Deadline.Closed {
		text = "ui.hand-over.portal-closed"
	}
	parts := []fyne.CanvasObject{piece.Body(w.say(text, nil)), piece.Columns(220, look.Gap16, w.portalFacts(p)...)}
	if !p.Verified {
		parts = append(parts, piece.Grow(piece.StateIcon(piece.ToConfirm, 16), piece.Body(w.say("ui.hand-over.unconfirmed", nil)), nil))
	}
	if note := w.loc.Pick(p.Note); note != "" {
		parts = append(parts, piece.Small(note))
	}
	if len(p.Advice) == 0 {
		return parts
	}
	parts = append(parts, piece.Strong(w.say("ui.hand-over.read", nil)))
	for _, advice := range p.Advice {
		if source, known := w.shot.Pack.Source(advice.Source); known {
			parts = append(parts, piece.Fact(w.loc.Pick(source.Title), w.loc.Pick(advice.Text)))
			continue
		}
		parts = append(parts, piece.Body(w.loc.Pick(advice.Text)))
	}
	return parts
}

// portalFacts are what a portal takes, as far as the pack says.
func (w *Window) portalFacts(p vacancy.Portal) []fyne.CanvasObject {
	facts := []fyne.CanvasObject{piece.Fact(w.say("ui.hand-over.portal-name", nil), w.loc.Pick(p.Name))}
	if len(p.Types) > 0 {
		facts = append(facts, piece.Fact(w.say("ui.hand-over.types", nil), strings.ToUpper(strings.Join(p.Types, ", "))))
	}
	if p.MaxFiles > 0 {
		facts = append(facts, piece.Fact(w.say("ui.hand-over.files", nil), w.say("ui.hand-over.files-most", message.Args{"Count": p.MaxFiles})))
	}
	if p.Limit > 0 {
		id := "ui.hand-over.size-limit"
		if p.Aim > 0 && p.Aim < p.Limit {
			id = "ui.hand-over.size-most"
		}
		facts = append(facts, piece.Fact(w.say("ui.hand-over.size", nil), w.say(id, message.Args{"Limit": p.Limit, "Aim": p.Aim})))
	}
	if p.FileName.MaxLength > 0 {
		id := "ui.hand-over.name-most"
		if p.FileName.ASCII {
			id = "ui.hand-over.name-plain"
		}
		facts = append(facts, piece.Fact(w.say("ui.hand-over.name", nil), w.say(id, message.Args{"Count": p.FileName.MaxLength})))
	}
	return facts
}

// checklist is the checklist as a PDF.
func (s *handOverStep) checklist() fyne.CanvasObject {
	w := s.w
	label := "ui.hand-over.checklist-make"
	if s.writing {
		label = "ui.hand-over.checklist-busy"
	}
	button := piece.NewButton("hand-over.checklist", w.say(label, nil), piece.Secondary, look.Icon("document"), s.write)
	w.lock(button)
	parts := []fyne.CanvasObject{piece.Grow(nil, piece.Body(w.say("ui.hand-over.checklist-text", nil)), button)}
	if s.written != "" {
		said := w.say("ui.hand-over.checklist-done", message.Args{"File": filepath.Base(s.written)})
		reveal := piece.NewButton("hand-over.checklist.reveal", w.say("ui.bundle.reveal", nil), piece.Quiet, look.Icon("folder"),
			func() { w.revealFile(s.written) })
		piece.About(filepath.Base(s.written), reveal)
		parts = append(parts, piece.Grow(piece.StateIcon(piece.Done, 16), piece.Muted(said), reveal))
	}
	return piece.Stack(look.Gap12, parts...)
}

// write writes the checklist beside the window, in place of an earlier one, and
// opens it.
func (s *handOverStep) write() {
	w := s.w
	if s.writing || w.shot.ReadOnly != nil {
		return
	}
	desk := w.desk
	report := session.ReportOptions{Vacancy: w.shot.Application.Vacancy, Overwrite: true, Lang: w.loc.Lang()}
	s.writing = true
	w.flush()
	s.refresh()
	desk.refresh(func() {
		desk.start(func(ctx context.Context) {
			path, err := desk.session.Report(ctx, report)
			w.options.Later(func() {
				if w.desk == desk {
					s.wrote(path, err)
				}
			})
		})
	})
}

func (s *handOverStep) wrote(path string, err error) {
	w := s.w
	s.writing = false
	if err == nil {
		s.written = path
		w.launchFile(path)
	} else {
		w.fail(err)
	}
	if w.step == stepHandOver {
		s.refresh()
	}
}

// dates are the facts of the vacancy that a candidate puts into a calendar.
func (s *handOverStep) dates() fyne.CanvasObject {
	w := s.w
	pack := w.shot.Pack
	facts := []fyne.CanvasObject{piece.Fact(w.say("ui.hand-over.deadline", nil), w.deadlineLine())}
	for _, event := range pack.Events {
		facts = append(facts, s.event(event))
	}
	facts = append(facts, s.start())
	if length := s.duration(); length != "" {
		facts = append(facts, piece.Fact(w.say("ui.hand-over.duration", nil), length))
	}
	return piece.Card(facts...)
}

// event is something to attend, by its own clock and the person's.
func (s *handOverStep) event(event vacancy.Event) fyne.CanvasObject {
	w := s.w
	zone, err := time.LoadLocation(event.Zone)
	if err != nil {
		zone = w.shot.Zone
	}
	parts := []fyne.CanvasObject{piece.Fact(w.loc.Pick(event.Title), w.bothClocks(event.At.In(zone), zone))}
	if note := w.loc.Pick(event.Note); note != "" {
		parts = append(parts, piece.Small(note))
	}
	return piece.Stack(look.Gap4, parts...)
}

// start is the month that the candidate chose, or those that there are.
func (s *handOverStep) start() fyne.CanvasObject {
	w := s.w
	if chosen, ok := w.shot.Pack.Start(w.shot.Application.Start); ok {
		return piece.Fact(w.say("ui.hand-over.start", nil), w.loc.Month(chosen.First()))
	}
	var months message.List
	for _, month := range w.shot.Pack.Starts {
		months = append(months, w.loc.Month(month.First()))
	}
	return piece.Fact(w.say("ui.hand-over.starts", nil), w.loc.List(months))
}

// duration is how long the work lasts and how many hours it has; empty where the
// notice does not say.
func (s *handOverStep) duration() string {
	w, facts := s.w, s.w.shot.Pack.Facts
	if facts.DurationMonths == 0 {
		return ""
	}
	months := message.New("ui.hand-over.months", message.Args{"Count": facts.DurationMonths})
	if facts.HoursPerWeek == 0 {
		return w.loc.Text(months)
	}
	return w.say("ui.hand-over.hours", message.Args{"Months": months, "Hours": facts.HoursPerWeek})
}

// bothClocks is an instant by the clocks of a zone, and by the person's own where
// that shows another time.
func (w *Window) bothClocks(at time.Time, zone *time.Location) string {
	there, here := message.Moment{At: at, Zone: zone}, at.In(w.options.Local)
	switch {
	case here.Format(time.DateTime) == at.In(zone).Format(time.DateTime):
		return w.loc.Moment(there)
	case here.Day() != at.In(zone).Day():
		return w.say("ui.deadline.other-day", message.Args{"There": there, "Day": civil.Of(here), "Here": message.Clock{At: here}})
	}
	return w.say("ui.deadline.both", message.Args{"There": there, "Here": message.Clock{At: here}})
}

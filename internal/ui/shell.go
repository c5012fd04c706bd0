package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// A shell is what stays on the screen around the steps of an open dossier: the
// bar above, the walk at the left, the bar below.
type shell struct {
	window  *Window
	content fyne.CanvasObject

	bars         *fyne.Container // all but the ground and the toast
	above, below *fyne.Container // their parts are made anew as the dossier changes
	rail         *piece.Nav
	notices      *fyne.Container
	page, aside  *piece.Scroller
	pageAt       *fyne.Container // where page lies
	beside       *fyne.Container // where aside lies, on its ground
	body         *fyne.Container // notices and middle
	middle       *fyne.Container
	hint         *fyne.Container // of the tour
	toast        *fyne.Container
	untoast      func() // stops the clock of the toast that stands
	lasting      bool   // it stays though something else is done
}

// newShell makes the shell; scrolled places of an earlier one are kept.
func newShell(w *Window, before *shell) *shell {
	s := &shell{
		window: w,
		above:  container.NewStack(), below: container.NewStack(), notices: container.NewStack(),
		page: piece.Scroll(container.NewStack()), aside: piece.Scroll(container.NewStack()), toast: container.NewStack(), hint: container.NewStack(),
		pageAt: container.NewStack(), beside: container.NewStack(),
	}
	s.rail = piece.NewNav(w.navItems())
	rail := container.NewStack(canvas.NewRectangle(look.Color(look.Rail)), piece.Scroll(inset(s.rail, look.Gap12)))
	s.middle = container.New(columnsLayout{func() fyne.CanvasObject { return s.aside.Content }, w.asideIsMinor}, s.pageAt, s.beside)
	s.body = container.New(noticeLayout{}, piece.Scroll(s.notices), s.middle)
	walk := container.New(walkLayout{}, rail, s.body)
	s.bars = container.New(barsLayout{}, walk, s.above, s.below)
	s.content = container.NewStack(canvas.NewRectangle(look.Color(look.Ground)), s.bars, s.hint, s.toast)
	s.update()
	if before != nil {
		s.page, s.aside = before.page, before.aside
	}
	return s
}

// update shows what changed of the dossier around the step.
func (s *shell) update() {
	s.rail.Update(s.window.navItems())
	s.showTop()
	s.showSaved()
	s.showNotices()
}

// showNotices shows the bars above the page, which may be higher now, or gone. A
// field in which somebody types stays where it was on the screen.
func (s *shell) showNotices() {
	before := s.middle.Position().Y
	put(s.notices, s.window.noticeBars())
	layOut(s.body)
	by := s.middle.Position().Y - before
	typing := piece.FocusKey(s.window.window.Canvas())
	if by == 0 || before == 0 && s.middle.Size().IsZero() || typing == "" || piece.FindKey(s.page.Content, typing) == nil {
		return
	}
	offset := s.page.Offset
	offset.Y = max(0, min(offset.Y+by, s.page.Content.Size().Height-s.page.Size().Height))
	s.page.ScrollToOffset(offset)
}

// showTop shows the bar above anew; the keyboard stays where it is on it.
func (s *shell) showTop() {
	keep := s.window.focus()
	here := keep.key != "" && piece.FindKey(s.above, keep.key) != nil
	before := s.above.MinSize()
	put(s.above, s.window.topBar())
	if s.above.MinSize() != before { // it may need a line more
		layOut(s.bars)
	}
	if here {
		keep.restore()
	}
}

// showSaved shows the bar below, with how far what was typed is saved.
func (s *shell) showSaved() {
	if s == nil {
		return
	}
	before := s.below.MinSize()
	put(s.below, s.window.bottomBar())
	if s.below.MinSize() != before { // it may need a line more
		layOut(s.bars)
	}
}

// show puts a step's page in the middle and what stands beside it at the right,
// scrolled as the page before was.
func (s *shell) show(page, aside fyne.CanvasObject) {
	s.page = scrolledAs(s.page, page)
	put(s.pageAt, s.page)
	s.beside.Hidden = aside == nil
	if aside != nil {
		s.aside = scrolledAs(s.aside, container.New(insetLayout{look.Gap24}, aside))
		s.beside.Objects = []fyne.CanvasObject{canvas.NewRectangle(look.Color(look.Surface)), s.aside}
		layOut(s.beside)
	}
	layOut(s.middle)
	s.window.showHint()
}

// scrolledAs is content that scrolls, and is scrolled as another one is.
func scrolledAs(before *piece.Scroller, content fyne.CanvasObject) *piece.Scroller {
	s := piece.Scroll(content)
	s.Resize(before.Size())
	offset := before.Offset
	offset.Y = max(0, min(offset.Y, content.Size().Height-s.Size().Height))
	s.ScrollToOffset(offset)
	return s
}

// toTop scrolls the page to its beginning.
func (s *shell) toTop() {
	s.page.ScrollToTop()
	s.aside.ScrollToTop()
}

// scrollBy scrolls the page by so many of its own heights, as far as it goes.
func (s *shell) scrollBy(heights float32) {
	view, whole := s.page.Size().Height, s.page.Content.Size().Height
	offset := s.page.Offset
	offset.Y = max(0, min(offset.Y+heights*view, whole-view))
	s.page.ScrollToOffset(offset)
}

// put makes an object the only one of a container.
func put(in *fyne.Container, object fyne.CanvasObject) {
	in.Objects = []fyne.CanvasObject{object}
	if object == nil {
		in.Objects = nil
	}
	layOut(in)
}

// layOut lays a container out again and has it drawn. Its Refresh would do the
// same to all that lies in it, which for a page of pictures takes long.
func layOut(c *fyne.Container) {
	c.Layout.Layout(c.Objects, c.Size())
	canvas.Refresh(c)
}

// inset leaves the same space at each side of an object.
func inset(object fyne.CanvasObject, space float32) fyne.CanvasObject {
	return container.New(insetLayout{space}, object)
}

// stepKey is the key of a step in the rail.
func stepKey(id stepID) string { return "step." + string(id) }

// navItems are the steps as the rail shows them.
func (w *Window) navItems() []piece.NavItem {
	items := make([]piece.NavItem, len(walk))
	for i, step := range walk {
		state, word := step.state(w.shot)
		items[i] = piece.NavItem{
			Key: stepKey(step.id), Title: w.say(step.title, nil), Word: w.loc.Text(word), Icon: step.icon, State: state,
			Selected: step.id == w.step, Tapped: func() { w.visit(step.id) },
		}
	}
	return items
}

// topBar names the candidate and the vacancy, says how much time is left, and
// holds the language, the theme, the help and the menu.
func (w *Window) topBar() fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		piece.Line(w.candidateName(), look.TextLead, look.Ink, true),
		w.applicationsButton(),
	}
	parts = append(parts, w.timeLeft(), w.languageSwitch(), w.themeButton(), w.helpButton(), w.menuButton())
	return bar(container.New(&topLayout{width: w.window.Canvas().Size().Width - 2*look.Gap24}, parts...), topHeight, true)
}

// words is a text on one line that is never shortened.
func words(text string, size fyne.ThemeSizeName, colour fyne.ThemeColorName, bold bool) fyne.CanvasObject {
	line := canvas.NewText(text, look.Color(colour))
	line.TextSize, line.TextStyle.Bold = theme.Size(size), bold
	return line
}

// candidateName is who applies, or that nobody has said yet.
func (w *Window) candidateName() string {
	if name := w.shot.Candidate.Name.Full(); name != "" {
		return name
	}
	return w.say("ui.nameless", nil)
}

// languageSwitch changes between the languages; each is named by its own code.
func (w *Window) languageSwitch() fyne.CanvasObject {
	var options []piece.Option
	for _, lang := range i18n.Languages() {
		options = append(options, piece.Option{Value: string(lang), Label: languageCodes[lang]})
	}
	choice := piece.NewSwitch("language", options, string(w.loc.Lang()), func(lang string) { w.speak(i18n.Lang(lang)) })
	piece.Call(choice, w.say("ui.settings.language", nil))
	return choice
}

// languageCodes are the languages as their switch shows them.
var languageCodes = map[i18n.Lang]string{i18n.English: "EN", i18n.French: "FR"}

// themeButton changes between light and dark.
func (w *Window) themeButton() fyne.CanvasObject {
	icon, mode := "moon", "ui.settings.theme.dark"
	if w.isDark() {
		icon, mode = "sun", "ui.settings.theme.light"
	}
	return piece.NewButton("theme", "", piece.Quiet, look.Icon(icon), w.turnTheme).Speak(w.say(mode, nil))
}

func (w *Window) isDark() bool {
	switch look.Mode(w.chosenSettings.Theme) {
	case look.Light:
		return false
	case look.Dark:
		return true
	}
	return w.app.Settings().ThemeVariant() == theme.VariantDark
}

// bottomBar says whether all is saved, when the deadline is, and what the notice
// says about generated text.
func (w *Window) bottomBar() fyne.CanvasObject {
	parts := []fyne.CanvasObject{w.savedLine()}
	if w.shot.Pack != nil {
		parts = append(parts, words(w.deadlineLine(), look.TextSmall, look.Muted, false))
	}
	parts = append(parts, words(w.say("ui.ai-notice", nil), look.TextSmall, look.Muted, false))
	return bar(container.New(&footLayout{width: w.window.Canvas().Size().Width - 2*look.Gap24}, parts...), footHeight, false)
}

// savedLine says how far what was typed is on the disk.
func (w *Window) savedLine() fyne.CanvasObject {
	id, args, colour := "ui.saved.all", message.Args(nil), look.Muted
	switch {
	case w.shot.ReadOnly != nil:
		id = "ui.saved.read-only"
	case w.stuck():
		id, colour = "ui.saved.waiting", look.Missing
	case len(w.unsaved()) > 0:
		id, colour = "ui.saved.not", look.Missing
	case len(w.drafts) > 0 || w.desk != nil && w.desk.unsaved > 0:
		id = "ui.saved.soon"
	case !w.shot.SavedAt.IsZero():
		id, args = "ui.saved.at", message.Args{"Time": message.Clock{At: w.shot.SavedAt.In(w.options.Local)}}
	}
	return words(w.say(id, args), look.TextSmall, colour, false)
}

// deadlineLine is the deadline by the vacancy's clock, and by the person's own
// where that shows another time.
func (w *Window) deadlineLine() string {
	pack, zone := w.shot.Pack, w.shot.Zone
	last := pack.Deadline.Wall.In(zone)
	there := message.Moment{At: last, Zone: zone}
	here := last.In(w.options.Local)
	if here.Format(time.DateTime) == last.Format(time.DateTime) {
		return w.loc.Moment(there)
	}
	if here.Day() != last.Day() {
		return w.say("ui.deadline.other-day", message.Args{"There": there, "Day": civil.Of(here), "Here": message.Clock{At: here}})
	}
	return w.say("ui.deadline.both", message.Args{"There": there, "Here": message.Clock{At: here}})
}

// bar is a bar at least as high as asked, over the whole width, with a hairline
// towards the rest of the window.
func bar(content fyne.CanvasObject, height float32, above bool) fyne.CanvasObject {
	return container.NewStack(
		canvas.NewRectangle(look.Color(look.Surface)),
		container.New(barLayout{height, above}, content, canvas.NewRectangle(look.Color(look.Line))),
	)
}

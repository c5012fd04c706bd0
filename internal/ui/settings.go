package ui

import (
	"cmp"
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// settingsWide is how wide the settings are.
const settingsWide = 640

// A settingsPage is the panel on which a person sets the program up. Every choice
// holds and is kept at once; only what takes several choices away is undone by a
// button, since any other is one press away.
type settingsPage struct {
	w      *Window
	before *settings.Settings // what was taken away at once, to be undone; nil: nothing was
	lang   i18n.Lang          // that the window spoke before
	undone string             // id of the text that says what was taken away
	wrong  error              // why something was not done
}

// askSettings opens the settings.
func (w *Window) askSettings() {
	p := &settingsPage{w: w}
	w.showPanel(settingsWide, p.build)
	w.panel.failed = func(err error) {
		p.wrong = err
		w.renewPanel()
	}
}

// notKept says on the settings that a choice holds until the program ends, and why.
func (w *Window) notKept(err error) {
	if w.panel != nil && w.panel.failed != nil {
		w.panel.failed(err)
	}
}

func (p *settingsPage) build() panelContent {
	w := p.w
	parts := []fyne.CanvasObject{p.told(), p.languages(), p.themes(), p.texts(), p.motion(), p.folders(), p.notices(), p.recents()}
	reset := piece.NewButton("settings.reset", w.say("ui.settings.reset", nil), piece.Secondary, nil, func() {
		p.takeAway("ui.settings.was-reset", w.languageBy(""), (*settings.Settings).Reset)
	})
	close := piece.NewButton("settings.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)
	return panelContent{
		title: w.say("ui.settings.title", nil),
		body:  piece.Stack(look.Gap24, parts...), buttons: []*piece.Button{reset, close},
	}
}

// told says what was taken away, with the way back, or what went wrong; nil for
// neither.
func (p *settingsPage) told() fyne.CanvasObject {
	w := p.w
	switch {
	case p.wrong != nil:
		what, do := w.loc.Error(p.wrong)
		return piece.NewNotice("settings.wrong", piece.NotMet, what, do)
	case p.before != nil:
		undo := piece.NewButton("settings.undo", w.say("ui.menu.undo", nil), piece.Secondary, look.Icon("undo"), p.giveBack)
		return piece.NewNotice("settings.told", piece.Neutral, w.say(p.undone, nil), "", undo)
	}
	return nil
}

// set makes a choice, and shows the window and the panel as they are by it.
func (p *settingsPage) set(change func(*settings.Settings)) {
	p.before, p.wrong = nil, nil
	p.w.apply(change)
}

// takeAway makes several choices at once, which giveBack undoes, and has the window
// speak a language.
func (p *settingsPage) takeAway(said string, lang i18n.Lang, change func(*settings.Settings)) {
	w := p.w
	before := w.chosenSettings
	before.Recent = slices.Clone(before.Recent)
	p.before, p.lang, p.undone, p.wrong = &before, w.loc.Lang(), said, nil
	w.turnTongue(lang)
	w.apply(change)
	w.focusAbove("settings.undo")
}

// giveBack puts back what takeAway took: the choices and the recent dossiers. The
// file may hold more by now, which stays.
func (p *settingsPage) giveBack() {
	was := p.before
	p.w.turnTongue(p.lang)
	p.set(func(s *settings.Settings) {
		s.Language, s.Theme, s.TextSize = was.Language, was.Theme, was.TextSize
		s.Folder, s.Still, s.Silent = was.Folder, was.Still, was.Silent
		s.Recent, s.LastDossier = slices.Clone(was.Recent), was.LastDossier
	})
}

// apply makes choices of colours and sizes hold at once, and shows all that is on
// the screen by them.
func (w *Window) apply(change func(*settings.Settings)) {
	before := w.chosenSettings
	w.remember(change)
	if now := w.chosenSettings; now.Theme != before.Theme || now.TextSize != before.TextSize {
		w.dress()
	}
	w.rebuild()
}

// languageBy is the language for a choice; without one the system's, and where that
// is not known the one that the window has.
func (w *Window) languageBy(chosen string) i18n.Lang {
	known, err := i18n.Parse(chosen)
	switch {
	case err == nil:
		return known
	case w.options.Env != nil:
		return i18n.Detect(w.options.Env)
	}
	return w.loc.Lang()
}

// section is one choice with its title and, where that says more, a text below.
func (p *settingsPage) section(title, help string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	all := []fyne.CanvasObject{piece.Strong(p.w.say(title, nil))}
	for _, part := range parts {
		piece.Call(part, p.w.say(title, nil))
	}
	if help != "" {
		all = append(all, piece.Muted(p.w.say(help, nil)))
	}
	return piece.Stack(look.Gap8, append(all, parts...)...)
}

func (p *settingsPage) languages() fyne.CanvasObject {
	var options []piece.Option
	for _, lang := range i18n.Languages() {
		options = append(options, piece.Option{Value: string(lang), Label: languageNames[lang]})
	}
	return p.section("ui.settings.language", "", piece.Row(0, piece.NewSwitch("settings.language", options, string(p.w.loc.Lang()),
		func(lang string) {
			p.before, p.wrong = nil, nil
			p.w.speak(i18n.Lang(lang))
		})))
}

// languageNames are the languages as who speaks them calls them.
var languageNames = map[i18n.Lang]string{i18n.English: "English", i18n.French: "Français"}

func (p *settingsPage) themes() fyne.CanvasObject {
	options := []piece.Option{
		{Value: string(settings.System), Label: p.w.say("ui.settings.theme.system", nil)},
		{Value: string(settings.Light), Label: p.w.say("ui.settings.theme.light", nil)},
		{Value: string(settings.Dark), Label: p.w.say("ui.settings.theme.dark", nil)},
	}
	return p.section("ui.settings.theme", "", piece.Row(0, piece.NewSwitch("settings.theme", options, string(p.w.chosenSettings.Theme),
		func(theme string) { p.set(func(s *settings.Settings) { s.Theme = settings.Theme(theme) }) })))
}

func (p *settingsPage) texts() fyne.CanvasObject {
	w, size := p.w, p.w.chosenSettings.TextSize
	smaller := piece.NewButton("settings.smaller", "", piece.Secondary, look.Icon("minus"), func() { p.resize(-textStep) }).
		Speak(w.say("ui.menu.smaller", nil))
	larger := piece.NewButton("settings.larger", "", piece.Secondary, look.Icon("plus"), func() { p.resize(+textStep) }).
		Speak(w.say("ui.menu.larger", nil))
	percent := w.say("ui.settings.percent", message.Args{"Percent": int(math.Round(100 * size))})
	return p.section("ui.settings.text", "ui.settings.text-help",
		piece.Row(look.Gap12, smaller, words(percent, look.TextLead, look.Ink, true), larger))
}

func (p *settingsPage) resize(by float64) {
	p.set(func(s *settings.Settings) { s.TextSize = resized(s.TextSize, by) })
}

// motion is nil where the choice would change nothing.
func (p *settingsPage) motion() fyne.CanvasObject {
	if p.w.options.Restless {
		return nil
	}
	return p.check("settings.still", "ui.settings.still", "ui.settings.still-help", p.w.Still(),
		func(s *settings.Settings, on bool) { s.Still = &on })
}

func (p *settingsPage) notices() fyne.CanvasObject {
	return p.check("settings.notify", "ui.settings.notify", "ui.settings.notify-help", !p.w.chosenSettings.Silent,
		func(s *settings.Settings, on bool) { s.Silent = !on })
}

// check is a choice between yes and no.
func (p *settingsPage) check(key, label, help string, on bool, change func(s *settings.Settings, on bool)) fyne.CanvasObject {
	box := piece.NewCheck(key, p.w.say(label, nil), on, func(on bool) {
		p.set(func(s *settings.Settings) { change(s, on) })
	})
	return piece.Stack(look.Gap4, box, piece.Muted(p.w.say(help, nil)))
}

// folders is where new dossiers are offered to go.
func (p *settingsPage) folders() fyne.CanvasObject {
	w := p.w
	choose := piece.NewButton("settings.folder", w.say("ui.settings.folder-choose", nil), piece.Secondary, look.Icon("folder"), p.chooseFolder)
	buttons := []fyne.CanvasObject{choose}
	if w.chosenSettings.Folder != "" {
		buttons = append(buttons, piece.NewButton("settings.folder.usual", w.say("ui.settings.folder-usual", nil), piece.Quiet, nil, func() {
			p.set(func(s *settings.Settings) { s.Folder = "" })
			w.focusAbove("settings.folder")
		}))
	}
	return p.section("ui.settings.folder", "ui.settings.folder-help",
		piece.Body(cmp.Or(w.newFolder(), w.say("ui.settings.folder-none", nil))), piece.Row(look.Gap8, buttons...))
}

func (p *settingsPage) chooseFolder() {
	w := p.w
	w.chooser.OpenFolder(w.say("ui.settings.folder", nil), w.newFolder(), func(path string, err error) {
		switch {
		case err != nil:
			p.before, p.wrong = nil, err
			w.renewPanel()
		case path != "":
			p.set(func(s *settings.Settings) { s.Folder = path })
		}
	})
}

// recents takes all dossiers off the list, on a computer that others use too; nil
// where there are none.
func (p *settingsPage) recents() fyne.CanvasObject {
	w := p.w
	count := len(w.chosenSettings.Recent)
	if count == 0 {
		return nil
	}
	forget := piece.NewButton("settings.forget", w.say("ui.settings.forget", message.Args{"Count": count}), piece.Secondary, nil, func() {
		p.takeAway("ui.settings.forgotten", w.loc.Lang(), func(s *settings.Settings) { s.Recent, s.LastDossier = nil, "" })
	})
	return p.section("ui.start.recent", "ui.settings.forget-help", piece.Row(0, forget))
}

// focusAbove gives the keyboard to a piece of the dialog on top.
func (w *Window) focusAbove(key string) {
	canvas := w.window.Canvas()
	if top := canvas.Overlays().Top(); top != nil {
		if found, ok := piece.FindKey(top, key).(fyne.Focusable); ok {
			canvas.Focus(found)
		}
	}
}

// Still reports whether the person wants nothing on the screen to move by itself,
// such as the toolkit's text cursor: as chosen here, else as the system's settings say.
// It belongs on the window's goroutine.
func (w *Window) Still() bool {
	if chosen := w.chosenSettings.Still; chosen != nil {
		return *chosen
	}
	return w.options.Calm != nil && w.options.Calm()
}

package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// helpWide is how wide the help is.
const helpWide = 660

// A helpTopic is a page of the help. Its texts are ids.
type helpTopic struct {
	step   stepID // "": what holds for all of them
	title  string
	aim    string                       // what the step is for
	hand   string                       // what to have at hand
	know   string                       // what is good to know
	keys   string                       // what its own keys are; "" for none
	notice func(*Window) []message.Text // what the notice says; nil: nothing
}

// helpTopics are the pages of the help, in the order of the walk.
var helpTopics = []helpTopic{
	{
		"", "ui.help.start.title", "ui.help.start.aim", "ui.help.start.hand", "ui.help.start.know", "", nil,
	},
	{
		helpKeys, "ui.help.keys.all", "", "", "", "", nil,
	},
	{
		stepOverview, "ui.step.overview", "ui.help.overview.aim", "ui.help.overview.hand", "ui.help.overview.know", "", nil,
	},
	{
		stepAbout, "ui.step.about", "ui.help.about.aim", "ui.help.about.hand", "ui.help.about.know", "ui.help.about.keys", nil,
	},
	{
		stepEligibility, "ui.step.eligibility", "ui.help.eligibility.aim", "ui.help.eligibility.hand", "ui.help.eligibility.know", "",
		clausesOf(vacancy.Eligibility, vacancy.Applications),
	},
	{
		stepLanguages, "ui.step.languages", "ui.help.languages.aim", "ui.help.languages.hand", "ui.help.languages.know", "",
		clausesOf(vacancy.Languages),
	},
	{
		stepDocuments, "ui.step.documents", "ui.help.documents.aim", "ui.help.documents.hand", "ui.help.documents.know",
		"ui.help.documents.keys", documentClauses,
	},
	{
		stepCompetencies, "ui.step.competencies", "ui.help.competencies.aim", "ui.help.competencies.hand", "ui.help.competencies.know", "", nil,
	},
	{
		stepDeclarations, "ui.step.declarations", "ui.help.declarations.aim", "ui.help.declarations.hand", "ui.help.declarations.know", "",
		declarationClauses,
	},
	{
		stepBundle, "ui.step.bundle", "ui.help.bundle.aim", "ui.help.bundle.hand", "ui.help.bundle.know", "ui.help.bundle.keys", nil,
	},
	{
		stepHandOver, "ui.step.hand-over", "ui.help.hand-over.aim", "ui.help.hand-over.hand", "ui.help.hand-over.know", "", nil,
	},
}

// clausesOf are the sentences of the notice on the criteria of some groups.
func clausesOf(groups ...vacancy.Group) func(*Window) []message.Text {
	return func(w *Window) (clauses []message.Text) {
		for _, group := range groups {
			for _, c := range w.shot.Pack.Criteria {
				if c.Group == group {
					clauses = append(clauses, c.Clause)
				}
			}
		}
		return clauses
	}
}

func documentClauses(w *Window) (clauses []message.Text) {
	for _, d := range w.shot.Pack.Documents {
		clauses = append(clauses, d.Clause)
	}
	return clauses
}

func declarationClauses(w *Window) (clauses []message.Text) {
	for _, d := range w.shot.Pack.Declarations {
		clauses = append(clauses, d.Clause)
	}
	return clauses
}

// helpButton opens the help.
func (w *Window) helpButton() fyne.CanvasObject {
	return piece.NewButton("help", "", piece.Quiet, look.Icon("help"), w.askHelp).Speak(w.say("ui.menu.help", nil))
}

// A helpPage is the panel with the help.
type helpPage struct {
	w     *Window
	at    stepID // the topic that is shown
	above bool   // something else is open below it
}

// askHelp opens the help at the step on the screen, over whatever is open: that waits
// below it as it is.
func (w *Window) askHelp() {
	if w.panel != nil && w.panel.helps {
		return
	}
	p := &helpPage{w: w, above: w.window.Canvas().Overlays().Top() != nil}
	if w.hasDossier() {
		p.at = w.step
	}
	w.layPanel(helpWide, p.build)
	w.panel.helps = true
	w.focusAbove("help.close") // whoever wants another topic chooses; the others read
}

// topic is what is shown.
func (p *helpPage) topic() helpTopic {
	for _, t := range helpTopics {
		if t.step == p.at {
			return t
		}
	}
	return helpTopics[0]
}

func (p *helpPage) build() panelContent {
	w := p.w
	buttons := []*piece.Button{piece.NewButton("help.close", w.say("ui.notice.close", nil), piece.Primary, nil, nil)}
	if !p.above { // the tour leaves whatever is open
		buttons = append([]*piece.Button{piece.NewButton("help.tour", w.say("ui.help.tour", nil), piece.Secondary, nil, w.takeTour)}, buttons...)
	}
	return panelContent{
		title: w.say("ui.help.title", nil), head: p.topics(), body: piece.Stack(look.Gap16, p.parts()...), buttons: buttons,
	}
}

// parts are what the page says, one below the other.
func (p *helpPage) parts() []fyne.CanvasObject {
	w, t := p.w, p.topic()
	if t.step == helpKeys {
		return p.allKeys()
	}
	return []fyne.CanvasObject{
		piece.Body(w.say(t.aim, nil)),
		p.part("ui.help.hand", piece.Body(w.say(t.hand, nil))),
		p.part("ui.help.know", p.known(t)),
		p.notice(t),
		p.keyboard(t),
	}
}

// alsoKnown is what is good to know besides, on pages with more to say.
var alsoKnown = map[stepID]string{stepBundle: "ui.help.bundle.several"}

// known is what is good to know.
func (p *helpPage) known(t helpTopic) fyne.CanvasObject {
	said, more := piece.Body(p.w.say(t.know, nil)), alsoKnown[t.step]
	if more == "" {
		return said
	}
	return piece.Stack(look.Gap8, said, piece.Body(p.w.say(more, nil)))
}

// topics is where another page is chosen.
func (p *helpPage) topics() fyne.CanvasObject {
	var options []piece.Option
	for _, t := range helpTopics {
		options = append(options, piece.Option{Value: "about " + string(t.step), Label: p.w.say(t.title, nil)})
	}
	choice := piece.NewChoice("help.topic", "", options, "about "+string(p.at), func(value string) {
		p.turnTo(stepID(strings.TrimPrefix(value, "about ")))
	})
	piece.Call(choice, p.w.say("ui.help.title", nil))
	return choice
}

// turnTo shows another page, from its beginning.
func (p *helpPage) turnTo(topic stepID) {
	p.at = topic
	p.w.renewPanel()
	p.w.panel.dialog.ScrollToTop()
}

// part is a paragraph with its title.
func (p *helpPage) part(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return piece.Stack(look.Gap4, append([]fyne.CanvasObject{piece.Strong(p.w.say(title, nil))}, parts...)...)
}

// notice quotes what the notice says, each sentence once; nil where it says nothing
// or no vacancy is open.
func (p *helpPage) notice(t helpTopic) fyne.CanvasObject {
	w := p.w
	if t.notice == nil || !w.hasDossier() || w.shot.Pack == nil {
		return nil
	}
	var quotes []fyne.CanvasObject
	said := map[string]bool{}
	for _, clause := range t.notice(w) {
		if text := w.say("checklist.clause", message.Args{"Clause": clause}); !said[text] {
			said[text] = true
			quotes = append(quotes, piece.Quote(text))
		}
	}
	if quotes == nil {
		return nil
	}
	return p.part("ui.help.notice", piece.Stack(look.Gap8, quotes...))
}

// keyboard lists the keys: the topic's own, then those that are used most.
func (p *helpPage) keyboard(t helpTopic) fyne.CanvasObject {
	w := p.w
	var rows []fyne.CanvasObject
	if t.keys != "" {
		rows = append(rows, piece.Body(w.say(t.keys, nil)))
	}
	for _, group := range keyGroups() {
		for _, row := range group.rows {
			if oftenUsed[row.does] {
				rows = append(rows, w.keyLine(row))
			}
		}
	}
	all := piece.NewButton("help.keys", w.say("ui.help.keys.see-all", nil), piece.Quiet, nil, func() { p.turnTo(helpKeys) })
	return p.part("ui.help.keyboard", piece.Stack(look.Gap4, append(rows, piece.Row(0, all))...))
}

// oftenUsed are the keys that stand on every page of the help.
var oftenUsed = map[string]bool{
	"ui.help.keys.go-to": true, "ui.help.keys.number": true, "ui.menu.undo": true, "ui.help.keys.print": true,
	"ui.help.keys.text": true, "ui.help.keys.any-help": true,
}

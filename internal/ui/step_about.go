package ui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// aboutStep asks who applies: name, birth date, nationalities, studies and
// experience, the vacancy's own questions, and what concerns this application.
type aboutStep struct {
	w          *Window
	built      map[string]string // the answers that the fields on the screen were made from
	opened     map[string]bool   // the members whose fields are shown, as "studies.s1"
	studies    []string          // the studies in the order in which they are shown
	equivalent bool              // yes was said to equivalent education, and what it is not yet
	heads      map[string]*fyne.Container
	purpose    *fyne.Container
	times      *fyne.Container // the studies on a timeline
	codes      []string        // the nationalities that are on their way to the disk; nil for none
}

func newAbout(w *Window) step { return &aboutStep{w: w, opened: map[string]bool{}} }

// asideIsMinor says that what stands beside only repeats what the overview says: the
// fields need the height.
func (s *aboutStep) asideIsMinor() bool { return true }

func (s *aboutStep) build() (page, aside fyne.CanvasObject) {
	w := s.w
	if w.desk == nil || w.desk.unsaved == 0 {
		s.codes = nil
	}
	s.built, s.heads = answersOf(w.shot), map[string]*fyne.Container{}
	s.purpose = piece.Stack(look.Gap16, s.purposeParts()...).(*fyne.Container)
	page = piece.Page(w.say("ui.step.about", nil), w.say("ui.about.lead", nil), nil, piece.Stack(look.Gap32, s.sections()...))
	return page, s.purpose
}

// refresh leaves the fields alone while only what is being typed has changed.
func (s *aboutStep) refresh() bool {
	now := answersOf(s.w.shot)
	if !s.w.sameBut(s.built, now) {
		return false
	}
	s.built = now
	for member, head := range s.heads {
		if !putInPlace(head, s.describe(member).words(s.w)) {
			return false
		}
	}
	if !s.drawTimeline() {
		return false
	}
	s.purpose.Objects = s.purposeParts()
	s.purpose.Refresh()
	s.w.shell.aside.Refresh()
	return true
}

// putInPlace makes an object the only one of a container, and reports whether it
// takes no other room than what was there: else what lies around it has to be
// laid out anew.
func putInPlace(in *fyne.Container, object fyne.CanvasObject) bool {
	before := in.MinSize().Height
	put(in, object)
	return in.MinSize().Height == before
}

func (s *aboutStep) sections() []fyne.CanvasObject {
	sections := []fyne.CanvasObject{
		s.person(), s.nationalities(), s.allStudies(), s.equivalentEducation(), s.allExperience(),
	}
	if s.w.shot.Pack != nil {
		if len(s.w.shot.Pack.Questions) > 0 {
			sections = append(sections, s.questions())
		}
		sections = append(sections, s.application())
	}
	return sections
}

// section is a part of the page: its title, why it is asked, and its cards.
func (w *Window) section(title, why string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	head := piece.Stack(2, piece.Heading(w.say(title, nil)), piece.Muted(w.say(why, nil)))
	return piece.Stack(look.Gap12, append([]fyne.CanvasObject{head}, parts...)...)
}

// fieldWide is how wide a field is at least where several stand side by side.
const fieldWide = 250

// pickerWide is the widest that a field gets in which something is looked for.
const pickerWide = 380

// fieldColumns puts fields side by side; one alone is as wide as among others.
func fieldColumns(fields ...fyne.CanvasObject) fyne.CanvasObject {
	return piece.ColumnsOf(2, fieldWide, look.Gap16, fields...)
}

// nameWide is how wide a field of the person is at least: the three of them fit
// side by side beside what the answers are for.
const nameWide = 180

func (s *aboutStep) person() fyne.CanvasObject {
	w, c := s.w, s.w.shot.Candidate
	return w.section("ui.about.person", "ui.about.person.why", piece.Card(piece.Columns(nameWide, look.Gap12,
		w.text(textField{field: "name.given", label: w.say("ui.about.given", nil), saved: c.Name.Given}),
		w.text(textField{field: "name.family", label: w.say("ui.about.family", nil), saved: c.Name.Family}),
		w.date(dateField{
			field: "birthDate", label: w.say("ui.about.birth", nil), help: w.say("ui.about.birth.why", nil),
			saved: c.BirthDate, empty: candidate.NotAnswered,
		}),
	)))
}

func (s *aboutStep) nationalities() fyne.CanvasObject {
	w, codes := s.w, s.w.shot.Candidate.Nationalities
	var chosen fyne.CanvasObject
	switch {
	case len(codes) == 0:
		chosen = w.noMembers(noMembers{
			field: "nationalities", answered: codes != nil,
			none: "ui.about.nationality.none", said: "ui.about.nationality.said-none", focus: "nationalities",
		})
	case w.shot.ReadOnly != nil:
		var names []fyne.CanvasObject
		for _, code := range codes {
			names = append(names, piece.Badge(piece.Neutral, w.loc.Country(message.Country(code))))
		}
		chosen = piece.Row(look.Gap8, names...)
	default:
		chosen = piece.NewChips("nationalities.chosen", w.countryChips(codes), w.removing, func(code string) {
			s.setCodes(slices.DeleteFunc(s.codesNow(), func(other string) bool { return other == code }))
		})
	}
	picker := w.picker("nationalities", "ui.about.nationality.add", w.countryFinder(), codes, func(code string) {
		s.setCodes(append(s.codesNow(), code))
	})
	return w.section("ui.about.nationality", "ui.about.nationality.why", piece.Card(chosen, piece.AtMost(pickerWide, picker)))
}

// countryChips are countries by their codes, as chips show them.
func (w *Window) countryChips(codes []string) []piece.Option {
	var chips []piece.Option
	for _, code := range codes {
		chips = append(chips, piece.Option{Value: code, Label: w.loc.Country(message.Country(code))})
	}
	return chips
}

// codesNow are the nationalities with what was chosen a moment ago: the page may
// still be that of before.
func (s *aboutStep) codesNow() []string {
	if s.codes != nil && s.w.desk.unsaved > 0 {
		return slices.Clone(s.codes)
	}
	return slices.Clone(s.w.shot.Candidate.Nationalities)
}

// setCodes says which nationalities there are. Where the last one is taken away
// nothing is said any more: that there is none, only the candidate can say.
func (s *aboutStep) setCodes(codes []string) {
	s.codes = codes
	value := strings.Join(s.codes, ",")
	s.w.setThen(func() { s.w.focusOn("nationalities") }, "nationalities="+cmp.Or(value, candidate.NotAnswered))
}

// noMembers describes what stands in the place of a list without members.
type noMembers struct {
	field      string
	answered   bool   // that there is none was said; else nothing was
	none, said string // ids: the button that says that there is none, and that it was said
	focus      string // where the keyboard goes from there
	add        *piece.Button
}

func (w *Window) noMembers(n noMembers) fyne.CanvasObject {
	state, word, action, value, key := piece.Unanswered, "ui.about.unanswered", n.none, "", ".none"
	if n.answered {
		state, word, action, value, key = piece.Done, n.said, "ui.about.take-back", candidate.NotAnswered, ".take-back"
	}
	button := piece.NewButton(n.field+key, w.say(action, nil), piece.Quiet, nil, func() {
		w.setThen(func() { w.focusOn(n.focus) }, n.field+"="+value)
	})
	w.lock(button)
	badge := piece.Badge(state, w.say(word, nil))
	if n.add == nil {
		return piece.Row(look.Gap12, badge, button)
	}
	return piece.Stack(look.Gap12, piece.Row(0, badge), piece.Row(look.Gap12, n.add, button))
}

func (s *aboutStep) equivalentEducation() fyne.CanvasObject {
	w, said := s.w, s.w.shot.Candidate.EquivalentEducation
	const field = "equivalentEducation"
	answer := textValue(said)
	switch {
	case said != nil:
		s.equivalent = *said != ""
	case w.drafts[field] != nil:
		s.equivalent = true
	}
	shown := answer
	if s.equivalent {
		shown = "yes"
	}
	asked := w.answers(field+".said", "", "", shown, s.sayEquivalent)
	piece.Call(asked, w.say("ui.about.equivalent", nil))
	parts := []fyne.CanvasObject{asked}
	if s.equivalent {
		saved := answer
		if saved == candidate.NotAnswered {
			saved = ""
		}
		parts = append(parts, w.text(textField{
			field: field, label: w.say("ui.about.equivalent.what", nil), saved: saved, rows: 3, empty: candidate.NotAnswered,
		}))
	}
	return w.section("ui.about.equivalent", "ui.about.equivalent.why", piece.Card(parts...))
}

// sayEquivalent opens the text for a yes, which alone is no answer yet.
func (s *aboutStep) sayEquivalent(value string) {
	w := s.w
	const field = "equivalentEducation"
	if s.equivalent = value == "yes"; !s.equivalent {
		w.forget(field)
		w.set(field + "=" + value)
		return
	}
	w.setThen(w.rebuildStep, field+"="+candidate.NotAnswered)
}

// answers is a question with yes and no side by side, and once it is answered
// what takes the answer back. no is the value that says no.
func (w *Window) answers(key, label, no, chosen string, said func(value string)) fyne.CanvasObject {
	options := []piece.Option{{Value: "yes", Label: w.say("ui.about.yes", nil)}, {Value: no, Label: w.say("ui.about.no", nil)}}
	if chosen != candidate.NotAnswered {
		options = append(options, piece.Option{Value: candidate.NotAnswered, Label: w.say("ui.about.not-answered", nil)})
	}
	control := piece.NewSwitch(key, options, chosen, said)
	w.lock(control)
	return piece.NewField(label, "", piece.Row(0, control))
}

// yesNo is a question that is answered with yes or no, and saved at once.
func (w *Window) yesNo(field, label, saved string) fyne.CanvasObject {
	return w.answers(field, label, "no", saved, func(value string) { w.set(field + "=" + value) })
}

func (s *aboutStep) questions() fyne.CanvasObject {
	w := s.w
	var asked []fyne.CanvasObject
	for _, q := range w.shot.Pack.Questions {
		saved := candidate.NotAnswered
		if yes, said := w.shot.Candidate.Declared[q.ID]; said {
			saved = yesNoValue(&yes)
		}
		asked = append(asked, w.yesNo("declared."+q.ID, w.loc.Pick(q.Text), saved))
	}
	return w.section("ui.about.questions", "ui.about.questions.why", piece.Card(piece.Stack(look.Gap24, asked...)))
}

func (s *aboutStep) application() fyne.CanvasObject {
	w := s.w
	months := []piece.Option{{Value: candidate.NotAnswered, Label: w.say("ui.about.start.open", nil)}}
	for _, month := range w.shot.Pack.Starts {
		months = append(months, piece.Option{Value: month.String(), Label: w.loc.Month(month.First())})
	}
	return w.section("ui.about.application", "ui.about.application.why", piece.Card(fieldColumns(
		w.choice(choiceField{
			field: "start", label: w.say("ui.about.start", nil), help: w.say("ui.about.start.why", nil),
			options: months, saved: cmp.Or(w.shot.Application.Start, candidate.NotAnswered),
		}),
		w.text(textField{
			field: "requisition", label: w.say("ui.about.requisition", nil), help: w.say("ui.about.requisition.why", nil),
			saved: w.shot.Application.Requisition,
		}),
	)))
}

// purposeParts say beside the page what the answers are for, and what of it is
// still open.
func (s *aboutStep) purposeParts() []fyne.CanvasObject {
	w := s.w
	parts := []fyne.CanvasObject{
		piece.Heading(w.say("ui.about.purpose", nil)), piece.Muted(w.say("ui.about.purpose.text", nil)),
	}
	if w.isSubmitted() {
		return parts // nothing waits for an answer any more
	}
	var open []piece.RowItem
	for _, item := range itemsOf(w.shot.Checklist, vacancy.Eligibility) {
		if item.Verdict == vacancy.Unanswered {
			open = append(open, piece.RowItem{
				Key: "about.open." + item.ID, State: piece.Unanswered, Title: w.loc.Pick(item.Title), Chevron: true,
				Note: w.loc.Text(s.w.explain(item).Next), Tapped: func() { s.goTo(item.ID) },
			})
		}
	}
	if len(open) == 0 {
		return append(parts, piece.Badge(piece.Done, w.say("ui.about.purpose.answered", nil)))
	}
	heading := w.say("ui.about.purpose.open", message.Args{"Count": len(open)})
	return append(parts, piece.Strong(heading), piece.NewRows(open))
}

package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

// The members of the lists in "About you": each a card that says in one line
// what it is, and shows its fields when it is opened.

// A member is what the card of a study or of an experience says of it.
type member struct {
	name   string // as session.Set names it: "studies.s1"
	title  string
	facts  []string
	open   []string // its fields that are not answered
	fields func() []fyne.CanvasObject
}

// ask counts a field as open unless it is answered.
func (m *member) ask(key string, answered bool) {
	if !answered {
		m.open = append(m.open, m.name+"."+key)
	}
}

// describe says what a member is as it was last saved.
func (s *aboutStep) describe(name string) member {
	c := s.w.shot.Candidate
	list, id, _ := strings.Cut(name, ".")
	if list == "studies" {
		study, _ := c.Study(id)
		return s.study(study)
	}
	number, err := strconv.Atoi(id)
	if err != nil || number < 1 || number > len(c.Experience) {
		return member{name: name}
	}
	return s.experience(number, c.Experience[number-1])
}

// words are the title and the facts on a member's card.
func (m member) words(w *Window) fyne.CanvasObject {
	var facts []fyne.CanvasObject
	for _, fact := range m.facts {
		if fact != "" {
			facts = append(facts, piece.Muted(fact))
		}
	}
	if len(m.open) > 0 {
		facts = append(facts, piece.Badge(piece.Unanswered, w.say("ui.about.member.open", message.Args{"Count": len(m.open)})))
	}
	if len(facts) == 0 {
		return piece.Strong(m.title)
	}
	return piece.Stack(look.Gap4, piece.Strong(m.title), piece.Row(look.Gap12, facts...))
}

// card is a member's card. One with an answer that cannot be saved stays open.
func (s *aboutStep) card(m member) fyne.CanvasObject {
	w := s.w
	head := piece.Stack(0, m.words(w)).(*fyne.Container)
	s.heads[m.name] = head
	open := s.opened[m.name] || w.drafted(m.name)
	label := "ui.about.member.edit"
	if open {
		label = "ui.about.member.close"
	}
	turn := piece.NewButton(m.name+".open", w.say(label, nil), piece.Secondary, nil, func() {
		w.flush()
		if s.opened[m.name] = !open; open {
			w.rebuildStep()
			return
		}
		s.enter(m.name + firstFields[listOf(m.name)])
	})
	parts := []fyne.CanvasObject{piece.Grow(nil, head, turn)}
	if open {
		remove := piece.NewButton(m.name+".remove", w.say("ui.about.member.remove", nil), piece.Secondary, look.Icon("trash"), func() { s.remove(m) })
		w.lock(remove)
		parts = append(parts, fieldColumns(m.fields()...), piece.Row(0, remove))
	}
	return piece.About(m.title, piece.Card(parts...))
}

// firstFields are the fields in which one begins with a member of each list.
var firstFields = map[string]string{"studies": ".level", "experience": ".kind"}

// listOf is the list of a field or a member.
func listOf(name string) string {
	list, _, _ := strings.Cut(name, ".")
	return list
}

// memberOfField is the member that a field belongs to, "" where to none.
func memberOfField(field string) string {
	parts := strings.Split(field, ".")
	if firstFields[parts[0]] == "" || len(parts) < 3 {
		return ""
	}
	return parts[0] + "." + parts[1]
}

// add makes a member by a first assignment and opens it.
func (s *aboutStep) add(name, assignment string) {
	s.w.setThen(func() { s.enter(name + firstFields[listOf(name)]) }, name+assignment)
}

// enter puts the keyboard into a field; the member that it belongs to is opened
// and its card brought to the top of the page.
func (s *aboutStep) enter(field string) {
	w := s.w
	member := memberOfField(field)
	if member == "" {
		w.focusOn(field)
		return
	}
	s.opened[member] = true
	w.rebuildStep()
	w.focusOn(field)
	page := w.shell.page
	above := piece.At(s.heads[member]).Y - piece.At(page).Y
	page.ScrollToOffset(fyne.NewPos(0, max(0, page.Offset.Y+above-2*look.Gap24)))
}

// remove takes a member out and says so, with a way back. Where it was the last
// one nothing is said of the list any more: that there is none, only the
// candidate can say.
func (s *aboutStep) remove(m member) {
	w := s.w
	list, id, _ := strings.Cut(m.name, ".")
	assignments := []string{m.name + "="}
	if count := map[string]int{"studies": len(w.shot.Candidate.Studies), "experience": len(w.shot.Candidate.Experience)}; count[list] == 1 {
		assignments = append(assignments, list+"="+candidate.NotAnswered)
	}
	w.flush()
	w.forget(m.name + ".")
	if number, err := strconv.Atoi(id); err == nil && list == "experience" {
		w.moveUp(list, number)
		s.closeFrom(number)
	}
	delete(s.opened, m.name)
	w.setThen(func() {
		w.toast(message.New("ui.about.member.removed", message.Args{"Name": m.title}), "ui.menu.undo", w.undo)
		w.focusOn(list + ".add")
	}, assignments...)
}

// closeFrom moves which experience is open along with the numbers, after one is
// taken out.
func (s *aboutStep) closeFrom(number int) {
	name := func(n int) string { return "experience." + strconv.Itoa(n) }
	for n := number; n <= len(s.w.shot.Candidate.Experience); n++ {
		s.opened[name(n)] = s.opened[name(n+1)]
	}
}

// list is a section of members, with what adds one, and with what stands above them
// (nil: nothing). Where there are none, that is beside the button that says so.
func (s *aboutStep) list(title, why string, above fyne.CanvasObject, members []member, nothing noMembers, add *piece.Button) fyne.CanvasObject {
	s.w.lock(add)
	if len(members) == 0 {
		nothing.focus, nothing.add = nothing.field+".add", add
		return s.w.section(title, why, piece.Card(s.w.noMembers(nothing)))
	}
	var cards []fyne.CanvasObject
	if above != nil {
		cards = append(cards, above)
	}
	for _, m := range members {
		cards = append(cards, s.card(m))
	}
	return s.w.section(title, why, append(cards, piece.Row(0, add))...)
}

func (s *aboutStep) allStudies() fyne.CanvasObject {
	w, c := s.w, s.w.shot.Candidate
	s.orderStudies()
	add := piece.NewButton("studies.add", w.say("ui.about.studies.add", nil), piece.Secondary, look.Icon("plus"), func() {
		s.add("studies."+freeStudy(w.shot), ".title=")
	})
	return s.list("ui.about.studies", "ui.about.studies.why", s.timeline(), s.studyMembers(), noMembers{
		field: "studies", answered: c.Studies != nil, none: "ui.about.studies.none", said: "ui.about.studies.said-none",
	}, add)
}

// timeline shows the studies against the days that matter; nil where there is nothing
// to show.
func (s *aboutStep) timeline() fyne.CanvasObject {
	s.times = piece.Stack(0).(*fyne.Container)
	line := s.w.studiesTimeline()
	if line == nil {
		return nil
	}
	s.times.Add(piece.Card(line))
	return s.times
}

// drawTimeline shows anew what changed of the studies, and reports false where that
// takes another height.
func (s *aboutStep) drawTimeline() bool {
	line := s.w.studiesTimeline()
	if line == nil || len(s.times.Objects) == 0 {
		return line == nil && len(s.times.Objects) == 0
	}
	return putInPlace(s.times, piece.Card(line))
}

// studyMembers are the studies in the order in which they are shown.
func (s *aboutStep) studyMembers() []member {
	var members []member
	for _, id := range s.studies {
		if study, there := s.w.shot.Candidate.Study(id); there {
			members = append(members, s.study(study))
		}
	}
	return members
}

// freeStudy is the first id that no study has, and that no document stands for:
// a document of a study that was taken out is not one of a new study's.
func freeStudy(shot snapshot) string {
	for n := 1; ; n++ {
		id := "s" + strconv.Itoa(n)
		_, taken := shot.Candidate.Study(id)
		for _, d := range shot.Documents {
			taken = taken || d.For == id
		}
		if !taken {
			return id
		}
	}
}

// orderStudies puts the studies in the order of their starts, those without one
// at the end. While one of them has the keyboard they stay where they are.
func (s *aboutStep) orderStudies() {
	start := map[string]string{}
	var ids []string
	for _, study := range s.w.shot.Candidate.Studies {
		ids = append(ids, study.ID)
		start[study.ID] = "9"
		if study.Start.Known() {
			start[study.ID] = study.Start.String()
		}
	}
	if strings.HasPrefix(piece.FocusKey(s.w.window.Canvas()), "studies.") {
		place := func(id string) int {
			if at := slices.Index(s.studies, id); at >= 0 {
				return at
			}
			return len(s.studies)
		}
		slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	} else {
		slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(start[a], start[b]) })
	}
	s.studies = ids
}

func (s *aboutStep) study(study candidate.Study) member {
	w := s.w
	m := member{name: "studies." + study.ID, title: cmp.Or(strings.TrimSpace(study.Title), strings.TrimSpace(study.Institution), w.say("ui.about.study.new", nil))}
	m.ask("level", study.Level != "")
	m.ask("status", study.Status != "")
	m.ask("university", study.University != nil)
	m.ask("start", !study.Start.IsZero())
	m.ask("end", !study.End.IsZero())
	m.ask("awarded", study.Status != candidate.Completed || !study.Awarded.IsZero())
	m.facts = []string{
		labelOf(w.worded(studyLevels), string(study.Level)), w.period(study.Start, study.End), labelOf(w.worded(statuses), string(study.Status)),
	}
	m.fields = func() []fyne.CanvasObject { return s.studyFields(m.name+".", study) }
	return m
}

func (s *aboutStep) studyFields(prefix string, study candidate.Study) []fyne.CanvasObject {
	w := s.w
	field := textValue(study.Field)
	if study.Field == nil {
		field = ""
	}
	end := dateField{
		field: prefix + "end", label: w.say("ui.about.study.end", nil), saved: study.End, empty: candidate.NotAnswered,
		help: w.say("ui.about.study.end.why", nil),
	}
	fields := []fyne.CanvasObject{
		w.choice(choiceField{
			field: prefix + "level", label: w.say("ui.about.study.level", nil), hint: w.say("ui.about.choose", nil),
			options: w.worded(studyLevels), saved: string(study.Level),
		}),
		s.statusField(prefix, study),
		w.text(textField{field: prefix + "title", label: w.say("ui.about.study.title", nil), help: w.say("ui.about.study.title.why", nil), saved: study.Title}),
		w.text(textField{field: prefix + "institution", label: w.say("ui.about.study.institution", nil), saved: study.Institution}),
		w.text(textField{field: prefix + "field", label: w.say("ui.about.study.field", nil), saved: field, empty: candidate.NotAnswered}),
		w.yesNo(prefix+"university", w.say("ui.about.study.university", nil), yesNoValue(study.University)),
		w.date(dateField{field: prefix + "start", label: w.say("ui.about.study.start", nil), saved: study.Start, empty: candidate.NotAnswered}),
	}
	if study.Status == candidate.Ongoing || study.End.None {
		end.help = w.say("ui.about.study.end.planned", nil)
		fields = append(fields, w.dateOrNone(end, "ui.about.study.end.none"))
	} else {
		fields = append(fields, w.date(end))
	}
	if study.Status == candidate.Completed {
		fields = append(fields, w.dateOrNone(dateField{
			field: prefix + "awarded", label: w.say("ui.about.study.awarded", nil), help: w.say("ui.about.study.awarded.why", nil),
			saved: study.Awarded, empty: candidate.NotAnswered,
		}, "ui.about.study.awarded.none"))
	}
	return fields
}

// statusField asks how far a study has come. What no longer has a field then is
// taken back with it, so that nothing is counted that nobody sees.
func (s *aboutStep) statusField(prefix string, study candidate.Study) fyne.CanvasObject {
	w := s.w
	control := piece.NewChoice(prefix+"status", w.say("ui.about.choose", nil), w.worded(statuses), string(study.Status), func(value string) {
		assignments := []string{prefix + "status=" + value}
		if candidate.Status(value) != candidate.Completed {
			w.forget(prefix + "awarded")
			assignments = append(assignments, prefix+"awarded="+candidate.NotAnswered)
		}
		if candidate.Status(value) != candidate.Ongoing && study.End.None {
			assignments = append(assignments, prefix+"end="+candidate.NotAnswered)
		}
		w.set(assignments...)
	})
	w.lock(control)
	return w.field(prefix+"status", piece.NewField(w.say("ui.about.study.status", nil), "", control))
}

// dateOrNone is a field for a day that there may not be, which a tick says.
func (w *Window) dateOrNone(f dateField, none string) fyne.CanvasObject {
	check := piece.NewCheck(f.field+".none", w.say(none, nil), f.saved.None, func(on bool) {
		value := candidate.NotAnswered
		if on {
			value = ""
		}
		w.forget(f.field)
		w.set(f.field + "=" + value)
	})
	w.lock(check)
	if f.saved.None {
		return piece.NewField(f.label, "", check)
	}
	return piece.Stack(look.Gap8, w.date(f), check)
}

func (s *aboutStep) allExperience() fyne.CanvasObject {
	w, c := s.w, s.w.shot.Candidate
	add := piece.NewButton("experience.add", w.say("ui.about.experience.add", nil), piece.Secondary, look.Icon("plus"), func() {
		s.add("experience."+strconv.Itoa(len(c.Experience)+1), ".what=")
	})
	return s.list("ui.about.experience", "ui.about.experience.why", nil, s.experienceMembers(), noMembers{
		field: "experience", answered: c.Experience != nil, none: "ui.about.experience.none", said: "ui.about.experience.said-none",
	}, add)
}

func (s *aboutStep) experienceMembers() []member {
	var members []member
	for i, e := range s.w.shot.Candidate.Experience {
		members = append(members, s.experience(i+1, e))
	}
	return members
}

func (s *aboutStep) experience(number int, e candidate.Experience) member {
	w := s.w
	m := member{name: "experience." + strconv.Itoa(number), title: cmp.Or(strings.TrimSpace(e.What), w.say("ui.about.experience.new", nil))}
	m.ask("kind", e.Kind != "")
	m.ask("start", !e.Start.IsZero())
	m.ask("end", !e.End.IsZero())
	m.facts = []string{labelOf(w.worded(experienceKinds), string(e.Kind)), w.period(e.Start, e.End)}
	m.fields = func() []fyne.CanvasObject { return s.experienceFields(m.name+".", e) }
	return m
}

func (s *aboutStep) experienceFields(prefix string, e candidate.Experience) []fyne.CanvasObject {
	w := s.w
	return []fyne.CanvasObject{
		w.choice(choiceField{
			field: prefix + "kind", label: w.say("ui.about.experience.kind", nil), hint: w.say("ui.about.choose", nil),
			options: w.worded(experienceKinds), saved: string(e.Kind),
		}),
		w.text(textField{field: prefix + "what", label: w.say("ui.about.experience.what", nil), saved: e.What}),
		w.date(dateField{field: prefix + "start", label: w.say("ui.about.experience.start", nil), saved: e.Start, empty: candidate.NotAnswered}),
		w.dateOrNone(dateField{
			field: prefix + "end", label: w.say("ui.about.experience.end", nil), saved: e.End, empty: candidate.NotAnswered,
		}, "ui.about.experience.end.none"),
	}
}

// period writes a period as far as it is known.
func (w *Window) period(start, end candidate.Day) string {
	switch {
	case start.Known() && end.Known():
		return w.say("ui.about.period.both", message.Args{"Start": start.Date, "End": end.Date})
	case start.Known():
		return w.say("ui.about.period.since", message.Args{"Start": start.Date})
	case end.Known():
		return w.say("ui.about.period.until", message.Args{"End": end.Date})
	}
	return ""
}

// A worded value is one of a closed list with the id of its name.
type worded struct{ value, text string }

var studyLevels = []worded{
	{"bachelor", "ui.level.bachelor"},
	{"master", "ui.level.master"},
	{"doctorate", "ui.level.doctorate"},
	{"short-cycle", "ui.level.short-cycle"},
	{"other", "ui.level.other"},
}

var statuses = []worded{
	{string(candidate.Ongoing), "ui.about.status.ongoing"},
	{string(candidate.Completed), "ui.about.status.completed"},
	{string(candidate.Interrupted), "ui.about.status.interrupted"},
}

var experienceKinds = []worded{
	{"international-organisation", "ui.about.kind.international-organisation"},
	{"eu-institution", "ui.about.kind.eu-institution"},
	{"national-administration", "ui.about.kind.national-administration"},
	{"research", "ui.about.kind.research"},
	{"industry", "ui.about.kind.industry"},
	{"civil-society", "ui.about.kind.civil-society"},
	{"other", "ui.about.kind.other"},
}

// worded returns the options of a closed list.
func (w *Window) worded(list []worded) []piece.Option {
	var options []piece.Option
	for _, each := range list {
		options = append(options, piece.Option{Value: each.value, Label: w.say(each.text, nil)})
	}
	return options
}

// labelOf is what an option is called, "" where there is none of that value.
func labelOf(options []piece.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return ""
}

// rename follows the studies whose ids are others now.
func (s *aboutStep) rename(now func(key string) string) {
	opened := map[string]bool{}
	for name, open := range s.opened {
		opened[now(name)] = open
	}
	s.opened = opened
	for i, id := range s.studies {
		s.studies[i] = strings.TrimPrefix(now("studies."+id), "studies.")
	}
}

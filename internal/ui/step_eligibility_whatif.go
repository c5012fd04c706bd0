package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/vacancy"
)

// A whatIf is what a person tries beside the answers in the dossier, and what
// would come of it. It stands in memory alone: the session judges it and stores
// nothing.
type whatIf struct {
	w     *Window
	codes []string          // nationalities; nil: those of the dossier
	tried map[string]string // fields of studies, as session.Set names them, with their values
	typed map[string]string // days as they were typed
	added []string          // ids of studies that the dossier has not

	fields map[string]*piece.Field // on the screen
	noted  map[string]string       // what stands below them
	panel  *fyne.Container         // what stands beside them
	asked  int                     // counts questions, so that a late answer is known as such
	answer *whatIfAnswer           // nil: nothing is tried
}

// A whatIfAnswer is what would come of what is tried, or why it cannot be.
type whatIfAnswer struct {
	session.Comparison
	err error
}

func newWhatIf(w *Window) *whatIf {
	return &whatIf{w: w, tried: map[string]string{}, typed: map[string]string{}}
}

// clear gives up all that is tried.
func (t *whatIf) clear() {
	t.codes, t.added, t.answer = nil, nil, nil
	t.tried, t.typed = map[string]string{}, map[string]string{}
	t.asked++
}

// studies are those of the dossier with those that were added here.
func (t *whatIf) studies() []candidate.Study {
	studies := slices.Clone(t.w.shot.Candidate.Studies)
	for _, id := range t.added {
		studies = append(studies, candidate.Study{ID: id})
	}
	return studies
}

// whatIfKeys are the fields of a study that can be tried.
var whatIfKeys = []string{"level", "university", "status", "start", "end", "awarded"}

// assignments are what is tried, as session.Set takes it; what is as it is in the
// dossier is not among it.
func (t *whatIf) assignments() []string {
	var all []string
	if t.codes != nil && !slices.Equal(t.codes, t.w.shot.Candidate.Nationalities) {
		all = append(all, "nationalities="+strings.Join(t.codes, ","))
	}
	for _, study := range t.studies() {
		if t.isNew(study) { // what is said of it names it
			all = append(all, studyField(study, "title")+"="+t.newTitle(study))
		}
		for _, key := range whatIfKeys {
			field := studyField(study, key)
			if value, tried := t.tried[field]; tried && value != savedOf(study, key) {
				all = append(all, field+"="+value)
			}
		}
	}
	return all
}

// isNew reports whether a study was added here.
func (t *whatIf) isNew(study candidate.Study) bool { return slices.Contains(t.added, study.ID) }

// newTitle is what a study that was added here is called.
func (t *whatIf) newTitle(study candidate.Study) string {
	return t.w.say("ui.whatif.study.new", message.Args{"Number": slices.Index(t.added, study.ID) + 1})
}

func studyField(study candidate.Study, key string) string { return "studies." + study.ID + "." + key }

// savedOf is what the dossier says of a study, as session.Set would be told.
func savedOf(study candidate.Study, key string) string {
	day := func(d candidate.Day) string {
		switch {
		case d.Known():
			return d.String()
		case d.None:
			return ""
		}
		return candidate.NotAnswered
	}
	switch key {
	case "level":
		return cmp.Or(string(study.Level), candidate.NotAnswered)
	case "university":
		return yesNoValue(study.University)
	case "status":
		return cmp.Or(string(study.Status), candidate.NotAnswered)
	case "start":
		return day(study.Start)
	case "end":
		return day(study.End)
	}
	return day(study.Awarded)
}

// value is what is tried for a field of a study, else what is saved.
func (t *whatIf) value(study candidate.Study, key string) string {
	if value, tried := t.tried[studyField(study, key)]; tried {
		return value
	}
	return savedOf(study, key)
}

// ask has the session judge what is tried, off the window's goroutine, and shows
// what comes of it.
func (t *whatIf) ask() {
	t.asked++
	asked, assignments, desk := t.asked, t.assignments(), t.w.desk
	if len(assignments) == 0 {
		t.answer = nil
		t.show()
		return
	}
	about := t.w.shot.Application.Vacancy
	desk.start(func(context.Context) {
		compared, err := desk.session.WhatIf(about, assignments)
		t.w.options.Later(func() {
			if t.w.desk == desk && t.asked == asked {
				t.answer = &whatIfAnswer{compared, err}
				t.show()
			}
		})
	})
}

// show brings the panel up to date, where it is on the screen.
func (t *whatIf) show() {
	if t.panel == nil || t.w.step != stepEligibility {
		return
	}
	t.panel.Objects = []fyne.CanvasObject{piece.Stack(look.Gap12, t.panelParts()...)}
	t.panel.Refresh()
	t.w.shell.aside.Refresh()
	layOut(t.w.shell.middle) // what stands below a page is as high as it needs to be
}

// parts are the fields of the page.
func (t *whatIf) parts() []fyne.CanvasObject {
	w := t.w
	t.fields, t.noted = map[string]*piece.Field{}, map[string]string{}
	studies := []fyne.CanvasObject{}
	for _, study := range t.studies() {
		studies = append(studies, t.study(study))
	}
	add := piece.NewButton("whatif.studies.add", w.say("ui.about.studies.add", nil), piece.Secondary, look.Icon("plus"), t.addStudy)
	return []fyne.CanvasObject{
		w.section("ui.about.nationality", "ui.whatif.nationality.why", t.nationalities()),
		w.section("ui.about.studies", "ui.whatif.studies.why", append(studies, piece.Row(0, add))...),
	}
}

func (t *whatIf) nationalities() fyne.CanvasObject {
	w, codes := t.w, t.w.shot.Candidate.Nationalities
	if t.codes != nil {
		codes = t.codes
	}
	set := func(codes []string) {
		t.codes = codes
		w.rebuildStep()
		w.focusOn("whatif.nationalities")
	}
	var chosen fyne.CanvasObject
	switch {
	case codes == nil:
		chosen = piece.Muted(w.say("ui.whatif.nationality.unsaid", nil))
	case len(codes) == 0:
		chosen = piece.Muted(w.say("ui.whatif.nationality.none", nil))
	default:
		chosen = piece.NewChips("whatif.nationalities.chosen", w.countryChips(codes), w.removing, func(code string) {
			set(slices.DeleteFunc(slices.Clone(codes), func(other string) bool { return other == code }))
		})
	}
	finder := w.countryFinder()
	picker := piece.NewPicker("whatif.nationalities", w.say("ui.whatif.nationality.add", nil), finder.options, codes, func(code string) {
		if code != noFind {
			set(append(slices.Clone(codes), code))
		}
	}, func(typed string) []piece.Option { return finder.find(w, codes, typed) })
	parts := []fyne.CanvasObject{chosen}
	if saved := w.shot.Candidate.Nationalities; t.codes != nil && !slices.Equal(codes, saved) {
		parts = append(parts, piece.Small(w.nowCountries(saved)))
	}
	return piece.Card(append(parts, piece.AtMost(pickerWide, picker))...)
}

// nowCountries says which nationalities the dossier has.
func (w *Window) nowCountries(codes []string) string {
	var names message.List
	for _, code := range codes {
		names = append(names, message.Country(code))
	}
	switch {
	case codes == nil:
		return w.say("ui.whatif.now-open", nil)
	case len(codes) == 0:
		return w.say("ui.whatif.now-none", nil)
	}
	return w.say("ui.whatif.now", message.Args{"Value": names})
}

// study is the card of a study: what it is, and the fields to try.
func (t *whatIf) study(study candidate.Study) fyne.CanvasObject {
	w := t.w
	fields := []fyne.CanvasObject{}
	called := cmp.Or(strings.TrimSpace(study.Title), strings.TrimSpace(study.Institution), w.say("ui.about.study.new", nil))
	title := piece.Strong(called)
	if t.isNew(study) {
		called = t.newTitle(study)
		remove := piece.NewButton("whatif.studies."+study.ID+".remove", w.say("ui.about.member.remove", nil), piece.Quiet, look.Icon("trash"), func() { t.removeStudy(study.ID) })
		title = piece.Grow(nil, piece.Strong(called), remove)
		fields = append(fields,
			t.choice(study, "level", "ui.about.study.level", w.worded(studyLevels)),
			t.choice(study, "university", "ui.about.study.university", w.yesOrNo()))
	}
	fields = append(fields,
		t.choice(study, "status", "ui.about.study.status", w.worded(statuses)),
		t.day(study, "start", "ui.about.study.start"), t.day(study, "end", "ui.about.study.end"))
	if t.value(study, "status") == string(candidate.Completed) {
		fields = append(fields, t.day(study, "awarded", "ui.about.study.awarded"))
	}
	return piece.About(called, piece.Card(title, fieldColumns(fields...)))
}

// yesOrNo are the answers of a question that wants no other.
func (w *Window) yesOrNo() []piece.Option {
	return []piece.Option{{Value: "yes", Label: w.say("ui.about.yes", nil)}, {Value: "no", Label: w.say("ui.about.no", nil)}}
}

// addStudy begins studies that could be: at a university, from today on.
func (t *whatIf) addStudy() {
	w := t.w
	shot := w.shot
	shot.Candidate.Studies = t.studies()
	study := candidate.Study{ID: freeStudy(shot)}
	t.added = append(t.added, study.ID)
	for key, value := range map[string]string{
		"level": "master", "university": "yes", "status": string(candidate.Ongoing),
		"start": w.shot.Checklist.Today.String(), "end": "",
	} {
		t.tried[studyField(study, key)] = value
	}
	w.rebuildStep()
	w.focusOn("whatif." + studyField(study, "level"))
}

func (t *whatIf) removeStudy(id string) {
	t.added = slices.DeleteFunc(t.added, func(other string) bool { return other == id })
	for _, key := range whatIfKeys {
		field := studyField(candidate.Study{ID: id}, key)
		delete(t.tried, field)
		delete(t.typed, field)
	}
	t.w.rebuildStep()
	t.w.focusOn("whatif.studies.add")
}

// choice is a field of a study with a closed list of answers.
func (t *whatIf) choice(study candidate.Study, key, label string, options []piece.Option) fyne.CanvasObject {
	w, field := t.w, studyField(study, key)
	control := piece.NewChoice("whatif."+field, w.say("ui.about.choose", nil), options, t.value(study, key), func(value string) {
		t.tried[field] = value
		if key == "status" {
			t.followStatus(study)
		}
		t.w.rebuildStep()
	})
	now := labelOf(options, savedOf(study, key))
	return piece.NewField(w.say(label, nil), t.nowWords(study, key, now), control)
}

// followStatus takes back what another status has no field for, as answering in
// the dossier does.
func (t *whatIf) followStatus(study candidate.Study) {
	end, awarded := studyField(study, "end"), studyField(study, "awarded")
	status := candidate.Status(t.value(study, "status"))
	if status == candidate.Completed {
		if t.tried[awarded] == candidate.NotAnswered {
			delete(t.tried, awarded)
		}
	} else {
		t.tried[awarded] = candidate.NotAnswered
		delete(t.typed, awarded)
	}
	if status != candidate.Ongoing && t.value(study, "end") == "" {
		t.tried[end] = candidate.NotAnswered
	}
}

// day is a field of a study for a day.
func (t *whatIf) day(study candidate.Study, key, label string) fyne.CanvasObject {
	w, field := t.w, studyField(study, key)
	text, typed := t.typed[field]
	if !typed {
		text = t.dayText(t.value(study, key))
	}
	control := piece.NewDateField("whatif."+field, text, w.dateWords(), func(text string) {
		t.typed[field] = text
		t.take(study, key, text)
	}, func() { t.leaveDay(study, key) })
	t.noted[field] = t.nowDay(study, key)
	t.fields[field] = piece.NewField(w.say(label, nil), t.noted[field], control)
	if typed && !w.focusIsOn("whatif."+field) {
		t.tellDay(field)
	}
	return t.fields[field]
}

// dayText is a day as its field shows it.
func (t *whatIf) dayText(value string) string {
	if day, ok := i18n.ParseDate(value); ok {
		return t.w.loc.Date(day)
	}
	return ""
}

// take tries a day as it is typed. What is no day, or not yet, leaves what the
// dossier has; nothing in the place of an end is none while studies go on.
func (t *whatIf) take(study candidate.Study, key, text string) {
	field := studyField(study, key)
	day, ok := i18n.ParseDate(text)
	switch {
	case ok:
		t.tried[field] = day.String()
		t.fields[field].SetError("")
	case isBlank(text) && key == "end" && t.value(study, "status") == string(candidate.Ongoing):
		t.tried[field] = ""
	default:
		delete(t.tried, field)
	}
	t.ask()
}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

// leaveDay tells what is wrong with a day that was typed, or what the dossier has
// in its place. That takes a line more or less: the page is made anew, once the
// keyboard is where it goes.
func (t *whatIf) leaveDay(study candidate.Study, key string) {
	field := studyField(study, key)
	t.tellDay(field)
	text, typed := t.typed[field]
	gone := typed && isBlank(text) && t.dayText(t.value(study, key)) != ""
	if gone {
		delete(t.typed, field)
	}
	if !gone && t.noted[field] == t.nowDay(study, key) {
		return
	}
	desk := t.w.desk
	t.w.options.Later(func() {
		if t.w.desk == desk && t.panel != nil && t.w.step == stepEligibility {
			t.w.rebuildStep()
		}
	})
}

// nowDay is nowWords of a day.
func (t *whatIf) nowDay(study candidate.Study, key string) string {
	return t.nowWords(study, key, t.dayText(savedOf(study, key)))
}

// tellDay says beside a field that was left why what stands in it is no day.
func (t *whatIf) tellDay(field string) {
	text := t.typed[field]
	problem := ""
	if _, ok := i18n.ParseDate(text); !ok && !isBlank(text) {
		problem = t.w.sentences(i18n.BadDate(text))
	}
	t.fields[field].SetError(problem)
}

// nowWords say below a field what the dossier has in its place; "" where that is
// not otherwise, or the dossier has no such study.
func (t *whatIf) nowWords(study candidate.Study, key, now string) string {
	saved := savedOf(study, key)
	switch {
	case t.isNew(study) || t.value(study, key) == saved:
		return ""
	case saved == candidate.NotAnswered:
		return t.w.say("ui.whatif.now-open", nil)
	case saved == "":
		return t.w.say("ui.whatif.now-none", nil)
	}
	return t.w.say("ui.whatif.now", message.Args{"Value": now})
}

// panelParts are what would come of what is tried.
func (t *whatIf) panelParts() []fyne.CanvasObject {
	w := t.w
	parts := []fyne.CanvasObject{piece.Heading(w.say("ui.whatif.answer", nil))}
	switch a := t.answer; {
	case a == nil:
		return append(parts, piece.Muted(w.say("ui.whatif.begin", nil)))
	case a.err != nil:
		return append(parts, piece.NewNotice("whatif.wrong", piece.ToConfirm, w.say("ui.whatif.wrong", nil), w.sentences(a.err)))
	}
	changes := t.answer.Changes()
	if len(changes) == 0 {
		return append(parts, piece.Strong(w.say("ui.whatif.same", nil)), piece.Body(w.say("ui.whatif.same-text", nil)))
	}
	before, after := t.answer.Before.Readiness, t.answer.After.Readiness
	parts = append(parts, piece.Strong(w.say("ui.whatif.count", message.Args{"Count": len(changes)})), piece.Muted(w.say("cli.if.readiness", message.Args{
		"Met": after.Met, "Of": after.Of, "MetNow": before.Met, "OfNow": before.Of,
	})))
	for _, change := range changes {
		parts = append(parts, w.changeCard(change))
	}
	return parts
}

// changeCard is an item that would stand otherwise: from what to what, and why.
func (w *Window) changeCard(c checklist.Change) fyne.CanvasObject {
	badge := func(verdict vacancy.Verdict) fyne.CanvasObject {
		if verdict == "" {
			return piece.Badge(piece.Neutral, w.say("ui.whatif.not-asked", nil))
		}
		return w.badge(verdictOf(c.Group, c.Importance, verdict))
	}
	parts := []fyne.CanvasObject{piece.Strong(w.loc.Pick(c.Title))}
	if !c.Lapsed {
		parts = append(parts, piece.Row(look.Gap8, badge(c.Before), piece.Arrow(), badge(c.After)))
	}
	said := ""
	switch {
	case c.Lapsed:
		said = "ui.whatif.lapsed"
	case c.Before == "":
		said = "ui.whatif.new"
	case c.After == "":
		said = "ui.whatif.gone"
	}
	if said != "" {
		parts = append(parts, piece.Body(w.say(said, nil)))
	}
	for _, m := range []message.Message{c.Reason, c.Next} {
		if text := w.loc.Text(m); text != "" {
			parts = append(parts, piece.Body(text))
		}
	}
	return piece.Card(piece.Stack(look.Gap8, parts...))
}

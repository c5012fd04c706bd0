package ui_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// onDisk is the candidate as another program would read it now.
func (h *hall) onDisk() candidate.Candidate {
	h.t.Helper()
	return h.saved(h.sample())
}

// at shows a step.
func (h *hall) at(step string) *hall {
	h.t.Helper()
	h.window.Visit(step)
	h.settle()
	return h
}

// keyboard puts the keyboard on the piece with a key.
func (h *hall) keyboard(key string) {
	h.t.Helper()
	h.canvas().Focus(h.find(key).(fyne.Focusable))
}

// text is what stands in the field with a key.
func (h *hall) text(key string) string {
	h.t.Helper()
	text, _, _ := h.find(key).(*piece.Entry).State()
	return text
}

// fill writes into a field and leaves it.
func (h *hall) fill(key, text string) {
	h.t.Helper()
	h.write(key, text)
	h.leave()
}

// take opens a choice and takes the option that begins so.
func (h *hall) take(key, start string) {
	h.t.Helper()
	h.tap(key)
	for _, r := range start {
		h.canvas().Focused().TypedRune(r)
	}
	h.press(fyne.KeyReturn)
}

// search opens a picker, types and takes the first that is found.
func (h *hall) search(key, typed string) {
	h.t.Helper()
	h.tap(key)
	for _, r := range typed {
		h.canvas().Focused().TypedRune(r)
	}
	h.press(fyne.KeyReturn)
}

// sees reports whether the page or what stands beside it says something.
func (h *hall) sees(words string) bool { return strings.Contains(h.said(), words) }

func (h *hall) study(id string) candidate.Study {
	h.t.Helper()
	study, there := h.onDisk().Study(id)
	if !there {
		h.t.Fatalf("there are no studies %s", id)
	}
	return study
}

func TestAboutSavesWhatIsTyped(t *testing.T) {
	h := openSample(t).at("about")
	for _, test := range []struct {
		field, text string
		saved       func(candidate.Candidate) string
		want        string
	}{
		{"name.given", "Chloé", func(c candidate.Candidate) string { return c.Name.Given }, "Chloé"},
		{"name.family", "", func(c candidate.Candidate) string { return c.Name.Family }, ""},
		{"birthDate", "1 mars 2003", func(c candidate.Candidate) string { return c.BirthDate.String() }, "2003-03-01"},
	} {
		h.write(test.field, test.text)
		h.settle()
		if got := test.saved(h.onDisk()); got != test.want {
			t.Errorf("%s: %q is on the disk, not %q", test.field, got, test.want)
		}
		if got := h.text(test.field); got != test.text {
			t.Errorf("%s shows %q after saving, not %q", test.field, got, test.text)
		}
		if got := h.focused(); got != test.field {
			t.Errorf("the keyboard is on %q, not on %q", got, test.field)
		}
	}
}

func TestAboutTellsOfABadDateWhenItIsLeft(t *testing.T) {
	h := openSample(t).at("about")
	const wrong = "31 February 2003"
	h.write("birthDate", wrong)
	h.settle()
	if h.sees("has no such day") || h.sees("is not a date") {
		t.Error("it scolds while the person types")
	}
	h.leave()
	if !h.sees("has no such day") {
		t.Error("it says nothing of a day that there is not")
	}
	h.window.Speak("fr")
	h.settle()
	if got := h.text("birthDate"); got != wrong {
		t.Errorf("after the language was switched the field shows %q", got)
	}
	if got := h.onDisk().BirthDate.String(); got != "2003-02-28" {
		t.Errorf("%s is on the disk", got)
	}
	h.at("overview").at("about")
	if got := h.text("birthDate"); got != wrong {
		t.Errorf("after another step the field shows %q", got)
	}
	h.fill("birthDate", "28 février 2003")
	if h.sees(wrong) {
		t.Error("what was wrong is still said after it was corrected")
	}
}

func TestAboutKeepsAHalfTypedWord(t *testing.T) {
	h := openSample(t).at("about")
	h.write("name.given", "Zoé-Ma")
	h.press(fyne.KeyLeft)
	h.press(fyne.KeyLeft)
	h.window.Speak("fr")
	if got := h.text("name.given"); got != "Zoé-Ma" {
		t.Errorf("the field shows %q", got)
	}
	if got := h.focused(); got != "name.given" {
		t.Errorf("the keyboard is on %q", got)
	}
	if _, _, column := h.find("name.given").(*piece.Entry).State(); column != 4 {
		t.Errorf("the cursor is in column %d", column)
	}
	h.canvas().Focused().TypedRune('x')
	h.settle()
	if got := h.onDisk().Name.Given; got != "Zoé-xMa" {
		t.Errorf("%q is on the disk", got)
	}
}

func TestAboutFindsCountries(t *testing.T) {
	for typed, want := range map[string]string{
		"Turquie": "TR", "turkey": "TR", "Türkiye": "TR", "Holland": "NL", "pays-b": "NL", "etats-unis": "US",
		"République tchèque": "CZ", "belg": "BE",
	} {
		h := openChanged(t, []string{"nationalities=?"}).at("about")
		h.search("nationalities", typed)
		if got := h.onDisk().Nationalities; !slices.Equal(got, []string{want}) {
			t.Errorf("%q finds %v, not %s", typed, got, want)
		}
	}
}

// Two nationalities typed one after the other are both kept, though the page of before
// is still on the screen when the second one is chosen.
func TestAboutKeepsNationalitiesThatAreTypedFast(t *testing.T) {
	h := openChanged(t, []string{"nationalities=?"}).at("about")
	h.tap("nationalities")
	for _, typed := range []string{"turquie", "fyrom"} {
		for _, r := range typed {
			h.canvas().Focused().TypedRune(r)
		}
		h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // nothing settles
	}
	h.settle()
	if got := h.onDisk().Nationalities; !slices.Equal(got, []string{"TR", "MK"}) {
		t.Errorf("on the disk are %v", got)
	}
}

// Studies that have no title yet are not called by their id, which nobody knows.
func TestAboutNamesStudiesWithoutATitle(t *testing.T) {
	h := openChanged(t, []string{"studies=?"}).at("about")
	h.tap("studies.add")
	h.window.Visit("eligibility")
	h.see("eligibility", "education")
	h.wantSaid("“New studies”")
	h.window.Visit("overview")
	h.settle()
	if said := h.said(); strings.Contains(said, "s1") {
		t.Errorf("an id is said in:\n%s", said)
	}
}

func TestAboutSaysThatACountryIsNotFound(t *testing.T) {
	h := openSample(t).at("about")
	h.search("nationalities", "Atlantis")
	if got := h.onDisk().Nationalities; !slices.Equal(got, []string{"FR", "TR"}) {
		t.Errorf("Atlantis was added: %v", got)
	}
	h.search("nationalities", "Frankreich")
	h.search("nationalities", "France")
	if got := h.onDisk().Nationalities; !slices.Equal(got, []string{"FR", "TR"}) {
		t.Errorf("France was added twice: %v", got)
	}
}

func TestAboutTellsNoneFromNotAnswered(t *testing.T) {
	h := openSample(t).at("about")
	h.tap("nationalities.chosen/FR")
	h.tap("nationalities.chosen/TR")
	if got := h.onDisk().Nationalities; got != nil {
		t.Errorf("after the last was taken away the answer is %v, not open", got)
	}
	h.tap("nationalities.none")
	if got := h.onDisk().Nationalities; got == nil || len(got) > 0 {
		t.Errorf("that there is none was said, and %v is on the disk", got)
	}
	h.tap("nationalities.take-back")
	if got := h.onDisk().Nationalities; got != nil {
		t.Errorf("the answer was taken back, and %v is on the disk", got)
	}
	h.tap("experience.1.open")
	h.tap("experience.1.remove")
	if got := h.onDisk().Experience; got != nil {
		t.Errorf("after the last experience was taken out the answer is %v, not open", got)
	}
	h.tap("experience.none")
	if got := h.onDisk().Experience; got == nil || len(got) > 0 {
		t.Errorf("that there is no experience was said, and %v is on the disk", got)
	}
	h.keyboard("equivalentEducation.said")
	h.press(fyne.KeyRight)
	if got := h.onDisk().EquivalentEducation; got != nil {
		t.Errorf("the no to equivalent education was taken back, and %q is on the disk", *got)
	}
	h.press(fyne.KeyRight)
	h.press(fyne.KeyRight)
	if got := h.onDisk().EquivalentEducation; got == nil || *got != "" {
		t.Errorf("no was said to equivalent education, and %v is on the disk", got)
	}
}

func TestAboutAsksWhatTheEquivalentIs(t *testing.T) {
	h := openSample(t).at("about")
	h.keyboard("equivalentEducation.said")
	h.press(fyne.KeyLeft)
	h.fill("equivalentEducation", "École royale militaire")
	if got := h.onDisk().EquivalentEducation; got == nil || *got != "École royale militaire" {
		t.Errorf("%v is on the disk", got)
	}
	h.keyboard("equivalentEducation.said")
	h.press(fyne.KeyRight)
	if got := h.onDisk().EquivalentEducation; got == nil || *got != "" {
		t.Errorf("after a no %v is on the disk", got)
	}
	if h.has("equivalentEducation") {
		t.Error("the text is still asked for")
	}
}

func TestAboutAddsStudies(t *testing.T) {
	h := openEmpty(t).at("about")
	h.tap("studies.add")
	if got := h.focused(); got != "studies.s1.level" {
		t.Errorf("the keyboard is on %q, not in the new studies", got)
	}
	h.take("studies.s1.level", "Mas")
	h.take("studies.s1.status", "Still")
	h.fill("studies.s1.title", "Master en cybersécurité")
	h.fill("studies.s1.start", "23.9.2024")
	h.tap("studies.s1.end.none")
	h.keyboard("studies.s1.university")
	h.press(fyne.KeyRight)
	got := h.study("s1")
	if got.Level != "master" || got.Status != candidate.Ongoing || got.Title != "Master en cybersécurité" ||
		got.Start.String() != "2024-09-23" || !got.End.None || !got.AtUniversity() {
		t.Errorf("the studies on the disk: %+v", got)
	}
	if h.has("studies.s1.awarded") {
		t.Error("a degree is asked for that was not given yet")
	}
	h.take("studies.s1.status", "Comp")
	if got := h.study("s1"); !got.End.IsZero() {
		t.Errorf("completed studies have no end: %+v", got)
	}
	h.fill("studies.s1.awarded", "5 July 2025")
	h.take("studies.s1.status", "Inter")
	if got := h.study("s1"); !got.Awarded.IsZero() {
		t.Error("a degree is left that nobody sees any more")
	}
}

func TestAboutTakesStudiesOutAndBack(t *testing.T) {
	h := openSample(t).at("about")
	before := h.study("s2")
	h.tap("studies.s2.open")
	h.fill("studies.s2.start", "soon")
	h.tap("studies.s2.remove")
	if _, there := h.onDisk().Study("s2"); there {
		t.Error("the studies are still there")
	}
	if got := h.focused(); got != "studies.add" {
		t.Errorf("the keyboard is on %q", got)
	}
	if h.sees("soon") {
		t.Error("what was wrong there is still said")
	}
	h.tap("toast")
	if got := h.study("s2"); got.Title != before.Title || got.Start != before.Start {
		t.Errorf("back came %+v", got)
	}
	h.tap("studies.s2.open")
	if got := h.text("studies.s2.start"); got != "23 September 2024" {
		t.Errorf("the field shows %q", got)
	}
}

func TestAboutGivesNoNewStudiesAnOldDocument(t *testing.T) {
	h := openSample(t).at("about")
	h.tap("studies.s1.open")
	h.tap("studies.s1.remove")
	h.tap("studies.add")
	if _, there := h.onDisk().Study("s1"); there {
		t.Error("the documents of the studies that were taken out are now the new one's")
	}
}

func TestAboutMovesAPeriod(t *testing.T) {
	for name, order := range map[string][2]string{"start first": {"start", "end"}, "end first": {"end", "start"}} {
		for _, days := range []map[string]string{
			{"start": "1 September 2010", "end": "30 June 2012"},
			{"start": "1 September 2025", "end": "30 June 2027"},
		} {
			h := openSample(t).at("about")
			h.tap("studies.s3.open")
			h.fill("studies.s3.awarded", "30 June 2030")
			for _, field := range order {
				h.fill("studies.s3."+field, days[field])
			}
			got := h.study("s3")
			if said := h.window.Unsaved(); len(said) > 0 || got.Start.Year >= 2020 && got.Start.Year < 2025 {
				t.Errorf("%s to %v: %s to %s is on the disk; not saved: %v", name, days, got.Start, got.End, said)
			}
		}
	}
}

func TestAboutSaysWhatIsWrongWithAPeriod(t *testing.T) {
	h := openSample(t).at("about")
	h.tap("studies.s1.open")
	h.fill("studies.s1.end", "1 May 2020")
	if !h.sees("The last day would be before the first day, 14 September 2021.") {
		t.Errorf("nothing is said of an end before the start:\n%s", h.said())
	}
	h.window.Speak("fr")
	h.settle()
	if !h.sees("Le dernier jour serait avant le premier, le 14 septembre 2021.") {
		t.Error("it is not said in French")
	}
}

func TestAboutUndoes(t *testing.T) {
	h := openSample(t).at("about")
	h.fill("name.given", "Anne")
	h.shortcut(fyne.KeyZ, fyne.KeyModifierControl)
	if got := h.text("name.given"); got != "Zoë" {
		t.Errorf("after undo the field shows %q", got)
	}
	h.tap("studies.add")
	h.fill("studies.s5.start", "soon")
	for range 4 {
		h.shortcut(fyne.KeyZ, fyne.KeyModifierControl)
	}
	if got := h.window.Unsaved(); len(got) > 0 {
		t.Errorf("nobody can correct %v any more", got)
	}
}

func TestAboutMovesExperienceUp(t *testing.T) {
	h := openSample(t).at("about")
	for _, what := range []string{"Second", "Third"} {
		h.tap("experience.add")
		h.fill(strings.TrimSuffix(h.focused(), "kind")+"what", what)
		if h.focused() != "" {
			t.Fatal("the field was not left")
		}
		h.keyboard("experience.add")
	}
	h.fill("experience.3.start", "soon")
	h.tap("experience.2.remove")
	if got := h.onDisk().Experience; len(got) != 2 || got[1].What != "Third" {
		t.Fatalf("on the disk is %+v", got)
	}
	if got := h.text("experience.2.start"); got != "soon" {
		t.Errorf("what could not be saved moved away: %q", got)
	}
	h.tap("experience.2.end.none")
	if got := h.onDisk().Experience[1]; !got.End.None {
		t.Errorf("it has an end: %+v", got)
	}
}

func TestAboutAsksTheQuestionsOfTheVacancy(t *testing.T) {
	h := openSample(t).at("about")
	h.keyboard("declared.advanced-it-user")
	h.press(fyne.KeyRight)
	if yes := h.onDisk().Declared["advanced-it-user"]; !yes {
		t.Error("the answer is not yes")
	}
	h.press(fyne.KeyRight)
	if yes, said := h.onDisk().Declared["advanced-it-user"]; !said || yes {
		t.Errorf("the answer is %v, said %v", yes, said)
	}
	h.press(fyne.KeyRight)
	if _, said := h.onDisk().Declared["advanced-it-user"]; said {
		t.Error("the answer was not taken back")
	}
	h.take("start", "Sep")
	h.fill("requisition", "250123")
	s, err := h.options.House.Open(h.sample(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	application, err := s.Application("")
	if err != nil || application.Requisition != "250123" || application.Start != "2026-09" {
		t.Errorf("the application says %+v, %v", application, err)
	}
}

func TestAboutIsLedTo(t *testing.T) {
	for item, want := range map[string]string{
		"nationality": "nationalities", "age": "birthDate", "education": "studies.add",
		"it-skills": "declared.advanced-it-user", "experience": "experience.add", "doc-proof-of-studies": "studies.add",
	} {
		h := openEmpty(t)
		h.window.VisitItem("about", item)
		h.settle()
		if got := h.focused(); got != want {
			t.Errorf("%s leads to %q, not to %q", item, got, want)
		}
	}
	h := openChanged(t, []string{"studies.s2.status=?"})
	h.window.VisitItem("about", "education")
	h.settle()
	if got := h.focused(); got != "studies.s2.status" {
		t.Errorf("the open question is at studies.s2.status, the keyboard at %q", got)
	}
}

func TestAboutCannotBeChangedWhereItIsReadOnly(t *testing.T) {
	h := openHeld(t)
	h.at("about")
	h.tap("studies.s1.open")
	for _, key := range []string{
		"name.given", "birthDate", "nationalities", "studies.add", "studies.s1.level", "studies.s1.remove", "start",
		"equivalentEducation.said", "declared.advanced-it-user",
	} {
		if !h.find(key).(fyne.Disableable).Disabled() {
			t.Errorf("%s can be changed", key)
		}
	}
	if h.has("nationalities.chosen/FR") {
		t.Error("a nationality can be taken away")
	}
	h.at("languages")
	for _, key := range []string{"languages.en", "languages.en.evidence", "languages.add", "languages.de.remove"} {
		if !h.find(key).(fyne.Disableable).Disabled() {
			t.Errorf("%s can be changed", key)
		}
	}
}

func TestAboutIsWhole(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){
		"English": nil, "French": {inFrench}, "French, large": {inFrench, inLarge},
	} {
		t.Run(name, func(t *testing.T) {
			h := openEdited(t, func(*session.Session) []session.Edit {
				return []session.Edit{session.Set{Assignments: []string{
					"studies.s5.title=" + strings.Repeat("Ingénierie des systèmes d’information ", 4), "declared.degree-relevant=no",
				}}}
			}, change...)
			for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
				h.size(size.Width, size.Height)
				h.at("about")
				h.wantWhole()
				h.at("languages")
				h.wantWhole()
			}
		})
	}
}

// TestAboutLook makes pictures of "About you" and "Languages" for somebody who
// wants to look.
func TestAboutLook(t *testing.T) {
	if os.Getenv("SHOTS") == "" {
		t.Skip("nobody wants to look")
	}
	for name, change := range map[string][]func(*ui.Options){
		"en": nil, "fr": {inFrench, inDark}, "fr-large": {inFrench, inLarge},
	} {
		h := openSample(t, change...)
		h.size(1280, 800)
		h.at("about").shoot("about-" + name)
		h.tap("studies.s1.open")
		h.fill("studies.s1.end", "1 May 2020")
		h.shoot("about-open-" + name)
		h.at("languages").shoot("languages-" + name)
		h.tap("languages.en")
		h.shoot("languages-menu-" + name)
		h.press(fyne.KeyEscape)
		h.size(1024, 640)
		h.shoot("languages-small-" + name)
		h.at("about").shoot("about-small-" + name)
	}
	h := openEmpty(t)
	h.size(1280, 1800)
	h.at("about").shoot("about-empty")
	h.at("languages").shoot("languages-empty")
}

func TestAboutDoesNotScoldForASwitchOfLanguage(t *testing.T) {
	h := openSample(t).at("about")
	h.write("birthDate", "28 Fe")
	h.window.Speak("fr")
	h.settle()
	if h.sees("n’est pas une date") {
		t.Error("it scolds while the person types")
	}
	if got := h.focused(); got != "birthDate" {
		t.Errorf("the keyboard is on %q", got)
	}
}

// TestAboutMakesRoomForALongTitle: the title above the fields grows while it is
// typed, and may cover none of them.
func TestAboutMakesRoomForALongTitle(t *testing.T) {
	h := openSample(t).at("about")
	h.size(1280, 800)
	h.tap("studies.add")
	at := func() float32 {
		return h.app.Driver().AbsolutePositionForObject(h.find("studies.s5.level")).Y -
			h.app.Driver().AbsolutePositionForObject(h.find("studies.s5.open")).Y
	}
	before := at()
	h.write("studies.s5.title", strings.Repeat("Ingénierie des systèmes ", 10))
	h.settle()
	h.shoot("about-long-title")
	if after := at(); after < before+20 {
		t.Errorf("the fields begin %v below the title's button, before it was long %v", after, before)
	}
	if got := h.focused(); got != "studies.s5.title" {
		t.Errorf("the keyboard is on %q", got)
	}
}

// A state that is several countries now is found as each of them, and old names as one
// types them.
func TestAboutFindsCountriesOfYesterday(t *testing.T) {
	for typed, want := range map[string][]string{
		"Czechoslov": {"CZ", "SK"}, "Tchécoslovaquie": {"CZ", "SK"}, "Swazil": {"SZ"}, "birma": {"MM"}, "Burm": {"MM"}, "RDA": {"DE"},
		"Yougoslavie": {"BA", "HR", "ME", "MK", "RS", "SI"},
	} {
		h := openChanged(t, []string{"nationalities=?"}).at("about")
		for i := range want {
			h.tap("nationalities")
			for _, r := range typed {
				h.canvas().Focused().TypedRune(r)
			}
			for range i {
				h.press(fyne.KeyDown)
			}
			h.press(fyne.KeyReturn)
			if got := h.onDisk().Nationalities; len(got) != 1 || !slices.Contains(want, got[0]) {
				t.Errorf("%q finds as number %d %v, none of %v", typed, i+1, got, want)
			}
			h.window.Set("nationalities=?")
			h.settle()
		}
	}
}

// While a date is typed it says as which day it is read, and scolds only when left.
func TestADateSaysHowItIsRead(t *testing.T) {
	h := openSample(t).at("about")
	h.write("birthDate", "3/4/200")
	h.wantUnsaid("Read as", "This is not a date")
	h.write("birthDate", "3/4/2003")
	h.wantSaid("Read as 3 April 2003")
	h.write("birthDate", "3/14/2003")
	h.wantUnsaid("Read as", "This is not a date")
	h.leave()
	h.wantSaid("This is not a date")
	h.write("birthDate", "the 3rd of April 2003")
	h.wantSaid("Read as 3 April 2003")
	h.wantUnsaid("This is not a date")
	h.write("birthDate", "3 April 2003")
	h.leave()
	h.wantUnsaid("Read as", "This is not a date")
	if got := h.onDisk().BirthDate.String(); got != "2003-04-03" {
		t.Errorf("kept is %s", got)
	}
}

// A country that is found by another name than its own says which: who typed that may
// not know the present one.
func TestACountrySaysByWhichNameItIsFound(t *testing.T) {
	h := openChanged(t, []string{"nationalities=?"}).at("about")
	for typed, c := range map[string]struct{ says, not string }{
		"birma": {says: "Birma<"}, "Ivory": {says: "Ivory Coast"}, "Allem": {says: "Allemagne"},
		"German": {says: "Germany", not: "Allemagne"}, "Myan": {says: "Myanmar", not: "Birmanie"},
	} {
		h.tap("nationalities")
		for _, r := range typed {
			h.canvas().Focused().TypedRune(r)
		}
		h.settle()
		found := test.RenderObjectToMarkup(h.canvas().Overlays().Top())
		if !strings.Contains(found, c.says) || c.not != "" && strings.Contains(found, c.not) {
			t.Errorf("%q finds\n%s", typed, found)
		}
		h.press(fyne.KeyEscape)
	}
}

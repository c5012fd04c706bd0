package ui_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/assets"
	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// inHuge makes text twice as large.
func inHuge(o *ui.Options) {
	_ = o.Settings.Change(func(s *settings.Settings) { s.TextSize = 2 })
}

// later is a window that is looked at when the vacancy has long been closed.
func later(o *ui.Options) {
	o.AsOf = nil
	o.House.Now = func() time.Time { return now.AddDate(1, 5, 19) } // 23 November 2026
}

// openWhatIf is openSample where other answers are tried.
func openWhatIf(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	h.size(1280, 800)
	h.window.Visit("eligibility")
	h.tap("whatif.open")
	return h
}

func TestWhatIfBegins(t *testing.T) {
	h := openWhatIf(t)
	h.wantWhole()
	h.shoot("whatif-begin")
	h.wantSaid("Try other answers", "None of it is saved.", "Nothing is tried yet.", "France", "Bachelier en sciences informatiques")
	if got := h.focused(); got != "whatif.close" {
		t.Errorf("the keyboard is on %q", got)
	}
	h.tap("whatif.close")
	h.wantSaid("What the notice asks of you.")
	if got := h.focused(); got != "whatif.open" {
		t.Errorf("the keyboard is on %q", got)
	}
}

func TestWhatIfTheNationalityWereAnother(t *testing.T) {
	h := openWhatIf(t)
	before := durabletest.Files(t, h.sample())
	h.tap("whatif.nationalities.chosen/FR")
	h.wantSaid("Nothing would change.", "In your dossier: France and Türkiye", "Every point stays as it is.")
	h.tap("whatif.nationalities.chosen/TR")
	h.shoot("whatif-nationality")
	h.wantWhole()
	h.wantSaid("No nationality.", "1 point would change.", "National of a NATO member state", "met", "not met")
	h.tap("whatif.clear")
	h.wantSaid("Nothing is tried yet.", "France")
	if after := durabletest.Files(t, h.sample()); after["dossier.json"] != before["dossier.json"] || len(after) != len(before) {
		t.Error("something was saved")
	}
}

func TestWhatIfTheDegreeHadAnotherDate(t *testing.T) {
	h := openWhatIf(t)
	h.choose("whatif.studies.s2.status", 2)
	h.wantSaid("In your dossier: Still studying", "This would no longer be asked for.", "Proof of ongoing studies")
	h.write("whatif.studies.s1.awarded", "2021-07-05")
	h.leave()
	h.wantSaid("This cannot be tried as it stands.", "The degree would be older than the studies")
	h.write("whatif.studies.s1.awarded", "never")
	h.leave()
	h.wantSaid("This is not a date that this program can read.", "1 point would change.") // the degree counts as it is
	h.write("whatif.studies.s1.awarded", "22 June 2")
	h.leave()
	h.write("whatif.studies.s1.awarded", "")
	h.leave()
	h.wantSaid("5 July 2024", "1 point would change.")
	h.write("whatif.studies.s1.awarded", "21 June 2024")
	h.leave()
	h.shoot("whatif-degree")
	h.wantWhole()
	h.wantSaid("What would change", "In your dossier: 5 July 2024", "In place would be")
	h.wantUnsaid("never")
}

func TestWhatIfStudiesBeginAnew(t *testing.T) {
	h := openWhatIf(t)
	h.tap("whatif.studies.add")
	if got := h.focused(); got != "whatif.studies.s5.level" {
		t.Errorf("the keyboard is on %q", got)
	}
	h.wantSaid("More studies", "4 June 2025", "Nothing would change.")
	h.choose("whatif.studies.s5.status", 1)
	h.shoot("whatif-studies")
	h.wantSaid("Date of the degree")
	h.tap("whatif.studies.s5.remove")
	h.wantSaid("Nothing is tried yet.")
	h.wantUnsaid("More studies")
}

func TestWhatIfByKeyboard(t *testing.T) {
	h := openWhatIf(t, inFrench)
	h.search("whatif.nationalities", "suisse")
	h.wantSaid("Suisse", "Rien ne changerait.", "Dans votre dossier : France et Türkiye")
	if got := h.focused(); got != "whatif.nationalities" {
		t.Errorf("the keyboard is on %q", got)
	}
	h.canvas().Focus(h.find("whatif.clear").(fyne.Focusable))
	h.press(fyne.KeyReturn)
	h.wantUnsaid("Suisse")
	if got := h.focused(); got != "whatif.clear" {
		t.Errorf("the keyboard is on %q", got)
	}
}

func TestWhatIfFollowsTheDossierAndTheLanguage(t *testing.T) {
	h := openWhatIf(t)
	h.tap("whatif.nationalities.chosen/FR")
	h.write("whatif.studies.s1.awarded", "1 July 2")
	h.window.Speak("fr")
	h.settle()
	h.wantSaid("Rien ne changerait.", "Dans votre dossier")
	if text := h.find("whatif.studies.s1.awarded").(*piece.Entry).Text; text != "1 July 2" {
		t.Errorf("what was typed is %q", text)
	}
	h.window.Answer("nationalities=CH,FR")
	h.settle()
	h.wantSaid("Türkiye", "Dans votre dossier : Suisse et France")
	h.window.Visit("overview")
	h.settle()
	h.window.Visit("about") // what is tried stays tried, and is judged by what is answered now
	h.settle()
	h.window.Answer("nationalities=CH")
	h.settle()
	h.window.Visit("eligibility")
	h.settle()
	h.wantSaid("Türkiye", "non rempli", "rempli", "1 point changerait.")
	h.see("eligibility", "age") // whoever wants a point's reasons gets these
	h.wantSaid("Pourquoi")
	h.wantUnsaid("Ce qui changerait")
}

func TestWhatIfWhereTheDossierCanOnlyBeRead(t *testing.T) {
	h := openSample(t)
	reader := open(t, func(o *ui.Options) { o.Data = h.dir })
	reader.tap("start.sample")
	reader.window.Visit("eligibility")
	reader.tap("whatif.open")
	reader.tap("whatif.nationalities.chosen/FR")
	reader.tap("whatif.nationalities.chosen/TR")
	reader.wantSaid("1 point would change.")
}

func TestWhatIfOfNothingAnswered(t *testing.T) {
	h := openEmpty(t)
	h.size(1024, 640)
	h.window.Visit("eligibility")
	h.tap("whatif.open")
	h.wantSaid("You have not answered this yet.")
	h.tap("whatif.studies.add")
	h.wantWhole()
	h.shoot("whatif-empty")
	h.wantSaid("would change", "“More studies (1)” is ongoing")
	h.wantUnsaid("“s1”")
}

func TestWhatIfIsWholeWhereThereIsLittleRoom(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){
		"en-light": nil, "fr-dark": {inFrench, inDark}, "fr-huge": {inFrench, inHuge}, "en-huge-dark": {inHuge, inDark},
	} {
		h := openWhatIf(t, change...)
		h.size(1024, 640)
		h.tap("whatif.nationalities.chosen/FR")
		h.tap("whatif.nationalities.chosen/TR")
		h.choose("whatif.studies.s2.status", 1)
		h.wantWhole()
		h.shoot("whatif-" + name)
		h.size(1280, 800)
		h.wantWhole()
		h.shoot("whatif-wide-" + name)
	}
}

// Another day.

func TestAnotherDayIsSaidAndLeft(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	if h.shows("Seen as on") {
		t.Error("the present is said to be simulated")
	}
	h.tap("as-of.overview")
	h.shoot("as-of")
	h.tap("as-of.deadline")
	h.mustShow("Seen as on 22 June 2025", "Last day", "Back to today")
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "What you confirm is dated today: 4 June 2025") {
		t.Errorf("how things are dated is not said in %s", said)
	}
	h.shoot("as-of-deadline")
	h.window.Visit("declarations")
	h.tap("declarations.decl-accuracy")
	h.wantSaid("4 June 2025")
	h.wantUnsaid("22 June 2025")
	h.tap("simulated.change")
	h.tap("as-of.start")
	h.mustShow("Seen as on 1 March 2026", "Closed since 22 June 2025")
	h.tap("simulated.end")
	h.mustShow("18 days left")
	if h.shows("Seen as on") {
		t.Error("the present is said to be simulated")
	}
}

// No application is seen as on a day that no calendar has.
func TestADayThatIsNone(t *testing.T) {
	h := openSample(t)
	h.tap("as-of")
	h.write("as-of.date", "31/06/2025")
	h.tap("as-of.see")
	h.mustShow("The calendar has no such day")
	if h.shows("Seen as on") {
		t.Error("it is seen as on that day")
	}
}

func TestTodayIsNoOtherDay(t *testing.T) {
	h := openSample(t)
	h.tap("as-of")
	h.write("as-of.date", "5 June 2025")
	h.tap("as-of.see")
	h.mustShow("Seen as on 5 June 2025", "17 days left")
	h.tap("as-of")
	h.write("as-of.date", "4 June 2025")
	h.tap("as-of.see")
	if h.shows("Seen as on") {
		t.Error("the present is said to be simulated")
	}
}

func TestAnotherDayIsWholeWhereThereIsLittleRoom(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){
		"en-light": nil, "fr-dark": {inFrench, inDark}, "fr-huge": {inFrench, inHuge}, "en-huge-dark": {inHuge, inDark},
	} {
		h := openSample(t, change...)
		for _, size := range []float32{1024, 1280} {
			h.size(size, size*0.625)
			h.tap("as-of")
			h.shoot(fmt.Sprintf("as-of-%s-%v", name, size))
			h.tap("as-of.start")
			h.window.Visit("eligibility")
			h.wantWhole()
			h.shoot(fmt.Sprintf("as-of-seen-%s-%v", name, size))
			h.window.Visit("overview")
			h.shoot(fmt.Sprintf("as-of-overview-%s-%v", name, size))
			h.tap("simulated.end")
		}
	}
}

// A closed vacancy.

func TestEveryStepOfAClosedVacancy(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := open(t, later, func(o *ui.Options) { o.Lang = lang })
		copySample(t, h.sample())
		h.window.Open(h.sample())
		h.settle()
		h.size(1280, 800)
		for _, step := range walkSteps {
			h.window.Visit(step)
			h.settle()
			if step != "documents" && step != "bundle" { // names of files are shortened there
				h.wantWhole()
			}
			h.shoot("closed-" + step + "-" + string(lang))
			h.wantUnsaid("days left", "day left", "Last day", "It closes today", "in good time", "portal before the deadline", "by 22 June",
				"jours restants", "jour restant", "Dernier jour", "assez tôt", "recrutement avant la date limite", "0 days")
			if step == "overview" || step == "hand-over" {
				h.wantSaid(map[i18n.Lang]string{i18n.English: "as practice or for a next call", i18n.French: "pour un prochain appel"}[lang])
			}
		}
		h.mustShow(map[i18n.Lang]string{i18n.English: "Closed since 22 June 2025", i18n.French: "Close depuis le 22 juin 2025"}[lang])
		if h.shows("2027") {
			t.Error("a next year’s date was invented")
		}
	}
}

func TestAClosedVacancyIsPractisedToTheEnd(t *testing.T) {
	h := open(t, later)
	copySample(t, h.sample())
	h.prepare(func(house session.House) (*session.Session, error) { return house.Open(h.sample(), false) }, inPlace)
	h.window.Open(h.sample())
	h.settle()
	h.size(1280, 800)
	h.window.Visit("bundle")
	h.tap("bundle.make")
	h.window.Visit("overview")
	h.settle()
	h.shoot("closed-practised")
	h.wantSaid("This vacancy is closed", "none are guessed here", "Your bundle is made", "as practice or for a next call")
	h.wantUnsaid("before the deadline")
	if word := h.window.StepWord("hand-over"); word != "practice" {
		t.Errorf("handing over is %q", word)
	}
	h.window.Visit("hand-over")
	h.settle()
	h.wantSaid("This vacancy is closed since 22 June 2025.", "Everything that the notice asks for is in place.")
	h.wantUnsaid("What follows is left for you to do.")
}

func TestADayThatWaitingReaches(t *testing.T) {
	h := openChanged(t, []string{"birthDate=2004-06-23"})
	h.see("eligibility", "age")
	h.wantSaid("Met from", "This point is checked for 22 June 2025, on whatever day you look.")
	if h.has("why.see") {
		t.Error("another day is offered, on which nothing would be otherwise")
	}
}

// openWhereTodayDecides is a dossier of a vacancy whose age is checked on the day
// on which somebody looks, by a candidate who is too young until 23 June 2025.
func openWhereTodayDecides(t *testing.T) *hall {
	t.Helper()
	const name = "vacancies/nato-ocio-internship-2025.yaml"
	pack, err := fs.ReadFile(assets.Vacancies, name)
	if err != nil {
		t.Fatal(err)
	}
	pack = bytes.Replace(pack, []byte("age: {atLeast: 21, on: deadline}"), []byte("age: {atLeast: 21, on: today}"), 1)
	h := open(t, func(o *ui.Options) {
		o.House.Library = session.Library{Embedded: fstest.MapFS{name: {Data: pack}}}
	})
	h.prepare(func(house session.House) (*session.Session, error) {
		return house.Create(h.sample(), candidate.Candidate{}, "nato-ocio-internship-2025")
	}, func(*session.Session) []session.Edit { return []session.Edit{set("birthDate=2004-06-23")} })
	h.window.Open(h.sample())
	h.settle()
	return h
}

func set(assignments ...string) session.Edit { return session.Set{Assignments: assignments} }

func TestADayThatWaitingReachesIsSeen(t *testing.T) {
	h := openWhereTodayDecides(t)
	h.size(1280, 800)
	h.see("eligibility", "age")
	h.shoot("why-see")
	h.wantSaid("not met", "Met from", "23 June 2025")
	h.canvas().Focus(h.find("why.see").(fyne.Focusable))
	h.press(fyne.KeySpace)
	h.mustShow("Seen as on 23 June 2025", "Closed since 22 June 2025")
	h.see("eligibility", "age")
	h.wantSaid("A birthday on that day counts.")
	h.tap("simulated.end")
	h.wantSaid("not met")
}

// Whatever is typed where other answers are tried, it is a day or is said not to
// be one, and nothing of it is saved.
func TestBadInputWhereOtherAnswersAreTried(t *testing.T) {
	onlyWhole(t)
	inEach(t, func(t *testing.T, in func(*ui.Options)) {
		h := openWhatIf(t, in)
		before := durabletest.Files(t, h.sample())["dossier.json"]
		h.tap("whatif.studies.add")
		for _, key := range h.entries() {
			for _, bad := range typedBadly {
				if piece.FindKey(h.window.Middle(), key) == nil {
					t.Fatalf("%s is gone", key)
				}
				h.paste(key, bad.text)
				h.settle()
				h.leave()
				h.wantToldCleanly()
			}
		}
		if after := durabletest.Files(t, h.sample())["dossier.json"]; after != before {
			t.Error("something was saved")
		}
	})
}

package ui_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/assets"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
)

const (
	ocio     = "nato-ocio-internship-2025"
	hq       = "example-nato-hq-internship"
	eu       = "example-eu-traineeship"
	exchange = "example-university-exchange"
)

// appliedFor are the vacancies applied for, as they stand on the disk.
func (h *hall) appliedFor(folder string) []string {
	h.t.Helper()
	s, err := h.options.House.Open(folder, true)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	return s.Vacancies()
}

// mine is the folder of a dossier that is remembered, as the sample is not.
func (h *hall) mine() string { return filepath.Join(h.dir, "mine") }

// ofApplication is what is on the disk about one application.
func (h *hall) ofApplication(vacancy string) session.Application {
	h.t.Helper()
	s, err := h.options.House.Open(h.mine(), true)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	a, err := s.Application(vacancy)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// openSeveral returns a hall with a copy of the sample's dossier open, which holds
// further applications; the first one is shown.
func openSeveral(t testing.TB, refs []string, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := open(t, change...)
	copySample(t, h.mine())
	h.editMine(func(s *session.Session) error {
		for _, ref := range refs {
			if err := s.Do(session.Apply{Ref: ref}); err != nil {
				return err
			}
		}
		return nil
	})
	h.window.Open(h.mine())
	h.settle()
	return h
}

// editMine changes the dossier while the window has it not open.
func (h *hall) editMine(edit func(*session.Session) error) {
	h.t.Helper()
	house := h.options.House
	house.AsOf = h.options.AsOf
	s, err := house.Open(h.mine(), false)
	if err == nil {
		err = errors.Join(edit(s), s.Close())
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// ownVacancies gives the program packs of the person's own: further vacancies of
// the same programme.
func ownVacancies(t testing.TB, ids ...string) func(*ui.Options) {
	t.Helper()
	folder := t.TempDir()
	for _, id := range ids {
		writeVacancy(t, folder, id)
	}
	return func(o *ui.Options) { o.House.Library.Own = folder }
}

func writeVacancy(t testing.TB, folder, id string, replace ...string) {
	t.Helper()
	data, err := assets.Vacancies.ReadFile("vacancies/" + ocio + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(append(replace, "id: "+ocio, "id: "+id)...).Replace(string(data))
	if err := os.WriteFile(filepath.Join(folder, id+".yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// wantAsked fails where something is not said in the dialog that is open.
func (h *hall) wantAsked(parts ...string) {
	h.t.Helper()
	top := h.canvas().Overlays().Top()
	if top == nil {
		h.t.Fatal("no dialog is open")
	}
	said := saidBelow(top)
	for _, part := range parts {
		if !strings.Contains(said, part) {
			h.t.Errorf("%q is not said in the dialog:\n%s", part, said)
		}
	}
}

// both languages, and what is said in each.
var bothLanguages = []i18n.Lang{i18n.English, i18n.French}

func in(lang i18n.Lang, english, french string) string {
	if lang == i18n.French {
		return french
	}
	return english
}

func TestAnApplicationIsAddedAndTakenBack(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSample(t, showing(lang, settings.Light))
		h.tap("applications")
		h.press(fyne.KeyEnd) // to give up
		h.press(fyne.KeyUp)  // to add
		h.press(fyne.KeyReturn)
		h.mustShow(in(lang, "Example: traineeship at the European Commission", "Exemple\u00a0: stage à la Commission européenne"))
		h.shoot("apps-add-" + string(lang))
		h.press(fyne.KeyDown)
		h.wantAsked(in(lang, "with this one you have 2 applications. The limit is 3", "vous avez 2 candidatures. Le maximum est de 3"))
		h.tap("add.do")
		if got := h.appliedFor(h.sample()); len(got) != 2 || got[1] != hq {
			t.Fatalf("applied for are %v", got)
		}
		if title := h.window.Frame().Title(); !strings.Contains(title, in(lang, "intern in communications", "stagiaire en communication")) {
			t.Errorf("the window is called %q", title)
		}
		h.mustShow(in(lang, "2 applications", "2 candidatures"), in(lang, "Your applications", "Vos candidatures"))
		h.shoot("apps-added-" + string(lang))
		h.tap("toast")
		if got := h.appliedFor(h.sample()); len(got) != 1 || got[0] != ocio {
			t.Errorf("taken back, applied for are %v", got)
		}
		if title := h.window.Frame().Title(); !strings.Contains(title, "(OCIO)") {
			t.Errorf("taken back, the window is called %q", title)
		}
	}
}

// TestSeveralApplicationsAreSeenWhole fails where a text is cut off, in the smallest
// window, in a usual one, and with the largest text; SHOTS keeps pictures of it.
func TestSeveralApplicationsAreSeenWhole(t *testing.T) {
	for _, seen := range []struct {
		lang          i18n.Lang
		theme         settings.Theme
		width, height float32
		text          float64
	}{
		{i18n.English, settings.Light, 1280, 800, 1},
		{i18n.French, settings.Dark, 1024, 640, 1},
		{i18n.French, settings.Light, 1280, 800, settings.LargestText},
	} {
		h := openSeveral(t, []string{hq, eu}, showing(seen.lang, seen.theme), ownVacancies(t, "second-call"), func(o *ui.Options) {
			_ = o.Settings.Change(func(s *settings.Settings) { s.TextSize = seen.text })
		})
		h.size(seen.width, seen.height)
		h.window.ShowAgain()
		h.settle()
		name := fmt.Sprintf("apps-%s-%s-%v-%v-", seen.lang, seen.theme, seen.width, seen.text)
		h.wantNoneShortened()
		h.shoot(name + "overview")
		h.tap("applications")
		h.shoot(name + "list")
		h.press(fyne.KeyEscape)
		h.tap("overview.add")
		h.shoot(name + "add")
		h.press(fyne.KeyEscape)
		h.openList()
		h.press(fyne.KeyEnd)
		h.press(fyne.KeyReturn)
		h.shoot(name + "give-up")
	}
}

// wantNoneShortened fails where a text on the page or beside it ends in an ellipsis
// that is not its own.
func (h *hall) wantNoneShortened() {
	h.t.Helper()
	eachSeen(h.window.Middle(), func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok && strings.HasSuffix(text.Text, "…") && !ownEllipsis.MatchString(text.Text) {
			h.t.Errorf("%q is cut off", text.Text)
		}
	})
}

// ownEllipsis ends labels that ask for more.
var ownEllipsis = regexp.MustCompile(`(document|application|candidature)…$`)

// wantShown fails where another application is shown.
func (h *hall) wantShown(vacancy string) {
	h.t.Helper()
	if got := h.window.Vacancy(); got != vacancy {
		h.t.Errorf("shown is the application for %q instead of %q", got, vacancy)
	}
}

// openList opens the list of applications by its keys.
func (h *hall) openList() {
	h.t.Helper()
	h.shortcut(fyne.KeyA, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
	if h.canvas().Overlays().Top() == nil {
		h.t.Fatal("the keys open no list of applications")
	}
}

func TestEachApplicationHasItsOwnWords(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.Visit("competencies")
	h.settle()
	h.write("competencies.teamwork", "At the shelter")
	h.openList() // not saved yet
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	h.wantShown(hq)
	if key := h.focused(); key != "competencies.teamwork" {
		t.Errorf("the keyboard went to %q", key)
	}
	h.wantUnsaid("At the shelter")
	h.write("competencies.teamwork", "In the choir")
	h.window.Visit("declarations")
	h.settle()
	h.tap("declarations.decl-final")
	h.window.Visit("hand-over")
	h.settle()
	h.write("requisition", "4711")
	h.leave()
	if a := h.ofApplication(ocio); a.Competencies["teamwork"] != "At the shelter" || a.Requisition != "" || !a.Declarations["decl-final"].IsZero() {
		t.Errorf("of the first on the disk: %+v", a)
	}
	if a := h.ofApplication(hq); a.Competencies["teamwork"] != "In the choir" || a.Requisition != "4711" || a.Declarations["decl-final"].IsZero() {
		t.Errorf("of the second on the disk: %+v", a)
	}
	h.openList()
	h.press(fyne.KeyUp)
	h.press(fyne.KeyReturn)
	h.wantShown(ocio)
	if got := h.text("requisition"); got != "" {
		t.Errorf("the first application shows the second one's number %q", got)
	}
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Zoé")
	h.leave()
	h.openList()
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	if got := h.text("name.given"); got != "Zoé" {
		t.Errorf("the name is %q for the second application", got)
	}
}

func TestAnAnswerThatCannotBeSavedIsNotLeftBehind(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.Visit("hand-over")
	h.settle()
	h.write("requisition", "47\a11")
	h.openList()
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	h.wantAsked("Not everything is saved", "47")
	h.tap("leave.back")
	h.wantShown(ocio)
	h.openList()
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	h.tap("leave.anyway")
	h.wantShown(hq)
	if got := h.text("requisition"); got != "" {
		t.Errorf("the second application shows what was typed for the first: %q", got)
	}
	h.window.Visit("about")
	h.settle()
	h.write("birthDate", "30 February 2003") // of the person: it goes along
	h.openList()
	h.press(fyne.KeyUp)
	h.press(fyne.KeyReturn)
	h.wantShown(ocio)
	if got := h.text("birthDate"); got != "30 February 2003" {
		t.Errorf("what was typed about the person is %q", got)
	}
}

func TestTheApplicationShownLastIsShownAgain(t *testing.T) {
	h := openSeveral(t, []string{hq, eu})
	h.tap("overview.application." + eu)
	h.wantShown(eu)
	h.mustShow("This vacancy is closed")
	h.close()
	h.start()
	h.window.Open(h.mine())
	h.settle()
	h.wantShown(eu)
	h.window.ToStart()
	h.settle()
	h.editMine(func(s *session.Session) error { return s.Do(session.GiveUp{Vacancy: eu}) })
	h.window.Open(h.mine())
	h.settle()
	h.wantShown(ocio)
}

func TestGivingUpAndTakingItBack(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSeveral(t, []string{hq, eu}, showing(lang, settings.Light))
		h.tap("overview.application." + hq)
		h.window.Visit("declarations")
		h.settle()
		h.tap("declarations.decl-final")
		h.openList()
		h.press(fyne.KeyEnd)
		h.press(fyne.KeyReturn)
		h.wantAsked(in(lang, "What goes", "Ce qui disparaît"), in(lang, "What stays", "Ce qui reste"), in(lang, "intern in communications", "stagiaire en communication"))
		h.press(fyne.KeyReturn) // keep it: the calm button
		if got := h.appliedFor(h.mine()); len(got) != 3 {
			t.Fatalf("kept, applied for are %v", got)
		}
		h.openList()
		h.press(fyne.KeyEnd)
		h.press(fyne.KeyReturn)
		h.tap("give-up.do")
		if got := h.appliedFor(h.mine()); len(got) != 2 || slices.Contains(got, hq) {
			t.Fatalf("given up, applied for are %v", got)
		}
		h.wantShown(eu)
		h.mustShow(in(lang, "Given up:", "Candidature abandonnée"))
		h.shoot("apps-given-up-" + string(lang))
		h.tap("toast")
		h.wantShown(hq)
		if a := h.ofApplication(hq); a.Declarations["decl-final"].IsZero() {
			t.Error("what was declared did not come back")
		}
	}
}

func TestTheLastApplicationStays(t *testing.T) {
	h := openSample(t)
	h.tap("menu")
	h.takeFrom("Give up this application…")
	h.wantAsked("This is your only application", "add that one first")
	h.shoot("apps-last")
	h.tap("give-up.add")
	h.wantAsked("Add an application")
	h.press(fyne.KeyEscape)
	if got := h.appliedFor(h.sample()); len(got) != 1 {
		t.Errorf("applied for are %v", got)
	}
}

// takeFrom chooses in the menu that is open.
func (h *hall) takeFrom(label string) {
	h.t.Helper()
	for _, letter := range label {
		h.canvas().Focused().TypedRune(letter)
	}
	h.press(fyne.KeyReturn)
}

func TestOneApplicationTooMany(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSeveral(t, []string{hq}, showing(lang, settings.Light), ownVacancies(t, "third-call", "fourth-call"))
		h.editLater(func(s *session.Session) error { return s.Do(session.Apply{Ref: "third-call"}) })
		h.tap("overview.add")
		h.wantAsked(in(lang, "With this one you have 4 applications within the programme. The limit is 3.", "Avec celle-ci, vous avez 4 candidatures au sein du programme. Le maximum est de 3."),
			in(lang, "you can apply for up to three (3) different", "vous pouvez postuler à trois (3) postes"))
		h.shoot("apps-too-many-" + string(lang))
		h.press(fyne.KeyDown) // another programme has its own limit
		h.wantAsked(in(lang, "this is your first application. The limit is 1", "c’est votre première candidature. Le maximum est de 1"))
		h.press(fyne.KeyUp)
		h.tap("add.do")
		h.wantShown("fourth-call")
		h.wantSaid(in(lang, "No more than three applications", "Pas plus de trois candidatures"), in(lang, "You have 4 applications", "Vous avez 4 candidatures"))
		h.shoot("apps-four-" + string(lang))
		h.tap("overview.applications-cap")
		h.wantStep("eligibility", "applications-cap")
		h.tap("toast")
		if got := h.appliedFor(h.mine()); len(got) != 3 {
			t.Errorf("taken back, applied for are %v", got)
		}
	}
}

// editLater closes the dossier, changes it, and opens it again.
func (h *hall) editLater(edit func(*session.Session) error) {
	h.t.Helper()
	h.window.ToStart()
	h.settle()
	h.editMine(edit)
	h.window.Open(h.mine())
	h.settle()
}

func TestUndoShowsTheApplicationThatItIsAbout(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.Visit("declarations")
	h.settle()
	h.tap("declarations.decl-final")
	h.openList()
	h.press(fyne.KeyDown)
	h.press(fyne.KeyReturn)
	h.wantShown(hq)
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	h.wantShown(ocio)
	if a := h.ofApplication(ocio); !a.Declarations["decl-final"].IsZero() {
		t.Error("it is still declared")
	}
	h.shortcut(fyne.KeyZ, fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift)
	h.wantShown(ocio)
	if a := h.ofApplication(ocio); a.Declarations["decl-final"].IsZero() {
		t.Error("it is not declared again")
	}
}

func TestABundleUnderWayStaysWithItsApplication(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.Visit("bundle")
	h.settle()
	test.Tap(h.find("bundle.make").(fyne.Tappable))
	h.window.SwitchTo(hq)
	h.settle() // the bundle is made meanwhile
	h.wantShown(hq)
	if h.window.StepWord("bundle") != "not started" {
		t.Errorf("the second application's bundle is %q", h.window.StepWord("bundle"))
	}
	h.tap("toast")
	h.wantShown(ocio)
	h.wantStep("bundle", "")
	if word := h.window.StepWord("bundle"); word != "incomplete" {
		t.Errorf("the first application's bundle is %q", word)
	}
}

// What the window does not do itself may take the shown application away.
func TestAnApplicationThatIsGoneIsShownNoMore(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.tap("overview.application." + hq)
	h.window.BehindItsBack(session.GiveUp{Vacancy: hq})
	h.settle()
	h.wantShown(ocio)
	h.wantSaid("things to do by")
}

func TestAVacancyThatIsGoneKeepsNobodyFromTheOthers(t *testing.T) {
	h := openSeveral(t, []string{"third-call"}, ownVacancies(t, "third-call"))
	h.window.ToStart()
	h.settle()
	if err := os.RemoveAll(filepath.Join(h.mine(), "vacancies")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(h.options.House.Library.Own); err != nil {
		t.Fatal(err)
	}
	h.window.Open(h.mine())
	h.settle()
	h.wantSaid("This application cannot be checked now", "not checked")
	h.shoot("apps-gone")
	h.tap("overview.application.third-call")
	h.wantShown("third-call")
	h.mustShow("third-call")
	h.openList()
	h.press(fyne.KeyHome)
	h.press(fyne.KeyReturn)
	h.wantShown(ocio)
	h.wantSaid("things to do by")
}

func TestADossierThatIsOnlyReadCanBeLookedAt(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.ToStart()
	h.settle()
	other, err := h.options.House.Open(h.mine(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	h.window.Open(h.mine())
	h.settle()
	if h.has("overview.add") {
		t.Error("an application can be added where nothing can be saved")
	}
	h.openList()
	h.press(fyne.KeyEnd) // no more than the applications
	h.press(fyne.KeyReturn)
	h.wantShown(hq)
}

func TestTheWindowIsCalledAsTheCandidateIs(t *testing.T) {
	h := openEmpty(t)
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Ana")
	h.leave()
	if title := h.window.Frame().Title(); !strings.HasPrefix(title, "Dossier – Ana · ") {
		t.Errorf("the window is called %q", title)
	}
}

// correct changes the person's own pack.
func (h *hall) correct(id string, replace ...string) {
	h.t.Helper()
	writeVacancy(h.t, h.options.House.Library.Own, id, replace...)
}

func TestACorrectedVacancyIsToldAndGoneByOnceAccepted(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSeveral(t, []string{"third-call"}, showing(lang, settings.Light), ownVacancies(t, "third-call"))
		h.tap("overview.application.third-call")
		h.mustNotSay(in(lang, "another version", "autre version"))
		h.window.ToStart()
		h.settle()
		h.correct("third-call", "age: {atLeast: 21", "age: {atLeast: 25", "wall: 2025-06-22T23:59", "wall: 2025-06-20T12:00")
		h.window.Open(h.mine())
		h.settle()
		h.wantShown("third-call")
		if told := h.told(); !strings.Contains(told, in(lang, "There is another version of this vacancy", "Il existe une autre version")) ||
			!strings.Contains(told, in(lang, "1 point of the checklist changes", "1 point de la liste change")) {
			t.Errorf("above the page stands: %s", told)
		}
		h.shoot("apps-corrected-" + string(lang))
		h.tap("corrected.see")
		h.wantAsked(in(lang, "met becomes not met", "rempli devient non rempli"), in(lang, "The deadline moves", "La date limite change"), in(lang, "20 June 2025", "20 juin 2025"))
		h.shoot("apps-correction-" + string(lang))
		h.tap("corrected.accept")
		h.wantSaid(in(lang, "20 June 2025", "20 juin 2025"))
		if told := h.told(); strings.Contains(told, in(lang, "another version", "autre version")) {
			t.Errorf("accepted, and above the page stands: %s", told)
		}
		h.tap("toast")
		h.wantSaid(in(lang, "22 June 2025", "22 juin 2025"))
		if told := h.told(); !strings.Contains(told, in(lang, "another version", "autre version")) {
			t.Errorf("taken back, above the page stands: %s", told)
		}
		h.tap("corrected.later")
		if told := h.told(); strings.Contains(told, in(lang, "another version", "autre version")) {
			t.Errorf("put off, and above the page stands: %s", told)
		}
		h.openList()
		h.press(fyne.KeyHome)
		h.press(fyne.KeyReturn)
		h.wantShown(ocio)
		h.wantSaid(in(lang, "the vacancy was changed", "vacance d’emploi modifiée"))
		h.window.Open(h.mine())
		h.settle()
		h.tap("overview.application.third-call")
		if told := h.told(); !strings.Contains(told, in(lang, "another version", "autre version")) {
			t.Errorf("opened again, above the page stands: %s", told)
		}
	}
}

// told is what stands in the bars above the page.
func (h *hall) told() string { return saidBelow(h.window.Bars()) }

// mustNotSay fails where something is told above the page.
func (h *hall) mustNotSay(text string) {
	h.t.Helper()
	if told := h.told(); strings.Contains(told, text) {
		h.t.Errorf("above the page stands: %s", told)
	}
}

// A newer program carries another pack alone: what changed is not made up.
func TestACorrectedVacancyWhoseEarlierVersionIsGone(t *testing.T) {
	h := openSeveral(t, nil)
	h.window.ToStart()
	h.settle()
	data, err := os.ReadFile(file(h.mine()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file(h.mine()), bytes.Replace(data, []byte(`"sha256:`), []byte(`"sha256:00`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	h.window.Open(h.mine())
	h.settle()
	if told := h.told(); !strings.Contains(told, "already goes by the present version") || !strings.Contains(told, "Look at every point again") {
		t.Errorf("above the page stands: %s", told)
	}
	h.tap("corrected.see")
	h.wantAsked("what has changed is not known")
	h.press(fyne.KeyReturn) // I have seen it
	h.mustNotSay("present version")
	h.window.Open(h.mine())
	h.settle()
	h.mustNotSay("present version")
}

// A toast that offers to take something back goes once that was taken back by the
// keyboard: its button would take back something else.
func TestUndoByTheKeyboardTakesTheToastAway(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.openList()
	h.press(fyne.KeyEnd)
	h.press(fyne.KeyReturn)
	h.tap("give-up.do")
	if !h.has("toast") {
		t.Fatal("there is no toast")
	}
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	if h.has("toast") {
		t.Error("the toast stays")
	}
}

// TestGoldenApplications holds what there is to see of several applications against
// what stood there when somebody looked.
func TestGoldenApplications(t *testing.T) {
	for _, lang := range bothLanguages {
		h := openSeveral(t, []string{hq, "third-call"}, showing(lang, settings.Light), ownVacancies(t, "third-call", "fourth-call"))
		h.size(1280, 800)
		h.editLater(func(s *session.Session) error { return s.Do(session.GiveUp{Vacancy: hq}, session.Apply{Ref: hq}) })
		h.correct("third-call", "age: {atLeast: 21", "age: {atLeast: 25")
		h.window.Open(h.mine())
		h.settle()
		suffix := "-" + string(lang) + ".xml"
		beside, _ := h.window.Aside().(fyne.CanvasObject)
		h.wantGolden("applications-overview"+suffix, []byte(test.RenderObjectToMarkup(beside)))
		overlay := func() []byte { return []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())) }
		h.openList()
		h.wantGolden("applications-list"+suffix, overlay())
		h.press(fyne.KeyEscape)
		h.tap("overview.add")
		h.wantGolden("applications-add"+suffix, overlay())
		h.press(fyne.KeyEscape)
		h.tap("overview.application.third-call")
		h.tap("corrected.see")
		h.wantGolden("applications-corrected"+suffix, overlay())
	}
}

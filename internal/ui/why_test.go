package ui_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// openChanged is openSample with answers changed before the window opens it.
func openChanged(t *testing.T, assignments []string, change ...func(*ui.Options)) *hall {
	t.Helper()
	return openEdited(t, func(*session.Session) []session.Edit {
		return []session.Edit{session.Set{Assignments: assignments}}
	}, change...)
}

// openEdited is openSample with edits made before the window opens it.
func openEdited(t *testing.T, edits func(*session.Session) []session.Edit, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := open(t, change...)
	path := filepath.Join(h.dir, "sample")
	copySample(t, path)
	h.prepare(func(house session.House) (*session.Session, error) { return house.Open(path, false) }, edits)
	h.tap("start.sample")
	return h
}

// openEmpty returns a hall whose window shows a dossier that nothing was
// answered in.
func openEmpty(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := open(t, change...)
	h.prepare(func(house session.House) (*session.Session, error) {
		return house.Create(filepath.Join(h.dir, "sample"), candidate.Candidate{}, "nato-ocio-internship-2025")
	}, func(*session.Session) []session.Edit { return nil })
	h.tap("start.sample")
	return h
}

// prepare changes a dossier before the window opens it.
func (h *hall) prepare(open func(session.House) (*session.Session, error), edits func(*session.Session) []session.Edit) {
	h.t.Helper()
	house := h.options.House
	house.AsOf = h.options.AsOf
	s, err := open(house)
	if err == nil {
		err = s.Do(edits(s)...)
	}
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// How a window may be set.

func inFrench(o *ui.Options) { o.Lang = i18n.French }

func inDark(o *ui.Options) {
	_ = o.Settings.Change(func(s *settings.Settings) { s.Theme = settings.Dark })
}

// inLarge makes text half as large again.
func inLarge(o *ui.Options) {
	_ = o.Settings.Change(func(s *settings.Settings) { s.TextSize = 1.5 })
}

// eachSeen calls visit for every object on the screen from root down.
func eachSeen(root fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if root == nil || !root.Visible() {
		return
	}
	visit(root)
	var inner []fyne.CanvasObject
	switch o := root.(type) {
	case *fyne.Container:
		inner = o.Objects
	case *container.Scroll:
		inner = []fyne.CanvasObject{o.Content}
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
	}
	for _, each := range inner {
		eachSeen(each, visit)
	}
}

// saidBelow is all text on the screen from root down, as one line.
func saidBelow(root fyne.CanvasObject) string {
	var words []string
	eachSeen(root, func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok {
			words = append(words, text.Text)
		}
	})
	return strings.Join(words, " ")
}

// said is the text of the step in the middle and of what stands beside it.
func (h *hall) said() string { return saidBelow(h.window.Middle()) }

// focused is the key of what has the keyboard.
func (h *hall) focused() string { return piece.FocusKey(h.canvas()) }

// press presses a key.
func (h *hall) press(key fyne.KeyName) {
	h.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	h.settle()
}

// wantSaid fails where something is not on the page nor beside it.
func (h *hall) wantSaid(parts ...string) {
	h.t.Helper()
	for _, part := range parts {
		if !strings.Contains(h.said(), part) {
			h.t.Errorf("%q is not said in:\n%s", part, h.said())
		}
	}
}

// wantUnsaid fails where something is on the page or beside it.
func (h *hall) wantUnsaid(parts ...string) {
	h.t.Helper()
	for _, part := range parts {
		if strings.Contains(h.said(), part) {
			h.t.Errorf("%q is said in:\n%s", part, h.said())
		}
	}
}

// meantSo are the labels that end in an ellipsis of their own.
var meantSo = regexp.MustCompile(`( document| file| transmission| if| si| day| jour)…$`)

// wantWhole fails where a text on the page or beside it is cut off.
func (h *hall) wantWhole() {
	h.t.Helper()
	eachSeen(h.window.Middle(), func(o fyne.CanvasObject) {
		text, ok := o.(*canvas.Text)
		if !ok {
			return
		}
		short := strings.HasSuffix(text.Text, "…") && !meantSo.MatchString(text.Text)
		if wide := text.MinSize().Width; short || wide > text.Size().Width+1 {
			h.t.Errorf("%q is cut off: %v of %v", text.Text, text.Size().Width, wide)
		}
	})
}

// wantStep fails where another step is on the screen, or another item's reasons.
func (h *hall) wantStep(step, item string) {
	h.t.Helper()
	if gotStep, gotItem := h.window.Standing(); gotStep != step || gotItem != item {
		h.t.Errorf("it leads to %q, %q instead of %q, %q", gotStep, gotItem, step, item)
	}
}

// see shows a step with the reasons of an item.
func (h *hall) see(step, item string) {
	h.window.VisitItem(step, item)
	h.settle()
}

// longAgo has a bachelor's degree of 2021 alone: enough by the notice, not by
// the programme's questions and answers.
var longAgo = []string{
	"studies.s2=", "studies.s1.start=2018-09-14", "studies.s1.end=2021-06-28", "studies.s1.awarded=2021-07-05",
}

func TestWhyShowsEachReadingWithItsVerdict(t *testing.T) {
	h := openChanged(t, longAgo)
	h.size(1280, 800)
	h.see("eligibility", "education")
	h.shoot("why-readings")
	h.wantSaid("Why", "University studies", "“have at least two years",
		"The notice", "met", "The programme’s own questions and answers", "not met", "You have completed two years at university",
		"Your answer", "Checked for", "22 June 2025, the day of the deadline", "What you can do", "Read both texts.",
		"I have looked at this and go on", "Good to know", "The notice asks for any one of four things.")
	h.wantUnsaid("L’avis")
}

func TestADecisionIsRecordedAndTakenBack(t *testing.T) {
	h := openChanged(t, longAgo)
	h.size(1280, 800)
	h.see("eligibility", "education")
	h.tap("why.decide")
	h.shoot("why-decided")
	h.wantSaid("decided", "You decided on 4 June 2025 to go ahead.", "Take this back")
	if got := h.focused(); got != "item.education" {
		t.Errorf("the keyboard is on %q", got)
	}
	h.tap("why.withdraw")
	h.wantSaid("to confirm", "I have looked at this and go on")
	h.wantUnsaid("You decided on")
}

func TestADecisionThatLapsedIsSaid(t *testing.T) {
	h := openChanged(t, longAgo)
	h.see("eligibility", "education")
	h.tap("why.decide")
	h.window.Answer("studies.s1.awarded=2021-07-06")
	h.settle()
	h.wantSaid("You decided on 4 June 2025 to go ahead. Your answers have changed since then", "I have looked at this and go on")
	h.window.Visit("overview")
	h.wantSaid("Your answers have changed since then")
}

func TestWhyLeadsToTheAnswers(t *testing.T) {
	h := openChanged(t, []string{"birthDate=2004-06-23"})
	h.window.Visit("eligibility")
	h.wantSaid("At least 21 years old", "not met", "one day after the deadline", "Met from", "23 June 2025")
	h.tap("why.answer")
	h.wantStep("about", "age")
}

func TestWhySaysInFrenchThatTheQuoteIsTranslated(t *testing.T) {
	h := openSample(t, inFrench)
	h.window.Visit("eligibility")
	h.wantSaid("être ressortissant(e) d’un pays membre de l’OTAN", "une traduction de notre part")
}

func TestNothingIsDecidedWhereTheDossierCanOnlyBeRead(t *testing.T) {
	h := openChanged(t, longAgo)
	reader := open(t, func(o *ui.Options) { o.Data = h.dir })
	reader.tap("start.sample")
	reader.see("eligibility", "education")
	reader.wantSaid("I have looked at this and go on")
	reader.tap("why.decide")
	reader.wantUnsaid("You decided on")
}

package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// openMade returns a hall with the sample open, of which a bundle was made, on the
// step on which it is handed over.
func openMade(t testing.TB, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	h.size(1280, 1800)
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	h.window.Visit("hand-over")
	h.settle()
	return h
}

const madeName = "Lefevre-Ozturk_Zoe_OCIO.pdf"

func TestSubmittingIsRecorded(t *testing.T) {
	h := openMade(t)
	h.wantSaid("Once you have submitted it", "The program sends nothing and cannot look at the portal.", madeName, "I have submitted it")
	h.fill("submit.day", "3 June 2025")
	h.write("submit.reference", "R-2025/17")
	h.shoot("send")
	h.tap("submit.record")
	h.shoot("sent")
	sent := h.application().Submitted
	if sent == nil || sent.On.String() != "2025-06-03" || sent.Reference != "R-2025/17" || filepath.Base(sent.Bundle) != madeName {
		t.Fatalf("on the disk is %+v", sent)
	}
	h.wantSaid("Your application was submitted", "3 June 2025", "R-2025/17", madeName, "is never replaced")
	h.wantUnsaid("still open", "I have submitted it", "The requisition number")
	h.mustShow("This application was submitted on 3 June 2025. It is shown as it was then.", "Recorded: submitted on 3 June 2025.", "Submitted on 3 June 2025")
	if h.shows("days left") {
		t.Error("there is time left for what was sent")
	}
	for _, step := range []string{"overview", "bundle", "hand-over"} {
		if word := h.window.StepWord(step); word != "submitted" {
			t.Errorf("%s is said to be %q", step, word)
		}
	}
	h.tap("toast")
	if h.application().Submitted != nil {
		t.Error("undo did not take it back")
	}
	h.wantSaid("I have submitted it")
}

func TestWhatWasRecordedIsTakenBack(t *testing.T) {
	h := openMade(t)
	h.tap("submit.record")
	h.tap("submitted.take-back")
	if h.application().Submitted != nil {
		t.Fatal("it is still recorded")
	}
	h.mustShow("The application is no longer recorded as submitted.")
	h.wantSaid("I have submitted it")
	h.tap("toast")
	if h.application().Submitted == nil {
		t.Error("undo did not bring it back")
	}
	h.wantSaid("Your application was submitted")
}

func TestSubmittingWithTheKeyboard(t *testing.T) {
	h := openMade(t)
	h.keyboard("submit.record")
	h.press(fyne.KeyReturn)
	h.settle()
	if h.application().Submitted == nil || h.focused() != "submitted.open" {
		t.Fatalf("%+v, the keyboard is at %q", h.application().Submitted, h.focused())
	}
	h.keyboard("submitted.take-back")
	h.press(fyne.KeySpace)
	h.settle()
	if h.application().Submitted != nil || h.focused() != "submit.day" {
		t.Errorf("%+v, the keyboard is at %q", h.application().Submitted, h.focused())
	}
}

func TestADayThatCannotBeIsToldBesideIt(t *testing.T) {
	h := openMade(t)
	for _, day := range []string{"tomorrow", "30 Feb. 2025", "", strings.Repeat("9", 500), "5 June 2025"} {
		h.fill("submit.day", day)
		h.tap("submit.record")
		if h.application().Submitted != nil {
			t.Fatalf("%q was taken", day)
		}
		h.wantToldCleanly()
		if day == "30 Feb. 2025" {
			h.wantSaid("The calendar has no such day.")
		}
		if h.text("submit.day") != day {
			t.Errorf("%q became %q", day, h.text("submit.day"))
		}
	}
	h.fill("submit.day", "5 June 2025")
	h.tap("submit.record")
	h.wantSaid("5 June 2025 is still to come.")
	h.shoot("send-early")
	h.window.Speak("fr")
	h.wantSaid("est encore à venir")
	if h.text("submit.day") != "5 June 2025" {
		t.Error("what was typed is gone")
	}
	h.fill("submit.day", "4 juin 2025")
	h.tap("submit.record")
	h.wantSaid("Votre candidature a été déposée")
}

func TestSubmittedWithoutABundle(t *testing.T) {
	h := openSample(t)
	h.window.Visit("hand-over")
	h.settle()
	h.tap("submit.record")
	if sent := h.application().Submitted; sent == nil || sent.Bundle != "" || sent.Reference != "" {
		t.Fatalf("%+v", sent)
	}
	h.wantSaid("none of this dossier’s bundles", "not recorded")
	h.window.Visit("bundle")
	h.wantSaid("none of this dossier’s bundles")
	h.window.Visit("overview")
	h.wantSaid("No bundle of this dossier and no reference were recorded.", "There is nothing left to do here")
}

func TestASentBundleThatIsGoneIsMissed(t *testing.T) {
	h := openMade(t)
	h.tap("submit.record")
	must(t, os.Remove(filepath.Join(h.sample(), "bundles", madeName)))
	h.window.ToStart()
	h.settle()
	h.window.Open(h.sample())
	h.settle()
	h.window.Visit("hand-over")
	h.wantSaid("“" + madeName + "” was submitted, but the file is no longer among the dossier’s bundles.")
}

// lockedOnce is what cannot be changed of an application that was sent, by the
// steps on which it stands; the others can.
var lockedOnce = map[string][]string{
	"about":        {"start", "requisition"},
	"competencies": {"competencies.achievement"},
	"declarations": {"declarations.decl-ai"},
}

var neverLocked = map[string][]string{
	"about":     {"name.given", "birthDate", "nationalities"},
	"documents": {"documents.add", "documents.d1.remove"},
}

func TestWhatWasSentIsLocked(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.size(1280, 800)
	h.window.BehindItsBack(session.Submit{Vacancy: ocio})
	h.settle()
	for step, keys := range lockedOnce {
		h.window.Visit(step)
		h.settle()
		h.mustShow("This application was submitted on 4 June 2025.")
		for _, key := range keys {
			if !h.find(key).(fyne.Disableable).Disabled() {
				t.Errorf("%s can be changed", key)
			}
		}
		h.shoot("locked-" + step)
	}
	for step, keys := range neverLocked {
		h.window.Visit(step)
		h.settle()
		h.mustShow("What you change counts for other applications, not for this one.")
		for _, key := range keys {
			if control, ok := h.find(key).(fyne.Disableable); ok && control.Disabled() {
				t.Errorf("%s cannot be changed", key)
			}
		}
	}
	h.window.Visit("documents")
	h.wantUnsaid("No document is attached for these studies")
	h.window.Visit("about")
	h.wantUnsaid("waits for an answer", "wait for an answer")
	h.fill("name.given", "Zoé")
	h.settle()
	if got := h.ofApplication(ocio).Submitted; got == nil {
		t.Error("a change of facts took the word back")
	}
	h.window.SwitchTo(hq)
	h.settle()
	if h.shows("This application was submitted") {
		t.Error("the other one was sent too")
	}
	for step, keys := range lockedOnce {
		for _, key := range keys {
			h.window.Visit(step)
			h.settle()
			if control, ok := piece.FindKey(h.canvas().Content(), key).(fyne.Disableable); ok && control.Disabled() {
				t.Errorf("%s of the other one cannot be changed", key)
			}
		}
	}
	h.window.Visit("overview")
	h.mustShow("Submitted on 4 June 2025")
	h.shoot("overview-one-sent")
}

func TestWhatWasSentIsNotGivenUp(t *testing.T) {
	h := openSeveral(t, []string{hq})
	h.window.BehindItsBack(session.Submit{Vacancy: ocio})
	h.settle()
	h.window.GiveUp()
	h.settle()
	h.mustShow("was submitted on 4 June 2025. What it says does not change any more.")
	if len(h.appliedFor(h.mine())) != 2 {
		t.Error("it was given up")
	}
}

func TestWhatWasSentIsJudgedByItsDay(t *testing.T) {
	clock := now
	h := openMade(t, func(o *ui.Options) {
		o.AsOf = func(zone *time.Location) time.Time { return clock.In(zone) }
	})
	h.tap("submit.record")
	clock = clock.AddDate(0, 1, 0)
	h.minute()
	h.mustShow("Submitted on 4 June 2025")
	if h.shows("Closed since") {
		t.Error("what was sent is said to be late")
	}
	h.tap("submitted")
	if step, _ := h.window.Standing(); step != "hand-over" {
		t.Errorf("it leads to %q", step)
	}
}

// TestGoldenSent holds the steps of an application that was sent.
func TestGoldenSent(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openMade(t, showing(lang, settings.Light))
		h.size(1280, 800)
		h.tap("submit.record")
		for _, step := range []string{"overview", "bundle", "hand-over"} {
			h.window.Visit(step)
			h.settle()
			h.wantGolden("sent-"+step+"-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.window.Page().(fyne.CanvasObject))))
		}
	}
}

// TestSentLooksWellEverywhere shows the steps of an application that was sent in
// both languages and themes, in small and large windows, with large text.
func TestSentLooksWellEverywhere(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, theme := range []settings.Theme{settings.Light, settings.Dark} {
			h := openMade(t, showing(lang, theme))
			for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
				h.size(size.Width, size.Height)
				h.settle()
				h.wantWhole()
				h.shoot("send-" + string(lang) + "-" + string(theme) + "-" + sizeName(size))
			}
			h.tap("submit.record")
			for _, step := range []string{"overview", "about", "bundle", "hand-over"} {
				for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
					h.size(size.Width, size.Height)
					h.window.Visit(step)
					h.settle()
					h.wantWhole()
					h.shoot("sent-" + step + "-" + string(lang) + "-" + string(theme) + "-" + sizeName(size))
				}
			}
			h.window.LargerText(1)
			h.settle()
			h.shoot("sent-" + string(lang) + "-" + string(theme) + "-large")
		}
	}
}

func sizeName(size fyne.Size) string { return fmt.Sprintf("%.0fx%.0f", size.Width, size.Height) }

// Of a bundle in several files each is named and opens.
func TestASentBundleInPartsShowsAllFiles(t *testing.T) {
	system := &opener{}
	h := onBundle(t, func(o *ui.Options) { o.Opener = system })
	h.window.KeepTo(150_000)
	h.settle()
	h.tap("bundle.make")
	h.settle()
	h.window.Visit("hand-over")
	h.settle()
	h.tap("submit.record")
	if sent := h.application().Submitted; sent == nil || len(sent.Parts) != 3 {
		t.Fatalf("on the disk is %+v", sent)
	}
	h.tap("submitted.part.3")
	if len(system.launched) != 1 || filepath.Base(system.launched[0]) != "Lefevre-Ozturk_Zoe_OCIO-3.pdf" {
		t.Errorf("opened %q", system.launched)
	}
	h.window.Visit("overview")
	h.settle()
	h.wantSaid("Lefevre-Ozturk_Zoe_OCIO-1.pdf, Lefevre-Ozturk_Zoe_OCIO-2.pdf and Lefevre-Ozturk_Zoe_OCIO-3.pdf")
}

package ui_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"example.org/dossier/internal/session"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// application is what the dossier on the disk says about its only application.
func (h *hall) application() session.Application {
	h.t.Helper()
	s, err := h.options.House.Open(filepath.Join(h.dir, "sample"), true)
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	a, err := s.Application("")
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

func TestCharactersAreCountedAsAPersonCounts(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a b": 3, "é": 1, "e\u0301": 1, "Zoë\n": 4, "\r\n": 1, "🇫🇷": 1, "👩‍🔬👍🏽": 2, "naïve": 5, "한글": 2,
	} {
		if got := ui.Characters(text); got != want {
			t.Errorf("%q has %d characters, want %d", text, got, want)
		}
	}
}

func TestNotesAreSavedAndCounted(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("competencies")
	h.settle()
	h.wantSaid("Competencies", "Every word below is your own.", "No part of an application may be prepared with generative AI.",
		"Achievement", "Works to meet standards.", "Teamwork", "Your own notes", "0 characters")
	h.write("competencies.teamwork", "J")
	h.wantSaid("1 character")
	h.write("competencies.teamwork", "J’ai aidé.")
	h.wantSaid("10 characters")
	field := h.find("competencies.teamwork")
	h.settle()
	if h.find("competencies.teamwork") != field {
		t.Error("the field was taken away while somebody typed")
	}
	if got := h.application().Competencies["teamwork"]; got != "J’ai aidé." {
		t.Errorf("on the disk is %q", got)
	}
	h.window.Visit("overview")
	h.window.Visit("competencies")
	h.wantSaid("10 characters")
	h.write("competencies.teamwork", "")
	h.leave()
	if got, there := h.application().Competencies["teamwork"]; there {
		t.Errorf("an empty note stays as %q", got)
	}
}

// A limit that the candidate copies from the form is counted against, in either unit,
// and kept with the application.
func TestNotesAreCountedAgainstALimit(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	h.window.Visit("competencies")
	h.settle()
	h.write("competencies.teamwork", "J’ai aidé douze amis – bien.")
	h.wantSaid("5 words", "28 characters")
	h.wantUnsaid("at most")
	h.write("answerLimit", "25")
	h.wantSaid("28 characters of 25 at most", "3 characters too many", "0 characters of 25 at most")
	h.leave()
	if got := h.application().AnswerLimit; got != (session.AnswerLimit{Most: 25, Unit: session.LimitCharacters}) {
		t.Errorf("kept is %v", got)
	}
	h.keysInto("answerLimit.unit", fyne.KeyRight)
	h.wantSaid("5 words of 25 at most", "28 characters")
	h.wantUnsaid("too many")
	if got := h.application().AnswerLimit; got != (session.AnswerLimit{Most: 25, Unit: session.LimitWords}) {
		t.Errorf("kept is %v", got)
	}
	h.window.Visit("overview")
	h.window.Visit("competencies")
	h.wantSaid("5 words of 25 at most")
	h.write("answerLimit", "many")
	h.wantUnsaid("This is not a limit.", "at most")
	h.leave()
	h.wantSaid("This is not a limit. Write a whole number from 1 to 20,000, or leave the field empty.")
	h.write("answerLimit", "")
	h.leave()
	h.wantUnsaid("This is not a limit.", "at most")
	if got := h.application().AnswerLimit; got != (session.AnswerLimit{}) {
		t.Errorf("kept is %v", got)
	}
}

// Who sends the reader to their CV is told so, calmly, and only while it stands there.
func TestNotesThatPointToTheCV(t *testing.T) {
	h := openSample(t)
	h.size(1024, 640)
	h.window.Visit("competencies")
	h.settle()
	h.write("competencies.achievement", "See my CV")
	h.wantSaid("This points to your CV.")
	h.wantWhole()
	h.write("competencies.achievement", "I helped others with their CVs")
	h.wantUnsaid("This points to your CV.")
	h.window.Speak("fr")
	h.write("competencies.achievement", "Voir CV")
	h.wantSaid("Ce texte renvoie à votre CV.")
}

// TestCompetenciesLook makes pictures for somebody who wants to look.
func TestCompetenciesLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	for name, change := range map[string][]func(*ui.Options){"en-light": nil, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge}} {
		h := openSample(t, change...)
		h.size(1280, 800)
		h.window.Visit("competencies")
		h.settle()
		h.write("competencies.achievement", "J’ai mené le club de robotique, voir mon CV.")
		h.write("competencies.analytical-thinking", "J’ai aidé.")
		h.write("answerLimit", "40")
		h.leave()
		for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
			h.size(size[0], size[1])
			h.settle()
			h.shoot(fmt.Sprintf("competencies-%s-%.0f", name, size[0]))
		}
	}
}

func TestNotesOutliveTheLanguage(t *testing.T) {
	h := openSample(t)
	h.window.Visit("competencies")
	h.write("competencies.empathy", "Une note")
	h.window.Speak("fr")
	h.wantSaid("Compétences", "Souci du service au client", "8 caractères", "0 caractère")
	if entry := h.find("competencies.empathy").(*piece.Entry); entry.Text != "Une note" {
		t.Errorf("the field holds %q", entry.Text)
	}
	h.settle()
	if got := h.application().Competencies["empathy"]; got != "Une note" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestNotesOfADossierThatIsOnlyRead(t *testing.T) {
	h := openHeld(t)
	h.window.Visit("competencies")
	if field := h.find("competencies.empathy").(fyne.Disableable); !field.Disabled() {
		t.Error("notes can be typed where nothing can be saved")
	}
}

package ui_test

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"example.org/dossier/internal/document"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// listed counts what the overview shows as open and as in order.
func (h *hall) listed() (open, done int) {
	counts := map[string]int{}
	part := "open"
	eachSeen(h.window.Middle(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			if o.Text == "In place" || o.Text == "Not required, but good to have" {
				part = o.Text
			}
			if points := regexp.MustCompile(`^(\d+) points?:`).FindStringSubmatch(o.Text); points != nil {
				n, _ := strconv.Atoi(points[1])
				counts[part] += n - 1
			}
		case piece.Keyed:
			if strings.HasPrefix(o.Key(), "overview.") && o.Key() != "overview.next" {
				counts[part]++
			}
		}
	})
	return counts["open"], counts["In place"]
}

func TestOverviewCountsWhatItShows(t *testing.T) {
	for _, change := range [][]string{
		nil, longAgo, {"nationalities=?"}, {"birthDate=2004-06-23", "languages="}, {"studies=?"},
		{"nationalities=?", "birthDate=?", "languages=?"},
	} {
		h := openChanged(t, change)
		h.size(1280, 800)
		counts := regexp.MustCompile(`^(\d+) things to do by 22 June 2025 .*?In place: (\d+) of (\d+)\.`).FindStringSubmatch(h.said())
		if counts == nil {
			t.Errorf("%q: no counts in %s", change, h.said())
			continue
		}
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(counts[i+1])
		}
		if open, done := h.listed(); open != n[0] || done != n[1] || open+done != n[2] {
			t.Errorf("%q: %v by the title and the meter, %d open and %d in order in the lists", change, n, open, done)
		}
	}
}

func TestOverviewLeadsToWhereAThingIsDone(t *testing.T) {
	for _, c := range []struct {
		change []string
		steps  map[string]string // by item
	}{
		{longAgo, map[string]string{
			"doc-qualification": "documents", "decl-accuracy": "declarations", "education": "eligibility",
			"age": "eligibility", "it-skills": "about", "second-language": "languages",
		}},
		{[]string{"birthDate=2004-06-23", "nationalities=?", "languages=", "languages.fr=A2"}, map[string]string{
			"age": "eligibility", "nationality": "about", "language": "languages",
		}},
		{[]string{"studies=?"}, map[string]string{"education": "about"}},
		{[]string{"languages=?"}, map[string]string{"language": "languages"}},
	} {
		h := openChanged(t, c.change)
		for item, step := range c.steps {
			h.window.Visit("overview")
			h.tap("overview." + item)
			h.wantStep(step, item)
		}
	}
}

func TestOverviewTakesTheKeyboardAlong(t *testing.T) {
	h := openChanged(t, longAgo)
	h.canvas().Focus(h.find("overview.education").(fyne.Focusable))
	h.press(fyne.KeyReturn)
	if got := h.focused(); got != "item.education" {
		t.Errorf("the keyboard is on %q", got)
	}
}

func TestOverviewBeginsCalmly(t *testing.T) {
	h := openEmpty(t)
	h.size(1280, 800)
	h.shoot("overview-empty")
	h.wantSaid("Begin with “About you”", "In place: 1 of 10.", "5 points: National of a NATO member state", "Deadline: 22 June 2025")
	h.wantUnsaid("missing", "not met", "9 things", "10 things")
	open, done := h.listed()
	if open != 9 || done != 1 {
		t.Errorf("%d open, %d in order", open, done)
	}
	h.tap("overview.nationality")
	h.wantStep("about", "nationality")
}

func TestOverviewOfAClosedVacancy(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.AsOf = func(*time.Location) time.Time { return now.AddDate(0, 1, 0) }
	})
	h.size(1280, 800)
	h.shoot("overview-closed")
	h.wantSaid("This vacancy is closed", "The deadline was 22 June 2025", "as practice or for a next call")
	h.wantUnsaid("things to do by", "days left")
}

// inPlace makes the sample complete.
func inPlace(s *session.Session) []session.Edit {
	set := session.Set{Assignments: []string{"studies.s4="}}
	for _, d := range s.Documents() {
		if d.Kind == document.ProofOfStudies {
			set.Assignments = append(set.Assignments, "documents."+d.ID+".datesVisible=yes")
		}
	}
	return []session.Edit{set, session.Declare{Item: "decl-accuracy"}, session.Declare{Item: "decl-final"}}
}

func TestOverviewSendsOnToTheBundle(t *testing.T) {
	h := openEdited(t, inPlace)
	h.size(1280, 800)
	h.shoot("overview-ready")
	h.wantSaid("Everything that is asked for is in place", "In place: 10 of 10.", "Make your bundle")
	h.wantUnsaid("things to do", "Once this is in place")
	h.tap("overview.next")
	if step, _ := h.window.Standing(); step != "bundle" {
		t.Errorf("it leads to %q", step)
	}
}

func TestOverviewOnTheLastDay(t *testing.T) {
	h := openSample(t, func(o *ui.Options) {
		o.AsOf = func(*time.Location) time.Time { return now.AddDate(0, 0, 18) }
	})
	h.wantSaid("It closes today.")
}

func TestOverviewOfAVacancyThatCannotBeRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample")
	copySample(t, path)
	h := open(t, func(o *ui.Options) {
		o.House.Library = session.Library{Embedded: fstest.MapFS{}}
		_ = o.Settings.Change(func(s *settings.Settings) { s.Remember(settings.Recent{Path: path, Opened: now}) })
	})
	h.tap("recent.0")
	h.size(1280, 800)
	h.shoot("overview-unchecked")
	if walk := saidBelow(h.canvas().Content()); strings.Contains(walk, "Eligibility done") || strings.Contains(walk, "0 of 0") {
		t.Errorf("nothing was checked, and yet: %s", walk)
	}
	h.wantSaid("This application cannot be checked now", "Your answers and your documents are safe.")
	h.window.Visit("eligibility")
	h.wantSaid("There is nothing to check here.")
}

func TestOverviewLooksTheSameInEveryLanguageAndTheme(t *testing.T) {
	for name, change := range map[string][]func(*ui.Options){
		"en-light": {}, "fr-dark": {inFrench, inDark}, "fr-large": {inFrench, inLarge},
	} {
		h := openChanged(t, longAgo, change...)
		h.size(1280, 800)
		if name == "fr-large" {
			h.size(1024, 640)
		}
		h.wantWhole()
		h.shoot("overview-" + name)
	}
}

// Where several points are answered on one step, its card leads to the first question
// there, from the top of the page.
func TestOverviewLeadsToTheFirstQuestion(t *testing.T) {
	h := openEmpty(t)
	h.window.Visit("overview")
	h.settle()
	h.tap("overview.nationality")
	if at := h.focused(); at != "birthDate" {
		t.Errorf("the keyboard is on %q", at)
	}
}

// The time left is said in days and in working days, by the vacancy's clock and the
// person's own.
func TestOverviewCountsWorkingDays(t *testing.T) {
	h := openSample(t)
	h.window.Visit("overview")
	h.settle()
	h.wantSaid("18 days left. 12 of them are working days (Monday to Friday).")
	h.window.Speak("fr")
	h.wantSaid("Il reste 18 jours. Parmi eux, 12 jours ouvrés (du lundi au vendredi).")
}

// Of one day nobody counts how many are working days, and of a week end none is.
func TestWorkingDaysOfTheLastDays(t *testing.T) {
	for _, test := range []struct{ day, fr, en string }{
		{"2025-06-21", "Il reste 1 jour.", "1 day left."},
		{"2025-06-20", "Il reste 2 jours. Aucun d’eux n’est un jour ouvré", "2 days left. None of them is a working day"},
		{"2025-06-18", "Il reste 4 jours. Parmi eux, 2 jours ouvrés", "4 days left. 2 of them are working days"},
	} {
		h := openSample(t)
		h.tap("as-of")
		h.write("as-of.date", test.day)
		h.tap("as-of.see")
		h.mustShow(test.en)
		h.window.Speak("fr")
		h.settle()
		h.mustShow(test.fr)
		if test.day == "2025-06-21" && (h.shows("ouvré") || h.shows("Parmi eux")) {
			t.Error("working days are counted of one day")
		}
	}
}

package ui_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
	"example.org/dossier/internal/worker"
)

// another makes a second dossier, of a candidate called Eva, and returns its
// folder.
func (h *hall) another() string {
	h.t.Helper()
	path := filepath.Join(h.dir, "another")
	who := candidate.Candidate{Format: candidate.Format, Name: candidate.Name{Given: "Eva"}}
	s, err := h.options.House.Create(path, who, "nato-ocio-internship-2025")
	if err != nil {
		h.t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		h.t.Fatal(err)
	}
	return path
}

// file is the dossier's file in a folder.
func file(folder string) string { return filepath.Join(folder, "dossier.json") }

// changeOutside has a newer program write a dossier, and returns what
// makes it as it was.
func (h *hall) changeOutside(folder string) (back func()) {
	h.t.Helper()
	was, err := os.ReadFile(file(folder))
	if err != nil {
		h.t.Fatal(err)
	}
	write := func(data []byte) {
		if err := os.WriteFile(file(folder), data, 0o600); err != nil {
			h.t.Fatal(err)
		}
	}
	write(bytes.Replace(was, []byte(`"format": 1`), []byte(`"format": 99`), 1))
	return func() { write(was) }
}

// about opens the sample at the questions about the candidate.
func about(t *testing.T, change ...func(*ui.Options)) *hall {
	t.Helper()
	h := openSample(t, change...)
	h.window.Visit("about")
	h.settle()
	return h
}

func TestWhatIsTypedWhileAnotherDossierOpensIsSaved(t *testing.T) {
	h := about(t)
	other := h.another()
	h.window.Open(other)
	h.write("name.given", "Zoé M")
	h.settle()
	h.mustShow("Eva")
	if got := h.saved(h.sample()).Name.Given; got != "Zoé M" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestNoKeyGoesIntoAnotherDossier(t *testing.T) {
	var h *hall
	typing := false
	h = about(t, func(o *ui.Options) {
		later := o.Later
		o.Later = func(do func()) {
			later(func() {
				do()
				if !typing {
					return
				}
				if entry, ok := h.canvas().Focused().(*piece.Entry); ok {
					test.Type(entry, "x")
				}
			})
		}
	})
	other := h.another()
	h.write("name.given", "Zoé ")
	typing = true
	h.window.Open(other)
	h.settle()
	h.mustShow("Eva")
	if got := h.saved(other).Name; got.Given != "Eva" || got.Family != "" {
		t.Errorf("the other dossier is of %+v", got)
	}
}

func TestALateAnswerOfAClosedDossierIsNotShown(t *testing.T) {
	h := about(t)
	h.write("name.given", "Anna")
	h.leave()
	h.window.ToStart()
	h.window.Press(&fyne.ShortcutUndo{})
	h.settle()
	h.mustShow("Prepare your application")
	if got := h.saved(h.sample()).Name.Given; got != "Zoë" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestTheSameDossierIsOpenedAgain(t *testing.T) {
	h := openSample(t)
	h.window.Open(h.sample())
	h.settle()
	h.mustShow("Zoë Lefèvre-Öztürk", "Everything is saved")
	h.window.ToStart()
	h.window.Open(h.sample()) // while the first is being given free
	h.settle()
	h.mustShow("Zoë Lefèvre-Öztürk", "Everything is saved")
}

func TestTheDayStaysWhereNothingElseIsOpened(t *testing.T) {
	h := openSample(t)
	h.tap("as-of")
	h.write("as-of.date", "20 juin 2025")
	h.tap("as-of.see")
	h.window.Open(filepath.Join(h.dir, "nowhere"))
	h.settle()
	h.window.Visit("about")
	h.settle()
	h.write("name.given", "Anna")
	h.leave()
	h.mustShow("2 days left", "Seen as on 20 June 2025")
}

func TestClosingTwiceClosesOnce(t *testing.T) {
	h := about(t)
	h.write("name.given", "Anna")
	h.window.Leave()
	h.close()
	if !h.closed() {
		t.Fatal("the window is open")
	}
	if got := h.saved(h.sample()).Name.Given; got != "Anna" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestWhatCouldNotBeSavedIsTriedAgain(t *testing.T) {
	h := about(t)
	back := h.changeOutside(h.sample())
	h.write("name.given", "Anna")
	h.leave()
	h.mustShow("by a newer", "Not saved yet")
	back()
	h.close()
	if !h.closed() {
		t.Fatal("the window is open")
	}
	if got := h.saved(h.sample()).Name.Given; got != "Anna" {
		t.Errorf("on the disk is %q", got)
	}
}

func TestADossierChangedOutsideIsOpenedAgain(t *testing.T) {
	h := about(t)
	back := h.changeOutside(h.sample())
	h.write("name.given", "Anna")
	h.leave()
	h.window.Open(h.sample())
	h.settle()
	h.mustShow("by a newer", "Anna") // what would be lost
	back()
	h.tap("leave.anyway")
	h.mustShow("Zoë Lefèvre-Öztürk", "Everything is saved")
}

func TestWhatIsGivenUpIsNotShownAsSaved(t *testing.T) {
	h := about(t)
	h.write("birthDate", "31 February 2003")
	h.window.Open(filepath.Join(h.dir, "nowhere"))
	h.settle()
	h.tap("leave.anyway")
	h.mustShow("There is no file or folder")
	if h.shows("31 February 2003") {
		t.Error("the field holds what was given up")
	}
}

func TestAChoiceThatIsNotSavedIsNotShown(t *testing.T) {
	h := about(t)
	h.changeOutside(h.sample())
	start := func() string { return h.find("start").(*piece.Choice).Selected() }
	before := start()
	h.take("start", "sept")
	h.mustShow("by a newer")
	if got := start(); got != before {
		t.Errorf("the start is shown as %q, saved is %q", got, before)
	}
}

// minute has a minute pass, as the window's clock sees it.
func (h *hall) minute() {
	for _, timer := range slices.Clone(h.timers) {
		if !timer.off && timer.after == time.Minute {
			timer.off = true
			timer.do()
		}
	}
	h.settle()
}

func TestTheWindowKnowsWhatTimeItIs(t *testing.T) {
	clock := now
	h := openSample(t, func(o *ui.Options) {
		o.AsOf = func(zone *time.Location) time.Time { return clock.In(zone) }
	})
	h.mustShow("18 days left")
	clock = clock.AddDate(0, 0, 16)
	h.minute()
	h.mustShow("2 days left")
	clock = clock.AddDate(0, 0, 3)
	h.minute()
	h.mustShow("Closed")
	if h.shows("days left") {
		t.Error("there is still time")
	}
	h.window.ToStart()
	h.settle()
	h.minute()
}

func TestADossierIsRememberedByItsWholePath(t *testing.T) {
	h := open(t)
	other := h.another()
	t.Chdir(h.dir)
	h.window.Open("another")
	h.settle()
	h.mustShow("Eva")
	h.close()
	recent := h.options.Settings.Get().Recent
	if len(recent) != 1 || filepath.Base(recent[0].Path) != filepath.Base(other) || !filepath.IsAbs(recent[0].Path) {
		t.Errorf("remembered are %+v", recent)
	}
}

func TestNoQuestionOfADossierOutlivesIt(t *testing.T) {
	h := openSample(t)
	other := h.another()
	h.tap("as-of")
	h.window.Open(other)
	h.settle()
	h.mustShow("Eva")
	if h.canvas().Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
}

func TestWhatIsWrongGoesWithItsDocument(t *testing.T) {
	h := openSample(t).at("documents")
	h.tap("documents.d1.change")
	h.fill("documents.d1.pages", "77")
	h.mustShow("Not everything is saved")
	h.tap("documents.d1.remove")
	if h.shows("Not everything is saved") {
		t.Error("a field that is gone is to be corrected")
	}
}

func TestNothingAskedIsNothingDone(t *testing.T) {
	h := open(t)
	path := filepath.Join(h.dir, "none")
	who := candidate.Candidate{Format: candidate.Format, Name: candidate.Name{Given: "Eva"}, Studies: []candidate.Study{}}
	s, err := h.options.House.Create(path, who, "nato-ocio-internship-2025")
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	h.window.Open(path)
	h.settle()
	if said := saidBelow(h.find("step.documents")); said != "Documents" {
		t.Errorf("the walk says %q", said)
	}
}

func TestASampleThatCouldNotBeMadeIsMadeAnew(t *testing.T) {
	broken := true
	h := open(t, func(o *ui.Options) {
		o.House.Worker = func(ctx context.Context) (*worker.Worker, error) {
			if broken {
				return nil, errors.New("no child today")
			}
			return engines.start(ctx)
		}
	})
	h.tap("start.sample")
	h.mustShow("Prepare your application")
	broken = false
	h.tap("start.sample")
	h.at("documents").wantSaid("diplome-bachelier.pdf")
}

func TestOneQuestionBeforeTheWindowCloses(t *testing.T) {
	h := about(t)
	h.write("birthDate", "31 February 2003")
	h.close()
	h.close()
	h.mustShow("31 February 2003")
	if n := len(h.canvas().Overlays().List()); n != 1 {
		t.Errorf("%d dialogs are open", n)
	}
	h.tap("leave.anyway")
	if !h.closed() {
		t.Error("the window is open")
	}
}

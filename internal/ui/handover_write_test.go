package ui_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// saveAs answers the question where a file is to go with a name in the person's own
// folder.
func (h *hall) saveAs(name string) {
	h.t.Helper()
	choose := func() (*piece.Button, bool) {
		top := h.canvas().Overlays().Top()
		if top == nil {
			return nil, false
		}
		b, ok := piece.FindKey(top, "choose.choose").(*piece.Button)
		return b, ok
	}
	h.until(func() bool { _, ok := choose(); return ok })
	if name != "" {
		h.find("choose.name").(*piece.Entry).SetText(name) // it is all selected
	}
	h.until(func() bool { b, ok := choose(); return ok && !b.Disabled() })
	h.tap("choose.choose")
	h.until(func() bool { _, ok := choose(); return !ok })
	h.settle()
}

const secretWords = "cheval exact pile agrafe été"

// handed is what a hand-over file says.
func (h *hall) handed(path, passphrase string) session.Handover {
	h.t.Helper()
	in, err := h.options.House.Incoming(context.Background(), path, passphrase)
	if err != nil {
		h.t.Fatal(err)
	}
	defer in.Close()
	return in.Facts
}

func TestAHandOverFileIsWritten(t *testing.T) {
	system := &opener{}
	h := openMade(t, func(o *ui.Options) { o.Opener = system })
	h.size(1280, 800)
	h.tap("hand-over.write")
	h.shoot("pass-on")
	h.wantAsked("Hand the dossier to somebody", "The history stays here.", "What you wrote on the competencies goes along.")
	if piece.FindKey(h.canvas().Overlays().Top(), "pass-on.notes") != nil {
		t.Error("it asks about notes where there are none")
	}
	h.tap("pass-on.choose")
	h.saveAs("")
	path := filepath.Join(h.dir, "Lefèvre-Öztürk Zoë.dossier")
	h.shoot("written")
	h.wantAsked("The hand-over file is ready", "Lefèvre-Öztürk Zoë.dossier", "5 documents", madeName, "It is not locked")
	h.tap("written.reveal")
	if !slices.Equal(system.revealed, []string{path}) {
		t.Errorf("showed %q", system.revealed)
	}
	if got := h.handed(path, ""); got.Sealed || got.Notes || len(got.Bundles) != 1 || got.Documents != 5 {
		t.Errorf("%+v", got)
	}
}

func TestALockedHandOverFileIsWritten(t *testing.T) {
	h := openEdited(t, func(*session.Session) []session.Edit {
		return []session.Edit{session.Set{Assignments: []string{"notes=Do not tell anybody"}}}
	})
	h.size(1280, 800)
	h.window.AskHandOver()
	h.settle()
	h.tap("pass-on.notes")
	h.keyboard("pass-on.seal")
	h.press(fyne.KeySpace)
	h.canvas().Focused().TypedRune(' ') // a space is a key and a character
	h.canvas().FocusNext()
	if h.focused() != "pass-on.first" || h.text("pass-on.first") != "" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
	h.wantAsked("A lost passphrase cannot be recovered.", "Without it nobody can open the file, not even you.")
	for _, wrong := range []struct{ first, again, want string }{
		{"", "", "The passphrase is empty."},
		{"one", "two", "The two are not the same."},
		{strings.Repeat("x", 1001), strings.Repeat("x", 1001), "The passphrase is too long"},
	} {
		h.write("pass-on.first", wrong.first)
		h.write("pass-on.again", wrong.again)
		h.tap("pass-on.choose")
		h.wantAsked(wrong.want)
	}
	h.write("pass-on.first", secretWords)
	h.write("pass-on.again", secretWords)
	first := h.find("pass-on.first").(*piece.Entry)
	h.shoot("pass-on-sealed")
	if !first.Password {
		t.Error("everybody can read it")
	}
	h.tap("pass-on.show")
	h.shoot("pass-on-shown")
	if first.Password {
		t.Error("it is not shown")
	}
	h.tap("pass-on.choose")
	h.saveAs("away") // the ending is added
	h.until(func() bool { return h.canvas().Overlays().Top() != nil })
	h.shoot("written-sealed")
	h.wantAsked("It is locked.")
	path := filepath.Join(h.dir, "away.dossier")
	if got := h.handed(path, secretWords); !got.Sealed || !got.Notes {
		t.Errorf("%+v", got)
	}
	h.tap("written.close")
}

func TestTheFormComesBackWhereNothingWasChosen(t *testing.T) {
	h := openSample(t)
	h.window.AskHandOver()
	h.settle()
	h.tap("pass-on.seal")
	h.write("pass-on.first", secretWords)
	h.write("pass-on.again", secretWords)
	h.tap("pass-on.choose")
	h.until(func() bool { return piece.FindKey(h.canvas().Overlays().Top(), "choose.cancel") != nil })
	h.tap("choose.cancel")
	if h.text("pass-on.first") != secretWords || !h.find("pass-on.seal").(*piece.Check).On() {
		t.Error("what was filled in is gone")
	}
	h.tap("pass-on.cancel")
	if h.canvas().Overlays().Top() != nil {
		t.Error("it does not go away")
	}
}

// onDisk has the program write to a disk.
func onDisk(full *durabletest.Full) func(*ui.Options) {
	return func(o *ui.Options) { o.House.Disk = full.Disk() }
}

func TestAFullDiskIsToldAndLeavesNoFile(t *testing.T) {
	for _, lang := range bothLanguages {
		full := &durabletest.Full{}
		h := openSample(t, onDisk(full), showing(lang, settings.Light))
		h.window.AskHandOver()
		h.settle()
		h.tap("pass-on.choose")
		full.Write = 1
		h.saveAs("full")
		full.Write = 0
		h.mustShow(in(lang, "disk is full", "disque est plein"))
		h.wantToldCleanly()
		files, err := filepath.Glob(filepath.Join(h.dir, "*full*"))
		if err != nil || len(files) > 0 {
			t.Errorf("it leaves %q, %v", files, err)
		}
	}
}

// once does one thing that is to happen on the window's goroutine.
func (h *hall) once() {
	h.mu.Lock()
	for len(h.later) == 0 {
		h.wake.Wait()
	}
	f := h.later[0]
	h.later = h.later[1:]
	h.mu.Unlock()
	f()
}

func TestWritingTakesLongAndIsEnded(t *testing.T) {
	goOn, reached := make(chan struct{}), make(chan struct{})
	slow := false
	h := openSample(t, func(o *ui.Options) {
		o.House.Disk = durable.Disk{Before: func(step durable.Step, _ string) error {
			if slow && step == durable.StepWrite {
				slow = false
				close(reached)
				<-goOn
			}
			return nil
		}}
	})
	h.size(1280, 800)
	h.window.AskHandOver()
	h.settle()
	h.tap("pass-on.choose")
	h.until(func() bool { return piece.FindKey(h.canvas().Overlays().Top(), "choose.choose") != nil })
	h.until(func() bool { return !h.find("choose.choose").(fyne.Disableable).Disabled() })
	slow = true
	test.Tap(h.find("choose.choose").(fyne.Tappable))
	for !h.window.Working() {
		h.once()
	}
	<-reached
	h.window.ShowWork()
	h.shoot("writing")
	h.wantAsked("The hand-over file is being written", "One moment…")
	test.Tap(h.find("work.stop").(fyne.Tappable))
	h.wantAsked("Stopping…")
	close(goOn)
	h.settle()
	h.mustShow("No hand-over file was written: you stopped it.")
	if found, _ := filepath.Glob(filepath.Join(h.dir, "*.dossier")); len(found) > 0 {
		t.Errorf("it leaves %q", found)
	}
}

// TestPassOnLooksWellEverywhere shows what is asked for a hand-over file in both
// languages and themes.
func TestPassOnLooksWellEverywhere(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, theme := range []settings.Theme{settings.Light, settings.Dark} {
			h := openSample(t, showing(lang, theme))
			for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
				h.size(size.Width, size.Height)
				h.window.AskHandOver()
				h.settle()
				h.tap("pass-on.seal")
				h.write("pass-on.first", "abc")
				h.tap("pass-on.choose")
				h.shoot("pass-on-" + string(lang) + "-" + string(theme) + "-" + sizeName(size))
				h.tap("pass-on.cancel")
				h.window.AskErase()
				h.settle()
				h.shoot("erase-" + string(lang) + "-" + string(theme) + "-" + sizeName(size))
				h.tap("erase.keep")
			}
		}
	}
}

func TestADocumentThatIsGoneIsToldBeforeHandingOver(t *testing.T) {
	h := openSample(t)
	files, err := filepath.Glob(filepath.Join(h.sample(), "documents", "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	must(t, os.Remove(files[0]))
	h.window.AskHandOver()
	h.settle()
	h.tap("pass-on.choose")
	h.saveAs("")
	h.mustShow("so the dossier cannot be handed over whole.")
}

package ui_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/internal/durable/durabletest"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui/piece"
)

// written is a hand-over file of a copy of the sample's dossier, after edits.
func (h *hall) written(passphrase string, edits ...session.Edit) string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), "theirs")
	copySample(h.t, path)
	s, err := h.options.House.Open(path, false)
	if err != nil {
		h.t.Fatal(err)
	}
	file := filepath.Join(filepath.Dir(path), "Zoë.dossier")
	if len(edits) > 0 {
		err = s.Do(edits...)
	}
	if err == nil {
		_, err = s.Export(context.Background(), session.ExportOptions{Output: file, Passphrase: passphrase})
	}
	if err = errors.Join(err, s.Close()); err != nil {
		h.t.Fatal(err)
	}
	return file
}

func setting(assignments ...string) session.Edit { return session.Set{Assignments: assignments} }

func TestAHandOverFileIsShownBeforeItIsAccepted(t *testing.T) {
	h := open(t)
	h.size(1280, 800)
	h.shoot("start-receive")
	h.drop(h.written(""))
	h.shoot("receive")
	h.wantAsked("The dossier of Zoë Lefèvre-Öztürk", "Intern, Office of the Chief Information Officer", "Documents 5", "kB", "4 June 2025, 08:02",
		"Dossier test", "Nothing has been taken from it so far.")
	if piece.FindKey(h.canvas().Overlays().Top(), "receive.join") != nil {
		t.Error("there is nothing to join it with")
	}
	h.tap("receive.create")
	h.shoot("receive-folder")
	if got := h.text("receive.folder"); got != filepath.Join(h.dir, "Zoë Lefèvre-Öztürk") {
		t.Errorf("it proposes %q", got)
	}
	h.tap("receive.folder.create")
	h.shoot("received")
	h.mustShow("Zoë Lefèvre-Öztürk", "4 things to do")
	if got := h.saved(filepath.Join(h.dir, "Zoë Lefèvre-Öztürk")); got.Name.Given != "Zoë" {
		t.Errorf("%+v", got)
	}
}

func TestAFolderThatIsTakenIsToldBesideIt(t *testing.T) {
	h := open(t)
	file := h.written("")
	taken := filepath.Join(h.dir, "taken")
	must(t, os.Mkdir(taken, 0o755))
	mustWrite(t, filepath.Join(taken, "letter.txt"), "mine")
	must(t, os.Mkdir(filepath.Join(h.dir, "Zoë Lefèvre-Öztürk"), 0o755))
	h.drop(file)
	h.tap("receive.create")
	if got := h.text("receive.folder"); got != filepath.Join(h.dir, "Zoë Lefèvre-Öztürk 2") {
		t.Errorf("it proposes %q", got)
	}
	for _, wrong := range []string{"somewhere", taken, filepath.Join(taken, "letter.txt", "x"), filepath.Join(h.dir, strings.Repeat("n", 300))} {
		h.write("receive.folder", wrong)
		h.tap("receive.folder.create")
		if h.text("receive.folder") != wrong {
			t.Fatalf("%q became %q", wrong, h.text("receive.folder"))
		}
		h.wantClean(h.above())
	}
	h.shoot("receive-refused")
	h.write("receive.folder", filepath.Join(h.dir, "new", "Zoë"))
	h.tap("receive.folder.create")
	h.mustShow("4 things to do")
	if data, err := os.ReadFile(filepath.Join(taken, "letter.txt")); err != nil || string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestALockedFileAsksForItsPassphrase(t *testing.T) {
	h := open(t)
	h.size(1280, 800)
	h.window.Open(h.written(secretWords)) // as the command line does
	h.settle()
	h.wantAsked("This file is locked", "Zoë.dossier", "Whoever made the file knows it.")
	if h.focused() != "secret.text" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
	h.tap("secret.open")
	h.wantAsked("The passphrase is empty.")
	h.write("secret.text", "something else")
	h.press(fyne.KeyReturn)
	h.settle()
	h.shoot("secret-wrong")
	h.wantAsked("This passphrase does not open “Zoë.dossier”.", "Check capital letters, accents and spaces")
	if h.focused() != "secret.text" || h.text("secret.text") != "something else" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
	h.tap("secret.show")
	h.write("secret.text", secretWords)
	h.press(fyne.KeyReturn)
	h.settle()
	h.wantAsked("The dossier of Zoë Lefèvre-Öztürk")
	h.press(fyne.KeyEscape)
	if h.canvas().Overlays().Top() != nil {
		t.Error("a dialog stays")
	}
}

// notHandOvers are files that cannot be received.
var notHandOvers = []struct {
	name string
	make func(h *hall, path string)
}{
	{"gone", func(*hall, string) {}},
	{"empty", func(h *hall, path string) { mustWrite(h.t.(*testing.T), path, "") }},
	{"text", func(h *hall, path string) { mustWrite(h.t.(*testing.T), path, "Dear Sir") }},
	{"pdf", func(h *hall, path string) { mustWrite(h.t.(*testing.T), path, string(longPDF(3))) }},
	{"cut off", func(h *hall, path string) {
		data, err := os.ReadFile(h.written(""))
		must(h.t.(*testing.T), err)
		mustWrite(h.t.(*testing.T), path, string(data[:len(data)*2/3]))
	}},
	{"changed", func(h *hall, path string) {
		data, err := os.ReadFile(h.written(""))
		must(h.t.(*testing.T), err)
		data[len(data)/2] ^= 1
		mustWrite(h.t.(*testing.T), path, string(data))
	}},
}

func TestWhatIsNoHandOverFileIsToldInTwoSentences(t *testing.T) {
	for _, lang := range bothLanguages {
		h := open(t, showing(lang, settings.Light))
		for _, bad := range notHandOvers {
			path := filepath.Join(h.t.TempDir(), strings.ReplaceAll(bad.name, " ", "-")+".dossier")
			bad.make(h, path)
			h.drop(path)
			if top := h.canvas().Overlays().Top(); top != nil { // only its bytes are changed: that is seen when it is taken in
				if bad.name != "changed" {
					t.Errorf("%s: it is shown", bad.name)
				}
				h.tap("receive.create")
				h.tap("receive.folder.create")
				h.wantClean(h.above())
				h.shoot("receive-changed-" + string(lang))
				h.press(fyne.KeyEscape)
			} else {
				h.wantToldCleanly()
			}
			if found, _ := filepath.Glob(filepath.Join(h.dir, "*", "dossier.json")); len(found) > 0 {
				t.Errorf("%s: it leaves %q", bad.name, found)
			}
		}
		h.shoot("receive-bad-" + string(lang))
	}
}

func TestAFullDiskIsToldWhileReceiving(t *testing.T) {
	full := &durabletest.Full{}
	h := open(t, onDisk(full))
	h.drop(h.written(""))
	h.tap("receive.create")
	full.Write = 1
	h.tap("receive.folder.create")
	full.Write = 0
	h.wantAsked("disk is full")
	h.wantClean(h.above())
	h.tap("receive.folder.create")
	h.mustShow("4 things to do")
}

func TestAFileIsJoinedWithTheOpenDossier(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	file := h.written("", setting("requisition=OCIO-25"), setting("name.given=Zoé"))
	h.window.Visit("about")
	h.fill("name.given", "Zoe")
	h.settle()
	h.drop(file)
	h.tap("receive.join")
	h.shoot("join")
	h.wantAsked("Join with the open dossier", "This is added to your dossier. Nothing is overwritten.", "On 1 point the two differ", "Zoe", "Zoé", "In your dossier", "In the file")
	h.tap("join.do")
	h.mustShow("The file is now part of the dossier.")
	if got := h.application().Requisition; got != "OCIO-25" {
		t.Errorf("requisition %q", got)
	}
	if got := h.onDisk().Name.Given; got != "Zoe" {
		t.Errorf("mine gave way to %q", got)
	}
	h.tap("toast")
	if got := h.application().Requisition; got != "" {
		t.Errorf("undo left %q", got)
	}
}

func TestWhatDiffersIsChosenFieldByField(t *testing.T) {
	h := openSample(t)
	h.size(1280, 800)
	file := h.written("", setting("birthDate=2001-01-01"), setting("name.given=Zoé"), setting("requisition=OCIO-25"))
	h.window.Answer("birthDate=2002-02-02")
	h.window.Answer("name.given=Zoe")
	h.settle()
	h.drop(file)
	h.tap("receive.join")
	h.keysInto("join.birthDate", fyne.KeyRight, fyne.KeyRight)
	h.keysInto("join.name.given", fyne.KeyRight)
	h.shoot("join-chosen")
	h.tap("join.do")
	got := h.onDisk()
	if got.BirthDate.String() != "2001-01-01" || got.Name.Given != "Zoe" {
		t.Errorf("%+v", got)
	}
	if conflicts := h.window.Conflicts(); conflicts != 0 {
		t.Errorf("%d wait", conflicts)
	}
	h.tap("toast")
	if got := h.onDisk(); got.BirthDate.String() != "2002-02-02" || h.application().Requisition != "" || h.window.Conflicts() != 0 {
		t.Errorf("undo left %+v, %d conflicts", got, h.window.Conflicts())
	}
}

func TestWhatIsThereAlreadyIsSaid(t *testing.T) {
	h := openSample(t)
	h.drop(h.written(""))
	h.wantAsked("The open dossier has all of it already.")
	h.tap("receive.cancel")
	h.window.Answer("name.given=Eva", "name.family=Muster", "birthDate=1999-01-01")
	h.settle()
	h.drop(h.written(""))
	h.wantAsked("The open dossier is of Eva Muster. So the two cannot be joined.")
	h.shoot("receive-other")
}

// TestReceiveLooksWellEverywhere shows a hand-over file in both languages and
// themes, small and large.
func TestReceiveLooksWellEverywhere(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, theme := range []settings.Theme{settings.Light, settings.Dark} {
			h := openSample(t, showing(lang, theme))
			file := h.written("", setting("birthDate=2001-01-01"), setting("studies.s1.title=Another title that is somewhat longer than usual"), setting("requisition=OCIO-25"))
			h.window.Answer("birthDate=2002-02-02", "studies.s1.title=Mine")
			h.settle()
			for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1280, Height: 800}} {
				name := string(lang) + "-" + string(theme) + "-" + sizeName(size)
				h.size(size.Width, size.Height)
				h.drop(file)
				h.shoot("receive-" + name)
				h.tap("receive.join")
				h.shoot("join-" + name)
				h.tap("join.cancel")
			}
			h.window.LargerText(1)
			h.drop(file)
			h.shoot("receive-large-" + string(lang) + "-" + string(theme))
			h.tap("receive.join")
			h.shoot("join-large-" + string(lang) + "-" + string(theme))
			h.tap("join.cancel")
			h.window.ToStart()
			h.settle()
			h.shoot("start-large-" + string(lang) + "-" + string(theme))
		}
	}
}

// TestGoldenHandOver holds what is asked for a hand-over file, and what joining one
// with the open dossier shows.
func TestGoldenHandOver(t *testing.T) {
	for _, lang := range i18n.Languages() {
		h := openSample(t, showing(lang, settings.Light))
		h.size(1280, 800)
		file := h.written("", setting("birthDate=2001-01-01"), setting("requisition=OCIO-25"))
		h.window.Answer("birthDate=2002-02-02")
		h.settle()
		golden := func(name string) {
			t.Helper()
			h.wantGolden(name+"-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(h.canvas().Overlays().Top())))
		}
		h.window.AskHandOver()
		h.settle()
		h.tap("pass-on.seal")
		golden("pass-on")
		h.tap("pass-on.cancel")
		h.drop(file)
		h.tap("receive.join")
		golden("join")
	}
}

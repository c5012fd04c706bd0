package ui_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"example.org/dossier/assets"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/pdf/pdftest"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// TestDocumentsLook makes pictures of the step for somebody who wants to look.
func TestDocumentsLook(t *testing.T) {
	if shots == "" {
		t.Skip("nobody looks")
	}
	large := openSample(t, inLarge, inFrench, inDark)
	large.window.Visit("documents")
	large.size(1024, 640)
	large.settle()
	large.shoot("documents-large-small-fr")
	large.tap("documents.d2.change")
	large.size(1280, 1600)
	large.settle()
	large.shoot("documents-large-tall-fr")
	large.size(1280, 800)
	large.drop(append(badFiles(t), sampleFiles(t, "diplome-bachelier.pdf")...)...)
	large.shoot("documents-large-refused-fr")
	large.tap("refused.close")
	large.shoot("documents-large-what-fr")
	large.tap("what.later")
	large.tap("documents.d1.thumb")
	large.press(fyne.KeyReturn)
	large.shoot("documents-large-preview-fr")
	h := openSample(t)
	h.size(1280, 800)
	h.window.VisitItem("documents", "doc-proof-of-studies")
	h.settle()
	h.shoot("documents-why")
	h.tap("documents.why.close")
	h.window.Visit("documents")
	for _, size := range [][2]float32{{1280, 800}, {1024, 640}} {
		h.size(size[0], size[1])
		h.settle()
		name := "documents-" + map[float32]string{1280: "wide", 1024: "small"}[size[0]]
		h.shoot(name + "-en-light")
		h.window.Scroll(430)
		h.settle()
		h.shoot(name + "-en-light-below")
		h.window.Scroll(-2000)
		h.keysInto("language", fyne.KeyRight)
		h.tap("theme")
		h.shoot(name + "-fr-dark")
		h.tap("theme")
		h.keysInto("language", fyne.KeyLeft)
	}
}

// keysInto types keys into the piece with a key.
func (h *hall) keysInto(key string, names ...fyne.KeyName) {
	h.t.Helper()
	at, ok := h.find(key).(fyne.Focusable)
	if !ok {
		h.t.Fatalf("%q takes no keys", key)
	}
	for _, name := range names {
		at.TypedKey(&fyne.KeyEvent{Name: name})
	}
	h.settle()
}

// badFiles are files of the kinds that people drop by mistake.
func badFiles(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	files := map[string][]byte{
		"empty.pdf": {}, "letter.docx": []byte("PK\x03\x04\x14\x00\x06\x00word/document.xml"),
		"notes.txt": []byte("Some words of no use here.\n"), "broken.pdf": []byte("%PDF-1.7\nnothing more\n"),
	}
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], files[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	huge := filepath.Join(dir, "huge.pdf")
	if err := errors.Join(os.WriteFile(huge, []byte("%PDF-1.7\n"), 0o644), os.Truncate(huge, 200_000_001)); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	locked := filepath.Join("..", "..", "cmd", "dossierctl", "testdata", "odd", "locked.pdf")
	return append(paths, huge, folder, locked, filepath.Join(dir, "gone.pdf"))
}

// sampleFiles puts files of the sample into a folder of their own.
func sampleFiles(t *testing.T, names ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for _, name := range names {
		data, err := fs.ReadFile(assets.Sample, "sample/documents/"+name)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// has reports whether something on the page has the key.
func (h *hall) has(key string) bool { return piece.FindKey(h.canvas().Content(), key) != nil }

// above is what the dialog or pop-up above all else says.
func (h *hall) above() string {
	top := h.canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	return saidBelow(top)
}

// choose opens a choice and takes the option at an index.
func (h *hall) choose(key string, index int) {
	h.t.Helper()
	h.tap(key)
	h.press(fyne.KeyHome)
	for range index {
		h.press(fyne.KeyDown)
	}
	h.press(fyne.KeyReturn)
}

// drop lets go of files over the window.
func (h *hall) drop(paths ...string) {
	h.window.Receive(paths...)
	h.settle()
}

// The files of the sample that tests add.
var twoFiles = []string{"diplome-bachelier.pdf", "attestation-inscription.jpg"}

func TestFilesDroppedOnAnyStepAreTakenIn(t *testing.T) {
	h := openEmpty(t)
	h.window.Visit("languages")
	h.drop(append(badFiles(t), sampleFiles(t, twoFiles...)...)...)
	if step, _ := h.window.Standing(); step != "documents" {
		t.Errorf("the step shown is %q", step)
	}
	refused := h.above()
	for _, part := range []string{
		"8 files were not added", "empty.pdf", "is empty", "letter.docx", "notes.txt", "plain text", "broken.pdf",
		"huge.pdf", "200", "folder", "locked with a password", "There is no file or folder",
		"Save or download the file again", "Open it with its password",
	} {
		if !strings.Contains(refused, part) {
			t.Errorf("%q is not said in:\n%s", part, refused)
		}
	}
	h.size(1280, 800)
	h.shoot("documents-refused")
	h.tap("refused.copy")
	if copied := h.app.Clipboard().Content(); !strings.Contains(copied, "empty.pdf") || !strings.Contains(copied, "locked.pdf") {
		t.Errorf("copied: %s", copied)
	}
	h.tap("refused.close")
	if said := h.above(); !strings.Contains(said, "What are these?") {
		t.Fatalf("it asks: %s", said)
	}
	h.shoot("documents-what")
	h.tap("what.later")
	h.wantSaid("diplome-bachelier.pdf", "attestation-inscription.jpg", "say what this is", "Choose what it is")
	h.choose("documents.d1.kind", 0)
	h.wantSaid("Qualification")
	if h.focused() != "documents.d1.kind" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
}

func TestFilesAreSaidWhatTheyAre(t *testing.T) {
	h := openSample(t)
	h.drop(sampleFiles(t, "diplome-bachelier.pdf")...)
	if said := h.above(); !strings.Contains(said, "What is this?") || !strings.Contains(said, "The same file is already here") {
		t.Fatalf("it asks: %s", said)
	}
	h.shoot("documents-what-twice")
	h.press(fyne.KeyEscape)
	if h.has("documents.d6.thumb") {
		t.Error("what was there already came in twice")
	}
	h.drop(sampleFiles(t, "diplome-bachelier.pdf")...)
	h.choose("what.d7.kind", 0)
	h.choose("what.d7.for", 3)
	h.choose("what.d7.lang", 1)
	h.shoot("documents-what-answered")
	h.tap("what.take")
	h.wantSaid("Qualification · Certificat d’université en éthique du numérique")
	h.wantUnsaid("No document is attached for these studies")
	h.drop(sampleFiles(t, "diplome-bachelier.pdf")...)
	h.tap("what.take")
	if h.has("documents.d8.thumb") {
		t.Error("what was there already came in twice")
	}
}

// Beside the questions about a file its first page is seen, and shown large by a press;
// the keyboard is at the first question.
func TestFilesAreSeenWhereTheyAreAskedAbout(t *testing.T) {
	h := openSample(t)
	h.drop(sampleFiles(t, "diplome-bachelier.pdf", "attestation-inscription.jpg")...)
	if h.focused() != "what.d6.kind" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
	for _, id := range []string{"d6", "d7"} {
		if !h.find("what." + id + ".picture").(*piece.Thumb).Shows() {
			t.Errorf("nothing is seen of %s", id)
		}
	}
	h.tap("what.d6.picture")
	h.saysAbove("Page 1 of 2")
	h.press(fyne.KeyEscape)
	h.choose("what.d6.kind", 0)
	if !h.find("what.d6.picture").(*piece.Thumb).Shows() {
		t.Error("an answer takes the picture away")
	}
}

func TestOneFileIsOfferedWhatIsMissing(t *testing.T) {
	h := openChanged(t, []string{"documents.d1="})
	h.window.Answer("studies.s4=")
	h.settle()
	h.drop(sampleFiles(t, "diplome-bachelier.pdf")...)
	if said := h.above(); !strings.Contains(said, "Qualification") || !strings.Contains(said, "Bachelier en sciences") {
		t.Errorf("offered: %s", said)
	}
	h.tap("what.take")
	h.wantSaid("Qualification · Bachelier en sciences informatiques", "attached")
}

func TestCancellingKeepsWhatIsIn(t *testing.T) {
	var h *hall
	var adding bool
	saves := 0
	names := []string{"diplome-bachelier.pdf", "attestation-inscription.jpg", "praktikumszeugnis.pdf", "traduction-swiadectwo.png", "swiadectwo-szkola-letnia.pdf"}
	h = openEmpty(t, func(o *ui.Options) {
		o.House.Disk.Before = func(step durable.Step, path string) error {
			if !adding || step != durable.StepRename || filepath.Base(path) != "dossier.json" {
				return nil
			}
			if saves++; saves == 3 {
				cancelled := make(chan struct{})
				h.doLater(func() {
					defer close(cancelled)
					h.size(1280, 800)
					h.runTimers()
					h.shoot("documents-adding")
					h.window.Speak("fr")
					h.shoot("documents-adding-fr")
					h.wantSaid("Fichier 3 sur 5")
					h.find("documents.stop").(fyne.Tappable).Tapped(&fyne.PointEvent{})
				})
				<-cancelled
			}
			return nil
		}
	})
	paths := sampleFiles(t, names...)
	adding = true
	h.drop(paths...)
	adding = false
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "3 fichiers sur 5 sont dans le dossier.") {
		t.Errorf("said: %s", said)
	}
	h.tap("what.later")
	for i := range 5 {
		if key := fmt.Sprintf("documents.d%d.thumb", i+1); h.has(key) != (i < 3) {
			t.Errorf("%s: %v", key, h.has(key))
		}
	}
}

// runTimers does at once what was to happen within a second.
func (h *hall) runTimers() {
	for _, timer := range h.timers {
		if !timer.off && timer.after <= time.Second {
			timer.off = true
			timer.do()
		}
	}
}

func TestRemovingIsUndone(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.tap("documents.d3.remove")
	if h.has("documents.d3.thumb") {
		t.Fatal("it is still there")
	}
	h.wantSaid("Your own translation")
	if said := saidBelow(h.canvas().Content()); !strings.Contains(said, "“swiadectwo-szkola-letnia.pdf” was removed from the dossier.") {
		t.Errorf("said: %s", said)
	}
	h.shoot("documents-removed")
	h.tap("toast")
	if !h.has("documents.d3.thumb") {
		t.Error("it did not come back")
	}
	h.wantSaid("Your own translation · swiadectwo-szkola-letnia.pdf")
}

func TestDroppingWithoutADossier(t *testing.T) {
	h := open(t)
	h.drop(sampleFiles(t, twoFiles...)...)
	said := saidBelow(h.canvas().Content())
	if !strings.Contains(said, "These 2 files cannot be added yet, because no dossier is open: diplome-bachelier.pdf and attestation-inscription.jpg.") {
		t.Errorf("said: %s", said)
	}
}

func TestDroppingADossierOpensIt(t *testing.T) {
	h := open(t)
	path := filepath.Join(h.dir, "other")
	copySample(t, path)
	h.drop(path)
	if step, _ := h.window.Standing(); step != "overview" {
		t.Fatalf("the step shown is %q", step)
	}
	h.window.Visit("documents")
	h.drop(path) // open already
	if said := saidBelow(h.canvas().Content()); strings.Contains(said, "open for reading only") || !strings.Contains(said, "6 of 10") {
		t.Errorf("said: %s", said)
	}
}

func TestPreviewTurnsPages(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.size(1280, 800)
	h.canvas().Focus(h.find("documents.d1.thumb").(fyne.Focusable))
	h.press(fyne.KeyReturn)
	h.press(fyne.KeyReturn)
	for _, turn := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "Page 2 of 2"}, {fyne.KeyRight, "Page 2 of 2"}, {fyne.KeyLeft, "Page 1 of 2"},
		{fyne.KeyEnd, "Page 2 of 2"}, {fyne.KeyHome, "Page 1 of 2"},
	} {
		h.press(turn.key)
		if said := h.above(); !strings.Contains(said, turn.want) {
			t.Errorf("%s: %s", turn.key, said)
		}
	}
	h.shoot("documents-preview")
	h.tap("preview.on")
	if said := h.above(); !strings.Contains(said, "Page 2 of 2") {
		t.Errorf("the button: %s", said)
	}
	h.canvas().Focus(h.find("preview").(fyne.Focusable))
	h.press(fyne.KeyEscape)
	h.press(fyne.KeyEscape)
	if h.above() != "" || h.focused() != "documents.d1.thumb" {
		t.Errorf("above %q, the keyboard at %q", h.above(), h.focused())
	}
}

func TestPagesAndAnswersOfADocument(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.tap("documents.d1.change")
	h.size(1280, 1400)
	h.shoot("documents-unfolded")
	h.write("documents.d1.pages", "2 – 2")
	h.leave()
	h.wantSaid("1 of 2 pages")
	h.write("documents.d1.pages", "7")
	h.leave()
	h.wantSaid("7")
	h.write("documents.d1.pages", "")
	h.leave()
	h.wantSaid("2 pages · French")
	h.choose("documents.d2.datesVisible", 0)
	h.wantUnsaid("attached, to confirm")
	h.choose("documents.d5.lang", 4)
	h.wantSaid("It is in neither English nor French")
	if !h.has("documents.d5.translate") {
		t.Error("no translation is asked for")
	}
}

func TestManyDocumentsAreSeenAsTheyAreScrolledTo(t *testing.T) {
	h := openEmpty(t)
	h.size(1280, 800)
	dir := t.TempDir()
	var small bytes.Buffer // what would be searched for a sheet takes its time
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 120, 170))); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for i := range 20 {
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("scan %02d.png", i+1)))
		if err := os.WriteFile(paths[i], append(slices.Clone(small.Bytes()), byte(i)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h.drop(paths...)
	h.tap("what.later")
	seen := h.window.PicturesKept()
	if seen == 0 || seen > 9 {
		t.Errorf("%d pictures were made for the first cards", seen)
	}
	h.shoot("documents-twenty")
	h.window.Scroll(600)
	h.settle()
	h.shoot("documents-twenty-below")
	if more := h.window.PicturesKept(); more <= seen || more == 20 {
		t.Errorf("%d pictures after scrolling on, %d before", more, seen)
	}
}

func TestPastedPaths(t *testing.T) {
	for _, test := range []struct {
		text    string
		windows bool
		want    []string
	}{
		{"\n /home/a/x.pdf \r\n\"/home/a/two words.pdf\"\n\n", false, []string{"/home/a/x.pdf", "/home/a/two words.pdf"}},
		{"'/a/b.jpg'\nfile:///a/%C3%A9t%C3%A9%20c.pdf", false, []string{"/a/b.jpg", "/a/été c.pdf"}},
		{"\"C:\\Users\\a\\x y.pdf\"", true, []string{`C:\Users\a\x y.pdf`}},
		{" \n", false, nil},
	} {
		if got := ui.PastedPaths(test.text, test.windows); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestPathsArePasted(t *testing.T) {
	h := openEmpty(t)
	h.window.Visit("documents")
	h.wantSaid("No documents yet")
	h.size(1024, 640)
	h.shoot("documents-none")
	h.tap("documents.paste")
	h.write("paths.text", strings.Join(sampleFiles(t, twoFiles...), "\n"))
	h.shoot("documents-paths")
	h.tap("paths.add")
	h.tap("what.later")
	h.wantSaid("diplome-bachelier.pdf", "attestation-inscription.jpg")
}

func TestADocumentWhoseFileIsGone(t *testing.T) {
	h := open(t)
	copySample(t, h.sample())
	files, err := filepath.Glob(filepath.Join(h.sample(), "documents", "*.jpg"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	h.tap("start.sample")
	h.window.Visit("documents")
	h.settle()
	h.wantSaid("the file is gone", "This page cannot be shown.")
	h.size(1280, 800)
	h.shoot("documents-gone")
}

func TestADossierThatIsOnlyReadIsLookedAt(t *testing.T) {
	h := openHeld(t)
	h.window.Visit("documents")
	h.settle()
	h.size(1280, 800)
	h.shoot("documents-read-only")
	for _, key := range []string{"documents.add", "documents.paste", "documents.d1.remove", "documents.d2.datesVisible", "documents.missing.doc-qualification.s4"} {
		if !h.find(key).(fyne.Disableable).Disabled() {
			t.Errorf("%s can be used", key)
		}
	}
	h.drop(sampleFiles(t, twoFiles...)...)
	if h.has("documents.d6.thumb") || h.above() != "" {
		t.Error("files were taken in")
	}
	h.tap("documents.d1.thumb")
	h.press(fyne.KeySpace)
	h.saysAbove("All 2 pages are used.")
	h.press(fyne.KeyReturn)
	h.saysAbove("Page 1 of 2")
	if !h.find("preview.leave").(fyne.Disableable).Disabled() {
		t.Error("a page can be left out")
	}
}

func TestFilesDroppedMeanwhileWaitTheirTurn(t *testing.T) {
	h := openEmpty(t)
	one, other := sampleFiles(t, "diplome-bachelier.pdf"), sampleFiles(t, "praktikumszeugnis.pdf")
	h.window.Visit("documents")
	h.settle()
	h.window.Receive(append(one, badFiles(t)[0])...)
	h.window.Receive(append(other, badFiles(t)[1])...)
	h.settle()
	for h.above() != "" {
		h.press(fyne.KeyEscape)
	}
	h.wantSaid("diplome-bachelier.pdf", "praktikumszeugnis.pdf")
}

func TestWhatIsMissingIsAddedAsWhatItIs(t *testing.T) {
	h := openChanged(t, []string{"documents.d4="})
	h.window.Visit("documents")
	h.settle()
	for _, add := range []struct{ key, listed, file, want string }{
		{"documents.missing.doc-qualification.s4", "sample", "praktikumszeugnis.pdf", "Qualification · Certificat d’université en éthique du numérique"},
		{"documents.d3.translate", "praktikumszeugnis.pdf", "traduction-swiadectwo.png", "Your own translation · swiadectwo-szkola-letnia.pdf"},
	} {
		h.tap(add.key)
		h.until(func() bool { return strings.Contains(h.above(), add.listed) }) // the folder is listed
		h.write("choose.path", sampleFiles(t, add.file)[0])
		h.press(fyne.KeyReturn)
		h.until(func() bool { return !h.find("choose.choose").(fyne.Disableable).Disabled() })
		h.tap("choose.choose")
		if said := h.above(); said != "" {
			t.Fatalf("%s: it asks %s", add.key, said)
		}
		h.wantSaid(add.want)
	}
	h.wantUnsaid("No document is attached for these studies", "add your own translation")
}

// until waits for what the file chooser looks up beside the window.
func (h *hall) until(so func() bool) {
	for h.settle(); !so(); h.settle() {
		h.mu.Lock()
		for len(h.later) == 0 {
			h.wake.Wait()
		}
		h.mu.Unlock()
	}
}

func TestWhatIsToConfirmLeadsToItsQuestion(t *testing.T) {
	h := openSample(t)
	h.window.Visit("documents")
	h.tap("documents.missing.doc-proof-of-studies.")
	if h.focused() != "documents.d2.datesVisible" {
		t.Errorf("the keyboard is at %q", h.focused())
	}
}

// Files that are there are a beginning, whatever the answers on which it depends which
// are asked for, and a bundle of them is not called done.
func TestDocumentsAreBegunWithTheFirstFile(t *testing.T) {
	h := openEmpty(t)
	if word := h.window.StepWord("documents"); word != "not started" {
		t.Errorf("documents are %q", word)
	}
	path := filepath.Join(t.TempDir(), "transcript.pdf")
	must(t, os.WriteFile(path, pdftest.Written(1), 0o600))
	h.drop(path)
	if word := h.window.StepWord("documents"); word != "to do" {
		t.Errorf("documents are %q", word)
	}
	piece.HideAll(h.canvas())
	h.window.Visit("bundle")
	h.settle()
	h.tap("bundle.make")
	if word := h.window.StepWord("bundle"); word != "to confirm" {
		t.Errorf("the bundle is %q", word)
	}
}

// Choosing what a file is leaves the dialog as it would be laid out as a whole.
func TestWhatFollowsAKindHasItsRoom(t *testing.T) {
	h := openSample(t)
	h.size(1024, 640)
	h.window.Visit("documents")
	h.settle()
	h.drop(sampleFiles(t, "diplome-bachelier.pdf", "swiadectwo-szkola-letnia.pdf")...)
	h.choose("what.d6.kind", 0)
	now := h.canvas().Capture()
	h.canvas().Overlays().Top().Refresh()
	if whole := h.canvas().Capture(); !reflect.DeepEqual(now, whole) {
		t.Error("it is laid out in another way")
	}
}

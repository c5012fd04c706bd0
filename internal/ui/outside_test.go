package ui_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"example.org/dossier/assets"
	"example.org/dossier/internal/durable"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/session"
	"example.org/dossier/internal/settings"
	"example.org/dossier/internal/ui"
	"example.org/dossier/internal/ui/piece"
)

// A pairing is a window and the same dossier on another computer, whose folders a
// tool keeps alike.
type pairing struct {
	*hall
	other *session.Session
	looks chan func() // one for each session of the window that watches
	look  func()      // has the window's session look at its folder
}

// openPairing returns a window with the sample, and its twin elsewhere.
func openPairing(t *testing.T, change ...func(*ui.Options)) *pairing {
	t.Helper()
	p := &pairing{looks: make(chan func(), 100)}
	change = append(change, p.watching)
	p.hall = openSample(t, change...)
	p.look = <-p.looks
	p.other = p.twin()
	return p
}

// watching has the window's folder looked at when the test says so.
func (p *pairing) watching(o *ui.Options) {
	o.House.Watch = func(ctx context.Context, _ []string, changed func()) {
		p.looks <- changed
		<-ctx.Done()
	}
}

// folder is the window's dossier.
func (p *pairing) folder() string { return filepath.Join(p.dir, "sample") }

// house is that of another program.
func (p *pairing) house() session.House {
	return session.House{Now: p.options.House.Now, Worker: engines.start, Holder: "Dossier, LAPTOP", Library: session.Library{Embedded: assets.Vacancies}}
}

func (p *pairing) twin() *session.Session {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), "twin")
	if err := os.CopyFS(path, os.DirFS(p.folder())); err != nil {
		p.t.Fatal(err)
	}
	s, err := p.house().Open(path, false)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = s.Close() })
	return s
}

// elsewhere changes the dossier on the other computer.
func (p *pairing) elsewhere(assignments ...string) {
	p.t.Helper()
	if err := p.other.Do(session.Set{Assignments: assignments}); err != nil {
		p.t.Fatal(err)
	}
}

// arrive brings the other computer's dossier.json, under another name where that
// is given, and has the window's session look.
func (p *pairing) arrive(as string) {
	p.t.Helper()
	data, err := os.ReadFile(filepath.Join(p.other.Path(), "dossier.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(p.folder(), as), data, 0o600)
	}
	if err == nil {
		err = os.Chtimes(filepath.Join(p.folder(), as), now, now)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.look()
	p.drain()
}

// press is a key pressed by whatever has the focus.
func (p *pairing) press(key fyne.KeyName) {
	p.t.Helper()
	focused := p.canvas().Focused()
	if focused == nil {
		p.t.Fatalf("nothing has the focus to press %s", key)
	}
	focused.TypedKey(&fyne.KeyEvent{Name: key})
	p.settle()
}

// A change from elsewhere is taken over while somebody types: the text, the
// cursor and the place on the page stay, and a bar says what has changed.
func TestAChangeFromElsewhereIsTakenOver(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Light))
		p.size(1024, 640)
		p.window.Visit("about")
		p.settle()
		p.elsewhere("nationalities=FR", "languages.de=B1", "notes=x", "requisition=9", "equivalentEducation=x")
		p.write("birthDate", "28.2.20")
		p.arrive("dossier.json")
		if focus := piece.FocusKey(p.canvas()); focus != "birthDate" {
			t.Errorf("the focus is on %q", focus)
		}
		test.Type(p.canvas().Focused(), "03")
		if text, _ := p.window.Draft("birthDate"); text != "28.2.2003" {
			t.Errorf("what was typed is %q", text)
		}
		p.shoot("taken-" + string(lang))
		p.settle()
		if _, there := p.window.Draft("birthDate"); there {
			t.Error("it is not saved")
		}
		said := p.window.OutsideSays()
		if !strings.Contains(said, p.window.Say("history.nationalities")) {
			t.Errorf("the bar says %q", said)
		}
		p.wantSaved("nationalities", "FR")
		p.tap("taken.close")
		if p.has("taken.close") {
			t.Error("the bar stays")
		}
	}
}

// wantSaved fails where dossier.json says otherwise.
func (p *pairing) wantSaved(field, want string) {
	p.t.Helper()
	if got := p.window.Saved(field); got != want {
		p.t.Errorf("%s is %q, want %q", field, got, want)
	}
}

// What both sides change is never settled unseen, not even while it is typed.
func TestBothSidesChangeOneField(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Light))
		p.size(1280, 800)
		p.window.Visit("about")
		p.settle()
		p.elsewhere("name.given=Zoé", "birthDate=2003-03-28")
		p.write("name.given", "Zo") // and the pause is not over
		p.arrive("dossier.json")
		test.Type(p.canvas().Focused(), "ey")
		p.settle()
		p.wantSaved("name.given", "Zoey")
		p.wantSaved("birthDate", "2003-03-28")
		if !p.has("conflicts.choose") {
			t.Fatal("nothing is to be chosen")
		}
		p.shoot("conflict-bar-" + string(lang))
		p.tap("conflicts.choose")
		p.shoot("conflict-" + string(lang))
		if focus := piece.FocusKey(p.canvas()); focus != "conflict.mine" {
			t.Errorf("the focus is on %q", focus)
		}
		p.press(fyne.KeyEscape)
		if !p.has("conflicts.choose") {
			t.Error("the bar goes though nobody has chosen")
		}
		p.tap("conflicts.choose")
		p.canvas().FocusNext()
		for piece.FocusKey(p.canvas()) != "conflict.theirs.0" {
			p.canvas().FocusNext()
		}
		p.choose("Zoé")
		if p.has("conflicts.choose") || p.canvas().Overlays().Top() != nil {
			t.Error("it is chosen, and still asked for")
		}
		p.wantSaved("name.given", "Zoé")
		if !p.has("toast") {
			t.Fatal("nothing offers to undo it")
		}
		p.tap("toast")
		p.wantSaved("name.given", "Zoey")
		if !p.has("conflicts.choose") {
			t.Error("the choice is not undone")
		}
	}
}

// choose takes the value with a text by the keyboard.
func (p *pairing) choose(text string) {
	p.t.Helper()
	for i, offered := range p.window.Theirs() {
		if offered == text {
			p.canvas().Focus(p.find("conflict.theirs." + string(rune('0'+i))).(fyne.Focusable))
			p.press(fyne.KeyReturn)
			return
		}
	}
	p.t.Fatalf("%q is not offered, but %q", text, p.window.Theirs())
}

// Several conflicts are settled one by one.
func TestConflictsOneByOne(t *testing.T) {
	p := openPairing(t)
	p.size(1024, 640)
	p.elsewhere("name.given=Anna", "birthDate=2001-01-01", "requisition=77")
	p.window.Set("name.given=Eva", "birthDate=2002-02-02", "requisition=88")
	p.settle()
	p.arrive("dossier.json")
	p.tap("conflicts.choose")
	p.shoot("conflicts-three")
	p.tap("conflict.next")
	p.tap("conflict.next")
	p.tap("conflict.previous")
	for range 3 {
		p.tap("conflict.theirs.0")
	}
	p.wantSaved("name.given", "Anna")
	p.wantSaved("birthDate", "2001-01-01")
	p.wantSaved("requisition", "77")
	if p.canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}

// A copy that a tool has put beside the dossier is offered with what it holds, and
// taken over.
func TestACopyIsOffered(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Dark))
		p.size(1280, 800)
		p.elsewhere("name.given=Anna", "nationalities=FR")
		p.window.Set("name.given=Eva")
		p.settle()
		p.arrive("dossier.sync-conflict-20250601-120000-ABCDEFG.json")
		p.shoot("copies-bar-" + string(lang))
		p.tap("copies.later")
		if p.has("copies.see") {
			t.Error("it was put off")
		}
		p.arrive("dossier (1).json")
		p.tap("copies.see")
		p.shoot("copies-" + string(lang))
		p.tap("copies.all")
		if p.has("copies.see") {
			t.Error("they were taken over")
		}
		p.wantSaved("nationalities", "FR")
		p.shoot("copies-conflict-" + string(lang))
		p.tap("conflict.theirs.0")
		p.wantSaved("name.given", "Anna")
		if names, _ := filepath.Glob(filepath.Join(p.folder(), "dossier*.json")); len(names) != 1 {
			t.Errorf("there are %v", names)
		}
	}
}

// A save that meets a change from elsewhere is merged with it, and that is told.
func TestASaveThatMeetsAChangeIsTold(t *testing.T) {
	p := openPairing(t)
	p.window.Visit("about")
	p.settle()
	p.elsewhere("nationalities=FR")
	data, err := os.ReadFile(filepath.Join(p.other.Path(), "dossier.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(p.folder(), "dossier.json"), data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	p.write("name.given", "Anna")
	p.leave()
	p.wantSaved("name.given", "Anna")
	p.wantSaved("nationalities", "FR")
	if !p.has("taken.close") {
		t.Error("nobody is told")
	}
}

// A window that only reads follows whoever holds the dossier, and can change it
// once that program has let it go.
func TestAReaderFollowsAndTakesOver(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := &pairing{looks: make(chan func(), 100)}
		p.hall = open(t, showing(lang, settings.Light), p.watching)
		p.size(1280, 800)
		copySample(t, p.folder())
		holder, err := p.house().Open(p.folder(), false)
		if err != nil {
			t.Fatal(err)
		}
		p.tap("start.sample")
		p.look = <-p.looks
		if told := p.window.Notices(); len(told) != 1 || !strings.Contains(told[0].What, "Dossier, LAPTOP") {
			t.Errorf("got %+v", told)
		}
		p.window.Visit("about")
		p.settle()
		p.shoot("held-" + string(lang))
		if err := holder.Do(session.Set{Assignments: []string{"nationalities=FR"}}); err != nil {
			t.Fatal(err)
		}
		p.look()
		p.settle()
		p.wantSaved("nationalities", "FR")
		p.tap("notice.read-only.try")
		if !p.has("notice.read-only.try") {
			t.Error("two have it")
		}
		if err := holder.Close(); err != nil {
			t.Fatal(err)
		}
		p.retry()
		if p.has("notice.read-only.try") {
			t.Error("it can still only be read")
		}
		p.shoot("held-free-" + string(lang))
		p.write("name.given", "Anna")
		p.leave()
		p.wantSaved("name.given", "Anna")
	}
}

// retry lets the time pass after which what was not possible is tried again.
func (p *pairing) retry() {
	p.t.Helper()
	for _, timer := range p.timers {
		if !timer.off && timer.after == ui.RetryPause {
			timer.off = true
			timer.do()
			p.settle()
			return
		}
	}
	p.t.Fatal("nothing is going to be tried again")
}

// A folder that goes away is told of, what is typed meanwhile is kept, and saved
// when the folder is back.
func TestAFolderThatGoesAndComesBack(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Light))
		p.size(1024, 640)
		p.window.Visit("about")
		p.settle()
		away := p.folder() + " away"
		if err := os.Rename(p.folder(), away); err != nil {
			t.Skip("this system moves no folder of which a file is open")
		}
		p.look()
		p.settle()
		if !p.has("trouble.try") {
			t.Fatal("nobody is told")
		}
		p.write("name.given", "Anna")
		p.leave()
		p.shoot("gone-" + string(lang))
		if text, _ := p.window.Draft("name.given"); text != "Anna" {
			t.Errorf("what was typed is %q", text)
		}
		if beside := p.window.Problem("name.given"); beside != "" {
			t.Errorf("beside the field it says %q", beside)
		}
		p.window.Set("nationalities=FR") // what is chosen has no draft, and is told
		p.settle()
		if told := p.window.Notices(); len(told) == 0 {
			t.Error("what was chosen is lost without a word")
		}
		p.retry()
		if !p.has("trouble.try") {
			t.Error("it is still away")
		}
		if err := os.Rename(away, p.folder()); err != nil {
			t.Fatal(err)
		}
		p.retry()
		if p.has("trouble.try") {
			t.Error("it is back")
		}
		p.wantSaved("name.given", "Anna")
		if _, there := p.window.Draft("name.given"); there {
			t.Error("it is not saved")
		}
	}
}

// A folder that can be read and not written any more keeps what is typed, and gets
// it once it can be written.
func TestAFolderThatCannotBeWrittenForAWhile(t *testing.T) {
	var full atomic.Bool
	p := openPairing(t, func(o *ui.Options) {
		o.House.Disk.Before = func(step durable.Step, path string) error {
			if full.Load() {
				return &fs.PathError{Op: string(step), Path: path, Err: fs.ErrPermission}
			}
			return nil
		}
	})
	p.size(1024, 640)
	p.window.Visit("about")
	p.settle()
	full.Store(true)
	p.write("name.given", "Anna")
	p.settle()
	if !p.has("trouble.try") {
		t.Error("nobody is told")
	}
	p.shoot("not-written")
	p.retry()
	if !p.has("trouble.try") {
		t.Error("it is told no more, and not mended")
	}
	p.elsewhere("nationalities=FR")
	full.Store(false)
	p.arrive("dossier.json")
	p.retry()
	if p.has("trouble.try") {
		t.Error("it can be written again")
	}
	p.wantSaved("name.given", "Anna")
	p.wantSaved("nationalities", "FR")
}

// A date that is being typed, and is none yet, does not win unseen over the one that
// comes from elsewhere.
func TestAHalfTypedDateIsNoSilentWinner(t *testing.T) {
	p := openPairing(t)
	p.window.Visit("about")
	p.settle()
	p.write("birthDate", "28.")
	p.settle()
	p.elsewhere("birthDate=2001-01-01")
	p.arrive("dossier.json")
	p.settle()
	told := p.window.Notices()
	if len(told) != 1 || !strings.Contains(told[0].What, p.window.Say("history.birth-date")) {
		t.Errorf("got %+v", told)
	}
	if text, _ := p.window.Draft("birthDate"); text != "28." {
		t.Errorf("what was typed is %q", text)
	}
}

// What is typed into studies that both sides have added goes to the right ones,
// whichever id they have in the end.
func TestTypingInAddedStudies(t *testing.T) {
	for _, theirs := range []string{"Before", "Zuletzt"} { // whose id changes depends on what they say
		typingInAddedStudies(t, theirs)
	}
}

func typingInAddedStudies(t *testing.T, theirs string) {
	p := openPairing(t)
	p.size(1280, 800)
	before := p.window.Saved("studies")
	p.elsewhere("studies.s9.title=" + theirs)
	p.window.Set("studies.s9.title=Mine")
	p.settle()
	p.window.Visit("about")
	p.settle()
	p.tap("studies.s9.open")
	p.write("studies.s9.institution", "He")
	p.arrive("dossier.json")
	test.Type(p.canvas().Focused(), "re")
	p.settle()
	p.shoot("studies-twins")
	for _, id := range strings.Split(p.window.Saved("studies"), ",") {
		title, place := p.window.Saved("studies."+id+".title"), p.window.Saved("studies."+id+".institution")
		if (title == "Mine") != (place == "Here") {
			t.Errorf("%q is at %q", title, place)
		}
	}
	if !strings.Contains(p.window.Saved("studies"), before+",") || p.window.Drafts() > 0 {
		t.Errorf("there are %s, and %d drafts", p.window.Saved("studies"), p.window.Drafts())
	}
}

// All that is told at once fits into a small window with large text, where the
// page is still to be seen.
func TestManyBarsLeaveThePage(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Dark))
		p.size(1024, 640)
		p.window.LargerText(1)
		p.elsewhere("name.given=Anna", "nationalities=FR")
		p.window.Set("name.given=Eva")
		p.settle()
		p.arrive("dossier.json")
		p.elsewhere("birthDate=2001-01-01")
		p.arrive("dossier (1).json")
		p.settle()
		p.shoot("large-bars-" + string(lang))
		p.tap("conflicts.choose")
		p.shoot("large-conflict-" + string(lang))
		p.press(fyne.KeyEscape)
		p.tap("copies.see")
		p.shoot("large-copies-" + string(lang))
		p.press(fyne.KeyEscape)
		p.menu("ui.menu.history")
		p.shoot("large-history-" + string(lang))
		p.press(fyne.KeyReturn)
		p.shoot("large-version-" + string(lang))
	}
}

// TestGoldenOutside holds what is said of other programs against what somebody
// looked at.
func TestGoldenOutside(t *testing.T) {
	for _, lang := range i18n.Languages() {
		p := openPairing(t, showing(lang, settings.Light))
		p.size(1280, 800)
		golden := func(name string, what fyne.CanvasObject) {
			t.Helper()
			p.wantGolden("outside-"+name+"-"+string(lang)+".xml", []byte(test.RenderObjectToMarkup(what)))
		}
		p.elsewhere("name.given=Anna", "nationalities=FR", "requisition=7")
		p.window.Set("name.given=Eva", "birthDate=2001-01-01", "requisition=8")
		p.settle()
		p.arrive("dossier.sync-conflict-20250604-120000-ABCDEFG.json")
		golden("copies-bar", p.window.Bars())
		p.tap("copies.see")
		golden("copies", p.canvas().Overlays().Top())
		p.tap("copies.all")
		golden("conflict", p.canvas().Overlays().Top())
		p.press(fyne.KeyEscape)
		golden("bars", p.window.Bars())
		p.menu("ui.menu.history")
		golden("history", p.canvas().Overlays().Top())
		p.press(fyne.KeyDown)
		p.press(fyne.KeyReturn)
		golden("version", p.canvas().Overlays().Top())
	}
}

// A bar that comes while somebody types leaves the field where it was on the
// screen.
func TestABarMovesNoFieldAway(t *testing.T) {
	p := openPairing(t)
	p.size(1024, 640)
	p.window.Visit("about")
	p.settle()
	p.write("requisition", "1")
	p.settle()
	before := piece.At(p.canvas().Focused().(fyne.CanvasObject))
	p.elsewhere("nationalities=FR")
	p.arrive("dossier.json")
	if after := piece.At(p.canvas().Focused().(fyne.CanvasObject)); piece.FocusKey(p.canvas()) != "requisition" || after != before {
		t.Errorf("the field was at %v and is at %v", before, after)
	}
}

// A folder that cannot be written when it is opened is only read, until it can be.
func TestAFolderThatCanBeWrittenLater(t *testing.T) {
	var full atomic.Bool
	p := &pairing{looks: make(chan func(), 100)}
	p.hall = open(t, p.watching, func(o *ui.Options) {
		o.House.Disk.Before = func(step durable.Step, path string) error {
			if full.Load() {
				return &fs.PathError{Op: string(step), Path: path, Err: fs.ErrPermission}
			}
			return nil
		}
	})
	copySample(t, p.folder())
	full.Store(true)
	p.tap("start.sample")
	p.size(1024, 640)
	p.shoot("unwritable")
	p.retry()
	if !p.has("notice.read-only.try") {
		t.Fatal("nobody is told")
	}
	full.Store(false)
	p.tap("notice.read-only.try")
	if p.has("notice.read-only.try") {
		t.Error("it can be written by now")
	}
	p.window.Set("name.given=Anna")
	p.settle()
	p.wantSaved("name.given", "Anna")
}

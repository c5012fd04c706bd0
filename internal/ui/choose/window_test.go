package choose

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/ui/look"
	"example.org/dossier/internal/ui/piece"
)

func usual(t *testing.T) *stage {
	t.Helper()
	return newStage(t, look.Light, 1, fyne.NewSize(1280, 800))
}

func (r *reply) want(t *testing.T, paths ...string) {
	t.Helper()
	if diff := cmp.Diff(paths, r.paths); diff != "" || r.err != nil || r.times != 1 {
		t.Errorf("answered %d times, with %v: %s", r.times, r.err, diff)
	}
}

// press presses the button with the key on the topmost dialog.
func (s *stage) press(key string) {
	s.t.Helper()
	button, ok := piece.FindKey(s.window.Canvas().Overlays().Top(), key).(*piece.Button)
	if !ok {
		s.t.Fatalf("there is no button %s", key)
	}
	test.Tap(button)
}

// to moves the cursor to the entry of this name.
func (s *stage) to(a *asker, name string) {
	s.t.Helper()
	for i, e := range a.rows {
		if e.name == name {
			a.pressed(i, plain)
			return
		}
	}
	s.t.Fatalf("there is no %q", name)
}

func TestSeveralFilesAreMarkedAndChosenWithTheKeys(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", "", got.take)
	a := s.asker(c)
	if s.window.Canvas().Focused() != a.files {
		t.Errorf("%T has the focus", s.window.Canvas().Focused())
	}
	s.keys(a.files, fyne.KeyEnd, fyne.KeySpace)
	a.files.TypedRune(' ')
	a.files.TypedRune('d')
	a.files.TypedRune('i') // from Desktop on to diploma.pdf
	s.keys(a.files, fyne.KeySpace, fyne.KeyReturn)
	got.want(t, filepath.Join(home, "diploma.pdf"), filepath.Join(home, "zeugnis.pdf"))
	if c.own != nil || s.window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
}

func TestAllFilesAreMarkedWithCtrlA(t *testing.T) {
	s, got := usual(t), &reply{}
	c := s.chooser(i18n.English, desk(t))
	c.OpenFiles("", "", got.take)
	a := s.asker(c)
	a.files.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(a.marked) != 5 || a.marked["letter.docx"] || a.marked[".hidden.pdf"] {
		t.Errorf("marked %v", a.marked)
	}
	a.files.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(a.marked) != 0 {
		t.Errorf("marked %v", a.marked)
	}
}

func TestFoldersAreGoneIntoAndLeft(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", filepath.Join(home, "gone", "too"), got.take) // the nearest folder that is there
	a := s.asker(c)
	s.to(a, "Études")
	s.keys(a.files, fyne.KeyReturn)
	s.idle(a)
	s.keys(a.files, fyne.KeyReturn)
	s.idle(a)
	if want := filepath.Join(home, "Études", "KU Leuven"); a.browser.at.path != want || a.path.Text != want {
		t.Errorf("at %q, and the entry says %q", a.browser.at.path, a.path.Text)
	}
	s.keys(a.files, fyne.KeyBackspace)
	s.idle(a)
	if e, _ := a.current(); e.name != "KU Leuven" {
		t.Errorf("the cursor is at %q", e.name)
	}
	s.keys(a.aside, fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
	s.idle(a)
	if want := filepath.Join(home, "Desktop"); a.browser.at.path != want {
		t.Errorf("the second place is %q", a.browser.at.path)
	}
	s.keys(a.files, fyne.KeyReturn)
	got.want(t, filepath.Join(home, "Desktop", "x.pdf"))
}

func TestAPathIsTypedOrPasted(t *testing.T) {
	s, home := usual(t), desk(t)
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", "", (&reply{}).take)
	a := s.asker(c)
	for typed, want := range map[string]string{
		"~/Documents": "Documents", `"` + filepath.Join(home, "Downloads") + `"`: "Downloads",
	} {
		a.path.SetText(typed)
		a.path.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		s.idle(a)
		if got := filepath.Base(a.browser.at.path); got != want || c.own == nil {
			t.Errorf("%q leads to %q", typed, got)
		}
	}
	a.path.SetText("~/letter.docx") // a file, of a kind that is not shown here
	a.goTyped()
	s.idle(a)
	if e, _ := a.current(); e.name != "letter.docx" || !a.marked["letter.docx"] {
		t.Errorf("a file that was typed: the cursor is at %q", e.name)
	}
}

func TestWhatCannotBeReadIsSaidAndNotGoneTo(t *testing.T) {
	s, home := usual(t), desk(t)
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", "", (&reply{}).take)
	a := s.asker(c)
	a.path.SetText(filepath.Join(home, "gone"))
	a.goTyped()
	s.idle(a)
	if a.wrong == nil || a.wrong.ID != "file-missing" || a.browser.at.path != home || a.path.Text != home {
		t.Errorf("%v, at %q", a.wrong, a.browser.at.path)
	}
	if said := a.explain(a.wrong); !strings.Contains(said, "There is no file or folder") || !strings.HasSuffix(said, "then try again.") {
		t.Errorf("it says %q", said)
	}
	s.window.Canvas().Focus(a.path)
	a.path.SetText(filepath.Join(home, "Dekstop"))
	a.path.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.idle(a)
	if want := filepath.Join(home, "Dekstop"); a.wrong == nil || a.path.Text != want {
		t.Errorf("%v; of what was typed %q is left", a.wrong, a.path.Text)
	}
	s.window.Canvas().Focus(a.files)
	s.idle(a)
	if a.path.Text != home {
		t.Errorf("the entry says %q", a.path.Text)
	}
	s.to(a, "Desktop")
	if err := os.RemoveAll(filepath.Join(home, "Desktop")); err != nil {
		t.Fatal(err)
	}
	s.keys(a.files, fyne.KeyReturn)
	s.idle(a)
	if a.wrong == nil || len(a.rows) == 0 {
		t.Errorf("a folder that has gone: %v", a.wrong)
	}
}

func TestAFolderIsChosen(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.French, home)
	c.OpenFolder("", "", got.takeOne)
	a := s.asker(c)
	if want := "Choisir «\u00a0zoe\u00a0»"; a.choice() != want {
		t.Errorf("the button says %q, want %q", a.choice(), want)
	}
	for _, e := range a.rows {
		if !e.folder {
			t.Errorf("the file %q is offered", e.name)
		}
	}
	s.to(a, "Études")
	if want := "Choisir «\u00a0Études\u00a0»"; a.choice() != want {
		t.Errorf("the button says %q, want %q", a.choice(), want)
	}
	s.press("choose.choose")
	got.want(t, filepath.Join(home, "Études"))
}

func TestAFileIsSaved(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.English, home)
	c.SaveFile("", "Bundle.pdf", filepath.Join(home, "Documents"), got.takeOne)
	a := s.asker(c)
	if s.window.Canvas().Focused() != a.name {
		t.Errorf("%T has the focus", s.window.Canvas().Focused())
	}
	a.name.SetText("Mine")
	a.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.wait("the answer", func() bool { return got.times > 0 })
	got.want(t, filepath.Join(home, "Documents", "Mine.pdf"))
}

func TestAFileIsReplacedOnlyWhenThePersonSaysSo(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.English, home)
	c.SaveFile("", "Bundle.pdf", "", got.takeOne)
	a := s.asker(c)
	s.to(a, "zeugnis.pdf")
	ask := func() {
		before := s.window.Canvas().Overlays().Top()
		a.finish()
		s.wait("the question", func() bool { return s.window.Canvas().Overlays().Top() != before })
	}
	ask()
	s.press("choose.keep")
	if got.times != 0 || c.own == nil {
		t.Fatal("the dialog has ended")
	}
	ask()
	s.press("choose.replace")
	got.want(t, filepath.Join(home, "zeugnis.pdf"))
}

func TestANameThatIsAFolderIsNotSavedTo(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	put(t, home, "folder.pdf/x")
	c := s.chooser(i18n.English, home)
	c.SaveFile("", "folder.pdf", "", got.takeOne)
	a := s.asker(c)
	a.finish()
	s.idle(a)
	if a.wrong == nil || a.wrong.ID != "folder-given" || got.times != 0 {
		t.Errorf("%v, answered %d times", a.wrong, got.times)
	}
}

func TestANewFolder(t *testing.T) {
	s, home := usual(t), desk(t)
	c := s.chooser(i18n.English, home)
	c.OpenFolder("", "", (&reply{}).takeOne)
	a := s.asker(c)
	make := func(name string) {
		s.press("choose.new-folder")
		entry := s.window.Canvas().Focused().(*piece.Entry)
		entry.SetText(name)
		s.press("choose.create")
		select {
		case do := <-s.todo:
			do()
		case <-t.Context().Done():
		}
		s.idle(a)
	}
	make("Candidature 2026")
	if want := filepath.Join(home, "Candidature 2026"); a.browser.at.path != want {
		t.Errorf("at %q, want %q", a.browser.at.path, want)
	}
	for _, name := range []string{"", "..", "a/b", "."} {
		if _, err := makeFolder(home, name); err == nil || err.ID != "name-refused" {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := makeFolder(home, "Desktop"); err == nil || err.ID != "file-exists" {
		t.Errorf("a name that is taken: %v", err)
	}
}

func TestEscapeAndCancelAnswerWithNothing(t *testing.T) {
	for _, how := range []func(s *stage, a *asker){
		func(s *stage, a *asker) { s.keys(a.files, fyne.KeyEscape) },
		func(s *stage, _ *asker) { s.press("choose.cancel") },
	} {
		s, got := usual(t), &reply{}
		c := s.chooser(i18n.English, desk(t))
		c.OpenFiles("", "", got.take)
		how(s, s.asker(c))
		got.want(t)
		c.OpenFiles("", "", got.take) // and one can ask again
		s.asker(c)
	}
}

func TestOneQuestionAtATime(t *testing.T) {
	s, first, second := usual(t), &reply{}, &reply{}
	c := s.chooser(i18n.English, desk(t))
	c.OpenFiles("", "", first.take)
	c.OpenFolder("", "", second.takeOne)
	second.want(t)
	if s.asker(c); first.times != 0 {
		t.Error("the first question was answered")
	}
}

func TestThePointer(t *testing.T) {
	s, home, got := usual(t), desk(t), &reply{}
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", "", got.take)
	a := s.asker(c)
	row := func(i int) fyne.Position { return fyne.NewPos(100, (float32(i)+0.5)*a.files.rowHeight()) }
	down := func(at fyne.Position, modifier fyne.KeyModifier) {
		a.files.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier})
		a.files.MouseUp(nil)
	}
	down(row(5), 0)
	if e, _ := a.current(); e.name != "diploma.pdf" || len(a.marked) != 0 {
		t.Errorf("the cursor is at %q, marked %v", e.name, a.marked)
	}
	down(fyne.NewPos(10, row(5).Y), 0)
	down(row(6), fyne.KeyModifierShortcutDefault)
	down(row(8), fyne.KeyModifierShift)
	if len(a.marked) != 4 {
		t.Errorf("marked %v", a.marked)
	}
	down(fyne.NewPos(100, 10_000), 0) // below the last
	a.files.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: row(2)}})
	a.files.MouseOut()
	a.files.DoubleTapped(&fyne.PointEvent{Position: row(0)})
	s.idle(a)
	if got := filepath.Base(a.browser.at.path); got != "Desktop" {
		t.Errorf("a double press leads to %q", got)
	}
}

func TestWhatIsHiddenOrNotReadableIsShownOnDemand(t *testing.T) {
	s, home := usual(t), desk(t)
	c := s.chooser(i18n.English, home)
	c.OpenFiles("", "", (&reply{}).take)
	a := s.asker(c)
	shows := func(name string) bool {
		for _, e := range a.rows {
			if e.name == name {
				return true
			}
		}
		return false
	}
	if shows(".hidden.pdf") || shows("letter.docx") || !shows("passport.JPG") {
		t.Errorf("shown: %v", a.rows)
	}
	a.setHidden(true)
	a.setAll(true)
	a.update()
	if !shows(".hidden.pdf") || !shows("letter.docx") {
		t.Errorf("shown: %v", a.rows)
	}
}

// fromSystem is a chooser whose system answers so.
func fromSystem(s *stage, paths []string, err error) *Chooser {
	c := s.chooser(i18n.English, "")
	c.system = func(request) ([]string, error) { return paths, err }
	return c
}

func TestWhatTheSystemAnswers(t *testing.T) {
	folder := t.TempDir()
	taken := put(t, folder, "taken.pdf")
	for _, test := range []struct {
		why   string
		given []string
		err   error
		want  []string
	}{
		{"a choice", []string{filepath.Join(folder, "new.pdf")}, nil, []string{filepath.Join(folder, "new.pdf")}},
		{"no ending", []string{filepath.Join(folder, "new")}, nil, []string{filepath.Join(folder, "new.pdf")}},
		{"the ending in capitals", []string{filepath.Join(folder, "new.PDF")}, nil, []string{filepath.Join(folder, "new.PDF")}},
		{"cancelled", nil, errCancelled, nil},
	} {
		s, got := usual(t), &reply{}
		fromSystem(s, test.given, test.err).SaveFile("", "Bundle.pdf", "", got.takeOne)
		s.wait(test.why, func() bool { return got.times > 0 })
		got.want(t, test.want...)
	}
	s, got := usual(t), &reply{}
	fromSystem(s, []string{filepath.Join(folder, "taken")}, nil).SaveFile("", "Bundle.pdf", "", got.takeOne)
	s.wait("the question", func() bool { return s.window.Canvas().Overlays().Top() != nil })
	s.press("choose.replace")
	got.want(t, taken)
}

func TestASystemThatFailsIsReplacedByOurOwnDialog(t *testing.T) {
	s := usual(t)
	c := fromSystem(s, nil, errors.New("it fails"))
	c.OpenFiles("", t.TempDir(), (&reply{}).take)
	s.asker(c)
}

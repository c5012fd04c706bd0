package choose

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/ui/look"
)

// stage is a window without a display, and what runs on its goroutine: the
// test's own.
type stage struct {
	t      *testing.T
	window fyne.Window
	todo   chan func()
	now    time.Time
}

func newStage(t *testing.T, mode look.Mode, scale float32, size fyne.Size) *stage {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(mode, scale))
	s := &stage{t: t, window: test.NewTempWindow(t, widget.NewLabel("")), todo: make(chan func(), 100), now: time.Unix(0, 0)}
	s.window.Resize(size)
	return s
}

// wait runs what comes to the window's goroutine until a condition holds.
func (s *stage) wait(why string, holds func() bool) {
	s.t.Helper()
	limit := time.After(10 * time.Second)
	for !holds() {
		select {
		case do := <-s.todo:
			do()
		case <-limit:
			s.t.Fatalf("%s: in vain", why)
		}
	}
}

func (s *stage) chooser(lang i18n.Lang, home string) *Chooser {
	s.t.Helper()
	loc, err := i18n.New(lang)
	if err != nil {
		s.t.Fatal(err)
	}
	c := NewOwn(Options{
		Window:  s.window,
		Say:     func(id string, args message.Args) string { return loc.Text(message.New(id, args)) },
		Compare: loc.Compare, Endings: []string{"pdf", "jpg"}, Home: home,
		Env: func(string) string { return "" },
		Now: func() time.Time { return s.now },
		Do:  func(do func()) { s.todo <- do },
	})
	c.places = func(home string, _ func(string) string) []place {
		return present([]place{
			{id: "ui.choose.place.home", path: home, icon: "home"},
			{id: "ui.choose.place.desktop", path: filepath.Join(home, "Desktop"), icon: "folder"},
			{id: "ui.choose.place.documents", path: filepath.Join(home, "Documents"), icon: "folder"},
			{id: "ui.choose.place.downloads", path: filepath.Join(home, "Downloads"), icon: "folder"},
			{name: "C:", path: filepath.VolumeName(home) + string(filepath.Separator), icon: "disk"},
		})
	}
	return c
}

// picture writes what the window shows where PICTURES says, for looking at.
func (s *stage) picture(name string) {
	s.t.Helper()
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	image := s.window.Canvas().Capture()
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, image); err != nil {
		s.t.Fatal(err)
	}
}

// desk makes a home with folders and files, their dates fixed.
func desk(t *testing.T) string {
	t.Helper()
	home := filepath.Join(t.TempDir(), "zoe")
	for _, name := range []string{
		"Desktop/x.pdf", "Documents/x.pdf", "Downloads/x.pdf", "Études/KU Leuven/relevé.pdf",
		"diploma.pdf", "Attestation d’inscription 2025-2026 – Katholieke Universiteit Leuven, Faculteit Ingenieurswetenschappen.pdf",
		"passport.JPG", "letter.docx", "zeugnis.pdf", "école.pdf", ".hidden.pdf", ".config/x",
	} {
		put(t, home, name)
	}
	err := filepath.Walk(home, func(path string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(path, time.Time{}, time.Date(2025, 6, 1, 12, 0, 0, 0, time.Local))
	})
	if err != nil {
		t.Fatal(err)
	}
	return home
}

// asker returns our own dialog, once it is open.
func (s *stage) asker(c *Chooser) *asker {
	s.t.Helper()
	s.wait("our own dialog", func() bool { return c.own != nil })
	s.wait("folder and places", func() bool { return !c.own.busy && len(c.own.places) > 0 })
	return c.own
}

// idle waits until the dialog has read what it was to read.
func (s *stage) idle(a *asker) {
	s.t.Helper()
	s.wait("the folder", func() bool { return !a.busy })
}

func (s *stage) keys(l *list, keys ...fyne.KeyName) {
	for _, key := range keys {
		l.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// reply is what a question was answered with.
type reply struct {
	paths []string
	err   error
	times int
}

func (r *reply) take(paths []string, err error) { r.paths, r.err, r.times = paths, err, r.times+1 }

func (r *reply) takeOne(path string, err error) {
	r.take(nil, err)
	if path != "" {
		r.paths = []string{path}
	}
}
